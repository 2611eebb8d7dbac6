//! The rules of a time limit, as its node declares them.

use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::Facts;
use kernel::{Citation, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// A time limit of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Clock {
    /// Id in the procedure, such as `decision`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// When there is such a limit; `None` always.
    pub when: Option<Condition>,
    /// The term.
    pub term: Term,
    /// The event that starts it; where there are several, the last of them.
    pub from: Vec<String>,
    /// Other events that start it, each for the cases that meet its condition; the first that holds counts.
    pub starts: Vec<Start>,
    /// The event that ends it; `None` for the decision, of what began before it.
    pub ends: Option<Ends>,
    /// Ids of the decisions after which alone there is such a limit; empty when it does not depend on the decision.
    pub after: Vec<String>,
    /// The provision.
    pub cite: Citation,
    /// Whether the term was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// Other terms that the law sets for some cases, mostly shorter; the first whose condition holds is taken.
    pub shorten: Vec<Shorter>,
    /// Longer terms that an officer may set with reasons, or that the law sets.
    pub extend: Vec<Longer>,
    /// Reasons for which the decision may be put off.
    pub postpone: Vec<Postponement>,
    /// Reasons for a pause.
    pub suspend: Vec<Suspension>,
    /// The event after which it runs anew, such as `evidence-complete`.
    pub restart: Option<Restart>,
    /// The provision by which it never ends on a day off; `None` when it may.
    pub roll: Option<Citation>,
    /// What the law makes of it when it has passed.
    pub on_overdue: Option<Overdue>,
}

/// What ends a term before its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// Nothing: it is no term of the office, and the decision leaves it alone.
    Never,
    /// An event.
    With(String),
}

/// Another event that starts a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Start {
    /// The event.
    pub on: String,
    /// For which cases.
    pub when: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// A shorter term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shorter {
    /// The term.
    pub term: Term,
    /// When it applies.
    pub when: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// How far a longer term reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The term in full, counted from the same event.
    Upto(Term),
    /// So much more than the term that runs.
    By(Term),
}

/// A longer term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Longer {
    /// Id in the procedure.
    pub id: String,
    /// The reason.
    pub name: Text,
    /// How far it reaches.
    pub reach: Reach,
    /// Whether the office says the last day, at most so far; otherwise the law does.
    pub chosen: bool,
    /// How often it may be used; `None` as often as its reach lets it, where the office says the last day.
    pub times: Option<u8>,
    /// When it may be used, or applies; `None` always.
    pub when: Option<Condition>,
    /// Whether it applies by itself when its condition holds; otherwise an officer sets it.
    pub by_law: bool,
    /// How many officers it takes.
    pub approvals: u8,
    /// Whether it takes reasons.
    pub reasons: bool,
    /// Id of the notice by which the person is told.
    pub notice: Option<String>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// A reason for which the decision may be put off until a last day that is counted by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Postponement {
    /// Id in the procedure.
    pub id: String,
    /// The reason.
    pub name: Text,
    /// The longest term.
    pub upto: Term,
    /// The event it is counted from; `None` for the one that starts the clock.
    pub from: Option<String>,
    /// When it may be used; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// A reason for a pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suspension {
    /// Id in the procedure.
    pub id: String,
    /// The reason.
    pub name: Text,
    /// The event that ends it.
    pub until: String,
    /// The longest such pause; `None` without limit.
    pub cap: Option<Term>,
    /// How many attempts the person has; when the last was in vain, the pause is over.
    pub attempts: Option<u8>,
    /// The decision that ends the case when the pause has run out.
    pub then: Option<String>,
    /// When it is allowed; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// An event after which the term runs anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Restart {
    /// The event.
    pub on: String,
    /// The provision.
    pub cite: Citation,
}

/// What the law makes of a term that has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overdue {
    /// Id in the procedure, such as `admit-to-territory`.
    pub id: String,
    /// In words.
    pub name: Text,
    /// The event that it gives rise to.
    pub emits: Option<String>,
    /// The decision that counts as taken.
    pub decides: Option<String>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl Clock {
    /// Whether there is such a limit on these facts.
    #[must_use]
    pub fn runs(&self, facts: &Facts) -> Truth {
        optional(self.when.as_ref(), facts)
    }

    /// The events that start it on these facts: the term runs when the last of them has happened. `None` when the facts
    /// do not say which.
    #[must_use]
    pub fn starts_with(&self, facts: &Facts) -> Option<Vec<&str>> {
        for start in &self.starts {
            match start.when.truth(facts) {
                Truth::Met => return Some(vec![&start.on]),
                Truth::NotMet => {}
                Truth::Unknown => return None,
            }
        }
        Some(self.from.iter().map(String::as_str).collect())
    }

    /// The term on these facts (the first that applies), and what is missing to know.
    #[must_use]
    pub fn term_for(&self, facts: &Facts) -> (Term, Vec<String>) {
        let (shorter, mut missing) = Shorter::first(&self.shorten, facts);
        if let Some(shorter) = shorter {
            return (shorter.term, missing);
        }
        let by_law = self.extend.iter().filter(|longer| longer.by_law);
        for (longer, when) in by_law.filter_map(|longer| longer.when.as_ref().map(|when| (longer, when))) {
            match (when.truth(facts), longer.reach) {
                (Truth::Met, Reach::Upto(term)) => return (term, missing),
                (Truth::Met, Reach::By(more)) => return (sum(self.term, more).unwrap_or(self.term), missing),
                (Truth::NotMet, _) => {}
                (Truth::Unknown, _) => missing.extend(when.missing(facts)),
            }
        }
        (self.term, missing)
    }
}

impl Shorter {
    /// The first that certainly applies, and what is missing to know of those before it.
    #[must_use]
    pub fn first<'a>(list: &'a [Self], facts: &Facts) -> (Option<&'a Self>, Vec<String>) {
        let mut missing = Vec::new();
        for shorter in list {
            match shorter.when.truth(facts) {
                Truth::Met => return (Some(shorter), missing),
                Truth::NotMet => {}
                Truth::Unknown => missing.extend(shorter.when.missing(facts)),
            }
        }
        (None, missing)
    }
}

/// The sum of two terms of one family; `None` for months and days together, which have no sum.
pub(crate) fn sum(one: Term, other: Term) -> Option<Term> {
    use kernel::TermUnit::{Months, Years};
    let months = |term: Term| match term.unit {
        Months => Some(term.count),
        Years => term.count.checked_mul(12),
        _ => None,
    };
    if one.unit == other.unit {
        return one.count.checked_add(other.count).map(|count| Term { count, unit: one.unit });
    }
    let count = months(one)?.checked_add(months(other)?)?;
    Some(Term { count, unit: Months })
}
