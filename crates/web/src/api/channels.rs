//! How a person wants to be asked, told and served.

use super::caller::{For, Known};
use super::failure::Failure;
use super::input::{Body, Id, Params};
use super::once::Desk;
use axum::Json;
use kernel::PersonId;
use office::channels::{Channels, Reach};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person chose.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenChannels {
    /// How the office asks: `portal`, `e-mail`, `phone` or `post`.
    #[schema(value_type = String, pattern = "^(portal|e-mail|phone|post)$", example = "portal")]
    questions: Reach,
    /// How it tells: the same.
    #[schema(value_type = String, pattern = "^(portal|e-mail|phone|post)$", example = "e-mail")]
    messages: Reach,
    /// How decisions come: `portal`, `counter`, or a way of sending that can be chosen, such as `e-address`.
    #[schema(max_length = 80, example = "e-address")]
    delivery: String,
}

impl From<Channels> for ChosenChannels {
    fn from(channels: Channels) -> Self {
        let Channels { questions, messages, delivery } = channels;
        Self { questions, messages, delivery }
    }
}

/// What a person chose; 404 while nothing was chosen.
#[utoipa::path(
    get, path = "/api/v1/persons/{id}/channels", tag = "persons", operation_id = "read_channels",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    responses((status = 200, description = "What was chosen.", body = ChosenChannels))
)]
pub async fn read(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
) -> Result<Json<ChosenChannels>, Failure> {
    params.only(&[])?;
    let chosen = office.channels(&actor, &purpose, id).await?;
    chosen.map(|channels| Json(channels.into())).ok_or_else(Failure::not_found)
}

/// Notes what a person chose.
#[utoipa::path(
    put, path = "/api/v1/persons/{id}/channels", tag = "persons", operation_id = "choose_channels",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The person's id.", pattern = "^[0-9A-HJKMNP-TV-Z]{12}$"),
        ("Purpose" = String, Header, description = "`case:ID`, `basis:CITATION`, or `own` for the person themselves.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
    ),
    request_body(content = ChosenChannels, content_type = "application/json"),
    responses((status = 200, description = "Noted.", body = ChosenChannels))
)]
pub async fn choose(
    Desk(office): Desk,
    Known(actor): Known,
    For(purpose): For,
    Id(id): Id<PersonId>,
    params: Params,
    Body(wanted): Body<ChosenChannels>,
) -> Result<Json<ChosenChannels>, Failure> {
    params.only(&[])?;
    let ChosenChannels { questions, messages, delivery } = wanted;
    let wanted = Channels { questions, messages, delivery };
    Ok(Json(office.choose_channels(&actor, &purpose, id, wanted).await?.into()))
}
