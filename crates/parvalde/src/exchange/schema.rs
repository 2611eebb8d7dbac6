//! What stands in the files of the exchange. The published JSON Schema is made of these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that the office wants carried.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemEnvelope {
    /// Its id, which is the name of its folder: the same item has the same one, for ever.
    pub item: String,
    /// The way, as the law files call it, such as `registered-post`.
    pub way: String,
    /// To whom.
    pub addressee: Addressee,
    /// Where to, as one line; null where the personal code says it.
    pub address: Option<String>,
    /// The number of the case, which stands on the letter too.
    pub case: String,
    /// What the addressee names when they answer.
    pub reference: String,
    /// The language that the addressee reads: `lv` or `en`.
    pub language: String,
    /// The day on which it was ordered.
    pub ordered: String,
    /// Its files; the first is the letter.
    pub files: Vec<FileEntry>,
}

/// To whom something goes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The name.
    pub name: String,
    /// The personal code, of ways that find people by it; null otherwise.
    pub personal_code: Option<String>,
}

/// A file in the same folder.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its name: no folders in it, and no dot in front.
    pub name: String,
    /// SHA-256 of its bytes: 64 small hexadecimal digits.
    pub sha256: String,
}

/// What became of an item.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "status", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ReceiptFile {
    /// The gateway took it: it was sent.
    Accepted {
        /// The item.
        item: String,
        /// The `sha256` of its first file.
        sha256: String,
        /// The number that proves sending; needed where the way leaves one.
        #[serde(default)]
        number: String,
        /// The instant of sending, such as `2026-11-24T08:30:00Z`.
        at: String,
    },
    /// The gateway did not take it.
    Refused {
        /// The item.
        item: String,
        /// The `sha256` of its first file.
        sha256: String,
        /// Why.
        reason: String,
    },
    /// It was handed to its addressee.
    Delivered {
        /// The item.
        item: String,
        /// The `sha256` of its first file.
        sha256: String,
        /// The instant.
        at: String,
        /// What the slip says.
        #[serde(default)]
        note: String,
    },
    /// It came back.
    Returned {
        /// The item.
        item: String,
        /// The `sha256` of its first file.
        sha256: String,
        /// The instant.
        at: String,
        /// What stands on it.
        #[serde(default)]
        note: String,
    },
}

/// A message for the office.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageEnvelope {
    /// The gateway's own id of the message: what has the same is the same message.
    pub message: String,
    /// The instant at which it came to the address of the office.
    pub at: String,
    /// From whom.
    pub sender: SenderEntry,
    /// What it is about.
    #[serde(default)]
    pub subject: String,
    /// What it says.
    #[serde(default)]
    pub text: String,
    /// The number of the case that it names.
    #[serde(default)]
    pub case: Option<String>,
    /// Its files, all of them.
    #[serde(default)]
    pub files: Vec<FileEntry>,
}

/// From whom a message came.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SenderEntry {
    /// The name.
    pub name: String,
    /// The personal code, where the network vouches for it.
    #[serde(default)]
    pub personal_code: Option<String>,
}
