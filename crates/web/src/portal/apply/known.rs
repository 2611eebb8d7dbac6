//! What the office knows already, to be confirmed and never typed again. Whoever finds something wrong says so in words,
//! which go with the application; the register itself is corrected on a way of its own.

use super::{Read, Setting, check, person_name, sends};
use crate::app::App;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use kernel::PartialDate;
use maud::{Markup, html};
use office::drafts::{Entry, Known, Step, steps};

pub(super) fn first(setting: &Setting<'_>) -> Fields {
    let draft = &setting.drafting.draft;
    let known = match &draft.known {
        Some(Known::Right) => "right",
        Some(Known::Wrong(_)) => "wrong",
        None => "",
    };
    Fields::of(&[("known", known), ("note", draft.note())])
}

pub(super) fn body(app: &App, form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let ctx = form.ctx;
    let options = [("right", "known-right"), ("wrong", "known-wrong")]
        .map(|(value, key)| (value.to_owned(), ctx.t(key), String::new()));
    let fields = html! {
        (form.radios("known", &ctx.t("known-ask"), "", &options))
        (form.area("note", &ctx.t("known-note"), &ctx.t("known-note-hint")))
    };
    html! {
        (check::early(app, ctx, setting))
        (super::reported(ctx, setting))
        p.lead { (ctx.t("known-lead")) }
        (facts(form, setting))
        (sends(ctx, setting, &Step::Known, &fields, &html! {}))
        p { (ctx.t("known-correct")) " " a href=(ctx.href("/my-data")) { (ctx.t("known-correct-how")) } "." }
    }
}

/// The person by name and birth, then what the procedure looks at.
fn facts(form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let ctx = form.ctx;
    let drafting = &setting.drafting;
    let subject = drafting.persons.iter().find(|person| Some(person.id) == drafting.draft.subject);
    html! {
        dl.facts {
            @if let Some(subject) = subject {
                dt { (ctx.t("person-name")) }
                dd { (person_name(ctx, subject)) }
                @if let Some(PartialDate::Day(born)) = subject.birth {
                    dt { (ctx.t("person-birth")) }
                    dd { (ctx.date(born)) }
                }
            }
            @for (def, value) in steps::known(setting.service, &drafting.facts) {
                dt { (ctx.of(&def.label)) }
                dd { (ctx.of(&def.show(value))) }
            }
        }
    }
}

pub(super) fn read(fields: &Fields, faults: &mut Faults) -> Read {
    match fields.get("known") {
        "right" => Some(Entry::Known(Known::Right)),
        "wrong" => Some(Entry::Known(Known::Wrong(fields.get("note").to_owned()))),
        _ => {
            faults.add("known", "known-missing", Vec::new());
            None
        }
    }
}
