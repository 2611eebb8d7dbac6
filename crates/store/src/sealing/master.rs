//! The key that wraps the keys of streams. It is never in the database.
//!
//! [`MasterKey`] is the port: whatever wraps and unwraps thirty-two bytes, in a file or in a device that does not give its
//! key away. [`SecretMasterKey`] is the one that the program holds itself.

use super::body::{KEY, NONCE, SealError, decrypt, encrypt};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::str::FromStr;
use zeroize::Zeroizing;

/// Why a key was not wrapped or unwrapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyError {
    /// It was wrapped by another key, or changed.
    #[error("it was wrapped by another master key, or changed")]
    Wrong,
    /// The device that holds the key does not do it.
    #[error("the master key cannot be used: {0}")]
    Device(String),
}

/// Wraps keys of streams and unwraps them.
pub trait MasterKey: Send + Sync + 'static {
    /// What the database calls it: says nothing of the key, and is another for another key.
    fn id(&self) -> &str;

    /// Wraps a key for a stream; `nonce` is drawn anew for each.
    ///
    /// # Errors
    /// [`MasterKeyError::Device`].
    fn wrap(&self, stream: &str, key: &[u8; KEY], nonce: &[u8; NONCE]) -> Result<Vec<u8>, MasterKeyError>;

    /// Unwraps the key of a stream.
    ///
    /// # Errors
    /// [`MasterKeyError::Wrong`] for what was wrapped otherwise or for another stream.
    fn unwrap(&self, stream: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY]>, MasterKeyError>;
}

/// A master key whose bytes are in memory; it is written as one line of text.
pub struct SecretMasterKey {
    id: String,
    secret: Zeroizing<[u8; KEY]>,
}

/// Why a text is no master key. What it says is never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterKeyTextError {
    /// It is not written as one.
    #[error("a master key is one line: `parvalde-master-key-1`, its id and 64 hexadecimal digits")]
    Form,
    /// Its id is that of another key: a digit was changed.
    #[error("its id does not belong to it: a digit is wrong")]
    Id,
}

const NAME: &str = "parvalde-master-key-1";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl SecretMasterKey {
    /// The key of these bytes.
    #[must_use]
    pub fn from_secret(secret: impl Into<Zeroizing<[u8; KEY]>>) -> Self {
        let secret = secret.into();
        let digest = Sha256::new().chain_update(b"parvalde master key\n").chain_update(*secret).finalize();
        let id = hex(digest.get(..8).unwrap_or_default());
        Self { id, secret }
    }

    /// The key as the line of text that its file holds.
    #[must_use]
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(hex(&*self.secret));
        Zeroizing::new(format!("{NAME} {} {}", self.id, *secret))
    }

    fn bound(&self, stream: &str) -> Vec<u8> {
        [b"parvalde key 1\n", self.id.as_bytes(), b"\n", stream.as_bytes()].concat()
    }
}

impl FromStr for SecretMasterKey {
    type Err = MasterKeyTextError;
    fn from_str(text: &str) -> Result<Self, MasterKeyTextError> {
        let mut words = text.split_whitespace();
        let (Some(NAME), Some(id), Some(digits), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(MasterKeyTextError::Form);
        };
        if digits.len() != KEY * 2 {
            return Err(MasterKeyTextError::Form);
        }
        let mut secret = Zeroizing::new([0; KEY]);
        for (byte, pair) in secret.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| MasterKeyTextError::Form)?;
            let plain = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
            *byte = u8::from_str_radix(pair, 16).ok().filter(|_| plain).ok_or(MasterKeyTextError::Form)?;
        }
        let key = Self::from_secret(secret);
        if key.id == id { Ok(key) } else { Err(MasterKeyTextError::Id) }
    }
}

impl std::fmt::Debug for SecretMasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretMasterKey({}, hidden)", self.id)
    }
}

impl MasterKey for SecretMasterKey {
    fn id(&self) -> &str {
        &self.id
    }

    fn wrap(&self, stream: &str, key: &[u8; KEY], nonce: &[u8; NONCE]) -> Result<Vec<u8>, MasterKeyError> {
        encrypt(&self.secret, nonce, &self.bound(stream), &[1], key)
            .map_err(|error| MasterKeyError::Device(error.to_string()))
    }

    fn unwrap(&self, stream: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY]>, MasterKeyError> {
        let Some((1, sealed)) = wrapped.split_first() else { return Err(MasterKeyError::Wrong) };
        let opened = decrypt(&self.secret, &self.bound(stream), sealed);
        let opened = Zeroizing::new(opened.map_err(|_: SealError| MasterKeyError::Wrong)?);
        let key: [u8; KEY] = opened.as_slice().try_into().map_err(|_| MasterKeyError::Wrong)?;
        Ok(Zeroizing::new(key))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{KEY, MasterKey as _, MasterKeyError, MasterKeyTextError, SecretMasterKey};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_wrapped_key_is_unwrapped_for_its_stream_by_its_master_key_alone(
            secret: [u8; KEY], other: [u8; KEY], key: [u8; KEY], nonce: [u8; 24], at in 0_usize..73, bit in 0..8_u8,
        ) {
            let master = SecretMasterKey::from_secret(secret);
            let wrapped = master.wrap("case:1", &key, &nonce).unwrap();
            prop_assert_eq!(wrapped.len(), 73);
            prop_assert_eq!(*master.unwrap("case:1", &wrapped).unwrap(), key);
            prop_assert_eq!(master.unwrap("case:2", &wrapped), Err(MasterKeyError::Wrong));
            let stranger = SecretMasterKey::from_secret(other);
            prop_assert_eq!(stranger.unwrap("case:1", &wrapped).is_ok(), other == secret);
            let mut changed = wrapped;
            changed[at] ^= 1 << bit;
            prop_assert_eq!(master.unwrap("case:1", &changed), Err(MasterKeyError::Wrong));
        }

        #[test]
        fn its_text_says_it_and_a_wrong_digit_is_noticed(secret: [u8; KEY], at in 0_usize..64) {
            let master = SecretMasterKey::from_secret(secret);
            let text = master.to_secret_text();
            let read: SecretMasterKey = text.parse().unwrap();
            prop_assert_eq!(read.id(), master.id());
            prop_assert_eq!(*read.secret, secret);
            let shown = format!("{read:?}");
            prop_assert!(!shown.contains(text.rsplit(' ').next().unwrap()));
            let mut wrong = text.as_bytes().to_vec();
            let place = wrong.len() - 64 + at;
            wrong[place] = if wrong[place] == b'0' { b'1' } else { b'0' };
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(wrong.parse::<SecretMasterKey>().unwrap_err(), MasterKeyTextError::Id);
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,120}") {
            prop_assert_eq!(text.parse::<SecretMasterKey>().unwrap_err(), MasterKeyTextError::Form);
        }
    }
}
