//! What a browser asks for: the language by path, cookie or setting; the version of the page and its colours.

use super::LANG_COOKIE;
use crate::app::App;
use crate::text;
use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::CookieJar;
use kernel::Lang;

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

    pub(super) fn read(code: &str) -> Option<Self> {
        [Self::Graphic, Self::Text].into_iter().find(|view| view.code() == code)
    }
}

/// Which colours the graphic version has, once somebody chose; the device says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// The word in addresses, cookies and the style sheet.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(super) fn read(code: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|scheme| scheme.code() == code)
    }
}

/// The language at the head of a path, and the rest.
pub(super) fn split_lang(path: &str) -> (Option<Lang>, &str) {
    let rest = path.trim_start_matches('/');
    let (first, _) = rest.split_once('/').unwrap_or((rest, ""));
    match first.parse::<Lang>().ok().filter(|lang| text::languages().any(|known| known == *lang)) {
        Some(lang) => (Some(lang), path.get(first.len() + 1..).unwrap_or_default().trim_end_matches('/')),
        None => (None, ""),
    }
}

/// The language a browser asks for: by cookie, then by its settings, then Latvian.
#[must_use]
pub fn preferred_lang(app: &App, headers: &HeaderMap, jar: &CookieJar) -> Lang {
    let from_cookie = jar.get(LANG_COOKIE.of(app)).and_then(|cookie| known(cookie.value()));
    from_cookie.or_else(|| asked_lang(headers)).unwrap_or(Lang::LV)
}

/// The language that `Accept-Language` wishes most, among those that have texts.
#[must_use]
pub fn asked_lang(headers: &HeaderMap) -> Option<Lang> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wishes: Vec<(u32, Lang)> = asked
        .split(',')
        .filter_map(|part| {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let lang = known(&tag.trim().get(..2)?.to_ascii_lowercase())?;
            let weight: f32 = weight.trim().parse().ok()?;
            // Weights are between 0 and 1 with three decimals.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Some(((weight.clamp(0.0, 1.0) * 1000.0) as u32, lang))
        })
        .collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.first().map(|(_, lang)| *lang)
}

fn known(code: &str) -> Option<Lang> {
    let lang = code.parse::<Lang>().ok()?;
    text::languages().any(|known| known == lang).then_some(lang)
}

/// The choice that a query makes under `name`, and the query without it.
pub(super) fn take<T>(query: &str, name: &str, read: impl Fn(&str) -> Option<T>) -> (Option<T>, String) {
    let mut chosen = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(|pair| {
            let asked = pair.split_once('=').filter(|(known, _)| *known == name);
            match asked.and_then(|(_, code)| read(code)) {
                Some(asked) => {
                    chosen = Some(asked);
                    false
                }
                None => true,
            }
        })
        .collect();
    (chosen, rest.join("&"))
}
