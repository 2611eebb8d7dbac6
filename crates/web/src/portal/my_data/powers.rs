//! Who may act for the client by a power of attorney, and for whom the client may; the client revokes what they gave.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::ui::power;
use crate::workbench::person::since;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Day;
use maud::{Markup, html};
use office::OfficeError;
use office::register::{Power, Powers};

/// Both lists.
pub fn section(app: &App, ctx: &Ctx, powers: &Powers, done: &str) -> Markup {
    html! {
        h2 #powers { (ctx.t("powers-given")) }
        @let told = match done { "revoked" => Some("powers-revoked"), "gone" => Some("powers-gone"), "none-runs" => Some("powers-other-done"), _ => None };
        @if let Some(key) = told {
            (notice(Tone::Good, "", &html! { p role="status" { (ctx.t(key)) } }))
        }
        @if powers.agents.is_empty() {
            p { (ctx.t("powers-given-none")) }
        } @else {
            p { (ctx.t("powers-given-note")) }
            (table(app, ctx, &powers.agents, true))
        }
        p { a href=(ctx.href("/my-data/powers")) { (ctx.t("powers-other-link")) } }
        h2 #acting { (ctx.t("powers-had")) }
        @if powers.principals.is_empty() {
            p { (ctx.t("powers-had-none")) }
        } @else {
            (table(app, ctx, &powers.principals, false))
            p { a href=(ctx.href("/behalf")) { (ctx.t("matters-behalf-go")) } }
        }
        p.soft { (ctx.t("behalf-attorney")) }
    }
}

fn table(app: &App, ctx: &Ctx, powers: &[Power], given: bool) -> Markup {
    html! {
        table.table {
            thead {
                tr {
                    th scope="col" { (ctx.t(if given { "powers-agent" } else { "powers-principal" })) }
                    th scope="col" { (ctx.t("powers-matters")) }
                    th scope="col" { (ctx.t("powers-from")) }
                    th scope="col" { (ctx.t("powers-until")) }
                    @if given { th scope="col" { span.hidden-visually { (ctx.t("powers-revoke")) } } }
                }
            }
            tbody { @for held in powers { (row(app, ctx, held, given)) } }
        }
    }
}

fn row(app: &App, ctx: &Ctx, held: &Power, given: bool) -> Markup {
    let name = held.name.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    html! {
        tr {
            th scope="row" { (name) }
            td data-label=(ctx.t("powers-matters")) { (power::matters(ctx, app, &held.matters)) }
            td data-label=(ctx.t("powers-from")) { (since(ctx, held.from)) }
            td data-label=(ctx.t("powers-until")) { (power::until(ctx, held.to)) }
            @if given {
                td {
                    form method="post" action=(ctx.href("/my-data/powers/revoke")) {
                        (ctx.form_token())
                        input type="hidden" name="seq" value=(held.seq);
                        button.second.small type="submit" {
                            (ctx.t("powers-revoke"))
                            span.hidden-visually { ": " (name) }
                        }
                    }
                }
            }
        }
    }
}

/// `GET /{lang}/my-data/powers`: one that is not in the list is revoked by its deed.
pub async fn other(ctx: Ctx) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    Ok(show_other(&ctx, &ctx.given_back(Fields::default()), &ctx.faults()))
}

fn show_other(ctx: &Ctx, fields: &Fields, faults: &Faults) -> Response {
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        p.lead { (ctx.t("powers-other-lead")) }
        form method="post" action=(ctx.href("/my-data/powers")) {
            (ctx.form_token())
            (form.line(Line::Text, "number", &ctx.t("powers-number"), &ctx.t("powers-number-hint"), "off"))
            (form.line(Line::Date, "day", &ctx.t("powers-day"), "", "off"))
            div.actions { button type="submit" { (ctx.t("powers-revoke")) } }
        }
    };
    Page::new(ctx, ctx.t("powers-other"))
        .crumb("/matters", ctx.t("nav-matters"))
        .crumb("/my-data", ctx.t("nav-my-data"))
        .faults(faults)
        .render(body)
}

/// `POST /{lang}/my-data/powers`: the answer is the same whether there was one or not.
pub async fn revoke_other(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let mut faults = Faults::default();
    if fields.get("number").trim().is_empty() {
        faults.add("number", "problem-required", Vec::new());
    }
    let day = fields.get("day").parse::<Day>();
    match day {
        Ok(day) if day > ctx.today() => faults.add("day", "powers-day-ahead", Vec::new()),
        Ok(_) => {}
        Err(_) if fields.has("day") => faults.add("day", "problem-wrong-date", Vec::new()),
        Err(_) => faults.add("day", "problem-required", Vec::new()),
    }
    let Some(day) = day.ok().filter(|_| faults.is_empty()) else {
        return Ok(show_other(&ctx, &fields, &faults));
    };
    app.office().revoke_power_by_deed(ctx.actor(), fields.get("number"), day).await?;
    Ok(Redirect::to(&ctx.href("/my-data?done=none-runs#powers")).into_response())
}

/// `POST /{lang}/my-data/powers/revoke`
pub async fn revoke(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    if ctx.actor().client().is_none() {
        return Err(Fault::of("sign-in"));
    }
    let seq = fields.get("seq").parse().map_err(|_| Fault::not_found())?;
    let done = match app.office().revoke_power(ctx.actor(), seq).await {
        Ok(()) => "revoked",
        // From an old page: it ended meanwhile.
        Err(OfficeError::NotFound) => "gone",
        Err(other) => return Err(other.into()),
    };
    Ok(Redirect::to(&ctx.href(&format!("/my-data?done={done}#powers"))).into_response())
}
