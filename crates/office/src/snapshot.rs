//! One state of the database to read from, with the histories of persons that were read before.
//!
//! An entry of the log never changes, so a history up to a version of its stream holds for good. What is kept is
//! taken only where the log has the same version, and therefore is never stale.

use crate::error::OfficeError;
use crate::register::PersonHistory;
use crate::register::read::{fold, stream};
use kernel::PersonId;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use store::Guarded;

/// About so many bytes of histories are kept: those of some 25,000 persons.
const KEPT_BYTES: u64 = 96 * 1024 * 1024;
/// About so many persons.
const KEPT_PERSONS: usize = 25_000;
/// What a history takes by itself, and for each entry, by measure.
const HISTORY_BYTES: usize = 600;
const ENTRY_BYTES: usize = 350;

/// A history and the version of the stream that it was read at.
#[derive(Clone)]
struct Kept {
    version: u32,
    entries: usize,
    history: Guarded<Arc<PersonHistory>>,
}

#[derive(Clone)]
struct ByEntries;

impl Weighter<PersonId, Kept> for ByEntries {
    fn weight(&self, _: &PersonId, kept: &Kept) -> u64 {
        u64::try_from(HISTORY_BYTES + kept.entries * ENTRY_BYTES).unwrap_or(u64::MAX)
    }
}

/// Histories that were read before, the most used of them.
pub(crate) struct Histories(Cache<PersonId, Kept, ByEntries>);

impl Default for Histories {
    fn default() -> Self {
        Self(Cache::with_weighter(KEPT_PERSONS, KEPT_BYTES, ByEntries))
    }
}

/// One state of the database: what is committed later is not seen.
pub(crate) struct Snapshot {
    inner: store::Snapshot,
    histories: Arc<Histories>,
}

impl Snapshot {
    pub(crate) fn new(inner: store::Snapshot, histories: &Arc<Histories>) -> Self {
        Self { inner, histories: Arc::clone(histories) }
    }

    /// Everything known about a person, sealed; of version 0 when there is no such person.
    pub(crate) async fn history(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        let stream = stream(id);
        let version = self.inner.version(&stream).await?;
        if let Some(kept) = self.histories.0.get(&id).filter(|kept| kept.version == version) {
            return Ok(kept.history);
        }
        let events = self.inner.events(&stream).await?;
        let mut entries = 0;
        let history = events.try_map(|events| {
            let history = fold(id, events)?;
            entries = history.facts.len() + history.recorded.len();
            Ok::<_, OfficeError>(Arc::new(history))
        })?;
        if version > 0 {
            self.histories.0.insert(id, Kept { version, entries, history: history.clone() });
        }
        Ok(history)
    }
}

impl Deref for Snapshot {
    type Target = store::Snapshot;
    fn deref(&self) -> &store::Snapshot {
        &self.inner
    }
}

impl DerefMut for Snapshot {
    fn deref_mut(&mut self) -> &mut store::Snapshot {
        &mut self.inner
    }
}
