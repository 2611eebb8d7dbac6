//! Unusual readings: the list of those that wait, one with its reading, and what is said of it.

use super::trace::fields_words;
use super::words::instant;
use super::{id, officer};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::status::{Fault, FieldFault};
use crate::ui::button;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::pages;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::AlertId;
use maud::{Markup, html};
use office::OfficeError;
use office::oversight::{AlertView, Finding};

const PATH: &str = "/work/alerts";
const SETTLED: &str = "/work/alerts?settled=yes";

/// The name of a rule; its code when the law files do not know it any more.
fn rule(ctx: &Ctx, app: &App, code: &str) -> String {
    let rule = app.office().law().oversight().alert(code);
    rule.map_or_else(|| code.to_owned(), |rule| ctx.of(&rule.name).to_owned())
}

fn who(alert: &AlertView) -> &str {
    alert.officer_name.as_deref().unwrap_or(&alert.officer)
}

/// `GET /{lang}/work/alerts?settled=&after=`
pub async fn list(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    officer(&ctx)?;
    let settled = query.get("settled") == "yes";
    let after = Some(query.get("after")).filter(|text| !text.is_empty());
    let page = app.office().alerts(ctx.actor(), settled, after).await?;
    let (here, kept) = if settled { (SETTLED, "&settled=yes") } else { (PATH, "") };
    let next = page.next.as_ref().map(|next| format!("{PATH}?after={next}{kept}"));
    let states = [(PATH, "work-alerts-waiting", !settled), (SETTLED, "work-alerts-settled", settled)];
    let body = html! {
        p.lead { (ctx.t("work-alerts-lead")) }
        (pages::states(&ctx, "work-alerts-states", states))
        p { (ctx.tf("work-alerts-open", &[("count", i64::try_from(page.open).unwrap_or(i64::MAX).into())])) }
        @if page.items.is_empty() {
            (empty(&ctx.t("work-alerts-empty"), None))
        } @else {
            table.table.dense {
                thead {
                    tr {
                        th scope="col" { (ctx.t("work-alerts-rule")) }
                        th scope="col" { (ctx.t("work-trace-who")) }
                        th scope="col" { (ctx.t("work-trace-whom")) }
                        th scope="col" { (ctx.t("work-trace-when")) }
                    }
                }
                tbody {
                    @for alert in &page.items {
                        tr {
                            th scope="row" {
                                a href=(ctx.href(&format!("{PATH}/{}", alert.id))) { (rule(&ctx, &app, &alert.rule)) }
                            }
                            td data-label=(ctx.t("work-trace-who")) { (who(alert)) }
                            td data-label=(ctx.t("work-trace-whom")) {
                                @match alert.subject { Some(person) => code { (person) }, None => (counted(&ctx, alert)) }
                            }
                            td data-label=(ctx.t("work-trace-when")) { (instant(&ctx, app.office(), alert.at)) }
                        }
                    }
                }
            }
        }
        (pages::onward(&ctx, query.has("after").then_some(here), next.as_deref()))
    };
    Ok(Page::new(&ctx, ctx.t("nav-alerts")).crumb("/work", ctx.t("nav-work")).render(body))
}

fn counted(ctx: &Ctx, alert: &AlertView) -> String {
    let args = [("count", i64::from(alert.count).into()), ("usual", i64::from(alert.usual).into())];
    ctx.tf("work-alerts-counted", &args)
}

/// `GET /{lang}/work/alerts/{id}`
pub async fn page(State(app): State<App>, ctx: Ctx, Path(number): Path<String>) -> Result<Response, Fault> {
    officer(&ctx)?;
    show(&app, &ctx, id(&number)?, (&ctx.given_back(Fields::default()), &ctx.faults())).await
}

/// `POST /{lang}/work/alerts/{id}`
pub async fn settle(
    State(app): State<App>,
    ctx: Ctx,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    officer(&ctx)?;
    let alert: AlertId = id(&number)?;
    let mut faults = Faults::default();
    match Finding::of(fields.get("finding")) {
        None => faults.add("finding", "work-choose", Vec::new()),
        Some(finding) => {
            match app.office().settle_alert(ctx.actor(), alert, finding, fields.get("words")).await {
                Ok(_) => return Ok(Redirect::to(&ctx.href(&format!("{PATH}/{alert}"))).into_response()),
                Err(OfficeError::Invalid(wrong)) => {
                    faults.extend(wrong.iter().map(FieldFault::from));
                }
                Err(other) => return Err(other.into()),
            }
        }
    }
    show(&app, &ctx, alert, (&fields, &faults)).await
}

async fn show(
    app: &App,
    ctx: &Ctx,
    alert: AlertId,
    (fields, faults): (&Fields, &Faults),
) -> Result<Response, Fault> {
    let (view, reading) = app.office().alert(ctx.actor(), alert).await?;
    let form = Form { ctx, fields, faults };
    let title = rule(ctx, app, &view.rule);
    let body = html! {
        (form.summary())
        dl.facts {
            dt { (ctx.t("work-trace-who")) } dd { (who(&view)) }
            dt { (ctx.t("work-trace-whom")) }
            dd { @match view.subject { Some(person) => code { (person) }, None => (counted(ctx, &view)) } }
            dt { (ctx.t("work-trace-when")) } dd { (instant(ctx, app.office(), view.at)) }
            @if let Some(reading) = &reading {
                dt { (ctx.t("work-trace-what")) }
                dd { (ctx.code("work-action", &reading.action)) " · " (fields_words(ctx, &reading.fields)) }
                dt { (ctx.t("work-trace-why")) }
                dd { (super::words::purpose_words(ctx, &reading.purpose)) }
                dt { (ctx.t("work-trace-position")) } dd { (reading.position) }
            }
        }
        (said(ctx, app, &view))
        @if view.may_settle {
            h2 { (ctx.t("work-alerts-settle")) }
            form method="post" action=(ctx.href(&format!("{PATH}/{alert}"))) {
                (ctx.form_token())
                @let findings: Vec<_> =
                    Finding::ALL.iter().map(|f| (f.code().to_owned(), ctx.code("work-finding", f.code()))).collect();
                (form.select("finding", &ctx.t("work-alerts-finding"), "", &findings))
                (form.area("words", &ctx.t("work-alerts-words"), ""))
                div.actions { (button::send(ctx, "work-alerts-send")) }
            }
        } @else if view.settled.is_none() {
            (notice(Tone::Info, "", &html! { p { (ctx.t("problem-alert-own")) } }))
        }
    };
    Ok(Page::new(ctx, title)
        .crumb("/work", ctx.t("nav-work"))
        .crumb(PATH, ctx.t("nav-alerts"))
        .faults(faults)
        .render(body))
}

/// What somebody said of it.
fn said(ctx: &Ctx, app: &App, view: &AlertView) -> Markup {
    html! {
        @if let Some(settled) = &view.settled {
            @let tone = if settled.finding == Finding::Lawful { Tone::Good } else { Tone::Bad };
            div.panel {
                p { (tag(tone, &ctx.code("work-finding", settled.finding.code()))) }
                p { (settled.words) }
                p.small.soft {
                    @let name = settled.by.strip_prefix("officer:").and_then(|code| app.office().officer(code));
                    (name.map_or_else(|| settled.by.clone(), |officer| officer.name)) " · "
                    (instant(ctx, app.office(), settled.at))
                }
            }
        }
    }
}
