//! The keys at hand: the master key in use, others while one takes over, and the keys of streams used last.

use super::body::{KEY, NONCE, StreamKey};
use super::master::{MasterKey, MasterKeyError};
use crate::error::StoreError;
use crate::value::Value;
use clru::CLruCache;
use kernel::Chance;
use sha2::{Digest as _, Sha256};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Keys of streams that are kept unwrapped, those used longest ago make room: some three megabytes.
const KEPT: NonZeroUsize = NonZeroUsize::new(32 * 1024).unwrap();
/// What the proof of a master key wraps, as the key of a stream that no stream is called.
const PROOF_STREAM: &str = "";
const PROOF: [u8; KEY] = *b"this master key seals this log..";

/// Under what a key is remembered whose name may mean another one later.
fn remembered(wrapped: &[u8]) -> String {
    Sha256::digest(wrapped).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A ring of keys, with the chance that new ones are drawn from.
pub struct Keyring {
    master: Arc<dyn MasterKey>,
    others: Vec<Arc<dyn MasterKey>>,
    chance: Mutex<Box<dyn Chance>>,
    kept: Mutex<CLruCache<String, StreamKey>>,
}

/// The key of a stream that is new.
pub(crate) struct Fresh {
    pub(crate) key: StreamKey,
    /// Its row: stream, master key, the key as it is wrapped, not erased.
    pub(crate) row: Vec<Value>,
}

impl Keyring {
    /// A ring with the master key that wraps new keys. `others` unwrap what they wrapped, while this one takes over
    /// from them. What `chance` gives nobody may be able to tell beforehand.
    #[must_use]
    pub fn new(master: Arc<dyn MasterKey>, others: Vec<Arc<dyn MasterKey>>, chance: Box<dyn Chance>) -> Self {
        let kept = Mutex::new(CLruCache::new(KEPT));
        Self { master, others, chance: Mutex::new(chance), kept }
    }

    /// The id of the master key that wraps new keys.
    #[must_use]
    pub fn master(&self) -> &str {
        self.master.id()
    }

    pub(crate) fn holds(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    fn find(&self, id: &str) -> Option<&Arc<dyn MasterKey>> {
        std::iter::once(&self.master).chain(&self.others).find(|master| master.id() == id)
    }

    fn draw<const N: usize>(&self) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        for part in bytes.chunks_mut(8) {
            for (byte, drawn) in part.iter_mut().zip(chance.next_u64().to_le_bytes()) {
                *byte = drawn;
            }
        }
        bytes
    }

    /// A nonce that was never used.
    pub(crate) fn nonce(&self) -> [u8; NONCE] {
        *self.draw()
    }

    /// Draws the key of a stream that has none.
    pub(crate) fn fresh(&self, stream: &str) -> Result<Fresh, StoreError> {
        let (key, wrapped) = self.fresh_wrapped(stream)?;
        Ok(Fresh { key, row: vec![stream.into(), self.master.id().into(), wrapped.into(), Value::Int(0)] })
    }

    /// The key of a stream from its row.
    pub(crate) fn key(&self, stream: &str, master: &str, wrapped: &[u8]) -> Result<StreamKey, StoreError> {
        if let Some(key) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(stream) {
            return Ok(key.clone());
        }
        let key = StreamKey::new(&self.unwrap(stream, master, wrapped)?);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(stream.to_owned(), key.clone());
        Ok(key)
    }

    /// A key that is new, and how it is wrapped.
    pub(crate) fn fresh_wrapped(&self, wrapped_as: &str) -> Result<(StreamKey, Vec<u8>), StoreError> {
        let secret = self.draw();
        let wrapped = self.master.wrap(wrapped_as, &secret, &self.nonce()).map_err(StoreError::master)?;
        Ok((StreamKey::new(&secret), wrapped))
    }

    /// The key of a file.
    pub(crate) fn key_of_file(
        &self,
        wrapped_as: &str,
        master: &str,
        wrapped: &[u8],
    ) -> Result<StreamKey, StoreError> {
        Ok(StreamKey::new(&self.unwrap(wrapped_as, master, wrapped)?))
    }

    /// A key whose name may have meant another one before: it is remembered by how it is wrapped.
    pub(crate) fn key_once(
        &self,
        wrapped_as: &str,
        master: &str,
        wrapped: &[u8],
    ) -> Result<StreamKey, StoreError> {
        let remembered = remembered(wrapped);
        if let Some(key) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&remembered) {
            return Ok(key.clone());
        }
        let key = self.key_of_file(wrapped_as, master, wrapped)?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(remembered, key.clone());
        Ok(key)
    }

    /// Forgets a key that was destroyed, by how it was wrapped.
    pub(crate) fn forget_once(&self, wrapped: &[u8]) {
        self.forget(&remembered(wrapped));
    }

    /// Forgets the key of a stream that was erased.
    pub(crate) fn forget(&self, stream: &str) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop(stream);
    }

    fn unwrap(&self, stream: &str, master: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY]>, StoreError> {
        let known = self.find(master).ok_or_else(|| StoreError::MasterKeyOther(master.to_owned()))?;
        known.unwrap(stream, wrapped).map_err(|error| match error {
            MasterKeyError::Wrong => StoreError::Key(stream.to_owned()),
            device @ MasterKeyError::Device(_) => StoreError::master(device),
        })
    }

    /// The row of a key, wrapped anew by the master key in use.
    pub(crate) fn rewrap(&self, stream: &str, master: &str, wrapped: &[u8]) -> Result<Vec<u8>, StoreError> {
        let secret = self.unwrap(stream, master, wrapped)?;
        self.master.wrap(stream, &secret, &self.nonce()).map_err(StoreError::master)
    }

    /// What proves the master key in use.
    pub(crate) fn proof(&self) -> Result<Vec<u8>, StoreError> {
        self.master.wrap(PROOF_STREAM, &PROOF, &self.nonce()).map_err(StoreError::master)
    }

    /// Whether the master key with this id is the one that made the proof.
    pub(crate) fn proves(&self, id: &str, proof: &[u8]) -> bool {
        self.find(id).is_some_and(|known| known.unwrap(PROOF_STREAM, proof).is_ok_and(|key| *key == PROOF))
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({}, hidden)", self.master.id())
    }
}
