//! What anybody may ask about a document: valid, invalid, or not to be determined. Nothing else.

use crate::act::Office;
use crate::actor::Actor;
use crate::error::{OfficeError, Problem};
use kernel::{DocumentNumber, PersonId};
use law::Part;
use store::Value;
use store::sql::cases::DOCUMENT_BY_NUMBER;

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
        let mut snapshot = self.snapshot(&Actor::Anonymous).await?;
        let row = snapshot.row(&DOCUMENT_BY_NUMBER, &[Value::from(number.as_str())]).await?;
        let row = row.filter(|row| row.text(2).is_ok_and(|known| known == kind));
        let holder = row.as_ref().map(|row| row.int(1).map(PersonId::from_i64)).transpose()?;
        let hidden = match holder {
            Some(holder) => snapshot.hides(holder, Part::Documents).await?,
            None => false,
        };
        Ok(match row.filter(|_| !hidden) {
            Some(row) => {
                let valid = row.text(3)? == "valid" && row.int(4)? >= i64::from(self.today().number());
                if valid { Validity::Valid } else { Validity::Invalid }
            }
            None => Validity::Undetermined,
        })
    }
}
