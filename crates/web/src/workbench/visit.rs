//! One visit: who comes, what for, what can be done; from here an application is taken in.

use super::cases::of_person;
use super::queue::{state, steps};
use super::words::{office_name, procedure_name};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::channels::reminder;
use crate::words::time;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::AppointmentId;
use maud::{Markup, html};
use office::actor::Role;
use office::appointments::{AppointmentView, VisitState};

/// `GET /{lang}/work/visits/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    let officer = officer(&ctx)?;
    let visit = app.office().appointment(ctx.actor(), id::<AppointmentId>(&number)?, None).await?;
    let cases = match visit.person {
        Some(person) => app.office().cases_of(ctx.actor(), person).await?,
        None => Vec::new(),
    };
    let open = matches!(visit.state, VisitState::Booked | VisitState::CheckedIn | VisitState::Done);
    let body = html! {
        p.lead {
            (ctx.long_date(visit.day)) ", " (time(ctx.lang(), visit.minute)) " " (state(&ctx, visit.state))
        }
        (facts(&ctx, &app, &visit))
        (steps(&ctx, officer, &visit, visit.day))
        @if !cases.is_empty() {
            h2 { (ctx.t("work-visit-cases")) }
            (of_person(&ctx, &app, &cases))
        }
        @if open && officer.is(Role::Counter) {
            div.panel.apart {
                h2 { (ctx.t("work-visit-apply-heading")) }
                p { (ctx.t("work-visit-apply")) }
                p.actions {
                    (button::go(&ctx, "", ctx.href(&format!("/work/apply?visit={}", visit.id)), "work-apply"))
                    (button::go(&ctx, "second", ctx.href("/work/persons"), "work-find-person"))
                }
            }
        }
    };
    let heading = ctx.tf("work-visit-title", &[("name", (&visit.name).into())]);
    Ok(Page::new(&ctx, heading)
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/queue", ctx.t("nav-queue"))
        .render(body))
}

fn facts(ctx: &Ctx, app: &App, visit: &AppointmentView) -> Markup {
    html! {
        dl.facts {
            dt { (ctx.t("work-service")) }
            dd { (procedure_name(ctx, app.office(), &visit.service)) }
            dt { (ctx.t("work-office")) }
            dd { (office_name(ctx, app.office(), &visit.office)) }
            dt { (ctx.t("work-visit-length")) }
            dd { (ctx.tf("work-minutes", &[("n", visit.minutes.into())])) }
            @if !visit.phone.is_empty() { dt { (ctx.t("work-phone")) } dd { (visit.phone) } }
            @if !visit.email.is_empty() { dt { (ctx.t("work-email")) } dd { (visit.email) } }
            (reminder(ctx, visit))
            dt { (ctx.t("work-booked-as")) }
            dd { (ctx.t(if visit.person.is_some() { "work-booked-signed-in" } else { "work-booked-anonymous" })) }
            dt { (ctx.t("work-visit-number")) }
            dd { code { (visit.id.grouped()) } }
        }
    }
}

/// `POST /{lang}/work/visits/{id}/{act}`
pub async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, act)): Path<(String, String)>,
    _form: Fields,
) -> Result<Response, Fault> {
    let number: AppointmentId = id(&number)?;
    let (office, actor) = (app.office(), ctx.actor());
    let visit = match act.as_str() {
        "check-in" => office.check_in(actor, number).await?,
        "done" => office.finish_visit(actor, number).await?,
        "missed" => office.miss_visit(actor, number).await?,
        _ => return Err(Fault::not_found()),
    };
    // Who was checked in is served next; otherwise the queue goes on.
    let next = match visit.state {
        VisitState::CheckedIn => format!("/work/visits/{number}"),
        _ => format!("/work/queue?office={}&day={}", visit.office, visit.day),
    };
    Ok(Redirect::to(&ctx.href(&next)).into_response())
}
