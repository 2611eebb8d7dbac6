//! A decision before a court (*pārsūdzēšana*): that it was appealed, and what the court ruled.

use crate::cases::course::Fate;
use kernel::{CaseId, Day, OfficerId};
use serde::{Deserialize, Serialize};

/// An application to a court.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourtCase {
    /// The step, by its id in the procedure.
    pub route: String,
    /// Number of the case at the court.
    pub number: String,
    /// Whether it suspends the decision.
    pub suspends: bool,
    /// The day on which the court received it.
    pub on: Day,
    /// By whom it was noted.
    pub by: OfficerId,
}

/// What a court ruled, once it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Number of the ruling.
    pub number: String,
    /// What becomes of the decision.
    pub fate: Fate,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The day on which the ruling took effect.
    pub on: Day,
    /// By whom it was noted.
    pub by: OfficerId,
    /// The parts that fell, where a part did: places among the effects of the decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<u16>,
    /// The case in which the decision is taken anew, where it was this case's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anew: Option<CaseId>,
}
