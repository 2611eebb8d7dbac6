//! What the API answers when it does not do what was asked: problem details (RFC 9457).
//!
//! A handler returns a [`Failure`]; it becomes JSON in the asker's language in [`super::door::finish`],
//! which also puts the reference number in. Whatever fails outside the handlers (no such path, a wrong
//! method, a fault) goes the same way.

use super::shape::duplicates::Candidate;
use crate::status::{self, Fault};
use crate::text;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use office::error::OfficeError;
use office::register::Candidate as OfficeCandidate;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// The media type of problem details.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// How to sign in.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"parvalde\"");

/// A sentence in the asker's language: the key of a text and what goes into it.
#[derive(Debug, Clone)]
pub struct Sentence {
    key: String,
    args: Vec<(Cow<'static, str>, String)>,
}

impl Sentence {
    /// The sentence of `key` without values.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    fn say(&self, lang: Lang) -> String {
        let args = status::localised(lang, &self.args);
        text::text(lang, &self.key, &args)
    }
}

/// One field that is wrong.
#[derive(Debug, Clone)]
struct Wrong {
    field: String,
    code: String,
    message: Sentence,
}

/// Why a request was not done.
#[derive(Debug, Clone)]
pub struct Failure(Box<Told>);

#[derive(Debug, Clone)]
struct Told {
    status: StatusCode,
    slug: String,
    detail: Sentence,
    errors: Vec<Wrong>,
    candidates: Vec<OfficeCandidate>,
    headers: Vec<(HeaderName, HeaderValue)>,
    log: Option<String>,
    refused: Option<&'static str>,
}

impl Failure {
    /// A failure of the kind `slug`; its sentence is the text `api-<slug>`.
    pub fn new(status: StatusCode, slug: &'static str) -> Self {
        Self::saying(status, slug, Sentence::new(format!("api-{slug}")))
    }

    /// A failure of the kind `slug` with a sentence of its own.
    pub fn saying(status: StatusCode, slug: impl Into<String>, detail: Sentence) -> Self {
        let slug = slug.into();
        let (errors, candidates, headers) = (Vec::new(), Vec::new(), Vec::new());
        Self(Box::new(Told { status, slug, detail, errors, candidates, headers, log: None, refused: None }))
    }

    /// The same with a value in its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.detail = self.0.detail.with(name, value);
        self
    }

    /// The same, naming a field that is wrong.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, code: impl Into<String>, message: Sentence) -> Self {
        self.0.errors.push(Wrong { field: field.into(), code: code.into(), message });
        self
    }

    /// The same with a header in the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// A field of the body that is wrong: 422.
    pub fn body_field(field: impl Into<String>, code: &'static str, message: Sentence) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid").field(field, code, message)
    }

    /// A parameter of the query or a header that is wrong: 400.
    pub fn parameter(field: &'static str, code: &'static str, message: Sentence) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "parameter").field(field, code, message)
    }

    /// Nothing there, or nothing that concerns the asker.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// Sign in first.
    pub fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in").header(header::WWW_AUTHENTICATE, CHALLENGE)
    }

    /// The kind, for tests of conditions.
    pub fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The same failure under another status.
    #[must_use]
    pub fn under(mut self, status: StatusCode) -> Self {
        self.0.status = status;
        self
    }

    /// The failure that a bare answer of this status stands for.
    pub fn of_status(status: StatusCode) -> Self {
        let slug = match status {
            StatusCode::NOT_FOUND => "no-such-path",
            StatusCode::METHOD_NOT_ALLOWED => "no-such-method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => "too-slow",
            StatusCode::SERVICE_UNAVAILABLE => "gone",
            status if status.is_client_error() => "bad-request",
            _ => "fault",
        };
        Self::new(status, slug)
    }

    /// The same, with words for the log only.
    #[must_use]
    pub fn logged(mut self, words: String) -> Self {
        self.0.log = Some(words);
        self
    }

    /// What was refused for want of a right, as the trace names it.
    pub fn refused(&self) -> Option<&'static str> {
        self.0.refused
    }

    /// What is written to the log, when there is more than the asker is told.
    pub fn log(&self) -> Option<&str> {
        self.0.log.as_deref()
    }

    /// The answer in `lang` under the reference number `reference`; `path` is what was asked.
    pub fn render(&self, lang: Lang, reference: &str, path: &str) -> Response {
        let problem = Problem {
            kind: format!("urn:parvalde:problem:{}", self.0.slug),
            title: text::text(lang, &format!("api-status-{}", self.0.status.as_u16()), &[]),
            status: self.0.status.as_u16(),
            detail: self.0.detail.say(lang),
            instance: path.to_owned(),
            reference: reference.to_owned(),
            errors: self
                .0
                .errors
                .iter()
                .map(|wrong| ProblemField {
                    field: wrong.field.clone(),
                    code: wrong.code.clone(),
                    message: wrong.message.say(lang),
                })
                .collect(),
            candidates: self.0.candidates.iter().map(Candidate::from).collect(),
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.0.status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        for (name, value) in &self.0.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        if let Ok(value) = HeaderValue::from_str(lang.code()) {
            response.headers_mut().insert(header::CONTENT_LANGUAGE, value);
        }
        response
    }
}

/// The failure travels in the answer's extensions; `finish` words it.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        let refused = status::refused(&error);
        let (log, candidates) = match &error {
            OfficeError::Fault(words) => (Some(words.clone()), Vec::new()),
            OfficeError::ProbablyThere(candidates) => (None, candidates.clone()),
            _ => (None, Vec::new()),
        };
        let mut failure = Self::from(Fault::from(error));
        (failure.0.log, failure.0.candidates, failure.0.refused) = (log, candidates, refused);
        failure
    }
}

/// The name of a field in the API, where the office has another word for it.
fn named(field: &str) -> &str {
    match field {
        "minute" => "time",
        "values" => "facts",
        "wrong" => "seq",
        other => other,
    }
}

/// What `status` says of a fault, as a problem: the code of the office is the kind, where there is one.
impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let code = |key: &str| key.strip_prefix("problem-").unwrap_or(key).to_owned();
        let (slug, detail) = match fault.detail {
            Some(key) => (code(&key), Sentence { key, args: status::named(&fault.args) }),
            None => (fault.slug.to_owned(), Sentence::new(format!("api-{}", fault.slug))),
        };
        let mut failure = Self::saying(fault.status, slug, detail);
        for wrong in fault.fields {
            let said = code(&wrong.key);
            // An answer to a question is named, for the body holds many.
            let of = |arg: &str| wrong.args.iter().find(|(name, _)| name == arg).map(|(_, id)| id.as_str());
            let of_fact = of("fact").is_some() && said == "wrong-value";
            let field = match (wrong.field.as_str(), of("fact"), of("particular").or(of("choice"))) {
                ("declared", Some(fact), _) => format!("declared.{fact}"),
                (whole @ ("particulars" | "choices"), _, Some(id)) => format!("{whole}.{id}"),
                _ => named(&wrong.field).to_owned(),
            };
            let key = if of_fact { "api-wrong-value".to_owned() } else { wrong.key };
            failure = failure.field(field, said, Sentence { key, args: wrong.args });
        }
        match failure.0.status {
            StatusCode::UNAUTHORIZED => failure.header(header::WWW_AUTHENTICATE, CHALLENGE),
            StatusCode::SERVICE_UNAVAILABLE => {
                failure.header(header::RETRY_AFTER, HeaderValue::from_static("5"))
            }
            _ => failure,
        }
    }
}

/// A problem, as RFC 9457 words it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem it is; programs go by this.
    #[serde(rename = "type")]
    #[schema(example = "urn:parvalde:problem:seat-taken")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened, why, and what would be right.
    pub detail: String,
    /// The path that was asked.
    pub instance: String,
    /// The number by which to refer to this request.
    pub reference: String,
    /// The fields that are wrong, when single ones are.
    pub errors: Vec<ProblemField>,
    /// Who of the register is probably the person that was to be entered, when that is the problem.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub candidates: Vec<Candidate>,
}

/// A field that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its name: a path into the body, the name of a parameter or of a header.
    pub field: String,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong and what would be right, for people.
    pub message: String,
}
