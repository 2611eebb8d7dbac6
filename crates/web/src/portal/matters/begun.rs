//! How a matter began that nobody applied for: what is contested in it, on what the office began it, and whether it takes
//! the place of one whose decision was annulled.

use super::{decision, sending};
use crate::ctx::Ctx;
use crate::ui::notice::{Tone, notice};
use law::{FactValue, Procedure};
use maud::{Markup, html};
use office::cases::CaseView;

/// That the same was decided already, and is decided anew.
pub(super) fn anew(ctx: &Ctx, view: &CaseView) -> Markup {
    let Some(first) = view.replaces else { return html! {} };
    let number = || first.grouped().into();
    notice(
        Tone::Info,
        &ctx.t("case-anew"),
        &html! {
            p { (ctx.tf("case-anew-note", &[("case", number())])) }
            p { a href=(ctx.href(&format!("/matters/{first}"))) { (ctx.tf("case-anew-link", &[("case", number())])) } }
        },
    )
}

/// On what the office began the case by itself, and what it examines in it.
pub(super) fn why(ctx: &Ctx, service: Option<&Procedure>, view: &CaseView) -> Markup {
    let begun = view.case.begun.as_ref().filter(|begun| !begun.contests && view.replaces.is_none());
    let Some(begun) = begun else { return html! {} };
    let summary = service.and_then(Procedure::summary).map(|summary| ctx.of(summary));
    html! {
        h2 { (ctx.t("case-why")) }
        @match begun.parent {
            Some(parent) => p { (ctx.tf("case-after", &[("case", parent.grouped().into())])) },
            None => (decision::of_officer(ctx, &begun.basis)),
        }
        @if let Some(summary) = summary {
            h3 { (ctx.t("case-why-service")) }
            p { (summary) }
        }
    }
}

/// What this case decides on where it is a contest: the decision, and what was written against it.
pub(super) fn contested(ctx: &Ctx, view: &CaseView) -> Markup {
    let Some(begun) = view.case.begun.as_ref().filter(|begun| begun.contests) else { return html! {} };
    // Whoever contests a decision about others is not shown their case.
    let own = view.facts.get("contest.addressee") == Some(&FactValue::Bool(true));
    html! {
        h2 { (ctx.t("contest-what")) }
        @if let Some(parent) = begun.parent {
            @let name = ctx.tf("contest-of", &[("case", parent.grouped().into())]);
            p { @if own { a href=(ctx.href(&format!("/matters/{parent}"))) { (name) } } @else { (name) } }
        }
        @if !begun.basis.is_empty() {
            h3 { (ctx.t("contest-yours")) }
            blockquote { p { (begun.basis) } }
        }
        @if own { (sending::anew(ctx, view)) }
    }
}
