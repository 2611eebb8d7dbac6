//! How fast the law files are: loading and proving all of them, and assessing all procedures for one person.
//!
//! `cargo run --release -p law --example bench [ROUNDS]`

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, and reads the clock"
)]

use kernel::Day;
use law::{Facts, LawBook, Procedure};
use std::error::Error;
use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(50), |text| text.parse())?;
    let files = law::files::bundled();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let (book, load) = measured(rounds.clamp(1, 20), || LawBook::load(files.iter().copied()));
    let book = book?;
    println!(
        "load and check: {load}, {} files, {} KiB, {} examples",
        files.len(),
        bytes / 1024,
        book.examples()
    );
    let on: Day = "2026-11-24".parse()?;
    let services: Vec<&Procedure> = book.all().filter(|p| !p.is_abstract() && p.takes(on)).collect();
    let nothing = Facts::new();
    let everything = person(&book);
    for (what, facts) in [("nothing known", &nothing), ("everything known", &everything)] {
        let (open, judged) = measured(rounds, || services.iter().map(|p| judged(p, facts)).sum::<usize>());
        let (_, assessed) = measured(rounds, || services.iter().map(|p| assessed(p, facts)).sum::<usize>());
        println!(
            "all procedures, {what}: judged {judged}, with checklists {assessed}, \
             {} procedures, {open} decisions open",
            services.len()
        );
    }
    Ok(())
}

/// What may be decided, what is missing for it, and the fee.
fn judged(procedure: &Procedure, facts: &Facts) -> usize {
    let judgment = procedure.judge(facts);
    black_box((judgment.outcome(), procedure.fee(facts)));
    judgment.open_decisions().len()
}

/// The same as people read it.
fn assessed(procedure: &Procedure, facts: &Facts) -> usize {
    procedure.assess(facts).findings.len()
}

/// A person of whom every fact of the catalogue is known: the first answer that its type allows.
fn person(book: &LawBook) -> Facts {
    let first = |def: &law::FactDef| {
        let words = ["true", "30", "2026-01-31", "5 years", "90 days", "740.00"];
        let option = def.options.first().map(|(code, _)| code.as_str());
        option.into_iter().chain(words).find_map(|text| def.kind.parse(text))
    };
    let known = book.catalogue().facts().iter().filter_map(|def| Some((def.name.clone(), first(def)?)));
    known.collect()
}

/// How long a work takes: the median, and the fastest, which other work on the machine disturbed least.
struct Took(Duration, Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1?} (fastest {:.1?})", self.0, self.1)
    }
}

/// What the work gives, and how long it takes.
fn measured<T>(rounds: usize, mut work: impl FnMut() -> T) -> (T, Took) {
    let mut result = work();
    let mut times: Vec<Duration> = (0..rounds.max(1))
        .map(|_| {
            let start = Instant::now();
            result = black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |at: usize| times.get(at).copied().unwrap_or_default();
    (result, Took(at(times.len() / 2), at(0)))
}
