//! What happens to the passkeys of an officer. Nothing in it lets anybody sign in: no token, and of the key only a digest.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// By which way a passkey was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By a link that the operator handed over; whoever had it showed nothing else.
    Invitation,
    /// By the officer, signed in.
    SignedIn,
}

impl Way {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignedIn => "signed-in",
        }
    }
}

/// An entry in the stream of an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum OfficerEvent {
    /// The operator made a link by which a passkey can be added.
    PasskeyInvited {
        /// Until when it stands.
        until: Timestamp,
    },
    /// A passkey was added and named.
    PasskeyAdded {
        /// The number under which lists name it.
        passkey: i64,
        /// What its owner calls it.
        name: String,
        /// SHA-256 of the authenticator's id of it, hexadecimal: whoever holds the key can show that it was this one.
        digest: String,
        /// By which way.
        way: Way,
    },
    /// A passkey was removed.
    PasskeyRemoved {
        /// The number under which lists named it.
        passkey: i64,
        /// What its owner called it.
        name: String,
    },
}

impl OfficerEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PasskeyInvited { .. } => "passkey-invited",
            Self::PasskeyAdded { .. } => "passkey-added",
            Self::PasskeyRemoved { .. } => "passkey-removed",
        }
    }
}
