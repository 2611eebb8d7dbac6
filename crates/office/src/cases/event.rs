//! What happens in a case. The list of events is the case's file: every date and reason comes from it.

mod kind;

pub use crate::cases::case::fee::{FeeAsked, FeeChanged, FeePaid};
pub use crate::cases::course::{
    Assigned, Bar, Before, ContestEnded, Discontinued, Fate, NoticeGiven, Opened, Overdue, Reinstated, Stage,
    StageDone, TermMoved, Together,
};
use crate::cases::court::{CourtCase, Ruling};
pub use crate::cases::identity::{ForeignDocument, Identification};
pub use crate::cases::incoming::{Filed, Noted, Sender};
use crate::cases::opinion::{Answered, Asked};
use crate::cases::particulars::Particulars;
use crate::cases::request::EvidenceRequest;
use crate::cases::sending::{DeliveryNote, DispatchEvent, Rebutted, Sent};
pub use crate::cases::stated::{
    Channel, GivenValue, Hearing, OutsideAct, PaymentMethod, ServiceChannel, StatedDecision, StatedEffect,
    StatedGround, StatedOutcome, StatedRoute, Weighing,
};
use kernel::{
    AppointmentId, AttachmentId, CaseId, Citation, Day, DocumentId, Lang, LetterId, Money, OfficerId,
    PaymentId, PersonId, RefundId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An entry in a case's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum CaseEvent {
    /// The application was received; the procedure in force on that day binds the case.
    ApplicationReceived {
        /// Id of the procedure.
        procedure: String,
        /// Version of the procedure: the day from which it is in force.
        in_force: Day,
        /// Who applies.
        applicant: PersonId,
        /// For whom; the same person unless a child or ward.
        subject: PersonId,
        /// As whom the applicant acts, an id of the procedure.
        capacity: String,
        /// How it came.
        channel: Channel,
        /// Day of receipt.
        on: Day,
        /// Last day for the decision, as computed on receipt; the term is computed anew wherever it matters.
        due: Day,
        /// Facts the applicant declared.
        declared: BTreeMap<String, GivenValue>,
        /// Office where the document is collected.
        office: String,
        /// Language of the letters.
        lang: Lang,
        /// The visit booked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<AppointmentId>,
        /// The letter that confirms receipt.
        letter: LetterId,
        /// What comes before the examination.
        #[serde(default)]
        before: Before,
        /// What the applicant adds in words, such as what the office knows wrongly.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// What it says in words and data.
        #[serde(default, skip_serializing_if = "Particulars::is_empty")]
        particulars: Particulars,
        /// What tells it from other open cases of its kind; nothing where one keeps others from beginning.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beside: Option<i64>,
    },
    /// The office began the case itself, or another case led to it; the procedure in force on that day binds it.
    CaseOpened(Box<Opened>),
    /// Who stands at the counter is who the register means.
    IdentityEstablished {
        /// How.
        #[serde(flatten)]
        means: Identification,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
        /// Whether nothing else comes before the examination.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        complete: bool,
        /// Last day for the decision, where the case is complete now because the fee was paid before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// The applicant answered one more question.
    FactDeclared {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Day.
        on: Day,
    },
    /// A fact that the file or another register shows was recorded.
    FactRecorded {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Where it was seen.
        note: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// The address that the decision is about was stated.
    AddressStated {
        /// Code of the municipality; empty abroad.
        municipality: String,
        /// As one line.
        address: String,
        /// Day.
        on: Day,
    },
    /// A step of the work was done.
    StageFinished(StageDone),
    /// The case was given to an officer, or back to all of them.
    Assigned(Assigned),
    /// A term is to be extended, and another officer has to agree.
    ExtensionProposed(TermMoved),
    /// A proposed extension is no longer one: the term was extended as far for another reason.
    ExtensionSetAside(TermMoved),
    /// A term was extended.
    TermExtended(TermMoved),
    /// The decision was put off.
    TermPostponed(TermMoved),
    /// A term stopped.
    TermSuspended(TermMoved),
    /// A term runs again from `on`.
    TermResumed(TermMoved),
    /// What a stopped term waits for was tried in vain.
    AttemptFailed(TermMoved),
    /// A term passed without what it is for, and the law makes something of it.
    TermOverdue(Overdue),
    /// A proposal was signed in the office and waits for the act of the body that decides.
    ProposalSubmitted {
        /// The proposal.
        decision: StatedDecision,
        /// Who signed second, where two sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<OfficerId>,
        /// The body.
        to: String,
        /// Day.
        on: Day,
    },
    /// The decision in force was contested.
    Contested {
        /// The case in which that is decided.
        child: CaseId,
        /// The step, by its id in the procedure.
        route: String,
        /// Whether it suspends the decision.
        suspends: bool,
        /// Whether it came late and will suspend it once the missed term is reinstated.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        if_reinstated: bool,
        /// The day on which it came.
        on: Day,
        /// By which way it came; nothing of older entries, and of a court.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<Channel>,
        /// Whether it is the court that whoever contested in vain turned to.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        court: bool,
    },
    /// The missed term of a contest was reinstated, or is not any more.
    ContestReinstated(Reinstated),
    /// The contest was decided.
    ContestEnded(ContestEnded),
    /// A piece of evidence was recorded.
    EvidenceRecorded {
        /// Id in the procedure.
        evidence: String,
        /// Facts it proves, with their values.
        proves: BTreeMap<String, GivenValue>,
        /// What it was.
        note: String,
        /// The file that it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attachment: Option<AttachmentId>,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// A file came in and was filed.
    AttachmentFiled(Box<Filed>),
    /// What somebody said or wrote was noted.
    MessageNoted(Noted),
    /// A fact that only a person can decide.
    FactJudged {
        /// The fact.
        fact: String,
        /// Its value.
        value: GivenValue,
        /// Why.
        reasons: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// The payer was told what is due and where to pay it.
    InvoiceIssued(Box<crate::cases::invoice::Invoice>),
    /// The state fee was paid, or what was missing of it.
    FeePaid(Box<FeePaid>),
    /// Facts changed what the law asks for, after the fee was settled.
    FeeChanged(Box<FeeChanged>),
    /// The bank told of the transfer that an officer had taken for paid.
    FeeConfirmed {
        /// The movement on the account.
        payment: PaymentId,
        /// How much; of older entries, what was paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
        /// Day.
        on: Day,
    },
    /// The fee that was paid is to be paid back.
    FeeRefundOrdered {
        /// The order.
        refund: RefundId,
        /// How much.
        amount: Money,
        /// Day.
        on: Day,
    },
    /// The order to pay the fee back ended.
    FeeRefundEnded {
        /// The order.
        refund: RefundId,
        /// Whether it was paid back.
        paid: bool,
        /// Day.
        on: Day,
        /// Where the case stands now, when it moved: what did not go back may be enough again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leads_to: Option<Stage>,
    },
    /// No fee is due under an exemption.
    FeeExempted {
        /// The provision.
        cite: Citation,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
        /// Last day for the decision, now that the case is complete.
        due: Day,
    },
    /// The person was asked for an opinion before an adverse decision.
    HearingInvited {
        /// Grounds under consideration.
        grounds: Vec<StatedGround>,
        /// Last day for the answer.
        until: Day,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
        /// The invitation.
        letter: LetterId,
    },
    /// The person answered.
    HearingAnswered {
        /// What the person said.
        opinion: String,
        /// How it came.
        channel: Channel,
        /// Day.
        on: Day,
        /// Where the case stands now; in examination where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leads_to: Option<Stage>,
    },
    /// A decision was proposed and waits for a second pair of eyes.
    DecisionProposed {
        /// The draft.
        decision: StatedDecision,
        /// Day.
        on: Day,
    },
    /// The approver sent the proposal back.
    ProposalReturned {
        /// Who.
        by: OfficerId,
        /// Why.
        reasons: String,
        /// Day.
        on: Day,
    },
    /// Decided. It takes effect when it is served.
    Decided {
        /// The decision.
        decision: StatedDecision,
        /// Who approved it, never who proposed it; `None` where the procedure asks for one signature.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<OfficerId>,
        /// Day.
        on: Day,
        /// The letter with the decision.
        letter: LetterId,
        /// Last day of the term that runs then, if one does; of older entries it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// The decision reached its addressee and took effect.
    DecisionServed {
        /// How.
        channel: ServiceChannel,
        /// Day on which it takes effect.
        on: Day,
        /// Last day to contest it; `None` for a full grant.
        contest_until: Option<Day>,
        /// Documents ordered by it.
        documents: Vec<DocumentId>,
        /// Where the case stands now; of older entries it follows from the rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leads_to: Option<Stage>,
        /// Until when no new application is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bar: Option<Bar>,
        /// Cases that began with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        opened: Vec<CaseId>,
        /// Last day of the term that runs then, if one does; of older entries it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// The party was told of something that the law wants told.
    NoticeGiven(Box<NoticeGiven>),
    /// The party was asked for evidence.
    EvidenceRequested(Box<EvidenceRequest>),
    /// Another body was asked for an opinion.
    OpinionAsked(Box<Asked>),
    /// It answered.
    OpinionReceived(Box<Answered>),
    /// Something happened to it on its way through a gateway.
    Dispatch(DispatchEvent),
    /// The decision was sent to its addressee.
    DecisionSent(Box<Sent>),
    /// What became of it was proven.
    DeliveryNoted(Box<DeliveryNote>),
    /// It arrived later than the law presumes.
    ServiceRebutted(Box<Rebutted>),
    /// The decision was appealed to a court.
    TakenToCourt(Box<CourtCase>),
    /// The ruling of the court is in force.
    CourtRuled(Box<Ruling>),
    /// The case is examined together with another.
    CasesJoined(Together),
    /// It is not any more.
    CasesParted(Together),
    /// A document ordered in this case was made.
    DocumentMade {
        /// Which.
        document: DocumentId,
        /// Day.
        on: Day,
        /// Last day of the term that runs then, if one does; of older entries it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
    },
    /// A document was handed to its holder, which ends the case.
    DocumentHandedOver {
        /// Which.
        document: DocumentId,
        /// To whom.
        to: PersonId,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
        /// Where the case stands now; completed, of older entries.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leads_to: Option<Stage>,
    },
    /// The office ended the case without a decision, since its subject died: what was proposed or decided never takes
    /// effect.
    Discontinued(Discontinued),
    /// The applicant withdrew the application.
    Withdrawn {
        /// In the applicant's words.
        words: String,
        /// Day.
        on: Day,
    },
}
