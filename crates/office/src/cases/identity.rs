//! How who applies was known at the counter.

mod issuers;

pub use issuers::issues_documents;

use kernel::{Day, DocumentNumber};
use serde::{Deserialize, Serialize};

/// How somebody's identity was established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
pub enum Identification {
    /// By a valid document, checked against the register.
    Document {
        /// Its number.
        number: DocumentNumber,
    },
    /// By the register: face and answers compared with what it holds, reasons recorded.
    Register {
        /// What was compared.
        reasons: String,
    },
    /// By a valid travel document of another state (*ārvalstī izdots ceļošanas dokuments*).
    Foreign(ForeignDocument),
}

/// A travel document of another state, as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignDocument {
    /// The state, by its three letters of ICAO 9303 part 3.
    pub country: String,
    /// Its number, in letters and digits.
    pub number: String,
    /// The last day on which it is valid.
    pub expires_on: Day,
    /// Why it was taken though the register knows no citizenship of that state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}
