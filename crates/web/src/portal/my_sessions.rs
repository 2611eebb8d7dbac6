//! Where somebody is signed in, and how to end it: for clients and officers alike.

use super::my_passkeys::moment;
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::Fields;
use crate::page::Page;
use crate::session::Session;
use crate::status::Fault;
use crate::ui::notice::{Tone, tag};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use office::sessions::{Method, Session as Kept};

fn session(ctx: &Ctx) -> Result<&Session, Fault> {
    ctx.session().ok_or_else(|| Fault::of("sign-in"))
}

/// `GET /{lang}/my-sessions`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    let own = session(&ctx)?.kept.id;
    let sessions = app.office().my_sessions(ctx.actor()).await?;
    let officer = ctx.actor().officer().is_some();
    let body = html! {
        p.lead { (ctx.t("my-sessions-lead")) }
        table.table {
            thead {
                tr {
                    th scope="col" { (ctx.t("my-sessions-browser")) }
                    th scope="col" { (ctx.t("my-sessions-method")) }
                    th scope="col" { (ctx.t("my-sessions-started")) }
                    th scope="col" { (ctx.t("my-sessions-seen")) }
                    th scope="col" { (ctx.t("my-sessions-act")) }
                }
            }
            tbody { @for one in &sessions { (row(&app, &ctx, one, one.id == own)) } }
        }
        @if sessions.len() > 1 {
            form method="post" action=(ctx.href("/my-sessions")) {
                (ctx.form_token())
                input type="hidden" name="which" value="others";
                div.actions { button type="submit" { (ctx.t("my-sessions-end-others")) } }
            }
        }
        @if officer && app.sign_in().passkeys().is_some() {
            p { a href=(ctx.href("/my-passkeys")) { (ctx.t("nav-my-passkeys")) } }
        }
        @if !officer { p { a href=(ctx.href("/behalf")) { (ctx.t("nav-behalf")) } } }
    };
    Ok(Page::new(&ctx, ctx.t("nav-my-sessions")).render(body))
}

fn row(app: &App, ctx: &Ctx, one: &Kept, own: bool) -> Markup {
    let browser = if one.browser.is_empty() { ctx.t("my-sessions-unknown") } else { one.browser.clone() };
    let method = match one.method {
        Method::Demonstration => ctx.t("method-demonstration"),
        Method::Passkey => ctx.t("method-passkey"),
        Method::Assertion => ctx.t("method-assertion"),
        Method::Provider => app
            .sign_in()
            .provider(&one.provider)
            .map_or_else(|| one.provider.clone(), |known| known.config().label(ctx.lang()).to_owned()),
    };
    let began = moment(ctx, one.started);
    html! {
        tr {
            th scope="row" { (browser) @if own { " " (tag(Tone::Good, &ctx.t("my-sessions-this"))) } }
            td data-label=(ctx.t("my-sessions-method")) { (method) }
            td data-label=(ctx.t("my-sessions-started")) { (began) }
            td data-label=(ctx.t("my-sessions-seen")) { (moment(ctx, one.seen)) }
            td data-label=(ctx.t("my-sessions-act")) {
                form method="post" action=(ctx.href("/my-sessions")) {
                    (ctx.form_token())
                    input type="hidden" name="which" value=(one.id);
                    button.second.small type="submit"
                        aria-label=(ctx.tf("my-sessions-end-which", &[("began", began.as_str().into())])) {
                        (ctx.t("my-sessions-end"))
                    }
                }
            }
        }
    }
}

/// `POST /{lang}/my-sessions`: ends one, or all others.
pub async fn end(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let own = session(&ctx)?;
    if fields.get("which") == "others" {
        app.office().end_my_other_sessions(ctx.actor(), &own.kept).await?;
    } else {
        let id = fields.get("which").parse().map_err(|_| Fault::not_found())?;
        app.office().end_my_session(ctx.actor(), id).await?;
        if id == own.kept.id {
            return Ok(Redirect::to(&ctx.href("/signed-out")).into_response());
        }
    }
    Ok(Redirect::to(&ctx.href("/my-sessions")).into_response())
}
