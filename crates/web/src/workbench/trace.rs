//! The trace for the auditor, and the state of the system for the operator.

use super::officer;
use super::words::{instant, purpose_words};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::pages;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use office::access::{NOT_FOUND, REFUSED};

/// `GET /{lang}/work/trace?before=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let before = query.get("before").parse().ok();
    let entries = app.office().trace(ctx.actor(), before).await?;
    let full = entries.len() >= usize::try_from(office::audit::PAGE).unwrap_or(usize::MAX);
    let body = html! {
        p.lead { (ctx.t("work-trace-lead")) }
        @if entries.is_empty() {
            (empty(&ctx.t("work-trace-empty"), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th.num scope="col" { (ctx.t("work-trace-position")) }
                        th scope="col" { (ctx.t("work-trace-when")) }
                        th scope="col" { (ctx.t("work-trace-who")) }
                        th scope="col" { (ctx.t("work-trace-what")) }
                        th scope="col" { (ctx.t("work-trace-whom")) }
                        th scope="col" { (ctx.t("work-trace-why")) }
                    }
                }
                tbody {
                    @for entry in &entries {
                        tr {
                            td.num data-label=(ctx.t("work-trace-position")) { (entry.position) }
                            td data-label=(ctx.t("work-trace-when")) { (instant(&ctx, app.office(), entry.at)) }
                            th scope="row" {
                                @match entry.actor_name.as_deref() {
                                    Some(name) => (name),
                                    None => (ctx.code("work-actor", &entry.actor)),
                                }
                            }
                            td data-label=(ctx.t("work-trace-what")) {
                                (ctx.code("work-action", &entry.action)) br;
                                @if [NOT_FOUND, REFUSED].contains(&entry.fields.as_str()) {
                                    (tag(Tone::Warn, &ctx.code("work-trace-fields", &entry.fields)))
                                } @else { span.small.soft { (fields_words(&ctx, &entry.fields)) } }
                            }
                            td data-label=(ctx.t("work-trace-whom")) {
                                @if entry.subject.is_empty() { "—" } @else { code { (entry.subject) } }
                            }
                            td data-label=(ctx.t("work-trace-why")) { (purpose_words(&ctx, &entry.purpose)) }
                        }
                    }
                }
            }
            @let next = entries.last().filter(|_| full).map(|last| format!("/work/trace?before={}", last.position));
            (pages::onward(&ctx, query.has("before").then_some("/work/trace"), next.as_deref()))
        }
    };
    Ok(Page::new(&ctx, ctx.t("nav-trace")).crumb("/work", ctx.t("nav-work")).render(body))
}

/// What was read, in words.
pub(super) fn fields_words(ctx: &Ctx, fields: &str) -> String {
    let words = fields.split(',').map(|field| ctx.code("work-trace-fields", field));
    words.collect::<Vec<_>>().join(", ")
}

/// `GET /{lang}/work/system`
pub async fn system(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let state = app.office().system(ctx.actor()).await?;
    let figures = [
        ("work-system-engine", state.engine.to_owned()),
        ("work-system-position", state.position.to_string()),
        ("work-system-persons", state.persons.to_string()),
        ("work-system-jobs", state.jobs_waiting.to_string()),
        ("work-system-failing", state.jobs_failing.to_string()),
        ("work-system-sessions", app.office().session_count().await?.to_string()),
        ("work-system-mail", mail_words(&app, &ctx)),
        ("work-system-today", ctx.date(state.today)),
    ];
    let failing = state.jobs_failing > 0;
    let body = html! {
        @if failing { (notice(Tone::Bad, "", &html! { p { (ctx.t("work-system-warn")) } })) }
        @else { (notice(Tone::Good, "", &html! { p { (ctx.t("work-system-well")) } })) }
        dl.facts { @for (key, value) in &figures { dt { (ctx.t(key)) } dd { (value) } } }
        (sign_out_officer(&app, &ctx, query.get("ended")))
        p.soft { (ctx.t("work-system-commands")) }
    };
    Ok(Page::new(&ctx, ctx.t("nav-system")).crumb("/work", ctx.t("nav-work")).render(body))
}

/// Whether notices are sent by e-mail, and what this node sent.
fn mail_words(app: &App, ctx: &Ctx) -> String {
    let Some(figures) = app.office().mail_figures() else { return ctx.t("work-system-mail-none") };
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX).into();
    let args =
        [("sent", count(figures.sent)), ("failed", count(figures.failed)), ("lost", count(figures.given_up))];
    ctx.tf("work-system-mail-figures", &args)
}

/// Ends all sessions of an officer: a telephone was lost, or somebody left.
fn sign_out_officer(app: &App, ctx: &Ctx, ended: &str) -> Markup {
    let staff = app.office().staff();
    let options: Vec<_> = staff
        .iter()
        .map(|officer| (officer.id.to_string(), format!("{} ({})", officer.name, officer.id)))
        .collect();
    let (fields, faults) = (Fields::default(), Faults::default());
    let form = Form { ctx, fields: &fields, faults: &faults };
    html! {
        @if !options.is_empty() {
            h2 { (ctx.t("work-system-sign-out")) }
            @if let Ok(count) = ended.parse::<i64>() {
                (notice(Tone::Good, "", &html! { p { (ctx.tf("work-system-signed-out", &[("count", count.into())])) } }))
            }
            form method="post" action=(ctx.href("/work/system/sign-out")) {
                (ctx.form_token())
                (form.select("officer", &ctx.t("work-system-officer"), "", &options))
                div.actions { (button::second(ctx, "work-system-end")) }
            }
        }
    }
}

/// `POST /{lang}/work/system/sign-out`
pub async fn sign_out(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let code = fields.get("officer").parse().map_err(|_| Fault::not_found())?;
    let ended = app.office().end_sessions_of(ctx.actor(), &code).await?;
    Ok(Redirect::to(&ctx.href(&format!("/work/system?ended={ended}"))).into_response())
}
