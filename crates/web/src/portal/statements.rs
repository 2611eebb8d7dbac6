//! Statements from the register for a client and the children whom the client represents.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::apply::person_name;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::statement;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PersonId, StatementId};
use maud::html;
use office::access::Purpose;

/// `GET /{lang}/my-data/statements?issued=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let own = ctx.actor().client().ok_or_else(|| Fault::of("sign-in"))?;
    let issued = query.get("issued").parse().ok();
    let fields = ctx.given_back(statement::first(&ctx, ctx.acting_for().unwrap_or(own)));
    show(&app, &ctx, &fields, &ctx.faults(), issued).await
}

/// `POST /{lang}/my-data/statements`
pub async fn issue(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let own = ctx.actor().client().ok_or_else(|| Fault::of("sign-in"))?;
    let mut faults = Faults::default();
    let person: PersonId = fields.get("person").parse().unwrap_or(own);
    if let Some(request) = statement::read(&ctx, &fields, person, None, &mut faults) {
        match app.office().issue_statement(ctx.actor(), &Purpose::Own, request).await {
            Ok(issued) => {
                let back = ctx.href(&format!("/my-data/statements?issued={}", issued.id));
                return Ok(Redirect::to(&back).into_response());
            }
            Err(error) => statement::refused(error, &mut faults)?,
        }
    }
    show(&app, &ctx, &fields, &faults, None).await
}

/// `GET /{lang}/my-data/statements/{id}/{form}`: the same bytes every time.
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((number, form)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let id: StatementId = number.parse().map_err(|_| Fault::not_found())?;
    let file = app.office().statement_file(ctx.actor(), &Purpose::Own, id, &form).await?;
    Ok(statement::download(id, &form, file))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    faults: &Faults,
    issued: Option<StatementId>,
) -> Result<Response, Fault> {
    let people = app.office().represented(ctx.actor()).await?;
    let statements = app.office().my_statements(ctx.actor()).await?;
    let form = Form { ctx, fields, faults };
    let whose: Vec<_> = people.iter().map(|person| (person.id, person_name(ctx, person))).collect();
    let choices: Vec<_> =
        whose.iter().map(|(id, name)| (id.to_string(), name.clone(), String::new())).collect();
    let href = |id: StatementId, form: &str| ctx.href(&format!("/my-data/statements/{id}/{form}"));
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("statement-lead")) }
        (statement::fees(ctx, app))
        (statement::list(ctx, &statements, issued, &whose, &href))
        h2 { (ctx.t("statement-new-heading")) }
        form method="post" action=(ctx.href("/my-data/statements")) {
            (ctx.form_token())
            @if choices.len() > 1 {
                (form.radios("person", &ctx.t("statement-person"), "", &choices))
            } @else {
                (form.hidden("person"))
            }
            (statement::ask(&form, app))
            div.actions { button type="submit" { (ctx.t("statement-send")) } }
        }
    };
    Ok(Page::new(ctx, ctx.t("nav-statements"))
        .crumb("/matters", ctx.t("nav-matters"))
        .crumb("/my-data", ctx.t("nav-my-data"))
        .faults(faults)
        .render(body))
}
