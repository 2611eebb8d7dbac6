//! The term for the decision of a case: counted from the event that the law file names, and before that happened
//! from receipt, so that nobody is without a day to look to.

use crate::cases::case::Case;
use crate::cases::clocks;
use crate::error::OfficeError;
use kernel::{Calendar, Day};
use law::{Answer, Clock, Due, Facts, Procedure, Truth};

/// The clock for the decision.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file has none.
pub fn decision_clock(procedure: &Procedure) -> Result<&Clock, OfficeError> {
    let clock = procedure.clock("decision").or_else(|| procedure.clocks().first());
    clock.ok_or_else(|| OfficeError::Fault(format!("the law file of `{}` has no clock", procedure.id())))
}

/// The event from which every case runs.
const RECEIVED: &str = "received";

/// Whether a term begins with receipt. One that begins later has no last day before that, only a length.
#[must_use]
pub fn begins_on_receipt(clock: &Clock, facts: &Facts) -> bool {
    match clock.starts.iter().find(|start| start.when.truth(facts) == Truth::Met) {
        Some(start) => start.on == RECEIVED,
        None => clock.from.iter().all(|event| event == RECEIVED),
    }
}

/// The term for the decision, were it received on a day, with its calculation in words.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn term_from(
    procedure: &Procedure,
    facts: &Facts,
    received: Day,
    calendar: &Calendar,
) -> Result<Answer, OfficeError> {
    law::clock::due(decision_clock(procedure)?, received, facts, &[], calendar)
        .map_err(|e| OfficeError::Fault(e.to_string()))
}

/// The term for the decision of a case, as it was moved, with its calculation in words.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn decision_term(
    procedure: &Procedure,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Answer, OfficeError> {
    let clock = decision_clock(procedure)?;
    let from = clocks::start(clock, case, facts).unwrap_or(case.received);
    clocks::counted(clock, case, facts, from, calendar)
}

/// The last day for the decision; the one known on receipt while the term rests.
///
/// # Errors
/// As [`decision_term`].
pub fn decision_due(
    procedure: &Procedure,
    case: &Case,
    facts: &Facts,
    calendar: &Calendar,
) -> Result<Day, OfficeError> {
    Ok(match decision_term(procedure, case, facts, calendar)?.due {
        Due::On(day) => day,
        Due::Paused { .. } => case.due_at_receipt,
    })
}

/// The last day of a term that began today and does not rest.
///
/// # Errors
/// As [`term_from`].
pub fn due_from(
    procedure: &Procedure,
    facts: &Facts,
    received: Day,
    calendar: &Calendar,
) -> Result<Day, OfficeError> {
    match term_from(procedure, facts, received, calendar)?.due {
        Due::On(day) => Ok(day),
        Due::Paused { .. } => Err(OfficeError::Fault("a term without pauses is paused".to_owned())),
    }
}
