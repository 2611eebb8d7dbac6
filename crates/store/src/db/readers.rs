//! The reading connections of a file, and the states of it that they hold on to between readings.
//!
//! Whoever begins to read after a commit finds the pages gone that the connection had: each commit of a trace cost
//! every reader all that it kept. So a reading that is let out only if the log did not move in between
//! (`Submission::seen`) may take a state that an earlier one began with, however many traces were committed since.

use rusqlite::Connection;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Connections that nobody reads with.
#[derive(Debug, Default)]
pub(super) struct Readers {
    idle: Mutex<Vec<Reader>>,
    /// Counts the times at which states that are held were given up.
    era: AtomicU64,
}

/// A reading connection.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) connection: Connection,
    /// The era in which the state that it holds began; nothing when it holds none.
    pub(super) holds: Option<u64>,
}

impl Reader {
    /// Gives up the state that it holds. A connection that cannot is of no more use.
    pub(super) fn let_go(mut self) -> Option<Self> {
        if self.connection.is_autocommit() || self.connection.execute_batch("ROLLBACK").is_ok() {
            self.holds = None;
            Some(self)
        } else {
            None
        }
    }
}

impl Readers {
    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection without a state, if one is idle.
    pub(super) fn fresh(&self) -> Option<Reader> {
        let mut idle = self.idle();
        let at = idle.iter().position(|reader| reader.holds.is_none());
        let reader = at.map(|at| idle.swap_remove(at)).or_else(|| idle.pop())?;
        drop(idle);
        reader.let_go()
    }

    /// A connection that holds a state of this era, or else any, and the era.
    pub(super) fn holding(&self) -> (Option<Reader>, u64) {
        let era = self.era();
        let mut idle = self.idle();
        let at = idle.iter().position(|reader| reader.holds == Some(era));
        let reader = at.map(|at| idle.swap_remove(at)).or_else(|| idle.pop());
        drop(idle);
        let usable = |reader: Reader| if reader.holds == Some(era) { Some(reader) } else { reader.let_go() };
        (reader.and_then(usable), era)
    }

    pub(super) fn era(&self) -> u64 {
        self.era.load(Ordering::Acquire)
    }

    /// Takes a connection back.
    pub(super) fn back(&self, reader: Reader) {
        let reader = match reader.holds {
            Some(era) if era == self.era() => Some(reader),
            _ => reader.let_go(),
        };
        self.idle().extend(reader);
    }

    /// From now on no state from before is taken; those that are read from are given up when they come back.
    pub(super) fn turn(&self) {
        self.era.fetch_add(1, Ordering::AcqRel);
    }

    /// Gives up the states that are held, so that the WAL can be moved and begun anew.
    pub(super) fn let_go(&self) {
        self.turn();
        let held: Vec<Reader> = {
            let mut idle = self.idle();
            let (held, free) = idle.drain(..).partition(|reader| reader.holds.is_some());
            *idle = free;
            held
        };
        let free = held.into_iter().filter_map(Reader::let_go);
        self.idle().extend(free.collect::<Vec<_>>());
    }

    /// Closes the connections.
    pub(super) fn close(&self) {
        self.idle().clear();
    }
}
