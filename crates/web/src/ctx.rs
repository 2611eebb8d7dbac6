//! The context of one request: language, version of the page, who is signed in, what time it is.
//!
//! [`attach`] runs before every page. After the page it sets the cookies that are due and turns bare
//! errors (no such page, wrong method, too large, a fault of the office) into pages in the reader's language.

mod choice;
mod cookies;
mod given;
mod labels;
mod links;
mod who;

use crate::app::App;
use crate::refused;
use crate::secret::ExposeSecret as _;
use crate::session::{self, Session};
use crate::status::{self, Fault};
use crate::text::{self, Arg};
use crate::words::{self, Form};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
pub use choice::{Scheme, View, asked_lang, preferred_lang};
use choice::{split_lang, take};
use cookies::kept;
pub use cookies::{CookieName, cookie, forgotten};
use given::{Given, Refusal};
use kernel::{Day, Lang, Minute, Money, Timestamp};
use maud::{Markup, html};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Cookie of a session.
pub const SESSION_COOKIE: CookieName = CookieName::new("parvalde_session", "__Host-parvalde_session");
/// Cookie of the form token of somebody who is not signed in.
const FORM_COOKIE: CookieName = CookieName::new("parvalde_form", "__Host-parvalde_form");
const LANG_COOKIE: CookieName = CookieName::new("parvalde_lang", "__Host-parvalde_lang");
const VIEW_COOKIE: CookieName = CookieName::new("parvalde_view", "__Host-parvalde_view");
const SCHEME_COOKIE: CookieName = CookieName::new("parvalde_scheme", "__Host-parvalde_scheme");
/// Name of the hidden field that carries the form token.
pub const FORM_FIELD: &str = "form-token";

/// Who asks, as far as it is known, and what is held for them.
struct Who {
    session: Option<Session>,
    unread: bool,
    typed: Option<Given>,
    holds_typed: bool,
}

/// The context of one request. Clones share it.
#[derive(Clone)]
pub struct Ctx {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    lang: Lang,
    view: View,
    scheme: Option<Scheme>,
    session: Option<Session>,
    /// What was typed on this page when a session ended or its form was refused, and whether the browser holds something
    /// of the first kind.
    typed: Option<Given>,
    holds_typed: bool,
    /// What is known of the form that was sent, should it be refused.
    refusal: Refusal,
    /// Whether there may be a session that could not be read.
    session_unread: bool,
    /// The path behind the language: `/offices`, or empty for the home page.
    path: String,
    query: String,
    form_token: String,
    form_cookie_known: bool,
    form_used: AtomicBool,
    get: bool,
    /// The keys that actions of the page have taken, one bit for each character of ASCII.
    keys: Mutex<u128>,
    /// What the fields at fault are called, as far as they are shown.
    labels: Mutex<Vec<(String, String)>>,
    reference: String,
    now: Timestamp,
    local: (Day, Minute),
}

impl Ctx {
    /// The language of the page.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.inner.lang
    }

    /// What every request can reach.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// Whether drawings are shown.
    #[must_use]
    pub fn graphic(&self) -> bool {
        self.inner.view == View::Graphic
    }

    /// The version of the page.
    #[must_use]
    pub fn view(&self) -> View {
        self.inner.view
    }

    /// The colours that were chosen.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme> {
        self.inner.scheme
    }

    /// The number by which a person can refer to this request.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.inner.reference
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.now
    }

    /// Today at the offices.
    #[must_use]
    pub fn today(&self) -> Day {
        self.inner.local.0
    }

    /// The time of day at the offices.
    #[must_use]
    pub fn time_of_day(&self) -> Minute {
        self.inner.local.1
    }

    /// Whether the request only asks for a page.
    #[must_use]
    pub fn is_get(&self) -> bool {
        self.inner.get
    }

    /// The path behind the language; empty for the home page.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.inner.path
    }

    /// The query of the address, without the choices of version and colours; empty for what was sent.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.inner.query
    }

    /// The text of `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        text::text(self.lang(), key, &[])
    }

    /// The text of `key` with values in it.
    #[must_use]
    pub fn tf(&self, key: &str, args: &[Arg<'_>]) -> String {
        text::text(self.lang(), key, args)
    }

    /// The name of `code` in the family of keys `family`; the code itself when it has none.
    #[must_use]
    pub fn code(&self, family: &str, code: &str) -> String {
        words::code(self.lang(), family, code)
    }

    /// A text of a law file in the page's language.
    #[must_use]
    pub fn of<'a>(&self, text: &'a kernel::Text) -> &'a str {
        text.get(self.lang())
    }

    /// A provision in words, or as it is cited where no file declares its act.
    #[must_use]
    pub fn provision(&self, cite: &str) -> String {
        let known = cite.parse().ok().and_then(|cite| self.inner.app.law().norm(&cite));
        known.map_or_else(|| cite.to_owned(), |text| self.of(&text).to_owned())
    }

    /// A day in words, as a label.
    #[must_use]
    pub fn date(&self, day: Day) -> String {
        words::date(self.lang(), day, Form::Nominative)
    }

    /// A day in words in the case its sentence needs.
    #[must_use]
    pub fn date_in(&self, day: Day, form: Form) -> String {
        words::date(self.lang(), day, form)
    }

    /// A day with its weekday.
    #[must_use]
    pub fn long_date(&self, day: Day) -> String {
        words::long_date(self.lang(), day)
    }

    /// An amount of money in words.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        words::money(self.lang(), money)
    }

    /// The address of a page in this language: `/offices` is `/lv/offices`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang())
    }

    /// The hidden field that every form with `method=post` carries.
    #[must_use]
    pub fn form_token(&self) -> Markup {
        self.inner.form_used.store(true, Ordering::Relaxed);
        html! { input type="hidden" name=(FORM_FIELD) value=(self.inner.form_token); }
    }

    /// Whether `token` is the one that was put into this browser's forms.
    #[must_use]
    pub fn form_token_is(&self, token: &str) -> bool {
        let known = self.inner.session.is_some() || self.inner.form_cookie_known;
        let expected = self.inner.form_token.as_bytes();
        let given = token.as_bytes();
        // Every byte is compared, so that the time tells nothing.
        known
            && expected.len() == given.len()
            && expected.iter().zip(given).fold(0_u8, |differ, (a, b)| differ | (a ^ b)) == 0
    }

    fn read(app: &App, method: &Method, uri: &Uri, headers: &HeaderMap, who: Who) -> Self {
        let Who { session, unread: session_unread, typed, holds_typed } = who;
        let jar = CookieJar::from_headers(headers);
        let cookie = |name: CookieName| jar.get(name.of(app)).map(|cookie| cookie.value().to_owned());
        let (from_path, path) = split_lang(uri.path());
        let lang = from_path.unwrap_or_else(|| preferred_lang(app, headers, &jar));
        let (asked_view, query) = take(uri.query().unwrap_or_default(), "view", View::read);
        let (asked_scheme, query) = take(&query, "scheme", Scheme::read);
        let view = asked_view
            .or_else(|| cookie(VIEW_COOKIE).as_deref().and_then(View::read))
            .unwrap_or(View::Graphic);
        let scheme = asked_scheme.or_else(|| cookie(SCHEME_COOKIE).as_deref().and_then(Scheme::read));
        let now = app.now();
        let from_cookie = cookie(FORM_COOKIE).filter(|token| is_token(token));
        let form_cookie_known = from_cookie.is_some();
        let form_token = match &session {
            Some(session) => session.form_token.expose_secret().to_owned(),
            None => from_cookie.unwrap_or_else(|| app.token()),
        };
        // A form that was posted cannot be asked for again: switches lead to the page it came from.
        let get = matches!(*method, Method::GET | Method::HEAD);
        let (query, posted) = if get { (query, String::new()) } else { (String::new(), query) };
        let inner = Inner {
            app: app.clone(),
            lang,
            view,
            scheme,
            session,
            typed,
            holds_typed,
            refusal: Refusal::sent_to(posted),
            session_unread,
            path: path.to_owned(),
            query,
            form_token,
            form_cookie_known,
            form_used: AtomicBool::new(false),
            get,
            keys: Mutex::new(0),
            labels: Mutex::new(Vec::new()),
            reference: app.reference(),
            now,
            local: app.local(),
        };
        Self { inner: Arc::new(inner) }
    }
}

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        // INVARIANT: `attach` wraps every route that takes a `Ctx`.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// Makes the context, runs the page, and finishes the answer.
pub async fn attach(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let found = match jar.get(SESSION_COOKIE.of(&app)) {
        Some(token) => session::find(&app, token.value()).await,
        None => Ok(None),
    };
    let (session, fault) = match found {
        Ok(session) => (session, None),
        Err(error) => (None, Some(Fault::from(error))),
    };
    let asks = request.method().is_safe();
    let query = request.uri().query().unwrap_or_default();
    let page = asks.then(|| (split_lang(request.uri().path()).1, query));
    let (typed, holds_typed) = given::on_page(&app, &jar, session.as_ref(), page).await;
    let who = Who { session, unread: fault.is_some(), typed, holds_typed };
    let ctx = Ctx::read(&app, request.method(), request.uri(), request.headers(), who);
    if let Some(fault) = fault.filter(|_| !ctx.is_get()) {
        // Who is there is not known; what they send is not taken as nobody's. Pages that need nobody are still shown.
        return status::finish(&ctx, fault.into_response());
    }
    let had_lang = jar.get(LANG_COOKIE.of(&app)).map(|cookie| cookie.value().to_owned());
    let asked_view = take(query, "view", View::read).0;
    let asked_scheme = take(query, "scheme", Scheme::read).0;
    let in_lang = split_lang(request.uri().path()).0;
    request.extensions_mut().insert(ctx.clone());
    let uri = request.uri().clone();
    let led = refused::is_led(request.headers());
    let response = who::noted(&ctx, &uri, next.run(request).await).await;
    let response = status::finish(&ctx, response);
    let mut response = refused::keep(&ctx, &jar, led, response).await;
    let mut cookies = Vec::new();
    if let Some(view) = asked_view {
        cookies.push(kept(VIEW_COOKIE, view.code().to_owned(), &app));
    }
    if let Some(scheme) = asked_scheme {
        cookies.push(kept(SCHEME_COOKIE, scheme.code().to_owned(), &app));
    }
    if let Some(lang) = in_lang.filter(|lang| had_lang.as_deref() != Some(lang.code())) {
        cookies.push(kept(LANG_COOKIE, lang.code().to_owned(), &app));
    }
    let Inner { session, form_cookie_known, form_used, form_token, .. } = &*ctx.inner;
    if session.is_none() && !form_cookie_known && form_used.load(Ordering::Relaxed) {
        cookies.push(cookie(FORM_COOKIE, form_token.clone(), &app));
    }
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    let headers = response.headers_mut();
    headers.insert(
        "x-request-id",
        HeaderValue::from_str(ctx.reference()).unwrap_or(HeaderValue::from_static("-")),
    );
    response
}
