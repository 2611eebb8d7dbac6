//! Who calls: by bearer token, by certificate, by the session of the pages, or nobody known.

use super::failure::Failure;
use crate::app::App;
use crate::ctx::SESSION_COOKIE;
use crate::secret::TokenDigest;
use crate::session;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum_extra::extract::cookie::CookieJar;
use office::access::Purpose;
use office::actor::Actor;

/// Who calls, as [`super::door`] found out.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who acts.
    pub actor: Actor,
    /// What is counted against the limit of requests: the token, the institution or the session; of somebody unknown,
    /// the address.
    pub counted_as: Option<String>,
    /// Whether who calls showed who they are lately enough for a dangerous act.
    pub fresh: bool,
}

impl Caller {
    fn known(actor: Actor, counted_as: String) -> Self {
        Self { actor, counted_as: Some(counted_as), fresh: true }
    }

    const fn unknown() -> Self {
        Self { actor: Actor::Anonymous, counted_as: None, fresh: true }
    }

    /// Reads the headers of a request.
    ///
    /// # Errors
    /// 401 for a token that nobody holds; 403 for a change with the session of the pages that comes from
    /// another site.
    pub async fn read(app: &App, method: &Method, headers: &HeaderMap) -> Result<Self, Failure> {
        if let Some(value) = headers.get(header::AUTHORIZATION) {
            let token = value
                .to_str()
                .ok()
                .and_then(|text| text.split_once(' '))
                .and_then(|(kind, token)| kind.eq_ignore_ascii_case("bearer").then(|| token.trim()))
                .ok_or_else(Failure::sign_in)?;
            let actor = match app.sign_in().bearer(token) {
                Some(actor) => Some(actor.clone()),
                None => session::bearer(app, token).await?,
            };
            let counted_as = format!("token:{}", TokenDigest::of(token));
            return Ok(Self::known(actor.ok_or_else(Failure::sign_in)?, counted_as));
        }
        if let Some(institution) = app.sign_in().certified(headers) {
            let counted_as = format!("institution:{}", institution.id);
            return Ok(Self::known(Actor::Institution(institution.clone()), counted_as));
        }
        let jar = CookieJar::from_headers(headers);
        let Some(token) = jar.get(SESSION_COOKIE.of(app)).map(|cookie| cookie.value()) else {
            return Ok(Self::unknown());
        };
        match session::find(app, token).await? {
            Some(_) if !method.is_safe() && !same_site(headers) => {
                Err(Failure::new(StatusCode::FORBIDDEN, "other-site"))
            }
            Some(session) => {
                let fresh = session.kept.fresh(app.now(), app.sign_in().fresh_minutes());
                let counted_as = Some(format!("session:{}", TokenDigest::of(token)));
                Ok(Self { actor: session.actor, counted_as, fresh })
            }
            None => Ok(Self::unknown()),
        }
    }
}

/// Whether a browser says that the request comes from our own pages.
fn same_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        _ => false,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // INVARIANT: the door puts a caller into every request before a handler sees it.
        parts.extensions.get::<Self>().cloned().ok_or_else(Failure::sign_in)
    }
}

/// A caller who is known; whoever is not is told to sign in before anything else is looked at.
#[derive(Debug, Clone)]
pub struct Known(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for Known {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Caller::from_request_parts(parts, state).await?.actor {
            Actor::Anonymous => Err(Failure::sign_in()),
            actor => Ok(Self(actor)),
        }
    }
}

/// The `Purpose` header: what personal data are read for.
#[derive(Debug, Clone)]
pub struct For(pub Purpose);

impl<S: Send + Sync> FromRequestParts<S> for For
where
    App: FromRef<S>,
{
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        use super::failure::Sentence;
        let refuse = |code: &'static str| {
            Failure::new(StatusCode::BAD_REQUEST, code).field(
                "Purpose",
                code,
                Sentence::new("api-purpose-forms"),
            )
        };
        let value = parts.headers.get("purpose").ok_or_else(|| refuse("purpose-missing"))?;
        let text = value.to_str().map_err(|_| refuse("purpose-malformed"))?;
        let purpose: Purpose = text.trim().parse().map_err(|_| refuse("purpose-malformed"))?;
        if purpose.is_known(App::from_ref(state).law()) {
            Ok(Self(purpose))
        } else {
            Err(refuse("purpose-unknown"))
        }
    }
}
