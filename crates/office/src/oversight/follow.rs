//! The job that follows the trace: every reading is judged once, every alert raised once, whoever runs it and however
//! often it is started anew.

use super::event::AlertEvent;
use super::judge::{About, Raise, Read, Window};
use crate::access;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::duplicates::RegisterLooked;
use crate::register::fact::FactValue;
use crate::register::household::address_key;
use crate::register::person::PersonHistory;
use crate::snapshot::Snapshot;
use kernel::{AlertId, CaseId, PersonId};
use law::AlertRule;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::sql::duplicates::LOOKED;
use store::sql::protection::WATCHED;
use store::{AccessRecord, StreamId, SubmitError, Value};

/// Entries of the trace looked at in one step.
const STEP: u32 = 1_000;
/// So many seconds of readings are looked at again after a start, to know what is usual.
const LOOK_BACK_SECONDS: i64 = 28 * 86_400;
/// What is looked through, as the projection names it.
const WHAT: &str = "oversight";
/// So many entries later the log is told how far the trace was looked through, though nothing was found.
const TOLD_EVERY: i64 = 50_000;

/// What this node remembers of the readings it judged.
#[derive(Debug, Default)]
pub(crate) struct Overseer {
    state: tokio::sync::Mutex<Option<State>>,
}

#[derive(Debug)]
struct State {
    window: Window,
    /// Up to here the trace was judged by this node.
    to: i64,
    /// Up to here the log says that it was.
    told: i64,
}

/// How far the trace was looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overseen {
    /// Up to this position of the trace.
    pub to: i64,
    /// Whether some was looked at this time.
    pub went_on: bool,
    /// Alerts that were raised this time.
    pub raised: usize,
}

/// What the register says of a person, as far as rules ask.
#[derive(Debug, Clone, Default)]
struct Known {
    family: BTreeSet<PersonId>,
    addresses: BTreeSet<String>,
    buildings: BTreeSet<String>,
    surname: Option<String>,
    protected: bool,
}

fn looked() -> StreamId {
    StreamId::new("looked", WHAT)
}

impl Office {
    /// Judges the readings since the last time, some of them; called again until nothing is behind.
    ///
    /// # Errors
    /// [`OfficeError::Gone`] when the database does not answer.
    pub async fn oversee(&self) -> Result<Overseen, OfficeError> {
        let rules = self.law().oversight().alerts();
        let mut place = self.overseer().state.lock().await;
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let mut state = match place.take() {
            Some(state) => state,
            None => self.began(&mut snapshot).await?,
        };
        if rules.is_empty() {
            let to = state.to;
            *place = Some(state);
            return Ok(Overseen { to, went_on: false, raised: 0 });
        }
        let records = snapshot.trace_after(state.to, STEP).await?;
        let watched: BTreeSet<PersonId> = self.watched_ids(&mut snapshot).await?;
        let mut raised = Vec::new();
        let mut known = HashMap::new();
        for record in &records {
            let read = self.read_of(record);
            let about = self.about(&mut snapshot, &mut known, &watched, &read).await?;
            // What was judged before a start is only counted.
            for rule in rules {
                let found = state.window.judge(rule, &read, &about);
                raised.extend(
                    found.filter(|_| record.position > state.told).map(|found| (rule, record, found)),
                );
            }
        }
        let to = records.last().map_or(state.to, |record| record.position);
        let version = snapshot.version(&looked()).await?;
        drop(snapshot);
        let mut new = 0;
        for (rule, record, found) in raised {
            // A stop midway raises the rest the next time: the same readings give the same alerts.
            new += usize::from(self.raise(rule, record, found).await?);
        }
        state.to = to;
        if to > state.told && (new > 0 || to - state.told >= TOLD_EVERY) {
            let mut submission = self.submission(&Actor::System);
            submission.expect.push((looked(), version));
            let happened = RegisterLooked::RegisterLooked { to };
            submission.events.push(event(looked(), "register-looked", &happened)?);
            match self.submit(submission).await {
                Ok(_) | Err(SubmitError::Stale { .. }) => state.told = to,
                Err(other) => return Err(other.into()),
            }
        }
        *place = Some(state);
        Ok(Overseen { to, went_on: !records.is_empty(), raised: new })
    }

    /// Where to go on from after a start: some weeks before what was judged, to know what is usual.
    async fn began(&self, snapshot: &mut Snapshot) -> Result<State, OfficeError> {
        let row = snapshot.row(&LOOKED, &[Value::from(WHAT)]).await?;
        let told = row.map_or(Ok(0), |row| row.int(0))?;
        let (mut low, mut high) = (0, told);
        let since = self.now().plus_seconds(-LOOK_BACK_SECONDS);
        // The time of the trace never runs back.
        while low < high {
            let middle = low + (high - low) / 2;
            let there = snapshot.trace_after(middle, 1).await?.into_iter().next();
            if there.is_some_and(|record| record.recorded_at < since) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(State { window: Window::default(), to: low, told })
    }

    fn read_of(&self, record: &AccessRecord) -> Read {
        let (day, minute) = self.zone().local(record.recorded_at);
        Read {
            officer: record.access.actor.clone(),
            action: record.access.action.clone(),
            subject: record.access.subject.parse().ok(),
            case: record.access.purpose.strip_prefix("case:").and_then(|case| case.parse().ok()),
            day,
            minute,
        }
    }

    async fn watched_ids(&self, snapshot: &mut Snapshot) -> Result<BTreeSet<PersonId>, OfficeError> {
        let rows = snapshot.rows(&WATCHED, &[]).await?;
        Ok(rows.iter().map(|row| row.int(0).map(PersonId::from_i64)).collect::<Result<_, _>>()?)
    }

    /// What the register says of reader and read. It is looked at to judge by, and shown to nobody.
    async fn about(
        &self,
        snapshot: &mut Snapshot,
        known: &mut HashMap<PersonId, Arc<Known>>,
        watched: &BTreeSet<PersonId>,
        read: &Read,
    ) -> Result<About, OfficeError> {
        // A search that found nobody is work where it was for a case.
        let Some(subject) = read.subject else {
            return Ok(About { in_case: read.case.is_some(), ..About::default() });
        };
        let there = self.known_of(snapshot, known, subject).await?;
        let mut about = About {
            watched: watched.contains(&subject),
            protected: there.protected,
            in_case: match read.case {
                Some(case) => self.of_case(snapshot, known, case, subject).await?,
                None => false,
            },
            ..About::default()
        };
        let code = read.officer.strip_prefix("officer:").unwrap_or_default();
        let Some(own) = self.officer(code).and_then(|officer| officer.person) else { return Ok(about) };
        let here = self.known_of(snapshot, known, own).await?;
        about.own = own == subject;
        about.family = here.family.contains(&subject) || there.family.contains(&own);
        about.same_address = !here.addresses.is_disjoint(&there.addresses);
        about.same_building = !here.buildings.is_disjoint(&there.buildings);
        about.same_surname = here.surname.is_some() && here.surname == there.surname;
        Ok(about)
    }

    /// Whether somebody is party to a case, or related to one who is. Of a case that was erased since it is not known, and
    /// not asked.
    async fn of_case(
        &self,
        snapshot: &mut Snapshot,
        known: &mut HashMap<PersonId, Arc<Known>>,
        case: CaseId,
        subject: PersonId,
    ) -> Result<bool, OfficeError> {
        let Some(parties) = snapshot.persons_of_case(case).await? else { return Ok(true) };
        for party in parties {
            if party == subject || self.known_of(snapshot, known, party).await?.family.contains(&subject) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn known_of(
        &self,
        snapshot: &mut Snapshot,
        known: &mut HashMap<PersonId, Arc<Known>>,
        person: PersonId,
    ) -> Result<Arc<Known>, OfficeError> {
        if let Some(known) = known.get(&person) {
            return Ok(Arc::clone(known));
        }
        let (sight, shields) = snapshot.sight().await?;
        let protected = sight.alerting(&shields, person).next().is_some();
        let mut found = access::weigh(snapshot.history(person).await?, |history| self.described(history));
        found.protected = protected;
        found.family.extend(snapshot.children(person).await?.iter().copied());
        // Brothers and sisters.
        for parent in found.family.clone() {
            let is_parent = access::weigh(snapshot.history(person).await?, |history| {
                history.today(self.today()).parents().contains(&parent)
            });
            if is_parent {
                let siblings = snapshot.children(parent).await?;
                found.family.extend(siblings.iter().copied().filter(|sibling| *sibling != person));
            }
        }
        let found = Arc::new(found);
        known.insert(person, Arc::clone(&found));
        Ok(found)
    }

    fn described(&self, history: &PersonHistory) -> Known {
        let view = history.today(self.today());
        let country = self.country();
        let mut known = Known::default();
        for value in view.values() {
            match value {
                FactValue::Residence { municipality, address, .. } if !address.is_empty() => {
                    known.addresses.insert(address_key(&country.folding, municipality, address));
                    let building = self.law().oversight().building(address);
                    known.buildings.insert(address_key(&country.folding, municipality, &building));
                }
                value => known.family.extend(value.other().filter(|_| !value.sealed())),
            }
        }
        known.surname = view.name().map(|name| {
            let folded = country.folding.fold(name.surname.as_str());
            country.spelling.stem(&folded)
        });
        known
    }

    /// Raises an alert, unless it was raised before.
    async fn raise(
        &self,
        rule: &AlertRule,
        record: &AccessRecord,
        found: Raise,
    ) -> Result<bool, OfficeError> {
        let officer = record.access.actor.clone();
        let digest = Sha256::digest(format!("{}|{officer}|{}", rule.code, found.key));
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let id = AlertId::from_u64(number);
        let happened = AlertEvent::AlertRaised {
            rule: rule.code.clone(),
            officer,
            subject: found.subject,
            at: record.recorded_at,
            reading: record.position,
            count: found.count,
            usual: found.usual,
        };
        let mut submission = self.submission(&Actor::System);
        submission.expect.push((super::alerts::stream(id), 0));
        submission.events.push(event(super::alerts::stream(id), happened.kind(), &happened)?);
        match self.submit(submission).await {
            Ok(_) => Ok(true),
            Err(SubmitError::Stale { .. }) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }
}
