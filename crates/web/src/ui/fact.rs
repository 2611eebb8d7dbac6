//! A fact of the law as a field of a form: asked with the control of its kind, and read as its kind.

use super::field::{Form, Line};
use crate::form::Faults;
use kernel::TermUnit;
use law::{FactDef, FactKind, FactValue};
use maud::Markup;

/// The value as a form has it.
#[must_use]
pub fn written(value: &FactValue) -> String {
    match value {
        FactValue::Bool(true) => "yes".to_owned(),
        FactValue::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

/// The answers that can be chosen; none for what is written.
fn options(form: &Form<'_>, def: &FactDef) -> Vec<(String, String)> {
    let ctx = form.ctx;
    match &def.kind {
        FactKind::Bool => [("yes", "answer-yes"), ("no", "answer-no")]
            .map(|(value, key)| (value.to_owned(), ctx.t(key)))
            .into(),
        FactKind::Code { .. } => {
            let option = |(code, label): &(String, kernel::Text)| {
                (code.clone(), crate::words::capitalised(ctx.of(label)))
            };
            def.options.iter().map(option).collect()
        }
        _ => Vec::new(),
    }
}

fn line(form: &Form<'_>, name: &str, def: &FactDef, label: &str, hint: &str) -> Markup {
    let (kind, how) = match &def.kind {
        FactKind::Day => (Line::Date, None),
        FactKind::Term { unit: TermUnit::Days } => (Line::Code, Some("answer-in-days")),
        FactKind::Term { .. } => (Line::Code, Some("answer-in-months")),
        FactKind::Money { .. } => (Line::Code, Some("answer-in-money")),
        _ => (Line::Code, None),
    };
    let how = how.map(|key| form.ctx.t(key)).unwrap_or_default();
    form.line(kind, name, label, [hint, &how].join(" ").trim(), "off")
}

/// A span as so many days or months, or as the law files write it.
fn term(unit: TermUnit, kind: &FactKind, text: &str) -> Option<FactValue> {
    let word = if unit == TermUnit::Days { "days" } else { "months" };
    let counted = text.bytes().all(|digit| digit.is_ascii_digit()).then(|| format!("{text} {word}"));
    kind.parse(counted.as_deref().unwrap_or(text))
}

/// A question, to which there has to be an answer.
#[must_use]
pub fn question(form: &Form<'_>, name: &str, def: &FactDef, label: &str, hint: &str) -> Markup {
    match options(form, def) {
        none if none.is_empty() => line(form, name, def, label, hint),
        some => {
            let choices: Vec<_> =
                some.into_iter().map(|(value, words)| (value, words, String::new())).collect();
            form.radios(name, label, hint, &choices)
        }
    }
}

/// The same where it may be left open.
#[must_use]
pub fn maybe(form: &Form<'_>, name: &str, def: &FactDef, label: &str, hint: &str) -> Markup {
    match options(form, def) {
        none if none.is_empty() => line(form, name, def, label, hint),
        some => {
            let open = (String::new(), form.ctx.t("answer-open"));
            let choices: Vec<_> = std::iter::once(open).chain(some).collect();
            form.select(name, label, hint, &choices)
        }
    }
}

/// What was written as a value of the fact. What is none is told at the field.
pub fn read(def: &FactDef, name: &str, text: &str, faults: &mut Faults) -> Option<FactValue> {
    if text.is_empty() {
        faults.add(name, "answer-missing", Vec::new());
        return None;
    }
    let value = match (&def.kind, text) {
        (FactKind::Bool, "yes") => Some(FactValue::Bool(true)),
        (FactKind::Bool, "no") => Some(FactValue::Bool(false)),
        (FactKind::Bool, _) => None,
        (kind @ FactKind::Term { unit }, text) => term(*unit, kind, text),
        (kind, text) => kind.parse(text),
    };
    if value.is_none() {
        let key = match def.kind {
            FactKind::Day => "problem-wrong-date",
            FactKind::Int { .. } => "answer-number",
            FactKind::Term { .. } => "answer-term",
            FactKind::Money { .. } => "answer-money",
            _ => "problem-wrong-value",
        };
        faults.add(name, key, vec![("value", text.to_owned())]);
    }
    value
}
