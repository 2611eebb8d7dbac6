//! `parvalde payments`: statements of the bank taken in, and approved refunds written into an order to it.

use crate::cli::{Db, Format, Payments};
use crate::database::{self, Wanted, With};
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use office::payments::{ImportReport, PaymentState, StatementReport};
use office::{Actor, Office, OfficeError};
use serde_json::json;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Largest file of statements, in bytes.
const FILE_MAX: u64 = 64 * 1024 * 1024;

/// Takes a statement in, or writes an order.
///
/// # Errors
/// A file or a database that cannot be read or written.
pub async fn run(task: &Payments) -> anyhow::Result<Ended> {
    match task {
        Payments::Import { file, db, demonstration, format } => {
            let bytes = read(file)?;
            let office = open(db, *demonstration).await?;
            let report = office.import_statement(&Actor::System, bytes).await;
            office.store().close().await;
            match report {
                Ok(report) => told(&report, *format),
                Err(OfficeError::Invalid(wrong)) => {
                    let why: Vec<String> = wrong.iter().map(|fault| fault.problem.to_string()).collect();
                    eprintln!("parvalde: `{}` is not taken in: {}", file.display(), why.join("; "));
                    Ok(Ended::Refused)
                }
                Err(other) => {
                    Err(other).context("the statement cannot be taken in; what was read stays, run it again")
                }
            }
        }
        Payments::Export { file, db, demonstration } => {
            anyhow::ensure!(!file.exists(), "`{}` is there already", file.display());
            let office = open(db, *demonstration).await?;
            let order = office.export_refunds(&Actor::System, None).await;
            office.store().close().await;
            let Some(order) = order.context("the refunds cannot be written")? else {
                out::line("no refund is approved")?;
                return Ok(Ended::Done);
            };
            write(file, &order.bytes)?;
            let (count, message) = (order.refunds.len(), order.message.grouped());
            out::line(format_args!("{count} refunds written into the order {message}, {} left", order.left))?;
            Ok(Ended::Done)
        }
    }
}

async fn open(db: &Db, demonstration: bool) -> anyhow::Result<Office> {
    let with = With { demonstration, ..With::of(&db.law)? };
    database::open_with(&db.url, Wanted::Existing, &db.keys, with).await
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("cannot read `{}`", file.display());
    let mut bytes = Vec::new();
    File::open(file).with_context(cannot)?.take(FILE_MAX + 1).read_to_end(&mut bytes).with_context(cannot)?;
    Ok(bytes)
}

/// The order was noted as written before it is: when the disk is full, the office has the same bytes still.
fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let written = fs::OpenOptions::new().write(true).create_new(true).open(file).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.with_context(|| {
        format!("the order cannot be written to `{}`; the pages of its refunds have it", file.display())
    })
}

fn told(report: &ImportReport, format: Format) -> anyhow::Result<Ended> {
    for statement in &report.statements {
        let count = |state| statement.count(state);
        match format {
            Format::Json => out::json(&as_json(statement))?,
            Format::Text => out::line(format_args!(
                "statement {} of {}: {} new ({} settled a fee, {} are parts, {} wait, {} paid refunds out), {} known already, {} announced only, {} without an amount",
                statement.id,
                statement.account.grouped(),
                statement.new.len(),
                count(PaymentState::Settled),
                count(PaymentState::Part),
                count(PaymentState::Waiting),
                count(PaymentState::PaidOut),
                statement.known,
                statement.announced,
                statement.empty,
            ))?,
        }
    }
    Ok(Ended::Done)
}

fn as_json(statement: &StatementReport) -> serde_json::Value {
    let new: Vec<_> = statement
        .new
        .iter()
        .map(|(id, state)| json!({ "id": id.to_string(), "state": state.code() }))
        .collect();
    json!({
        "statement": statement.id,
        "account": statement.account.to_string(),
        "new": new,
        "known": statement.known,
        "announced": statement.announced,
        "empty": statement.empty,
    })
}
