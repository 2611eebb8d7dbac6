//! Long things sealed piece by piece, such as the file of the search index: a key of its own, wrapped by the master key at
//! the head, and pieces that cannot be changed, moved, left out or cut off at the end.
//!
//! The nonce of a piece is the file's own 16 bytes, its number, and whether it is the last (the STREAM construction of
//! Hoang, Reyhanitabar, Rogaway and Vizár, 2015); the key is used for this file only.

use super::body::{NONCE, SealError, StreamKey, decrypt, encrypt};
use super::{Keyring, Sealing};
use crate::error::StoreError;
use std::io::{self, Read, Write};

/// How a sealed file begins.
const HEAD: &[u8] = b"parvalde sealed 1\n";
/// Bytes of a piece, clear.
const PIECE: usize = 64 * 1024;
/// What a piece has more when it is sealed: nonce and tag.
const MORE: usize = NONCE + 16;
/// Longest id of a master key, and longest wrapped key.
const PART_MAX: usize = 4096;

/// Seals what is written to it. What is not finished is not whole, and is not read.
pub struct SealedWriter<W: Write> {
    out: W,
    pieces: Option<Pieces>,
    held: Vec<u8>,
}

/// The key of a file, and which piece is next.
struct Pieces {
    key: StreamKey,
    own: [u8; 16],
    next: u64,
}

impl Pieces {
    fn nonce(&mut self, last: bool) -> Option<[u8; NONCE]> {
        let mut nonce = [0; NONCE];
        // The number has 56 bits; no file is so long.
        let number = self.next.checked_mul(2)? | u64::from(last);
        let parts = self.own.iter().copied().chain(number.to_be_bytes());
        nonce.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        self.next = self.next.checked_add(1)?;
        Some(nonce)
    }
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

impl Sealing {
    /// Seals what is written to `out`, as the file of this name; as it is where nothing is sealed.
    ///
    /// # Errors
    /// [`StoreError::Master`] when the key cannot be wrapped; [`StoreError::File`] when the head cannot be written.
    pub fn seals<W: Write>(&self, name: &str, mut out: W) -> Result<SealedWriter<W>, StoreError> {
        let Some(keyring) = self.keyring() else {
            return Ok(SealedWriter { out, pieces: None, held: Vec::new() });
        };
        let (key, master, wrapped) = keyring.fresh_for_file(&wrapped_as(name))?;
        let mut head = HEAD.to_vec();
        for part in [master.as_bytes(), &wrapped] {
            head.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            head.extend(part);
        }
        out.write_all(&head).map_err(StoreError::File)?;
        let mut own = [0; 16];
        own.iter_mut().zip(keyring.nonce()).for_each(|(to, from)| *to = from);
        Ok(SealedWriter { out, pieces: Some(Pieces { key, own, next: 0 }), held: Vec::with_capacity(PIECE) })
    }

    /// Opens a file of this name that [`Self::seals`] wrote.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be read or is of another form: sealed where nothing is, or clear where all is;
    /// [`StoreError::MasterKeyOther`] and [`StoreError::Key`] when its key does not open.
    pub fn opens<R: Read>(&self, name: &str, mut from: R) -> Result<SealedReader<R>, StoreError> {
        let Some(keyring) = self.keyring() else {
            return Ok(SealedReader { from, pieces: None, held: Vec::new(), at: 0, ended: false });
        };
        let mut head = [0; HEAD.len()];
        from.read_exact(&mut head).map_err(StoreError::File)?;
        if head != *HEAD {
            return Err(StoreError::File(other(SealError::Form)));
        }
        let master = String::from_utf8(part(&mut from)?).map_err(|error| StoreError::File(other(error)))?;
        let wrapped = part(&mut from)?;
        let key = keyring.key_of_file(&wrapped_as(name), &master, &wrapped)?;
        let pieces = Some(Pieces { key, own: [0; 16], next: 0 });
        Ok(SealedReader { from, pieces, held: Vec::new(), at: 0, ended: false })
    }
}

fn wrapped_as(name: &str) -> String {
    format!("file {name}")
}

fn part(from: &mut impl Read) -> Result<Vec<u8>, StoreError> {
    let mut length = [0; 4];
    from.read_exact(&mut length).map_err(StoreError::File)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > PART_MAX {
        return Err(StoreError::File(other(SealError::Form)));
    }
    let mut part = vec![0; length];
    from.read_exact(&mut part).map_err(StoreError::File)?;
    Ok(part)
}

impl<W: Write> SealedWriter<W> {
    fn piece(&mut self, last: bool) -> io::Result<()> {
        let Some(pieces) = &mut self.pieces else { return Ok(()) };
        let nonce = pieces.nonce(last).ok_or_else(|| other(SealError::TooLong))?;
        let sealed = encrypt(pieces.key.bytes(), &nonce, HEAD, &[], &self.held).map_err(other)?;
        self.held.clear();
        self.out.write_all(&sealed)
    }

    /// Writes what is left; without it the file is cut.
    ///
    /// # Errors
    /// What the file says.
    pub fn finish(mut self) -> io::Result<W> {
        self.piece(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.pieces.is_none() {
            return self.out.write(bytes);
        }
        // The last piece is told apart, so a full one waits for what may follow.
        if self.held.len() == PIECE {
            self.piece(false)?;
        }
        let taken = bytes.len().min(PIECE - self.held.len());
        self.held.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads what [`SealedWriter`] wrote.
pub struct SealedReader<R: Read> {
    from: R,
    pieces: Option<Pieces>,
    held: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> SealedReader<R> {
    /// Reads the next piece. One that is shorter than it could be must be the last.
    fn piece(&mut self) -> io::Result<()> {
        let Some(pieces) = &mut self.pieces else { return Ok(()) };
        let mut sealed = Vec::with_capacity(PIECE + MORE);
        let most = u64::try_from(PIECE + MORE).unwrap_or(u64::MAX);
        (&mut self.from).take(most).read_to_end(&mut sealed)?;
        let nonce: [u8; NONCE] =
            sealed.first_chunk().copied().ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        if pieces.next == 0 {
            pieces.own.iter_mut().zip(nonce).for_each(|(to, from)| *to = from);
        }
        let last = nonce.last().is_some_and(|byte| byte & 1 == 1);
        if pieces.nonce(last) != Some(nonce) {
            return Err(other(SealError::Wrong));
        }
        self.held = decrypt(pieces.key.bytes(), HEAD, &sealed).map_err(other)?;
        (self.at, self.ended) = (0, last);
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.pieces.is_none() {
            return self.from.read(into);
        }
        while self.at == self.held.len() && !self.ended {
            self.piece()?;
        }
        let taken = self.held.get(self.at..).unwrap_or_default().read(into)?;
        self.at += taken;
        Ok(taken)
    }
}

/// The key of a file that is new: itself, the master key's id, and how it is wrapped.
pub(crate) type FileKey = (StreamKey, String, Vec<u8>);

impl Keyring {
    fn fresh_for_file(&self, wrapped_as: &str) -> Result<FileKey, StoreError> {
        let (key, wrapped) = self.fresh_wrapped(wrapped_as)?;
        Ok((key, self.master().to_owned(), wrapped))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::sealing::SecretMasterKey;
    use kernel::SeededChance;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn sealing(secret: u8) -> Sealing {
        let master = Arc::new(SecretMasterKey::from_secret([secret; 32]));
        Sealing::with(Keyring::new(master, Vec::new(), Box::new(SeededChance::new(5))))
    }

    fn written(sealing: &Sealing, clear: &[u8]) -> Vec<u8> {
        let mut out = sealing.seals("index", Vec::new()).unwrap();
        out.write_all(clear).unwrap();
        out.finish().unwrap()
    }

    fn read(sealing: &Sealing, name: &str, sealed: &[u8]) -> Result<Vec<u8>, String> {
        let mut clear = Vec::new();
        let mut from = sealing.opens(name, sealed).map_err(|error| error.to_string())?;
        from.read_to_end(&mut clear).map_err(|error| error.to_string())?;
        Ok(clear)
    }

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect()
    }

    #[test]
    fn a_file_of_any_length_opens_with_its_keys_and_under_its_name() {
        let own = sealing(1);
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5] {
            let sealed = written(&own, &content(length));
            assert_eq!(read(&own, "index", &sealed).unwrap(), content(length), "{length}");
            assert!(read(&own, "another", &sealed).is_err());
            assert!(read(&sealing(2), "index", &sealed).is_err());
        }
        // Where nothing is sealed it is written and read as it is, and clear files are not taken for sealed ones.
        assert_eq!(written(&Sealing::Clear, b"names"), b"names");
        assert_eq!(read(&Sealing::Clear, "index", b"names").unwrap(), b"names");
        assert!(read(&own, "index", &content(1000)).is_err());
    }

    #[test]
    fn no_piece_can_be_cut_off_left_out_or_moved() {
        let own = sealing(1);
        let sealed = written(&own, &content(3 * PIECE));
        let head = sealed.len() - 3 * (PIECE + MORE);
        let piece = |number: usize| head + number * (PIECE + MORE)..head + (number + 1) * (PIECE + MORE);
        for left in [&[0, 1][..], &[0], &[], &[0, 2], &[1, 2], &[1, 0, 2], &[0, 1, 2, 2]] {
            let mut other = sealed[..head].to_vec();
            left.iter().for_each(|number| other.extend(&sealed[piece(*number)]));
            let whole = left == [0, 1, 2, 2];
            // What follows the last piece is not read.
            assert_eq!(read(&own, "index", &other).is_ok(), whole, "{left:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_byte_can_be_changed(at: prop::sample::Index, bit in 0..8_u8) {
            let own = sealing(1);
            let mut sealed = written(&own, &content(PIECE + 100));
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(read(&own, "index", &sealed).is_err());
            prop_assert!(read(&own, "index", &sealed[..at]).is_err());
        }
    }
}
