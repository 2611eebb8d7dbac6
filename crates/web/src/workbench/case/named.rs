//! What a refusal says, with what the law files call by codes called by its names. A code without a name stays as it is.

use crate::ctx::Ctx;
use crate::status::Fault;
use crate::workbench::words::officer_name;
use ::law::Procedure;
use office::cases::naming::name;
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
