//! One state of the database to read from, with the histories of persons that were read before.
//!
//! An entry of the log never changes, so a history up to a version of its stream holds for good. What is kept is
//! taken only where the log has the same version, and therefore is never stale.

use crate::error::OfficeError;
use crate::register::PersonHistory;
use crate::register::read::{fold, stream};
use clru::{CLruCache, CLruCacheConfig, WeightScale};
use kernel::PersonId;
use std::collections::hash_map::RandomState;
use std::num::NonZeroUsize;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use store::Guarded;

/// About so many bytes of histories are kept: those of some 25,000 persons.
const KEPT_BYTES: NonZeroUsize = NonZeroUsize::new(96 * 1024 * 1024).unwrap();
/// What a history takes by itself, and for each entry, by measure.
const HISTORY_BYTES: usize = 600;
const ENTRY_BYTES: usize = 350;

/// A history and the version of the stream that it was read at.
struct Kept {
    version: u32,
    entries: usize,
    history: Guarded<Arc<PersonHistory>>,
}

struct ByEntries;

impl WeightScale<PersonId, Kept> for ByEntries {
    fn weight(&self, _: &PersonId, kept: &Kept) -> usize {
        HISTORY_BYTES + kept.entries * ENTRY_BYTES
    }
}

/// Histories that were read before; those read longest ago make room.
pub(crate) struct Histories(Mutex<CLruCache<PersonId, Kept, RandomState, ByEntries>>);

impl Default for Histories {
    fn default() -> Self {
        let config = CLruCacheConfig::new(KEPT_BYTES).with_hasher(RandomState::new()).with_scale(ByEntries);
        Self(Mutex::new(CLruCache::with_config(config)))
    }
}

impl Histories {
    fn get(&self, id: PersonId, version: u32) -> Option<Guarded<Arc<PersonHistory>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).filter(|kept| kept.version == version).map(|kept| kept.history.clone())
    }

    fn keep(&self, id: PersonId, history: Kept) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A history larger than all the room is not kept.
        drop(kept.put_with_weight(id, history));
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
        if let Some(kept) = self.histories.get(id, version) {
            return Ok(kept);
        }
        let events = self.inner.events(&stream).await?;
        let mut entries = 0;
        let history = events.try_map(|events| {
            let history = fold(id, events)?;
            entries = history.facts.len() + history.recorded.len();
            Ok::<_, OfficeError>(Arc::new(history))
        })?;
        if version > 0 {
            self.histories.keep(id, Kept { version, entries, history: history.clone() });
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
