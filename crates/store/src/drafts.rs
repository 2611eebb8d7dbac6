//! Drafts: applications that are not sent yet. They are no part of the log and no projection; a rebuild leaves them
//! alone, as it does blobs and jobs. Of two who write a field the last wins.
//!
//! Where bodies are sealed, so are answers and files, with a key of the draft that is destroyed when the draft is sent,
//! deleted or forgotten. What was written before stays clear until then.

use crate::apply::insert;
use crate::batch::enter_jobs;
use crate::blobs::{Blob, keep_sealed, key_for_files};
use crate::db::Tx;
use crate::error::StoreError;
use crate::guarded::Guarded;
use crate::log::{NewJob, StreamId};
use crate::sealing::Sealing;
use crate::sealing::passing::{self, Passing};
use crate::sql::drafts::{FIELDS, FILE, FILES};
use crate::statement::Table;
use crate::store::{Snapshot, Store};
use crate::value::{Kind, Value};
use kernel::Timestamp;

pub(crate) static DRAFT: Table = Table {
    name: "draft",
    columns: &[
        ("client", Kind::Int),
        ("procedure", Kind::Text),
        ("field", Kind::Text),
        ("value", Kind::Text),
        ("written_at", Kind::Int),
    ],
    key_len: 3,
};
pub(crate) static DRAFT_FILE: Table = Table {
    name: "draft_file",
    columns: &[
        ("client", Kind::Int),
        ("procedure", Kind::Text),
        ("id", Kind::Int),
        ("evidence", Kind::Text),
        ("name", Kind::Text),
        ("media_type", Kind::Text),
        ("hash", Kind::Text),
        ("length", Kind::Int),
        ("written_at", Kind::Int),
        ("bytes", Kind::Bytes),
    ],
    key_len: 3,
};
/// Whose draft, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// The client.
    pub client: i64,
    /// Id of the procedure.
    pub procedure: String,
}

impl DraftKey {
    /// The same as values of a statement.
    #[must_use]
    pub fn values(&self) -> [Value; 2] {
        [Value::Int(self.client), Value::from(self.procedure.as_str())]
    }

    /// The name of the key that seals it.
    fn name(&self) -> String {
        format!("draft {} {}", self.client, self.procedure)
    }
}

/// What an answer is sealed as.
fn part(field: &str) -> String {
    format!("field {field}")
}

/// What name, hash and bytes of a file are sealed as.
fn parts(id: i64) -> [String; 3] {
    ["name", "hash", "bytes"].map(|part| format!("file {id} {part}"))
}

/// A file for a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraftFile {
    /// Its id.
    pub id: i64,
    /// The evidence that it is sent as; empty for none.
    pub evidence: String,
    /// Its name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// How much a client may keep in drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Files of one draft.
    pub files: i64,
    /// Bytes of one draft.
    pub bytes: i64,
    /// Bytes of all drafts of the client.
    pub all_bytes: i64,
}

impl Store {
    /// Writes fields of a draft; `job` is what forgets it when it is not touched again.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn write_draft(
        &self,
        key: &DraftKey,
        fields: &[(String, String)],
        at: Timestamp,
        job: &NewJob,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        write(&mut tx, &self.scribe.sealing, key, fields, at).await?;
        enter_jobs(&mut tx, [job]).await?;
        tx.commit().await
    }

    /// Adds a file to a draft, if there is room; answers whether there was.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn add_draft_file(
        &self,
        key: &DraftKey,
        file: NewDraftFile,
        room: Room,
        at: Timestamp,
        job: &NewJob,
    ) -> Result<bool, StoreError> {
        let length = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let mut tx = self.db.begin_write().await?;
        let counted = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM draft_file \
                       WHERE client = $1 AND procedure = $2";
        let (files, bytes) = sums(&mut tx, counted, &key.values()).await?;
        let all = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM draft_file \
                   WHERE client = $1";
        let (_, all_bytes) = sums(&mut tx, all, &[Value::Int(key.client)]).await?;
        let fits = files < room.files
            && bytes.saturating_add(length) <= room.bytes
            && all_bytes.saturating_add(length) <= room.all_bytes;
        if !fits {
            return Ok(false);
        }
        let (sealing, [client, procedure]) = (&self.scribe.sealing, key.values());
        let of_draft = passing::of(&mut tx, sealing, &key.name(), at).await?;
        let [name, hash, bytes] = parts(file.id);
        let row = vec![
            client,
            procedure,
            Value::Int(file.id),
            Value::from(file.evidence),
            Value::from(of_draft.seal_text(sealing, &name, &file.name)?),
            Value::from(file.media_type),
            Value::from(of_draft.seal_text(sealing, &hash, &file.hash)?),
            Value::Int(length),
            Value::Int(at.micros()),
            Value::from(of_draft.seal(sealing, &bytes, &file.bytes)?),
        ];
        insert(&mut tx, &DRAFT_FILE, &[row], "").await?;
        enter_jobs(&mut tx, [job]).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Removes a file of a draft; nothing when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn remove_draft_file(&self, key: &DraftKey, id: i64) -> Result<(), StoreError> {
        let [client, procedure] = key.values();
        let sql = "DELETE FROM draft_file WHERE client = $1 AND procedure = $2 AND id = $3";
        let mut tx = self.db.begin_write().await?;
        tx.run("draft file removed", sql, &[client, procedure, Value::Int(id)], &[]).await?;
        tx.commit().await
    }

    /// Deletes a draft with its files.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; all of it then stands.
    pub async fn delete_draft(&self, key: &DraftKey) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        delete(&mut tx, &self.scribe.sealing, key).await?;
        tx.commit().await
    }

    /// Keeps the bytes of a draft's files as blobs of a stream, so that an event of it may name them. Where they are
    /// sealed, one at a time is in memory; otherwise none.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn keep_draft_files(&self, key: &DraftKey, stream: &StreamId) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        let Sealing::With(keyring) = &self.scribe.sealing else {
            let sql = "INSERT INTO blob (hash, media_type, bytes) SELECT hash, media_type, bytes FROM draft_file \
                       WHERE client = $1 AND procedure = $2 ON CONFLICT DO NOTHING";
            tx.run("draft files kept", sql, &key.values(), &[]).await?;
            return tx.commit().await;
        };
        let of_stream = key_for_files(&mut tx, keyring, stream).await?;
        let of_draft = passing::known(&mut tx, &self.scribe.sealing, &key.name()).await?;
        let of_draft = of_draft.unwrap_or_else(|| Passing::clear(&key.name()));
        let sql = "SELECT id FROM draft_file WHERE client = $1 AND procedure = $2 ORDER BY id";
        for row in tx.rows("draft files", sql, &key.values(), &[], &[Kind::Int]).await? {
            let [client, procedure] = key.values();
            let [.., part] = parts(row.int(0)?);
            let file = [client, procedure, Value::Int(row.int(0)?)];
            let sql =
                "SELECT media_type, bytes FROM draft_file WHERE client = $1 AND procedure = $2 AND id = $3";
            for file in tx.rows("draft file", sql, &file, &[], &[Kind::Text, Kind::Bytes]).await? {
                let bytes = of_draft.open(&part, file.bytes(1)?)?;
                let blob = Blob { media_type: file.text(0)?.to_owned(), bytes };
                keep_sealed(&mut tx, keyring, stream, &of_stream, &blob).await?;
            }
        }
        tx.commit().await
    }

    /// Deletes every draft that nobody touched since `before`; answers how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; the next job does it.
    pub async fn forget_drafts(&self, before: Timestamp) -> Result<u64, StoreError> {
        const OLD: &str = "SELECT client, procedure FROM (\
             SELECT client, procedure, written_at FROM draft UNION ALL \
             SELECT client, procedure, written_at FROM draft_file) AS parts \
             GROUP BY client, procedure HAVING MAX(written_at) < $1";
        let mut tx = self.db.begin_write().await?;
        let before = [Value::Int(before.micros())];
        let old = tx.rows("old drafts", OLD, &before, &[], &[Kind::Int, Kind::Text]).await?;
        for row in &old {
            let key = DraftKey { client: row.int(0)?, procedure: row.text(1)?.to_owned() };
            delete(&mut tx, &self.scribe.sealing, &key).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len()).unwrap_or(u64::MAX))
    }
}

async fn write(
    tx: &mut Tx,
    sealing: &Sealing,
    key: &DraftKey,
    fields: &[(String, String)],
    at: Timestamp,
) -> Result<(), StoreError> {
    let [client, procedure] = key.values();
    let of_draft = passing::of(tx, sealing, &key.name(), at).await?;
    let mut rows = Vec::with_capacity(fields.len());
    for (field, value) in fields {
        let value = of_draft.seal_text(sealing, &part(field), value)?;
        let (field, value) = (Value::from(field.as_str()), Value::from(value));
        rows.push(vec![client.clone(), procedure.clone(), field, value, Value::Int(at.micros())]);
    }
    let suffix = " ON CONFLICT (client, procedure, field) DO UPDATE SET value = excluded.value, \
                  written_at = excluded.written_at";
    insert(tx, &DRAFT, &rows, suffix).await?;
    Ok(())
}

/// Deletes a draft with its files. The key goes first: whoever writes with it now is waited for, and deleted too.
async fn delete(tx: &mut Tx, sealing: &Sealing, key: &DraftKey) -> Result<(), StoreError> {
    passing::destroy(tx, sealing, &key.name()).await?;
    for table in [&DRAFT, &DRAFT_FILE] {
        let sql = format!("DELETE FROM {} WHERE client = $1 AND procedure = $2", table.name);
        tx.run("draft deleted", &sql, &key.values(), &[]).await?;
    }
    Ok(())
}

async fn sums(tx: &mut Tx, sql: &str, values: &[Value]) -> Result<(i64, i64), StoreError> {
    let rows = tx.rows("draft room", sql, values, &[], &[Kind::Int, Kind::Int]).await?;
    let row = rows.first();
    Ok((row.map_or(Ok(0), |row| row.int(0))?, row.map_or(Ok(0), |row| row.int(1))?))
}

/// An answer in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftAnswer {
    /// What was asked.
    pub field: String,
    /// What was answered.
    pub value: String,
    /// When.
    pub at: Timestamp,
}

/// A file of a draft, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFileLine {
    /// Its id.
    pub id: i64,
    /// The evidence that it is sent as; empty for none.
    pub evidence: String,
    /// Its name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// How many bytes.
    pub length: i64,
    /// When it was added.
    pub at: Timestamp,
}

impl Snapshot {
    /// What a client answered so far.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or what is sealed does not open.
    pub async fn draft_answers(&mut self, key: &DraftKey) -> Result<Guarded<Vec<DraftAnswer>>, StoreError> {
        let of_draft = self.passing(&key.name()).await?;
        let mut answers = Vec::new();
        for row in self.rows(&FIELDS, &key.values()).await? {
            let field = row.text(0)?.to_owned();
            let value = of_draft.open_text(&part(&field), row.text(1)?)?;
            answers.push(DraftAnswer { field, value, at: Timestamp::from_micros(row.int(2)?) });
        }
        Ok(Guarded::new(answers))
    }

    /// The files of a draft.
    ///
    /// # Errors
    /// As [`Self::draft_answers`].
    pub async fn draft_files(&mut self, key: &DraftKey) -> Result<Guarded<Vec<DraftFileLine>>, StoreError> {
        let of_draft = self.passing(&key.name()).await?;
        let mut files = Vec::new();
        for row in self.rows(&FILES, &key.values()).await? {
            let [name, hash, _] = parts(row.int(0)?);
            files.push(DraftFileLine {
                id: row.int(0)?,
                evidence: row.text(1)?.to_owned(),
                name: of_draft.open_text(&name, row.text(2)?)?,
                media_type: row.text(3)?.to_owned(),
                hash: of_draft.open_text(&hash, row.text(4)?)?,
                length: row.int(5)?,
                at: Timestamp::from_micros(row.int(6)?),
            });
        }
        Ok(Guarded::new(files))
    }

    /// A file of a draft: its name, and the bytes.
    ///
    /// # Errors
    /// As [`Self::draft_answers`].
    pub async fn draft_file(
        &mut self,
        key: &DraftKey,
        id: i64,
    ) -> Result<Option<Guarded<(String, Blob)>>, StoreError> {
        let of_draft = self.passing(&key.name()).await?;
        let [client, procedure] = key.values();
        let Some(row) = self.row(&FILE, &[client, procedure, Value::Int(id)]).await? else { return Ok(None) };
        let [name, _, bytes] = parts(id);
        let name = of_draft.open_text(&name, row.text(0)?)?;
        let bytes = of_draft.open(&bytes, row.bytes(2)?)?;
        Ok(Some(Guarded::new((name, Blob { media_type: row.text(1)?.to_owned(), bytes }))))
    }
}
