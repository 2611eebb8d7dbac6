//! Who examines a case: whoever takes it, and whom it is handed on to.

use super::{Context, Step, fits, officer, together};
use crate::access::rights::{Action, actor_may};
use crate::actor::Actor;
use crate::cases::event::{Assigned, CaseEvent};
use crate::error::{OfficeError, Problem};

/// Gives a case to somebody: for whoever supervises the work and is no party to it.
///
/// # Errors
/// [`OfficeError::NotNow`] when the case is closed; what the command `assign` is refused with.
pub(crate) fn hand_on(context: &Context<'_>, to: Option<&str>) -> Result<Step, OfficeError> {
    if !fits(context, "assign") {
        return Err(OfficeError::NotNow(Problem::new("wrong-step").with("stage", context.case.stage())));
    }
    assign(context, to)
}

/// Gives the case to an officer who may examine cases, or back to all of them. What a colleague has is theirs to hand
/// on; whoever approves or supervises distributes the work of all.
pub(super) fn assign(context: &Context<'_>, to: Option<&str>) -> Result<Step, OfficeError> {
    let by = officer(context)?;
    let to = to.map(str::trim).filter(|code| !code.is_empty());
    let to = match to {
        None => None,
        Some(code) => {
            let known = context.staff.iter().find(|known| known.id.as_str() == code);
            let examines = |known: &&crate::actor::Officer| {
                actor_may(&Actor::Officer((*known).clone()), Action::Examine)
            };
            let known = known.filter(examines).ok_or_else(|| {
                OfficeError::field("to", Problem::new("unknown-officer").with("officer", code))
            })?;
            if context.contested().is_some_and(|parent| parent.case.was_decided_by(&known.id)) {
                let problem = Problem::new("decided-by-them").with("officer", code);
                return Err(OfficeError::field("to", problem));
            }
            Some(known.id.clone())
        }
    };
    let held = context.case.assigned.as_ref();
    if held == to.as_ref() {
        return Err(OfficeError::field("to", Problem::new("assigned-so")));
    }
    let distributes =
        [Action::Approve, Action::SuperviseWork].iter().any(|action| actor_may(context.actor, *action));
    if let Some(holder) = held.filter(|holder| **holder != by && !distributes) {
        return Err(OfficeError::NotNow(Problem::new("assigned-elsewhere").with("officer", holder)));
    }
    let event = CaseEvent::Assigned(Assigned { to, by, on: context.today });
    Ok(Step { others: together::everywhere(context, &event), ..Step::of(event) })
}
