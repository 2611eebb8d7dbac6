//! The terms of a case: from which day each runs, how it was moved, and where it stands today.

use crate::cases::case::Case;
use crate::cases::term::decision_clock;
use crate::error::OfficeError;
use kernel::{Calendar, Citation, Day, Text};
use law::{Answer, Clock, Condition, Due, Facts, Pause, Procedure, Truth};

/// A term of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// Id of the clock in the procedure.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// The provision.
    pub cite: Citation,
    /// Where it stands; `None` while it has not begun.
    pub answer: Option<Answer>,
    /// The events that it waits for.
    pub waits_for: Vec<String>,
    /// What the law made of it when it passed.
    pub overdue: Option<String>,
    /// An extension to which another officer has to agree.
    pub proposed: Option<String>,
}

/// Whether an optional condition surely holds.
#[must_use]
pub fn condition_holds(when: Option<&Condition>, facts: &Facts) -> bool {
    when.is_none_or(|when| when.truth(facts) == Truth::Met)
}

/// The day of the event from which a clock runs; `None` while it has not happened, or there is no such limit here.
#[must_use]
pub fn start(clock: &Clock, case: &Case, facts: &Facts) -> Option<Day> {
    if !condition_holds(clock.when.as_ref(), facts) {
        return None;
    }
    // What runs anew has begun before.
    let anew = clock.restart.as_ref().and_then(|restart| case.day_of(&restart.on));
    let other = clock.starts.iter().find(|start| start.when.truth(facts) == Truth::Met);
    let begun = match other {
        Some(start) => case.day_of(&start.on),
        None => {
            let days: Option<Vec<Day>> = clock.from.iter().map(|event| case.day_of(event)).collect();
            days.and_then(|days| days.into_iter().max())
        }
    };
    begun.map(|begun| anew.map_or(begun, |anew| anew.max(begun)))
}

fn fault(error: law::ClockError) -> OfficeError {
    OfficeError::Fault(error.to_string())
}

/// A clock as its case moved it, counted from `from`.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn counted(
    clock: &Clock,
    case: &Case,
    facts: &Facts,
    from: Day,
    calendar: &Calendar,
) -> Result<Answer, OfficeError> {
    let moves = case.terms.get(&clock.id).cloned().unwrap_or_default();
    let pauses: Vec<Pause> =
        moves.pauses.iter().map(|(pause, to)| Pause { from: pause.on, to: *to }).collect();
    if let Some(postponed) = &moves.postponed {
        let reason = clock.postpone.iter().find(|reason| reason.id == postponed.reason);
        let since = reason.and_then(|reason| reason.from.as_ref()).and_then(|event| case.day_of(event));
        return law::clock::postponed(clock, &postponed.reason, since.unwrap_or(from), calendar)
            .map_err(fault);
    }
    match moves.extended.last() {
        Some(longer) => law::clock::extended(clock, &longer.reason, from, facts, &pauses, calendar),
        None => law::clock::due(clock, from, facts, &pauses, calendar),
    }
    .map_err(fault)
}

/// The last day of a term that does not rest.
const fn running(due: Due) -> Option<Day> {
    match due {
        Due::On(day) => Some(day),
        Due::Paused { .. } => None,
    }
}

/// The last day for the decision, once its term runs and does not rest.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn decision_day(
    procedure: &Procedure,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Option<Day>, OfficeError> {
    let clock = decision_clock(procedure)?;
    let Some(from) = start(clock, case, facts) else { return Ok(None) };
    Ok(running(counted(clock, case, facts, from, calendar)?.due))
}

/// Every term of the case, in the order of the file.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn lines(
    procedure: &Procedure,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Vec<ClockLine>, OfficeError> {
    let ours = procedure
        .clocks()
        .iter()
        .filter(|clock| clock.when.as_ref().is_none_or(|when| when.truth(facts) != Truth::NotMet));
    ours.map(|clock| {
        let answer =
            start(clock, case, facts).map(|from| counted(clock, case, facts, from, calendar)).transpose()?;
        let missing = clock.from.iter().filter(|event| case.day_of(event).is_none());
        let moves = case.terms.get(&clock.id);
        Ok(ClockLine {
            id: clock.id.clone(),
            name: clock.name.clone(),
            cite: clock.cite.clone(),
            waits_for: if answer.is_some() { Vec::new() } else { missing.cloned().collect() },
            answer,
            overdue: moves.and_then(|moves| moves.overdue.as_ref()).map(|(effect, _)| effect.clone()),
            proposed: moves.and_then(|moves| moves.proposed.as_ref()).map(|moved| moved.reason.clone()),
        })
    })
    .collect()
}

/// The last day of a term of which the law makes something when it passes, while that did not happen yet.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn watched(
    clock: &Clock,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Option<Day>, OfficeError> {
    let told = case.terms.get(&clock.id).is_some_and(|moves| moves.overdue.is_some());
    let Some(from) = start(clock, case, facts).filter(|_| clock.on_overdue.is_some() && !told) else {
        return Ok(None);
    };
    // A term of the examination ends with the decision; one that begins with the decision outlives it.
    if case.is_closed() || case.day_of("decided").is_some_and(|decided| from < decided) {
        return Ok(None);
    }
    Ok(running(counted(clock, case, facts, from, calendar)?.due))
}
