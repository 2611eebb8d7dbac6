//! The cookies of the office: their names with and without TLS, and how they are set and forgotten.

use crate::app::App;
use axum_extra::extract::cookie::{Cookie, SameSite};

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
pub(super) fn kept(name: CookieName, value: String, app: &App) -> String {
    format!("{}; Max-Age=31536000", cookie(name, value, app))
}

/// A cookie that the browser forgets at once.
pub fn forgotten(name: CookieName, app: &App) -> String {
    format!("{}; Max-Age=0", cookie(name, String::new(), app))
}
