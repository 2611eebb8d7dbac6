//! `parvalde procedure` and `parvalde term`: what the law files say. The answers are made in `law::tools`.

use crate::cli::{Format, InForce, Keys, On, Procedure, Term};
use crate::database::{self, Wanted, With};
use crate::ended::{Ended, Usage};
use crate::{export, lawfiles, out};
use anyhow::Context as _;
use kernel::{Clock as _, Day, SystemClock};
use law::{FactValue, Facts, LawBook, tools, what_if};
use office::access::Purpose;
use office::{Actor, OfficeError};
use std::path::Path;

const FACTS_BYTES_MAX: u64 = 1 << 20;
/// Some hundred thousand cases.
const CASES_BYTES_MAX: u64 = 256 << 20;

/// Proves, lists, explains or assesses.
///
/// # Errors
/// A place that does not exist, law files that are broken, a procedure that there is not.
pub fn run(task: &Procedure) -> anyhow::Result<Ended> {
    match task {
        Procedure::Check { what, format } => check(what.as_deref(), *format),
        Procedure::List { law, format } => {
            let book = lawfiles::book(law.procedures.as_deref())?;
            match format {
                Format::Text => out::line(tools::list(&book, law.lang).trim_end())?,
                Format::Json => out::json(&tools::list_json(&book))?,
            }
            Ok(Ended::Done)
        }
        Procedure::Explain { id, law, on, format } => {
            let book = lawfiles::book(law.procedures.as_deref())?;
            let procedure = tools::find(&book, id, day(on, &book))?;
            match format {
                Format::Text => out::line(procedure.explain(law.lang).trim_end())?,
                Format::Json => out::json(&procedure.to_json())?,
            }
            Ok(Ended::Done)
        }
        Procedure::Competences { law, on, format } => {
            let book = lawfiles::book(law.procedures.as_deref())?;
            let table = tools::competences(&book, day(on, &book));
            match format {
                Format::Text => out::line(tools::competences_text(&table, law.lang).trim_end())?,
                Format::Json => out::json(&serde_json::to_value(&table)?)?,
            }
            Ok(Ended::Done)
        }
        Procedure::Schema => {
            out::line(&serde_json::to_string_pretty(&tools::schema())?)?;
            Ok(Ended::Done)
        }
        Procedure::Assess { id, law, on, facts, format } => {
            let book = lawfiles::book(law.procedures.as_deref())?;
            let procedure = tools::find(&book, id, day(on, &book))?;
            let facts = tools::read_facts(&book, &facts_text(facts.as_deref())?)?;
            match format {
                Format::Text => out::line(tools::assess_text(procedure, &facts, law.lang).trim_end())?,
                Format::Json => out::json(&tools::assess_json(procedure, &facts))?,
            }
            Ok(Ended::Done)
        }
        Procedure::WhatIf { draft, facts, db, keys, law, purpose, lang, format } => {
            let book = lawfiles::book(law.procedures.as_deref())?;
            let draft = lawfiles::book(Some(draft))?;
            let cases = match (db.as_deref().zip(purpose.as_ref()), facts.as_deref()) {
                (Some((db, purpose)), _) => {
                    own_cases((db, keys, law), purpose, &what_if::changes_in(&book, &draft))?
                }
                (None, Some(place)) if place != Path::new("-") => what_if::read_cases(
                    &out::file(place)
                        .with_context(|| format!("cannot read the cases in `{}`", place.display()))?,
                ),
                (None, _) => what_if::read_cases(&out::stdin(CASES_BYTES_MAX)?),
            };
            let report = what_if::compare(&book, &draft, cases)?;
            match format {
                Format::Text => out::line(report.table(*lang).trim_end())?,
                Format::Json => out::json(&report)?,
            }
            // The counts are without these cases: a script must not overlook that.
            Ok(if report.not_compared.is_empty() { Ended::Done } else { Ended::Refused })
        }
    }
}

/// The office's own past cases of these procedures.
fn own_cases(
    (db, keys, law): (&str, &Keys, &InForce),
    purpose: &Purpose,
    procedures: &[String],
) -> anyhow::Result<Vec<what_if::Line>> {
    export::named(purpose)?;
    crate::runtime()?.block_on(async {
        let office = database::open_with(db, Wanted::Existing, keys, With::of(law)?).await?;
        let mut lines = Vec::new();
        let take = |case: what_if::PastCase| -> Result<(), OfficeError> {
            lines.push(what_if::Line {
                line: lines.len() + 1,
                case: Some(case.case.clone()),
                read: Ok(case),
            });
            Ok(())
        };
        let done = office.past_cases(&Actor::System, purpose, procedures, take).await;
        office.store().close().await;
        done.context("the cases cannot be read")?;
        Ok(lines)
    })
}

fn day(on: &On, book: &LawBook) -> Day {
    on.on.unwrap_or_else(|| book.country().zone.day(SystemClock.now()))
}

fn facts_text(file: Option<&Path>) -> anyhow::Result<String> {
    match file.filter(|file| *file != Path::new("-")) {
        None => out::stdin(FACTS_BYTES_MAX),
        Some(file) => {
            out::file(file).with_context(|| format!("cannot read the facts in `{}`", file.display()))
        }
    }
}

fn all(files: lawfiles::Files) -> lawfiles::Given {
    let asked = files.keys().cloned().collect();
    lawfiles::Given { files, asked }
}

/// Faults go to stderr as a compiler says them; JSON to stdout.
fn check(what: Option<&Path>, format: Format) -> anyhow::Result<Ended> {
    let given = match what {
        None => all(lawfiles::bundled()),
        Some(place) if place.exists() => lawfiles::read(place)?,
        Some(other) => {
            let id = other.to_string_lossy();
            let book = LawBook::bundled().context("the built-in law files are broken")?;
            if !book.all().any(|procedure| procedure.id() == id) {
                let meant = tools::meant(&book, &id);
                return Err(Usage(format!("`{id}` is no file, no folder and no procedure{meant}")).into());
            }
            let mut given = all(lawfiles::bundled());
            given.asked.retain(|file| file.split('/').nth(1) == Some(&*id));
            given
        }
    };
    let files = given.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let check = tools::check(files, |file| given.asked.contains(file));
    match (format, check.sound) {
        (Format::Json, _) => out::json(&check.json)?,
        (Format::Text, true) => out::line(check.text.trim_end())?,
        (Format::Text, false) => eprint!("{}", check.text),
    }
    Ok(if check.sound { Ended::Done } else { Ended::Refused })
}

/// Computes a time limit.
///
/// # Errors
/// No such procedure or clock; a pause or fact that cannot be read; a day out of range.
pub fn term(term: &Term) -> anyhow::Result<Ended> {
    let book = lawfiles::book(term.law.procedures.as_deref())?;
    let pauses = term
        .pause
        .iter()
        .map(|text| tools::read_pause(text))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Usage(error.to_string()))?;
    let facts = term.fact.iter().map(|text| fact(&book, text)).collect::<Result<Facts, _>>()?;
    let answer = tools::term(&book, &term.procedure, term.clock.as_deref(), term.from, &facts, &pauses)?;
    match term.format {
        Format::Text => out::line(tools::term_text(&book, &answer, term.law.lang).trim_end())?,
        Format::Json => out::json(&tools::term_json(&answer))?,
    }
    Ok(Ended::Done)
}

/// `NAME=VALUE`; the value is what the catalogue says that the fact is.
fn fact(book: &LawBook, text: &str) -> Result<(String, FactValue), Usage> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| Usage(format!("`{text}` is no fact; write NAME=VALUE, such as person.age=34")))?;
    let known = book.catalogue().get(name).and_then(|def| def.kind.parse(value));
    // A value of another type is told by the check.
    let value = known.unwrap_or_else(|| FactValue::Code(value.to_owned()));
    book.catalogue().check_one(name, &value).map_err(|error| Usage(error.to_string()))?;
    Ok((name.to_owned(), value))
}
