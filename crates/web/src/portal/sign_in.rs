//! Signing in and out: the ways that there are. The demonstration offers a list of synthetic persons and officers.

use crate::app::App;
use crate::ctx::{Ctx, SESSION_COOKIE, cookie, forgotten};
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::session;
use crate::sign_in::config::Whom;
use crate::sign_in::provider::Provider;
use crate::status::Fault;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use office::OfficeError;
use office::sessions::SignedIn;

/// `GET /{lang}/sign-in`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Response {
    show(&app, &ctx, &ctx.given_back(Fields::of(&[("next", query.get("next"))])), &ctx.faults())
}

fn show(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults) -> Response {
    let form = Form { ctx, fields, faults };
    let number = |kind: &str, n: usize| format!("{kind}-{n}");
    let clients: Vec<_> = app
        .sign_in()
        .clients()
        .iter()
        .enumerate()
        .map(|(n, client)| (number("client", n), client.name.clone(), ctx.of(&client.note).to_owned()))
        .collect();
    let officers: Vec<_> = app
        .sign_in()
        .officers()
        .iter()
        .enumerate()
        .map(|(n, o)| {
            (
                number("officer", n),
                o.officer.name.clone(),
                place(app, ctx, &o.officer.office, ctx.of(&o.note)),
            )
        })
        .collect();
    let body = html! {
        @if app.sign_in().is_empty() {
            (notice(Tone::Warn, &ctx.t("sign-in-none-heading"), &html! { p { (ctx.t("sign-in-none")) } }))
        }
        @if ctx.holds_typed() && ctx.session().is_none() {
            (notice(Tone::Info, &ctx.t("typed-kept-heading"), &html! { p { (ctx.t("typed-kept")) } }))
        }
        (configured(app, ctx, fields.get("next")))
        @if app.sign_in().is_demo() {
            (form.summary())
            (notice(Tone::Info, &ctx.t("sign-in-demo-heading"), &html! {
                p { (ctx.t("sign-in-demo")) }
                @if !officers.is_empty() { p { (ctx.t("sign-in-demo-office")) } }
            }))
            form method="post" action=(ctx.href("/sign-in")) {
                (ctx.form_token())
                (form.hidden("next"))
                div.split {
                    @if !clients.is_empty() { (form.radios("who", &ctx.t("sign-in-clients"), "", &clients)) }
                    @if !officers.is_empty() {
                        (form.radios("officer", &ctx.t("sign-in-officers"), "", &officers))
                    }
                }
                div.actions { button type="submit" { (ctx.t("sign-in")) } }
            }
        }
    };
    Page::new(ctx, ctx.t("sign-in")).faults(faults).render(body)
}

/// What an officer of the demonstration does, and where.
fn place(app: &App, ctx: &Ctx, office: &str, note: &str) -> String {
    let name = app.law().office(office).map_or(office, |office| ctx.of(&office.name));
    format!("{note} ({name})")
}

/// The providers and the passkeys of the configuration. Links, not forms: a browser does not let a form lead elsewhere.
fn configured(app: &App, ctx: &Ctx, next: &str) -> Markup {
    let next = safe_path(next).map(|next| format!("?next={next}")).unwrap_or_default();
    let way = |provider: &Provider| {
        let id = &provider.config().id;
        html! {
            li { a.button href=(ctx.href(&format!("/sign-in/provider/{id}{next}"))) { (provider.config().label(ctx.lang())) } }
        }
    };
    let clients: Vec<_> = app.sign_in().providers(Whom::Clients).collect();
    let officers: Vec<_> = app.sign_in().providers(Whom::Officers).collect();
    let passkeys = app.sign_in().passkeys().is_some();
    html! {
        @if !clients.is_empty() {
            h2 { (ctx.t("sign-in-as-client")) }
            p { (ctx.t("sign-in-as-client-note")) }
            ul.plain { @for one in clients { (way(one)) } }
        }
        @if passkeys || !officers.is_empty() {
            h2 { (ctx.t("sign-in-as-officer")) }
            ul.plain {
                @if passkeys {
                    li { a.button href=(ctx.href(&format!("/sign-in/passkey{next}"))) { (ctx.t("passkey-sign-in")) } }
                }
                @for one in officers { (way(one)) }
            }
        }
    }
}

/// `POST /{lang}/sign-in`
pub async fn sign_in(State(app): State<App>, ctx: Ctx, headers: HeaderMap, fields: Fields) -> Response {
    let choice = if fields.has("officer") { fields.get("officer") } else { fields.get("who") };
    let Some((actor, name)) = app.sign_in().choose(choice) else {
        let mut faults = Faults::default();
        faults.add("who", "sign-in-choose", Vec::new());
        return show(&app, &ctx, &fields, &faults);
    };
    let start = if actor.officer().is_some() { "/work" } else { "/matters" };
    let who = session::of_demonstration(actor, name, session::browser(&headers));
    let next = safe_path(fields.get("next")).unwrap_or(start);
    enter(&app, &ctx, &headers, &who, next).await.unwrap_or_else(IntoResponse::into_response)
}

/// Opens a session and leads on. A token known before signing in is worth nothing after it.
///
/// # Errors
/// The database does not answer.
pub(super) async fn enter(
    app: &App,
    ctx: &Ctx,
    headers: &HeaderMap,
    who: &SignedIn,
    next: &str,
) -> Result<Response, Fault> {
    close(app, headers).await?;
    let token = session::open(app, who).await?;
    Ok(with_cookie(Redirect::to(&ctx.href(next)).into_response(), &cookie(SESSION_COOKIE, token, app)))
}

/// `POST /{lang}/sign-out`
pub async fn sign_out(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    _form: Fields,
) -> Result<Response, Fault> {
    close(&app, &headers).await?;
    let provider = ctx.session().map(|session| session.kept.provider.as_str()).unwrap_or_default();
    // Whoever came by a provider is told that it may remember them.
    let next = if provider.is_empty() { String::new() } else { format!("/signed-out?provider={provider}") };
    let away = Redirect::to(&ctx.href(&next)).into_response();
    let mut response = with_cookie(away, &forgotten(SESSION_COOKIE, &app));
    // A page that is gone back to on a shared computer must not be there any more.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// `GET /{lang}/signed-out`
pub async fn signed_out(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Response {
    let provider = app.sign_in().provider(query.get("provider"));
    let way_out = match provider {
        Some(provider) => provider.way_out(ctx.now()).await,
        None => None,
    };
    let name = provider.map(|provider| provider.config().label(ctx.lang())).unwrap_or_default();
    let body = html! {
        (notice(Tone::Good, "", &html! { p { (ctx.t("signed-out")) } }))
        @if provider.is_some() { p { (ctx.tf("signed-out-provider", &[("provider", name.into())])) } }
        p.actions {
            @if let Some(way_out) = way_out {
                a.button href=(way_out) { (ctx.tf("signed-out-there", &[("provider", name.into())])) }
            }
            a.button.second href=(ctx.href("")) { (ctx.t("go-home")) }
        }
    };
    Page::new(&ctx, ctx.t("signed-out-heading")).render(body)
}

async fn close(app: &App, headers: &HeaderMap) -> Result<(), OfficeError> {
    match CookieJar::from_headers(headers).get(SESSION_COOKIE.of(app)) {
        Some(old) => app.office().end_session(old.value()).await,
        None => Ok(()),
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// A path of ours to go on with; anything that could lead elsewhere is dropped.
pub(super) fn safe_path(next: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._".contains(&b);
    (next.starts_with('/') && !next.contains("//") && !next.contains("..") && next.bytes().all(plain))
        .then_some(next)
}
