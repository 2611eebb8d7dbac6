//! The queue of an office: tickets, who is called next, the board of the waiting room.

use super::caller::Known;
use super::failure::{Failure, Problem};
use super::input::{Body, Id, Params};
use super::position;
use super::shape::ticket::{Board, Call, End, Queue, TakeTicket, Ticket};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{Day, TicketId};
use office::Office;

/// What the screen of a waiting room shows: numbers and counters, and nothing else.
#[utoipa::path(
    get, path = "/api/v1/offices/{office}/board", tag = "appointments", operation_id = "read_board",
    params(("office" = String, Path, description = "Id of the office.", example = "riga-4")),
    responses((status = 200, description = "The board.", body = Board))
)]
pub async fn board(
    State(office): State<Office>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Board>, Failure> {
    params.only(&[])?;
    Ok(Json(office.board(&id).await?.into()))
}

/// The queue of an office, in the order in which it is called, with the figures of the day.
#[utoipa::path(
    get, path = "/api/v1/offices/{office}/tickets", tag = "appointments", operation_id = "read_queue",
    security(("bearer" = [])),
    params(
        ("office" = String, Path, description = "Id of the office.", example = "riga-4"),
        ("day" = Option<String>, Query, description = "The day; today when left out.", format = Date),
    ),
    responses((status = 200, description = "The queue.", body = Queue))
)]
pub async fn queue(
    State(office): State<Office>,
    Known(actor): Known,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Queue>, Failure> {
    let params = params.only(&["day"])?;
    office.law().office(&id).ok_or_else(Failure::not_found)?;
    let day: Day = params.get("day")?.unwrap_or_else(|| office.today());
    Ok(Json(office.queue(&actor, &id, day).await?.into()))
}

/// Gives a ticket to somebody who came without a booking. It says nothing about who that is.
#[utoipa::path(
    post, path = "/api/v1/offices/{office}/tickets", tag = "appointments", operation_id = "take_ticket",
    security(("bearer" = [])),
    params(
        ("office" = String, Path, description = "Id of the office.", example = "riga-4"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = TakeTicket, content_type = "application/json"),
    responses(
        (status = 201, description = "The ticket.", body = Ticket,
            headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "The office is closed, or all numbers are given.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn take(
    State(office): State<Office>,
    Known(actor): Known,
    Path(id): Path<String>,
    params: Params,
    Body(wanted): Body<TakeTicket>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.law().office(&id).ok_or_else(Failure::not_found)?;
    let ticket = office.take_ticket(&actor, &id, &wanted.task, wanted.goes_first).await?;
    Ok((StatusCode::CREATED, [position(&office).await?], Json(Ticket::from(ticket))).into_response())
}

/// Calls whoever is next to a counter; of two counters that call at once each gets somebody else.
#[utoipa::path(
    post, path = "/api/v1/offices/{office}/tickets/next", tag = "appointments", operation_id = "call_next",
    security(("bearer" = [])),
    params(
        ("office" = String, Path, description = "Id of the office.", example = "riga-4"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Call, content_type = "application/json"),
    responses(
        (status = 200, description = "Who was called.", body = Ticket,
            headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "Nobody waits, or somebody is at this counter.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn next(
    State(office): State<Office>,
    Known(actor): Known,
    Path(id): Path<String>,
    params: Params,
    Body(Call { counter }): Body<Call>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.law().office(&id).ok_or_else(Failure::not_found)?;
    let ticket = office.call_next(&actor, &id, counter).await?;
    Ok(([position(&office).await?], Json(Ticket::from(ticket))).into_response())
}

/// Ends a ticket: its holder was served, or is gone. The visit that was booked ends with it.
#[utoipa::path(
    post, path = "/api/v1/tickets/{id}/end", tag = "appointments", operation_id = "end_ticket",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The ticket's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = End, content_type = "application/json"),
    responses(
        (status = 200, description = "It is over.", body = Ticket,
            headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "It was not called, or is over.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn end(
    State(office): State<Office>,
    Known(actor): Known,
    Id(id): Id<TicketId>,
    params: Params,
    Body(End { served }): Body<End>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let ticket = office.end_ticket(&actor, id, served).await?;
    Ok(([position(&office).await?], Json(Ticket::from(ticket))).into_response())
}
