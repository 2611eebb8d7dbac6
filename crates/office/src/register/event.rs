//! What can be entered about a person. Nothing is overwritten: a change ends what was true, a correction
//! says that it never was, and both keep the old entry on the axis of knowledge.

use crate::register::fact::{AssertedFact, Basis};
use serde::{Deserialize, Serialize};

/// An entry in a person's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum PersonEvent {
    /// The person is entered for the first time, with everything known.
    PersonEntered {
        /// The facts.
        facts: Vec<AssertedFact>,
        /// Where they come from.
        basis: Basis,
    },
    /// The world moved: some facts ended, others began.
    FactsChanged {
        /// Entries no longer held as they stood; each is restated in `facts` with the day it ended.
        retired: Vec<i64>,
        /// Restated and new facts.
        facts: Vec<AssertedFact>,
        /// Where they come from.
        basis: Basis,
    },
    /// The entry was wrong: some facts were never true.
    FactsCorrected {
        /// Entries withdrawn.
        withdrawn: Vec<i64>,
        /// What is true instead.
        facts: Vec<AssertedFact>,
        /// Where that comes from.
        basis: Basis,
        /// Why the entry was wrong, in words.
        reason: String,
    },
}

impl PersonEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PersonEntered { .. } => "person-entered",
            Self::FactsChanged { .. } => "facts-changed",
            Self::FactsCorrected { .. } => "facts-corrected",
        }
    }

    /// The facts it asserts, with their basis, and the entries it takes out of force.
    #[must_use]
    pub fn parts(&self) -> (&[i64], &[AssertedFact], &Basis) {
        match self {
            Self::PersonEntered { facts, basis } => (&[], facts, basis),
            Self::FactsChanged { retired, facts, basis } => (retired, facts, basis),
            Self::FactsCorrected { withdrawn, facts, basis, .. } => (withdrawn, facts, basis),
        }
    }
}
