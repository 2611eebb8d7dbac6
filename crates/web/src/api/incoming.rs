//! `/incoming`, `/dispatches/wrong`: what gateways brought and belongs to no case yet, and what they did not take.

use super::caller::Known;
use super::failure::{Failure, Problem};
use super::files::FileBytes;
use super::input::{Body, FileOf, Id, Params};
use super::shape::incoming::{
    AssignIncoming, BeginWithIncoming, Incoming, IncomingList, PutIncomingAside, WrongDispatches,
};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::IncomingId;
use office::Office;

/// What came in and belongs to no case yet, the oldest first. Nothing of what it says.
#[utoipa::path(
    get, path = "/api/v1/incoming", tag = "incoming", operation_id = "list_incoming",
    security(("bearer" = [])),
    params(
        ("after" = Option<i64>, Query, description = "The `next` of the page before.", minimum = 0),
        ("aside" = Option<bool>, Query, description = "What was put aside instead of what waits."),
    ),
    responses((status = 200, description = "A page of the list.", body = IncomingList))
)]
pub async fn list(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
) -> Result<Json<IncomingList>, Failure> {
    let params = params.only(&["after", "aside"])?;
    let (after, aside): (Option<i64>, Option<bool>) = (params.get("after")?, params.get("aside")?);
    Ok(Json(office.incoming(&actor, aside.unwrap_or(false), after.unwrap_or(0)).await?.into()))
}

/// One that waits, in full. Its sender sees that it was read.
#[utoipa::path(
    get, path = "/api/v1/incoming/{id}", tag = "incoming", operation_id = "read_incoming",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "What came in.", body = Incoming))
)]
pub async fn read(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<IncomingId>,
    params: Params,
) -> Result<Json<Incoming>, Failure> {
    params.only(&[])?;
    Ok(Json(office.incoming_one(&actor, id).await?.into()))
}

/// A file of one that waits, as it came.
#[utoipa::path(
    get, path = "/api/v1/incoming/{id}/files/{file}", tag = "incoming", operation_id = "read_incoming_file",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("file" = String, Path, description = "The file's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
    ),
    responses((status = 200, description = "The file.", body = FileBytes, content_type = "application/octet-stream"))
)]
pub async fn file(
    State(office): State<Office>,
    Known(actor): Known,
    FileOf(id, file): FileOf<IncomingId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let file = office.incoming_file_of(&actor, id, file).await?;
    // Whatever it says of itself: it is kept, not run.
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, file.bytes).into_response())
}

/// Gives what came in to a case: it is filed there with its files.
#[utoipa::path(
    post, path = "/api/v1/incoming/{id}/assign", tag = "incoming", operation_id = "assign_incoming",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = AssignIncoming, content_type = "application/json"),
    responses((status = 200, description = "Given to the case.", body = Incoming),
        (status = 409, description = "It was given to a case before.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn assign(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<IncomingId>,
    params: Params,
    Body(wanted): Body<AssignIncoming>,
) -> Result<Json<Incoming>, Failure> {
    params.only(&[])?;
    Ok(Json(office.assign_incoming(&actor, id, wanted.case).await?.into()))
}

/// Begins a case with what came in: its sender applies for themselves, on the day on which it came.
#[utoipa::path(
    post, path = "/api/v1/incoming/{id}/begin", tag = "incoming", operation_id = "begin_with_incoming",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = BeginWithIncoming, content_type = "application/json"),
    responses((status = 201, description = "Begun; the case is named.", body = Incoming),
        (status = 409, description = "It was given to a case before, or nobody knows who sent it.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn begin(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<IncomingId>,
    params: Params,
    Body(wanted): Body<BeginWithIncoming>,
) -> Result<(StatusCode, Json<Incoming>), Failure> {
    params.only(&[])?;
    let begun = office.begin_with_incoming(&actor, id, &wanted.service).await?;
    Ok((StatusCode::CREATED, Json(begun.into())))
}

/// Puts what came in aside: it concerns no case. It can still be given to one.
#[utoipa::path(
    post, path = "/api/v1/incoming/{id}/put-aside", tag = "incoming", operation_id = "put_incoming_aside",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = PutIncomingAside, content_type = "application/json"),
    responses((status = 200, description = "Put aside.", body = Incoming),
        (status = 409, description = "It was given to a case or put aside before.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn put_aside(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<IncomingId>,
    params: Params,
    Body(wanted): Body<PutIncomingAside>,
) -> Result<Json<Incoming>, Failure> {
    params.only(&[])?;
    Ok(Json(office.put_incoming_aside(&actor, id, &wanted.reason).await?.into()))
}

/// Decisions that a gateway did not take and that still wait to be sent.
#[utoipa::path(
    get, path = "/api/v1/dispatches/wrong", tag = "incoming", operation_id = "list_wrong_dispatches",
    security(("bearer" = [])),
    responses((status = 200, description = "The list.", body = WrongDispatches))
)]
pub async fn wrong(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
) -> Result<Json<WrongDispatches>, Failure> {
    params.only(&[])?;
    let items = office.wrong_dispatches(&actor).await?.into_iter().map(Into::into).collect();
    Ok(Json(WrongDispatches { items }))
}
