//! What is compared: records of typed fields.

use crate::level::FIELDS_MAX;
use kernel::Text;
use std::collections::HashSet;

/// What a field holds, and so how two of its values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Given names: several words, of which one may be enough.
    GivenNames,
    /// A surname; several values are alternatives, such as former ones.
    Surname,
    /// A date, perhaps known in part.
    Date,
    /// A number such as that of a house.
    Number,
    /// Letters and digits in which every sign counts: a postcode, a telephone, the number of a document.
    Code,
    /// One of few values: sex, a state, a citizenship.
    Category,
    /// A short text: a street, a place, a parent's name.
    Text,
    /// A whole address in one value.
    Address,
}

/// Whether somebody else of the family may have the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// It belongs to one person: given names, date of birth.
    Person,
    /// A household shares it: surname, address, parents.
    Household,
}

/// One field of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// How it is called in the explanations.
    pub label: Text,
    /// How it is compared.
    pub kind: Kind,
    /// Who shares it.
    pub bound: Bound,
    /// Fields with the same mark may have been written in each other's place; 0 for none.
    pub group: u8,
}

/// Why fields or records cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// No field at all.
    #[error("there is no field to compare")]
    NoField,
    /// More than [`FIELDS_MAX`].
    #[error("{0} fields are too many: at most {FIELDS_MAX} can be compared")]
    TooManyFields(usize),
    /// Two records of one file have the same id.
    #[error("the id `{0}` occurs twice; every record needs an id of its own")]
    RepeatedId(String),
    /// More records than can be counted.
    #[error("{0} records are too many: a file may have at most 100 million")]
    TooManyRecords(usize),
}

/// The fields, in the order in which every record gives its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema(Vec<Field>);

impl Schema {
    /// A schema of these fields.
    ///
    /// # Errors
    /// [`RecordError`] for none or too many.
    pub fn new(fields: Vec<Field>) -> Result<Self, RecordError> {
        match fields.len() {
            0 => Err(RecordError::NoField),
            n if n > FIELDS_MAX => Err(RecordError::TooManyFields(n)),
            _ => Ok(Self(fields)),
        }
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.0
    }

    /// Where the first field of a kind stands.
    #[must_use]
    pub fn place(&self, kind: Kind) -> Option<usize> {
        self.0.iter().position(|field| field.kind == kind)
    }
}

/// A record: for each field of the schema its values; none is missing, several are alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Unique in its file.
    pub id: String,
    /// In the order of the schema.
    pub values: Vec<Vec<String>>,
}

impl Record {
    /// A record.
    #[must_use]
    pub fn new(id: impl Into<String>, values: Vec<Vec<String>>) -> Self {
        Self { id: id.into(), values }
    }
}

/// The records of one file, each with an id of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records(Vec<Record>);

impl Records {
    /// Takes the records of one file.
    ///
    /// # Errors
    /// [`RecordError::RepeatedId`], [`RecordError::TooManyRecords`].
    pub fn new(records: Vec<Record>) -> Result<Self, RecordError> {
        if records.len() > 100_000_000 {
            return Err(RecordError::TooManyRecords(records.len()));
        }
        let mut seen = HashSet::with_capacity(records.len());
        match records.iter().find(|record| !seen.insert(record.id.as_str())) {
            Some(repeated) => Err(RecordError::RepeatedId(repeated.id.clone())),
            None => Ok(Self(records)),
        }
    }

    /// The records.
    #[must_use]
    pub fn all(&self) -> &[Record] {
        &self.0
    }
}
