//! Moving terms: extending, putting off, stopping, letting run again; each for a reason that the law allows, in words.

use super::examine::reasons;
use super::{Context, Step, hand, officer};
use crate::cases::case::{Case, Moves};
use crate::cases::clocks::{self, condition_holds};
use crate::cases::command::Moving;
use crate::cases::event::{CaseEvent, TermMoved};
use crate::error::{OfficeError, Problem};
use law::Clock;
use law::clock::{Longer, Suspension};

/// Whether some term of the case can be moved this way now.
pub(super) fn possible(context: &Context<'_>, code: &str) -> bool {
    let runs = |clock: &&Clock| clocks::start(clock, context.case, context.facts).is_some();
    context.procedure.clocks().iter().filter(runs).any(|clock| {
        let paused = context.case.terms.get(&clock.id).and_then(Moves::paused).is_some();
        match code {
            "extend" => clock.extend.iter().any(|longer| may_extend(context, clock, longer).is_ok()),
            "postpone" => !paused && !clock.postpone.is_empty(),
            "suspend" => !paused && !clock.suspend.is_empty(),
            "resume" => paused,
            "note-attempt" => tried(context, clock).is_some(),
            _ => false,
        }
    })
}

fn clock<'a>(context: &Context<'a>, id: &str) -> Result<&'a Clock, OfficeError> {
    let known = context.procedure.clock(id);
    let known = known.filter(|clock| clocks::start(clock, context.case, context.facts).is_some());
    known.ok_or_else(|| OfficeError::field("clock", Problem::new("unknown-clock").with("clock", id)))
}

fn unknown(reason: &str) -> OfficeError {
    OfficeError::field("reason", Problem::new("unknown-reason").with("reason", reason))
}

fn moves<'a>(context: &Context<'a>, clock: &Clock) -> Option<&'a Moves> {
    context.case.terms.get(&clock.id)
}

fn may_extend(context: &Context<'_>, clock: &Clock, longer: &Longer) -> Result<(), OfficeError> {
    if longer.by_law || !condition_holds(longer.when.as_ref(), context.facts) {
        return Err(unknown(&longer.id));
    }
    let used = moves(context, clock)
        .map_or(0, |moves| moves.extended.iter().filter(|moved| moved.reason == longer.id).count());
    if used >= usize::from(longer.times.max(1)) {
        return Err(OfficeError::NotNow(Problem::new("term-used").with("reason", &longer.id)));
    }
    Ok(())
}

fn moved(context: &Context<'_>, moving: &Moving) -> Result<TermMoved, OfficeError> {
    Ok(TermMoved {
        clock: moving.clock.clone(),
        reason: moving.reason.clone(),
        why: reasons(&moving.reasons)?.as_str().to_owned(),
        by: officer(context)?,
        second: None,
        on: context.today,
        due: None,
    })
}

/// The event, with the last day for the decision that follows from it.
fn entered(
    context: &Context<'_>,
    moved: TermMoved,
    event: impl Fn(TermMoved) -> CaseEvent,
) -> Result<Step, OfficeError> {
    let mut after = context.case.clone();
    after.apply(&event(moved.clone()));
    let due = clocks::decision_day(context.procedure, &after, context.facts, context.calendar())?;
    Ok(Step::of(event(TermMoved { due, ..moved })))
}

/// Extends a term; where two officers must agree, the first proposes it and another one extends.
pub(super) fn extend(context: &Context<'_>, moving: &Moving) -> Result<Step, OfficeError> {
    let clock = clock(context, &moving.clock)?;
    let longer = clock.extend.iter().find(|longer| longer.id == moving.reason);
    let longer = longer.ok_or_else(|| unknown(&moving.reason))?;
    may_extend(context, clock, longer)?;
    let own = moved(context, moving)?;
    if longer.approvals <= 1 {
        return entered(context, own, CaseEvent::TermExtended);
    }
    let proposed = moves(context, clock).and_then(|moves| moves.proposed.clone());
    match proposed.filter(|first| first.reason == longer.id) {
        None => Ok(Step::of(CaseEvent::ExtensionProposed(own))),
        Some(first) if first.by == own.by => Err(OfficeError::NotNow(Problem::new("same-person"))),
        Some(first) => {
            let agreed = TermMoved { second: Some(own.by), on: context.today, ..first };
            entered(context, agreed, CaseEvent::TermExtended)
        }
    }
}

/// Puts the decision off to a last day of its own.
pub(super) fn postpone(context: &Context<'_>, moving: &Moving) -> Result<Step, OfficeError> {
    let clock = clock(context, &moving.clock)?;
    let reason = clock.postpone.iter().find(|reason| reason.id == moving.reason);
    let reason = reason.filter(|reason| condition_holds(reason.when.as_ref(), context.facts));
    if reason.is_none() {
        return Err(unknown(&moving.reason));
    }
    entered(context, moved(context, moving)?, CaseEvent::TermPostponed)
}

/// Stops a term.
pub(super) fn suspend(context: &Context<'_>, moving: &Moving) -> Result<Step, OfficeError> {
    let clock = clock(context, &moving.clock)?;
    let reason = clock.suspend.iter().find(|reason| reason.id == moving.reason);
    let reason = reason.filter(|reason| condition_holds(reason.when.as_ref(), context.facts));
    if reason.is_none() {
        return Err(unknown(&moving.reason));
    }
    if moves(context, clock).and_then(Moves::paused).is_some() {
        return Err(OfficeError::NotNow(Problem::new("term-stopped").with("clock", &clock.id)));
    }
    if reason.is_some_and(|reason| moves(context, clock).and_then(|moves| moves.used_up(reason)).is_some()) {
        return Err(OfficeError::NotNow(Problem::new("attempts-used").with("reason", &moving.reason)));
    }
    entered(context, moved(context, moving)?, CaseEvent::TermSuspended)
}

/// The reason for which a term stands still, if attempts are counted and one is left.
fn tried<'a>(context: &Context<'a>, clock: &'a Clock) -> Option<&'a Suspension> {
    let moves = moves(context, clock)?;
    let pause = moves.paused()?;
    let reason = clock.suspend.iter().find(|reason| reason.id == pause.reason)?;
    (reason.attempts.is_some() && moves.used_up(reason).is_none()).then_some(reason)
}

/// Notes what was tried in vain. After the last attempt the term runs again, or the law takes the case where it says.
pub(super) fn note_attempt(context: &Context<'_>, id: &str, why: &str) -> Result<Step, OfficeError> {
    let clock = clock(context, id)?;
    let Some(reason) = tried(context, clock) else {
        return Err(OfficeError::NotNow(Problem::new("no-attempts").with("clock", id)));
    };
    let moving = Moving { clock: id.to_owned(), reason: reason.id.clone(), reasons: why.to_owned() };
    let attempt = moved(context, &moving)?;
    let mut step = Step::of(CaseEvent::AttemptFailed(attempt.clone()));
    let before = moves(context, clock).map_or(0, |moves| moves.tried(&reason.id).count());
    let last = reason.attempts.is_some_and(|attempts| before + 1 >= usize::from(attempts));
    if last && reason.then.is_none() {
        step.events.extend(entered(context, attempt, CaseEvent::TermResumed)?.events);
    }
    Ok(step)
}

/// Lets a term run again from today.
pub(super) fn resume(context: &Context<'_>, id: &str, why: &str) -> Result<Step, OfficeError> {
    let clock = clock(context, id)?;
    let Some(pause) = moves(context, clock).and_then(Moves::paused) else {
        return Err(OfficeError::NotNow(Problem::new("term-runs").with("clock", id)));
    };
    let moving = Moving { clock: id.to_owned(), reason: pause.reason.clone(), reasons: why.to_owned() };
    entered(context, moved(context, &moving)?, CaseEvent::TermResumed)
}

/// Lets the terms run again whose pause the step ended: what they waited for has happened. `after` is the case as the
/// step leaves it.
pub(super) fn follow(context: &Context<'_>, step: &mut Step, after: &mut Case) -> Result<(), OfficeError> {
    for clock in context.procedure.clocks() {
        let pause = moves(context, clock).and_then(Moves::paused);
        let reason = pause.and_then(|pause| clock.suspend.iter().find(|reason| reason.id == pause.reason));
        let Some((pause, reason)) = pause.zip(reason) else { continue };
        let came = after.day_of(&reason.until) != context.case.day_of(&reason.until);
        if !came || after.terms.get(&clock.id).and_then(Moves::paused).is_none() {
            continue;
        }
        let why = reason.name.get(context.case.lang).to_owned();
        let (clock, reason) = (clock.id.clone(), reason.id.clone());
        let on = context.today.max(pause.on);
        let moved = TermMoved { clock, reason, why, by: hand(context)?, second: None, on, due: None };
        after.apply(&CaseEvent::TermResumed(moved.clone()));
        let due = clocks::decision_day(context.procedure, after, context.facts, context.calendar())?;
        step.events.push(CaseEvent::TermResumed(TermMoved { due, ..moved }));
    }
    Ok(())
}
