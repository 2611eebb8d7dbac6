//! `parvalde search`: many searches from a file, through the same door as the page; each leaves its trace.

use crate::cli::Search;
use crate::database::{self, Wanted};
use crate::ended::{Ended, Usage};
use crate::out;
use anyhow::Context as _;
use kernel::{Clock as _, PartialDate, PersonId, SystemClock};
use office::access::Purpose;
use office::register::SearchQuery;
use office::register::search::HITS_MAX;
use office::{Actor, Office, OfficeError};
use std::fs::File;

const COLUMNS: [&str; 3] = ["query_id", "text", "birth_date"];
/// Wrong lines told one by one at most.
const TOLD_MAX: u64 = 20;

/// Where the columns stand in the file.
struct Columns {
    id: usize,
    text: usize,
    birth: Option<usize>,
}

/// Searches for every line of the file.
///
/// # Errors
/// [`Usage`] for a purpose that is none here; a file that cannot be read or written, or lacks a column.
pub async fn run(task: &Search) -> anyhow::Result<Ended> {
    if task.purpose == Purpose::Own {
        return Err(Usage(
            "the command line has no own data: name a purpose, case:ID or basis:CITATION".to_owned(),
        )
        .into());
    }
    let shown = task.queries.display();
    let file = File::open(&task.queries).with_context(|| format!("cannot read `{shown}`"))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let heading = reader.byte_headers().with_context(|| format!("`{shown}` has no heading line"))?;
    let columns = Columns::read(heading).map_err(|why| anyhow::anyhow!("`{shown}`: {why}"))?;
    let office = database::open(&task.db, Wanted::Existing).await?;
    if let Some(file) = &task.search_file {
        office.keep_search_in(file.clone());
    }
    let done = search_all(&office, task, &mut reader, &columns).await;
    office.store().close().await;
    let (asked, wrong) = done?;
    out::line(format_args!("{asked} searches, {wrong} lines that are none"))?;
    Ok(if wrong == 0 { Ended::Done } else { Ended::Refused })
}

async fn search_all(
    office: &Office,
    task: &Search,
    reader: &mut csv::Reader<File>,
    columns: &Columns,
) -> anyhow::Result<(u64, u64)> {
    let cannot = || format!("cannot write `{}`", task.out.display());
    let mut writer = csv::Writer::from_path(&task.out).with_context(cannot)?;
    writer.write_record(["query_id", "rank", "person_id", "score", "micros"]).with_context(cannot)?;
    office.prepare_search().await.context("the search cannot be made ready")?;
    let limit = usize::from(task.limit).min(HITS_MAX);
    let (mut asked, mut wrong) = (0, 0);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).context("the queries cannot be read further")? {
        let line = record.position().map_or(0, csv::Position::line);
        let hits = match columns.query(&record) {
            Ok((id, query)) => {
                let began = SystemClock.now().micros();
                let found = office.search(&Actor::System, &task.purpose, &query).await;
                let micros = (SystemClock.now().micros() - began).to_string();
                match found {
                    Ok(hits) => Ok((id, hits, micros)),
                    Err(OfficeError::Invalid(fields)) => {
                        let why = fields.first().map_or_else(String::new, |field| field.problem.to_string());
                        Err(format!("text: {why}"))
                    }
                    Err(error) => return Err(error).with_context(|| format!("line {line} is not answered")),
                }
            }
            Err(why) => Err(why),
        };
        match hits {
            Ok((id, hits, micros)) => {
                asked += 1;
                let persons: Vec<PersonId> = hits.iter().map(|hit| hit.person.id).collect();
                let numbers = office.numbers(&persons).await.context("the database does not answer")?;
                for (rank, (hit, person)) in (1..).zip(hits.iter().zip(numbers).take(limit)) {
                    let rank: u32 = rank;
                    let rank = rank.to_string();
                    let score = hit.score.to_string();
                    writer.write_record([&id, &rank, &person, &score, &micros]).with_context(cannot)?;
                }
            }
            Err(why) => {
                wrong += 1;
                if wrong <= TOLD_MAX {
                    eprintln!("parvalde: line {line}: {why}");
                }
            }
        }
    }
    writer.flush().with_context(cannot)?;
    Ok((asked, wrong))
}

impl Columns {
    fn read(heading: &csv::ByteRecord) -> Result<Self, String> {
        let mut places = [None; COLUMNS.len()];
        for (at, name) in heading.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            // Some programs begin a file with a mark of its encoding.
            let name = name.trim_start_matches('\u{feff}').trim();
            let known = COLUMNS.iter().zip(&mut places).find(|(known, _)| **known == name);
            let Some((_, place)) = known else {
                return Err(format!("there is no column `{name}`; the columns are {}", COLUMNS.join(", ")));
            };
            if place.replace(at).is_some() {
                return Err(format!("the column `{name}` occurs twice"));
            }
        }
        match places {
            [Some(id), Some(text), birth] => Ok(Self { id, text, birth }),
            [None, ..] => Err("the column `query_id` is missing".to_owned()),
            _ => Err("the column `text` is missing".to_owned()),
        }
    }

    /// The query of a line, or what is wrong with it; never what stands in it.
    fn query(&self, line: &csv::ByteRecord) -> Result<(String, SearchQuery), String> {
        let value = |at: usize, name: &str| {
            let bytes = line.get(at).ok_or_else(|| format!("{name}: the value is missing"))?;
            std::str::from_utf8(bytes).map(str::trim).map_err(|_| format!("{name}: not UTF-8 text"))
        };
        let id = value(self.id, "query_id")?;
        if id.is_empty() {
            return Err("query_id: it is empty".to_owned());
        }
        let text = value(self.text, "text")?.to_owned();
        let birth = match self.birth {
            Some(at) => match value(at, "birth_date")? {
                "" => None,
                date => Some(date.parse::<PartialDate>().map_err(|_| {
                    "birth_date: it is no date such as 1974-08-12, 1974-08, 1974 or unknown".to_owned()
                })?),
            },
            None => None,
        };
        Ok((id.to_owned(), SearchQuery { text, birth, dead: true }))
    }
}
