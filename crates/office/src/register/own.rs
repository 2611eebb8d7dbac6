//! The client's own page: whatever stands on it is one reading, and one line of the trace.

use crate::access::rights::Action;
use crate::access::{Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::error::OfficeError;
use crate::register::PersonRecord;
use crate::register::fact::DocumentStatus;
use crate::register::powers::Powers;
use crate::register::read::{ALL_FIELDS, When, history};
use crate::register::view::PersonView;
use crate::snapshot::Snapshot;
use kernel::{CaseId, PersonId, PersonName};
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
    /// The new document that is on its way, by kind.
    pub on_the_way: BTreeMap<String, OnTheWay>,
}

/// How far a new document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnTheWay {
    /// It was applied for, in this case.
    AppliedFor(CaseId),
    /// It is being made.
    BeingMade,
    /// It is ready to be handed over.
    Ready,
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
        let on_the_way = self.on_the_way(&mut snapshot, client, &record.view).await?;
        drop(snapshot);
        self.answer(actor, &access, OwnPage { record, powers, relatives, on_the_way }).await
    }

    /// What comes in the place of each document that the client has.
    async fn on_the_way(
        &self,
        snapshot: &mut Snapshot,
        client: PersonId,
        view: &PersonView,
    ) -> Result<BTreeMap<String, OnTheWay>, OfficeError> {
        let documents = view.documents();
        let mut found = BTreeMap::new();
        for held in documents.iter().filter(|held| held.status == DocumentStatus::Valid) {
            let is = |status| documents.iter().any(|other| other.kind == held.kind && other.status == status);
            let way = if is(DocumentStatus::Ready) {
                Some(OnTheWay::Ready)
            } else if is(DocumentStatus::Ordered) {
                Some(OnTheWay::BeingMade)
            } else if let Some(service) = self.law().service_for(&held.kind, self.today()) {
                self.open_about(snapshot, client, service.id()).await?.map(OnTheWay::AppliedFor)
            } else {
                None
            };
            found.extend(way.map(|way| (held.kind.clone(), way)));
        }
        Ok(found)
    }
}
