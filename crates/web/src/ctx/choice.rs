//! What a browser asks for: the language by path, cookie or setting, and the version of the page.

use super::{LANG_COOKIE, View};
use crate::app::App;
use crate::text;
use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::CookieJar;
use kernel::Lang;

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

/// The version asked for in a query, and the query without it.
pub(super) fn take_view(query: &str) -> (Option<View>, String) {
    let mut view = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(|pair| match pair.strip_prefix("view=").and_then(View::read) {
            Some(asked) => {
                view = Some(asked);
                false
            }
            None => true,
        })
        .collect();
    (view, rest.join("&"))
}
