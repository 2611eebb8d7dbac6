//! What the supervisor of an office sees and does: cases by their numbers, how they are spread, who examines them.

use super::caller::Known;
use super::failure::Failure;
use super::input::{Body, Id, Params};
use super::position;
use super::shape::supervision::{GiveTo, LoadLines, SupervisedCases};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::CaseId;
use office::Office;

/// The open cases of the supervisor's office, the one whose term ends first first. No person is named.
#[utoipa::path(
    get, path = "/api/v1/supervision/cases", tag = "cases", operation_id = "list_supervised_cases",
    security(("bearer" = [])),
    params(("after" = Option<String>, Query, description = "The `next` of the page before.", min_length = 1)),
    responses((status = 200, description = "A page of the cases.", body = SupervisedCases))
)]
pub async fn cases(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
) -> Result<Json<SupervisedCases>, Failure> {
    let params = params.only(&["after"])?;
    Ok(Json(office.supervised(&actor, params.text("after")).await?.into()))
}

/// How the open cases of the supervisor's office are spread: by officer, service, term and age.
#[utoipa::path(
    get, path = "/api/v1/supervision/load", tag = "cases", operation_id = "read_supervised_load",
    security(("bearer" = [])),
    responses((status = 200, description = "The load.", body = LoadLines))
)]
pub async fn load(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
) -> Result<Json<LoadLines>, Failure> {
    params.only(&[])?;
    Ok(Json(office.supervised_load(&actor).await?.into()))
}

/// Gives a case of the supervisor's office to one of its officers, or back to all of them.
#[utoipa::path(
    post, path = "/api/v1/supervision/cases/{id}/give", tag = "cases", operation_id = "give_supervised_case",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = GiveTo, content_type = "application/json"),
    responses((status = 204, description = "Given."),
        (status = 409, description = "The case is closed, or somebody else changed it first.", body = super::failure::Problem, content_type = "application/problem+json"))
)]
pub async fn give(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<CaseId>,
    params: Params,
    Body(GiveTo { to }): Body<GiveTo>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.give_to(&actor, id, to.as_deref()).await?;
    Ok((StatusCode::NO_CONTENT, [position(&office).await?]).into_response())
}
