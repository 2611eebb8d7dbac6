//! A browser without a screen: keeps a session, sends forms as the pages gave them.

use crate::house::House;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use office::actor::{Actor, Officer};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;
use tower::ServiceExt as _;
use web::session::of_demonstration;

pub struct Browser<'a> {
    house: &'a House,
    session: String,
    pub form_token: String,
    /// Who signs in with the first request.
    officer: Option<Officer>,
    signed_in: OnceCell<()>,
    pub lang: &'static str,
}

pub struct Shown {
    pub status: StatusCode,
    pub location: String,
    pub kind: String,
    pub html: String,
}

/// A browser of an officer by code, or of nobody. Each has a session of its own.
pub fn browser<'a>(house: &'a House, who: &str) -> Browser<'a> {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let session = format!("{:032x}", COUNT.fetch_add(1, Ordering::Relaxed));
    let form_token = web::session::form_token(&session);
    let (officer, signed_in) = (house.office.officer(who), OnceCell::new());
    Browser { house, session, form_token, officer, signed_in, lang: "en" }
}

impl Browser<'_> {
    pub async fn open(&self, path: &str) -> Shown {
        self.ask("GET", path, None, true).await
    }

    /// Sends a form with its token.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        self.ask("POST", path, Some(self.form(fields)), true).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, path: &str, field: &str, file: &[u8]) -> Shown {
        let line = "----parvalde-test";
        let mut body = format!(
            "--{line}\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n{}\r\n--{line}\r\n\
             Content-Disposition: form-data; name=\"{field}\"; filename=\"f.xml\"\r\n\
             Content-Type: application/xml\r\n\r\n",
            self.form_token
        )
        .into_bytes();
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{line}--\r\n").as_bytes());
        let request = Request::builder()
            .method("POST")
            .uri(format!("/{}{path}", self.lang))
            .header("cookie", format!("parvalde_session={}", self.session))
            .header("content-type", format!("multipart/form-data; boundary={line}"))
            .body(Body::from(body))
            .unwrap();
        self.answered(path, request).await
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> String {
        format!("parvalde_session={}", self.session)
    }

    async fn sign_in(&self) {
        if let Some(officer) = self.officer.clone() {
            let name = officer.name.clone();
            let who = of_demonstration(Actor::Officer(officer), name, String::new());
            self.house.office.open_session(&self.session, &who).await.unwrap();
        }
    }

    fn form(&self, fields: &[(&str, &str)]) -> String {
        let mut body = format!("form-token={}", self.form_token);
        for (name, value) in fields {
            body.push('&');
            body.push_str(name);
            body.push('=');
            for byte in value.bytes() {
                let _ = write!(body, "%{byte:02X}");
            }
        }
        body
    }

    /// Sends a form that some other site made.
    pub async fn forge(&self, path: &str) -> Shown {
        self.ask("POST", path, Some("form-token=00000000000000000000000000000000".to_owned()), true).await
    }

    pub async fn as_text(&self, path: &str) -> Shown {
        let joint = if path.contains('?') { '&' } else { '?' };
        self.open(&format!("{path}{joint}view=text")).await
    }

    async fn ask(&self, method: &str, path: &str, body: Option<String>, signed_in: bool) -> Shown {
        let mut request = Request::builder().method(method).uri(format!("/{}{path}", self.lang));
        if signed_in {
            request = request.header("cookie", format!("parvalde_session={}", self.session));
        }
        if body.is_some() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        self.answered(path, request).await
    }

    async fn answered(&self, path: &str, request: Request<Body>) -> Shown {
        self.signed_in.get_or_init(|| self.sign_in()).await;
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |name: &str| parts.headers.get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!html.contains('⟦'), "{path}: a text is missing: {}", around(&html, "⟦"));
        Shown { status: parts.status, location: text("location"), kind: text("content-type"), html }
    }
}

fn around(html: &str, sign: &str) -> String {
    let at = html.find(sign).unwrap_or(0);
    html.chars().skip(html[..at].chars().count().saturating_sub(20)).take(80).collect()
}

impl Shown {
    /// The page was shown, and says all of `words`.
    pub fn says(&self, words: &[&str]) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.html);
        for word in words {
            assert!(self.html.contains(word), "`{word}` is not on the page: {}", self.html);
        }
        self
    }

    /// The address that the answer leads to, without its language.
    pub fn leads(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.html);
        self.location.strip_prefix("/en").unwrap_or(&self.location).to_owned()
    }

    /// The value of the hidden field `name`.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.html.split_once(&start).unwrap_or_else(|| panic!("no field `{name}`")).1;
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// The values of attribute `name`.
    pub fn attributes(&self, name: &str) -> Vec<&str> {
        let start = format!(" {name}=\"");
        self.html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }
}
