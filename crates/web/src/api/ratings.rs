//! `/ratings`: what clients said of services. Who said it is not told.

use super::caller::{For, Known};
use super::failure::Failure;
use super::input::Params;
use axum::Json;
use axum::extract::State;
use kernel::Day;
use office::Office;
use office::ratings::{RatingFilter, RatingWords};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of ratings with words.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ratings {
    /// The newest first.
    pub items: Vec<Rating>,
    /// What to send as `page` for the next page; null on the last.
    pub next: Option<u32>,
}

/// What a client said of a service.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rating {
    /// Id of the service.
    pub service: String,
    /// Id of the office of the case.
    pub office: String,
    /// From 1, the worst, to 5.
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// What was said.
    pub words: String,
}

impl From<RatingWords> for Rating {
    fn from(said: RatingWords) -> Self {
        let RatingWords { procedure, office, score, on, words } = said;
        Self { service: procedure, office, score, on, words }
    }
}

/// What clients said of services, the newest first. Whoever wrote a word finds the reading in their access log.
#[utoipa::path(
    get, path = "/api/v1/ratings", tag = "services", operation_id = "list_ratings",
    security(("bearer" = [])),
    params(
        ("Purpose" = String, Header, description = "`case:ID` or `basis:CITATION`.", example = "basis:mk134", pattern = "^(own|case:[0-9A-HJKMNP-TV-Z]{12}|basis:[a-z][a-z0-9-]{0,30}(:[0-9]{1,3}([(][0-9]{1,2}[)])?)?)$"),
        ("service" = Option<String>, Query, description = "Only of this service.", max_length = 80),
        ("office" = Option<String>, Query, description = "Only of this office.", max_length = 80),
        ("page" = Option<u32>, Query, description = "The `next` of the page before.", minimum = 0, maximum = 1000000),
    ),
    responses((status = 200, description = "A page of them.", body = Ratings))
)]
pub async fn list(
    State(office): State<Office>,
    Known(actor): Known,
    For(purpose): For,
    params: Params,
) -> Result<Json<Ratings>, Failure> {
    let params = params.only(&["service", "office", "page"])?;
    let text = |name: &str| params.text(name).map(str::to_owned);
    let page = params.get("page")?.unwrap_or(0);
    let filter = RatingFilter { service: text("service"), office: text("office"), page };
    let found = office.rating_words(&actor, &purpose, &filter).await?;
    Ok(Json(Ratings { items: found.items.into_iter().map(Rating::from).collect(), next: found.next }))
}
