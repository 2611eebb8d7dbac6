//! A person in two times: the facts that hold on a day, as the office knew them at a position of the log.

use crate::register::event::PersonEvent;
use crate::register::fact::{
    AssertedFact, DocumentFact, DocumentStatus, FactValue, KnownFact, ResidenceKind, Sex,
};
use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId, PersonName, PersonalCode};

/// Everything ever known about a person, on both axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonHistory {
    /// The person.
    pub id: PersonId,
    /// Version of the person's stream that this was read at.
    pub version: u32,
    /// All entries, in the order in which they came to be known.
    pub facts: Vec<KnownFact>,
}

impl PersonHistory {
    /// Folds the events of the person's stream, given with their log positions.
    #[must_use]
    pub fn fold<'a>(id: PersonId, events: impl IntoIterator<Item = (i64, &'a PersonEvent)>) -> Self {
        let mut history = Self { id, version: 0, facts: Vec::new() };
        for (position, event) in events {
            let (retired, facts, basis) = event.parts();
            for known in &mut history.facts {
                if known.known_to.is_none() && retired.contains(&known.fact.seq) {
                    known.known_to = Some(position);
                }
            }
            history.facts.extend(facts.iter().map(|fact| KnownFact {
                fact: fact.clone(),
                known_from: position,
                known_to: None,
                basis: basis.clone(),
            }));
            history.version += 1;
        }
        history
    }

    /// The person as true on `day` and known at `known_at`.
    #[must_use]
    pub fn on(&self, day: Day, known_at: i64) -> PersonView {
        let facts = self.facts.iter().filter(|fact| fact.holds(day, known_at)).cloned().collect();
        PersonView { id: self.id, day, known_at, facts }
    }

    /// The person as true on `day` by the latest knowledge.
    #[must_use]
    pub fn today(&self, day: Day) -> PersonView {
        self.on(day, i64::MAX - 1)
    }

    /// Whether anything was known at `known_at`.
    #[must_use]
    pub fn known_at(&self, known_at: i64) -> bool {
        self.facts.iter().any(|fact| fact.known_from <= known_at)
    }

    /// The entries that stand now (not retired, not withdrawn).
    pub fn standing(&self) -> impl Iterator<Item = &KnownFact> {
        self.facts.iter().filter(|fact| fact.known_to.is_none())
    }

    /// The number the next fact of this stream gets, `index` places into the event.
    #[must_use]
    pub fn next_seq(&self, index: usize) -> i64 {
        seq(self.version + 1, index)
    }
}

/// The number of the `index`-th fact of the event with stream version `version`.
#[must_use]
pub fn seq(version: u32, index: usize) -> i64 {
    i64::from(version) * 1000 + i64::try_from(index).unwrap_or(999).min(999)
}

/// A person on one day, as known at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub id: PersonId,
    /// The day it was true.
    pub day: Day,
    /// The log position at which it was known.
    pub known_at: i64,
    /// The facts that hold.
    pub facts: Vec<KnownFact>,
}

impl PersonView {
    fn find<T>(&self, pick: impl Fn(&FactValue) -> Option<T>) -> Option<T> {
        self.facts.iter().rev().find_map(|known| pick(&known.fact.value))
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
        self.find(|value| if let FactValue::Death { date } = value { Some(*date) } else { None })
    }

    /// Whether a ban on travel documents is in force.
    #[must_use]
    pub fn travel_bar(&self) -> bool {
        self.find(|value| if let FactValue::TravelBar { .. } = value { Some(()) } else { None }).is_some()
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
            .filter_map(
                |known| if let FactValue::Document(d) = &known.fact.value { Some(d.clone()) } else { None },
            )
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

    /// The persons recorded as parents.
    #[must_use]
    pub fn parents(&self) -> Vec<PersonId> {
        self.facts
            .iter()
            .filter_map(
                |known| if let FactValue::Parent { person } = known.fact.value { Some(person) } else { None },
            )
            .collect()
    }

    /// The entry that asserts the document with this stream.
    #[must_use]
    pub fn document_entry(&self, document: kernel::DocumentId) -> Option<&AssertedFact> {
        self.facts
            .iter()
            .rev()
            .map(|known| &known.fact)
            .find(|fact| matches!(&fact.value, FactValue::Document(d) if d.document == document))
    }
}
