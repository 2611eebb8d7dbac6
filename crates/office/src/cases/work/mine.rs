//! The matters of a client: what is waited for in each, and what tells those of one kind apart.

use super::CaseLine;
use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::case::Case;
use crate::cases::course::Stage;
use crate::cases::particulars::Told;
use crate::cases::view::{fold, stream};
use crate::error::OfficeError;
use crate::register::Representation;
use crate::snapshot::Snapshot;
use kernel::{CaseId, PersonId, Timestamp};
use law::Procedure;
use law::procedure::ParticularKind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Where a case stands while its party can be waited for.
const ASKED_AT: [Stage; 4] = [Stage::Received, Stage::Identified, Stage::Examination, Stage::Hearing];

/// Where a case stands whose decision may be looked at again.
const DECIDED_AT: [Stage; 4] = [Stage::Refused, Stage::Imposed, Stage::Discontinued, Stage::CarryingOut];

/// Where a case stands while its next step is the client's: to come, to pay, to answer, to receive, to collect.
const CLIENTS_AT: [Stage; 5] =
    [Stage::Received, Stage::Identified, Stage::Hearing, Stage::Decided, Stage::Ready];

fn stands_in(stages: &[Stage], line: &CaseLine) -> bool {
    stages.iter().any(|stage| stage.code() == line.stage)
}

/// How a decision in force is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenged {
    /// It is contested within the authority.
    Contested,
    /// It is before a court.
    Court,
}

impl Challenged {
    /// How the decision of a case is looked at again; `None` when it is not.
    #[must_use]
    pub fn of(case: &Case) -> Option<Self> {
        let contested = case.contested();
        if case.before_court().is_some() || contested.is_some_and(|contest| contest.court) {
            return Some(Self::Court);
        }
        contested.map(|_| Self::Contested)
    }
}

/// The fact that only a case has that decides on a contest.
const CONTESTED: &str = "contest.addressee";

/// What a case asks, by what was said of it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asks {
    /// The particular of the procedure that says it; `None` for words beside.
    pub particular: Option<String>,
    /// What is said.
    pub told: Told,
    /// Of a contest: the case whose decision it is about.
    pub against: Option<CaseId>,
}

impl Asks {
    /// The first words, address or document in the order of the procedure; a day or a choice tells less. Without any, what
    /// a contest objects to, and what was added in words.
    fn of(case: &Case, procedure: &Procedure) -> Option<Self> {
        let mut known = procedure.particulars().iter().filter(|known| known.kind != ParticularKind::Day);
        let said = known.find_map(|known| {
            let told = case.particulars.get(&known.id)?.clone();
            Some(Self { particular: Some(known.id.clone()), told, against: None })
        });
        let against = case.begun.as_ref().filter(|begun| begun.contests).and_then(|begun| begun.parent);
        let words = |words: &str| {
            let told = Told::Words(words.to_owned());
            (!words.trim().is_empty()).then_some(Self { particular: None, told, against })
        };
        let objections = case.begun.as_ref().filter(|begun| begun.contests);
        said.or_else(|| words(&objections?.basis)).or_else(|| words(&case.note))
    }
}

impl Office {
    /// The client's matters: those first in which the next step is theirs, then the newest; as applicant, as subject, or by a
    /// power of attorney.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_cases(&self, actor: &Actor) -> Result<Vec<CaseLine>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut access =
            self.authorise(actor, Action::ReadCase, Some(client), Purpose::Own, true, "name,case")?;
        let mut items = self.lines_of(actor, &mut access, client).await?;
        // Of those who gave the client a power of attorney, the matters that it reaches; and no other.
        for known in self.may_act_for(actor).await? {
            if let Some(Representation::Agent(_)) = known.by {
                items.extend(self.lines_of(actor, &mut access, known.person.id).await?);
            }
        }
        let mut snapshot = self.snapshot(actor).await?;
        let mut open: Vec<CaseLine> = Vec::new();
        for line in items {
            let known = open.iter().any(|known| known.id == line.id);
            if !known && self.is_my_line(&mut snapshot, client, &line).await? {
                open.push(line);
            }
        }
        let kinds: Vec<_> = open.iter().map(|line| (line.procedure.clone(), line.subject.id)).collect();
        let days: Vec<_> = open.iter().map(|line| line.received).collect();
        let mut came: BTreeMap<CaseId, Timestamp> = BTreeMap::new();
        for (at, line) in open.iter_mut().enumerate() {
            let like = |(other, kind): (usize, &(String, PersonId))| {
                other != at && kind.0 == line.procedure && kind.1 == line.subject.id
            };
            let twin = kinds.iter().enumerate().any(like);
            let one_day = days.iter().filter(|day| **day == line.received).count() > 1;
            // What a contest is about is told always: its name says nothing of it.
            let contest = self.law().procedure(&line.procedure, line.received);
            let told = twin || contest.is_some_and(|known| known.fact(CONTESTED).is_some());
            // What is asked of the party, what it asks, and when in a day it came, stand in the file alone.
            if told || one_day || stands_in(&ASKED_AT, line) || stands_in(&DECIDED_AT, line) {
                let events = access.open(snapshot.events(&stream(line.id)).await?);
                let (case, entries) = fold(line.id, events)?;
                came.extend(entries.first().map(|first| (line.id, first.at)));
                line.challenged = Challenged::of(&case);
                line.asked_until = case.waits_for_party();
                line.sent_in_part = case.is_sent_in_part();
                let procedure = self.law().version(&case.procedure, case.in_force).filter(|_| told);
                line.asks = procedure.and_then(|procedure| Asks::of(&case, procedure));
            }
        }
        drop(snapshot);
        let waits = |line: &CaseLine| line.asked_until.is_some() || stands_in(&CLIENTS_AT, line);
        open.sort_by_key(|line| Reverse((waits(line), line.received, came.get(&line.id).copied(), line.id)));
        self.answer(actor, &access, open).await
    }

    /// Whether a line of the list is open to the client, as the case itself is.
    async fn is_my_line(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        line: &CaseLine,
    ) -> Result<bool, OfficeError> {
        let persons = (line.applicant, line.subject.id);
        match self.law().procedure(&line.procedure, line.received) {
            Some(procedure) => self.is_own_case(snapshot, client, persons, procedure).await,
            None => Ok(line.applicant == client || line.subject.id == client),
        }
    }
}
