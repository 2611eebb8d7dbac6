//! Drops the projections and computes them again from the log, in one transaction.
//!
//! One thread reads the log and projects, one digests the old rows, one writes the new ones.

use crate::apply;
use crate::batch::Scribe;
use crate::db::{Db, Tx};
use crate::deferred;
use crate::error::StoreError;
use crate::events::open_event;
use crate::log::Change;
use crate::sealing::keys::{OPENED_KINDS, events_with_keys};
use crate::statement::Table;
use crate::store::Store;
use crate::value::{Kind, Row, Value};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// How many parts of a thousand events wait for the writer.
const PARTS_WAITING: usize = 4;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RebuildReport {
    /// Events projected.
    pub events: u64,
    /// Streams passed over, for their keys were destroyed.
    pub erased: u64,
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
        tx.make_room().await?;
        // Takes the head, so that no other node commits while the tables are empty.
        tx.run("rebuild lock", "UPDATE log_head SET size = size WHERE lane = 'event'", &[], &[]).await?;
        let tables = self.scribe.projector.tables();
        let (tell, before) = oneshot::channel();
        let reading = self.db.begin_read().await?;
        self.db.spawn(async move { drop(tell.send(digests(reading, tables).await)) });
        let (give, mut parts) = mpsc::channel(PARTS_WAITING);
        self.db.spawn(project(self.db.clone(), Arc::clone(&self.scribe), give));

        // PostgreSQL would lock every reader out until the end, and this rebuild's own.
        if tx.is_sqlite() {
            deferred::put_off(&mut tx, |name| tables.iter().any(|table| table.name == name)).await?;
        }
        for table in tables {
            tx.run(table.name, &format!("DELETE FROM {}", table.name), &[], &[]).await?;
        }
        let mut bare = deferred::bare_tables(&mut tx).await?;
        let mut events = 0;
        while let Some(part) = parts.recv().await {
            let (count, changes) = part?;
            apply::changes(&mut tx, &changes, true, &mut bare).await?;
            events += count;
        }
        deferred::make(&mut tx).await?;
        let before = before.await.map_err(|_| StoreError::Closed)??;
        let mut report = Vec::new();
        for (table, before) in tables.iter().zip(before) {
            report.push((table.name, before, digest(&mut tx, table).await?));
        }
        let sql = "SELECT COUNT(*) FROM stream_key WHERE erased_at <> 0";
        let erased = tx.rows("erased streams", sql, &[], &[], &[Kind::Int]).await?;
        let erased = erased.first().map_or(Ok(0), |row| row.int(0))?;
        tx.commit().await?;
        Ok(RebuildReport { events, erased: u64::try_from(erased).unwrap_or(0), tables: report })
    }
}

type Part = Result<(u64, Vec<Change>), StoreError>;

/// Reads the log from its beginning and hands over what follows from it, part by part.
async fn project(db: Db, scribe: Arc<Scribe>, give: mpsc::Sender<Part>) {
    let mut position = 0;
    loop {
        let before = position;
        let part = part(&db, &scribe, &mut position).await;
        // A part may hold erased streams alone; the log ends where nothing is read.
        if part.is_ok() && position == before {
            return;
        }
        let last = part.is_err();
        if give.send(part).await.is_err() || last {
            return;
        }
    }
}

async fn part(db: &Db, scribe: &Scribe, position: &mut i64) -> Part {
    const READ: &str = events_with_keys!("WHERE event.position > $1 ORDER BY event.position LIMIT 1000");
    let mut tx = db.begin_read().await?;
    let (mut count, mut changes) = (0, Vec::new());
    for row in tx.rows("rebuild read", READ, &[Value::Int(*position)], &[], OPENED_KINDS).await? {
        *position = row.int(0)?;
        let Some(event) = open_event(&scribe.sealing, row)? else { continue };
        count += 1;
        let list = scribe.projector.project(&event);
        changes.extend(list.map_err(|why| StoreError::Project { position: event.position, why })?);
    }
    Ok((count, changes))
}

async fn digests(mut tx: Tx, tables: &[&Table]) -> Result<Vec<String>, StoreError> {
    let mut list = Vec::with_capacity(tables.len());
    for table in tables {
        list.push(digest(&mut tx, table).await?);
    }
    Ok(list)
}

/// The digest of a table's rows, in whatever order they lie: how many there are, and the sum of their SHA-256
/// hashes modulo 2²⁵⁶. No two rows of a table are alike, for each has its key. It tells whether two tables hold
/// the same by accident or error; it is no proof against somebody who looks for rows with a given sum, and need
/// not be one: what is proved is the log, and a rebuild puts the rows right whatever they were.
pub(crate) async fn digest(tx: &mut Tx, table: &Table) -> Result<String, StoreError> {
    let sql = format!("SELECT {} FROM {}", table.column_list(), table.name);
    let (mut count, mut sum, mut bytes) = (0_u64, [0_u64; 4], Vec::new());
    let mut add = |row: &Row| {
        encode(row, &mut bytes);
        let hash = Sha256::digest(&bytes);
        let mut carry = false;
        for (lane, part) in sum.iter_mut().zip(hash.chunks_exact(8)) {
            let part = part.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
            let (with_part, over) = lane.overflowing_add(part);
            let (with_carry, over_again) = with_part.overflowing_add(u64::from(carry));
            (*lane, carry) = (with_carry, over || over_again);
        }
        count += 1;
        Ok(())
    };
    tx.each("digest", &sql, &[], &table.kinds(), &mut add).await?;
    let [a, b, c, d] = sum;
    Ok(format!("{count}:{d:016x}{c:016x}{b:016x}{a:016x}"))
}

/// A row as bytes, so that no two rows are alike in them.
fn encode(row: &Row, bytes: &mut Vec<u8>) {
    bytes.clear();
    let mut long = |kind: u8, value: &[u8]| {
        bytes.push(kind);
        bytes.extend(u64::try_from(value.len()).unwrap_or(0).to_be_bytes());
        bytes.extend(value);
    };
    for value in row.values() {
        match value {
            Value::Null => long(b'n', &[]),
            Value::Int(value) => long(b'i', &value.to_be_bytes()),
            Value::Text(text) => long(b't', text.as_bytes()),
            Value::Bytes(value) => long(b'b', value),
        }
    }
}
