//! An identity or travel document as the register holds it.

use kernel::{Day, DocumentId, DocumentNumber};
use serde::{Deserialize, Serialize};

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// Ordered from the document centre, not yet made.
    Ordered,
    /// Made and waiting to be handed over.
    Ready,
    /// In the holder's hands and valid until its last day.
    Valid,
    /// No longer valid, whatever its printed last day.
    Invalid,
}

impl DocumentStatus {
    /// The code in API, database and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Ready => "ready",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }
}

/// An identity or travel document as the register holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFact {
    /// The document's own stream.
    pub document: DocumentId,
    /// Kind, as the procedure that issues it names it. In the log it is `type`: `kind` is the kind of fact.
    #[serde(rename = "type")]
    pub kind: String,
    /// Printed number.
    pub number: DocumentNumber,
    /// Day of issue.
    pub issued_on: Day,
    /// Last day of validity.
    pub expires_on: Day,
    /// Issuing authority.
    pub issuer: String,
    /// Where it stands.
    pub status: DocumentStatus,
    /// Why it is invalid, when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
