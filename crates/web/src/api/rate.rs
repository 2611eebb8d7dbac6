//! How many requests one caller may send: a bucket of tokens that fills at a steady pace.

use kernel::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The pace of requests of one caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Requests at once.
    pub burst: u32,
    /// Requests a second after that.
    pub per_second: u32,
}

impl Default for Pace {
    /// Wide: it stops a program that runs away, not one that works.
    fn default() -> Self {
        Self { burst: 100_000, per_second: 50_000 }
    }
}

/// Most callers remembered at one time; a caller with a full bucket needs no memory.
const CALLERS_MAX: usize = 10_000;

/// The buckets of all callers.
#[derive(Debug)]
pub struct Buckets {
    pace: Pace,
    open: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// Millionths of a request left.
    left: u64,
    at: Timestamp,
}

impl Buckets {
    /// Buckets of this pace, all full.
    #[must_use]
    pub fn new(pace: Pace) -> Self {
        Self { pace, open: Mutex::new(HashMap::new()) }
    }

    /// Takes one request of `caller` out of its bucket.
    ///
    /// # Errors
    /// The seconds to wait, at least one.
    pub fn take(&self, caller: &str, now: Timestamp) -> Result<(), u32> {
        let full = u64::from(self.pace.burst) * 1_000_000;
        let pace = u64::from(self.pace.per_second);
        let filled = |bucket: &Bucket| {
            let micros = u64::try_from(now.micros().saturating_sub(bucket.at.micros())).unwrap_or(0);
            bucket.left.saturating_add(micros.saturating_mul(pace)).min(full)
        };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= CALLERS_MAX && !open.contains_key(caller) {
            open.retain(|_, bucket| filled(bucket) < full);
            if open.len() >= CALLERS_MAX {
                open.clear();
            }
        }
        let left = open.get(caller).map_or(full, filled);
        let (left, answer) = match left.checked_sub(1_000_000) {
            Some(rest) => (rest, Ok(())),
            None => {
                let wait = (1_000_000 - left).div_ceil(pace.max(1)).div_ceil(1_000_000);
                (left, Err(u32::try_from(wait).unwrap_or(u32::MAX).max(1)))
            }
        };
        if let Some(bucket) = open.get_mut(caller) {
            *bucket = Bucket { left, at: now };
        } else {
            open.insert(caller.to_owned(), Bucket { left, at: now });
        }
        answer
    }
}
