//! One's own powers of attorney: who may act for me, for whom I may, and how I revoke what I gave.

use super::caller::Known;
use super::failure::Failure;
use super::input::{Body, Params};
use super::shape::fact::SaidMatters;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Day, PartialDate, PersonId};
use office::Office;
use office::actor::Actor;
use office::register::{Matters, Power as OfficePower, Powers as OfficePowers};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The powers of attorney that have not ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct Powers {
    /// Who may act for me.
    pub given: Vec<Power>,
    /// For whom I may act.
    pub had: Vec<Power>,
}

/// A power of attorney.
#[derive(Debug, Serialize, ToSchema)]
pub struct Power {
    /// Its entry in my record, by which it is revoked.
    pub seq: i64,
    /// The other, where the register keeps them.
    #[schema(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// Their name.
    pub name: Option<String>,
    /// `all`, or ids of groups of services.
    #[schema(value_type = SaidMatters)]
    pub matters: Matters,
    /// Since when, perhaps known in part.
    #[schema(value_type = Option<String>)]
    pub from: Option<PartialDate>,
    /// The first day on which it is not good any more; null while it has no end.
    #[schema(value_type = Option<String>)]
    pub to: Option<PartialDate>,
    /// What it rests on.
    pub basis: PowerBasis,
}

/// The document of a power of attorney.
#[derive(Debug, Serialize, ToSchema)]
pub struct PowerBasis {
    /// Kind of document.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// Its day.
    #[schema(value_type = String, format = Date)]
    pub date: Day,
    /// Who issued it.
    pub issuer: String,
}

impl From<OfficePower> for Power {
    fn from(power: OfficePower) -> Self {
        let basis = &power.basis;
        Self {
            seq: power.seq,
            person: power.other,
            name: power.name.map(|name| name.to_string()),
            matters: power.matters,
            from: power.from,
            to: power.to,
            basis: PowerBasis {
                kind: basis.kind.clone(),
                number: basis.number.clone(),
                date: basis.date,
                issuer: basis.issuer.clone(),
            },
        }
    }
}

impl From<OfficePowers> for Powers {
    fn from(powers: OfficePowers) -> Self {
        let list = |list: Vec<OfficePower>| list.into_iter().map(Power::from).collect();
        Self { given: list(powers.agents), had: list(powers.principals) }
    }
}

/// Which power is revoked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokedPower {
    /// Its entry in my record.
    #[schema(minimum = 1, maximum = 9007199254740991_u64)]
    pub seq: i64,
}

/// The deed whose powers are revoked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokedDeed {
    /// Its number.
    #[schema(min_length = 1, max_length = 100, example = "17")]
    pub number: String,
    /// Its day, which does not lie ahead.
    #[schema(value_type = String, format = Date, example = "2026-11-20")]
    pub date: Day,
}

/// What is a client's own is asked by a client.
fn client(actor: &Actor) -> Result<(), Failure> {
    let refused = || Failure::new(StatusCode::FORBIDDEN, "no-right");
    actor.client().map(|_| ()).ok_or_else(refused)
}

/// Who may act for me by a power of attorney, and for whom I may.
#[utoipa::path(
    get, path = "/api/v1/me/powers", tag = "me", operation_id = "read_powers",
    security(("bearer" = [])),
    responses((status = 200, description = "The powers that have not ended.", body = Powers))
)]
pub async fn read(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
) -> Result<Json<Powers>, Failure> {
    params.only(&[])?;
    client(&actor)?;
    Ok(Json(office.my_powers(&actor).await?.into()))
}

/// Revokes a power of attorney that I gave, as of today.
#[utoipa::path(
    post, path = "/api/v1/me/powers/revoke", tag = "me", operation_id = "revoke_power",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    request_body(content = RevokedPower, content_type = "application/json"),
    responses((status = 200, description = "Revoked; what is left.", body = Powers))
)]
pub async fn revoke(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
    Body(which): Body<RevokedPower>,
) -> Result<Json<Powers>, Failure> {
    params.only(&[])?;
    client(&actor)?;
    office.revoke_power(&actor, which.seq).await?;
    Ok(Json(office.my_powers(&actor).await?.into()))
}

/// Revokes, as of today, whatever power of attorney runs that I gave by a deed, also where it is not in my list because its
/// agent is hidden from me. The answer is the same whether there was one or not: afterwards there is none.
#[utoipa::path(
    post, path = "/api/v1/me/powers/revoke-deed", tag = "me", operation_id = "revoke_power_by_deed",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Sent twice, done once.", pattern = "^[!-~]{1,128}$")),
    request_body(content = RevokedDeed, content_type = "application/json"),
    responses((status = 200, description = "No power by this deed runs; what is left.", body = Powers))
)]
pub async fn revoke_deed(
    State(office): State<Office>,
    Known(actor): Known,
    params: Params,
    Body(deed): Body<RevokedDeed>,
) -> Result<Json<Powers>, Failure> {
    params.only(&[])?;
    client(&actor)?;
    office.revoke_power_by_deed(&actor, &deed.number, deed.date).await?;
    Ok(Json(office.my_powers(&actor).await?.into()))
}
