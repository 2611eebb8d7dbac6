//! Facts about a person: each with its basis, true for a period of days, known for a span of the log.

pub mod basis;
pub mod document;
pub mod matters;
pub mod relative;
pub mod value;

pub use basis::{Basis, BasisError};
pub use document::{DocumentFact, DocumentStatus};
pub use matters::Matters;
pub use relative::{NamedPerson, Nobody, Relative};
pub use value::{FactValue, NameForm, ResidenceKind, Sex, Union, UnionEnd};

use crate::register::certainty::Bounds;
use kernel::{DateOrder, PartialDate, PersonId};
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// A fact as an event asserts it. `seq` is unique within the person: a thousand times the stream
/// version of its event, plus its place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertedFact {
    /// Place of the fact in the person's stream.
    pub seq: i64,
    /// What is said.
    pub value: FactValue,
    /// First day on which it is true, perhaps known in part; `None` when it was so from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// First day on which it is no longer true, perhaps known in part; `None` while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// Where it was taken over from, and with which basis; `None` for what the event itself asserts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Box<Origin>>,
}

impl AssertedFact {
    /// First and last day.
    #[must_use]
    pub const fn bounds(&self) -> Bounds {
        Bounds { from: self.from, to: self.to }
    }

    /// Whether it ended on the day on which it began: it was never true on a whole day.
    #[must_use]
    pub fn never(&self) -> bool {
        self.from.is_some_and(|from| from.exact().is_some() && self.to == Some(from))
    }
}

/// An entry that another entry restates: it keeps its own basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The person in whose stream it was entered first.
    pub person: PersonId,
    /// Its place there.
    pub seq: i64,
    /// Its basis.
    pub basis: Basis,
}

/// A fact as the register answers it: with both axes and its basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownFact {
    /// What is said, since when, until when.
    #[serde(flatten)]
    pub fact: AssertedFact,
    /// Log position at which the office came to know it.
    pub known_from: i64,
    /// Log position at which it was replaced or withdrawn; `None` while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_to: Option<i64>,
    /// Where it comes from; entries of one event share it.
    #[serde(serialize_with = "shared")]
    pub basis: Arc<Basis>,
    /// The entry that it says again with another end, the first of them; its own number where there is none.
    #[serde(skip)]
    pub first: i64,
    /// Where it stands among those of its place: with what it says again, or is right instead of.
    #[serde(skip)]
    pub order: i64,
}

/// Writes what is shared like what is not.
pub(super) fn shared<T: Serialize, S: Serializer>(value: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
    value.as_ref().serialize(to)
}

impl KnownFact {
    /// Whether the office held it true at log position `known_at`.
    #[must_use]
    pub fn known(&self, known_at: i64) -> bool {
        self.known_from <= known_at && self.known_to.is_none_or(|end| known_at < end)
    }

    /// Whether it has not surely ended by `on`: it has no end, or one that comes later.
    pub(crate) fn runs_after(&self, on: &PartialDate) -> bool {
        self.fact.to.is_none_or(|to| to.compare(on) == DateOrder::After)
    }

    /// Whether it is, in the stream of `person`, the entry that `origin` names, or restates it.
    pub(crate) fn is_of(&self, person: PersonId, origin: &Origin) -> bool {
        match &self.fact.origin {
            Some(own) => **own == *origin,
            None => origin.person == person && origin.seq == self.fact.seq,
        }
    }
}
