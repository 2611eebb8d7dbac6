//! Bytes as text: base64 with padding, in the one writing that has no second (RFC 4648, section 4).

use crate::proof::Hash;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// `None` for anything but the exact writing: other letters, missing padding, bits after the end.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    Hash::try_from(from_base64(text)?).ok()
}

/// Whether a line can stand in a signed note: it has something in it, and no control character of ASCII.
pub(crate) fn is_line(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte >= b' ')
}

/// A whole number from 0 in decimal digits, without sign and without noughts in front.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// Bytes in JSON, as base64.
pub(crate) mod bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::borrow::Cow;

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::to_base64(bytes))
    }

    pub(crate) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Cow<'static, [u8]>, D::Error> {
        let text = String::deserialize(from)?;
        super::from_base64(&text)
            .map(Cow::Owned)
            .ok_or_else(|| D::Error::custom("bytes are written in base64 with padding"))
    }
}

/// Hashes in JSON, each as base64.
pub(crate) mod hashes {
    use crate::proof::Hash;
    use serde::Serializer;

    pub(crate) fn serialize<S: Serializer>(hashes: &[Hash], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(hashes.iter().map(|hash| super::to_base64(hash)))
    }
}
