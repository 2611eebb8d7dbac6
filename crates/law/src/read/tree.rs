//! A law file as a tree: words, values with their places, children. The crate's build makes the trees of the bundled
//! files once, by the same code that reads a folder of the user's, so nothing here may use the rest of the crate.

#[path = "tree/mistakes.rs"]
mod mistakes;

use kdl::{KdlDocument, KdlEntry, KdlNode, KdlValue};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A place in the text of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) offset: usize,
    pub(crate) len: usize,
}

/// A value of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Value<'t> {
    Text(#[serde(borrow)] Cow<'t, str>),
    Whole(i128),
    /// A number with a point, also as it is written: `34.00` stays exact.
    Number {
        value: f64,
        #[serde(borrow)]
        written: Cow<'t, str>,
    },
    Bool(bool),
    Null,
}

/// An argument (without a name) or a property of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry<'t> {
    #[serde(borrow)]
    pub(crate) name: Option<Cow<'t, str>>,
    #[serde(borrow)]
    pub(crate) value: Value<'t>,
    pub(crate) span: Span,
}

/// A node: its first word with the place of it, what follows, and what stands inside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Element<'t> {
    #[serde(borrow)]
    pub(crate) word: Cow<'t, str>,
    pub(crate) span: Span,
    /// The line of the word, from 1.
    pub(crate) line: usize,
    #[serde(borrow)]
    pub(crate) entries: Vec<Entry<'t>>,
    #[serde(borrow)]
    pub(crate) children: Vec<Element<'t>>,
}

/// What is wrong with the syntax of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) hint: String,
}

impl Value<'_> {
    pub(crate) fn as_string(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    pub(crate) const fn as_integer(&self) -> Option<i128> {
        if let Self::Whole(value) = self { Some(*value) } else { None }
    }

    /// As it is written; a text without its quotes.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone().into_owned(),
            Self::Number { written, .. } => written.clone().into_owned(),
            other => other.to_string(),
        }
    }
}

/// As KDL writes it.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => KdlValue::String(text.clone().into_owned()).fmt(f),
            Self::Whole(value) => KdlValue::Integer(*value).fmt(f),
            Self::Number { value, .. } => KdlValue::Float(*value).fmt(f),
            Self::Bool(value) => KdlValue::Bool(*value).fmt(f),
            Self::Null => KdlValue::Null.fmt(f),
        }
    }
}

/// The parser calls itself for every nested brace or comment, and a law never nests deeper than a few.
const DEPTH_MAX: usize = 64;

/// Parses the text of a file.
///
/// # Errors
/// What is wrong with its syntax.
pub(crate) fn parse(text: &str) -> Result<Vec<Element<'static>>, Vec<Fault>> {
    if let Some(offset) = too_deep(text) {
        let message = format!("more than {DEPTH_MAX} braces or comments lie inside each other here");
        let hint = "a law file nests a handful".to_owned();
        return Err(vec![Fault { span: Span { offset, len: 1 }, message, hint }]);
    }
    let said = |fault: kdl::KdlDiagnostic| {
        let message = fault.message.or(fault.label).unwrap_or_else(|| "this is not KDL 2".to_owned());
        Fault {
            span: Span { offset: fault.span.offset(), len: fault.span.len() },
            message: format!("this is not KDL 2: {message}"),
            hint: fault.help.unwrap_or_else(|| "see kdl.dev for the syntax of KDL 2".to_owned()),
        }
    };
    let known = mistakes::found(text);
    if !known.is_empty() {
        return Err(known);
    }
    let document = KdlDocument::parse_v2(text).map_err(|error| {
        let mut faults: Vec<Fault> = error.diagnostics.into_iter().map(said).collect();
        // Where the parser stops at a node as a whole, the line that is wrong stands further down.
        let line =
            mistakes::first_line(text).filter(|line| faults.iter().all(|f| f.span.offset < line.offset));
        if let (Some(line), [first, ..]) = (line, faults.as_mut_slice()) {
            first.span = line;
            faults.truncate(1);
        }
        faults
    })?;
    let mut lines = Lines { rest: text, offset: 0, line: 1 };
    Ok(document.nodes().iter().map(|node| element(node, &mut lines)).collect())
}

/// The lines of a text, counted once from its beginning to its end: nodes come in the order of the file.
struct Lines<'t> {
    rest: &'t str,
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a place that is not before the last one asked for.
    fn at(&mut self, offset: usize) -> usize {
        if let Some((passed, rest)) = self.rest.split_at_checked(offset.saturating_sub(self.offset)) {
            self.line += passed.matches('\n').count();
            (self.rest, self.offset) = (rest, offset);
        }
        self.line
    }
}

fn element(node: &KdlNode, lines: &mut Lines<'_>) -> Element<'static> {
    let span = node.name().span();
    let line = lines.at(span.offset());
    Element {
        word: Cow::Owned(node.name().value().to_owned()),
        span: Span { offset: span.offset(), len: span.len() },
        line,
        entries: node.entries().iter().map(entry).collect(),
        children: node.iter_children().map(|child| element(child, lines)).collect(),
    }
}

fn entry(entry: &KdlEntry) -> Entry<'static> {
    let span = entry.span();
    let value = match entry.value() {
        KdlValue::String(text) => Value::Text(Cow::Owned(text.clone())),
        KdlValue::Integer(value) => Value::Whole(*value),
        KdlValue::Float(value) => Value::Number {
            value: *value,
            written: Cow::Owned(
                entry
                    .format()
                    .map_or_else(|| entry.value().to_string(), |format| format.value_repr.trim().to_owned()),
            ),
        },
        KdlValue::Bool(value) => Value::Bool(*value),
        KdlValue::Null => Value::Null,
    };
    Entry {
        name: entry.name().map(|name| Cow::Owned(name.value().to_owned())),
        value,
        span: Span { offset: span.offset(), len: span.len() },
    }
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
