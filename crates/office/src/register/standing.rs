//! What the catalogue of the register says of a person: the category, whether the record is active, and which
//! facts may be entered (Natural Persons Register Law, Art. 4, 9 and 11).

use crate::act::Office;
use crate::error::{OfficeError, Problem};
use crate::register::fact::{DocumentStatus, FactValue};
use crate::register::person::PersonHistory;
use crate::register::view::PersonView;
use kernel::Day;
use law::register::{Activity, ActivityFacts, Standing};

/// A person's place in the catalogue on the day of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Code of the category; nothing when none fits.
    pub category: Option<String>,
    /// Whether the record is active, or why it is passive.
    pub activity: Activity,
}

impl Office {
    /// The place of a person on the day of the view. An identity given up by adoption is not told from another:
    /// that link is sealed.
    pub(crate) fn place_of(&self, history: &PersonHistory, view: &PersonView) -> Place {
        let said = Said::of(view.values());
        let had_status = |value: &FactValue| matches!(value, FactValue::Status { .. });
        let facts = ActivityFacts {
            standing: said.standing(),
            status_lost: said.status.is_none()
                && history
                    .facts
                    .iter()
                    .any(|known| known.known(view.known_at) && had_status(&known.fact.value)),
            earlier_identity: false,
            birth: view.birth().map(|(date, _)| date),
            // Documents are handed over to the living.
            proof_of_life: view.documents().iter().map(|document| document.issued_on).max(),
            document_until: document_until(view),
            document_excused: false,
        };
        let register = self.law().register();
        Place {
            category: register.category_of(&facts.standing).map(|category| category.code.clone()),
            activity: register.activity(&facts, view.day, self.country().leap_birthday),
        }
    }

    /// Whether all this may be entered about the person of the view: what the category that the person then
    /// belongs to does not list, the law does not let the register hold. Whoever belongs to no category yet is
    /// refused nothing.
    pub(crate) fn permitted(&self, view: &PersonView, values: &[FactValue]) -> Result<(), OfficeError> {
        let said = Said::of(view.values().chain(values));
        let register = self.law().register();
        let Some(category) = register.category_of(&said.standing()) else { return Ok(()) };
        match values.iter().find(|value| !register.permitted(&category.code, value.kind())) {
            None => Ok(()),
            Some(value) => {
                let problem = Problem::new("not-of-category").with("fact", value.kind());
                let problem = problem.with("category", &category.code);
                let fact = |kind: &str| register.fact(kind).map(|fact| fact.name.clone());
                let problem = problem
                    .with("allowed", category.facts.join(", "))
                    .in_words("fact", fact)
                    .in_words("allowed", fact)
                    .in_words("category", |_| Some(category.name.clone()));
                Err(OfficeError::field("values", problem))
            }
        }
    }
}

/// What says where somebody belongs; the last that is said counts.
#[derive(Default)]
struct Said<'a> {
    status: Option<&'a str>,
    right: Option<&'a str>,
    marks: Vec<&'a str>,
}

impl<'a> Said<'a> {
    fn of(values: impl Iterator<Item = &'a FactValue>) -> Self {
        values.fold(Self::default(), |mut said, value| {
            match value {
                FactValue::Status { status } => said.status = Some(status),
                FactValue::ResidenceRight { right, .. } => said.right = Some(right),
                FactValue::Mark { mark } => said.marks.push(mark),
                _ => {}
            }
            said
        })
    }

    fn standing(&self) -> Standing<'_> {
        Standing { status: self.status, right: self.right, marks: &self.marks }
    }
}

/// The last day on which a document was valid: its printed one, or the one on which it became invalid.
fn document_until(view: &PersonView) -> Option<Day> {
    let until = view.facts.iter().filter_map(|held| {
        let FactValue::Document(document) = &held.known.fact.value else { return None };
        match document.status {
            DocumentStatus::Valid => Some(document.expires_on),
            DocumentStatus::Invalid => {
                let ended = held.known.fact.from.and_then(|from| from.earliest());
                Some(ended.map_or(document.expires_on, |day| day.min(document.expires_on)))
            }
            DocumentStatus::Ordered | DocumentStatus::Ready => None,
        }
    });
    until.max()
}
