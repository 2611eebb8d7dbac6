//! What happens to an emergency: it is opened, and reviewed once.

use kernel::{CaseId, OfficerId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

/// What the review found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was right to open it.
    Justified,
    /// It was not.
    Unjustified,
}

impl Verdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Justified, Self::Unjustified];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Unjustified => "unjustified",
        }
    }
}

/// An entry in the stream of an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum EmergencyEvent {
    /// An officer opened what was closed to them.
    EmergencyOpened(Box<Opened>),
    /// The data-protection officer said whether that was right.
    EmergencyReviewed {
        /// Who.
        by: OfficerId,
        /// What was found.
        verdict: Verdict,
        /// In words.
        words: String,
    },
}

/// What was opened, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Who.
    pub officer: OfficerId,
    /// Whom it opens.
    pub persons: Vec<PersonId>,
    /// The case, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// What for, as the trace writes it.
    pub purpose: String,
    /// What stood against it: codes of [`crate::access::policy::Limit`].
    pub limits: Vec<String>,
    /// In the officer's words.
    pub reason: String,
    /// When it is closed again.
    pub until: Timestamp,
}

impl EmergencyEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::EmergencyOpened(_) => "emergency-opened",
            Self::EmergencyReviewed { .. } => "emergency-reviewed",
        }
    }
}
