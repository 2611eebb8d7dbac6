//! A case as the fold of its events. Phases are closed: a case that is decided has a decision, one in
//! force was served, and only an open case has a running clock.

mod contests;
pub(crate) mod fee;
mod fold;
mod onward;
mod parts;
mod wanted;

use crate::cases::course::{Before, Stage};
use crate::cases::court::{CourtCase, Ruling};
use crate::cases::event::{Channel, Identification, ServiceChannel, StatedDecision, StatedOutcome};
use crate::cases::incoming::Filed;
use crate::cases::invoice::{FeeRefund, Invoice};
use crate::cases::opinion::Opinion;
use crate::cases::particulars::Particulars;
use crate::cases::request::EvidenceRequest;
use crate::cases::sending::{DeliveryNote, Dispatch, Rebutted, Sent};
pub use fee::{FeeAsked, FeeChanged, FeePaid};
use kernel::{AppointmentId, AttachmentId, CaseId, Day, DocumentId, Lang, LetterId, OfficerId, PersonId};
pub use parts::{
    Begun, CaseFact, Contest, ContestEffect, FactSource, FeeSettled, HearingRecord, Moves, Payment,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Ended by the office before anything took effect, since its subject died.
    Ended {
        /// Day.
        on: Day,
    },
}

impl Phase {
    /// The decision that waits for its second signature.
    const fn proposed(&self) -> Option<&StatedDecision> {
        match self {
            Self::Proposed(decision) => Some(decision),
            _ => None,
        }
    }
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
    /// What the application says in words and data.
    pub particulars: Particulars,
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
    /// What was paid of it, payment by payment.
    pub paid: Vec<Payment>,
    /// What the law asked for when the file said so last; nothing before the fee was settled.
    pub asked: Option<FeeAsked>,
    /// Whether no fee is taken whatever the facts say: it was paid in the case that led to this one.
    pub no_fee: bool,
    /// The fee on its way back, order by order.
    pub refunds: Vec<FeeRefund>,
    /// The hearing, once invited.
    pub hearing: Option<HearingRecord>,
    /// Letters, with what each is.
    pub letters: Vec<(LetterId, &'static str, Day)>,
    /// Why a proposal was returned, newest last.
    pub returned: Vec<(OfficerId, String, Day)>,
    /// The proposal that was returned last, until another is made: whoever mends it begins with it.
    pub returned_draft: Option<Box<StatedDecision>>,
    /// How it began, when nobody applied.
    pub begun: Option<Begun>,
    /// What comes before the examination.
    pub before: Before,
    /// The address that the decision is about: municipality and address.
    pub address: Option<(String, String)>,
    /// Steps of the work that are done, with the note and the day.
    pub finished: Vec<(String, String, Day)>,
    /// What was said of these steps last, by step: what the law file asks, by its ids.
    pub said: BTreeMap<String, BTreeMap<String, String>>,
    /// Events that happened, and the last day on which each did.
    pub happened: BTreeMap<String, Day>,
    /// How the terms were moved, by clock.
    pub terms: BTreeMap<String, Moves>,
    /// The officer who examines it, once somebody has it.
    pub assigned: Option<OfficerId>,
    /// Evidence that the party was asked for.
    pub requests: Vec<EvidenceRequest>,
    /// Questions to other bodies, with their answers.
    pub opinions: Vec<Opinion>,
    /// Its ways through gateways, the newest last.
    pub dispatches: Vec<Dispatch>,
    /// How the decision was sent, the newest last.
    pub sent: Vec<Sent>,
    /// What came back of it.
    pub deliveries: Vec<DeliveryNote>,
    /// What was shown against the presumed day.
    pub rebutted: Option<Rebutted>,
    /// The decision before courts, each with the ruling once there is one.
    pub court: Vec<(CourtCase, Option<Ruling>)>,
    /// Cases that are examined together with it.
    pub joined: BTreeSet<CaseId>,
    /// Where it stands.
    pub phase: Phase,
}

impl Case {
    /// The day on which identity and fee, as far as asked, were settled; `None` while they are not, or are not asked.
    pub(crate) fn settled_on(&self) -> Option<Day> {
        let settled = self.fee.as_ref().filter(|_| self.fee_is_there()).map(|fee| match fee {
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
            Phase::Open | Phase::Withdrawn { .. } | Phase::Ended { .. } => None,
        }
    }

    /// Where the case stands.
    #[must_use]
    pub fn at(&self) -> Stage {
        match &self.phase {
            Phase::Open if self.before.identity && self.identified.is_none() => Stage::Received,
            Phase::Open if self.before.fee && !self.fee_is_there() => Stage::Identified,
            Phase::Open if self.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_none()) => {
                Stage::Hearing
            }
            Phase::Open => Stage::Examination,
            Phase::Proposed(_) => Stage::Proposed,
            Phase::Submitted { .. } => Stage::Submitted,
            Phase::Decided { .. } => Stage::Decided,
            Phase::InForce { stage, .. } => *stage,
            Phase::Withdrawn { .. } => Stage::Withdrawn,
            Phase::Ended { .. } => Stage::Discontinued,
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

    /// Whether it contests the decision of the case that led to it.
    #[must_use]
    pub fn contests(&self) -> bool {
        self.begun.as_ref().is_some_and(|begun| begun.contests)
    }

    /// What was argued: what a contest objects to, then what was said when heard; nothing for empty words.
    #[must_use]
    pub fn arguments(&self) -> Vec<&str> {
        let objections = self.begun.as_ref().filter(|begun| begun.contests).map(|begun| begun.basis.as_str());
        let heard = self.hearing.as_ref().and_then(|hearing| hearing.answer.as_ref());
        let heard = heard.map(|(_, words)| words.as_str());
        objections.into_iter().chain(heard).filter(|words| !words.trim().is_empty()).collect()
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

    /// Whether the decision was contested; whoever takes a contest back may contest again within the term.
    #[must_use]
    pub fn was_contested(&self) -> bool {
        matches!(&self.phase, Phase::InForce { contests, .. } if contests.iter().any(|contest| !contest.withdrawn))
    }

    /// Whether the officer took the decision in force, or signed it second.
    #[must_use]
    pub fn was_decided_by(&self, officer: &OfficerId) -> bool {
        matches!(&self.phase, Phase::InForce { decision, second, .. }
            if decision.by == *officer || second.as_ref() == Some(officer))
    }

    /// The court case that is not ruled on.
    #[must_use]
    pub fn before_court(&self) -> Option<&CourtCase> {
        self.court.iter().find(|(_, ruling)| ruling.is_none()).map(|(court, _)| court)
    }

    /// Whether a court ruled that the decision, or the one that it left as it was, is undone.
    #[must_use]
    pub fn ruled_undone(&self) -> bool {
        self.court.iter().filter_map(|(_, ruling)| ruling.as_ref()).any(|ruling| ruling.fate.undoes())
    }

    /// Whether it was a court that undid the decision.
    #[must_use]
    pub fn undone_by_court(&self) -> bool {
        let Phase::InForce { stage: Stage::Undone, contests, .. } = &self.phase else { return false };
        let ended = contests.iter().filter(|contest| !contest.court).filter_map(|contest| contest.ended);
        ended.map(|(fate, _)| fate).all(|fate| !fate.undoes())
    }

    /// Whether a contest or a court keeps the decision from being carried out.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.contested().is_some_and(|contest| contest.suspends)
            || self.before_court().is_some_and(|court| court.suspends)
    }

    /// The question to another body with this number.
    #[must_use]
    pub fn opinion(&self, number: u16) -> Option<&Opinion> {
        self.opinions.iter().find(|opinion| opinion.asked.number == number)
    }

    /// The last day on which an event happened.
    #[must_use]
    pub fn day_of(&self, event: &str) -> Option<Day> {
        match event {
            "evidence-complete" => {
                let (said, settled) = (self.happened.get(event).copied(), self.settled_on());
                match &self.before {
                    // Older cases did not wait for documents.
                    before if !before.evidence => said.or(settled),
                    before if before.identity || before.fee => {
                        said.zip(settled).map(|(said, settled)| said.max(settled))
                    }
                    _ => said,
                }
            }
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
