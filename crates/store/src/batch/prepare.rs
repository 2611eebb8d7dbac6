//! What follows from a submission, computed without the database: rows, changes of projections, leaves.

use super::{ERASED, Scribe};
use crate::answers::{self, KEPT_ANSWER};
use crate::error::SubmitError;
use crate::log::{Beside, Change, RecordedEvent, StreamId, Submission};
use crate::merkle::Hash;
use crate::sealing::Sealing;
use crate::sealing::body::{self, Bound, StreamKey};
use crate::sealing::keys::{KeyState, Keys};
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
    /// The keys of streams that it begins, and their rows.
    pub(crate) keys: Vec<(StreamId, StreamKey)>,
    pub(crate) key_rows: Vec<Vec<Value>>,
    /// The versions of its streams after it.
    pub(crate) versions: Vec<(StreamId, u32)>,
    pub(crate) recorded_at: i64,
}

/// The versions of streams, as far as they are known; a stream that is not among them does not exist.
pub(crate) type Versions = BTreeMap<StreamId, u32>;

/// Checks a submission against the versions that its streams have, and that none of them was erased.
pub(crate) fn check(
    submission: &Submission,
    position: i64,
    versions: &Versions,
    keys: &Keys,
) -> Result<(), SubmitError> {
    if submission.seen.is_some_and(|seen| seen != position) {
        return Err(SubmitError::Moved { actual: position });
    }
    for (stream, expected) in &submission.expect {
        let actual = versions.get(stream).copied().unwrap_or(0);
        if actual != *expected {
            return Err(SubmitError::Stale { stream: stream.to_string(), expected: *expected, actual });
        }
    }
    let written = submission.events.iter().map(|event| &event.stream).chain(&submission.erase);
    if let Some(stream) =
        written.into_iter().find(|stream| matches!(keys.get(*stream), Some(KeyState::Destroyed)))
    {
        return Err(SubmitError::Erased { stream: stream.to_string() });
    }
    let held = |stream: &&StreamId| matches!(keys.get(*stream), Some(KeyState::Held(_)));
    match submission.erase.iter().find(|stream| !held(stream)) {
        Some(stream) => Err(SubmitError::Refused(format!("`{stream}` has no key that could be destroyed"))),
        None if !submission.erase.is_empty()
            && submission.events.last().is_none_or(|event| event.kind != ERASED) =>
        {
            Err(SubmitError::Refused("no event says why something is erased".to_owned()))
        }
        None => Ok(()),
    }
}

/// Projects the events of a submission for a place in the log, and seals them.
pub(crate) fn prepare(
    scribe: &Scribe,
    submission: &Submission,
    place: Place,
    versions: &Versions,
    keys: &Keys,
) -> Result<Prepared, SubmitError> {
    let mut prepared = Prepared {
        place,
        rows: Vec::new(),
        changes: Vec::new(),
        leaves: Vec::new(),
        keys: Vec::new(),
        key_rows: Vec::new(),
        versions: Vec::new(),
        recorded_at: place.recorded_at.max(submission.at),
    };
    let recorded_at = prepared.recorded_at;
    for (i, event) in submission.events.iter().enumerate() {
        let own = prepared.versions.iter().rev().find(|(stream, _)| *stream == event.stream);
        let known = own.map(|(_, version)| version).or_else(|| versions.get(&event.stream));
        let version = known.copied().unwrap_or(0) + 1;
        let mut recorded = RecordedEvent {
            position: place.after + 1 + i64::try_from(i).unwrap_or(0),
            stream: event.stream.clone(),
            version,
            recorded_at: Timestamp::from_micros(recorded_at),
            actor: submission.actor.clone(),
            kind: event.kind.clone(),
            body: event.body.clone(),
        };
        prepared.versions.push((event.stream.clone(), version));
        prepared.changes.extend(scribe.projector.project(&recorded).map_err(SubmitError::Refused)?);
        recorded.body = sealed(scribe, &mut prepared, keys, &recorded)?;
        prepared.leaves.push(recorded.row().encode().leaf());
        prepared.rows.push(event_row(recorded));
    }
    let beside = submission.beside.iter().filter_map(|beside| match beside {
        Beside::Claim(table, row) => Some(Change::Claim(table, row.clone())),
        Beside::Take(..) => None,
    });
    prepared.changes.extend(beside);
    if let (Some(once), Some(first)) = (&submission.once, submission.events.first()) {
        let last = place.after + i64::try_from(submission.events.len()).unwrap_or(0);
        // First: whoever repeats is told so, and not that what they have themselves is taken.
        let claim = Change::Claim(&KEPT_ANSWER, answers::row(once, last, &first.stream));
        prepared.changes.insert(0, claim);
    }
    if reclaims(&prepared.changes) {
        return Err(SubmitError::Refused("a key is given up and claimed in one submission".to_owned()));
    }
    Ok(prepared)
}

/// The body as it goes into the log.
fn sealed(
    scribe: &Scribe,
    prepared: &mut Prepared,
    keys: &Keys,
    event: &RecordedEvent,
) -> Result<Vec<u8>, SubmitError> {
    let refuse = |why: &dyn std::fmt::Display| SubmitError::Refused(why.to_string());
    if body::is_sealed(&event.body) {
        return Err(refuse(&"a body does not begin with the byte 0"));
    }
    let keyring = match &scribe.sealing {
        Sealing::Clear => return Ok(event.body.clone()),
        Sealing::Unopened => {
            return Err(refuse(&"the database was opened without its keys, to be looked at"));
        }
        Sealing::With(keyring) => keyring,
    };
    let stream = &event.stream;
    let own = prepared.keys.iter().find(|(known, _)| known == stream).map(|(_, key)| key.clone());
    let known = own.or_else(|| match keys.get(stream) {
        Some(KeyState::Held(key)) => Some(key.clone()),
        Some(KeyState::Destroyed) | None => None,
    });
    let key = match known {
        Some(key) => key,
        None => {
            let fresh = keyring.fresh(stream.as_str()).map_err(|error| refuse(&error))?;
            prepared.keys.push((stream.clone(), fresh.key.clone()));
            prepared.key_rows.push(fresh.row);
            fresh.key
        }
    };
    let place = Bound::Body { stream: stream.as_str(), version: event.version, kind: &event.kind };
    body::seal(&key, &keyring.nonce(), place, &event.body).map_err(|error| refuse(&error))
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
