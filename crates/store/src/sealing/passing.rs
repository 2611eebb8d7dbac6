//! Keys of what is not meant to stay: the answers of a day, a draft. Each is drawn when it is first needed, kept wrapped by
//! the master key, and deleted with what it seals. Unlike the key of a stream it leaves nothing behind: there is no entry
//! of the log that would have to say where it went.

use super::body::{self, Bound, StreamKey};
use super::{Keyring, SealError, Sealing};
use crate::apply::insert;
use crate::db::Tx;
use crate::error::StoreError;
use crate::statement::{Statement, Table};
use crate::store::Snapshot;
use crate::value::{Kind, Row, Value};
use kernel::Timestamp;

pub(crate) static PASSING_KEY: Table = Table {
    name: "passing_key",
    columns: &[
        ("name", Kind::Text),
        ("master", Kind::Text),
        ("wrapped", Kind::Bytes),
        ("made_at", Kind::Int),
    ],
    key_len: 1,
};

/// The key with this name: master key, wrapped key.
pub(crate) const KEY: Statement = Statement::new(
    "passing key",
    "SELECT master, wrapped FROM passing_key WHERE name = $1",
    &[Kind::Text],
    &[Kind::Text, Kind::Bytes],
);

/// How sealed text begins; nobody types it.
const SEALED_TEXT: char = '\u{1}';

/// What a key wraps under, so that no stream is called the same.
pub(crate) fn wrapped_as(name: &str) -> String {
    format!("passing {name}")
}

/// A key at hand, or the knowledge that nothing is sealed here.
#[derive(Debug, Clone)]
pub(crate) struct Passing {
    name: String,
    key: Option<StreamKey>,
}

impl Passing {
    /// Where nothing is sealed.
    pub(crate) fn clear(name: &str) -> Self {
        Self { name: name.to_owned(), key: None }
    }

    fn of_row(keyring: &Keyring, name: &str, row: &Row) -> Result<Self, StoreError> {
        let key = keyring.key_once(&wrapped_as(name), row.text(0)?, row.bytes(1)?)?;
        Ok(Self { name: name.to_owned(), key: Some(key) })
    }

    fn bound<'a>(&'a self, part: &'a str) -> Bound<'a> {
        Bound::Body { stream: &self.name, version: 0, kind: part }
    }

    fn wrong(&self, source: SealError) -> StoreError {
        StoreError::SealedFile { hash: self.name.clone(), source }
    }

    /// Seals a part of what the key is for; as it is where nothing is sealed.
    pub(crate) fn seal(&self, sealing: &Sealing, part: &str, clear: &[u8]) -> Result<Vec<u8>, StoreError> {
        match (&self.key, sealing.keyring()) {
            (Some(key), Some(keyring)) => body::seal(key, &keyring.nonce(), self.bound(part), clear)
                .map_err(|source| self.wrong(source)),
            _ => Ok(clear.to_vec()),
        }
    }

    /// The same for a column that holds text.
    pub(crate) fn seal_text(&self, sealing: &Sealing, part: &str, clear: &str) -> Result<String, StoreError> {
        let sealed = self.seal(sealing, part, clear.as_bytes())?;
        if !body::is_sealed(&sealed) {
            return Ok(clear.to_owned());
        }
        let digits = sealed.iter().map(|byte| format!("{byte:02x}"));
        Ok(std::iter::once(SEALED_TEXT.to_string()).chain(digits).collect())
    }

    /// Opens what [`Self::seal_text`] sealed.
    pub(crate) fn open_text(&self, part: &str, sealed: &str) -> Result<String, StoreError> {
        let Some(digits) = sealed.strip_prefix(SEALED_TEXT) else { return Ok(sealed.to_owned()) };
        let pair = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(pair).collect();
        let clear = self.open(part, &bytes.ok_or_else(|| self.wrong(SealError::Form))?)?;
        String::from_utf8(clear).map_err(|_| self.wrong(SealError::Form))
    }

    /// Opens a part. What was written clear, before or without keys, is answered as it is.
    pub(crate) fn open(&self, part: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        match &self.key {
            _ if !body::is_sealed(sealed) => Ok(sealed.to_vec()),
            Some(key) => body::open(key, self.bound(part), sealed).map_err(|source| self.wrong(source)),
            None => Err(StoreError::Key(self.name.clone())),
        }
    }
}

/// The key with this name, drawn and entered when there is none.
pub(crate) async fn of(
    tx: &mut Tx,
    sealing: &Sealing,
    name: &str,
    at: Timestamp,
) -> Result<Passing, StoreError> {
    let Some(keyring) = sealing.keyring() else { return Ok(Passing::clear(name)) };
    // Whoever destroys it waits until what is sealed with it now is written, and then finds that.
    let held = "UPDATE passing_key SET made_at = made_at WHERE name = $1 RETURNING master, wrapped";
    let rows = tx.rows("passing key held", held, &[Value::from(name)], KEY.inputs, KEY.outputs).await?;
    if let Some(row) = rows.first() {
        return Passing::of_row(keyring, name, row);
    }
    let (_, wrapped) = keyring.fresh_wrapped(&wrapped_as(name))?;
    let row = [name.into(), keyring.master().into(), wrapped.into(), Value::Int(at.micros())];
    insert(tx, &PASSING_KEY, &[row], " ON CONFLICT (name) DO NOTHING").await?;
    // Another node may have been first.
    known(tx, sealing, name).await?.ok_or_else(|| StoreError::Key(name.to_owned()))
}

/// The key with this name, if there is one or none is needed.
pub(crate) async fn known(tx: &mut Tx, sealing: &Sealing, name: &str) -> Result<Option<Passing>, StoreError> {
    let Some(keyring) = sealing.keyring() else { return Ok(Some(Passing::clear(name))) };
    let rows = tx.rows(KEY.name, KEY.sql, &[Value::from(name)], KEY.inputs, KEY.outputs).await?;
    rows.first().map(|row| Passing::of_row(keyring, name, row)).transpose()
}

/// Destroys a key.
pub(crate) async fn destroy(tx: &mut Tx, sealing: &Sealing, name: &str) -> Result<(), StoreError> {
    // A node of before knows no such table, and has nothing to destroy.
    let Some(keyring) = sealing.keyring() else { return Ok(()) };
    let sql = "DELETE FROM passing_key WHERE name = $1 RETURNING wrapped";
    let gone = tx.rows("passing key destroyed", sql, &[Value::from(name)], &[], &[Kind::Bytes]).await?;
    for row in &gone {
        keyring.forget_once(row.bytes(0)?);
    }
    Ok(())
}

impl Snapshot {
    /// The key with this name; where there is none, nothing was sealed with it.
    pub(crate) async fn passing(&mut self, name: &str) -> Result<Passing, StoreError> {
        let Sealing::With(keyring) = self.sealing.clone() else { return Ok(Passing::clear(name)) };
        match self.row(&KEY, &[Value::from(name)]).await? {
            Some(row) => Passing::of_row(&keyring, name, &row),
            None => Ok(Passing::clear(name)),
        }
    }
}
