//! `/trace`, `/alerts`, `/watched`: the oversight officer's.

use super::caller::Known;
use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::shape::oversight::{
    Alert, AlertInFull, Alerts, Settle, Trace, TraceEntry, Unwatch, Watch, Watched, WatchedOne,
};
use axum::Json;
use axum::http::StatusCode;
use kernel::{AlertId, PersonId};
use office::{Actor, Office};

/// Everything that was read and by whom, also what found nothing and what was refused; the newest first.
#[utoipa::path(
    get, path = "/api/v1/trace", tag = "oversight", operation_id = "read_trace",
    security(("bearer" = [])),
    params(("before" = Option<i64>, Query, description = "The `next` of the page before.", minimum = 1)),
    responses((status = 200, description = "A page of the trace.", body = Trace))
)]
pub async fn trace(Desk(office): Desk, Known(actor): Known, params: Params) -> Result<Json<Trace>, Failure> {
    let before: Option<i64> = params.only(&["before"])?.get("before")?;
    if before.is_some_and(|before| before < 1) {
        let sentence = Sentence::new("api-parameter-range").with("field", "before");
        return Err(Failure::parameter("before", "range", sentence.with("most", i64::MAX.to_string())));
    }
    let entries = office.trace(&actor, before).await?;
    let full = entries.len() >= usize::try_from(office::audit::PAGE).unwrap_or(usize::MAX);
    let next = entries.last().map(|entry| entry.position).filter(|_| full);
    Ok(Json(Trace { items: entries.into_iter().map(TraceEntry::from).collect(), next }))
}

/// Unusual readings of which nobody has said yet what they are, or those that were settled; the newest first.
#[utoipa::path(
    get, path = "/api/v1/alerts", tag = "oversight", operation_id = "list_alerts",
    security(("bearer" = [])),
    params(
        ("settled" = Option<bool>, Query, description = "Whether those that were settled are asked for."),
        ("after" = Option<String>, Query, description = "The `next` of the page before.", min_length = 1),
    ),
    responses((status = 200, description = "A page of alerts.", body = Alerts))
)]
pub async fn alerts(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Alerts>, Failure> {
    let params = params.only(&["settled", "after"])?;
    let settled = params.get("settled")?.unwrap_or(false);
    let page = office.alerts(&actor, settled, params.text("after")).await?;
    Ok(Json(Alerts::from(&page)))
}

/// An unusual reading, with its entry in the trace.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}", tag = "oversight", operation_id = "read_alert",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The alert's number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "The alert.", body = AlertInFull))
)]
pub async fn alert(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<AlertId>,
    params: Params,
) -> Result<Json<AlertInFull>, Failure> {
    params.only(&[])?;
    let (view, reading) = office.alert(&actor, id).await?;
    Ok(Json(AlertInFull { alert: Alert::from(&view), reading: reading.map(TraceEntry::from) }))
}

/// Says what an alert is. Nobody settles an alert about themselves.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/settle", tag = "oversight", operation_id = "settle_alert",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The alert's number.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Settle, content_type = "application/json"),
    responses((status = 200, description = "Settled.", body = Alert),
        (status = 409, description = "It was settled before, or is about the caller.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn settle(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<AlertId>,
    params: Params,
    Body(said): Body<Settle>,
) -> Result<Json<Alert>, Failure> {
    params.only(&[])?;
    let view = office.settle_alert(&actor, id, said.finding, &said.words).await?;
    Ok(Json(Alert::from(&view)))
}

/// The persons of public interest, whose readers are looked at.
#[utoipa::path(
    get, path = "/api/v1/watched", tag = "oversight", operation_id = "list_watched",
    security(("bearer" = [])),
    responses((status = 200, description = "The list.", body = Watched))
)]
pub async fn watched(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Watched>, Failure> {
    params.only(&[])?;
    list(&office, &actor).await
}

/// Puts a person on the list of public interest.
#[utoipa::path(
    post, path = "/api/v1/watched", tag = "oversight", operation_id = "watch_person",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    request_body(content = Watch, content_type = "application/json"),
    responses((status = 201, description = "On the list.", body = Watched),
        (status = 409, description = "The person is on it already.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn watch(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    Body(wanted): Body<Watch>,
) -> Result<(StatusCode, Json<Watched>), Failure> {
    params.only(&[])?;
    office.watch_person(&actor, &wanted.person, &wanted.reason).await?;
    Ok((StatusCode::CREATED, list(&office, &actor).await?))
}

/// Takes a person off the list.
#[utoipa::path(
    post, path = "/api/v1/watched/{id}/remove", tag = "oversight", operation_id = "unwatch_person",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = Unwatch, content_type = "application/json"),
    responses((status = 200, description = "Off the list.", body = Watched),
        (status = 409, description = "The person is not on it.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn unwatch(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<PersonId>,
    params: Params,
    Body(wanted): Body<Unwatch>,
) -> Result<Json<Watched>, Failure> {
    params.only(&[])?;
    office.unwatch_person(&actor, id, &wanted.reason).await?;
    list(&office, &actor).await
}

async fn list(office: &Office, actor: &Actor) -> Result<Json<Watched>, Failure> {
    let list = office.watched(actor).await?;
    Ok(Json(Watched { items: list.iter().map(WatchedOne::from).collect() }))
}
