//! `/log`: what proves the log to others. Roots and hashes, nothing of anybody.

use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Params};
use super::once::Desk;
use axum::Json;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use office::Lane;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const NOTE: &str = "text/plain; charset=utf-8";

/// A signed note, as c2sp.org/tlog-checkpoint has it.
#[derive(Debug, ToSchema)]
#[schema(value_type = String)]
#[allow(dead_code, reason = "describes the body; the text goes out as it is kept")]
pub struct SignedNote(String);

/// That a tree only grew.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consistency {
    /// Entries of the smaller tree.
    pub from: u64,
    /// Entries of the larger tree.
    pub to: u64,
    /// The hashes of the proof (RFC 6962, section 2.1.2), each in base64.
    pub proof: Vec<String>,
}

/// The signature of a witness.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cosignature {
    /// The size of the checkpoint that it is on.
    #[schema(minimum = 0, maximum = 9_223_372_036_854_775_807_i64)]
    pub size: u64,
    /// The line of the note (c2sp.org/tlog-cosignature).
    #[schema(min_length = 1, max_length = 1000)]
    pub signature: String,
}

fn lane(name: &str) -> Result<Lane, Failure> {
    [Lane::Event, Lane::Access].into_iter().find(|lane| lane.name() == name).ok_or_else(Failure::not_found)
}

/// The public key of the log, with which its checkpoints are checked.
#[utoipa::path(
    get, path = "/api/v1/log/key", tag = "log", operation_id = "read_log_key",
    responses(
        (status = 200, description = "The key, as c2sp.org/signed-note writes keys.", body = SignedNote, content_type = "text/plain"),
        (status = 404, description = "The office does not sign its log.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn key(Desk(office): Desk, params: Params) -> Result<Response, Failure> {
    params.only(&[])?;
    let key = office.log_key().ok_or_else(Failure::not_found)?;
    Ok(([(header::CONTENT_TYPE, NOTE)], format!("{key}\n")).into_response())
}

/// The newest checkpoint of a lane, signed by the office and by the witnesses that saw it.
#[utoipa::path(
    get, path = "/api/v1/log/{lane}/checkpoint", tag = "log", operation_id = "read_checkpoint",
    params(("lane" = String, Path, description = "`event` or `access`.", pattern = "^(event|access)$")),
    responses((status = 200, description = "The signed checkpoint.", body = SignedNote, content_type = "text/plain"))
)]
pub async fn checkpoint(
    Desk(office): Desk,
    Path(name): Path<String>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let lane = lane(&name)?;
    if office.log_key().is_none() {
        return Err(Failure::not_found());
    }
    Ok(([(header::CONTENT_TYPE, NOTE)], office.checkpoint(lane).await?).into_response())
}

/// The proof that a lane only grew between two sizes.
#[utoipa::path(
    get, path = "/api/v1/log/{lane}/consistency", tag = "log", operation_id = "read_consistency",
    params(
        ("lane" = String, Path, description = "`event` or `access`.", pattern = "^(event|access)$"),
        ("from" = i64, Query, description = "Entries of the smaller tree.", minimum = 0),
        ("to" = i64, Query, description = "Entries of the larger tree.", minimum = 0),
    ),
    responses((status = 200, description = "The proof.", body = Consistency))
)]
pub async fn consistency(
    Desk(office): Desk,
    Path(name): Path<String>,
    params: Params,
) -> Result<Json<Consistency>, Failure> {
    let params = params.only(&["from", "to"])?;
    let lane = lane(&name)?;
    let size = |field: &'static str| -> Result<u64, Failure> {
        let missing = || Sentence::new("api-field-missing").with("field", field);
        params.get(field)?.ok_or_else(|| Failure::parameter(field, "missing", missing()))
    };
    let (from, to) = (size("from")?, size("to")?);
    let proof = office.consistency(lane, from, to).await?;
    Ok(Json(Consistency { from, to, proof: office::proofs::to_lines(&proof) }))
}

/// Takes in the signature of a witness that the office knows, on a checkpoint that it signed.
#[utoipa::path(
    post, path = "/api/v1/log/{lane}/cosignatures", tag = "log", operation_id = "take_cosignature",
    params(("lane" = String, Path, description = "`event` or `access`.", pattern = "^(event|access)$")),
    request_body(content = Cosignature, content_type = "application/json"),
    responses((status = 204, description = "Kept; the checkpoint carries it from now on."))
)]
pub async fn cosign(
    Desk(office): Desk,
    Path(name): Path<String>,
    params: Params,
    Body(given): Body<Cosignature>,
) -> Result<StatusCode, Failure> {
    params.only(&[])?;
    let lane = lane(&name)?;
    if office.log_key().is_none() {
        return Err(Failure::not_found());
    }
    office.take_cosignature(lane, given.size, &given.signature).await?;
    Ok(StatusCode::NO_CONTENT)
}
