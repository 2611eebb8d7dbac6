//! The code of each command: its place in addresses, forms and rules.

use super::CaseCommand;

impl CaseCommand {
    /// Filing a file: it comes with bytes, so it is none of those that a text can say.
    pub const ATTACH: &'static str = "attach";

    /// What the office does by itself when the presumed day has come.
    pub const PRESUME: &'static str = "presume";

    /// Every command's code, in the order of a case.
    pub const CODES: [&'static str; 39] = [
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
        "request-evidence",
        "ask-opinion",
        "receive-opinion",
        "finish-stage",
        "extend",
        "postpone",
        "suspend",
        "resume",
        "note-attempt",
        "propose",
        "return",
        "approve",
        "record-act",
        "serve",
        "receive",
        "send",
        "note-delivery",
        "rebut",
        "mark-made",
        "hand-over",
        "contest",
        "take-to-court",
        "record-ruling",
        "assign",
        "join",
        "part",
        "note-message",
        "withdraw",
        "discontinue",
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
            Self::NoteAttempt { .. } => "note-attempt",
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
            Self::RequestEvidence { .. } => "request-evidence",
            Self::AskOpinion { .. } => "ask-opinion",
            Self::ReceiveOpinion { .. } => "receive-opinion",
            Self::Join { .. } => "join",
            Self::Part {} => "part",
            Self::Send { .. } => "send",
            Self::NoteDelivery { .. } => "note-delivery",
            Self::Presume {} => Self::PRESUME,
            Self::Rebut { .. } => "rebut",
            Self::TakeToCourt { .. } => "take-to-court",
            Self::RecordRuling { .. } => "record-ruling",
            Self::Serve {} => "serve",
            Self::Receive {} => "receive",
            Self::MarkMade { .. } => "mark-made",
            Self::HandOver { .. } => "hand-over",
            Self::Assign { .. } => "assign",
            Self::Withdraw { .. } => "withdraw",
            Self::Discontinue { .. } => "discontinue",
        }
    }
}
