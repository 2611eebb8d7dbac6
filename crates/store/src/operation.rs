//! What operators want to know of the database: what was done last, how large it is, who follows it.

use crate::error::StoreError;
use crate::jobs::JobCounts;
use crate::statement::Statement;
use crate::store::{Snapshot, Store};
use crate::value::{Kind, Value};
use kernel::Timestamp;

/// What is done to a database and noted there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A backup was written.
    Backup,
    /// A backup was taken in elsewhere, proved and compared.
    Drill,
    /// The log was verified and holds.
    Verify,
    /// The projections were computed again.
    Rebuild,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Backup, Self::Drill, Self::Verify, Self::Rebuild];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Drill => "drill",
            Self::Verify => "verify",
            Self::Rebuild => "rebuild",
        }
    }
}

/// A server that follows the one that takes writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standby {
    /// Its name.
    pub name: String,
    /// Whether a commit waits for it.
    pub synchronous: bool,
    /// How many bytes of the server's own log it has not carried out yet; unknown to a role that may not see it.
    pub behind_bytes: Option<u64>,
}

/// The state of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Events in the log.
    pub events: u64,
    /// Records of the trace.
    pub access_records: u64,
    /// Bytes of the whole database.
    pub bytes: u64,
    /// Jobs.
    pub jobs: JobCounts,
    /// When each operation was last done; none that never was.
    pub done: Vec<(Operation, Timestamp)>,
    /// Who follows; nobody on `SQLite`.
    pub standbys: Vec<Standby>,
}

const SIZES: Statement = Statement::new(
    "log sizes",
    "SELECT lane, size FROM log_head ORDER BY lane",
    &[],
    &[Kind::Text, Kind::Int],
);
const DONE: Statement = Statement::new(
    "operations done",
    "SELECT kind, done_at FROM operation ORDER BY kind",
    &[],
    &[Kind::Text, Kind::Int],
);

fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

impl Store {
    /// Notes that an operation was done, with words without personal data.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written, as a server that only follows another cannot.
    pub async fn note_operation(
        &self,
        operation: Operation,
        at: Timestamp,
        note: &str,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO operation (kind, done_at, note) VALUES ($1, $2, $3) \
                   ON CONFLICT (kind) DO UPDATE SET done_at = excluded.done_at, note = excluded.note";
        let values = [Value::from(operation.name()), Value::Int(at.micros()), Value::from(note)];
        let mut tx = self.db.begin_write().await?;
        tx.run("operation done", sql, &values, &[]).await?;
        tx.commit().await
    }

    /// The state of the database.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn health(&self) -> Result<Health, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let (mut events, mut access_records) = (0, 0);
        for row in snapshot.rows(&SIZES, &[]).await? {
            match row.text(0)? {
                "event" => events = unsigned(row.int(1)?),
                _ => access_records = unsigned(row.int(1)?),
            }
        }
        let mut done = Vec::new();
        for row in snapshot.rows(&DONE, &[]).await? {
            let kind = row.text(0)?;
            if let Some(known) = Operation::ALL.into_iter().find(|known| known.name() == kind) {
                done.push((known, Timestamp::from_micros(row.int(1)?)));
            }
        }
        let jobs = snapshot.job_counts().await?;
        let bytes = snapshot.database_bytes().await?;
        let standbys = snapshot.standbys().await?;
        Ok(Health { events, access_records, bytes, jobs, done, standbys })
    }
}

impl Snapshot {
    async fn database_bytes(&mut self) -> Result<u64, StoreError> {
        let tx = self.begun().await?;
        let sql = if tx.is_sqlite() {
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        } else {
            "SELECT pg_database_size(current_database())"
        };
        let rows = tx.rows("database bytes", sql, &[], &[], &[Kind::Int]).await?;
        Ok(unsigned(rows.first().map_or(Ok(0), |row| row.int(0))?))
    }

    async fn standbys(&mut self) -> Result<Vec<Standby>, StoreError> {
        let tx = self.begun().await?;
        if tx.is_sqlite() {
            return Ok(Vec::new());
        }
        // What a role may not see is NULL; a server that is being copied is no standby yet.
        let sql = "SELECT COALESCE(application_name, ''), \
                   CAST(CASE WHEN sync_state IN ('sync', 'quorum') THEN 1 ELSE 0 END AS BIGINT), \
                   CAST(COALESCE(pg_wal_lsn_diff(sent_lsn, replay_lsn), -1) AS BIGINT) \
                   FROM pg_stat_replication WHERE COALESCE(state, 'streaming') = 'streaming' \
                   ORDER BY application_name";
        let rows = tx.rows("standbys", sql, &[], &[], &[Kind::Text, Kind::Int, Kind::Int]).await?;
        rows.iter()
            .map(|row| {
                Ok(Standby {
                    name: row.text(0)?.to_owned(),
                    synchronous: row.int(1)? == 1,
                    behind_bytes: u64::try_from(row.int(2)?).ok(),
                })
            })
            .collect()
    }
}
