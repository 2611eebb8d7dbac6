//! What happens to a statement: it is issued, and never changed.

use kernel::{CheckCode, Day, OfficerId, PersonId, Text};
use serde::{Deserialize, Serialize};

/// An entry in a statement's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum StatementEvent {
    /// The statement was issued.
    StatementIssued(Box<IssuedStatement>),
}

impl StatementEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StatementIssued(_) => "statement-issued",
        }
    }
}

/// A statement as it was issued. What its kind said on that day stands here too: the kinds may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedStatement {
    /// Code of its kind.
    pub kind: String,
    /// Title of its kind.
    pub title: Text,
    /// Kinds of facts that it says.
    pub facts: Vec<String>,
    /// Whether it names the person on the other side of a relation.
    pub names_others: bool,
    /// Whom it is about.
    pub person: PersonId,
    /// The day on which it is true.
    pub as_of: Day,
    /// The log position up to which entries were known.
    pub known_at: i64,
    /// To whom it will be shown.
    pub recipient: String,
    /// What for.
    pub intended_use: String,
    /// The code printed on it.
    pub check_code: CheckCode,
    /// The officer who issued it; nobody when the person took it from the portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficerId>,
    /// The day of issue.
    pub on: Day,
    /// Its bytes in each form.
    pub files: Vec<StatementFile>,
}

/// One form of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFile {
    /// `json`, or the language of a PDF.
    pub form: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub blob: String,
    /// How many bytes.
    pub bytes: i64,
}

/// The form for programs.
pub(super) const JSON: &str = "json";
