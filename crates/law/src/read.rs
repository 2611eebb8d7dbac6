//! Reading KDL with a finger on the line: a node, its file, and a place to note what is wrong with it.
//!
//! Nothing here stops at the first fault: a reader notes it and goes on, so that an author sees all of them at once.

mod source;
mod text;
pub(crate) mod tree;

pub(crate) use source::{Report, Source, parse};

use crate::diagnostic::Severity;
use crate::words::nearest;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;
use tree::{Element, Entry, Span, Value};

/// A node of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) report: &'a Report,
    node: &'a Element<'a>,
    /// Whom it is read for, where that is not its own file.
    reader: Option<Reader<'a>>,
}

/// The version of a procedure that a node of another file is read for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// The version, such as `passport.citizen` of 2026-01-01.
    pub(crate) version: &'a str,
    /// What to write there when the node does not hold for it.
    pub(crate) hint: &'a str,
}

impl<'a> Node<'a> {
    /// The nodes of a document.
    pub(crate) fn all(
        source: Source<'a>,
        document: &'a [Element<'a>],
        report: &'a Report,
    ) -> impl Iterator<Item = Self> {
        document.iter().map(move |node| Self { source, report, node, reader: None })
    }

    /// The same place, read from a copy of the node.
    pub(crate) fn with<'b>(&self, node: &'b Element<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node { source: self.source, report: self.report, node, reader: self.reader }
    }

    /// The same node, read for a version that inherits it: what is wrong then is said of that version.
    pub(crate) fn read_for<'b>(&self, reader: Reader<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node { source: self.source, report: self.report, node: self.node, reader: Some(reader) }
    }

    /// The node as the parser gave it.
    pub(crate) fn element(&self) -> &'a Element<'a> {
        self.node
    }

    /// The line of its word, from 1.
    pub(crate) const fn line(&self) -> usize {
        self.node.line
    }

    /// Its first word.
    pub(crate) fn word(&self) -> &'a str {
        &self.node.word
    }

    /// Its children.
    pub(crate) fn children(&self) -> impl Iterator<Item = Self> + use<'a> {
        let (source, report, reader) = (self.source, self.report, self.reader);
        self.node.children.iter().map(move |node| Self { source, report, node, reader })
    }

    /// The children with this word.
    pub(crate) fn named(&self, word: &'static str) -> impl Iterator<Item = Self> + use<'a> {
        self.children().filter(move |child| child.word() == word)
    }

    /// The one child with this word; a second one is noted.
    pub(crate) fn child(&self, word: &'static str) -> Option<Self> {
        let mut found = self.named(word);
        let first = found.next();
        if let Some(second) = found.next() {
            second.error(format!("`{word}` stands here twice"), "keep one of them");
        }
        first
    }

    fn note(&self, severity: Severity, span: Span, message: impl Into<String>, hint: &str) {
        let (mut message, mut hint): (String, String) = (message.into(), hint.to_owned());
        if let Some(reader) = self.reader {
            message.push_str(&format!(" (in {})", reader.version));
            hint.push_str(if hint.is_empty() { "" } else { "; " });
            hint.push_str(reader.hint);
        }
        let hint = (!hint.is_empty()).then_some(hint);
        self.report.push(self.source.diagnostic(severity, span, message, hint));
    }

    /// Notes an error at the node's word.
    pub(crate) fn error(&self, message: impl Into<String>, hint: impl AsRef<str>) {
        self.note(Severity::Error, self.node.span, message, hint.as_ref());
    }

    /// Notes a warning at the node's word.
    pub(crate) fn warn(&self, message: impl Into<String>, hint: impl AsRef<str>) {
        self.note(Severity::Warning, self.node.span, message, hint.as_ref());
    }

    /// Notes an error at a property, or at the word when the node has no such property.
    pub(crate) fn error_at(&self, key: &str, message: impl Into<String>, hint: impl AsRef<str>) {
        let span = self.entry(key).map_or(self.node.span, |entry| entry.span);
        self.note(Severity::Error, span, message, hint.as_ref());
    }

    /// Notes a warning at a property.
    pub(crate) fn warn_at(&self, key: &str, message: impl Into<String>, hint: impl AsRef<str>) {
        let span = self.entry(key).map_or(self.node.span, |entry| entry.span);
        self.note(Severity::Warning, span, message, hint.as_ref());
    }

    /// Checks that the node has so many arguments and no property but these.
    pub(crate) fn shape(&self, args: RangeInclusive<usize>, props: &[&str]) {
        let given: Vec<&Entry<'_>> = self.given().collect();
        if given.len() < *args.start() {
            self.error(
                format!("`{}` has {} of the {} values it needs", self.word(), given.len(), args.start()),
                "write them after the word, each in quotes",
            );
        }
        for extra in given.iter().skip(*args.end()) {
            self.note(Severity::Error, extra.span, format!("`{}` has a value too many", self.word()), "");
        }
        let mut seen: Vec<&str> = Vec::new();
        for entry in &self.node.entries {
            let Some(name) = entry.name.as_deref() else { continue };
            if seen.contains(&name) {
                self.note(
                    Severity::Error,
                    entry.span,
                    format!("`{name}` stands here twice"),
                    "keep one of them",
                );
            }
            seen.push(name);
            if !props.contains(&name) {
                let message = format!("`{}` has no property `{name}`", self.word());
                self.note(Severity::Error, entry.span, message, &known(name, props));
            }
        }
    }

    /// Checks that the node has no children but these.
    pub(crate) fn only(&self, words: &[&str]) {
        for child in self.children().filter(|child| !words.contains(&child.word())) {
            child.error(
                format!("`{}` does not know the word `{}`", self.word(), child.word()),
                known(child.word(), words),
            );
        }
    }

    /// Checks that the node has no children.
    pub(crate) fn leaf(&self) {
        self.only(&[]);
    }

    /// The argument at a place, from 0.
    pub(crate) fn arg(&self, at: usize) -> Option<&'a Value<'a>> {
        self.given().nth(at).map(|entry| &entry.value)
    }

    /// The arguments with their places.
    fn given(&self) -> impl Iterator<Item = &'a Entry<'a>> + use<'a> {
        self.node.entries.iter().filter(|entry| entry.name.is_none())
    }

    /// The property with this name; of two the last, as in KDL.
    fn entry(&self, key: &str) -> Option<&'a Entry<'a>> {
        self.node.entries.iter().rfind(|entry| entry.name.as_deref() == Some(key))
    }

    /// The argument at a place as a string; the shape says whether it must be there.
    pub(crate) fn arg_str(&self, at: usize) -> Option<&'a str> {
        let entry = self.given().nth(at)?;
        let text = entry.value.as_string().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.note(Severity::Error, entry.span, "this must be a word in quotes", "");
        }
        text
    }

    /// All arguments as strings.
    pub(crate) fn args(&self) -> Vec<&'a str> {
        let count = self.given().count();
        (0..count).filter_map(|at| self.arg_str(at)).collect()
    }

    /// The id: the first argument, in small letters, digits, hyphens and full stops.
    pub(crate) fn id(&self) -> Option<&'a str> {
        let id = self.arg_str(0)?;
        if is_id(id) {
            Some(id)
        } else {
            self.error(
                format!("`{id}` is not an id"),
                "an id has small letters, digits, hyphens and full stops, and begins with a letter",
            );
            None
        }
    }

    /// The names of its properties.
    pub(crate) fn props(&self) -> impl Iterator<Item = &'a str> {
        self.node.entries.iter().filter_map(|entry| entry.name.as_deref())
    }

    /// A property's value.
    pub(crate) fn value(&self, key: &str) -> Option<&'a Value<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A property's value as it is written, so that `34.00` stays exact; strings without their quotes.
    pub(crate) fn written(&self, key: &str) -> Option<String> {
        self.value(key).map(Value::written)
    }

    /// A property as a string, if it is there.
    pub(crate) fn string(&self, key: &str) -> Option<&'a str> {
        let text = self.value(key)?.as_string().filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let empty = self.value(key).is_some_and(|value| value.as_string().is_some());
            let (message, hint) = if empty {
                (format!("`{key}` is empty"), "write what belongs there, or leave it out")
            } else {
                (format!("`{key}` must be a text in quotes"), "")
            };
            self.error_at(key, message, hint);
        }
        text
    }

    /// A property as a string that must be there.
    pub(crate) fn need(&self, key: &str) -> Option<&'a str> {
        if self.value(key).is_none() {
            self.error(format!("`{}` needs `{key}`", self.word()), format!("add {key}=\"…\""));
        }
        self.string(key)
    }

    /// A property as yes or no, if it is there.
    pub(crate) fn boolean(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        if value.as_bool().is_none() {
            self.error_at(key, format!("`{key}` must be #true or #false"), "");
        }
        value.as_bool()
    }

    /// Whether the point was read in a source; not so unless the file says so.
    pub(crate) fn verified(&self) -> bool {
        self.boolean("verified").unwrap_or(false)
    }

    /// A property as a whole number, if it is there.
    pub(crate) fn integer(&self, key: &str) -> Option<i64> {
        let value = self.value(key)?;
        let number = value.as_integer().and_then(|number| i64::try_from(number).ok());
        if number.is_none() {
            self.error_at(key, format!("`{key}` must be a whole number"), "");
        }
        number
    }

    /// A property as a whole number that fits `T`, if it is there.
    pub(crate) fn number<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        let number = self.integer(key)?;
        let fits = T::try_from(number).ok();
        if fits.is_none() {
            self.error_at(key, format!("`{key}` cannot be {number}"), "");
        }
        fits
    }

    /// A property as a whole number that fits `T`, and that must be there.
    pub(crate) fn need_number<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        if self.value(key).is_none() {
            self.error(format!("`{}` needs `{key}`", self.word()), format!("add {key}= and a whole number"));
        }
        self.number(key)
    }

    /// A property read as a value, if it is there.
    pub(crate) fn parsed<T>(&self, key: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.string(key)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.error_at(key, format!("{error}"), "");
                None
            }
        }
    }

    /// A property read as a value that must be there.
    pub(crate) fn need_parsed<T>(&self, key: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.need(key)?;
        self.parsed(key)
    }

    /// An argument read as a value.
    pub(crate) fn parsed_arg<T>(&self, at: usize) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.arg_str(at)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(format!("{error}"), "");
                None
            }
        }
    }

    /// One of a list of words, as a property that must be there.
    pub(crate) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let word = self.need(key)?;
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.error_at(key, format!("`{key}` cannot be `{word}`"), known(word, &names));
        }
        found
    }
}

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c))
}

/// A hint with the nearest known word, or with all of them.
pub(crate) fn known(word: &str, words: &[&str]) -> String {
    match nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if words.is_empty() => "leave it out".to_owned(),
        None => format!("known here: {}", words.join(", ")),
    }
}
