//! How the events of a case make the case.

use super::{Begun, Case, CaseFact, DocumentStage, FactSource, FeeSettled, HearingRecord, Phase, end_of};
use crate::cases::course::{Opened, Stage, TermMoved};
use crate::cases::event::{CaseEvent, Channel, GivenValue, StatedOutcome};
use crate::cases::opinion::Opinion;
use crate::cases::particulars;
use crate::cases::sending;
use kernel::{CaseId, Day, DocumentId};
use law::Happens;
use std::collections::{BTreeMap, BTreeSet};

type Given<'a> = &'a BTreeMap<String, GivenValue>;

fn given(values: Given<'_>, source: &FactSource, on: Day) -> impl Iterator<Item = (String, CaseFact)> {
    values.iter().map(move |(fact, value)| {
        (fact.clone(), CaseFact { value: value.clone(), source: source.clone(), on })
    })
}

impl Case {
    /// Folds the case's events; `None` when there are none or the first is not a receipt.
    #[must_use]
    pub fn fold<'a>(id: CaseId, events: impl IntoIterator<Item = &'a CaseEvent>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let mut case = match first {
            CaseEvent::CaseOpened(opened) => Self::opened(id, opened),
            other => Self::received(id, other)?,
        };
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
            before,
            note,
            particulars,
            beside: _,
        } = event
        else {
            return None;
        };
        let facts = given(declared, &FactSource::Declared, *on).collect();
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
            note: note.clone(),
            particulars: particulars.clone(),
            attachments: Vec::new(),
            evidence: Vec::new(),
            facts,
            invoice: None,
            fee: None,
            paid: Vec::new(),
            asked: None,
            no_fee: false,
            refunds: Vec::new(),
            hearing: None,
            letters: vec![(*letter, "confirmation", *on)],
            returned: Vec::new(),
            returned_draft: None,
            begun: None,
            before: *before,
            address: None,
            assigned: None,
            finished: Vec::new(),
            said: BTreeMap::new(),
            happened: BTreeMap::from([("received".to_owned(), *on)]),
            terms: BTreeMap::new(),
            requests: Vec::new(),
            opinions: Vec::new(),
            dispatches: Vec::new(),
            sent: Vec::new(),
            deliveries: Vec::new(),
            rebutted: None,
            court: Vec::new(),
            joined: BTreeSet::new(),
            phase: Phase::Open,
        })
    }

    fn opened(id: CaseId, opened: &Opened) -> Self {
        let on = opened.on;
        let mut facts: BTreeMap<_, _> = given(&opened.known, &FactSource::Parent, on).collect();
        facts.extend(given(&opened.declared, &FactSource::Declared, on));
        let mut happened = BTreeMap::from([("received".to_owned(), on)]);
        if opened.settled {
            happened.insert("evidence-complete".to_owned(), on);
        }
        Self {
            id,
            version: 1,
            procedure: opened.procedure.clone(),
            in_force: opened.in_force,
            applicant: opened.applicant,
            subject: opened.subject,
            capacity: opened.capacity.clone(),
            channel: opened.channel.unwrap_or(Channel::Office),
            received: on,
            due_at_receipt: opened.due,
            office: opened.office.clone(),
            lang: opened.lang,
            appointment: None,
            identified: None,
            note: String::new(),
            particulars: opened.particulars.clone(),
            attachments: Vec::new(),
            evidence: Vec::new(),
            facts,
            invoice: None,
            paid: Vec::new(),
            asked: None,
            no_fee: opened.no_fee.is_some(),
            refunds: Vec::new(),
            fee: opened.no_fee.as_ref().map(|cite| FeeSettled::Exempt { cite: cite.clone(), on }),
            hearing: None,
            letters: opened.letter.map(|letter| (letter, "confirmation", on)).into_iter().collect(),
            returned: Vec::new(),
            returned_draft: None,
            begun: Some(Begun {
                basis: opened.basis.clone(),
                by: opened.by.clone(),
                parent: opened.parent,
                contests: opened.contests,
            }),
            before: opened.before,
            address: particulars::address(&opened.particulars),
            assigned: None,
            finished: Vec::new(),
            said: BTreeMap::new(),
            happened,
            terms: BTreeMap::new(),
            requests: Vec::new(),
            opinions: Vec::new(),
            dispatches: Vec::new(),
            sent: Vec::new(),
            deliveries: Vec::new(),
            rebutted: None,
            court: Vec::new(),
            joined: BTreeSet::new(),
            phase: Phase::Open,
        }
    }

    /// Takes in one more event.
    pub fn apply(&mut self, event: &CaseEvent) {
        self.version += 1;
        match event {
            CaseEvent::ApplicationReceived { .. } | CaseEvent::CaseOpened(_) | CaseEvent::MessageNoted(_) => {
            }
            CaseEvent::AttachmentFiled(filed) => self.attachments.push((**filed).clone()),
            CaseEvent::FactDeclared { fact, value, on } => {
                let declared = CaseFact { value: value.clone(), source: FactSource::Declared, on: *on };
                self.facts.insert(fact.clone(), declared);
            }
            CaseEvent::FactRecorded { fact, value, note, by, on } => {
                let source = FactSource::Recorded { by: by.clone(), note: note.clone() };
                self.facts.insert(fact.clone(), CaseFact { value: value.clone(), source, on: *on });
            }
            CaseEvent::AddressStated { municipality, address, .. } => {
                self.address = Some((municipality.clone(), address.clone()));
            }
            CaseEvent::StageFinished(done) => {
                self.finished.push((done.stage.clone(), done.note.clone(), done.on));
                self.said.insert(done.stage.clone(), done.said.clone());
                self.happened.extend(done.emits.iter().map(|event| (event.clone(), done.on)));
                self.lead_to(done.leads_to);
            }
            CaseEvent::Assigned(given) => self.assigned.clone_from(&given.to),
            CaseEvent::ExtensionProposed(moved) => {
                self.moves(moved).proposed = Some(moved.clone());
            }
            CaseEvent::TermExtended(moved) => {
                self.happen(Happens::TermExtended, moved.on);
                let moves = self.moves(moved);
                // What was proposed for another reason still waits.
                moves.proposed.take_if(|proposed| proposed.reason == moved.reason);
                moves.extended.push(moved.clone());
            }
            CaseEvent::ExtensionSetAside(moved) => self.moves(moved).proposed = None,
            CaseEvent::TermPostponed(moved) => self.moves(moved).postponed = Some(moved.clone()),
            CaseEvent::TermSuspended(moved) => {
                self.happen(Happens::TermSuspended, moved.on);
                self.moves(moved).pauses.push((moved.clone(), None));
            }
            CaseEvent::TermResumed(moved) => {
                self.happen(Happens::TermResumed, moved.on);
                if let Some((_, end)) = self.moves(moved).pauses.last_mut() {
                    *end = Some(moved.on);
                }
            }
            CaseEvent::AttemptFailed(moved) => {
                self.happen(Happens::AttemptFailed, moved.on);
                self.moves(moved).attempts.push(moved.clone());
            }
            CaseEvent::TermOverdue(passed) => {
                self.terms.entry(passed.clock.clone()).or_default().overdue =
                    Some((passed.effect.clone(), passed.due));
                self.happened.extend(passed.emits.iter().map(|event| (event.clone(), passed.on)));
            }
            CaseEvent::ProposalSubmitted { decision, second, to, on } => {
                self.phase = Phase::Submitted {
                    decision: decision.clone(),
                    second: second.clone(),
                    to: to.clone(),
                    on: *on,
                };
            }
            CaseEvent::Contested { .. } | CaseEvent::ContestReinstated(_) | CaseEvent::ContestEnded(_) => {
                self.contest_event(event)
            }
            CaseEvent::IdentityEstablished { means, by, on, .. } => {
                self.identified = Some((means.clone(), by.clone(), *on));
            }
            CaseEvent::EvidenceRecorded { evidence, proves, note, attachment, on, .. } => {
                self.evidence.push((evidence.clone(), note.clone(), *on, *attachment));
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
            CaseEvent::InvoiceIssued(_)
            | CaseEvent::FeePaid(_)
            | CaseEvent::FeeConfirmed { .. }
            | CaseEvent::FeeRefundOrdered { .. }
            | CaseEvent::FeeRefundEnded { .. }
            | CaseEvent::FeeExempted { .. }
            | CaseEvent::FeeChanged(_) => self.fee_event(event),
            CaseEvent::HearingInvited { grounds, until, on, letter, .. } => {
                let record =
                    HearingRecord { grounds: grounds.clone(), invited: *on, until: *until, answer: None };
                self.happen(Happens::HearingInvited, *on);
                self.hearing = Some(record);
                self.letters.push((*letter, "hearing", *on));
            }
            CaseEvent::HearingAnswered { opinion, on, .. } => {
                if let Some(record) = &mut self.hearing {
                    record.answer = Some((*on, opinion.clone()));
                }
            }
            CaseEvent::DecisionProposed { decision, .. } => {
                self.returned_draft = None;
                self.phase = Phase::Proposed(decision.clone());
            }
            CaseEvent::ProposalReturned { by, reasons, on } => {
                self.returned.push((by.clone(), reasons.clone(), *on));
                self.returned_draft = self.phase.proposed().map(|decision| Box::new(decision.clone()));
                self.phase = Phase::Open;
            }
            CaseEvent::Decided { decision, second, on, letter, .. } => {
                let taken = decision.act.as_ref().map_or(*on, |act| act.on);
                self.happen(Happens::Decided, taken);
                self.letters.push((*letter, "decision", *on));
                self.returned_draft = None;
                self.phase = Phase::Decided { decision: decision.clone(), second: second.clone(), on: *on };
            }
            CaseEvent::DecisionServed { channel, on, contest_until, documents, leads_to, .. } => {
                self.happen(Happens::Served, *on);
                self.happen(Happens::InForce, *on);
                if let Phase::Decided { decision, second, on: decided_on } = &self.phase {
                    self.phase = Phase::InForce {
                        decision: decision.clone(),
                        second: second.clone(),
                        decided_on: *decided_on,
                        served: (*channel, *on),
                        contest_until: *contest_until,
                        documents: documents.iter().map(|d| (*d, DocumentStage::Ordered)).collect(),
                        stage: leads_to.unwrap_or_else(|| first_stage(&decision.outcome, documents)),
                        contests: Vec::new(),
                    };
                }
            }
            CaseEvent::DocumentMade { document, on, .. } => {
                self.move_document(*document, DocumentStage::Ready);
                self.happen(Happens::DocumentMade, *on);
                self.lead_to(Some(Stage::Ready));
            }
            CaseEvent::DocumentHandedOver { document, leads_to, .. } => {
                self.move_document(*document, DocumentStage::HandedOver);
                self.lead_to(Some(leads_to.unwrap_or(Stage::Completed)));
            }
            CaseEvent::NoticeGiven(given) => self.letters.push((given.letter, "notice", given.on)),
            CaseEvent::EvidenceRequested(asked) => {
                self.letters.push((asked.letter, "request", asked.on));
                self.requests.push((**asked).clone());
            }
            CaseEvent::OpinionAsked(asked) => {
                self.happen(Happens::OpinionAsked, asked.on);
                self.letters.push((asked.letter, "opinion", asked.on));
                self.opinions.push(Opinion { asked: (**asked).clone(), answered: None });
            }
            CaseEvent::OpinionReceived(answered) => {
                self.happen(Happens::OpinionReceived, answered.on);
                let ours = self.opinions.iter_mut().find(|known| known.asked.number == answered.number);
                if let Some(opinion) = ours {
                    opinion.answered = Some((**answered).clone());
                }
            }
            CaseEvent::Dispatch(happened) => sending::apply(&mut self.dispatches, happened),
            CaseEvent::DecisionSent(sent) => self.sent.push((**sent).clone()),
            CaseEvent::DeliveryNoted(note) => self.deliveries.push((**note).clone()),
            CaseEvent::ServiceRebutted(rebutted) => self.rebut(rebutted),
            CaseEvent::TakenToCourt(court) => self.court.push(((**court).clone(), None)),
            CaseEvent::CourtRuled(ruling) => self.ruled(ruling),
            CaseEvent::CasesJoined(other) => {
                self.joined.insert(other.with);
            }
            CaseEvent::CasesParted(other) => {
                self.joined.remove(&other.with);
            }
            CaseEvent::Withdrawn { on, .. } => {
                self.happen(Happens::Withdrawn, *on);
                self.phase = Phase::Withdrawn { on: *on };
            }
            CaseEvent::Discontinued(ended) => {
                // No term is counted from a decision that never takes effect.
                self.happened.remove(Happens::Decided.code());
                self.phase = Phase::Ended { on: ended.on };
            }
        }
    }

    pub(super) fn happen(&mut self, event: Happens, on: Day) {
        self.happened.insert(event.code().to_owned(), on);
    }

    fn moves(&mut self, moved: &TermMoved) -> &mut super::Moves {
        self.terms.entry(moved.clock.clone()).or_default()
    }

    pub(super) fn lead_to(&mut self, to: Option<Stage>) {
        if let (Phase::InForce { stage, .. }, Some(to)) = (&mut self.phase, to) {
            *stage = to;
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
}

/// Where a decision that took effect left its case, as the oldest entries say without a word.
fn first_stage(outcome: &StatedOutcome, documents: &[DocumentId]) -> Stage {
    if documents.is_empty() { end_of(outcome) } else { Stage::Ordered }
}
