//! How a row of the log becomes a leaf of its tree: one encoding for whoever writes, checks again or proves.
//!
//! A leaf is made of all columns of the row, so a changed actor is found as surely as a changed body. Whoever wants to
//! check a leaf with other tools needs this much: an integer is the letter `i` and its eight bytes, the largest first,
//! in two's complement; text (UTF-8) and bytes are the letter `b`, their length in eight bytes, the largest first, and
//! then they themselves; the columns follow each other in the order in which the fields stand below.

use crate::proof::{Hash, leaf_hash};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A canonical encoding of a row: each field with its kind, and where it may vary its length, before it, so that no
/// two rows encode alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// An integer: nine bytes.
    #[must_use]
    pub fn int(mut self, value: i64) -> Self {
        self.0.push(b'i');
        self.0.extend(value.to_be_bytes());
        self
    }

    /// Bytes or text: nine bytes and the value.
    #[must_use]
    pub fn bytes(mut self, value: &[u8]) -> Self {
        self.0.push(b'b');
        self.0.extend(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.extend(value);
        self
    }

    /// The encoded row.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The hash of the row as a leaf.
    #[must_use]
    pub fn leaf(self) -> Hash {
        leaf_hash(&self.0)
    }
}

/// A row of the events.
///
/// In JSON the fields have these names, and `body` is base64. A field that is not hashed is refused, and so is one that
/// stands there twice: what can be read is what was proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRow<'a> {
    /// Place in the log, from 1, without gaps.
    pub position: i64,
    /// Stream, such as `person:7K2M9QRS04XZ`.
    pub stream: Cow<'a, str>,
    /// Place in the stream, from 1, without gaps.
    pub version: i64,
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// Who.
    pub actor: Cow<'a, str>,
    /// Kind.
    pub kind: Cow<'a, str>,
    /// Body, as the log keeps it.
    #[serde(with = "crate::encoding::bytes")]
    pub body: Cow<'a, [u8]>,
}

impl EventRow<'_> {
    /// The encoded row.
    #[must_use]
    pub fn encode(&self) -> Canonical {
        Canonical::default()
            .int(self.position)
            .bytes(self.stream.as_bytes())
            .int(self.version)
            .int(self.recorded_at)
            .bytes(self.actor.as_bytes())
            .bytes(self.kind.as_bytes())
            .bytes(&self.body)
    }
}

/// A row of the access records: who read whom, what for.
///
/// JSON as for [`EventRow`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRow<'a> {
    /// Place in the trace, from 1, without gaps.
    pub position: i64,
    /// When, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// Who.
    pub actor: Cow<'a, str>,
    /// Doing what.
    pub action: Cow<'a, str>,
    /// Whom; empty when nobody was found.
    pub subject: Cow<'a, str>,
    /// What for.
    pub purpose: Cow<'a, str>,
    /// Which fields.
    pub fields: Cow<'a, str>,
}

impl AccessRow<'_> {
    /// The encoded row.
    #[must_use]
    pub fn encode(&self) -> Canonical {
        Canonical::default()
            .int(self.position)
            .int(self.recorded_at)
            .bytes(self.actor.as_bytes())
            .bytes(self.action.as_bytes())
            .bytes(self.subject.as_bytes())
            .bytes(self.purpose.as_bytes())
            .bytes(self.fields.as_bytes())
    }
}
