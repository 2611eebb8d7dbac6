//! Signed notes: a text and under it the signatures of those who stand for it.
//!
//! A note is text that ends in a newline, an empty line, and a line `— name base64(id || signature)` for each
//! signature. A signature of an unknown key is passed over; one of a known key must hold.
//!
//! Source: c2sp.org/signed-note.

mod key;

pub(crate) use key::Secret;
pub use key::{Algorithm, KeyError, SignerKey, VerifierKey};

use crate::cosign;
use crate::encoding::{from_base64, to_base64};
use std::fmt;
use std::str::FromStr;

/// Most bytes of a note.
pub const BYTES_MAX: usize = 1024 * 1024;
/// Most signatures under a note.
pub const SIGNATURES_MAX: usize = 100;

/// Why a text is no signed note, or not one that can be trusted. Lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Too long.
    #[error("a note has at most {BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// Not UTF-8.
    #[error("byte {0} (from 0) of the note is not UTF-8")]
    Utf8(usize),
    /// A control character.
    #[error("line {line} of the note has a control character; only the newline is allowed")]
    Control {
        /// Where.
        line: usize,
    },
    /// No empty line, or the text or the signatures are missing.
    #[error("a note is text, an empty line, and signature lines, each ended by a newline; {0}")]
    Form(&'static str),
    /// A line below the text is not a signature.
    #[error("line {line} of the note is not a signature")]
    Signature {
        /// Where.
        line: usize,
        /// What is wrong with it.
        #[source]
        fault: SignatureError,
    },
    /// Too many signatures.
    #[error("a note has at most {SIGNATURES_MAX} signatures")]
    TooMany,
    /// Two different keys were given that cannot be told apart in a note.
    #[error("two keys with the name `{name}` have the same id; give one of them another name")]
    Ambiguous {
        /// Their name.
        name: String,
    },
    /// A signature of a known key does not hold.
    #[error("the signature of `{name}` does not hold: the text, the signature or the key is another one")]
    Bad {
        /// Whose.
        name: String,
    },
    /// No known key signed.
    #[error("no known key signed the note; under it stand {}", found_names(.found))]
    Unsigned {
        /// The names under the note, which prove nothing.
        found: Vec<String>,
    },
}

fn found_names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > quoted.len() { " and others" } else { "" };
    format!("{}{more}", quoted.join(", "))
}

/// Why a line is no signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// It does not begin as it must.
    #[error("a signature line begins with a long dash (U+2014) and a space")]
    Dash,
    /// The name is missing or wrong.
    #[error("after the dash stand the name of a key, without spaces and plus signs, and a space")]
    Name,
    /// The rest is not base64.
    #[error("after the name stands base64 with padding, and nothing after it")]
    Base64,
    /// There is nothing after the key's id.
    #[error("a signature is the four bytes of the key's id and at least one more, this has {0}")]
    Short(usize),
}

/// A signature as it stands under a note. That it is there proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    name: String,
    key_id: [u8; 4],
    bytes: Vec<u8>,
}

impl Signature {
    pub(crate) fn of(key: &VerifierKey, bytes: &[u8]) -> Self {
        Self { name: key.name().to_owned(), key_id: key.id(), bytes: bytes.to_vec() }
    }

    /// The name of the key, as the note says.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the key, as the note says.
    #[must_use]
    pub const fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    fn is_by(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.key_id == key.id()
    }
}

impl FromStr for Signature {
    type Err = SignatureError;

    /// Reads a line, without its newline.
    fn from_str(line: &str) -> Result<Self, SignatureError> {
        let rest = line.strip_prefix("— ").ok_or(SignatureError::Dash)?;
        let (name, signature) = rest.split_once(' ').ok_or(SignatureError::Name)?;
        if !key::is_name(name) {
            return Err(SignatureError::Name);
        }
        let bytes = from_base64(signature).ok_or(SignatureError::Base64)?;
        match bytes.split_first_chunk() {
            Some((key_id, rest)) if !rest.is_empty() => {
                Ok(Self { name: name.to_owned(), key_id: *key_id, bytes: rest.to_vec() })
            }
            _ => Err(SignatureError::Short(bytes.len())),
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "— {} {}", self.name, to_base64(&[&self.key_id[..], &self.bytes].concat()))
    }
}

/// A known key that signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The key.
    pub key: VerifierKey,
    /// When, in seconds since 1970-01-01T00:00:00Z, if it is a witness's key, which says so.
    pub at_seconds: Option<u64>,
}

/// A note whose signatures were verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The text, with its last newline.
    pub text: String,
    /// The known keys that signed, each once, in the order of their first signatures; at least one.
    pub by: Vec<Signed>,
}

impl Verified {
    /// The names of the keys that signed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by.iter().map(|signed| signed.key.name())
    }
}

/// A note as it was read: nobody has verified its signatures yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// Signs a text: valid lines, each ended by a newline. The signatures stand in the order of the keys.
    ///
    /// # Errors
    /// [`NoteError::Control`], [`NoteError::Form`] (no newline at the end, no key), [`NoteError::TooMany`],
    /// [`NoteError::TooLong`].
    /// Source: c2sp.org/signed-note; RFC 8032.
    pub fn sign(text: &str, keys: &[&SignerKey]) -> Result<Self, NoteError> {
        no_control(text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::Form("the text does not end in a newline"));
        }
        if keys.is_empty() {
            return Err(NoteError::Form("there is no key to sign with"));
        }
        let mut note = Self { text: text.to_owned(), signatures: Vec::new() };
        for SignerKey(key) in keys {
            note.push(Signature::of(key.public(), &key.sign(text.as_bytes())))?;
        }
        Ok(note)
    }

    /// Reads a note without verifying it.
    ///
    /// # Errors
    /// [`NoteError`] with the line: whatever is not exactly as a note is written.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > BYTES_MAX {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let note = str::from_utf8(bytes).map_err(|error| NoteError::Utf8(error.valid_up_to()))?;
        no_control(note)?;
        // The last empty line parts text and signatures: the text may have empty lines too.
        let (text, lines) =
            note.rsplit_once("\n\n").ok_or(NoteError::Form("there is no empty line after text"))?;
        let lines =
            lines.strip_suffix('\n').ok_or(NoteError::Form("the last line is missing or not ended"))?;
        let text = format!("{text}\n");
        let first = text.matches('\n').count() + 2;
        let mut signatures = Vec::new();
        for (at, line) in lines.split('\n').enumerate() {
            if signatures.len() == SIGNATURES_MAX {
                return Err(NoteError::TooMany);
            }
            let signature = line.parse().map_err(|fault| NoteError::Signature { line: first + at, fault })?;
            signatures.push(signature);
        }
        Ok(Self { text, signatures })
    }

    /// The text, with its last newline. It proves nothing before [`Self::open`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, verified or not.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Puts a signature under the note, such as that of a witness.
    ///
    /// # Errors
    /// [`NoteError::TooMany`], [`NoteError::TooLong`].
    pub fn push(&mut self, signature: Signature) -> Result<(), NoteError> {
        if self.signatures.len() >= SIGNATURES_MAX {
            return Err(NoteError::TooMany);
        }
        self.signatures.push(signature);
        let length = self.to_string().len();
        if length > BYTES_MAX { Err(NoteError::TooLong(length)) } else { Ok(()) }
    }

    /// Verifies the signatures of the known keys.
    ///
    /// # Errors
    /// [`NoteError::Bad`] when one of a known key does not hold, [`NoteError::Unsigned`] when there is none,
    /// [`NoteError::Ambiguous`] when two known keys cannot be told apart.
    /// Source: c2sp.org/signed-note, c2sp.org/tlog-cosignature.
    pub fn open(&self, known: &[VerifierKey]) -> Result<Verified, NoteError> {
        let mut by: Vec<Signed> = Vec::new();
        for signature in &self.signatures {
            let mut keys = known.iter().filter(|key| signature.is_by(key));
            let Some(key) = keys.next() else { continue };
            if keys.any(|other| other != key) {
                return Err(NoteError::Ambiguous { name: key.name().to_owned() });
            }
            let at_seconds = check(key, &self.text, &signature.bytes)
                .ok_or_else(|| NoteError::Bad { name: key.name().to_owned() })?;
            if !by.iter().any(|signed| signed.key == *key) {
                by.push(Signed { key: key.clone(), at_seconds });
            }
        }
        if by.is_empty() {
            let found = self.signatures.iter().map(|signature| signature.name.clone()).collect();
            return Err(NoteError::Unsigned { found });
        }
        Ok(Verified { text: self.text.clone(), by })
    }
}

/// Reads a note and verifies it.
///
/// # Errors
/// As [`Note::parse`] and [`Note::open`].
pub fn open(bytes: &[u8], known: &[VerifierKey]) -> Result<Verified, NoteError> {
    Note::parse(bytes)?.open(known)
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// The time that the signature says, if it says one; `None` when it does not hold.
fn check(key: &VerifierKey, text: &str, signature: &[u8]) -> Option<Option<u64>> {
    match key.algorithm() {
        Algorithm::Ed25519 => {
            let signature = signature.try_into().ok()?;
            key.has_signed(text.as_bytes(), signature).then_some(None)
        }
        Algorithm::CosignatureV1 => cosign::check(key, text, signature).map(Some),
    }
}

fn no_control(text: &str) -> Result<(), NoteError> {
    match text.split('\n').position(|line| line.bytes().any(|byte| byte < b' ')) {
        Some(at) => Err(NoteError::Control { line: at + 1 }),
        None => Ok(()),
    }
}
