//! Protected records, as the API takes and tells them.

use super::fact::Basis;
use kernel::{Day, PersonId, Timestamp};
use office::register::protection::{Granted, ProtectionHistory};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A protection to be granted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Protect {
    /// A class of the country, such as `secret-address`.
    #[schema(example = "secret-address")]
    pub class: String,
    /// From this day on; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Day>,
    /// What it rests on.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// The end of a protection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lift {
    /// Its number within the record.
    pub number: u32,
    /// The first day without it; today when left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Day>,
    /// What that rests on.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

/// The protections that a record has and had.
#[derive(Debug, Serialize, ToSchema)]
pub struct Protections {
    /// The person.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// In the order in which they were granted.
    pub items: Vec<Protection>,
}

/// A protection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Protection {
    /// Its number within the record.
    pub number: u32,
    /// Its class.
    pub class: String,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    /// First day without it; null while it has no end.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Day>,
    /// Why it was granted.
    pub reason: String,
    /// Why it was lifted.
    pub lifted_because: Option<String>,
    /// Who granted it, as the log names them.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Position of the log at which it came to be known.
    pub known_from: i64,
    /// Position at which its end came to be known.
    pub ended_at: Option<i64>,
}

impl From<&Granted> for Protection {
    fn from(granted: &Granted) -> Self {
        Self {
            number: granted.number,
            class: granted.class.clone(),
            from: granted.from,
            to: granted.to,
            reason: granted.reason.clone(),
            lifted_because: granted.lifted.as_ref().map(|(_, reason)| reason.clone()),
            by: granted.by.clone(),
            at: granted.at,
            known_from: granted.known_from,
            ended_at: granted.ended_at,
        }
    }
}

impl Protections {
    /// Of a person.
    pub fn of(person: PersonId, known: &ProtectionHistory) -> Self {
        Self { person, items: known.granted.iter().map(Protection::from).collect() }
    }
}
