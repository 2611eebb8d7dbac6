//! The relatives whom a person's record names and whom the register keeps, as whoever reads the record sees them.

use crate::access::Purpose;
use crate::access::rights::Action;
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::fact::FactValue;
use crate::register::read::PersonBrief;
use crate::register::view::PersonView;
use kernel::PersonId;
use std::collections::{BTreeMap, BTreeSet};

impl Office {
    /// Parents and spouses of the view, and who acts for whom, each named in the trace. The relation is as this record says it
    /// (DOMAIN-RULES 1.11). Who is closed to the officer is left out.
    ///
    /// # Errors
    /// The right to read persons is needed.
    pub async fn relatives(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        view: &PersonView,
    ) -> Result<BTreeMap<PersonId, PersonBrief>, OfficeError> {
        let spouses = view.unions().into_iter().filter_map(|known| known.fact.value.other());
        let acting = view.values().filter_map(|value| match value {
            FactValue::Agent { .. }
            | FactValue::Principal { .. }
            | FactValue::Guardian { .. }
            | FactValue::Ward { .. } => value.other(),
            _ => None,
        });
        let named: BTreeSet<PersonId> = view.parents().into_iter().chain(spouses).chain(acting).collect();
        if named.is_empty() {
            return Ok(BTreeMap::new());
        }
        let fields = "name,code,birth,status";
        let mut access = self.authorise(actor, Action::ReadPerson, None, purpose.clone(), false, fields)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut briefs = BTreeMap::new();
        for id in named {
            if let Some(history) = access.listed(&mut snapshot, id).await? {
                briefs.insert(id, self.brief(&history));
            }
        }
        self.answer(actor, &access, briefs).await
    }
}
