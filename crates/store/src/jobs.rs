//! Jobs: work that a commit left to do. Each is done at least once; who does it makes it idempotent.

use crate::error::StoreError;
use crate::statement::Statement;
use crate::store::{Snapshot, Store};
use crate::value::{Kind, Value};
use kernel::Timestamp;

/// A job that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// What it works on.
    pub payload: String,
    /// How often it was tried and failed.
    pub attempts: u32,
    /// When it was due.
    pub run_at: Timestamp,
}

/// How many jobs wait, and how many have failed at least once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCounts {
    /// Not done.
    pub waiting: u64,
    /// Not done, and tried before.
    pub failing: u64,
    /// When the one was due that is due longest; in the future when none is due.
    pub oldest_due: Option<Timestamp>,
}

const DUE: Statement = Statement::new(
    "jobs due",
    "SELECT id, kind, payload, attempts, run_at FROM job WHERE done_at IS NULL AND run_at <= $1 \
     ORDER BY run_at, id LIMIT $2",
    &[Kind::Int, Kind::Int],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
);
const COUNTS: Statement = Statement::new(
    "job counts",
    "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN attempts > 0 THEN 1 END) AS BIGINT), \
     MIN(run_at) FROM job WHERE done_at IS NULL",
    &[],
    &[Kind::Int, Kind::Int, Kind::Int],
);

impl Store {
    /// At most `limit` jobs that are due at `now`, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn due_jobs(&self, now: Timestamp, limit: u32) -> Result<Vec<Job>, StoreError> {
        let values = [Value::Int(now.micros()), Value::from(limit)];
        let rows = self.snapshot().await?.rows(&DUE, &values).await?;
        rows.iter()
            .map(|row| {
                Ok(Job {
                    id: row.text(0)?.to_owned(),
                    kind: row.text(1)?.to_owned(),
                    payload: row.text(2)?.to_owned(),
                    attempts: u32::try_from(row.int(3)?).unwrap_or(u32::MAX),
                    run_at: Timestamp::from_micros(row.int(4)?),
                })
            })
            .collect()
    }

    /// Takes a job for oneself until `until`; answers whether it was still there to be taken. Whoever took it and did not
    /// come to an end lets it go with that moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn take_job(&self, job: &Job, until: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE job SET run_at = $3 WHERE id = $1 AND run_at = $2 AND done_at IS NULL";
        let (seen, until) = (Value::Int(job.run_at.micros()), Value::Int(until.micros()));
        let mut tx = self.db.begin_write().await?;
        let taken = tx.run("job taken", sql, &[Value::from(job.id.as_str()), seen, until], &[]).await?;
        tx.commit().await?;
        Ok(taken > 0)
    }

    /// Marks a job as done.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; the job will be done again.
    pub async fn finish_job(&self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE job SET done_at = $2, last_error = NULL WHERE id = $1";
        let mut tx = self.db.begin_write().await?;
        tx.run("job done", sql, &[Value::from(id), Value::Int(now.micros())], &[]).await?;
        tx.commit().await
    }

    /// Notes that a job failed and when to try again. `error` must not hold personal data.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written; the job will be tried again at once.
    pub async fn fail_job(&self, id: &str, error: &str, again_at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE job SET attempts = attempts + 1, last_error = $2, run_at = $3 WHERE id = $1";
        let values = [Value::from(id), Value::from(error), Value::Int(again_at.micros())];
        let mut tx = self.db.begin_write().await?;
        tx.run("job failed", sql, &values, &[]).await?;
        tx.commit().await
    }

    /// How many jobs wait and fail.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn job_counts(&self) -> Result<JobCounts, StoreError> {
        self.snapshot().await?.job_counts().await
    }
}

impl Snapshot {
    pub(crate) async fn job_counts(&mut self) -> Result<JobCounts, StoreError> {
        let row = self.row(&COUNTS, &[]).await?;
        let count = |i: usize| -> Result<u64, StoreError> {
            let value = row.as_ref().map_or(Ok(0), |row| row.int(i))?;
            Ok(u64::try_from(value).unwrap_or(0))
        };
        let oldest = row.as_ref().and_then(|row| row.int(2).ok()).map(Timestamp::from_micros);
        Ok(JobCounts { waiting: count(0)?, failing: count(1)?, oldest_due: oldest })
    }
}
