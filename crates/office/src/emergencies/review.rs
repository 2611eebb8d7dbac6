//! The data-protection officer's side: what was opened, and what is said of it.

use super::event::{EmergencyEvent, Verdict};
use super::{Emergency, FIELDS, PAGE_MAX, Review, said, stream};
use crate::access::rights::Action;
use crate::access::situation::{Kind, Matter};
use crate::access::{Access, Denied, Purpose, Standing, check};
use crate::act::{Office, entries, event as entry};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::EmergencyId;
use store::Value;
use store::sql::emergencies::{LIST, WAITING, WAITING_COUNT};

/// A page of emergencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergencies {
    /// Those on the page.
    pub items: Vec<Emergency>,
    /// Where the next page begins: a position of the log; nothing on the last.
    pub next: Option<i64>,
}

impl Office {
    /// One emergency, for whoever reviews.
    async fn loaded(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        id: EmergencyId,
    ) -> Result<Emergency, OfficeError> {
        let list = entries::<EmergencyEvent>(access.open(snapshot.events(&stream(id)).await?))?;
        let version = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let mut emergency = None;
        for found in list {
            match (found.event, &mut emergency) {
                (EmergencyEvent::EmergencyOpened(opened), known) => {
                    opened.persons.iter().for_each(|person| access.naming(*person));
                    *known = Some(Emergency {
                        id,
                        officer_name: self.officer(opened.officer.as_str()).map(|officer| officer.name),
                        opened: *opened,
                        at: found.at,
                        position: found.position,
                        review: None,
                        version,
                    });
                }
                (EmergencyEvent::EmergencyReviewed { by, verdict, words }, Some(known)) => {
                    let by_name = self.officer(by.as_str()).map(|officer| officer.name);
                    known.review = Some(Review { by, by_name, verdict, words, at: found.at });
                }
                (EmergencyEvent::EmergencyReviewed { .. }, None) => {}
            }
        }
        emergency.ok_or(OfficeError::NotFound)
    }

    fn reviewing(&self, actor: &Actor) -> Result<Access, Denied> {
        self.authorise(actor, Action::ReviewEmergency, None, Purpose::Duty, false, FIELDS)
    }

    /// How many emergencies wait for review.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for anybody but the data-protection officer.
    pub async fn emergencies_waiting(&self, actor: &Actor) -> Result<u64, OfficeError> {
        check(actor, Action::ReviewEmergency)?;
        let row = self.snapshot(actor).await?.row(&WAITING_COUNT, &[]).await?;
        let count = row.map_or(Ok(0), |row| row.int(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Emergencies: those that wait for review, the oldest first; or all, the newest first. Whom they opened is in the
    /// trace of this reading.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for anybody but the data-protection officer.
    pub async fn emergencies(
        &self,
        actor: &Actor,
        waiting: bool,
        from: Option<i64>,
    ) -> Result<Emergencies, OfficeError> {
        let mut access = self.reviewing(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let from = from.unwrap_or(if waiting { 0 } else { i64::MAX });
        let key = [Value::Int(from), Value::Int(i64::from(PAGE_MAX) + 1)];
        let rows = snapshot.rows(if waiting { &WAITING } else { &LIST }, &key).await?;
        let mut items = Vec::new();
        for row in rows.iter().take(usize::from(PAGE_MAX)) {
            items.push(self.loaded(&mut snapshot, &mut access, EmergencyId::from_i64(row.int(0)?)).await?);
        }
        drop(snapshot);
        let more = rows.len() > usize::from(PAGE_MAX);
        let next = items.last().map(|last| last.position).filter(|_| more);
        self.answer(actor, &access, Emergencies { items, next }).await
    }

    /// One emergency.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none.
    pub async fn emergency(&self, actor: &Actor, id: EmergencyId) -> Result<Emergency, OfficeError> {
        let mut access = self.reviewing(actor)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = self.loaded(&mut snapshot, &mut access, id).await?;
        drop(snapshot);
        self.answer(actor, &access, found).await
    }

    /// Says whether it was right to open it. That is said once, by somebody else than who opened it.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for one's own; [`OfficeError::NotNow`] with `emergency-reviewed` when it was said.
    pub async fn review_emergency(
        &self,
        actor: &Actor,
        id: EmergencyId,
        verdict: Verdict,
        words: &str,
    ) -> Result<Emergency, OfficeError> {
        let mut access = self.reviewing(actor)?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let mut snapshot = self.snapshot(actor).await?;
        let found = self.loaded(&mut snapshot, &mut access, id).await?;
        drop(snapshot);
        let matter =
            Matter { by_asker: found.opened.officer == officer.id, ..Matter::plain(Kind::Emergency) };
        access.may(Action::ReviewEmergency, &Standing { matter, emergency: false })?;
        let words = said("words", words)?;
        if found.review.is_some() {
            return Err(OfficeError::NotNow(Problem::new("emergency-reviewed")));
        }
        let happened = EmergencyEvent::EmergencyReviewed { by: officer.id.clone(), verdict, words };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), found.version));
        submission.events.push(entry(stream(id), happened.kind(), &happened)?);
        self.commit(Some(&access), submission).await?;
        self.emergency(actor, id).await
    }
}
