//! The list of persons of public interest, which the oversight officer keeps: whoever reads them is looked at.

use super::event::WatchEvent;
use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{PersonId, Timestamp};
use store::StreamId;
use store::sql::protection::WATCHED;

const REASON_MAX: usize = 500;
const FIELDS: &str = "watched";

/// A person on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedPerson {
    /// The person.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Who put them on it, as the log names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

fn stream(person: PersonId) -> StreamId {
    StreamId::new("watched", person)
}

impl Office {
    /// The list, those who came last first.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the right to oversee readings.
    pub async fn watched(&self, actor: &Actor) -> Result<Vec<WatchedPerson>, OfficeError> {
        let access = self.authorise(actor, Action::OverseeReading, None, Purpose::Duty, false, FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut list = Vec::new();
        for row in snapshot.rows(&WATCHED, &[]).await? {
            list.extend(last(&mut snapshot, &access, PersonId::from_i64(row.int(0)?)).await?.0);
        }
        drop(snapshot);
        self.answer(actor, &access, list).await
    }

    /// Puts a person on the list, by a personal code or an id. Of the person nothing is told but that.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when nobody has the code; [`OfficeError::NotNow`] when the person is on the list.
    pub async fn watch_person(
        &self,
        actor: &Actor,
        whom: &str,
        reason: &str,
    ) -> Result<PersonId, OfficeError> {
        let mut access = self.authorise(actor, Action::OverseeReading, None, Purpose::Duty, false, FIELDS)?;
        let reason = reason.trim();
        match reason.chars().count() {
            0 => return Err(OfficeError::field("reason", Problem::new("required"))),
            long if long > REASON_MAX => {
                return Err(OfficeError::field("reason", Problem::new("too-long").with("max", REASON_MAX)));
            }
            _ => {}
        }
        // The list protects; so it may hold whoever is protected, and tells nobody else of them.
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let person = match whom.trim().parse::<PersonId>() {
            Ok(person) => person,
            Err(_) => {
                let code = self.country().codes.parse(whom).map_err(|why| {
                    OfficeError::field("person", Problem::new("wrong-code").with("why", why))
                })?;
                snapshot.of_code(&code.digits()).await?.ok_or(OfficeError::NotFound)?
            }
        };
        if snapshot.version(&crate::register::read::stream(person)).await? == 0 {
            return Err(OfficeError::NotFound);
        }
        access.naming(person);
        let (on_it, version) = last(&mut snapshot, &access, person).await?;
        drop(snapshot);
        if on_it.is_some() {
            return Err(OfficeError::NotNow(Problem::new("watched-already")));
        }
        let happened = WatchEvent::PersonWatched { reason: reason.to_owned() };
        self.watch_event(actor, &access, (person, version), &happened).await?;
        Ok(person)
    }

    /// Takes a person off the list.
    ///
    /// # Errors
    /// [`OfficeError::NotNow`] when they are not on it.
    pub async fn unwatch_person(
        &self,
        actor: &Actor,
        person: PersonId,
        reason: &str,
    ) -> Result<(), OfficeError> {
        let mut access = self.authorise(actor, Action::OverseeReading, None, Purpose::Duty, false, FIELDS)?;
        access.naming(person);
        let mut snapshot = self.snapshot(actor).await?;
        let (on_it, version) = last(&mut snapshot, &access, person).await?;
        drop(snapshot);
        if on_it.is_none() {
            return Err(OfficeError::NotNow(Problem::new("not-watched")));
        }
        let happened = WatchEvent::PersonUnwatched { reason: reason.trim().to_owned() };
        self.watch_event(actor, &access, (person, version), &happened).await
    }

    async fn watch_event(
        &self,
        actor: &Actor,
        access: &Access,
        (person, version): (PersonId, u32),
        happened: &WatchEvent,
    ) -> Result<(), OfficeError> {
        let mut submission = self.submission(actor);
        submission.expect.push((stream(person), version));
        submission.events.push(event(stream(person), happened.kind(), happened)?);
        self.commit(Some(access), submission).await.map(|_| ())
    }
}

/// Whether a person is on the list, and the version of the stream that says so.
async fn last(
    snapshot: &mut Snapshot,
    access: &Access,
    person: PersonId,
) -> Result<(Option<WatchedPerson>, u32), OfficeError> {
    let events = entries::<WatchEvent>(access.open(snapshot.events(&stream(person)).await?))?;
    let version = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let on_it = events.into_iter().next_back().and_then(|entry| match entry.event {
        WatchEvent::PersonWatched { reason } => {
            Some(WatchedPerson { person, reason, by: entry.actor, at: entry.at })
        }
        WatchEvent::PersonUnwatched { .. } => None,
    });
    Ok((on_it, version))
}
