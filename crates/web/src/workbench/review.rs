//! The second pair of eyes: a proposal in full, to approve or to send back.

use super::case::act::{faults_of, stale, version};
use super::case::named;
use super::case::{href, more, outcome, procedure};
use super::decide::does;
use super::words::{due, name, officer_name};
use super::{case, id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::CaseId;
use law::Due;
use maud::html;
use office::cases::{CaseCommand, CaseView, NotNow, Phase};
use office::error::OfficeError;

/// `GET /{lang}/work/cases/{id}/review`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    let view = app.office().case(ctx.actor(), id(&number)?).await?;
    let fields = ctx.given_back(Fields::default());
    show(&app, &ctx, &view, &fields, &ctx.faults(), StatusCode::OK).await
}

async fn show(
    app: &App,
    ctx: &Ctx,
    view: &CaseView,
    fields: &Fields,
    faults: &Faults,
    status: StatusCode,
) -> Result<Response, Fault> {
    let procedure = procedure(app, view)?;
    let Phase::Proposed(stated) = &view.case.phase else {
        return Ok(Redirect::to(&href(ctx, view.case.id)).into_response());
    };
    let draft = case::draft::panel(app, ctx, view, procedure, None).await?;
    let form = Form { ctx, fields, faults };
    let action = format!("{}/review", href(ctx, view.case.id));
    let rule = procedure.decision(stated.outcome.decision());
    let may_approve = view.allowed.contains(&"approve");
    let may_return = view.allowed.contains(&"return");
    let why_not = view.not_allowed.iter().find_map(|(code, why)| match why {
        NotNow::Rule(problem) if *code == "approve" => Some(named::words(ctx, procedure, problem)),
        _ => None,
    });
    let body = html! {
        (form.summary())
        p.lead { (name(&view.subject)) " · " (ctx.of(procedure.name())) }
        div.columns.case.even {
            div {
                div.panel {
                    h2 { (ctx.t("work-preview-says")) }
                    (outcome(ctx, &stated.outcome, procedure))
                    (more(ctx, stated, procedure))
                    p.small.soft { (ctx.tf("work-proposed-by", &[("by", officer_name(app.office(), stated.by.as_str()).into())])) }
                }
                div.panel {
                    h2 { (ctx.t("work-preview-does")) }
                    @if let Some(rule) = rule { (does::list(app, ctx, view, procedure, rule, &stated.choices)) }
                }
                @if may_approve {
                    form method="post" action=(action) {
                        (ctx.form_token())
                        input type="hidden" name="version" value=(view.case.version);
                        p.actions { (button::step(ctx, "", "approve", "work-approve")) }
                    }
                } @else {
                    (notice(Tone::Info, "", &html! { p { (why_not.unwrap_or_else(|| ctx.t("work-review-other"))) } }))
                }
                @if may_return {
                    details.more open[!faults.is_empty() || ctx.typed().is_some()] {
                        (button::summary(ctx, "work-return-heading"))
                        form method="post" action=(action) {
                            (ctx.form_token())
                            input type="hidden" name="version" value=(view.case.version);
                            (form.area("return-reasons", &ctx.t("work-return-reasons"), &ctx.t("work-return-hint")))
                            p.actions {
                                (button::step(ctx, "danger", "return", "work-return"))
                            }
                        }
                    }
                }
                p.actions {
                    (button::go(ctx, "second", href(ctx, view.case.id), "work-whole-case"))
                    (button::go(ctx, "second", ctx.href(&format!("/work/next?after={}", view.case.id)), "work-next-go"))
                }
                div.panel.apart {
                    h2 { (ctx.t("work-term-heading")) }
                    @if let Due::On(day) = view.term.due { p { (due(ctx, day)) } }
                }
                div.panel { (case::beside(ctx, view, procedure)) }
            }
            div.beside { (draft.letter) }
        }
    };
    Ok(Page::new(ctx, ctx.t("work-review-title"))
        .crumb("/work", ctx.t("nav-work"))
        .crumb("/work/cases", ctx.t("nav-cases"))
        .crumb(&format!("/work/cases/{}", view.case.id), name(&view.subject))
        .status(status)
        .faults(faults)
        .render(body))
}

/// `POST /{lang}/work/cases/{id}/review`
pub async fn send(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let case: CaseId = id(&number)?;
    let (code, command) = match fields.get("step") {
        "approve" => ("approve", CaseCommand::Approve {}),
        "return" => ("return", CaseCommand::Return { reasons: fields.get("return-reasons").to_owned() }),
        _ => return Err(Fault::of("bad-request")),
    };
    match app.office().command(ctx.actor(), case, version(&fields), &command).await {
        Ok(_) => Ok(Redirect::to(&href(&ctx, case)).into_response()),
        Err(OfficeError::Conflict(problem)) if problem.code == "stale" => {
            let view = app.office().case(ctx.actor(), case).await?;
            Ok(stale(&app, &ctx, &view, version(&fields)))
        }
        Err(error @ (OfficeError::Invalid(_) | OfficeError::NotNow(_))) => {
            let status = match &error {
                OfficeError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
            };
            let view = app.office().case(ctx.actor(), case).await?;
            let error = named::error(&ctx, procedure(&app, &view)?, error);
            show(&app, &ctx, &view, &fields, &faults_of(code, error), status).await
        }
        Err(error) => Err(error.into()),
    }
}
