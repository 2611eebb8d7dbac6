//! Where a lane of the log ends: the row that the next writer takes.

use super::patience::Mark;
use crate::apply::insert;
use crate::db::Tx;
use crate::error::StoreError;
use crate::merkle::{Frontier, Hash};
use crate::statement::Table;
use crate::value::{Kind, Value};
use transparency::proof::Node;

/// Where a lane of the log ends.
#[derive(Clone)]
pub(crate) struct Head {
    lane: &'static str,
    pub(crate) recorded_at: i64,
    frontier: Frontier,
    /// Roots inside the tree that came to be since it was read.
    complete: Vec<(Node, Hash)>,
}

/// Roots inside the trees of both lanes: of 256 leaves, of 65,536, and so on.
pub(crate) static NODE: Table = Table {
    name: "tree_node",
    columns: &[("lane", Kind::Text), ("level", Kind::Int), ("place", Kind::Int), ("hash", Kind::Bytes)],
    key_len: 3,
};

/// Keeps roots inside a tree. One that is there already is the same.
pub(crate) async fn keep(tx: &mut Tx, lane: &str, nodes: &[(Node, Hash)]) -> Result<(), StoreError> {
    let row = |(node, hash): &(Node, Hash)| {
        let place = Value::Int(i64::try_from(node.index).unwrap_or(i64::MAX));
        vec![Value::from(lane), Value::Int(i64::from(node.level)), place, Value::from(hash.to_vec())]
    };
    let rows: Vec<_> = nodes.iter().map(row).collect();
    insert(tx, &NODE, &rows, " ON CONFLICT (lane, level, place) DO NOTHING").await.map(|_| ())
}

impl Head {
    /// Takes the lane: on `PostgreSQL` the row stays locked to the end of the transaction, so that commit
    /// order is log order also when several nodes write.
    pub(crate) async fn take(tx: &mut Tx, lane: &'static str) -> Result<Self, StoreError> {
        Self::read(
            tx,
            lane,
            "UPDATE log_head SET size = size WHERE lane = $1 RETURNING size, recorded_at, frontier",
        )
        .await
    }

    /// Looks at the lane without taking it, for whoever will not append to it.
    pub(crate) async fn look(tx: &mut Tx, lane: &'static str) -> Result<Self, StoreError> {
        Self::read(tx, lane, "SELECT size, recorded_at, frontier FROM log_head WHERE lane = $1").await
    }

    async fn read(tx: &mut Tx, lane: &'static str, sql: &str) -> Result<Self, StoreError> {
        let kinds = [Kind::Int, Kind::Int, Kind::Bytes];
        let rows = tx.rows("head take", sql, &[Value::from(lane)], &[], &kinds).await?;
        let wrong =
            || StoreError::Project { position: 0, why: format!("the head of lane {lane} is damaged") };
        let row = rows.first().ok_or_else(wrong)?;
        let size = u64::try_from(row.int(0)?).map_err(|_| wrong())?;
        let frontier = Frontier::from_bytes(size, row.bytes(2)?).ok_or_else(wrong)?;
        Ok(Self { lane, recorded_at: row.int(1)?, frontier, complete: Vec::new() })
    }

    pub(crate) fn position(&self) -> i64 {
        i64::try_from(self.frontier.size()).unwrap_or(i64::MAX)
    }

    pub(crate) fn push(&mut self, leaf: Hash) {
        let complete = &mut self.complete;
        self.frontier.push_noting(leaf, |node, hash| complete.push((node, hash)));
    }

    /// Saves where the lane ends now, and answers the checkpoint that says so.
    pub(crate) async fn save(self, tx: &mut Tx) -> Result<Mark, StoreError> {
        keep(tx, self.lane, &self.complete).await?;
        let lane = Value::from(self.lane);
        let (size, at) = (Value::Int(self.position()), Value::Int(self.recorded_at));
        let frontier = Value::from(self.frontier.to_bytes());
        let sql = "UPDATE log_head SET size = $2, recorded_at = $3, frontier = $4 WHERE lane = $1";
        tx.run("head save", sql, &[lane.clone(), size.clone(), at.clone(), frontier], &[]).await?;
        let mark = Mark { lane: self.lane, size: self.position(), root: self.frontier.root() };
        let root = Value::from(mark.root.to_vec());
        let sql = "INSERT INTO checkpoint (lane, size, root, recorded_at) VALUES ($1, $2, $3, $4)";
        tx.run("checkpoint", sql, &[lane, size, root, at], &[]).await?;
        Ok(mark)
    }
}
