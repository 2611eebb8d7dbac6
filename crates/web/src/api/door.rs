//! What every request of the API passes on its way in and out: who calls, how often, whether it was sent
//! before; and the wording of whatever failed.

use super::Api;
use super::caller::Caller;
use super::failure::{Failure, MEDIA_TYPE, Sentence};
use super::input;
use super::once::{self, Asked, KEY_LENGTH_MAX};
use crate::{peer, status, step_up};
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use office::Office;
use office::once::Keyed;
use std::sync::Arc;

/// Header that says at which position of the log a write stands.
pub const POSITION: &str = "parvalde-position";

/// An answer whose body another standard than ours prescribes.
#[derive(Debug, Clone, Copy)]
pub struct AsItIs;

/// Words what failed, in the asker's language, and gives every answer its reference number.
pub async fn finish(State(api): State<Api>, request: Request, next: Next) -> Response {
    // English when nothing is asked for.
    let lang = crate::ctx::asked_lang(request.headers()).unwrap_or(Lang::EN);
    let path = request.uri().path().to_owned();
    let reference = api.app.reference();
    let response = next.run(request).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let mut response = if failed && !is_problem(&response) && response.extensions().get::<AsItIs>().is_none()
    {
        let failure =
            response.extensions().get::<Failure>().cloned().unwrap_or_else(|| Failure::of_status(status));
        if status.is_server_error() {
            let why = failure.log().unwrap_or(failure.slug());
            tracing::error!(request.id = %reference, http.status = status.as_u16(), "the API failed: {why}");
        }
        let mut worded = failure.render(lang, &reference, &path);
        // What the framework says beside the status, such as the methods that a path has.
        if let Some(allow) = response.headers().get(header::ALLOW) {
            worded.headers_mut().insert(header::ALLOW, allow.clone());
        }
        worded
    } else {
        response
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&reference) {
        headers.insert("x-request-id", value);
    }
    response
}

fn is_problem(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == MEDIA_TYPE.as_bytes())
}

/// Finds out who calls, and counts the request.
pub async fn enter(State(api): State<Api>, mut request: Request, next: Next) -> Response {
    let now = api.app.now();
    let address =
        |request: &Request| peer::counted_as(request.headers(), request.extensions(), api.app.secure());
    let caller = match Caller::read(&api.app, request.method(), request.headers()).await {
        Ok(caller) => caller,
        // Whoever tries tokens is counted where they come from.
        Err(failure) => {
            return api
                .buckets
                .take(&address(&request), now)
                .map_or_else(too_many, |()| failure.into_response());
        }
    };
    let stranger = caller.counted_as.is_none();
    let counted_as = caller.counted_as.clone().unwrap_or_else(|| address(&request));
    if let Err(seconds) = api.buckets.take(&counted_as, now) {
        return too_many(seconds);
    }
    if stranger
        && open_form(request.method(), request.uri().path())
        && let Err(seconds) = api.open_forms.take(&counted_as, now)
    {
        return too_many(seconds);
    }
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    if !caller.fresh && step_up::dangerous_call(request.method(), route, request.uri().path()) {
        return Failure::new(StatusCode::FORBIDDEN, "confirm").into_response();
    }
    let (actor, path) = (caller.actor.clone(), request.uri().path().to_owned());
    let purpose = request.headers().get("purpose").and_then(|value| value.to_str().ok());
    let purpose = purpose.unwrap_or_default().to_owned();
    request.extensions_mut().insert(caller);
    let response = next.run(request).await;
    if response.status().is_client_error() {
        let refused = response.extensions().get::<Failure>().and_then(Failure::refused);
        let noted = status::note(api.app.office(), &actor, refused, (&path, &purpose)).await;
        if let Err(error) = noted {
            return Failure::from(error).into_response();
        }
    }
    response
}

fn too_many(seconds: u32) -> Response {
    Failure::new(StatusCode::TOO_MANY_REQUESTS, "too-many")
        .with("seconds", seconds.to_string())
        .header(header::RETRY_AFTER, HeaderValue::from(seconds))
        .into_response()
}

/// What is open to everybody and could be used to guess, or to take what others need: bookings and their codes, whether
/// a document is valid, whether a statement is as it was issued.
fn open_form(method: &Method, path: &str) -> bool {
    let rest = path.strip_prefix("/api/v1").unwrap_or(path);
    rest.strip_prefix("/appointments").is_some_and(|rest| !rest.is_empty() || method == Method::POST)
        || method == Method::POST && matches!(rest, "/documents/validity" | "/statements/check")
}

/// Does a request with an `Idempotency-Key` once.
pub async fn once(State(api): State<Api>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").cloned();
    let (Some(key), &Method::POST) = (key, request.method()) else {
        return next.run(request).await;
    };
    match one_turn(&api, &key, request, next).await {
        Ok(response) => response,
        Err(failure) => failure.into_response(),
    }
}

async fn one_turn(api: &Api, key: &HeaderValue, request: Request, next: Next) -> Result<Response, Failure> {
    let key = key
        .to_str()
        .ok()
        .filter(|key| (1..=KEY_LENGTH_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()))
        .ok_or_else(|| {
            let sentence = Sentence::new("api-key-form").with("most", KEY_LENGTH_MAX.to_string());
            Failure::parameter("Idempotency-Key", "malformed", sentence)
        })?;
    let (mut parts, body) = request.into_parts();
    let body = input::read(body).await?;
    let asked = Asked::new(parts.extensions.get::<Caller>(), key, parts.uri.path(), &body);
    let turn = api.running.begin(&asked.slot)?;
    if let Some(response) = asked.answered(api.app.office()).await? {
        return Ok(response);
    }
    let keyed = Arc::new(api.app.office().take_up(asked.slot.clone(), asked.request.clone()).await?);
    parts.extensions.insert(api.app.office().under(Arc::clone(&keyed)));
    // A client that goes away leaves the work running, so that its next try finds the answer.
    let request = Request::from_parts(parts, Body::from(body));
    let office = api.app.office().clone();
    let work = tokio::spawn(async move {
        let _turn = turn;
        work(&office, &asked, &keyed, request, next).await
    });
    work.await.map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))?
}

async fn work(
    office: &Office,
    asked: &Asked,
    keyed: &Keyed,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let response = next.run(request).await;
    // A refusal is not kept, for it may turn out otherwise the next time; unless it is that somebody, this request on
    // another node or its own first half, did it already.
    if !response.status().is_success() {
        return Ok(asked.answered(office).await?.unwrap_or(response));
    }
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    if let Some(kept) = once::written(parts.status, &parts.headers, &body) {
        let first = office.keep_answer(keyed, &kept).await?;
        if let Some(response) = first.as_deref().and_then(once::read) {
            return Ok(response);
        }
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}
