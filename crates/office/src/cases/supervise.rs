//! The supervisor's work: how the cases of the own office stand, by their numbers, and who examines them. Of the persons in
//! them nothing is read: a case is known by its number, its service and its terms.

use super::work::{CaseRow, PAGE_MAX, Page, place, seen};
use crate::access::rights::{Action, actor_may};
use crate::access::situation::{Kind, Matter};
use crate::access::{Access, Denied, Purpose, Standing};
use crate::act::Office;
use crate::actor::{Actor, Officer};
use crate::cases::CaseCommand;
use crate::cases::rules;
use crate::cases::spread::LoadLine;
use crate::error::{OfficeError, Problem};
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, OfficerId};
use store::Value;
use store::sql::cases::OPEN_OF_OFFICE;

/// A case as the supervisor knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisedCase {
    /// Its number.
    pub id: CaseId,
    /// Id of the procedure.
    pub procedure: String,
    /// Where it stands.
    pub stage: String,
    /// Day of receipt.
    pub received: Day,
    /// Last day of the term that runs, as the lists have it.
    pub due: Option<Day>,
    /// Who examines it.
    pub assigned: Option<OfficerId>,
}

impl From<CaseRow> for SupervisedCase {
    fn from(row: CaseRow) -> Self {
        Self {
            id: row.id,
            due: row.runs(),
            procedure: row.procedure,
            stage: row.stage,
            received: row.received,
            assigned: row.assigned,
        }
    }
}

impl Office {
    /// The open cases of the supervisor's office, the one whose term ends first first. Those that are closed to the
    /// supervisor (the own, those of relatives, of whoever works here) are for colleagues, and left out.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] without the duty.
    pub async fn supervised(
        &self,
        actor: &Actor,
        after: Option<&str>,
    ) -> Result<Page<SupervisedCase>, OfficeError> {
        let (officer, mut access) = self.supervising(actor, Purpose::Duty)?;
        let (due, received, id) = place(after)?;
        let limit = usize::from(PAGE_MAX / 4);
        let key = [
            Value::from(""),
            Value::from(officer.office.as_str()),
            Value::Int(due),
            Value::Int(received),
            Value::Int(id),
            Value::Int(i64::try_from(limit).unwrap_or(25) + 1),
        ];
        let mut snapshot = self.snapshot(actor).await?;
        let rows = seen(&mut snapshot, &OPEN_OF_OFFICE, &key, limit + 1).await?;
        let more = rows.len() > limit;
        let (mut items, mut last) = (Vec::new(), None);
        for row in rows.into_iter().take(limit) {
            last = Some((row.due, row.received, row.id));
            if self.may_supervise(&mut snapshot, &mut access, &row).await? {
                items.push(SupervisedCase::from(row));
            }
        }
        let next = last.filter(|_| more).map(|(due, received, id)| format!("{due}.{received}.{id}"));
        drop(snapshot);
        self.answer(actor, &access, Page { items, next }).await
    }

    /// How the open cases of the supervisor's office are spread.
    ///
    /// # Errors
    /// As [`Self::supervised`].
    pub async fn supervised_load(&self, actor: &Actor) -> Result<Vec<LoadLine>, OfficeError> {
        let (officer, _) = self.supervising(actor, Purpose::Duty)?;
        self.load_of(actor, &officer.office).await
    }

    /// The officers of the supervisor's office to whom a case can be given.
    ///
    /// # Errors
    /// As [`Self::supervised`].
    pub fn examiners_of(&self, actor: &Actor) -> Result<Vec<Officer>, OfficeError> {
        let (officer, _) = self.supervising(actor, Purpose::Duty)?;
        let of_office = self.staff().iter().filter(|known| known.office == officer.office);
        Ok(of_office.filter(|known| examines(known)).cloned().collect())
    }

    /// Gives a case of the supervisor's office to one of its officers, or back to all of them.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for none; [`OfficeError::Denied`] for one of another office or one that is closed to the
    /// supervisor; [`OfficeError::Invalid`] for somebody who does not examine cases there.
    pub async fn give_to(&self, actor: &Actor, id: CaseId, to: Option<&str>) -> Result<(), OfficeError> {
        let (officer, mut access) = self.supervising(actor, Purpose::Case(id))?;
        let wanted = to.map(str::trim).filter(|code| !code.is_empty());
        if let Some(code) = wanted {
            let here = |known: &&Officer| known.office == officer.office && examines(known);
            if self.staff().iter().filter(|known| known.id.as_str() == code).find(here).is_none() {
                let problem = Problem::new("unknown-officer").with("officer", code);
                return Err(OfficeError::field("to", problem));
            }
        }
        let mut snapshot = self.snapshot(actor).await?;
        // What the case is bound to is read by the office itself; the supervisor is shown nothing of it.
        let mut loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        let standing = access
            .standing(&mut snapshot, &loaded.case, loaded.parent.as_ref().map(|parent| &parent.case))
            .await?;
        access.may(Action::SuperviseWork, &standing)?;
        let command = CaseCommand::Assign { to: wanted.map(str::to_owned) };
        self.load_others(&mut snapshot, &mut loaded, &command).await?;
        drop(snapshot);
        let fresh = self.fresh()?;
        let step = rules::hand_on(&self.context(actor, &loaded, &fresh), wanted)?;
        let submission = self.of_step(actor, &loaded, step)?;
        self.commit(Some(&access), submission).await.map(|_| ())
    }

    fn supervising<'a>(
        &self,
        actor: &'a Actor,
        purpose: Purpose,
    ) -> Result<(&'a Officer, Access), OfficeError> {
        let access = self.authorise(actor, Action::SuperviseWork, None, purpose, false, "case")?;
        Ok((actor.officer().ok_or(Denied::SignIn)?, access))
    }

    /// Whether nothing stands against it that the supervisor knows of the case.
    async fn may_supervise(
        &self,
        snapshot: &mut Snapshot,
        access: &mut Access,
        row: &CaseRow,
    ) -> Result<bool, OfficeError> {
        for person in [row.subject, row.applicant] {
            let tie = access.tie(snapshot, person).await?;
            let protection = snapshot.protection(person).await?;
            let works_here = self.works_here(person);
            let matter = Matter { tie, protection, works_here, ..Matter::plain(Kind::Case) };
            if access.may(Action::SuperviseWork, &Standing { matter, emergency: false }).is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn examines(officer: &Officer) -> bool {
    actor_may(&Actor::Officer(officer.clone()), Action::Examine)
}
