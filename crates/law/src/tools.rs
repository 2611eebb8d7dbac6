//! What the command line says of the law files: text and JSON from values; reading and printing stay outside.

mod competences;

pub use competences::{Competence, Exercise, competences, competences_text};

use crate::assess::{Truth, Verdict};
use crate::book::LawBook;
use crate::clock::{self, Answer, ClockError, Due, Pause};
use crate::diagnostic::Diagnostic;
use crate::facts::{FactError, Facts};
use crate::fee::FeeAnswer;
use crate::procedure::Procedure;
use crate::words::nearest;
use kernel::{Day, Lang};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Why a question about the law files cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ToolError {
    /// No such procedure.
    #[error("there is no procedure `{id}`{hint}")]
    NoSuchProcedure {
        /// As asked for.
        id: String,
        /// Either empty or what there is.
        hint: String,
    },
    /// It exists, but not on that day.
    #[error("no version of `{id}` is in force on {on}; the first is of {first}")]
    NotInForce {
        /// The procedure.
        id: String,
        /// The day.
        on: Day,
        /// Its first version.
        first: Day,
    },
    /// No such clock.
    #[error("`{procedure}` has no clock `{clock}`; it has: {known}")]
    NoSuchClock {
        /// The procedure.
        procedure: String,
        /// As asked for.
        clock: String,
        /// What there is.
        known: String,
    },
    /// Facts that are no JSON object of names and values.
    #[error("the facts are no JSON object of names and values: {0}; write {{\"person.age\": 34}}")]
    NotFacts(String),
    /// Facts that the catalogue does not allow.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Facts(Vec<FactError>),
    /// A pause that cannot be read.
    #[error("`{0}` is no pause; write 2026-11-24..2026-12-01, or 2026-11-24.. while it goes on")]
    NotAPause(String),
    /// A term that cannot be computed.
    #[error(transparent)]
    Clock(#[from] ClockError),
}

/// The result of `procedure check`.
#[derive(Debug, Clone)]
pub struct Check {
    /// Whether the files can be used.
    pub sound: bool,
    /// What to print, for people.
    pub text: String,
    /// The same for machines.
    pub json: Value,
}

/// Proves law files: path and text of each. Of the warnings those are told that are of a file `asked` about.
#[must_use]
pub fn check<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, asked: impl Fn(&str) -> bool) -> Check {
    match LawBook::load(files) {
        Ok(book) => {
            let warnings: Vec<&Diagnostic> =
                book.warnings().iter().filter(|warning| asked(&warning.file)).collect();
            let mut text = String::new();
            for warning in &warnings {
                // Writing to a String cannot fail.
                let _ = write!(text, "{warning}\n\n");
            }
            let versions = book.all().count();
            let _ = writeln!(
                text,
                "sound: {versions} versions of procedures, {} examples, {} facts, {} offices",
                book.examples(),
                book.catalogue().facts().len(),
                book.offices().len()
            );
            let json = json!({
                "sound": true,
                "versions": versions,
                "examples": book.examples(),
                "errors": [],
                "warnings": warnings.iter().copied().map(as_json).collect::<Vec<_>>(),
            });
            Check { sound: true, text, json }
        }
        Err(errors) => {
            let list: Vec<Value> = errors.diagnostics().iter().map(as_json).collect();
            let json = json!({ "sound": false, "errors": list, "warnings": [] });
            Check { sound: false, text: format!("{errors}\n"), json }
        }
    }
}

fn as_json(diagnostic: &Diagnostic) -> Value {
    json!({
        "file": diagnostic.file,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    })
}

/// Every version of every procedure, one a line.
#[must_use]
pub fn list(book: &LawBook, lang: Lang) -> String {
    let mut text = String::new();
    for procedure in book.all() {
        let until = procedure.until().map_or_else(String::new, |until| until.to_string());
        let kind = if procedure.is_abstract() { "base" } else { "service" };
        let _ = writeln!(
            text,
            "{}\t{}\t{until}\t{kind}\t{}",
            procedure.id(),
            procedure.in_force(),
            procedure.name().get(lang)
        );
    }
    text
}

/// The same for machines.
#[must_use]
pub fn list_json(book: &LawBook) -> Value {
    let entry = |procedure: &Procedure| {
        json!({
            "id": procedure.id(),
            "in_force": procedure.in_force(),
            "until": procedure.until(),
            "abstract": procedure.is_abstract(),
            "inherits": procedure.inherits(),
            "name": procedure.name(),
            "summary": procedure.summary(),
            "points": procedure.points().iter().filter(|point| point.verified.is_some()).count(),
            "unverified": procedure.unverified().count(),
        })
    };
    Value::Array(book.all().map(entry).collect())
}

/// The version of a procedure that is in force on a day.
///
/// # Errors
/// [`ToolError::NoSuchProcedure`] with what there is, [`ToolError::NotInForce`] with its first day.
pub fn find<'a>(book: &'a LawBook, id: &str, on: Day) -> Result<&'a Procedure, ToolError> {
    if let Some(procedure) = book.procedure(id, on) {
        return Ok(procedure);
    }
    if let Some(first) = book.all().filter(|p| p.id() == id).map(Procedure::in_force).min() {
        return Err(ToolError::NotInForce { id: id.to_owned(), on, first });
    }
    Err(ToolError::NoSuchProcedure { id: id.to_owned(), hint: meant(book, id) })
}

/// The end of a message that there is no such procedure: which one was probably meant, or which there are.
#[must_use]
pub fn meant(book: &LawBook, id: &str) -> String {
    let mut ids: Vec<&str> = book.all().map(Procedure::id).collect();
    ids.dedup();
    match nearest(id, ids.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; there are: {}", ids.join(", ")),
    }
}

/// A procedure in words.
///
/// # Errors
/// As [`find`].
pub fn explain(book: &LawBook, id: &str, on: Day, lang: Lang) -> Result<String, ToolError> {
    find(book, id, on).map(|procedure| procedure.explain(lang))
}

/// The JSON Schema of a procedure as `to_json` writes it.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Procedure);
    schema.insert("title".to_owned(), "Procedure".into());
    schema.into()
}

/// Facts from JSON such as `{"person.age": 34, "person.status": "citizen"}`, checked against the catalogue.
///
/// # Errors
/// [`ToolError::NotFacts`] or [`ToolError::Facts`], the second with every wrong fact.
pub fn read_facts(book: &LawBook, text: &str) -> Result<Facts, ToolError> {
    let facts: Facts = serde_json::from_str(text).map_err(|error| ToolError::NotFacts(error.to_string()))?;
    let facts = book.catalogue().settle(facts);
    book.catalogue().check(&facts).map_err(ToolError::Facts)?;
    Ok(facts)
}

/// Facts assessed under a procedure, for machines.
#[must_use]
pub fn assess_json(procedure: &Procedure, facts: &Facts) -> Value {
    let assessment = procedure.assess(facts);
    let (outcome, grounds, missing) = match assessment.outcome() {
        Verdict::Grantable => ("grant", Vec::new(), Vec::new()),
        Verdict::Refusable(grounds) => ("refuse", grounds, Vec::new()),
        Verdict::Unknown(missing) => ("unknown", Vec::new(), missing),
    };
    json!({
        "procedure": procedure.id(),
        "in_force": procedure.in_force(),
        "outcome": outcome,
        "grounds": grounds,
        "missing": missing,
        "assessment": assessment,
    })
}

/// Facts assessed under a procedure, for people.
#[must_use]
pub fn assess_text(procedure: &Procedure, facts: &Facts, lang: Lang) -> String {
    let assessment = procedure.assess(facts);
    let pick = |lv: &'static str, en: &'static str| if lang == Lang::LV { lv } else { en };
    let mark = |truth: Truth| match truth {
        Truth::Met => "[+]",
        Truth::NotMet => "[-]",
        Truth::Unknown => "[?]",
    };
    let unverified =
        |verified: bool| if verified { "" } else { pick("; nav pārbaudīts", "; not verified") };
    let mut text = String::new();
    let outcome = match assessment.outcome() {
        Verdict::Grantable => {
            pick("Var apmierināt: viss ir izpildīts.", "Can be granted: everything is met.").to_owned()
        }
        Verdict::Refusable(grounds) => {
            let names: Vec<String> = grounds
                .iter()
                .filter_map(|id| procedure.ground(id))
                .map(|ground| {
                    let norm = procedure.cite_ground(&ground);
                    let mark = unverified(norm.verified);
                    format!("{} [{}{mark}]", ground.text().get(lang), norm.text.get(lang))
                })
                .collect();
            format!("{} {}", pick("Pamats atteikt:", "Ground to refuse:"), names.join("; "))
        }
        Verdict::Unknown(_) => {
            pick("Vēl nevar izlemt: trūkst ziņu.", "Cannot be decided yet: facts are missing.").to_owned()
        }
    };
    let _ = writeln!(text, "{}\n{outcome}", procedure.name().get(lang));
    if !procedure.verified() {
        let words = pick(
            "Šī redakcija nav salīdzināta ar tiesību akta tekstu; nekas tajā nav pārbaudīts.",
            "This version was not compared with the text of its acts; nothing in it is verified.",
        );
        let _ = writeln!(text, "{words}");
    }
    text.push('\n');
    for finding in &assessment.findings {
        let norm = procedure.cite_text(&finding.cite).text;
        let _ = writeln!(
            text,
            "{} {} [{}{}]",
            mark(finding.truth),
            finding.name.get(lang),
            norm.get(lang),
            unverified(finding.verified)
        );
        for line in &finding.lines {
            let indent = "  ".repeat(usize::from(line.depth) + 2);
            let _ = writeln!(text, "{indent}{} {}", mark(line.truth), line.text.get(lang));
        }
    }
    let fee = match &assessment.fee {
        FeeAnswer::None => pick("nav", "none").to_owned(),
        FeeAnswer::Due(line) => {
            format!("{} ({}){}", line.amount, line.what.get(lang), unverified(line.verified))
        }
        FeeAnswer::Exempt { text, .. } => format!("{} ({})", pick("atbrīvojums", "exempt"), text.get(lang)),
        FeeAnswer::Unknown { at_most, .. } => at_most.as_ref().map_or_else(
            || pick("vēl nav zināma", "not known yet").to_owned(),
            |most| format!("{} {most}", pick("vēl nav zināma; ne vairāk kā", "not known yet; at most")),
        ),
    };
    let _ = writeln!(text, "\n{}: {fee}", pick("Valsts nodeva", "State fee"));
    if !assessment.missing.is_empty() {
        let _ = writeln!(text, "\n{}", pick("Trūkst:", "Missing:"));
    }
    for missing in &assessment.missing {
        let proofs: Vec<&str> = procedure
            .evidence()
            .iter()
            .filter(|evidence| missing.proved_by.contains(&evidence.id))
            .map(|evidence| evidence.name.get(lang))
            .collect();
        let proofs = if proofs.is_empty() { String::new() } else { format!(" – {}", proofs.join(", ")) };
        let _ = writeln!(text, "  - {}{proofs}", missing.text.get(lang));
    }
    text
}

/// Pauses such as `2026-11-24..2026-12-01` (the second day counts again) or `2026-11-24..`.
///
/// # Errors
/// [`ToolError::NotAPause`] names the text.
pub fn read_pause(text: &str) -> Result<Pause, ToolError> {
    let wrong = || ToolError::NotAPause(text.to_owned());
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let to = if to.is_empty() { None } else { Some(to.parse().map_err(|_| wrong())?) };
    Ok(Pause { from: from.parse().map_err(|_| wrong())?, to })
}

/// A term of a procedure: the version in force on the day the term starts; the clock `decision` unless one is named, or
/// the only one there is.
///
/// # Errors
/// As [`find`]; no such clock; pauses that cannot be.
pub fn term(
    book: &LawBook,
    id: &str,
    clock: Option<&str>,
    from: Day,
    facts: &Facts,
    pauses: &[Pause],
) -> Result<Answer, ToolError> {
    let procedure = find(book, id, from)?;
    let wanted = clock.unwrap_or("decision");
    let only = procedure.clocks().first().filter(|_| clock.is_none() && procedure.clocks().len() == 1);
    let found = procedure.clock(wanted).or(only).ok_or_else(|| ToolError::NoSuchClock {
        procedure: id.to_owned(),
        clock: wanted.to_owned(),
        known: procedure.clocks().iter().map(|clock| clock.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    Ok(clock::due(found, from, facts, pauses, &book.country().calendar)?)
}

/// A computed term for people: the last day first, then the calculation.
#[must_use]
pub fn term_text(book: &LawBook, answer: &Answer, lang: Lang) -> String {
    let mut text = match answer.due {
        Due::On(day) => format!("{day}\n"),
        Due::Paused { left_days } => {
            format!(
                "{} {left_days}\n",
                if lang == Lang::LV { "apturēts, atlikums:" } else { "paused, left:" }
            )
        }
    };
    for step in &answer.steps {
        let _ = writeln!(text, "  {}", step.get(lang));
    }
    if !answer.missing.is_empty() {
        let words = if lang == Lang::LV {
            "termiņu vēl var saīsināt:"
        } else {
            "may still be shorter, depending on:"
        };
        let label = |name: &String| {
            let known = book.catalogue().get(name);
            known.map_or_else(|| name.clone(), |fact| format!("{} ({name})", fact.label.get(lang)))
        };
        let missing: Vec<String> = answer.missing.iter().map(label).collect();
        let _ = writeln!(text, "  {words} {}", missing.join(", "));
    }
    text
}

/// A computed term for machines.
#[must_use]
pub fn term_json(answer: &Answer) -> Value {
    let (due, left) = match answer.due {
        Due::On(day) => (Some(day), None),
        Due::Paused { left_days } => (None, Some(left_days)),
    };
    json!({ "due": due, "left_days": left, "term": answer.term, "steps": answer.steps, "missing": answer.missing })
}
