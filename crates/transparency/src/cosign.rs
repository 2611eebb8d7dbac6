//! Cosignatures: a witness says that at this time the log had this root, and that it only ever grew before.
//!
//! A witness that nobody in the office controls keeps the office from showing one log to a person and another to an
//! auditor.
//!
//! Source: c2sp.org/tlog-cosignature (Ed25519), c2sp.org/tlog-witness.

mod witness;

pub use witness::{Refusal, Seen, Witness};

use crate::checkpoint::Checkpoint;
use crate::note::{Algorithm, KeyError, Secret, Signature, SignerKey, VerifierKey};
use std::fmt;
use std::str::FromStr;

/// The last time that a cosignature can say, in seconds since 1970-01-01T00:00:00Z: 2^63 - 1.
pub const SECONDS_MAX: u64 = i64::MAX as u64;

/// A time that a cosignature cannot say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a cosignature says a time of at most {SECONDS_MAX} seconds after 1970, not {0}")]
pub struct TimeError(pub u64);

/// What a witness signs: two lines and the text of the checkpoint.
#[must_use]
pub fn message(text: &str, at_seconds: u64) -> String {
    format!("cosignature/v1\ntime {at_seconds}\n{text}")
}

/// The time that a cosignature (8 bytes, the largest first, and 64) says; `None` when it does not hold.
pub(crate) fn check(key: &VerifierKey, text: &str, signature: &[u8]) -> Option<u64> {
    let (time, signature) = signature.split_first_chunk()?;
    let at_seconds = u64::from_be_bytes(*time);
    let holds = at_seconds <= SECONDS_MAX
        && key.has_signed(message(text, at_seconds).as_bytes(), signature.try_into().ok()?);
    holds.then_some(at_seconds)
}

/// A private key of a witness: `PRIVATE+KEY+name+id+base64(0x04 || 32 bytes)`. It signs nothing but checkpoints, and
/// is used for one witness only, since what it signs does not say its name.
#[derive(Clone)]
pub struct WitnessKey(Secret);

impl WitnessKey {
    /// The key with this name, made of 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Secret::new(name, Algorithm::CosignatureV1, seed).map(Self)
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

    /// Cosigns a checkpoint, whatever it says: [`Witness::cosign`] asks first whether the log only grew.
    /// `at_seconds` is now, in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError`] for a time above [`SECONDS_MAX`].
    pub fn cosign(&self, checkpoint: &Checkpoint, at_seconds: u64) -> Result<Signature, TimeError> {
        if at_seconds > SECONDS_MAX {
            return Err(TimeError(at_seconds));
        }
        let signature = self.0.sign(message(&checkpoint.to_string(), at_seconds).as_bytes());
        Ok(Signature::of(self.0.public(), &[&at_seconds.to_be_bytes()[..], &signature].concat()))
    }
}

impl From<&SignerKey> for WitnessKey {
    /// Other programs keep the key of a witness as one that signs notes (0x01). It is to be used as a witness only.
    fn from(SignerKey(secret): &SignerKey) -> Self {
        Self(secret.with(Algorithm::CosignatureV1))
    }
}

impl FromStr for WitnessKey {
    type Err = KeyError;

    fn from_str(line: &str) -> Result<Self, KeyError> {
        Secret::parse(line, Algorithm::CosignatureV1).map(Self)
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({})", self.0.public().name())
    }
}
