//! What follows from the entries of a step: the step of the work that waited for the last of them, terms, fees, notices,
//! a missed term that is reinstated, and the last day that lists show.

use super::{Context, Step, contest, fee, notices, stages, terms};
use crate::cases::clocks;
use crate::cases::event::{CaseEvent, StageDone};
use crate::error::OfficeError;

/// What follows from entries whoever makes them: terms move, fees change, invoices and notices become due.
pub(crate) fn follow(context: &Context<'_>, step: &mut Step) -> Result<(), OfficeError> {
    let mut after = context.case.clone();
    step.events.iter().for_each(|event| after.apply(event));
    stages::follow(context, step, &mut after)?;
    terms::follow(context, step, &mut after)?;
    fee::follow(context, step, &mut after)?;
    notices::follow(context, step, &after);
    contest::reinstatement(context, step, &after)?;
    listed(context, step)
}

/// The last day that lists show from then on, in the entries that move it.
fn listed(context: &Context<'_>, step: &mut Step) -> Result<(), OfficeError> {
    let mut after = context.case.clone();
    for event in &mut step.events {
        after.apply(event);
        let (CaseEvent::Decided { due, .. }
        | CaseEvent::DecisionServed { due, .. }
        | CaseEvent::DocumentMade { due, .. }
        | CaseEvent::StageFinished(StageDone { due, .. })) = event
        else {
            continue;
        };
        *due = clocks::listed(context.procedure, &after, context.facts, context.calendar())?;
    }
    Ok(())
}
