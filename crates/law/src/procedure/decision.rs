//! Decisions and what follows from them.

use super::Actor;
use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::{FactValue, Facts};
use kernel::{Citation, Day, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

/// Years in which every length of a year and of a month occurs: leap years, common ones, and the common one of a
/// hundred years.
const YEARS: std::ops::Range<i16> = 2096..2105;

/// What kind of decision it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// The request is granted.
    Grant,
    /// It is refused.
    Refuse,
    /// The office itself burdens the person: it annuls, revokes, orders to leave (*nelabvēlīgs administratīvais akts*).
    Impose,
    /// The case ends without a decision on the request.
    Discontinue,
}

impl DecisionKind {
    /// Whether it takes grounds, reasons and a hearing.
    #[must_use]
    pub const fn on_grounds(self) -> bool {
        matches!(self, Self::Refuse | Self::Impose)
    }
}

/// A decision that the procedure knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DecisionRule {
    /// Id in the procedure.
    pub id: String,
    /// Kind.
    pub kind: DecisionKind,
    /// Name.
    pub name: Text,
    /// The sentence by which its letter states it, with places such as `{ban:for}` for every term that it sets; the name
    /// where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// How many officers sign it, or sign the proposal to the body that takes it.
    pub approvals: u8,
    /// The body outside the office that takes it; `None` for the office.
    pub by: Option<Actor>,
    /// Whether it may be taken without an officer when everything is met.
    pub automatic: bool,
    /// When it is the one to take; `None` always. Of several the first that holds is.
    pub when: Option<Condition>,
    /// Grounds that must all hold.
    pub needs_grounds: Vec<String>,
    /// Grounds on which alone it may be taken; empty for all.
    pub grounds: Vec<String>,
    /// Grounds in spite of which it may be taken, with reasons (*izņēmuma lēmums*).
    pub despite: Vec<String>,
    /// Whether nobody can contest it.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// How long no new application is taken.
    pub bar_reapply: Option<ReapplyBar>,
    /// Terms that the officer sets in it, within limits.
    pub choices: Vec<TermChoice>,
    /// What follows when it takes effect.
    pub effects: Vec<Effect>,
    /// The provision, where one is known.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// A term that the decision sets within limits (*termiņš, ko nosaka lēmumā*), such as the days to leave the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermChoice {
    /// Id in the decision.
    pub id: String,
    /// What it is.
    pub name: Text,
    /// The shortest.
    pub at_least: Term,
    /// The longest.
    pub at_most: Term,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl TermChoice {
    /// Whether a term lies within the limits on whatever day it begins: it begins when the decision takes effect, and
    /// nobody knows that day before. A month of 28 days is no 30 days, and one of 31 is more; working days are never
    /// within.
    #[must_use]
    pub fn allows(&self, term: Term) -> bool {
        not_shorter(term, self.at_least) && not_shorter(self.at_most, term)
    }

    /// Whether it is only for its unit that a term is not within the limits: months against days, which may be within on
    /// one day and not on another.
    #[must_use]
    pub fn mixes(&self, term: Term) -> bool {
        let outside = is_shorter(term, self.at_least) || is_shorter(self.at_most, term);
        !outside && [self.at_least, self.at_most].into_iter().any(|limit| ordered(limit, term).is_none())
    }
}

fn ordered(one: Term, other: Term) -> Option<Ordering> {
    FactValue::Term(one).compare(&FactValue::Term(other))
}

/// Whether one term is never shorter than another, on whatever day both begin.
fn not_shorter(one: Term, other: Term) -> bool {
    match ordered(one, other) {
        Some(order) => order != Ordering::Less,
        None => days_of(one).zip(days_of(other)).is_some_and(|((least, _), (_, most))| least >= most),
    }
}

/// Whether one term is always shorter than another.
fn is_shorter(one: Term, other: Term) -> bool {
    match ordered(one, other) {
        Some(order) => order == Ordering::Less,
        None => days_of(one).zip(days_of(other)).is_some_and(|((_, most), (least, _))| most < least),
    }
}

/// How many days a term lasts at the least and at the most; `None` for working days, and beyond year 9999.
///
/// A term in months is as long as the months that it spans, so that the first days of months show every length.
fn days_of(term: Term) -> Option<(i32, i32)> {
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for (year, month) in YEARS.flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let from = Day::new(year, month, 1).ok()?;
        let days = crate::clock::calendar_end(from, term)?.days_since(from);
        (least, most) = (least.min(days), most.max(days));
    }
    Some((least, most))
}

/// How long somebody may not apply again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReapplyBar {
    /// The term, from the day on which the decision takes effect.
    pub term: Term,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// How long a document is valid for those whom a row takes.
pub type ValidityRow = (Option<Condition>, Term);

/// What the register takes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SetValue {
    /// A code of a list of the register's catalogue.
    Code {
        /// The list; `status` for the legal statuses of the country.
        list: String,
        /// The code.
        code: String,
        /// Its name.
        name: Text,
    },
    /// What the case holds under this fact.
    Case {
        /// Name of the fact in the fact catalogue.
        fact: String,
    },
    /// What the office draws when the decision takes effect: nobody chooses it.
    Drawn,
}

impl Effect {
    /// Whether it happens on these facts.
    #[must_use]
    pub fn happens(&self, facts: &Facts) -> Truth {
        match self {
            Self::Open { when, .. } => optional(when.as_ref(), facts),
            _ => Truth::Met,
        }
    }

    /// Whether these effects make a document, so that those which they cancel end when it is handed over; they end with
    /// the decision otherwise.
    #[must_use]
    pub fn replace(effects: &[Self]) -> bool {
        effects.iter().any(|effect| matches!(effect, Self::Issue { .. }))
    }
}

/// What follows from a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A document is made.
    Issue {
        /// Its kind.
        kind: String,
        /// Name of the kind.
        name: Text,
        /// Code of its machine-readable zone; `None` when it has none.
        mrz_code: Option<String>,
        /// How long it is valid: the first row whose condition holds; empty when the decision chooses the term, or when it
        /// states how things were on a day and has no end.
        valid: Vec<ValidityRow>,
        /// The choice of the decision that says how long it is valid.
        chosen: Option<String>,
        /// The provision.
        cite: Citation,
        /// Whether the terms were read in a source.
        verified: bool,
    },
    /// Valid documents of this kind become invalid.
    CancelPrevious {
        /// The kind.
        kind: String,
        /// Name of the kind.
        name: Text,
    },
    /// The register takes in a fact.
    Set {
        /// Its kind in the register's catalogue, such as `status`.
        fact: String,
        /// Name of the kind.
        name: Text,
        /// Its value.
        value: SetValue,
        /// The event from which it is true; `None` from the day on which the decision takes effect.
        from: Option<String>,
        /// How long it is true; `None` until something ends it, or as long as the decision chooses.
        lasts: Option<Term>,
        /// The choice of the decision that says how long it is true.
        chosen: Option<String>,
    },
    /// What the register holds of this kind ends.
    End {
        /// The kind in the register's catalogue.
        fact: String,
        /// Name of the kind.
        name: Text,
        /// Only entries with this code; `None` for all.
        code: Option<String>,
        /// Name of the code.
        code_name: Option<Text>,
    },
    /// Nothing but the answer itself, which is what was asked for.
    Answer {
        /// The letter that carries it.
        letter: Option<String>,
        /// Whether the decision is a letter in reply to what somebody wrote, and grants nothing.
        reply: bool,
    },
    /// A case of another procedure begins.
    Open {
        /// Id of the procedure.
        procedure: String,
        /// Name of the procedure.
        name: Text,
        /// When it begins; `None` always.
        when: Option<Condition>,
    },
}
