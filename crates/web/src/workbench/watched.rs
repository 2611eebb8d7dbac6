//! The list of persons of public interest, which the oversight officer keeps.

use super::words::instant;
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::empty;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use maud::html;
use office::OfficeError;

const PATH: &str = "/work/watched";

/// `GET /{lang}/work/watched`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    officer(&ctx)?;
    show(&app, &ctx, (&ctx.given_back(Fields::default()), &ctx.faults())).await
}

/// `POST /{lang}/work/watched`
pub async fn add(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let mut faults = Faults::default();
    match app.office().watch_person(ctx.actor(), fields.get("person"), fields.get("reason")).await {
        Ok(_) => return Ok(Redirect::to(&ctx.href(PATH)).into_response()),
        Err(OfficeError::NotFound) => faults.add("person", "work-watched-nobody", Vec::new()),
        Err(OfficeError::NotNow(problem)) => {
            faults.add("person", &format!("problem-{}", problem.code), problem.args);
        }
        Err(OfficeError::Invalid(wrong)) => {
            faults.extend(wrong.iter().map(FieldFault::from));
        }
        Err(other) => return Err(other.into()),
    }
    show(&app, &ctx, (&fields, &faults)).await
}

/// `POST /{lang}/work/watched/{id}/remove`
pub async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let person: PersonId = id(&number)?;
    app.office().unwatch_person(ctx.actor(), person, fields.get("reason")).await?;
    Ok(Redirect::to(&ctx.href(PATH)).into_response())
}

async fn show(app: &App, ctx: &Ctx, (fields, faults): (&Fields, &Faults)) -> Result<Response, Fault> {
    let list = app.office().watched(ctx.actor()).await?;
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("work-watched-lead")) }
        @if list.is_empty() {
            (empty(&ctx.t("work-watched-empty"), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-trace-whom")) }
                        th scope="col" { (ctx.t("work-watched-reason")) }
                        th scope="col" { (ctx.t("work-trace-when")) }
                        th scope="col" { span.hidden-visually { (ctx.t("work-steps")) } }
                    }
                }
                tbody {
                    @for watched in &list {
                        tr {
                            th scope="row" { code { (watched.person) } }
                            td data-label=(ctx.t("work-watched-reason")) { (watched.reason) }
                            td data-label=(ctx.t("work-trace-when")) { (instant(ctx, app.office(), watched.at)) }
                            td {
                                form method="post" action=(ctx.href(&format!("{PATH}/{}/remove", watched.person))) {
                                    (ctx.form_token())
                                    button.second.small type="submit" {
                                        (ctx.t("work-watched-remove"))
                                        span.hidden-visually { ": " (watched.person) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        h2 { (ctx.t("work-watched-add")) }
        form method="post" action=(ctx.href(PATH)) {
            (ctx.form_token())
            (form.line(Line::Code, "person", &ctx.t("work-watched-person"), &ctx.t("work-watched-person-hint"), "off"))
            (form.line(Line::Text, "reason", &ctx.t("work-watched-reason"), "", "off"))
            div.actions { (button::send(ctx, "work-watched-send")) }
        }
    };
    Ok(Page::new(ctx, ctx.t("nav-watched")).crumb("/work", ctx.t("nav-work")).faults(faults).render(body))
}
