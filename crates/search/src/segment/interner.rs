//! Numbers for the distinct words.

use std::collections::HashMap;

/// Distinct words at most; the index keeps their number in twenty-four bits.
const WORDS_MAX: usize = 1 << 24;

/// Numbers the distinct words.
#[derive(Default)]
pub(super) struct Interner {
    numbers: HashMap<Box<str>, u32>,
    /// Pieces of text, as they were written, that are one word: few pieces are written by many people, so most are
    /// taken apart only once.
    pieces: HashMap<Box<str>, u32>,
}

impl Interner {
    /// The number of a word; `None` when there are too many words.
    pub(super) fn number(&mut self, word: &str) -> Option<u32> {
        if let Some(known) = self.numbers.get(word) {
            return Some(*known);
        }
        if self.numbers.len() >= WORDS_MAX {
            return None;
        }
        let next = u32::try_from(self.numbers.len()).ok()?;
        self.numbers.insert(word.into(), next);
        Some(next)
    }

    /// Gives the numbers of the words of a piece of text, which `words` takes apart.
    pub(super) fn read(
        &mut self,
        piece: &str,
        words: impl FnOnce(&str) -> Vec<String>,
        mut give: impl FnMut(u32),
    ) {
        if let Some(known) = self.pieces.get(piece) {
            return give(*known);
        }
        let words = words(piece);
        for word in &words {
            let Some(number) = self.number(word) else { continue };
            if words.len() == 1 {
                self.pieces.insert(piece.into(), number);
            }
            give(number);
        }
    }

    /// The words by number.
    pub(super) fn in_order(self) -> Vec<Box<str>> {
        let mut list: Vec<(u32, Box<str>)> =
            self.numbers.into_iter().map(|(word, number)| (number, word)).collect();
        list.sort_unstable_by_key(|(number, _)| *number);
        list.into_iter().map(|(_, word)| word).collect()
    }
}
