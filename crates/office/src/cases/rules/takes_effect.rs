//! A decision takes effect when it is served: register, documents, cases that follow and the case itself move
//! together, or nothing does.

use super::effects::{self, Entries};
use super::onward::Against;
use super::{Context, Step, opens, stages, undo};
use crate::cases::case::{Phase, end_of};
use crate::cases::course::{Bar, Stage};
use crate::cases::event::{CaseEvent, ServiceChannel, StatedDecision, StatedEffect, StatedOutcome};
use crate::error::{OfficeError, Problem};
use crate::issuance::DocumentEvent;
use crate::issuance::order::{OrderInput, order};
use crate::register::{DocumentFact, DocumentStatus, FactValue};
use kernel::{Day, DocumentId, Lang};
use law::clock::last_day;

/// The decision reaches its addressee and takes effect.
pub(super) fn serve(context: &Context<'_>) -> Result<Step, OfficeError> {
    let channel =
        if context.actor.client().is_some() { ServiceChannel::Portal } else { ServiceChannel::Counter };
    take_effect(context, channel)
}

/// The day has come on which the law presumes that the decision arrived; it takes effect on that day, whenever the
/// office looks.
pub(super) fn presume(context: &Context<'_>) -> Result<Step, OfficeError> {
    let sent = context.case.sent.last().ok_or_else(|| OfficeError::NotNow(Problem::new("not-sent")))?;
    take_effect(&Context { today: sent.presumed, ..context.clone() }, ServiceChannel::Sent)
}

fn take_effect(context: &Context<'_>, channel: ServiceChannel) -> Result<Step, OfficeError> {
    let Phase::Decided { decision, on: decided_on, .. } = &context.case.phase else {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    };
    let effects = decision.outcome.effects();
    let mut step = Step::default();
    let mut entries = Entries::on(context, context.subject);
    let (ordered, mut documents) = order_documents(context, effects, &mut step)?;
    for held in effects::cancelled(context, effects) {
        let (ended, reason) = effects::ended(held);
        let event = DocumentEvent::DocumentInvalidated { reason: reason.to_owned(), on: context.today };
        step.documents.push((ended.document, event));
        documents.push(FactValue::Document(ended));
    }
    effects::write(context, &mut entries, effects, documents)?;
    undo::settle(context, &mut entries, &mut step)?;
    step.person = entries.events;
    step.children.extend(opens::of_effects(context, effects, step.children.len())?);
    step.to_make.clone_from(&ordered);
    let served = CaseEvent::DecisionServed {
        channel,
        on: context.today,
        contest_until: contest_until(context, decision, *decided_on, context.today)?,
        leads_to: None,
        bar: bar(context, effects)?,
        opened: step.children.iter().map(|child| child.id).collect(),
        documents: ordered,
        due: None,
    };
    let leads_to = leads_to(context, &decision.outcome, &served);
    step.events.push(match served {
        CaseEvent::DecisionServed { channel, on, contest_until, documents, bar, opened, due, .. } => {
            let leads_to = Some(leads_to);
            CaseEvent::DecisionServed { channel, on, contest_until, documents, leads_to, bar, opened, due }
        }
        other => other,
    });
    Ok(step)
}

/// Where the case stands once the decision is in force.
fn leads_to(context: &Context<'_>, outcome: &StatedOutcome, served: &CaseEvent) -> Stage {
    let mut after = context.case.clone();
    after.apply(served);
    match served {
        CaseEvent::DecisionServed { documents, .. } if !documents.is_empty() => Stage::Ordered,
        _ if stages::are_left(context.procedure, &after, context.facts) => Stage::CarryingOut,
        _ => end_of(outcome),
    }
}

/// The last day to contest a decision that arrived on `served`, where it says that it can be.
pub(super) fn contest_until(
    context: &Context<'_>,
    decision: &StatedDecision,
    decided_on: Day,
    served: Day,
) -> Result<Option<Day>, OfficeError> {
    let Some(stated) = decision.outcome.route() else { return Ok(None) };
    let onward = Against::of(context).stated_in(decision);
    let from = match onward.map(|onward| onward.route.from.as_str()) {
        Some("decided") => decided_on,
        _ => served,
    };
    let end = last_day(stated.term, from, context.calendar(), true);
    Ok(Some(end.map_err(|e| OfficeError::Fault(e.to_string()))?))
}

/// Until when no new application is taken.
fn bar(context: &Context<'_>, effects: &[StatedEffect]) -> Result<Option<Bar>, OfficeError> {
    let term = effects.iter().find_map(|effect| match effect {
        StatedEffect::BarReapply { term, .. } => Some(*term),
        _ => None,
    });
    let Some(term) = term else { return Ok(None) };
    let until = last_day(term, context.today, context.calendar(), false)
        .map_err(|e| OfficeError::Fault(e.to_string()))?;
    let procedure = context.procedure.id().to_owned();
    Ok(Some(Bar { subject: context.case.subject, procedure, until }))
}

/// Orders the documents of the effects; output: their ids, and what the register says of them.
fn order_documents(
    context: &Context<'_>,
    effects: &[StatedEffect],
    step: &mut Step,
) -> Result<(Vec<DocumentId>, Vec<FactValue>), OfficeError> {
    let person = context.subject.today(context.today);
    let mut fresh = context.fresh.documents.iter();
    let (mut values, mut ordered) = (Vec::new(), Vec::new());
    for effect in effects {
        let StatedEffect::IssueDocument { kind, mrz_code, valid, .. } = effect else { continue };
        let (id, number) = fresh
            .next()
            .ok_or_else(|| OfficeError::Fault("no number was drawn for a document".to_owned()))?;
        let input = OrderInput {
            country: context.country(),
            case: context.case.id,
            kind,
            mrz_code: mrz_code.as_deref(),
            valid: *valid,
            number: number.clone(),
            issued_on: context.today,
            office: &context.case.office,
            specimen: context.specimen,
        };
        let order = order(&person, &input)?;
        values.push(FactValue::Document(DocumentFact {
            document: *id,
            kind: kind.clone(),
            number: number.clone(),
            issued_on: order.issued_on,
            expires_on: order.expires_on,
            issuer: context.law.authority().name.get(Lang::LV).to_owned(),
            status: DocumentStatus::Ordered,
            reason: None,
        }));
        step.documents.push((*id, DocumentEvent::DocumentOrdered(Box::new(order))));
        ordered.push(*id);
    }
    Ok((ordered, values))
}
