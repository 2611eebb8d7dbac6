//! The subject has died. What burdens or entitles somebody is not decided about the dead, but where the law of the
//! procedure says what follows from a death, or where a decision is contested that was taken before.

use super::examine::reasons;
use super::{Context, Step, officer};
use crate::cases::case::Phase;
use crate::cases::event::{CaseEvent, Discontinued, StatedOutcome};
use crate::cases::facts::DEAD;
use crate::error::OfficeError;
use law::procedure::DecisionRule;
use law::{DecisionKind, Procedure};

/// Whether the law of the procedure says what follows when the person is dead: some condition of it asks.
pub(crate) fn tells_of_death(procedure: &Procedure) -> bool {
    procedure.fact(DEAD).is_some()
}

pub(super) fn is_dead(context: &Context<'_>) -> bool {
    !context.case.contests() && context.subject.today(context.today).death().is_some()
}

/// Whether the death of the subject is in the way of taking this decision.
pub(super) fn bars(context: &Context<'_>, rule: &DecisionRule) -> bool {
    rule.kind != DecisionKind::Discontinue && !tells_of_death(context.procedure) && is_dead(context)
}

/// Whether it is in the way of every decision.
pub(super) fn bars_all(context: &Context<'_>) -> bool {
    is_dead(context) && context.procedure.decisions().iter().all(|rule| bars(context, rule))
}

/// Whether it is in the way of approving the decision that was proposed.
pub(super) fn bars_proposed(context: &Context<'_>) -> bool {
    let rule = context.case.decision().map(|decision| decision.outcome.decision());
    rule.and_then(|id| context.procedure.decision(id)).is_some_and(|rule| bars(context, rule))
}

/// Whether it is in the way of the decision taking effect. A refusal changes nothing, and closes the case.
pub(super) fn bars_effect(context: &Context<'_>) -> bool {
    let Some(decision) = context.case.decision() else { return false };
    match &decision.outcome {
        StatedOutcome::Grant { .. } => is_dead(context),
        StatedOutcome::Impose { .. } => is_dead(context) && !tells_of_death(context.procedure),
        StatedOutcome::Refuse { .. } | StatedOutcome::Discontinue { .. } => false,
    }
}

/// Whether the death of the subject leaves nothing else to do than to end the case: no decision can be taken, or the one
/// that was proposed or taken cannot take effect.
pub(super) fn ends(context: &Context<'_>) -> bool {
    match &context.case.phase {
        Phase::Open => bars_all(context),
        Phase::Proposed(_) | Phase::Submitted { .. } => bars_proposed(context),
        Phase::Decided { .. } => bars_effect(context),
        Phase::InForce { .. } | Phase::Withdrawn { .. } | Phase::Ended { .. } => false,
    }
}

/// Ends the case without a decision: nobody is left to whom one could be served. What was proposed or taken never takes
/// effect.
pub(super) fn discontinue(context: &Context<'_>, why: &str) -> Result<Step, OfficeError> {
    let (reasons, by) = (reasons(why)?.as_str().to_owned(), officer(context)?);
    Ok(Step::of(CaseEvent::Discontinued(Discontinued { reasons, by, on: context.today })))
}
