//! The last step: who comes and how to reach them. When the time was taken meanwhile the form comes back
//! with what was written and with the next free times to choose from.

use super::{Place, steps};
use crate::app::App;
use crate::ctx::{Ctx, cookie};
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::tickets::{TICKET_COOKIE, Ticket};
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::words;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Day, Minute};
use maud::{Markup, html};
use office::OfficeError;
use office::appointments::{AppointmentView, BookTime, FreeDay};

/// How many times are offered in place of one that is gone.
const OFFERED: usize = 8;

pub(super) async fn first_showing(
    app: &App,
    ctx: &Ctx,
    place: Place<'_>,
    (day, minute): (Day, Minute),
    free: &FreeDay,
) -> Result<Response, Fault> {
    let slot = format!("{day} {minute}");
    let name = ctx.actor().client().and(ctx.signed_in_as()).unwrap_or_default();
    let fields = Fields::of(&[("slot", &slot), ("name", name)]);
    if !free.times.iter().any(|time| time.minute == minute) {
        return Ok(super::choose_time(ctx, place, free, Some(ctx.t("time-gone"))));
    }
    let (faults, status) = (Faults::default(), StatusCode::OK);
    let there = app.office().visit_to_come(ctx.actor(), place.service.id()).await?;
    Ok(show(ctx, place, &Shown { fields: &fields, faults: &faults, instead: &[], there, status }))
}

/// What the form shows: what was written, what is at fault, times offered instead of one that is gone, and the visit to
/// come for the same service.
struct Shown<'a> {
    fields: &'a Fields,
    faults: &'a Faults,
    instead: &'a [(Day, Minute)],
    there: Option<AppointmentView>,
    status: StatusCode,
}

fn show(ctx: &Ctx, place: Place<'_>, shown: &Shown<'_>) -> Response {
    let Shown { fields, faults, instead, ref there, status } = *shown;
    let form = Form { ctx, fields, faults };
    let slot = slot(fields.get("slot"));
    let body = html! {
        (steps(ctx, 3))
        @if instead.is_empty() { (form.summary()) }
        @else {
            (notice(Tone::Bad, &ctx.t("seat-taken-heading"), &html! { p { (ctx.t("seat-taken")) } }))
        }
        (place.chosen(ctx, slot.map(|(day, _)| day)))
        form method="post" action=(ctx.href("/book")) {
            (ctx.form_token())
            input type="hidden" name="service" value=(place.service.id());
            input type="hidden" name="office" value=(place.office.id);
            @if instead.is_empty() { (chosen_time(ctx, place, slot, fields)) } @else { (others(ctx, form, instead)) }
            @if let Some(there) = there { (one_more(form, there)) }
            h2 { (ctx.t("book-who")) }
            @if let Some((_, acting)) = ctx.acting() { p { (ctx.tf("book-acting", &[("name", acting.into())])) } }
            (form.line(Line::Text, "name", &ctx.t("book-name"), &ctx.t("book-name-hint"), "name"))
            (form.line(Line::Tel, "phone", &ctx.t("book-phone"), &ctx.t("book-phone-hint"), "tel"))
            (form.line(Line::Email, "email", &ctx.t("book-email"), &ctx.t("book-email-hint"), "email"))
            p.small.soft { (ctx.t("book-privacy")) " " a href=(ctx.href("/privacy")) { (ctx.t("nav-privacy")) } }
            div.actions { button type="submit" { (ctx.t("book-send")) } }
        }
    };
    let page = Page::new(ctx, ctx.t("nav-book")).faults(faults);
    if status == StatusCode::OK { page.render(body) } else { page.status(status).render(body) }
}

/// The visit that there is already, and whether another one is wanted beside it.
fn one_more(form: Form<'_>, there: &AppointmentView) -> Markup {
    let ctx = form.ctx;
    let office = ctx.app().law().office(&there.office);
    let yes = ("yes".to_owned(), ctx.t("booked-already-confirm"), String::new());
    html! {
        (notice(Tone::Warn, &ctx.t("booked-already-heading"), &html! {
            p {
                strong { (ctx.long_date(there.day)) ", " (words::time(ctx.lang(), there.minute)) } ", "
                (office.map_or(there.office.as_str(), |office| ctx.of(&office.name)))
            }
            p { a href=(ctx.href(&format!("/visits/{}", there.id))) { (ctx.t("booked-already-see")) } }
        }))
        (form.checkboxes("another", &ctx.t("booked-already-another"), "", &[yes]))
    }
}

fn chosen_time(ctx: &Ctx, place: Place<'_>, slot: Option<(Day, Minute)>, fields: &Fields) -> Markup {
    html! {
        input type="hidden" name="slot" value=(fields.get("slot"));
        @if let Some((day, minute)) = slot {
            p {
                strong { (ctx.t("time")) ": " (words::time(ctx.lang(), minute)) } " "
                a.nowrap href=(place.href(ctx, &format!("&day={day}"))) { (ctx.t("change")) }
            }
        }
    }
}

fn others(ctx: &Ctx, form: Form<'_>, instead: &[(Day, Minute)]) -> Markup {
    let options: Vec<_> = instead
        .iter()
        .map(|(day, minute)| {
            let words = format!("{}, {}", ctx.long_date(*day), words::time(ctx.lang(), *minute));
            (format!("{day} {minute}"), words, String::new())
        })
        .collect();
    form.radios("slot", &ctx.t("seat-taken-choose"), "", &options)
}

fn slot(text: &str) -> Option<(Day, Minute)> {
    let (day, minute) = text.split_once(' ')?;
    Some((day.parse().ok()?, minute.parse().ok()?))
}

/// `POST /{lang}/book`
pub async fn submit(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    let Some(place) = super::place(&app, &ctx, &fields, &mut faults) else {
        return Ok(super::choose_place(&app, &ctx, &fields, &faults));
    };
    let Some((day, minute)) = slot(fields.get("slot")) else {
        let days = super::free_days(&app, &ctx, place).await?;
        return Ok(super::choose_day(&ctx, place, &days, Some(ctx.t("time-wrong"))));
    };
    let wanted = BookTime {
        office: place.office.id.clone(),
        service: place.service.id().to_owned(),
        day,
        minute,
        name: fields.get("name").to_owned(),
        phone: fields.get("phone").to_owned(),
        email: fields.get("email").to_owned(),
        lang: ctx.lang(),
        another: fields.get("another") == "yes",
    };
    match app.office().book(ctx.actor(), wanted).await {
        Ok(booked) => {
            Ok(confirmed(&app, &ctx, Ticket { id: booked.id, code: booked.code.into(), fresh: true }))
        }
        Err(OfficeError::Invalid(wrong)) => {
            // A place or a day is chosen on the pages before, where nothing was typed.
            if let Some(error) =
                wrong.iter().find(|e| matches!(e.field, "day" | "minute" | "office" | "service"))
            {
                let days = super::free_days(&app, &ctx, place).await?;
                let why = FieldFault::from(error).text(ctx.lang());
                return Ok(super::choose_day(&ctx, place, &days, Some(why)));
            }
            faults.extend(wrong.iter().map(FieldFault::from));
            again(&app, &ctx, place, &fields, &faults).await
        }
        Err(OfficeError::Conflict(problem)) if problem.code == "booked-already" => {
            faults.add("another", "problem-booked-already", problem.args);
            again(&app, &ctx, place, &fields, &faults).await
        }
        Err(OfficeError::Conflict(problem)) if problem.code == "seat-taken" => {
            faults.add("slot", "problem-seat-taken", Vec::new());
            again(&app, &ctx, place, &fields, &faults).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form again, with what was written and what is at fault; when the time is gone, with others in its place.
pub(super) async fn again(
    app: &App,
    ctx: &Ctx,
    place: Place<'_>,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response, Fault> {
    let days = super::free_days(app, ctx, place).await?;
    let Some((day, minute)) = slot(fields.get("slot")) else {
        return Ok(super::choose_day(ctx, place, &days, Some(ctx.t("time-wrong"))));
    };
    let times = |free: &FreeDay| -> Vec<(Day, Minute)> {
        free.times.iter().map(|time| (free.day, time.minute)).collect()
    };
    let there = app.office().visit_to_come(ctx.actor(), place.service.id()).await?;
    if days.iter().any(|free| times(free).contains(&(day, minute))) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show(ctx, place, &Shown { fields, faults, instead: &[], there, status }));
    }
    let later = days.iter().filter(|free| free.day >= day).chain(days.iter().filter(|free| free.day < day));
    let instead: Vec<(Day, Minute)> = later.flat_map(times).take(OFFERED).collect();
    if instead.is_empty() {
        return Ok(super::choose_day(ctx, place, &days, Some(ctx.t("problem-seat-taken"))));
    }
    let status = StatusCode::CONFLICT;
    Ok(show(ctx, place, &Shown { fields, faults, instead: &instead, there, status }))
}

/// Hands the browser a ticket and leads it to the page of the visit.
pub(super) fn confirmed(app: &App, ctx: &Ctx, ticket: Ticket) -> Response {
    let token = app.token();
    app.tickets().keep(&token, ticket, ctx.now());
    let mut response = Redirect::to(&ctx.href("/visit")).into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie(TICKET_COOKIE, token, app)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
