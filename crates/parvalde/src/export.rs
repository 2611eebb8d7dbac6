//! `parvalde export`: the living persons of the register in a file that `parvalde import persons` takes, and past cases
//! in one that `parvalde procedure what-if` takes. Both are streamed: however large the register, a page of the log is
//! in memory.

use crate::cli::{Export, ExportCases};
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use crate::synthetic::COLUMNS;
use anyhow::Context as _;
use indicatif::ProgressBar;
use law::what_if::PastCase;
use office::access::Purpose;
use office::export::PersonLine;
use office::register::{Sex, When};
use office::{Actor, OfficeError};
use std::fs::File;
use std::io::{BufWriter, Write as _};

/// How often the bar moves.
const TOLD_EVERY: u64 = 4096;

/// Writes the register.
///
/// # Errors
/// [`Usage`] for a purpose that is none here; the file is there already or cannot be written; the database
/// cannot be read.
pub async fn persons(export: &Export) -> anyhow::Result<Ended> {
    named(&export.purpose)?;
    let office = database::open(&export.db, Wanted::Existing).await?;
    let cannot = || format!("cannot write `{}`", export.file.display());
    let file = File::create_new(&export.file).with_context(cannot)?;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 17).from_writer(file);
    writer.write_record(COLUMNS).with_context(cannot)?;
    let bar = ProgressBar::new_spinner();
    let when = When { as_of: export.as_of, known_at: export.known_at };
    let mut count = 0;
    let take = |line: PersonLine| {
        count += 1;
        if count % TOLD_EVERY == 0 {
            bar.set_message(format!("{count} persons"));
            bar.tick();
        }
        writer.write_record(row(&line)).with_context(cannot)
    };
    let done = office
        .export_persons::<anyhow::Error>(&Actor::System, &export.purpose, &when, export.protected, take)
        .await;
    office.store().close().await;
    bar.finish_and_clear();
    let exported = done.map_err(denied)?;
    writer.flush().with_context(cannot)?;
    let file = writer.into_inner().ok().with_context(cannot)?;
    file.sync_all().with_context(cannot)?;
    out::line(format_args!(
        "{} persons in `{}`; {} who have died are left out",
        exported.persons,
        export.file.display(),
        exported.dead
    ))?;
    Ok(Ended::Done)
}

/// The command line has no own data.
pub fn named(purpose: &Purpose) -> Result<(), Usage> {
    if *purpose == Purpose::Own {
        let message = "the command line has no own data: name a purpose, case:ID or basis:CITATION";
        return Err(Usage(message.to_owned()));
    }
    Ok(())
}

/// Writes past cases.
///
/// # Errors
/// As [`persons`].
pub async fn cases(export: &ExportCases) -> anyhow::Result<Ended> {
    named(&export.purpose)?;
    let office = database::open(&export.db, Wanted::Existing).await?;
    let cannot = || format!("cannot write `{}`", export.file.display());
    let mut writer = BufWriter::new(File::create_new(&export.file).with_context(cannot)?);
    let take = |case: PastCase| {
        serde_json::to_writer(&mut writer, &case).with_context(cannot)?;
        writer.write_all(b"\n").with_context(cannot)
    };
    let done =
        office.past_cases::<anyhow::Error>(&Actor::System, &export.purpose, &export.procedure, take).await;
    office.store().close().await;
    let count = done.map_err(denied)?;
    writer.flush().with_context(cannot)?;
    writer.get_ref().sync_all().with_context(cannot)?;
    out::line(format_args!("{count} cases in `{}`", export.file.display()))?;
    Ok(Ended::Done)
}

fn denied(error: anyhow::Error) -> anyhow::Error {
    if error.downcast_ref::<OfficeError>().is_some() {
        error.context("the register cannot be read")
    } else {
        error
    }
}

/// The values in the order of the columns.
fn row(line: &PersonLine) -> [String; COLUMNS.len()] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let sex = match line.sex {
        Some(Sex::Female) => "female",
        Some(Sex::Male) => "male",
        Some(Sex::Unspecified) | None => "unspecified",
    };
    [
        line.source.clone().unwrap_or_else(|| line.id.to_string()),
        line.code.map(|code| code.digits()).unwrap_or_default(),
        line.name.as_ref().map(|name| name.given.to_string()).unwrap_or_default(),
        line.name.as_ref().map(|name| name.surname.to_string()).unwrap_or_default(),
        line.birth_surname.as_ref().map(ToString::to_string).unwrap_or_default(),
        line.former_surname.as_ref().map(ToString::to_string).unwrap_or_default(),
        line.birth.map(|date| date.to_string()).unwrap_or_default(),
        sex.to_owned(),
        text(&line.status),
        text(&line.citizenship),
        text(&line.ethnicity),
        line.municipality.clone(),
        line.address.clone(),
    ]
}
