//! The office as one value: who asks comes in with every call, the law and the clock are inside, and every
//! call walks the same way: load from one snapshot, decide, one submission, answer.

mod entry;
mod missed;

pub(crate) use entry::{Entry, entries, event};
pub(crate) use missed::BLIND;

use crate::access::Access;
use crate::actor::{Actor, Officer};
use crate::error::OfficeError;
use crate::mail::Mailing;
use crate::once::{Forgetting, Keyed};
use crate::oversight::Overseer;
use crate::post::Connected;
use crate::projector::OfficeProjector;
use crate::proofs::LogKeys;
use crate::register::duplicates::Seen;
use crate::register::protection::Sight;
use crate::register::search::follow::Follower;
use crate::retention::ErasureJournal;
use crate::snapshot::{Memory, Snapshot};
use kernel::{Chance, Clock, Country, Day, Minute, PersonId, Timestamp, Zone};
use law::{LawBook, ProtectionClass};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use store::faults::Faults;
use store::{Committed, NewJob, Sealing, Store, StoreError, Submission, SubmitError};

/// What an office is opened with.
pub struct OfficeConfig {
    /// `sqlite:FILE` or `postgres://…`.
    pub db: String,
    /// The law in force, with the country and the offices.
    pub law: LawBook,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids and codes come from.
    pub chance: Box<dyn Chance>,
    /// The staff list.
    pub staff: Vec<Officer>,
    /// Whether letters and documents are specimens without legal force.
    pub demonstration: bool,
    /// What is done about bodies: sealed, with which keys, or clear.
    pub sealing: Sealing,
}

/// The office. Clones share everything but the key of a request, if they work for one.
#[derive(Clone)]
pub struct Office(Arc<Inner>, Option<Arc<Keyed>>);

struct Inner {
    store: Store,
    law: LawBook,
    clock: Arc<dyn Clock>,
    chance: Mutex<Box<dyn Chance>>,
    staff: Vec<Officer>,
    /// Whom the register knows them as.
    staff_persons: BTreeSet<PersonId>,
    demonstration: bool,
    engine: &'static str,
    follower: Follower,
    looked: Seen,
    forgetting: Forgetting,
    memory: Arc<Memory>,
    log_keys: OnceLock<LogKeys>,
    overseer: Overseer,
    classes: Arc<[ProtectionClass]>,
    journal: OnceLock<Arc<dyn ErasureJournal>>,
    post: OnceLock<Connected>,
    mail: OnceLock<Mailing>,
    letters_later: OnceLock<()>,
}

fn projector(config: &OfficeConfig) -> Arc<OfficeProjector> {
    Arc::new(OfficeProjector::new(config.law.country().folding.clone()))
}

impl Office {
    /// Opens the database, brings it to the newest form, and starts the one writer.
    ///
    /// # Errors
    /// [`StoreError`]: the address is none, the database does not answer, a migration was changed.
    pub async fn open(config: OfficeConfig) -> Result<Self, StoreError> {
        let store = Store::open_sealed(&config.db, projector(&config), config.sealing.clone()).await?;
        Ok(Self::on(store, config))
    }

    /// The same for a bulk load, which may go on with one that was broken off.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_to_load(config: OfficeConfig) -> Result<Self, StoreError> {
        let store = Store::open_to_load(&config.db, projector(&config), config.sealing.clone()).await?;
        Ok(Self::on(store, config))
    }

    /// The same on a database with which goes wrong what `faults` says: for simulations.
    ///
    /// # Errors
    /// As [`Self::open`].
    #[doc(hidden)]
    pub async fn open_simulated(config: OfficeConfig, faults: Arc<dyn Faults>) -> Result<Self, StoreError> {
        let store =
            Store::open_simulated(&config.db, projector(&config), config.sealing.clone(), faults).await?;
        Ok(Self::on(store, config))
    }

    fn on(store: Store, config: OfficeConfig) -> Self {
        let classes: Arc<[ProtectionClass]> = config.law.protection().classes().into();
        let inner = Inner {
            store,
            forgetting: Forgetting::default(),
            follower: Follower::new(&config.db, config.law.country(), &classes, config.sealing.clone()),
            looked: Seen::default(),
            memory: Arc::default(),
            log_keys: OnceLock::new(),
            overseer: Overseer::default(),
            classes,
            journal: OnceLock::new(),
            post: OnceLock::new(),
            mail: OnceLock::new(),
            letters_later: OnceLock::new(),
            law: config.law,
            clock: config.clock,
            chance: Mutex::new(config.chance),
            staff_persons: config.staff.iter().filter_map(|officer| officer.person).collect(),
            staff: config.staff,
            demonstration: config.demonstration,
            engine: if config.db.starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" },
        };
        Self(Arc::new(inner), None)
    }

    /// The law in force.
    #[must_use]
    pub fn law(&self) -> &LawBook {
        &self.0.law
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> &Country {
        self.0.law.country()
    }

    /// The database, for operations.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The same office, working for a request that carries a key.
    #[must_use]
    pub fn under(&self, keyed: Arc<Keyed>) -> Self {
        Self(Arc::clone(&self.0), Some(keyed))
    }

    /// When old answers were forgotten last.
    pub(crate) fn answers_forgotten(&self) -> &Forgetting {
        &self.0.forgetting
    }

    /// The search index of this node.
    pub(crate) fn follower(&self) -> &Follower {
        &self.0.follower
    }

    /// With what the log is signed, once that was said.
    pub(crate) fn log_keys_cell(&self) -> &OnceLock<LogKeys> {
        &self.0.log_keys
    }

    /// What this node remembers of the readings it judged.
    pub(crate) fn overseer(&self) -> &Overseer {
        &self.0.overseer
    }

    /// Where what is erased is noted once more, once that was said.
    pub(crate) fn journal_cell(&self) -> &OnceLock<Arc<dyn ErasureJournal>> {
        &self.0.journal
    }

    /// What carries letters for the office, once that was said.
    pub(crate) fn post_cell(&self) -> &OnceLock<Connected> {
        &self.0.post
    }

    /// What sends notices by e-mail, once that was said.
    pub(crate) fn mail_cell(&self) -> &OnceLock<Mailing> {
        &self.0.mail
    }

    /// Whether decisions take effect whose letters nobody wrote.
    pub(crate) fn letters_later(&self) -> &OnceLock<()> {
        &self.0.letters_later
    }

    /// The same office, working for no request: what it commits stands whatever becomes of the request.
    pub(crate) fn by_itself(&self) -> Self {
        Self(Arc::clone(&self.0), None)
    }

    /// How far this node looked for duplicates.
    pub(crate) fn looked(&self) -> &Seen {
        &self.0.looked
    }

    /// Which database it is: `SQLite` or `PostgreSQL`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.0.engine
    }

    /// Whether letters and documents are specimens.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        self.0.demonstration
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The zone of the offices.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.country().zone
    }

    /// The local day and minute.
    #[must_use]
    pub fn now_local(&self) -> (Day, Minute) {
        self.zone().local(self.now())
    }

    /// The local day.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now_local().0
    }

    /// The staff list.
    #[must_use]
    pub fn staff(&self) -> &[Officer] {
        &self.0.staff
    }

    /// Whether the staff list names this person of the register.
    pub(crate) fn works_here(&self, person: PersonId) -> bool {
        self.0.staff_persons.contains(&person)
    }

    /// The officer with this code.
    #[must_use]
    pub fn officer(&self, code: &str) -> Option<Officer> {
        self.0.staff.iter().find(|officer| officer.id.as_str() == code).cloned()
    }

    /// The log's last position.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn position(&self) -> Result<i64, OfficeError> {
        Ok(self.snapshot(&Actor::System).await?.position().await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when it does not.
    pub async fn ready(&self) -> Result<(), OfficeError> {
        self.position().await.map(|_| ())
    }

    /// A state of the database as `actor` may see it.
    pub(crate) async fn snapshot(&self, actor: &Actor) -> Result<Snapshot, OfficeError> {
        Ok(Snapshot::of(self.0.store.snapshot().await?, &self.0.memory, self.sight(actor)))
    }

    /// What this node remembers, to read from as `actor` may see it; see [`Snapshot::remembered`].
    pub(crate) fn remembered(&self, actor: &Actor) -> Option<Snapshot> {
        Snapshot::remembered(&self.0.store, &self.0.memory, self.sight(actor))
    }

    /// What `actor` may see of protected records today.
    pub(crate) fn sight(&self, actor: &Actor) -> Sight {
        Sight::of(actor, self.today(), &self.0.classes)
    }

    /// Draws from chance.
    pub(crate) fn draw<T>(&self, draw: impl FnOnce(&mut dyn Chance) -> T) -> T {
        let mut chance = self.0.chance.lock().unwrap_or_else(PoisonError::into_inner);
        draw(chance.as_mut())
    }

    /// An empty submission of `actor`, now.
    pub(crate) fn submission(&self, actor: &Actor) -> Submission {
        Submission { at: self.now().micros(), actor: actor.to_string(), ..Submission::default() }
    }

    /// A job to be done as soon as possible after the commit.
    pub(crate) fn job(&self, kind: &str, of: impl std::fmt::Display) -> NewJob {
        NewJob {
            id: format!("{kind}:{of}"),
            kind: kind.to_owned(),
            payload: of.to_string(),
            run_at: self.now(),
        }
    }

    /// Commits as it stands: for whoever decides anew when somebody else was first.
    #[tracing::instrument(name = "commit", target = "parvalde::trace", level = "debug", skip_all, fields(events = submission.events.len()))]
    pub(crate) async fn submit(&self, mut submission: Submission) -> Result<Committed, SubmitError> {
        self.blind(&mut submission);
        match &self.1 {
            Some(keyed) if !submission.events.is_empty() => keyed.submit(&self.0.store, submission).await,
            _ => self.0.store.submit(submission).await,
        }
    }

    /// The same for several, each of which stands or falls by itself.
    pub(crate) async fn submit_many(
        &self,
        mut submissions: Vec<Submission>,
    ) -> Vec<Result<Committed, SubmitError>> {
        submissions.iter_mut().for_each(|submission| self.blind(submission));
        let answers = self.0.store.submit_many(submissions).await;
        if let Some(keyed) = &self.1 {
            keyed.done_apart(&answers);
        }
        answers
    }

    /// Commits, together with the trace of what was read to decide.
    pub(crate) async fn commit(
        &self,
        access: Option<&Access>,
        submission: Submission,
    ) -> Result<Committed, OfficeError> {
        Ok(self.commit_claims(access, submission).await?)
    }

    /// The same for whoever can say what a claim that is taken means.
    pub(crate) async fn commit_claims(
        &self,
        access: Option<&Access>,
        mut submission: Submission,
    ) -> Result<Committed, SubmitError> {
        if let Some(access) = access {
            submission.access.extend(access.trace());
        }
        let mut carried = self.misses_carried().await;
        submission.access.extend(carried.entries().iter().cloned());
        let bound = submission.seen.is_some();
        let committed = self.submit(submission).await;
        let memory = &self.0.memory;
        match &committed {
            Ok(Committed { position }) | Err(SubmitError::Moved { actual: position }) => {
                memory.hear(*position);
                if bound {
                    memory.tried(committed.is_ok());
                }
            }
            Err(_) => {}
        }
        if committed.is_ok() {
            carried.arrived();
        }
        committed
    }

    /// Writes the trace of a reading and only then lets the answer out.
    pub(crate) async fn answer<T>(
        &self,
        actor: &Actor,
        access: &Access,
        answer: T,
    ) -> Result<T, OfficeError> {
        self.answer_seen(actor, access, None, answer).await
    }

    /// The same for what was read from memory: it is let out only if the log still ends where it was `seen` to.
    pub(crate) async fn answer_seen<T>(
        &self,
        actor: &Actor,
        access: &Access,
        seen: Option<i64>,
        answer: T,
    ) -> Result<T, OfficeError> {
        self.commit(Some(access), Submission { seen, ..self.submission(actor) }).await?;
        Ok(answer)
    }
}
