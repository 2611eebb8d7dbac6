//! Evidence that the office asks the party for (*papildu dokumentu pieprasījums*): what, by when, and why.

use kernel::{Day, LetterId, OfficerId};
use serde::{Deserialize, Serialize};

/// Evidence that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRequest {
    /// Ids of evidence of the procedure, at least one.
    pub evidence: Vec<String>,
    /// What the officer adds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// By when.
    pub until: Day,
    /// The letter that asks.
    pub letter: LetterId,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}
