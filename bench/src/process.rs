//! Runs the program that is measured, and watches what it takes.

use crate::http::Seen;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What went wrong.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

/// The program: `BENCH_PARVALDE`, or the release build of this repository.
///
/// # Errors
/// There is none yet.
pub fn program() -> Result<PathBuf, Failed> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/parvalde");
    let program = std::env::var_os("BENCH_PARVALDE").map_or(built, PathBuf::from);
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("there is no {}; run `cargo build --release` first", program.display()).into())
    }
}

/// What a run took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Taken {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of both cores, of the program itself.
    pub cpu: f64,
    /// The most memory it held, in MiB.
    pub memory: f64,
}

/// Runs the program to its end.
///
/// # Errors
/// It did not do its work; with what it said.
pub fn run(program: &Path, arguments: &[&str]) -> Result<Taken, Failed> {
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut taken = Taken::default();
    loop {
        taken = watched(child.id(), taken);
        if child.try_wait()?.is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    taken.wall = began.elapsed().as_secs_f64();
    let output = child.wait_with_output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`parvalde {}`: {}", arguments.join(" "), said.trim()).into());
    }
    Ok(taken)
}

/// What a running process took until now; what was known before when it is gone.
pub fn watched(process: u32, before: Taken) -> Taken {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    let cpu = (ticks(11) + ticks(12)) / 100.0;
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0);
    Taken { wall: before.wall, cpu: cpu.max(before.cpu), memory: (peak / 1024.0).max(before.memory) }
}

/// Resident memory of a process now, in MiB.
pub fn resident(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/statm")).unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(0.0) * 4096.0 / 1_048_576.0
}

/// A demonstration that serves; stopped when dropped.
pub struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
    /// Token of the case officer.
    pub token: String,
    /// Token of the officer at the counter.
    pub counter: String,
    /// Seconds until it said that it is ready.
    pub ready: f64,
}

impl Served {
    /// Starts it.
    ///
    /// # Errors
    /// It ended, or said nothing of an address and a token.
    pub fn start(program: &Path, database: &str, persons: usize) -> Result<Self, Failed> {
        let began = Instant::now();
        let persons = persons.to_string();
        let mut child = Command::new(program)
            .args(["demo", "--db", database, "--persons", &persons, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let (mut address, mut token, mut counter, mut ready) =
            (String::new(), String::new(), String::new(), 0.0);
        for line in lines.by_ref() {
            let line = line?;
            if let Some((_, rest)) = line.split_once("ready: http://") {
                address = rest.trim_end_matches('/').to_owned();
                ready = began.elapsed().as_secs_f64();
            }
            let mut words = line.split_whitespace();
            match (words.next(), words.next()) {
                (Some("token"), Some("counter")) => counter = words.next().unwrap_or_default().to_owned(),
                (Some("token"), Some("case-officer")) => {
                    token = words.next().unwrap_or_default().to_owned();
                    break;
                }
                _ => {}
            }
        }
        // The rest is read away, so that it never waits for us.
        thread::spawn(move || lines.for_each(drop));
        if address.is_empty() || token.is_empty() {
            return Err("the demonstration told no address and no token".into());
        }
        Ok(Self { child, address, token, counter, ready })
    }

    /// Asks it something, and takes note of its processor time.
    ///
    /// # Errors
    /// As the asking.
    pub fn asked(&self, ask: impl FnOnce(&str) -> Result<Seen, Failed>) -> Result<Seen, Failed> {
        let before = watched(self.id(), Taken::default()).cpu;
        let mut seen = ask(&self.address)?;
        let taken = watched(self.id(), Taken::default()).cpu - before;
        seen.cpu = taken * 1000.0 / seen.times.len().max(1) as f64;
        Ok(seen)
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Served {
    /// Waits until what it does behind the answers (the index of the search, the look through duplicates) is done: until
    /// it takes less than a twentieth of a core for two seconds.
    pub fn settle(&self) {
        let mut before = watched(self.id(), Taken::default()).cpu;
        for _ in 0..300 {
            thread::sleep(Duration::from_secs(2));
            let now = watched(self.id(), Taken::default()).cpu;
            if now - before < 0.1 {
                return;
            }
            before = now;
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
