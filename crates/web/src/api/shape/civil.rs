//! Civil events, reviews and households, as the API takes them.

use super::duplicates::Distinct;
use super::fact::Basis;
use kernel::{Day, PartialDate, PersonId};
use office::register::civil::CivilAct;
use office::register::{
    Certainty, Composition as OfficeComposition, Household, ReviewOutcome, Written as OfficeWritten,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A civil event as a body brings it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// What happened: `act` is a code of the register's catalogue, the other fields are its own.
    #[schema(value_type = Object, example = json!({"act": "marriage", "one": "000000000001", "other": {"person": "000000000002"}}))]
    pub event: CivilAct,
    /// When, perhaps known in part (`2026-05`, `2026`).
    #[schema(value_type = String, pattern = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$")]
    pub on: PartialDate,
    /// The body that brings it, a code of the catalogue.
    #[schema(min_length = 1, max_length = 40, example = "civil-registry")]
    pub body: String,
    /// What it rests on; its kind is one of those that the catalogue names for the event.
    pub basis: Basis,
    /// When somebody enters the register by it: who is like them and is somebody else. Without them the answer is
    /// 409 with the `candidates`.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub distinct_from: Vec<Distinct>,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    /// Records in which something was entered.
    #[schema(value_type = Vec<String>)]
    pub persons: Vec<PersonId>,
    /// The person who entered the register by the event.
    #[schema(value_type = Option<String>)]
    pub newcomer: Option<PersonId>,
    /// Position of the log that holds it.
    pub position: i64,
}

impl From<&OfficeWritten> for Written {
    fn from(written: &OfficeWritten) -> Self {
        Self { persons: written.persons.clone(), newcomer: written.newcomer, position: written.position }
    }
}

/// Doubt about entries.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// The entries, by `seq`.
    #[schema(min_items = 1, max_items = 100)]
    pub facts: Vec<i64>,
    /// Since when.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// What raised it.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// The end of a review.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewFinding {
    /// The review, as the marked facts name it.
    #[schema(minimum = 1, maximum = 9007199254740991_u64)]
    pub review: i64,
    /// From when on the entries are not doubted any more.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// `confirmed`, `corrected` or `not-there`.
    #[schema(value_type = String)]
    pub outcome: ReviewOutcome,
    /// What it rests on.
    pub basis: Basis,
}

/// An address and the days that are asked about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdAsked {
    /// Code of the municipality.
    #[schema(min_length = 1, max_length = 20, example = "LV0001000")]
    pub municipality: String,
    /// As the register writes it, in one line.
    #[schema(min_length = 1, max_length = 200)]
    pub address: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// The day after the last; open when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
    /// Position of the log at which it was known; now when left out.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9007199254740991_u64)]
    pub known_at: Option<i64>,
}

/// A sequence of households.
#[derive(Debug, Serialize, ToSchema)]
pub struct Compositions {
    /// In order; days on which nobody lived there are left out.
    pub items: Vec<Composition>,
}

/// The same household on every day of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct Composition {
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// The day after the last; null while it goes on.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
    /// Whether more than a hundred lived there: nobody is listed then.
    pub crowded: bool,
    /// Who lived there.
    pub persons: Vec<Occupant>,
}

/// Somebody who lived at an address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Occupant {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// Whether that is sure; otherwise a day is known in part.
    pub certain: bool,
}

impl From<&OfficeComposition<PersonId>> for Composition {
    fn from(composition: &OfficeComposition<PersonId>) -> Self {
        let persons = match &composition.household {
            Household::Listed(persons) => persons.as_slice(),
            Household::Crowded => &[],
        };
        Self {
            from: composition.period.from(),
            to: composition.period.to(),
            crowded: composition.household == Household::Crowded,
            persons: persons
                .iter()
                .map(|(person, how)| Occupant { person: *person, certain: *how == Certainty::Certain })
                .collect(),
        }
    }
}
