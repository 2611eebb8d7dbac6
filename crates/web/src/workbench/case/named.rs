//! What a refusal says, with what the law files call by codes called by its names. A code without a name stays as it is.

use crate::ctx::Ctx;
use crate::status::Fault;
use crate::workbench::words::officer_name;
use ::law::Procedure;
use ::law::procedure::Saying;
use kernel::Text;
use office::{OfficeError, Problem};

/// The refusal with names.
pub fn error(ctx: &Ctx, procedure: &Procedure, error: OfficeError) -> OfficeError {
    match error {
        OfficeError::NotNow(wrong) => OfficeError::NotNow(problem(ctx, procedure, wrong)),
        OfficeError::Conflict(wrong) => OfficeError::Conflict(problem(ctx, procedure, wrong)),
        OfficeError::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.problem = problem(ctx, procedure, fault.problem.clone());
            }
            OfficeError::Invalid(faults)
        }
        other => other,
    }
}

/// The same for one rule that is in the way.
pub fn problem(ctx: &Ctx, procedure: &Procedure, mut problem: Problem) -> Problem {
    for (arg, said) in &mut problem.args {
        let names: Vec<String> = said
            .split(", ")
            .map(|code| {
                if *arg == "stage" {
                    return ctx.code("work-stage", code);
                }
                if *arg == "officer" {
                    return officer_name(ctx.app().office(), code);
                }
                name(procedure, arg, code).map_or_else(|| code.to_owned(), |text| ctx.of(&text).to_owned())
            })
            .collect();
        *said = names.join(", ");
    }
    problem
}

/// The same as a sentence in the language of the page.
pub fn words(ctx: &Ctx, procedure: &Procedure, wrong: &Problem) -> String {
    Fault::from(&problem(ctx, procedure, wrong.clone())).detail_text(ctx.lang()).unwrap_or_default()
}

/// The name of a code, by what the argument is of.
fn name(procedure: &Procedure, arg: &str, code: &str) -> Option<Text> {
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
pub(super) fn reason(procedure: &Procedure, code: &str) -> Option<Text> {
    procedure.clocks().iter().find_map(|clock| {
        let longer = clock.extend.iter().map(|one| (&one.id, &one.name));
        let postponed = clock.postpone.iter().map(|one| (&one.id, &one.name));
        let stopped = clock.suspend.iter().map(|one| (&one.id, &one.name));
        let mut all = longer.chain(postponed).chain(stopped);
        all.find(|(id, _)| id.as_str() == code).map(|(_, name)| name.clone())
    })
}
