//! Reading persons by id, in two times; own data and children's.

use crate::access::policy::Limit;
use crate::access::rights::Action;
use crate::access::{self, Access, Denied, Purpose};
use crate::act::{Office, entries};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::event::PersonEvent;
use crate::register::fact::KnownFact;
use crate::register::person::PersonHistory;
use crate::register::standing::Place;
use crate::register::view::PersonView;
use crate::snapshot::Snapshot;
use kernel::{Age, CheckDigit, Day, PartialDate, PersonId, PersonName, PersonalCode, Timestamp};
use std::str::FromStr;
use std::sync::Arc;
use store::sql::register::SOURCE;
use store::{RecordedEvent, StreamId, Value};

/// A person in a line: what an officer needs to see that it is the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonBrief {
    /// The person.
    pub id: PersonId,
    /// Names in force.
    pub name: Option<PersonName>,
    /// Personal code in force.
    pub code: Option<PersonalCode>,
    /// Date of birth.
    pub birth: Option<PartialDate>,
    /// Legal status.
    pub status: Option<String>,
    /// Whether the person is dead.
    pub dead: bool,
    /// Age today.
    pub age: Age,
}

/// The two moments of a reading: the day it was true, and when the office knew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct When {
    /// The day; today when absent.
    pub as_of: Option<Day>,
    /// The moment; now when absent.
    pub known_at: Option<KnownAt>,
}

impl When {
    /// The log position of [`Self::known_at`] in what the snapshot shows.
    pub(crate) async fn position(&self, snapshot: &mut Snapshot) -> Result<i64, OfficeError> {
        let head = snapshot.head().await?;
        Ok(match self.known_at {
            Some(KnownAt::Position(position)) => position.min(head),
            Some(KnownAt::Instant(at)) => snapshot.position_at(at).await?,
            None => head,
        })
    }
}

/// A moment of knowledge: a log position, or an instant (the last position recorded at or before it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAt {
    /// A log position.
    Position(i64),
    /// An instant.
    Instant(Timestamp),
}

/// Why a text is no moment of knowledge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a log position such as 1204 nor an instant such as 2026-11-24T08:30:00Z")]
pub struct KnownAtError(String);

impl FromStr for KnownAt {
    type Err = KnownAtError;
    fn from_str(text: &str) -> Result<Self, KnownAtError> {
        if let Ok(position) = text.parse::<i64>() {
            return if position >= 0 {
                Ok(Self::Position(position))
            } else {
                Err(KnownAtError(text.to_owned()))
            };
        }
        text.parse().map(Self::Instant).map_err(|_| KnownAtError(text.to_owned()))
    }
}

/// A person as the register answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// The facts that hold on the day, as known at the moment.
    pub view: PersonView,
    /// Category, and whether the record is active.
    pub place: Place,
    /// Version of the person's stream, for a later change.
    pub version: u32,
    /// What an officer should know: codes such as `code-check-digit`.
    pub warnings: Vec<&'static str>,
    /// Children by standing entries.
    pub children: Vec<PersonBrief>,
    /// When something came to be known of the person: positions of the log, and when each was recorded.
    pub moments: Vec<(i64, Timestamp)>,
    /// Records that this one has taken in.
    pub joined: Vec<PersonId>,
    /// Records that were parted from this one, with entries of which nobody has said yet whose they are.
    pub unsettled: Vec<PersonId>,
}

/// What is read of a person, as the trace names it.
pub(crate) const ALL_FIELDS: &str = "all";
pub(crate) const BRIEF_FIELDS: &str = "name,code,birth,status";

pub(crate) fn stream(id: PersonId) -> StreamId {
    StreamId::new("person", id)
}

pub(crate) fn fold(id: PersonId, events: Vec<RecordedEvent>) -> Result<PersonHistory, OfficeError> {
    let list = entries::<PersonEvent>(events)?;
    let mut history = PersonHistory::fold(id, list.iter().map(|entry| (entry.position, &entry.event)));
    history.recorded = list.iter().map(|entry| (entry.position, entry.at)).collect();
    Ok(history)
}

/// A person's whole history, under a right, if nothing stands against it; the trace names the person.
pub(crate) async fn history(
    snapshot: &mut Snapshot,
    access: &mut Access,
    id: PersonId,
) -> Result<Arc<PersonHistory>, OfficeError> {
    let history = access.person(snapshot, id).await?;
    access.naming(id);
    Ok(history)
}

impl Office {
    /// The brief of a person as of today.
    pub(crate) fn brief(&self, history: &PersonHistory) -> PersonBrief {
        let view = history.today(self.today());
        PersonBrief {
            id: history.id,
            name: view.name(),
            code: view.code(),
            birth: view.birth().map(|(date, _)| date),
            status: view.status(),
            dead: view.death().is_some(),
            age: view.age(self.country().leap_birthday),
        }
    }

    /// Whether `person` is the client, or somebody for whom the client acts in everything as the register has it. Reads
    /// only to decide on the right.
    pub(crate) async fn is_own(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        person: PersonId,
    ) -> Result<bool, OfficeError> {
        let right = self.acts_for(snapshot, client, person).await?;
        Ok(right.is_some_and(|right| right.is_whole()))
    }

    /// The right of `actor` to read `person`, or to do something else with what the register says of them.
    pub(crate) async fn may(
        &self,
        snapshot: &mut Snapshot,
        (actor, purpose): (&Actor, &Purpose),
        action: Action,
        person: PersonId,
        fields: &'static str,
    ) -> Result<Access, OfficeError> {
        let own = match actor.client() {
            Some(client) => self.is_own(snapshot, client, person).await?,
            None => false,
        };
        let subject = (person, snapshot.protection(person).await?);
        let missed = |found: &str| access::missed(actor, action, person, purpose, found);
        match self.authorise(actor, action, subject, purpose.clone(), own, fields) {
            Ok(access) => Ok(access),
            // A client who asks for somebody else's data is not told whether there are any.
            Err(Denied::NoRight(_)) if actor.client().is_some() => {
                snapshot.miss(missed(access::REFUSED));
                Err(OfficeError::NotFound)
            }
            Err(denied) => {
                if denied == Denied::Limited(Limit::NotFound) {
                    snapshot.miss(missed(access::NOT_FOUND));
                }
                Err(denied.into())
            }
        }
    }

    /// A person in two times.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, or none was known at that moment.
    pub async fn person(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        when: &When,
    ) -> Result<PersonRecord, OfficeError> {
        // An instant is looked for in the log as it is now.
        if !matches!(when.known_at, Some(KnownAt::Instant(_)))
            && let Some(snapshot) = self.remembered(actor)
            && let Ok(record) = self.person_from(snapshot, (actor, purpose), id, when).await
        {
            return Ok(record);
        }
        self.person_from(self.snapshot(actor).await?, (actor, purpose), id, when).await
    }

    async fn person_from(
        &self,
        mut snapshot: Snapshot,
        (actor, purpose): (&Actor, &Purpose),
        id: PersonId,
        when: &When,
    ) -> Result<PersonRecord, OfficeError> {
        let mut access =
            self.may(&mut snapshot, (actor, purpose), Action::ReadPerson, id, ALL_FIELDS).await?;
        // Before the history, so that it is remembered for this position.
        let known_at = when.position(&mut snapshot).await?;
        let history = history(&mut snapshot, &mut access, id).await?;
        if !history.known_at(known_at) {
            return Err(OfficeError::NotFound);
        }
        let record = self.record(&mut snapshot, &mut access, &history, when.as_of, known_at).await?;
        let seen = snapshot.seen();
        drop(snapshot);
        self.answer_seen(actor, &access, seen, record).await
    }

    pub(crate) async fn record(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        history: &PersonHistory,
        as_of: Option<Day>,
        known_at: i64,
    ) -> Result<PersonRecord, OfficeError> {
        let view = history.on(as_of.unwrap_or_else(|| self.today()), known_at).unsealed();
        let differs = |code: PersonalCode| self.country().codes.check_digit(&code) == CheckDigit::Differs;
        let mut warnings =
            if view.code().is_some_and(differs) { vec!["code-check-digit"] } else { Vec::new() };
        if snapshot.withholds(history.id).await? {
            warnings.push("withheld");
        }
        let children = self.children(snapshot, access, history.id).await?;
        let moments = history.recorded.clone();
        let place = self.place_of(history, &view);
        let (joined, unsettled) = history.others();
        let version = history.version;
        Ok(PersonRecord { view, place, version, warnings, children, moments, joined, unsettled })
    }

    async fn children(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        parent: PersonId,
    ) -> Result<Vec<PersonBrief>, OfficeError> {
        let mut children = Vec::new();
        for id in snapshot.children(parent).await?.iter() {
            if let Some(child) = access.listed(snapshot, *id).await? {
                children.push(self.brief(&child));
            }
        }
        Ok(children)
    }

    /// Every entry ever made about a person, in the order in which it came to be known.
    ///
    /// # Errors
    /// As [`Self::person`].
    pub async fn timeline(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
    ) -> Result<Vec<Arc<KnownFact>>, OfficeError> {
        if let Some(snapshot) = self.remembered(actor)
            && let Ok(timeline) = self.timeline_from(snapshot, (actor, purpose), id).await
        {
            return Ok(timeline);
        }
        self.timeline_from(self.snapshot(actor).await?, (actor, purpose), id).await
    }

    async fn timeline_from(
        &self,
        mut snapshot: Snapshot,
        (actor, purpose): (&Actor, &Purpose),
        id: PersonId,
    ) -> Result<Vec<Arc<KnownFact>>, OfficeError> {
        let mut access =
            self.may(&mut snapshot, (actor, purpose), Action::ReadPerson, id, "timeline").await?;
        snapshot.head().await?;
        let history = history(&mut snapshot, &mut access, id).await?;
        let shown = history.facts.iter().filter(|known| !known.fact.value.sealed()).cloned().collect();
        let seen = snapshot.seen();
        drop(snapshot);
        self.answer_seen(actor, &access, seen, shown).await
    }

    /// The number under which another register knew the person, before it was loaded.
    pub(crate) async fn source(
        &self,
        snapshot: &mut Snapshot,
        id: PersonId,
    ) -> Result<Option<String>, OfficeError> {
        let row = snapshot.row(&SOURCE, &[Value::Int(id.as_i64())]).await?;
        Ok(row.map(|row| row.text(0).map(str::to_owned)).transpose()?)
    }

    /// For each person the number under which another register knew them, or else their id here: for files that
    /// are joined with those of that register. Says nothing of a person but the number.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn numbers(&self, persons: &[PersonId]) -> Result<Vec<String>, OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let mut numbers = Vec::with_capacity(persons.len());
        for id in persons {
            numbers.push(self.source(&mut snapshot, *id).await?.unwrap_or_else(|| id.to_string()));
        }
        Ok(numbers)
    }

    /// The client's own data.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_record(&self, actor: &Actor) -> Result<PersonRecord, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        self.person(actor, &Purpose::Own, client, &When::default()).await
    }
}
