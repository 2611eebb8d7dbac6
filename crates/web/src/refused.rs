//! A form that was refused keeps what was typed: it waits for a while, sealed under a secret that the browser alone has, and
//! its page gives it back with what is wrong, in whatever language and version the page is asked for.
//!
//! The address names it by a number that opens nothing. Whoever is signed in meanwhile as somebody else, or asks for the
//! page without that number, sees an empty form. Files are not kept, and the page says so.

use crate::app::App;
use crate::ctx::{CookieName, Ctx, cookie};
use crate::form::Faults;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use office::typed::{Typed, TypedFault};
use sha2::{Digest, Sha256};

/// Cookie of the secret under which refused forms are kept.
const REFUSED_COOKIE: CookieName = CookieName::new("parvalde_refused", "__Host-parvalde_refused");
/// The parameter that names a refused form.
pub const AGAIN: &str = "again";
/// The desk: its pages read somebody, and are not read a second time only to be led to.
const DESK: &str = "/work";

/// Most bytes that are kept of a form of somebody who is not signed in: enough for every form that they have, and little to
/// fill a database with.
const STRANGER_BYTES_MAX: usize = 4 * 1024;

/// The form that was refused last in a request: its number and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The number in the address.
    pub number: String,
    /// What is wrong.
    pub faults: Faults,
}

/// Whether a browser is being led to a page: it follows a redirect, and back again.
pub fn is_led(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_some_and(|mode| mode.as_bytes() == b"navigate")
}

/// Under what a form is kept: neither the cookie nor the address alone says it.
fn secret_of(cookie: &str, number: &str) -> String {
    format!("{:x}", Sha256::digest(format!("parvalde refused {cookie} {number}").as_bytes()))
}

fn known(jar: &CookieJar, app: &App) -> Option<String> {
    let token = jar.get(REFUSED_COOKIE.of(app))?.value();
    (token.len() == 32 && token.bytes().all(|b| b.is_ascii_hexdigit())).then(|| token.to_owned())
}

/// The secret of the form that an address names, for this browser.
pub fn secret(jar: &CookieJar, app: &App, number: &str) -> Option<String> {
    known(jar, app).filter(|_| !number.is_empty()).map(|cookie| secret_of(&cookie, number))
}

/// Keeps the form that the answer refuses. A browser in the portal is led to the page of the form, so that to go back, or
/// to load it again, sends nothing. What cannot be kept is shown as it is.
pub async fn keep(ctx: &Ctx, jar: &CookieJar, led: bool, response: Response) -> Response {
    let app = ctx.app();
    let Some((refused, fields, with_files)) = ctx.refused() else { return response };
    let Some(page) = ctx.page_again() else { return response };
    let length: usize = fields.pairs().map(|(name, value)| name.len() + value.len()).sum();
    if ctx.session_unread() || ctx.session().is_none() && length > STRANGER_BYTES_MAX {
        return response;
    }
    let token = known(jar, app).unwrap_or_else(|| app.token());
    let fault = |fault: &crate::status::FieldFault| TypedFault {
        field: fault.field.clone(),
        key: fault.key.clone(),
        args: fault.args.iter().map(|(name, value)| (name.clone().into_owned(), value.clone())).collect(),
    };
    let typed = Typed {
        actor: ctx.actor().to_string(),
        sent_to: ctx.path().to_owned(),
        page: page.clone(),
        fields: fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        files: Vec::new(),
        faults: refused.faults.all().iter().map(fault).collect(),
        with_files,
    };
    let secret = secret_of(&token, &refused.number);
    if !matches!(app.office().keep_refused(&secret, &typed).await, Ok(true)) {
        return response;
    }
    let shown = response.status() == StatusCode::UNPROCESSABLE_ENTITY;
    let mut response = match led && shown && !ctx.path().starts_with(DESK) {
        true => Redirect::to(&ctx.href(&page)).into_response(),
        false => response,
    };
    if let Ok(value) = HeaderValue::from_str(&cookie(REFUSED_COOKIE, token, app)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
