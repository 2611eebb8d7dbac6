//! What chance gives a command before it is decided.

use kernel::{AttachmentId, CaseId, DocumentId, DocumentNumber, LetterId, PersonalCode};

/// Ids drawn before a command is decided: what comes from chance comes in.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// For the letter of a case in which something is decided anew.
    pub anew: LetterId,
    /// For a letter.
    pub letter: LetterId,
    /// For notices that follow from what happens.
    pub notices: Vec<LetterId>,
    /// For a file that comes in.
    pub attachment: AttachmentId,
    /// For documents, with numbers.
    pub documents: Vec<(DocumentId, DocumentNumber)>,
    /// For cases that begin.
    pub cases: Vec<CaseId>,
    /// For a person; `None` when the country has no form of code that can be drawn.
    pub code: Option<PersonalCode>,
}

impl Fresh {
    /// Ids for a question that writes nothing.
    #[must_use]
    pub const fn none() -> Self {
        let (letter, attachment) = (LetterId::from_u64(0), AttachmentId::from_u64(0));
        let notices = Vec::new();
        Self {
            anew: letter,
            letter,
            notices,
            attachment,
            documents: Vec::new(),
            cases: Vec::new(),
            code: None,
        }
    }
}
