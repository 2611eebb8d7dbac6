//! Blobs: bytes of a stream, kept under their own hash, such as the letters that were served.
//!
//! Where bodies are sealed, so are they, with the key of their stream. Otherwise, and before, the same bytes are kept
//! once for all streams.

use crate::apply::insert;
use crate::db::Tx;
use crate::error::StoreError;
use crate::guarded::Guarded;
use crate::log::StreamId;
use crate::sealing::body::{self, Bound, StreamKey};
use crate::sealing::{Keyring, Sealing, keys};
use crate::statement::{Statement, Table};
use crate::store::{Snapshot, Store};
use crate::value::{Kind, Value};
use sha2::{Digest, Sha256};

/// Bytes with their media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// Media type, such as `application/pdf`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

pub(crate) static STREAM_BLOB: Table = Table {
    name: "stream_blob",
    columns: &[
        ("stream", Kind::Text),
        ("hash", Kind::Text),
        ("media_type", Kind::Text),
        ("bytes", Kind::Bytes),
    ],
    key_len: 2,
};

const READ: Statement = Statement::new(
    "blob read",
    "SELECT media_type, bytes FROM blob WHERE hash = $1",
    &[Kind::Text],
    &[Kind::Text, Kind::Bytes],
);
const READ_SEALED: Statement = Statement::new(
    "sealed blob read",
    "SELECT stream_blob.media_type, stream_blob.bytes, stream_key.master, stream_key.wrapped FROM stream_blob \
     LEFT JOIN stream_key ON stream_key.stream = stream_blob.stream \
     WHERE stream_blob.stream = $1 AND stream_blob.hash = $2",
    &[Kind::Text, Kind::Text],
    &[Kind::Text, Kind::Bytes, Kind::Text, Kind::Bytes],
);

fn hash_of(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Seals bytes with the key of their stream and keeps them.
pub(crate) async fn keep_sealed(
    tx: &mut Tx,
    keyring: &Keyring,
    stream: &StreamId,
    key: &StreamKey,
    blob: &Blob,
) -> Result<String, StoreError> {
    let hash = hash_of(&blob.bytes);
    let place = Bound::File { stream: stream.as_str(), hash: &hash, media_type: &blob.media_type };
    let sealed = body::seal(key, &keyring.nonce(), place, &blob.bytes)
        .map_err(|source| StoreError::SealedFile { hash: hash.clone(), source })?;
    let row = [
        Value::from(stream.as_str()),
        Value::from(hash.as_str()),
        Value::from(blob.media_type.as_str()),
        Value::from(sealed),
    ];
    insert(tx, &STREAM_BLOB, &[row], " ON CONFLICT DO NOTHING").await?;
    Ok(hash)
}

/// The key of a stream that keeps files.
pub(crate) async fn key_for_files(
    tx: &mut Tx,
    keyring: &Keyring,
    stream: &StreamId,
) -> Result<StreamKey, StoreError> {
    keys::of_one(tx, keyring, stream).await?.ok_or_else(|| StoreError::Erased(stream.to_string()))
}

impl Store {
    /// Keeps bytes of a stream and answers their SHA-256 in hexadecimal; the same bytes are kept once. The stream may
    /// begin later.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when the stream was erased; [`StoreError`] when the database cannot be written.
    pub async fn put_blob(&self, stream: &StreamId, blob: &Blob) -> Result<String, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let hash = match &self.scribe.sealing {
            Sealing::With(keyring) => {
                let key = key_for_files(&mut tx, keyring, stream).await?;
                keep_sealed(&mut tx, keyring, stream, &key, blob).await?
            }
            Sealing::Clear | Sealing::Unopened => {
                let hash = hash_of(&blob.bytes);
                let values = [
                    Value::from(hash.as_str()),
                    Value::from(blob.media_type.as_str()),
                    Value::from(blob.bytes.clone()),
                ];
                let sql =
                    "INSERT INTO blob (hash, media_type, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
                tx.run("blob write", sql, &values, &[]).await?;
                hash
            }
        };
        tx.commit().await?;
        Ok(hash)
    }
}

impl Snapshot {
    /// The bytes of a stream with this hash; sealed, for letters hold personal data.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes no longer have their hash; [`StoreError`] when the database
    /// cannot be read, or what is sealed does not open.
    pub async fn blob(&mut self, stream: &StreamId, hash: &str) -> Result<Option<Guarded<Blob>>, StoreError> {
        let key = [Value::from(stream.as_str()), Value::from(hash)];
        let blob = if let Some(row) = self.row(&READ_SEALED, &key).await? {
            let Sealing::With(keyring) = &self.sealing else {
                return Err(StoreError::NoMasterKey(String::new()));
            };
            // Erased between the key and the file; there is nothing to open.
            let Some(master) = row.opt_text(2)? else { return Ok(None) };
            let key = keyring.key(stream.as_str(), master, row.bytes(3)?)?;
            let media_type = row.text(0)?.to_owned();
            let place = Bound::File { stream: stream.as_str(), hash, media_type: &media_type };
            let bytes = body::open(&key, place, row.bytes(1)?)
                .map_err(|source| StoreError::SealedFile { hash: hash.to_owned(), source })?;
            Blob { media_type, bytes }
        } else {
            let Some(row) = self.row(&READ, &[Value::from(hash)]).await? else { return Ok(None) };
            Blob { media_type: row.text(0)?.to_owned(), bytes: row.bytes(1)?.to_vec() }
        };
        if hash_of(&blob.bytes) != hash {
            return Err(StoreError::Damaged(hash.to_owned()));
        }
        Ok(Some(Guarded::new(blob)))
    }
}
