//! What operators watch, in the text format that scrapers read: requests, the writer, the database.

mod office;
mod text;

use ::office::mail::MailFigures;
use ::office::operations::{Health, Pulse};
use axum::http::Method;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use text::Text;

/// Upper bounds of the classes of time to an answer, in microseconds.
const MICROS: [u64; 11] =
    [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000, 30_000_000];

/// The statuses that are counted one by one; what is none of them is counted as `other`.
const STATUSES: [u16; 25] = [
    200, 201, 202, 204, 301, 303, 304, 308, 400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 422, 423, 429,
    500, 502, 503, 504,
];

/// The methods that are told apart.
const METHODS: [Method; 4] = [Method::GET, Method::POST, Method::DELETE, Method::PUT];

/// What became of the requests of one route by one method.
#[derive(Debug, Default)]
struct Counts {
    statuses: [AtomicU64; STATUSES.len()],
    other: AtomicU64,
    classes: [AtomicU64; MICROS.len()],
    micros: AtomicU64,
}

/// A route: by method, and the methods that are not told apart.
type Route = [Counts; METHODS.len() + 1];

/// Counters since the start of the process.
#[derive(Debug, Default)]
pub struct Metrics {
    routes: RwLock<HashMap<String, Arc<Route>>>,
    classes: [AtomicU64; 5],
    under_way: AtomicU64,
}

/// What is known when the counters are read.
pub struct Reading<'a> {
    /// Open sessions.
    pub sessions: usize,
    /// Which database it is.
    pub engine: &'a str,
    /// What the writer did.
    pub pulse: Pulse,
    /// What was sent by e-mail; nothing where nothing is.
    pub mail: Option<MailFigures>,
    /// The state of the database; nothing when it does not answer.
    pub health: Option<&'a Health>,
    /// Now, in microseconds.
    pub now: i64,
}

fn add(counter: &AtomicU64, count: u64) {
    counter.fetch_add(count, Ordering::Relaxed);
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

impl Metrics {
    /// A request begins.
    pub fn begun(&self) {
        add(&self.under_way, 1);
    }

    /// A request that was begun ended, however it ended.
    pub fn ended(&self) {
        self.under_way.fetch_sub(1, Ordering::Relaxed);
    }

    /// Counts an answer: the method and the pattern of the address, never the address itself; its status, and the time
    /// it took.
    pub fn answered(&self, method: &Method, route: &str, status: u16, micros: u64) {
        let class = usize::from((status / 100).clamp(1, 5) - 1);
        if let Some(counter) = self.classes.get(class) {
            add(counter, 1);
        }
        let route = self.route(route);
        let method = METHODS.iter().position(|known| known == method).unwrap_or(METHODS.len());
        let Some(counts) = route.get(method) else { return };
        let known = STATUSES.iter().position(|known| *known == status);
        add(known.and_then(|at| counts.statuses.get(at)).unwrap_or(&counts.other), 1);
        if let Some(class) =
            MICROS.iter().position(|most| micros <= *most).and_then(|at| counts.classes.get(at))
        {
            add(class, 1);
        }
        add(&counts.micros, micros);
    }

    fn route(&self, route: &str) -> Arc<Route> {
        let known = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(route).cloned();
        known.unwrap_or_else(|| {
            let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(routes.entry(route.to_owned()).or_default())
        })
    }

    /// Everything as text.
    #[must_use]
    pub fn render(&self, reading: &Reading<'_>) -> String {
        let mut text = Text::default();
        text.family("parvalde_info", "gauge", "The version that runs, and its database.");
        let labels = [("version", env!("CARGO_PKG_VERSION")), ("engine", reading.engine)];
        text.sample("parvalde_info", &labels, 1);
        self.requests(&mut text);
        text.family("parvalde_sessions", "gauge", "Open sessions.");
        text.sample("parvalde_sessions", &[], u64::try_from(reading.sessions).unwrap_or(u64::MAX));
        office::writer(&mut text, &reading.pulse);
        office::mail(&mut text, reading.mail);
        office::database(&mut text, reading.health, reading.now);
        text.finish()
    }

    fn requests(&self, text: &mut Text) {
        text.family("parvalde_http_answers_total", "counter", "Answers by class of status.");
        for (class, counter) in ["1xx", "2xx", "3xx", "4xx", "5xx"].into_iter().zip(&self.classes) {
            text.sample("parvalde_http_answers_total", &[("class", class)], read(counter));
        }
        text.family("parvalde_http_requests_under_way", "gauge", "Requests that are not answered yet.");
        text.sample("parvalde_http_requests_under_way", &[], read(&self.under_way));
        let mut routes: Vec<(String, Arc<Route>)> = {
            let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
            routes.iter().map(|(name, route)| (name.clone(), Arc::clone(route))).collect()
        };
        routes.sort_by(|one, other| one.0.cmp(&other.0));
        let each = || {
            let by_method = |(name, route): &'_ (String, Arc<Route>)| {
                let (name, route) = (name.clone(), Arc::clone(route));
                (0..=METHODS.len()).map(move |at| (name.clone(), at, Arc::clone(&route)))
            };
            routes.iter().flat_map(by_method)
        };
        text.family("parvalde_http_requests_total", "counter", "Requests by method, route and status.");
        for (name, at, route) in each() {
            let (Some(counts), method) = (route.get(at), method(at)) else { continue };
            let known = STATUSES.iter().map(u16::to_string).zip(&counts.statuses);
            for (status, counter) in known.chain([("other".to_owned(), &counts.other)]) {
                let count = read(counter);
                if count > 0 {
                    let labels = [("method", method), ("route", &name), ("status", &status)];
                    text.sample("parvalde_http_requests_total", &labels, count);
                }
            }
        }
        text.family("parvalde_http_request_seconds", "histogram", "Time from request to answer.");
        for (name, at, route) in each() {
            let (Some(counts), method) = (route.get(at), method(at)) else { continue };
            let total = counts.statuses.iter().map(read).sum::<u64>() + read(&counts.other);
            if total > 0 {
                let labels = [("method", method), ("route", name.as_str())];
                let classes: Vec<(f64, u64)> = MICROS
                    .iter()
                    .map(|most| text::seconds(*most))
                    .zip(counts.classes.iter().map(read))
                    .collect();
                let sum = text::seconds(read(&counts.micros));
                text.histogram("parvalde_http_request_seconds", &labels, &classes, sum, total);
            }
        }
    }
}

fn method(at: usize) -> &'static str {
    ["GET", "POST", "DELETE", "PUT"].get(at).copied().unwrap_or("other")
}
