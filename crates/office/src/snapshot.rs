//! One state of the database to read from, with what is remembered of readings before.
//!
//! An entry of the log never changes, so a history up to a version of its stream holds for good. What is remembered
//! is taken only where the log has the same version, or ends at the position at which it was found to be the last;
//! and where nothing but memory is asked, the answer is let out only if the log still ends there. So it is never
//! stale ([decision 19](../../../docs/decisions/0019-memory.md)).

use crate::access;
use crate::error::{OfficeError, Problem};
use crate::register::PersonHistory;
use crate::register::read::{fold, stream};
use clru::{CLruCache, CLruCacheConfig, WeightScale};
use kernel::PersonId;
use std::cell::RefCell;
use std::collections::hash_map::RandomState;
use std::num::NonZeroUsize;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::sql::register::CHILDREN;
use store::{Guarded, Store, Value};

/// About so many bytes of histories are kept: those of some 25,000 persons. It is not zero, or this does not compile.
const KEPT_BYTES: NonZeroUsize = NonZeroUsize::new(96 * 1024 * 1024).unwrap();
/// What a history takes by itself, and for each entry, by measure.
const HISTORY_BYTES: usize = 600;
const ENTRY_BYTES: usize = 350;

/// What is remembered of a person.
struct Kept {
    /// The version of the stream that the history was read at.
    version: u32,
    history: Guarded<Arc<PersonHistory>>,
    /// How many entries that is, for what it takes.
    entries: usize,
    now: RefCell<Now>,
}

/// Until when what is remembered of a person is known to hold.
struct Now {
    /// The last position of the log at which nothing newer was there.
    at: i64,
    /// Those who named the person as a parent then, if that was asked.
    children: Option<Arc<[PersonId]>>,
}

struct ByEntries;

impl WeightScale<PersonId, Kept> for ByEntries {
    fn weight(&self, _: &PersonId, kept: &Kept) -> usize {
        HISTORY_BYTES + kept.entries * ENTRY_BYTES
    }
}

type Persons = CLruCache<PersonId, Kept, RandomState, ByEntries>;

/// What this node remembers: persons, those read longest ago make room; and where the log ended when it last heard.
pub(crate) struct Memory {
    persons: Mutex<Persons>,
    heard: AtomicI64,
}

impl Default for Memory {
    fn default() -> Self {
        let config = CLruCacheConfig::new(KEPT_BYTES).with_hasher(RandomState::new()).with_scale(ByEntries);
        Self { persons: Mutex::new(CLruCache::with_config(config)), heard: AtomicI64::new(0) }
    }
}

impl Memory {
    fn persons(&self) -> MutexGuard<'_, Persons> {
        self.persons.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of where the log ends.
    pub(crate) fn hear(&self, position: i64) {
        self.heard.fetch_max(position, Ordering::Relaxed);
    }
}

/// Events of the log read at once.
const PAGE: i64 = 1000;

/// A page of the log, as [`Snapshot::begun`] reads it.
pub(crate) struct LogPage<I> {
    /// Its last position.
    pub(crate) end: i64,
    /// Where each stream begins, and its id.
    pub(crate) begun: Vec<(i64, I)>,
}

/// One state of the database: what is committed later is not seen.
pub(crate) struct Snapshot {
    inner: store::Snapshot,
    memory: Arc<Memory>,
    /// The log's last position in it, once that is known.
    position: Option<i64>,
    /// Whether nothing but memory was asked so far.
    remembering: bool,
}

impl Snapshot {
    /// Of the database.
    pub(crate) fn of(inner: store::Snapshot, memory: &Arc<Memory>) -> Self {
        Self { inner, memory: Arc::clone(memory), position: None, remembering: false }
    }

    /// Of memory, as of where the log ended when this node last heard; the database is asked for what is not
    /// remembered, if the log still ends there. Readings must go through the methods here.
    pub(crate) fn remembered(store: &Store, memory: &Arc<Memory>) -> Self {
        let position = Some(memory.heard.load(Ordering::Relaxed));
        Self { inner: store.later(), memory: Arc::clone(memory), position, remembering: true }
    }

    /// The log's last position in it.
    pub(crate) async fn head(&mut self) -> Result<i64, OfficeError> {
        if let Some(position) = self.position {
            return Ok(position);
        }
        let position = self.inner.position().await?;
        self.position = Some(position);
        self.memory.hear(position);
        Ok(position)
    }

    /// Where the log must still end for what was read to be let out; nothing when the database was asked.
    pub(crate) fn seen(&self) -> Option<i64> {
        self.position.filter(|_| self.remembering)
    }

    /// Turns to the database for something that is not remembered.
    async fn ask(&mut self) -> Result<&mut store::Snapshot, OfficeError> {
        if self.remembering {
            let position = self.inner.position().await?;
            self.memory.hear(position);
            if self.position != Some(position) {
                return Err(OfficeError::Conflict(Problem::new("stale")));
            }
            self.remembering = false;
        }
        Ok(&mut self.inner)
    }

    /// Everything known about a person, sealed; of version 0 when there is no such person.
    pub(crate) async fn history(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        if let Some(position) = self.position
            && let Some(kept) = self.memory.persons().get(&id).filter(|kept| kept.now.borrow().at == position)
        {
            return Ok(kept.history.clone());
        }
        let stream = stream(id);
        let version = self.ask().await?.version(&stream).await?;
        if let Some(history) = self.still(id, version) {
            return Ok(history);
        }
        let events = self.inner.events(&stream).await?;
        let mut entries = 0;
        let history = access::resealed(events, |events| {
            let history = fold(id, events)?;
            entries = history.facts.len() + history.recorded.len();
            Ok(Arc::new(history))
        })?;
        if version > 0 {
            let now = RefCell::new(Now { at: self.position.unwrap_or(0), children: None });
            let kept = Kept { version, history: history.clone(), entries, now };
            // A history larger than all the room is not kept.
            drop(self.memory.persons().put_with_weight(id, kept));
        }
        Ok(history)
    }

    /// What is remembered of a person, if it is of this version; from now on that is known of this position.
    fn still(&self, id: PersonId, version: u32) -> Option<Guarded<Arc<PersonHistory>>> {
        let mut persons = self.memory.persons();
        let kept = persons.get(&id).filter(|kept| kept.version == version)?;
        if let Some(position) = self.position {
            *kept.now.borrow_mut() = Now { at: position, children: None };
        }
        Some(kept.history.clone())
    }

    /// A page of the log after a position: where it ends, and which streams of a kind begin in it; `None` at the end of
    /// the log.
    pub(crate) async fn begun<I: FromStr>(
        &mut self,
        kind: &str,
        after: i64,
    ) -> Result<Option<LogPage<I>>, OfficeError> {
        let page = self.inner.events_after(after, PAGE).await?;
        let Some(end) = page.last().map(|last| last.position) else { return Ok(None) };
        let mut begun = Vec::new();
        for first in page.iter().filter(|event| event.version == 1) {
            let (known, id) = first.stream.parts();
            if known == kind {
                let fault = || OfficeError::Fault(format!("event {} names no {kind}", first.position));
                begun.push((first.position, id.parse().map_err(|_| fault())?));
            }
        }
        Ok(Some(LogPage { end, begun }))
    }

    /// Those who name a person as a parent. Says nothing of them but that.
    pub(crate) async fn children(&mut self, parent: PersonId) -> Result<Arc<[PersonId]>, OfficeError> {
        if let Some(position) = self.position
            && let Some(kept) = self.memory.persons().get(&parent)
            && let Now { at, children: Some(children) } = &*kept.now.borrow()
            && *at == position
        {
            return Ok(Arc::clone(children));
        }
        let rows = self.ask().await?.rows(&CHILDREN, &[Value::Int(parent.as_i64())]).await?;
        let ids = rows.iter().map(|row| row.int(0).map(PersonId::from_i64));
        let children: Arc<[PersonId]> = ids.collect::<Result<Vec<_>, _>>()?.into();
        if let Some(position) = self.position
            && let Some(kept) = self.memory.persons().get(&parent)
            && let mut now = kept.now.borrow_mut()
            && now.at == position
        {
            now.children = Some(Arc::clone(&children));
        }
        Ok(children)
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
