//! An account by its international number (IBAN, ISO 13616).

use crate::mod97;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Lengths of the number, each with the countries of the registry of IBANs that have it.
const LENGTHS: [(usize, &str); 18] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FK FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// Why a text is no account number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Something else than letters, digits and spaces.
    #[error("an account number has letters and digits only")]
    Character,
    /// A country that has no such numbers.
    #[error("`{0}` is no country with international account numbers")]
    Country(String),
    /// Too short or too long.
    #[error("an account number of {country} has {wanted} characters, this has {has}")]
    Length {
        /// The country.
        country: String,
        /// How many it has.
        wanted: usize,
        /// How many came.
        has: usize,
    },
    /// A digit is wrong or two are exchanged.
    #[error("the check digits do not fit: a character is wrong or two are exchanged")]
    Check,
}

/// An account number whose country, length and check digits are right. Parsing is the only way to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// The number without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number in groups of four.
    #[must_use]
    pub fn grouped(&self) -> String {
        mod97::grouped(&self.0)
    }
}

impl FromStr for Iban {
    type Err = IbanError;

    /// Takes spaces, small letters and a leading `IBAN`.
    fn from_str(text: &str) -> Result<Self, IbanError> {
        let mut compact = String::with_capacity(34);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_alphanumeric() || compact.len() > 64 {
                return Err(IbanError::Character);
            }
            compact.push(c.to_ascii_uppercase());
        }
        if let Some(rest) = compact.strip_prefix("IBAN") {
            compact = rest.to_owned();
        }
        let country: String = compact.chars().take(2).collect();
        let known = LENGTHS.iter().find(|(_, codes)| codes.split(' ').any(|code| code == country));
        let Some((wanted, _)) = known.copied() else { return Err(IbanError::Country(country)) };
        if compact.len() != wanted {
            return Err(IbanError::Length { country, wanted, has: compact.len() });
        }
        if mod97::holds(&compact) { Ok(Self(compact)) } else { Err(IbanError::Check) }
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;
    fn try_from(text: String) -> Result<Self, IbanError> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}
