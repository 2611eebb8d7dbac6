//! Nothing is lost when a session ends: a form of the workbench that comes too late is kept, and stands in its page again
//! once the same officer has signed in.
//!
//! It is taken only with the form token of the session that ended, kept sealed under a secret that the browser alone has
//! ([`office::typed`]), and shown to nobody but whose session it was. It is never sent by itself. Files that were chosen in
//! the form are kept with it, and go with the form when it is sent, unless others are chosen.

use crate::app::App;
use crate::ctx::{CookieName, Ctx, FORM_FIELD, SESSION_COOKIE, cookie, forgotten};
use crate::form::{BODY_BYTES_MAX, Fields, FilePart, carries_files, from_our_pages, is_form, late};
use crate::session;
use crate::status::Fault;
use crate::ui::files::size;
use crate::ui::notice::{Tone, notice};
use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use office::OfficeError;
use office::files::FILE_BYTES_MAX;
use office::typed::{KeptFile, Typed};

/// Cookie of the secret under which something is kept.
pub const TYPED_COOKIE: CookieName = CookieName::new("parvalde_typed", "__Host-parvalde_typed");
/// The field with which a form says that the files that were kept are to be sent with it.
pub const KEPT_FIELD: &str = "kept-files";
/// Most files that are kept of one form.
const FILES_MAX: usize = 6;
/// The pages whose forms are kept.
const DESK: &str = "/work";

/// Keeps a form whose session ended, and forgets what was kept once it was sent.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(ctx) = Ctx::from_request_parts(&mut parts, &app).await else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let jar = CookieJar::from_headers(&parts.headers);
    let value = |name: CookieName| jar.get(name.of(&app)).map(|cookie| cookie.value().to_owned());
    if ctx.session().is_some() {
        let sent_to = ctx.path().to_owned();
        let secret = value(TYPED_COOKIE);
        let response = next.run(Request::from_parts(parts, body)).await;
        let status = response.status();
        return match secret.filter(|_| status.is_redirection() || status.is_success()) {
            Some(secret) => sent(&app, &ctx, &secret, &sent_to, response).await,
            None => response,
        };
    }
    let late = ctx.path().starts_with(DESK) && !ctx.session_unread();
    let Some(token) = value(SESSION_COOKIE).filter(|_| late && may_keep(&parts.headers)) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let query = parts.uri.query().map(str::to_owned);
    if carries_files(&parts.headers) {
        let request = Request::from_parts(parts, body);
        let kept = keep_files(&app, &ctx, &token, query.as_deref(), request).await;
        return kept.unwrap_or_else(|fault| fault.page(&ctx));
    }
    let Ok(bytes) = to_bytes(body, BODY_BYTES_MAX).await else {
        return Fault::of("too-large").into_response();
    };
    match keep(&app, &ctx, &token, query.as_deref(), &bytes).await {
        Ok(Some(response)) => response,
        Ok(None) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(error) => Fault::from(error).into_response(),
    }
}

fn may_keep(headers: &HeaderMap) -> bool {
    (is_form(headers) || carries_files(headers)) && from_our_pages(headers)
}

/// Keeps a form, if it is one of the session that ended, and leads to the sign-in.
async fn keep(
    app: &App,
    ctx: &Ctx,
    token: &str,
    query: Option<&str>,
    bytes: &[u8],
) -> Result<Option<Response>, OfficeError> {
    let Some(fields) = Fields::read(bytes) else { return Ok(None) };
    // The token of the forms follows from that of the session: nobody else could have sent this.
    if fields.get(FORM_FIELD) != session::form_token(token) {
        return Ok(None);
    }
    let Some(actor) = app.office().whose_session_ended(token).await? else { return Ok(None) };
    kept(app, ctx, query, (actor, &fields), Vec::new()).await
}

/// Keeps a form with the files that were chosen in it. Nothing of them is read before the form shows the token of a session
/// that ended; what is larger than is taken anywhere is not kept.
async fn keep_files(
    app: &App,
    ctx: &Ctx,
    token: &str,
    query: Option<&str>,
    request: Request,
) -> Result<Response, Fault> {
    let expired = || Fault::of("form-expired");
    let actor = app.office().whose_session_ended(token).await?.ok_or_else(expired)?;
    let mut form = late(request, session::form_token(token)).await?;
    let mut files = Vec::new();
    while let Some(file) = form.next().await? {
        if files.len() < FILES_MAX && file.bytes.len() <= FILE_BYTES_MAX {
            files.push(file);
        }
    }
    let fields = form.fields().clone();
    drop(form);
    kept(app, ctx, query, (actor, &fields), files).await?.ok_or_else(expired)
}

/// Keeps what came of a form, and leads to the sign-in.
async fn kept(
    app: &App,
    ctx: &Ctx,
    query: Option<&str>,
    (actor, fields): (String, &Fields),
    files: Vec<FilePart>,
) -> Result<Option<Response>, OfficeError> {
    let with_query = |path: &str| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let told = |file: &FilePart| KeptFile {
        field: file.field.clone(),
        name: file.name.clone(),
        length: file.bytes.len(),
    };
    let typed = Typed {
        actor,
        sent_to: ctx.path().to_owned(),
        page: with_query(&page_of(ctx.path())),
        fields: fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        files: files.iter().map(told).collect(),
        faults: Vec::new(),
        with_files: false,
    };
    let bytes: Vec<Vec<u8>> = files.into_iter().map(|file| file.bytes).collect();
    let secret = app.token();
    if !app.office().keep_typed(&secret, &typed, &bytes).await? {
        return Ok(None);
    }
    let to = ctx.href(&format!("/sign-in?next={DESK}/kept"));
    Ok(Some(with_cookie(Redirect::to(&to).into_response(), &cookie(TYPED_COOKIE, secret, app))))
}

/// The answer to a form that was sent; what was kept of it is forgotten.
async fn sent(app: &App, ctx: &Ctx, secret: &str, sent_to: &str, response: Response) -> Response {
    let led_on = response.status().is_redirection();
    let kept = app.office().typed(ctx.actor(), secret).await.ok().flatten();
    // A form that is shown again was not sent yet; one with files is not shown again but with what is at fault.
    if kept.is_none_or(|typed| typed.sent_to != sent_to || !led_on && typed.files.is_empty()) {
        return response;
    }
    match app.office().forget_typed(secret).await {
        Ok(()) => with_cookie(response, &forgotten(TYPED_COOKIE, app)),
        // It goes by itself in some hours.
        Err(_) => response,
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The page that shows the form which is sent to `path`.
pub fn page_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let kept = match parts.as_slice() {
        ["", "work", "cases", _, "do", _] | ["", "work", "cases", _, "files"] => 4,
        ["", "work", "persons", _, "protections", "lift"] => 5,
        ["", "work", "visits" | "payments" | "refunds" | "incoming", _, _] => 4,
        ["", "work", "supervise", _]
        | ["", "work", "refunds", "bank"]
        | ["", "work", "retention", ..]
        | ["", "work", "watched", ..]
        | ["", "work", "reception", ..]
        | ["", "work", "system", ..]
        | ["", "matters" | "visits" | "apply", _, "files" | "rating" | "cancel" | "delete"]
        | ["", "sign-in", "passkey", ..] => 3,
        ["", "visit", "cancel"] | ["", "my-passkeys", _, "remove"] | ["", "my-data", "powers", "revoke"] => 2,
        ["", "sign-out"] => 1,
        all => all.len(),
    };
    parts.get(..kept).unwrap_or(&parts).join("/")
}

/// `GET /{lang}/work/kept`: leads to the page on which something was typed, once somebody has signed in.
pub async fn find(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Fault> {
    if ctx.actor().officer().is_none() {
        return Err(Fault::of(if ctx.session().is_none() { "sign-in" } else { "no-right" }));
    }
    let secret = CookieJar::from_headers(&headers).get(TYPED_COOKIE.of(&app)).map(|c| c.value().to_owned());
    let typed = match secret {
        Some(secret) => app.office().typed(ctx.actor(), &secret).await?,
        None => None,
    };
    let page = typed.map_or_else(|| DESK.to_owned(), |typed| typed.page);
    Ok(Redirect::to(&ctx.href(&page)).into_response())
}

/// `POST /{lang}/work/kept`: forgets what was typed.
pub async fn forget(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    _form: Fields,
) -> Result<Response, Fault> {
    if ctx.actor().officer().is_none() {
        return Err(Fault::of(if ctx.session().is_none() { "sign-in" } else { "no-right" }));
    }
    if let Some(secret) = CookieJar::from_headers(&headers).get(TYPED_COOKIE.of(&app))
        && app.office().typed(ctx.actor(), secret.value()).await?.is_some()
    {
        app.office().forget_typed(secret.value()).await?;
    }
    Ok(with_cookie(Redirect::to(&ctx.href(DESK)).into_response(), &forgotten(TYPED_COOKIE, &app)))
}

/// The files that were kept of the form with the file field `field`, for that form: what they are, and that they are sent
/// with it.
pub fn kept_files(ctx: &Ctx, field: &str) -> Markup {
    let files: Vec<&KeptFile> = ctx.kept_files().iter().filter(|file| file.field == field).collect();
    if files.is_empty() {
        return html! {};
    }
    html! {
        input type="hidden" name=(KEPT_FIELD) value="yes";
        p { (ctx.t("typed-files")) }
        ul {
            @for file in files {
                li { (file.name) " (" (size(ctx, u64::try_from(file.length).unwrap_or(u64::MAX))) ")" }
            }
        }
    }
}

/// What stands above a page that gives something back.
pub fn told(ctx: &Ctx) -> Markup {
    let without_files = ctx.without_files();
    if without_files || !ctx.faults().is_empty() {
        return html! {
            @if without_files { (notice(Tone::Info, "", &html! { p { (ctx.t("typed-no-files")) } })) }
        };
    }
    if ctx.typed().is_none() {
        return html! {};
    }
    notice(
        Tone::Good,
        &ctx.t("typed-back-heading"),
        &html! {
            p { (ctx.t("typed-back")) }
            form method="post" action=(ctx.href("/work/kept")) {
                (ctx.form_token())
                button.second.small type="submit" { (ctx.t("typed-forget")) }
            }
        },
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::page_of;

    /// The routes of some pages: path, and the methods after it.
    fn routes(source: &str) -> Vec<(String, String)> {
        let plain = source.split_whitespace().collect::<Vec<_>>().join(" ");
        let route = |part: &str| {
            let (path, rest) = part.trim_start().strip_prefix('"')?.split_once('"')?;
            Some((path.to_owned(), rest.to_owned()))
        };
        plain.split(".route(").skip(1).filter_map(route).collect()
    }

    #[test]
    fn every_form_has_a_page_to_stand_on_again() {
        let mut routes = routes(include_str!("workbench.rs"));
        routes.extend(self::routes(include_str!("portal.rs")));
        routes.extend([(String::new(), "get(".to_owned())]);
        assert!(routes.len() > 100);
        let takes = |rest: &str, method: &str| rest.contains(&format!("{method}("));
        for (path, rest) in routes.iter().filter(|(_, rest)| takes(rest, "post")) {
            let page = page_of(path);
            let there = routes.iter().any(|(known, rest)| *known == page && takes(rest, "get"));
            assert!(there, "{path} {rest} leads to {page}, which is no page");
        }
    }
}
