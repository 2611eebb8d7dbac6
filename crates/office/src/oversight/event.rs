//! The entries of oversight: an alert raised and settled, a person put on the list and taken off it.

use kernel::{PersonId, Timestamp};
use serde::{Deserialize, Serialize};

/// What the oversight officer found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// There was a reason for it.
    Lawful,
    /// There was none.
    Unlawful,
    /// Others examine it further.
    PassedOn,
}

impl Finding {
    /// All.
    pub const ALL: [Self; 3] = [Self::Lawful, Self::Unlawful, Self::PassedOn];

    /// The code in API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lawful => "lawful",
            Self::Unlawful => "unlawful",
            Self::PassedOn => "passed-on",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.code() == code)
    }
}

/// An entry in the stream of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum AlertEvent {
    /// A rule found readings unusual.
    AlertRaised {
        /// The rule.
        rule: String,
        /// Who read, as the trace names them.
        officer: String,
        /// Who was read; nobody where the number alone is unusual.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subject: Option<PersonId>,
        /// When the reading was that made it so.
        at: Timestamp,
        /// The reading, by its position in the trace.
        reading: i64,
        /// How many there were, where that counts.
        count: u32,
        /// How many are usual, where that counts.
        usual: u32,
    },
    /// Somebody said what it is.
    AlertSettled {
        /// What was found.
        finding: Finding,
        /// In words.
        words: String,
    },
}

impl AlertEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::AlertRaised { .. } => "alert-raised",
            Self::AlertSettled { .. } => "alert-settled",
        }
    }
}

/// An entry in the stream of a person of public interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum WatchEvent {
    /// The person is on the list.
    PersonWatched {
        /// Why, in words.
        reason: String,
    },
    /// The person is not on it any more.
    PersonUnwatched {
        /// Why, in words.
        reason: String,
    },
}

impl WatchEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PersonWatched { .. } => "person-watched",
            Self::PersonUnwatched { .. } => "person-unwatched",
        }
    }
}
