//! Proves that the log and the trace are what they were: every leaf hashed again, every checkpoint and
//! the head compared.

use crate::batch::{ACCESS, EVENT};
use crate::error::StoreError;
use crate::merkle::{Frontier, Hash};
use crate::sealing::prove;
use crate::statement::{Statement, Table};
use crate::store::{Snapshot, Store};
use crate::tree::{leaf, rows_of};
use crate::value::{Kind, Row, Value};
use std::collections::HashMap;
use transparency::bundle::Lane;
use transparency::proof::Node;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Events read.
    pub events: u64,
    /// Access records read.
    pub access_records: u64,
    /// Root of the tree over the events.
    pub root: Hash,
    /// What is wrong, in words with its place; empty when all is well.
    pub faults: Vec<String>,
}

const HEAD: Statement = Statement::new(
    "head read",
    "SELECT size, recorded_at, frontier FROM log_head WHERE lane = $1",
    &[Kind::Text],
    &[Kind::Int, Kind::Int, Kind::Bytes],
);
const CHECKPOINTS: Statement = Statement::new(
    "checkpoints",
    "SELECT size, root, recorded_at FROM checkpoint WHERE lane = $1 ORDER BY size",
    &[Kind::Text],
    &[Kind::Int, Kind::Bytes, Kind::Int],
);
const NODES: Statement = Statement::new(
    "verify nodes",
    "SELECT level, place, hash FROM tree_node WHERE lane = $1",
    &[Kind::Text],
    &[Kind::Int, Kind::Int, Kind::Bytes],
);
const STRAYS: Statement = Statement::new(
    "stray checkpoints",
    "SELECT size FROM checkpoint WHERE lane NOT IN ('event', 'access') ORDER BY size",
    &[],
    &[Kind::Int],
);

const STREAMS: Statement = Statement::new(
    "verify streams",
    "SELECT stream, version FROM event ORDER BY stream, version",
    &[],
    &[Kind::Text, Kind::Int],
);

impl Store {
    /// Reads both lanes from the beginning and compares them with what was promised.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read; what is read and wrong is in the report.
    pub async fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut faults = Vec::new();
        let events = lane(&mut snapshot, Lane::Event, &EVENT, &mut faults).await?;
        streams(&mut snapshot, &mut faults).await?;
        strays(&mut snapshot, &mut faults).await?;
        faults.extend(prove::faults(&mut snapshot).await?);
        let access = lane(&mut snapshot, Lane::Access, &ACCESS, &mut faults).await?;
        Ok(VerifyReport { events: events.size(), access_records: access.size(), root: events.root(), faults })
    }
}

/// Whether the versions of each stream go up from 1 without a gap. The index on both columns gives them in
/// order, so that no stream has to be remembered.
async fn streams(snapshot: &mut Snapshot, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let (mut stream, mut version) = (String::new(), 0);
    let mut next = |row: &Row, faults: &mut Vec<String>| {
        if row.text(0)? != stream {
            stream.clear();
            stream.push_str(row.text(0)?);
            version = 0;
        }
        if row.int(1)? != version + 1 {
            faults.push(format!("stream {stream}: version {} follows {version}", row.int(1)?));
        }
        version = row.int(1)?;
        Ok(())
    };
    if !walk(snapshot, &STREAMS, faults, &mut next).await? {
        faults.push(format!("stream {stream}: what follows it cannot be read"));
    }
    Ok(())
}

/// What was promised about a lane, compared with what is read.
#[derive(Default)]
struct Promises {
    /// Sizes of checkpoints in order, each with whether its root is the one computed.
    roots: Vec<(i64, bool)>,
}

impl Promises {
    /// Where the roots went wrong and stayed so: after which checkpoint that holds, and at which that does not.
    /// What was changed stands between the two.
    fn broken_at(&self) -> Option<(i64, i64)> {
        let good = self.roots.iter().rposition(|(_, holds)| *holds);
        let after = good.and_then(|at| self.roots.get(at)).map_or(0, |(size, _)| *size);
        let first = self.roots.get(good.map_or(0, |at| at + 1))?;
        Some((after, first.0))
    }

    /// Checkpoints whose own root was changed: the log holds after them.
    fn wrong_before(&self, end: i64) -> impl Iterator<Item = i64> {
        self.roots.iter().filter(move |(size, holds)| !holds && *size < end).map(|(size, _)| *size)
    }
}

/// Checkpoints that stand in no lane; by their size, for the name of the lane is what is wrong.
async fn strays(snapshot: &mut Snapshot, faults: &mut Vec<String>) -> Result<(), StoreError> {
    for stray in snapshot.rows(&STRAYS, &[]).await? {
        faults.push(format!("the checkpoint at {} belongs to no lane", stray.int(0)?));
    }
    Ok(())
}

/// Takes the next row, and adds the faults it finds.
type Next<'n> = dyn FnMut(&Row, &mut Vec<String>) -> Result<(), StoreError> + Send + 'n;

/// Reads the rows of a statement. One that cannot be read is a fault with its place, for it was readable when it was
/// written; answers whether the end was reached.
async fn walk(
    snapshot: &mut Snapshot,
    read: &Statement,
    faults: &mut Vec<String>,
    next: &mut Next<'_>,
) -> Result<bool, StoreError> {
    match snapshot.each(read, &[], &mut |row: &Row| next(row, faults)).await {
        Ok(()) => Ok(true),
        Err(StoreError::Statement { .. } | StoreError::Row(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

async fn lane(
    snapshot: &mut Snapshot,
    of: Lane,
    table: &Table,
    faults: &mut Vec<String>,
) -> Result<Frontier, StoreError> {
    let lane = of.name();
    let checkpoints = snapshot.rows(&CHECKPOINTS, &[Value::from(lane)]).await?;
    let mut promised = checkpoints.iter().peekable();
    let kept = kept_nodes(snapshot, lane).await?;
    let mut frontier = Frontier::default();
    let mut promises = Promises::default();
    let (mut last_position, mut last_at, mut nodes) = (0, 0, 0);
    let mut next = |row: &Row, faults: &mut Vec<String>| {
        let position = row.int(0)?;
        if position != last_position + 1 {
            faults.push(format!("{}: {position} follows {last_position}", table.name));
        }
        let (at, hash) = leaf(of, row)?;
        if at < last_at {
            faults.push(format!("{} {position}: recorded before the one before it", table.name));
        }
        frontier.push_noting(hash, |node, hash| {
            nodes += 1;
            if kept.get(&node) != Some(&hash) {
                let Node { level, index } = node;
                faults.push(format!("lane {lane}: the root kept of level {level} at {index} does not hold"));
            }
        });
        (last_position, last_at) = (position, at);
        while let Some(checkpoint) = promised.next_if(|c| c.int(0).is_ok_and(|size| size <= position)) {
            let size = checkpoint.int(0)?;
            promises.roots.push((size, size == position && checkpoint.bytes(1)? == frontier.root()));
            if size == position && checkpoint.int(2)? != at {
                faults.push(format!("lane {lane}: the checkpoint at {size} says another time"));
            }
        }
        Ok(())
    };
    if !walk(snapshot, rows_of(of), faults, &mut next).await? {
        faults.push(format!("{}: the entry after {last_position} cannot be read", table.name));
        return Ok(frontier);
    }
    if nodes != kept.len() {
        faults.push(format!("lane {lane}: {} roots are kept, {nodes} came to be", kept.len()));
    }
    for checkpoint in promised {
        faults
            .push(format!("lane {lane}: entries up to the checkpoint at {} are missing", checkpoint.int(0)?));
    }
    let newest = checkpoints.last().map(|c| c.int(0)).transpose()?.unwrap_or(0);
    if newest != last_position {
        faults.push(format!("lane {lane}: no checkpoint covers the entries after {newest}"));
    }
    let head = snapshot.row(&HEAD, &[Value::from(lane)]).await?;
    let (size_holds, tree_holds) = match &head {
        Some(row) => {
            (row.int(0)? == last_position && row.int(1)? == last_at, row.bytes(2)? == frontier.to_bytes())
        }
        None => (false, false),
    };
    if !(size_holds && tree_holds) {
        faults.push(format!("lane {lane}: the head does not hold"));
    }
    // When the head has the tree that was computed, the entries are what they were, and the promise was changed.
    let broken = promises.broken_at().filter(|_| !tree_holds);
    if let Some((after, until)) = broken {
        let name = table.name;
        faults.push(format!("{name}: the entries after {after} up to {until} are not what they were"));
    }
    let end = broken.map_or(i64::MAX, |(_, until)| until);
    for size in promises.wrong_before(end) {
        faults.push(format!("lane {lane}: the checkpoint at {size} does not hold"));
    }
    Ok(frontier)
}

/// The roots that are kept of a lane; one that is no hash is left out, and so does not hold.
async fn kept_nodes(snapshot: &mut Snapshot, lane: &str) -> Result<HashMap<Node, Hash>, StoreError> {
    let mut kept = HashMap::new();
    for row in snapshot.rows(&NODES, &[Value::from(lane)]).await? {
        let level = u8::try_from(row.int(0)?).unwrap_or(u8::MAX);
        let index = u64::try_from(row.int(1)?).unwrap_or(u64::MAX);
        kept.insert(Node { level, index }, Hash::try_from(row.bytes(2)?).unwrap_or_default());
    }
    Ok(kept)
}
