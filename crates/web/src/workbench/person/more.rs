//! What the rarer kinds of facts say, in words.

use super::{Names, relative};
use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::power;
use crate::workbench::words::partial;
use maud::{Markup, html};
use office::register::{FactValue, NameForm, Union, UnionEnd};

/// What a fact of a rarer kind says.
pub fn said(ctx: &Ctx, app: &App, value: &FactValue, names: &Names) -> Markup {
    let named = |list: &str, code: &str| {
        let known = app.office().law().register().list(list).and_then(|list| list.get(code));
        known.map_or_else(|| code.to_owned(), |known| ctx.of(&known.name).to_owned())
    };
    html! {
        @match value {
            FactValue::ForeignCode { country, code } => { (country) " " code { (code) } }
            FactValue::NameForm { form, given, surname } => {
                @if let Some(given) = given { (given) " " }
                @if let Some(surname) = surname { (surname) " " }
                "(" (ctx.code("work-name-form", form_code(*form))) ")"
            }
            FactValue::ResidenceRight { right, number } => { (named("residence-right", right)) " " code { (number) } }
            FactValue::SpecialStatus { status } => (named("special-status", status)),
            FactValue::Ban { ban, imposed_by } => { (named("ban", ban)) ", " (imposed_by) }
            FactValue::Spouse { of, union, ended } => {
                (relative(of, names)) " (" (ctx.code("work-union", union_code(*union)))
                @if let Some(ended) = ended { ", " (ctx.code("work-union-end", end_code(*ended))) }
                ")"
            }
            FactValue::Guardian { of, guardianship } | FactValue::Ward { of, guardianship } => {
                (relative(of, names)) " (" (named("guardianship", guardianship)) ")"
            }
            FactValue::Agent { of, matters } | FactValue::Principal { of, matters } => {
                (relative(of, names)) " (" (power::matters(ctx, app, matters)) ")"
            }
            FactValue::Ethnicity { ethnicity } => (named("ethnicity", ethnicity)),
            FactValue::Capacity { limits } => (limits),
            FactValue::Missing { last_heard } => (partial(ctx, last_heard)),
            FactValue::Contact { channel, contact } => { (named("contact", channel)) ": " (contact) }
            FactValue::Mark { mark } => (named("mark", mark)),
            // Shown by the sealed view alone; everything else is said by the caller.
            _ => {}
        }
    }
}

const fn form_code(form: NameForm) -> &'static str {
    match form {
        NameForm::Birth => "birth",
        NameForm::Historical => "historical",
        NameForm::Original => "original",
        NameForm::Rendered => "rendered",
        NameForm::OriginalScript => "original-script",
    }
}

/// The code of a union in texts.
pub const fn union_code(union: Union) -> &'static str {
    match union {
        Union::Marriage => "marriage",
        Union::Partnership => "partnership",
    }
}

/// The code of how a union ended in texts.
pub const fn end_code(ended: UnionEnd) -> &'static str {
    match ended {
        UnionEnd::Dissolved => "dissolved",
        UnionEnd::Annulled => "annulled",
        UnionEnd::Death => "death",
        UnionEnd::Converted => "converted",
    }
}
