//! A case as the fold of its events. Phases are closed: a case that is decided has a decision, one in
//! force was served, and only an open case has a running clock.

use crate::cases::event::{
    CaseEvent, Channel, GivenValue, Hearing, Identification, PaymentMethod, ServiceChannel, StatedDecision,
    StatedGround, StatedOutcome,
};
use crate::cases::term::Starts;
use kernel::{AppointmentId, CaseId, Citation, Day, DocumentId, Lang, LetterId, Money, OfficerId, PersonId};
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
    /// Evidence on file: id, note, day.
    pub evidence: Vec<(String, String, Day)>,
    /// Facts the case adds to those of the register.
    pub facts: BTreeMap<String, CaseFact>,
    /// The fee, once settled.
    pub fee: Option<FeeSettled>,
    /// The hearing, once invited.
    pub hearing: Option<HearingRecord>,
    /// Letters, with what each is.
    pub letters: Vec<(LetterId, &'static str, Day)>,
    /// Why a proposal was returned, newest last.
    pub returned: Vec<(OfficerId, String, Day)>,
    /// Where it stands.
    pub phase: Phase,
}

impl Case {
    /// Folds the case's events; `None` when there are none or the first is not a receipt.
    #[must_use]
    pub fn fold<'a>(id: CaseId, events: impl IntoIterator<Item = &'a CaseEvent>) -> Option<Self> {
        let mut events = events.into_iter();
        let mut case = Self::received(id, events.next()?)?;
        for event in events {
            case.apply(event);
        }
        Some(case)
    }

    fn received(id: CaseId, event: &CaseEvent) -> Option<Self> {
        let CaseEvent::ApplicationReceived {
            procedure,
            in_force,
            applicant,
            subject,
            capacity,
            channel,
            on,
            due,
            declared,
            office,
            lang,
            appointment,
            letter,
        } = event
        else {
            return None;
        };
        let facts = declared
            .iter()
            .map(|(fact, value)| {
                let fact_value = CaseFact { value: value.clone(), source: FactSource::Declared, on: *on };
                (fact.clone(), fact_value)
            })
            .collect();
        Some(Self {
            id,
            version: 1,
            procedure: procedure.clone(),
            in_force: *in_force,
            applicant: *applicant,
            subject: *subject,
            capacity: capacity.clone(),
            channel: *channel,
            received: *on,
            due_at_receipt: *due,
            office: office.clone(),
            lang: *lang,
            appointment: *appointment,
            identified: None,
            evidence: Vec::new(),
            facts,
            fee: None,
            hearing: None,
            letters: vec![(*letter, "confirmation", *on)],
            returned: Vec::new(),
            phase: Phase::Open,
        })
    }

    /// Takes in one more event.
    pub fn apply(&mut self, event: &CaseEvent) {
        self.version += 1;
        match event {
            CaseEvent::ApplicationReceived { .. } => {}
            CaseEvent::IdentityEstablished { means, by, on } => {
                self.identified = Some((means.clone(), by.clone(), *on));
            }
            CaseEvent::EvidenceRecorded { evidence, proves, note, on, .. } => {
                self.evidence.push((evidence.clone(), note.clone(), *on));
                let source = FactSource::Evidence { evidence: evidence.clone() };
                for (fact, value) in proves {
                    let fact_value = CaseFact { value: value.clone(), source: source.clone(), on: *on };
                    self.facts.insert(fact.clone(), fact_value);
                }
            }
            CaseEvent::FactJudged { fact, value, reasons, by, on } => {
                let source = FactSource::Judged { by: by.clone(), reasons: reasons.clone() };
                self.facts.insert(fact.clone(), CaseFact { value: value.clone(), source, on: *on });
            }
            CaseEvent::FeePaid { amount, cite, method, reference, on, letter, .. } => {
                let payment = Payment {
                    amount: *amount,
                    cite: cite.clone(),
                    method: *method,
                    reference: reference.clone(),
                    on: *on,
                };
                self.fee = Some(FeeSettled::Paid(payment));
                self.letters.push((*letter, "receipt", *on));
            }
            CaseEvent::FeeExempted { cite, on, .. } => {
                self.fee = Some(FeeSettled::Exempt { cite: cite.clone(), on: *on });
            }
            CaseEvent::HearingInvited { grounds, until, on, letter, .. } => {
                let record =
                    HearingRecord { grounds: grounds.clone(), invited: *on, until: *until, answer: None };
                self.hearing = Some(record);
                self.letters.push((*letter, "hearing", *on));
            }
            CaseEvent::HearingAnswered { opinion, on, .. } => {
                if let Some(record) = &mut self.hearing {
                    record.answer = Some((*on, opinion.clone()));
                }
            }
            CaseEvent::DecisionProposed { decision, .. } => self.phase = Phase::Proposed(decision.clone()),
            CaseEvent::ProposalReturned { by, reasons, on } => {
                self.returned.push((by.clone(), reasons.clone(), *on));
                self.phase = Phase::Open;
            }
            CaseEvent::Decided { decision, second, on, letter } => {
                self.letters.push((*letter, "decision", *on));
                self.phase = Phase::Decided { decision: decision.clone(), second: second.clone(), on: *on };
            }
            CaseEvent::DecisionServed { channel, on, contest_until, documents } => {
                if let Phase::Decided { decision, second, on: decided_on } = &self.phase {
                    self.phase = Phase::InForce {
                        decision: decision.clone(),
                        second: second.clone(),
                        decided_on: *decided_on,
                        served: (*channel, *on),
                        contest_until: *contest_until,
                        documents: documents.iter().map(|d| (*d, DocumentStage::Ordered)).collect(),
                    };
                }
            }
            CaseEvent::DocumentMade { document, .. } => self.move_document(*document, DocumentStage::Ready),
            CaseEvent::DocumentHandedOver { document, .. } => {
                self.move_document(*document, DocumentStage::HandedOver);
            }
            CaseEvent::Withdrawn { on, .. } => self.phase = Phase::Withdrawn { on: *on },
        }
    }

    fn move_document(&mut self, document: DocumentId, to: DocumentStage) {
        if let Phase::InForce { documents, .. } = &mut self.phase {
            for (id, stage) in documents.iter_mut().filter(|(id, _)| *id == document) {
                debug_assert_eq!(*id, document);
                *stage = to;
            }
        }
    }

    /// The days that start the clocks of the case.
    #[must_use]
    pub fn starts(&self) -> Starts {
        let settled = self.fee.as_ref().map(|fee| match fee {
            FeeSettled::Paid(payment) => payment.on,
            FeeSettled::Exempt { on, .. } => *on,
        });
        let complete = self.identified.as_ref().zip(settled).map(|((_, _, on), settled)| settled.max(*on));
        Starts { received: self.received, complete }
    }

    /// The decision, once there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&StatedDecision> {
        match &self.phase {
            Phase::Proposed(decision) | Phase::Decided { decision, .. } | Phase::InForce { decision, .. } => {
                Some(decision)
            }
            Phase::Open | Phase::Withdrawn { .. } => None,
        }
    }

    /// The phase's code in lists, API and texts.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match &self.phase {
            Phase::Open if self.identified.is_none() => "received",
            Phase::Open if self.fee.is_none() => "identified",
            Phase::Open if self.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_none()) => "hearing",
            Phase::Open => "examination",
            Phase::Proposed(_) => "proposed",
            Phase::Decided { .. } => "decided",
            Phase::InForce { decision, documents, .. } => {
                let refused = matches!(decision.outcome, StatedOutcome::Refuse { .. });
                let stages = || documents.iter().map(|(_, stage)| *stage);
                if refused {
                    "refused"
                } else if stages().all(|stage| stage == DocumentStage::HandedOver) {
                    "completed"
                } else if stages().any(|stage| stage == DocumentStage::Ready) {
                    "ready"
                } else {
                    "ordered"
                }
            }
            Phase::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether nobody has anything left to do.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.stage(), "refused" | "completed" | "withdrawn")
    }
}
