//! Booking a visit: service and office, day, time, contact details, confirmation. Each step is an address
//! of its own, so that it can be gone back to; contact details never stand in one.

mod contact;
mod visit;

pub use contact::submit;
pub use visit::{cancel, cancel_own, find, found, own, show, tone};

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::offices::dial;
use crate::portal::services::way::{comes, not_in_person};
use crate::status::Fault;
use crate::ui::calendar::{calendars, closed_words};
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use crate::ui::tasks;
use axum::extract::State;
use axum::response::Response;
use kernel::{Day, Minute};
use law::{Bookable, Coming, OfficeFacts, Procedure};
use maud::{Markup, html};
use office::appointments::{DAYS_AHEAD, FreeDay};

/// The steps of booking: keys of their names.
const STEPS: [&str; 4] = ["book-step-place", "book-step-day", "book-step-time", "book-step-contact"];

/// Where the visitor is in the steps, counted from 0.
fn steps(ctx: &Ctx, now: usize) -> Markup {
    html! {
        ol.stages aria-label=(ctx.t("steps-label")) {
            @for (n, key) in STEPS.iter().enumerate() {
                li class=(if n < now { "done" } else if n == now { "now" } else { "" })
                    aria-current=[(n == now).then_some("step")] { (ctx.t(key)) }
            }
        }
    }
}

/// A place: the office and the service that were chosen.
#[derive(Clone, Copy)]
struct Place<'a> {
    office: &'a OfficeFacts,
    service: &'a Procedure,
}

impl Place<'_> {
    fn href(&self, ctx: &Ctx, more: &str) -> String {
        ctx.href(&format!("/book?service={}&office={}{more}", self.service.id(), self.office.id))
    }

    /// What was chosen so far, with the way back to each step.
    fn chosen(&self, ctx: &Ctx, day: Option<Day>) -> Markup {
        html! {
            dl.facts {
                dt { (ctx.t("service")) }
                dd { (ctx.of(self.service.name())) }
                dt { (ctx.t("office")) }
                dd {
                    (ctx.of(&self.office.name))
                    " " a.nowrap href=(ctx.href(&format!("/book?service={}", self.service.id()))) { (ctx.t("change")) }
                }
                @if let Some(day) = day {
                    dt { (ctx.t("day")) }
                    dd { (ctx.long_date(day)) " " a.nowrap href=(self.href(ctx, "")) { (ctx.t("change")) } }
                }
            }
        }
    }
}

/// `GET /{lang}/book`: the step that the query has reached.
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let query = ctx.given_back(query);
    let mut faults = Faults::default();
    let Some(place) = place(&app, &ctx, &query, &mut faults) else {
        return Ok(choose_place(&app, &ctx, &query, &faults));
    };
    if ctx.typed().is_some() {
        return contact::again(&app, &ctx, place, &query, &ctx.faults()).await;
    }
    if comes(place.service) == Coming::Never {
        return Ok(nothing_there(&ctx, place));
    }
    if !place.office.takes_bookings() {
        return Ok(not_here(&app, &ctx, place));
    }
    let days = free_days(&app, &ctx, place).await?;
    if !query.has("day") {
        return Ok(choose_day(&ctx, place, &days, None));
    }
    let Ok(day) = query.get("day").parse::<Day>() else {
        return Ok(choose_day(&ctx, place, &days, Some(ctx.t("problem-wrong-date"))));
    };
    let Some(free) = days.iter().find(|free| free.day == day) else {
        let key = if day < ctx.today() { "closed-past" } else { "closed-too-far" };
        let why = ctx.tf("day-not-free", &[("day", ctx.long_date(day).into()), ("why", ctx.t(key).into())]);
        return Ok(choose_day(&ctx, place, &days, Some(why)));
    };
    if let Some(why) = &free.closed {
        let why = closed_words(&ctx, why);
        let words = ctx.tf("day-not-free", &[("day", ctx.long_date(day).into()), ("why", why.into())]);
        return Ok(choose_day(&ctx, place, &days, Some(words)));
    }
    match query.get("time").parse::<Minute>() {
        Ok(minute) => contact::first_showing(&app, &ctx, place, (day, minute), free).await,
        Err(_) if query.has("time") => Ok(choose_time(&ctx, place, free, Some(ctx.t("time-wrong")))),
        Err(_) => Ok(choose_time(&ctx, place, free, None)),
    }
}

/// The days from today on that can be booked.
async fn free_days(app: &App, ctx: &Ctx, place: Place<'_>) -> Result<Vec<FreeDay>, Fault> {
    let from = ctx.today();
    let to = from.plus_days(DAYS_AHEAD).unwrap_or(from);
    Ok(app.office().free_days(&place.office.id, place.service.id(), from, to).await?)
}

fn place<'a>(app: &'a App, ctx: &Ctx, query: &Fields, faults: &mut Faults) -> Option<Place<'a>> {
    let services = app.law().services(ctx.today());
    let service = services.iter().find(|service| service.id() == query.get("service")).copied();
    let office = app.law().office(query.get("office"));
    if query.has("service") && service.is_none() {
        faults.add("service", "problem-unknown-service", vec![("service", query.get("service").to_owned())]);
    }
    // The first showing of the form asks for nothing; one that was sent says what is missing.
    if query.sent("service") && !query.has("service") {
        faults.add("service", "problem-required", Vec::new());
    }
    if query.has("office") && office.is_none() {
        faults.add("office", "problem-unknown-office", vec![("office", query.get("office").to_owned())]);
    }
    Some(Place { office: office?, service: service? })
}

fn choose_place(app: &App, ctx: &Ctx, query: &Fields, faults: &Faults) -> Response {
    let fields = Fields::of(&[("service", query.get("service")), ("office", query.get("office"))]);
    let form = Form { ctx, fields: &fields, faults };
    // Nobody comes for what is done online alone, nor here for what another body takes in.
    let mut services = app.law().services(ctx.today());
    services.retain(|service| comes(service) != Coming::Never && service.taken_in_by().is_none());
    let services = tasks::options(app, ctx, services);
    let offices: Vec<_> = app
        .law()
        .offices()
        .iter()
        .filter(|office| office.takes_bookings())
        .map(|office| (office.id.clone(), ctx.of(&office.name).to_owned()))
        .collect();
    let by_phone: Vec<&OfficeFacts> = app
        .law()
        .offices()
        .iter()
        .filter(|office| office.bookable != Bookable::No && !office.takes_bookings())
        .collect();
    let body = html! {
        (steps(ctx, 0))
        (form.summary())
        form method="get" action=(ctx.href("/book")) {
            (form.select_grouped("service", &ctx.t("book-which-service"), "", &services))
            (form.select("office", &ctx.t("book-which-office"), &ctx.t("book-office-hint"), &offices))
            div.actions { button type="submit" { (ctx.t("book-to-day")) } }
        }
        @if !by_phone.is_empty() {
            (notice(Tone::Info, &ctx.t("book-by-phone-heading"), &html! {
                p { (ctx.t("book-by-phone")) }
                ul {
                    @for office in by_phone {
                        li {
                            a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) }
                            ": "
                            @match &office.phone {
                                Some(number) => (dial(number)),
                                None => { (ctx.t("book-information-phone")) " " (dial(&app.law().authority().phone)) },
                            }
                        }
                    }
                }
            }))
        }
        p { a href=(ctx.href("/appointment")) { (ctx.t("find-appointment")) } }
    };
    Page::new(ctx, ctx.t("nav-book")).faults(faults).render(body)
}

fn not_here(app: &App, ctx: &Ctx, place: Place<'_>) -> Response {
    let number = place.office.phone.as_deref().unwrap_or(&app.law().authority().phone);
    let body = html! {
        (place.chosen(ctx, None))
        (notice(Tone::Warn, &ctx.t("book-not-here"), &html! {
            p { (ctx.t("office-not-online")) " " (dial(number)) }
        }))
        p.actions { a.button href=(ctx.href("/book")) { (ctx.t("book-other-office")) } }
    };
    Page::new(ctx, ctx.t("nav-book")).render(body)
}

/// Of what is done online alone nothing is done in an office.
fn nothing_there(ctx: &Ctx, place: Place<'_>) -> Response {
    let body = html! {
        (notice(Tone::Warn, &ctx.t("book-nothing-there"), &html! { p { (ctx.t("service-do-online")) } }))
        p.actions {
            a.button href=(ctx.href(&format!("/services/{}", place.service.id()))) { (ctx.of(place.service.name())) }
        }
    };
    Page::new(ctx, ctx.t("nav-book")).render(body)
}

fn choose_day(ctx: &Ctx, place: Place<'_>, days: &[FreeDay], fault: Option<String>) -> Response {
    let any = days.iter().any(|day| !day.times.is_empty());
    let faulty = fault.is_some();
    let body = html! {
        (steps(ctx, 1))
        @if let Some(fault) = fault { (notice(Tone::Bad, &ctx.t("day-not-free-heading"), &html! { p { (fault) } })) }
        (place.chosen(ctx, None))
        (not_in_person(ctx, place.service))
        @if any {
            h2 { (ctx.t("book-which-day")) }
            (calendars(ctx, days, None, &|day| place.href(ctx, &format!("&day={day}"))))
        } @else {
            (notice(Tone::Warn, &ctx.t("book-none-heading"), &html! { p { (ctx.t("book-none")) } }))
        }
    };
    Page::new(ctx, ctx.t("nav-book")).faulty(faulty).render(body)
}

fn choose_time(ctx: &Ctx, place: Place<'_>, free: &FreeDay, fault: Option<String>) -> Response {
    let faulty = fault.is_some();
    let body = html! {
        (steps(ctx, 2))
        @if let Some(fault) = fault { (notice(Tone::Bad, "", &html! { p { (fault) } })) }
        (place.chosen(ctx, Some(free.day)))
        h2 { (ctx.t("book-which-time")) }
        @if free.times.is_empty() {
            p { (ctx.t("book-day-full")) }
            p { a.button.second href=(place.href(ctx, "")) { (ctx.t("book-other-day")) } }
        } @else {
            ul.times {
                @for time in &free.times {
                    li { a href=(place.href(ctx, &format!("&day={}&time={}", free.day, time.minute))) { (time.minute) } }
                }
            }
        }
    };
    Page::new(ctx, ctx.t("nav-book")).faulty(faulty).render(body)
}
