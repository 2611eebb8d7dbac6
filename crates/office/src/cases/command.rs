//! The commands that move a case, as the API and the pages send them.

use crate::cases::event::{GivenValue, PaymentMethod, Weighing};
use crate::cases::incoming::Arrival;
use crate::files::StoredFile;
use kernel::{AttachmentId, Day, DocumentId, PersonId, Term};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        /// What it shows: values of the facts that it can say anything of.
        #[serde(default)]
        shows: BTreeMap<String, GivenValue>,
        /// The file that it rests on.
        #[serde(default)]
        attachment: Option<AttachmentId>,
    },
    /// File a file that came in. Only one that was checked and kept can be, so nobody sends this as text.
    #[serde(skip)]
    Attach(Box<Filing>),
    /// Note what somebody said or wrote.
    NoteMessage {
        /// What it was.
        words: String,
        /// How and when it came.
        arrival: Arrival,
    },
    /// Answer one more question of the procedure.
    Declare {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
    },
    /// Record a fact that the file or another register shows and the office does not compute.
    Record {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Where it was seen.
        note: String,
    },
    /// State the address that the decision is about.
    StateAddress {
        /// Code of the municipality; empty abroad.
        #[serde(default)]
        municipality: String,
        /// As one line.
        address: String,
    },
    /// Note that a step of the work is done.
    FinishStage {
        /// Its id in the procedure.
        stage: String,
        /// What was done.
        note: String,
        /// When; today when absent.
        #[serde(default)]
        on: Option<Day>,
    },
    /// Extend a term, for a reason that the law allows.
    Extend(Moving),
    /// Put the decision off.
    Postpone(Moving),
    /// Stop a term.
    Suspend(Moving),
    /// Let a term run again.
    Resume {
        /// Id of the clock.
        clock: String,
        /// What happened.
        reasons: String,
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
        /// The considerations, where the law leaves a choice.
        #[serde(default)]
        weighing: Option<Weighing>,
        /// The terms that the decision sets, by their ids in the procedure.
        #[serde(default)]
        choices: BTreeMap<String, Term>,
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
    /// Record the act of the body outside the office that takes the decision.
    RecordAct {
        /// Its number.
        number: String,
        /// Its day.
        on: Day,
    },
    /// Contest the decision in force.
    Contest {
        /// The objections, in the words of who contests.
        words: String,
        /// Answers to the questions of the case that decides on it.
        #[serde(default)]
        declared: BTreeMap<String, GivenValue>,
        /// Who contests, when that is not the addressee.
        #[serde(default)]
        person: Option<PersonId>,
    },
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
    /// Give the case to an officer to examine, or back to all of them.
    Assign {
        /// Code of the officer; `None` for nobody.
        #[serde(default)]
        to: Option<String>,
    },
    /// Withdraw the application.
    Withdraw {
        /// In the applicant's words.
        #[serde(default)]
        words: String,
    },
}

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

impl CaseCommand {
    /// Filing a file: it comes with bytes, so it is none of those that a text can say.
    pub const ATTACH: &'static str = "attach";

    /// Every command's code, in the order of a case.
    pub const CODES: [&'static str; 27] = [
        "identify",
        "declare",
        "state-address",
        "record-evidence",
        "record",
        "judge",
        "take-fee",
        "exempt-fee",
        "invite-hearing",
        "answer-hearing",
        "finish-stage",
        "extend",
        "postpone",
        "suspend",
        "resume",
        "propose",
        "return",
        "approve",
        "record-act",
        "serve",
        "receive",
        "mark-made",
        "hand-over",
        "contest",
        "assign",
        "note-message",
        "withdraw",
    ];

    /// The command's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Identify { .. } => "identify",
            Self::RecordEvidence { .. } => "record-evidence",
            Self::Attach(_) => Self::ATTACH,
            Self::NoteMessage { .. } => "note-message",
            Self::Declare { .. } => "declare",
            Self::StateAddress { .. } => "state-address",
            Self::Record { .. } => "record",
            Self::FinishStage { .. } => "finish-stage",
            Self::Extend(_) => "extend",
            Self::Postpone(_) => "postpone",
            Self::Suspend(_) => "suspend",
            Self::Resume { .. } => "resume",
            Self::RecordAct { .. } => "record-act",
            Self::Contest { .. } => "contest",
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
            Self::Assign { .. } => "assign",
            Self::Withdraw { .. } => "withdraw",
        }
    }
}
