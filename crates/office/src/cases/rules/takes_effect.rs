//! A decision takes effect when it is served: register, documents and the case move together. Then the
//! document is made and handed over.

use super::{Context, Step, officer};
use crate::cases::case::{DocumentStage, Phase};
use crate::cases::event::{CaseEvent, ServiceChannel, StatedEffect, StatedOutcome};
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::issuance::order::{OrderInput, order};
use crate::register::{Basis, DocumentFact, DocumentStatus, FactValue, PersonEvent, PersonHistory, change};
use kernel::{Day, DocumentId};
use law::FactValue as LawValue;

/// Why a document that was replaced is no longer valid.
const REPLACED: &str = "replaced";

/// The decision reaches its addressee and takes effect.
pub(super) fn serve(context: &Context<'_>) -> Result<Step, OfficeError> {
    let Phase::Decided { decision, .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    let client = context.actor.client().is_some();
    let channel = if client { ServiceChannel::Portal } else { ServiceChannel::Counter };
    let mut step = Step::default();
    let mut ordered = Vec::new();
    let contest_until = match &decision.outcome {
        StatedOutcome::Refuse { route, .. } => {
            let end = law::clock::last_day(route.term, context.today, &context.country.calendar, true);
            Some(end.map_err(|e| OfficeError::Fault(e.to_string()))?)
        }
        StatedOutcome::Grant { effects, .. } => {
            ordered = grant(context, effects, &mut step)?;
            None
        }
    };
    step.to_make.clone_from(&ordered);
    step.events.push(CaseEvent::DecisionServed {
        channel,
        on: context.today,
        contest_until,
        documents: ordered,
    });
    Ok(step)
}

/// The effects of a grant: orders and facts.
fn grant(
    context: &Context<'_>,
    effects: &[StatedEffect],
    step: &mut Step,
) -> Result<Vec<DocumentId>, OfficeError> {
    let person = context.subject.today(context.today);
    let mut fresh = context.documents.iter();
    let (mut values, mut ordered) = (Vec::new(), Vec::new());
    for effect in effects {
        match effect {
            StatedEffect::IssueDocument { kind, mrz_code, valid, .. } => {
                let (id, number) = fresh
                    .next()
                    .ok_or_else(|| OfficeError::Fault("no number was drawn for a document".to_owned()))?;
                let input = OrderInput {
                    country: context.country,
                    case: context.case.id,
                    kind,
                    mrz_code,
                    valid: *valid,
                    number: number.clone(),
                    issued_on: context.today,
                    office: &context.case.office,
                    specimen: context.specimen,
                };
                let order = order(&person, &input)
                    .map_err(|e| OfficeError::NotNow(Problem::new("not-grantable").with("why", e)))?;
                values.push(FactValue::Document(DocumentFact {
                    document: *id,
                    kind: kind.clone(),
                    number: number.clone(),
                    issued_on: order.issued_on,
                    expires_on: order.expires_on,
                    issuer: context.authority.to_owned(),
                    status: DocumentStatus::Ordered,
                    reason: None,
                }));
                step.documents.push((*id, DocumentEvent::DocumentOrdered(Box::new(order))));
                ordered.push(*id);
            }
            // Takes effect at hand-over: until then the holder keeps the old document.
            StatedEffect::CancelPrevious { .. } => {}
            StatedEffect::SetFact { fact, value } => values.push(register_fact(fact, value)?),
        }
    }
    step.person = entry(context, context.subject, values)?;
    Ok(ordered)
}

/// A fact of law as a fact of the register.
fn register_fact(fact: &str, value: &LawValue) -> Result<FactValue, OfficeError> {
    match (fact, value) {
        ("status", LawValue::Code(status)) => Ok(FactValue::Status { status: status.clone() }),
        _ => Err(OfficeError::Fault(format!("the register cannot take in `{fact}` from a decision"))),
    }
}

/// An entry in the register on the basis of the case.
fn entry(
    context: &Context<'_>,
    history: &PersonHistory,
    values: Vec<FactValue>,
) -> Result<Option<PersonEvent>, OfficeError> {
    if values.is_empty() {
        return Ok(None);
    }
    let number = context.case.id.grouped();
    let basis = Basis::new("case", &number, context.today, context.authority, &context.country.icao)
        .map_err(|e| OfficeError::Fault(e.to_string()))?;
    Ok(Some(change(history, context.today, values, basis)?))
}

/// The stage of a document of this case.
fn expect_stage(
    context: &Context<'_>,
    document: DocumentId,
    wanted: DocumentStage,
) -> Result<(), OfficeError> {
    let Phase::InForce { documents, .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    match documents.iter().find(|(id, _)| *id == document) {
        None => Err(OfficeError::NotNow(Problem::new("document-unknown"))),
        Some((_, stage)) if *stage == wanted => Ok(()),
        Some((_, stage)) => {
            let state = match stage {
                DocumentStage::Ordered => "ordered",
                DocumentStage::Ready => "ready",
                DocumentStage::HandedOver => "handed over",
            };
            Err(OfficeError::NotNow(Problem::new("document-state").with("state", state)))
        }
    }
}

/// The register's fact about a document, with a new status.
fn restated(
    context: &Context<'_>,
    document: DocumentId,
    status: DocumentStatus,
) -> Result<FactValue, OfficeError> {
    let held = context.subject.today(context.today).documents();
    let fact = held.into_iter().find(|held| held.document == document);
    let fact = fact.ok_or_else(|| OfficeError::NotNow(Problem::new("document-unknown")))?;
    Ok(FactValue::Document(DocumentFact { status, ..fact }))
}

/// The document centre made the document.
pub(super) fn mark_made(context: &Context<'_>, document: DocumentId) -> Result<Step, OfficeError> {
    expect_stage(context, document, DocumentStage::Ordered)?;
    let on: Day = context.today;
    let value = restated(context, document, DocumentStatus::Ready)?;
    Ok(Step {
        person: entry(context, context.subject, vec![value])?,
        documents: vec![(document, DocumentEvent::DocumentMade { on })],
        ..Step::of(CaseEvent::DocumentMade { document, on })
    })
}

/// The document is handed over; those of its kind held until now end with it.
pub(super) fn hand_over(context: &Context<'_>, document: DocumentId) -> Result<Step, OfficeError> {
    expect_stage(context, document, DocumentStage::Ready)?;
    let (on, by) = (context.today, officer(context)?);
    let mut values = vec![restated(context, document, DocumentStatus::Valid)?];
    let mut documents = vec![(document, DocumentEvent::DocumentHandedOver { by: by.clone(), on })];
    for old in replaced(context, document) {
        let ended = DocumentEvent::DocumentInvalidated { reason: REPLACED.to_owned(), on };
        documents.push((old.document, ended));
        values.push(FactValue::Document(DocumentFact {
            status: DocumentStatus::Invalid,
            reason: Some(REPLACED.to_owned()),
            ..old
        }));
    }
    let to = context.case.applicant;
    Ok(Step {
        person: entry(context, context.subject, values)?,
        documents,
        ..Step::of(CaseEvent::DocumentHandedOver { document, to, by, on })
    })
}

/// The valid documents that the decision ends.
fn replaced(context: &Context<'_>, document: DocumentId) -> Vec<DocumentFact> {
    let kinds: Vec<&str> = match context.case.decision().map(|decision| &decision.outcome) {
        Some(StatedOutcome::Grant { effects, .. }) => effects
            .iter()
            .filter_map(|effect| match effect {
                StatedEffect::CancelPrevious { kind } => Some(kind.as_str()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let held = context.subject.today(context.today).documents();
    held.into_iter()
        .filter(|held| held.document != document && held.status == DocumentStatus::Valid)
        .filter(|held| kinds.contains(&held.kind.as_str()))
        .collect()
}
