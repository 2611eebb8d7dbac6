//! Blobs: bytes kept under their own hash, such as the letters that were served.

use crate::error::StoreError;
use crate::guarded::Guarded;
use crate::statement::Statement;
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

const READ: Statement = Statement::new(
    "blob read",
    "SELECT media_type, bytes FROM blob WHERE hash = $1",
    &[Kind::Text],
    &[Kind::Text, Kind::Bytes],
);

impl Store {
    /// Keeps bytes and answers their SHA-256 in hexadecimal; the same bytes are kept once.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn put_blob(&self, blob: &Blob) -> Result<String, StoreError> {
        let hash = format!("{:x}", Sha256::digest(&blob.bytes));
        let values = [
            Value::from(hash.as_str()),
            Value::from(blob.media_type.as_str()),
            Value::from(blob.bytes.clone()),
        ];
        let sql = "INSERT INTO blob (hash, media_type, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let mut tx = self.db.begin_write().await?;
        tx.run("blob write", sql, &values, &[]).await?;
        tx.commit().await?;
        Ok(hash)
    }
}

impl Snapshot {
    /// The bytes with this hash; sealed, for letters hold personal data.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes no longer have their hash; [`StoreError`] when the database
    /// cannot be read.
    pub async fn blob(&mut self, hash: &str) -> Result<Option<Guarded<Blob>>, StoreError> {
        let Some(row) = self.row(&READ, &[Value::from(hash)]).await? else { return Ok(None) };
        let blob = Blob { media_type: row.text(0)?.to_owned(), bytes: row.bytes(1)?.to_vec() };
        if format!("{:x}", Sha256::digest(&blob.bytes)) != hash {
            return Err(StoreError::Damaged(hash.to_owned()));
        }
        Ok(Some(Guarded::new(blob)))
    }
}
