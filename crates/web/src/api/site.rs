//! `/easy-texts` and `/news`: what the public site says beside the services. It is the same for everybody, so that whoever
//! stands between may keep it for a while, and asks by its tag whether it changed.

use super::failure::Failure;
use super::input::Params;
use super::shape::{Named, Words};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Day;
use law::EasyPart;
use office::Office;
use office::sessions::hash;
use serde::Serialize;
use utoipa::ToSchema;

/// For so long an answer may be kept without asking again.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// Most news in the list; the feed of the site has as many.
const NEWS_MAX: usize = 30;

/// Services told in easy language.
#[derive(Debug, Serialize, ToSchema)]
pub struct EasyTexts {
    /// In the order of the site.
    pub items: Vec<Named>,
}

/// A service told in easy language. What it costs and how long it takes is told by the service itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct EasyText {
    /// The service.
    #[serde(flatten)]
    pub service: Named,
    /// What it is.
    pub what: Vec<Words>,
    /// For whom it is.
    pub who: Vec<Words>,
    /// What to bring.
    pub bring: Vec<Words>,
    /// What happens then, step by step.
    pub then: Vec<Words>,
}

/// News, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewsList {
    /// Those of today and before.
    pub items: Vec<NewsLine>,
}

/// A piece of news in a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewsLine {
    /// Its id.
    pub id: String,
    /// The day that it is of.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// Title.
    pub title: Words,
}

/// A piece of news.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewsText {
    /// Its line.
    #[serde(flatten)]
    pub line: NewsLine,
    /// Paragraphs.
    pub text: Vec<Words>,
    /// Id of the service that it is about.
    pub about: Option<String>,
    /// Where it was read; null where the office says it by itself.
    pub source: Option<String>,
    /// Whether it was read there.
    pub verified: bool,
}

impl From<&law::News> for NewsLine {
    fn from(news: &law::News) -> Self {
        Self { id: news.id.clone(), on: news.on, title: (&news.title).into() }
    }
}

/// The answer with its tag; 304 when the caller has it already.
fn kept(headers: &HeaderMap, body: &impl Serialize) -> Result<Response, Failure> {
    let failed = || Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR);
    let text = serde_json::to_string(body).map_err(|_| failed())?;
    let digest: String = hash(&text).chars().take(32).collect();
    let tag = HeaderValue::from_str(&format!("\"{digest}\"")).map_err(|_| failed())?;
    let about = [(header::ETAG, tag), (header::CACHE_CONTROL, KEPT)];
    let asked = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    let mut tags = asked.flat_map(|list| list.split(',')).map(str::trim);
    if tags.any(|tag| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == digest) {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let json = HeaderValue::from_static("application/json");
    Ok((about, [(header::CONTENT_TYPE, json)], text).into_response())
}

/// The services that are told in easy language.
#[utoipa::path(
    get, path = "/api/v1/easy-texts", tag = "services", operation_id = "list_easy_texts",
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` that was seen.")),
    responses(
        (status = 200, description = "The services.", body = EasyTexts),
        (status = 304, description = "As it was seen."),
    )
)]
pub async fn easy_texts(
    State(office): State<Office>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let services = office.law().services(office.today());
    let named =
        |id: &str| services.iter().find(|known| known.id() == id).map(|known| Named::of(id, known.name()));
    let items = office.law().portal().easy.iter().filter_map(|text| named(&text.procedure)).collect();
    kept(&headers, &EasyTexts { items })
}

/// A service in easy language.
#[utoipa::path(
    get, path = "/api/v1/easy-texts/{service}", tag = "services", operation_id = "read_easy_text",
    params(
        ("service" = String, Path, description = "Id of the service."),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` that was seen."),
    ),
    responses(
        (status = 200, description = "The text.", body = EasyText),
        (status = 304, description = "As it was seen."),
    )
)]
pub async fn easy_text(
    State(office): State<Office>,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let services = office.law().services(office.today());
    let service = services.into_iter().find(|known| known.id() == id).ok_or_else(Failure::not_found)?;
    let text = office.law().portal().easy(&id).ok_or_else(Failure::not_found)?;
    let part = |part| text.part(part).map(Words::from).collect();
    let service = Named::of(service.id(), service.name());
    let (what, who) = (part(EasyPart::What), part(EasyPart::Who));
    let (bring, then) = (part(EasyPart::Bring), part(EasyPart::Then));
    kept(&headers, &EasyText { service, what, who, bring, then })
}

/// News, the newest first.
#[utoipa::path(
    get, path = "/api/v1/news", tag = "offices", operation_id = "list_news",
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` that was seen.")),
    responses(
        (status = 200, description = "The news.", body = NewsList),
        (status = 304, description = "As it was seen."),
    )
)]
pub async fn news(
    State(office): State<Office>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let items = shown(&office).take(NEWS_MAX).map(NewsLine::from).collect();
    kept(&headers, &NewsList { items })
}

/// One piece of news.
#[utoipa::path(
    get, path = "/api/v1/news/{id}", tag = "offices", operation_id = "read_news",
    params(
        ("id" = String, Path, description = "Its id.", max_length = 80),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` that was seen."),
    ),
    responses(
        (status = 200, description = "The news.", body = NewsText),
        (status = 304, description = "As it was seen."),
    )
)]
pub async fn news_text(
    State(office): State<Office>,
    Path(id): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    params.only(&[])?;
    let news = shown(&office).find(|news| news.id == id).ok_or_else(Failure::not_found)?;
    let text = NewsText {
        line: news.into(),
        text: news.text.iter().map(Words::from).collect(),
        about: news.about.clone(),
        source: news.source.clone(),
        verified: news.verified,
    };
    kept(&headers, &text)
}

/// What a file has of later days waits for its day.
fn shown(office: &Office) -> impl Iterator<Item = &law::News> {
    let today = office.today();
    office.law().portal().news.iter().filter(move |news| news.on <= today)
}
