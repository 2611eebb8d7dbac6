//! A person on one day, as known at one moment: what holds, how surely, and under which doubt.

use crate::register::certainty::Certainty;
use crate::register::fact::{
    AssertedFact, DocumentFact, DocumentStatus, FactValue, KnownFact, ResidenceKind, Sex, shared,
};
use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId, PersonName, PersonalCode};
use serde::Serialize;
use std::sync::Arc;

/// A person on one day, as known at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub id: PersonId,
    /// The day it was true.
    pub day: Day,
    /// The log position at which it was known.
    pub known_at: i64,
    /// The facts that hold, for certain or possibly.
    pub facts: Vec<HeldFact>,
    /// The record the person is kept under, when this one was given up.
    pub merged_into: Option<PersonId>,
}

/// A fact that holds on the day of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldFact {
    /// The entry.
    #[serde(flatten, serialize_with = "shared")]
    pub known: Arc<KnownFact>,
    /// Whether it surely holds on the day.
    pub certainty: Certainty,
    /// The review that it is under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<i64>,
    /// Since when a review found that the person does not live there (DOMAIN-RULES 1.7); it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_there: Option<Day>,
}

impl PersonView {
    /// What is said for certain; where nothing is, the latest of what is possible.
    fn find<T>(&self, pick: impl Fn(&FactValue) -> Option<T>) -> Option<T> {
        let certain = self.facts.iter().rev().filter(|held| held.certainty == Certainty::Certain);
        let possible = self.facts.iter().rev().filter(|held| held.certainty == Certainty::Possible);
        certain.chain(possible).find_map(|held| pick(&held.known.fact.value))
    }

    /// Whether an entry of this kind is under review on the day: what depends on it is not sure.
    #[must_use]
    pub fn under_review(&self, kind: &str) -> bool {
        self.facts.iter().any(|held| held.review.is_some() && held.known.fact.value.kind() == kind)
    }

    /// Whether something of this kind is only possible on the day.
    #[must_use]
    pub fn uncertain(&self, kind: &str) -> bool {
        let possible = |held: &&HeldFact| held.certainty == Certainty::Possible;
        self.facts.iter().filter(possible).any(|held| held.known.fact.value.kind() == kind)
    }

    /// The same without what is sealed: a record with such an entry looks like one without.
    #[must_use]
    pub fn unsealed(mut self) -> Self {
        self.facts.retain(|held| !held.known.fact.value.sealed());
        self
    }

    /// The personal code in force.
    #[must_use]
    pub fn code(&self) -> Option<PersonalCode> {
        self.find(|value| if let FactValue::Code { code } = value { Some(*code) } else { None })
    }

    /// The names in force.
    #[must_use]
    pub fn name(&self) -> Option<PersonName> {
        self.find(|value| if let FactValue::Name { name } = value { Some(name.clone()) } else { None })
    }

    /// The date of birth, perhaps known in part.
    #[must_use]
    pub fn birth(&self) -> Option<(PartialDate, String)> {
        self.find(|value| {
            if let FactValue::Birth { date, place } = value { Some((*date, place.clone())) } else { None }
        })
    }

    /// The first contact of a channel, such as `email`.
    #[must_use]
    pub fn contact(&self, wanted: &str) -> Option<String> {
        self.find(|value| match value {
            FactValue::Contact { channel, contact } if channel == wanted => Some(contact.clone()),
            _ => None,
        })
    }

    /// The sex.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.find(|value| if let FactValue::Sex { sex } = value { Some(*sex) } else { None })
    }

    /// The legal status.
    #[must_use]
    pub fn status(&self) -> Option<String> {
        self.find(|value| if let FactValue::Status { status } = value { Some(status.clone()) } else { None })
    }

    /// The declared residence: municipality code and address.
    #[must_use]
    pub fn declared_residence(&self) -> Option<(String, String)> {
        self.find(|value| match value {
            FactValue::Residence { residence: ResidenceKind::Declared, municipality, address } => {
                Some((municipality.clone(), address.clone()))
            }
            _ => None,
        })
    }

    /// The day of death, if the person is dead.
    #[must_use]
    pub fn death(&self) -> Option<PartialDate> {
        self.find(|value| if let FactValue::Death { date, .. } = value { Some(*date) } else { None })
    }

    /// Whether a ban on travel documents is in force.
    #[must_use]
    pub fn travel_bar(&self) -> bool {
        let bans = ["travel", "document"];
        let barred =
            |value: &FactValue| matches!(value, FactValue::Ban { ban, .. } if bans.contains(&ban.as_str()));
        self.facts.iter().any(|held| barred(&held.known.fact.value))
    }

    /// The age on the view's day; unknown for the dead and for partial dates that leave two answers.
    #[must_use]
    pub fn age(&self, rule: LeapBirthday) -> Age {
        match (self.death(), self.birth()) {
            (None, Some((date, _))) => date.age_on(self.day, rule),
            _ => Age::Unknown,
        }
    }

    /// The documents on record, newest first.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentFact> {
        let mut documents: Vec<DocumentFact> = self
            .facts
            .iter()
            .filter_map(|held| {
                if let FactValue::Document(d) = &held.known.fact.value { Some(d.clone()) } else { None }
            })
            .collect();
        documents.sort_by(|a, b| b.issued_on.cmp(&a.issued_on).then_with(|| b.number.cmp(&a.number)));
        documents
    }

    /// The newest document of `kind` that is valid on the view's day.
    #[must_use]
    pub fn valid_document(&self, kind: &str) -> Option<DocumentFact> {
        self.documents()
            .into_iter()
            .find(|d| d.kind == kind && d.status == DocumentStatus::Valid && self.day <= d.expires_on)
    }

    /// The persons recorded as parents, as far as the register keeps them.
    #[must_use]
    pub fn parents(&self) -> Vec<PersonId> {
        self.values()
            .filter_map(|value| if let FactValue::Parent { of } = value { of.person() } else { None })
            .collect()
    }

    /// Marriages and partnerships of the day; when none is current, the one that ended last
    /// (DOMAIN-RULES 1.11).
    #[must_use]
    pub fn unions(&self) -> Vec<&KnownFact> {
        let ended =
            |held: &&HeldFact| matches!(held.known.fact.value, FactValue::Spouse { ended: Some(_), .. });
        let unions = || self.facts.iter().filter(|held| held.known.fact.value.kind() == "spouse");
        let current: Vec<&KnownFact> =
            unions().filter(|held| !ended(held)).map(|held| &*held.known).collect();
        if !current.is_empty() {
            return current;
        }
        let last = unions().max_by_key(|held| held.known.fact.from.and_then(|from| from.earliest()));
        last.map(|held| &*held.known).into_iter().collect()
    }

    /// What is said, for certain or possibly.
    pub fn values(&self) -> impl Iterator<Item = &FactValue> {
        self.facts.iter().map(|held| &held.known.fact.value)
    }

    /// The entry that asserts the document with this stream.
    #[must_use]
    pub fn document_entry(&self, document: kernel::DocumentId) -> Option<&AssertedFact> {
        self.facts
            .iter()
            .rev()
            .map(|held| &held.known.fact)
            .find(|fact| matches!(&fact.value, FactValue::Document(d) if d.document == document))
    }
}
