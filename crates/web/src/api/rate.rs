//! How many requests one caller may send: a bucket of tokens that fills at a steady pace.

use kernel::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

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

/// How a bucket fills: a pace of any slowness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refill {
    burst: u64,
    /// Nanoseconds after which one more request may be sent.
    each: u64,
}

impl Refill {
    /// So many requests at once, and one more after each `pause`.
    #[must_use]
    pub fn one_in(pause: Duration, burst: u32) -> Self {
        Self { burst: u64::from(burst), each: u64::try_from(pause.as_nanos()).unwrap_or(u64::MAX).max(1) }
    }

    /// The same for a caller who may send so many times more.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        let factor = u64::from(factor.max(1));
        Self { burst: self.burst.saturating_mul(factor), each: (self.each / factor).max(1) }
    }
}

impl From<Pace> for Refill {
    fn from(pace: Pace) -> Self {
        Self::one_in(Duration::from_secs(1) / pace.per_second.max(1), pace.burst)
    }
}

/// Most callers remembered at one time; a caller with a full bucket needs no memory.
const CALLERS_MAX: usize = 10_000;

/// The buckets of all callers.
#[derive(Debug)]
pub struct Buckets {
    refill: Refill,
    open: Mutex<HashMap<String, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// What is left, in nanoseconds of filling.
    left: u64,
    at: Timestamp,
}

impl Buckets {
    /// Buckets that fill so, all full.
    #[must_use]
    pub fn new(refill: impl Into<Refill>) -> Self {
        Self { refill: refill.into(), open: Mutex::new(HashMap::new()) }
    }

    /// Takes one request of `caller` out of its bucket.
    ///
    /// # Errors
    /// The seconds to wait, at least one.
    pub fn take(&self, caller: &str, now: Timestamp) -> Result<(), u32> {
        let each = self.refill.each;
        let full = self.refill.burst.saturating_mul(each);
        let filled = |bucket: &Bucket| {
            let micros = u64::try_from(now.micros().saturating_sub(bucket.at.micros())).unwrap_or(0);
            bucket.left.saturating_add(micros.saturating_mul(1_000)).min(full)
        };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= CALLERS_MAX && !open.contains_key(caller) {
            open.retain(|_, bucket| filled(bucket) < full);
            // Whoever comes from that many places at once is not told apart from them: the most filled gives way.
            let fullest = open.iter().max_by_key(|(_, bucket)| filled(bucket)).map(|(name, _)| name.clone());
            if let Some(name) = fullest.filter(|_| open.len() >= CALLERS_MAX) {
                open.remove(&name);
            }
        }
        let left = open.get(caller).map_or(full, filled);
        let (left, answer) = match left.checked_sub(each) {
            Some(rest) => (rest, Ok(())),
            None => {
                let wait = (each - left).div_ceil(1_000_000_000);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn a_bucket_empties_at_once_and_fills_slowly() {
        let buckets = Buckets::new(Refill::one_in(Duration::from_secs(6), 3));
        assert!((0..3).all(|_| buckets.take("a", at(0)).is_ok()));
        assert_eq!(buckets.take("a", at(0)), Err(6));
        assert_eq!(buckets.take("a", at(4)), Err(2));
        assert_eq!(buckets.take("b", at(4)), Ok(()));
        assert_eq!(buckets.take("a", at(6)), Ok(()));
        assert_eq!(buckets.take("a", at(6)), Err(6));
        assert!((0..3).all(|_| buckets.take("a", at(6_000)).is_ok()));
    }

    #[test]
    fn a_crowd_of_addresses_does_not_free_one_that_was_stopped() {
        let buckets = Buckets::new(Refill::one_in(Duration::from_secs(6), 2));
        assert!((0..2).all(|_| buckets.take("stopped", at(0)).is_ok()));
        assert!(buckets.take("stopped", at(0)).is_err());
        for other in 0..CALLERS_MAX + 50 {
            assert!(buckets.take(&other.to_string(), at(1)).is_ok());
        }
        assert!(buckets.take("stopped", at(1)).is_err());
    }

    #[test]
    fn a_factor_lets_more_through() {
        let buckets = Buckets::new(Refill::one_in(Duration::from_secs(6), 2).times(100));
        assert!((0..200).all(|_| buckets.take("a", at(0)).is_ok()));
        assert!(buckets.take("a", at(0)).is_err());
    }
}
