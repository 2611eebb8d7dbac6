//! Half-open periods of days: `[from, to)`, open-ended when `to` is missing.

use crate::day::Day;
use serde::{Deserialize, Serialize};

/// Why two days are no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The end is not after the start.
    #[error("a period must end after it starts: {from} to {to}")]
    Empty {
        /// First day.
        from: Day,
        /// First day after.
        to: Day,
    },
}

/// The days from `from` up to but not including `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Bare", into = "Bare")]
pub struct Period {
    from: Day,
    to: Option<Day>,
}

#[derive(Serialize, Deserialize)]
struct Bare {
    from: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Day>,
}

impl TryFrom<Bare> for Period {
    type Error = PeriodError;
    fn try_from(bare: Bare) -> Result<Self, PeriodError> {
        Self::new(bare.from, bare.to)
    }
}

impl From<Period> for Bare {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to }
    }
}

impl Period {
    /// The period `[from, to)`, or without end.
    ///
    /// # Errors
    /// [`PeriodError::Empty`] when `to` is not after `from`.
    pub fn new(from: Day, to: Option<Day>) -> Result<Self, PeriodError> {
        match to {
            Some(to) if to <= from => Err(PeriodError::Empty { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// The period from `from` without end.
    #[must_use]
    pub const fn since(from: Day) -> Self {
        Self { from, to: None }
    }

    /// First day inside.
    #[must_use]
    pub const fn from(&self) -> Day {
        self.from
    }

    /// First day no longer inside; `None` when there is no end.
    #[must_use]
    pub const fn to(&self) -> Option<Day> {
        self.to
    }

    /// Whether `day` lies inside.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        day >= self.from && self.to.is_none_or(|to| day < to)
    }

    /// Whether any day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersect(other).is_some()
    }

    /// The days that lie in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self::new(from, to).ok()
    }
}
