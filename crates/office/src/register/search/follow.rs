//! The search index of this node: it follows the log by position, and is never a source of truth.
//!
//! Before a search it catches up with the position that the search's snapshot of the database shows, so what was
//! acknowledged is found. A file beside the database saves building it at every start; it says which log it was made
//! of, and is passed over when anything about it does not fit.

mod apart;

use crate::access;
use crate::error::OfficeError;
use ::search::{Bulk, Form, Hit, Index, Letters, NameForm, Query, Record, SnapshotError};
use apart::{protected, record_of, set_apart, stand_apart};
use kernel::{Country, PartialDate, PersonId};
use law::ProtectionClass;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read as _, Write as _};
use std::num::NonZero;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use store::sql::searching::{PERSONS_CHANGED, SEARCHED};
use store::{Row, Sealing, Snapshot, StoreError, Value};
use tokio::sync::{RwLock, RwLockReadGuard};

/// Persons given to the index at once, and how many times as many may wait for it.
const BLOCK: usize = 2_000;
const WAITING_MAX: usize = 8;
/// From so many events on it is quicker to build the index than to follow them one by one.
const FOLLOWED_MAX: i64 = 20_000;
/// From so many persons on the index is worth a file.
const KEPT_FROM: usize = 5_000;
/// The file is written anew when so many events came since.
const KEPT_EVENTS: i64 = 50_000;

/// Persons looked at of the index apart.
const APART_MAX: usize = 100;

type Fingerprint = [u8; 32];

/// An index and how far it has read.
///
/// Protected records stand apart, in an index of their own: what is found, how it is weighed and how many there are does
/// not depend on them. Of a record that hides no more than parts the general index has the rest.
struct Reached {
    index: Index,
    apart: Index,
    classes: Arc<[ProtectionClass]>,
    position: i64,
    /// Position of the file.
    kept: i64,
}

/// Keeps the index of a node.
pub(crate) struct Follower {
    letters: Letters,
    classes: Arc<[ProtectionClass]>,
    sealing: Sealing,
    file: Mutex<Option<PathBuf>>,
    reached: RwLock<Option<Reached>>,
}

/// The index, not to be changed while it is looked at.
pub(crate) struct Reading<'a>(RwLockReadGuard<'a, Option<Reached>>);

impl Reading<'_> {
    /// The persons who fit best, at most `limit`: those of the general index, and those that stand apart and may be
    /// found; who stands in both is found by what the apart index has.
    pub(crate) fn search(&self, query: &Query, limit: usize, finds: impl Fn(PersonId) -> bool) -> Vec<Hit> {
        let Some(reached) = self.0.as_ref() else { return Vec::new() };
        // Both are searched whoever asks, so that the time does not tell.
        let mut hits = reached.apart.search(query, APART_MAX);
        hits.retain(|hit| finds(hit.person));
        let general = reached.index.search(query, limit);
        let known = |person: PersonId, hits: &[Hit]| hits.iter().any(|hit| hit.person == person);
        let more: Vec<Hit> = general.into_iter().filter(|hit| !known(hit.person, &hits)).collect();
        if hits.is_empty() {
            return more;
        }
        hits.extend(more);
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.person));
        hits.truncate(limit);
        hits
    }

    pub(crate) fn index(&self) -> Option<&Index> {
        self.0.as_ref().map(|reached| &reached.index)
    }
}

impl Follower {
    /// The follower of the database at `url`: the file of `SQLite` has its index beside it, as `NAME.search`.
    pub(crate) fn new(
        url: &str,
        country: &Country,
        classes: &Arc<[ProtectionClass]>,
        sealing: Sealing,
    ) -> Self {
        let letters = Letters { folding: country.folding.clone(), spelling: country.spelling.clone() };
        let beside = url.strip_prefix("sqlite:").filter(|file| !file.contains(':'));
        let file = Mutex::new(beside.map(|file| PathBuf::from(format!("{file}.search"))));
        Self { letters, classes: Arc::clone(classes), sealing, file, reached: RwLock::new(None) }
    }

    /// Names another file of the index.
    pub(crate) fn keep_in(&self, file: PathBuf) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    fn file(&self) -> Option<PathBuf> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The index, as far as the snapshot of the database goes or further.
    pub(crate) async fn caught_up(&self, snapshot: &mut Snapshot) -> Result<Reading<'_>, OfficeError> {
        let head = snapshot.position().await?;
        let reading = self.reached.read().await;
        if reading.as_ref().is_some_and(|reached| reached.position >= head) {
            return Ok(Reading(reading));
        }
        drop(reading);
        let mut place = self.reached.write().await;
        let mut reached = match place.take() {
            Some(reached) => reached,
            None => self.opened(snapshot, head).await?,
        };
        if head - reached.position > FOLLOWED_MAX || reached.index.is_scattered() {
            reached = self.built(snapshot, head).await?;
        } else if head > reached.position {
            follow(&mut reached, snapshot, head).await?;
        }
        if reached.index.len() >= KEPT_FROM && head - reached.kept >= KEPT_EVENTS.min(head) {
            reached = self.keep(reached, snapshot).await?;
        }
        *place = Some(reached);
        Ok(Reading(place.downgrade()))
    }

    /// From the file where there is one that fits, else from the register.
    async fn opened(&self, snapshot: &mut Snapshot, head: i64) -> Result<Reached, OfficeError> {
        let Some(file) = self.file().filter(|file| file.exists()) else {
            return self.built(snapshot, head).await;
        };
        let (letters, sealing) = (self.letters.clone(), self.sealing.clone());
        let read = tokio::task::spawn_blocking(move || read(&file, letters, &sealing)).await;
        match read.map_err(|_| OfficeError::Fault("reading the search index was broken off".to_owned()))? {
            Ok((index, position, fingerprint))
                if position <= head && self::fingerprint(snapshot, position).await? == Some(fingerprint) =>
            {
                tracing::info!(persons = index.len(), position, "opened the search index");
                let apart = Index::new(self.letters.clone());
                let mut reached =
                    Reached { index, apart, classes: Arc::clone(&self.classes), position, kept: position };
                stand_apart(&mut reached, snapshot).await?;
                Ok(reached)
            }
            Ok(_) => {
                tracing::warn!("the file of the search index is of another log; it is built anew");
                self.built(snapshot, head).await
            }
            Err(error) => {
                tracing::warn!(%error, "the file of the search index cannot be used; it is built anew");
                self.built(snapshot, head).await
            }
        }
    }

    /// From the facts that stand: while they are read, another thread takes the persons read before.
    async fn built(&self, snapshot: &mut Snapshot, head: i64) -> Result<Reached, OfficeError> {
        let (give, given) = sync_channel::<Vec<Record>>(WAITING_MAX);
        let letters = self.letters.clone();
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let building = tokio::task::spawn_blocking(move || {
            let mut bulk = Bulk::new(letters, threads);
            given.iter().for_each(|records| bulk.push(&records));
            bulk.finish()
        });
        let mut records = Vec::with_capacity(BLOCK);
        let mut wrong = None;
        let read = snapshot
            .guarded_each(&SEARCHED, &[], &mut |row| {
                let entered = access::weigh(row, |row| enter_next(&mut records, row, &give));
                // What ends the reading is told below.
                entered.map_err(|error| wrong = Some(error)).map_err(|()| StoreError::Closed)
            })
            .await;
        if let Some(error) = wrong {
            return Err(error);
        }
        read?;
        give.send(records).map_err(|_| broken_off())?;
        drop(give);
        let index = building.await.map_err(|_| broken_off())?;
        tracing::info!(persons = index.len(), position = head, "built the search index");
        let apart = Index::new(self.letters.clone());
        let mut reached =
            Reached { index, apart, classes: Arc::clone(&self.classes), position: head, kept: 0 };
        stand_apart(&mut reached, snapshot).await?;
        Ok(reached)
    }

    /// Writes the file; that it cannot be written is told and does no harm.
    async fn keep(&self, mut reached: Reached, snapshot: &mut Snapshot) -> Result<Reached, OfficeError> {
        reached.kept = reached.position;
        let (Some(file), Some(fingerprint)) = (self.file(), fingerprint(snapshot, reached.position).await?)
        else {
            return Ok(reached);
        };
        let sealing = self.sealing.clone();
        let written = tokio::task::spawn_blocking(move || {
            let written = write(&file, &mut reached.index, (reached.position, fingerprint), &sealing);
            (reached, written)
        });
        let (reached, written) = written
            .await
            .map_err(|_| OfficeError::Fault("writing the search index was broken off".to_owned()))?;
        if let Err(error) = written {
            tracing::warn!(%error, "the file of the search index cannot be written");
        }
        Ok(reached)
    }
}

fn broken_off() -> OfficeError {
    OfficeError::Fault("building the search index was broken off".to_owned())
}

/// Enters a row of [`SEARCHED`] into the last record, or into the next when the person is another; gives the records
/// away when there are enough.
fn enter_next(
    records: &mut Vec<Record>,
    row: &Row,
    give: &SyncSender<Vec<Record>>,
) -> Result<(), OfficeError> {
    let person = PersonId::from_i64(row.int(0)?);
    if records.last().is_none_or(|open| open.person != person) {
        if records.len() >= BLOCK {
            let full = std::mem::replace(records, Vec::with_capacity(BLOCK));
            give.send(full).map_err(|_| broken_off())?;
        }
        records.push(Record::new(person));
    }
    records.last_mut().map_or(Ok(()), |record| enter(record, row))
}

/// What tells one log from another: the event at a position. `None` when there is none.
async fn fingerprint(snapshot: &mut Snapshot, position: i64) -> Result<Option<Fingerprint>, OfficeError> {
    if position == 0 {
        return Ok(None);
    }
    let event = snapshot.events_after(position - 1, 1).await?.into_iter().next();
    Ok(event.filter(|event| event.position == position).map(|event| {
        let mut digest = Sha256::new();
        digest.update(event.stream.as_str().as_bytes());
        digest.update(event.recorded_at.micros().to_le_bytes());
        digest.update(&event.body);
        digest.finalize().into()
    }))
}

/// What the file is sealed as.
const SEALED_AS: &str = "search index";

fn read(
    file: &Path,
    letters: Letters,
    sealing: &Sealing,
) -> Result<(Index, i64, Fingerprint), SnapshotError> {
    let opened = sealing.opens(SEALED_AS, BufReader::with_capacity(1 << 20, File::open(file)?));
    let mut from = BufReader::with_capacity(1 << 16, opened.map_err(std::io::Error::other)?);
    let mut fingerprint = Fingerprint::default();
    from.read_exact(&mut fingerprint)?;
    let (index, position) = Index::open(letters, from)?;
    Ok((index, position, fingerprint))
}

fn write(
    file: &Path,
    index: &mut Index,
    (position, fingerprint): (i64, Fingerprint),
    sealing: &Sealing,
) -> Result<(), SnapshotError> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    // It holds names: nobody else on the machine reads it, and where bodies are sealed, so is it.
    let out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    let mut out = sealing.seals(SEALED_AS, out).map_err(std::io::Error::other)?;
    out.write_all(&fingerprint)?;
    index.save(position, &mut out)?;
    out.finish()?.sync_all()?;
    std::fs::rename(&beside, file)?;
    Ok(())
}

/// Enters anew whoever changed.
async fn follow(reached: &mut Reached, snapshot: &mut Snapshot, head: i64) -> Result<(), OfficeError> {
    let span = [Value::Int(reached.position), Value::Int(head)];
    let mut changed = BTreeSet::new();
    for row in snapshot.rows(&PERSONS_CHANGED, &span).await? {
        changed.extend(row.text(0)?.split_once(':').and_then(|(_, id)| id.parse::<PersonId>().ok()));
    }
    let protected = protected(snapshot).await?;
    let mut records = Vec::new();
    for id in changed {
        if protected.contains_key(&id) {
            set_apart(reached, snapshot, id, &protected).await?;
        } else {
            records.push(record_of(snapshot, id).await?);
        }
    }
    reached.index.put(records);
    reached.position = head;
    Ok(())
}

#[derive(Deserialize)]
struct NameRow {
    name: GivenAndSurname,
}
#[derive(Deserialize)]
struct GivenAndSurname {
    given: String,
    surname: String,
}
#[derive(Deserialize)]
struct NameFormRow {
    form: String,
    #[serde(default)]
    given: String,
    #[serde(default)]
    surname: String,
}
#[derive(Deserialize)]
struct DateRow {
    date: PartialDate,
}
#[derive(Deserialize)]
struct CodeRow {
    code: String,
}
#[derive(Deserialize)]
struct NumberRow {
    number: String,
}
#[derive(Deserialize)]
struct AddressRow {
    address: String,
}

/// Enters a fact into a record: person, seq, kind, value, last day.
fn enter(record: &mut Record, row: &Row) -> Result<(), OfficeError> {
    fn read<'a, T: Deserialize<'a>>(row: &'a Row) -> Result<T, OfficeError> {
        serde_json::from_str(row.text(3)?)
            .map_err(|_| OfficeError::Fault("a fact in the projection cannot be read".to_owned()))
    }
    let holds = row.opt_int(4)?.is_none();
    match row.text(2)? {
        "name" => {
            let NameRow { name } = read(row)?;
            let form = if holds { Form::Current } else { Form::Former };
            record.names.push(NameForm { given: name.given, surname: name.surname, form });
        }
        "name-form" => {
            let NameFormRow { form, given, surname } = read(row)?;
            let form = match form.as_str() {
                "birth" => Form::Birth,
                "historical" => Form::Former,
                "rendering" => Form::Rendered,
                _ => Form::Original,
            };
            record.names.push(NameForm { given, surname, form });
        }
        "birth" if holds => record.birth = read::<DateRow>(row)?.date,
        "code" | "foreign-code" => record.codes.push(read::<CodeRow>(row)?.code),
        "document" => record.documents.push(read::<NumberRow>(row)?.number),
        "residence" if holds => record.addresses.push(read::<AddressRow>(row)?.address),
        "death" => record.dead = true,
        _ => {}
    }
    Ok(())
}
