//! A browser whose cookies are its own, for sessions that end while somebody types.

use crate::browser::Shown;
use crate::house::House;
use axum::body::Body;
use axum::http::{Request, header};
use office::actor::Actor;
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// A browser with cookies of its own.
pub struct Jar<'a> {
    house: &'a House,
    /// The kind of the forms that it sends.
    kind: String,
    pub cookies: BTreeMap<String, String>,
}

impl<'a> Jar<'a> {
    pub fn sending(kind: &str, house: &'a House) -> Self {
        Self { house, kind: kind.to_owned(), cookies: BTreeMap::new() }
    }

    pub async fn ask(&mut self, method: &str, path: &str, body: Option<Vec<u8>>) -> Shown {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request =
            Request::builder().method(method).uri(format!("/en{path}")).header("cookie", cookies.join("; "));
        if body.is_some() {
            request = request.header("content-type", &self.kind);
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, more) = rest.split_once(';').unwrap();
            match more.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let text = |name: &str| parts.headers.get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Shown { status: parts.status, location: text("location"), kind: text("content-type"), html }
    }

    /// A session of an officer that ends after some seconds; the clock stands, so one of -1 has ended.
    pub async fn session(&mut self, who: &str, token: &str, seconds: i64) {
        let officer = self.house.office.officer(who).unwrap();
        let name = officer.name.clone();
        let mut signed_in = web::session::of_demonstration(Actor::Officer(officer), name, String::new());
        signed_in.seconds = seconds;
        self.house.office.open_session(token, &signed_in).await.unwrap();
        self.cookies.insert("parvalde_session".to_owned(), token.to_owned());
    }
}
