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
mod past;

pub use cast::{Persona, SyntheticOfficer, officers, personas, staff_persons};
pub use entry::entry;
pub use figures::{Figures, FiguresError};
pub use generator::{SyntheticCountry, country};

pub use crate::register::UnionEnd;

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
    /// Surnames of before, the oldest first, each with the first day on which it was another.
    pub surnames: Vec<(NamePart, Day)>,
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
    /// Where the person lived before, the oldest first; each until the next.
    pub earlier: Vec<Residence>,
    /// Marriages, the oldest first.
    pub unions: Vec<SyntheticUnion>,
    /// Documents, the oldest first.
    pub documents: Vec<SyntheticDocument>,
    /// Parents: persons of the same country generated before this one.
    pub parents: Vec<PersonId>,
    /// A ban on leaving the country; only in the demo cast.
    pub travel_bar: bool,
}

impl SyntheticPerson {
    /// The surname at birth, where it is another.
    #[must_use]
    pub fn birth_surname(&self) -> Option<&NamePart> {
        self.surnames.first().map(|(surname, _)| surname)
    }

    /// The last surname before this one, where it is not that of birth.
    #[must_use]
    pub fn former_surname(&self) -> Option<&NamePart> {
        self.surnames.get(1..)?.last().map(|(surname, _)| surname)
    }
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

/// A marriage of a synthetic person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticUnion {
    /// With whom.
    pub with: Partner,
    /// Its day.
    pub since: Day,
    /// When and how it ended.
    pub ended: Option<(Day, UnionEnd)>,
}

/// The other in a marriage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Partner {
    /// A person of the same country generated before.
    Person(PersonId),
    /// Somebody whom the country does not keep.
    Named(PersonName),
}
