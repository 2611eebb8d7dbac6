//! Sealing and opening: bytes in, bytes out. `XChaCha20-Poly1305` (draft-irtf-cfrg-xchacha-03, over RFC 8439): a nonce of
//! 24 bytes may be drawn at random for every body.
//!
//! What is sealed is the mark 0, the number of this form, the nonce, the ciphertext and its tag. Clear bodies never begin
//! with 0. What it is bound to is not in it: whoever opens it says where it was found, and it opens nowhere else.

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The first byte of what is sealed.
const MARK: u8 = 0;
/// The form that is written.
const FORM: u8 = 1;
/// Bytes of a key.
pub(crate) const KEY: usize = 32;
/// Bytes of a nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes of the tag.
const TAG: usize = 16;
/// Bytes before the ciphertext.
const HEAD: usize = 2 + NONCE;

/// Why nothing was sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It is no sealed body of a form that is known.
    #[error("it is not sealed in a form that is known")]
    Form,
    /// The key is another one, a byte was changed, or it stands in another place than it was sealed for.
    #[error("it does not open: it was changed, moved, or sealed with another key")]
    Wrong,
    /// Too long for the cipher.
    #[error("it is too long to be sealed")]
    TooLong,
}

/// The key of a stream. It shows nothing of itself, and is wiped when it goes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StreamKey([u8; KEY]);

impl StreamKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: &Zeroizing<[u8; KEY]>) -> Self {
        Self(**bytes)
    }

    pub(crate) const fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }
}

impl std::fmt::Debug for StreamKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StreamKey(hidden)")
    }
}

/// What something sealed is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound<'a> {
    /// The body of an event.
    Body {
        /// Its stream.
        stream: &'a str,
        /// Its place in the stream.
        version: u32,
        /// Its kind.
        kind: &'a str,
    },
    /// A file of a stream.
    File {
        /// The stream.
        stream: &'a str,
        /// SHA-256 of the clear bytes, hexadecimal.
        hash: &'a str,
        /// Media type.
        media_type: &'a str,
    },
}

impl Bound<'_> {
    /// The same as bytes, of which no two that differ are alike.
    fn encode(&self) -> Vec<u8> {
        fn part(bytes: &mut Vec<u8>, text: &str) {
            bytes.extend(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        let mut bytes = Vec::with_capacity(96);
        match self {
            Self::Body { stream, version, kind } => {
                bytes.extend(b"parvalde body 1\n");
                part(&mut bytes, stream);
                bytes.extend(version.to_be_bytes());
                part(&mut bytes, kind);
            }
            Self::File { stream, hash, media_type } => {
                bytes.extend(b"parvalde file 1\n");
                part(&mut bytes, stream);
                part(&mut bytes, hash);
                part(&mut bytes, media_type);
            }
        }
        bytes
    }
}

/// Whether a body is sealed.
#[must_use]
pub fn is_sealed(body: &[u8]) -> bool {
    body.first() == Some(&MARK)
}

/// Encrypts with a key of 32 bytes: nonce, ciphertext, tag after `head`.
pub(crate) fn encrypt(
    key: &[u8; KEY],
    nonce: &[u8; NONCE],
    bound: &[u8],
    head: &[u8],
    clear: &[u8],
) -> Result<Vec<u8>, SealError> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let mut sealed = Vec::with_capacity(head.len() + NONCE + clear.len() + TAG);
    sealed.extend(head);
    sealed.extend(nonce);
    let begins = sealed.len();
    sealed.extend(clear);
    let text = sealed.get_mut(begins..).unwrap_or_default();
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(*nonce), bound, text.into())
        .map_err(|_| SealError::TooLong)?;
    sealed.extend(&tag[..]);
    Ok(sealed)
}

/// Decrypts what [`encrypt`] made, without its head.
pub(crate) fn decrypt(key: &[u8; KEY], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(SealError::Form)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| SealError::Form)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    let mut clear = rest.to_vec();
    cipher.decrypt_in_place(&nonce, bound, &mut clear).map_err(|_| SealError::Wrong)?;
    Ok(clear)
}

/// Seals a body or a file.
///
/// # Errors
/// [`SealError::TooLong`].
pub fn seal(
    key: &StreamKey,
    nonce: &[u8; NONCE],
    bound: Bound<'_>,
    clear: &[u8],
) -> Result<Vec<u8>, SealError> {
    encrypt(key.bytes(), nonce, &bound.encode(), &[MARK, FORM], clear)
}

/// Opens a body or a file where it was found.
///
/// # Errors
/// [`SealError::Form`] for what is not sealed, [`SealError::Wrong`] for what does not open.
pub fn open(key: &StreamKey, bound: Bound<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let (head, rest) = sealed.split_at_checked(HEAD - NONCE).ok_or(SealError::Form)?;
    if head != [MARK, FORM] {
        return Err(SealError::Form);
    }
    decrypt(key.bytes(), &bound.encode(), rest)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::{Bound, KEY, NONCE, StreamKey, open, seal};
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    fn key(byte: [u8; KEY]) -> StreamKey {
        StreamKey::new(&Zeroizing::new(byte))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_in_its_place_and_nowhere_else(
            secret: [u8; KEY], other: [u8; KEY], nonce: [u8; NONCE], clear: Vec<u8>,
            stream in "[a-z:]{0,6}", moved in "[a-z:]{0,6}", kind in "[a-z]{0,4}", kind_2 in "[a-z]{0,4}",
            version: u32, version_2: u32,
        ) {
            let place = Bound::Body { stream: &stream, version, kind: &kind };
            let sealed = seal(&key(secret), &nonce, place, &clear).unwrap();
            prop_assert_eq!(&open(&key(secret), place, &sealed).unwrap(), &clear);
            prop_assert!(clear.len() < 8 || !sealed.windows(clear.len()).any(|part| part == clear));
            for wrong in [
                Bound::Body { stream: &moved, version, kind: &kind },
                Bound::Body { stream: &stream, version: version_2, kind: &kind },
                Bound::Body { stream: &stream, version, kind: &kind_2 },
                Bound::Body { stream: &kind, version, kind: &stream },
                Bound::File { stream: &stream, hash: "", media_type: &kind },
            ] {
                prop_assert_eq!(open(&key(secret), wrong, &sealed).is_ok(), wrong == place);
            }
            prop_assert_eq!(open(&key(other), place, &sealed).is_ok(), other == secret);
        }

        #[test]
        fn no_byte_can_be_changed_added_or_left_out(
            secret: [u8; KEY], nonce: [u8; NONCE], clear: Vec<u8>, at: prop::sample::Index, bit in 0..8_u8,
        ) {
            let place = Bound::File { stream: "case:1", hash: "ab", media_type: "application/pdf" };
            let sealed = seal(&key(secret), &nonce, place, &clear).unwrap();
            let mut changed = sealed.clone();
            changed[at.index(sealed.len())] ^= 1 << bit;
            prop_assert!(open(&key(secret), place, &changed).is_err());
            let cut = &sealed[..at.index(sealed.len())];
            prop_assert!(open(&key(secret), place, cut).is_err());
            let mut longer = sealed.clone();
            longer.push(bit);
            prop_assert!(open(&key(secret), place, &longer).is_err());
        }
    }
}
