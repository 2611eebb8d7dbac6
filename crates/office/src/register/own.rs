//! The client's own page: whatever stands on it is one reading, and one line of the trace.

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::PersonRecord;
use crate::register::powers::Powers;
use crate::register::read::{ALL_FIELDS, When, history};
use kernel::{PersonId, PersonName};
use std::collections::BTreeMap;

/// What a client sees of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPage {
    /// The record.
    pub record: PersonRecord,
    /// The powers of attorney given and had.
    pub powers: Powers,
    /// The names of parents, spouses and partners.
    pub relatives: BTreeMap<PersonId, PersonName>,
}

impl Office {
    /// The client's own page.
    ///
    /// # Errors
    /// [`Denied::SignIn`] for anybody else.
    pub async fn my_page(&self, actor: &Actor) -> Result<OwnPage, OfficeError> {
        let client = actor.client().ok_or(Denied::SignIn)?;
        let mut snapshot = self.snapshot(actor).await?;
        let asked = (actor, &Purpose::Own);
        let mut access = self.may(&mut snapshot, asked, Action::ReadPerson, client, ALL_FIELDS).await?;
        let known_at = When::default().position(&mut snapshot).await?;
        let own = history(&mut snapshot, &mut access, client).await?;
        let record = self.record(&mut snapshot, &mut access, &own, None, known_at).await?;
        let powers = self.powers_in(&mut snapshot, &mut access, &own).await?;
        let relatives = self.relatives_in(&mut snapshot, &mut access, &own).await?;
        drop(snapshot);
        self.answer(actor, &access, OwnPage { record, powers, relatives }).await
    }
}
