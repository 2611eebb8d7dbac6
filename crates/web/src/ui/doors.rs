//! Whether an office is open now and when that changes, in words; and its hours.

use crate::app::App;
use crate::ctx::Ctx;
use crate::ui::law_text;
use crate::ui::notice::{Tone, tag};
use crate::words;
use kernel::{Day, Minute};
use law::offices::{Doors, Span};
use law::{Closed, OfficeFacts};
use maud::{Markup, html};

/// So many minutes before the doors close it is said how many are left.
const SOON_MINUTES: u16 = 30;

/// How the doors stand now, with the hours of today or why there are none.
pub fn now(app: &App, ctx: &Ctx, office: &OfficeFacts) -> Markup {
    let calendar = &app.law().country().calendar;
    let (today, minute) = (ctx.today(), ctx.time_of_day());
    html! {
        @match office.doors(today, minute, calendar) {
            Doors::Unknown => span.soft { (ctx.t("hours-unknown")) },
            Doors::Open { closes, again } => {
                (tag(Tone::Good, &ctx.t("doors-open"))) (comma()) (closing(ctx, minute, closes, again))
            }
            Doors::Closed { opens } => {
                (tag(Tone::Plain, &ctx.t("doors-closed")))
                @if let Some((day, at)) = opens { (comma()) (opening(ctx, today, day, at)) }
            }
        }
        @match office.spans_on(today, calendar) {
            Ok(open) => { br; span."small soft nowrap" { (spans(&open)) } }
            Err(Closed::HoursUnknown) => {},
            Err(why) => { br; span."small soft" { (ctx.t("closed-today")) ": " (law_text::closed(ctx, &why)) } }
        }
    }
}

/// A comma after a tag: it is read and not drawn, since beside the box of the tag it would stand apart.
fn comma() -> Markup {
    html! { span.hidden-visually { "," } " " }
}

fn closing(ctx: &Ctx, now: Minute, closes: Minute, again: Option<Minute>) -> String {
    let time = closes.to_string();
    let left = closes.minutes().saturating_sub(now.minutes());
    match again {
        Some(again) => ctx.tf("doors-break", &[("time", time.into()), ("again", again.to_string().into())]),
        None if left <= SOON_MINUTES => {
            ctx.tf("doors-closes-soon", &[("time", time.into()), ("minutes", left.into())])
        }
        None => ctx.tf("doors-closes", &[("time", time.into())]),
    }
}

fn opening(ctx: &Ctx, today: Day, day: Day, at: Minute) -> String {
    let time = at.to_string();
    match day.days_since(today) {
        0 => ctx.tf("doors-opens-today", &[("time", time.into())]),
        1 => ctx.tf("doors-opens-tomorrow", &[("time", time.into())]),
        days => {
            let on = ctx.long_date(day);
            ctx.tf("doors-opens", &[("days", days.into()), ("day", on.into()), ("time", time.into())])
        }
    }
}

/// Hours with their breaks: `09:00–12:00, 12:30–16:30`.
#[must_use]
pub fn spans(open: &[Span]) -> String {
    open.iter().map(|(from, to)| words::hours(*from, *to)).collect::<Vec<_>>().join(", ")
}
