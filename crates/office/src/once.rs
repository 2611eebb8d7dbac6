//! Requests that carry a key are done once: the key is committed with what is done for it, and the answer is kept for
//! whoever asks again. What only reads is simply done again, with its trace.

use crate::act::Office;
use crate::error::OfficeError;
use kernel::Timestamp;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicI64, Ordering};
pub use store::KeptAnswer;
use store::{AnswerSeal, Committed, Once, Store, Submission, SubmitError};

/// Seconds between two times at which old answers are forgotten.
const FORGET_EVERY: i64 = 60 * 60;

/// A request under way that carries a key.
pub struct Keyed {
    once: Once,
    seal: AnswerSeal,
    done: Mutex<Done>,
}

/// What was done for a request so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// Nothing that the log holds.
    Nothing,
    /// Something, up to this position; the key was committed with the first of it.
    Claimed(i64),
    /// Many things, each of which stands by itself and is found done when it is tried again.
    Apart(i64),
}

impl Keyed {
    fn done(&self) -> Done {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, done: Done) {
        let mut before = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        // The key was committed once, whatever follows.
        *before = match (*before, done) {
            (Done::Claimed(_), Done::Apart(position)) => Done::Claimed(position),
            (_, done) => done,
        };
    }

    /// Commits, with the key if it is the first that is done for it.
    pub(crate) async fn submit(
        &self,
        store: &Store,
        mut submission: Submission,
    ) -> Result<Committed, SubmitError> {
        if !matches!(self.done(), Done::Claimed(_)) {
            let note = self.seal.note(&self.once.slot, &submission.note);
            let note = note.map_err(|error| SubmitError::Refused(error.to_string()))?;
            submission.once = Some(Once { note, ..self.once.clone() });
        }
        let committed = store.submit(submission).await?;
        self.note(Done::Claimed(committed.position));
        Ok(committed)
    }

    /// The same for what is submitted together and stands by itself, one by one: it carries no key.
    pub(crate) fn done_apart(&self, answers: &[Result<Committed, SubmitError>]) {
        if let Some(last) = answers.iter().flatten().map(|committed| committed.position).max() {
            self.note(Done::Apart(last));
        }
    }
}

/// When old answers were forgotten last, on this node.
#[derive(Debug, Default)]
pub(crate) struct Forgetting(AtomicI64);

impl Office {
    /// What is kept of the request in this slot, if it was done within a day.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn kept_answer(&self, slot: &str) -> Result<Option<KeptAnswer>, OfficeError> {
        Ok(self.store().kept_answer(slot, self.now()).await?)
    }

    /// Takes up a request that carries a key: `slot` is a digest of who asks, the key and the path, `request` one of what
    /// is asked for.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn take_up(&self, slot: String, request: String) -> Result<Keyed, OfficeError> {
        let at = self.now();
        self.forget_answers(at).await?;
        let seal = self.store().answer_seal(at).await?;
        let once = Once { slot, request, at, note: Vec::new() };
        Ok(Keyed { once, seal, done: Mutex::new(Done::Nothing) })
    }

    /// Keeps the answer to a request that was done. Answers the one that counts where another node answered first.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn keep_answer(&self, keyed: &Keyed, answer: &[u8]) -> Result<Option<Vec<u8>>, OfficeError> {
        match keyed.done() {
            Done::Nothing => Ok(None),
            Done::Claimed(position) | Done::Apart(position) => {
                Ok(self.store().keep_answer(&keyed.once, &keyed.seal, position, answer).await?)
            }
        }
    }

    async fn forget_answers(&self, now: Timestamp) -> Result<(), OfficeError> {
        let last = &self.answers_forgotten().0;
        let before = last.load(Ordering::Relaxed);
        let due = now.plus_seconds(-FORGET_EVERY).micros() >= before;
        if due && last.compare_exchange(before, now.micros(), Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.store().forget_answers(now).await?;
        }
        Ok(())
    }
}
