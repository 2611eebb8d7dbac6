//! Commits a batch: tries, halves what the database refuses, waits for a database that is gone.

use super::head::Head;
use super::patience::{self, Doubt, Patience, Trouble};
use super::{Answers, Claims, Scribe, Written, write};
use crate::db::{Db, DriverError};
use crate::deferred;
use crate::error::{StoreError, SubmitError};
use crate::log::Submission;
use std::collections::BTreeSet;

/// Commits a batch. When the database refuses something that could not be foreseen, the batch is halved
/// until the submission at fault stands alone and only it is refused.
pub(crate) async fn commit(
    db: &Db,
    scribe: &Scribe,
    batch: &[Submission],
    patience: &mut Patience,
) -> Answers {
    let first = Claims::first(batch, db.is_sqlite());
    let mut tried = attempt(db, scribe, batch, first, false, patience).await;
    if matches!(tried, Ok(None)) {
        tried = attempt(db, scribe, batch, Claims::Each, false, patience).await;
    }
    if tried
        .as_ref()
        .is_err_and(|error| matches!(error, StoreError::Statement { .. } if !error.is_constraint()))
    {
        // A load may have put off the index of a key for now.
        tried = attempt(db, scribe, batch, Claims::Each, true, patience).await;
    }
    match tried {
        Ok(answers) => answers.unwrap_or_default(),
        Err(error) if error.is_constraint() && batch.len() > 1 => {
            let (left, right) = batch.split_at(batch.len() / 2);
            let mut answers = Box::pin(commit(db, scribe, left, patience)).await;
            answers.extend(Box::pin(commit(db, scribe, right, patience)).await);
            answers
        }
        Err(error) => {
            let answer = match &error {
                StoreError::Gone(_) => SubmitError::Gone,
                StoreError::Unknown => SubmitError::Unknown,
                other => SubmitError::Refused(other.to_string()),
            };
            tracing::warn!(error = &error as &dyn std::error::Error, "a batch was not committed");
            batch.iter().map(|_| Err(answer.clone())).collect()
        }
    }
}

/// Tries until the database answers or patience ends. Answers nothing, and writes nothing, when the claims could not
/// be taken together.
async fn attempt(
    db: &Db,
    scribe: &Scribe,
    batch: &[Submission],
    claims: Claims,
    look_for_bare: bool,
    patience: &mut Patience,
) -> Result<Option<Answers>, StoreError> {
    loop {
        let (mut doubt, mut turn) = (None, db.turn());
        let tried = tokio::select! {
            tried = once(db, scribe, batch, claims, look_for_bare, &mut doubt) => tried,
            // Whatever is waited for will not come from the server that was left.
            () = turn.passed() => Err(StoreError::Gone(DriverError::Turned)),
        };
        let error = match tried {
            Err(error @ StoreError::Gone(_)) => error,
            other => return other.map(patience::answers),
        };
        match patience::after(db, error, doubt, patience).await {
            Trouble::Again => {}
            Trouble::Committed(written) => {
                db.moved();
                return Ok(patience::answers(written));
            }
            Trouble::Gone(error) => return Err(error),
        }
    }
}

/// Writes a batch and commits it. While the commit is under way, `doubt` says what it would leave behind.
async fn once(
    db: &Db,
    scribe: &Scribe,
    batch: &[Submission],
    claims: Claims,
    look_for_bare: bool,
    doubt: &mut Option<Doubt>,
) -> Result<Option<Written>, StoreError> {
    let mut tx = db.begin_write().await?;
    let appends = batch.iter().any(|submission| !submission.events.is_empty());
    let mut head =
        if appends { Head::take(&mut tx, "event").await? } else { Head::look(&mut tx, "event").await? };
    let mut bare = if look_for_bare { deferred::bare_tables(&mut tx).await? } else { BTreeSet::new() };
    let before = head.position();
    let written = write(&mut tx, scribe, &mut head, &mut bare, batch, Vec::new(), claims).await?;
    let Some(mut written) = written else { return Ok(None) };
    let moved = head.position() != before;
    let mut marks = Vec::new();
    if moved {
        marks.push(head.save(&mut tx).await?);
    }
    marks.extend(written.traced.take());
    let ids = batch.iter().map(|submission| submission.id).filter(|id| *id != 0).collect();
    let waiting = doubt.insert(Doubt { marks, ids, written: Some(written) });
    tx.commit().await?;
    let written = waiting.written.take();
    if moved {
        db.moved();
    }
    Ok(written)
}
