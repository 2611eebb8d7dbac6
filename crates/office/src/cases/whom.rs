//! For whom somebody may apply, and as whom.

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::event::Channel;
use crate::cases::facts::{self, Days};
use crate::cases::particulars::Particulars;
use crate::error::OfficeError;
use crate::register::powers::ActsFor;
use crate::register::read::history;
use crate::register::{PersonBrief, Representation};
use law::{FactValue, Facts, Procedure, Truth};
use std::collections::BTreeMap;

impl Office {
    /// Of those for whom the client can act, the ones for whom the client may apply for this, as far as the register
    /// tells: what was not asked yet may still speak against it.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody but a client.
    pub async fn may_apply_for(
        &self,
        actor: &Actor,
        procedure: &Procedure,
    ) -> Result<Vec<PersonBrief>, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let task = self.task(procedure);
        let mut list = self.may_act_for(actor).await?;
        list.retain(|known| known.covers(task) && by_clients(procedure));
        let action = Action::ReceiveApplication;
        let mut access = self.authorise(actor, action, Some(client), Purpose::Own, true, "all")?;
        let mut snapshot = self.snapshot(actor).await?;
        let own = history(&mut snapshot, &mut access, client).await?;
        let today = self.today();
        let mut may = Vec::new();
        for ActsFor { person, by, .. } in &list {
            let subject = history(&mut snapshot, &mut access, person.id).await?;
            // The register knows what an agent is: no answer makes somebody else of them.
            let agent = matches!(by, Some(Representation::Agent(_)));
            let persons = self.persons(procedure, &subject, &own);
            let days = Days { received: today, today, known_at: facts::LATEST };
            let mut facts = facts::of_application(procedure, persons, days, &BTreeMap::new());
            facts::add_application(procedure, &mut facts, Channel::Portal, &Particulars::new());
            let open = procedure.capacities().iter().any(|capacity| {
                let truth = capacity.condition.truth(&facts);
                let open = if agent { truth == Truth::Met } else { truth != Truth::NotMet };
                open && fits(procedure, &capacity.id, person.id == client)
            });
            may.push(open);
        }
        drop(snapshot);
        let mut may = may.into_iter();
        list.retain(|_| may.next().unwrap_or(false));
        self.answer(actor, &access, list.into_iter().map(|known| known.person).collect()).await
    }
}

/// Whether somebody can apply in a capacity, for themselves or for another: who acts for another does not for themselves,
/// and what only the office begins is not applied for.
pub(crate) fn fits(procedure: &Procedure, capacity: &str, for_self: bool) -> bool {
    let known = procedure.capacities().iter().find(|known| known.id == capacity);
    known.is_some_and(|known| !(known.ex_officio || known.for_other && for_self))
}

/// What makes somebody act for another whom the register names as theirs.
const BONDS: [&str; 3] = ["applicant.is-parent", "applicant.is-representative", "applicant.is-authorised"];

/// Whether clients can apply for it by themselves: for themselves, or for those whom the register names as theirs. What is
/// about somebody else, whom the office has to find first, is taken in by an officer.
#[must_use]
pub fn by_clients(procedure: &Procedure) -> bool {
    // What another body takes in is asked for there.
    if procedure.taken_in_by().is_some() {
        return false;
    }
    let facts = |for_self: bool, bound: bool| -> Facts {
        let bonds = BONDS.iter().map(|bond| ((*bond).to_owned(), FactValue::Bool(bound)));
        let own = ("applicant.is-subject".to_owned(), FactValue::Bool(for_self));
        bonds.filter(|_| !for_self).chain([own]).collect()
    };
    let (own, bound, strange) = (facts(true, false), facts(false, true), facts(false, false));
    procedure.capacities().iter().filter(|known| !known.ex_officio).any(|capacity| {
        let open = |facts: &Facts| capacity.condition.truth(facts) != Truth::NotMet;
        if capacity.for_other { open(&bound) && !open(&strange) } else { open(&own) }
    })
}
