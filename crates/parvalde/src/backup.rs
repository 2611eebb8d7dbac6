//! `parvalde backup` and `parvalde restore`: one file that either engine can take in.

use crate::cli::{Db, Journal};
use crate::database::{self, Wanted};
use crate::ended::Ended;
use crate::journal::FileJournal;
use crate::operations::noted;
use crate::{out, retention};
use anyhow::Context as _;
use kernel::{Clock as _, SystemClock, Timestamp};
use office::Office;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use store::{BackupReport, Kept, Operation, VerifyReport};

/// Writes a backup. It stands under its name only when it is whole; it holds personal data, so that nobody
/// else on the machine may read it.
///
/// # Errors
/// The file exists already, or cannot be written; the database cannot be read.
pub async fn backup(file: &Path, db: &Db, keep_days: u16) -> anyhow::Result<Ended> {
    anyhow::ensure!(!file.exists(), "`{}` exists already; a backup is never overwritten", file.display());
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let office = database::open(db, Wanted::Unopened).await?;
    let target = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(part);
    let target = target.with_context(|| format!("cannot write `{}`", part.display()))?;
    let kept = kept_for(SystemClock.now(), keep_days);
    let written = office.store().backup_kept(&target, kept).await;
    let whole = written.map_err(anyhow::Error::new).and_then(|report| {
        target.sync_all()?;
        std::fs::rename(part, file)?;
        // The name is on the disk too.
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(report)
    });
    if whole.is_ok() {
        noted(&office, Operation::Backup, "written").await;
    }
    office.store().close().await;
    let report = match whole {
        Ok(report) => report,
        Err(error) => {
            // Half a backup is of no use to anybody.
            drop(std::fs::remove_file(part));
            return Err(error).with_context(|| format!("no backup was written to `{}`", file.display()));
        }
    };
    out::line(format_args!(
        "`{}` holds {} events, {} rows in all, and may be kept until {}",
        file.display(),
        report.events,
        report.rows,
        kept.until
    ))?;
    // What was erased since is in them still.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let over = expired(folder, keep_days)?;
    for (file, since) in &over {
        eprintln!(
            "parvalde: `{}` was to be kept until {since}; `parvalde backups expire` removes it",
            file.display()
        );
    }
    Ok(if over.is_empty() { Ended::Done } else { Ended::Refused })
}

fn kept_for(written_at: Timestamp, days: u16) -> Kept {
    Kept { written_at, until: written_at.plus_seconds(i64::from(days) * 24 * 3600) }
}

/// The backups of a folder that may not be kept any longer, each with when its time was over: what it names itself, or
/// so many days after it was written, whichever comes first.
fn expired(folder: &Path, days: u16) -> anyhow::Result<Vec<(PathBuf, Timestamp)>> {
    let mut over = Vec::new();
    let files = std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    for entry in files {
        let path = entry?.path();
        let Ok(file) = File::open(&path) else { continue };
        let data = file.metadata()?;
        if !data.is_file() {
            continue;
        }
        let until = match store::backup::kept(&file) {
            Ok(Some(kept)) => kept.until.min(kept_for(kept.written_at, days).until),
            // One of before says nothing of itself; the disk says when it was written.
            Ok(None) => {
                let written = data.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
                let micros = i64::try_from(written.as_micros()).unwrap_or(i64::MAX);
                kept_for(Timestamp::from_micros(micros), days).until
            }
            Err(_) => continue,
        };
        if until < SystemClock.now() {
            over.push((path, until));
        }
    }
    over.sort();
    Ok(over)
}

/// Removes the backups of a folder that may not be kept any longer, and says which; nothing else of it.
///
/// # Errors
/// The folder cannot be read, or a file not be removed.
pub fn expire(folder: &Path, days: u16, dry_run: bool) -> anyhow::Result<Ended> {
    let over = expired(folder, days)?;
    for (file, since) in &over {
        if !dry_run {
            std::fs::remove_file(file).with_context(|| format!("cannot remove `{}`", file.display()))?;
        }
        let done = if dry_run { "would be removed" } else { "removed" };
        out::line(format_args!("{done}: `{}`, whose time was over at {since}", file.display()))?;
    }
    if !dry_run && !over.is_empty() {
        File::open(folder)?.sync_all()?;
    }
    out::line(format_args!("{} backups are over their time", over.len()))?;
    Ok(Ended::Done)
}

/// Takes a backup into an empty database, erases again what was erased since, and proves it.
///
/// # Errors
/// The file is no whole backup, the database is not empty or does not answer; the journal cannot be read.
pub async fn restore(file: &Path, db: &Db, journal: &Journal) -> anyhow::Result<Ended> {
    let source = File::open(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let journal = journal.erasure_journal.as_deref();
    if let Some(journal) = journal {
        anyhow::ensure!(journal.exists(), "there is no erasure journal `{}`", journal.display());
        FileJournal::open(journal)?;
    } else {
        eprintln!("parvalde: no erasure journal is named: what was erased after this backup is back");
    }
    let office = database::open(db, Wanted::New).await?;
    let done = taken_in(&office, source, journal).await;
    office.store().close().await;
    let (report, proof) = done.with_context(|| format!("`{}` was not taken in", file.display()))?;
    for fault in &proof.faults {
        eprintln!("parvalde: {fault}");
    }
    let holds = proof.faults.is_empty();
    out::line(format_args!(
        "{} events taken in, {} rows in all; the log {}",
        report.events,
        report.rows,
        if holds { "holds" } else { "does not hold" }
    ))?;
    Ok(if holds { Ended::Done } else { Ended::Refused })
}

async fn taken_in(
    office: &Office,
    source: File,
    journal: Option<&Path>,
) -> anyhow::Result<(BackupReport, VerifyReport)> {
    let report = office.store().restore_to_erase(source, journal.is_some()).await?;
    if let Some(journal) = journal {
        retention::replay(office, journal).await?;
    }
    Ok((report, office.store().verify().await?))
}
