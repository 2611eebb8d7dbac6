//! Moves what was committed from the WAL into the file, on a thread of its own: a commit does not wait for it.

use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// From so many bytes on the WAL is worth moving.
const WORTH: u64 = 4 << 20;
/// How often it looks whether something was committed.
const REST: Duration = Duration::from_millis(250);

/// The thread, until it is dropped.
#[derive(Debug)]
pub(super) struct Checkpointer {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts it; whoever commits sets `committed`, `let_go` makes readers give up the states that they hold, and
    /// `connect` opens its connection when it is first needed.
    pub(super) fn start<L, C>(path: &str, committed: Arc<AtomicBool>, let_go: L, connect: C) -> Self
    where
        L: Fn() + Send + 'static,
        C: Fn(&str) -> Result<Connection, rusqlite::Error> + Send + 'static,
    {
        let (stop, stopped) = channel();
        let path = path.to_owned();
        let thread = std::thread::spawn(move || work(&path, &committed, &stopped, let_go, connect));
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // It holds nothing that would be lost.
            let _ = thread.join();
        }
    }
}

/// What could not be moved is moved the next time; the writer itself does it when the WAL grows too large.
fn work<L, C>(path: &str, committed: &AtomicBool, stopped: &Receiver<()>, let_go: L, connect: C)
where
    L: Fn(),
    C: Fn(&str) -> Result<Connection, rusqlite::Error>,
{
    let wal = format!("{path}-wal");
    let mut connection = None;
    while stopped.recv_timeout(REST) == Err(RecvTimeoutError::Timeout) {
        // No state is held for longer than a rest: what comes after it in the WAL could not be moved.
        let_go();
        let worth = std::fs::metadata(&wal).is_ok_and(|data| data.len() >= WORTH);
        if !worth || !committed.swap(false, Ordering::Relaxed) {
            continue;
        }
        if connection.is_none() {
            connection = connect(path).ok();
        }
        let Some(open) = &connection else { continue };
        if let Err(error) = open.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            tracing::warn!(%error, "the WAL could not be moved into the file");
        }
    }
}
