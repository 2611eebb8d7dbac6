//! The documents of a case in force: made, and handed over, which ends those held until then.

use super::effects::{Entries, cancels};
use super::{Context, Step, officer, stages};
use crate::cases::case::{DocumentStage, Phase};
use crate::cases::course::Stage;
use crate::cases::event::CaseEvent;
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::register::{DocumentFact, DocumentStatus, FactValue};
use kernel::{Day, DocumentId};

/// Why a document that was replaced is no longer valid.
const REPLACED: &str = "replaced";

/// The steps that the making waits for.
pub(super) fn waits_for(context: &Context<'_>) -> Vec<String> {
    stages::before_making(context)
}

/// Whether nothing keeps a document from being made.
pub(super) fn may_be_made(context: &Context<'_>) -> bool {
    !context.case.is_suspended() && waits_for(context).is_empty()
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

fn entered(
    context: &Context<'_>,
    values: Vec<FactValue>,
) -> Result<Vec<crate::register::PersonEvent>, OfficeError> {
    let mut entries = Entries::on(context, context.subject);
    entries.change(context.today, Vec::new(), values)?;
    Ok(entries.events)
}

/// The document centre made the document.
pub(super) fn mark_made(context: &Context<'_>, document: DocumentId) -> Result<Step, OfficeError> {
    expect_stage(context, document, DocumentStage::Ordered)?;
    let on: Day = context.today;
    let value = restated(context, document, DocumentStatus::Ready)?;
    Ok(Step {
        person: entered(context, vec![value])?,
        documents: vec![(document, DocumentEvent::DocumentMade { on })],
        ..Step::of(CaseEvent::DocumentMade { document, on, due: None })
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
    let event = |leads_to| CaseEvent::DocumentHandedOver {
        document,
        to: context.case.applicant,
        by: by.clone(),
        on,
        leads_to,
    };
    let mut after = context.case.clone();
    after.apply(&event(None));
    let leads_to = stages::closes(context, &after).unwrap_or_else(|| open_stage(&after));
    Ok(Step { person: entered(context, values)?, documents, ..Step::of(event(Some(leads_to))) })
}

/// Where a case stands that has more documents or steps left.
fn open_stage(case: &crate::cases::case::Case) -> Stage {
    let Phase::InForce { documents, .. } = &case.phase else { return Stage::CarryingOut };
    let any = |wanted: DocumentStage| documents.iter().any(|(_, stage)| *stage == wanted);
    if any(DocumentStage::Ready) {
        Stage::Ready
    } else if any(DocumentStage::Ordered) {
        Stage::Ordered
    } else {
        Stage::CarryingOut
    }
}

/// The valid documents that the decision ends.
fn replaced(context: &Context<'_>, document: DocumentId) -> Vec<DocumentFact> {
    let outcome = context.case.decision().map(|decision| &decision.outcome);
    let kinds: Vec<&str> = outcome.map(|outcome| cancels(outcome.effects()).collect()).unwrap_or_default();
    let ours: Vec<DocumentId> = match &context.case.phase {
        Phase::InForce { documents, .. } => documents.iter().map(|(id, _)| *id).collect(),
        _ => Vec::new(),
    };
    let held = context.subject.today(context.today).documents();
    held.into_iter()
        .filter(|held| held.document != document && held.status == DocumentStatus::Valid)
        .filter(|held| !ours.contains(&held.document) && kinds.contains(&held.kind.as_str()))
        .collect()
}
