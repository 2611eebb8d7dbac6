//! Bars: how full an office's next days are. The words beside them say the same.

use crate::ctx::Ctx;
use crate::words;
use maud::{Markup, html};
use office::appointments::FreeDay;

/// A bar for each open day, as high as its capacity, filled as far as it is taken.
#[must_use]
pub fn days(ctx: &Ctx, days: &[&FreeDay]) -> Markup {
    const HEIGHT: u32 = 110;
    const STEP: usize = 52;
    let lang = ctx.lang();
    let free =
        |day: &FreeDay| day.times.iter().map(|time| u32::from(time.seats)).sum::<u32>().min(day.capacity);
    html! {
        figure.picture {
            svg.bars viewBox={ "0 0 " (days.len() * STEP) " " (HEIGHT + 44) } role="img" aria-label=(ctx.t("bars-label")) {
                @for (n, day) in days.iter().enumerate() {
                    @let taken = day.capacity.saturating_sub(free(day));
                    @let filled = (taken * HEIGHT).checked_div(day.capacity).unwrap_or(0);
                    @let x = n * STEP + 6;
                    rect x=(x) y="2" width="38" height=(HEIGHT) rx="3" {}
                    @if filled > 0 { rect.taken x=(x) y=(2 + HEIGHT - filled) width="38" height=(filled) rx="3" {} }
                    text x=(x + 19) y=(HEIGHT + 20) text-anchor="middle" { (words::weekday_short(lang, day.day.weekday())) }
                    text x=(x + 19) y=(HEIGHT + 37) text-anchor="middle" { (day.day.day()) "." (day.day.month()) "." }
                }
            }
            figcaption { (ctx.t("bars-caption")) }
        }
    }
}
