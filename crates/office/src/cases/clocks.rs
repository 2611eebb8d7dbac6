//! The terms of a case: from which day each runs, how it was moved, and where it stands today.

use crate::cases::case::{Case, DocumentStage, Phase};
use crate::cases::course::Stage;
use crate::cases::event::StatedEffect;
use crate::cases::term::{decision_clock, decision_due};
use crate::error::OfficeError;
use kernel::{Calendar, Citation, Day, Text};
use law::clock::Ends;
use law::{Answer, Clock, Condition, Due, Facts, Pause, Procedure, Truth};

/// The event that documents were made.
const MADE: &str = "document-made";
/// Events of a decision: a term that runs from one is not ended by it.
const AFTER: [&str; 4] = ["decided", "served", "in-force", "contest-decision"];

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
    /// The day of the event that ended it; `None` while it runs or waits.
    pub ended: Option<Day>,
    /// Whether it runs: nothing ended it, and what it is for is still to come.
    pub runs: bool,
    /// The events that it waits for.
    pub waits_for: Vec<String>,
    /// What the law made of it when it passed.
    pub overdue: Option<String>,
    /// An extension to which another officer has to agree.
    pub proposed: Option<String>,
    /// The last day then, where the office says it.
    pub proposed_until: Option<Day>,
}

/// The term of a clock that the decision set, where it sets one by that name.
fn chosen(clock: &Clock, case: &Case) -> Option<Clock> {
    let term = *case.decision()?.choices.get(&clock.id)?;
    Some(Clock { term, shorten: Vec::new(), ..clock.clone() })
}

/// The day of the event that ended a term that began on `from`: its own, or the decision for what began before it.
fn ended(clock: &Clock, case: &Case, from: Day) -> Option<Day> {
    match &clock.ends {
        Some(Ends::Never) => None,
        Some(Ends::With(event)) if event == MADE => case.day_of(event).filter(|_| !waits_for_making(case)),
        Some(Ends::With(event)) => case.day_of(event),
        // What runs from the decision, or from what follows it, outlives it.
        None if outlives(clock) => None,
        None => case.day_of("decided").filter(|decided| from <= *decided),
    }
}

/// Whether the term begins with the decision or after it, and goes on whatever becomes of the case.
#[must_use]
pub fn outlives(clock: &Clock) -> bool {
    clock.from.iter().any(|event| AFTER.contains(&event.as_str()))
}

/// Whether the term has begun and nothing has ended it: until the decision every one that began, once it is in force
/// those that began with it.
#[must_use]
pub fn runs(clock: &Clock, case: &Case, facts: &Facts) -> bool {
    let Some(from) = start(clock, case, facts) else { return false };
    match &case.phase {
        Phase::Open | Phase::Proposed(_) | Phase::Submitted { .. } => true,
        Phase::InForce { stage, .. } => {
            let passed = case.terms.get(&clock.id).is_some_and(|moves| moves.overdue.is_some());
            *stage != Stage::Undone && outlives(clock) && !passed && ended(clock, case, from).is_none()
        }
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Ended { .. } => false,
    }
}

fn waits_for_making(case: &Case) -> bool {
    match &case.phase {
        Phase::InForce { documents, .. } => {
            documents.iter().any(|(_, stage)| *stage == DocumentStage::Ordered)
        }
        Phase::Decided { .. } => true,
        _ => false,
    }
}

/// Whether what comes after these decisions alone comes in a case: one of them was taken, or it depends on none.
#[must_use]
pub fn comes_after(decisions: &[String], case: &Case) -> bool {
    let taken = case.decision().map(|decision| decision.outcome.decision());
    decisions.is_empty() || taken.is_some_and(|taken| decisions.iter().any(|id| id == taken))
}

/// Whether the term is for what the decision does not order: documents, or what comes after other decisions.
fn is_idle(clock: &Clock, case: &Case) -> bool {
    let Some(decision) = case.decision().filter(|_| case.day_of("decided").is_some()) else { return false };
    if !comes_after(&clock.after, case) {
        return true;
    }
    let makes = matches!(&clock.ends, Some(Ends::With(event)) if event == MADE);
    let orders = |effect: &StatedEffect| matches!(effect, StatedEffect::IssueDocument { .. });
    makes && !decision.outcome.effects().iter().any(orders)
}

/// Whether an optional condition surely holds.
#[must_use]
pub fn condition_holds(when: Option<&Condition>, facts: &Facts) -> bool {
    when.is_none_or(|when| when.truth(facts) == Truth::Met)
}

/// The day of the event from which a clock runs; `None` while it has not happened, or there is no such limit here.
#[must_use]
pub fn start(clock: &Clock, case: &Case, facts: &Facts) -> Option<Day> {
    if !condition_holds(clock.when.as_ref(), facts) || is_idle(clock, case) {
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
    let own = chosen(clock, case);
    let clock = own.as_ref().unwrap_or(clock);
    let pauses: Vec<Pause> =
        moves.pauses.iter().map(|(pause, to)| Pause { from: pause.on, to: *to }).collect();
    if let Some(postponed) = &moves.postponed {
        let reason = clock.postpone.iter().find(|reason| reason.id == postponed.reason);
        let since = reason.and_then(|reason| reason.from.as_ref()).and_then(|event| case.day_of(event));
        return law::clock::postponed(clock, &postponed.reason, since.unwrap_or(from), calendar)
            .map_err(fault);
    }
    match moves.extended.last().map(|longer| (longer, longer.until)) {
        Some((longer, Some(until))) => {
            law::clock::extended_until(clock, (longer.on, until), from, facts, &pauses, calendar)
        }
        Some((longer, None)) => law::clock::extended(clock, &longer.reason, from, facts, &pauses, calendar),
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

/// The last day that lists show: of the decision while it is not taken, and after it of the first of the office's terms
/// that run; `None` when none does.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn listed(
    procedure: &Procedure,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Option<Day>, OfficeError> {
    if case.day_of("decided").is_none() {
        return decision_due(procedure, case, facts, calendar).map(Some);
    }
    let mut first: Option<Day> = None;
    // What an event ends, and of what the law makes something when it passes, the office watches: the rest are terms of
    // the party.
    let ours = |clock: &&Clock| matches!(clock.ends, Some(Ends::With(_))) || clock.on_overdue.is_some();
    for clock in procedure.clocks().iter().filter(ours) {
        let Some(from) = start(clock, case, facts).filter(|from| ended(clock, case, *from).is_none()) else {
            continue;
        };
        let day = running(counted(clock, case, facts, from, calendar)?.due);
        first = [first, day].into_iter().flatten().min();
    }
    Ok(first)
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
        .filter(|clock| clock.when.as_ref().is_none_or(|when| when.truth(facts) != Truth::NotMet))
        .filter(|clock| !is_idle(clock, case));
    ours.map(|clock| {
        let from = start(clock, case, facts);
        let answer = from.map(|from| counted(clock, case, facts, from, calendar)).transpose()?;
        let missing = clock.from.iter().filter(|event| case.day_of(event).is_none());
        let moves = case.terms.get(&clock.id);
        Ok(ClockLine {
            id: clock.id.clone(),
            name: clock.name.clone(),
            cite: clock.cite.clone(),
            waits_for: if answer.is_some() { Vec::new() } else { missing.cloned().collect() },
            runs: runs(clock, case, facts),
            ended: from.and_then(|from| ended(clock, case, from)),
            answer,
            overdue: moves.and_then(|moves| moves.overdue.as_ref()).map(|(effect, _)| effect.clone()),
            proposed: moves.and_then(|moves| moves.proposed.as_ref()).map(|moved| moved.reason.clone()),
            proposed_until: moves.and_then(|moves| moves.proposed.as_ref()).and_then(|moved| moved.until),
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
    if ended(clock, case, from).is_some() {
        return Ok(None);
    }
    // A term of the examination ends with the decision; one that begins with the decision outlives it, and the case.
    let fell = matches!(case.at(), Stage::Undone)
        || matches!(case.phase, Phase::Withdrawn { .. } | Phase::Ended { .. });
    let over = fell || case.is_closed() && !outlives(clock);
    if over || case.day_of("decided").is_some_and(|decided| from < decided) {
        return Ok(None);
    }
    Ok(running(counted(clock, case, facts, from, calendar)?.due))
}
