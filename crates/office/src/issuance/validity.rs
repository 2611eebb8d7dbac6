//! What anybody may ask about a document: valid, invalid, or not to be determined. Nothing else.

use crate::act::Office;
use crate::error::{OfficeError, Problem};
use kernel::DocumentNumber;
use store::Value;
use store::sql::cases::DOCUMENT_STATUS;

/// The answer to a question about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// The register holds it as valid, and its last day has not passed.
    Valid,
    /// The register holds it, but it is not valid.
    Invalid,
    /// The register holds no such document of this kind.
    Undetermined,
}

impl Validity {
    /// The code in API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Office {
    /// Whether a document of this kind with this number is valid today.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] when the text is no document number.
    pub async fn document_validity(&self, kind: &str, number: &str) -> Result<Validity, OfficeError> {
        let number: DocumentNumber =
            number.parse().map_err(|_| OfficeError::field("number", Problem::new("wrong-number")))?;
        let key = [Value::from(number.as_str()), Value::from(kind)];
        let row = self.snapshot().await?.row(&DOCUMENT_STATUS, &key).await?;
        Ok(match row {
            Some(row) => {
                let valid = row.text(0)? == "valid" && row.int(1)? >= i64::from(self.today().number());
                if valid { Validity::Valid } else { Validity::Invalid }
            }
            None => Validity::Undetermined,
        })
    }
}
