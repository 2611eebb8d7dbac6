//! `parvalde import persons`: the bulk load. One event a person; what cannot be entered goes to a file with
//! line, column and reason; run again, it goes on where it stopped.
//!
//! The file is read and prepared on one thread while another writes. What was committed stays committed; a load
//! that is run again reads the whole file again, passes over those who are there, and so writes the whole file
//! of rejects anew.

#[cfg(test)]
mod fuzzed;
mod row;

use crate::cli::Import;
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::PersonId;
use office::load::Entered;
use office::register::{Basis, NewPerson};
use office::{Office, OfficeError};
use row::{Columns, Reject};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Persons handed over at once.
const CHUNK: usize = 1000;

/// A part of the file on its way: where each person stands, and what was wrong before the register was asked.
#[derive(Default)]
struct Part {
    lines: Vec<u64>,
    rejects: Vec<(u64, Reject)>,
    /// Why the file cannot be read further.
    broken: Option<csv::Error>,
}

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
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).buffer_capacity(1 << 17).from_reader(bar.wrap_read(file));
    let heading = reader.byte_headers().context("the file has no heading line")?.clone();
    let columns =
        Columns::read(&heading).map_err(|error| anyhow::anyhow!("`{}`: {error}", import.file.display()))?;
    let office = database::open(&import.db, Wanted::Load).await?;
    let rejects = import.rejects.clone().unwrap_or_else(|| beside(&import.file));
    let mut rejects = Rejects { path: rejects, writer: None };
    let parts = Parts { reader, columns, basis, office: office.clone(), seen: HashSet::new(), ended: false };
    let every = usize::try_from(import.commit_every).unwrap_or(usize::MAX);
    let done = load(&office, every, parts, &mut rejects).await;
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

/// The file, part by part.
struct Parts<R> {
    reader: csv::Reader<R>,
    columns: Columns,
    basis: Basis,
    office: Office,
    seen: HashSet<PersonId>,
    ended: bool,
}

impl<R: std::io::Read> Parts<R> {
    fn next(&mut self) -> Option<(Part, Vec<NewPerson>)> {
        if self.ended {
            return None;
        }
        let (mut part, mut persons) = (Part::default(), Vec::with_capacity(CHUNK));
        let mut record = csv::ByteRecord::new();
        while persons.len() < CHUNK && part.rejects.len() < CHUNK {
            match self.reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    part.broken = Some(error);
                }
            }
            if self.ended {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            match self.columns.person(&record, self.office.country(), &self.basis) {
                Ok(person) if !self.seen.insert(person.id) => {
                    let reason = "this id occurs twice in the file".to_owned();
                    part.rejects.push((line, Reject { column: "person_id", reason }));
                }
                Ok(person) => {
                    part.lines.push(line);
                    persons.push(person);
                }
                Err(reject) => part.rejects.push((line, reject)),
            }
        }
        Some((part, persons))
    }
}

async fn load<R: std::io::Read + Send + 'static>(
    office: &Office,
    commit_every: usize,
    mut parts: Parts<R>,
    rejects: &mut Rejects,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let settled = |part: Part, answers: Entered| settle(part, answers, &mut tally, rejects);
    office.load_persons(commit_every, move || parts.next(), settled).await?;
    Ok(tally)
}

/// Counts the answers of a part, notes what was refused in the order of the lines, and stops when nothing more
/// can be read or written.
fn settle(part: Part, answers: Entered, tally: &mut Tally, rejects: &mut Rejects) -> anyhow::Result<()> {
    let mut refused = part.rejects;
    for (line, answer) in part.lines.into_iter().zip(answers) {
        let reject = match answer {
            Ok(_) => {
                tally.entered += 1;
                continue;
            }
            Err(OfficeError::Conflict(problem)) if problem.code == "entered-already" => {
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
        refused.push((line, reject));
    }
    refused.sort_by_key(|(line, _)| *line);
    for (line, reject) in &refused {
        tally.rejected += 1;
        rejects.note(*line, reject)?;
    }
    match part.broken {
        None => Ok(()),
        Some(error) => Err(error).context("the file cannot be read further"),
    }
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
