//! Duplicates: whether somebody about to be entered is there already, which records look like one person, and
//! what was said of them. Nothing is decided by likeness alone: an officer says whether two records are one
//! person (then they are merged) or two (which is remembered). Source: DOMAIN-RULES 1.15.
//!
//! An adopted person has two records with a sealed link: that they are alike is never told, for it would tell of
//! the link (DOMAIN-RULES 1.8 d).

mod alike;
mod entry;
pub mod likeness;
mod list;
mod look;
mod verdict;

pub(crate) use entry::{Newcomer, Weighed};
pub use likeness::{Likeness, Mark, Part};
pub use list::{Duplicate, Duplicates, PAIRS_MAX, Settled};
pub(crate) use look::Seen;
pub use look::{FoundPair, Looked};
pub use verdict::{PairEvent, PersonPair, RegisterLooked, Said, Verdict, VerdictError};

use crate::register::read::PersonBrief;
use kernel::PersonId;

/// Somebody of the register who is probably the person about to be entered, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonBrief,
    /// Why.
    pub likeness: Likeness,
}

/// What an officer says who enters somebody in spite of a likeness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinct {
    /// The person of the register who is somebody else.
    pub person: PersonId,
    /// How that is known, in words.
    pub reason: String,
}
