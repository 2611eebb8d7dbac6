//! Whether a document is valid, which anybody may ask; and who looked at my data, which only I may.

use super::caller::Known;
use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Params};
use super::once::Desk;
use super::wording;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most characters of a kind of document.
const KIND_LENGTH_MAX: usize = 80;

/// Which document is asked about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhichDocument {
    /// Its kind.
    #[schema(min_length = 1, max_length = 80)]
    pub kind: String,
    /// The number printed on it.
    #[schema(example = "PA1234567", pattern = "^[A-Z0-9]{2}[0-9]{7}$")]
    pub number: String,
}

/// Whether a document is valid; nothing else is told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Validity {
    /// `valid`, `invalid` or `undetermined`.
    pub validity: &'static str,
}

/// Whether a document is valid. Anybody may ask; whose it is stays unsaid.
#[utoipa::path(
    post, path = "/api/v1/documents/validity", tag = "documents", operation_id = "document_validity",
    request_body(content = WhichDocument, content_type = "application/json"),
    responses((status = 200, description = "Valid, invalid or undetermined.", body = Validity))
)]
pub async fn validity(
    Desk(office): Desk,
    params: Params,
    Body(which): Body<WhichDocument>,
) -> Result<Json<Validity>, Failure> {
    params.only(&[])?;
    let length = which.kind.chars().count();
    if !(1..=KIND_LENGTH_MAX).contains(&length) {
        let sentence = Sentence::new("api-field-length").with("field", "kind");
        let sentence = sentence.with("most", KIND_LENGTH_MAX.to_string());
        return Err(Failure::body_field("kind", "length", sentence));
    }
    if office.law().document(&which.kind).is_none() {
        let kinds = office.law().documents().iter().map(|kind| kind.id.as_str());
        return Err(Failure::body_field("kind", "malformed", wording::choice("kind", kinds)));
    }
    let validity = office.document_validity(&which.kind, &which.number).await?;
    Ok(Json(Validity { validity: validity.code() }))
}

/// Who looked.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessLog {
    /// The newest first.
    pub items: Vec<Looked>,
    /// What to send as `before` for the next page; null on the last.
    pub next: Option<i64>,
}

/// Somebody looked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Looked {
    /// Place in the trace.
    pub position: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who, as the log names them.
    pub actor: String,
    /// The officer's name, or that of somebody with a power of attorney.
    pub actor_name: Option<String>,
    /// What they did.
    pub action: String,
    /// What for.
    pub purpose: String,
    /// What they saw.
    pub fields: String,
}

/// Who looked at my data, when, and what for.
#[utoipa::path(
    get, path = "/api/v1/me/access-log", tag = "me", operation_id = "read_access_log",
    security(("bearer" = [])),
    params(("before" = Option<i64>, Query, description = "The `next` of the page before.", minimum = 1)),
    responses((status = 200, description = "A page of the trace.", body = AccessLog))
)]
pub async fn access_log(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<AccessLog>, Failure> {
    let before: Option<i64> = params.only(&["before"])?.get("before")?;
    if before.is_some_and(|before| before < 1) {
        let sentence = Sentence::new("api-parameter-range").with("field", "before");
        return Err(Failure::parameter("before", "range", sentence.with("most", i64::MAX.to_string())));
    }
    if actor.client().is_none() {
        return Err(Failure::new(StatusCode::FORBIDDEN, "no-right"));
    }
    let entries = office.access_log(&actor, before).await?;
    let full = entries.len() >= usize::try_from(office::audit::PAGE).unwrap_or(usize::MAX);
    let next = entries.last().map(|entry| entry.position).filter(|_| full);
    let items = entries
        .into_iter()
        .map(|entry| Looked {
            position: entry.position,
            at: entry.at,
            actor: entry.actor,
            actor_name: entry.actor_name,
            action: entry.action,
            purpose: entry.purpose,
            fields: entry.fields,
        })
        .collect();
    Ok(Json(AccessLog { items, next }))
}

/// A proof file, as `parvalde log check` reads it.
#[derive(Debug, ToSchema)]
#[schema(value_type = Object)]
#[allow(dead_code, reason = "describes the body; the file goes out as it was made")]
pub struct ProofFile(serde_json::Value);

/// Everything that the trace holds of me, with the proof that it stands in the log: it can be checked with the log's
/// public key and nothing else.
#[utoipa::path(
    get, path = "/api/v1/me/access-log/proof", tag = "me", operation_id = "prove_access_log",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The newest 5,000 entries, proven.", body = ProofFile),
        (status = 404, description = "The office does not sign its log.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn access_proof(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    if actor.client().is_none() {
        return Err(Failure::new(StatusCode::FORBIDDEN, "no-right"));
    }
    if office.log_key().is_none() {
        return Err(Failure::not_found());
    }
    let file = office.my_access_proof(&actor).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], file).into_response())
}
