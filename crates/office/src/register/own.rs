//! The client's own page: whatever stands on it is one reading, and one line of the trace.

use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::view::{fold, stream};
use crate::error::OfficeError;
use crate::register::PersonRecord;
use crate::register::fact::DocumentStatus;
use crate::register::powers::Powers;
use crate::register::read::{ALL_FIELDS, When, history};
use crate::register::view::PersonView;
use crate::snapshot::Snapshot;
use kernel::{CaseId, PersonId, PersonName};
use law::{Effect, Procedure, Truth};
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
    /// The open case by which a document is to become invalid without another in its place, such as a report of its loss;
    /// by kind.
    pub reported: BTreeMap<String, CaseId>,
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
        let reported = self.reported(&mut snapshot, &access, client, None).await?;
        drop(snapshot);
        self.answer(actor, &access, OwnPage { record, powers, relatives, on_the_way, reported }).await
    }

    /// The kinds of document that open cases about a person are to make invalid, as far as the applicant has said; only those
    /// in whose place `issuing` puts another, where it is said.
    pub(crate) async fn reported(
        &self,
        snapshot: &mut Snapshot,
        access: &Access,
        subject: PersonId,
        issuing: Option<&Procedure>,
    ) -> Result<BTreeMap<String, CaseId>, OfficeError> {
        let mut found = BTreeMap::new();
        if issuing.is_some_and(|procedure| issued(procedure).next().is_none()) {
            return Ok(found);
        }
        let wanted =
            |kind: &str| issuing.is_none_or(|procedure| issued(procedure).any(|issued| issued == kind));
        for service in self.law().services(self.today()).into_iter().filter(|service| ends_documents(service))
        {
            let Some(id) = self.open_about(snapshot, subject, service.id()).await? else { continue };
            let (case, _) = fold(id, access.open(snapshot.events(&stream(id)).await?))?;
            let facts = case.facts.iter().map(|(fact, known)| (fact.clone(), known.value.clone())).collect();
            for rule in service.decisions() {
                let told = rule.when.as_ref().is_some_and(|when| when.truth(&facts) == Truth::Met);
                let kinds = rule.effects.iter().filter(|_| told).filter_map(|effect| match effect {
                    Effect::CancelPrevious { kind, .. } if wanted(kind) => Some((kind.clone(), id)),
                    _ => None,
                });
                found.extend(kinds);
            }
        }
        Ok(found)
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

/// The kinds of document that a procedure issues.
fn issued(procedure: &Procedure) -> impl Iterator<Item = &str> {
    procedure.decisions().iter().flat_map(|rule| &rule.effects).filter_map(|effect| match effect {
        Effect::Issue { kind, .. } => Some(kind.as_str()),
        _ => None,
    })
}

/// Whether a procedure makes documents invalid and issues none.
fn ends_documents(procedure: &Procedure) -> bool {
    let any =
        |is: &dyn Fn(&Effect) -> bool| procedure.decisions().iter().flat_map(|rule| &rule.effects).any(is);
    any(&|effect| matches!(effect, Effect::CancelPrevious { .. }))
        && !any(&|effect| matches!(effect, Effect::Issue { .. }))
}
