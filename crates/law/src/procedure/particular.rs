//! What an application says in the applicant's own words and data: a complaint, a letter, a new address, which document.

use super::{Effect, Procedure};
use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::Facts;
use kernel::{Citation, Day, Term, TermUnit, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// How a particular is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ParticularKind {
    /// One line.
    Line,
    /// As many lines as it takes.
    Text,
    /// A day.
    Day,
    /// An address that a decision enters: the municipality, and the address.
    Address,
    /// One of the documents of the person it is for.
    Document,
}

impl ParticularKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Line, Self::Text, Self::Day, Self::Address, Self::Document];

    /// Its code in law files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Day => "day",
            Self::Address => "address",
            Self::Document => "document",
        }
    }
}

/// Where an address may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AddressPlace {
    /// In a municipality of the country.
    Country,
    /// In another state.
    Abroad,
    /// Either.
    Anywhere,
}

/// What the applicant says in words and data (*iesnieguma saturs*). No condition asks for it: people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Particular {
    /// Id in the procedure.
    pub id: String,
    /// How it is written.
    #[serde(rename = "type")]
    pub kind: ParticularKind,
    /// Where an address may be; `None` for what is no address.
    pub place: Option<AddressPlace>,
    /// What is asked.
    pub name: Text,
    /// What to know about it.
    pub note: Option<Text>,
    /// Whether it may be left out.
    pub optional: bool,
    /// The fact that holds once it is said, such as that a purpose is stated.
    pub states: Option<String>,
    /// Whether a day may not lie ahead.
    pub until_today: bool,
    /// Whether a day may not lie back.
    pub from_today: bool,
    /// The particular, a day too, before which it may not lie.
    pub not_before: Option<String>,
    /// How long it may be from that day to this.
    pub within: Option<Term>,
    /// The fact that says the kind of the document; `None` where none does, and for what is no document.
    pub says_kind: Option<String>,
    /// The fact that says whether the person holds another document that is valid.
    pub says_others: Option<String>,
    /// Whether the document is invalid from the day on which an application is received that meets all that the law asks,
    /// such as a written report of its loss: such an application is not withdrawn.
    pub void: bool,
    /// When it is asked; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl Particular {
    /// Whether it is asked on these facts.
    #[must_use]
    pub fn applies(&self, facts: &Facts) -> Truth {
        optional(self.when.as_ref(), facts)
    }

    /// The last day that it can be when the one before is `first`; `None` where there is no limit, or none can be counted.
    #[must_use]
    pub fn last_after(&self, first: Day) -> Option<Day> {
        add(first, self.within?)
    }

    /// Whether an application by the person must say it on these facts.
    #[must_use]
    pub fn is_needed(&self, facts: &Facts) -> bool {
        !self.optional && self.applies(facts) == Truth::Met
    }
}

/// The day so long after another; a span in working days is not taken for one.
fn add(day: Day, term: Term) -> Option<Day> {
    let count = i32::from(term.count);
    match term.unit {
        TermUnit::Days => day.plus_days(count),
        TermUnit::Months => day.plus_months(count),
        TermUnit::Years => day.plus_months(count.checked_mul(12)?),
        TermUnit::WorkingDays => return None,
    }
    .ok()
}

/// The fact of the register that holds an address.
const RESIDENCE: &str = "residence";

impl Procedure {
    /// What an application says in words and data, in the order of the file.
    #[must_use]
    pub fn particulars(&self) -> &[Particular] {
        &self.particulars
    }

    /// The particular with this id.
    #[must_use]
    pub fn particular(&self, id: &str) -> Option<&Particular> {
        self.particulars.iter().find(|particular| particular.id == id)
    }

    /// Whether it can decide to enter an address.
    #[must_use]
    pub fn enters_address(&self) -> bool {
        let enters = |effect: &Effect| matches!(effect, Effect::Set { fact, .. } if fact == RESIDENCE);
        self.decisions.iter().flat_map(|rule| &rule.effects).any(enters)
    }
}
