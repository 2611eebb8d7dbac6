//! The way in for very many submissions: prepared on one thread while another writes, in large transactions
//! that each end with one sync, with the indexes of an empty register put off to the end.

use crate::batch::head::Head;
use crate::batch::prepare::{Place, Prepared, Versions, prepare};
use crate::batch::{Answers, Claims, Scribe, write};
use crate::db::Tx;
use crate::deferred;
use crate::error::{StoreError, SubmitError};
use crate::log::{Committed, Submission};
use crate::sealing::keys::{Keys, STREAM_KEY};
use crate::store::Store;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::mpsc;

/// Chunks that wait for the writer.
const CHUNKS_WAITING: usize = 4;

/// A part of a load on its way to the writer.
struct Chunk<T> {
    tag: T,
    list: Vec<Submission>,
    ahead: Vec<Option<Prepared>>,
}

impl Store {
    /// Commits all that `source` gives, chunk by chunk, until it gives nothing more; `settle` hears what became
    /// of each chunk, in order, after its commit, and may end the load with an error.
    ///
    /// A transaction ends with the first chunk that brings it to `commit_every` submissions: few large ones are
    /// cheap, for each writes the changed pages of the trees anew, and what is lost when the process is killed is
    /// at most one.
    ///
    /// Each submission starts new streams (it expects version 0 of them). The source runs on a thread of its
    /// own. When the log is empty, indexes that keep nothing free are put off and made again at the end; a load
    /// that was broken off goes on like that.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; what `settle` says.
    pub async fn load<T, E, S, A>(&self, commit_every: usize, mut source: S, mut settle: A) -> Result<(), E>
    where
        T: Send + 'static,
        E: From<StoreError>,
        S: FnMut() -> Option<(T, Vec<Submission>)> + Send + 'static,
        A: FnMut(T, Vec<Result<Committed, SubmitError>>) -> Result<(), E>,
    {
        let start = self.begin_load().await?;
        // Events that were prepared and then refused: what is prepared next moves back by as many places.
        let refused = Arc::new(AtomicI64::new(0));
        let (give, mut take) = mpsc::channel(CHUNKS_WAITING);
        let (scribe, lost) = (Arc::clone(&self.scribe), Arc::clone(&refused));
        let preparing = std::thread::spawn(move || {
            let mut given = 0;
            while let Some((tag, list)) = source() {
                let mut place = start;
                place.after += given - lost.load(Ordering::Relaxed);
                let ahead = ahead(&scribe, &list, place);
                given += events(&list);
                if give.blocking_send(Chunk { tag, list, ahead }).is_err() {
                    break;
                }
            }
        });
        let mut more = true;
        while more {
            let settled;
            (settled, more) = self.transaction(commit_every, &mut take, &refused).await?;
            for (tag, answers) in settled {
                settle(tag, answers)?;
            }
        }
        drop(take);
        // It has nothing left to do; should it have failed, its channel closed early and the caller counts less.
        preparing.join().map_err(|_| StoreError::Closed)?;
        deferred::make_each(&self.db).await?;
        Ok(())
    }

    /// Puts the indexes off when nothing is there yet; answers where the log ends.
    async fn begin_load(&self) -> Result<Place, StoreError> {
        let mut tx = self.db.begin_write().await?;
        tx.make_room().await?;
        let head = Head::take(&mut tx, "event").await?;
        if head.position() == 0 {
            let tables = self.scribe.projector.tables();
            let ours = |name: &str| {
                name == "event" || name == STREAM_KEY.name || tables.iter().any(|table| table.name == name)
            };
            deferred::put_off(&mut tx, ours).await?;
        }
        tx.commit().await?;
        Ok(Place { after: head.position(), recorded_at: head.recorded_at })
    }

    /// Writes chunks up to the limit of a transaction, commits, and answers what became of them and whether
    /// more may come.
    async fn transaction<T>(
        &self,
        commit_every: usize,
        take: &mut mpsc::Receiver<Chunk<T>>,
        refused: &AtomicI64,
    ) -> Result<(Vec<(T, Answers)>, bool), StoreError> {
        let Some(mut chunk) = take.recv().await else { return Ok((Vec::new(), false)) };
        let mut tx = self.db.begin_write().await?;
        let mut head = Head::take(&mut tx, "event").await?;
        let bare = deferred::bare_tables(&mut tx).await?;
        let mut writing = Writing { scribe: &self.scribe, bare };
        let before = head.position();
        let (mut settled, mut count, mut more) = (Vec::new(), 0, true);
        loop {
            let Chunk { tag, list, ahead } = chunk;
            let wanted = head.position() + events(&list);
            let answers = writing.chunk(&mut tx, &mut head, &list, ahead).await?;
            refused.fetch_add(wanted - head.position(), Ordering::Relaxed);
            count += list.len();
            settled.push((tag, answers));
            if count >= commit_every {
                break;
            }
            match take.recv().await {
                Some(next) => chunk = next,
                None => {
                    more = false;
                    break;
                }
            }
        }
        if head.position() != before {
            head.save(&mut tx).await?;
        }
        tx.commit().await?;
        self.db.moved();
        Ok((settled, more))
    }
}

fn events(list: &[Submission]) -> i64 {
    i64::try_from(list.iter().map(|submission| submission.events.len()).sum::<usize>()).unwrap_or(0)
}

/// Prepares submissions for places one after another. One that cannot be prepared is left to the writer, who
/// says why.
fn ahead(scribe: &Scribe, list: &[Submission], mut place: Place) -> Vec<Option<Prepared>> {
    list.iter()
        .map(|submission| {
            let prepared = prepare(scribe, submission, place, &Versions::new(), &Keys::new()).ok()?;
            place.after += i64::try_from(prepared.rows.len()).unwrap_or(0);
            if !prepared.rows.is_empty() {
                place.recorded_at = prepared.recorded_at;
            }
            Some(prepared)
        })
        .collect()
}

struct Writing<'a> {
    scribe: &'a Scribe,
    bare: BTreeSet<String>,
}

impl Writing<'_> {
    /// Writes a chunk behind a savepoint. What the database refuses unforeseen is found by halving.
    async fn chunk(
        &mut self,
        tx: &mut Tx,
        head: &mut Head,
        list: &[Submission],
        ahead: Vec<Option<Prepared>>,
    ) -> Result<Answers, StoreError> {
        let start = head.clone();
        tx.script("savepoint", "SAVEPOINT chunk").await?;
        let first = Claims::first(list, tx.is_sqlite());
        let mut tried = write(tx, self.scribe, head, &mut self.bare, list, ahead, first).await;
        if matches!(tried, Ok(None)) {
            self.back(tx).await?;
            *head = start.clone();
            tried = write(tx, self.scribe, head, &mut self.bare, list, Vec::new(), Claims::Each).await;
        }
        match tried {
            Ok(written) => {
                tx.script("savepoint", "RELEASE SAVEPOINT chunk").await?;
                Ok(written.map(|written| written.answers).unwrap_or_default())
            }
            Err(error) if error.is_constraint() => {
                self.back(tx).await?;
                tx.script("savepoint", "RELEASE SAVEPOINT chunk").await?;
                *head = start;
                if list.len() < 2 {
                    return Ok(list.iter().map(|_| Err(SubmitError::Refused(error.to_string()))).collect());
                }
                let (left, right) = list.split_at(list.len() / 2);
                let mut answers = Box::pin(self.chunk(tx, head, left, Vec::new())).await?;
                answers.extend(Box::pin(self.chunk(tx, head, right, Vec::new())).await?);
                Ok(answers)
            }
            Err(error) => Err(error),
        }
    }

    async fn back(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        tx.script("savepoint", "ROLLBACK TO SAVEPOINT chunk").await?;
        self.bare = deferred::bare_tables(tx).await?;
        Ok(())
    }
}
