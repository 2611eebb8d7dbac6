//! A booked visit: seen by whoever just booked it, whoever shows its number and code, or the client whose
//! it is; and cancelled.

use super::contact::confirmed;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::portal::offices::dial;
use crate::secret::ExposeSecret as _;
use crate::status::Fault;
use crate::tickets::{TICKET_COOKIE, Ticket};
use crate::ui::channels::reminder;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice, tag};
use crate::words;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use kernel::AppointmentId;
use maud::{Markup, html};
use office::OfficeError;
use office::appointments::{AppointmentView, VisitState};

/// `GET /{lang}/appointment`
pub async fn find(ctx: Ctx) -> Response {
    form(&ctx, &ctx.given_back(Fields::default()), &ctx.faults())
}

fn form(ctx: &Ctx, fields: &Fields, faults: &Faults) -> Response {
    let form = Form { ctx, fields, faults };
    let body = html! {
        p.lead { (ctx.t("find-lead")) }
        (form.summary())
        form method="post" action=(ctx.href("/appointment")) {
            (ctx.form_token())
            (form.line(Line::Code, "number", &ctx.t("visit-number"), &ctx.t("visit-number-hint"), "off"))
            (form.line(Line::Code, "code", &ctx.t("visit-code"), &ctx.t("visit-code-hint"), "off"))
            div.actions { button type="submit" { (ctx.t("find-send")) } }
        }
    };
    Page::new(ctx, ctx.t("find-appointment")).faults(faults).render(body)
}

/// `POST /{lang}/appointment`: a wrong number and a wrong code look alike.
pub async fn found(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let mut faults = Faults::default();
    for name in ["number", "code"] {
        if !fields.has(name) {
            faults.add(name, "problem-required", Vec::new());
        }
    }
    if !faults.is_empty() {
        return Ok(form(&ctx, &fields, &faults));
    }
    let code = fields.get("code").to_owned();
    let visit = match fields.get("number").parse::<AppointmentId>() {
        Ok(id) => app.office().appointment(ctx.actor(), id, Some(&code)).await,
        Err(_) => Err(OfficeError::NotFound),
    };
    match visit {
        Ok(visit) => Ok(confirmed(&app, &ctx, Ticket { id: visit.id, code: code.into(), fresh: false })),
        Err(OfficeError::NotFound) => {
            faults.add("number", "find-none", Vec::new());
            Ok(form(&ctx, &fields, &faults))
        }
        Err(other) => Err(other.into()),
    }
}

fn ticket(app: &App, ctx: &Ctx, headers: &HeaderMap) -> Option<Ticket> {
    let jar = CookieJar::from_headers(headers);
    app.tickets().find(jar.get(TICKET_COOKIE.of(app))?.value(), ctx.now())
}

/// `GET /{lang}/visit`: the visit of this browser's ticket.
pub async fn show(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Fault> {
    let Some(ticket) = ticket(&app, &ctx, &headers) else {
        return Ok(Redirect::to(&ctx.href("/appointment")).into_response());
    };
    let visit = app.office().appointment(ctx.actor(), ticket.id, Some(ticket.code.expose_secret())).await?;
    let code = ticket.fresh.then_some(ticket.code.expose_secret());
    Ok(page(&app, &ctx, &visit, code, "/visit/cancel"))
}

/// `POST /{lang}/visit/cancel`
pub async fn cancel(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    _form: Fields,
) -> Result<Response, Fault> {
    let Some(ticket) = ticket(&app, &ctx, &headers) else {
        return Ok(Redirect::to(&ctx.href("/appointment")).into_response());
    };
    app.office().cancel(ctx.actor(), ticket.id, Some(ticket.code.expose_secret())).await?;
    Ok(Redirect::to(&ctx.href("/visit")).into_response())
}

fn id(text: &str) -> Result<AppointmentId, Fault> {
    text.parse().map_err(|_| Fault::not_found())
}

/// `GET /{lang}/visits/{id}`: a visit of the client who is signed in.
pub async fn own(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let visit = app.office().appointment(ctx.actor(), id(&number)?, None).await?;
    Ok(page(&app, &ctx, &visit, None, &format!("/visits/{}/cancel", visit.id)))
}

/// `POST /{lang}/visits/{id}/cancel`
pub async fn cancel_own(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    _form: Fields,
) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let visit = app.office().cancel(ctx.actor(), id(&number)?, None).await?;
    Ok(Redirect::to(&ctx.href(&format!("/visits/{}", visit.id))).into_response())
}

/// The tone of a visit's state.
pub fn tone(state: VisitState) -> Tone {
    match state {
        VisitState::Booked | VisitState::CheckedIn => Tone::Good,
        VisitState::Done => Tone::Plain,
        VisitState::Missed => Tone::Warn,
        VisitState::Cancelled => Tone::Bad,
    }
}

fn page(app: &App, ctx: &Ctx, visit: &AppointmentView, code: Option<&str>, cancel: &str) -> Response {
    let booked = visit.state == VisitState::Booked;
    let fresh = code.filter(|_| booked);
    let title = ctx.t(match (visit.state, fresh) {
        (VisitState::Cancelled, _) => "visit-cancelled-heading",
        (_, Some(_)) => "visit-booked-heading",
        _ => "visit-heading",
    });
    let body = html! {
        @if let Some(code) = fresh {
            div.confirm {
                h1 { (title) }
                dl {
                    dt { (ctx.t("visit-number")) }
                    dd.big { (visit.id.grouped()) }
                    dt { (ctx.t("visit-code")) }
                    dd.big { (grouped(code)) }
                }
                p { (ctx.t("visit-keep-code")) }
            }
        } @else {
            h1 { (title) }
            @if visit.state == VisitState::Cancelled {
                (notice(Tone::Info, "", &html! { p { (ctx.t("visit-cancelled")) } }))
            }
        }
        (details(app, ctx, visit))
        @if booked {
            (to_bring(app, ctx, visit))
            h2 { (ctx.t("visit-cancel-heading")) }
            p { (ctx.t("visit-cancel-note")) }
            form method="post" action=(ctx.href(cancel)) {
                (ctx.form_token())
                button.danger type="submit" { (ctx.t("visit-cancel")) }
            }
        } @else if visit.state == VisitState::Cancelled {
            p.actions { a.button href=(ctx.href("/book")) { (ctx.t("visit-book-again")) } }
        }
    };
    Page::new(ctx, title).own_heading().render(body)
}

fn grouped(code: &str) -> String {
    match (code.get(..4), code.get(4..)) {
        (Some(first), Some(rest)) if !rest.is_empty() => format!("{first}-{rest}"),
        _ => code.to_owned(),
    }
}

fn details(app: &App, ctx: &Ctx, visit: &AppointmentView) -> Markup {
    let office = app.law().office(&visit.office);
    let service = app.law().procedure(&visit.service, ctx.today());
    html! {
        dl.facts {
            dt { (ctx.t("visit-number")) }
            dd { span.number { (visit.id.grouped()) } " " (tag(tone(visit.state), &ctx.code("state", visit.state.code()))) }
            dt { (ctx.t("service")) }
            dd { @match service { Some(service) => (ctx.of(service.name())), None => (visit.service) } }
            dt { (ctx.t("visit-when")) }
            dd { strong { (ctx.long_date(visit.day)) ", " (words::time(ctx.lang(), visit.minute)) } }
            dt { (ctx.t("office")) }
            dd {
                @match office {
                    Some(office) => {
                        a href=(ctx.href(&format!("/offices/{}", office.id))) { (ctx.of(&office.name)) }
                        @if let Some(address) = &office.address { p { (address) } }
                        @if let Some(phone) = &office.phone { p { (dial(phone)) } }
                    },
                    None => (visit.office),
                }
            }
            dt { (ctx.t("visit-who")) }
            dd {
                (visit.name)
                @if !visit.phone.is_empty() { p { (visit.phone) } }
                @if !visit.email.is_empty() { p { (visit.email) } }
            }
            (reminder(ctx, visit))
        }
    }
}

fn to_bring(app: &App, ctx: &Ctx, visit: &AppointmentView) -> Markup {
    let service = app.law().procedure(&visit.service, ctx.today());
    html! {
        h2 { (ctx.t("visit-bring")) }
        p { (ctx.t("service-bring-identity")) }
        @if let Some(service) = service {
            p { a href=(ctx.href(&format!("/services/{}", service.id()))) { (ctx.t("visit-bring-more")) } }
        }
    }
}
