//! What follows from a submission, computed without the database: rows, changes of projections, leaves.

use crate::error::SubmitError;
use crate::log::{Change, Projector, RecordedEvent, StreamId, Submission};
use crate::merkle::Hash;
use crate::value::Value;
use kernel::Timestamp;
use std::collections::BTreeMap;

/// The place in the log that a submission is prepared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The position before its first event.
    pub(crate) after: i64,
    /// When the entry before was recorded.
    pub(crate) recorded_at: i64,
}

/// A submission with everything that follows from it.
pub(crate) struct Prepared {
    /// The place for which it holds.
    pub(crate) place: Place,
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) changes: Vec<Change>,
    pub(crate) leaves: Vec<Hash>,
    /// The versions of its streams after it.
    pub(crate) versions: Vec<(StreamId, u32)>,
    pub(crate) recorded_at: i64,
}

/// The versions of streams, as far as they are known; a stream that is not among them does not exist.
pub(crate) type Versions = BTreeMap<StreamId, u32>;

/// Checks a submission against the versions that its streams have.
pub(crate) fn check(submission: &Submission, position: i64, versions: &Versions) -> Result<(), SubmitError> {
    if submission.seen.is_some_and(|seen| seen != position) {
        return Err(SubmitError::Moved { actual: position });
    }
    for (stream, expected) in &submission.expect {
        let actual = versions.get(stream).copied().unwrap_or(0);
        if actual != *expected {
            return Err(SubmitError::Stale { stream: stream.to_string(), expected: *expected, actual });
        }
    }
    Ok(())
}

/// Projects the events of a submission for a place in the log.
pub(crate) fn prepare(
    projector: &dyn Projector,
    submission: &Submission,
    place: Place,
    versions: &Versions,
) -> Result<Prepared, SubmitError> {
    let recorded_at = place.recorded_at.max(submission.at);
    let (rows, changes, leaves) = (Vec::new(), Vec::new(), Vec::new());
    let mut prepared = Prepared { place, rows, changes, leaves, versions: Vec::new(), recorded_at };
    for (i, event) in submission.events.iter().enumerate() {
        let own = prepared.versions.iter().rev().find(|(stream, _)| *stream == event.stream);
        let known = own.map(|(_, version)| version).or_else(|| versions.get(&event.stream));
        let version = known.copied().unwrap_or(0) + 1;
        let recorded = RecordedEvent {
            position: place.after + 1 + i64::try_from(i).unwrap_or(0),
            stream: event.stream.clone(),
            version,
            recorded_at: Timestamp::from_micros(recorded_at),
            actor: submission.actor.clone(),
            kind: event.kind.clone(),
            body: event.body.clone(),
        };
        prepared.versions.push((event.stream.clone(), version));
        prepared.changes.extend(projector.project(&recorded).map_err(SubmitError::Refused)?);
        prepared.leaves.push(recorded.row().encode().leaf());
        prepared.rows.push(event_row(recorded));
    }
    if reclaims(&prepared.changes) {
        return Err(SubmitError::Refused("a key is given up and claimed in one submission".to_owned()));
    }
    Ok(prepared)
}

/// Whether a key is deleted and then claimed: claims are taken before deletions are carried out, so the
/// row would be lost.
fn reclaims(changes: &[Change]) -> bool {
    let mut given_up: Vec<(&str, &[Value])> = Vec::new();
    changes.iter().any(|change| match change {
        Change::Delete(table, key) => {
            given_up.push((table.name, key));
            false
        }
        Change::Claim(table, row) => {
            given_up.iter().any(|(name, key)| *name == table.name && row.starts_with(key))
        }
        Change::Put(..) | Change::Set(..) => false,
    })
}

fn event_row(event: RecordedEvent) -> Vec<Value> {
    vec![
        Value::Int(event.position),
        event.stream.as_str().into(),
        event.version.into(),
        Value::Int(event.recorded_at.micros()),
        event.actor.into(),
        event.kind.into(),
        event.body.into(),
    ]
}
