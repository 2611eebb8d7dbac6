//! `/retention`: which cases are over their time, which are held, and the orders to erase. Numbers, and nobody.

use super::caller::Known;
use super::failure::{Failure, Problem};
use super::input::{Body, Id, Params};
use super::once::Desk;
use super::position;
use super::shape::retention::{HoldReasons, NewOrder, Order, Ordered, Orders, Report};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{CaseId, Day, ErasureOrderId};
use office::Office;

/// What is over its time up to a day, by procedure and rule.
#[utoipa::path(
    get, path = "/api/v1/retention", tag = "retention", operation_id = "read_retention",
    security(("bearer" = [])),
    params(
        ("until" = Option<String>, Query, description = "The day; today when absent.", format = Date, example = "2031-11-25"),
        ("procedure" = Option<String>, Query, description = "Only of this procedure.", min_length = 1),
    ),
    responses((status = 200, description = "What is over its time.", body = Report))
)]
pub async fn report(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Report>, Failure> {
    let params = params.only(&["until", "procedure"])?;
    let until: Day = params.get("until")?.unwrap_or_else(|| office.today());
    let report = office.retention_report(&actor, params.text("procedure"), until).await?;
    Ok(Json(Report::from(&report)))
}

/// The orders to erase, the newest first, and the cases that officers hold.
#[utoipa::path(
    get, path = "/api/v1/retention/orders", tag = "retention", operation_id = "list_erasure_orders",
    security(("bearer" = [])),
    responses((status = 200, description = "Orders and holds.", body = Orders))
)]
pub async fn orders(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Orders>, Failure> {
    params.only(&[])?;
    let orders = office.erasure_orders(&actor).await?;
    let held = office.held_cases(&actor).await?;
    Ok(Json(Orders {
        items: orders.iter().map(Order::from).collect(),
        held: held.iter().map(Into::into).collect(),
    }))
}

/// Orders that what is due up to a day be erased; another officer has to approve it.
#[utoipa::path(
    post, path = "/api/v1/retention/orders", tag = "retention", operation_id = "order_erasure",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    request_body(content = NewOrder, content_type = "application/json"),
    responses((status = 201, description = "Ordered.", body = Ordered))
)]
pub async fn order(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    Body(wanted): Body<NewOrder>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let id = office.order_erasure(&actor, wanted.procedure, wanted.until).await?;
    Ok((StatusCode::CREATED, [position(&office).await?], Json(Ordered { id })).into_response())
}

/// Approves an order that another officer gave; the office carries it out.
#[utoipa::path(
    post, path = "/api/v1/retention/orders/{id}/approve", tag = "retention", operation_id = "approve_erasure",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The order's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    responses((status = 204, description = "Approved."),
        (status = 409, description = "One's own, or not waiting for it.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn approve(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<ErasureOrderId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.approve_erasure(&actor, id).await?;
    done(&office).await
}

/// Refuses an order to erase, or gives it up.
#[utoipa::path(
    post, path = "/api/v1/retention/orders/{id}/refuse", tag = "retention", operation_id = "refuse_erasure",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The order's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    responses((status = 204, description = "Refused."),
        (status = 409, description = "It does not wait any more.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn refuse(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<ErasureOrderId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.refuse_erasure(&actor, id).await?;
    done(&office).await
}

/// Holds a case, so that it is not erased when its time is over.
#[utoipa::path(
    post, path = "/api/v1/retention/holds/{id}", tag = "retention", operation_id = "hold_case",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = HoldReasons, content_type = "application/json"),
    responses((status = 204, description = "Held."),
        (status = 409, description = "It is held already.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn hold(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<CaseId>,
    params: Params,
    Body(HoldReasons { reasons }): Body<HoldReasons>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.hold_case(&actor, id, &reasons).await?;
    done(&office).await
}

/// Lifts the hold on a case.
#[utoipa::path(
    post, path = "/api/v1/retention/holds/{id}/lift", tag = "retention", operation_id = "lift_hold",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The case's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = HoldReasons, content_type = "application/json"),
    responses((status = 204, description = "Lifted."),
        (status = 409, description = "It is not held.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn lift(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<CaseId>,
    params: Params,
    Body(HoldReasons { reasons }): Body<HoldReasons>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    office.lift_hold(&actor, id, &reasons).await?;
    done(&office).await
}

/// The answer to what is done and has nothing to show.
async fn done(office: &Office) -> Result<Response, Failure> {
    Ok((StatusCode::NO_CONTENT, [position(office).await?]).into_response())
}
