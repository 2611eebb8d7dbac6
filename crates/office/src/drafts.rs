//! Applications that are not sent yet (*neiesniegti iesniegumi*): what a client answered so far, kept until it is sent,
//! deleted or forgotten. Only the client reads it. It is no part of any case and of no register.
//!
//! [`draft::Draft`] and [`steps::Steps`] are pure; the rest loads and keeps.

pub mod draft;
pub mod send;
pub mod steps;

pub use draft::{Answer, Draft, DraftFile, Entry, Known};
pub use steps::{Step, Steps};

use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::apply::{self, already_open};
use crate::cases::event::Channel;
use crate::cases::facts::{self, Days};
use crate::cases::files::AttachmentFile;
use crate::cases::particulars::{self, Asked, Particulars};
use crate::error::{OfficeError, Problem};
use crate::files::{CASE_BYTES_MAX, CheckedFile, FILES_MAX, StoredFile};
use crate::register::read::history;
use crate::register::{DocumentFact, PersonBrief};
use crate::snapshot::Snapshot;
use kernel::{AttachmentId, CaseId, Day, Minute, PersonId, Timestamp};
use law::{Facts, Particular, Procedure};
use store::sql::drafts::OF_CLIENT;
use store::{DraftKey, NewDraftFile, NewJob, Room, Value};

/// Days after which a draft that nobody touched is forgotten.
pub const KEPT_DAYS: i32 = 30;

/// What is read, as the trace names it.
const READ: &str = "draft";

/// A draft with everything that its pages show.
#[derive(Debug, Clone)]
pub struct Drafting {
    /// What was answered so far.
    pub draft: Draft,
    /// For whom the client may apply.
    pub persons: Vec<PersonBrief>,
    /// What the office knows of the person chosen; nothing before one is.
    pub facts: Facts,
    /// The documents of the person chosen that an application can be about.
    pub documents: Vec<DocumentFact>,
    /// When the person chosen was born at the earliest.
    pub born: Option<Day>,
    /// The open case about the same, if there is one.
    pub open: Option<CaseId>,
    /// The open case by which a document in whose place the new one comes is to become invalid, such as a report of its
    /// loss.
    pub reported: Option<CaseId>,
    /// The steps, and how far they are.
    pub steps: Steps,
}

/// A draft in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// Id of the procedure.
    pub procedure: String,
    /// When it was touched last.
    pub touched: Timestamp,
    /// The last day on which it is kept if it is not touched again.
    pub until: Day,
    /// Files in it.
    pub files: usize,
}

fn key(client: PersonId, procedure: &str) -> DraftKey {
    DraftKey { client: client.as_i64(), procedure: procedure.to_owned() }
}

/// A draft as it is kept.
async fn load(
    snapshot: &mut Snapshot,
    access: &Access,
    key: &DraftKey,
    procedure: &Procedure,
) -> Result<Draft, OfficeError> {
    let answers = access.open(snapshot.draft_answers(key).await?);
    let files = access.open(snapshot.draft_files(key).await?);
    let mut draft = Draft::default();
    let touched = answers.iter().map(|answer| answer.at).chain(files.iter().map(|file| file.at)).max();
    for answer in &answers {
        draft.read(&answer.field, &answer.value, procedure);
    }
    for line in files {
        let file = StoredFile {
            name: line.name,
            media_type: line.media_type,
            hash: line.hash,
            bytes: u64::try_from(line.length).unwrap_or(0),
        };
        let evidence = Some(line.evidence).filter(|id| !id.is_empty());
        draft.files.push(DraftFile { id: AttachmentId::from_i64(line.id), evidence, file });
    }
    draft.touched = touched;
    Ok(draft)
}

impl Office {
    /// The right of a client to their own draft.
    pub(crate) fn own_draft(&self, actor: &Actor) -> Result<(PersonId, Access), OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let access =
            self.authorise(actor, Action::ReceiveApplication, Some(client), Purpose::Own, true, READ)?;
        Ok((client, access))
    }

    /// The client's draft for a procedure, with the steps that it takes.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn drafting(&self, actor: &Actor, procedure: &Procedure) -> Result<Drafting, OfficeError> {
        let (client, mut access) = self.own_draft(actor)?;
        let persons = self.may_apply_for(actor, procedure).await?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut draft = load(&mut snapshot, &access, &key(client, procedure.id()), procedure).await?;
        // Whom the client may no longer apply for is chosen anew.
        draft.subject = draft.subject.filter(|subject| persons.iter().any(|person| person.id == *subject));
        let (mut facts, mut documents, mut open, mut reported) = (Facts::new(), Vec::new(), None, None);
        let mut born = None;
        if let Some(subject) = draft.subject {
            let own = history(&mut snapshot, &mut access, client).await?;
            let subject = history(&mut snapshot, &mut access, subject).await?;
            let persons = self.persons(procedure, &subject, &own);
            let today = self.today();
            facts = facts::known(persons, Days { received: today, today, known_at: facts::LATEST });
            facts::add_application(procedure, &mut facts, Channel::Portal, &Particulars::new());
            documents = particulars::documents(&subject.today(today));
            born = particulars::born(&subject.today(today));
            facts.extend(particulars::answered(procedure, &draft.said, &documents, today));
            open = self.in_the_way(&mut snapshot, subject.id, procedure).await?;
            let ending = self.reported(&mut snapshot, &access, subject.id, Some(procedure)).await?;
            reported = ending.into_values().next();
        }
        drop(snapshot);
        let steps = Steps::of(procedure, &draft, &facts);
        let drafting = Drafting { draft, persons, facts, documents, born, open, reported, steps };
        self.answer(actor, &access, drafting).await
    }

    /// Keeps an answer of the client. The last one wins, whichever device it comes from.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for an answer that is none; [`OfficeError::Conflict`] with `already-open` for somebody of whom
    /// there is a case about the same.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        procedure: &Procedure,
        entry: &Entry,
    ) -> Result<(), OfficeError> {
        let (client, access) = self.own_draft(actor)?;
        let key = key(client, procedure.id());
        self.check_entry(actor, procedure, entry).await?;
        let mut snapshot = self.snapshot(actor).await?;
        // What could not be sent is not kept.
        if let Entry::Whom(subject) = entry
            && let Some(case) = self.in_the_way(&mut snapshot, *subject, procedure).await?
        {
            return Err(already_open(case));
        }
        let draft = load(&mut snapshot, &access, &key, procedure).await?;
        drop(snapshot);
        let fields = entry.fields(&draft);
        self.store().write_draft(&key, &fields, self.now(), &self.forgetting()?).await?;
        self.answer(actor, &access, ()).await
    }

    async fn check_entry(
        &self,
        actor: &Actor,
        procedure: &Procedure,
        entry: &Entry,
    ) -> Result<(), OfficeError> {
        entry.check(procedure)?;
        match entry {
            Entry::Whom(subject) => {
                let persons = self.may_apply_for(actor, procedure).await?;
                if !persons.iter().any(|person| person.id == *subject) {
                    return Err(OfficeError::field("subject", Problem::new("not-represented")));
                }
            }
            Entry::Collect { office, .. } => {
                if !self.law().office(office).is_some_and(|known| known.serves(procedure.id())) {
                    let problem = Problem::new("unknown-office").with("office", office);
                    return Err(OfficeError::field("office", problem));
                }
            }
            Entry::Particulars(said) => {
                let drafting = self.drafting(actor, procedure).await?;
                let facts = steps::answered(procedure, &drafting.draft, &drafting.facts);
                let asked = Asked {
                    procedure,
                    facts: &facts,
                    documents: &drafting.documents,
                    country: self.country(),
                    today: self.today(),
                    born: drafting.born,
                    received: self.today(),
                    whole: true,
                };
                particulars::read(asked, said)?;
                // Whoever has documents chooses one, where the register answers by it what would be asked otherwise.
                let left = |asked: &&Particular| asked.says_kind.is_some() && !said.contains_key(&asked.id);
                let left = procedure.particulars().iter().find(left);
                if let Some(asked) = left.filter(|_| !drafting.documents.is_empty()) {
                    let problem = particulars::of("particular-needed", asked);
                    return Err(OfficeError::field(particulars::FIELD, problem));
                }
            }
            Entry::Answer { fact, answer } => {
                let mut drafting = self.drafting(actor, procedure).await?;
                drafting.draft.answers.insert(fact.clone(), answer.clone());
                let known = steps::so_far(procedure, &drafting.draft, &drafting.facts);
                let errors: Vec<_> = procedure
                    .broken(&known)
                    .filter(|agreement| agreement.asks(fact))
                    .map(apply::disagree)
                    .collect();
                if !errors.is_empty() {
                    return Err(OfficeError::Invalid(errors));
                }
            }
            Entry::Known { .. } | Entry::Documents => {}
        }
        Ok(())
    }

    /// Adds a file to a draft.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when the procedure knows no such evidence, or there is no room.
    pub async fn add_draft_file(
        &self,
        actor: &Actor,
        procedure: &Procedure,
        evidence: Option<&str>,
        file: CheckedFile,
    ) -> Result<(), OfficeError> {
        let (client, access) = self.own_draft(actor)?;
        if let Some(id) = evidence
            && procedure.evidence().iter().all(|known| known.id != id)
        {
            let problem = Problem::new("unknown-evidence").with("evidence", id);
            return Err(OfficeError::field("evidence", problem));
        }
        let stored = StoredFile::of(&file);
        let row = NewDraftFile {
            id: self.draw(AttachmentId::draw).as_i64(),
            evidence: evidence.unwrap_or_default().to_owned(),
            name: stored.name,
            media_type: stored.media_type,
            hash: stored.hash,
            bytes: file.into_bytes(),
        };
        let most = i64::try_from(CASE_BYTES_MAX).unwrap_or(i64::MAX);
        let files = i64::try_from(FILES_MAX).unwrap_or(i64::MAX);
        let room = Room { files, bytes: most, all_bytes: most.saturating_mul(2) };
        let key = key(client, procedure.id());
        if !self.store().add_draft_file(&key, row, room, self.now(), &self.forgetting()?).await? {
            let mut snapshot = self.snapshot(actor).await?;
            let draft = load(&mut snapshot, &access, &key, procedure).await?;
            let problem = if draft.files.len() >= FILES_MAX {
                Problem::new("file-too-many").with("max", FILES_MAX)
            } else {
                Problem::new("file-space").with("max", CASE_BYTES_MAX / (1024 * 1024))
            };
            return Err(OfficeError::field("file", problem));
        }
        self.answer(actor, &access, ()).await
    }

    /// Removes a file of a draft.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn remove_draft_file(
        &self,
        actor: &Actor,
        procedure: &str,
        id: AttachmentId,
    ) -> Result<(), OfficeError> {
        let (client, _) = self.own_draft(actor)?;
        Ok(self.store().remove_draft_file(&key(client, procedure), id.as_i64()).await?)
    }

    /// A file of the client's draft, as it came.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none.
    pub async fn draft_file(
        &self,
        actor: &Actor,
        procedure: &str,
        id: AttachmentId,
    ) -> Result<AttachmentFile, OfficeError> {
        let (client, access) = self.own_draft(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let sealed = snapshot.draft_file(&key(client, procedure), id.as_i64()).await?;
        drop(snapshot);
        let (name, blob) = access.open(sealed.ok_or(OfficeError::NotFound)?);
        let file = AttachmentFile { name, media_type: blob.media_type, bytes: blob.bytes };
        self.answer(actor, &access, file).await
    }

    /// Deletes the client's draft with its files.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn delete_draft(&self, actor: &Actor, procedure: &str) -> Result<(), OfficeError> {
        let (client, _) = self.own_draft(actor)?;
        Ok(self.store().delete_draft(&key(client, procedure)).await?)
    }

    /// The client's drafts.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn my_drafts(&self, actor: &Actor) -> Result<Vec<DraftLine>, OfficeError> {
        let (client, access) = self.own_draft(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let rows = access.open(snapshot.guarded_rows(&OF_CLIENT, &[Value::Int(client.as_i64())]).await?);
        drop(snapshot);
        let mut lines = Vec::new();
        for row in &rows {
            let touched = Timestamp::from_micros(row.int(1)?);
            let day = self.zone().day(touched);
            lines.push(DraftLine {
                procedure: row.text(0)?.to_owned(),
                touched,
                until: day.plus_days(KEPT_DAYS).unwrap_or(day),
                files: usize::try_from(row.int(2)?).unwrap_or(0),
            });
        }
        self.answer(actor, &access, lines).await
    }

    /// The job that forgets what is not touched again: one a day, which names nobody.
    fn forgetting(&self) -> Result<NewJob, OfficeError> {
        let fault = |e: kernel::DayError| OfficeError::Fault(e.to_string());
        let next = self.today().plus_days(KEPT_DAYS + 1).map_err(fault)?;
        let run_at = self.zone().instant(next, Minute::new(0).map_err(fault)?);
        let day = self.today().to_string();
        Ok(NewJob { id: format!("drafts:{day}"), kind: "drafts".to_owned(), payload: day, run_at })
    }

    /// Forgets the drafts that nobody touched for [`KEPT_DAYS`] days.
    pub(crate) async fn forget_drafts(&self) -> Result<(), OfficeError> {
        let fault = |e: kernel::DayError| OfficeError::Fault(e.to_string());
        let first = self.today().plus_days(-KEPT_DAYS).map_err(fault)?;
        let before = self.zone().instant(first, Minute::new(0).map_err(fault)?);
        let forgotten = self.store().forget_drafts(before).await?;
        tracing::info!(drafts.forgotten = forgotten, "forgot drafts that nobody touched");
        Ok(())
    }
}
