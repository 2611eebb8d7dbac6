//! For whom a client acts, by which right; the powers of attorney that the client gave and has, and how one is revoked.
//! The register is asked at every request: what ended is no right any more.

use crate::access::rights::Action;
use crate::access::{self, Access, Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::civil::{self, CivilAct, People};
use crate::register::fact::{Basis, FactValue, KnownFact, Matters, Relative};
use crate::register::person::PersonHistory;
use crate::register::read::{BRIEF_FIELDS, PersonBrief, history};
use crate::register::representation::Representation;
use crate::snapshot::Snapshot;
use kernel::{Day, Lang, PartialDate, PersonId, PersonName};
use law::Procedure;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The body that writes what a client does on the office's pages, a code of the catalogue.
const BODY: &str = "office";
/// On what a revocation by the principal rests, a code of the catalogue.
const APPLICATION: &str = "application";
/// So many agents one deed names at most.
const AGENTS_MAX: usize = 16;

/// Somebody for whom a client acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActsFor {
    /// The person.
    pub person: PersonBrief,
    /// By which right; nothing for the client.
    pub by: Option<Representation>,
    /// The last day of a power of attorney, when it has one, as the first day without it.
    pub to: Option<PartialDate>,
}

impl ActsFor {
    /// Whether it reaches a procedure under this task of the authority.
    #[must_use]
    pub fn covers(&self, task: Option<&str>) -> bool {
        self.by.as_ref().is_none_or(|by| by.covers(task))
    }
}

/// A power of attorney, as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// The entry in the record of whoever asks.
    pub seq: i64,
    /// The other, where the register keeps them.
    pub other: Option<PersonId>,
    /// Their name.
    pub name: Option<PersonName>,
    /// What it is for.
    pub matters: Matters,
    /// Since when.
    pub from: Option<PartialDate>,
    /// The first day on which it is not good any more.
    pub to: Option<PartialDate>,
    /// What it rests on.
    pub basis: Arc<Basis>,
}

/// The powers of attorney of a client that have not ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Powers {
    /// Who may act for the client.
    pub agents: Vec<Power>,
    /// For whom the client may act.
    pub principals: Vec<Power>,
}

impl Office {
    /// By which right the client acts for `person`, as the register has it today. Reads only to decide on the right.
    pub(crate) async fn acts_for(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        person: PersonId,
    ) -> Result<Option<Right>, OfficeError> {
        if client == person {
            return Ok(Some(Right::Own));
        }
        let (today, country) = (self.today(), self.country());
        Ok(access::weigh(snapshot.history(person).await?, |history| {
            history.today(today).represented_by(client, country).map(Right::By)
        }))
    }

    /// Whether the client may take part in matters of a procedure for `person`.
    pub(crate) async fn is_own_in(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        person: PersonId,
        procedure: &Procedure,
    ) -> Result<bool, OfficeError> {
        let right = self.acts_for(snapshot, client, person).await?;
        Ok(right.is_some_and(|right| right.covers(self.task(procedure))))
    }

    /// Whether a case of `person` is open to the client who applied in it: one who came by a power of attorney needs it
    /// as long as they look; everybody else applied rightly, and the case goes on.
    pub(crate) async fn is_own_case(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        (applicant, subject): (PersonId, PersonId),
        procedure: &Procedure,
    ) -> Result<bool, OfficeError> {
        if self.is_own_in(snapshot, client, subject, procedure).await? {
            return Ok(true);
        }
        if applicant != client {
            return Ok(false);
        }
        let named = |known: &KnownFact| matches!(&known.fact.value, FactValue::Agent { of, .. } if of.person() == Some(client));
        Ok(access::weigh(snapshot.history(subject).await?, |history| !history.standing().any(named)))
    }

    /// The task of the authority that a procedure belongs to.
    pub(crate) fn task(&self, procedure: &Procedure) -> Option<&str> {
        self.law().task_of(procedure).map(|task| task.id.as_str())
    }

    /// Those for whom the client can act, each with the right to it: the client first, then minor children, then wards,
    /// then those who gave the client a power of attorney.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn may_act_for(&self, actor: &Actor) -> Result<Vec<ActsFor>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut access =
            self.authorise(actor, Action::ReadPerson, Some(client), Purpose::Own, true, BRIEF_FIELDS)?;
        let mut snapshot = self.snapshot(actor).await?;
        let own = history(&mut snapshot, &mut access, client).await?;
        let mut list = vec![ActsFor { person: self.brief(&own), by: None, to: None }];
        let children = snapshot.children(client).await?;
        let view = own.today(self.today());
        let others = children.iter().copied().chain(view.wards()).chain(view.principals());
        for other in others {
            if list.iter().any(|known| known.person.id == other) {
                continue;
            }
            if let Some(Right::By(by)) = self.acts_for(&mut snapshot, client, other).await? {
                let found = history(&mut snapshot, &mut access, other).await?;
                let to = if let Representation::Agent(_) = by { ends(&found, client) } else { None };
                list.push(ActsFor { person: self.brief(&found), by: Some(by), to });
            }
        }
        list.retain(|known| known.by.is_none() || !known.person.dead);
        drop(snapshot);
        self.answer(actor, &access, list).await
    }

    /// Those for whom the client acts in everything, and whose data the client sees: the client first.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn represented(&self, actor: &Actor) -> Result<Vec<PersonBrief>, OfficeError> {
        let list = self.may_act_for(actor).await?.into_iter();
        let whole = list.filter(|known| known.by.as_ref().is_none_or(Representation::is_whole));
        Ok(whole.map(|known| known.person).collect())
    }

    /// The powers of attorney of the client: those given and those had, as far as they have not ended.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_powers(&self, actor: &Actor) -> Result<Powers, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut access =
            self.authorise(actor, Action::ReadPerson, Some(client), Purpose::Own, true, "name")?;
        let mut snapshot = self.snapshot(actor).await?;
        let own = history(&mut snapshot, &mut access, client).await?;
        let powers = self.powers_in(&mut snapshot, &mut access, &own).await?;
        drop(snapshot);
        self.answer(actor, &access, powers).await
    }

    /// The powers of attorney that a record has and that have not ended.
    pub(crate) async fn powers_in(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        own: &PersonHistory,
    ) -> Result<Powers, OfficeError> {
        let today = PartialDate::Day(self.today());
        let mut powers = Powers::default();
        for known in own.standing().filter(|known| known.runs_after(&today) && !known.fact.never()) {
            let (of, matters, list) = match &known.fact.value {
                FactValue::Agent { of, matters } => (of, matters, &mut powers.agents),
                FactValue::Principal { of, matters } => (of, matters, &mut powers.principals),
                _ => continue,
            };
            list.push(Power {
                seq: known.fact.seq,
                other: of.person(),
                name: self.name_of(snapshot, access, of).await?,
                matters: matters.clone(),
                from: known.fact.from,
                to: known.fact.to,
                basis: Arc::clone(&known.basis),
            });
        }
        Ok(powers)
    }

    /// The names of the parents, spouses and partners that a record has.
    pub(crate) async fn relatives_in(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        own: &PersonHistory,
    ) -> Result<BTreeMap<PersonId, PersonName>, OfficeError> {
        let mut names = BTreeMap::new();
        let view = own.today(self.today());
        let spouses = view.unions().into_iter().filter_map(|known| known.fact.value.other());
        for other in view.parents().into_iter().chain(spouses) {
            match self.name_of(snapshot, access, &Relative::Person(other)).await {
                Ok(name) => names.extend(name.map(|name| (other, name))),
                Err(OfficeError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(names)
    }

    /// The name of the other side of a power; whoever is looked up is in the trace.
    async fn name_of(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        of: &Relative,
    ) -> Result<Option<PersonName>, OfficeError> {
        Ok(match of {
            Relative::Person(person) => {
                let found = access.listed(snapshot, *person).await?;
                found.and_then(|found| found.today(self.today()).name())
            }
            Relative::Named(named) => Some(named.name.clone()),
            Relative::Unknown(_) => None,
        })
    }

    /// Revokes a power of attorney that the client gave, as of today: `seq` is its entry in the client's record.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client; [`OfficeError::NotFound`] for an entry that is no power which runs;
    /// [`OfficeError::Conflict`] when a record changed meanwhile.
    pub async fn revoke_power(&self, actor: &Actor, seq: i64) -> Result<(), OfficeError> {
        let meant = |known: &KnownFact| known.fact.seq == seq;
        if self.revoke(actor, None, meant).await? { Ok(()) } else { Err(OfficeError::NotFound) }
    }

    /// Revokes whatever power of attorney runs that the client gave by the deed of this number and day, also where the
    /// agent is hidden from the client. Whether there was one is not told: afterwards there is none.
    ///
    /// # Errors
    /// As [`Self::revoke_power`], but for what is not there; [`OfficeError::Invalid`] for a deed without a number, or of a day
    /// that lies ahead.
    pub async fn revoke_power_by_deed(
        &self,
        actor: &Actor,
        number: &str,
        day: Day,
    ) -> Result<(), OfficeError> {
        if number.trim().is_empty() {
            return Err(OfficeError::field("number", Problem::new("required")));
        }
        if day > self.today() {
            return Err(OfficeError::field("date", Problem::new("arrival-future")));
        }
        let meant = |known: &KnownFact| known.basis.number == number.trim() && known.basis.date == day;
        // One deed may name several agents; that there are no more is no reading of its own.
        for nth in 0..AGENTS_MAX {
            if !self.revoke(actor, Some(nth == 0), meant).await? {
                break;
            }
        }
        Ok(())
    }

    /// Ends the first running power of the client that is meant: among those that the client sees, or among all, where it
    /// also leaves a trace if so said when there was none. Answers whether there was one.
    async fn revoke(
        &self,
        actor: &Actor,
        among_all: Option<bool>,
        meant: impl Fn(&KnownFact) -> bool,
    ) -> Result<bool, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut access =
            self.authorise(actor, Action::RevokePower, Some(client), Purpose::Own, true, "agent")?;
        let mut snapshot = self.snapshot(actor).await?;
        let shown = history(&mut snapshot, &mut access, client).await?;
        let own = if among_all.is_some() { access.open(snapshot.whole(client).await?) } else { shown };
        let today = PartialDate::Day(self.today());
        let agent = |known: &KnownFact| match &known.fact.value {
            FactValue::Agent { of, .. } => Some(of.clone()),
            _ => None,
        };
        let mut running = own.standing().filter(|known| known.runs_after(&today) && !known.fact.never());
        let found = running.find(|known| agent(known).is_some() && meant(known));
        let Some((known, agent)) = found.and_then(|known| Some((known, agent(known)?))) else {
            drop(snapshot);
            // What is not there leaves the same trace as what is hidden.
            let traced = among_all == Some(true);
            return if traced { self.answer(actor, &access, false).await } else { Ok(false) };
        };
        // One that was to begin later never does.
        let later = |from: &PartialDate| from.compare(&today) == kernel::DateOrder::After;
        let on = known.fact.from.filter(later).unwrap_or(today);
        let authority = self.law().authority().name.get(Lang::LV).to_owned();
        let basis = Basis::new(APPLICATION, "", self.today(), &authority, &self.country().icao)
            .map_err(|why| OfficeError::Fault(why.to_string()))?;
        let mut people = People::from([(client, Arc::clone(&own))]);
        if let Some(person) = agent.person() {
            // It ends in the record of somebody who is hidden too; the trace does not name them.
            if snapshot.sees(person).await? {
                history(&mut snapshot, &mut access, person).await?;
            }
            people.insert(person, access.open(snapshot.behind(person).await?));
        }
        drop(snapshot);
        let act = CivilAct::AttorneyRevoked { principal: client, agent };
        if !self.law().register().act(act.code()).is_some_and(|rule| rule.brought_by(BODY)) {
            return Err(OfficeError::NotNow(Problem::new("unknown-act").with("act", act.code())));
        }
        let effects = civil::decide(&act, on, &basis, &people)?;
        self.append(actor, &access, &people, effects, None).await.map(|_| true)
    }
}

/// When the power of `agent` ends that the history knows of.
fn ends(history: &PersonHistory, agent: PersonId) -> Option<PartialDate> {
    let named = |known: &&KnownFact| matches!(&known.fact.value, FactValue::Agent { of, .. } if of.person() == Some(agent));
    history.standing().filter(named).last().and_then(|known| known.fact.to)
}

/// The right of a client over a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Right {
    /// It is the client.
    Own,
    /// The client represents the person.
    By(Representation),
}

impl Right {
    pub(crate) fn covers(&self, task: Option<&str>) -> bool {
        match self {
            Self::Own => true,
            Self::By(by) => by.covers(task),
        }
    }

    pub(crate) const fn is_whole(&self) -> bool {
        match self {
            Self::Own => true,
            Self::By(by) => by.is_whole(),
        }
    }
}
