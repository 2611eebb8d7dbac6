//! Protected records: what was granted and lifted, and what is hidden from whom by it.
//!
//! A protection is a mark of a record in two times with a basis, in a stream of its own, so that the record's own entries
//! do not tell of it. What a class hides is data (`protection.kdl`); what a reader sees is decided here, once, as a
//! [`Sight`] that every snapshot carries.

pub mod event;
pub mod grant;
mod sight;

pub use event::{Granted, ProtectionEvent, ProtectionHistory};
pub use grant::{Grant, Lift};
pub(crate) use sight::{Shields, Sight};

use crate::access::rights::Action;
use serde::Serialize;

/// How far a record is protected from whoever asks for it, whatever the country calls the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// It is not.
    #[default]
    Open,
    /// Parts of it are withheld from whoever has no right to protected records; the rest is read as usual.
    Parts,
    /// It is read by the right to protected records alone; for everybody else there is no such record.
    Restricted,
    /// It is read by the right to sealed records alone; for everybody else there is no such record.
    Sealed,
}

impl Protection {
    /// All, the weakest first.
    pub const ALL: [Self; 4] = [Self::Open, Self::Parts, Self::Restricted, Self::Sealed];

    /// The code in policies and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Parts => "parts",
            Self::Restricted => "restricted",
            Self::Sealed => "sealed",
        }
    }

    /// The right without which the record is not there.
    #[must_use]
    pub const fn needs(self) -> Option<Action> {
        match self {
            Self::Open | Self::Parts => None,
            Self::Restricted => Some(Action::ReadProtected),
            Self::Sealed => Some(Action::ReadSealed),
        }
    }
}
