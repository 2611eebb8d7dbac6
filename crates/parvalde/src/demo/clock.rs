//! A clock that can be set: the demonstration lives through some weeks in a second, then follows the machine,
//! perhaps from another moment on.

use kernel::{Clock, SystemClock, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};

/// Follows the machine's clock, moved by some microseconds, unless it is set.
#[derive(Debug)]
pub struct SettableClock {
    set: AtomicI64,
    moved: i64,
}

/// No instant of the demonstration: the machine's clock is followed.
const FOLLOWING: i64 = i64::MIN;

impl SettableClock {
    /// A clock that follows the machine's, as if it were `at` now.
    pub fn following(at: Option<Timestamp>) -> Self {
        let moved = at.map_or(0, |at| at.micros().saturating_sub(SystemClock.now().micros()));
        Self { set: AtomicI64::new(FOLLOWING), moved }
    }

    /// Stands still at `at` until it is set again.
    pub fn set(&self, at: Timestamp) {
        self.set.store(at.micros(), Ordering::SeqCst);
    }

    /// Follows the machine's clock again.
    pub fn follow(&self) {
        self.set.store(FOLLOWING, Ordering::SeqCst);
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Timestamp {
        match self.set.load(Ordering::SeqCst) {
            FOLLOWING => Timestamp::from_micros(SystemClock.now().micros().saturating_add(self.moved)),
            micros => Timestamp::from_micros(micros),
        }
    }
}
