//! Buttons and links that act, each with its key.

use super::keys::Key;
use crate::ctx::Ctx;
use maud::{Markup, html};

/// The first thing that a form does.
#[must_use]
pub fn send(ctx: &Ctx, words: &str) -> Markup {
    named(ctx, "", words, None)
}

/// What else it does.
#[must_use]
pub fn second(ctx: &Ctx, words: &str) -> Markup {
    named(ctx, "second", words, None)
}

/// What cannot be taken back easily.
#[must_use]
pub fn danger(ctx: &Ctx, words: &str) -> Markup {
    named(ctx, "danger", words, None)
}

/// A button that sends `step` with its form.
#[must_use]
pub fn step(ctx: &Ctx, class: &str, step: &str, words: &str) -> Markup {
    named(ctx, class, words, Some(step))
}

fn named(ctx: &Ctx, class: &str, words: &str, step: Option<&str>) -> Markup {
    let key = Key::of(ctx, words);
    html! {
        button class=[(!class.is_empty()).then_some(class)] type="submit" accesskey=[key.letter()]
            name=[step.map(|_| "step")] value=[step] { (ctx.t(words)) (key) }
    }
}

/// A link that looks like a button.
#[must_use]
pub fn go(ctx: &Ctx, class: &str, href: impl AsRef<str>, words: &str) -> Markup {
    let key = Key::of(ctx, words);
    html! {
        a class={ "button" @if !class.is_empty() { " " (class) } } href=(href.as_ref()) accesskey=[key.letter()] {
            (ctx.t(words)) (key)
        }
    }
}

/// The line that opens a part of a page.
#[must_use]
pub fn summary(ctx: &Ctx, words: &str) -> Markup {
    let key = Key::of(ctx, words);
    html! { summary accesskey=[key.letter()] { (ctx.t(words)) (key) } }
}
