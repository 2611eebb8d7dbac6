//! An index of a whole country at once, by several threads.

use crate::index::{Index, Letters};
use crate::record::Record;
use crate::segment::Builder;
use crate::threads;

/// Persons given at once that are worth sharing among threads.
const SHARED_FROM: usize = 10_000;

/// Builds an index of many persons. It is the same to the byte however many threads build it and in whatever
/// portions the persons come.
pub struct Bulk {
    letters: Letters,
    /// One for each thread.
    parts: Vec<Builder>,
}

impl Bulk {
    /// Nobody yet; `threads` share the work, at least one.
    #[must_use]
    pub fn new(letters: Letters, threads: usize) -> Self {
        Self { letters, parts: (0..threads.max(1)).map(|_| Builder::default()).collect() }
    }

    /// Takes persons; nobody may come twice. The threads share them when ten thousand or more come at once; fewer
    /// are taken by the caller's thread alone.
    pub fn push(&mut self, records: &[Record]) {
        let share = records.len().div_ceil(self.parts.len()).max(SHARED_FROM / 2);
        let work = self.parts.iter_mut().zip(records.chunks(share));
        let letters = &self.letters;
        threads::each(work, |(part, records)| records.iter().for_each(|record| part.push(letters, record)));
    }

    /// The index.
    #[must_use]
    pub fn finish(self) -> Index {
        let threads = self.parts.len();
        let mut parts = self.parts.into_iter();
        let mut whole = parts.next().unwrap_or_default();
        parts.for_each(|part| whole.absorb(part));
        Index::of(self.letters, whole, threads)
    }
}
