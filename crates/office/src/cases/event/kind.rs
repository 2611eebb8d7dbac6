//! What the log calls an entry of a case, and the letter that it gives rise to.

use super::CaseEvent;
use kernel::LetterId;

impl CaseEvent {
    /// The letter that it gives rise to, if any.
    #[must_use]
    pub fn letter(&self) -> Option<LetterId> {
        match self {
            Self::ApplicationReceived { letter, .. }
            | Self::HearingInvited { letter, .. }
            | Self::Decided { letter, .. } => Some(*letter),
            Self::CaseOpened(opened) => opened.letter,
            Self::InvoiceIssued(invoice) => Some(invoice.letter),
            Self::FeePaid(paid) => Some(paid.letter),
            Self::OpinionAsked(asked) => Some(asked.letter),
            Self::EvidenceRequested(asked) => Some(asked.letter),
            Self::NoticeGiven(given) => Some(given.letter),
            _ => None,
        }
    }

    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ApplicationReceived { .. } => "application-received",
            Self::CaseOpened(_) => "case-opened",
            Self::IdentityEstablished { .. } => "identity-established",
            Self::FactDeclared { .. } => "fact-declared",
            Self::FactRecorded { .. } => "fact-recorded",
            Self::AddressStated { .. } => "address-stated",
            Self::StageFinished(_) => "stage-finished",
            Self::Assigned(_) => "assigned",
            Self::ExtensionProposed(_) => "extension-proposed",
            Self::ExtensionSetAside(_) => "extension-set-aside",
            Self::TermExtended(_) => "term-extended",
            Self::TermPostponed(_) => "term-postponed",
            Self::TermSuspended(_) => "term-suspended",
            Self::TermResumed(_) => "term-resumed",
            Self::AttemptFailed(_) => "attempt-failed",
            Self::TermOverdue(_) => "term-overdue",
            Self::ProposalSubmitted { .. } => "proposal-submitted",
            Self::Contested { .. } => "contested",
            Self::ContestReinstated(_) => "contest-reinstated",
            Self::ContestEnded(_) => "contest-ended",
            Self::EvidenceRecorded { .. } => "evidence-recorded",
            Self::AttachmentFiled(_) => "attachment-filed",
            Self::MessageNoted(_) => "message-noted",
            Self::FactJudged { .. } => "fact-judged",
            Self::InvoiceIssued(_) => "invoice-issued",
            Self::FeePaid(paid) if paid.whole.is_some() => "fee-part-paid",
            Self::FeePaid(_) => "fee-paid",
            Self::FeeChanged(_) => "fee-changed",
            Self::FeeConfirmed { .. } => "fee-confirmed",
            Self::FeeRefundOrdered { .. } => "fee-refund-ordered",
            Self::FeeRefundEnded { .. } => "fee-refund-ended",
            Self::FeeExempted { .. } => "fee-exempted",
            Self::HearingInvited { .. } => "hearing-invited",
            Self::HearingAnswered { .. } => "hearing-answered",
            Self::DecisionProposed { .. } => "decision-proposed",
            Self::ProposalReturned { .. } => "proposal-returned",
            Self::Decided { .. } => "decided",
            Self::DecisionServed { .. } => "decision-served",
            Self::NoticeGiven(_) => "notice-given",
            Self::EvidenceRequested(_) => "evidence-requested",
            Self::OpinionAsked(_) => "opinion-asked",
            Self::OpinionReceived(_) => "opinion-received",
            Self::Dispatch(event) => event.kind(),
            Self::DecisionSent(_) => "decision-sent",
            Self::DeliveryNoted(_) => "delivery-noted",
            Self::ServiceRebutted(_) => "service-rebutted",
            Self::TakenToCourt(_) => "taken-to-court",
            Self::CourtRuled(_) => "court-ruled",
            Self::CasesJoined(_) => "cases-joined",
            Self::CasesParted(_) => "cases-parted",
            Self::DocumentMade { .. } => "document-made",
            Self::DocumentHandedOver { .. } => "document-handed-over",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Discontinued(_) => "discontinued",
        }
    }
}
