//! Machine output to stdout; a reader that has gone away ends the command without noise.

use anyhow::Context as _;
use serde::Serialize;
use std::fmt::Display;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Whoever read our output has gone away.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads the output any more")]
pub struct OutputClosed;

/// Writes one line to stdout.
///
/// # Errors
/// [`OutputClosed`], or the output cannot be written.
pub fn line(text: impl Display) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(OutputClosed.into()),
        other => other.context("cannot write to stdout"),
    }
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// As [`line`].
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string(value).context("cannot write the answer as JSON")?)
}

/// All of stdin as text, at most `limit` bytes.
///
/// # Errors
/// Stdin cannot be read, is longer, or is not UTF-8.
pub fn stdin(limit: u64) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    anyhow::ensure!(
        u64::try_from(bytes.len()).unwrap_or(u64::MAX) <= limit,
        "stdin has more than {limit} bytes"
    );
    text(bytes).context("stdin cannot be read")
}

/// All of a file as text.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn file(place: &Path) -> anyhow::Result<String> {
    text(std::fs::read(place)?)
}

/// Bytes as text.
///
/// # Errors
/// They are not UTF-8; the line is told.
pub fn text(bytes: Vec<u8>) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("line {line} is not UTF-8 text; save it as UTF-8")
    })
}
