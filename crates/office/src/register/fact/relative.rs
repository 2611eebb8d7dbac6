//! The other side of a relation: a person of the register, somebody known by name, or nobody known.

use kernel::{PartialDate, PersonId, PersonName};
use serde::{Deserialize, Serialize};

/// The other side of a relation (DOMAIN-RULES 1.11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relative {
    /// A person of the register.
    Person(PersonId),
    /// Somebody whom the register does not keep, as the act names them.
    Named(NamedPerson),
    /// The act says that nobody is known: "a dot". Not the same as no entry.
    Unknown(Nobody),
}

/// Nobody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nobody {
    /// The act leaves the place empty.
    NotKnown,
}

/// Somebody whom the register does not keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPerson {
    /// Names.
    pub name: PersonName,
    /// Date of birth, perhaps known in part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<PartialDate>,
}

impl Relative {
    /// The person, when the register keeps one.
    #[must_use]
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(*person),
            Self::Named(_) | Self::Unknown(_) => None,
        }
    }
}

impl From<PersonId> for Relative {
    fn from(person: PersonId) -> Self {
        Self::Person(person)
    }
}
