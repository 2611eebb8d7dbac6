//! Drops the projections and computes them again from the log, in one transaction.

use crate::apply;
use crate::db::Tx;
use crate::error::StoreError;
use crate::statement::Table;
use crate::store::{Store, read_event};
use crate::value::{Kind, Value};
use sha2::{Digest, Sha256};

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RebuildReport {
    /// Events projected.
    pub events: u64,
    /// Each table with the digest of its rows before and after, hexadecimal.
    pub tables: Vec<(&'static str, String, String)>,
}

impl RebuildReport {
    /// The tables that were not what the log says; empty when the projections were right.
    #[must_use]
    pub fn differing(&self) -> Vec<&'static str> {
        self.tables.iter().filter(|(_, before, after)| before != after).map(|(name, ..)| *name).collect()
    }
}

impl Store {
    /// Computes all projections again. Writers wait; readers see the old rows until it is done.
    ///
    /// # Errors
    /// [`StoreError`]; the projections then stand as they were.
    pub async fn rebuild(&self) -> Result<RebuildReport, StoreError> {
        let mut tx = self.db.begin_write().await?;
        // Takes the head, so that no other node commits while the tables are empty.
        tx.run("rebuild lock", "UPDATE log_head SET size = size WHERE lane = 'event'", &[], &[]).await?;
        let tables = self.projector.tables();
        let mut before = Vec::new();
        for table in tables {
            before.push(digest(&mut tx, table).await?);
            tx.run(table.name, &format!("DELETE FROM {}", table.name), &[], &[]).await?;
        }
        let (mut position, mut events) = (0, 0);
        let kinds = [Kind::Int, Kind::Text, Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Bytes];
        loop {
            let sql = "SELECT position, stream, version, recorded_at, actor, kind, body FROM event \
                       WHERE position > $1 ORDER BY position LIMIT 1000";
            let rows = tx.rows("rebuild read", sql, &[Value::Int(position)], &[], &kinds).await?;
            if rows.is_empty() {
                break;
            }
            let mut changes = Vec::new();
            for row in &rows {
                let event = read_event(row)?;
                position = event.position;
                events += 1;
                let list =
                    self.projector.project(&event).map_err(|why| StoreError::Project { position, why })?;
                changes.extend(list);
            }
            apply::changes(&mut tx, &changes, true).await?;
        }
        let mut report = Vec::new();
        for (table, before) in tables.iter().zip(before) {
            report.push((table.name, before, digest(&mut tx, table).await?));
        }
        tx.commit().await?;
        Ok(RebuildReport { events, tables: report })
    }
}

/// The digest of a table's rows sorted by key; independent of engine and of the order of writing.
async fn digest(tx: &mut Tx, table: &Table) -> Result<String, StoreError> {
    let keys = table.key().collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT {} FROM {} ORDER BY {keys}", table.column_list(), table.name);
    let mut hash = Sha256::new();
    for row in tx.rows("digest", &sql, &[], &[], &table.kinds()).await? {
        for value in row.values() {
            match value {
                Value::Null => hash.update(b"n"),
                Value::Int(value) => {
                    hash.update(b"i");
                    hash.update(value.to_be_bytes());
                }
                Value::Text(text) => {
                    hash.update(b"t");
                    hash.update(u64::try_from(text.len()).unwrap_or(0).to_be_bytes());
                    hash.update(text);
                }
                Value::Bytes(bytes) => {
                    hash.update(b"b");
                    hash.update(u64::try_from(bytes.len()).unwrap_or(0).to_be_bytes());
                    hash.update(bytes);
                }
            }
        }
    }
    Ok(format!("{:x}", hash.finalize()))
}
