//! A case as the fold of its events. Phases are closed: a case that is decided has a decision, one in
//! force was served, and only an open case has a running clock.

mod fold;

use crate::cases::course::{Before, Fate, Stage, TermMoved};
use crate::cases::event::{
    Channel, GivenValue, Hearing, Identification, PaymentMethod, ServiceChannel, StatedDecision,
    StatedGround, StatedOutcome,
};
use crate::cases::incoming::Filed;
use crate::cases::invoice::{FeeRefund, Invoice};
use kernel::{
    AppointmentId, AttachmentId, CaseId, Citation, Day, DocumentId, Lang, LetterId, Money, OfficerId,
    PaymentId, PersonId,
};
use std::collections::BTreeMap;

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Being examined.
    Open,
    /// A decision waits for approval.
    Proposed(StatedDecision),
    /// Decided, not yet served: nothing has taken effect.
    Decided {
        /// The decision.
        decision: StatedDecision,
        /// Who approved it, where two sign.
        second: Option<OfficerId>,
        /// Day of the decision.
        on: Day,
    },
    /// Signed in the office, waiting for the act of the body that decides.
    Submitted {
        /// The proposal.
        decision: StatedDecision,
        /// Who signed second, where two sign.
        second: Option<OfficerId>,
        /// The body.
        to: String,
        /// Day.
        on: Day,
    },
    /// Served and in force.
    InForce {
        /// The decision.
        decision: StatedDecision,
        /// Who approved it, where two sign.
        second: Option<OfficerId>,
        /// Day of the decision.
        decided_on: Day,
        /// How it was served.
        served: (ServiceChannel, Day),
        /// Last day to contest.
        contest_until: Option<Day>,
        /// Documents ordered and how far they are.
        documents: Vec<(DocumentId, DocumentStage)>,
        /// Where that left the case.
        stage: Stage,
        /// Contests of it, the newest last.
        contests: Vec<Contest>,
    },
    /// Withdrawn by the applicant before a decision.
    Withdrawn {
        /// Day.
        on: Day,
    },
}

/// How far a document of the case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentStage {
    /// Ordered.
    Ordered,
    /// Made.
    Ready,
    /// In the holder's hands.
    HandedOver,
}

/// A contest of a decision in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// The case in which it is decided.
    pub child: CaseId,
    /// The step, by its id in the procedure.
    pub route: String,
    /// Whether it suspends the decision.
    pub suspends: bool,
    /// Day.
    pub on: Day,
    /// What became of the decision, once that is decided.
    pub ended: Option<(Fate, Day)>,
}

/// How a case began that nobody applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What it was begun on, in words.
    pub basis: String,
    /// The officer who began it; `None` when a decision did.
    pub by: Option<OfficerId>,
    /// The case that led to it.
    pub parent: Option<CaseId>,
    /// Whether it decides on a contest of the parent's decision.
    pub contests: bool,
}

/// How the terms of a clock were moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// Extensions in force, the newest last.
    pub extended: Vec<TermMoved>,
    /// An extension that another officer has to agree to.
    pub proposed: Option<TermMoved>,
    /// The last postponement.
    pub postponed: Option<TermMoved>,
    /// Pauses, and the first day that counts again.
    pub pauses: Vec<(TermMoved, Option<Day>)>,
    /// What the law made of it when it passed, and its last day.
    pub overdue: Option<(String, Day)>,
}

impl Moves {
    /// The pause that goes on.
    #[must_use]
    pub fn paused(&self) -> Option<&TermMoved> {
        self.pauses.last().filter(|(_, end)| end.is_none()).map(|(pause, _)| pause)
    }
}

/// The invitation to be heard, and the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingRecord {
    /// Grounds the person was told of.
    pub grounds: Vec<StatedGround>,
    /// Day of the invitation.
    pub invited: Day,
    /// Last day for an answer.
    pub until: Day,
    /// Day and words of the answer.
    pub answer: Option<(Day, String)>,
}

impl HearingRecord {
    /// The hearing as a decision made on `today` states it; `None` while the person may still answer.
    #[must_use]
    pub fn completed(&self, today: Day) -> Option<Hearing> {
        match &self.answer {
            Some((on, words)) => {
                Some(Hearing::Heard { invited: self.invited, answered: Some(*on), opinion: words.clone() })
            }
            None if today > self.until => {
                Some(Hearing::Heard { invited: self.invited, answered: None, opinion: String::new() })
            }
            None => None,
        }
    }
}

/// A fee that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Amount.
    pub amount: Money,
    /// Row of the fee table.
    pub cite: Citation,
    /// How.
    pub method: PaymentMethod,
    /// Reference.
    pub reference: String,
    /// The movements on the account that paid it.
    pub payments: Vec<PaymentId>,
    /// Day.
    pub on: Day,
}

/// How the fee was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeSettled {
    /// Paid.
    Paid(Payment),
    /// Not due, under an exemption.
    Exempt {
        /// The provision.
        cite: Citation,
        /// Day.
        on: Day,
    },
}

/// A value a fact has in this case, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// The value.
    pub value: GivenValue,
    /// Who says so.
    pub source: FactSource,
    /// Since when it is in the file.
    pub on: Day,
}

/// Where a case fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactSource {
    /// Declared by the applicant.
    Declared,
    /// Proved by a piece of evidence.
    Evidence {
        /// Its id.
        evidence: String,
    },
    /// Recorded by an officer from the file or another register.
    Recorded {
        /// By whom.
        by: OfficerId,
        /// Where it was seen.
        note: String,
    },
    /// Known from the case that led to this one.
    Parent,
    /// Judged by an officer, with reasons.
    Judged {
        /// By whom.
        by: OfficerId,
        /// Why.
        reasons: String,
    },
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Version of its stream.
    pub version: u32,
    /// Id of the procedure.
    pub procedure: String,
    /// Version of the procedure that binds the case.
    pub in_force: Day,
    /// Who applied.
    pub applicant: PersonId,
    /// For whom.
    pub subject: PersonId,
    /// As whom the applicant acts.
    pub capacity: String,
    /// How it came.
    pub channel: Channel,
    /// Day of receipt.
    pub received: Day,
    /// Last day for the decision as computed on receipt.
    pub due_at_receipt: Day,
    /// Office of collection.
    pub office: String,
    /// Language of letters.
    pub lang: Lang,
    /// The booked visit.
    pub appointment: Option<AppointmentId>,
    /// How identity was established, by whom and when.
    pub identified: Option<(Identification, OfficerId, Day)>,
    /// What the applicant added in words.
    pub note: String,
    /// Files that came in, in order.
    pub attachments: Vec<Filed>,
    /// Evidence on file: id, note, day, and the file that it rests on.
    pub evidence: Vec<(String, String, Day, Option<AttachmentId>)>,
    /// Facts the case adds to those of the register.
    pub facts: BTreeMap<String, CaseFact>,
    /// The invoice sent last.
    pub invoice: Option<Invoice>,
    /// The fee, once settled.
    pub fee: Option<FeeSettled>,
    /// The fee on its way back, as ordered last.
    pub refund: Option<FeeRefund>,
    /// The hearing, once invited.
    pub hearing: Option<HearingRecord>,
    /// Letters, with what each is.
    pub letters: Vec<(LetterId, &'static str, Day)>,
    /// Why a proposal was returned, newest last.
    pub returned: Vec<(OfficerId, String, Day)>,
    /// How it began, when nobody applied.
    pub begun: Option<Begun>,
    /// What comes before the examination.
    pub before: Before,
    /// The address that the decision is about: municipality and address.
    pub address: Option<(String, String)>,
    /// Steps of the work that are done, with the note and the day.
    pub finished: Vec<(String, String, Day)>,
    /// Events that happened, and the last day on which each did.
    pub happened: BTreeMap<String, Day>,
    /// How the terms were moved, by clock.
    pub terms: BTreeMap<String, Moves>,
    /// The officer who examines it, once somebody has it.
    pub assigned: Option<OfficerId>,
    /// Where it stands.
    pub phase: Phase,
}

impl Case {
    /// The day on which identity and fee, as far as asked, were settled; `None` while they are not, or are not asked.
    fn complete(&self) -> Option<Day> {
        let settled = self.fee.as_ref().map(|fee| match fee {
            FeeSettled::Paid(payment) => payment.on,
            FeeSettled::Exempt { on, .. } => *on,
        });
        let known = self.identified.as_ref().map(|(_, _, on)| *on);
        match (self.before.identity, self.before.fee) {
            (true, true) => known.zip(settled).map(|(known, settled)| settled.max(known)),
            (true, false) => known,
            (false, true) => settled,
            (false, false) => None,
        }
    }

    /// The decision, once there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&StatedDecision> {
        match &self.phase {
            Phase::Proposed(decision)
            | Phase::Submitted { decision, .. }
            | Phase::Decided { decision, .. }
            | Phase::InForce { decision, .. } => Some(decision),
            Phase::Open | Phase::Withdrawn { .. } => None,
        }
    }

    /// Where the case stands.
    #[must_use]
    pub fn at(&self) -> Stage {
        match &self.phase {
            Phase::Open if self.before.identity && self.identified.is_none() => Stage::Received,
            Phase::Open if self.before.fee && self.fee.is_none() => Stage::Identified,
            Phase::Open if self.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_none()) => {
                Stage::Hearing
            }
            Phase::Open => Stage::Examination,
            Phase::Proposed(_) => Stage::Proposed,
            Phase::Submitted { .. } => Stage::Submitted,
            Phase::Decided { .. } => Stage::Decided,
            Phase::InForce { stage, .. } => *stage,
            Phase::Withdrawn { .. } => Stage::Withdrawn,
        }
    }

    /// The same as a code of lists, API and texts.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        self.at().code()
    }

    /// Whether nobody has anything left to do.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.at().is_closed()
    }

    /// Whether a step of the work is done.
    #[must_use]
    pub fn has_finished(&self, stage: &str) -> bool {
        self.finished.iter().any(|(id, ..)| id == stage)
    }

    /// The contest that is being decided.
    #[must_use]
    pub fn contested(&self) -> Option<&Contest> {
        match &self.phase {
            Phase::InForce { contests, .. } => contests.iter().find(|contest| contest.ended.is_none()),
            _ => None,
        }
    }

    /// Whether the decision is in force and nothing keeps it from being carried out.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.contested().is_some_and(|contest| contest.suspends)
    }

    /// The last day on which an event happened.
    #[must_use]
    pub fn day_of(&self, event: &str) -> Option<Day> {
        match event {
            "evidence-complete" => self.happened.get(event).copied().or_else(|| self.complete()),
            _ => self.happened.get(event).copied(),
        }
    }
}

/// The stage that the outcome leads to when nothing is ordered and nothing follows.
pub(crate) const fn end_of(outcome: &StatedOutcome) -> Stage {
    match outcome {
        StatedOutcome::Grant { .. } => Stage::Completed,
        StatedOutcome::Refuse { .. } => Stage::Refused,
        StatedOutcome::Impose { .. } => Stage::Imposed,
        StatedOutcome::Discontinue { .. } => Stage::Discontinued,
    }
}
