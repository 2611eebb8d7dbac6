//! Two records of one person, as the API takes them and tells what waits after a split.

use super::fact::{Basis, Fact};
use kernel::PersonId;
use office::register::TwoRecords;
use office::register::merge::Whose as OfficeWhose;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Two records of one person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The record that is given up.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub other: PersonId,
    /// Entries of that record, by `seq`, that win where both say something about the same days.
    #[serde(default)]
    pub takes: BTreeSet<i64>,
    /// Where it is known from that they are one.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Two records that were joined and are two persons.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The record that was given up.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub other: PersonId,
    /// Entries made since the merge, by `seq`: `kept` or `restored`. Those not named stay and wait.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub whose: BTreeMap<i64, Whose>,
    /// Where it is known from that they are two.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// Whose an entry is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// Of the record that stayed.
    Kept,
    /// Of the record that is restored.
    Restored,
}

impl From<Whose> for OfficeWhose {
    fn from(whose: Whose) -> Self {
        match whose {
            Whose::Kept => Self::Kept,
            Whose::Restored => Self::Restored,
        }
    }
}

/// Entries of which nobody has said yet whose they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Undecided<'a> {
    /// The record that stayed.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The record that was restored.
    #[schema(value_type = String)]
    pub other: PersonId,
    /// The entries, which stand in the record that stayed.
    pub facts: Vec<Fact<'a>>,
}

impl<'a> Undecided<'a> {
    /// What waits between the two.
    pub fn of(person: PersonId, other: PersonId, two: &'a TwoRecords) -> Self {
        Self { person, other, facts: two.undecided.iter().map(Fact::from).collect() }
    }
}

/// Whose entries are that a split left undecided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignEntry {
    /// By `seq`: `kept` or `restored`. Those not named wait on.
    #[schema(value_type = BTreeMap<String, String>)]
    pub whose: BTreeMap<i64, Whose>,
    /// Where it is known from.
    pub basis: Basis,
    /// Why, in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}
