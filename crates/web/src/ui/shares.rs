//! Shares of a whole as a bar in parts, with its legend. The numbers beside it say the same.

use crate::ctx::Ctx;
use maud::{Markup, html};

/// How wide the longest bar is.
const WIDTH: u64 = 200;

/// A bar of parts, each with its class of the style sheet; `most` is the whole of the longest bar.
#[must_use]
pub fn bar(parts: &[(&'static str, String)], counts: &[u64], most: u64) -> Markup {
    let wide = |count: u64| (count.saturating_mul(WIDTH)).checked_div(most).unwrap_or(0);
    let mut from = 0;
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 16" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for ((class, _), count) in parts.iter().zip(counts) {
                @let width = wide(*count).max(u64::from(*count > 0));
                rect class=(class) x=(from) y="1" width=(width) height="14" {}
                ({ from += width; "" })
            }
        }
    }
}

/// What the parts mean; in the graphic version only, for the words stand in the table.
#[must_use]
pub fn legend(ctx: &Ctx, parts: &[(&'static str, String)]) -> Markup {
    html! {
        @if ctx.graphic() {
            ul.legend { @for (class, word) in parts { li { span class={ "swatch " (class) } {} (word) } } }
        }
    }
}
