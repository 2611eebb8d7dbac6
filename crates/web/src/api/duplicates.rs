//! `/duplicates`: which records look like one person, and what they are.

use super::caller::{For, Known};
use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Params};
use super::once::Desk;
use super::persons::basis;
use super::shape::duplicates::{Duplicates, PairVerdict, Remembered};
use axum::Json;
use axum::http::StatusCode;
use office::OfficeError;
use office::register::PersonPair;
use office::register::duplicates::{PAIRS_MAX, Said, VerdictError};

/// Pairs of records that look like one person and of which nobody has said yet what they are, the surest first.
#[utoipa::path(
    get, path = "/api/v1/duplicates", tag = "persons", operation_id = "list_duplicates",
    security(("bearer" = [])),
    params(
        ("after" = Option<String>, Query, description = "The `next` of the page before.", min_length = 1),
        ("limit" = Option<u16>, Query, description = "How many a page, at most 50.", minimum = 1, maximum = 50),
    ),
    responses((status = 200, description = "A page of pairs.", body = Duplicates))
)]
pub async fn list(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Duplicates>, Failure> {
    let params = params.only(&["after", "limit"])?;
    let limit = params.get("limit")?.unwrap_or(25);
    if !(1..=PAIRS_MAX).contains(&limit) {
        let sentence = Sentence::new("api-parameter-range").with("field", "limit");
        return Err(Failure::parameter("limit", "range", sentence.with("most", PAIRS_MAX.to_string())));
    }
    let page = office.duplicates(&actor, params.text("after"), limit).await?;
    Ok(Json(Duplicates::from(&page)))
}

/// Says that two records are two persons, or takes that back. It holds for both, and the pair does not come up
/// again until somebody takes it back.
#[utoipa::path(
    post, path = "/api/v1/duplicates/verdicts", tag = "persons", operation_id = "judge_duplicates",
    security(("bearer" = [])),
    params(
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = PairVerdict, content_type = "application/json"),
    responses((status = 201, description = "Remembered.", body = Remembered),
        (status = 409, description = "That was said already, or one of the two was merged.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn judge(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(said): Body<PairVerdict>,
) -> Result<(StatusCode, Json<Remembered>), Failure> {
    params.only(&[])?;
    let basis = basis(&said.basis)?;
    let pair = PersonPair::new(said.one, said.other).ok_or(OfficeError::from(VerdictError::Same))?;
    let said = Said { verdict: said.verdict, basis, reason: said.reason };
    let position = office.judge_pair(&actor, &purpose, pair, said).await?;
    Ok((StatusCode::CREATED, Json(Remembered { position })))
}
