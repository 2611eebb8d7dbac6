//! The offices: where they are, when they are open, how to reach them.

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::bars;
use crate::ui::doors;
use crate::ui::law_text;
use crate::ui::map;
use crate::ui::notice::{Tone, notice};
use crate::ui::tasks;
use crate::words;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Day, Minute, Weekday};
use law::offices::Span;
use law::{Bookable, Hours, OfficeFacts, OfficeKind, Procedure};
use maud::{Markup, html};

/// `GET /{lang}/offices`
pub async fn list(State(app): State<App>, ctx: Ctx) -> Response {
    let law = app.law();
    let of_kind = |kind| law.offices().iter().filter(move |office| office.kind == kind);
    let body = html! {
        p.lead { (ctx.t("offices-lead")) }
        @if ctx.graphic() { (map::offices(&ctx, law.offices(), None)) }
        (group(&app, &ctx, &ctx.t("offices-divisions"), of_kind(OfficeKind::Division)))
        (group(&app, &ctx, &ctx.t("offices-branches"), of_kind(OfficeKind::Branch)))
        (group(&app, &ctx, &ctx.t("offices-headquarters"), of_kind(OfficeKind::Headquarters)))
    };
    Page::new(&ctx, ctx.t("nav-offices")).render(body)
}

fn group<'a>(app: &App, ctx: &Ctx, heading: &str, offices: impl Iterator<Item = &'a OfficeFacts>) -> Markup {
    html! {
        h2 { (heading) }
        table.table {
            thead {
                tr {
                    th scope="col" { (ctx.t("office")) }
                    th scope="col" { (ctx.t("office-address")) }
                    th scope="col" { (ctx.t("office-phone")) }
                    th scope="col" { (ctx.t("office-today")) }
                }
            }
            tbody {
                @for office in offices {
                    tr {
                        th scope="row" {
                            a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) }
                        }
                        td data-label=(ctx.t("office-address")) { (address(ctx, office)) }
                        td data-label=(ctx.t("office-phone")) { (phone(ctx, office)) }
                        td data-label=(ctx.t("office-today")) { (doors::now(app, ctx, office)) }
                    }
                }
            }
        }
    }
}

fn address(ctx: &Ctx, office: &OfficeFacts) -> Markup {
    html! {
        @match &office.address {
            Some(address) => (address),
            None => span.soft {
                @match &office.address_note { Some(note) => (ctx.of(note)), None => (ctx.t("address-unknown")) }
            },
        }
    }
}

/// A phone as a link one can dial.
pub fn phone(ctx: &Ctx, office: &OfficeFacts) -> Markup {
    html! {
        @match &office.phone {
            Some(number) => (dial(number)),
            None => span.soft { (ctx.t("phone-unknown")) },
        }
    }
}

/// A number as a link one can dial; text around the number stays.
pub fn dial(number: &str) -> Markup {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    html! { a.nowrap href={ "tel:" (digits) } { (number) } }
}

/// `GET /{lang}/offices/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let law = app.law();
    let office = law.office(&id).ok_or_else(Fault::not_found)?;
    let next = next_free(&app, &ctx, office).await?;
    let body = html! {
        div.columns {
            div {
                dl.facts {
                    dt { (ctx.t("office-today")) }
                    dd { (doors::now(&app, &ctx, office)) }
                    dt { (ctx.t("office-address")) }
                    dd { (address(&ctx, office)) }
                    dt { (ctx.t("office-phone")) }
                    dd { (phone(&ctx, office)) }
                    @if let Some(email) = &office.email {
                        dt { (ctx.t("office-email")) }
                        dd { a href={ "mailto:" (email) } { (email) } }
                    }
                    dt { (ctx.t("office-booking")) }
                    dd {
                        (ctx.t(match office.bookable {
                            Bookable::No => "bookable-no",
                            Bookable::Yes => "bookable-yes",
                            Bookable::Only => "bookable-only",
                        }))
                    }
                    @for note in &office.notes {
                        dt { (ctx.t("office-note")) }
                        dd { (ctx.of(note)) }
                    }
                }
                h2 { (ctx.t("office-hours")) }
                (week(&ctx, office))
                (next_days_off(&app, &ctx, office))
                p."small soft" { (ctx.tf("office-source", &[("year", (&office.year).into())])) }
            }
            aside {
                @if office.takes_bookings() {
                    div.aside { h2 { (ctx.t("office-book-heading")) } (next) }
                } @else if office.bookable != Bookable::No {
                    (notice(Tone::Warn, &ctx.t("office-book-heading"), &html! {
                        p { (ctx.t("office-not-online")) }
                    }))
                }
                @if ctx.graphic() { (map::offices(&ctx, law.offices(), Some(&office.town))) }
            }
        }
    };
    Ok(Page::new(&ctx, ctx.of(&office.name)).crumb("/offices", ctx.t("nav-offices")).render(body))
}

/// How many days the picture of an office shows.
const DAYS_SHOWN: usize = 10;

/// The next free time for each service, and how full the next days are.
async fn next_free(app: &App, ctx: &Ctx, office: &OfficeFacts) -> Result<Markup, Fault> {
    if !office.takes_bookings() {
        return Ok(html! {});
    }
    let from = ctx.today();
    let to = from.plus_days(21).unwrap_or(from);
    let each = app.office().next_free_each(&office.id).await?;
    let Some((first, _)) = each.first() else { return Ok(html! {}) };
    let picture = if ctx.graphic() {
        let days = app.office().free_days(&office.id, first.id(), from, to).await?;
        let open: Vec<_> = days.iter().filter(|day| day.closed.is_none()).take(DAYS_SHOWN).collect();
        bars::days(ctx, &open)
    } else {
        html! {}
    };
    let soonest = each.iter().filter_map(|(_, next)| *next).min();
    let groups = tasks::grouped(app, ctx, each.iter().map(|(service, _)| *service).collect());
    let next = |service: &Procedure| {
        each.iter().find(|(known, _)| known.id() == service.id()).and_then(|(_, next)| *next)
    };
    let time =
        |(day, minute): (Day, Minute)| format!("{}, {}", ctx.long_date(day), words::time(ctx.lang(), minute));
    Ok(html! {
        p { (ctx.t("office-book-note")) }
        @match soonest {
            Some(soonest) => {
                p { strong { (ctx.t("office-next-free")) } ": " (time(soonest)) }
                p { a.button href=(ctx.href(&format!("/book?office={}", office.id))) { (ctx.t("nav-book")) } }
            },
            None => p { (ctx.t("book-none")) },
        }
        (picture)
        h3 { (ctx.t("office-services")) }
        @for (task, services) in &groups {
            details.more {
                summary { (ctx.of(&task.heading)) }
                ul.plain {
                    @for service in services {
                        li {
                            a href=(ctx.href(&format!("/book?service={}&office={}", service.id(), office.id))) {
                                (ctx.of(service.name()))
                            }
                            // Most have the same next time, which was told above.
                            @match next(service) {
                                next if next == soonest => {},
                                Some(next) => p.small.soft { (ctx.t("office-next-free")) ": " (time(next)) },
                                None => p.small.soft { (ctx.t("book-none")) },
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The hours of a day of the week, in the order of the day.
fn of_day(week: &[(Weekday, Minute, Minute)], weekday: Weekday) -> Vec<Span> {
    let of_day = week.iter().filter(|(day, ..)| *day == weekday);
    let mut spans: Vec<Span> = of_day.map(|(_, open, close)| (*open, *close)).collect();
    spans.sort_unstable();
    spans
}

fn week(ctx: &Ctx, office: &OfficeFacts) -> Markup {
    html! {
        @match &office.hours {
            Hours::Weekly(days) => table.table {
                caption.hidden-visually { (ctx.t("office-hours")) }
                tbody {
                    @for weekday in Weekday::ALL {
                        tr {
                            th scope="row" { (words::weekday(ctx.lang(), weekday)) }
                            td {
                                @let open = of_day(days, weekday);
                                @if open.is_empty() { span.soft { (ctx.t("closed")) } } @else { (doors::spans(&open)) }
                            }
                        }
                    }
                }
            },
            Hours::Unknown => (notice(Tone::Warn, "", &html! { p { (ctx.t("hours-unknown-long")) } })),
        }
        @if let Some(note) = &office.hours_note { p.soft { (ctx.of(note)) } }
    }
}

/// Working days of the next month on which the office is closed all the same.
fn next_days_off(app: &App, ctx: &Ctx, office: &OfficeFacts) -> Markup {
    let calendar = &app.law().country().calendar;
    if office.hours == Hours::Unknown {
        return html! {};
    }
    let days: Vec<(Day, String)> = (0..45)
        .filter_map(|n| ctx.today().plus_days(n).ok())
        .filter(|day| !day.weekday().is_weekend())
        .filter_map(|day| office.hours_on(day, calendar).err().map(|why| (day, law_text::closed(ctx, &why))))
        .collect();
    html! {
        @if !days.is_empty() {
            h3 { (ctx.t("office-days-off")) }
            ul {
                @for (day, why) in &days { li { (ctx.long_date(*day)) ": " (why) } }
            }
        }
    }
}
