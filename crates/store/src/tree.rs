//! What proofs are made of: leaves and kept roots read from the database, and the checkpoints that were signed.
//!
//! The roots of 256 leaves, of 65,536 and so on are kept. What lies between is computed from them, and what lies below
//! from at most 256 rows.

use crate::batch::head::keep;
use crate::db::Db;
use crate::error::StoreError;
use crate::merkle::{Frontier, Hash, KEPT_EVERY, kept_of};
use crate::statement::{Statement, Table};
use crate::store::{Snapshot, Store};
use crate::value::{Kind, Row, Value};
use kernel::Timestamp;
use std::collections::HashMap;
use transparency::bundle::Lane;
use transparency::proof::{Node, root_of};
use transparency::{AccessRow, EventRow};

const HEAD: Statement = Statement::new(
    "tree head",
    "SELECT size, frontier FROM log_head WHERE lane = $1",
    &[Kind::Text],
    &[Kind::Int, Kind::Bytes],
);
const KEPT: Statement = Statement::new(
    "kept nodes",
    "SELECT hash FROM tree_node WHERE lane = $1 AND level = $2 AND place >= $3 AND place < $4 ORDER BY place",
    &[Kind::Text, Kind::Int, Kind::Int, Kind::Int],
    &[Kind::Bytes],
);
const COUNT: Statement = Statement::new(
    "kept nodes count",
    "SELECT COUNT(*) FROM tree_node WHERE lane = $1",
    &[Kind::Text],
    &[Kind::Int],
);
const EVENT_KINDS: &[Kind] =
    &[Kind::Int, Kind::Text, Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Bytes];
const ACCESS_KINDS: &[Kind] =
    &[Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
const EVENTS: Statement = Statement::new(
    "all events",
    "SELECT position, stream, version, recorded_at, actor, kind, body FROM event ORDER BY position",
    &[],
    EVENT_KINDS,
);
const RECORDS: Statement = Statement::new(
    "all access",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record ORDER BY position",
    &[],
    ACCESS_KINDS,
);
const SOME_EVENTS: Statement = Statement::new(
    "events of a subtree",
    "SELECT position, stream, version, recorded_at, actor, kind, body FROM event \
     WHERE position > $1 AND position <= $2 ORDER BY position",
    &[Kind::Int, Kind::Int],
    EVENT_KINDS,
);
const SOME_RECORDS: Statement = Statement::new(
    "access of a subtree",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record \
     WHERE position > $1 AND position <= $2 ORDER BY position",
    &[Kind::Int, Kind::Int],
    ACCESS_KINDS,
);
const NEWEST: Statement = Statement::new(
    "signed checkpoint",
    "SELECT size, note, signed_at FROM signed_checkpoint WHERE lane = $1 ORDER BY size DESC LIMIT 1",
    &[Kind::Text],
    &[Kind::Int, Kind::Text, Kind::Int],
);
const ALL_SIGNED: Statement = Statement::new(
    "signed checkpoints",
    "SELECT size, note, signed_at FROM signed_checkpoint WHERE lane = $1 ORDER BY size",
    &[Kind::Text],
    &[Kind::Int, Kind::Text, Kind::Int],
);

/// Checkpoints as they were signed.
pub(crate) static SIGNED: Table = Table {
    name: "signed_checkpoint",
    columns: &[("lane", Kind::Text), ("size", Kind::Int), ("note", Kind::Text), ("signed_at", Kind::Int)],
    key_len: 2,
};

/// How the rows of a lane are read from the beginning.
pub(crate) const fn rows_of(lane: Lane) -> &'static Statement {
    match lane {
        Lane::Event => &EVENTS,
        Lane::Access => &RECORDS,
    }
}

/// When a row of a lane was recorded, and its leaf.
pub(crate) fn leaf(lane: Lane, row: &Row) -> Result<(i64, Hash), StoreError> {
    match lane {
        Lane::Event => {
            let event = EventRow {
                position: row.int(0)?,
                stream: row.text(1)?.into(),
                version: row.int(2)?,
                recorded_at: row.int(3)?,
                actor: row.text(4)?.into(),
                kind: row.text(5)?.into(),
                body: row.bytes(6)?.into(),
            };
            Ok((event.recorded_at, event.encode().leaf()))
        }
        Lane::Access => {
            let access = AccessRow {
                position: row.int(0)?,
                recorded_at: row.int(1)?,
                actor: row.text(2)?.into(),
                action: row.text(3)?.into(),
                subject: row.text(4)?.into(),
                purpose: row.text(5)?.into(),
                fields: row.text(6)?.into(),
            };
            Ok((access.recorded_at, access.encode().leaf()))
        }
    }
}

/// A checkpoint that was signed, with the signatures of witnesses that came since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// Entries of the lane.
    pub size: u64,
    /// The signed note.
    pub note: String,
    /// When.
    pub signed_at: Timestamp,
}

fn signed(row: &Row) -> Result<SignedCheckpoint, StoreError> {
    Ok(SignedCheckpoint {
        size: unsigned(row.int(0)?),
        note: row.text(1)?.to_owned(),
        signed_at: Timestamp::from_micros(row.int(2)?),
    })
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed_number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Snapshot {
    /// The tree of a lane: how many entries it has, and its root.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or its head is damaged.
    pub async fn tree(&mut self, lane: Lane) -> Result<(u64, Hash), StoreError> {
        let row = self.row(&HEAD, &[Value::from(lane.name())]).await?;
        let frontier =
            row.map(|row| Ok::<_, StoreError>(Frontier::from_bytes(unsigned(row.int(0)?), row.bytes(1)?)));
        match frontier.transpose()?.flatten() {
            Some(frontier) => Ok((frontier.size(), frontier.root())),
            None => Err(StoreError::Tree { lane: lane.name(), level: 0, place: 0 }),
        }
    }

    /// Adds the roots of complete subtrees to those that are `known`, for a proof.
    ///
    /// # Errors
    /// [`StoreError::Tree`] when one is not there; [`StoreError`] when the database cannot be read.
    pub async fn add_nodes(
        &mut self,
        lane: Lane,
        wanted: &[Node],
        known: &mut HashMap<Node, Hash>,
    ) -> Result<(), StoreError> {
        for node in wanted {
            if !known.contains_key(node) {
                known.insert(*node, self.node(lane, *node).await?);
            }
        }
        Ok(())
    }

    async fn node(&mut self, lane: Lane, node: Node) -> Result<Hash, StoreError> {
        // The nearest level below whose roots are there: of leaves, or kept ones.
        let above = node.level % KEPT_EVERY;
        let base = node.level - above;
        let missing = || StoreError::Tree { lane: lane.name(), level: node.level, place: node.index };
        let from = node.index.checked_shl(above.into()).ok_or_else(missing)?;
        let width = 1_u64 << above;
        let (from, to) = (signed_number(from), signed_number(from.saturating_add(width)));
        let hashes: Vec<Hash> = if base == 0 {
            let statement = match lane {
                Lane::Event => &SOME_EVENTS,
                Lane::Access => &SOME_RECORDS,
            };
            let rows = self.rows(statement, &[Value::Int(from), Value::Int(to)]).await?;
            rows.iter().map(|row| leaf(lane, row).map(|(_, hash)| hash)).collect::<Result<_, _>>()?
        } else {
            let level = Value::Int(i64::from(base));
            let values = [Value::from(lane.name()), level, Value::Int(from), Value::Int(to)];
            let rows = self.rows(&KEPT, &values).await?;
            let hashes = rows.iter().map(|row| Hash::try_from(row.bytes(0)?).map_err(|_| missing()));
            hashes.collect::<Result<_, StoreError>>()?
        };
        if u64::try_from(hashes.len()).ok() == Some(width) { Ok(root_of(&hashes)) } else { Err(missing()) }
    }

    /// The checkpoint of a lane that was signed last.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn signed_checkpoint(&mut self, lane: Lane) -> Result<Option<SignedCheckpoint>, StoreError> {
        let row = self.row(&NEWEST, &[Value::from(lane.name())]).await?;
        row.as_ref().map(signed).transpose()
    }

    /// Every checkpoint of a lane that was signed, the smallest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn signed_checkpoints(&mut self, lane: Lane) -> Result<Vec<SignedCheckpoint>, StoreError> {
        self.rows(&ALL_SIGNED, &[Value::from(lane.name())]).await?.iter().map(signed).collect()
    }
}

impl Store {
    /// Keeps a signed checkpoint; one of the same size is replaced, as when a witness adds its signature.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be written.
    pub async fn keep_checkpoint(&self, lane: Lane, signed: &SignedCheckpoint) -> Result<(), StoreError> {
        let sql = "INSERT INTO signed_checkpoint (lane, size, note, signed_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (lane, size) DO UPDATE SET note = excluded.note";
        let values = [
            Value::from(lane.name()),
            Value::Int(signed_number(signed.size)),
            Value::from(signed.note.as_str()),
            Value::Int(signed.signed_at.micros()),
        ];
        let mut tx = self.db.begin_write().await?;
        tx.run("keep checkpoint", sql, &values, &[]).await?;
        tx.commit().await
    }
}

/// Sees to it that every root that is kept is there: a log that was written before they were kept has none.
pub(crate) async fn complete(db: &Db) -> Result<(), StoreError> {
    for lane in [Lane::Event, Lane::Access] {
        let mut tx = db.begin_read().await?;
        let name = [Value::from(lane.name())];
        let head = tx.rows(HEAD.name, HEAD.sql, &name, HEAD.inputs, HEAD.outputs).await?;
        let size = head.first().map(|row| row.int(0)).transpose()?.map_or(0, unsigned);
        let kept = tx.rows(COUNT.name, COUNT.sql, &name, COUNT.inputs, COUNT.outputs).await?;
        let kept = kept.first().map(|row| row.int(0)).transpose()?.map_or(0, unsigned);
        if kept >= kept_of(size) {
            continue;
        }
        tracing::info!(lane = lane.name(), size, "computing the roots inside the tree");
        let (mut frontier, mut nodes) = (Frontier::default(), Vec::new());
        let statement = rows_of(lane);
        let mut next = |row: &Row| {
            frontier.push_noting(leaf(lane, row)?.1, |node, hash| nodes.push((node, hash)));
            Ok(())
        };
        tx.each(statement.name, statement.sql, &[], statement.outputs, &mut next).await?;
        drop(tx);
        let mut tx = db.begin_write().await?;
        keep(&mut tx, lane.name(), &nodes).await?;
        tx.commit().await?;
    }
    Ok(())
}
