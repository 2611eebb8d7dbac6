//! A line of a case's history, and the word more that it says: an evidence's id, a reason, an amount.

use crate::cases::event::{CaseEvent, Identification};
use kernel::Timestamp;

/// Something that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: Timestamp,
    /// Position of the log.
    pub position: i64,
    /// Who, as the log names them.
    pub actor: String,
    /// The officer's name; `None` for clients and the system.
    pub actor_name: Option<String>,
    /// What, as the log names it.
    pub kind: String,
    /// A word more: an evidence's id, a reason, an amount.
    pub note: String,
}

/// The word more.
pub(super) fn of(event: &CaseEvent) -> String {
    match event {
        CaseEvent::IdentityEstablished { means: Identification::Register { reasons }, .. } => reasons.clone(),
        CaseEvent::EvidenceRecorded { evidence, note, .. } if note.is_empty() => evidence.clone(),
        CaseEvent::EvidenceRecorded { evidence, note, .. } => format!("{evidence}: {note}"),
        CaseEvent::ApplicationReceived { note, .. } => note.clone(),
        CaseEvent::AttachmentFiled(filed) => filed.name.clone(),
        CaseEvent::MessageNoted(noted) => noted.words.clone(),
        CaseEvent::FactJudged { fact, value, reasons, .. } => format!("{fact} = {value}: {reasons}"),
        CaseEvent::InvoiceIssued(invoice) => format!("{}, {}", invoice.amount, invoice.reference.grouped()),
        CaseEvent::FeeConfirmed { payment, .. } => payment.grouped(),
        CaseEvent::FeeRefundOrdered { refund, amount, .. } => format!("{amount}, {}", refund.grouped()),
        CaseEvent::FeeRefundEnded { refund, .. } => refund.grouped(),
        CaseEvent::FeePaid { amount, reference, .. } => format!("{amount}, {reference}"),
        CaseEvent::FeeExempted { cite, .. } => cite.to_string(),
        CaseEvent::HearingInvited { grounds, until, .. } => {
            let ids: Vec<&str> = grounds.iter().map(|ground| ground.id.as_str()).collect();
            format!("{} → {until}", ids.join(", "))
        }
        CaseEvent::HearingAnswered { opinion, .. } => opinion.clone(),
        CaseEvent::FactDeclared { fact, value, .. } => format!("{fact} = {value}"),
        CaseEvent::FactRecorded { fact, value, note, .. } => format!("{fact} = {value}: {note}"),
        CaseEvent::Assigned { to, .. } => to.as_ref().map_or_else(String::new, ToString::to_string),
        CaseEvent::AddressStated { address, .. } => address.clone(),
        CaseEvent::StageFinished { stage, note, .. } if note.is_empty() => stage.clone(),
        CaseEvent::StageFinished { stage, note, .. } => format!("{stage}: {note}"),
        CaseEvent::ExtensionProposed(moved)
        | CaseEvent::TermExtended(moved)
        | CaseEvent::TermPostponed(moved)
        | CaseEvent::TermSuspended(moved)
        | CaseEvent::TermResumed(moved)
        | CaseEvent::AttemptFailed(moved) => format!("{}: {}", moved.clock, moved.why),
        CaseEvent::TermOverdue(passed) => format!("{} → {}", passed.clock, passed.due),
        CaseEvent::ProposalSubmitted { to, .. } => to.clone(),
        CaseEvent::Contested { child, .. } => child.grouped(),
        CaseEvent::ContestEnded(ended) => format!("{}: {}", ended.child.grouped(), ended.fate.code()),
        CaseEvent::CaseOpened(opened) => opened.basis.clone(),
        CaseEvent::NoticeGiven(given) => given.notice.clone(),
        CaseEvent::EvidenceRequested(asked) => format!("{} → {}", asked.evidence.join(", "), asked.until),
        CaseEvent::OpinionAsked(asked) => format!("{}: {}", asked.body, asked.question),
        CaseEvent::OpinionReceived(answered) => answered.words.clone(),
        CaseEvent::Dispatch(happened) => happened.note(),
        CaseEvent::DecisionSent(sent) => format!("{} → {}", sent.way, sent.presumed),
        CaseEvent::DeliveryNoted(note) => format!("{} {}", note.delivery.code(), note.note),
        CaseEvent::ServiceRebutted(rebutted) => rebutted.reasons.clone(),
        CaseEvent::TakenToCourt(court) => court.number.clone(),
        CaseEvent::CourtRuled(ruling) => format!("{}: {}", ruling.number, ruling.fate.code()),
        CaseEvent::CasesJoined(other) | CaseEvent::CasesParted(other) => other.with.grouped(),
        CaseEvent::ProposalReturned { reasons, .. } => reasons.clone(),
        CaseEvent::Withdrawn { words, .. } => words.clone(),
        _ => String::new(),
    }
}
