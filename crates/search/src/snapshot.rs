//! The index as bytes with the position of the log it has reached. What is not whole, or was written by another
//! form of the program, is refused: the index is then built anew.

use crate::index::{Index, Letters};
use crate::judge::Word;
use crate::segment::{Flat, Segment};
use crate::wordlist::WordList;
use std::io::{self, Read, Write};

const MARK: &[u8; 8] = b"PARVIDX1";
/// Bytes written and read at once.
const BLOCK: usize = 1 << 20;
/// Longest list taken from a file, in bytes.
const LIST_MAX: u64 = 1 << 33;

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It cannot be read or written.
    #[error("the snapshot of the index cannot be read or written")]
    Io(#[from] io::Error),
    /// It does not begin as one of this form.
    #[error("this is no snapshot of the index, or one of another version")]
    Foreign,
    /// Something in it was changed or is missing.
    #[error("the snapshot of the index is damaged")]
    Damaged,
}

/// Sums up what goes by: two lanes of sixty-four bits. It finds damage, not forgery.
struct Sum<T> {
    inner: T,
    lane: u64,
    turn: u64,
    bytes: u64,
}

impl<T> Sum<T> {
    const fn new(inner: T) -> Self {
        Self { inner, lane: 0x243F_6A88_85A3_08D3, turn: 0x1319_8A2E_0370_7344, bytes: 0 }
    }

    fn add(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        let mut mix = |value: u64| {
            self.lane = (self.lane ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
            self.turn = self.turn.wrapping_add(self.lane);
        };
        for chunk in chunks.by_ref() {
            mix(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        chunks.remainder().iter().for_each(|byte| mix(u64::from(*byte) | 0x100));
        self.bytes += bytes.len() as u64;
    }

    const fn value(&self) -> u64 {
        self.lane ^ self.turn.rotate_left(32) ^ self.bytes
    }
}

impl<W: Write> Sum<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.add(bytes);
        self.inner.write_all(bytes)
    }

    fn number(&mut self, number: u64) -> io::Result<()> {
        self.put(&number.to_le_bytes())
    }

    fn list<const N: usize, V: Copy>(&mut self, list: &[V], bytes: impl Fn(V) -> [u8; N]) -> io::Result<()> {
        self.number(list.len() as u64)?;
        let mut block = Vec::with_capacity(BLOCK);
        for part in list.chunks(BLOCK / N) {
            block.clear();
            part.iter().for_each(|value| block.extend_from_slice(&bytes(*value)));
            self.put(&block)?;
        }
        Ok(())
    }

    fn texts<'a>(&mut self, list: impl ExactSizeIterator<Item = &'a str>) -> io::Result<()> {
        self.number(list.len() as u64)?;
        let joined = list.fold(Vec::new(), |mut joined: Vec<u8>, text| {
            joined.extend_from_slice(text.as_bytes());
            joined.push(b'\n');
            joined
        });
        self.number(joined.len() as u64)?;
        self.put(&joined)
    }
}

impl<R: Read> Sum<R> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], SnapshotError> {
        let mut bytes = [0; N];
        self.inner.read_exact(&mut bytes).map_err(cut)?;
        self.add(&bytes);
        Ok(bytes)
    }

    fn read_number(&mut self) -> Result<u64, SnapshotError> {
        self.take().map(u64::from_le_bytes)
    }

    fn read_list<const N: usize, V>(
        &mut self,
        value: impl Fn([u8; N]) -> V,
    ) -> Result<Vec<V>, SnapshotError> {
        let count = self.read_number()?;
        if count.saturating_mul(N as u64) > LIST_MAX {
            return Err(SnapshotError::Damaged);
        }
        // Not more is set aside than was read: a damaged length takes no memory.
        let mut out = Vec::new();
        let mut left = usize::try_from(count).map_err(|_| SnapshotError::Damaged)?;
        let mut block = vec![0; BLOCK / N * N];
        while left > 0 {
            let now = left.min(BLOCK / N);
            let part = block.get_mut(..now * N).ok_or(SnapshotError::Damaged)?;
            self.inner.read_exact(part).map_err(cut)?;
            self.add(part);
            if out.is_empty() && left > now {
                out.reserve_exact(left.min(1 << 26));
            }
            out.extend(part.chunks_exact(N).filter_map(|bytes| bytes.try_into().ok()).map(&value));
            left -= now;
        }
        Ok(out)
    }

    fn read_texts(&mut self) -> Result<Vec<Box<str>>, SnapshotError> {
        let count = self.read_number()?;
        let joined =
            String::from_utf8(self.read_list(|[byte]: [u8; 1]| byte)?).map_err(|_| SnapshotError::Damaged)?;
        let list: Vec<Box<str>> = joined.lines().map(Into::into).collect();
        if list.len() as u64 == count { Ok(list) } else { Err(SnapshotError::Damaged) }
    }
}

/// A file that ends too early is damaged, not unreadable.
fn cut(error: io::Error) -> SnapshotError {
    if error.kind() == io::ErrorKind::UnexpectedEof { SnapshotError::Damaged } else { error.into() }
}

impl Index {
    /// Writes the index with the position of the log that it has reached.
    ///
    /// # Errors
    /// [`SnapshotError::Io`].
    pub fn save(&mut self, position: i64, out: impl Write) -> Result<(), SnapshotError> {
        self.settle();
        let mut out = Sum::new(out);
        out.put(MARK)?;
        out.put(&position.to_le_bytes())?;
        out.number(self.segments.len() as u64)?;
        for segment in &self.segments {
            out.list(&segment.ids, u64::to_le_bytes)?;
            out.list(&segment.births, u32::to_le_bytes)?;
            out.list(&segment.states, |state| [state])?;
            for flat in [&segment.entries, &segment.places] {
                out.list(flat.offsets(), u32::to_le_bytes)?;
                out.list(flat.items(), u32::to_le_bytes)?;
            }
            out.list(&segment.numbers, u64::to_le_bytes)?;
            out.list(&segment.holders, u32::to_le_bytes)?;
            let words: Vec<&str> = segment.words.iter().map(|(_, word)| &*word.surface).collect();
            out.texts(words.into_iter())?;
            out.texts(segment.place_words.iter().map(|word| &**word))?;
        }
        let sum = out.value();
        out.inner.write_all(&sum.to_le_bytes())?;
        out.inner.flush()?;
        Ok(())
    }

    /// Reads an index and the position it had reached.
    ///
    /// # Errors
    /// [`SnapshotError`]; whatever it is, the index can be built anew.
    pub fn open(letters: Letters, from: impl Read) -> Result<(Self, i64), SnapshotError> {
        let mut from = Sum::new(from);
        if &from.take::<8>()? != MARK {
            return Err(SnapshotError::Foreign);
        }
        let position = i64::from_le_bytes(from.take()?);
        let count = from.read_number()?;
        let mut segments = Vec::new();
        for _ in 0..count {
            segments.push(read_segment(&mut from, &letters)?);
        }
        let sum = from.value();
        if u64::from_le_bytes(from.take()?) != sum {
            return Err(SnapshotError::Damaged);
        }
        let mut index = Self::new(letters);
        for segment in segments {
            index.segments.push(Segment::restored(segment).ok_or(SnapshotError::Damaged)?);
        }
        Ok((index, position))
    }
}

fn read_segment(from: &mut Sum<impl Read>, letters: &Letters) -> Result<Segment, SnapshotError> {
    let ids = from.read_list(u64::from_le_bytes)?;
    let births = from.read_list(u32::from_le_bytes)?;
    let states = from.read_list(|[state]: [u8; 1]| state)?;
    let entries = Flat::of_parts(from.read_list(u32::from_le_bytes)?, from.read_list(u32::from_le_bytes)?);
    let places = Flat::of_parts(from.read_list(u32::from_le_bytes)?, from.read_list(u32::from_le_bytes)?);
    let numbers = from.read_list(u64::from_le_bytes)?;
    let holders = from.read_list(u32::from_le_bytes)?;
    // The words stand in the order of their folded letters; if the country folds otherwise now, they do not.
    let list: Vec<Word> = from.read_texts()?.iter().map(|word| Word::new(letters, word)).collect();
    let (words, renumbered) = WordList::new(list);
    if !renumbered.iter().zip(0_u32..).all(|(new, old)| *new == old) {
        return Err(SnapshotError::Foreign);
    }
    let place_words = from.read_texts()?;
    if !place_words.is_sorted() {
        return Err(SnapshotError::Damaged);
    }
    Ok(Segment {
        ids,
        births,
        states,
        entries,
        places,
        numbers,
        holders,
        words,
        place_words,
        ..Segment::default()
    })
}
