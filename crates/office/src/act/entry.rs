//! Entries of the log as events of ours, and back.

use crate::error::OfficeError;
use kernel::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{NewEvent, RecordedEvent, StreamId};

/// An event of a stream, read back.
#[derive(Debug, Clone)]
pub(crate) struct Entry<E> {
    /// Place in the log.
    pub position: i64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Kind, as the log names it.
    pub kind: String,
    /// What happened.
    pub event: E,
}

/// Reads the bodies of a stream's events.
pub(crate) fn entries<E: DeserializeOwned>(events: Vec<RecordedEvent>) -> Result<Vec<Entry<E>>, OfficeError> {
    events
        .into_iter()
        .map(|recorded| {
            let event = serde_json::from_slice(&recorded.body).map_err(|e| {
                OfficeError::Fault(format!("event {} of the log cannot be read: {e}", recorded.position))
            })?;
            let (position, at) = (recorded.position, recorded.recorded_at);
            Ok(Entry { position, at, actor: recorded.actor, kind: recorded.kind, event })
        })
        .collect()
}

/// An event for a stream.
pub(crate) fn event<E: Serialize>(stream: StreamId, kind: &str, body: &E) -> Result<NewEvent, OfficeError> {
    let body = serde_json::to_vec(body)
        .map_err(|e| OfficeError::Fault(format!("an event cannot be written: {e}")))?;
    Ok(NewEvent { stream, kind: kind.to_owned(), body })
}
