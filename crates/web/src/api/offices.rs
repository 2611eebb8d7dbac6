//! `/offices`: hours, contacts, services, next free time; free times to book.

use super::Api;
use super::failure::Failure;
use super::input::Params;
use super::once::Desk;
use super::shape::Named;
use super::shape::office::{Office as OfficeShape, OfficePage, Offices, SeatDay, Seats, ServiceHere, Slot};
use axum::Json;
use axum::extract::{Path, State};
use kernel::Day;
use office::appointments::NextFree;

/// The offices.
#[utoipa::path(
    get, path = "/api/v1/offices", tag = "offices", operation_id = "list_offices",
    responses((status = 200, description = "The offices.", body = Offices))
)]
pub async fn list(Desk(office): Desk, params: Params) -> Result<Json<Offices>, Failure> {
    params.only(&[])?;
    let items = office.law().offices().iter().map(OfficeShape::from).collect();
    Ok(Json(Offices { items }))
}

/// An office, with its services and the next time that can be booked for each.
#[utoipa::path(
    get, path = "/api/v1/offices/{office}", tag = "offices", operation_id = "read_office",
    params(("office" = String, Path, description = "Id of the office.", example = "riga-4")),
    responses((status = 200, description = "The office.", body = OfficePage))
)]
pub async fn one(
    Desk(office): Desk,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<OfficePage>, Failure> {
    params.only(&[])?;
    let facts = office.law().office(&id).ok_or_else(Failure::not_found)?;
    let here = |(procedure, next): NextFree<'_>| ServiceHere {
        service: Named::of(procedure.id(), procedure.name()),
        next_free: next.map(|(day, time)| Slot { day, time }),
    };
    let services = office.next_free_each(&id).await?.into_iter().map(here).collect();
    Ok(Json(OfficePage { office: facts.into(), services }))
}

/// Free times at an office for a service, from a day to a day (both count, at most 62 days).
#[utoipa::path(
    get, path = "/api/v1/offices/{office}/seats", tag = "offices", operation_id = "list_seats",
    params(
        ("office" = String, Path, description = "Id of the office.", example = "riga-4"),
        ("service" = String, Query, description = "Id of the service."),
        ("from" = String, Query, description = "First day.", format = Date),
        ("to" = String, Query, description = "Last day.", format = Date),
    ),
    responses((status = 200, description = "The free times, one entry a day.", body = Seats))
)]
pub async fn seats(
    State(api): State<Api>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Seats>, Failure> {
    let params = params.only(&["service", "from", "to"])?;
    let office = api.app.office();
    office.law().office(&id).ok_or_else(Failure::not_found)?;
    let service: String = params.need("service")?;
    let from: Day = params.need("from")?;
    let to: Day = params.need("to")?;
    let days = office.free_days(&id, &service, from, to).await?;
    Ok(Json(Seats { office: id, service, days: days.into_iter().map(SeatDay::from).collect() }))
}
