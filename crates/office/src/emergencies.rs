//! Emergencies: an officer to whom a person or a case is closed opens it all the same, for some minutes, with a reason.
//! It stands in the log with the trace of it, waits for the data-protection officer, and is reviewed by somebody else.
//!
//! Which limits give way in an emergency is said by the policies: those with `unless { context.emergency }`.

pub mod event;
mod review;

use crate::access::policy::{self, Limit, Verdict as Right};
use crate::access::rights::Action;
use crate::access::situation::{Kind, Matter, Situation, Who};
use crate::access::{Access, Denied, Purpose, check, weigh};
use crate::act::{Office, entries, event as entry};
use crate::actor::{Actor, Officer};
use crate::cases::Case;
use crate::cases::event::CaseEvent;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use event::{EmergencyEvent, Opened, Verdict};
use kernel::{CaseId, EmergencyId, OfficerId, PersonId, Timestamp};
pub use review::Emergencies;
use std::collections::BTreeSet;
use store::StreamId;

/// For how long it stays open, in minutes.
pub const OPEN_MINUTES: i64 = 15;
/// Characters of a reason and of a review at least.
pub const REASON_MIN: usize = 20;
/// And at most.
pub const REASON_MAX: usize = 2_000;
/// Most emergencies on one page of a list.
pub const PAGE_MAX: u16 = 50;
const FIELDS: &str = "emergency";

/// What is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A person.
    Person(PersonId),
    /// A case, with those whom it concerns.
    Case(CaseId),
}

/// An emergency as the office shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its number.
    pub id: EmergencyId,
    /// What was opened, by whom and why.
    pub opened: Opened,
    /// The officer's name; `None` for somebody who is not on the staff list any more.
    pub officer_name: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Its place in the log.
    pub position: i64,
    /// What was said of it.
    pub review: Option<Review>,
    /// Version of its stream.
    pub version: u32,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who.
    pub by: OfficerId,
    /// The reviewer's name.
    pub by_name: Option<String>,
    /// What was found.
    pub verdict: Verdict,
    /// In words.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

fn stream(id: EmergencyId) -> StreamId {
    StreamId::new("emergency", id)
}

/// Words that say enough and not too much.
fn said(field: &'static str, text: &str) -> Result<String, OfficeError> {
    let text = text.trim();
    let wrong = |problem| Err(OfficeError::field(field, problem));
    match text.chars().count() {
        short if short < REASON_MIN => wrong(Problem::new("emergency-words").with("min", REASON_MIN)),
        long if long > REASON_MAX => wrong(Problem::new("too-long").with("max", REASON_MAX)),
        _ => Ok(text.to_owned()),
    }
}

/// What stands against reading or working on something, without and in an emergency.
#[derive(Default)]
struct Closed {
    now: BTreeSet<Limit>,
    still: BTreeSet<Limit>,
}

impl Closed {
    fn look(&mut self, officer: &Officer, action: Action, matter: Matter, purpose: &Purpose) {
        let who = Who::of_roles(&officer.roles);
        let mut situation = Situation { who, action, why: purpose.into(), matter, emergency: false };
        if let Right::Limited(limit) = policy::verdict(&situation) {
            self.now.insert(limit);
            situation.emergency = true;
            if let Right::Limited(limit) = policy::verdict(&situation) {
                self.still.insert(limit);
            }
        }
    }
}

impl Office {
    /// Opens a person or a case that is closed to the officer.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] at `reason` for words that say too little; [`OfficeError::NotNow`] with
    /// `emergency-needless` where nothing is closed; the limit itself where the policies know no emergency.
    pub async fn open_emergency(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        target: Target,
        reason: &str,
    ) -> Result<Emergency, OfficeError> {
        let action = Action::OpenEmergency;
        let mut access = self.authorise(actor, action, None, purpose.clone(), false, FIELDS)?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let reason = said("reason", reason)?;
        let mut snapshot = self.snapshot(actor).await?;
        let (persons, case) = match target {
            Target::Person(person) => (BTreeSet::from([person]), None),
            Target::Case(id) => {
                let sealed = snapshot.events(&StreamId::new("case", id)).await?;
                let case = weigh(sealed, |events| {
                    let list = entries::<CaseEvent>(events.clone())?;
                    Case::fold(id, list.iter().map(|entry| &entry.event)).ok_or(OfficeError::NotFound)
                })?;
                // A case that is hidden and no case look alike.
                if !snapshot.sees_case([case.applicant, case.subject]).await? {
                    return Err(OfficeError::NotFound);
                }
                (BTreeSet::from([case.applicant, case.subject]), Some(case))
            }
        };
        let mut closed = Closed::default();
        let mut opens = Vec::new();
        for person in persons {
            let before = closed.now.len();
            self.look_at_person(&mut snapshot, &mut access, (officer, purpose), person, &mut closed).await?;
            if closed.now.len() > before || case.is_none() {
                opens.push(person);
            }
            access.naming(person);
        }
        if let Some(case) = &case {
            let standing = access.standing(&mut snapshot, case, None).await?;
            closed.look(officer, Action::ReadCase, standing.matter, purpose);
            // Of the work on it only that gives way that a colleague has it.
            let held = Matter { holder: standing.matter.holder, ..Matter::plain(Kind::Case) };
            closed.look(officer, Action::Examine, held, purpose);
        }
        drop(snapshot);
        if let Some(limit) = closed.still.first() {
            return Err(Denied::Limited(*limit).into());
        }
        if closed.now.is_empty() {
            return Err(OfficeError::NotNow(Problem::new("emergency-needless")));
        }
        let id = self.draw(EmergencyId::draw);
        let mut submission = self.submission(actor);
        let at = Timestamp::from_micros(submission.at);
        let opened = Opened {
            officer: officer.id.clone(),
            persons: opens,
            case: case.map(|case| case.id),
            purpose: purpose.to_string(),
            limits: closed.now.iter().map(|limit| limit.code().to_owned()).collect(),
            reason,
            until: Timestamp::from_micros(submission.at + OPEN_MINUTES * 60 * 1_000_000),
        };
        let happened = EmergencyEvent::EmergencyOpened(Box::new(opened.clone()));
        submission.expect.push((stream(id), 0));
        submission.events.push(entry(stream(id), happened.kind(), &happened)?);
        let position = self.commit(Some(&access), submission).await?.position;
        let officer_name = Some(officer.name.clone());
        Ok(Emergency { id, opened, officer_name, at, position, review: None, version: 1 })
    }

    /// What is closed about a person: reading, whatever the officer's duties are, and the emergency itself.
    async fn look_at_person(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        (officer, purpose): (&Officer, &Purpose),
        person: PersonId,
        closed: &mut Closed,
    ) -> Result<(), OfficeError> {
        // What is hidden is not there, in no emergency either.
        if weigh(snapshot.history(person).await?, |history| history.version) == 0 {
            snapshot.miss(access.missed(person));
            return Err(OfficeError::NotFound);
        }
        let tie = access.tie(snapshot, person).await?;
        let (protection, works_here) = (snapshot.protection(person).await?, self.works_here(person));
        let matter = Matter { tie, protection, works_here, ..Matter::plain(Kind::Person) };
        let mut itself = Closed::default();
        itself.look(officer, Action::OpenEmergency, matter, purpose);
        closed.still.extend(itself.now);
        closed.look(officer, Action::ReadPerson, matter, purpose);
        Ok(())
    }

    /// Whether an officer may open emergencies at all.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] otherwise.
    pub fn may_open_emergencies(&self, actor: &Actor) -> Result<(), OfficeError> {
        Ok(check(actor, Action::OpenEmergency)?)
    }
}
