//! Signing in and out. The demonstration offers a list of synthetic persons and officers.

use crate::app::App;
use crate::ctx::{Ctx, SESSION_COOKIE, cookie, forgotten};
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::html;

/// `GET /{lang}/sign-in`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Response {
    show(&app, &ctx, &Fields::of(&[("next", query.get("next"))]), &Faults::default())
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
        .map(|(n, o)| (number("officer", n), o.officer.name.clone(), ctx.of(&o.note).to_owned()))
        .collect();
    let body = html! {
        @if app.sign_in().is_empty() {
            (notice(Tone::Warn, &ctx.t("sign-in-none-heading"), &html! { p { (ctx.t("sign-in-none")) } }))
        } @else {
            (form.summary())
            (notice(Tone::Info, &ctx.t("sign-in-demo-heading"), &html! { p { (ctx.t("sign-in-demo")) } }))
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
    Page::new(ctx, ctx.t("sign-in")).faulty(!faults.is_empty()).render(body)
}

/// `POST /{lang}/sign-in`
pub async fn sign_in(State(app): State<App>, ctx: Ctx, headers: HeaderMap, fields: Fields) -> Response {
    let choice = if fields.has("officer") { fields.get("officer") } else { fields.get("who") };
    let Some((actor, name)) = app.sign_in().choose(choice) else {
        let mut faults = Faults::default();
        faults.add("who", "sign-in-choose", Vec::new());
        return show(&app, &ctx, &fields, &faults);
    };
    // A token known before signing in is worth nothing after it.
    close(&app, &headers);
    let start = if actor.officer().is_some() { "/work" } else { "/matters" };
    let token = app.token();
    app.sessions().open(token.clone(), app.token(), actor, name, ctx.now());
    let next = safe_path(fields.get("next")).unwrap_or(start);
    with_cookie(Redirect::to(&ctx.href(next)).into_response(), &cookie(SESSION_COOKIE, token, &app))
}

/// `POST /{lang}/sign-out`
pub async fn sign_out(State(app): State<App>, ctx: Ctx, headers: HeaderMap, _form: Fields) -> Response {
    close(&app, &headers);
    with_cookie(Redirect::to(&ctx.href("")).into_response(), &forgotten(SESSION_COOKIE, &app))
}

fn close(app: &App, headers: &HeaderMap) {
    if let Some(old) = CookieJar::from_headers(headers).get(SESSION_COOKIE) {
        app.sessions().close(old.value());
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// A path of ours to go on with; anything that could lead elsewhere is dropped.
fn safe_path(next: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._".contains(&b);
    (next.starts_with('/') && !next.contains("//") && !next.contains("..") && next.bytes().all(plain))
        .then_some(next)
}
