//! For whom the application is.

use super::{Read, Setting, person_name, sends};
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use maud::{Markup, html};
use office::drafts::{Entry, Step};

/// The person chosen before; the client at first.
pub(super) fn first(ctx: &Ctx, setting: &Setting<'_>) -> Fields {
    let drafting = &setting.drafting;
    let own = drafting.persons.first().map(|person| person.id);
    // Whom the client chose to act for, where this can be asked for them.
    let acting = ctx.acting_for().filter(|id| drafting.persons.iter().any(|person| person.id == *id));
    let subject = drafting.draft.subject.or(acting).or(own).map(|id| id.to_string()).unwrap_or_default();
    Fields::of(&[("subject", &subject)])
}

pub(super) fn body(form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let ctx = form.ctx;
    let options: Vec<_> = setting
        .drafting
        .persons
        .iter()
        .map(|person| {
            let hint = match (ctx.actor().client() == Some(person.id), person.age) {
                (true, _) => ctx.t("apply-for-self"),
                (false, kernel::Age::Years(years)) => ctx.tf("apply-for-other", &[("years", years.into())]),
                (false, kernel::Age::Unknown) => ctx.t("apply-for-other-age-unknown"),
            };
            (person.id.to_string(), person_name(ctx, person), hint)
        })
        .collect();
    let fields = html! {
        div.titled { (form.radios("subject", &ctx.t("apply-whom"), "", &options)) }
    };
    html! {
        p.lead { (ctx.t("apply-lead")) }
        (sends(ctx, setting, &Step::Whom, &fields, &html! {}))
    }
}

pub(super) fn read(fields: &Fields, faults: &mut Faults) -> Read {
    let subject = fields.get("subject").parse().ok();
    if subject.is_none() {
        faults.add("subject", "apply-whom-missing", Vec::new());
    }
    subject.map(Entry::Whom)
}
