//! What goes wrong with a database, by the word of a simulation: statements that fail, commits that fail, commits whose
//! answer is lost, and others who come in between.
//!
//! A store is opened with [`Faults`] by [`Store::open_simulated`](crate::Store::open_simulated) and by nothing else.
//! What strikes is told as a driver would tell that the disk or the connection failed, and goes the same way from there.

use crate::db::DriverError;
use std::fmt;
use std::sync::Arc;

/// When something can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A transaction is about to begin.
    Begin,
    /// A statement is about to run.
    Statement,
    /// A commit is about to be asked for: when it strikes here, nothing was committed.
    Commit,
    /// The commit is done, and its answer on the way: when it strikes here, the answer is lost.
    Committed,
}

/// Who says what goes wrong. The same answers in the same order make the same run.
pub trait Faults: Send + Sync + fmt::Debug {
    /// Whether it goes wrong now.
    fn strikes(&self, moment: Moment) -> bool;

    /// How often others get their turn before a transaction begins.
    fn turns(&self) -> u32;
}

/// The faults of a database; none outside a simulation.
pub(crate) type Struck = Option<Arc<dyn Faults>>;

/// Asks whether it goes wrong now.
pub(crate) fn meet(faults: &Struck, moment: Moment) -> Result<(), DriverError> {
    match faults {
        Some(faults) if faults.strikes(moment) => Err(DriverError::Struck(moment)),
        _ => Ok(()),
    }
}

/// Lets others have their turn.
pub(crate) async fn let_others(faults: &Struck) {
    if let Some(faults) = faults {
        for _ in 0..faults.turns() {
            tokio::task::yield_now().await;
        }
    }
}
