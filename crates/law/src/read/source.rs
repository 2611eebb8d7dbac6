//! A file as text, and what was noted about it.

use crate::diagnostic::{Diagnostic, Severity};
use kdl::KdlDocument;
use miette::SourceSpan;
use std::cell::RefCell;

/// A file: its path and its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    /// What is at a place of this file, ready to be shown.
    pub(super) fn diagnostic(
        &self,
        severity: Severity,
        span: SourceSpan,
        message: String,
        hint: Option<String>,
    ) -> Diagnostic {
        let mut offset = span.offset().min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = self.text.split_at(offset);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let lead = before.get(line_start..).unwrap_or_default();
        let rest = after.lines().next().unwrap_or_default();
        let marked = after.get(..span.len()).unwrap_or(rest);
        let marked = marked.lines().next().unwrap_or_default().trim_end();
        Diagnostic {
            severity,
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: lead.chars().count() + 1,
            width: marked.chars().count().max(1),
            message,
            hint,
            snippet: format!("{lead}{}", shortened(rest, marked.chars().count())),
        }
    }
}

/// The rest of a line as far as a reader needs it after the marked letters.
fn shortened(rest: &str, marked: usize) -> String {
    const MORE: usize = 160;
    let most = marked.saturating_add(MORE);
    if rest.chars().count() <= most {
        return rest.to_owned();
    }
    rest.chars().take(most).chain(std::iter::once('…')).collect()
}

/// What was noted so far, in all files.
#[derive(Debug, Default)]
pub(crate) struct Report(RefCell<Vec<Diagnostic>>);

impl Report {
    /// Notes it, once: a base is read again for every procedure that inherits it.
    pub(crate) fn push(&self, diagnostic: Diagnostic) {
        let mut noted = self.0.borrow_mut();
        if !noted.contains(&diagnostic) {
            noted.push(diagnostic);
        }
    }

    /// A fault of a file as a whole.
    pub(crate) fn file_error(&self, file: &str, message: impl Into<String>, hint: &str) {
        self.push(Diagnostic {
            severity: Severity::Error,
            file: file.to_owned(),
            line: 0,
            column: 1,
            width: 1,
            message: message.into(),
            hint: (!hint.is_empty()).then(|| hint.to_owned()),
            snippet: String::new(),
        });
    }

    /// How many errors there are so far.
    pub(crate) fn errors(&self) -> usize {
        self.0.borrow().iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Errors and warnings, each in the order noted.
    pub(crate) fn into_parts(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        self.0.into_inner().into_iter().partition(|d| d.severity == Severity::Error)
    }
}

/// The parser calls itself for every nested brace or comment, and a law never nests deeper than a few.
const DEPTH_MAX: usize = 64;

/// Parses a file.
///
/// # Errors
/// What is wrong with its syntax.
pub(crate) fn parse(source: Source<'_>) -> Result<KdlDocument, Vec<Diagnostic>> {
    if let Some(offset) = too_deep(source.text) {
        let span = SourceSpan::new(offset.into(), 1);
        let message = format!("more than {DEPTH_MAX} braces or comments lie inside each other here");
        let hint = "a law file nests a handful".to_owned();
        return Err(vec![source.diagnostic(Severity::Error, span, message, Some(hint))]);
    }
    KdlDocument::parse_v2(source.text).map_err(|error| {
        let said = |fault: kdl::KdlDiagnostic| {
            let message = fault.message.or(fault.label).unwrap_or_else(|| "this is not KDL 2".to_owned());
            let hint = fault.help.or_else(|| Some("see kdl.dev for the syntax of KDL 2".to_owned()));
            let message = format!("this is not KDL 2: {message}");
            source.diagnostic(Severity::Error, fault.span, message, hint)
        };
        error.diagnostics.into_iter().map(said).collect()
    })
}

/// Where braces or block comments nest too deeply; strings and comments are told apart as KDL does.
fn too_deep(text: &str) -> Option<usize> {
    let mut rest = text;
    let mut braces = 0_usize;
    let mut comments = 0_usize;
    while let Some(next) = rest.chars().next() {
        let mut step = next.len_utf8();
        if comments > 0 {
            if rest.starts_with("*/") {
                (comments, step) = (comments - 1, 2);
            } else if rest.starts_with("/*") {
                (comments, step) = (comments + 1, 2);
            }
        } else if rest.starts_with("/*") {
            (comments, step) = (1, 2);
        } else if rest.starts_with("//") {
            step = rest.find('\n').unwrap_or(rest.len());
        } else {
            match next {
                '"' | '#' => step = string(rest).unwrap_or(step),
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
        }
        if braces > DEPTH_MAX || comments > DEPTH_MAX {
            return Some(text.len() - rest.len());
        }
        rest = rest.get(step..).unwrap_or_default();
    }
    None
}

/// The length of the string at the beginning of `text`, raw (`#"…"#`) or not, of one line (`"`) or of several
/// (`"""`); `None` when there is none.
fn string(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let body = text.get(hashes..)?;
    let quote = if body.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = hashes + body.strip_prefix(quote).map(|_| quote.len())?;
    let end = format!("{quote}{}", "#".repeat(hashes));
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(&end) {
            return Some(at + end.len());
        }
        let escaped = hashes == 0 && rest.starts_with('\\');
        at += rest.chars().take(if escaped { 2 } else { 1 }).map(char::len_utf8).sum::<usize>();
    }
    Some(text.len())
}
