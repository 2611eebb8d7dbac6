//! `parvalde migrate`, `verify` and `rebuild`: operations on a database.

use crate::cli::{Db, Format, Migrate};
use crate::database::{self, Wanted};
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use office::Office;
use serde_json::json;
use std::fmt::Write as _;
use store::Operation;
use transparency::VerifierKey;

/// Faults shown at most; a database that was damaged in one place may have thousands that follow.
const FAULTS_SHOWN: usize = 20;

/// Makes the database or brings it to the newest form; gives the serving role its rights where one is named.
///
/// # Errors
/// The database cannot be opened, or a migration was applied in another form; the role cannot be given rights.
pub async fn migrate(task: &Migrate) -> anyhow::Result<Ended> {
    let office = database::open(&task.db, Wanted::New).await?;
    let served = match &task.serving_role {
        Some(role) => office.store().let_serve(role).await.map(Some),
        None => Ok(None),
    };
    office.store().close().await;
    let untouched = served.context("the database has the newest form, but the role has no rights in it")?;
    out::line(format_args!("`{}` has the newest form", database::shown(&task.db.url)))?;
    if let (Some(role), Some(untouched)) = (&task.serving_role, untouched) {
        out::line(format_args!("`{role}` may serve: it adds to the log and changes nothing in it"))?;
        for table in untouched {
            eprintln!("parvalde: the table `{table}` is none of the office's; `{role}` may not touch it");
        }
    }
    Ok(Ended::Done)
}

/// Notes in the database that something was done. A server that only follows another cannot note it, and what was done
/// stands all the same.
pub async fn noted(office: &Office, operation: Operation, note: &str) {
    if let Err(error) = office.store().note_operation(operation, office.now(), note).await {
        tracing::warn!(operation = operation.name(), %error, "what was done could not be noted");
    }
}

/// Reads log and trace from the beginning and compares them with what was promised.
///
/// # Errors
/// The database cannot be read.
pub async fn verify(db: &Db, key: Option<&VerifierKey>, format: Format) -> anyhow::Result<Ended> {
    let office = database::open(db, Wanted::Unopened).await?;
    let mut report = office.store().verify().await.context("the log cannot be read to its end");
    if let (Some(key), Ok(report)) = (key, &mut report) {
        // What is not as it was promised cannot be asked for its roots as well.
        match office.check_signed(key).await {
            Ok(faults) => report.faults.extend(faults),
            Err(error) => report.faults.push(format!("the signed checkpoints cannot be proven: {error}")),
        }
    }
    if report.as_ref().is_ok_and(|report| report.faults.is_empty()) {
        noted(&office, Operation::Verify, "holds").await;
    }
    office.store().close().await;
    let report = report?;
    let root = hex(&report.root);
    match format {
        Format::Json => out::json(&json!({
            "holds": report.faults.is_empty(),
            "events": report.events,
            "access_records": report.access_records,
            "root": root,
            "faults": report.faults,
        }))?,
        Format::Text => {
            let verdict = if report.faults.is_empty() { "holds" } else { "does not hold" };
            out::line(format_args!(
                "the log {verdict}: {} events, {} access records, root {root}",
                report.events, report.access_records
            ))?;
        }
    }
    for fault in report.faults.iter().take(FAULTS_SHOWN) {
        eprintln!("parvalde: {fault}");
    }
    if let Some(more) = report.faults.len().checked_sub(FAULTS_SHOWN).filter(|more| *more > 0) {
        eprintln!("parvalde: and {more} more (all with --format json)");
    }
    Ok(if report.faults.is_empty() { Ended::Done } else { Ended::Refused })
}

/// Computes the projections again and says which of them were not what the log says.
///
/// # Errors
/// The database cannot be read or written, or an event cannot be understood.
pub async fn rebuild(db: &Db, format: Format) -> anyhow::Result<Ended> {
    let office = database::open(db, Wanted::Existing).await?;
    let report = office.store().rebuild().await.context("the projections cannot be rebuilt");
    if report.is_ok() {
        noted(&office, Operation::Rebuild, "computed again").await;
    }
    office.store().close().await;
    let report = report?;
    let differing = report.differing();
    match format {
        Format::Json => {
            let table = |(name, before, after): &(&str, String, String)| json!({ "table": name, "before": before, "after": after, "same": before == after });
            let tables: Vec<_> = report.tables.iter().map(table).collect();
            out::json(&json!({
                "same": differing.is_empty(),
                "events": report.events,
                "erased": report.erased,
                "tables": tables,
            }))?;
        }
        Format::Text => out::line(format_args!(
            "rebuilt {} tables from {} events{}: {}",
            report.tables.len(),
            report.events,
            match report.erased {
                0 => String::new(),
                erased => format!(", {erased} erased streams passed over"),
            },
            if differing.is_empty() { "identical" } else { "they were wrong and are right now" }
        ))?,
    }
    for table in &differing {
        eprintln!("parvalde: the table `{table}` was not what the log says");
    }
    Ok(if differing.is_empty() { Ended::Done } else { Ended::Refused })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
