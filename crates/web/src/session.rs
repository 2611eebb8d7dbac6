//! The session of a browser: a random token in a cookie, and behind it what the office keeps of who signed in.
//!
//! Who an officer is and may is read from the staff list with every request, so that whoever leaves it is out at once.

use crate::app::App;
use crate::secret::SecretString;
use axum::http::{HeaderMap, header};
use kernel::PersonId;
use office::OfficeError;
use office::actor::{Actor, Institution};
use office::sessions::{IDLE_SECONDS, Method, SignedIn};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who acts.
    pub actor: Actor,
    /// The token that every form of this session carries.
    pub form_token: SecretString,
    /// What the office keeps of it.
    pub kept: office::sessions::Session,
}

/// Opens a session and answers its token.
///
/// # Errors
/// The database does not answer.
pub async fn open(app: &App, who: &SignedIn) -> Result<String, OfficeError> {
    let token = app.token();
    app.office().open_session(&token, who).await?;
    Ok(token)
}

/// A session of the demonstration, which nobody had to show anything for.
#[must_use]
pub fn of_demonstration(actor: Actor, name: String, browser: String) -> SignedIn {
    let (method, seconds) = (Method::Demonstration, IDLE_SECONDS);
    SignedIn { actor, name, method, provider: String::new(), level: String::new(), browser, seconds }
}

/// The session of a browser under `token`, if it has not ended.
///
/// # Errors
/// The database does not answer.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>, OfficeError> {
    let Some(kept) = kept(app, token).await? else { return Ok(None) };
    if kept.method == Method::Assertion {
        return Ok(None);
    }
    Ok(actor(app, &kept.actor).map(|actor| Session { actor, form_token: form_token(token).into(), kept }))
}

/// Who holds a bearer token that was given for an assertion.
///
/// # Errors
/// The database does not answer.
pub async fn bearer(app: &App, token: &str) -> Result<Option<Actor>, OfficeError> {
    let Some(kept) = kept(app, token).await?.filter(|kept| kept.method == Method::Assertion) else {
        return Ok(None);
    };
    let institution = kept.actor.strip_prefix("institution:").and_then(|id| app.sign_in().institution(id));
    Ok(institution.map(|(institution, _)| {
        // What the token was asked for, as far as the institution still may it.
        let mut narrowed = Institution::clone(institution);
        narrowed.may.retain(|action| kept.level.split(' ').any(|code| code == action.code()));
        Actor::Institution(Arc::new(narrowed))
    }))
}

async fn kept(app: &App, token: &str) -> Result<Option<office::sessions::Session>, OfficeError> {
    // Whatever is no token of ours is not asked for.
    let ours = token.len() == 32 && token.bytes().all(|b| b.is_ascii_hexdigit());
    if ours { app.office().session(token).await } else { Ok(None) }
}

/// Who it is that the log names so, as far as they may still act.
fn actor(app: &App, logged: &str) -> Option<Actor> {
    match logged.split_once(':')? {
        ("client", id) => id.parse::<PersonId>().ok().map(|person| Actor::Client { person }),
        ("officer", code) => {
            let known = app.office().officer(code);
            known.or_else(|| app.sign_in().demo_officer(code).cloned()).map(Actor::Officer)
        }
        _ => None,
    }
}

/// The token that forms of a session carry: known only to whoever holds the token of the session.
#[must_use]
pub fn form_token(token: &str) -> String {
    let mut text = format!("{:x}", Sha256::digest(format!("parvalde form {token}").as_bytes()));
    text.truncate(32);
    text
}

/// A browser in a few words, so that its owner knows it again in a list: never more than it says of itself, and never
/// the whole of that.
#[must_use]
pub fn browser(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    described(said)
}

/// The same of the text of the header. The first name that fits is the one: most browsers name others too.
fn described(said: &str) -> String {
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let known = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn a_browser_is_described_by_what_its_owner_calls_it() {
        for (said, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/17.4 Mobile/15E148 Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("<script>alert(1)</script>", ""),
            ("", ""),
        ] {
            assert_eq!(described(said), words, "{said}");
        }
    }
}
