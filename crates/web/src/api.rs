//! The JSON API under `/api/v1`, and its OpenAPI document, which is made from the handlers themselves.
//!
//! A request passes [`door`] (language, caller, pace, once), is parsed by the extractors of [`input`] and
//! [`caller`], asks the office, and is answered with a type of [`shape`] or a problem of [`failure`].

mod appointments;
mod caller;
mod cases;
mod channels;
mod civil;
mod commands;
mod document;
mod door;
mod duplicates;
mod emergencies;
mod failure;
mod files;
mod incoming;
mod input;
mod log;
mod me;
mod missing;
mod offices;
mod once;
mod oversight;
mod payments;
mod persons;
mod powers;
mod protection;
pub mod rate;
mod ratings;
mod records;
mod retention;
mod services;
mod shape;
mod site;
mod statements;
mod supervision;
mod tickets;
mod token;
mod wording;

use crate::app::App;
use crate::http::in_time;
use crate::limits::Limits;
use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use failure::Failure;
use office::Office;
use once::Running;
use rate::Buckets;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What the handlers share.
#[derive(Clone)]
struct Api {
    app: App,
    buckets: Arc<Buckets>,
    /// Of callers whom nobody knows, at what could be used to guess.
    open_forms: Arc<Buckets>,
    running: Running,
}

impl FromRef<Api> for App {
    fn from_ref(api: &Api) -> Self {
        api.app.clone()
    }
}

impl FromRef<Api> for Office {
    fn from_ref(api: &Api) -> Self {
        api.app.office().clone()
    }
}

/// The API, to be merged beside the pages.
pub fn router(app: App, limits: &Limits, open_forms: Arc<Buckets>) -> Router {
    let buckets = Arc::new(Buckets::new(limits.pace));
    let api = Api { app, buckets, open_forms, running: Running::default() };
    let (router, _) = described().split_for_parts();
    let inner = router
        .route("/api/v1/openapi.json", axum::routing::get(served))
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(api.clone(), door::once))
        .layer(middleware::from_fn_with_state(limits.deadline, in_time))
        .layer(middleware::from_fn_with_state(api.clone(), door::enter))
        .layer(middleware::from_fn_with_state(api.clone(), door::finish))
        .with_state(api.clone());
    let lost = Router::new()
        .route("/api", axum::routing::any(no_such_path))
        .route("/api/{*rest}", axum::routing::any(no_such_path))
        .layer(middleware::from_fn_with_state(api, door::finish));
    inner.merge(lost)
}

async fn no_such_path() -> Failure {
    Failure::of_status(StatusCode::NOT_FOUND)
}

/// The OpenAPI 3.1 document.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    document::complete(described().into_openapi())
}

async fn served(State(_api): State<Api>) -> Response {
    axum::Json(openapi()).into_response()
}

fn described() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(document::head())
        .routes(routes!(offices::list))
        .routes(routes!(offices::one))
        .routes(routes!(offices::seats))
        .routes(routes!(services::list))
        .routes(routes!(services::one))
        .routes(routes!(ratings::list))
        .routes(routes!(site::easy_texts))
        .routes(routes!(site::easy_text))
        .routes(routes!(site::news))
        .routes(routes!(site::news_text))
        .routes(routes!(appointments::book))
        .routes(routes!(appointments::read, appointments::cancel))
        .routes(routes!(tickets::board))
        .routes(routes!(tickets::queue, tickets::take))
        .routes(routes!(tickets::next))
        .routes(routes!(tickets::end))
        .routes(routes!(log::key))
        .routes(routes!(log::checkpoint))
        .routes(routes!(log::consistency))
        .routes(routes!(log::cosign))
        .routes(routes!(persons::lookup))
        .routes(routes!(persons::search))
        .routes(routes!(persons::read))
        .routes(routes!(persons::timeline))
        .routes(routes!(channels::read, channels::choose))
        .routes(routes!(persons::change))
        .routes(routes!(persons::correct))
        .routes(routes!(civil::record))
        .routes(routes!(civil::household))
        .routes(routes!(civil::open_review))
        .routes(routes!(civil::close_review))
        .routes(routes!(records::merge))
        .routes(routes!(records::split))
        .routes(routes!(records::undecided, records::assign))
        .routes(routes!(duplicates::list))
        .routes(routes!(duplicates::judge))
        .routes(routes!(protection::list, protection::grant))
        .routes(routes!(protection::lift))
        .routes(routes!(oversight::trace))
        .routes(routes!(oversight::alerts))
        .routes(routes!(oversight::alert))
        .routes(routes!(oversight::settle))
        .routes(routes!(oversight::watched, oversight::watch))
        .routes(routes!(oversight::unwatch))
        .routes(routes!(emergencies::list, emergencies::open))
        .routes(routes!(emergencies::read))
        .routes(routes!(emergencies::review))
        .routes(routes!(cases::list, cases::apply))
        .routes(routes!(cases::begin))
        .routes(routes!(cases::read))
        .routes(routes!(files::file))
        .routes(routes!(files::read))
        .routes(routes!(cases::letter))
        .merge(commands::described())
        .routes(routes!(incoming::list))
        .routes(routes!(incoming::read))
        .routes(routes!(incoming::file))
        .routes(routes!(incoming::assign))
        .routes(routes!(incoming::begin))
        .routes(routes!(incoming::put_aside))
        .routes(routes!(incoming::wrong))
        .routes(routes!(supervision::cases))
        .routes(routes!(supervision::load))
        .routes(routes!(supervision::give))
        .routes(routes!(payments::import))
        .routes(routes!(payments::list))
        .routes(routes!(payments::read))
        .routes(routes!(payments::assign))
        .routes(routes!(payments::set_aside))
        .routes(routes!(payments::refunds, payments::order))
        .routes(routes!(payments::export))
        .routes(routes!(payments::refund))
        .routes(routes!(payments::approve))
        .routes(routes!(payments::refuse))
        .routes(routes!(payments::bank_order))
        .routes(routes!(retention::report))
        .routes(routes!(retention::orders, retention::order))
        .routes(routes!(retention::approve))
        .routes(routes!(retention::refuse))
        .routes(routes!(retention::hold))
        .routes(routes!(retention::lift))
        .routes(routes!(me::validity))
        .routes(routes!(me::access_log))
        .routes(routes!(me::access_proof))
        .routes(routes!(powers::read))
        .routes(routes!(powers::revoke))
        .routes(routes!(powers::revoke_deed))
        .routes(routes!(statements::kinds))
        .routes(routes!(statements::issue))
        .routes(routes!(statements::mine))
        .routes(routes!(statements::check))
        .routes(routes!(statements::read))
        .routes(routes!(statements::pdf))
        .routes(routes!(token::token))
}

/// The header that says where in the log a write stands: at the latest there.
async fn position(office: &Office) -> Result<(HeaderName, HeaderValue), Failure> {
    let position = office.position().await?;
    Ok((HeaderName::from_static(door::POSITION), HeaderValue::from(position)))
}

/// The strong tag of a version.
fn tag(version: u32) -> (HeaderName, HeaderValue) {
    let value = HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
    (header::ETAG, value)
}
