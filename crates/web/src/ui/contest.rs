//! What contesting a decision asks: what the law wants of the writing, that the last day has passed, and the questions of
//! the procedure that decides on it.

use super::fact;
use super::field::Form;
use super::notice::{Tone, notice};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::words::Form as Case;
use law::{FactDef, FactValue, Procedure};
use maud::{Markup, html};
use office::cases::CaseView;
use office::cases::case::{Contest, ContestEffect};
use std::collections::BTreeMap;

/// Names of the fields for the questions begin so.
const QUESTION: &str = "contest-q-";

/// The field of a question; it is the id of a control too.
fn field(fact: &str) -> String {
    format!("{QUESTION}{}", fact.replace('.', "-"))
}

fn deciding<'a>(app: &'a App, ctx: &Ctx, view: &CaseView) -> Option<&'a Procedure> {
    app.law().procedure(&view.contesting.as_ref()?.procedure, ctx.today())
}

/// The questions of the contest that the law turns on.
fn questions<'a>(app: &'a App, ctx: &Ctx, view: &CaseView) -> Vec<&'a FactDef> {
    let asked = view.contesting.as_ref().map_or(&[][..], |contesting| contesting.questions.as_slice());
    let questions = deciding(app, ctx, view).map(Procedure::questions).unwrap_or_default();
    questions.into_iter().filter(|def| asked.contains(&def.name)).collect()
}

/// That the last day has passed, and what follows from it.
#[must_use]
pub fn late(ctx: &Ctx, view: &CaseView) -> Markup {
    let contesting = view.contesting.as_ref().filter(|contesting| contesting.late);
    html! {
        @if let Some(contesting) = contesting {
            @let over = ctx.tf("contest-over", &[("day", ctx.date_in(contesting.last, Case::Locative).into())]);
            (notice(Tone::Warn, "", &html! {
                p { (over) @if contesting.suspends { " " (ctx.t("contest-late")) } }
            }))
        }
    }
}

/// What the law asks of the writing itself, in its own words.
#[must_use]
pub fn wanted(app: &App, ctx: &Ctx, view: &CaseView) -> Markup {
    let asked = view.contesting.as_ref().map_or(&[][..], |contesting| contesting.form.as_slice());
    let facts = deciding(app, ctx, view).map(Procedure::facts).unwrap_or_default();
    let form: Vec<&FactDef> = facts.iter().filter(|def| asked.contains(&def.name)).collect();
    html! {
        @if !form.is_empty() {
            p { (ctx.t("contest-wanted")) }
            ul { @for def in form { li { (ctx.of(&def.label)) } } }
        }
    }
}

/// The questions, and where proof goes.
#[must_use]
pub fn asked(app: &App, form: &Form<'_>, view: &CaseView) -> Markup {
    let ctx = form.ctx;
    let questions = questions(app, ctx, view);
    html! {
        @for def in &questions {
            @let help = def.help.as_ref().map_or("", |help| ctx.of(help));
            (fact::question(form, &field(&def.name), def, ctx.of(&def.text), help))
        }
        @if !questions.is_empty() { p.soft { (ctx.t("contest-proof")) } }
    }
}

/// The answers; what was not answered is told at its field.
pub fn answers(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    fields: &Fields,
    faults: &mut Faults,
) -> BTreeMap<String, FactValue> {
    let asked = questions(app, ctx, view).into_iter();
    asked
        .filter_map(|def| {
            let name = field(&def.name);
            Some((def.name.clone(), fact::read(def, &name, fields.get(&name).trim(), faults)?))
        })
        .collect()
}

/// Whether something is wrong with the answers, so that their form stays open.
#[must_use]
pub fn is_at_fault(faults: &Faults) -> bool {
    faults.all().iter().any(|fault| fault.field.starts_with(QUESTION))
}

/// What a contest that is not decided does to the decision, as the key of a sentence.
#[must_use]
pub const fn does(contest: &Contest) -> &'static str {
    match contest.effect() {
        ContestEffect::Suspends => "contest-suspends",
        ContestEffect::IfReinstated => "contest-late-runs",
        ContestEffect::Leaves => "contest-runs",
    }
}
