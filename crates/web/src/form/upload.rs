//! A form that carries files, read part by part: no more than one file is in memory, no more than its bound of it, and
//! nothing of it before the form token was seen. What was kept of the same form when a session ended comes after what was
//! chosen anew, where nothing was.

use super::{Fields, carries_files, from_our_pages, plain};
use crate::app::App;
use crate::ctx::{Ctx, FORM_FIELD};
use crate::status::Fault;
use crate::typed::{KEPT_FIELD, TYPED_COOKIE};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, FromRequestParts as _, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use office::files::FILE_BYTES_MAX;
use office::typed::KeptFile;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Largest body of a form with files, in bytes: what is above the bound of one file is read to its end and told at its
/// field, and what is above this is not read.
pub const UPLOAD_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Most bytes of all other fields together.
const FIELD_BYTES_MAX: usize = 64 * 1024;
/// Forms with files that are read at once; others wait.
static SEATS: Semaphore = Semaphore::const_new(12);
/// How long the next piece of a file may take.
const PIECE: Duration = Duration::from_secs(20);

/// A form with files. Files come in the order of the form; the other fields are known as far as they were read.
pub struct Upload {
    parts: Multipart,
    fields: Fields,
    bytes: usize,
    token: Token,
    /// The files of the same form that were kept when a session ended.
    kept: Kept,
    _seat: SemaphorePermit<'static>,
}

/// Which form token is right.
enum Token {
    /// That of the browser that asks.
    Of(Ctx),
    /// That of a session that ended.
    Late(String),
}

/// What was kept of a form: whose it is, and under which secret; then its files, the next last.
enum Kept {
    Nothing,
    Under(Box<(App, Ctx, String)>),
    Files(Vec<FilePart>),
}

/// A file of a form.
pub struct FilePart {
    /// The name of its field.
    pub field: String,
    /// What the sender calls it.
    pub name: String,
    /// Its bytes; of one that is too large, one more than the bound.
    pub bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload
where
    App: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let ctx = Ctx::from_request_parts(&mut parts, state).await?;
        if !carries_files(&parts.headers) {
            return Err(Fault::of("wrong-kind").page(&ctx));
        }
        if !from_our_pages(&parts.headers) {
            return Err(Fault::of("form-expired").page(&ctx));
        }
        let seat = SEATS.acquire().await.map_err(|_| Fault::of("gone").page(&ctx))?;
        let app = App::from_ref(state);
        let jar = CookieJar::from_headers(&parts.headers);
        let secret = jar.get(TYPED_COOKIE.of(&app)).map(|cookie| cookie.value().to_owned());
        let kept = secret.map_or(Kept::Nothing, |secret| Kept::Under(Box::new((app, ctx.clone(), secret))));
        let parts = Multipart::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Fault::of("bad-request").page(&ctx))?;
        Ok(Self { parts, fields: Fields::default(), bytes: 0, token: Token::Of(ctx), kept, _seat: seat })
    }
}

/// A form with files that came after its session ended, with the form token of that session.
///
/// # Errors
/// A form that cannot be read.
pub async fn late(mut request: Request, token: String) -> Result<Upload, Fault> {
    let seat = SEATS.acquire().await.map_err(|_| Fault::of("gone"))?;
    DefaultBodyLimit::max(UPLOAD_BYTES_MAX).apply(&mut request);
    let parts = Multipart::from_request(request, &()).await.map_err(|_| Fault::of("bad-request"))?;
    let (fields, kept) = (Fields::default(), Kept::Nothing);
    Ok(Upload { parts, fields, bytes: 0, token: Token::Late(token), kept, _seat: seat })
}

fn fault(error: &MultipartError) -> Fault {
    Fault::of(if error.status() == StatusCode::PAYLOAD_TOO_LARGE { "too-large" } else { "bad-request" })
}

/// The next piece of a field; one that does not come is given up.
async fn piece(field: &mut Field<'_>) -> Result<Option<axum::body::Bytes>, Fault> {
    match tokio::time::timeout(PIECE, field.chunk()).await {
        Ok(chunk) => chunk.map_err(|error| fault(&error)),
        Err(_) => Err(Fault::of("slow-request")),
    }
}

/// Whether a form carries the token that is right.
fn ours(token: &Token, fields: &Fields) -> Result<(), Fault> {
    let sent = fields.get(FORM_FIELD);
    let right = match token {
        Token::Of(ctx) => ctx.form_token_is(sent),
        Token::Late(token) => sent == token,
    };
    if right { Ok(()) } else { Err(Fault::of("form-expired")) }
}

impl Upload {
    /// The next file; `None` at the end of the form. Fields without a file are passed by.
    ///
    /// # Errors
    /// A form that cannot be read, comes from elsewhere, or is too large.
    pub async fn next(&mut self) -> Result<Option<FilePart>, Fault> {
        while let Some(mut field) = self.parts.next_field().await.map_err(|error| fault(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            let Some(file) = file else {
                let mut value = Vec::new();
                while let Some(chunk) = piece(&mut field).await? {
                    self.bytes = self.bytes.saturating_add(chunk.len());
                    if self.bytes > FIELD_BYTES_MAX {
                        return Err(Fault::of("too-large"));
                    }
                    value.extend_from_slice(&chunk);
                }
                let value = plain(value).ok_or_else(|| Fault::of("bad-request"))?;
                self.fields.pairs.push((name, value));
                continue;
            };
            ours(&self.token, &self.fields)?;
            let mut bytes = Vec::new();
            while let Some(chunk) = piece(&mut field).await? {
                // What is too large is read to its end, so that the answer can be given, but not kept.
                let room = (FILE_BYTES_MAX + 1).saturating_sub(bytes.len());
                bytes.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            }
            // A field in which no file was chosen.
            if file.is_empty() && bytes.is_empty() {
                continue;
            }
            // What is chosen anew stands in the place of what was kept.
            self.kept = Kept::Nothing;
            if let Token::Of(ctx) = &self.token {
                ctx.note_files();
            }
            return Ok(Some(FilePart { field: name, name: file, bytes }));
        }
        ours(&self.token, &self.fields)?;
        if let Token::Of(ctx) = &self.token {
            ctx.note_sent(&self.fields);
        }
        self.next_kept().await
    }

    /// The next of the files that were kept, where the form says that they are to be sent.
    async fn next_kept(&mut self) -> Result<Option<FilePart>, Fault> {
        if let Kept::Under(of) = &self.kept {
            let (app, ctx, secret) = of.as_ref();
            let wanted = self.fields.get(KEPT_FIELD) == "yes";
            let found = match wanted {
                true => app.office().typed_files(ctx.actor(), secret).await?,
                false => Vec::new(),
            };
            let part =
                |(file, bytes): (KeptFile, Vec<u8>)| FilePart { field: file.field, name: file.name, bytes };
            self.kept = Kept::Files(found.into_iter().rev().map(part).collect());
        }
        match &mut self.kept {
            Kept::Files(files) => Ok(files.pop()),
            _ => Ok(None),
        }
    }

    /// The other fields, as far as they were read.
    #[must_use]
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }
}
