//! The rows of a case: where it stands, when the law runs out, on which grounds it was refused, until when nobody
//! may apply again.

use crate::cases::course::{Bar, Before, Stage};
use crate::cases::event::{CaseEvent, StatedDecision};
use crate::tables;
use kernel::{CaseId, Day, OfficerId, PersonId};
use store::{Change, Value};

pub(super) fn changes(id: CaseId, event: &CaseEvent) -> Vec<Change> {
    let row = Row(id);
    match event {
        CaseEvent::ApplicationReceived {
            procedure,
            applicant,
            subject,
            office,
            on,
            due,
            before,
            beside,
            ..
        } => row.begins(procedure, (*applicant, *subject), office, (*on, *due), *before, (None, *beside)),
        CaseEvent::CaseOpened(opened) => {
            let persons = (opened.applicant, opened.subject);
            let alone = (opened.parent.filter(|_| opened.contests), opened.beside);
            let days = (opened.on, opened.due);
            row.begins(&opened.procedure, persons, &opened.office, days, opened.before, alone)
        }
        CaseEvent::IdentityEstablished { complete, due, .. } => {
            let mut changes = row.stage(if *complete { Stage::Examination } else { Stage::Identified });
            changes.extend(due.iter().flat_map(|due| row.set(vec![("due_on", Value::from(due.number()))])));
            changes
        }
        CaseEvent::FeePaid(paid) => {
            let mut changes = row.set(vec![("due_on", Value::from(paid.due.number()))]);
            // Paid before anybody came: the case stands where it stood.
            if !paid.early {
                changes.extend(row.stage(paid.leads_to.unwrap_or(Stage::Examination)));
            }
            changes
        }
        CaseEvent::FeeExempted { due, .. } => row.set(vec![
            ("stage", Value::from(Stage::Examination.code())),
            ("due_on", Value::from(due.number())),
        ]),
        CaseEvent::FeeChanged(changed) => {
            let mut changes = row.set(vec![("due_on", Value::from(changed.due.number()))]);
            changes.extend(changed.leads_to.iter().flat_map(|stage| row.stage(*stage)));
            changes
        }
        CaseEvent::FeeRefundEnded { leads_to, .. } => {
            leads_to.iter().flat_map(|stage| row.stage(*stage)).collect()
        }
        CaseEvent::HearingAnswered { leads_to, .. } => row.stage(leads_to.unwrap_or(Stage::Examination)),
        CaseEvent::HearingInvited { .. } => row.stage(Stage::Hearing),
        CaseEvent::DecisionProposed { decision, .. } => row.set(vec![
            ("stage", Value::from(Stage::Proposed.code())),
            ("proposed_by", Value::from(decision.by.as_str())),
            ("returned_by", Value::from("")),
        ]),
        CaseEvent::ProposalReturned { by, .. } => row.set(vec![
            ("stage", Value::from(Stage::Examination.code())),
            ("proposed_by", Value::from("")),
            ("approved_by", Value::from("")),
            ("returned_by", Value::from(by.as_str())),
        ]),
        CaseEvent::ProposalSubmitted { decision, second, .. } => {
            row.set(signed(Stage::Submitted, decision, second.as_ref()))
        }
        CaseEvent::Decided { decision, second, due, .. } => {
            let mut changes = row.set(signed(Stage::Decided, decision, second.as_ref()));
            changes.extend(row.runs(*due));
            if decision.outcome.hearing().is_some() {
                changes.extend(decision.outcome.grounds().iter().map(|ground| {
                    let cite = Value::from(ground.cite.to_string());
                    let row = vec![Value::Int(id.as_i64()), Value::from(ground.id.as_str()), cite];
                    Change::Put(&tables::REFUSAL_GROUND, row)
                }));
            }
            changes
        }
        CaseEvent::DecisionServed { documents, contest_until, leads_to, bar, due, .. } => {
            // What the oldest entries leave unsaid follows from what they say.
            let unsaid = match (documents.is_empty(), contest_until) {
                (false, _) => Stage::Ordered,
                (true, Some(_)) => Stage::Refused,
                (true, None) => Stage::Completed,
            };
            let mut changes = row.stage(leads_to.unwrap_or(unsaid));
            changes.extend(row.runs(*due));
            changes.extend(bar.as_ref().map(barred));
            changes
        }
        CaseEvent::StageFinished(done) => {
            let mut changes = done.leads_to.map(|stage| row.stage(stage)).unwrap_or_default();
            changes.extend(done.due.iter().flat_map(|due| row.runs(Some(*due))));
            changes
        }
        CaseEvent::TermExtended(moved)
        | CaseEvent::TermPostponed(moved)
        | CaseEvent::TermSuspended(moved)
        | CaseEvent::TermResumed(moved) => match moved.due {
            Some(due) => row.set(vec![("due_on", Value::from(due.number()))]),
            None => Vec::new(),
        },
        CaseEvent::ContestEnded(ended) if ended.fate.undoes() => row.stage(Stage::Undone),
        CaseEvent::CourtRuled(ruling) if ruling.fate.undoes() => row.stage(Stage::Undone),
        CaseEvent::DocumentMade { due, .. } => {
            let mut changes = row.stage(Stage::Ready);
            changes.extend(row.runs(*due));
            changes
        }
        CaseEvent::DocumentHandedOver { leads_to, .. } => row.stage(leads_to.unwrap_or(Stage::Completed)),
        CaseEvent::Assigned(given) => {
            row.set(vec![("assigned_to", Value::from(given.to.as_ref().map_or("", OfficerId::as_str)))])
        }
        CaseEvent::Dispatch(happened) => super::post::dispatch(id, happened),
        CaseEvent::Withdrawn { .. } => row.stage(Stage::Withdrawn),
        CaseEvent::Discontinued(_) => row.stage(Stage::Discontinued),
        CaseEvent::AttemptFailed(_)
        | CaseEvent::InvoiceIssued(_)
        | CaseEvent::FeeConfirmed { .. }
        | CaseEvent::FeeRefundOrdered { .. }
        | CaseEvent::EvidenceRecorded { .. }
        | CaseEvent::AttachmentFiled(_)
        | CaseEvent::MessageNoted(_)
        | CaseEvent::FactJudged { .. }
        | CaseEvent::FactDeclared { .. }
        | CaseEvent::FactRecorded { .. }
        | CaseEvent::AddressStated { .. }
        | CaseEvent::ExtensionProposed(_)
        | CaseEvent::ExtensionSetAside(_)
        | CaseEvent::TermOverdue(_)
        | CaseEvent::Contested { .. }
        | CaseEvent::ContestReinstated { .. }
        | CaseEvent::ContestEnded(_)
        | CaseEvent::NoticeGiven(_)
        | CaseEvent::EvidenceRequested(_)
        | CaseEvent::OpinionAsked(_)
        | CaseEvent::OpinionReceived(_)
        | CaseEvent::DecisionSent(_)
        | CaseEvent::DeliveryNoted(_)
        | CaseEvent::ServiceRebutted(_)
        | CaseEvent::TakenToCourt(_)
        | CaseEvent::CourtRuled(_)
        | CaseEvent::CasesJoined(_)
        | CaseEvent::CasesParted(_) => Vec::new(),
    }
}

struct Row(CaseId);

impl Row {
    fn begins(
        &self,
        procedure: &str,
        (applicant, subject): (PersonId, PersonId),
        office: &str,
        (on, due): (Day, Day),
        before: Before,
        (contested, beside): (Option<CaseId>, Option<i64>),
    ) -> Vec<Change> {
        vec![Change::Claim(
            &tables::CASE_FILE,
            vec![
                Value::Int(self.0.as_i64()),
                Value::from(procedure),
                Value::Int(applicant.as_i64()),
                Value::Int(subject.as_i64()),
                Value::from(office),
                Value::from(before.first().code()),
                Value::from(on.number()),
                Value::from(due.number()),
                Value::from(""),
                Value::from(""),
                Value::Int(0),
                Value::Int(contested.map_or(0, CaseId::as_i64)),
                Value::from(""),
                Value::from(""),
                Value::Int(beside.unwrap_or(0)),
            ],
        )]
    }

    fn set(&self, columns: Vec<(&'static str, Value)>) -> Vec<Change> {
        vec![Change::Set(&tables::CASE_FILE, vec![Value::Int(self.0.as_i64())], columns)]
    }

    /// The last day of the term that runs, after the decision; without one it stands behind all others.
    fn runs(&self, due: Option<Day>) -> Vec<Change> {
        self.set(vec![("due_on", Value::from(due.unwrap_or(Day::MAX).number()))])
    }

    fn stage(&self, stage: Stage) -> Vec<Change> {
        let closed = Value::Int(i64::from(stage.is_closed()));
        self.set(vec![("stage", Value::from(stage.code())), ("closed", closed)])
    }
}

/// Who signed.
fn signed(stage: Stage, decision: &StatedDecision, second: Option<&OfficerId>) -> Vec<(&'static str, Value)> {
    vec![
        ("stage", Value::from(stage.code())),
        ("proposed_by", Value::from(decision.by.as_str())),
        ("approved_by", Value::from(second.map_or("", OfficerId::as_str))),
    ]
}

fn barred(bar: &Bar) -> Change {
    let subject = Value::Int(bar.subject.as_i64());
    Change::Put(
        &tables::REAPPLY_BAR,
        vec![subject, Value::from(bar.procedure.as_str()), Value::from(bar.until.number())],
    )
}
