//! `/services`: the catalogue, as the law files describe it.

use super::failure::Failure;
use super::input::Params;
use super::once::Desk;
use super::shape::service::{Service, ServiceLine, Services};
use axum::Json;
use axum::extract::Path;

/// What can be applied for today.
#[utoipa::path(
    get, path = "/api/v1/services", tag = "services", operation_id = "list_services",
    responses((status = 200, description = "The services.", body = Services))
)]
pub async fn list(Desk(office): Desk, params: Params) -> Result<Json<Services>, Failure> {
    params.only(&[])?;
    let items = office.law().services(office.today()).into_iter().map(ServiceLine::from).collect();
    Ok(Json(Services { items }))
}

/// A service in full: who may apply, what to bring, the fees, the terms, the grounds of refusal.
#[utoipa::path(
    get, path = "/api/v1/services/{service}", tag = "services", operation_id = "read_service",
    params(("service" = String, Path, description = "Id of the service.")),
    responses((status = 200, description = "The service.", body = Service))
)]
pub async fn one(
    Desk(office): Desk,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Service>, Failure> {
    params.only(&[])?;
    let services = office.law().services(office.today());
    let procedure = services.into_iter().find(|p| p.id() == id).ok_or_else(Failure::not_found)?;
    Ok(Json(procedure.into()))
}
