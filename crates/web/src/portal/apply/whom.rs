//! For whom the application is.

use super::{Read, Setting, person_name, sends};
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use maud::{Markup, html};
use office::drafts::{Entry, Step};

/// The person chosen before; the client at first.
pub(super) fn first(ctx: &Ctx, setting: &Setting<'_>) -> Fields {
    let drafting = &setting.drafting;
    let own = drafting.persons.first().map(|person| person.id);
    // Whom the client chose to act for. Where this cannot be asked for them, nobody is chosen: it would be somebody else.
    let first = match ctx.acting_for() {
        Some(other) => Some(other).filter(|_| left_out(ctx, setting).is_none()),
        None => own,
    };
    let subject = drafting.draft.subject.or(first).map(|id| id.to_string()).unwrap_or_default();
    Fields::of(&[("subject", &subject)])
}

/// The name of whom the client acts for, where this cannot be asked for them.
fn left_out<'a>(ctx: &'a Ctx, setting: &Setting<'_>) -> Option<&'a str> {
    let (other, name) = ctx.acting()?;
    setting.drafting.persons.iter().all(|person| person.id != other).then_some(name)
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
        @if let Some(name) = left_out(ctx, setting) {
            (notice(Tone::Warn, "", &html! {
                p { (ctx.tf("apply-not-for", &[("name", name.into())])) }
                p { a href=(ctx.href("/behalf")) { (ctx.t("matters-behalf-go")) } }
            }))
        }
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
