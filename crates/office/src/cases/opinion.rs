//! What the office asks of another body in a case, and what that body answers (*atzinums*). An answer proves nothing by
//! itself: an officer records evidence that may rest on it.

use kernel::{AttachmentId, Day, LetterId, OfficerId};
use serde::{Deserialize, Serialize};

/// A question to another body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its number in the case, from 1.
    pub number: u16,
    /// Code of the body.
    pub body: String,
    /// What is asked.
    pub question: String,
    /// By when an answer is asked for.
    pub until: Day,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
    /// The letter that asks.
    pub letter: LetterId,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Number of the question.
    pub number: u16,
    /// What the body says.
    pub words: String,
    /// The file with it, filed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AttachmentId>,
    /// The day on which it came.
    pub on: Day,
    /// By whom it was noted.
    pub by: OfficerId,
}

/// A question, and its answer once there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The question.
    pub asked: Asked,
    /// The answer.
    pub answered: Option<Answered>,
}
