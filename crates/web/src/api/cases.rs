//! `/cases`: apply, read, list; and the letters of cases. The commands are in [`super::commands`].

use super::caller::Known;
use super::failure::{Failure, Sentence};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::shape::case::{Apply, Case, CaseEntry, Cases, href};
use super::shape::course::Begin;
use super::{position, tag, wording};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{CaseId, LetterId};
use office::Office;
use office::cases::work::PAGE_MAX;
use office::cases::{CaseView, Stage, WorkFilter};

/// The parameters of the officers' list of work; a client has none.
const OF_OFFICERS: [&str; 5] = ["stage", "office", "mine", "after", "limit"];

/// A case as its own law cites it.
pub fn shape(office: &Office, view: &CaseView) -> Result<Case, Failure> {
    let (id, in_force) = (&view.case.procedure, view.case.in_force);
    let procedure = office.law().version(id, in_force).ok_or_else(|| {
        Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)
            .logged(format!("the law file `{id}` in force from {in_force} is not loaded"))
    })?;
    Ok(Case::of(procedure, view))
}

/// Cases: for officers the open ones, the one that is due first first; for clients all of their own, without parameters.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", operation_id = "list_cases",
    security(("bearer" = [])),
    params(
        ("stage" = Option<String>, Query, description = "Only cases at this stage."),
        ("office" = Option<String>, Query, description = "Only cases of this office."),
        ("mine" = Option<bool>, Query, description = "Only what the officer who asks examines; stage and office do not count then."),
        ("after" = Option<String>, Query, description = "The `next` of the page before.", min_length = 1),
        ("limit" = Option<u16>, Query, description = "How many a page, at most 100.", minimum = 1, maximum = 100),
    ),
    responses((status = 200, description = "A page of cases.", body = Cases))
)]
pub async fn list(Desk(office): Desk, Known(actor): Known, params: Params) -> Result<Json<Cases>, Failure> {
    if actor.client().is_some() {
        if let Some(field) = OF_OFFICERS.into_iter().find(|field| params.text(field).is_some()) {
            let sentence = Sentence::new("api-parameter-of-officers").with("field", field);
            return Err(Failure::parameter(field, "unknown", sentence));
        }
        params.only(&[])?;
        let items = office.my_cases(&actor).await?;
        return Ok(Json(Cases { items: items.iter().map(CaseEntry::from).collect(), next: None }));
    }
    let params = params.only(&OF_OFFICERS)?;
    if params.text("stage").is_some_and(|stage| Stage::ALL.iter().all(|known| known.code() != stage)) {
        let sentence = wording::choice("stage", Stage::ALL.map(Stage::code));
        return Err(Failure::parameter("stage", "malformed", sentence));
    }
    let mine = params.get::<bool>("mine")?.unwrap_or(false);
    let assigned = actor.officer().filter(|_| mine).map(|officer| officer.id.clone());
    let limit = params.get("limit")?.unwrap_or(25);
    if !(1..=PAGE_MAX).contains(&limit) {
        let sentence = Sentence::new("api-parameter-range").with("field", "limit");
        return Err(Failure::parameter("limit", "range", sentence.with("most", PAGE_MAX.to_string())));
    }
    let filter = WorkFilter {
        stage: params.text("stage").map(str::to_owned),
        office: params.text("office").map(str::to_owned),
        assigned,
        after: params.text("after").map(str::to_owned),
        limit,
    };
    let page = office.work_list(&actor, &filter).await?;
    Ok(Json(Cases { items: page.items.iter().map(CaseEntry::from).collect(), next: page.next }))
}

/// Applies. The law in force today binds the case; the answer says what is met, missing and due.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", operation_id = "apply",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once: any text of up to 128 characters.", pattern = "^[!-~]{1,128}$")),
    request_body(content = Apply, content_type = "application/json"),
    responses(
        (status = 201, description = "Received.", body = Case,
            headers(("Location" = String, description = "The case."), ("ETag" = String, description = "Its version."),
                ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "There is an open case already, or this cannot be applied for now.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn apply(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    Body(application): Body<Apply>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let view = office.apply_and_show(&actor, &application.into()).await?;
    created(&office, &view).await
}

/// The answer to whoever made a case begin: the case, and where it is found.
pub(super) async fn created(office: &Office, view: &CaseView) -> Result<Response, Failure> {
    let location =
        HeaderValue::from_str(&href(view.case.id)).unwrap_or(HeaderValue::from_static("/api/v1/cases"));
    let headers = [(header::LOCATION, location), tag(view.case.version), position(office).await?];
    Ok((StatusCode::CREATED, headers, Json(shape(office, view)?)).into_response())
}

/// The answer to whoever moved a case: the case as it stands now.
pub(super) async fn moved(office: &Office, view: &CaseView) -> Result<Response, Failure> {
    let headers = [tag(view.case.version), position(office).await?];
    Ok((headers, Json(shape(office, view)?)).into_response())
}

/// Begins a case that nobody applied for: an officer does, on something.
#[utoipa::path(
    post, path = "/api/v1/cases/begun", tag = "cases", operation_id = "begin_case",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once: any text of up to 128 characters.", pattern = "^[!-~]{1,128}$")),
    request_body(content = Begin, content_type = "application/json"),
    responses(
        (status = 201, description = "Begun.", body = Case,
            headers(("Location" = String, description = "The case."), ("ETag" = String, description = "Its version."),
                ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "There is an open case already.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn begin(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    Body(wanted): Body<Begin>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let id = office.begin(&actor, &wanted.into()).await?;
    created(&office, &office.case(&actor, id).await?).await
}

/// A case, with the commands that are allowed now as links. The purpose of reading it is the case itself.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}", tag = "cases", operation_id = "read_case",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "The case.", body = Case,
        headers(("ETag" = String, description = "Its version."))))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<CaseId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let view = office.case(&actor, id).await?;
    Ok(([tag(view.case.version)], Json(shape(&office, &view)?)).into_response())
}

/// The bytes of a PDF.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "describes the body of a letter; the bytes go out as they are")]
pub struct Pdf(Vec<u8>);

/// A letter, as it was written: a PDF that does not change.
#[utoipa::path(
    get, path = "/api/v1/letters/{id}", tag = "cases", operation_id = "read_letter",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The letter's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses(
        (status = 200, description = "The letter.", body = Pdf, content_type = "application/pdf"),
        (status = 409, description = "It is being written; ask again in a moment.", body = super::failure::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn letter(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<LetterId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let file = office.letter(&actor, id).await?;
    let kind = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok(([(header::CONTENT_TYPE, kind)], file.bytes).into_response())
}
