//! Drives a reader of bytes with what nobody would write: every kept input as it is, and then the same cut, doubled, mixed
//! and misspelt. The same seed makes the same inputs. What is found is kept in a file, to be added to the corpus.

use anyhow::{Context as _, ensure};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Largest input that is made, in bytes.
const BYTES_MAX: usize = 64 * 1024;

/// How much is tried, and what one input may cost.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// How many inputs are made.
    pub inputs: u32,
    /// When to stop in any case.
    pub most: Duration,
    /// How long one input may take.
    pub each: Duration,
    /// By how much the memory of the process may grow, in MiB.
    pub grows_mib: u64,
}

impl Budget {
    /// What `./test` has time for: twenty seconds at most.
    #[must_use]
    pub const fn small(inputs: u32) -> Self {
        let (most, each) = (Duration::from_secs(20), Duration::from_secs(5));
        Self { inputs, most, each, grows_mib: 400 }
    }

    /// For `./test --full`: ten minutes.
    #[must_use]
    pub const fn full() -> Self {
        let (most, each) = (Duration::from_secs(600), Duration::from_secs(5));
        Self { inputs: u32::MAX, most, each, grows_mib: 400 }
    }
}

/// Inputs that are kept, and more that are made from them.
#[derive(Debug)]
pub struct Inputs {
    kept: Vec<Vec<u8>>,
    dice: ChaCha8Rng,
}

impl Inputs {
    /// The files of these folders, in the order of their names; folders within them too.
    ///
    /// # Errors
    /// A folder that cannot be read, or that holds nothing.
    pub fn of(folders: &[PathBuf], seed: u64) -> anyhow::Result<Self> {
        let mut kept = Vec::new();
        for folder in folders {
            collect(folder, &mut kept).with_context(|| format!("the corpus `{}`", folder.display()))?;
        }
        ensure!(!kept.is_empty(), "there is no corpus in {folders:?}");
        Ok(Self { kept, dice: ChaCha8Rng::seed_from_u64(seed) })
    }

    /// The corpus of this name, in `fuzz/corpus`.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn corpus(name: &str) -> anyhow::Result<Self> {
        Self::of(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name)], 1)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.dice.next_u64() % u64::try_from(count.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn any_kept(&mut self) -> Vec<u8> {
        let at = self.below(self.kept.len());
        self.kept.get(at).cloned().unwrap_or_default()
    }

    /// A place in `bytes` and one behind it, not far away.
    fn span(&mut self, bytes: &[u8]) -> (usize, usize) {
        let from = self.below(bytes.len() + 1);
        let most = if self.below(4) == 0 { bytes.len() } else { 12 };
        let length = self.below(most + 1).min(bytes.len() - from);
        (from, from + length)
    }

    /// A new input.
    pub fn make(&mut self) -> Vec<u8> {
        let mut bytes = self.any_kept();
        for _ in 0..1 + self.below(6) {
            self.change(&mut bytes);
        }
        bytes.truncate(BYTES_MAX);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        // What readers trip over: signs of every length in UTF-8, ends of numbers, quotation and nesting.
        const TOKENS: [&[u8]; 24] = [
            b"\0",
            b"\xff",
            b"\xc3",
            b"\xed\xa0\x80",
            "ā".as_bytes(),
            "€".as_bytes(),
            "\u{10ffff}".as_bytes(),
            "e\u{301}".as_bytes(),
            "\u{feff}".as_bytes(),
            "\u{202e}".as_bytes(),
            b"\"",
            b"\\",
            b"{",
            b"[",
            b"<",
            b"&",
            b"-1",
            b"99999999999999999999",
            b"9223372036854775807",
            b"1e999",
            b"0",
            b"\r\n",
            b"\n\n",
            b" ",
        ];
        let (from, to) = self.span(bytes);
        match self.below(9) {
            0 => {
                let at = self.below(bytes.len());
                let bit = 1 << self.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bit;
                }
            }
            1 => {
                let at = self.below(bytes.len());
                let new = u8::try_from(self.below(256)).unwrap_or(0);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = new;
                }
            }
            2 => drop(bytes.drain(from..to)),
            3 => {
                let part: Vec<u8> = bytes.get(from..to).unwrap_or_default().to_vec();
                let most = if self.below(20) == 0 { 2_000 } else { 3 };
                let times = 1 + self.below(most);
                let many = part.repeat(times.min(BYTES_MAX / part.len().max(1)));
                bytes.splice(from..from, many);
            }
            4 => {
                let other = self.any_kept();
                let (start, end) = self.span(&other);
                bytes.splice(from..to, other.get(start..end).unwrap_or_default().iter().copied());
            }
            5 => bytes.truncate(from),
            6 | 7 => {
                let at = self.below(TOKENS.len());
                let token = TOKENS.get(at).copied().unwrap_or_default();
                bytes.splice(from..to, token.iter().copied());
            }
            _ => {
                let (other_from, other_to) = self.span(bytes);
                let part = bytes.get(other_from..other_to).unwrap_or_default().to_vec();
                bytes.splice(from..to, part);
            }
        }
    }
}

fn collect(folder: &Path, kept: &mut Vec<Vec<u8>>) -> anyhow::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), kept)?;
        } else {
            kept.push(std::fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Hands the kept inputs and then made ones to `target`.
///
/// # Errors
/// An input at which it panics or for which it takes too long, named by the file that it was written to; memory that
/// grows beyond the budget.
pub fn drive(name: &str, mut inputs: Inputs, budget: Budget, target: impl Fn(&[u8])) -> anyhow::Result<u32> {
    let before = resident_mib();
    for kept in inputs.kept.clone() {
        one(name, &kept, budget, &target)?;
    }
    let began = now();
    let mut made = 0;
    while made < budget.inputs && began.elapsed() < budget.most {
        let input = inputs.make();
        one(name, &input, budget, &target)?;
        made += 1;
    }
    let grown = resident_mib().saturating_sub(before);
    ensure!(grown <= budget.grows_mib, "`{name}` took {grown} MiB of memory");
    eprintln!(
        "{name}: {} kept and {made} made inputs in {:?}, {grown} MiB",
        inputs.kept.len(),
        began.elapsed()
    );
    Ok(made)
}

fn one(name: &str, input: &[u8], budget: Budget, target: &impl Fn(&[u8])) -> anyhow::Result<()> {
    let began = now();
    let ended = catch_unwind(AssertUnwindSafe(|| target(input)));
    let took = began.elapsed();
    if ended.is_ok() && took <= budget.each {
        return Ok(());
    }
    let file = std::env::temp_dir().join(format!("parvalde-fuzz-{name}-{}", std::process::id()));
    std::fs::write(&file, input)?;
    let what = if ended.is_err() { "panicked".to_owned() } else { format!("took {took:?}") };
    anyhow::bail!("`{name}` {what} at the input kept in {}", file.display());
}

/// The most memory that the process ever had, in MiB; 0 where the system does not say.
fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<u64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kib.unwrap_or(0) / 1024
}

// A measurement is what the clock is for here.
#[allow(clippy::disallowed_methods)]
fn now() -> Instant {
    Instant::now()
}
