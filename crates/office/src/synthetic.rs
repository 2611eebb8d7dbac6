//! A synthetic country: invented persons in the proportions of published figures, for demonstrations.
//!
//! The figures, names and the demo cast are data in `procedures/<country>/synthetic/`; this module turns
//! them into persons. The same seed gives the same country. Nobody here exists: every personal code is
//! one that cannot be issued (see [`codes`]), every street and every document series is made up.

pub mod cast;
pub mod codes;
mod dice;
mod entry;
pub mod figures;
mod generator;
mod households;
mod papers;

pub use cast::{Persona, SyntheticOfficer, officers, personas};
pub use entry::entry;
pub use figures::{Figures, FiguresError};
pub use generator::{SyntheticCountry, country};

use kernel::{Day, DocumentNumber, NamePart, PartialDate, PersonId, PersonName, PersonalCode};

/// Sex as the figures know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// One invented person, as known today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticPerson {
    /// Drawn from the seed.
    pub id: PersonId,
    /// A code that cannot be issued; unique within one country.
    pub code: PersonalCode,
    /// Given names and surname, with the ending of the sex.
    pub name: PersonName,
    /// The surname at birth, where it is another.
    pub birth_surname: Option<NamePart>,
    /// Date of birth; a few are known in part.
    pub birth: PartialDate,
    /// Day of death of those who have died.
    pub death: Option<Day>,
    /// Sex.
    pub sex: Sex,
    /// Legal status: a code of the country's list.
    pub status: String,
    /// Citizenship of another state, ICAO three-letter code.
    pub citizenship: Option<String>,
    /// Ethnicity (*tautība*), such as `latvian`; `None` where none is entered.
    pub ethnicity: Option<String>,
    /// Where the person lives, and since when. For the dead: where they lived.
    pub residence: Residence,
    /// Documents, the oldest first.
    pub documents: Vec<SyntheticDocument>,
    /// Persons of the same country generated before this one.
    pub relations: Vec<Relation>,
    /// A ban on leaving the country; only in the demo cast.
    pub travel_bar: bool,
}

/// Where a person lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residence {
    /// First day.
    pub since: Day,
    /// Place.
    pub place: Place,
}

/// A declared residence in the country, or a country abroad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Declared in the country (*deklarētā dzīvesvieta*).
    Declared {
        /// Code of the municipality.
        municipality: String,
        /// One line: street, house, flat, municipality.
        address: String,
    },
    /// Abroad.
    Abroad {
        /// ICAO three-letter code.
        country: String,
    },
}

/// A document of a synthetic person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticDocument {
    /// Kind, as in `synthetic/validity.csv`.
    pub kind: String,
    /// Number of the country's demonstration series; unique within one country.
    pub number: DocumentNumber,
    /// Day of issue.
    pub issued_on: Day,
    /// Last day of validity.
    pub expires_on: Day,
}

/// A relation to a person generated before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The other is a parent of this person.
    Parent(PersonId),
    /// The two are married.
    Spouse(PersonId),
}
