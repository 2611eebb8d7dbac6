//! Notices, tags and small pieces of text.

use maud::{Markup, html};

/// How a notice or tag is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Info,
    /// Done, met, valid.
    Good,
    /// Needs attention.
    Warn,
    /// Refused, failed, overdue.
    Bad,
    /// None of these.
    Plain,
}

impl Tone {
    /// The class of the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Plain => "",
        }
    }
}

/// A box with a heading (which may be empty) and content.
#[must_use]
pub fn notice(tone: Tone, heading: &str, content: &Markup) -> Markup {
    html! {
        div class={ "notice " (tone.class()) } {
            @if !heading.is_empty() { h2 { (heading) } }
            (content)
        }
    }
}

/// A short word for a state. The word says it; the colour only repeats it.
#[must_use]
pub fn tag(tone: Tone, word: &str) -> Markup {
    html! { span class={ "tag " (tone.class()) } { (word) } }
}

/// A list that is empty, and what one can do about it.
#[must_use]
pub fn empty(sentence: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div.empty {
            p { (sentence) }
            @if let Some((href, words)) = action { p { a.button.second href=(href) { (words) } } }
        }
    }
}
