//! What the law file calls what a problem names by its codes: people are told the name, programs the code.

use crate::error::{FieldError, OfficeError, Problem};
use kernel::Text;
use law::Procedure;
use law::procedure::Saying;

/// The error with the names of its codes beside them.
pub(crate) fn named(procedure: &Procedure, error: OfficeError) -> OfficeError {
    let words = |problem: Problem| problem.all_in_words(|arg, code| name(procedure, arg, code));
    match error {
        OfficeError::NotNow(problem) => OfficeError::NotNow(words(problem)),
        OfficeError::Conflict(problem) => OfficeError::Conflict(words(problem)),
        OfficeError::Invalid(faults) => {
            let named = |fault: FieldError| FieldError { problem: words(fault.problem), ..fault };
            OfficeError::Invalid(faults.into_iter().map(named).collect())
        }
        other => other,
    }
}

/// The name of a code, by what the argument is of; `None` when the procedure has none.
#[must_use]
pub fn name(procedure: &Procedure, arg: &str, code: &str) -> Option<Text> {
    match arg {
        "step" => procedure.stage(code).map(|stage| stage.name.clone()),
        "says" => saying(procedure, code).map(|asked| asked.name.clone()),
        "evidence" => procedure.evidence_of(code).map(|evidence| evidence.name.clone()),
        "decision" | "open" => procedure.decision(code).map(|rule| rule.name.clone()),
        "choice" => {
            let mut choices = procedure.decisions().iter().flat_map(|rule| &rule.choices);
            choices.find(|choice| choice.id == code).map(|choice| choice.name.clone())
        }
        "waiver" => {
            let mut waivers = procedure.hearing().waivers.iter();
            waivers.find(|waiver| waiver.id == code).map(|waiver| waiver.text.clone())
        }
        "clock" => procedure.clock(code).map(|clock| clock.name.clone()),
        "reason" => reason(procedure, code),
        "fact" | "missing" => procedure.fact(code).map(|fact| fact.label.clone()),
        "ground" => procedure.ground(code).map(|ground| ground.text().clone()),
        "particular" => procedure.particular(code).map(|asked| asked.name.clone()),
        // The step of the work that gives rise to it.
        "event" => {
            let mut stages = procedure.stages().iter();
            let stage = stages.find(|stage| stage.emits.iter().any(|event| event == code));
            stage.map(|stage| stage.name.clone())
        }
        // Grounds that hold, or facts that are not known.
        "why" => name(procedure, "ground", code).or_else(|| name(procedure, "fact", code)),
        _ => None,
    }
}

/// What is said of a step, by `step.id`.
fn saying<'p>(procedure: &'p Procedure, code: &str) -> Option<&'p Saying> {
    let (step, id) = code.rsplit_once('.')?;
    procedure.stage(step)?.says.iter().find(|asked| asked.id == id)
}

/// A reason for which a term may be moved.
#[must_use]
pub fn reason(procedure: &Procedure, code: &str) -> Option<Text> {
    procedure.clocks().iter().find_map(|clock| {
        let longer = clock.extend.iter().map(|one| (&one.id, &one.name));
        let postponed = clock.postpone.iter().map(|one| (&one.id, &one.name));
        let stopped = clock.suspend.iter().map(|one| (&one.id, &one.name));
        let mut all = longer.chain(postponed).chain(stopped);
        all.find(|(id, _)| id.as_str() == code).map(|(_, name)| name.clone())
    })
}
