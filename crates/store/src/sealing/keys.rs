//! The rows of keys: which master keys there are, the key of each stream, and keys that were destroyed.

use super::body::{self, Bound, StreamKey};
use super::keyring::Fresh;
use super::{Keyring, Sealing};
use crate::apply::insert;
use crate::db::{Db, Tx};
use crate::error::StoreError;
use crate::log::{RecordedEvent, StreamId};
use crate::statement::{Statement, Table};
use crate::store::Snapshot;
use crate::value::{Kind, Row, Value};
use std::collections::BTreeMap;

pub(crate) static MASTER_KEY: Table =
    Table { name: "master_key", columns: &[("id", Kind::Text), ("proof", Kind::Bytes)], key_len: 1 };
pub(crate) static STREAM_KEY: Table = Table {
    name: "stream_key",
    columns: &[
        ("stream", Kind::Text),
        ("master", Kind::Text),
        ("wrapped", Kind::Bytes),
        ("erased_at", Kind::Int),
    ],
    key_len: 1,
};
/// Stream, master key, wrapped key, where it was erased.
pub(crate) const KEY_KINDS: &[Kind] = &[Kind::Text, Kind::Text, Kind::Bytes, Kind::Int];

/// What is known of the key of a stream.
#[derive(Clone)]
pub(crate) enum KeyState {
    /// It is at hand.
    Held(StreamKey),
    /// It was destroyed: nothing is added to the stream any more.
    Destroyed,
}

/// The keys of the streams that a batch writes to; one that is not among them has none yet.
pub(crate) type Keys = BTreeMap<StreamId, KeyState>;

/// Reads the keys of streams.
pub(crate) async fn of(
    tx: &mut Tx,
    keyring: &Keyring,
    streams: impl IntoIterator<Item = &StreamId>,
) -> Result<Keys, StoreError> {
    let streams: Vec<Value> = streams.into_iter().map(|stream| stream.as_str().into()).collect();
    let mut keys = Keys::new();
    for chunk in streams.chunks(500) {
        let marks: Vec<String> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT stream, master, wrapped, erased_at FROM stream_key WHERE stream IN ({})",
            marks.join(", ")
        );
        for row in tx.rows("keys of streams", &sql, chunk, &[], KEY_KINDS).await? {
            let stream = row.text(0)?;
            let state = match row.opt_text(1)? {
                Some(master) => KeyState::Held(keyring.key(stream, master, row.bytes(2)?)?),
                None => KeyState::Destroyed,
            };
            keys.insert(StreamId::from(stream.to_owned()), state);
        }
    }
    Ok(keys)
}

/// Enters the keys of streams that had none.
pub(crate) async fn enter(tx: &mut Tx, rows: &[Vec<Value>]) -> Result<(), StoreError> {
    // A node of before knows no such table, and has nothing to enter.
    if rows.is_empty() {
        return Ok(());
    }
    insert(tx, &STREAM_KEY, rows, "").await.map(|_| ())
}

/// The key of a stream, drawn and entered when it has none; `None` when it was destroyed.
pub(crate) async fn of_one(
    tx: &mut Tx,
    keyring: &Keyring,
    stream: &StreamId,
) -> Result<Option<StreamKey>, StoreError> {
    match of(tx, keyring, [stream]).await?.remove(stream) {
        Some(KeyState::Held(key)) => Ok(Some(key)),
        Some(KeyState::Destroyed) => Ok(None),
        None => {
            let Fresh { key, row } = keyring.fresh(stream.as_str())?;
            enter(tx, &[row]).await?;
            Ok(Some(key))
        }
    }
}

/// How events are read with what opens them: the columns of an event, then master key, wrapped key and where it was
/// erased, each NULL where the stream has no key.
macro_rules! events_with_keys {
    ($rest:literal) => {
        concat!(
            "SELECT event.position, event.stream, event.version, event.recorded_at, event.actor, event.kind, ",
            "event.body, stream_key.master, stream_key.wrapped, stream_key.erased_at FROM event ",
            "LEFT JOIN stream_key ON stream_key.stream = event.stream ",
            $rest
        )
    };
}
pub(crate) use events_with_keys;

/// The kinds of the columns of [`events_with_keys`].
pub(crate) const OPENED_KINDS: &[Kind] = &[
    Kind::Int,
    Kind::Text,
    Kind::Int,
    Kind::Int,
    Kind::Text,
    Kind::Text,
    Kind::Bytes,
    Kind::Text,
    Kind::Bytes,
    Kind::Int,
];

/// Opens an event where it is sealed. `key` are the columns after the event: master key, wrapped key, where it was erased.
/// Nothing when its stream was erased.
pub(crate) fn opened(
    sealing: &Sealing,
    mut event: RecordedEvent,
    key: &Row,
) -> Result<Option<RecordedEvent>, StoreError> {
    if key.opt_int(2)?.is_some_and(|at| at != 0) {
        return Ok(None);
    }
    if !body::is_sealed(&event.body) {
        return Ok(Some(event));
    }
    let stream = event.stream.as_str();
    let Sealing::With(keyring) = sealing else { return Err(StoreError::NoMasterKey(String::new())) };
    let Some(master) = key.opt_text(0)? else { return Err(StoreError::Key(stream.to_owned())) };
    let key = keyring.key(stream, master, key.bytes(1)?)?;
    let place = Bound::Body { stream, version: event.version, kind: &event.kind };
    let clear = body::open(&key, place, &event.body);
    event.body = clear.map_err(|source| StoreError::Sealed { position: event.position, source })?;
    Ok(Some(event))
}

/// Compares the keys at hand with those of the database, and enters the master key where it is new.
///
/// # Errors
/// [`StoreError::NoMasterKey`], [`StoreError::MasterKeyOther`] or [`StoreError::MasterKeyWrong`]: the store is not opened.
pub(crate) async fn check(db: &Db, sealing: &Sealing) -> Result<(), StoreError> {
    let mut tx = db.begin_read().await?;
    let known = known_in(&mut tx, sealing).await?;
    drop(tx);
    let Sealing::With(keyring) = sealing else { return Ok(()) };
    if known.iter().any(|id| id == keyring.master()) {
        return Ok(());
    }
    let row = [Value::from(keyring.master()), Value::from(keyring.proof()?)];
    let mut tx = db.begin_write().await?;
    insert(&mut tx, &MASTER_KEY, &[row], " ON CONFLICT (id) DO NOTHING").await.map_err(
        |error| match error {
            StoreError::Statement { .. } => StoreError::MasterKeyNew(keyring.master().to_owned()),
            other => other,
        },
    )?;
    tx.commit().await
}

/// The master keys of the database, each of which must be at hand and prove itself.
pub(crate) async fn known_in(tx: &mut Tx, sealing: &Sealing) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT id, proof FROM master_key ORDER BY id";
    let rows = tx.rows("master keys", sql, &[], &[], &[Kind::Text, Kind::Bytes]).await?;
    let mut known = Vec::with_capacity(rows.len());
    for row in &rows {
        let (id, proof) = (row.text(0)?, row.bytes(1)?);
        match sealing {
            Sealing::Unopened => {}
            Sealing::Clear => return Err(StoreError::NoMasterKey(id.to_owned())),
            Sealing::With(keyring) if !keyring.holds(id) => {
                return Err(StoreError::MasterKeyOther(id.to_owned()));
            }
            Sealing::With(keyring) if !keyring.proves(id, proof) => {
                return Err(StoreError::MasterKeyWrong(id.to_owned()));
            }
            Sealing::With(_) => {}
        }
        known.push(id.to_owned());
    }
    Ok(known)
}

/// What can be said of a stream's seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// It has no key: there is no such stream, or it is written clear.
    None,
    /// It has a key, and entries from before it that are clear.
    Part,
    /// All of it is sealed.
    Whole,
    /// Its key was destroyed.
    Erased,
}

impl Snapshot {
    /// The streams whose keys the event at this position destroyed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn erased_at(&mut self, position: i64) -> Result<Vec<StreamId>, StoreError> {
        const ERASED: Statement = Statement::new(
            "streams erased",
            "SELECT stream FROM stream_key WHERE erased_at = $1 AND erased_at <> 0 ORDER BY stream",
            &[Kind::Int],
            &[Kind::Text],
        );
        let rows = self.rows(&ERASED, &[Value::Int(position)]).await?;
        rows.iter().map(|row| Ok(StreamId::from(row.text(0)?.to_owned()))).collect()
    }

    /// How a stream is sealed.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn seal_of(&mut self, stream: &StreamId) -> Result<Seal, StoreError> {
        const KEY: Statement = Statement::new(
            "key of a stream",
            "SELECT erased_at FROM stream_key WHERE stream = $1",
            &[Kind::Text],
            &[Kind::Int],
        );
        const BODIES: Statement = Statement::new(
            "bodies of a stream",
            "SELECT body FROM event WHERE stream = $1 ORDER BY version",
            &[Kind::Text],
            &[Kind::Bytes],
        );
        let name = [Value::from(stream.as_str())];
        let Some(row) = self.row(&KEY, &name).await? else { return Ok(Seal::None) };
        if row.int(0)? != 0 {
            return Ok(Seal::Erased);
        }
        let mut whole = true;
        self.each(&BODIES, &name, &mut |row| {
            whole &= body::is_sealed(row.bytes(0)?);
            Ok(())
        })
        .await?;
        Ok(if whole { Seal::Whole } else { Seal::Part })
    }
}
