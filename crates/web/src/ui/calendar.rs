//! Calendars of free days: one table a month, free days as links, closed days with their reason in words.

use crate::ctx::Ctx;
use crate::words;
use crate::words::Form;
use kernel::{Day, Weekday};
use maud::{Markup, html};
use office::appointments::{ClosedWhy, FreeDay};

/// Why a day takes no bookings, in words.
#[must_use]
pub fn closed_words(ctx: &Ctx, why: &ClosedWhy) -> String {
    match why {
        ClosedWhy::Weekend => ctx.t("closed-weekend"),
        ClosedWhy::Holiday(name) => ctx.tf("closed-holiday", &[("name", ctx.of(name).into())]),
        ClosedWhy::Substitute(name) => ctx.tf("closed-substitute", &[("name", ctx.of(name).into())]),
        ClosedWhy::Moved { worked: Some(day) } => {
            ctx.tf("closed-moved-to", &[("day", ctx.date_in(*day, Form::Locative).into())])
        }
        ClosedWhy::Moved { worked: None } => ctx.t("closed-moved"),
        ClosedWhy::NotOpen => ctx.t("closed-that-day"),
        ClosedWhy::HoursUnknown => ctx.t("hours-unknown"),
        ClosedWhy::NotBookable => ctx.t("closed-no-bookings"),
        ClosedWhy::Past => ctx.t("closed-past"),
        ClosedWhy::TooFar => ctx.t("closed-too-far"),
    }
}

/// The calendars of `days`, which follow each other; `href` is the address of a free day.
#[must_use]
pub fn calendars(ctx: &Ctx, days: &[FreeDay], chosen: Option<Day>, href: &dyn Fn(Day) -> String) -> Markup {
    let mut months: Vec<Day> = days.iter().map(|day| day.day.first_of_month()).collect();
    months.dedup();
    html! {
        div.calendars { @for first in months { (month(ctx, days, first, chosen, href)) } }
        ul.legend {
            li { span.swatch {} (ctx.t("legend-free")) }
            li { span."swatch off" {} (ctx.t("legend-off")) }
        }
    }
}

fn month(
    ctx: &Ctx,
    days: &[FreeDay],
    first: Day,
    chosen: Option<Day>,
    href: &dyn Fn(Day) -> String,
) -> Markup {
    let lang = ctx.lang();
    // Whole weeks from the Monday on or before the first of the month, without those that hold no day of the list.
    let monday = first.plus_days(1 - i32::from(first.weekday().iso())).unwrap_or(first);
    let last = first.last_of_month();
    let mut weeks: Vec<Vec<Option<Day>>> = Vec::new();
    let mut day = monday;
    while day <= last {
        let week: Vec<Option<Day>> =
            (0..7).map(|n| day.plus_days(n).ok().filter(|day| *day >= first && *day <= last)).collect();
        let listed = |day: &Day| days.iter().any(|free| free.day == *day);
        if week.iter().flatten().any(listed) {
            weeks.push(week);
        }
        match day.plus_days(7) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    html! {
        table.calendar {
            caption { (words::month(lang, first)) }
            thead {
                tr {
                    @for weekday in Weekday::ALL {
                        th scope="col" {
                            abbr title=(words::weekday(lang, weekday)) { (words::weekday_short(lang, weekday)) }
                        }
                    }
                }
            }
            tbody {
                @for week in weeks {
                    tr {
                        @for day in week {
                            @match day {
                                Some(day) => (cell(ctx, days.iter().find(|free| free.day == day), day, chosen, href)),
                                None => td {},
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(
    ctx: &Ctx,
    free: Option<&FreeDay>,
    day: Day,
    chosen: Option<Day>,
    href: &dyn Fn(Day) -> String,
) -> Markup {
    let Some(free) = free else { return html! { td.off { span { (day.day()) } } } };
    let seats: u32 = free.times.iter().map(|time| u32::from(time.seats)).sum();
    html! {
        @match &free.closed {
            Some(why) => td.off {
                span title=(closed_words(ctx, why)) {
                    (day.day())
                    span.hidden-visually { ": " (closed_words(ctx, why)) }
                }
            },
            None if seats == 0 => td.off {
                span {
                    (day.day())
                    small { (ctx.t(if day == ctx.today() { "day-over" } else { "day-full" })) }
                }
            },
            None => td {
                a href=(href(day)) aria-current=[(chosen == Some(day)).then_some("date")] {
                    span.hidden-visually {
                        (ctx.long_date(day)) ": " (ctx.tf("seats-free", &[("count", seats.into())]))
                    }
                    " " span aria-hidden="true" { (day.day()) }
                    " " small aria-hidden="true" { (seats) }
                }
            },
        }
    }
}
