//! What an application says in words and data.

use serde::Serialize;
use utoipa::ToSchema;

/// What an application says of one particular.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what is read and written elsewhere")]
pub enum Particular {
    /// One of the person's documents; in a request, its number alone is enough.
    Document {
        /// Its kind.
        kind: String,
        /// Its number.
        number: String,
    },
    /// An address.
    Address {
        /// Code of the municipality; empty abroad.
        municipality: String,
        /// The address.
        address: String,
    },
    /// Words, or a day.
    Words(String),
}
