//! The facts of a case: what the register says of those it is about, what the case itself knows, what was
//! declared, proved and judged. Absent means unknown; nothing is guessed.
//!
//! Facts of the register are taken as of the day that is asked for; ages count on the day of receipt, for
//! the law of that day binds the case.

use crate::cases::case::{Case, FactSource as CaseSource};
use crate::cases::event::GivenValue;
use crate::register::{PersonHistory, PersonView};
use kernel::{Age, Day, LeapBirthday, PersonId};
use law::{FactSource, FactValue, Facts, Procedure};
use std::collections::BTreeMap;

/// Who and when facts are computed for.
#[derive(Debug, Clone, Copy)]
pub struct Persons<'a> {
    /// The subject's history.
    pub subject: &'a PersonHistory,
    /// The applicant's history.
    pub applicant: &'a PersonHistory,
    /// When somebody born on 29 February turns a year older.
    pub leap_birthday: LeapBirthday,
}

/// The two days that count.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// Day of receipt.
    pub received: Day,
    /// The day as of which the register is read.
    pub today: Day,
    /// The log position as of which the register is read.
    pub known_at: i64,
}

/// Everything known so far.
pub const LATEST: i64 = i64::MAX - 1;

/// Facts before there is a case: the register and what is declared.
#[must_use]
pub fn of_application(
    procedure: &Procedure,
    persons: Persons<'_>,
    days: Days,
    declared: &BTreeMap<String, GivenValue>,
) -> Facts {
    let mut facts = of_persons(persons, days);
    add_defaults(procedure, &mut facts);
    facts.extend(declared.iter().map(|(fact, value)| (fact.clone(), value.clone())));
    facts
}

/// Facts of a case; `days.received` is the case's own.
#[must_use]
pub fn of_case(procedure: &Procedure, case: &Case, persons: Persons<'_>, days: Days) -> Facts {
    let mut facts = of_persons(persons, days);
    add_defaults(procedure, &mut facts);
    // A declared value yields to a proved one, a proved one to a judged one; the fold keeps the last.
    facts.extend(case.facts.iter().map(|(fact, known)| (fact.clone(), known.value.clone())));
    if case.identified.is_some() {
        facts.insert("identity.established".to_owned(), FactValue::Bool(true));
    }
    facts
}

/// What the applicant leaves unsaid has the value that the catalogue gives it.
fn add_defaults(procedure: &Procedure, facts: &mut Facts) {
    for def in procedure.facts().iter().filter(|def| def.source == FactSource::Declared) {
        if let Some(value) = &def.default {
            facts.entry(def.name.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// What the register says.
fn of_persons(persons: Persons<'_>, days: Days) -> Facts {
    let subject = persons.subject.on(days.today, days.known_at);
    let mut facts = Facts::new();
    let mut say = |name: &str, value: FactValue| {
        facts.insert(name.to_owned(), value);
    };
    say("person.dead", FactValue::Bool(subject.death().is_some()));
    say("person.travel-bar", FactValue::Bool(subject.travel_bar()));
    if let Some(status) = subject.status() {
        say("person.status", FactValue::Code(status));
    }
    if let Some(age) = age(persons.subject, days, persons.leap_birthday) {
        say("person.age", FactValue::Int(age));
    }
    if let Some(age) = age(persons.applicant, days, persons.leap_birthday) {
        say("applicant.age", FactValue::Int(age));
    }
    say("applicant.is-subject", FactValue::Bool(persons.subject.id == persons.applicant.id));
    say("applicant.is-parent", FactValue::Bool(is_parent(&subject, persons.applicant.id)));
    facts
}

fn is_parent(subject: &PersonView, applicant: PersonId) -> bool {
    subject.parents().contains(&applicant)
}

fn age(person: &PersonHistory, days: Days, rule: LeapBirthday) -> Option<i64> {
    match person.on(days.received, days.known_at).age(rule) {
        Age::Years(years) => Some(i64::from(years)),
        Age::Unknown => None,
    }
}

/// Where a fact of a case comes from, for the letter and the officer: a code of `declared`, `evidence`,
/// `judged`, `case`, `register`.
#[must_use]
pub fn source_of(case: &Case, procedure: &Procedure, fact: &str) -> &'static str {
    match case.facts.get(fact).map(|known| &known.source) {
        Some(CaseSource::Declared) => "declared",
        Some(CaseSource::Evidence { .. }) => "evidence",
        Some(CaseSource::Judged { .. }) => "judged",
        None => match procedure.fact(fact).map(|def| def.source) {
            Some(FactSource::Case) => "case",
            Some(FactSource::Declared) => "declared",
            Some(FactSource::Evidence) => "evidence",
            Some(FactSource::Judged) => "judged",
            Some(FactSource::Register) | None => "register",
        },
    }
}
