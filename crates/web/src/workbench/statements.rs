//! Statements about a person: an officer issues one for the client at the counter, or downloads one again.

use super::person::{known_at, purpose};
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::statement;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PersonId, StatementId};
use maud::html;
use office::access::Purpose;
use office::access::rights::{Action, actor_may};
use office::register::When;

/// `GET /{lang}/work/persons/{id}/statements?purpose=&issued=`
pub async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let (person, purpose) = whom(&ctx, &number, &query)?;
    let issued = query.get("issued").parse().ok();
    let fields = ctx.given_back(statement::first(&ctx, person));
    show(&app, &ctx, (person, &purpose), (&fields, &ctx.faults()), issued).await
}

/// `POST /{lang}/work/persons/{id}/statements?purpose=`
pub async fn issue(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    let (person, purpose) = whom(&ctx, &number, &query)?;
    let mut faults = Faults::default();
    let known_at = fields.has("known_at").then(|| known_at(&app, fields.get("known_at")));
    if known_at == Some(None) {
        faults.add("known_at", "work-wrong-known-at", Vec::new());
    }
    if let Some(request) = statement::read(&ctx, &fields, person, known_at.flatten(), &mut faults) {
        match app.office().issue_statement(ctx.actor(), &purpose, request).await {
            Ok(issued) => {
                let path =
                    format!("/work/persons/{person}/statements?purpose={purpose}&issued={}", issued.id);
                return Ok(Redirect::to(&ctx.href(&path)).into_response());
            }
            Err(error) => statement::refused(error, &mut faults)?,
        }
    }
    show(&app, &ctx, (person, &purpose), (&fields, &faults), None).await
}

/// `GET /{lang}/work/persons/{id}/statements/{statement}/{form}?purpose=`
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, wanted, form)): Path<(String, String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let (_, purpose) = whom(&ctx, &number, &query)?;
    let wanted: StatementId = id(&wanted)?;
    let file = app.office().statement_file(ctx.actor(), &purpose, wanted, &form).await?;
    Ok(statement::download(wanted, &form, file))
}

fn whom(ctx: &Ctx, number: &str, query: &Fields) -> Result<(PersonId, Purpose), Fault> {
    officer(ctx)?;
    Ok((id(number)?, purpose(query).ok_or_else(|| Fault::of("no-purpose"))?))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    (person, purpose): (PersonId, &Purpose),
    (fields, faults): (&Fields, &Faults),
    issued: Option<StatementId>,
) -> Result<Response, Fault> {
    let record = app.office().person(ctx.actor(), purpose, person, &When::default()).await?;
    let statements = app.office().statements_of(ctx.actor(), purpose, person).await?;
    let name = record.view.name().map_or_else(|| "—".to_owned(), |name| name.to_string());
    let form = Form { ctx, fields, faults };
    let at = |rest: &str| ctx.href(&format!("/work/persons/{person}{rest}?purpose={purpose}"));
    let href = |id: StatementId, form: &str| at(&format!("/statements/{id}/{form}"));
    let body = html! {
        (form.summary())
        p.lead { (name) }
        (statement::list(ctx, &statements, issued, &[], &href))
        @if actor_may(ctx.actor(), Action::IssueStatement) {
            h2 { (ctx.t("statement-new-heading")) }
            (statement::fees(ctx, app))
            form method="post" action=(at("/statements")) {
                (ctx.form_token())
                (statement::ask(&form, app))
                (form.line(Line::Code, "known_at", &ctx.t("work-known-at"), &ctx.t("work-known-at-hint"), "off"))
                p.actions {
                    (button::send(ctx, "statement-send"))
                    (button::go(ctx, "second", at(""), "work-back-to-person"))
                }
            }
        }
    };
    Ok(Page::new(ctx, ctx.t("work-statements"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/persons", ctx.t("nav-persons"))
        .crumb(&format!("/work/persons/{person}?purpose={purpose}"), name)
        .faults(faults)
        .render(body))
}
