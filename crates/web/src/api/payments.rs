//! `/payments` and `/refunds`: statements of the bank, what did not find its case, and money that goes back.

use super::caller::Known;
use super::failure::{Failure, Problem, Sentence};
use super::input::{Body, Id, Params, Seen, XmlBody};
use super::once::Desk;
use super::shape::payment::{
    AssignPayment, Imported, OrderRefund, Payment, PaymentReasons, Payments, Refund, Refunds,
};
use super::{position, tag, wording};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{PaymentId, RefundId};
use office::cases::work::PAGE_MAX;
use office::payments::{Assignment, PaymentFilter, PaymentState, RefundRequest, RefundSource, RefundState};
use office::{Office, OfficeError};
use serde::Serialize;

/// A file of statements.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String)]
#[allow(dead_code, reason = "describes the body, which is read as bytes")]
pub struct BankStatementFile(String);

/// An order to the bank, ISO 20022 pain.001.001.09.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String)]
#[allow(dead_code, reason = "describes the body; the bytes go out as they were written")]
pub struct BankOrder(String);

fn unknown(name: &'static str, allowed: &[&str]) -> Failure {
    Failure::parameter(name, "malformed", wording::choice(name, allowed.iter().copied()))
}

/// Takes in a file of statements (ISO 20022 camt.053, version 001.02 or 001.08, at most 8 MiB). Each movement is entered
/// once; a file that was read before adds nothing.
#[utoipa::path(
    post, path = "/api/v1/payments/statements", tag = "payments", operation_id = "import_statement",
    security(("bearer" = [])),
    request_body(content = BankStatementFile, content_type = "application/xml"),
    responses((status = 200, description = "What the file did.", body = Imported))
)]
pub async fn import(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    XmlBody(file): XmlBody,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let report = office.import_statement(&actor, file).await?;
    Ok(([position(&office).await?], Json(Imported::from(&report))).into_response())
}

/// Movements on the accounts of the office: those that are not settled, or those in a state.
#[utoipa::path(
    get, path = "/api/v1/payments", tag = "payments", operation_id = "list_payments",
    security(("bearer" = [])),
    params(
        ("state" = Option<String>, Query, description = "Only this state; those that are not settled when left out.", pattern = "^(waiting|part|settled|refunding|refunded|paid-out|set-aside)$"),
        ("after" = Option<String>, Query, description = "The `next` of the page before.", min_length = 1),
        ("limit" = Option<u16>, Query, description = "How many a page, at most 100.", minimum = 1, maximum = 100),
    ),
    responses((status = 200, description = "A page of movements.", body = Payments))
)]
pub async fn list(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Payments>, Failure> {
    let params = params.only(&["state", "after", "limit"])?;
    let limit = params.get("limit")?.unwrap_or(25);
    if !(1..=PAGE_MAX).contains(&limit) {
        let sentence = Sentence::new("api-parameter-range").with("field", "limit");
        return Err(Failure::parameter("limit", "range", sentence.with("most", PAGE_MAX.to_string())));
    }
    let states = PaymentState::ALL.map(PaymentState::code);
    if params.text("state").is_some_and(|state| !states.contains(&state)) {
        return Err(unknown("state", &states));
    }
    let text = |name| params.text(name).map(str::to_owned);
    let page =
        office.payments(&actor, &PaymentFilter { state: text("state"), after: text("after"), limit }).await?;
    Ok(Json(Payments { items: page.items.iter().map(Payment::from).collect(), next: page.next }))
}

/// A movement.
#[utoipa::path(
    get, path = "/api/v1/payments/{id}", tag = "payments", operation_id = "read_payment",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The movement's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "The movement.", body = Payment))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<PaymentId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let payment = office.payment(&actor, id).await?;
    Ok(([tag(payment.version)], Json(Payment::from(&payment))).into_response())
}

/// Gives a movement that waits to a case: what is due is settled, what is more is left over.
#[utoipa::path(
    post, path = "/api/v1/payments/{id}/assign", tag = "payments", operation_id = "assign_payment",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The movement's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = AssignPayment, content_type = "application/json"),
    responses((status = 200, description = "The movement as it stands now.", body = Payment),
        (status = 409, description = "It does not wait, or the case owes nothing to this account.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn assign(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<PaymentId>,
    seen: Seen,
    params: Params,
    Body(AssignPayment { case, other_reference, reasons }): Body<AssignPayment>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let wanted = Assignment { case, other_reference, reasons: &reasons };
    let done = office.assign_payment(&actor, id, seen.0, &wanted).await;
    let payment = done.map_err(|error| seen.judge(error.into()))?;
    moved(&office, payment.version, Payment::from(&payment)).await
}

/// Notes that a movement needs nothing.
#[utoipa::path(
    post, path = "/api/v1/payments/{id}/set-aside", tag = "payments", operation_id = "set_payment_aside",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The movement's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = PaymentReasons, content_type = "application/json"),
    responses((status = 200, description = "The movement as it stands now.", body = Payment),
        (status = 409, description = "It does not wait.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn set_aside(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<PaymentId>,
    seen: Seen,
    params: Params,
    Body(PaymentReasons { reasons }): Body<PaymentReasons>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let done = office.set_payment_aside(&actor, id, seen.0, &reasons).await;
    let payment = done.map_err(|error| seen.judge(error.into()))?;
    moved(&office, payment.version, Payment::from(&payment)).await
}

/// Refunds: those under way, or those in a state.
#[utoipa::path(
    get, path = "/api/v1/refunds", tag = "payments", operation_id = "list_refunds",
    security(("bearer" = [])),
    params(("state" = Option<String>, Query, description = "Only this state.", pattern = "^(ordered|approved|exported|paid|refused)$")),
    responses((status = 200, description = "The refunds.", body = Refunds))
)]
pub async fn refunds(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Refunds>, Failure> {
    let params = params.only(&["state"])?;
    let state = match params.text("state") {
        None => None,
        Some(text) => {
            let found = RefundState::ALL.into_iter().find(|state| state.code() == text);
            Some(found.ok_or_else(|| unknown("state", &RefundState::ALL.map(RefundState::code)))?)
        }
    };
    let list = office.refunds(&actor, state).await?;
    Ok(Json(Refunds { items: list.iter().map(Refund::from).collect() }))
}

/// Orders a refund; another officer has to approve it.
#[utoipa::path(
    post, path = "/api/v1/refunds", tag = "payments", operation_id = "order_refund",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    request_body(content = OrderRefund, content_type = "application/json"),
    responses((status = 201, description = "Ordered.", body = Refund),
        (status = 409, description = "There is nothing to pay back.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn order(
    Desk(office): Desk,
    Known(actor): Known,
    params: Params,
    Body(wanted): Body<OrderRefund>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let source = match (wanted.payment, wanted.case) {
        (Some(payment), None) => RefundSource::Payment(payment),
        (None, Some(case)) => RefundSource::Case(case),
        _ => return Err(Failure::body_field("payment", "one-of", Sentence::new("api-payment-or-case"))),
    };
    let request = RefundRequest {
        source,
        cents: wanted.cents,
        payee: wanted.payee,
        account: wanted.account,
        ground: wanted.ground,
        reasons: wanted.reasons,
    };
    let refund = office.order_refund(&actor, &request).await.map_err(named)?;
    let headers = [tag(refund.version), position(&office).await?];
    Ok((StatusCode::CREATED, headers, Json(Refund::from(&refund))).into_response())
}

/// The same with the amount called as this interface calls it.
fn named(mut error: OfficeError) -> OfficeError {
    if let OfficeError::Invalid(wrong) = &mut error {
        wrong.iter_mut().filter(|fault| fault.field == "amount").for_each(|fault| fault.field = "cents");
    }
    error
}

/// A refund.
#[utoipa::path(
    get, path = "/api/v1/refunds/{id}", tag = "payments", operation_id = "read_refund",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The refund's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "The refund.", body = Refund))
)]
pub async fn refund(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<RefundId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let refund = office.refund(&actor, id).await?;
    Ok(([tag(refund.version)], Json(Refund::from(&refund))).into_response())
}

/// Approves a refund that another officer ordered.
#[utoipa::path(
    post, path = "/api/v1/refunds/{id}/approve", tag = "payments", operation_id = "approve_refund",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The refund's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    responses((status = 200, description = "Approved.", body = Refund),
        (status = 409, description = "One's own, or not waiting for it.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn approve(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<RefundId>,
    seen: Seen,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let done = office.approve_refund(&actor, id, seen.0).await;
    let refund = done.map_err(|error| seen.judge(error.into()))?;
    moved(&office, refund.version, Refund::from(&refund)).await
}

/// Refuses a refund before it goes to the bank, or gives it up; its money waits again.
#[utoipa::path(
    post, path = "/api/v1/refunds/{id}/refuse", tag = "payments", operation_id = "refuse_refund",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The refund's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was seen.", pattern = "^(\"[0-9]{1,9}\"|[*])$"),
        ("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$"),
    ),
    request_body(content = PaymentReasons, content_type = "application/json"),
    responses((status = 200, description = "Refused.", body = Refund),
        (status = 409, description = "It went to the bank already.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn refuse(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<RefundId>,
    seen: Seen,
    params: Params,
    Body(PaymentReasons { reasons }): Body<PaymentReasons>,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let done = office.refuse_refund(&actor, id, seen.0, &reasons).await;
    let refund = done.map_err(|error| seen.judge(error.into()))?;
    moved(&office, refund.version, Refund::from(&refund)).await
}

/// Writes the approved refunds of one account and one currency into an order to the bank (ISO 20022 pain.001.001.09);
/// those of another are for the next order.
#[utoipa::path(
    post, path = "/api/v1/refunds/bank-order", tag = "payments", operation_id = "export_refunds",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    responses((status = 200, description = "The order.", body = BankOrder, content_type = "application/xml"),
        (status = 409, description = "No refund is approved, or somebody does the same.", body = Problem, content_type = "application/problem+json"))
)]
pub async fn export(Desk(office): Desk, Known(actor): Known, params: Params) -> Result<Response, Failure> {
    params.only(&[])?;
    match office.export_refunds(&actor, None).await? {
        Some(file) => {
            let kind = [(header::CONTENT_TYPE, "application/xml")];
            Ok(([position(&office).await?], kind, file.bytes).into_response())
        }
        None => Err(Failure::new(StatusCode::CONFLICT, "refunds-none")),
    }
}

/// The order to the bank in which a refund was written: the same bytes again.
#[utoipa::path(
    get, path = "/api/v1/refunds/{id}/bank-order", tag = "payments", operation_id = "read_bank_order",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The refund's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")),
    responses((status = 200, description = "The order.", body = BankOrder, content_type = "application/xml"))
)]
pub async fn bank_order(
    Desk(office): Desk,
    Known(actor): Known,
    Id(id): Id<RefundId>,
    params: Params,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let bytes = office.refund_order(&actor, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/xml")], bytes).into_response())
}

/// The answer to whoever moved something: how it stands now, its version, and the position of the log that holds it.
async fn moved<T: Serialize>(office: &Office, version: u32, now: T) -> Result<Response, Failure> {
    Ok(([tag(version), position(office).await?], Json(now)).into_response())
}
