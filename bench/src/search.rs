//! Search over a country: how often the person meant is among the first ten, how long it takes, what it needs.
//!
//! `search PERSONS [QUERIES]` makes so many synthetic persons and so many queries of each of ten kinds, all with a
//! known answer, and prints a table. Names are composed of roots and endings and drawn by Zipf's law; foreign
//! spellings stand in a list of pairs, not in the rules that the index uses.

mod country;
mod dice;
mod names;
mod peers;

use country::{Country, Kind, Question};
use kernel::PersonId;
use search::{Bulk, Index, Letters, Query};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What a way of searching did with the questions of one kind.
#[derive(Debug, Default, Clone)]
pub struct Outcome {
    asked: usize,
    found: usize,
    times: Vec<Duration>,
}

impl Outcome {
    /// One more question.
    pub fn add(&mut self, found: bool, took: Duration) {
        self.asked += 1;
        self.found += usize::from(found);
        self.times.push(took);
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.asked.max(1) as f64
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let persons = arguments.next().and_then(|n| n.parse::<usize>().ok());
    let Some(persons) = persons else {
        eprintln!("usage: search PERSONS [QUERIES-OF-A-KIND]");
        return ExitCode::from(2);
    };
    let each = arguments.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(500);
    let mut out = std::io::stdout();
    match run(persons, each, &mut out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(persons: usize, each: usize, out: &mut impl std::io::Write) -> Result<(), Box<dyn std::error::Error>> {
    let book = law::LawBook::bundled()?;
    let letters =
        Letters { folding: book.country().folding.clone(), spelling: book.country().spelling.clone() };
    drop(book);
    let country = Country::new(1);
    let questions = country.questions(persons, each);
    let before = memory();
    let (began, cpu_before) = (Instant::now(), cpu_time());
    let mut bulk = Bulk::new(letters.clone());
    let mut making = Duration::ZERO;
    for number in 0..persons {
        let made = Instant::now();
        let record = country.record(number);
        making += made.elapsed();
        bulk.push(&record);
    }
    let mut index = bulk.finish();
    let built = began.elapsed() - making;
    let built_cpu = cpu_time() - cpu_before;
    let mut file = Vec::new();
    let began = Instant::now();
    index.save(0, &mut file)?;
    let saved = began.elapsed();
    let size = file.len();
    let path = std::env::temp_dir().join(format!("parvalde-bench-{persons}.search"));
    std::fs::write(&path, &file)?;
    drop(file);
    drop(index);
    let began = Instant::now();
    let (index, _) =
        Index::open(letters, std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&path)?))?;
    let opened = began.elapsed();
    std::fs::remove_file(&path)?;
    let resident = memory();

    writeln!(out, "{persons} persons, {each} questions of each kind")?;
    writeln!(
        out,
        "built in {:.1} s ({built_cpu:.1} s of CPU with making the persons); snapshot {:.0} MiB written in {:.1} s, opened in {:.1} s",
        built.as_secs_f64(),
        mib(size),
        saved.as_secs_f64(),
        opened.as_secs_f64()
    )?;
    writeln!(out, "resident {:.0} MiB, of which before the index {:.0} MiB", mib(resident), mib(before))?;
    let cpu = cpu_time();
    let began = Instant::now();
    let outcomes = ask(&questions, |question| {
        let query = Query { text: question.text.clone(), birth: question.birth, dead: false };
        index.search(&query, 10).into_iter().map(|hit| hit.person).collect()
    });
    let wall = began.elapsed();
    let count = questions.len().max(1) as f64;
    table(out, "Pārvalde", &outcomes)?;
    writeln!(
        out,
        "{:.2} ms of wall and {:.2} ms of CPU a query; resident afterwards {:.0} MiB",
        wall.as_secs_f64() * 1000.0 / count,
        (cpu_time() - cpu) * 1000.0 / count,
        mib(memory())
    )?;
    drop(index);
    peers::run(persons, &country, &questions, out)
}

/// Asks every question; the person meant must be among the first ten.
pub fn ask(
    questions: &[Question],
    mut search: impl FnMut(&Question) -> Vec<PersonId>,
) -> Vec<(Kind, Outcome)> {
    let mut outcomes: Vec<(Kind, Outcome)> =
        Kind::ALL.iter().map(|kind| (*kind, Outcome::default())).collect();
    for question in questions {
        let began = Instant::now();
        let found = search(question);
        let took = began.elapsed();
        for (_, outcome) in outcomes.iter_mut().filter(|(kind, _)| *kind == question.kind) {
            outcome.add(found.iter().take(10).any(|person| *person == question.person), took);
        }
        if std::env::var_os("BENCH_SHOW_MISSED").is_some() && !found.contains(&question.person) {
            eprintln!("missed {:?}: {:?} {:?}", question.kind, question.text, question.birth);
        }
    }
    outcomes
}

/// Prints the outcomes by kind and in all.
pub fn table(out: &mut impl std::io::Write, who: &str, outcomes: &[(Kind, Outcome)]) -> std::io::Result<()> {
    writeln!(out, "\n| {who} | recall@10 | p50 ms | p99 ms |\n|---|---|---|---|")?;
    let mut all = Outcome::default();
    for (kind, outcome) in outcomes {
        line(out, kind.name(), outcome)?;
        all.asked += outcome.asked;
        all.found += outcome.found;
        all.times.extend(&outcome.times);
    }
    line(out, "all", &all)
}

fn line(out: &mut impl std::io::Write, name: &str, outcome: &Outcome) -> std::io::Result<()> {
    let mut times = outcome.times.clone();
    times.sort_unstable();
    let at = |share: f64| {
        let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    writeln!(out, "| {name} | {:.3} | {:.2} | {:.2} |", outcome.recall(), at(0.5), at(0.99))
}

fn mib(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// Resident memory of this process, in bytes; 0 where the system does not tell.
pub fn memory() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}

/// Seconds of CPU of this process; 0 where the system does not tell.
pub fn cpu_time() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
