//! The one writer: takes what waits, commits it in batches, answers each.

use crate::batch::{self, Scribe, patience::Patience};
use crate::db::Db;
use crate::error::SubmitError;
use crate::log::{Committed, Submission};
use crate::pulse::Beat;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// Submissions in one transaction at most.
const BATCH: usize = 1000;

/// A submission on its way to the writer, with when it was handed in and whoever waits for the answer.
pub(super) struct Waiting {
    submission: Submission,
    since: Instant,
    answer: oneshot::Sender<Result<Committed, SubmitError>>,
}

pub(super) type Answered = oneshot::Receiver<Result<Committed, SubmitError>>;

impl Waiting {
    pub(super) fn new(submission: Submission) -> (Self, Answered) {
        let (answer, answered) = oneshot::channel();
        (Self { submission, since: Instant::now(), answer }, answered)
    }
}

pub(super) async fn write(
    db: Db,
    scribe: Arc<Scribe>,
    mut waiting: mpsc::Receiver<Waiting>,
    beat: Arc<Beat>,
) {
    let mut taken = Vec::with_capacity(BATCH);
    let mut troubled = false;
    while waiting.recv_many(&mut taken, BATCH).await > 0 {
        if troubled {
            // They waited for a database that was gone, and were told so when their time was over.
            taken.retain(|waiting| !waiting.answer.is_closed());
            if taken.is_empty() {
                continue;
            }
        }
        let began = Instant::now();
        let oldest = taken.iter().map(|waiting| waiting.since).min().unwrap_or(began);
        let mut patience = Patience::since((!db.is_sqlite()).then_some(oldest));
        let (submissions, answers): (Vec<_>, Vec<_>) =
            taken.drain(..).map(|waiting| (waiting.submission, waiting.answer)).unzip();
        let results = batch::commit(&db, &scribe, &submissions, &mut patience).await;
        let gone =
            results.iter().any(|result| matches!(result, Err(SubmitError::Gone | SubmitError::Unknown)));
        troubled = gone || patience.waits > 0;
        beat.batch(&results, began.elapsed(), patience.waits);
        for (answer, result) in answers.into_iter().zip(results) {
            // Whoever asked may have gone away; the work stands all the same.
            drop(answer.send(result));
        }
    }
}
