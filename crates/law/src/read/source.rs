//! A file as text, and what was noted about it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::read::tree::{self, Element, Fault, Span};
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
        span: Span,
        message: String,
        hint: Option<String>,
    ) -> Diagnostic {
        let mut offset = span.offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = self.text.split_at(offset);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let lead = before.get(line_start..).unwrap_or_default();
        let rest = after.lines().next().unwrap_or_default();
        let marked = after.get(..span.len).unwrap_or(rest);
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

/// Parses a file.
///
/// # Errors
/// What is wrong with its syntax.
pub(crate) fn parse(source: Source<'_>) -> Result<Vec<Element<'static>>, Vec<Diagnostic>> {
    tree::parse(source.text).map_err(|faults| {
        let said =
            |fault: Fault| source.diagnostic(Severity::Error, fault.span, fault.message, Some(fault.hint));
        faults.into_iter().map(said).collect()
    })
}
