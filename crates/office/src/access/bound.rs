//! How an officer stands to the persons and cases that come up: the own record, relatives by the register, protection,
//! who has the case; and whether it was opened in an emergency. What stands against a reading is refused and traced.

use super::policy::{self, Limit, Verdict};
use super::rights::Action;
use super::situation::{Holder, Kind, Matter, Situation, Tie, Who};
use super::{Access, Denied, Purpose, weigh};
use crate::actor::Actor;
use crate::cases::{Case, Phase};
use crate::error::{OfficeError, Problem};
use crate::register::{FactValue, PersonHistory};
use crate::snapshot::Snapshot;
use kernel::{CaseId, EmergencyId, PersonId};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::sql::emergencies::{OPEN_ON_CASE, OPEN_ON_PERSON};
use store::{NewAccess, Submission, Value};

/// An officer's own records, and those of parents, children, spouse or partner by the register today.
pub(super) struct Circle {
    own: BTreeSet<PersonId>,
    relatives: BTreeSet<PersonId>,
}

impl Circle {
    fn tie(&self, person: PersonId) -> Tie {
        if self.own.contains(&person) {
            Tie::Own
        } else if self.relatives.contains(&person) {
            Tie::Relative
        } else {
            Tie::None
        }
    }
}

/// How whoever acts stands to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The case, as far as a right depends on it.
    pub matter: Matter,
    /// Whether it was opened in an emergency.
    pub emergency: bool,
}

impl Standing {
    /// What the case itself tells of it.
    #[must_use]
    pub fn of(actor: &Actor, case: &Case) -> Self {
        let mut matter = Matter::plain(Kind::Case);
        if let Some(officer) = actor.officer() {
            matter.holder = match &case.assigned {
                None => Holder::Nobody,
                Some(holder) if *holder == officer.id => Holder::Asker,
                Some(_) => Holder::Colleague,
            };
            matter.elsewhere = case.office != officer.office;
            matter.by_asker = matches!(&case.phase, Phase::Proposed(decision) if decision.by == officer.id);
        }
        Self { matter, emergency: false }
    }
}

/// Whoever asks for a record that is hidden from them is told what whoever asks for nobody is told.
impl From<Denied> for OfficeError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Limited(Limit::NotFound) => Self::NotFound,
            Denied::Limited(Limit::OwnProposal) => Self::NotNow(Problem::new("same-person")),
            other => Self::Denied(other),
        }
    }
}

impl Access {
    /// Opens a person who came up, if nothing stands against it; names nobody yet. Whoever is hidden from whoever asks
    /// is nobody, before anything else is asked.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] with the limit, [`OfficeError::NotFound`] for nobody; both are in the trace then.
    pub(crate) async fn person(
        &mut self,
        snapshot: &mut Snapshot,
        id: PersonId,
    ) -> Result<Arc<PersonHistory>, OfficeError> {
        let sealed = snapshot.history(id).await?;
        if weigh(sealed.clone(), |history| history.version) == 0 {
            snapshot.miss(self.missed(id));
            return Err(OfficeError::NotFound);
        }
        self.let_in(snapshot, id).await?;
        Ok(self.open(sealed))
    }

    /// Opens and names a person of a case that whoever asks may know of, also what is withheld from them: to decide by,
    /// never to be shown.
    ///
    /// # Errors
    /// As [`Self::person`].
    pub(crate) async fn whole(
        &mut self,
        snapshot: &mut Snapshot,
        id: PersonId,
    ) -> Result<Arc<PersonHistory>, OfficeError> {
        let sealed = snapshot.whole(id).await?;
        self.let_in(snapshot, id).await?;
        self.naming(id);
        Ok(self.open(sealed))
    }

    async fn let_in(&mut self, snapshot: &mut Snapshot, id: PersonId) -> Result<(), OfficeError> {
        let Err(limit) = self.admits(snapshot, id).await? else { return Ok(()) };
        if limit == Limit::NotFound {
            snapshot.miss(self.missed(id));
        } else if snapshot.seen().is_none() {
            // What was asked of memory is asked again.
            self.refused(id, limit).await?;
        }
        Err(Denied::Limited(limit).into())
    }

    /// The same for one of a list, which is left out where something stands against it.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for nobody.
    pub(crate) async fn listed(
        &mut self,
        snapshot: &mut Snapshot,
        id: PersonId,
    ) -> Result<Option<Arc<PersonHistory>>, OfficeError> {
        let sealed = snapshot.history(id).await?;
        if weigh(sealed.clone(), |history| history.version) == 0 {
            return Err(OfficeError::NotFound);
        }
        if self.admits(snapshot, id).await?.is_err() {
            return Ok(None);
        }
        let history = self.open(sealed);
        self.naming(id);
        Ok(Some(history))
    }

    /// Whether anything stands against it that this person comes up.
    async fn admits(
        &mut self,
        snapshot: &mut Snapshot,
        id: PersonId,
    ) -> Result<Result<(), Limit>, OfficeError> {
        let who = match &self.actor {
            Actor::Officer(_) | Actor::Institution(_) => Who::of(&self.actor, self.action),
            // A client's right hangs on whose the data are, and was weighed before; so was the system's.
            Actor::Anonymous | Actor::Client { .. } | Actor::System => None,
        };
        let Some(who) = who else { return Ok(Ok(())) };
        self.case_is_there(snapshot).await?;
        let tie = self.tie(snapshot, id).await?;
        let (protection, works_here) = (snapshot.protection(id).await?, self.office.works_here(id));
        if tie == Tie::None && protection.needs().is_none() && !works_here {
            return Ok(Ok(()));
        }
        let matter = Matter { tie, protection, works_here, ..Matter::plain(Kind::Person) };
        let mut situation =
            Situation { who, action: self.action, why: (&self.purpose).into(), matter, emergency: false };
        let limit = match policy::verdict(&situation) {
            Verdict::Allowed => return Ok(Ok(())),
            Verdict::Limited(limit) => limit,
            Verdict::NoRight => return Err(Denied::NoRight(self.action.code()).into()),
        };
        situation.emergency = true;
        if policy::allows(&situation)
            && let Some(emergency) = self.emergency_on(snapshot, id).await?
        {
            self.opened.push((id, emergency));
            return Ok(Ok(()));
        }
        Ok(Err(limit))
    }

    /// Whether the case that a reading is for is there for whoever reads: a purpose that nobody can look up is none.
    async fn case_is_there(&mut self, snapshot: &mut Snapshot) -> Result<(), OfficeError> {
        let Purpose::Case(case) = self.purpose else { return Ok(()) };
        if self.case_known {
            return Ok(());
        }
        let there = match snapshot.persons_of_case(case).await? {
            Some(persons) => snapshot.sees_case(persons).await?,
            None => false,
        };
        if !there {
            let problem = Problem::new("unknown-case").with("case", case.grouped());
            return Err(OfficeError::field("case", problem));
        }
        self.case_known = true;
        Ok(())
    }

    /// How the officer stands to a person, by the register.
    pub(crate) async fn tie(&mut self, snapshot: &mut Snapshot, id: PersonId) -> Result<Tie, OfficeError> {
        let Some(own) = self.actor.officer().and_then(|officer| officer.person) else {
            return Ok(Tie::None);
        };
        if let Some(circle) = &self.circle {
            return Ok(circle.tie(id));
        }
        let circle = self.office.circle(snapshot, own).await?;
        let tie = circle.tie(id);
        self.circle = Some(Arc::new(circle));
        Ok(tie)
    }

    /// How whoever acts stands to a case that `parent`, where there is one, led to.
    pub(crate) async fn standing(
        &mut self,
        snapshot: &mut Snapshot,
        case: &Case,
        parent: Option<&Case>,
    ) -> Result<Standing, OfficeError> {
        let actor = self.actor.clone();
        let mut standing = Standing::of(&actor, case);
        let Some(officer) = actor.officer() else { return Ok(standing) };
        standing.matter.contests_asker =
            case.contests() && parent.is_some_and(|decided| decided.was_decided_by(&officer.id));
        for person in BTreeSet::from([case.applicant, case.subject]) {
            let matter = &mut standing.matter;
            matter.protection = matter.protection.max(snapshot.protection(person).await?);
            matter.works_here |= self.office.works_here(person);
            matter.tie = match (matter.tie, self.tie(snapshot, person).await?) {
                (Tie::Own, _) | (_, Tie::Own) => Tie::Own,
                (Tie::Relative, _) | (_, Tie::Relative) => Tie::Relative,
                (Tie::None, Tie::None) => Tie::None,
            };
        }
        if standing.matter.holder == Holder::Colleague {
            standing.emergency = self.emergency_on_case(snapshot, case.id).await?.is_some();
        }
        Ok(standing)
    }

    /// The emergency in which the officer opened a person, while it lasts.
    async fn emergency_on(
        &self,
        snapshot: &mut Snapshot,
        person: PersonId,
    ) -> Result<Option<EmergencyId>, OfficeError> {
        let Some(officer) = self.actor.officer() else { return Ok(None) };
        let (officer, now) = (officer.id.as_str(), self.office.now().micros());
        let key = [Value::from(officer), Value::Int(person.as_i64()), Value::Int(now)];
        let row = snapshot.ask().await?.row(&OPEN_ON_PERSON, &key).await?;
        Ok(row.map(|row| row.int(0).map(EmergencyId::from_i64)).transpose()?)
    }

    async fn emergency_on_case(
        &self,
        snapshot: &mut Snapshot,
        case: CaseId,
    ) -> Result<Option<EmergencyId>, OfficeError> {
        let Some(officer) = self.actor.officer() else { return Ok(None) };
        let (officer, now) = (officer.id.as_str(), self.office.now().micros());
        let key = [Value::from(officer), Value::Int(case.as_i64()), Value::Int(now)];
        let row = snapshot.ask().await?.row(&OPEN_ON_CASE, &key).await?;
        Ok(row.map(|row| row.int(0).map(EmergencyId::from_i64)).transpose()?)
    }

    /// Writes down that somebody tried and was refused.
    pub(crate) async fn refused(&self, person: PersonId, limit: Limit) -> Result<(), OfficeError> {
        let record = NewAccess {
            fields: format!("refused:{}", limit.code()),
            ..self.record(Some(person), self.fields)
        };
        let submission = Submission { access: vec![record], ..self.office.submission(&self.actor) };
        self.office.commit(None, submission).await.map(|_| ())
    }

    /// Whether the officer may act on something of this kind.
    ///
    /// # Errors
    /// [`Denied`] with what stands against it.
    pub(crate) fn may(&self, action: Action, standing: &Standing) -> Result<(), Denied> {
        let who = Who::of(&self.actor, action).ok_or(Denied::SignIn)?;
        let (matter, emergency) = (standing.matter, standing.emergency);
        let situation = Situation { who, action, why: (&self.purpose).into(), matter, emergency };
        Denied::by(policy::verdict(&situation), action).map_or(Ok(()), Err)
    }
}

impl crate::act::Office {
    /// The records of somebody, and of their relatives. A sealed link makes nobody a relative: a refusal would tell of it.
    async fn circle(&self, snapshot: &mut Snapshot, person: PersonId) -> Result<Circle, OfficeError> {
        let today = self.today();
        let mut own = BTreeSet::from([person]);
        let mut relatives = BTreeSet::new();
        let mut wanted = vec![person];
        while let Some(id) = wanted.pop() {
            let others = super::weigh(snapshot.history(id).await?, |history| {
                let view = history.today(today).unsealed();
                relatives.extend(view.parents());
                relatives.extend(view.values().filter_map(|value| match value {
                    FactValue::Spouse { ended: None, .. } => value.other(),
                    _ => None,
                }));
                let mut others = history.others().0;
                others.extend(history.merged_into(crate::register::person::LATEST));
                others
            });
            relatives.extend(snapshot.children(id).await?.iter().copied());
            wanted.extend(others.into_iter().filter(|other| own.insert(*other)));
        }
        Ok(Circle { own, relatives })
    }
}
