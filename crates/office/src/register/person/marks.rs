//! What stands beside the entries of a record: doubts, and its being given up for another or taking one in.

use crate::register::event::{Lender, ReviewOutcome};
use crate::register::fact::Basis;
use kernel::{Day, PersonId};

/// A doubt about entries, on both axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its number.
    pub id: i64,
    /// The entries doubted.
    pub facts: Vec<i64>,
    /// First day.
    pub from: Day,
    /// First day on which it is over, and what was found.
    pub closed: Option<(Day, ReviewOutcome)>,
    /// Why, in words.
    pub reason: String,
    /// Log position at which the office came to know of the doubt.
    pub known_from: i64,
    /// Log position at which it was closed.
    pub closed_at: Option<i64>,
    /// What raised it.
    pub basis: Basis,
    /// What its end rests on.
    pub closing: Option<Basis>,
    /// The review that it restates, when it came along with entries of another record.
    pub lender: Option<Lender>,
    /// Log position at which it went with them again.
    pub released: Option<i64>,
}

impl Review {
    /// Whether the entries are under review on `day`, as known at `known_at`.
    #[must_use]
    pub fn open(&self, day: Day, known_at: i64) -> bool {
        let over = self.closed_at.is_some_and(|at| at <= known_at);
        self.held(known_at) && self.from <= day && !(over && self.closed.is_some_and(|(end, _)| end <= day))
    }

    /// Whether it found that the person does not live there, on `day` and as known at `known_at`: that lasts.
    #[must_use]
    pub fn not_there(&self, day: Day, known_at: i64) -> bool {
        let found = matches!(self.closed, Some((_, ReviewOutcome::NotThere)));
        found && self.held(known_at) && self.from <= day && self.closed_at.is_some_and(|at| at <= known_at)
    }

    fn held(&self, known_at: i64) -> bool {
        self.known_from <= known_at && self.released.is_none_or(|at| known_at < at)
    }

    /// Whether it came along with entries of `other` and is still here.
    #[must_use]
    pub fn lent_by(&self, other: PersonId) -> bool {
        self.released.is_none() && self.lender.as_ref().is_some_and(|lender| lender.person == other)
    }
}

/// A time on the axis of knowledge during which the record was given up for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// The record that stayed.
    pub into: PersonId,
    /// Log position of the merge.
    pub from: i64,
    /// Log position of the split.
    pub to: Option<i64>,
}

/// A record that this one took in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absorbed {
    /// The record given up.
    pub other: PersonId,
    /// Version of this stream with the merge.
    pub version: u32,
    /// Entries that gave way.
    pub retired: Vec<i64>,
    /// Whether the two were parted again.
    pub released: bool,
    /// After the split: entries of which nobody has said yet whose they are.
    pub undecided: Vec<i64>,
}
