//! The word more that a line of a case's history says: an evidence's id, a reason, an amount.

use crate::cases::event::{CaseEvent, Identification};

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
        | CaseEvent::TermResumed(moved) => format!("{}: {}", moved.clock, moved.why),
        CaseEvent::TermOverdue { clock, due, .. } => format!("{clock} → {due}"),
        CaseEvent::ProposalSubmitted { to, .. } => to.clone(),
        CaseEvent::Contested { child, .. } => child.grouped(),
        CaseEvent::ContestEnded { child, fate, .. } => format!("{}: {}", child.grouped(), fate.code()),
        CaseEvent::CaseOpened(opened) => opened.basis.clone(),
        CaseEvent::ProposalReturned { reasons, .. } => reasons.clone(),
        CaseEvent::Withdrawn { words, .. } => words.clone(),
        _ => String::new(),
    }
}
