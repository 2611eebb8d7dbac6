//! `parvalde retention`: what is due, erasing it, and erasing it again after a restore.

use crate::cli::{Format, Journal, Retention};
use crate::database::{self, Wanted};
use crate::ended::Ended;
use crate::journal::FileJournal;
use crate::out;
use anyhow::Context as _;
use kernel::Day;
use office::retention::Report;
use office::{Actor, Office, OfficeError};
use serde_json::json;
use std::path::Path;

/// Does what was asked.
///
/// # Errors
/// The database or the journal cannot be had, or a case cannot be erased.
pub async fn run(task: &Retention) -> anyhow::Result<Ended> {
    match task {
        Retention::Report { db, until, procedure, format } => {
            let office = database::open(db, Wanted::Existing).await?;
            let report = report(&office, procedure.as_deref(), *until).await;
            office.store().close().await;
            told(&report.context("what is due cannot be told")?, *format)
        }
        Retention::Run { db, journal } => {
            let office = database::open(db, Wanted::Existing).await?;
            keep_journal(&office, journal)?;
            let carried = office.erase_due(&Actor::System).await;
            office.store().close().await;
            let carried = carried.context("what is due was not erased to the end; run it again")?;
            for (order, count) in &carried.by_order {
                out::line(format_args!("{count} cases erased under the order {}", order.grouped()))?;
            }
            out::line(format_args!(
                "{} cases erased under rules that were read in a source",
                carried.by_rule
            ))?;
            Ok(Ended::Done)
        }
        Retention::Replay { db, journal } => {
            let office = database::open(db, Wanted::Replay).await?;
            let replayed = replay(&office, journal).await;
            office.store().close().await;
            replayed?;
            Ok(Ended::Done)
        }
    }
}

/// Keeps the journal that is named, if one is.
///
/// # Errors
/// It cannot be read or written, or was changed.
pub fn keep_journal(office: &Office, journal: &Journal) -> anyhow::Result<()> {
    if let Some(file) = &journal.erasure_journal {
        office.keep_journal(FileJournal::open(file)?);
    }
    Ok(())
}

/// Erases again what a journal says, and notes that nothing is left of it.
///
/// # Errors
/// The journal cannot be read, or a case cannot be erased.
pub async fn replay(office: &Office, file: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(file.exists(), "there is no erasure journal `{}`", file.display());
    let journal = FileJournal::open(file)?;
    let replayed = office.replay_journal(journal.as_ref()).await;
    let replayed = replayed.context(
        "what the erasure journal says was not erased to the end; run `parvalde retention replay`",
    )?;
    office.store().erasures_done().await?;
    out::line(format_args!(
        "{} cases erased again, {} were or are not in the backup",
        replayed.erased, replayed.known
    ))?;
    Ok(())
}

async fn report(office: &Office, procedure: Option<&str>, until: Option<Day>) -> Result<Report, OfficeError> {
    office.retention_report(&Actor::System, procedure, until.unwrap_or_else(|| office.today())).await
}

fn told(report: &Report, format: Format) -> anyhow::Result<Ended> {
    if format == Format::Json {
        out::json(&json(report))?;
        return Ok(Ended::Done);
    }
    out::line(format_args!("over their time up to {}:", report.until))?;
    for line in &report.lines {
        let term = line.rule.term.map_or_else(|| "for ever".to_owned(), |term| term.to_string());
        let source = match (&line.rule.cite, line.rule.verified, &line.rule.source) {
            (Some(cite), true, _) => cite.to_string(),
            (Some(cite), false, _) => format!("{cite}, not verified"),
            (None, _, Some(source)) => source.clone(),
            (None, _, None) => "no provision: a planning figure, erased only under an order".to_owned(),
        };
        out::line(format_args!(
            "{} of {}: {} due, kept {term} from `{}` ({source})",
            line.procedure, line.in_force, line.due, line.rule.from
        ))?;
        for (by, count) in &line.held {
            out::line(format_args!("  {count} held: {}", by.code()))?;
        }
    }
    for (procedure, count) in &report.kept {
        out::line(format_args!("{procedure}: {count} closed cases kept, no end is set"))?;
    }
    Ok(Ended::Done)
}

fn json(report: &Report) -> serde_json::Value {
    let lines: Vec<_> = report
        .lines
        .iter()
        .map(|line| {
            let held: serde_json::Map<_, _> =
                line.held.iter().map(|(by, count)| (by.code().to_owned(), json!(count))).collect();
            json!({
                "procedure": line.procedure,
                "in_force": line.in_force,
                "term": line.rule.term,
                "from": line.rule.from,
                "cite": line.rule.cite,
                "verified": line.rule.verified,
                "source": line.rule.source,
                "due": line.due,
                "since": line.since,
                "held": held,
            })
        })
        .collect();
    let kept: Vec<_> =
        report.kept.iter().map(|(id, count)| json!({ "procedure": id, "cases": count })).collect();
    json!({ "until": report.until, "rules": lines, "kept": kept })
}
