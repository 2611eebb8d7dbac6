//! The erasure journal: what was erased, once more, in a place that no backup overwrites. Whoever takes in a backup of
//! before carries it out again, so that nothing comes back.
//!
//! [`ErasureJournal`] is the port; the file behind it is the program's.

use super::erasure_stream;
use super::event::{Erased, ErasureEvent};
use super::report::FIELDS;
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::error::OfficeError;
use kernel::CaseId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::sql::retention::ERASED;
use store::{Seal, StreamId, Value};

/// Erased cases read at once.
const AT_ONCE: i64 = 500;

/// A case that was erased, as the journal keeps it: numbers, a rule and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// The case.
    pub case: CaseId,
    /// Where the log says so.
    pub position: i64,
    /// The streams whose keys were destroyed.
    pub streams: Vec<String>,
    /// What the log says.
    pub erased: Erased,
}

/// Where the journal is kept.
pub trait ErasureJournal: Send + Sync + 'static {
    /// Adds an entry; when it answers, the entry is on the disk.
    ///
    /// # Errors
    /// Why it cannot be written, in words without personal data.
    fn append(&self, entry: &JournalEntry) -> Result<(), String>;

    /// All entries, in order.
    ///
    /// # Errors
    /// Why it cannot be read, or where it was changed.
    fn read(&self) -> Result<Vec<JournalEntry>, String>;
}

/// What was carried out again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// Cases erased again.
    pub erased: u64,
    /// Cases that were erased in the database too, or are not in it.
    pub known: u64,
}

fn fault(why: String) -> OfficeError {
    OfficeError::Fault(format!("the erasure journal: {why}"))
}

impl Office {
    /// Keeps a journal of what is erased from now on. What was erased before and is not in it is added with the next run.
    pub fn keep_journal(&self, journal: Arc<dyn ErasureJournal>) {
        // The first that is named is kept.
        let _ = self.journal_cell().set(journal);
    }

    pub(super) fn note_in_journal(
        &self,
        case: CaseId,
        position: i64,
        streams: &[StreamId],
        ErasureEvent::Erased(erased): ErasureEvent,
    ) -> Result<(), OfficeError> {
        let Some(journal) = self.journal_cell().get() else { return Ok(()) };
        let streams = streams.iter().map(ToString::to_string).collect();
        journal.append(&JournalEntry { case, position, streams, erased: *erased }).map_err(fault)
    }

    /// Adds what the log says was erased and the journal does not: the process was killed in between, or the journal is
    /// new. Answers how many entries that was.
    ///
    /// # Errors
    /// [`OfficeError::Fault`] when the journal cannot be read or written.
    pub(super) async fn complete_journal(&self, access: &Access) -> Result<u64, OfficeError> {
        let Some(journal) = self.journal_cell().get() else { return Ok(0) };
        let known: BTreeSet<CaseId> =
            journal.read().map_err(fault)?.into_iter().map(|entry| entry.case).collect();
        let (mut after, mut added) = (i64::MIN, 0);
        let mut snapshot = self.snapshot(&Actor::System).await?;
        loop {
            let rows = snapshot.rows(&ERASED, &[Value::Int(after), Value::Int(AT_ONCE)]).await?;
            let Some(last) = rows.last() else { return Ok(added) };
            after = last.int(0)?;
            for row in &rows {
                let case = CaseId::from_i64(row.int(0)?);
                if known.contains(&case) {
                    continue;
                }
                let sealed = snapshot.events(&erasure_stream(case)).await?;
                for entry in entries::<ErasureEvent>(access.open(sealed))? {
                    let streams = snapshot.erased_at(entry.position).await?;
                    self.note_in_journal(case, entry.position, &streams, entry.event)?;
                    added += 1;
                }
            }
        }
    }

    /// Erases again what the journal says was erased, in a database that a backup of before was taken into.
    ///
    /// # Errors
    /// [`OfficeError::Fault`] when the journal cannot be read, or a case cannot be erased.
    pub async fn replay_journal(&self, journal: &dyn ErasureJournal) -> Result<Replayed, OfficeError> {
        let access =
            self.authorise(&Actor::System, Action::CarryOutErasure, None, Purpose::Duty, false, FIELDS)?;
        self.answer(&Actor::System, &access, ()).await?;
        let mut replayed = Replayed::default();
        for entry in journal.read().map_err(fault)? {
            let mut snapshot = self.snapshot(&Actor::System).await?;
            let mut erase = Vec::new();
            for stream in entry.streams.into_iter().map(StreamId::from) {
                match snapshot.seal_of(&stream).await? {
                    Seal::Whole | Seal::Part => erase.push(stream),
                    Seal::None | Seal::Erased => {}
                }
            }
            let version = snapshot.version(&erasure_stream(entry.case)).await?;
            drop(snapshot);
            if erase.is_empty() {
                replayed.known += 1;
                continue;
            }
            let erased = ErasureEvent::Erased(Box::new(entry.erased));
            let mut submission = self.submission(&Actor::System);
            submission.expect.push((erasure_stream(entry.case), version));
            submission.events.push(event(erasure_stream(entry.case), ErasureEvent::KIND, &erased)?);
            submission.erase = erase;
            submission.forget_jobs = super::erase::jobs_of(entry.case);
            self.commit(None, submission).await?;
            replayed.erased += 1;
        }
        Ok(replayed)
    }
}
