//! How who applies was known at the counter, as a request says it.

use kernel::Day;
use office::cases::event::ForeignDocument;
use serde::Deserialize;
use utoipa::ToSchema;

/// How identity was established: by a document of the register or of another state, or by the register with reasons.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The number of the document that was shown.
    #[serde(default)]
    #[schema(max_length = 20)]
    pub document: Option<String>,
    /// A travel document of another state that was shown.
    #[serde(default)]
    pub foreign: Option<Foreign>,
    /// Without a document, or with one that fits no citizenship of the register: what was compared, and why.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub reasons: Option<String>,
}

/// A travel document of another state.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Foreign {
    /// The state, by its three letters, such as `UKR`.
    #[schema(min_length = 3, max_length = 3)]
    pub country: String,
    /// The number.
    #[schema(max_length = 40)]
    pub number: String,
    /// The last day on which it is valid.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Day,
}

impl From<Foreign> for ForeignDocument {
    fn from(shown: Foreign) -> Self {
        let Foreign { country, number, expires_on } = shown;
        Self { country, number, expires_on, why: None }
    }
}
