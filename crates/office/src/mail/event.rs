//! What became of notices about a case: a stream beside it, so that sending one moves no case under anybody's hands.

use kernel::{CaseId, Day, LetterId};
use serde::{Deserialize, Serialize};
use store::StreamId;

/// Why a notice was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unsent {
    /// The register has no address that mail can go to.
    NoAddress,
    /// There is no such mailbox.
    Refused,
    /// It was tried for a day in vain.
    GivenUp,
    /// The record is protected, and the person has not chosen e-mail since.
    Withheld,
}

impl Unsent {
    /// Its code in texts and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Withheld => "withheld",
        }
    }
}

/// An entry in the stream of the notices about a case. The address stands in the register and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum MailEvent {
    /// The relay took a notice.
    MailSent {
        /// Of which letters it told that there is something.
        letters: Vec<LetterId>,
        /// Day.
        on: Day,
    },
    /// A notice was not sent and is not tried again.
    MailNotSent {
        /// Of which letters it would have told.
        letters: Vec<LetterId>,
        /// Why.
        why: Unsent,
        /// Day.
        on: Day,
    },
}

impl MailEvent {
    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MailSent { .. } => "mail-sent",
            Self::MailNotSent { .. } => "mail-not-sent",
        }
    }

    /// The letters that it is about.
    #[must_use]
    pub fn letters(&self) -> &[LetterId] {
        match self {
            Self::MailSent { letters, .. } | Self::MailNotSent { letters, .. } => letters,
        }
    }

    /// Why nothing was sent.
    #[must_use]
    pub const fn unsent(&self) -> Option<Unsent> {
        match self {
            Self::MailSent { .. } => None,
            Self::MailNotSent { why, .. } => Some(*why),
        }
    }
}

/// Where the notices about a case are noted.
pub(crate) fn stream(case: CaseId) -> StreamId {
    StreamId::new("mail", case)
}
