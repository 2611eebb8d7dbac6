//! `parvalde backup` and `parvalde restore`: one file that either engine can take in.

use crate::cli::Db;
use crate::database::{self, Wanted};
use crate::ended::Ended;
use crate::operations::noted;
use crate::out;
use anyhow::Context as _;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use store::Operation;

/// Writes a backup. It stands under its name only when it is whole; it holds personal data, so that nobody
/// else on the machine may read it.
///
/// # Errors
/// The file exists already, or cannot be written; the database cannot be read.
pub async fn backup(file: &Path, db: &Db) -> anyhow::Result<Ended> {
    anyhow::ensure!(!file.exists(), "`{}` exists already; a backup is never overwritten", file.display());
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let office = database::open(&db.url, Wanted::Existing).await?;
    let target = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(part);
    let target = target.with_context(|| format!("cannot write `{}`", part.display()))?;
    let written = office.store().backup(&target).await;
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
        "`{}` holds {} events, {} rows in all",
        file.display(),
        report.events,
        report.rows
    ))?;
    Ok(Ended::Done)
}

/// Takes a backup into an empty database and proves it.
///
/// # Errors
/// The file is no whole backup, the database is not empty or does not answer.
pub async fn restore(file: &Path, db: &Db) -> anyhow::Result<Ended> {
    let source = File::open(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let office = database::open(&db.url, Wanted::New).await?;
    let done = match office.store().restore(source).await {
        Ok(report) => office.store().verify().await.map(|proof| (report, proof)).map_err(anyhow::Error::new),
        Err(error) => Err(anyhow::Error::new(error)),
    };
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
