//! What was measured of one way of searching, and the tables of it.

use crate::country::{Kind, Question};
use kernel::PersonId;
use std::io::Write;
use std::time::{Duration, Instant};

/// What a way of searching did with the questions of one kind.
#[derive(Debug, Clone)]
pub struct Outcome {
    kind: Kind,
    asked: usize,
    found: usize,
    times: Vec<Duration>,
}

/// A way of searching.
pub struct Measured {
    pub who: &'static str,
    pub outcomes: Vec<Outcome>,
    pub built: Duration,
    /// Seconds of processor time; nothing where another process did the work.
    pub built_cpu: Option<f64>,
    /// Milliseconds of processor time a question.
    pub query_cpu: Option<f64>,
    /// Bytes of the index.
    pub size: usize,
}

impl Outcome {
    pub fn none() -> Vec<Self> {
        Kind::ALL.map(|kind| Self { kind, asked: 0, found: 0, times: Vec::new() }).into()
    }

    /// One more question of a kind.
    pub fn add(outcomes: &mut [Self], kind: Kind, found: bool, took: Duration) {
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.kind == kind) {
            outcome.asked += 1;
            outcome.found += usize::from(found);
            outcome.times.push(took);
        }
    }

    fn all(outcomes: &[Self]) -> Self {
        let mut all = Self { kind: Kind::Exact, asked: 0, found: 0, times: Vec::new() };
        for outcome in outcomes {
            all.asked += outcome.asked;
            all.found += outcome.found;
            all.times.extend(&outcome.times);
        }
        all
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.asked.max(1) as f64
    }

    /// Milliseconds in which this share of the questions was answered.
    fn within(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Asks every question; the person meant must be among the first ten. Answers also the processor time of one.
pub fn ask(
    questions: &[Question],
    mut search: impl FnMut(&Question) -> Result<Vec<PersonId>, Box<dyn std::error::Error>>,
) -> Result<(Vec<Outcome>, f64), Box<dyn std::error::Error>> {
    let mut outcomes = Outcome::none();
    let cpu = cpu_time();
    for question in questions {
        let began = Instant::now();
        let found = search(question)?;
        let took = began.elapsed();
        let hit = found.iter().take(10).any(|person| *person == question.person);
        Outcome::add(&mut outcomes, question.kind, hit, took);
        if std::env::var_os("BENCH_SHOW_MISSED").is_some() && !hit {
            eprintln!("missed {:?}: {:?} {:?}", question.kind, question.words, question.date);
        }
    }
    Ok((outcomes, (cpu_time() - cpu) * 1000.0 / questions.len().max(1) as f64))
}

/// Recall, times and sizes, a column for each way of searching.
pub fn beside(out: &mut impl Write, all: &[Measured]) -> std::io::Result<()> {
    let mut row = |name: &str, cell: &dyn Fn(&Measured) -> String| {
        let cells: Vec<String> = all.iter().map(cell).collect();
        writeln!(out, "| {name} | {} |", cells.join(" | "))
    };
    row("recall@10", &|one| one.who.to_owned())?;
    row("---", &|_| "---".to_owned()).and_then(|()| {
        for kind in Kind::ALL {
            row(kind.name(), &|one| {
                let outcome = one.outcomes.iter().find(|outcome| outcome.kind == kind);
                outcome.map_or_else(String::new, |outcome| format!("{:.3}", outcome.recall()))
            })?;
        }
        let total = |one: &Measured| Outcome::all(&one.outcomes);
        let known = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
        row("all", &|one| format!("{:.3}", total(one).recall()))?;
        row("questions asked", &|one| total(one).asked.to_string())?;
        row("p50 ms", &|one| format!("{:.2}", total(one).within(0.5)))?;
        row("p99 ms", &|one| format!("{:.2}", total(one).within(0.99)))?;
        row("CPU ms a question", &|one| known(one.query_cpu))?;
        row("built, s", &|one| format!("{:.1}", one.built.as_secs_f64()))?;
        row("built, s of CPU", &|one| known(one.built_cpu))?;
        row("index, MiB", &|one| format!("{:.0}", mib(one.size)))
    })
}

/// How long each kind took.
pub fn by_kind(out: &mut impl Write, one: &Measured) -> std::io::Result<()> {
    writeln!(out, "\n| {} | p50 ms | p99 ms | longest ms |\n|---|---|---|---|", one.who)?;
    for outcome in &one.outcomes {
        let (half, most, longest) = (outcome.within(0.5), outcome.within(0.99), outcome.within(1.0));
        writeln!(out, "| {} | {half:.2} | {most:.2} | {longest:.2} |", outcome.kind.name())?;
    }
    Ok(())
}

pub fn mib(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// Resident memory of this process, in bytes; 0 where the system does not tell.
pub fn memory() -> usize {
    status("VmRSS:")
}

/// The most that was resident since [`forget_peak`].
pub fn peak() -> usize {
    status("VmHWM:")
}

/// Begins to measure [`peak`] anew.
pub fn forget_peak() {
    // Where this cannot be written, the peak is that of the whole run: too much, never too little.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn status(what: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(what)).unwrap_or("");
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap_or(0) * 1024
}

/// Seconds of processor time of this process; 0 where the system does not tell.
pub fn cpu_time() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
