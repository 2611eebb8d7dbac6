//! Decisions that a gateway did not take: what somebody has to look at.

use crate::access::rights::Action;
use crate::access::{self, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use kernel::{CaseId, PersonId};
use store::Value;
use store::sql::post::WRONG;

/// Most of the list.
const SHOWN: u32 = 200;

/// A decision that a gateway did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongDispatch {
    /// The case.
    pub case: CaseId,
    /// The way.
    pub way: String,
    /// `refused` by the gateway, or `troubled` on the way there.
    pub state: String,
    /// The office that keeps the case.
    pub office: String,
    /// Who examines it; empty for nobody.
    pub assigned: String,
}

impl Office {
    /// The decisions that could not be sent by a gateway and still wait, those due first first; of an officer who
    /// examines cases, without those of colleagues.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for whoever sees no lists of work.
    pub async fn wrong_dispatches(&self, actor: &Actor) -> Result<Vec<WrongDispatch>, OfficeError> {
        let access = self.authorise(actor, Action::ReadWorkLists, None, Purpose::Duty, false, "case")?;
        let mut snapshot = self.snapshot(actor).await?;
        let own = actor.officer().map(|officer| officer.id.as_str().to_owned());
        let mut list = Vec::new();
        let rows = snapshot.guarded_rows(&WRONG, &[Value::from(SHOWN)]).await?;
        for row in access.open(rows) {
            let persons = [PersonId::from_i64(row.int(6)?), PersonId::from_i64(row.int(7)?)];
            if !snapshot.sees_case(persons).await? {
                continue;
            }
            let assigned = row.text(5)?.to_owned();
            // A case that somebody examines is theirs to put right.
            let of_colleague = !assigned.is_empty() && own.as_ref() != Some(&assigned);
            if of_colleague && access::rights::actor_may(actor, Action::Examine) {
                continue;
            }
            list.push(WrongDispatch {
                case: CaseId::from_i64(row.int(0)?),
                way: row.text(2)?.to_owned(),
                state: row.text(3)?.to_owned(),
                office: row.text(4)?.to_owned(),
                assigned,
            });
        }
        drop(snapshot);
        self.answer(actor, &access, list).await
    }
}
