//! `/appointments`: book a time, read it, cancel it.

use super::caller::Caller;
use super::failure::{Failure, Sentence};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::position;
use super::shape::appointment::{Appointment, Book, Booked};
use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::AppointmentId;
use office::Office;

/// Books a time. Anybody can; who is signed in finds the visit among their own.
#[utoipa::path(
    post, path = "/api/v1/appointments", tag = "appointments", operation_id = "book_appointment",
    security((), ("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once: any text of up to 128 characters.", pattern = "^[!-~]{1,128}$")),
    request_body(content = Book, content_type = "application/json"),
    responses(
        (status = 201, description = "Booked. The cancellation code is shown only here.", body = Booked,
            headers(("Location" = String, description = "The visit."), ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "The time has just been taken, there is a visit to come for the same service (`booked-already`), or the same key is still being worked on.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn book(
    Desk(office): Desk,
    caller: Caller,
    params: Params,
    Body(wanted): Body<Book>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let done = Booked::from(office.book(&caller.actor, wanted.into()).await?);
    booked(&office, done).await
}

/// The answer to whoever booked.
pub(super) async fn booked(office: &Office, booked: Booked) -> Result<Response, Failure> {
    let place = format!("/api/v1/appointments/{}", booked.appointment.id);
    let location = HeaderValue::from_str(&place).unwrap_or(HeaderValue::from_static("/api/v1/appointments"));
    let headers = [(header::LOCATION, location), position(office).await?];
    Ok((StatusCode::CREATED, headers, Json(booked)).into_response())
}

/// The code that opens a visit to somebody who is not signed in.
fn code(headers: &HeaderMap) -> Result<Option<&str>, Failure> {
    headers.get("cancellation-code").map(HeaderValue::to_str).transpose().map_err(|_| {
        let sentence = Sentence::new("api-code-form");
        Failure::parameter("Cancellation-Code", "malformed", sentence)
    })
}

/// A visit: for who booked it signed in, for who knows its cancellation code, and for the office.
#[utoipa::path(
    get, path = "/api/v1/appointments/{id}", tag = "appointments", operation_id = "read_appointment",
    security((), ("bearer" = [])),
    params(
        ("id" = String, Path, description = "Number of the booking.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Cancellation-Code" = Option<String>, Header, description = "The code given when the visit was booked.", pattern = "^[0-9A-HJKMNP-TV-Z]{8}$"),
    ),
    responses((status = 200, description = "The visit.", body = Appointment))
)]
pub async fn read(
    Desk(office): Desk,
    caller: Caller,
    Id(id): Id<AppointmentId>,
    params: Params,
    headers: HeaderMap,
) -> Result<Json<Appointment>, Failure> {
    params.only(&[])?;
    Ok(Json(office.appointment(&caller.actor, id, code(&headers)?).await?.into()))
}

/// Cancels a visit; its time can be booked again at once.
#[utoipa::path(
    delete, path = "/api/v1/appointments/{id}", tag = "appointments", operation_id = "cancel_appointment",
    security((), ("bearer" = [])),
    params(
        ("id" = String, Path, description = "Number of the booking.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Cancellation-Code" = Option<String>, Header, description = "The code given when the visit was booked.", pattern = "^[0-9A-HJKMNP-TV-Z]{8}$"),
    ),
    responses(
        (status = 200, description = "Cancelled.", body = Appointment,
            headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "It is cancelled already, or over.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn cancel(
    Desk(office): Desk,
    caller: Caller,
    Id(id): Id<AppointmentId>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let view = office.cancel(&caller.actor, id, code(&headers)?).await?;
    Ok(([position(&office).await?], Json(Appointment::from(view))).into_response())
}
