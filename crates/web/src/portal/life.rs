//! Services by what happens in a life. Events and what they bring are data (`procedures/…/portal/events.kdl`).

use crate::app::App;
use crate::ctx::Ctx;
use crate::page::Page;
use crate::portal::services::line;
use crate::status::Fault;
use axum::extract::{Path, State};
use axum::response::Response;
use law::Procedure;
use maud::{Markup, html};

/// `GET /{lang}/life/{event}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let law = app.law();
    let event = law.portal().event(&id).ok_or_else(Fault::not_found)?;
    let brought = law.brought_by(event, ctx.today());
    let (services, others): (Vec<&Procedure>, Vec<&Procedure>) =
        brought.into_iter().partition(|procedure| law.is_applied_for(procedure));
    let (onward, begun): (Vec<&Procedure>, Vec<&Procedure>) =
        others.into_iter().partition(|procedure| procedure.is_service());
    let body = html! {
        p.lead { (ctx.of(&event.lead)) }
        h2 { (ctx.t("life-services")) }
        ul.rows.wide { @for service in services { li { (line(&ctx, service, false)) } } }
        @if !onward.is_empty() {
            h2 { (ctx.t("life-onward")) }
            ul.rows.wide { @for procedure in onward { li { (line(&ctx, procedure, false)) } } }
        }
        @if !begun.is_empty() {
            h2 { (ctx.t("life-begun")) }
            ul.rows.wide { @for procedure in begun { li { (line(&ctx, procedure, false)) } } }
        }
        h2 { (ctx.t("life-else")) }
        p { (ctx.t("life-else-note")) }
        p.actions {
            a.button.second href=(ctx.href("/contacts")) { (ctx.t("nav-contacts")) }
            a.button.second href=(ctx.href("/book")) { (ctx.t("nav-book")) }
        }
    };
    Ok(Page::new(&ctx, ctx.of(&event.name)).crumb("/services", ctx.t("nav-services")).render(body))
}

/// The events as a list of ways in.
pub fn events(app: &App, ctx: &Ctx) -> Markup {
    html! {
        ul.cards {
            @for event in &app.law().portal().events {
                li {
                    div.card.goes {
                        h3 { a href=(ctx.href(&format!("/life/{}", event.id))) { (ctx.of(&event.name)) } }
                        p { (ctx.of(&event.lead)) }
                    }
                }
            }
        }
    }
}
