//! Statements from the register: issued, listed, read again, and checked by whoever is shown one.

use super::caller::{For, Known};
use super::cases::Pdf;
use super::failure::Failure;
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::position;
use super::shape::statement::{
    Statement, StatementAnswer, StatementCode, StatementKinds, Statements, WantedStatement,
};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Lang, PersonId, StatementId};
use office::statements::StatementBytes;

/// The kinds of statement, what each says, and what is to be paid for it. The fee is not taken here.
#[utoipa::path(
    get, path = "/api/v1/statements/kinds", tag = "statements", operation_id = "list_statement_kinds",
    responses((status = 200, description = "The kinds, in the order of the catalogue.", body = StatementKinds))
)]
pub async fn kinds(Desk(office): Desk, params: Params) -> Result<Json<StatementKinds>, Failure> {
    params.only(&[])?;
    Ok(Json(StatementKinds::of(office.law().register())))
}

/// Issues a statement about a person: the client, a minor child of theirs, or whom an officer serves.
#[utoipa::path(
    post, path = "/api/v1/persons/{id}/statements", tag = "statements", operation_id = "issue_statement",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id; not the personal code.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = WantedStatement, content_type = "application/json"),
    responses((status = 201, description = "Issued.", body = Statement,
        headers(("Location" = String, description = "Where it is read."), ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "The record was given up for another.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn issue(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(wanted): Body<WantedStatement>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let issued = office.issue_statement(&actor, &purpose, wanted.about(id)?).await?;
    let location = HeaderValue::from_str(&format!("/api/v1/statements/{}", issued.id))
        .unwrap_or(HeaderValue::from_static("/api/v1/statements"));
    let headers = [(header::LOCATION, location), position(&office).await?];
    Ok((StatusCode::CREATED, headers, Json(Statement::from(&issued))).into_response())
}

/// The statements about me and the children whom I represent.
#[utoipa::path(
    get, path = "/api/v1/me/statements", tag = "me", operation_id = "list_my_statements",
    security(("bearer" = [])),
    responses((status = 200, description = "The statements, the newest first.", body = Statements))
)]
pub async fn mine(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Statements>, Failure> {
    params.only(&[])?;
    if actor.client().is_none() {
        return Err(Failure::new(StatusCode::FORBIDDEN, "no-right"));
    }
    let list = office.my_statements(&actor).await?;
    Ok(Json(Statements { items: list.iter().map(Statement::from).collect() }))
}

/// Whether a statement was issued, and whether the register has changed since. Anybody may ask; nothing of what it
/// says is told, and every wrong code gets the same answer.
#[utoipa::path(
    post, path = "/api/v1/statements/check", tag = "statements", operation_id = "check_statement",
    request_body(content = StatementCode, content_type = "application/json"),
    responses((status = 200, description = "As issued, changed since, or unknown.", body = StatementAnswer))
)]
pub async fn check(
    Desk(office): Desk,
    params: Params,
    Body(which): Body<StatementCode>,
) -> Result<Json<StatementAnswer>, Failure> {
    params.only(&[])?;
    let answer = office.check_statement(&which.code).await?;
    Ok(Json(StatementAnswer::from(&answer)))
}

/// What a statement says, for programs.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = Object)]
#[allow(dead_code, reason = "describes the body; the bytes go out as they were issued")]
pub struct StatementContent(serde_json::Value);

/// A statement for programs: the bytes that were issued.
#[utoipa::path(
    get, path = "/api/v1/statements/{id}", tag = "statements", operation_id = "read_statement",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The statement's number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "What it says.", body = StatementContent))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<StatementId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    Ok(sent(office.statement_file(&actor, &purpose, id, "json").await?))
}

/// A statement as a PDF: the bytes that were issued.
#[utoipa::path(
    get, path = "/api/v1/statements/{id}/pdf", tag = "statements", operation_id = "read_statement_pdf",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The statement's number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("lang" = Option<String>, Query, description = "The language; Latvian when left out.", pattern = "^[a-z]{2}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "The statement.", body = Pdf, content_type = "application/pdf"))
)]
pub async fn pdf(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<StatementId>,
    params: Params,
) -> Result<Response, Failure> {
    let lang: Lang = params.only(&["lang"])?.get("lang")?.unwrap_or(Lang::LV);
    Ok(sent(office.statement_file(&actor, &purpose, id, lang.code()).await?))
}

fn sent(file: StatementBytes) -> Response {
    let kind = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], file.bytes).into_response()
}
