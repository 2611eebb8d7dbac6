//! A condition of the law as a tree: each line under the one it belongs to, with its value as a sign and as a word.

use crate::ctx::Ctx;
use law::{ConditionLine, Truth};
use maud::{Markup, html};

/// Class of the style sheet, sign, and code of the word.
const fn value(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::Met => ("met", "✓"),
        Truth::NotMet => ("not-met", "✕"),
        Truth::Unknown => ("unknown", "?"),
    }
}

/// The lines of a condition, the deeper ones within those above them.
#[must_use]
pub fn conditions(ctx: &Ctx, lines: &[ConditionLine]) -> Markup {
    html! { div.tree-list { (level(ctx, lines)) } }
}

fn level(ctx: &Ctx, lines: &[ConditionLine]) -> Markup {
    let Some(depth) = lines.iter().map(|line| line.depth).min() else { return html! {} };
    // Each line of this level begins a branch that ends before the next of it.
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.depth == depth).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    html! {
        ul {
            @for (start, end) in starts.iter().copied().zip(ends) {
                @let branch = lines.get(start..end).unwrap_or_default();
                @if let Some((line, under)) = branch.split_first() {
                    @let (class, sign) = value(line.truth);
                    li class=(class) {
                        span.sign aria-hidden="true" { (sign) } " "
                        (ctx.of(&line.text)) " " span."small soft" { "– " (ctx.code("work-truth", class)) }
                        @if !under.is_empty() { (level(ctx, under)) }
                    }
                }
            }
        }
    }
}
