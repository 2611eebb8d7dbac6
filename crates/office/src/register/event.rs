//! What can be entered about a person. Nothing is overwritten: a change ends what was true, a correction
//! says that it never was, and both keep the old entry on the axis of knowledge.

use crate::register::fact::{AssertedFact, Basis};
use crate::tagged::tagged;
use kernel::{Day, PersonId};
use serde::{Deserialize, Serialize};

tagged! { "event", "PersonEvent":
/// An entry in a person's stream.
pub enum PersonEvent {
    /// The person is entered for the first time, with everything known.
    PersonEntered {
        /// The facts.
        facts: Vec<AssertedFact>,
        /// Where they come from.
        basis: Basis,
        /// The number under which the register that the entry was taken over from knew the person; empty where
        /// there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
    },
    /// The world moved: some facts ended, others began.
    FactsChanged {
        /// Entries no longer held as they stood; each is restated in `facts` with the day it ended.
        retired: Vec<i64>,
        /// Restated and new facts.
        facts: Vec<AssertedFact>,
        /// Where they come from.
        basis: Basis,
        /// The civil event that moved it, a code of the country's catalogue; empty for a plain change.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        act: String,
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
    /// Somebody doubts entries: until the review is closed, whoever reads them is told.
    ReviewOpened {
        /// The review, numbered like a fact.
        review: i64,
        /// The entries doubted.
        facts: Vec<i64>,
        /// Since when they are under review.
        on: Day,
        /// What raised the doubt.
        basis: Basis,
        /// Why, in words.
        reason: String,
        /// Where it was opened first, when it went along with entries of another record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lender: Option<Lender>,
    },
    /// A review is over.
    ReviewClosed {
        /// The review.
        review: i64,
        /// The first day on which the entries are not under review any more.
        on: Day,
        /// What it found.
        outcome: ReviewOutcome,
        /// What it rests on.
        basis: Basis,
    },
    /// This record and `other` are the same person: `other` is given up, and what it holds stands here.
    RecordAbsorbed {
        /// The record that is given up.
        other: PersonId,
        /// Entries that give way to those of the other.
        retired: Vec<i64>,
        /// What is taken over, each with its origin.
        facts: Vec<AssertedFact>,
        /// Where it is known from that they are one.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
    /// This record is given up: the person is kept under `into`.
    RecordMerged {
        /// The record that stays.
        into: PersonId,
        /// Where it is known from that they are one.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
    /// The two were never one: what was taken over goes, what gave way stands again.
    RecordReleased {
        /// The record that was given up.
        other: PersonId,
        /// Entries that go.
        withdrawn: Vec<i64>,
        /// What stands again, each with its origin.
        facts: Vec<AssertedFact>,
        /// Entries made since the merge of which nobody has said yet whose they are.
        undecided: Vec<i64>,
        /// Doubts that had come along with the other's entries, and go with them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reviews: Vec<i64>,
        /// Where it is known from that they are two.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
    /// Entries that a split left undecided are given to one of the two.
    EntriesAssigned {
        /// The record that was restored.
        other: PersonId,
        /// Entries that are this person's.
        kept: Vec<i64>,
        /// Entries that are the other's and go there, and those that had ended only because of them.
        withdrawn: Vec<i64>,
        /// The latter without that end, each with its origin.
        facts: Vec<AssertedFact>,
        /// Where it is known from.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
    /// This record is kept by itself again.
    RecordRestored {
        /// The record that it was merged into.
        from: PersonId,
        /// Entries made there since that are this person's, each with its origin.
        facts: Vec<AssertedFact>,
        /// Where it is known from that they are two.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
}
}

/// The review that another restates in the record to which its entries went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lender {
    /// The person in whose stream it was opened.
    pub person: PersonId,
    /// Its number there.
    pub review: i64,
}

/// What a review found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewOutcome {
    /// The entries are right.
    Confirmed,
    /// They were wrong and are corrected.
    Corrected,
    /// The person does not live at the address (DOMAIN-RULES 1.7): the doubt is over, the finding stays.
    NotThere,
}

impl PersonEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PersonEntered { .. } => "person-entered",
            Self::FactsChanged { .. } => "facts-changed",
            Self::FactsCorrected { .. } => "facts-corrected",
            Self::ReviewOpened { .. } => "review-opened",
            Self::ReviewClosed { .. } => "review-closed",
            Self::RecordAbsorbed { .. } => "record-absorbed",
            Self::RecordMerged { .. } => "record-merged",
            Self::RecordReleased { .. } => "record-released",
            Self::EntriesAssigned { .. } => "entries-assigned",
            Self::RecordRestored { .. } => "record-restored",
        }
    }

    /// The facts it asserts, with their basis, and the entries it takes out of force.
    #[must_use]
    pub fn parts(&self) -> (&[i64], &[AssertedFact], &Basis) {
        match self {
            Self::PersonEntered { facts, basis, .. } | Self::RecordRestored { facts, basis, .. } => {
                (&[], facts, basis)
            }
            Self::FactsChanged { retired, facts, basis, .. }
            | Self::RecordAbsorbed { retired, facts, basis, .. } => (retired, facts, basis),
            Self::FactsCorrected { withdrawn, facts, basis, .. }
            | Self::RecordReleased { withdrawn, facts, basis, .. }
            | Self::EntriesAssigned { withdrawn, facts, basis, .. } => (withdrawn, facts, basis),
            Self::ReviewOpened { basis, .. }
            | Self::ReviewClosed { basis, .. }
            | Self::RecordMerged { basis, .. } => (&[], &[], basis),
        }
    }
}
