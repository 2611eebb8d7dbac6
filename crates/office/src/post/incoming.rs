//! What came in by a gateway and belongs to no case yet, as officers see it.

use super::event::{IncomingEvent, Received};
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::cases::files::AttachmentFile;
use crate::error::OfficeError;
use crate::register::PersonBrief;
use crate::snapshot::Snapshot;
use kernel::{AttachmentId, CaseId, Day, IncomingId, OfficerId, PersonId};
use store::sql::post::{INCOMING_COUNT, INCOMING_WAITING};
use store::{StreamId, Value};

/// Messages on one page.
const PAGE: u16 = 50;
/// What is read, for the trace.
pub(super) const FIELDS: &str = "incoming";

/// One that waits, as the list has it: nothing of what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingLine {
    /// Its number.
    pub id: IncomingId,
    /// The day on which it came.
    pub on: Day,
    /// Whether the register knows who sent it.
    pub known: bool,
    /// How many files came with it.
    pub files: u64,
}

/// A page of those that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingPage {
    /// The oldest first.
    pub items: Vec<IncomingLine>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<i64>,
}

/// One in full.
#[derive(Debug, Clone)]
pub struct IncomingView {
    /// Its number.
    pub id: IncomingId,
    /// What came in.
    pub received: Received,
    /// Who sent it, by the register.
    pub sender: Option<PersonBrief>,
    /// The case that it was given to.
    pub case: Option<CaseId>,
    /// Why it was put aside, if it was.
    pub aside: Option<Aside>,
}

/// That something was put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// Day.
    pub on: Day,
}

pub(crate) fn stream(id: IncomingId) -> StreamId {
    StreamId::new("incoming", id)
}

impl Office {
    pub(super) fn sorting(&self, actor: &Actor) -> Result<Access, OfficeError> {
        Ok(self.authorise(actor, Action::SortIncoming, None, Purpose::Duty, false, FIELDS)?)
    }

    /// What came in and belongs to no case, what waits or what was put `aside`, the oldest first; the `next` of a page is
    /// the `after` of the one behind.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right.
    pub async fn incoming(
        &self,
        actor: &Actor,
        aside: bool,
        after: i64,
    ) -> Result<IncomingPage, OfficeError> {
        let access = self.sorting(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let values = [Value::Int(after), Value::Int(i64::from(aside)), Value::Int(i64::from(PAGE) + 1)];
        let rows = snapshot.rows(&INCOMING_WAITING, &values).await?;
        let more = rows.len() > usize::from(PAGE);
        let (mut items, mut next) = (Vec::new(), None);
        for row in rows.iter().take(usize::from(PAGE)) {
            next = Some(row.int(4)?).filter(|_| more);
            let person = Some(row.int(1)?).filter(|person| *person != 0).map(PersonId::from_i64);
            // Of whom one may not know, one sees no post.
            if let Some(person) = person
                && !snapshot.sees(person).await?
            {
                continue;
            }
            let day = i32::try_from(row.int(2)?).ok().and_then(|number| Day::from_number(number).ok());
            items.push(IncomingLine {
                id: IncomingId::from_i64(row.int(0)?),
                on: day.ok_or_else(|| OfficeError::Fault("a day of a message cannot be read".to_owned()))?,
                known: person.is_some(),
                files: u64::try_from(row.int(3)?).unwrap_or(0),
            });
        }
        drop(snapshot);
        self.answer(actor, &access, IncomingPage { items, next }).await
    }

    /// How many wait for a case.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right.
    pub async fn incoming_count(&self, actor: &Actor) -> Result<u64, OfficeError> {
        let access = self.sorting(actor)?;
        let row = self.snapshot(actor).await?.row(&INCOMING_COUNT, &[]).await?;
        let count = row.map_or(Ok(0), |row| row.int(0))?;
        self.answer(actor, &access, u64::try_from(count).unwrap_or(0)).await
    }

    /// One that waits, in full.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, or its sender is hidden from whoever asks;
    /// [`OfficeError::Denied`] where the sender is closed to them.
    pub async fn incoming_one(&self, actor: &Actor, id: IncomingId) -> Result<IncomingView, OfficeError> {
        let mut access = self.sorting(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let (view, _) = self.incoming_view(&mut snapshot, &mut access, id).await?;
        drop(snapshot);
        self.answer(actor, &access, view).await
    }

    /// A file of one that waits.
    ///
    /// # Errors
    /// As [`Self::incoming_one`].
    pub async fn incoming_file_of(
        &self,
        actor: &Actor,
        id: IncomingId,
        file: AttachmentId,
    ) -> Result<AttachmentFile, OfficeError> {
        let mut access = self.sorting(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let (view, _) = self.incoming_view(&mut snapshot, &mut access, id).await?;
        let known = view.received.files.into_iter().find(|known| known.id == file);
        let known = known.ok_or(OfficeError::NotFound)?;
        let sealed = snapshot.blob(&stream(id), &known.hash).await?;
        drop(snapshot);
        let missing = || OfficeError::Fault("the bytes of a file are missing".to_owned());
        let bytes = access.open(sealed.ok_or_else(missing)?).bytes;
        let (name, media_type) = (known.name, known.media_type);
        self.answer(actor, &access, AttachmentFile { name, media_type, bytes }).await
    }

    pub(super) async fn incoming_view(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        id: IncomingId,
    ) -> Result<(IncomingView, u32), OfficeError> {
        let list = entries::<IncomingEvent>(access.open(snapshot.events(&stream(id)).await?))?;
        let version = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let (mut received, mut case, mut aside) = (None, None, None);
        for entry in list {
            match entry.event {
                IncomingEvent::MessageReceived(came) => received = Some(*came),
                IncomingEvent::MessageAssigned { case: to, .. } => case = Some(to),
                IncomingEvent::MessagePutAside { reason, by, on } => aside = Some(Aside { reason, by, on }),
                // What it says stands in its case.
                IncomingEvent::MessageFiled { .. } => {}
            }
        }
        let received = received.ok_or(OfficeError::NotFound)?;
        let sender = match received.person {
            Some(person) => {
                let history = access.person(snapshot, person).await?;
                access.naming(person);
                Some(self.brief(&history))
            }
            None => None,
        };
        Ok((IncomingView { id, received, sender, case, aside }, version))
    }
}
