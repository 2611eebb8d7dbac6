//! The entries of something that came in by a gateway: what it says while it waits for a case, and where it went.

use crate::files::RefusedFile;
use kernel::{AttachmentId, CaseId, Day, OfficerId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

/// A file that came with it and was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingFile {
    /// Its id.
    pub id: AttachmentId,
    /// Its name, cleaned.
    pub name: String,
    /// What its bytes are.
    pub media_type: String,
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The gateway's id of it.
    pub message: String,
    /// SHA-256 of what the gateway said of it.
    pub hash: String,
    /// When it came.
    pub at: Timestamp,
    /// The day of that.
    pub on: Day,
    /// Who sent it, as the gateway calls them.
    pub sender: String,
    /// Whom the register knows under the code that the gateway gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The case that it names, as it names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<IncomingFile>,
    /// Files that were not taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedFile>,
}

impl Received {
    /// Subject and text, as the register of correspondence has them.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [self.subject.as_str(), self.text.as_str()].into_iter();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// An entry in the stream of something that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum IncomingEvent {
    /// It came and waits for an officer.
    MessageReceived(Box<Received>),
    /// It came and belongs to the case that it names; what it says stands there alone.
    MessageFiled {
        /// The gateway's id of it.
        message: String,
        /// SHA-256 of what the gateway said of it.
        hash: String,
        /// The case.
        case: CaseId,
        /// Who sent it.
        person: PersonId,
        /// The day on which it came.
        on: Day,
        /// How many files.
        files: u16,
    },
    /// An officer gave it to a case.
    MessageAssigned {
        /// The case.
        case: CaseId,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// An officer put it aside: it concerns no case. It can still be given to one.
    MessagePutAside {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
}

impl IncomingEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MessageReceived(_) => "message-received",
            Self::MessageFiled { .. } => "message-filed",
            Self::MessageAssigned { .. } => "message-assigned",
            Self::MessagePutAside { .. } => "message-put-aside",
        }
    }

    /// The gateway's id and the hash of what was said, where it is the first entry.
    pub(super) fn first(&self) -> Option<(&str, &str)> {
        match self {
            Self::MessageReceived(came) => Some((&came.message, &came.hash)),
            Self::MessageFiled { message, hash, .. } => Some((message, hash)),
            Self::MessageAssigned { .. } | Self::MessagePutAside { .. } => None,
        }
    }
}
