//! `parvalde log`: keys to sign the log with, checkpoints, and proof files checked.

use crate::cli::{Check, Log};
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use kernel::{Chance as _, OsChance};
use office::{Lane, LogKeys};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use transparency::bundle::BYTES_MAX;
use transparency::{Bundle, SignerKey, WitnessKey};

/// The name of the log of a demonstration.
const DEMONSTRATION: &str = "parvalde.example/demonstration";
/// Longest file that may be a key.
const KEY_BYTES_MAX: u64 = 4096;

/// Does what was asked.
///
/// # Errors
/// A file or the database cannot be had.
pub async fn run(task: &Log) -> anyhow::Result<Ended> {
    match task {
        Log::Key { name, out: file, witness } => make(name, file, *witness),
        Log::Checkpoint { lane, key, db } => {
            let office = database::open(db, Wanted::Unopened).await?;
            office.sign_log_with(LogKeys { signer: read(key)?, witnesses: Vec::new() });
            let note = office.checkpoint(Lane::from(*lane)).await;
            office.store().close().await;
            out::line(note.context("the checkpoint cannot be signed")?.trim_end())?;
            Ok(Ended::Done)
        }
        Log::Check(check) => self::check(check),
    }
}

fn seed() -> anyhow::Result<[u8; 32]> {
    let mut chance = OsChance::new().context("the system gives no randomness")?;
    let mut seed = [0; 32];
    for part in seed.chunks_mut(8) {
        part.copy_from_slice(&chance.next_u64().to_le_bytes());
    }
    Ok(seed)
}

fn make(name: &str, file: &Path, witness: bool) -> anyhow::Result<Ended> {
    let usage = |error: transparency::note::KeyError| Usage(format!("`{name}` cannot name a key: {error}"));
    let (secret, public) = if witness {
        let key = WitnessKey::from_seed(name, &seed()?).map_err(usage)?;
        (key.to_secret_text(), key.verifier().to_string())
    } else {
        let key = SignerKey::from_seed(name, &seed()?).map_err(usage)?;
        (key.to_secret_text(), key.verifier().to_string())
    };
    keep(file, &secret)?;
    out::line(public)?;
    Ok(Ended::Done)
}

/// Writes a secret into a new file that nobody else may read.
///
/// # Errors
/// The file exists already, or cannot be written.
pub fn keep(file: &Path, secret: &str) -> anyhow::Result<()> {
    let mut open = OpenOptions::new();
    open.write(true).create_new(true).mode(0o600);
    let mut opened = open.open(file).with_context(|| format!("cannot make `{}`", file.display()))?;
    let written = writeln!(opened, "{secret}").and_then(|()| opened.sync_all());
    written.with_context(|| format!("cannot write `{}`", file.display()))
}

/// Reads a key from its file.
///
/// # Errors
/// The file cannot be read, or holds no key of this kind. What it holds is never repeated.
pub fn read<K: FromStr>(file: &Path) -> anyhow::Result<K>
where
    K::Err: std::fmt::Display,
{
    let size = std::fs::metadata(file).with_context(|| format!("cannot read `{}`", file.display()))?.len();
    anyhow::ensure!(size <= KEY_BYTES_MAX, "`{}` is too long to be a key", file.display());
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    text.trim().parse().map_err(|error| anyhow::anyhow!("`{}` holds no key: {error}", file.display()))
}

/// The key of a demonstration on a file of its own, made when there is none; other databases are not signed.
///
/// # Errors
/// The file cannot be read or made.
pub fn of_demonstration(url: &str) -> anyhow::Result<Option<SignerKey>> {
    let Some(database) = url.strip_prefix("sqlite:") else { return Ok(None) };
    let file = PathBuf::from(format!("{database}.log-key"));
    if !file.exists() {
        let key = SignerKey::from_seed(DEMONSTRATION, &seed()?)?;
        keep(&file, &key.to_secret_text())?;
        return Ok(Some(key));
    }
    read(&file).map(Some)
}

fn check(check: &Check) -> anyhow::Result<Ended> {
    let file = check.file.display();
    let length = std::fs::metadata(&check.file).with_context(|| format!("cannot read `{file}`"))?.len();
    let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX);
    anyhow::ensure!(length <= most, "`{file}` is too long to be a proof file");
    let bytes = std::fs::read(&check.file).with_context(|| format!("cannot read `{file}`"))?;
    let verified =
        Bundle::parse(&bytes).and_then(|bundle| bundle.verify(&check.key, &check.witness, check.at_least));
    match verified {
        Ok(verified) => {
            out::line(format_args!(
                "proven: {} entries of `{}`, which had {} entries when it was signed",
                verified.entries, verified.origin, verified.size
            ))?;
            for cosigned in &verified.cosigned {
                out::line(format_args!("cosigned by `{}`", cosigned.witness))?;
            }
            Ok(Ended::Done)
        }
        Err(error) => {
            eprintln!("parvalde: not proven: {:#}", anyhow::Error::new(error));
            Ok(Ended::Refused)
        }
    }
}
