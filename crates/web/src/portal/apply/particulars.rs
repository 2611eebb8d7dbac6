//! What the application says in the applicant's own words and data: what a complaint complains of, the new address, the
//! letter to pass on. What is asked stands in the law file.

use super::{Read, Setting, sends};
use crate::form::Fields;
use crate::ui::field::Form;
use crate::ui::particular;
use maud::{Markup, html};
use office::drafts::{Entry, Step, steps};

pub(super) fn first(setting: &Setting<'_>) -> Fields {
    Fields::from(particular::first(setting.service, &setting.drafting.draft.said))
}

pub(super) fn body(form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let drafting = &setting.drafting;
    let asked = steps::particulars(setting.service, &drafting.draft, &drafting.facts);
    let fields = html! {
        @for asked in asked { (particular::field(form, asked, &drafting.documents, true)) }
    };
    sends(form.ctx, setting, &Step::Particulars, &fields, &html! {})
}

pub(super) fn read(setting: &Setting<'_>, fields: &Fields) -> Read {
    Some(Entry::Particulars(particular::read(setting.service, fields)))
}
