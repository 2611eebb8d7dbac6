//! Names as people write them, and the folding under which they are found again.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest name the register takes, in characters (documents print less: see the country's limits).
pub const NAME_MAX: usize = 100;

/// Why a text is no name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but spaces.
    #[error("a name is missing")]
    Empty,
    /// More than [`NAME_MAX`] characters.
    #[error("a name has at most {NAME_MAX} characters, this has {0}")]
    TooLong(usize),
    /// A digit, sign or control character.
    #[error("`{0}` cannot stand in a name; letters, spaces, hyphens, apostrophes and full stops can")]
    Character(char),
    /// No letter at all.
    #[error("a name needs at least one letter")]
    NoLetter,
}

/// Given names or a surname: composed letters (NFC), single spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePart(String);

impl NamePart {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NamePart {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        let composed = if is_nfc(text) { Cow::Borrowed(text) } else { text.nfc().collect() };
        let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = name.chars().count();
        if length == 0 {
            return Err(NameError::Empty);
        }
        if length > NAME_MAX {
            return Err(NameError::TooLong(length));
        }
        if let Some(wrong) = name.chars().find(|c| !(c.is_alphabetic() || " -'’.".contains(*c))) {
            return Err(NameError::Character(wrong));
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(NameError::NoLetter);
        }
        Ok(Self(name))
    }
}

impl TryFrom<String> for NamePart {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<NamePart> for String {
    fn from(part: NamePart) -> Self {
        part.0
    }
}

impl fmt::Display for NamePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Given names and surname (*vārds un uzvārds*).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// One or more given names.
    pub given: NamePart,
    /// The surname, also a double one.
    pub surname: NamePart,
}

impl PersonName {
    /// A name from its two parts.
    ///
    /// # Errors
    /// [`NameError`] when either part is no name.
    pub fn new(given: &str, surname: &str) -> Result<Self, NameError> {
        Ok(Self { given: given.parse()?, surname: surname.parse()? })
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.given, self.surname)
    }
}

/// How letters fold together when a name is searched: `Ķ` is found as `k`. The table is country data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folding {
    map: BTreeMap<char, String>,
}

impl Folding {
    /// A folding from pairs of a letter and what it folds to; both are taken in lower case.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (char, String)>) -> Self {
        let map = pairs
            .into_iter()
            .flat_map(|(from, to)| from.to_lowercase().map(move |c| (c, to.to_lowercase())))
            .collect();
        Self { map }
    }

    /// The search key of `text`: composed, lower case, folded; hyphens and apostrophes become spaces
    /// and nothing; single spaces.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.nfc().flat_map(char::to_lowercase) {
            match c {
                '\'' | '’' | '.' => {}
                '-' | '–' => out.push(' '),
                c => match self.map.get(&c) {
                    Some(folded) => out.push_str(folded),
                    None => out.push(c),
                },
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
