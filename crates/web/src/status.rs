//! What goes wrong, in one place: every fault has a status, a name for machines and words for people.
//!
//! Pages and API use the same table. "Not found" and "not yours" are one fault.

use crate::ctx::Ctx;
use crate::page::Page;
use crate::text::{Arg, Value};
use crate::words::{self, Bound, Form};
use crate::workbench::emergencies;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Lang;
use maud::html;
use office::access::Denied;
use office::{FieldError, OfficeError, Problem};
use std::borrow::Cow;

/// A fault: what happened, for a page or a problem document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The HTTP status.
    pub status: StatusCode,
    /// The name of the kind of fault: texts `fault-<slug>`, `fault-<slug>-next`, and the end of the
    /// problem type's address.
    pub slug: &'static str,
    /// The sentence that says what exactly, as a key of the texts; none when the kind says all.
    pub detail: Option<String>,
    /// What goes into that sentence.
    pub args: Vec<(&'static str, String)>,
    /// Fields at fault, each with the key of its sentence and what goes into it.
    pub fields: Vec<FieldFault>,
    /// What was refused for want of a right, as the trace names it.
    pub refused: Option<&'static str>,
}

/// A field at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's name.
    pub field: String,
    /// The key of the sentence.
    pub key: String,
    /// What goes into it.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl FieldFault {
    /// The sentence in the reader's language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        crate::text::text(lang, &self.key, &localised(lang, &self.args))
    }
}

/// The kinds of fault: name and status.
pub const KINDS: &[(&str, StatusCode)] = &[
    ("bad-request", StatusCode::BAD_REQUEST),
    ("sign-in", StatusCode::UNAUTHORIZED),
    ("no-right", StatusCode::FORBIDDEN),
    ("no-purpose", StatusCode::FORBIDDEN),
    ("form-expired", StatusCode::FORBIDDEN),
    ("not-found", StatusCode::NOT_FOUND),
    ("wrong-method", StatusCode::METHOD_NOT_ALLOWED),
    ("slow-request", StatusCode::REQUEST_TIMEOUT),
    ("conflict", StatusCode::CONFLICT),
    ("not-now", StatusCode::CONFLICT),
    ("stale", StatusCode::PRECONDITION_FAILED),
    ("too-large", StatusCode::PAYLOAD_TOO_LARGE),
    ("wrong-kind", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ("invalid", StatusCode::UNPROCESSABLE_ENTITY),
    ("too-many", StatusCode::TOO_MANY_REQUESTS),
    ("fault", StatusCode::INTERNAL_SERVER_ERROR),
    ("gone", StatusCode::SERVICE_UNAVAILABLE),
    ("slow-answer", StatusCode::GATEWAY_TIMEOUT),
];

impl Fault {
    /// The fault of this kind; an unknown name is a fault of ours.
    #[must_use]
    pub fn of(slug: &str) -> Self {
        let (slug, status) = KINDS
            .iter()
            .find(|(known, _)| *known == slug)
            .copied()
            .unwrap_or(("fault", StatusCode::INTERNAL_SERVER_ERROR));
        Self { status, slug, detail: None, args: Vec::new(), fields: Vec::new(), refused: None }
    }

    /// There is no such page, person, case or visit, or it is not the reader's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::of("not-found")
    }

    /// The same with a sentence that says what exactly.
    #[must_use]
    pub fn because(mut self, key: impl Into<String>, args: Vec<(&'static str, String)>) -> Self {
        self.detail = Some(key.into());
        self.args = args;
        self
    }

    /// The sentence that says what exactly, in the reader's language.
    #[must_use]
    pub fn detail_text(&self, lang: Lang) -> Option<String> {
        self.detail.as_deref().map(|key| crate::text::text(lang, key, &localised(lang, &self.args)))
    }

    fn of_status(status: StatusCode) -> Self {
        let slug = match status {
            StatusCode::BAD_REQUEST => "bad-request",
            other => KINDS.iter().find(|(_, known)| *known == other).map_or("fault", |(slug, _)| slug),
        };
        Self { status, ..Self::of(slug) }
    }

    /// Whether it is one of what gives way in an emergency.
    fn gives_way(&self) -> bool {
        let known =
            ["problem-conflict-of-interest", "problem-protected-person", "problem-assigned-to-another"];
        self.detail.as_deref().is_some_and(|detail| known.contains(&detail))
    }

    /// The key of the words for the reader: whoever is no officer has no duties and no manager to speak to.
    fn words(&self, ctx: &Ctx) -> String {
        match self.slug {
            "no-right" if ctx.actor().officer().is_none() => "fault-no-right-client".to_owned(),
            slug => format!("fault-{slug}"),
        }
    }

    /// The page that tells the reader.
    #[must_use]
    pub fn page(&self, ctx: &Ctx) -> Response {
        if self.slug == "sign-in" && ctx.is_get() {
            return Redirect::to(&ctx.sign_in_href()).into_response();
        }
        let words = self.words(ctx);
        let title = ctx.t(&words);
        let detail = self.detail_text(ctx.lang());
        let body = html! {
            @if let Some(detail) = detail { p.lead { (detail) } }
            p { (ctx.t(&format!("{words}-next"))) }
            @if let Some(way) = self.gives_way().then(|| emergencies::way_in(ctx)).flatten() { (way) }
            @if !self.fields.is_empty() {
                ul { @for field in &self.fields { li { (field.text(ctx.lang())) } } }
            }
            p.soft { (ctx.tf("fault-reference", &[("reference", ctx.reference().into())])) }
            p.actions {
                @if self.slug == "sign-in" {
                    a.button href=(ctx.sign_in_href()) { (ctx.t("sign-in")) }
                }
                @if ctx.actor().officer().is_some() {
                    a.button.second href=(ctx.href("/work")) { (ctx.t("go-work")) }
                } @else {
                    a.button.second href=(ctx.href("")) { (ctx.t("go-home")) }
                }
            }
        };
        Page::new(ctx, title).status(self.status).render(body)
    }
}

/// Arguments as people read them: days and amounts in words, codes by their names, counts as numbers.
#[must_use]
pub fn localised<'a>(lang: Lang, args: &'a [(impl AsRef<str>, String)]) -> Vec<Arg<'a>> {
    let value = |name: &str, text: &'a str| -> Value<'a> {
        let day = |form| text.parse().map_or(text.into(), |day| words::date(lang, day, form).into());
        match name {
            "day" | "began" | "to" | "soonest" | "latest" => day(Form::Locative),
            "from" | "today" => day(Form::Genitive),
            "birth" | "change" | "now" | "last" | "earliest" => day(Form::Nominative),
            "until" => day(Form::Dative),
            "least" => {
                text.parse().map_or(text.into(), |term| words::term_in(lang, term, Bound::From).into())
            }
            "most" => text.parse().map_or(text.into(), |term| words::term_in(lang, term, Bound::To).into()),
            "min" | "max" | "days" | "minutes" => text.parse::<i64>().map_or(text.into(), Value::from),
            // The file as a whole has no name.
            "element" if text == "/" => "none".into(),
            "found" => words::code(lang, "file-found", text).into(),
            "amount" => text.parse().map_or(text.into(), |amount| words::money(lang, amount).into()),
            "payment" | "refund" | "order" | "fault" | "ticket" => coded(lang, name, text).into(),
            // What has a name already stays as it is.
            "stage" | "state" | "source" => {
                let key = format!("{name}-{}", text.replace(' ', "-"));
                crate::text::find(lang, &key, &[]).map_or(text.into(), Into::into)
            }
            _ => text.into(),
        }
    };
    // What has a name in this language is called by it.
    let called = |name: &str| {
        let own = format!("{name}_{}", lang.code());
        args.iter().find(|(known, _)| known.as_ref() == own).map(|(_, words)| words.as_str())
    };
    let said = |name: &'a str, text: &'a str| called(name).map_or_else(|| value(name, text), Into::into);
    args.iter().map(|(name, text)| (name.as_ref(), said(name.as_ref(), text))).collect()
}

/// A code of payments by its name.
#[must_use]
pub fn coded(lang: Lang, name: &str, code: &str) -> String {
    let family = match name {
        "fault" => "statement-fault",
        "refund" => "refund-state",
        "order" => "erasure-state",
        "ticket" => "ticket",
        _ => "payment-state",
    };
    words::code(lang, family, code)
}

impl From<&Problem> for Fault {
    fn from(problem: &Problem) -> Self {
        Self::of("conflict").because(format!("problem-{}", problem.code), problem.args.clone())
    }
}

impl From<&FieldError> for FieldFault {
    fn from(error: &FieldError) -> Self {
        Self {
            field: error.field.to_owned(),
            key: format!("problem-{}", error.problem.code),
            args: named(&error.problem.args),
        }
    }
}

/// The same values under names that may also come from what was kept.
pub fn named(args: &[(&'static str, String)]) -> Vec<(Cow<'static, str>, String)> {
    args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect()
}

/// What was refused for want of a right, as the trace names it.
#[must_use]
pub const fn refused(error: &OfficeError) -> Option<&'static str> {
    match error {
        OfficeError::Denied(Denied::NoRight(action)) => Some(action),
        _ => None,
    }
}

/// Writes into the trace what was refused, or asked for and not found, before the answer leaves.
///
/// # Errors
/// What the office says when the trace cannot be written: then nothing else is answered.
pub async fn note(
    office: &office::Office,
    actor: &office::Actor,
    refused: Option<&'static str>,
    (path, purpose): (&str, &str),
) -> Result<(), OfficeError> {
    let Some(action) = refused else { return office.note_missed().await };
    let about = path.split('/').skip_while(|part| *part != "persons").nth(1).and_then(|id| id.parse().ok());
    // The trace takes a purpose as it was read, and nothing else that somebody wrote.
    let purpose =
        purpose.parse::<office::access::Purpose>().map_or_else(|_| String::new(), |p| p.to_string());
    office.note_refused(actor, action, about, &purpose).await
}

/// The one table from what the office says to what a reader is told.
impl From<OfficeError> for Fault {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Denied(Denied::SignIn) => Self::of("sign-in"),
            OfficeError::Denied(Denied::NoRight(action)) => {
                Self { refused: Some(action), ..Self::of("no-right") }
            }
            OfficeError::Denied(Denied::NoPurpose) => Self::of("no-purpose"),
            OfficeError::Denied(Denied::Limited(limit)) => {
                Self::of("no-right").because(format!("problem-{}", limit.code()), Vec::new())
            }
            OfficeError::NotFound => Self::not_found(),
            OfficeError::Invalid(fields) => {
                Self { fields: fields.iter().map(FieldFault::from).collect(), ..Self::of("invalid") }
            }
            OfficeError::Conflict(problem) => Self::from(&problem),
            OfficeError::NotNow(problem) => Self { slug: "not-now", ..Self::from(&problem) },
            // Who they are is told where somebody can be entered.
            OfficeError::ProbablyThere(_) => Self::from(&Problem::new("probably-there")),
            OfficeError::Gone => Self::of("gone"),
            OfficeError::Unknown => Self::of("slow-answer"),
            OfficeError::Fault(why) => {
                tracing::error!(why, "a fault of the office");
                Self::of("fault")
            }
        }
    }
}

/// A fault in the answer on its way to [`finish`], which knows the reader's language.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns a bare error answer into a page; leaves pages, files and redirects as they are.
#[must_use]
pub fn finish(ctx: &Ctx, mut response: Response) -> Response {
    let fault = match response.extensions_mut().remove::<Fault>() {
        Some(fault) => fault,
        None if is_bare_error(&response) => Fault::of_status(response.status()),
        None => return response,
    };
    // Nobody is told to sign in who may be signed in.
    let fault = if fault.slug == "sign-in" && ctx.session_unread() { Fault::of("gone") } else { fault };
    let kept = [header::ALLOW, header::RETRY_AFTER].map(|name| {
        let value = response.headers().get(&name).cloned();
        (name, value)
    });
    let mut page = fault.page(ctx);
    for (name, value) in kept {
        if let Some(value) = value {
            page.headers_mut().insert(name, value);
        }
    }
    if fault.status == StatusCode::SERVICE_UNAVAILABLE {
        page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    }
    page
}

fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    (status.is_client_error() || status.is_server_error()) && !page
}
