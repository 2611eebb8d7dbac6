//! What every request of the API passes on its way in and out: who calls, how often, whether it was sent
//! before; and the wording of whatever failed.

use super::Api;
use super::caller::Caller;
use super::failure::{Failure, MEDIA_TYPE, Sentence};
use super::input;
use super::once::{KEY_LENGTH_MAX, Kept, Slot, Turn};
use crate::{peer, status, step_up};
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Lang;

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
    let (parts, body) = request.into_parts();
    let body = input::read(body).await?;
    let caller = parts.extensions.get::<Caller>().map(|c| c.actor.to_string()).unwrap_or_default();
    let slot = Slot::of(&caller, key, parts.uri.path());
    if let Turn::Done(kept) = api.answers.begin(slot, &body, api.app.now())? {
        let mut response = (kept.status, kept.body).into_response();
        for (name, value) in kept.headers {
            response.headers_mut().insert(name, value);
        }
        return Ok(response);
    }
    // A client that goes away leaves the work running, so that its next try finds the answer.
    let request = Request::from_parts(parts, Body::from(body));
    let work = tokio::spawn(work(Running { api: api.clone(), slot, done: false }, request, next));
    work.await.map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))?
}

async fn work(mut running: Running, request: Request, next: Next) -> Result<Response, Failure> {
    let response = next.run(request).await;
    // Only what was done is kept; a refusal may turn out otherwise the next time.
    if !response.status().is_success() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .map_err(|_| Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let headers = Kept::headers_of(&parts.headers);
    running.api.answers.keep(running.slot, Kept { status: parts.status, headers, body: body.clone() });
    running.done = true;
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// A request under way. However it ends without an answer, its key can be used again.
struct Running {
    api: Api,
    slot: Slot,
    done: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.done {
            self.api.answers.forget(self.slot);
        }
    }
}
