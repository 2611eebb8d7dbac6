//! Who looked: the person's own view of the trace, and the auditor's. Reading the trace is traced too.

use crate::access::rights::Action;
use crate::access::{self, Denied, Purpose};
use crate::act::{BLIND, Office};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::fact::{FactValue, KnownFact};
use crate::register::read::history;
use crate::snapshot::Snapshot;
use kernel::{Day, PersonId, Timestamp};
use law::Part;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use store::sql::protection::HAS_CODE;
use store::sql::register::COUNT;
use store::{AccessRecord, NewAccess, Value};

/// Entries of the trace on one page.
pub const PAGE: u32 = 50;

/// An entry of the trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// Place in the trace.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the log names them.
    pub actor: String,
    /// The officer's name, or that of somebody with a power of attorney; `None` for other clients and the system.
    pub actor_name: Option<String>,
    /// Doing what: a code of [`Action`].
    pub action: String,
    /// Whom; empty when nobody was found.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Which fields.
    pub fields: String,
}

/// The fields of an entry without the chance that was mixed into it.
fn seen_fields(fields: &str) -> &str {
    fields.split_once(BLIND).map_or(fields, |(fields, _)| fields)
}

/// The state of the system, without personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemState {
    /// Which database.
    pub engine: &'static str,
    /// The log's last position.
    pub position: i64,
    /// Persons entered.
    pub persons: u64,
    /// Jobs not done.
    pub jobs_waiting: u64,
    /// Jobs not done and tried before.
    pub jobs_failing: u64,
    /// Today by the office's clock.
    pub today: Day,
}

impl Office {
    pub(crate) fn access_entry(&self, record: AccessRecord) -> AccessEntry {
        let NewAccess { actor, action, subject, purpose, fields } = record.access;
        let officer = actor.strip_prefix("officer:").and_then(|code| self.officer(code));
        AccessEntry {
            position: record.position,
            at: record.recorded_at,
            actor_name: officer.map(|officer| officer.name),
            actor,
            action,
            subject,
            purpose,
            fields: seen_fields(&fields).to_owned(),
        }
    }

    /// Who looked at the client's data, the newest first, from before position `before`.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn access_log(
        &self,
        actor: &Actor,
        before: Option<i64>,
    ) -> Result<Vec<AccessEntry>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let access =
            self.authorise(actor, Action::ReadTrace, Some(client), Purpose::Own, true, "access-log")?;
        let mut snapshot = self.snapshot(actor).await?;
        let subject = client.to_string();
        let records = self.told(&mut snapshot, &subject, before.unwrap_or(i64::MAX)).await?;
        drop(snapshot);
        let mut list: Vec<AccessEntry> =
            records.into_iter().map(|record| self.access_entry(record)).collect();
        self.name_agents(actor, client, &mut list).await?;
        self.answer(actor, &access, list).await
    }

    /// Names those who looked by a power of attorney that the client gave, also one that has ended.
    async fn name_agents(
        &self,
        actor: &Actor,
        client: PersonId,
        list: &mut [AccessEntry],
    ) -> Result<(), OfficeError> {
        let who = |entry: &AccessEntry| entry.actor.strip_prefix("client:")?.parse::<PersonId>().ok();
        if list.iter().filter_map(who).all(|person| person == client) {
            return Ok(());
        }
        let mut access =
            self.authorise(actor, Action::ReadPerson, Some(client), Purpose::Own, true, "name")?;
        let mut snapshot = self.snapshot(actor).await?;
        let own = history(&mut snapshot, &mut access, client).await?;
        let agent = |known: &KnownFact| match &known.fact.value {
            FactValue::Agent { of, .. } => of.person(),
            _ => None,
        };
        let agents: BTreeSet<PersonId> = own.standing().filter_map(agent).collect();
        let mut names = BTreeMap::new();
        for person in list.iter().filter_map(who).filter(|person| agents.contains(person)) {
            if let Entry::Vacant(place) = names.entry(person) {
                let found = access.listed(&mut snapshot, person).await?;
                place.insert(found.and_then(|found| found.today(self.today()).name()));
            }
        }
        drop(snapshot);
        for entry in list.iter_mut() {
            let name = who(entry).and_then(|person| names.get(&person)?.as_ref());
            if let Some(name) = name {
                entry.actor_name = Some(name.to_string());
            }
        }
        self.answer(actor, &access, ()).await
    }

    /// A page of the entries of which the person hears by now. What the law delays is there once its time is over.
    async fn told(
        &self,
        snapshot: &mut Snapshot,
        subject: &str,
        mut before: i64,
    ) -> Result<Vec<AccessRecord>, OfficeError> {
        let mut told = Vec::new();
        loop {
            let page = snapshot.trace(Some(subject), before, PAGE).await?;
            let Some(last) = page.last() else { return Ok(told) };
            before = last.position;
            for record in page {
                if self.is_told(&record)? {
                    told.push(record);
                }
                if told.len() == usize::try_from(PAGE).unwrap_or(usize::MAX) {
                    return Ok(told);
                }
            }
        }
    }

    /// Whether the person hears of an entry by now.
    pub(crate) fn is_told(&self, record: &AccessRecord) -> Result<bool, OfficeError> {
        let NewAccess { purpose, action, fields, .. } = &record.access;
        // What found nothing, or was refused, showed nothing of the person.
        if [access::NOT_FOUND, access::REFUSED].contains(&seen_fields(fields)) {
            return Ok(false);
        }
        let Some(delay) = self.law().oversight().delay(purpose, action) else { return Ok(true) };
        let read = self.zone().day(record.recorded_at);
        let until = law::clock::last_day(delay.term, read, &self.country().calendar, false)
            .map_err(|error| OfficeError::Fault(error.to_string()))?;
        Ok(until < self.today())
    }

    /// The whole trace for the auditor, the newest first, from before position `before`.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the auditor's right.
    pub async fn trace(&self, actor: &Actor, before: Option<i64>) -> Result<Vec<AccessEntry>, OfficeError> {
        let access = self.authorise(actor, Action::ReadTrace, None, Purpose::Duty, false, "access-log")?;
        let records = self.snapshot(actor).await?.trace(None, before.unwrap_or(i64::MAX), PAGE).await?;
        let list = records.into_iter().map(|record| self.access_entry(record)).collect();
        self.answer(actor, &access, list).await
    }

    /// The state of the system for the operator.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the operator's right.
    pub async fn system(&self, actor: &Actor) -> Result<SystemState, OfficeError> {
        access::check(actor, Action::Operate)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut persons = snapshot.row(&COUNT, &[]).await?.map_or(Ok(0), |row| row.int(0))?;
        let (sight, shields) = snapshot.sight().await?;
        for person in shields.persons().filter(|person| sight.hidden(&shields, *person, Part::Record)) {
            let there = snapshot.row(&HAS_CODE, &[Value::Int(person.as_i64())]).await?.is_some();
            persons -= i64::from(there);
        }
        let position = snapshot.position().await?;
        drop(snapshot);
        let jobs = self.store().job_counts().await?;
        Ok(SystemState {
            engine: self.engine(),
            position,
            persons: u64::try_from(persons).unwrap_or(0),
            jobs_waiting: jobs.waiting,
            jobs_failing: jobs.failing,
            today: self.today(),
        })
    }
}
