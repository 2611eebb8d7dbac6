//! The context of one request: language, version of the page, who is signed in, what time it is.
//!
//! [`attach`] runs before every page. After the page it sets the cookies that are due and turns bare
//! errors (no such page, wrong method, too large, a fault of the office) into pages in the reader's language.

mod choice;
mod who;

use crate::app::App;
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
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
pub use choice::{asked_lang, preferred_lang};
use choice::{split_lang, take_view};
use kernel::{Day, Lang, Minute, Money, Timestamp};
use maud::{Markup, html};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Cookie of a session.
pub const SESSION_COOKIE: CookieName = CookieName::new("parvalde_session", "__Host-parvalde_session");
/// Cookie of the form token of somebody who is not signed in.
const FORM_COOKIE: CookieName = CookieName::new("parvalde_form", "__Host-parvalde_form");
const LANG_COOKIE: CookieName = CookieName::new("parvalde_lang", "__Host-parvalde_lang");
const VIEW_COOKIE: CookieName = CookieName::new("parvalde_view", "__Host-parvalde_view");
/// Name of the hidden field that carries the form token.
pub const FORM_FIELD: &str = "form-token";

/// Which version of a page is shown. The text version is the page; the graphic version adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// With drawings, colours and layout.
    Graphic,
    /// Words only, in the browser's own type.
    Text,
}

impl View {
    /// The word in addresses and cookies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Graphic => "graphic",
            Self::Text => "text",
        }
    }

    fn read(code: &str) -> Option<Self> {
        [Self::Graphic, Self::Text].into_iter().find(|view| view.code() == code)
    }
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
    session: Option<Session>,
    /// Whether there may be a session that could not be read.
    session_unread: bool,
    /// The path behind the language: `/offices`, or empty for the home page.
    path: String,
    query: String,
    form_token: String,
    form_cookie_known: bool,
    form_used: AtomicBool,
    get: bool,
    reference: String,
    now: Timestamp,
    local: (Day, Minute),
}

/// What a cookie is called. Over TLS its name begins so that a browser takes it only from this very host, over TLS,
/// and no server beside ours can set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieName {
    plain: &'static str,
    over_tls: &'static str,
}

impl CookieName {
    /// The name without TLS, as only a machine of one's own is reached, and over TLS.
    #[must_use]
    pub const fn new(plain: &'static str, over_tls: &'static str) -> Self {
        Self { plain, over_tls }
    }

    /// The name as it is used by this office.
    #[must_use]
    pub fn of(self, app: &App) -> &'static str {
        if app.secure() { self.over_tls } else { self.plain }
    }
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

    /// This page in another language, with its query.
    #[must_use]
    pub fn href_in(&self, lang: Lang) -> String {
        let Inner { path, query, .. } = &*self.inner;
        if query.is_empty() { format!("/{lang}{path}") } else { format!("/{lang}{path}?{query}") }
    }

    /// This page in another version.
    #[must_use]
    pub fn href_as(&self, view: View) -> String {
        let plain = self.href_in(self.lang());
        let joint = if plain.contains('?') { '&' } else { '?' };
        format!("{plain}{joint}view={}", view.code())
    }

    /// This page again, after signing in.
    #[must_use]
    pub fn sign_in_href(&self) -> String {
        if self.path().is_empty() || self.path().starts_with("/sign-in") {
            return self.href("/sign-in");
        }
        format!("{}?next={}", self.href("/sign-in"), self.path())
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

    fn read(
        app: &App,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        who: (Option<Session>, bool),
    ) -> Self {
        let (session, session_unread) = who;
        let jar = CookieJar::from_headers(headers);
        let cookie = |name: CookieName| jar.get(name.of(app)).map(|cookie| cookie.value().to_owned());
        let (from_path, path) = split_lang(uri.path());
        let lang = from_path.unwrap_or_else(|| preferred_lang(app, headers, &jar));
        let (asked_view, query) = take_view(uri.query().unwrap_or_default());
        let view = asked_view
            .or_else(|| cookie(VIEW_COOKIE).as_deref().and_then(View::read))
            .unwrap_or(View::Graphic);
        let now = app.now();
        let from_cookie = cookie(FORM_COOKIE).filter(|token| is_token(token));
        let form_cookie_known = from_cookie.is_some();
        let form_token = match &session {
            Some(session) => session.form_token.expose_secret().to_owned(),
            None => from_cookie.unwrap_or_else(|| app.token()),
        };
        // A form that was posted cannot be asked for again: switches lead to the page it came from.
        let query = if matches!(*method, Method::GET | Method::HEAD) { query } else { String::new() };
        let inner = Inner {
            app: app.clone(),
            lang,
            view,
            session,
            session_unread,
            path: path.to_owned(),
            query,
            form_token,
            form_cookie_known,
            form_used: AtomicBool::new(false),
            get: matches!(*method, Method::GET | Method::HEAD),
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
    let who = (session, fault.is_some());
    let ctx = Ctx::read(&app, request.method(), request.uri(), request.headers(), who);
    if let Some(fault) = fault.filter(|_| !ctx.is_get()) {
        // Who is there is not known; what they send is not taken as nobody's. Pages that need nobody are still shown.
        return status::finish(&ctx, fault.into_response());
    }
    let had_lang = jar.get(LANG_COOKIE.of(&app)).map(|cookie| cookie.value().to_owned());
    let asked_view = take_view(request.uri().query().unwrap_or_default()).0;
    let in_lang = split_lang(request.uri().path()).0;
    request.extensions_mut().insert(ctx.clone());
    let uri = request.uri().clone();
    let response = who::noted(&ctx, &uri, next.run(request).await).await;
    let mut response = status::finish(&ctx, response);
    let mut cookies = Vec::new();
    if let Some(view) = asked_view {
        cookies.push(kept(VIEW_COOKIE, view.code().to_owned(), &app));
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

/// A cookie that ends with the browser.
pub fn cookie(name: CookieName, value: String, app: &App) -> String {
    Cookie::build((name.of(app), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.secure())
        .build()
        .to_string()
}

/// A cookie that keeps a choice for a year.
fn kept(name: CookieName, value: String, app: &App) -> String {
    format!("{}; Max-Age=31536000", cookie(name, value, app))
}

/// A cookie that the browser forgets at once.
pub fn forgotten(name: CookieName, app: &App) -> String {
    format!("{}; Max-Age=0", cookie(name, String::new(), app))
}
