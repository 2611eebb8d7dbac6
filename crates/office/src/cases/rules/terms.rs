//! Moving terms: putting off, stopping, letting run again; each for a reason that the law allows, in words.

pub(super) mod extend;

use super::examine::reasons;
use super::{Context, Step, hand, officer};
use crate::cases::case::{Case, Moves};
use crate::cases::clocks::{self, condition_holds};
use crate::cases::command::Moving;
use crate::cases::event::{CaseEvent, TermMoved};
use crate::error::{OfficeError, Problem};
use extend::may_extend;
use kernel::Day;
use law::clock::Suspension;
use law::{Clock, Condition};

/// The commands that move terms.
const MOVING: [&str; 5] = ["extend", "postpone", "suspend", "resume", "note-attempt"];

/// A term that can be moved now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movable {
    /// By which command.
    pub command: &'static str,
    /// Id of the clock.
    pub clock: String,
    /// The reason, by its id in the procedure.
    pub reason: String,
    /// Of an extension whose last day the office says: which days it may be.
    pub until: Option<Extent>,
}

/// Which last days of an extended term are lawful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first: the day after the last one that stands.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// The day that another officer proposed; whoever agrees says no other.
    pub proposed: Option<Day>,
}

/// The terms that can be moved now by the commands of `allowed`.
pub(crate) fn movable(context: &Context<'_>, allowed: &[&'static str]) -> Vec<Movable> {
    let open = MOVING.into_iter().filter(|command| allowed.contains(command));
    let each = open.flat_map(|command| {
        choices(context, command).into_iter().map(move |(clock, reason)| {
            let until = extend::extent_of(context, &clock, &reason).filter(|_| command == "extend");
            Movable { command, clock, reason, until }
        })
    });
    each.collect()
}

/// The terms that can be moved this way now, by their clocks, each with a reason that the law gives: what is offered is
/// what is done.
pub(super) fn choices(context: &Context<'_>, code: &str) -> Vec<(String, String)> {
    let running = context.procedure.clocks().iter().filter(|clock| runs(context, clock));
    let each = running.flat_map(|clock| {
        let reasons: Vec<&String> = match code {
            "extend" => {
                let open = clock.extend.iter().filter(|longer| may_extend(context, clock, longer).is_ok());
                open.map(|longer| &longer.id).collect()
            }
            "postpone" if moves(context, clock).and_then(Moves::paused).is_none() => {
                let open = clock.postpone.iter();
                open.filter(|reason| holds(context, reason.when.as_ref())).map(|reason| &reason.id).collect()
            }
            "suspend" => {
                let open = clock.suspend.iter().filter(|reason| may_suspend(context, clock, reason).is_ok());
                open.map(|reason| &reason.id).collect()
            }
            "resume" => {
                moves(context, clock).and_then(Moves::paused).map(|pause| &pause.reason).into_iter().collect()
            }
            "note-attempt" => tried(context, clock).map(|reason| &reason.id).into_iter().collect(),
            _ => Vec::new(),
        };
        reasons.into_iter().map(|reason| (clock.id.clone(), reason.clone())).collect::<Vec<_>>()
    });
    each.collect()
}

/// Why no term can be moved this way now.
pub(super) fn why_not(context: &Context<'_>, code: &str) -> Problem {
    let running = context.procedure.clocks().iter().filter(|clock| runs(context, clock));
    let told = |told: Result<(), OfficeError>| match told {
        Err(OfficeError::NotNow(problem)) => Some(problem),
        _ => None,
    };
    let passed = || extend::passed(context, None).filter(|_| code == "extend");
    let mut wrong = running.filter_map(|clock| match code {
        "extend" => clock.extend.iter().find_map(|longer| told(may_extend(context, clock, longer))),
        "suspend" => clock.suspend.iter().find_map(|reason| told(may_suspend(context, clock, reason))),
        _ => None,
    });
    wrong.next().or_else(passed).unwrap_or_else(|| Problem::new("term-fixed"))
}

fn runs(context: &Context<'_>, clock: &Clock) -> bool {
    clocks::runs(clock, context.case, context.facts)
}

fn holds(context: &Context<'_>, when: Option<&Condition>) -> bool {
    condition_holds(when, context.facts)
}

fn clock<'a>(context: &Context<'a>, id: &str) -> Result<&'a Clock, OfficeError> {
    let known = context.procedure.clock(id).filter(|clock| runs(context, clock));
    known.ok_or_else(|| OfficeError::field("clock", Problem::new("unknown-clock").with("clock", id)))
}

fn unknown(reason: &str) -> OfficeError {
    OfficeError::field("reason", Problem::new("unknown-reason").with("reason", reason))
}

fn moves<'a>(context: &Context<'a>, clock: &Clock) -> Option<&'a Moves> {
    context.case.terms.get(&clock.id)
}

fn may_suspend(context: &Context<'_>, clock: &Clock, reason: &Suspension) -> Result<(), OfficeError> {
    if !holds(context, reason.when.as_ref()) {
        return Err(unknown(&reason.id));
    }
    if moves(context, clock).and_then(Moves::paused).is_some() {
        return Err(OfficeError::NotNow(Problem::new("term-stopped").with("clock", &clock.id)));
    }
    if moves(context, clock).and_then(|moves| moves.used_up(reason)).is_some() {
        return Err(OfficeError::NotNow(Problem::new("attempts-used").with("reason", &reason.id)));
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
        until: None,
        due: None,
    })
}

/// The event, with the last day that lists show from then on.
fn entered(
    context: &Context<'_>,
    moved: TermMoved,
    event: impl Fn(TermMoved) -> CaseEvent,
) -> Result<Step, OfficeError> {
    let mut after = context.case.clone();
    after.apply(&event(moved.clone()));
    let due = shown(context, &after)?;
    Ok(Step::of(event(TermMoved { due, ..moved })))
}

/// The last day that lists show: for the decision while it is not taken, and after it of what runs then.
fn shown(context: &Context<'_>, after: &Case) -> Result<Option<Day>, OfficeError> {
    let (procedure, facts, calendar) = (context.procedure, context.facts, context.calendar());
    match after.day_of("decided") {
        None => clocks::decision_day(procedure, after, facts, calendar),
        Some(_) => clocks::listed(procedure, after, facts, calendar),
    }
}

/// Puts the decision off to a last day of its own.
pub(super) fn postpone(context: &Context<'_>, moving: &Moving) -> Result<Step, OfficeError> {
    let clock = clock(context, &moving.clock)?;
    let reason = clock.postpone.iter().find(|reason| reason.id == moving.reason);
    if reason.is_none_or(|reason| !holds(context, reason.when.as_ref())) {
        return Err(unknown(&moving.reason));
    }
    entered(context, moved(context, moving)?, CaseEvent::TermPostponed)
}

/// Stops a term.
pub(super) fn suspend(context: &Context<'_>, moving: &Moving) -> Result<Step, OfficeError> {
    let clock = clock(context, &moving.clock)?;
    let reason = clock.suspend.iter().find(|reason| reason.id == moving.reason);
    may_suspend(context, clock, reason.ok_or_else(|| unknown(&moving.reason))?)?;
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
        let moved =
            TermMoved { clock, reason, why, by: hand(context)?, second: None, on, until: None, due: None };
        after.apply(&CaseEvent::TermResumed(moved.clone()));
        let due = shown(context, after)?;
        step.events.push(CaseEvent::TermResumed(TermMoved { due, ..moved }));
    }
    Ok(())
}
