//! The ways through a list: which of its states is shown, and from one page of it to the next.

use crate::ctx::Ctx;
use maud::{Markup, html};

/// The two states of a list: where each is shown, in which words, and whether it is this one.
#[must_use]
pub fn states(ctx: &Ctx, label: &str, states: [(&str, &str, bool); 2]) -> Markup {
    html! {
        nav.pages aria-label=(ctx.t(label)) {
            @for (path, words, here) in states {
                a.button.second.small href=(ctx.href(path)) aria-current=[here.then_some("page")] { (ctx.t(words)) }
            }
        }
    }
}

/// Back to the first page, where this is another one, and on to the next, where there is one.
#[must_use]
pub fn onward(ctx: &Ctx, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav.pages aria-label=(ctx.t("work-pages")) {
                @if let Some(first) = first { a.button.second.small href=(ctx.href(first)) { (ctx.t("work-first-page")) } }
                @if let Some(next) = next { a.button.second.small href=(ctx.href(next)) { (ctx.t("work-next-page")) } }
            }
        }
    }
}
