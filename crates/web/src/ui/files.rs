//! Files on pages: choosing them, saying why one is not taken, and handing one out so that no browser runs it.

use crate::ctx::Ctx;
use crate::form::{Faults, FilePart};
use crate::status::{Fault, FieldFault, named};
use crate::ui::field::Form;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use office::Problem;
use office::cases::files::AttachmentFile;
use office::files::{CASE_BYTES_MAX, CheckedFile, FILE_BYTES_MAX, FILES_MAX, FileKind};

/// A file that is taken, with the field that it came in and what its sender calls it.
pub struct Taken {
    /// The field.
    pub field: String,
    /// As its sender calls it.
    pub name: String,
    /// The file.
    pub file: CheckedFile,
}

/// Checks a file beside the threads that answer requests; one that is not taken is noted at its field.
///
/// # Errors
/// A fault of ours.
pub async fn check(ctx: &Ctx, part: FilePart, faults: &mut Faults) -> Result<Option<Taken>, Fault> {
    let FilePart { field, name, bytes } = part;
    let checking = tokio::task::spawn_blocking(move || {
        let checked = CheckedFile::check(&name, bytes);
        (name, checked)
    });
    let (name, checked) = checking.await.map_err(|_| Fault::of("fault"))?;
    match checked {
        Ok(file) => Ok(Some(Taken { field, name, file })),
        Err(why) => {
            refuse(ctx, faults, &field, &name, &why.problem());
            Ok(None)
        }
    }
}

/// Notes at its field why a file is not taken, by its name: several may have been chosen at once.
pub fn refuse(ctx: &Ctx, faults: &mut Faults, field: &str, name: &str, problem: &Problem) {
    let key = format!("problem-{}", problem.code);
    let fault = FieldFault { field: field.to_owned(), key, args: named(&problem.args) };
    let short: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    faults.add(field, "file-not-taken", vec![("name", short), ("why", fault.text(ctx.lang()))]);
}

/// A field in which files are chosen; `what` says to whoever does not see the heading above what they are.
#[must_use]
pub fn input(form: Form<'_>, name: &str, label: &str, what: &str) -> Markup {
    let fault = form.faults.all().iter().filter(|fault| fault.field == name);
    let faults: Vec<String> = fault.map(|fault| fault.text(form.ctx.lang())).collect();
    let described = (!faults.is_empty()).then(|| format!("{name}-fault"));
    let endings: Vec<String> =
        FileKind::ALL.iter().flat_map(|kind| kind.endings()).map(|ending| format!(".{ending}")).collect();
    html! {
        div.field.invalid[!faults.is_empty()] {
            label for=(name) { (label) @if what != label { span.hidden-visually { ": " (what) } } }
            @if !faults.is_empty() {
                div.error #{ (name) "-fault" } { @for fault in &faults { p { (fault) } } }
            }
            input #(name) type="file" name=(name) multiple accept=(endings.join(","))
                aria-describedby=[described] aria-invalid=[(!faults.is_empty()).then_some("true")];
        }
    }
}

/// Which files are taken, in a sentence.
#[must_use]
pub fn rules(ctx: &Ctx) -> String {
    let megabytes = |bytes: u64| i64::try_from(bytes / (1024 * 1024)).unwrap_or(i64::MAX);
    let one = megabytes(u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX));
    ctx.tf(
        "files-rules",
        &[("one", one.into()), ("all", megabytes(CASE_BYTES_MAX).into()), ("count", FILES_MAX.into())],
    )
}

/// How large a file is.
#[must_use]
pub fn size(ctx: &Ctx, bytes: u64) -> String {
    ctx.tf("kilobytes", &[("n", bytes.div_ceil(1024).to_string().into())])
}

/// A file as a download: never shown in the page, never guessed at, and if a browser opens it all the same, nothing in it
/// runs or loads.
#[must_use]
pub fn download(file: AttachmentFile) -> Response {
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, disposition("attachment", &file.name)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, file.bytes).into_response()
}

/// A picture or a PDF to be looked at in a page of ours, and nothing else: whatever may be in it, nothing runs, loads or
/// leads anywhere. `None` for a file of another kind, which is only handed out.
#[must_use]
pub fn shown(file: AttachmentFile) -> Option<Response> {
    const PICTURE: &str =
        "default-src 'none'; sandbox; base-uri 'none'; object-src 'none'; frame-ancestors 'self'";
    // A browser's own reader of PDF does not start in a sandbox; it is none of our origin by itself.
    const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    let policy = match FileKind::of_media_type(&file.media_type)? {
        FileKind::Jpeg | FileKind::Png => PICTURE,
        FileKind::Pdf => PDF,
        _ => return None,
    };
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, disposition("inline", &file.name)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Some((headers, file.bytes).into_response())
}

/// The name as RFC 6266 says it: in ASCII for old programs, in full for the others.
fn disposition(how: &str, name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}
