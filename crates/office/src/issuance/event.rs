//! What happens to a document.

use kernel::{CaseId, Day, DocumentNumber, OfficerId, PersonId};
use serde::{Deserialize, Serialize};

/// The order of a document: everything the document centre prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentOrder {
    /// The case that orders it.
    pub case: CaseId,
    /// The holder.
    pub person: PersonId,
    /// Kind, as the procedure names it.
    pub kind: String,
    /// Printed number.
    pub number: DocumentNumber,
    /// Surname as printed.
    pub surname: String,
    /// Given names as printed.
    pub given_names: String,
    /// Day of issue.
    pub issued_on: Day,
    /// Last day of validity.
    pub expires_on: Day,
    /// Office where it is handed over.
    pub office: String,
    /// The lines of the machine-readable zone (ICAO Doc 9303).
    pub mrz: Vec<String>,
    /// Whether the name in the zone had to be cut.
    pub mrz_name_cut: bool,
    /// Whether it is a specimen without legal force.
    pub specimen: bool,
}

/// An entry in a document's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum DocumentEvent {
    /// Ordered from the document centre.
    DocumentOrdered(Box<DocumentOrder>),
    /// Made.
    DocumentMade {
        /// Day.
        on: Day,
    },
    /// Handed to its holder or to who represents them.
    DocumentHandedOver {
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// No longer valid.
    DocumentInvalidated {
        /// Why, a code.
        reason: String,
        /// First day on which it is not valid.
        on: Day,
    },
}

impl DocumentEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::DocumentOrdered(_) => "document-ordered",
            Self::DocumentMade { .. } => "document-made",
            Self::DocumentHandedOver { .. } => "document-handed-over",
            Self::DocumentInvalidated { .. } => "document-invalidated",
        }
    }
}
