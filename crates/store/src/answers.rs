//! Answers to requests that carry a key, so that a request sent again gets the answer it would have had and does nothing
//! twice, on whichever node and after whatever crash.
//!
//! The row goes in with what was done ([`crate::log::Once`]); the answer is added before it leaves. Both are kept for a
//! day, sealed with a key of the day that is destroyed when the day is over.

use crate::apply::claim;
use crate::error::StoreError;
use crate::log::{Once, StreamId};
use crate::sealing::passing::{self, Passing};
use crate::sealing::{Sealing, passing::KEY};
use crate::statement::{Statement, Table};
use crate::store::Store;
use crate::value::{Kind, Value};
use kernel::Timestamp;

pub(crate) static KEPT_ANSWER: Table = Table {
    name: "kept_answer",
    columns: &[
        ("slot", Kind::Text),
        ("request", Kind::Text),
        ("kept_at", Kind::Int),
        ("position", Kind::Int),
        ("stream", Kind::Text),
        ("note", Kind::Bytes),
        ("answer", Kind::Bytes),
    ],
    key_len: 1,
};

/// Seconds for which an answer is kept.
const KEPT_SECONDS: i64 = 24 * 60 * 60;
const DAY_MICROS: i64 = KEPT_SECONDS * 1_000_000;
/// How the keys of days are called.
const KEYS: &str = "answers ";

/// Every statement of this file.
pub(crate) const ALL: &[&Statement] = &[&READ, &KEY];

const READ: Statement = Statement::new(
    "kept answer",
    "SELECT request, kept_at, position, stream, note, answer FROM kept_answer WHERE slot = $1",
    &[Kind::Text],
    &[Kind::Text, Kind::Int, Kind::Int, Kind::Text, Kind::Bytes, Kind::Bytes],
);

/// What is kept of a request that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// A digest of what was asked for.
    pub request: String,
    /// The last position of what was done.
    pub position: i64,
    /// The stream of its first event; empty where many things were done, each by itself.
    pub stream: String,
    /// What the answer says that is nowhere else.
    pub note: String,
    /// The answer; none when the office stopped between doing it and answering.
    pub answer: Option<Vec<u8>>,
}

/// With what the answers of a day are sealed.
#[derive(Debug, Clone)]
pub struct AnswerSeal {
    passing: Passing,
    sealing: Sealing,
}

impl AnswerSeal {
    /// Seals the note of a submission.
    ///
    /// # Errors
    /// [`StoreError::SealedFile`] when it is too long.
    pub fn note(&self, slot: &str, note: &str) -> Result<Vec<u8>, StoreError> {
        if note.is_empty() {
            return Ok(Vec::new());
        }
        self.passing.seal(&self.sealing, &format!("note {slot}"), note.as_bytes())
    }
}

/// The name of the key with which what is kept at this instant is sealed.
fn key_of_day(at: Timestamp) -> String {
    format!("{KEYS}{}", at.micros().div_euclid(DAY_MICROS))
}

/// The row of a request, as it goes in with what was done.
pub(crate) fn row(once: &Once, position: i64, stream: &StreamId) -> Vec<Value> {
    vec![
        once.slot.as_str().into(),
        once.request.as_str().into(),
        Value::Int(once.at.micros()),
        Value::Int(position),
        stream.as_str().into(),
        once.note.clone().into(),
        Value::from(Vec::<u8>::new()),
    ]
}

impl Store {
    /// With what answers of this instant are sealed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read or written.
    pub async fn answer_seal(&self, at: Timestamp) -> Result<AnswerSeal, StoreError> {
        let (sealing, name) = (self.scribe.sealing.clone(), key_of_day(at));
        let mut tx = self.db.begin_read().await?;
        let known = passing::known(&mut tx, &sealing, &name).await?;
        drop(tx);
        let passing = match known {
            Some(known) => known,
            None => {
                let mut tx = self.db.begin_write().await?;
                let made = passing::of(&mut tx, &sealing, &name, at).await?;
                tx.commit().await?;
                made
            }
        };
        Ok(AnswerSeal { passing, sealing })
    }

    /// What is kept under a slot and not older than a day.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or what is sealed does not open.
    pub async fn kept_answer(&self, slot: &str, now: Timestamp) -> Result<Option<KeptAnswer>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let Some(row) = snapshot.row(&READ, &[Value::from(slot)]).await? else { return Ok(None) };
        let at = Timestamp::from_micros(row.int(1)?);
        if now > at.plus_seconds(KEPT_SECONDS) {
            return Ok(None);
        }
        let passing = snapshot.passing(&key_of_day(at)).await?;
        let note = passing.open(&format!("note {slot}"), row.bytes(4)?)?;
        let answer = row.bytes(5)?;
        let answer =
            if answer.is_empty() { None } else { Some(passing.open(&format!("answer {slot}"), answer)?) };
        Ok(Some(KeptAnswer {
            request: row.text(0)?.to_owned(),
            position: row.int(2)?,
            stream: row.text(3)?.to_owned(),
            note: String::from_utf8_lossy(&note).into_owned(),
            answer,
        }))
    }

    /// Adds the answer to what was done under a key, and enters the key where what was done could not carry it. Answers
    /// the one that counts: another node may have answered first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn keep_answer(
        &self,
        once: &Once,
        seal: &AnswerSeal,
        position: i64,
        answer: &[u8],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = seal.passing.seal(&seal.sealing, &format!("answer {}", once.slot), answer)?;
        let mut row = row(once, position, &StreamId::from(String::new()));
        if let Some(last) = row.last_mut() {
            *last = sealed.clone().into();
        }
        let mut tx = self.db.begin_write().await?;
        let mut kept = claim(&mut tx, &KEPT_ANSWER, &row).await?;
        if !kept {
            let sql = "UPDATE kept_answer SET answer = $2 WHERE slot = $1 AND length(answer) = 0";
            let values = [once.slot.as_str().into(), sealed.into()];
            kept = tx.run("answer kept", sql, &values, &[]).await? > 0;
        }
        tx.commit().await?;
        if kept {
            return Ok(None);
        }
        Ok(self.kept_answer(&once.slot, once.at).await?.and_then(|kept| kept.answer))
    }

    /// Forgets answers that are older than a day, and destroys the keys of days of which none is left. Answers how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; they are forgotten another time.
    pub async fn forget_answers(&self, now: Timestamp) -> Result<u64, StoreError> {
        let before = now.plus_seconds(-KEPT_SECONDS);
        let mut tx = self.db.begin_write().await?;
        let sql = "DELETE FROM kept_answer WHERE kept_at < $1";
        let gone = tx.run("answers forgotten", sql, &[Value::Int(before.micros())], &[]).await?;
        if let Some(keyring) = self.scribe.sealing.keyring() {
            // Of the day before the last that is kept, and all others before it.
            let sql = "DELETE FROM passing_key WHERE name LIKE $1 AND made_at < $2 RETURNING wrapped";
            let ended = Value::Int(before.plus_seconds(-KEPT_SECONDS).micros());
            let days = [Value::from(format!("{KEYS}%")), ended];
            for row in &tx.rows("days forgotten", sql, &days, &[], &[Kind::Bytes]).await? {
                keyring.forget_once(row.bytes(0)?);
            }
        }
        tx.commit().await?;
        Ok(gone)
    }
}
