//! Keys of notes: one to verify with, one to sign with, each as one line of text.
//!
//! Source: c2sp.org/signed-note; the line of a private key as golang.org/x/mod/sumdb/note writes it.

use crate::encoding::{from_base64, to_base64};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// What stands before the line of a private key.
const PRIVATE: &str = "PRIVATE+KEY+";

/// What a key signs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Ed25519 over the text of a note (0x01).
    Ed25519,
    /// Ed25519 over the text of a checkpoint and the time at which a witness saw it (0x04).
    CosignatureV1,
}

impl Algorithm {
    /// The byte that stands for it before a key.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::CosignatureV1 => 4,
        }
    }

    const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Ed25519),
            4 => Some(Self::CosignatureV1),
            _ => None,
        }
    }
}

/// Why a line is no key. Nothing of the line is repeated, for it may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A part is missing.
    #[error("a key is written name+id+key, this has fewer parts")]
    Parts,
    /// A private key does not say that it is one.
    #[error("a private key begins with PRIVATE+KEY+")]
    Private,
    /// The name cannot stand in a note.
    #[error("the name of a key is not empty and has no spaces, plus signs and control characters")]
    Name,
    /// The id is not written as ids are.
    #[error("the id of a key is eight hexadecimal digits, with small letters")]
    Id,
    /// The third part is not base64.
    #[error("the third part of a key is base64 with padding")]
    Base64,
    /// The key is of a kind that is not known or not wanted here.
    #[error("the first byte of the key is {found:#04x}; {} is wanted", wanted(*.expected))]
    Algorithm {
        /// Its byte.
        found: u8,
        /// The one that is wanted; nothing where both will do.
        expected: Option<Algorithm>,
    },
    /// The key is too short or too long.
    #[error("an Ed25519 key has 32 bytes after its first, this has {0}")]
    Length(usize),
    /// The bytes are no public key, or one for which anybody can sign.
    #[error("the 32 bytes are not a public key of Ed25519 that can be trusted")]
    Point,
    /// The id is that of another key or name.
    #[error("the id is not that of the name and the key: it would be {expected}")]
    OtherId {
        /// The id that belongs to them.
        expected: String,
    },
}

fn wanted(expected: Option<Algorithm>) -> String {
    match expected {
        Some(algorithm) => format!("{:#04x}", algorithm.byte()),
        None => "0x01 (signer) or 0x04 (witness)".to_owned(),
    }
}

/// Whether a text can be the name of a key.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c < ' ' || c == '+')
}

pub(crate) fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

/// `SHA-256(name || 0x0A || algorithm || public key)`, the first four bytes.
fn id_of(name: &str, algorithm: Algorithm, key: &VerifyingKey) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', algorithm.byte()])
        .chain_update(key.as_bytes())
        .finalize()
        .into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// Name, id, kind and 32 bytes of the line of a key.
fn parts(line: &str) -> Result<(&str, &str, u8, [u8; 32]), KeyError> {
    let (name, rest) = line.split_once('+').ok_or(KeyError::Parts)?;
    let (id, key) = rest.split_once('+').ok_or(KeyError::Parts)?;
    if !is_name(name) {
        return Err(KeyError::Name);
    }
    if id.len() != 8 || !id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(KeyError::Id);
    }
    let bytes = from_base64(key).ok_or(KeyError::Base64)?;
    let (kind, key) = bytes.split_first().ok_or(KeyError::Length(0))?;
    let key = <[u8; 32]>::try_from(key).map_err(|_| KeyError::Length(key.len()))?;
    Ok((name, id, *kind, key))
}

fn same_id(found: &str, id: [u8; 4]) -> Result<(), KeyError> {
    let expected = hex(id);
    if found == expected { Ok(()) } else { Err(KeyError::OtherId { expected }) }
}

/// A public key with its name: `name+id+base64(kind || 32 bytes)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: Algorithm,
    key: VerifyingKey,
    id: [u8; 4],
}

impl VerifierKey {
    /// The key with this name, kind and public key (32 bytes as RFC 8032 writes them).
    ///
    /// # Errors
    /// [`KeyError::Name`]; [`KeyError::Point`] for bytes that are no key, or one of the few for which a signature fits
    /// every text.
    pub fn new(name: &str, algorithm: Algorithm, key: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = VerifyingKey::from_bytes(key).ok().filter(|key| !key.is_weak()).ok_or(KeyError::Point)?;
        Ok(Self { name: name.to_owned(), algorithm, id: id_of(name, algorithm, &key), key })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its id: the first four bytes of `SHA-256(name || 0x0A || kind || key)`.
    #[must_use]
    pub const fn id(&self) -> [u8; 4] {
        self.id
    }

    /// The public key as RFC 8032 writes it.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether this is the key's signature of the message. Signatures that RFC 8032 does not make are refused, so that
    /// a text has one signature by a key and not several.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(line: &str) -> Result<Self, KeyError> {
        let (name, id, kind, bytes) = parts(line)?;
        let algorithm =
            Algorithm::of_byte(kind).ok_or(KeyError::Algorithm { found: kind, expected: None })?;
        let key = Self::new(name, algorithm, &bytes)?;
        same_id(id, key.id)?;
        Ok(key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[self.algorithm.byte()][..], self.key.as_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, hex(self.id), to_base64(&bytes))
    }
}

/// A private key of either kind, with its name.
#[derive(Clone)]
pub(crate) struct Secret {
    key: SigningKey,
    public: VerifierKey,
}

impl Secret {
    pub(crate) fn new(name: &str, algorithm: Algorithm, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let key = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, algorithm, key.verifying_key().as_bytes())?;
        Ok(Self { key, public })
    }

    pub(crate) fn parse(line: &str, algorithm: Algorithm) -> Result<Self, KeyError> {
        let (name, id, kind, seed) = parts(line.strip_prefix(PRIVATE).ok_or(KeyError::Private)?)?;
        if kind != algorithm.byte() {
            return Err(KeyError::Algorithm { found: kind, expected: Some(algorithm) });
        }
        let secret = Self::new(name, algorithm, &seed)?;
        same_id(id, secret.public.id)?;
        Ok(secret)
    }

    pub(crate) fn to_text(&self) -> String {
        let bytes = [&[self.public.algorithm.byte()][..], self.key.as_bytes()].concat();
        format!("{PRIVATE}{}+{}+{}", self.public.name, hex(self.public.id), to_base64(&bytes))
    }

    pub(crate) const fn public(&self) -> &VerifierKey {
        &self.public
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    pub(crate) fn with(&self, algorithm: Algorithm) -> Self {
        let mut other = self.clone();
        other.public.algorithm = algorithm;
        other.public.id = id_of(&other.public.name, algorithm, &other.public.key);
        other
    }
}

/// A private key that signs notes: `PRIVATE+KEY+name+id+base64(0x01 || 32 bytes)`. It is forgotten from memory when it
/// goes, and never shown unless asked for.
#[derive(Clone)]
pub struct SignerKey(pub(crate) Secret);

impl SignerKey {
    /// The key with this name, made of 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Secret::new(name, Algorithm::Ed25519, seed).map(Self)
    }

    /// The key to verify with.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        self.0.public()
    }

    /// The line with the secret in it.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        self.0.to_text()
    }
}

impl FromStr for SignerKey {
    type Err = KeyError;

    fn from_str(line: &str) -> Result<Self, KeyError> {
        Secret::parse(line, Algorithm::Ed25519).map(Self)
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.0.public().name())
    }
}
