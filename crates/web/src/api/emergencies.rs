//! `/emergencies`: opening what is closed, and the data-protection officer's review of it.

use super::caller::{For, Known};
use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::shape::emergency::{Emergencies, Emergency, JudgeEmergency, OpenEmergency};
use axum::Json;
use axum::http::StatusCode;
use kernel::EmergencyId;
use office::emergencies::Target;

/// Opens a person or a case that is closed to the officer, for some minutes. It is written down, the person sees it, and
/// the data-protection officer reviews it.
#[utoipa::path(
    post, path = "/api/v1/emergencies", tag = "persons", operation_id = "open_emergency",
    security(("bearer" = [])),
    params(
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = OpenEmergency, content_type = "application/json"),
    responses((status = 201, description = "Open until the time that it says.", body = Emergency),
        (status = 409, description = "Nothing is closed there.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn open(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
    Body(wanted): Body<OpenEmergency>,
) -> Result<(StatusCode, Json<Emergency>), Failure> {
    params.only(&[])?;
    let target = match (wanted.person, wanted.case) {
        (Some(person), None) => Target::Person(person),
        (None, Some(case)) => Target::Case(case),
        _ => {
            // Whoever may not ask is told that first.
            office.may_open_emergencies(&actor)?;
            return Err(Failure::body_field("person", "one-of", Sentence::new("api-emergency-target")));
        }
    };
    let opened = office.open_emergency(&actor, &purpose, target, &wanted.reason).await?;
    Ok((StatusCode::CREATED, Json(opened.into())))
}

/// What was opened in an emergency: what waits for review, the oldest first; or all of it, the newest first.
#[utoipa::path(
    get, path = "/api/v1/emergencies", tag = "persons", operation_id = "list_emergencies",
    security(("bearer" = [])),
    params(
        ("state" = Option<String>, Query, description = "`waiting` (as when nothing is said) or `all`.", pattern = "^(waiting|all)$"),
        ("from" = Option<i64>, Query, description = "The `next` of the page before.", minimum = 1),
    ),
    responses((status = 200, description = "A page of them.", body = Emergencies))
)]
pub async fn list(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Emergencies>, Failure> {
    let params = params.only(&["state", "from"])?;
    let from: Option<i64> = params.get("from")?;
    if from.is_some_and(|from| from < 1) {
        let sentence = Sentence::new("api-parameter-range").with("field", "from");
        return Err(Failure::parameter("from", "range", sentence.with("most", i64::MAX.to_string())));
    }
    let waiting = match params.text("state") {
        None | Some("waiting") => true,
        Some("all") => false,
        Some(_) => {
            return Err(Failure::parameter("state", "value", Sentence::new("api-emergency-state")));
        }
    };
    Ok(Json(office.emergencies(&actor, waiting, from).await?.into()))
}

/// One of them.
#[utoipa::path(
    get, path = "/api/v1/emergencies/{id}", tag = "persons", operation_id = "read_emergency",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "What was opened, by whom and why.", body = Emergency))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<EmergencyId>,
    params: Params,
) -> Result<Json<Emergency>, Failure> {
    params.only(&[])?;
    Ok(Json(office.emergency(&actor, id).await?.into()))
}

/// Says whether it was right. That is said once, and not by whoever opened it.
#[utoipa::path(
    post, path = "/api/v1/emergencies/{id}/review", tag = "persons", operation_id = "review_emergency",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Its number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = JudgeEmergency, content_type = "application/json"),
    responses((status = 200, description = "Reviewed.", body = Emergency),
        (status = 409, description = "It was reviewed already.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn review(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<EmergencyId>,
    params: Params,
    Body(said): Body<JudgeEmergency>,
) -> Result<Json<Emergency>, Failure> {
    params.only(&[])?;
    Ok(Json(office.review_emergency(&actor, id, said.verdict, &said.words).await?.into()))
}
