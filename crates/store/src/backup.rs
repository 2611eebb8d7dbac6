//! Backups: everything that is truth (log, trace, checkpoints, jobs, blobs), the drafts that clients have not sent
//! yet, and the passkeys of officers, as one file that either engine can take in. Projections are left out; they are
//! computed again from the log.
//!
//! The file ends with the number of rows and a SHA-256 over all before it, and has others on the way, so that a cut or
//! changed file is never taken in, and the place is named.

mod frame;

use crate::apply::insert;
use crate::batch::head::NODE;
use crate::batch::{ACCESS, EVENT, SUBMISSION};
use crate::blobs::STREAM_BLOB;
use crate::db::Tx;
use crate::drafts::{DRAFT, DRAFT_FILE};
use crate::error::StoreError;
use crate::rebuild::digest;
use crate::sealing::keys::{MASTER_KEY, STREAM_KEY, check, known_in};
use crate::sealing::passing::PASSING_KEY;
use crate::sign_in::PASSKEY;
use crate::statement::Table;
use crate::store::Store;
use crate::tree::SIGNED;
use crate::value::{Kind, Value};
use frame::{Next, Reader, Writer};
use kernel::Timestamp;
use std::io::{Read, Write};

static CHECKPOINT: Table = Table {
    name: "checkpoint",
    columns: &[("lane", Kind::Text), ("size", Kind::Int), ("root", Kind::Bytes), ("recorded_at", Kind::Int)],
    key_len: 2,
};
static HEAD: Table = Table {
    name: "log_head",
    columns: &[
        ("lane", Kind::Text),
        ("size", Kind::Int),
        ("recorded_at", Kind::Int),
        ("frontier", Kind::Bytes),
    ],
    key_len: 1,
};
static JOB: Table = Table {
    name: "job",
    columns: &[
        ("id", Kind::Text),
        ("kind", Kind::Text),
        ("payload", Kind::Text),
        ("run_at", Kind::Int),
        ("attempts", Kind::Int),
        ("last_error", Kind::Text),
        ("done_at", Kind::Int),
    ],
    key_len: 1,
};
static BLOB: Table = Table {
    name: "blob",
    columns: &[("hash", Kind::Text), ("media_type", Kind::Text), ("bytes", Kind::Bytes)],
    key_len: 1,
};

/// What a backup holds. The order is part of the format: a frame names its table by its place here.
static TABLES: &[&Table] = &[
    &EVENT,
    &ACCESS,
    &HEAD,
    &CHECKPOINT,
    &SUBMISSION,
    &JOB,
    &BLOB,
    &DRAFT,
    &DRAFT_FILE,
    &NODE,
    &SIGNED,
    &PASSKEY,
    &MASTER_KEY,
    &STREAM_KEY,
    &STREAM_BLOB,
    &PASSING_KEY,
];

/// The note that erasures are due.
const DUE: &str = "erasures-due";

/// Rows that are in memory at once: events are small, files are not.
const ROWS: usize = 200;
const ROWS_WITH_FILES: usize = 4;

fn rows_at_once(table: &Table) -> usize {
    if [BLOB.name, DRAFT_FILE.name, STREAM_BLOB.name].contains(&table.name) { ROWS_WITH_FILES } else { ROWS }
}

/// When a backup was written, and until when it may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// When it was written.
    pub written_at: Timestamp,
    /// Until when it may be kept: what is erased meanwhile is in it still.
    pub until: Timestamp,
}

/// What a file that may be a backup says of itself: nothing where it is one of before, which do not say.
///
/// # Errors
/// [`BackupError::NotABackup`]; [`BackupError::File`].
pub fn kept(file: impl Read) -> Result<Option<Kept>, BackupError> {
    Reader::begin(file).map(|reader| reader.kept)
}

/// What a backup or restore did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// Events in the log.
    pub events: u64,
    /// Rows of all tables.
    pub rows: u64,
}

/// Why a backup cannot be written or taken in.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read or written.
    #[error("the file cannot be read or written")]
    File(#[from] std::io::Error),
    /// It is no backup, or one of another version.
    #[error("this is no backup of this program's version")]
    NotABackup,
    /// It ends too early or was changed.
    #[error("the backup is cut or changed: {0}")]
    Damaged(String),
    /// The database has a log already.
    #[error("the database is not empty: a backup is taken in by a new one")]
    NotEmpty,
}

/// The digest of every table that is truth or follows from it, as of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests(Vec<(&'static str, String)>);

impl Digests {
    /// How many tables there are.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.0.len()
    }

    /// The tables that hold something else than in `other`.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let same = |pair: &&(&'static str, String)| !other.0.contains(pair);
        self.0.iter().filter(same).map(|(name, _)| *name).collect()
    }
}

impl Store {
    /// Writes everything that is truth to `file`, as of one moment; work goes on meanwhile.
    ///
    /// # Errors
    /// [`BackupError::Store`] or [`BackupError::File`]; what was written then is no backup.
    pub async fn backup(&self, file: impl Write) -> Result<BackupReport, BackupError> {
        let mut tx = self.db.begin_read().await?;
        write_all(&mut tx, file, None).await
    }

    /// The same, and the file says when it was written and until when it may be kept.
    ///
    /// # Errors
    /// As [`Self::backup`].
    pub async fn backup_kept(&self, file: impl Write, kept: Kept) -> Result<BackupReport, BackupError> {
        let mut tx = self.db.begin_read().await?;
        write_all(&mut tx, file, Some(kept)).await
    }

    /// The same, with the digests of all tables as of the same moment: what a restored database must come to.
    ///
    /// # Errors
    /// As [`Self::backup`].
    pub async fn backup_with_digests(
        &self,
        file: impl Write,
    ) -> Result<(BackupReport, Digests), BackupError> {
        let mut tx = self.db.begin_read().await?;
        let report = write_all(&mut tx, file, None).await?;
        Ok((report, self.digests_in(&mut tx).await?))
    }

    /// The digests of all tables now.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn digests(&self) -> Result<Digests, StoreError> {
        let mut tx = self.db.begin_read().await?;
        self.digests_in(&mut tx).await
    }

    async fn digests_in(&self, tx: &mut Tx) -> Result<Digests, StoreError> {
        let mut list = Vec::new();
        for table in TABLES.iter().chain(self.scribe.projector.tables()) {
            list.push((table.name, digest(tx, table).await?));
        }
        Ok(Digests(list))
    }

    /// Takes a backup into an empty database, whole or not at all, and computes the projections. Where `erasures_due`, it
    /// is noted with it that what was erased since has to be erased again before anybody is served
    /// ([`Self::erasures_due`]).
    ///
    /// # Errors
    /// [`BackupError::NotEmpty`]; [`BackupError::Damaged`] or [`BackupError::NotABackup`] for the file.
    pub async fn restore_to_erase(
        &self,
        file: impl Read,
        erasures_due: bool,
    ) -> Result<BackupReport, BackupError> {
        let mut reader = Reader::begin(file)?;
        let mut tx = self.db.begin_write().await?;
        for table in [&EVENT, &ACCESS] {
            if !page(&mut tx, table, None).await?.is_empty() {
                return Err(BackupError::NotEmpty);
            }
        }
        // A new database has heads of empty lanes and knows the master key at hand; they give way to the backup's.
        tx.run("heads", "DELETE FROM log_head", &[], &[]).await?;
        tx.run("master keys", "DELETE FROM master_key", &[], &[]).await?;
        let mut report = BackupReport { events: 0, rows: 0 };
        let mut waiting: (usize, Vec<Vec<Value>>) = (0, Vec::new());
        loop {
            match reader.next(TABLES)? {
                Next::Row(number, row) => {
                    report.rows += 1;
                    report.events += u64::from(number == 0);
                    let most = TABLES.get(number).map_or(ROWS, |table| rows_at_once(table));
                    let other = waiting.0 != number;
                    if reader.checks && other && !waiting.1.is_empty() {
                        return Err(reader.damaged("a row of another table"));
                    }
                    if other || (waiting.1.len() >= most && !reader.checks) {
                        write(&mut tx, &mut waiting).await?;
                        waiting.0 = number;
                    }
                    waiting.1.push(row);
                }
                // Only what was checked goes in.
                Next::Checked => write(&mut tx, &mut waiting).await?,
                Next::End => break,
            }
        }
        reader.end(report.rows)?;
        write(&mut tx, &mut waiting).await?;
        // What the keys at hand do not open is not taken in.
        known_in(&mut tx, &self.scribe.sealing).await?;
        if erasures_due {
            tx.run(
                "erasures due",
                "INSERT INTO operation (kind, done_at, note) VALUES ($1, 0, '')",
                &[DUE.into()],
                &[],
            )
            .await?;
        }
        tx.commit().await?;
        check(&self.db, &self.scribe.sealing).await?;
        self.rebuild().await?;
        Ok(report)
    }

    /// The same of a backup after which nothing was erased.
    ///
    /// # Errors
    /// As [`Self::restore_to_erase`].
    pub async fn restore(&self, file: impl Read) -> Result<BackupReport, BackupError> {
        self.restore_to_erase(file, false).await
    }

    /// Whether a backup was taken in, and what was erased since was not erased again yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn erasures_due(&self) -> Result<bool, StoreError> {
        let mut tx = self.db.begin_read().await?;
        let sql = "SELECT kind FROM operation WHERE kind = $1";
        Ok(!tx.rows("erasures due", sql, &[DUE.into()], &[], &[Kind::Text]).await?.is_empty())
    }

    /// Notes that it was.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn erasures_done(&self) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        tx.run("erasures done", "DELETE FROM operation WHERE kind = $1", &[DUE.into()], &[]).await?;
        tx.commit().await
    }
}

async fn write_all(tx: &mut Tx, file: impl Write, kept: Option<Kept>) -> Result<BackupReport, BackupError> {
    let mut writer = Writer::begin(file, kept)?;
    let mut report = BackupReport { events: 0, rows: 0 };
    for (number, table) in TABLES.iter().enumerate() {
        let mut last: Option<Vec<Value>> = None;
        loop {
            let rows = page(tx, table, last.as_deref()).await?;
            let Some(end) = rows.last() else { break };
            last = Some(end.iter().take(table.key_len).cloned().collect());
            for row in &rows {
                writer.row(number, row)?;
            }
            writer.check()?;
            let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            report.rows += count;
            report.events += if number == 0 { count } else { 0 };
        }
    }
    writer.end(report.rows)?;
    Ok(report)
}

async fn write(tx: &mut Tx, waiting: &mut (usize, Vec<Vec<Value>>)) -> Result<(), StoreError> {
    if let Some(table) = TABLES.get(waiting.0) {
        insert(tx, table, &waiting.1, "").await?;
    }
    waiting.1.clear();
    Ok(())
}

/// The rows that follow the key `after`, in the order of the key.
async fn page(tx: &mut Tx, table: &Table, after: Option<&[Value]>) -> Result<Vec<Vec<Value>>, StoreError> {
    let keys = table.key().collect::<Vec<_>>().join(", ");
    let places = (1..=table.key_len).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let from = if after.is_some() { format!(" WHERE ({keys}) > ({places})") } else { String::new() };
    let limit = rows_at_once(table);
    let sql =
        format!("SELECT {} FROM {}{from} ORDER BY {keys} LIMIT {limit}", table.column_list(), table.name);
    let rows = tx.rows(table.name, &sql, after.unwrap_or_default(), &[], &table.kinds()).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
