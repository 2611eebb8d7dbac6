//! The facts of a case: what the register says of those it is about, what the case itself knows, what was
//! declared, proved and judged. Absent means unknown; nothing is guessed.
//!
//! What the register and the case say by themselves is computed, and [`is_computed`] lists it. What only another
//! register or the paper shows is recorded by an officer, with where it was seen.
//!
//! Facts of the register are taken as of the day that is asked for; ages count on the day of receipt, for
//! the law of that day binds the case.

mod register;

use crate::act::Office;
use crate::cases::case::{Case, FactSource as CaseSource};
use crate::cases::event::{Channel, GivenValue};
use crate::cases::particulars::{self, Particulars};
use crate::error::Problem;
use crate::register::PersonHistory;
use kernel::{Country, Day};
use law::{FactDef, FactKind, FactSource, FactValue, Facts, LawBook, Procedure};
use std::collections::BTreeMap;

/// Who and when facts are computed for.
#[derive(Debug, Clone, Copy)]
pub struct Persons<'a> {
    /// The subject's history.
    pub subject: &'a PersonHistory,
    /// The applicant's history.
    pub applicant: &'a PersonHistory,
    /// The country, for its codes and the rule of ages.
    pub country: &'a Country,
    /// The task of the authority to which the procedure belongs: a power of attorney may be for some of them.
    pub task: Option<&'a str>,
}

impl<'a> Persons<'a> {
    /// Of a case under a procedure.
    #[must_use]
    pub fn of(
        law: &'a LawBook,
        procedure: &Procedure,
        subject: &'a PersonHistory,
        applicant: &'a PersonHistory,
    ) -> Self {
        let task = law.task_of(procedure).map(|task| task.id.as_str());
        Self { subject, applicant, country: law.country(), task }
    }
}

impl Office {
    /// Those of a case under a procedure of the office's law.
    pub(crate) fn persons<'a>(
        &'a self,
        procedure: &Procedure,
        subject: &'a PersonHistory,
        applicant: &'a PersonHistory,
    ) -> Persons<'a> {
        Persons::of(self.law(), procedure, subject, applicant)
    }
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

/// Whether the applicant was signed in when they applied.
const ONLINE: &str = "application.online";

/// Whether the subject is dead.
pub(crate) const DEAD: &str = "person.dead";

/// What the case knows: of whom it is, what was done at the counter, and what it decides on.
const OF_CASE: [&str; 8] = [
    ONLINE,
    "applicant.is-subject",
    "identity.established",
    "contest.addressee",
    "contest.in-force",
    "contest.last-day",
    "contest.filed",
    "contest.of-head",
];

/// Everything known so far.
pub const LATEST: i64 = i64::MAX - 1;

/// What the office knows by itself before there is a case: nothing is declared, and nothing assumed.
#[must_use]
pub fn known(persons: Persons<'_>, days: Days) -> Facts {
    of_persons(persons, days)
}

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

/// What the way in which an application comes makes true, and what it says in words and data.
pub fn add_application(procedure: &Procedure, facts: &mut Facts, channel: Channel, said: &Particulars) {
    facts.insert(ONLINE.to_owned(), FactValue::Bool(channel == Channel::Portal));
    facts.extend(particulars::stated(procedure, said));
}

/// Facts of a case; `days.received` is the case's own.
#[must_use]
pub fn of_case(procedure: &Procedure, case: &Case, persons: Persons<'_>, days: Days) -> Facts {
    let mut facts = of_persons(persons, days);
    add_defaults(procedure, &mut facts);
    add_application(procedure, &mut facts, case.channel, &case.particulars);
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

/// What the register and the case say by themselves.
fn of_persons(persons: Persons<'_>, days: Days) -> Facts {
    let mut facts = register::facts(persons, days);
    let mut say = |name: &str, value: bool| {
        facts.insert(name.to_owned(), FactValue::Bool(value));
    };
    say("applicant.is-subject", persons.subject.id == persons.applicant.id);
    facts
}

/// Whether the office computes the fact from the register and the case; an officer records the others.
#[must_use]
pub fn is_computed(fact: &str) -> bool {
    register::COMPUTED.contains(&fact) || OF_CASE.contains(&fact)
}

/// Where a fact of a case comes from, for the letter and the officer: a code of `declared`, `evidence`,
/// `judged`, `case`, `register`.
#[must_use]
pub fn source_of(case: &Case, procedure: &Procedure, fact: &str) -> &'static str {
    match case.facts.get(fact).map(|known| &known.source) {
        Some(CaseSource::Declared) => "declared",
        Some(CaseSource::Evidence { .. }) => "evidence",
        Some(CaseSource::Judged { .. }) => "judged",
        Some(CaseSource::Recorded { .. } | CaseSource::Parent) => "case",
        None => match procedure.fact(fact).map(|def| def.source) {
            Some(FactSource::Case) => "case",
            Some(FactSource::Declared) => "declared",
            Some(FactSource::Evidence) => "evidence",
            Some(FactSource::Judged) => "judged",
            Some(FactSource::Register) | None => "register",
        },
    }
}

/// That a value is none that a fact can have, with what would be.
pub(crate) fn wrong_value(def: &FactDef, value: &GivenValue) -> Problem {
    let (shape, options) = match &def.kind {
        FactKind::Bool => ("yes-or-no", String::new()),
        FactKind::Int { .. } => ("number", String::new()),
        FactKind::Code { options } => ("choice", options.join(", ")),
        FactKind::Day => ("day", String::new()),
        FactKind::Term { .. } => ("term", String::new()),
        FactKind::Money { .. } => ("money", String::new()),
    };
    let problem = Problem::new("wrong-value").with("fact", &def.name).with("value", value);
    problem.with("allowed", def.kind.wanted()).with("shape", shape).with("options", options)
}
