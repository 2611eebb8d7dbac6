//! What a form sends: read once, checked against forgery, kept for the page that shows errors.

mod upload;

pub use upload::{FilePart, UPLOAD_BYTES_MAX, Upload, late};

use crate::ctx::{Ctx, FORM_FIELD};
use crate::status::{Fault, FieldFault};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;

/// Largest body of a form, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// The fields of a form, in the order in which they came. It can only be had from a request that carries
/// the form token of this browser and comes from our own pages.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
}

impl Fields {
    /// Fields with given values: the first showing of a form.
    #[must_use]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { pairs: pairs.iter().map(owned).collect() }
    }

    /// What was written into `name`, without spaces at its ends; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// Whether `name` was sent and is not empty.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Whether `name` was sent at all, even empty.
    #[must_use]
    pub fn sent(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// Everything that was chosen in `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All pairs but the form token.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .filter(|(name, _)| name != FORM_FIELD)
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Writes a value over what was sent, or beside it when nothing was.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// These fields where `over` sent nothing of their name, and all of `over`.
    #[must_use]
    pub fn under(mut self, over: &Self) -> Self {
        self.pairs.retain(|(name, _)| !over.sent(name));
        self.pairs.extend(over.pairs.iter().cloned());
        self
    }

    /// The fields of a query, or of a body that no browser sent and that carries no form token.
    #[must_use]
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Self::parse(bytes)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut pairs = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((decode(name)?, decode(value)?));
        }
        Some(Self { pairs })
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }
}

/// The query of an address, read as fields; what cannot be read is left out.
#[derive(Debug, Clone, Default)]
pub struct Params(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Fields::parse(query.as_bytes()).unwrap_or_default()))
    }
}

/// Undoes the encoding of `application/x-www-form-urlencoded`; line ends become `\n`, other control
/// characters are not accepted.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                bytes.push(u8::try_from(high * 16 + low).ok()?);
            }
            other => bytes.push(other),
        }
    }
    plain(bytes)
}

/// Text with `\n` at the ends of lines and no other control characters.
fn plain(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?.replace("\r\n", "\n").replace('\r', "\n");
    let allowed = |c: char| !c.is_control() || c == '\n' || c == '\t';
    text.chars().all(allowed).then_some(text)
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let ctx = Ctx::from_request_parts(&mut parts, state).await?;
        let refuse = |fault: &Fault| fault.page(&ctx);
        if !is_form(&parts.headers) {
            return Err(refuse(&Fault::of("wrong-kind")));
        }
        if !from_our_pages(&parts.headers) {
            return Err(refuse(&Fault::of("form-expired")));
        }
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(IntoResponse::into_response)?;
        let fields = Self::parse(&bytes).ok_or_else(|| refuse(&Fault::of("bad-request")))?;
        if !ctx.form_token_is(fields.get(FORM_FIELD)) {
            return Err(refuse(&Fault::of("form-expired")));
        }
        ctx.note_sent(&fields);
        Ok(fields)
    }
}

pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

/// Whether a request carries files.
#[must_use]
pub fn carries_files(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Whether a request may carry a file: it says what its body is, and that is neither a form of fields nor JSON.
#[must_use]
pub fn may_carry_files(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        !kind.starts_with(b"application/x-www-form-urlencoded") && !kind.starts_with(b"application/json")
    })
}

/// Browsers say where a form was sent from; one sent from elsewhere is not ours.
pub(crate) fn from_our_pages(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => {
            origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) == Some(host)
        }
        // A client that says neither is held to the form token alone.
        _ => true,
    }
}

/// The faults found in a form, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    found: Vec<FieldFault>,
}

impl Faults {
    /// Notes a fault of `field`: the key of its sentence and what goes into it.
    pub fn add(&mut self, field: &str, key: &str, args: Vec<(&'static str, String)>) {
        let args = args.into_iter().map(|(name, value)| (name.into(), value)).collect();
        self.found.push(FieldFault { field: field.to_owned(), key: key.to_owned(), args });
    }

    /// Takes in faults that were found elsewhere.
    pub fn extend(&mut self, more: impl IntoIterator<Item = FieldFault>) {
        self.found.extend(more);
    }

    /// Tells what was found at `field` at another one.
    pub fn rename(&mut self, field: &str, other: &str) {
        for fault in self.found.iter_mut().filter(|fault| fault.field == field) {
            other.clone_into(&mut fault.field);
        }
    }

    /// Whether nothing is at fault.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The faults in the order in which they were found.
    #[must_use]
    pub fn all(&self) -> &[FieldFault] {
        &self.found
    }

    /// The sentence about `field` in the reader's language.
    #[must_use]
    pub fn of(&self, field: &str, ctx: &Ctx) -> Option<String> {
        self.found.iter().find(|fault| fault.field == field).map(|fault| fault.text(ctx.lang()))
    }
}
