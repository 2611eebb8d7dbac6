//! How the writer does: batches and their sizes, answers, the time it took, what waits. For operators.

use crate::error::SubmitError;
use crate::log::Committed;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the classes into which batches are counted by the number of their submissions.
pub const BATCH_SIZES: [u64; 8] = [1, 2, 5, 10, 50, 100, 500, 1000];

/// What the writer counts while it works.
#[derive(Debug, Default)]
pub(crate) struct Beat {
    sizes: [AtomicU64; BATCH_SIZES.len()],
    submissions: AtomicU64,
    committed: AtomicU64,
    refused: AtomicU64,
    gone: AtomicU64,
    waits: AtomicU64,
    micros: AtomicU64,
}

/// What the writer did since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// Submissions that wait for the writer now.
    pub waiting: u64,
    /// Batches by the number of their submissions: at most as many as [`BATCH_SIZES`] says at the same place, and
    /// more than the one before.
    pub sizes: [u64; BATCH_SIZES.len()],
    /// Submissions taken, whatever became of them.
    pub submissions: u64,
    /// Submissions committed.
    pub committed: u64,
    /// Submissions refused: stale, taken, or against a rule of the database.
    pub refused: u64,
    /// Submissions that were told that the database does not answer, or not in time whether it committed them.
    pub gone: u64,
    /// How often the writer waited for a database that was gone.
    pub waits: u64,
    /// Microseconds spent on batches.
    pub micros: u64,
}

fn add(counter: &AtomicU64, count: usize) {
    counter.fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
}

impl Beat {
    /// Counts a batch.
    pub(crate) fn batch(&self, results: &[Result<Committed, SubmitError>], took: Duration, waits: u32) {
        let size = u64::try_from(results.len()).unwrap_or(u64::MAX);
        let class = BATCH_SIZES.iter().position(|most| size <= *most).unwrap_or(BATCH_SIZES.len() - 1);
        if let Some(class) = self.sizes.get(class) {
            add(class, 1);
        }
        let count =
            |is: fn(&Result<Committed, SubmitError>) -> bool| results.iter().filter(|r| is(r)).count();
        let (committed, gone) =
            (count(Result::is_ok), count(|r| matches!(r, Err(SubmitError::Gone | SubmitError::Unknown))));
        add(&self.submissions, results.len());
        add(&self.committed, committed);
        add(&self.gone, gone);
        add(&self.refused, results.len() - committed - gone);
        self.waits.fetch_add(u64::from(waits), Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(crate) fn read(&self, waiting: usize) -> Pulse {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Pulse {
            waiting: u64::try_from(waiting).unwrap_or(u64::MAX),
            sizes: self.sizes.each_ref().map(read),
            submissions: read(&self.submissions),
            committed: read(&self.committed),
            refused: read(&self.refused),
            gone: read(&self.gone),
            waits: read(&self.waits),
            micros: read(&self.micros),
        }
    }
}
