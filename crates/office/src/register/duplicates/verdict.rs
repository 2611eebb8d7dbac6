//! A pair of records and what was said of it. The pair has a stream of its own, so what is said of one and the
//! other is said of the other and the one.

use crate::register::fact::Basis;
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use store::StreamId;

/// Two records, in the order of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonPair {
    one: PersonId,
    other: PersonId,
}

impl PersonPair {
    /// The pair of two records, whichever is named first; nothing when both are the same record.
    #[must_use]
    pub fn new(a: PersonId, b: PersonId) -> Option<Self> {
        (a != b).then(|| Self { one: a.min(b), other: a.max(b) })
    }

    /// The record with the smaller id.
    #[must_use]
    pub const fn one(self) -> PersonId {
        self.one
    }

    /// The record with the greater id.
    #[must_use]
    pub const fn other(self) -> PersonId {
        self.other
    }

    /// Both records.
    #[must_use]
    pub const fn both(self) -> [PersonId; 2] {
        [self.one, self.other]
    }

    pub(crate) fn stream(self) -> StreamId {
        StreamId::new("pair", self)
    }
}

/// As the log keeps it: both ids with a full stop between.
impl fmt::Display for PersonPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.one, self.other)
    }
}

/// Why a text is no pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a pair is two different ids of persons with a full stop between")]
pub struct PairError;

impl FromStr for PersonPair {
    type Err = PairError;
    fn from_str(text: &str) -> Result<Self, PairError> {
        let (one, other) = text.split_once('.').ok_or(PairError)?;
        let read = |text: &str| text.parse().map_err(|_| PairError);
        Self::new(read(one)?, read(other)?).ok_or(PairError)
    }
}

/// What somebody says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They are two persons, however alike; the pair does not come up again.
    TwoPersons,
    /// What was said is taken back: it is open again whether they are one.
    Open,
}

impl Verdict {
    /// The code in database, API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TwoPersons => "two-persons",
            Self::Open => "open",
        }
    }
}

/// A verdict with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What they are.
    pub verdict: Verdict,
    /// Where that is known from.
    pub basis: Basis,
    /// Why, in words.
    pub reason: String,
}

/// An entry in the stream of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum PairEvent {
    /// The office noticed that the two look like one person.
    PairFound {
        /// How likely they are one, in thousandths.
        likely: u16,
    },
    /// Somebody said what they are.
    PairJudged {
        /// What they are.
        verdict: Verdict,
        /// Where that is known from.
        basis: Basis,
        /// Why, in words.
        reason: String,
    },
}

impl PairEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PairFound { .. } => "pair-found",
            Self::PairJudged { .. } => "pair-judged",
        }
    }
}

/// The register was looked through for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum RegisterLooked {
    /// All that came in about persons up to a position was looked at.
    RegisterLooked {
        /// The position.
        to: i64,
    },
}

/// Why something cannot be said of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerdictError {
    /// Both are one record.
    #[error("both are the same record")]
    Same,
    /// One of them was given up for the other or for a third.
    #[error("one of the two records was merged already; what was joined is parted, not judged")]
    Merged,
    /// It was said already.
    #[error("this was said of the two already")]
    Unchanged,
    /// Nothing was said that could be taken back.
    #[error("nothing was said of the two that could be taken back")]
    NothingSaid,
    /// Without a word why.
    #[error("a verdict needs a reason")]
    NoReason,
}

/// What is said of a pair, given what was said last; `merged` tells whether one of the two was given up.
///
/// # Errors
/// [`VerdictError`]; nothing is entered then.
pub fn judge(standing: Option<Verdict>, merged: bool, said: Said) -> Result<PairEvent, VerdictError> {
    let reason = said.reason.trim();
    if reason.is_empty() {
        return Err(VerdictError::NoReason);
    }
    if merged {
        return Err(VerdictError::Merged);
    }
    match (standing, said.verdict) {
        (Some(Verdict::TwoPersons), Verdict::TwoPersons) => Err(VerdictError::Unchanged),
        (None | Some(Verdict::Open), Verdict::Open) => Err(VerdictError::NothingSaid),
        (_, verdict) => Ok(PairEvent::PairJudged { verdict, basis: said.basis, reason: reason.to_owned() }),
    }
}
