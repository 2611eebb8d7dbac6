//! Dangerous acts need a sign-in that is not old: whoever approves, joins records, writes the register by hand or pays
//! money back shows once more who they are, and goes on with what they had typed.
//!
//! [`DANGEROUS`] is the one list for pages and API. A form that comes too late is kept for a while under a random key,
//! for this actor only, and can be sent again after the confirmation.

use crate::app::App;
use crate::assets;
use crate::ctx::Ctx;
use crate::form::{Fields, Params};
use crate::page::Page;
use crate::portal::key_forms::{self, Ceremony};
use crate::session::Session;
use crate::sign_in::config::Whom;
use crate::status::Fault;
use crate::ui::notice::{Tone, notice};
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use office::actor::Officer;
use serde::{Deserialize, Serialize};

/// The dangerous acts: the path of the page behind the language, or of the API behind its version, as routes have it.
const DANGEROUS: &[&str] = &[
    // Decisions.
    "/work/cases/{id}/review",
    "/work/cases/{id}/do/approve",
    "/cases/{id}/approve",
    // Records of one person.
    "/work/persons/{id}/merge/{other}",
    "/work/persons/{id}/split/{other}",
    "/work/persons/{id}/undecided/{other}",
    "/work/duplicates/{pair}/{keep}",
    "/persons/{id}/merge",
    "/persons/{id}/split",
    "/persons/{id}/undecided/{other}",
    // Protected records.
    "/work/persons/{id}/protections",
    "/work/persons/{id}/protections/lift",
    "/persons/{id}/protections",
    "/persons/{id}/protections/lift",
    // What is closed.
    "/work/emergency",
    "/emergencies",
    // The register by hand.
    "/work/persons/{id}/acts/{act}",
    "/work/persons/{id}/change",
    "/work/persons/{id}/correct/{seq}",
    "/persons/{id}/changes",
    "/persons/{id}/corrections",
    "/persons/{id}/reviews",
    "/persons/{id}/reviews/close",
    "/civil-acts",
    // Money.
    "/work/refunds/bank",
    "/work/refunds/{id}/approve",
    "/refunds/{id}/approve",
    "/refunds/bank-order",
    // Erasing.
    "/work/retention/orders",
    "/work/retention/orders/{id}/approve",
    "/retention/orders",
    "/retention/orders/{id}/approve",
    // Keys.
    "/my-passkeys/new",
    "/my-passkeys/{id}/remove",
];

/// Seconds for which a form waits for the confirmation.
const WAIT_SECONDS: i64 = 15 * 60;
const FORM: &str = "form";
const CEREMONY: &str = "confirm";

/// A form that waits.
#[derive(Debug, Serialize, Deserialize)]
struct Held {
    actor: String,
    path: String,
    fields: Vec<(String, String)>,
}

/// Whether a route is on the list. `{command}` and `{act}` of a route stand for what the address has there.
fn listed(route: &str, path: &str) -> bool {
    let fits = |known: &str| {
        let mut parts = known.split('/');
        let mut given = path.split('/');
        let mut names = route.split('/');
        loop {
            match (parts.next(), given.next(), names.next()) {
                (None, None, None) => return true,
                (Some(part), Some(given), Some(name)) => {
                    let open = part.starts_with('{') && name.starts_with('{');
                    if !(open || part == given) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    };
    DANGEROUS.iter().any(|known| fits(known))
}

/// Whether a call of the API is a dangerous act.
pub fn dangerous_call(method: &Method, route: &str, path: &str) -> bool {
    const BASE: &str = "/api/v1";
    let behind = |text| str::strip_prefix(text, BASE);
    !method.is_safe() && behind(route).zip(behind(path)).is_some_and(|(route, path)| listed(route, path))
}

/// Leads whoever sends a dangerous form with an old sign-in to the confirmation.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let ctx = Ctx::from_request_parts(&mut parts, &app).await;
    let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default().to_owned();
    let request = Request::from_parts(parts, body);
    match ctx {
        Ok(ctx) if !ctx.fresh() && listed(behind_lang(&route), ctx.path()) => {
            match held(&app, &ctx, request).await {
                Ok(response) | Err(response) => response,
            }
        }
        _ => next.run(request).await,
    }
}

/// `/lv/work` is `/work`.
fn behind_lang(route: &str) -> &str {
    let rest = route.get(1..).unwrap_or_default();
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
}

async fn held(app: &App, ctx: &Ctx, request: Request) -> Result<Response, Response> {
    // The query goes along: it can say what the reading is for.
    let path = match request.uri().query() {
        Some(query) => format!("{}?{query}", ctx.path()),
        None => ctx.path().to_owned(),
    };
    let fields = Fields::from_request(request, app).await?;
    let fields = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let held = Held { actor: ctx.actor().to_string(), path, fields };
    let key = app.token();
    let body = serde_json::to_string(&held).unwrap_or_default();
    match app.office().let_wait(&key, FORM, body, WAIT_SECONDS).await {
        Ok(_) => Ok(Redirect::to(&ctx.href(&format!("/confirm?form={key}"))).into_response()),
        Err(error) => Err(Fault::from(error).into_response()),
    }
}

/// The form that waits under `key` for whoever is signed in.
async fn waiting(app: &App, ctx: &Ctx, key: &str) -> Result<Held, Fault> {
    let body = app.office().waiting(key, FORM).await?.ok_or_else(|| Fault::of("form-expired"))?;
    let held: Held = serde_json::from_str(&body).map_err(|_| Fault::of("form-expired"))?;
    if held.actor == ctx.actor().to_string() { Ok(held) } else { Err(Fault::of("form-expired")) }
}

fn signed_in(ctx: &Ctx) -> Result<(&Session, &Officer), Fault> {
    let session = ctx.session().ok_or_else(|| Fault::of("sign-in"))?;
    Ok((session, session.actor.officer().ok_or_else(|| Fault::of("no-right"))?))
}

/// `GET /{lang}/confirm?form=`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    show(&app, &ctx, query.get("form"), None).await
}

async fn show(app: &App, ctx: &Ctx, key: &str, fault: Option<&str>) -> Result<Response, Fault> {
    let (session, officer) = signed_in(ctx)?;
    waiting(app, ctx, key).await?;
    let known = app.office().passkeys(&officer.id).await?;
    let ceremony = match app.sign_in().passkeys().filter(|_| !known.is_empty()) {
        Some(passkeys) => Some(Ceremony::show(app, passkeys, CEREMONY, officer.id.as_str(), &known).await?),
        None => None,
    };
    // Whoever came by a provider goes back to the same one.
    let providers: Vec<_> = app
        .sign_in()
        .providers(Whom::Officers)
        .filter(|one| session.kept.provider.is_empty() || one.config().id == session.kept.provider)
        .collect();
    let body = html! {
        p.lead { (ctx.tf("confirm-lead", &[("minutes", app.sign_in().fresh_minutes().into())])) }
        p { (ctx.t("confirm-kept")) }
        @if let Some(fault) = fault { (notice(Tone::Bad, &ctx.t("passkey-failed-heading"), &html! { p { (ctx.t(fault)) } })) }
        @if let Some(ceremony) = &ceremony {
            (ceremony.form(ctx, &ctx.href("/confirm"), &[("form", key)], &html! {}, &ctx.t("confirm-passkey")))
        }
        @for provider in &providers {
            p.actions {
                a.button.second href=(ctx.href(&format!("/sign-in/provider/{}?confirm={key}", provider.config().id))) {
                    (ctx.tf("confirm-provider", &[("provider", provider.config().label(ctx.lang()).into())]))
                }
            }
        }
        @if ceremony.is_none() && providers.is_empty() {
            (notice(Tone::Warn, "", &html! { p { (ctx.t("confirm-none")) } }))
        }
    };
    let page = Page::new(ctx, ctx.t("confirm-heading")).crumb("/work", ctx.t("nav-work"));
    let page = if ceremony.is_some() { page.script(assets::passkey_js()) } else { page };
    Ok(page.faulty(fault.is_some()).render(body))
}

/// `POST /{lang}/confirm`: the answer of a passkey.
pub async fn answer(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let (session, officer) = signed_in(&ctx)?;
    let key = fields.get("form");
    waiting(&app, &ctx, key).await?;
    let shown = key_forms::shown(&app, CEREMONY, &fields).await?;
    match shown {
        Ok(who) if who == officer.id.as_str() => {
            app.office().confirm_session(&session.kept).await?;
            Ok(Redirect::to(&ctx.href(&format!("/confirm/go?form={key}"))).into_response())
        }
        Ok(_) => show(&app, &ctx, key, Some("passkey-not-verified")).await,
        Err(fault) => show(&app, &ctx, key, Some(key_forms::words(fault))).await,
    }
}

/// `GET /{lang}/confirm/go?form=`: the form as it was typed, to be sent again.
pub async fn go_on(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let held = waiting(&app, &ctx, query.get("form")).await?;
    let typed = |value: &str| value.contains(char::is_whitespace);
    let body = html! {
        (notice(Tone::Good, &ctx.t("confirm-done-heading"), &html! { p { (ctx.t("confirm-done")) } }))
        @let said: Vec<_> = held.fields.iter().filter(|(_, value)| typed(value)).collect();
        @if !said.is_empty() {
            h2 { (ctx.t("confirm-typed")) }
            @for (_, value) in &said { blockquote.prose { (value) } }
        }
        form method="post" action=(ctx.href(&held.path)) {
            (ctx.form_token())
            @for (name, value) in &held.fields { input type="hidden" name=(name) value=(value); }
            div.actions {
                button type="submit" { (ctx.t("confirm-send")) }
                a.button.second href=(ctx.href("/work")) { (ctx.t("confirm-back")) }
            }
        }
    };
    Ok(Page::new(&ctx, ctx.t("confirm-heading")).crumb("/work", ctx.t("nav-work")).render(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_acts_and_nothing_beside_them() {
        for (route, path, dangerous) in [
            ("/work/cases/{id}/do/{command}", "/work/cases/0000/do/approve", true),
            ("/work/cases/{id}/do/{command}", "/work/cases/0000/do/hear", false),
            ("/work/persons/{id}/merge/{other}", "/work/persons/1/merge/2", true),
            ("/work/persons/{id}/merge", "/work/persons/1/merge", false),
            ("/work/refunds/{id}/{act}", "/work/refunds/1/approve", true),
            ("/work/refunds/{id}/{act}", "/work/refunds/1/refuse", false),
            ("/work/duplicates/{pair}", "/work/duplicates/1", false),
            ("/my-passkeys/{id}/remove", "/my-passkeys/7/remove", true),
        ] {
            assert_eq!(listed(route, path), dangerous, "{path}");
        }
        let call = |route: &str, path: &str| dangerous_call(&Method::POST, route, path);
        assert!(call("/api/v1/cases/{id}/approve", "/api/v1/cases/0000/approve"));
        assert!(!call("/api/v1/cases/{id}/hear", "/api/v1/cases/0000/hear"));
        assert!(!dangerous_call(&Method::GET, "/api/v1/cases/{id}/approve", "/api/v1/cases/0/approve"));
        // What the list says of the API is there.
        let document = crate::api::openapi();
        for known in
            DANGEROUS.iter().filter(|known| !known.starts_with("/work") && !known.starts_with("/my-"))
        {
            assert!(document.paths.paths.contains_key(&format!("/api/v1{known}")), "{known}");
        }
        assert_eq!(behind_lang("/lv/work/refunds/{id}/{act}"), "/work/refunds/{id}/{act}");
    }
}
