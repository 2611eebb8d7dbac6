//! `parvalde person`: one person of the register, in two times. The personal code comes from stdin, never
//! from the arguments, which other users of the machine can see.

use crate::cli::{Format, Person};
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use kernel::Age;
use office::access::Purpose;
use office::register::{Lookup, PersonRecord, When};
use office::{Actor, Office};
use serde_json::{Value, json};

const STDIN_MAX: u64 = 1000;

/// Shows a person.
///
/// # Errors
/// No personal code on stdin, or the database cannot be read.
pub async fn run(task: &Person) -> anyhow::Result<Ended> {
    let Person::Show { db, as_of, known_at, purpose, format } = task;
    if *purpose == Purpose::Own {
        return Err(Usage(
            "the command line has no own data: name a purpose, case:ID or basis:CITATION".to_owned(),
        )
        .into());
    }
    let code = out::stdin(STDIN_MAX)?;
    let code = code.trim();
    anyhow::ensure!(!code.is_empty(), "write the personal code to stdin");
    let office = database::open(db, Wanted::Existing).await?;
    let shown = show(&office, code, purpose, &When { as_of: *as_of, known_at: *known_at }).await;
    office.store().close().await;
    let Some(record) = shown? else {
        eprintln!("parvalde: the register knows nobody by this personal code at that moment");
        return Ok(Ended::Refused);
    };
    match format {
        Format::Json => out::json(&as_json(&office, &record))?,
        Format::Text => out::line(text(&as_json(&office, &record)))?,
    }
    Ok(Ended::Done)
}

async fn show(
    office: &Office,
    code: &str,
    purpose: &Purpose,
    when: &When,
) -> anyhow::Result<Option<PersonRecord>> {
    let found = office.lookup(&Actor::System, purpose, Lookup::Code(code.to_owned())).await;
    let Some(brief) = found.context("the person cannot be looked up")? else { return Ok(None) };
    match office.person(&Actor::System, purpose, brief.id, when).await {
        Ok(record) => Ok(Some(record)),
        Err(office::OfficeError::NotFound) => Ok(None),
        Err(error) => Err(error).context("the person cannot be read"),
    }
}

fn as_json(office: &Office, record: &PersonRecord) -> Value {
    let view = &record.view;
    let age = match view.age(office.country().leap_birthday) {
        Age::Years(years) => json!(years),
        Age::Unknown => Value::Null,
    };
    let (birth, death) =
        (view.birth().map(|(date, _)| date.to_string()), view.death().map(|date| date.to_string()));
    json!({
        "id": view.id,
        "as_of": view.day,
        "known_at": view.known_at,
        "version": record.version,
        "personal_code": view.code().map(|code| code.formatted()),
        "given_names": view.name().map(|name| name.given.to_string()),
        "surname": view.name().map(|name| name.surname.to_string()),
        "birth_date": birth,
        "death_date": death,
        "age": age,
        "legal_status": view.status(),
        "warnings": record.warnings,
        "facts": view.facts,
    })
}

/// The headings first, then each fact with its days and its basis.
fn text(person: &Value) -> String {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    let mut lines = Vec::new();
    for (name, value) in person.as_object().into_iter().flatten().filter(|(name, _)| *name != "facts") {
        lines.push(format!("{name:<14} {}", plain(value)));
    }
    lines.push(String::new());
    for fact in person.get("facts").and_then(Value::as_array).into_iter().flatten() {
        let part = |name: &str| fact.get(name).map_or_else(|| "-".to_owned(), plain);
        let basis = |name: &str| fact.get("basis").and_then(|b| b.get(name)).map_or_else(String::new, plain);
        lines.push(format!(
            "{} .. {}  {}  [{} {} {}]",
            part("from"),
            part("to"),
            part("value"),
            basis("kind"),
            basis("number"),
            basis("date")
        ));
    }
    lines.join("\n")
}
