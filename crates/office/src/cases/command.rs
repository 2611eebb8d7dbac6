//! The commands that move a case, as the API and the pages send them.

use crate::cases::event::{GivenValue, PaymentMethod};
use kernel::DocumentId;
use serde::{Deserialize, Serialize};

/// Something an officer or the client does in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CaseCommand {
    /// Establish who stands at the counter: by a valid document, or by the register with reasons.
    Identify {
        /// Number of the document shown.
        #[serde(default)]
        document: Option<String>,
        /// Why the person is known, where no document was shown.
        #[serde(default)]
        reasons: Option<String>,
    },
    /// Record a piece of evidence.
    RecordEvidence {
        /// Its id in the procedure.
        evidence: String,
        /// What it was.
        #[serde(default)]
        note: String,
    },
    /// Judge a fact that only a person can decide.
    Judge {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Why.
        reasons: String,
    },
    /// Take the fee; its amount is the law's.
    TakeFee {
        /// How it was paid.
        method: PaymentMethod,
        /// Number of the payment.
        #[serde(default)]
        reference: String,
    },
    /// Record that no fee is due.
    ExemptFee {},
    /// Ask the person for an opinion before an adverse decision.
    InviteHearing {
        /// Grounds under consideration.
        grounds: Vec<String>,
    },
    /// Answer the invitation.
    AnswerHearing {
        /// What the person says.
        opinion: String,
    },
    /// Propose a decision.
    Propose {
        /// Its id in the procedure.
        decision: String,
        /// Grounds of a refusal.
        #[serde(default)]
        grounds: Vec<String>,
        /// Reasons.
        #[serde(default)]
        reasons: String,
        /// The waiver of the hearing, by its id in the procedure.
        #[serde(default)]
        waiver: Option<String>,
        /// Why the waiver applies.
        #[serde(default)]
        waiver_why: Option<String>,
        /// The log position that the officer was shown.
        seen_at: i64,
    },
    /// Send a proposal back.
    Return {
        /// Why.
        reasons: String,
    },
    /// Approve a proposal.
    Approve {},
    /// Serve the decision at the counter.
    Serve {},
    /// Receive the decision on the portal.
    Receive {},
    /// Note that a document was made.
    MarkMade {
        /// Which.
        document: DocumentId,
    },
    /// Hand a document over.
    HandOver {
        /// Which.
        document: DocumentId,
    },
    /// Withdraw the application.
    Withdraw {
        /// In the applicant's words.
        #[serde(default)]
        words: String,
    },
}

impl CaseCommand {
    /// Every command's code, in the order of a case.
    pub const CODES: [&'static str; 15] = [
        "identify",
        "record-evidence",
        "judge",
        "take-fee",
        "exempt-fee",
        "invite-hearing",
        "answer-hearing",
        "propose",
        "return",
        "approve",
        "serve",
        "receive",
        "mark-made",
        "hand-over",
        "withdraw",
    ];

    /// The command's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Identify { .. } => "identify",
            Self::RecordEvidence { .. } => "record-evidence",
            Self::Judge { .. } => "judge",
            Self::TakeFee { .. } => "take-fee",
            Self::ExemptFee {} => "exempt-fee",
            Self::InviteHearing { .. } => "invite-hearing",
            Self::AnswerHearing { .. } => "answer-hearing",
            Self::Propose { .. } => "propose",
            Self::Return { .. } => "return",
            Self::Approve {} => "approve",
            Self::Serve {} => "serve",
            Self::Receive {} => "receive",
            Self::MarkMade { .. } => "mark-made",
            Self::HandOver { .. } => "hand-over",
            Self::Withdraw { .. } => "withdraw",
        }
    }
}
