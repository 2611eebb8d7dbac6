//! Proves that the log and the trace are what they were: every leaf hashed again, every checkpoint and
//! the head compared.

use crate::batch::{ACCESS, EVENT};
use crate::error::StoreError;
use crate::log::NewAccess;
use crate::merkle::{Frontier, Hash};
use crate::statement::{Statement, Table};
use crate::store::{Snapshot, Store, read_event};
use crate::value::{Kind, Row, Value};
use std::collections::BTreeMap;

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
const EVENTS: Statement = Statement::new(
    "verify events",
    "SELECT position, stream, version, recorded_at, actor, kind, body FROM event \
     WHERE position > $1 ORDER BY position LIMIT 1000",
    &[Kind::Int],
    &[Kind::Int, Kind::Text, Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Bytes],
);
const RECORDS: Statement = Statement::new(
    "verify access",
    "SELECT position, recorded_at, actor, action, subject, purpose, fields FROM access_record \
     WHERE position > $1 ORDER BY position LIMIT 1000",
    &[Kind::Int],
    &[Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
);

impl Store {
    /// Reads both lanes from the beginning and compares them with what was promised.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read; what is read and wrong is in the report.
    pub async fn verify(&self) -> Result<VerifyReport, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut faults = Vec::new();
        let mut versions: BTreeMap<String, u32> = BTreeMap::new();
        let events = lane(&mut snapshot, "event", &EVENT, &EVENTS, &mut faults, |row, faults| {
            let event = read_event(row)?;
            let version = versions.entry(event.stream.to_string()).or_insert(0);
            if event.version != *version + 1 {
                faults.push(format!("event {}: version {} follows {version}", event.position, event.version));
            }
            *version = event.version;
            Ok((event.recorded_at.micros(), event.leaf()))
        })
        .await?;
        let access = lane(&mut snapshot, "access", &ACCESS, &RECORDS, &mut faults, |row, _| {
            let record = NewAccess {
                actor: row.text(2)?.to_owned(),
                action: row.text(3)?.to_owned(),
                subject: row.text(4)?.to_owned(),
                purpose: row.text(5)?.to_owned(),
                fields: row.text(6)?.to_owned(),
            };
            Ok((row.int(1)?, record.leaf(row.int(0)?, row.int(1)?)))
        })
        .await?;
        Ok(VerifyReport { events: events.size(), access_records: access.size(), root: events.root(), faults })
    }
}

async fn lane(
    snapshot: &mut Snapshot,
    lane: &str,
    table: &Table,
    read: &Statement,
    faults: &mut Vec<String>,
    mut leaf: impl FnMut(&Row, &mut Vec<String>) -> Result<(i64, Hash), StoreError>,
) -> Result<Frontier, StoreError> {
    let checkpoints = snapshot.rows(&CHECKPOINTS, &[Value::from(lane)]).await?;
    let mut promised = checkpoints.iter().peekable();
    let mut frontier = Frontier::default();
    let (mut last_position, mut last_at) = (0, 0);
    loop {
        let rows = snapshot.rows(read, &[Value::Int(last_position)]).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let position = row.int(0)?;
            if position != last_position + 1 {
                faults.push(format!("{}: {position} follows {last_position}", table.name));
            }
            let (at, hash) = leaf(&row, faults)?;
            if at < last_at {
                faults.push(format!("{} {position}: recorded before the one before it", table.name));
            }
            frontier.push(hash);
            (last_position, last_at) = (position, at);
            while let Some(checkpoint) = promised.next_if(|c| c.int(0).is_ok_and(|size| size <= position)) {
                let same = checkpoint.int(0)? == position
                    && checkpoint.bytes(1)? == frontier.root()
                    && checkpoint.int(2)? == at;
                if !same {
                    faults
                        .push(format!("lane {lane}: the checkpoint at {} does not hold", checkpoint.int(0)?));
                }
            }
        }
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
    let holds = match &head {
        Some(row) => {
            row.int(0)? == last_position && row.int(1)? == last_at && row.bytes(2)? == frontier.to_bytes()
        }
        None => false,
    };
    if !holds {
        faults.push(format!("lane {lane}: the head does not hold"));
    }
    Ok(frontier)
}
