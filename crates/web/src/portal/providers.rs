//! Signing in at a provider: the way there, the way back, and what is said when it leads nowhere. Officers also come
//! this way to confirm who they are before a dangerous act.

use super::sign_in;
use crate::app::App;
use crate::ctx::{CookieName, Ctx, cookie, preferred_lang};
use crate::form::Params;
use crate::page::Page;
use crate::session;
use crate::sign_in::config::Whom;
use crate::sign_in::provider::{Identified, Provider, ProviderFault, Secrets, said_by_provider};
use crate::status::Fault;
use crate::ui::notice::{Tone, notice};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use kernel::Timestamp;
use maud::html;
use office::OfficeError;
use office::access::Purpose;
use office::actor::Actor;
use office::register::Lookup;
use office::sessions::{IDLE_SECONDS, Method, SignedIn, hash};
use serde::{Deserialize, Serialize};

/// Cookie that ties a way to the browser that began it.
const WAY_COOKIE: CookieName = CookieName::new("parvalde_way", "__Host-parvalde_way");
/// Seconds that the way to a provider and back may take.
const SECONDS: i64 = 15 * 60;
const KIND: &str = "provider";
/// What a client is looked up for.
const PURPOSE: &str = "basis:sign-in";

/// A way that was begun.
#[derive(Debug, Serialize, Deserialize)]
struct Way {
    provider: String,
    secrets: Secrets,
    /// Hash of the browser's cookie.
    browser: String,
    next: String,
    /// The form that waits for the confirmation; empty for a sign-in.
    confirm: String,
    since: i64,
}

/// `GET /{lang}/sign-in/provider/{provider}?next=` or `?confirm=`
pub async fn go(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let provider = app.sign_in().provider(&id).ok_or_else(Fault::not_found)?;
    let confirm = query.get("confirm");
    if !confirm.is_empty() && (ctx.session().is_none() || provider.config().whom != Whom::Officers) {
        return Err(Fault::of("sign-in"));
    }
    let known =
        CookieJar::from_headers(&headers).get(WAY_COOKIE.of(&app)).map(|cookie| cookie.value().to_owned());
    let browser = known.filter(|value| value.len() == 32).unwrap_or_else(|| app.token());
    let random = || format!("{}{}", app.token(), app.token());
    let secrets = Secrets { state: random(), nonce: random(), verifier: random() };
    let address = match provider.way(&secrets, ctx.lang(), !confirm.is_empty(), ctx.now()).await {
        Ok(address) => address,
        Err(fault) => return Ok(told(&ctx, provider, fault)),
    };
    let way = Way {
        provider: id,
        browser: hash(&browser),
        next: sign_in::safe_path(query.get("next")).unwrap_or_default().to_owned(),
        confirm: confirm.to_owned(),
        since: ctx.now().micros(),
        secrets,
    };
    let body = serde_json::to_string(&way).unwrap_or_default();
    app.office().let_wait(&way.secrets.state, KIND, body, SECONDS).await?;
    let mut response = Redirect::to(&address).into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie(WAY_COOKIE, browser, &app)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// `GET /sign-in/back/{provider}`: what the provider sends the browser back with.
pub async fn back(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(query): Params,
) -> Result<Response, Fault> {
    let provider = app.sign_in().provider(&id).ok_or_else(Fault::not_found)?;
    let way = match way(&app, &id, &headers, query.get("state")).await? {
        Ok(way) => way,
        Err(fault) => return Ok(told(&ctx, provider, fault)),
    };
    // Whose answer it is, where the provider says so (RFC 9207).
    if query.has("iss") && query.get("iss") != provider.config().issuer {
        return Ok(told(&ctx, provider, ProviderFault::WrongState));
    }
    if query.has("error") {
        return Ok(told(&ctx, provider, said_by_provider(query.get("error"))));
    }
    let anew = !way.confirm.is_empty();
    let since = anew.then(|| Timestamp::from_micros(way.since));
    let identified = match query.has("code") {
        true => provider.identify(query.get("code"), &way.secrets, since, ctx.now()).await,
        false => Err(ProviderFault::AtProvider),
    };
    let identified = match identified {
        Ok(identified) => identified,
        Err(fault) => return Ok(told(&ctx, provider, fault)),
    };
    match provider.config().whom {
        Whom::Clients => client(&app, &ctx, &headers, provider, &identified, &way).await,
        Whom::Officers if anew => confirmed(&app, &ctx, provider, &identified, &way).await,
        Whom::Officers => officer(&app, &ctx, &headers, provider, &identified, &way).await,
    }
}

async fn way(
    app: &App,
    provider: &str,
    headers: &HeaderMap,
    state: &str,
) -> Result<Result<Way, ProviderFault>, OfficeError> {
    let Some(body) = app.office().take_waiting(state, KIND).await? else {
        return Ok(Err(ProviderFault::WayLost));
    };
    let Ok(way) = serde_json::from_str::<Way>(&body) else { return Ok(Err(ProviderFault::WayLost)) };
    let jar = CookieJar::from_headers(headers);
    let same = jar.get(WAY_COOKIE.of(app)).is_some_and(|cookie| hash(cookie.value()) == way.browser);
    Ok(if same && way.provider == provider { Ok(way) } else { Err(ProviderFault::WrongState) })
}

fn signed_in(actor: Actor, name: String, provider: &Provider, level: &str, headers: &HeaderMap) -> SignedIn {
    SignedIn {
        actor,
        name,
        method: Method::Provider,
        provider: provider.config().id.clone(),
        level: level.to_owned(),
        browser: session::browser(headers),
        seconds: IDLE_SECONDS,
    }
}

async fn client(
    app: &App,
    ctx: &Ctx,
    headers: &HeaderMap,
    provider: &Provider,
    identified: &Identified,
    way: &Way,
) -> Result<Response, Fault> {
    let purpose: Purpose = PURPOSE.parse().map_err(|_| Fault::of("fault"))?;
    let code = Lookup::Code(identified.code.clone());
    let found = match app.office().lookup(&Actor::System, &purpose, code).await {
        Ok(found) => found.filter(|person| !person.dead),
        // The provider's code is not of this country.
        Err(OfficeError::Invalid(_)) => None,
        Err(other) => return Err(other.into()),
    };
    let Some(person) = found else {
        return Ok(not_known(ctx, "sign-in-no-person-heading", "sign-in-no-person"));
    };
    let name = person.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let actor = Actor::Client { person: person.id };
    let others = app.office().may_act_for(&actor).await?.len() > 1;
    let who = signed_in(actor, name, provider, &identified.level, headers);
    let next = if way.next.is_empty() { "/matters" } else { &way.next };
    let next = if others { format!("/behalf?next={next}") } else { next.to_owned() };
    sign_in::enter(app, ctx, headers, &who, &next).await
}

async fn officer(
    app: &App,
    ctx: &Ctx,
    headers: &HeaderMap,
    provider: &Provider,
    identified: &Identified,
    way: &Way,
) -> Result<Response, Fault> {
    let Some(officer) = app.office().officer(&identified.code) else {
        return Ok(not_known(ctx, "sign-in-no-officer-heading", "sign-in-no-officer"));
    };
    let name = officer.name.clone();
    let who = signed_in(Actor::Officer(officer), name, provider, &identified.level, headers);
    let next = if way.next.is_empty() { "/work" } else { &way.next };
    sign_in::enter(app, ctx, headers, &who, next).await
}

/// Back to the form that waits, when it is the same officer.
async fn confirmed(
    app: &App,
    ctx: &Ctx,
    provider: &Provider,
    identified: &Identified,
    way: &Way,
) -> Result<Response, Fault> {
    let session = ctx.session().ok_or_else(|| Fault::of("sign-in"))?;
    let same = session.actor.officer().is_some_and(|officer| officer.id.as_str() == identified.code);
    if !same {
        return Ok(told(ctx, provider, ProviderFault::WrongState));
    }
    app.office().confirm_session(&session.kept).await?;
    Ok(Redirect::to(&ctx.href(&format!("/confirm/go?form={}", way.confirm))).into_response())
}

/// The provider knows somebody, and the office does not.
fn not_known(ctx: &Ctx, heading: &'static str, words: &'static str) -> Response {
    let body = html! {
        (notice(Tone::Warn, "", &html! { p { (ctx.t(words)) } }))
        p.soft { (ctx.tf("fault-reference", &[("reference", ctx.reference().into())])) }
        p.actions {
            a.button href=(ctx.href("/sign-in")) { (ctx.t("sign-in-again")) }
            a.button.second href=(ctx.href("/offices")) { (ctx.t("nav-offices")) }
        }
    };
    Page::new(ctx, ctx.t(heading)).status(StatusCode::FORBIDDEN).render(body)
}

/// What happened on the way, and what to do: the keys of both sentences, and the status.
const fn words(fault: ProviderFault) -> (&'static str, &'static str, StatusCode) {
    use ProviderFault as F;
    match fault {
        F::Denied => ("provider-denied", "provider-denied-next", StatusCode::FORBIDDEN),
        F::AtProvider => ("provider-fault", "provider-fault-next", StatusCode::BAD_GATEWAY),
        F::WayLost => ("provider-way-lost", "provider-way-lost-next", StatusCode::BAD_REQUEST),
        F::WrongState => ("provider-wrong-state", "provider-wrong-state-next", StatusCode::BAD_REQUEST),
        F::Expired => ("provider-expired", "provider-expired-next", StatusCode::BAD_REQUEST),
        F::UnknownKey => ("provider-unknown-key", "provider-unknown-key-next", StatusCode::BAD_GATEWAY),
        F::NotBelieved => ("provider-not-believed", "provider-not-believed-next", StatusCode::BAD_GATEWAY),
        F::LevelTooLow => ("provider-level", "provider-level-next", StatusCode::FORBIDDEN),
        F::NoCode => ("provider-no-code", "provider-no-code-next", StatusCode::FORBIDDEN),
        F::NotAnew => ("provider-not-anew", "provider-not-anew-next", StatusCode::FORBIDDEN),
        F::Unreachable => ("provider-unreachable", "provider-unreachable-next", StatusCode::BAD_GATEWAY),
        F::Misconfigured => {
            ("provider-misconfigured", "provider-misconfigured-next", StatusCode::BAD_GATEWAY)
        }
    }
}

fn told(ctx: &Ctx, provider: &Provider, fault: ProviderFault) -> Response {
    let (what, next, status) = words(fault);
    let name = provider.config().label(ctx.lang());
    let body = html! {
        p.lead { (ctx.tf(what, &[("provider", name.into())])) }
        p { (ctx.tf(next, &[("provider", name.into())])) }
        p.soft { (ctx.tf("fault-reference", &[("reference", ctx.reference().into())])) }
        p.actions {
            a.button href=(ctx.href("/sign-in")) { (ctx.t("sign-in-again")) }
            a.button.second href=(ctx.href("")) { (ctx.t("go-home")) }
        }
    };
    Page::new(ctx, ctx.t("provider-failed")).status(status).render(body)
}

/// `GET /signed-out`: where a provider sends the browser after signing out there.
pub async fn signed_out(State(app): State<App>, headers: HeaderMap) -> Redirect {
    let jar = CookieJar::from_headers(&headers);
    Redirect::to(&format!("/{}/signed-out", preferred_lang(&app, &headers, &jar)))
}
