//! `parvalde drill restore`: a restore is rehearsed while the office serves. What was never restored is no backup.

use crate::cli::DrillRestore;
use crate::database::{self, Wanted, With};
use crate::ended::Ended;
use crate::keys;
use crate::operations::noted;
use crate::out;
use anyhow::Context as _;
use office::Office;
use office::operations::Operation;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use store::Digests;
use tokio::time::Instant;

/// A folder that nobody else may read, for the time of the drill.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("parvalde-drill-{}", std::process::id()));
        let made = DirBuilder::new().mode(0o700).create(&path);
        made.with_context(|| format!("cannot make the folder `{}`", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("parvalde: please remove `{}`: {error}", self.0.display());
        }
    }
}

/// Says what a step did and how long it took, and begins the next.
struct Steps(Instant);

impl Steps {
    fn done(&mut self, name: &str, what: std::fmt::Arguments<'_>) -> anyhow::Result<()> {
        out::line(format_args!("{name:<8} {:>8.2} s  {what}", self.0.elapsed().as_secs_f64()))?;
        self.0 = Instant::now();
        Ok(())
    }
}

/// Rehearses a restore.
///
/// # Errors
/// A step cannot be done; the message names it.
pub async fn restore(drill: &DrillRestore) -> anyhow::Result<Ended> {
    let (folder, began) = (Folder::new()?, Instant::now());
    let mut steps = Steps(began);
    let office = database::open(&drill.db, Wanted::Existing).await?;
    let ended = rehearse(&office, drill, &folder.0, &mut steps).await;
    if let Ok(Ended::Done) = ended {
        noted(&office, Operation::Drill, "restored, verified, rebuilt, compared").await;
        out::line(format_args!(
            "all      {:>8.2} s  the backup can be restored",
            began.elapsed().as_secs_f64()
        ))?;
    }
    office.store().close().await;
    ended
}

async fn rehearse(
    office: &Office,
    drill: &DrillRestore,
    folder: &Path,
    steps: &mut Steps,
) -> anyhow::Result<Ended> {
    let (file, promised) = match &drill.from {
        Some(file) => (file.clone(), None),
        None => {
            let file = folder.join("office.backup");
            let digests = back_up(office, &file, steps).await.context("the drill stopped at `backup`")?;
            (file, Some(digests))
        }
    };
    let fresh = match &drill.into {
        Some(url) => url.clone(),
        None => format!("sqlite:{}", folder.join("restored.db").display()),
    };
    // What was sealed opens with the keys that it was sealed with, wherever it is restored.
    let keys = keys::found(&drill.db.url, &drill.db.keys);
    let other = database::open_with(&fresh, Wanted::New, &keys, With::of(&drill.db.law)?)
        .await
        .context("the drill stopped at `restore`")?;
    let ended = prove(&other, &fresh, &file, promised.as_ref(), steps).await;
    other.store().close().await;
    ended
}

async fn back_up(office: &Office, file: &Path, steps: &mut Steps) -> anyhow::Result<Digests> {
    let target = File::create(file).with_context(|| format!("cannot write `{}`", file.display()))?;
    let (report, digests) = office.store().backup_with_digests(&target).await?;
    target.sync_all()?;
    let bytes = target.metadata()?.len();
    steps.done(
        "backup",
        format_args!("{} events, {} rows in all, {bytes} bytes", report.events, report.rows),
    )?;
    Ok(digests)
}

/// Takes the backup in and asks the new database everything that can be asked.
async fn prove(
    other: &Office,
    fresh: &str,
    file: &Path,
    promised: Option<&Digests>,
    steps: &mut Steps,
) -> anyhow::Result<Ended> {
    let stopped = |step: &str| format!("the drill stopped at `{step}`");
    let source = File::open(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let report = other.store().restore(source).await;
    let report = report
        .with_context(|| format!("`{}` was not taken in", file.display()))
        .with_context(|| stopped("restore"))?;
    let place = database::shown(fresh);
    steps.done(
        "restore",
        format_args!("{} events, {} rows in all into `{place}`", report.events, report.rows),
    )?;

    let proof = other.store().verify().await.with_context(|| stopped("verify"))?;
    for fault in proof.faults.iter().take(20) {
        eprintln!("parvalde: {fault}");
    }
    let holds = if proof.faults.is_empty() { "the log holds" } else { "the log does not hold" };
    steps.done(
        "verify",
        format_args!("{holds}: {} events, {} access records", proof.events, proof.access_records),
    )?;
    let rebuilt = other.store().rebuild().await.with_context(|| stopped("rebuild"))?;
    let mut wrong = rebuilt.differing();
    let same = if wrong.is_empty() { "identical" } else { "not what the restore made of it" };
    steps.done(
        "rebuild",
        format_args!("{} tables computed again from the log: {same}", rebuilt.tables.len()),
    )?;
    if let Some(promised) = promised {
        let found = other.store().digests().await.with_context(|| stopped("compare"))?;
        let differing = found.differing(promised);
        let same = if differing.is_empty() { "as they were at the backup" } else { "not all as they were" };
        steps.done("compare", format_args!("{} tables {same}", found.tables()))?;
        wrong.extend(differing);
    }
    for table in &wrong {
        eprintln!("parvalde: the table `{table}` differs from what was backed up");
    }
    let well = proof.faults.is_empty() && wrong.is_empty();
    if !well {
        eprintln!("parvalde: the drill failed: this backup does not give back the office as it was");
    }
    Ok(if well { Ended::Done } else { Ended::Refused })
}
