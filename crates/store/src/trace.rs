//! The trace read back: who looked at whom, for the person and for the auditor.

use crate::error::StoreError;
use crate::log::NewAccess;
use crate::statement::Statement;
use crate::store::Snapshot;
use crate::value::{Kind, Row, Value};
use kernel::Timestamp;

/// An entry of the trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRecord {
    /// Place in the trace, from 1, without gaps.
    pub position: i64,
    /// When.
    pub recorded_at: Timestamp,
    /// Who, whom, what, why.
    pub access: NewAccess,
}

const OUTPUTS: &[Kind] = &[Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
const OF_SUBJECT: Statement = Statement::new(
    "trace of a subject",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record \
     WHERE subject = $1 AND position < $2 ORDER BY position DESC LIMIT $3",
    &[Kind::Text, Kind::Int, Kind::Int],
    OUTPUTS,
);
const ALL: Statement = Statement::new(
    "trace",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record \
     WHERE position < $1 ORDER BY position DESC LIMIT $2",
    &[Kind::Int, Kind::Int],
    OUTPUTS,
);

const AFTER: Statement = Statement::new(
    "trace followed",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record \
     WHERE position > $1 ORDER BY position LIMIT $2",
    &[Kind::Int, Kind::Int],
    OUTPUTS,
);

fn read(row: &Row) -> Result<AccessRecord, StoreError> {
    let text = |i| row.text(i).map(str::to_owned);
    let access = NewAccess {
        actor: text(2)?,
        action: text(3)?,
        subject: text(4)?,
        purpose: text(5)?,
        fields: text(6)?,
    };
    Ok(AccessRecord { position: row.int(0)?, recorded_at: Timestamp::from_micros(row.int(1)?), access })
}

impl Snapshot {
    /// At most `limit` entries after position `after`, in the order of the trace.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn trace_after(&mut self, after: i64, limit: u32) -> Result<Vec<AccessRecord>, StoreError> {
        let rows = self.rows(&AFTER, &[Value::Int(after), Value::from(limit)]).await?;
        rows.iter().map(read).collect()
    }

    /// At most `limit` entries before position `before`, the newest first; of one subject or of all.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn trace(
        &mut self,
        subject: Option<&str>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<AccessRecord>, StoreError> {
        let page = [Value::Int(before), Value::from(limit)];
        let rows = match subject {
            Some(subject) => {
                let [before, limit] = page;
                self.rows(&OF_SUBJECT, &[Value::from(subject), before, limit]).await?
            }
            None => self.rows(&ALL, &page).await?,
        };
        rows.iter().map(read).collect()
    }
}
