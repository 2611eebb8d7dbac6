//! What happens in a case. The list of events is the case's file: every date and reason comes from it.

use kernel::{
    AppointmentId, Citation, Day, DocumentId, DocumentNumber, Lang, LetterId, Money, OfficerId, PersonId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How an application or an answer came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The portal.
    Portal,
    /// A counter.
    Counter,
}

/// How a decision reached its addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceChannel {
    /// In person, at signature: in force that day.
    Counter,
    /// In the client's matters on the portal.
    Portal,
}

/// How a fee was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentMethod {
    /// By card at the counter.
    Card,
    /// By transfer to the Treasury.
    Transfer,
}

/// How somebody's identity was established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
pub enum Identification {
    /// By a valid document, checked against the register.
    Document {
        /// Its number.
        number: DocumentNumber,
    },
    /// By the register: face and answers compared with what it holds, reasons recorded.
    Register {
        /// What was compared.
        reasons: String,
    },
}

/// A value of a fact of law, as an event keeps it.
pub use law::FactValue as GivenValue;

/// The right to be heard, as evidence that it was honoured (Administrative Procedure Law, Art. 62).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hearing", rename_all = "kebab-case")]
pub enum Hearing {
    /// The person was invited, and answered or let the time pass.
    Heard {
        /// Day of the invitation.
        invited: Day,
        /// Day of the answer; `None` when none came in time.
        answered: Option<Day>,
        /// What the person said.
        opinion: String,
    },
    /// Not needed, under a provision that the procedure names.
    Waived {
        /// The provision.
        cite: Citation,
        /// Why it applies.
        why: String,
    },
}

/// A ground of refusal as the decision states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedGround {
    /// Id in the procedure.
    pub id: String,
    /// The provision it stands on.
    pub cite: Citation,
}

/// Where and until when a decision can be contested, as the decision states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedRoute {
    /// Id of the route in the procedure.
    pub id: String,
    /// To whom, as the procedure names it.
    pub to: String,
    /// The term, such as `1 month`.
    pub term: kernel::Term,
    /// The provision.
    pub cite: Citation,
}

/// What a decision does, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum StatedOutcome {
    /// Granted.
    Grant {
        /// Id of the decision in the procedure.
        decision: String,
        /// Effects that follow when it takes effect.
        effects: Vec<StatedEffect>,
        /// Considerations, when the officer wrote any.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reasons: String,
    },
    /// Refused.
    Refuse {
        /// Id of the decision in the procedure.
        decision: String,
        /// At least one.
        grounds: Vec<StatedGround>,
        /// The officer's reasons.
        reasons: String,
        /// How the person was heard.
        hearing: Hearing,
        /// Where to contest.
        route: StatedRoute,
    },
}

/// An effect of a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "kebab-case")]
pub enum StatedEffect {
    /// Order a document.
    IssueDocument {
        /// Kind of document.
        kind: String,
        /// Document code of the machine-readable zone.
        mrz_code: String,
        /// How long it is valid.
        valid: kernel::Term,
        /// The provision.
        cite: Citation,
    },
    /// The document held until now ends when the new one is handed over.
    CancelPrevious {
        /// Kind of document.
        kind: String,
    },
    /// The register takes in a fact about the subject.
    SetFact {
        /// Its name in the catalogue of facts.
        fact: String,
        /// Its value.
        value: GivenValue,
    },
}

/// A decision as the log keeps it: everything that the letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDecision {
    /// What was decided.
    #[serde(flatten)]
    pub outcome: StatedOutcome,
    /// Who proposed it.
    pub by: OfficerId,
    /// Log position of the register that the officer was shown.
    pub seen_at: i64,
}

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
    },
    /// Who stands at the counter is who the register means.
    IdentityEstablished {
        /// How.
        #[serde(flatten)]
        means: Identification,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
    /// A piece of evidence was recorded.
    EvidenceRecorded {
        /// Id in the procedure.
        evidence: String,
        /// Facts it proves, with their values.
        proves: BTreeMap<String, GivenValue>,
        /// What it was.
        note: String,
        /// By whom.
        by: OfficerId,
        /// Day.
        on: Day,
    },
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
    /// The state fee was paid.
    FeePaid {
        /// Amount.
        amount: Money,
        /// The row of the fee table.
        cite: Citation,
        /// How.
        method: PaymentMethod,
        /// Reference of the payment.
        reference: String,
        /// Who took it.
        by: OfficerId,
        /// Day.
        on: Day,
        /// Last day for the decision, now that the case is complete.
        due: Day,
        /// The receipt.
        letter: LetterId,
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
    },
    /// A document ordered in this case was made.
    DocumentMade {
        /// Which.
        document: DocumentId,
        /// Day.
        on: Day,
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
    },
    /// The applicant withdrew the application.
    Withdrawn {
        /// In the applicant's words.
        words: String,
        /// Day.
        on: Day,
    },
}

impl CaseEvent {
    /// The letter that it gives rise to, if any.
    #[must_use]
    pub const fn letter(&self) -> Option<LetterId> {
        match self {
            Self::ApplicationReceived { letter, .. }
            | Self::FeePaid { letter, .. }
            | Self::HearingInvited { letter, .. }
            | Self::Decided { letter, .. } => Some(*letter),
            _ => None,
        }
    }

    /// The kind under which the log keeps it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ApplicationReceived { .. } => "application-received",
            Self::IdentityEstablished { .. } => "identity-established",
            Self::EvidenceRecorded { .. } => "evidence-recorded",
            Self::FactJudged { .. } => "fact-judged",
            Self::FeePaid { .. } => "fee-paid",
            Self::FeeExempted { .. } => "fee-exempted",
            Self::HearingInvited { .. } => "hearing-invited",
            Self::HearingAnswered { .. } => "hearing-answered",
            Self::DecisionProposed { .. } => "decision-proposed",
            Self::ProposalReturned { .. } => "proposal-returned",
            Self::Decided { .. } => "decided",
            Self::DecisionServed { .. } => "decision-served",
            Self::DocumentMade { .. } => "document-made",
            Self::DocumentHandedOver { .. } => "document-handed-over",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}
