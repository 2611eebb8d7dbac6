//! Numbers printed on documents: two letters or digits, then seven digits.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why a text is no document number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a document number: two capital letters or digits and seven digits, such as PA9992921")]
pub struct DocumentNumberError(String);

/// The number of a passport or card. Which letters mark which series is stock data (unverified).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber(String);

impl DocumentNumber {
    /// The nine characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;
    fn from_str(text: &str) -> Result<Self, DocumentNumberError> {
        let number: String =
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let series = number.bytes().take(2).all(|b| b.is_ascii_alphanumeric());
        let serial = number.bytes().skip(2).all(|b| b.is_ascii_digit());
        if number.len() == 9 && series && serial {
            Ok(Self(number))
        } else {
            Err(DocumentNumberError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = DocumentNumberError;
    fn try_from(text: String) -> Result<Self, DocumentNumberError> {
        text.parse()
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.0
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
