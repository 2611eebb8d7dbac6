//! A creditor reference (ISO 11649): what a payer writes so that a payment finds its case.

use kernel::{CaseId, mod97};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Most characters after `RF` and the check digits.
const BODY_MAX: usize = 21;
/// Characters of a reference that names a case: `RF`, two digits, twelve characters.
const CASE_LENGTH: usize = 16;

/// Why a text is no creditor reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It does not begin with `RF` and two digits.
    #[error("a creditor reference begins with RF and two digits")]
    Prefix,
    /// Nothing, or more than 21 characters, after the check digits.
    #[error("a creditor reference has 1 to 21 characters after its check digits, this has {0}")]
    Length(usize),
    /// Something else than letters, digits and spaces.
    #[error("a creditor reference has letters and digits only")]
    Character,
    /// A character is wrong or two are exchanged.
    #[error("the check digits do not fit: a character is wrong or two are exchanged")]
    Check,
}

/// A creditor reference whose check digits are right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditorReference(String);

impl CreditorReference {
    /// The reference of a case: its number with check digits in front.
    #[must_use]
    pub fn of_case(case: CaseId) -> Self {
        let body = case.to_string();
        // The number of a case has digits and capital letters only, so there is always a remainder.
        let digits = mod97::check_digits("RF", &body).unwrap_or(0);
        Self(format!("RF{digits:02}{body}"))
    }

    /// The case that it names; `None` when it has another form than the references of cases.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        if self.0.len() != CASE_LENGTH {
            return None;
        }
        let case: CaseId = self.0.get(4..)?.parse().ok()?;
        // A number is read with an O for a nought too; the check digits were made of one writing only.
        (Self::of_case(case) == *self).then_some(case)
    }

    /// The references of cases that stand in a free text, each once, as people write them: with or without spaces and
    /// hyphens, in small letters.
    #[must_use]
    pub fn find_in(text: &str) -> Vec<Self> {
        let compact: Vec<char> = text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .take(10_000)
            .collect();
        let mut found: Vec<Self> = Vec::new();
        for window in compact.windows(CASE_LENGTH) {
            if !window.starts_with(&['R', 'F']) {
                continue;
            }
            let word: String = window.iter().collect();
            let reference = word.parse::<Self>().ok().filter(|reference| reference.case().is_some());
            if let Some(reference) = reference.filter(|reference| !found.contains(reference)) {
                found.push(reference);
            }
        }
        found
    }

    /// The reference without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reference in groups of four.
    #[must_use]
    pub fn grouped(&self) -> String {
        mod97::grouped(&self.0)
    }
}

impl FromStr for CreditorReference {
    type Err = ReferenceError;

    /// Takes spaces and small letters.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let mut compact = String::with_capacity(25);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if !c.is_ascii_alphanumeric() {
                return Err(ReferenceError::Character);
            }
            if compact.len() > 64 {
                return Err(ReferenceError::Length(compact.len()));
            }
            compact.push(c.to_ascii_uppercase());
        }
        let digits = compact.strip_prefix("RF").and_then(|rest| rest.get(..2));
        if !digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit())) {
            return Err(ReferenceError::Prefix);
        }
        let length = compact.len() - 4;
        if !(1..=BODY_MAX).contains(&length) {
            return Err(ReferenceError::Length(length));
        }
        if mod97::holds(&compact) { Ok(Self(compact)) } else { Err(ReferenceError::Check) }
    }
}

impl fmt::Display for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CreditorReference {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<CreditorReference> for String {
    fn from(reference: CreditorReference) -> Self {
        reference.0
    }
}
