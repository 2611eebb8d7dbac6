//! Bodies and files sealed stream by stream, so that destroying one key erases one stream.
//!
//! Each stream has a key of its own, drawn when it begins and kept wrapped by a master key that is not in the database
//! ([`master`]). A body is sealed with `XChaCha20-Poly1305` and bound to its stream, version and kind ([`body`]); the
//! tree hashes it as it is stored. Bodies of before are clear and stay so: the first byte tells the two apart.

pub(crate) mod body;
mod keyring;
pub(crate) mod keys;
mod master;
pub(crate) mod passing;
pub(crate) mod prove;
mod rotate;
pub mod slip;
mod stream;

pub use body::{Bound, SealError, StreamKey};
pub use keyring::Keyring;
pub use keys::Seal;
pub use master::{MasterKey, MasterKeyError, SecretMasterKey};
pub use rotate::Rewrapped;
pub use stream::{SealedReader, SealedWriter};

use std::sync::Arc;

/// What a store does about bodies.
#[derive(Clone)]
pub enum Sealing {
    /// New bodies are written clear. A database that holds sealed ones is not opened.
    Clear,
    /// Nothing sealed is read and nothing is written to the log: enough to verify, to back up, to look at the state.
    Unopened,
    /// New bodies are sealed, and sealed ones are read.
    With(Arc<Keyring>),
}

impl Sealing {
    /// Seals with this ring of keys.
    #[must_use]
    pub fn with(keyring: Keyring) -> Self {
        Self::With(Arc::new(keyring))
    }

    pub(crate) fn keyring(&self) -> Option<&Keyring> {
        match self {
            Self::With(keyring) => Some(keyring),
            Self::Clear | Self::Unopened => None,
        }
    }
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Clear => "Clear",
            Self::Unopened => "Unopened",
            Self::With(_) => "With(hidden)",
        })
    }
}
