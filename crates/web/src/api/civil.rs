//! `/civil-acts`, reviews, households: what bodies bring to the register, written to every record it touches.

use super::caller::{For, Known};
use super::failure::{Failure, Problem};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::persons::basis;
use super::shape::civil::{
    Composition as CompositionShape, Compositions, Deed, Doubt, HouseholdAsked, ReviewFinding, Written,
};
use axum::Json;
use axum::http::StatusCode;
use kernel::PersonId;
use office::register::{
    Deed as OfficeDeed, Distinct, Doubt as OfficeDoubt, Finding as OfficeFinding, HouseholdQuery, KnownAt,
};

/// Enters a civil event: a birth, a marriage, a death, a move. A marriage is written to both, a birth to both
/// parents, or nothing is written.
#[utoipa::path(
    post, path = "/api/v1/civil-acts", tag = "persons", operation_id = "record_act",
    security(("bearer" = [])),
    params(
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Deed, content_type = "application/json"),
    responses((status = 201, description = "Entered.", body = Written),
        (status = 409, description = "A record changed meanwhile, the register says so already, or it probably knows the person who was to enter it.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn record(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(deed): Body<Deed>,
) -> Result<(StatusCode, Json<Written>), Failure> {
    params.only(&[])?;
    let basis = basis(&deed.basis)?;
    let distinct =
        deed.distinct_from.into_iter().map(|other| Distinct { person: other.person, reason: other.reason });
    let distinct = distinct.collect();
    let deed = OfficeDeed { act: deed.event, on: deed.on, body: deed.body, basis, distinct };
    let written = office.record_act(&actor, &purpose, deed).await?;
    Ok((StatusCode::CREATED, Json(Written::from(&written))))
}

/// Who lived at an address, certainly or possibly, as a sequence of compositions.
#[utoipa::path(
    post, path = "/api/v1/households", tag = "persons", operation_id = "read_household",
    security(("bearer" = [])),
    params(
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    request_body(content = HouseholdAsked, content_type = "application/json"),
    responses((status = 200, description = "The compositions, in order.", body = Compositions))
)]
pub async fn household(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(asked): Body<HouseholdAsked>,
) -> Result<Json<Compositions>, Failure> {
    params.only(&[])?;
    let query = HouseholdQuery {
        municipality: asked.municipality,
        address: asked.address,
        from: asked.from,
        to: asked.to,
        known_at: asked.known_at.map(KnownAt::Position),
    };
    let compositions = office.household(&actor, &purpose, &query).await?;
    Ok(Json(Compositions { items: compositions.iter().map(CompositionShape::from).collect() }))
}

/// Puts entries of a person under review: whoever reads them is told that they are doubted.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/reviews", tag = "persons", operation_id = "open_review",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Doubt, content_type = "application/json"),
    responses((status = 201, description = "Entered.", body = Written),
        (status = 409, description = "They are under review already.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn open_review(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(doubt): Body<Doubt>,
) -> Result<(StatusCode, Json<Written>), Failure> {
    params.only(&[])?;
    let basis = basis(&doubt.basis)?;
    let doubt = OfficeDoubt { facts: doubt.facts, on: doubt.on, basis, reason: doubt.reason };
    let written = office.open_review(&actor, &purpose, id, doubt).await?;
    Ok((StatusCode::CREATED, Json(Written::from(&written))))
}

/// Closes a review.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/reviews/close", tag = "persons", operation_id = "close_review",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = ReviewFinding, content_type = "application/json"),
    responses((status = 200, description = "Closed.", body = Written),
        (status = 409, description = "The record changed meanwhile.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn close_review(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(found): Body<ReviewFinding>,
) -> Result<Json<Written>, Failure> {
    params.only(&[])?;
    let basis = basis(&found.basis)?;
    let found = OfficeFinding { review: found.review, on: found.on, outcome: found.outcome, basis };
    let written = office.close_review(&actor, &purpose, id, found).await?;
    Ok(Json(Written::from(&written)))
}
