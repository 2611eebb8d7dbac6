//! `Idempotency-Key`: a request that is sent twice is done once, and both get the same answer.
//!
//! The key is committed with what is done for it (`office::once`), so that it holds on every node and after a crash; the
//! answer is added before it leaves. Where the office stopped between the two, the answer is made anew of what was done.
//! The same key with another body is refused: it is a mistake of the client's program that would otherwise lose a request.

use super::Api;
use super::caller::Caller;
use super::failure::Failure;
use super::shape::appointment::Booked;
use super::{appointments, cases};
use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{AppointmentId, CaseId};
use office::once::KeptAnswer;
use office::{Actor, Office};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// Most characters of a key.
pub const KEY_LENGTH_MAX: usize = 128;
/// A longer answer is made anew.
const ANSWER_MAX: usize = 1024 * 1024;

/// The office as a handler works with it: for a request with a key, the one that commits the key.
pub struct Desk(pub Office);

impl FromRequestParts<Api> for Desk {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get().cloned().unwrap_or_else(|| api.app.office().clone())))
    }
}

/// The head of an answer that is kept; its body follows after a line feed.
#[derive(Serialize, Deserialize)]
struct Head {
    status: u16,
    headers: Vec<(String, String)>,
}

/// An answer as it is kept, unless it is too long.
pub fn written(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Vec<u8>> {
    let own = [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::ETAG, header::LOCATION];
    let position = HeaderName::from_static(super::door::POSITION);
    let headers = own.into_iter().chain([position]).filter_map(|name| {
        let value = headers.get(&name)?.to_str().ok()?.to_owned();
        Some((name.as_str().to_owned(), value))
    });
    let head = Head { status: status.as_u16(), headers: headers.collect() };
    let mut kept = serde_json::to_vec(&head).ok().filter(|_| body.len() <= ANSWER_MAX)?;
    kept.push(b'\n');
    kept.extend(body);
    Some(kept)
}

/// An answer that was kept.
pub fn read(kept: &[u8]) -> Option<Response> {
    let end = kept.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = kept.split_at_checked(end)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    let body = Bytes::copy_from_slice(body.get(1..)?);
    let mut response = (StatusCode::from_u16(head.status).ok()?, body).into_response();
    for (name, value) in &head.headers {
        let (name, value) = (HeaderName::try_from(name).ok()?, HeaderValue::from_str(value).ok()?);
        response.headers_mut().insert(name, value);
    }
    Some(response)
}

/// A digest in hexadecimal.
fn hex(digest: Sha256) -> String {
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A request that carries a key.
#[derive(Debug, Clone)]
pub struct Asked {
    /// A digest of caller, key and path.
    pub slot: String,
    /// A digest of the body.
    pub request: String,
    actor: Actor,
    path: String,
}

impl Asked {
    /// Of a request.
    pub fn new(caller: Option<&Caller>, key: &str, path: &str, body: &[u8]) -> Self {
        let actor = caller.map_or(Actor::Anonymous, |caller| caller.actor.clone());
        let mut digest = Sha256::new();
        for part in [actor.to_string().as_str(), key, path] {
            digest.update(part.len().to_be_bytes());
            digest.update(part.as_bytes());
        }
        let request = hex(Sha256::new_with_prefix(body));
        Self { slot: hex(digest), request, actor, path: path.to_owned() }
    }

    /// The answer to a request that was done before, if it was.
    ///
    /// # Errors
    /// 422 when the key was used with another body; 409 when it was done and its answer cannot be made anew.
    pub async fn answered(&self, office: &Office) -> Result<Option<Response>, Failure> {
        let Some(kept) = office.kept_answer(&self.slot).await? else { return Ok(None) };
        if kept.request != self.request {
            return Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused"));
        }
        match kept.answer.as_deref().and_then(read) {
            Some(response) => Ok(Some(response)),
            None => self.anew(office, &kept).await.map(Some),
        }
    }

    /// The answer to what was done when the office stopped before it answered.
    async fn anew(&self, office: &Office, kept: &KeptAnswer) -> Result<Response, Failure> {
        let path = self.path.strip_prefix("/api/v1").unwrap_or(&self.path);
        let done = kept.stream.split_once(':');
        if let Some(id) = of_kind::<AppointmentId>(done, "appointment").filter(|_| path == "/appointments") {
            let view = office.appointment(&self.actor, id, Some(&kept.note)).await?;
            let booked = office::appointments::Booked { id, code: kept.note.clone(), view };
            return appointments::booked(office, Booked::from(booked)).await;
        }
        if let Some(id) = of_kind::<CaseId>(done, "case").filter(|_| path.starts_with("/cases")) {
            let view = office.case(&self.actor, id).await?;
            return match path {
                "/cases" | "/cases/begun" => cases::created(office, &view).await,
                _ => cases::moved(office, &view).await,
            };
        }
        Err(Failure::new(StatusCode::CONFLICT, "key-done").with("position", kept.position.to_string()))
    }
}

fn of_kind<I: std::str::FromStr>(done: Option<(&str, &str)>, kind: &str) -> Option<I> {
    done.filter(|(known, _)| *known == kind).and_then(|(_, id)| id.parse().ok())
}

/// The requests with a key that this node works on now.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Mutex<HashSet<String>>>);

impl Running {
    /// Takes up a request.
    ///
    /// # Errors
    /// 409 while the first with its key is still running.
    pub fn begin(&self, slot: &str) -> Result<Turn, Failure> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !running.insert(slot.to_owned()) {
            return Err(Failure::new(StatusCode::CONFLICT, "key-running")
                .header(header::RETRY_AFTER, HeaderValue::from_static("1")));
        }
        Ok(Turn { running: self.clone(), slot: slot.to_owned() })
    }
}

/// A request under way. However it ends, its key can be asked for again.
pub struct Turn {
    running: Running,
    slot: String,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.slot);
    }
}
