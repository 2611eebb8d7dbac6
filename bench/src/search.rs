//! Search over a country: how often the person meant is among the first ten, how long it takes, what it needs; beside
//! other programs that are asked the same.
//!
//! `search PERSONS [QUERIES]` makes so many synthetic persons and so many queries of each of ten kinds, all with a
//! known answer, and prints tables. Names are composed of roots and endings and drawn by Zipf's law; foreign
//! spellings stand in a list of pairs, not in the rules that the index uses.

mod country;
mod dice;
mod measured;
mod names;
mod peers;

use country::{Country, Question};
use measured::{Measured, ask, beside, by_kind, cpu_time, forget_peak, memory, mib, peak};
use search::{Bulk, Index, Letters, Query, Record};
use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Persons made at once, before the index is given them: making them is not counted.
const BLOCK: usize = 100_000;
/// Threads that build: ours and the others'.
const THREADS: usize = 2;

type Failure = Box<dyn std::error::Error>;

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

fn run(persons: usize, each: usize, out: &mut impl Write) -> Result<(), Failure> {
    let country = Country::new(1);
    let questions = country.questions(persons, each);
    writeln!(out, "{persons} persons, {each} questions of each kind; {}", load())?;
    let mut all = vec![ours(persons, &country, &questions, out)?];
    all.extend(peers::run(persons, &country, &questions)?);
    writeln!(out)?;
    beside(out, &all)?;
    for one in &all {
        by_kind(out, one)?;
    }
    writeln!(out, "\nafterwards: {}", load())?;
    Ok(())
}

/// How busy the machine is.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("load of the machine {}", text.split(' ').take(3).collect::<Vec<_>>().join(" "))
}

fn ours(
    persons: usize,
    country: &Country,
    questions: &[Question],
    out: &mut impl Write,
) -> Result<Measured, Failure> {
    let book = law::LawBook::bundled()?;
    let letters =
        Letters { folding: book.country().folding.clone(), spelling: book.country().spelling.clone() };
    drop(book);
    let before = memory();
    forget_peak();
    let mut bulk = Bulk::new(letters.clone(), THREADS);
    let (mut taking, mut built_cpu) = (Duration::ZERO, 0.0);
    for from in (0..persons).step_by(BLOCK) {
        let records = made(country, from, (from + BLOCK).min(persons));
        let (began, cpu) = (Instant::now(), cpu_time());
        bulk.push(&records);
        taking += began.elapsed();
        built_cpu += cpu_time() - cpu;
    }
    let (began, cpu) = (Instant::now(), cpu_time());
    let mut index = bulk.finish();
    let ordering = began.elapsed();
    built_cpu += cpu_time() - cpu;
    let most = peak();
    let path = std::env::temp_dir().join(format!("parvalde-bench-{persons}.search"));
    let began = Instant::now();
    index.save(0, std::fs::File::create(&path)?)?;
    let saved = began.elapsed();
    let size = usize::try_from(std::fs::metadata(&path)?.len())?;
    drop(index);
    let began = Instant::now();
    let file = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&path)?);
    let (index, _) = Index::open(letters, file)?;
    let opened = began.elapsed();
    std::fs::remove_file(&path)?;
    let resident = memory();
    let (outcomes, query_cpu) = ask(questions, |question| {
        let birth = question.date.filter(|_| question.line.is_none());
        let text = question.line.as_ref().unwrap_or(&question.words).clone();
        let hits = index.search(&Query { text, birth, dead: false, day: false }, 10);
        Ok(hits.into_iter().map(|hit| hit.person).collect())
    })?;
    writeln!(
        out,
        "built: persons taken in {:.1} s, put in order in {:.1} s; at most {:.0} MiB resident; then {:.0} MiB, of which {:.0} MiB \
         before the index\nsnapshot of {:.0} MiB written in {:.1} s, opened in {:.1} s",
        taking.as_secs_f64(),
        ordering.as_secs_f64(),
        mib(most),
        mib(resident),
        mib(before),
        mib(size),
        saved.as_secs_f64(),
        opened.as_secs_f64()
    )?;
    Ok(Measured {
        who: "Pārvalde",
        outcomes,
        built: taking + ordering,
        built_cpu: Some(built_cpu),
        query_cpu: Some(query_cpu),
        size: resident.saturating_sub(before),
    })
}

/// Makes persons, by two threads.
fn made(country: &Country, from: usize, to: usize) -> Vec<Record> {
    let make = |from: usize, to: usize| (from..to).map(|number| country.record(number)).collect::<Vec<_>>();
    let half = from.midpoint(to);
    std::thread::scope(|scope| {
        let second = scope.spawn(move || make(half, to));
        let mut all = make(from, half);
        all.extend(second.join().expect("persons are made without failing"));
        all
    })
}
