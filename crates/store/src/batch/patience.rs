//! What is done about a batch when the database goes away in the middle: it is waited for, asked what became of the
//! batch where that is in doubt, and the batch is tried again, all within a bounded time.
//!
//! A commit whose answer was lost is in doubt. The log itself says what became of it: each batch leaves a checkpoint,
//! and the root in it depends on every entry before and in the batch. If the checkpoint is there with the batch's root,
//! the batch is there.

use super::head::Head;
use super::{Answers, Written};
use crate::db::{Db, DriverError};
use crate::error::StoreError;
use crate::merkle::Hash;
use crate::value::{Kind, Value};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// How long a submission may wait for a database that is gone, from when it was handed in.
const WAIT: Duration = Duration::from_secs(10);
/// How long it may wait when it could have been committed: rather told late than told wrongly.
const DOUBT: Duration = Duration::from_secs(25);
/// How long the database may take to say what became of a batch, before it is asked again.
const ASKED: Duration = Duration::from_secs(5);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);

/// The checkpoint that a batch leaves in a lane.
pub(crate) struct Mark {
    pub(super) lane: &'static str,
    pub(super) size: i64,
    pub(super) root: Hash,
}

/// A batch that may have been committed: its checkpoints, the ids of its submissions, and what they are told if it was.
pub(super) struct Doubt {
    pub(super) marks: Vec<Mark>,
    pub(super) ids: Vec<i64>,
    pub(super) written: Option<Written>,
}

/// How long a batch still waits.
pub(crate) struct Patience {
    /// When the submission that waits longest was handed in; nothing where the database is a file of our own, which
    /// another attempt finds as it was.
    since: Option<Instant>,
    /// How often the database was waited for.
    pub(crate) waits: u32,
}

impl Patience {
    pub(crate) const fn since(since: Option<Instant>) -> Self {
        Self { since, waits: 0 }
    }

    /// Waits a little; answers false when there is no more time.
    async fn wait(&mut self, most: Duration) -> bool {
        let Some(since) = self.since else { return false };
        if since.elapsed() >= most {
            return false;
        }
        self.waits += 1;
        sleep(PAUSE).await;
        true
    }
}

/// How a try ended that could not be ended well.
pub(super) enum Trouble {
    /// Try again: nothing of the batch was committed.
    Again,
    /// It was committed after all.
    Committed(Option<Written>),
    /// There is no more time.
    Gone(StoreError),
}

/// What to do after the database was gone with `error`.
pub(super) async fn after(
    db: &Db,
    error: StoreError,
    doubt: Option<Doubt>,
    patience: &mut Patience,
) -> Trouble {
    if db.is_closed() {
        return Trouble::Gone(if doubt.is_some() { StoreError::Unknown } else { error });
    }
    let Some(doubt) = doubt else {
        return if patience.wait(WAIT).await { Trouble::Again } else { Trouble::Gone(error) };
    };
    if patience.since.is_none() {
        // A file answers at once or not at all. A commit that failed on the way to the disk can be found there by whoever
        // opens the file anew, unless something else was committed in its place: asking does that.
        return match is_there(db, &doubt).await {
            Ok(true) => Trouble::Committed(doubt.written),
            Ok(false) => Trouble::Gone(error),
            Err(_) => Trouble::Gone(StoreError::Unknown),
        };
    }
    while patience.wait(DOUBT).await {
        let mut turn = db.turn();
        let settled = tokio::select! {
            settled = timeout(ASKED, is_there(db, &doubt)) => {
                settled.unwrap_or(Err(StoreError::Gone(DriverError::Silent)))
            }
            () = turn.passed() => Err(StoreError::Gone(DriverError::Turned)),
        };
        match settled {
            Ok(there) => {
                tracing::warn!(there, "it was asked what became of a batch whose answer was lost");
                return if there { Trouble::Committed(doubt.written) } else { Trouble::Again };
            }
            Err(StoreError::Gone(_)) => {}
            Err(other) => {
                tracing::error!(
                    error = &other as &dyn std::error::Error,
                    "it cannot be asked what became of a batch"
                );
                break;
            }
        }
    }
    Trouble::Gone(StoreError::Unknown)
}

/// Whether the batch is in the database, for good.
///
/// The lanes are taken, so that a server that still commits it is waited for; and the transaction writes, so that its
/// own commit is acknowledged only when every server that must have a commit has all that came before it too.
async fn is_there(db: &Db, doubt: &Doubt) -> Result<bool, StoreError> {
    let mut tx = db.begin_write().await?;
    for mark in &doubt.marks {
        Head::take(&mut tx, mark.lane).await?;
    }
    let there = if let Some(mark) = doubt.marks.first() {
        let sql = "SELECT root FROM checkpoint WHERE lane = $1 AND size = $2";
        let values = [Value::from(mark.lane), Value::Int(mark.size)];
        let rows = tx.rows("checkpoint asked", sql, &values, &[], &[Kind::Bytes]).await?;
        rows.first().is_some_and(|row| row.bytes(0).is_ok_and(|root| root == mark.root))
    } else if let Some(id) = doubt.ids.first() {
        let sql = "SELECT position FROM submission WHERE id = $1";
        !tx.rows("submission asked", sql, &[Value::Int(*id)], &[], &[Kind::Int]).await?.is_empty()
    } else {
        // Jobs alone, which are entered once however often they come.
        false
    };
    tx.commit().await?;
    Ok(there)
}

/// What the submissions of a batch are told.
pub(super) fn answers(written: Option<Written>) -> Option<Answers> {
    written.map(|written| written.answers)
}
