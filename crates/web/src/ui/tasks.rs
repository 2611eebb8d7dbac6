//! Procedures under the competences that they belong to: how people look for one among a hundred.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::field::Options;
use crate::ui::stem::stands;
use law::{Procedure, Task};

/// Procedures of one competence, by name in the language of the page.
pub type Group<'a> = (&'a Task, Vec<&'a Procedure>);

/// The procedures, grouped in the order in which the authority names its tasks; a task without any is left out.
#[must_use]
pub fn grouped<'a>(app: &'a App, ctx: &Ctx, procedures: Vec<&'a Procedure>) -> Vec<Group<'a>> {
    let law = app.law();
    let mut groups: Vec<Group<'a>> = law.authority().tasks.iter().map(|task| (task, Vec::new())).collect();
    for procedure in procedures {
        let of = law.task_of(procedure).map(|task| task.id.as_str());
        if let Some((_, list)) = groups.iter_mut().find(|(task, _)| Some(task.id.as_str()) == of) {
            list.push(procedure);
        }
    }
    groups.retain(|(_, list)| !list.is_empty());
    for (_, list) in &mut groups {
        list.sort_by_cached_key(|procedure| law.country().folding.fold(ctx.of(procedure.name())));
    }
    groups
}

/// The same as options of a choice: heading, then id and name of each.
#[must_use]
pub fn options(app: &App, ctx: &Ctx, procedures: Vec<&Procedure>) -> Vec<Options> {
    let option = |procedure: &Procedure| (procedure.id().to_owned(), ctx.of(procedure.name()).to_owned());
    grouped(app, ctx, procedures)
        .into_iter()
        .map(|(task, list)| (ctx.of(&task.heading).to_owned(), list.into_iter().map(option).collect()))
        .collect()
}

/// The words of a question, folded.
#[must_use]
pub fn words(app: &App, text: &str) -> Vec<String> {
    app.law().country().folding.fold(text).split_whitespace().map(str::to_owned).collect()
}

/// Whether a procedure is what somebody looks for: every word of theirs stands in its name, what it is for or the
/// heading of its task, without regard to letters' marks and endings.
#[must_use]
pub fn sought(app: &App, ctx: &Ctx, words: &[String], task: &Task, procedure: &Procedure) -> bool {
    let summary = procedure.summary().map_or("", |summary| ctx.of(summary));
    let told = format!("{} {summary} {}", ctx.of(procedure.name()), ctx.of(&task.heading));
    let told = app.law().country().folding.fold(&told);
    words.iter().all(|word| stands(&told, word))
}
