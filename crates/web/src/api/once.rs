//! `Idempotency-Key`: a request that is sent twice is done once, and both get the same answer.
//!
//! Kept in memory for a day, per caller, key and path. The same key with another body is refused: it is a
//! mistake of the client's program that would otherwise lose a request.

use super::failure::Failure;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use kernel::Timestamp;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

const KEPT_SECONDS: i64 = 24 * 60 * 60;
const ANSWERS_MAX: usize = 10_000;
const BYTES_MAX: usize = 32 * 1024 * 1024;
/// Most characters of a key.
pub const KEY_LENGTH_MAX: usize = 128;

/// An answer that is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The status.
    pub status: StatusCode,
    /// The headers that belong to the answer itself.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body.
    pub body: Bytes,
}

impl Kept {
    /// The headers of an answer that a replay repeats.
    pub fn headers_of(headers: &HeaderMap) -> Vec<(HeaderName, HeaderValue)> {
        let own = [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::ETAG, header::LOCATION];
        let position = HeaderName::from_static(super::door::POSITION);
        own.into_iter()
            .chain([position])
            .filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)))
            .collect()
    }
}

/// What became of a request that carries a key.
#[derive(Debug)]
pub enum Turn {
    /// It is new: do it, and hand the answer to [`Answers::keep`].
    First,
    /// It was done: this is the answer.
    Done(Kept),
}

#[derive(Debug)]
struct Entry {
    body: [u8; 32],
    at: Timestamp,
    answer: Option<Kept>,
}

#[derive(Debug, Default)]
struct Book {
    entries: HashMap<[u8; 32], Entry>,
    order: VecDeque<([u8; 32], Timestamp)>,
    bytes: usize,
}

/// The answers of the last day.
#[derive(Debug, Default)]
pub struct Answers {
    book: Mutex<Book>,
}

/// Whose request it is: a digest of caller, key and path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot([u8; 32]);

impl Slot {
    /// The slot of a request.
    pub fn of(caller: &str, key: &str, path: &str) -> Self {
        let mut digest = Sha256::new();
        for part in [caller, key, path] {
            digest.update(part.len().to_be_bytes());
            digest.update(part.as_bytes());
        }
        Self(digest.finalize().into())
    }
}

impl Answers {
    /// Takes up a request.
    ///
    /// # Errors
    /// 422 when the key was used with another body, 409 when the first request is still running.
    pub fn begin(&self, slot: Slot, body: &[u8], now: Timestamp) -> Result<Turn, Failure> {
        let digest: [u8; 32] = Sha256::digest(body).into();
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        book.forget(now);
        match book.entries.get(&slot.0) {
            Some(entry) if entry.body != digest => {
                Err(Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused"))
            }
            Some(Entry { answer: Some(kept), .. }) => Ok(Turn::Done(kept.clone())),
            Some(_) => Err(Failure::new(StatusCode::CONFLICT, "key-running")
                .header(header::RETRY_AFTER, HeaderValue::from_static("1"))),
            None => {
                book.entries.insert(slot.0, Entry { body: digest, at: now, answer: None });
                book.order.push_back((slot.0, now));
                Ok(Turn::First)
            }
        }
    }

    /// Keeps the answer of a request that was done.
    pub fn keep(&self, slot: Slot, answer: Kept) {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let size = answer.body.len();
        if let Some(entry) = book.entries.get_mut(&slot.0) {
            entry.answer = Some(answer);
            book.bytes += size;
        }
    }

    /// Forgets a request that was not done: the next one with its key is a first one again.
    pub fn forget(&self, slot: Slot) {
        self.book.lock().unwrap_or_else(PoisonError::into_inner).remove(&slot.0);
    }
}

impl Book {
    fn remove(&mut self, slot: &[u8; 32]) {
        if let Some(entry) = self.entries.remove(slot) {
            self.bytes -= entry.answer.map_or(0, |kept| kept.body.len());
        }
    }

    /// Drops what is a day old, and the oldest when there is too much.
    fn forget(&mut self, now: Timestamp) {
        while let Some((slot, at)) = self.order.front().copied() {
            let old = now > at.plus_seconds(KEPT_SECONDS);
            let crowded = self.entries.len() >= ANSWERS_MAX || self.bytes >= BYTES_MAX;
            if !old && !crowded {
                break;
            }
            self.order.pop_front();
            // A slot that was forgotten and taken again stands later in the order.
            if self.entries.get(&slot).is_some_and(|entry| entry.at == at) {
                self.remove(&slot);
            }
        }
    }
}
