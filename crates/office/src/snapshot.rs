//! One state of the database to read from, with what is remembered of readings before.
//!
//! An entry of the log never changes, so a history up to a version of its stream holds for good. What is remembered
//! is taken only where the log has the same version, or ends at the position at which it was found to be the last;
//! and where memory is asked, or a state of the database that others read from before, the answer is let out only if
//! the log still ends there. So it is never stale ([decision 19](../../../docs/decisions/0019-memory.md)).

mod shielded;

use crate::access;
use crate::error::{OfficeError, Problem};
use crate::register::PersonHistory;
use crate::register::protection::{Shields, Sight};
use crate::register::read::{fold, stream};
use clru::{CLruCache, CLruCacheConfig, WeightScale};
use kernel::PersonId;
use law::Part;
use std::cell::RefCell;
use std::collections::hash_map::RandomState;
use std::num::NonZeroUsize;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::sql::register::{BY_CODE, CHILDREN};
use store::{Guarded, NewAccess, Store, Value};

/// About so many bytes of histories are kept: those of some 25,000 persons. It is not zero, or this does not compile.
const KEPT_BYTES: NonZeroUsize = NonZeroUsize::new(96 * 1024 * 1024).unwrap();
/// What a history takes by itself, and for each entry, by measure.
const HISTORY_BYTES: usize = 600;
const ENTRY_BYTES: usize = 350;

/// At most two to this power are passed over, less one.
const PASSED_OVER_LOG: u32 = 6;
/// So many personal codes are kept with the person to whom each leads.
const KEPT_CODES: NonZeroUsize = NonZeroUsize::new(32 * 1024).unwrap();

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
    /// The person to whom a code leads, as of a position of the log.
    codes: Mutex<CLruCache<String, (PersonId, i64)>>,
    /// The protections, as of a position of the log, and the position at which the last of them came to be known.
    shields: Mutex<Option<(i64, i64, Arc<Shields>)>>,
    /// Readings that found nothing or were refused, until they are in the trace.
    missed: Mutex<Vec<NewAccess>>,
    /// Held by whoever carries some of them there.
    carrying: tokio::sync::Mutex<()>,
    heard: AtomicI64,
    /// How many readings in a row were refused because the log moved.
    refused: AtomicU32,
    /// How many readings are not tried from memory before the next one is.
    passed_over: AtomicU32,
}

impl Default for Memory {
    fn default() -> Self {
        let config = CLruCacheConfig::new(KEPT_BYTES).with_hasher(RandomState::new()).with_scale(ByEntries);
        let codes = Mutex::new(CLruCache::new(KEPT_CODES));
        Self {
            persons: Mutex::new(CLruCache::with_config(config)),
            codes,
            shields: Mutex::new(None),
            missed: Mutex::default(),
            carrying: tokio::sync::Mutex::default(),
            heard: AtomicI64::new(0),
            refused: AtomicU32::new(0),
            passed_over: AtomicU32::new(0),
        }
    }
}

impl Memory {
    fn persons(&self) -> MutexGuard<'_, Persons> {
        self.persons.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn codes(&self) -> MutexGuard<'_, CLruCache<String, (PersonId, i64)>> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shields(&self) -> MutexGuard<'_, Option<(i64, i64, Arc<Shields>)>> {
        self.shields.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a reading that was not. The oldest are given up where too many wait for a database that is not there.
    pub(crate) fn miss(&self, missed: NewAccess) {
        let mut waiting = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MISSED_MAX {
            waiting.remove(0);
        }
        waiting.push(missed);
    }

    /// Whether some wait for the trace.
    pub(crate) fn has_missed(&self) -> bool {
        !self.missed.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// The turn of whoever carries them there.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.carrying.lock().await
    }

    /// The readings that wait for the trace, to be written or given back.
    pub(crate) fn take_missed(&self) -> Vec<NewAccess> {
        std::mem::take(&mut *self.missed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes note of where the log ends.
    pub(crate) fn hear(&self, position: i64) {
        self.heard.fetch_max(position, Ordering::Relaxed);
    }

    /// Takes note of whether a reading from memory was let out. While the log moves so fast that it has mostly moved
    /// before the trace is written, few are tried.
    pub(crate) fn tried(&self, let_out: bool) {
        if let_out {
            self.refused.store(0, Ordering::Relaxed);
        } else {
            let before = self.refused.fetch_add(1, Ordering::Relaxed).min(PASSED_OVER_LOG);
            self.passed_over.store((1 << before) - 1, Ordering::Relaxed);
        }
    }

    /// Whether the next reading is to be tried from memory.
    fn worth_trying(&self) -> bool {
        let less = |left: u32| left.checked_sub(1);
        self.passed_over.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_err()
    }
}

/// Most readings that were not which wait for the trace.
const MISSED_MAX: usize = 10_000;

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
    /// What whoever reads may see.
    sight: Sight,
    shields: Option<Arc<Shields>>,
    /// The log's last position in it, once that is known.
    position: Option<i64>,
    /// Whether what was read may be let out only if the log still ends at the position.
    bound: bool,
    /// Whether the database said that the log ends there in the state that is read.
    agreed: bool,
}

impl Snapshot {
    /// Of the database.
    pub(crate) fn of(inner: store::Snapshot, memory: &Arc<Memory>, sight: Sight) -> Self {
        let memory = Arc::clone(memory);
        Self { inner, memory, sight, shields: None, position: None, bound: false, agreed: true }
    }

    /// Of memory, as of where the log ended when this node last heard; what is not remembered is read from a state of
    /// the database that others may have read from before, if the log ends there in it. Readings must go through
    /// [`Self::ask`] or the methods here, and ask for nothing that does not depend on the log alone.
    ///
    /// Nothing while that is not worth trying; whatever it does not answer is asked of a state of now.
    pub(crate) fn remembered(store: &Store, memory: &Arc<Memory>, sight: Sight) -> Option<Self> {
        let position = Some(memory.heard.load(Ordering::Relaxed));
        let memory = memory.worth_trying().then(|| Arc::clone(memory))?;
        Some(Self { inner: store.held(), memory, sight, shields: None, position, bound: true, agreed: false })
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

    /// Where the log must still end for what was read to be let out; nothing where that was the newest state.
    pub(crate) fn seen(&self) -> Option<i64> {
        self.position.filter(|_| self.bound)
    }

    /// Turns to the database for something that is not remembered.
    pub(crate) async fn ask(&mut self) -> Result<&mut store::Snapshot, OfficeError> {
        if !self.agreed {
            let position = self.inner.position().await?;
            self.memory.hear(position);
            if self.position != Some(position) {
                self.memory.tried(false);
                return Err(OfficeError::Conflict(Problem::new("stale")));
            }
            self.agreed = true;
        }
        Ok(&mut self.inner)
    }

    /// Everything known about a person, whoever reads.
    #[tracing::instrument(
        name = "load",
        target = "parvalde::trace",
        level = "debug",
        skip_all,
        fields(what = "person")
    )]
    async fn known(&mut self, id: PersonId) -> Result<Guarded<Arc<PersonHistory>>, OfficeError> {
        let known = match self.memory.persons().get(&id) {
            Some(kept) if self.position == Some(kept.now.borrow().at) => return Ok(kept.history.clone()),
            known => known.is_some(),
        };
        let stream = stream(id);
        let inner = self.ask().await?;
        if known {
            let version = inner.version(&stream).await?;
            if let Some(history) = self.still(id, version) {
                return Ok(history);
            }
        }
        let events = self.inner.events(&stream).await?;
        let (mut version, mut entries) = (0, 0);
        let history = access::resealed(events, |events| {
            let history = fold(id, events)?;
            version = history.version;
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
        let page = self.inner.places_after(after, PAGE).await?;
        let Some(end) = page.last().map(|(position, ..)| *position) else { return Ok(None) };
        let mut begun = Vec::new();
        for (position, stream, _) in page.iter().filter(|(_, _, version)| *version == 1) {
            let (known, id) = stream.parts();
            if known == kind {
                let fault = || OfficeError::Fault(format!("event {position} names no {kind}"));
                begun.push((*position, id.parse().map_err(|_| fault())?));
            }
        }
        Ok(Some(LogPage { end, begun }))
    }

    /// The person to whom a personal code leads, if it is anybody's of whom whoever reads may know.
    pub(crate) async fn of_code(&mut self, code: &str) -> Result<Option<PersonId>, OfficeError> {
        match self.holder(code).await? {
            Some(person) => Ok(self.sees(person).await?.then_some(person)),
            None => Ok(None),
        }
    }

    async fn holder(&mut self, code: &str) -> Result<Option<PersonId>, OfficeError> {
        if let Some((person, at)) = self.memory.codes().get(code)
            && self.position == Some(*at)
        {
            return Ok(Some(*person));
        }
        let row = self.ask().await?.row(&BY_CODE, &[Value::from(code)]).await?;
        let person = row.map(|row| row.int(0).map(PersonId::from_i64)).transpose()?;
        if let (Some(person), Some(position)) = (person, self.position) {
            self.memory.codes().put(code.to_owned(), (person, position));
        }
        Ok(person)
    }

    /// Those who name a person as a parent, as far as whoever reads may know of them. Says nothing of them but that.
    pub(crate) async fn children(&mut self, parent: PersonId) -> Result<Arc<[PersonId]>, OfficeError> {
        let children = self.named_by(parent).await?;
        let (sight, shields) = self.sight().await?;
        if shields.is_empty() {
            return Ok(children);
        }
        let sees = |child: &&PersonId| !sight.hidden(&shields, **child, Part::Record);
        Ok(children.iter().filter(sees).copied().collect())
    }

    async fn named_by(&mut self, parent: PersonId) -> Result<Arc<[PersonId]>, OfficeError> {
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
