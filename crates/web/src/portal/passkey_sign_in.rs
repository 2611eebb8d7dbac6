//! Officers sign in with a passkey: the code first, then what the browser is asked.

use super::key_forms::{self, Ceremony};
use super::sign_in;
use crate::app::App;
use crate::assets;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::session;
use crate::status::Fault;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::OfficerId;
use maud::html;
use office::actor::Actor;
use office::sessions::{IDLE_SECONDS, Method, SignedIn};

const PURPOSE: &str = "sign-in";

/// `GET /{lang}/sign-in/passkey`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show(&app, &ctx, &ctx.given_back(Fields::of(&[("next", query.get("next"))])), &ctx.faults(), None)
}

fn show(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    faults: &Faults,
    failed: Option<&str>,
) -> Result<Response, Fault> {
    app.sign_in().passkeys().ok_or_else(Fault::not_found)?;
    let form = Form { ctx, fields, faults };
    let body = html! {
        (form.summary())
        @if let Some(failed) = failed {
            (notice(Tone::Bad, &ctx.t("passkey-failed-heading"), &html! { p { (ctx.t(failed)) } }))
        }
        form method="post" action=(ctx.href("/sign-in/passkey")) {
            (ctx.form_token())
            (form.hidden("next"))
            (form.line(Line::Text, "code", &ctx.t("passkey-code"), &ctx.t("passkey-code-hint"), "username"))
            div.actions { button type="submit" { (ctx.t("passkey-next")) } }
        }
    };
    Ok(Page::new(ctx, ctx.t("passkey-sign-in"))
        .crumb("/sign-in", ctx.t("sign-in"))
        .faults(faults)
        .faulty(!faults.is_empty() || failed.is_some())
        .render(body))
}

/// `POST /{lang}/sign-in/passkey`: asks the browser. An officer without a passkey is asked as if they had one.
pub async fn ask(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let passkeys = app.sign_in().passkeys().ok_or_else(Fault::not_found)?;
    let Ok(code) = fields.get("code").to_lowercase().parse::<OfficerId>() else {
        let mut faults = Faults::default();
        faults.add("code", "passkey-code-wrong", Vec::new());
        return show(&app, &ctx, &fields, &faults, None);
    };
    let known = match app.office().officer(code.as_str()) {
        Some(_) => app.office().passkeys(&code).await?,
        None => Vec::new(),
    };
    let ceremony = Ceremony::show(&app, passkeys, PURPOSE, code.as_str(), &known).await?;
    let hidden = [("next", fields.get("next")), ("code", code.as_str())];
    let body = html! {
        p.lead { (ctx.t("passkey-ask")) }
        (ceremony.form(&ctx, &ctx.href("/sign-in/passkey/answer"), &hidden, &html! {}, &ctx.t("passkey-sign-in")))
    };
    Ok(Page::new(&ctx, ctx.t("passkey-sign-in"))
        .crumb("/sign-in", ctx.t("sign-in"))
        .script(assets::passkey_js())
        .render(body))
}

/// `POST /{lang}/sign-in/passkey/answer`
pub async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let officer = match key_forms::shown(&app, PURPOSE, &fields).await? {
        // Whoever left the staff list is not let in by a key that they still have.
        Ok(code) => app.office().officer(&code).ok_or("passkey-not-verified"),
        Err(fault) => Err(key_forms::words(fault)),
    };
    let officer = match officer {
        Ok(officer) => officer,
        Err(words) => return show(&app, &ctx, &fields, &Faults::default(), Some(words)),
    };
    let who = SignedIn {
        name: officer.name.clone(),
        actor: Actor::Officer(officer),
        method: Method::Passkey,
        provider: String::new(),
        level: String::new(),
        browser: session::browser(&headers),
        seconds: IDLE_SECONDS,
    };
    let next = sign_in::safe_path(fields.get("next")).unwrap_or("/work");
    sign_in::enter(&app, &ctx, &headers, &who, next).await
}
