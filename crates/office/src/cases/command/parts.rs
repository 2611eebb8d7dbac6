//! What some commands carry: a file with how it came, and how a term is moved.

use crate::cases::incoming::Arrival;
use crate::files::StoredFile;
use kernel::Day;
use serde::{Deserialize, Serialize};

/// A file to be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// The file.
    pub file: StoredFile,
    /// The evidence that it is sent as.
    pub evidence: Option<String>,
    /// How and when it came; `None` when the client sends it now.
    pub arrival: Option<Arrival>,
}

/// How a term is extended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extending {
    /// Id of the clock.
    pub clock: String,
    /// The reason, by its id in the procedure.
    pub reason: String,
    /// The last day then, where the law leaves it to the office; nothing where the law says it, and of whoever agrees to
    /// what another officer proposed.
    #[serde(default)]
    pub until: Option<Day>,
    /// Why it applies.
    pub reasons: String,
}

/// How a term is moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// Id of the clock.
    pub clock: String,
    /// The reason, by its id in the procedure.
    pub reason: String,
    /// Why it applies.
    pub reasons: String,
}
