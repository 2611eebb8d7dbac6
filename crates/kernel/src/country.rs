//! What belongs to one country, as data read from `procedures/<country>/country.kdl`.

use crate::calendar::Calendar;
use crate::day::{Day, Zone};
use crate::money::Currency;
use crate::names::Folding;
use crate::partial_date::LeapBirthday;
use crate::personal_code::CodeScheme;
use crate::spelling::Spelling;
use crate::texts::Text;

/// A legal status a person can have (*tiesiskais statuss*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalStatus {
    /// Code in the register, such as `citizen`.
    pub id: String,
    /// Name in every language.
    pub name: Text,
    /// Whether it is one of the kinds of state affiliation.
    pub affiliation: bool,
    /// Whether the statement was read in a source.
    pub verified: bool,
}

/// A municipality of the register of territories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Code, such as `LV0001000`.
    pub code: String,
    /// Name as written in the country's language.
    pub name: String,
    /// ISO 3166-2 code, if any.
    pub iso: Option<String>,
    /// First day on which it no longer exists.
    pub ended: Option<Day>,
}

/// Whether one of the parts of an address is the name of a place.
#[must_use]
pub fn says_place(address: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    address.split(',').any(|part| part.trim().to_lowercase() == name)
}

/// A country's facts.
#[derive(Debug, Clone)]
pub struct Country {
    /// Folder name, such as `lv`.
    pub id: String,
    /// Three-letter code of ICAO Doc 9303, such as `LVA`.
    pub icao: String,
    /// Name in every language.
    pub name: Text,
    /// Time zone of the offices.
    pub zone: Zone,
    /// Currency of the fees.
    pub currency: Currency,
    /// Working days.
    pub calendar: Calendar,
    /// Personal codes.
    pub codes: CodeScheme,
    /// Folding of letters in search.
    pub folding: Folding,
    /// Spellings and endings under which a name is found again.
    pub spelling: Spelling,
    /// Answers chosen where ICAO Doc 9303 part 3 allows several: letter and transliteration.
    pub mrz_choices: Vec<(char, String)>,
    /// Legal statuses.
    pub statuses: Vec<LegalStatus>,
    /// When somebody born on 29 February turns a year older.
    pub leap_birthday: LeapBirthday,
    /// Longest surname printed on a document, characters.
    pub surname_max: usize,
    /// Longest given names printed on a document, characters.
    pub given_names_max: usize,
    /// Two-character series reserved for demonstration documents.
    pub demo_series: String,
    /// First digits of the personal codes of demonstrations; a check that differs besides marks them.
    pub demo_code: String,
    /// Kinds of guardianship whose bearer acts for the ward, codes of the register.
    pub representing: Vec<String>,
    /// Municipalities.
    pub municipalities: Vec<Municipality>,
}

impl Country {
    /// The status with this code.
    #[must_use]
    pub fn status(&self, id: &str) -> Option<&LegalStatus> {
        self.statuses.iter().find(|status| status.id == id)
    }

    /// The municipality with this code.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|m| m.code == code)
    }

    /// An address with the name of its municipality behind, unless one of its parts says it.
    #[must_use]
    pub fn whole_address(&self, municipality: &str, address: &str) -> String {
        match self.municipality(municipality) {
            Some(place) if !says_place(address, &place.name) => format!("{address}, {}", place.name),
            _ => address.to_owned(),
        }
    }
}
