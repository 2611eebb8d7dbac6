//! `parvalde-verify FILE --key KEY`: checks a proof file and prints what it proves. For whoever does not trust the office:
//! it asks nobody, and of the office's code it holds only what hashes and signatures take.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use transparency::bundle::{BYTES_MAX, Leaf, Verified};
use transparency::{Bundle, VerifierKey};

const USAGE: &str = "usage: parvalde-verify FILE --key KEY [--witness KEY]… [--at-least N]

Checks that the entries of a proof file stand in the log whose public key is KEY.
  --witness KEY  the public key of a witness; may be said several times
  --at-least N   how many of the witnesses must have cosigned; 0 when absent
Exit codes: 0 proven, 1 not proven, 2 bad usage.";

struct Asked {
    file: PathBuf,
    key: VerifierKey,
    witnesses: Vec<VerifierKey>,
    at_least: usize,
}

fn main() -> ExitCode {
    let asked = match asked(std::env::args_os()) {
        Ok(Some(asked)) => asked,
        Ok(None) => return say(USAGE, ExitCode::SUCCESS),
        Err(error) => {
            eprintln!("parvalde-verify: {error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match proven(&asked) {
        Ok(text) => say(&text, ExitCode::SUCCESS),
        Err(why) => {
            eprintln!("parvalde-verify: not proven: {why}");
            ExitCode::from(1)
        }
    }
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    // A reader that has gone away has nothing to be told.
    if writeln!(std::io::stdout(), "{text}").is_ok() { code } else { ExitCode::from(1) }
}

/// What was asked; nothing for `--help`.
fn asked(words: impl IntoIterator<Item = OsString>) -> Result<Option<Asked>, lexopt::Error> {
    use lexopt::prelude::*;
    let (mut file, mut key, mut witnesses, mut at_least) = (None, None, Vec::new(), 0);
    let mut words = lexopt::Parser::from_iter(words);
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(None),
            Long("key") => key = Some(words.value()?.parse()?),
            Long("witness") => witnesses.push(words.value()?.parse()?),
            Long("at-least") => at_least = words.value()?.parse()?,
            Value(value) if file.is_none() => file = Some(PathBuf::from(value)),
            other => return Err(other.unexpected()),
        }
    }
    let file = file.ok_or("name the proof file")?;
    let key = key.ok_or("say by --key which log it must be of")?;
    Ok(Some(Asked { file, key, witnesses, at_least }))
}

/// What the file proves, in lines; or why it proves nothing, with its causes.
fn proven(asked: &Asked) -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("cannot read `{}`: {error}", asked.file.display());
    let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(&asked.file).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    let bundle = Bundle::parse(&bytes).map_err(|error| causes(&error))?;
    let verified = bundle.verify(&asked.key, &asked.witnesses, asked.at_least);
    let verified = verified.map_err(|error| causes(&error))?;
    let mut lines = vec![summary(&verified)];
    lines.extend(
        verified.cosigned.iter().map(|by| format!("cosigned by {} at {}", by.witness, by.at_seconds)),
    );
    lines.extend(bundle.entries().iter().map(|entry| line(&entry.leaf)));
    Ok(lines.join("\n"))
}

fn summary(verified: &Verified) -> String {
    let root: String = verified.root.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "proven: {} entries of {}, which had {} entries and the root {root} when it was signed",
        verified.entries, verified.origin, verified.size
    )
}

/// An entry: place, microseconds since 1970, and what it says; text that could move the cursor is escaped.
fn line(leaf: &Leaf) -> String {
    let shown = |text: &str| text.escape_debug().to_string();
    match leaf {
        Leaf::Event(row) => {
            format!(
                "{} {} {} {} by {}",
                row.position,
                row.recorded_at,
                shown(&row.stream),
                shown(&row.kind),
                shown(&row.actor)
            )
        }
        Leaf::Access(row) => format!(
            "{} {} {} {} of {} for {}, by {}",
            row.position,
            row.recorded_at,
            shown(&row.action),
            shown(&row.fields),
            shown(&row.subject),
            shown(&row.purpose),
            shown(&row.actor)
        ),
    }
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
