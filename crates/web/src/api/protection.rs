//! `/persons/{id}/protections`: which protections a record has, granted and lifted.

use super::caller::{For, Known};
use super::failure::{Failure, Problem};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::persons::basis;
use super::position;
use super::shape::protection::{Lift, Protect, Protections};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::PersonId;
use office::register::protection::{Grant, Lift as OfficeLift};

/// The protections that a record has and had.
#[utoipa::path(
    get, path = "/api/v1/persons/{id}/protections", tag = "persons", operation_id = "list_protections",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "In the order in which they were granted.", body = Protections))
)]
pub async fn list(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
) -> Result<Json<Protections>, Failure> {
    params.only(&[])?;
    let known = office.protections(&actor, &purpose, id).await?;
    Ok(Json(Protections::of(id, &known)))
}

/// Protects a record. What the class hides is hidden from then on.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/protections", tag = "persons", operation_id = "protect_person",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Protect, content_type = "application/json"),
    responses((status = 201, description = "Granted.", body = Protections,
        headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "The record has it already, or was changed meanwhile.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn grant(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(wanted): Body<Protect>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let grant =
        Grant { class: wanted.class, from: wanted.from, basis: basis(&wanted.basis)?, reason: wanted.reason };
    let known = office.protect(&actor, &purpose, id, grant).await?;
    let position = position(&office).await?;
    Ok((StatusCode::CREATED, [position], Json(Protections::of(id, &known))).into_response())
}

/// Lifts a protection: from the day on what it hid is seen again.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/protections/lift", tag = "persons", operation_id = "lift_protection",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Lift, content_type = "application/json"),
    responses((status = 200, description = "Lifted.", body = Protections,
        headers(("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "It was lifted before, or the record was changed meanwhile.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn lift(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(wanted): Body<Lift>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let lift = OfficeLift {
        number: wanted.number,
        on: wanted.on,
        basis: basis(&wanted.basis)?,
        reason: wanted.reason,
    };
    let known = office.lift_protection(&actor, &purpose, id, lift).await?;
    Ok(([position(&office).await?], Json(Protections::of(id, &known))).into_response())
}
