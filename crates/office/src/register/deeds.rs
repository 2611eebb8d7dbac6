//! Civil events and reviews as the office takes them: under a right, within what the catalogue allows,
//! written whole to every record they touch.

use crate::access::rights::Action;
use crate::access::{Access, Purpose};
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use crate::register::civil::{self, CivilAct, CivilError, Effects, People};
use crate::register::duplicates::{Distinct, Newcomer, Weighed};
use crate::register::event::{PersonEvent, ReviewOutcome};
use crate::register::fact::{AssertedFact, Basis, FactValue, Matters};
use crate::register::person::PersonHistory;
use crate::register::read::{history, stream};
use crate::register::review;
use crate::register::sane;
use crate::register::write::{anothers, withheld};
use crate::snapshot::Snapshot;
use kernel::{Day, PartialDate, PersonId};
use law::Part;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use store::SubmitError;

/// The civil event by which somebody says how they are reached.
const CONTACT_GIVEN: &str = "contact-given";

/// A civil event as a body brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What happened. Ids of those who enter the register by it are drawn by the office.
    pub act: CivilAct,
    /// When, perhaps known in part.
    pub on: PartialDate,
    /// The body that brings it, a code of the catalogue.
    pub body: String,
    /// What it rests on.
    pub basis: Basis,
    /// Of an event by which somebody enters the register: who is like them and is somebody else, and why.
    pub distinct: Vec<Distinct>,
}

/// What whoever enters the civil event of this code has to be allowed to do: how somebody is reached is noted by whoever
/// receives them.
#[must_use]
pub fn right_to_enter(act: &str) -> Action {
    if act == CONTACT_GIVEN { Action::ChooseChannels } else { Action::WriteRegister }
}

/// Doubt about entries of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The entries.
    pub facts: Vec<i64>,
    /// Since when.
    pub on: Day,
    /// What raised it.
    pub basis: Basis,
    /// Why, in words.
    pub reason: String,
}

/// The end of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The review.
    pub review: i64,
    /// From when on the entries are not doubted any more.
    pub on: Day,
    /// What was found.
    pub outcome: ReviewOutcome,
    /// What it rests on.
    pub basis: Basis,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Records in which something was entered, those concerned first.
    pub persons: Vec<PersonId>,
    /// The person who entered the register by the event.
    pub newcomer: Option<PersonId>,
    /// Position of the log.
    pub position: i64,
}

impl From<CivilError> for OfficeError {
    fn from(error: CivilError) -> Self {
        match error {
            CivilError::Persons => Self::field("act", Problem::new("act-persons")),
            CivilError::Parents => Self::field("act", Problem::new("act-parents")),
            CivilError::NotEntered(_) => Self::field("act", Problem::new("act-unknown-person")),
            CivilError::LastDay { .. } => Self::field("until", Problem::new("last-before-first")),
            CivilError::NoUnion => Self::NotNow(Problem::new("no-union")),
            CivilError::UnionStands => Self::NotNow(Problem::new("union-stands")),
            CivilError::OtherUnion => Self::NotNow(Problem::new("other-union")),
            CivilError::NothingToEnd(_) => Self::NotNow(Problem::new("nothing-to-end")),
            CivilError::Entry(_, entry) => entry.into(),
        }
    }
}

impl Office {
    /// Enters a civil event in every record that it touches, or in none.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when the body may not bring it or the basis is of another kind;
    /// [`OfficeError::Conflict`] when a record changed meanwhile or a code is another person's;
    /// [`OfficeError::ProbablyThere`] when somebody is to enter the register who is probably there already.
    pub async fn record_act(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        mut deed: Deed,
    ) -> Result<Written, OfficeError> {
        let first = deed.act.concerned().first().copied();
        let right = right_to_enter(deed.act.code());
        let mut access = self.authorise(actor, right, first, purpose.clone(), false, "all")?;
        let ahead = self.allowed_by_catalogue(&deed)?.ahead;
        sane::happened(self.today(), Some(&deed.on).filter(|_| !ahead), &deed.basis)?;
        let newcomer = deed.act.newcomer_mut().map(|newcomer| {
            newcomer.person = self.draw(PersonId::draw);
            newcomer.person
        });
        let concerned = deed.act.concerned();
        let mut snapshot = self.snapshot(actor).await?;
        let people = self.people(&mut snapshot, &mut access, &concerned).await?;
        let effects = civil::decide(&deed.act, deed.on, &deed.basis, &people)?;
        for (person, happened) in &effects {
            if let Some(history) = people.get(person) {
                let begins = happened.parts().1;
                sane::in_their_life(history, &deed.on, begins)?;
                begins.iter().try_for_each(|fact| sane::value(self.today(), &fact.value))?;
            }
        }
        let mut hidden = BTreeSet::new();
        for (person, happened) in &effects {
            let lives = |fact: &AssertedFact| matches!(fact.value, FactValue::Residence { .. });
            if !snapshot.sees(*person).await? {
                hidden.insert(*person);
            } else if happened.parts().1.iter().any(lives) && snapshot.hides(*person, Part::Address).await? {
                return Err(withheld());
            }
        }
        drop(snapshot);
        self.may_write(&deed, &effects)?;
        let weighed = match newcomer.and_then(|id| effects.iter().find(|(person, _)| *person == id)) {
            Some((id, entered)) => {
                let (_, facts, basis) = entered.parts();
                let newcomer = Newcomer { id: *id, facts, distinct: &deed.distinct, basis };
                Some(self.weighed(actor, purpose, &newcomer).await?)
            }
            None => None,
        };
        let mut persons: Vec<PersonId> = effects.iter().map(|(person, _)| *person).collect();
        persons.retain(|person| !hidden.contains(person));
        let position = self.append(actor, &access, &people, effects, weighed).await?;
        Ok(Written { persons, newcomer, position })
    }

    /// The histories of those concerned and of those they name as relatives.
    async fn people(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        concerned: &[PersonId],
    ) -> Result<People, OfficeError> {
        let mut people = People::new();
        for id in concerned {
            history(snapshot, access, *id).await?;
            // What the event does is decided by all that is known of them.
            people.insert(*id, access.open(snapshot.whole(*id).await?));
        }
        let relatives: BTreeSet<PersonId> = people
            .values()
            .flat_map(|history| history.standing())
            .filter(|known| known.fact.to.is_none() || known.fact.value.is_power())
            .filter(|known| !known.fact.value.sealed())
            .filter_map(|known| known.fact.value.other())
            .collect();
        for id in relatives {
            if let Entry::Vacant(place) = people.entry(id) {
                // What follows by law follows in the record of somebody who is hidden too; nobody is told.
                if snapshot.sees(id).await? {
                    history(snapshot, access, id).await?;
                }
                place.insert(access.open(snapshot.behind(id).await?));
            }
        }
        Ok(people)
    }

    fn allowed_by_catalogue(&self, deed: &Deed) -> Result<&law::register::CivilAct, OfficeError> {
        let register = self.law().register();
        let Some(act) = register.act(deed.act.code()) else {
            return Err(OfficeError::field("act", Problem::new("unknown-act").with("act", deed.act.code())));
        };
        if !act.brought_by(&deed.body) {
            let problem = Problem::new("not-one-of").with("value", &deed.body);
            return Err(OfficeError::field("body", problem.with("allowed", act.bodies.join(", "))));
        }
        if !act.bases.is_empty() && act.basis(&deed.basis.kind).is_none() {
            let kinds: Vec<&str> = act.bases.iter().map(|basis| basis.code.as_str()).collect();
            let problem = Problem::new("not-one-of").with("value", &deed.basis.kind);
            return Err(OfficeError::field("basis.kind", problem.with("allowed", kinds.join(", "))));
        }
        Ok(act)
    }

    /// Whether the body may write every kind of fact that the event begins, and the country knows its codes.
    fn may_write(&self, deed: &Deed, effects: &Effects) -> Result<(), OfficeError> {
        let register = self.law().register();
        for (_, happened) in effects {
            // What it only ends is restated with that end.
            let begins = |fact: &&AssertedFact| {
                fact.to.is_none() || fact.from == Some(deed.on) && fact.to != fact.from
            };
            for fact in happened.parts().1.iter().filter(begins) {
                let kind = fact.value.kind();
                if !register.may_write(&deed.body, kind) {
                    let problem = Problem::new("body-writes-not").with("body", &deed.body).with("fact", kind);
                    let problem = problem
                        .in_words("body", |code| self.law().body(code).map(|body| body.name.clone()))
                        .in_words("fact", |kind| register.fact(kind).map(|fact| fact.name.clone()));
                    return Err(OfficeError::field("body", problem));
                }
                self.known_to_country(&fact.value)?;
                self.known_to_catalogue(&fact.value)?;
            }
        }
        Ok(())
    }

    /// Whether a code stands in the catalogue's list of its kind.
    pub(crate) fn known_to_catalogue(&self, value: &FactValue) -> Result<(), OfficeError> {
        let (list, code) = match value {
            FactValue::Ethnicity { ethnicity } => ("ethnicity", ethnicity),
            FactValue::SpecialStatus { status } => ("special-status", status),
            FactValue::Ban { ban, .. } => ("ban", ban),
            FactValue::Mark { mark } => ("mark", mark),
            FactValue::Contact { channel, .. } => ("contact", channel),
            FactValue::ResidenceRight { right, .. } => ("residence-right", right),
            FactValue::Guardian { guardianship, .. } | FactValue::Ward { guardianship, .. } => {
                ("guardianship", guardianship)
            }
            FactValue::Agent { matters, .. } | FactValue::Principal { matters, .. } => {
                return self.known_groups(matters);
            }
            _ => return Ok(()),
        };
        match self.law().register().list(list) {
            Some(known) if known.get(code).is_none() => {
                let codes: Vec<&str> = known.codes.iter().map(|code| code.code.as_str()).collect();
                let problem =
                    Problem::new("not-one-of").with("value", code).with("allowed", codes.join(", "));
                Err(OfficeError::field("values", problem))
            }
            _ => Ok(()),
        }
    }

    /// Whether a power of attorney names groups of services that there are.
    fn known_groups(&self, matters: &Matters) -> Result<(), OfficeError> {
        let tasks = &self.law().authority().tasks;
        match matters.groups().find(|group| tasks.iter().all(|task| task.id != *group)) {
            None => Ok(()),
            Some(unknown) => {
                let ids: Vec<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
                let problem =
                    Problem::new("not-one-of").with("value", unknown).with("allowed", ids.join(", "));
                Err(OfficeError::field("values", problem))
            }
        }
    }

    /// One submission with an event for each stream, at the versions that were read.
    pub(crate) async fn append(
        &self,
        actor: &Actor,
        access: &Access,
        people: &People,
        effects: Effects,
        weighed: Option<Weighed>,
    ) -> Result<i64, OfficeError> {
        let mut submission = self.submission(actor);
        let mut seen = BTreeSet::new();
        for (person, happened) in effects {
            if seen.insert(person) {
                let version = people.get(&person).map_or(0, |history| history.version);
                submission.expect.push((stream(person), version));
            }
            submission.events.push(event(stream(person), happened.kind(), &happened)?);
        }
        submission.access.extend(access.trace());
        if let Some(weighed) = weighed {
            weighed.enter(&mut submission)?;
        }
        match self.submit(submission).await {
            Ok(committed) => Ok(committed.position),
            Err(SubmitError::Taken { .. }) => Err(anothers()),
            Err(SubmitError::Stale { .. }) => Err(OfficeError::Conflict(Problem::new("stale"))),
            Err(other) => Err(other.into()),
        }
    }

    /// Puts entries of a person under review.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] for entries that do not stand, [`OfficeError::NotNow`] for those under review.
    pub async fn open_review(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        doubt: Doubt,
    ) -> Result<Written, OfficeError> {
        let Doubt { facts, on, basis, reason } = doubt;
        self.enter(actor, purpose, id, |history| Ok(review::open(history, facts, on, basis, &reason)?)).await
    }

    /// Closes a review of a person's entries.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when no such review is open.
    pub async fn close_review(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        found: Finding,
    ) -> Result<Written, OfficeError> {
        let Finding { review, on, outcome, basis } = found;
        self.enter(actor, purpose, id, |history| Ok(review::close(history, review, on, outcome, basis)?))
            .await
    }

    async fn enter(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        id: PersonId,
        decide: impl FnOnce(&PersonHistory) -> Result<PersonEvent, OfficeError>,
    ) -> Result<Written, OfficeError> {
        let mut access =
            self.authorise(actor, Action::WriteRegister, Some(id), purpose.clone(), false, "all")?;
        let mut snapshot = self.snapshot(actor).await?;
        let people = People::from([(id, history(&mut snapshot, &mut access, id).await?)]);
        drop(snapshot);
        let happened = people.get(&id).map(|history| decide(history)).ok_or(OfficeError::NotFound)??;
        let position = self.append(actor, &access, &people, vec![(id, happened)], None).await?;
        Ok(Written { persons: vec![id], newcomer: None, position })
    }
}
