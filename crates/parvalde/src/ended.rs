//! How a command ends: done, refused or found wrong, bad usage.

use crate::out::OutputClosed;
use std::fmt::Write as _;
use std::process::ExitCode;

/// How a command that could do its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Done, and nothing is wrong.
    Done,
    /// The answer is no: refused, or found wrong. What is wrong has been said.
    Refused,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Done => Self::SUCCESS,
            Ended::Refused => Self::from(1),
        }
    }
}

/// Arguments that are well formed and still cannot be meant; ends with code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Says on stderr what went wrong, in one line with its causes, and gives the exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    // Whoever read our output has gone: nothing to say, and nobody to say it to.
    if error.downcast_ref::<OutputClosed>().is_some() {
        return ExitCode::from(141);
    }
    eprintln!("parvalde: {}", line(error));
    if error.downcast_ref::<Usage>().is_some() { ExitCode::from(2) } else { ExitCode::from(1) }
}

/// The error and its causes; a cause that the error already repeats is left out.
fn line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if line.is_empty() {
            line = text;
        } else if !line.contains(&text) {
            let _ = write!(line, ": {text}");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::line;
    use anyhow::Context as _;

    #[test]
    fn causes_follow_and_are_not_repeated() {
        let error =
            Err::<(), _>(std::io::Error::other("disk full")).context("cannot write a.bin").unwrap_err();
        assert_eq!(line(&error), "cannot write a.bin: disk full");
        let error = Err::<(), _>(std::io::Error::other("disk full")).context("a.bin: disk full").unwrap_err();
        assert_eq!(line(&error), "a.bin: disk full");
    }
}
