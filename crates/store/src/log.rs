//! What goes into the log and what comes out: events, access records, jobs, and the changes of
//! projections that follow from events.

use crate::statement::Table;
use crate::value::Value;
use kernel::Timestamp;
use std::fmt;
use transparency::{AccessRow, EventRow};

/// A stream: the events of one person, case, document, visit or letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(String);

impl StreamId {
    /// The stream of the `kind` (small letters) with this id.
    #[must_use]
    pub fn new(kind: &str, id: impl fmt::Display) -> Self {
        Self(format!("{kind}:{id}"))
    }

    /// As the log keeps it: `person:7K2M9QRS04XZ`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Kind and id.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.0.split_once(':').unwrap_or((&self.0, ""))
    }
}

impl From<String> for StreamId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Stream.
    pub stream: StreamId,
    /// Kind.
    pub kind: String,
    /// Body; opaque to the log.
    pub body: Vec<u8>,
}

/// An event of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Place in the log, from 1, without gaps.
    pub position: i64,
    /// Stream.
    pub stream: StreamId,
    /// Place in the stream, from 1, without gaps.
    pub version: u32,
    /// When it was recorded; never before an earlier event.
    pub recorded_at: Timestamp,
    /// Who.
    pub actor: String,
    /// Kind.
    pub kind: String,
    /// Body.
    pub body: Vec<u8>,
}

impl RecordedEvent {
    /// The row as its leaf is made of it.
    #[must_use]
    pub fn row(&self) -> EventRow<'_> {
        EventRow {
            position: self.position,
            stream: self.stream.as_str().into(),
            version: i64::from(self.version),
            recorded_at: self.recorded_at.micros(),
            actor: self.actor.as_str().into(),
            kind: self.kind.as_str().into(),
            body: self.body.as_slice().into(),
        }
    }
}

/// Who reads whom, what, why; written before the answer is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccess {
    /// Who.
    pub actor: String,
    /// Doing what.
    pub action: String,
    /// Whom; a person's id, empty when nobody was found.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Which fields.
    pub fields: String,
}

impl NewAccess {
    /// The row at this position as its leaf is made of it; `recorded_at` in microseconds.
    #[must_use]
    pub fn row(&self, position: i64, recorded_at: i64) -> AccessRow<'_> {
        AccessRow {
            position,
            recorded_at,
            actor: self.actor.as_str().into(),
            action: self.action.as_str().into(),
            subject: self.subject.as_str().into(),
            purpose: self.purpose.as_str().into(),
            fields: self.fields.as_str().into(),
        }
    }
}

/// Work to do after the commit; done at least once, so it must be idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Id; a second job with the same id is not entered.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// What it works on.
    pub payload: String,
    /// Not before.
    pub run_at: Timestamp,
}

/// Everything that is committed together, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// Number drawn by the submitter, by which the outcome can be asked when the answer was lost; 0 for
    /// submissions nobody will ask for.
    pub id: i64,
    /// When; the log moves it forward if it lies before the last entry.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// The log's last position when all that is answered held; nothing where that was read from a snapshot. What
    /// was kept in memory is let out only while nothing was added since.
    pub seen: Option<i64>,
    /// The versions at which streams were read; 0 for a stream that must not exist.
    pub expect: Vec<(StreamId, u32)>,
    /// Events, in order.
    pub events: Vec<NewEvent>,
    /// Trace.
    pub access: Vec<NewAccess>,
    /// Jobs.
    pub jobs: Vec<NewJob>,
    /// Streams that are erased with its last event, which says why.
    pub erase: Vec<StreamId>,
    /// Ids of jobs, or how they begin, that go with what is erased.
    pub forget_jobs: Vec<String>,
    /// Rows beside the log that stand or fall with it.
    pub beside: Vec<Beside>,
    /// What the answer to whoever asked for it says that is nowhere else, such as a code; kept sealed with the answer
    /// of a request that carries a key, and dropped otherwise.
    pub note: String,
    /// The key of the request that it is done for: nothing is done twice under one.
    pub once: Option<Once>,
}

/// A row beside the log that stands or falls with a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// A row whose key must be free; if it is not, the submission is refused.
    Claim(&'static Table, Vec<Value>),
    /// The row with this key goes; if there is none, the submission is refused. One of a submission at most.
    Take(&'static Table, Vec<Value>),
}

/// The key of a request, as it goes in with what was done for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// A digest of who asked, the key and the path.
    pub slot: String,
    /// A digest of what was asked for.
    pub request: String,
    /// When it was taken up.
    pub at: Timestamp,
    /// The note of the submission, sealed.
    pub note: Vec<u8>,
}

/// What a commit answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The log's last position after the submission; a reader that has reached it sees the write.
    pub position: i64,
}

/// A change of a projection that follows from an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A row whose key must be free; if it is not, the whole submission is refused.
    Claim(&'static Table, Vec<Value>),
    /// A row, new or in place of the one with its key.
    Put(&'static Table, Vec<Value>),
    /// New values for some columns of the row with this key; nothing when there is none.
    Set(&'static Table, Vec<Value>, Vec<(&'static str, Value)>),
    /// The row with this key goes; nothing when there is none.
    Delete(&'static Table, Vec<Value>),
}

/// Turns events into changes of projections; depends on nothing but the event.
pub trait Projector: Send + Sync + 'static {
    /// The changes that follow from `event`.
    ///
    /// # Errors
    /// Why the event cannot be understood; the submission is refused, or the rebuild stops.
    fn project(&self, event: &RecordedEvent) -> Result<Vec<Change>, String>;

    /// All tables that [`Self::project`] names.
    fn tables(&self) -> &'static [&'static Table];
}
