//! `parvalde duplicates`: which records of the register look like one person, all of it or since a position of the
//! log. The pairs go to a file, and those that are new to the registrar's list of work.

use crate::cli::Duplicates;
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use kernel::PersonId;
use office::access::Purpose;
use office::register::duplicates::FoundPair;
use office::{Actor, Office};

/// Looks the register through.
///
/// # Errors
/// [`Usage`] for a purpose that is none here; the database cannot be read, or the file cannot be written.
pub async fn run(task: &Duplicates) -> anyhow::Result<Ended> {
    if task.purpose == Purpose::Own {
        let message = "the command line has no own data: name a purpose, case:ID or basis:CITATION";
        return Err(Usage(message.to_owned()).into());
    }
    let office = database::open(&task.db, Wanted::Existing).await?;
    let done = look(&office, task).await;
    office.store().close().await;
    let (pairs, to) = done?;
    let new = pairs.iter().filter(|pair| pair.new).count();
    out::line(format_args!(
        "{} pairs in `{}`, {new} of them new to the list of work; looked up to position {to}",
        pairs.len(),
        task.out.display()
    ))?;
    Ok(Ended::Done)
}

async fn look(office: &Office, task: &Duplicates) -> anyhow::Result<(Vec<FoundPair>, i64)> {
    let cannot = || format!("cannot write `{}`", task.out.display());
    let mut writer = csv::Writer::from_path(&task.out).with_context(cannot)?;
    writer.write_record(["one_id", "other_id", "score", "explanation"]).with_context(cannot)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let found = office.find_duplicates(&Actor::System, &task.purpose, task.since, threads).await;
    let (pairs, to) = found.context("the register cannot be looked through")?;
    let persons: Vec<PersonId> = pairs.iter().flat_map(|pair| pair.pair.both()).collect();
    let numbers = office.numbers(&persons).await.context("the database does not answer")?;
    for (pair, ids) in pairs.iter().zip(numbers.chunks(2)) {
        let [one, other] = ids else { continue };
        let score = format!("{}.{:03}", pair.likeness.likely / 1000, pair.likeness.likely % 1000);
        let line = pair.likeness.line.get(task.lang);
        writer.write_record([one.as_str(), other, &score, line]).with_context(cannot)?;
    }
    writer.flush().with_context(cannot)?;
    Ok((pairs, to))
}
