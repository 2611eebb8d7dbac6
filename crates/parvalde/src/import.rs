//! `parvalde import persons`: the bulk load. One event a person; what cannot be entered goes to a file with
//! line, column and reason; run again, it goes on where it stopped.

mod row;

use crate::cli::Import;
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::PersonId;
use office::register::{Basis, EntryError, NewPerson};
use office::{Office, OfficeError};
use row::{Columns, Reject};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use tokio::task::JoinHandle;

/// Persons written at once.
const BATCH: usize = 2000;

/// Where a person stands in the file, and under which id.
type Place = (u64, PersonId);
type Answers = Vec<(Place, Result<PersonId, OfficeError>)>;

/// What the load did.
#[derive(Debug, Default)]
struct Tally {
    entered: u64,
    known: u64,
    rejected: u64,
}

/// Loads the persons of a file.
///
/// # Errors
/// [`Usage`] for a basis that is none; a file that cannot be read, has unknown columns or lacks needed ones.
pub async fn persons(import: &Import) -> anyhow::Result<Ended> {
    let basis = Basis::parse(&import.basis).map_err(|error| Usage(error.to_string()))?;
    let file =
        File::open(&import.file).with_context(|| format!("cannot read `{}`", import.file.display()))?;
    let bar = progress(&file);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bar.wrap_read(file));
    let heading = reader.byte_headers().context("the file has no heading line")?.clone();
    let columns =
        Columns::read(&heading).map_err(|error| anyhow::anyhow!("`{}`: {error}", import.file.display()))?;
    let office = database::open(&import.db.url, Wanted::New).await?;
    let rejects = import.rejects.clone().unwrap_or_else(|| beside(&import.file));
    let mut rejects = Rejects { path: rejects, writer: None };
    let done = load(&office, &mut reader, &columns, &basis, &mut rejects).await;
    office.store().close().await;
    bar.finish_and_clear();
    let tally = done?;
    out::line(format_args!(
        "{} persons entered, {} were there already, {} rejected",
        tally.entered, tally.known, tally.rejected
    ))?;
    if tally.rejected == 0 {
        return Ok(Ended::Done);
    }
    rejects.finish()?;
    eprintln!("parvalde: the rejects are in `{}`, with line, column and reason", rejects.path.display());
    Ok(Ended::Refused)
}

/// `persons.csv` has its rejects in `persons.csv.rejects.csv`.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".rejects.csv");
    PathBuf::from(name)
}

fn progress(file: &File) -> ProgressBar {
    let bar = ProgressBar::new(file.metadata().map_or(0, |data| data.len()));
    // The template is fixed; if it were wrong, the usual bar would do.
    if let Ok(style) =
        ProgressStyle::with_template("entering persons {bar:30} {percent} % {elapsed}, {eta} to go")
    {
        bar.set_style(style);
    }
    bar
}

async fn load(
    office: &Office,
    reader: &mut csv::Reader<impl std::io::Read>,
    columns: &Columns,
    basis: &Basis,
    rejects: &mut Rejects,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut seen: HashSet<PersonId> = HashSet::new();
    let mut record = csv::ByteRecord::new();
    let mut batch: Vec<(Place, NewPerson)> = Vec::with_capacity(BATCH);
    // One batch is written while the next is read.
    let mut writing: Option<JoinHandle<Answers>> = None;
    loop {
        let more = reader.read_byte_record(&mut record).context("the file cannot be read further")?;
        if more {
            let line = record.position().map_or(0, csv::Position::line);
            match columns.person(&record, office.country(), basis) {
                Ok(person) if !seen.insert(person.id) => {
                    tally.rejected += 1;
                    let reason = "this id occurs twice in the file".to_owned();
                    rejects.note(line, &Reject { column: "person_id", reason })?;
                }
                Ok(person) => batch.push(((line, person.id), person)),
                Err(reject) => {
                    tally.rejected += 1;
                    rejects.note(line, &reject)?;
                }
            }
        }
        if !more || batch.len() == BATCH {
            if let Some(written) = writing.take() {
                settle(written.await.context("the writing was broken off")?, &mut tally, rejects)?;
            }
            if !batch.is_empty() {
                let (places, persons): (Vec<Place>, Vec<NewPerson>) = batch.drain(..).unzip();
                let office = office.clone();
                writing = Some(tokio::spawn(async move {
                    places.into_iter().zip(office.enter_persons(persons).await).collect()
                }));
            }
        }
        if !more && writing.is_none() {
            return Ok(tally);
        }
    }
}

/// Counts the answers of a batch; notes what was refused, and stops when nothing more can be written.
fn settle(answers: Answers, tally: &mut Tally, rejects: &mut Rejects) -> anyhow::Result<()> {
    let there = EntryError::AlreadyEntered.to_string();
    for ((line, _), answer) in answers {
        let reject = match answer {
            Ok(_) => {
                tally.entered += 1;
                continue;
            }
            Err(OfficeError::Conflict(problem)) if problem.args.iter().any(|(_, why)| *why == there) => {
                tally.known += 1;
                continue;
            }
            Err(OfficeError::Conflict(problem)) => {
                Reject { column: "personal_code", reason: problem.to_string() }
            }
            Err(OfficeError::Invalid(fields)) => {
                let problem = fields.into_iter().next().map(|field| field.problem);
                let column = match problem.as_ref().map(|problem| problem.code) {
                    Some("unknown-status") => "legal_status",
                    Some("unknown-municipality") => "municipality_code",
                    _ => "",
                };
                Reject { column, reason: problem.map_or_else(String::new, |problem| problem.to_string()) }
            }
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("line {line} could not be entered; run it again to go on"));
            }
        };
        tally.rejected += 1;
        rejects.note(line, &reject)?;
    }
    Ok(())
}

/// The file of rejects, made when there is one.
struct Rejects {
    path: PathBuf,
    writer: Option<csv::Writer<File>>,
}

impl Rejects {
    fn note(&mut self, line: u64, reject: &Reject) -> anyhow::Result<()> {
        let path = self.path.display().to_string();
        let cannot = || format!("cannot write the rejects to `{path}`");
        if self.writer.is_none() {
            let mut writer = csv::Writer::from_path(&self.path).with_context(cannot)?;
            writer.write_record(["line", "column", "reason"]).with_context(cannot)?;
            self.writer = Some(writer);
        }
        if let Some(writer) = &mut self.writer {
            writer
                .write_record([line.to_string().as_str(), reject.column, &reject.reason])
                .with_context(cannot)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        match &mut self.writer {
            Some(writer) => writer.flush().with_context(|| format!("cannot write `{}`", self.path.display())),
            None => Ok(()),
        }
    }
}
