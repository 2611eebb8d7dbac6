//! The way a request comes in: bounds, deadlines, counters and the headers that every answer carries.

mod remote;

use crate::api::rate::{Buckets, Pace};
use crate::app::App;
use crate::ctx;
use crate::form::{BODY_BYTES_MAX, may_carry_files};
use crate::limits::{Deadline, Limits};
use crate::metrics::Reading;
use crate::{api, assets, peer, portal, step_up, typed};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use remote::Remote;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tracing::Instrument as _;

/// How long the database may take to answer whoever asks how the office does.
const ASKED: Duration = Duration::from_secs(2);

/// What a browser may do with our pages: no script, nothing inline, nothing from elsewhere, no frames around them.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// The same for the few pages that bring one of our own script files.
pub(crate) const POLICY_WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// The same for the pages that show a file of ours in a frame.
pub(crate) const POLICY_WITH_FRAME: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-src 'self'; \
     form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// What of the device our pages may use: nothing.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
                           fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
                           payment=(), picture-in-picture=(), screen-wake-lock=(), usb=()";

/// Everything the office serves over HTTP.
pub fn router(app: App) -> Router {
    router_within(app, &Limits::default())
}

/// The same, with another limit of requests to the API.
pub fn router_with(app: App, pace: Pace) -> Router {
    router_within(app, &Limits::default().with_pace(pace))
}

/// The same, within other bounds.
pub fn router_within(app: App, limits: &Limits) -> Router {
    let open_forms = Arc::new(Buckets::new(limits.open_forms));
    let pages = pages(&app, portal::router(), limits.deadline, Arc::clone(&open_forms));
    let operations = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics));
    Router::new()
        .merge(operations)
        .merge(assets::router())
        .merge(pages)
        .with_state(app.clone())
        .merge(api::router(app.clone(), limits, open_forms))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app, frame))
}

/// Pages with everything around them: what goes wrong inside becomes a page too.
fn pages(app: &App, routes: Router<App>, deadline: Deadline, open_forms: Arc<Buckets>) -> Router<App> {
    let slowed = Slowed { app: app.clone(), open_forms };
    routes
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(no_such_page)
        .layer(middleware::from_fn_with_state(app.clone(), step_up::guard))
        .layer(middleware::from_fn_with_state(app.clone(), typed::guard))
        .layer(CatchPanicLayer::new())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(deadline, in_time))
        .layer(middleware::from_fn_with_state(slowed, slow_down))
        .layer(middleware::from_fn_with_state(app.clone(), ctx::attach))
}

#[derive(Clone)]
struct Slowed {
    app: App,
    open_forms: Arc<Buckets>,
}

/// Forms that are open to everybody: where somebody could guess, or take what others need.
const OPEN_FORMS: [&str; 5] = ["/book", "/appointment", "/validity", "/statement-check", "/sign-in"];

/// Slows down an address that sends open forms faster than people do.
async fn slow_down(State(slowed): State<Slowed>, request: Request, next: Next) -> Response {
    let open = request.method() == Method::POST && {
        let path = request.uri().path();
        OPEN_FORMS.iter().any(|form| path.ends_with(form))
    };
    if open {
        let app = &slowed.app;
        let address = peer::counted_as(request.headers(), request.extensions(), app.secure());
        if let Err(seconds) = slowed.open_forms.take(&address, app.now()) {
            let retry = (header::RETRY_AFTER, HeaderValue::from(seconds));
            return (StatusCode::TOO_MANY_REQUESTS, [retry]).into_response();
        }
    }
    next.run(request).await
}

/// Ends what takes too long. A file that comes over a slow line has more time than a page.
pub async fn in_time(State(deadline): State<Deadline>, request: Request, next: Next) -> Response {
    let files = may_carry_files(request.headers());
    let most = if files { deadline.usual * deadline.upload_factor } else { deadline.usual };
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

/// Scheme and host by which this office is reached, as the request says it; for addresses that leave the site.
pub(crate) fn origin(app: &App, headers: &HeaderMap) -> String {
    let plain = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(plain);
    let scheme = if app.secure() { "https" } else { "http" };
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}

/// An address with a stroke at its end means the page without it.
async fn no_such_page(uri: Uri) -> Response {
    match uri.path().strip_suffix('/').filter(|rest| rest.starts_with('/') && !rest.starts_with("//")) {
        Some(rest) => Redirect::permanent(rest).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether the database answers.
async fn ready(State(app): State<App>) -> Response {
    match tokio::time::timeout(ASKED, app.office().ready()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

async fn metrics(State(app): State<App>) -> Response {
    let sessions = app.office().session_count().await.unwrap_or(0);
    let office = app.office();
    let health = tokio::time::timeout(ASKED, office.health()).await.ok().and_then(Result::ok);
    let text = app.metrics().render(&Reading {
        sessions: usize::try_from(sessions).unwrap_or(usize::MAX),
        engine: office.engine(),
        pulse: office.pulse(),
        mail: office.mail_figures(),
        health: health.as_ref(),
        now: app.now().micros(),
    });
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// A request that is under way, until it is answered or given up.
struct UnderWay(App);

impl UnderWay {
    fn new(app: &App) -> Self {
        app.metrics().begun();
        Self(app.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.metrics().ended();
    }
}

/// Counts and logs the request, and adds the headers of every answer.
async fn frame(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = app.now();
    let under_way = UnderWay::new(&app);
    let method = request.method().clone();
    let id = app.request_id();
    let route = request.extensions().get::<MatchedPath>().cloned();
    // The path only: a query can hold what somebody typed.
    let path = request.uri().path().to_owned();
    let remote = Remote::of(request.headers());
    let span =
        tracing::info_span!("request", request.id = %id, trace.id = remote.as_ref().map(Remote::trace));
    let name = route.as_ref().map_or("none", MatchedPath::as_str);
    let work = remote::span(&method, name, &id, remote);
    let mut response = next.run(request).instrument(work.clone()).instrument(span).await;
    remote::answered(&work, response.status());
    drop((under_way, work));
    let micros = u64::try_from(app.now().micros().saturating_sub(began.micros())).unwrap_or(0);
    let status = response.status().as_u16();
    app.metrics().answered(&method, name, status, micros);
    if status >= 500 {
        tracing::error!(request.id = %id, http.method = %method, http.path = path, http.status = status, duration_us = micros, "the answer is a fault");
    } else {
        tracing::debug!(request.id = %id, http.method = %method, http.path = path, http.status = status, duration_us = micros, "answered");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    let headers = response.headers_mut();
    let always: [(HeaderName, &'static str); 8] = [
        // An answer can hold what concerns one person; nobody on the way keeps it.
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ];
    for (name, value) in always {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.secure() {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{Parts, SignIn};
    use axum::body::Body;
    use kernel::{FixedClock, SeededChance, Timestamp};
    use office::{Office, OfficeConfig};
    use tower::ServiceExt as _;

    async fn panics() -> &'static str {
        panic!("a fault of ours")
    }

    async fn sleeps() -> &'static str {
        tokio::time::sleep(Duration::from_secs(5)).await;
        "late"
    }

    #[tokio::test]
    async fn a_panic_and_a_late_answer_are_pages_in_the_language_of_the_reader() {
        let database = testkit::sqlite().unwrap();
        let office = Office::open(OfficeConfig {
            db: database.url.clone(),
            law: law::LawBook::bundled().map_err(|errors| errors.to_string()).unwrap(),
            clock: Arc::new(FixedClock(Timestamp::from_micros(0))),
            chance: Box::new(SeededChance::new(1)),
            staff: Vec::new(),
            demonstration: true,
            sealing: office::Sealing::Clear,
        })
        .await
        .unwrap();
        let parts =
            Parts { office, sign_in: SignIn::none(), chance: Box::new(SeededChance::new(2)), secure: false };
        let app = App::new(parts);
        let routes = Router::new().route("/lv/panics", get(panics)).route("/en/sleeps", get(sleeps));
        let deadline = Deadline { usual: Duration::from_millis(50), upload_factor: 1 };
        let open_forms = Arc::new(Buckets::new(Limits::default().open_forms));
        let router = pages(&app, routes, deadline, open_forms).with_state(app);
        for (path, status, words) in [
            ("/lv/panics", StatusCode::INTERNAL_SERVER_ERROR, "Mūsu pusē radās kļūda"),
            ("/en/sleeps", StatusCode::GATEWAY_TIMEOUT, "The answer took too long"),
        ] {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), status);
            let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            let page = String::from_utf8(bytes.to_vec()).unwrap();
            assert!(page.contains(words) && !page.contains("a fault of ours"), "{page}");
        }
    }
}
