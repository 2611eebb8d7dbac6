//! Two records of one person: joined, parted, and what a split left undecided given to one of the two.

use super::caller::{For, Known};
use super::failure::{Failure, Problem};
use super::input::{Body, Id, Params, Seen, Two};
use super::once::Desk;
use super::persons::basis;
use super::shape::civil::Written;
use super::shape::fact::Basis as BasisShape;
use super::shape::records::{AssignEntry, Merge, Split, Undecided};
use super::tag;
use axum::Json;
use axum::response::{IntoResponse, Response};
use kernel::PersonId;
use office::OfficeError;
use office::register::{Pair, Written as OfficeWritten};

/// The two records, with where it is known from; of their versions `If-Match` names that of the record that stays.
fn pair(
    (keep, other): (PersonId, PersonId),
    from: &BasisShape,
    reason: String,
    seen: Seen,
) -> Result<Pair, Failure> {
    Ok(Pair { keep, other, basis: basis(from)?, reason, seen: seen.0.map(|version| (version, None)) })
}

/// What was written into the two records, or why not.
fn written(seen: Seen, result: Result<OfficeWritten, OfficeError>) -> Result<Json<Written>, Failure> {
    result.map(|written| Json(Written::from(&written))).map_err(|error| seen.judge(error.into()))
}

/// Joins two records of one person: the other is given up and answers with this one from then on.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/merge", tag = "persons", operation_id = "merge_records",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The record that stays.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the record that stays, as it was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Merge, content_type = "application/json"),
    responses((status = 200, description = "Joined.", body = Written),
        (status = 409, description = "One of them was given up already.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn merge(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    seen: Seen,
    params: Params,
    Body(wanted): Body<Merge>,
) -> Result<Json<Written>, Failure> {
    params.only(&[])?;
    let pair = pair((id, wanted.other), &wanted.basis, wanted.reason, seen)?;
    written(seen, office.merge_records(&actor, &purpose, &pair, &wanted.takes).await)
}

/// Parts two records that were joined: both say again what they said before.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/split", tag = "persons", operation_id = "split_records",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The record that stayed.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the record that stays, as it was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Split, content_type = "application/json"),
    responses((status = 200, description = "Parted.", body = Written),
        (status = 409, description = "They are not joined.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn split(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    seen: Seen,
    params: Params,
    Body(wanted): Body<Split>,
) -> Result<Json<Written>, Failure> {
    params.only(&[])?;
    let whose = wanted.whose.into_iter().map(|(seq, whose)| (seq, whose.into())).collect();
    let pair = pair((id, wanted.other), &wanted.basis, wanted.reason, seen)?;
    written(seen, office.split_records(&actor, &purpose, &pair, &whose).await)
}

/// The entries that a split left undecided: made while the two were joined, and nobody has said yet whose they are.
#[utoipa::path(
    get, path = "/api/v1/persons/{id}/undecided/{other}", tag = "persons", operation_id = "read_undecided",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The record that stayed.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("other" = String, Path, description = "The record that was restored.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "The entries; none when nothing waits.", body = Undecided,
        headers(("ETag" = String, description = "The version of the record that stayed, for `If-Match`."))))
)]
pub async fn undecided(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Two(id, other): Two,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let two = office.two_side_by_side(&actor, &purpose, id, other).await?;
    Ok(([tag(two.seen.0)], Json(Undecided::of(id, other, &two))).into_response())
}

/// Says of entries that a split left undecided whose they are.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/undecided/{other}", tag = "persons", operation_id = "assign_undecided",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The record that stayed.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("other" = String, Path, description = "The record that was restored.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the record that stays, as it was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = AssignEntry, content_type = "application/json"),
    responses((status = 200, description = "Given.", body = Written),
        (status = 409, description = "One of the entries does not wait for it.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn assign(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Two(id, other): Two,
    seen: Seen,
    params: Params,
    Body(wanted): Body<AssignEntry>,
) -> Result<Json<Written>, Failure> {
    params.only(&[])?;
    let whose = wanted.whose.into_iter().map(|(seq, whose)| (seq, whose.into())).collect();
    let pair = pair((id, other), &wanted.basis, wanted.reason, seen)?;
    written(seen, office.assign_entries(&actor, &purpose, &pair, &whose).await)
}
