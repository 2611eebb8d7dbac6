//! What comes in: bodies, ids of paths, queries and conditions, each parsed once, each refusal worded.

use super::failure::{Failure, Sentence};
use super::{missing, wording};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{AttachmentId, CaseId, PersonId};
use office::files::FILE_BYTES_MAX;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::str::FromStr;

/// Largest body that is a file, in bytes; larger statements of a bank are for the command line.
const FILE_BODY_MAX: usize = 8 * 1024 * 1024;

/// Most bytes of a body.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A body in JSON.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let json = is_json(request.headers());
        let bytes = read(request.into_body()).await?;
        if !json {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
        }
        parse(&bytes).map(Self)
    }
}

/// A body in JSON that may be left out when it would be empty.
#[derive(Debug, Clone)]
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for MaybeBody<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let json = is_json(request.headers());
        let bytes = read(request.into_body()).await?;
        if bytes.is_empty() {
            return parse(b"{}").map(Self);
        }
        if !json {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
        }
        parse(&bytes).map(Self)
    }
}

/// A body in XML, such as a statement of a bank.
#[derive(Debug, Clone)]
pub struct XmlBody(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for XmlBody {
    type Rejection = Failure;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        let xml = kind.eq_ignore_ascii_case("application/xml") || kind.eq_ignore_ascii_case("text/xml");
        let bytes = axum::body::to_bytes(request.into_body(), FILE_BODY_MAX)
            .await
            .map_err(|_| Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large-file"))?;
        if !xml {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type-xml"));
        }
        Ok(Self(bytes.to_vec()))
    }
}

/// A body that is a file.
#[derive(Debug, Clone)]
pub struct FileBody(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for FileBody {
    type Rejection = Failure;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let bytes = axum::body::to_bytes(request.into_body(), FILE_BYTES_MAX)
            .await
            .map_err(|_| Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large-upload"))?;
        Ok(Self(bytes.to_vec()))
    }
}

/// Reads a body of at most [`BODY_BYTES_MAX`] bytes.
pub async fn read(body: axum::body::Body) -> Result<Bytes, Failure> {
    axum::body::to_bytes(body, BODY_BYTES_MAX)
        .await
        .map_err(|_| Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        // What is cut off is told as such, whatever could be read of it.
        let body = match serde_json::from_slice::<serde_json::Value>(bytes) {
            Ok(body) => body,
            Err(broken) => return not_json(&broken),
        };
        let path = error.path().to_string();
        // Whoever forgot one field often forgot more.
        let found = missing::fields::<T>(&body);
        let (failure, told) = refuse(&path, &error.into_inner(), &found);
        let unknown = found.unknown.iter().filter(|unknown| unknown.path != told);
        let failure = unknown.fold(failure, |failure, unknown| {
            failure.field(unknown.path.clone(), "unknown", found.sentence(unknown))
        });
        let missing = found.missing.iter().filter(|field| **field != told);
        missing.fold(failure, |failure, field| {
            let sentence = Sentence::new("api-field-missing").with("field", field.clone());
            failure.field(field.clone(), "missing", sentence)
        })
    })?;
    reader.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, "not-json")
        .with("line", error.line().to_string())
        .with("column", error.column().to_string())
}

/// Words a refusal of serde: which field, what is wrong with it; and the field once more.
fn refuse(path: &str, error: &serde_json::Error, found: &missing::Fields) -> (Failure, String) {
    use serde_json::error::Category;
    if matches!(error.classify(), Category::Syntax | Category::Eof | Category::Io) {
        return (not_json(error), String::new());
    }
    let full = error.to_string();
    let why = full.rsplit_once(" at line ").map_or(full.as_str(), |(why, _)| why);
    let named = why.split('`').nth(1).unwrap_or_default();
    let within = |name: &str| missing::within(path, name);
    let here = if path == "." { "body".to_owned() } else { path.to_owned() };
    let (field, code, sentence) = if why.starts_with("missing field") {
        (within(named), "missing", Sentence::new("api-field-missing"))
    } else if why.starts_with("unknown field") {
        let field = within(named);
        let known = found.unknown.iter().find(|unknown| unknown.path == field);
        let plain = || Sentence::new("api-field-unknown").with("near", "nothing");
        (field.clone(), "unknown", known.map_or_else(plain, |unknown| found.sentence(unknown)))
    } else if why.starts_with("duplicate field") {
        (within(named), "twice", Sentence::new("api-field-twice"))
    } else if why.starts_with("invalid type")
        || why.starts_with("invalid length")
        || why.starts_with("invalid value")
    {
        (here, "type", Sentence::new("api-field-type").with("expected", expectation(why)))
    } else if why.contains("did not match any variant") {
        (here, "type", Sentence::new("api-field-value"))
    } else {
        (here.clone(), "malformed", wording::malformed(here, why))
    };
    let sentence = sentence.with("field", field.clone());
    (Failure::body_field(field.clone(), code, sentence), field)
}

/// What was expected, from serde's `invalid type: integer `1`, expected a string`: a word that the texts
/// know, never the name of a type of ours.
fn expectation(why: &str) -> &'static str {
    let expected = why.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let whole = expected.strip_prefix(['i', 'u']).is_some_and(|bits| bits.parse::<u8>().is_ok());
    match expected {
        _ if whole || expected.contains("integer") => "number",
        "a string" | "string" => "text",
        "a boolean" => "yes-or-no",
        "a sequence" => "list",
        "a map" | "variant identifier" => "object",
        other if other.contains("struct ") || other.starts_with("enum ") => "object",
        other if other.contains("enum ") => "object",
        _ => "other",
    }
}

/// The id at the end of a path, or before a command.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T, S> FromRequestParts<S> for Id<T>
where
    T: FromStr,
    T::Err: std::fmt::Display,
    S: Send + Sync,
{
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        named(parts, state, "id").await.map(Self)
    }
}

/// The ids of two records in the path: the one that stays, and the other.
#[derive(Debug, Clone, Copy)]
pub struct Two(pub PersonId, pub PersonId);

impl<S: Send + Sync> FromRequestParts<S> for Two {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(named(parts, state, "id").await?, named(parts, state, "other").await?))
    }
}

/// A case, or what else has files, and a file of it in the path.
#[derive(Debug, Clone, Copy)]
pub struct FileOf<T = CaseId>(pub T, pub AttachmentId);

impl<T: FromStr + Send, S: Send + Sync> FromRequestParts<S> for FileOf<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(named(parts, state, "id").await?, named(parts, state, "file").await?))
    }
}

async fn named<T: FromStr, S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &'static str,
) -> Result<T, Failure> {
    let Path(values) = Path::<HashMap<String, String>>::from_request_parts(parts, state)
        .await
        .map_err(|_| Failure::not_found())?;
    let text = values.get(name).ok_or_else(Failure::not_found)?;
    text.parse().map_err(|_| {
        Failure::new(StatusCode::NOT_FOUND, "id-malformed").field(
            name,
            "malformed",
            Sentence::new("api-id-form"),
        )
    })
}

/// The parameters of a query, each taken once.
#[derive(Debug, Clone)]
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let axum::extract::Query(pairs) =
            axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state)
                .await
                .map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "parameter"))?;
        Ok(Self(pairs))
    }
}

impl Params {
    /// Refuses every parameter that is not one of `known`, and every one given twice.
    ///
    /// # Errors
    /// 400, naming the parameter and what would be right.
    pub fn only(self, known: &[&'static str]) -> Result<Self, Failure> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            let wrong = |code: &'static str| {
                let sentence = Sentence::new(format!("api-parameter-{code}"))
                    .with("field", name.clone())
                    .with("known", if known.is_empty() { "none".to_owned() } else { known.join(", ") });
                Failure::new(StatusCode::BAD_REQUEST, "parameter").field(name.clone(), code, sentence)
            };
            if !known.contains(&name.as_str()) {
                return Err(wrong("unknown"));
            }
            if self.0.iter().take(index).any(|(other, _)| other == name) {
                return Err(wrong("twice"));
            }
        }
        Ok(self)
    }

    /// The text of `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of `name`, parsed.
    ///
    /// # Errors
    /// 400 with the parser's own words.
    pub fn get<T>(&self, name: &'static str) -> Result<Option<T>, Failure>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|error: T::Err| {
            Failure::parameter(name, "malformed", wording::malformed(name, &error.to_string()))
        })
    }

    /// The value of `name`, which must be there.
    ///
    /// # Errors
    /// 400 when it is missing or malformed.
    pub fn need<T>(&self, name: &'static str) -> Result<T, Failure>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        self.get(name)?.ok_or_else(|| {
            let sentence = Sentence::new("api-field-missing").with("field", name);
            Failure::parameter(name, "missing", sentence)
        })
    }
}

/// The `If-Match` header: the version that the asker saw.
#[derive(Debug, Clone, Copy)]
pub struct Seen(pub Option<u32>);

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let malformed = || {
            Failure::new(StatusCode::BAD_REQUEST, "parameter").field(
                "If-Match",
                "malformed",
                Sentence::new("api-if-match-form"),
            )
        };
        let text = value.to_str().map_err(|_| malformed())?.trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(malformed)?;
        if inner.contains('"') {
            return Err(malformed());
        }
        // A tag that we never gave cannot be the present one.
        inner.parse().map(|version| Self(Some(version))).map_err(|_| Self::stale())
    }
}

impl Seen {
    /// What was seen is no longer so.
    pub fn stale() -> Failure {
        Failure::new(StatusCode::PRECONDITION_FAILED, "stale")
    }

    /// The failure of a change that was sent with this condition: a stale version answers 412, not 409.
    pub fn judge(self, failure: Failure) -> Failure {
        if self.0.is_some() && failure.slug() == "stale" {
            failure.under(StatusCode::PRECONDITION_FAILED)
        } else {
            failure
        }
    }
}
