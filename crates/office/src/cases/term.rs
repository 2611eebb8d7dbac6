//! The term for the decision of a case: counted from receipt, or anew from the day on which the
//! application was complete, where the clock of the law file says so.

use crate::error::OfficeError;
use kernel::{Calendar, Day};
use law::{Answer, Clock, Due, Facts, Procedure};

/// The event with which a clock may begin anew.
const COMPLETE: &str = "evidence-complete";

/// The days on which the events happened that start clocks.
#[derive(Debug, Clone, Copy)]
pub struct Starts {
    /// Receipt.
    pub received: Day,
    /// Identity, evidence and fee complete; `None` while they are not.
    pub complete: Option<Day>,
}

/// The clock for the decision.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file has none.
pub fn decision_clock(procedure: &Procedure) -> Result<&Clock, OfficeError> {
    let clock = procedure.clock("decision").or_else(|| procedure.clocks().first());
    clock.ok_or_else(|| OfficeError::Fault(format!("the law file of `{}` has no clock", procedure.id())))
}

/// The term for the decision with its calculation in words.
///
/// # Errors
/// [`OfficeError::Fault`] when the law file cannot say.
pub fn decision_term(
    procedure: &Procedure,
    facts: &Facts,
    starts: Starts,
    calendar: &Calendar,
) -> Result<Answer, OfficeError> {
    let clock = decision_clock(procedure)?;
    let anew = clock.restart.as_ref().is_some_and(|restart| restart.on == COMPLETE);
    let from = starts
        .complete
        .filter(|_| anew || clock.from.iter().any(|event| event == COMPLETE))
        .unwrap_or(starts.received);
    law::clock::due(clock, from, facts, &[], calendar).map_err(|e| OfficeError::Fault(e.to_string()))
}

/// The last day for the decision.
///
/// # Errors
/// As [`decision_term`].
pub fn decision_due(
    procedure: &Procedure,
    facts: &Facts,
    starts: Starts,
    calendar: &Calendar,
) -> Result<Day, OfficeError> {
    match decision_term(procedure, facts, starts, calendar)?.due {
        Due::On(day) => Ok(day),
        Due::Paused { .. } => Err(OfficeError::Fault("a term without pauses is paused".to_owned())),
    }
}
