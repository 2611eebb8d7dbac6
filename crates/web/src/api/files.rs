//! Files of cases: filing one, and reading one again.

use super::caller::Known;
use super::cases;
use super::failure::{Failure, Problem, Sentence};
use super::input::{FileBody, FileOf, Id, Params};
use super::once::Desk;
use super::shape::case::Case;
use super::wording;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::CaseId;
use office::cases::Arrival;
use office::cases::event::Channel;
use office::files::CheckedFile;

/// A file, as it is.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "describes the body; the bytes are read and go out as they are")]
pub struct FileBytes(Vec<u8>);

/// Files a file in a case. What it is follows from its bytes: PDF, JPEG, PNG, DOCX, XLSX, DOC, XLS and ASiC-E are taken.
///
/// An officer says how it came; what a client sends comes by the portal, now.
#[utoipa::path(
    post, path = "/api/v1/cases/{id}/files", tag = "cases", operation_id = "file_file",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("name" = String, Query, description = "What the sender calls it.", min_length = 1, max_length = 255),
        ("evidence" = Option<String>, Query, description = "The evidence that it is sent as, by its id in the procedure.", max_length = 80),
        ("channel" = Option<String>, Query, description = "For officers: how it came; `counter` when left out.", pattern = "^(counter|post|e-address|phone|office)$"),
        ("on" = Option<String>, Query, description = "For officers: when it came; today when left out.", format = Date),
        ("from" = Option<String>, Query, description = "For officers: from whom, in words; the applicant when left out.", max_length = 200),
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "Filed; the case as it stands now.", body = Case,
            headers(("ETag" = String, description = "The new version."),
                ("Parvalde-Position" = i64, description = "Position of the log that holds it."))),
        (status = 409, description = "The case takes nothing more.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn file(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<CaseId>,
    params: Params,
    FileBody(bytes): FileBody,
) -> Result<Response, Failure> {
    let params = params.only(&["name", "evidence", "channel", "on", "from"])?;
    let Some(name) = params.text("name").filter(|name| !name.is_empty()).map(str::to_owned) else {
        return Err(Failure::parameter(
            "name",
            "missing",
            Sentence::new("api-field-missing").with("field", "name"),
        ));
    };
    let evidence = params.text("evidence").map(str::to_owned);
    let channel = match params.text("channel") {
        None => Channel::Counter,
        Some(code) => Channel::taken_in(code).ok_or_else(|| {
            let sentence = wording::choice("channel", Channel::TAKEN_IN.map(Channel::code));
            Failure::parameter("channel", "malformed", sentence)
        })?,
    };
    let from = params.text("from").unwrap_or_default().to_owned();
    let arrival = actor.officer().is_some().then_some(Arrival { channel, on: params.get("on")?, from });
    let checking = tokio::task::spawn_blocking(move || CheckedFile::check(&name, bytes));
    let checked = checking.await.map_err(|error| office::OfficeError::Fault(error.to_string()))?;
    let checked = checked.map_err(|why| office::OfficeError::field("file", why.problem()))?;
    let view = office.attach(&actor, id, checked, evidence, arrival).await?;
    cases::moved(&office, &view).await
}

/// A file of a case, as it came; for a client, what came from the party.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}/files/{file}", tag = "cases", operation_id = "read_file",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("file" = String, Path, description = "The file's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
    ),
    responses((status = 200, description = "The file.", body = FileBytes, content_type = "application/octet-stream"))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    FileOf(case, file): FileOf,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let file = office.attachment(&actor, case, file).await?;
    // Whatever it says of itself: it is kept, not run.
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, file.bytes).into_response())
}
