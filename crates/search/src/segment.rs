//! A part of the index that does not change, but for persons taken out of it.

mod build;
mod flat;
mod interner;

pub(crate) use build::Builder;
pub(crate) use flat::{Flat, at};

use crate::edit::Hash;
use crate::index::THREADS;
use crate::judge::Word;
use crate::record::Form;
use crate::threads::both;
use crate::wordlist::WordList;
use std::ops::Range;

const DEAD: u8 = 1;
const REMOVED: u8 = 2;

/// A word in a person's name: which, in which of the person's names, of what form, in which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry(pub u32);

impl Entry {
    pub(crate) fn new(word: u32, name: u32, form: Form, surname: bool) -> Self {
        Self(word << 8 | (name & 15) << 4 | form.code() << 1 | u32::from(surname))
    }

    pub(crate) const fn word(self) -> u32 {
        self.0 >> 8
    }

    /// The number of the name within the person.
    pub(crate) const fn name(self) -> u32 {
        self.0 >> 4 & 15
    }

    pub(crate) fn form(self) -> Form {
        Form::of(self.0 >> 1 & 7)
    }

    pub(crate) const fn surname(self) -> bool {
        self.0 & 1 == 1
    }

    /// Everything but the word.
    pub(crate) const fn marks(self) -> u32 {
        self.0 & 255
    }
}

/// What a code or a document's number is found by: letters and digits only, in capitals. Sixty-four bits of a hash:
/// whoever needs certainty reads the person.
pub(crate) fn number_hash(text: &str) -> u64 {
    let mut hash = Hash::new();
    for letter in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase) {
        hash.add(letter.encode_utf8(&mut [0; 4]));
    }
    let first = hash.value();
    hash.add("#");
    u64::from(first) << 32 | u64::from(hash.value())
}

/// The lowest bit of a kept number tells a document's from a code.
pub(crate) const fn kept_number(hash: u64, document: bool) -> u64 {
    hash & !1 | document as u64
}

/// Persons in the order of their birth, with the lists of those who have each word.
#[derive(Debug, Default)]
pub(crate) struct Segment {
    pub(crate) ids: Vec<u64>,
    pub(crate) births: Vec<u32>,
    pub(crate) states: Vec<u8>,
    pub(crate) entries: Flat,
    pub(crate) places: Flat,
    /// Kept numbers in order, and whose they are.
    pub(crate) numbers: Vec<u64>,
    pub(crate) holders: Vec<u32>,
    pub(crate) words: WordList,
    pub(crate) place_words: Vec<Box<str>>,
    /// Persons by the word of a name, and by the word of an address.
    pub(crate) by_word: Flat,
    pub(crate) by_place: Flat,
    /// Persons not taken out, by the word of a name.
    pub(crate) live_by_word: Vec<u32>,
    pub(crate) by_id: Vec<u32>,
    pub(crate) live: u32,
}

impl Segment {
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }

    /// Persons not taken out.
    pub(crate) const fn live(&self) -> u32 {
        self.live
    }

    pub(crate) fn id(&self, person: u32) -> u64 {
        self.ids.get(person as usize).copied().unwrap_or(0)
    }

    pub(crate) fn birth(&self, person: u32) -> u32 {
        at(&self.births, person)
    }

    pub(crate) fn is_dead(&self, person: u32) -> bool {
        self.state(person) & DEAD != 0
    }

    pub(crate) fn is_removed(&self, person: u32) -> bool {
        self.state(person) & REMOVED != 0
    }

    fn state(&self, person: u32) -> u8 {
        self.states.get(person as usize).copied().unwrap_or(REMOVED)
    }

    /// The words of a person's names.
    pub(crate) fn entries(&self, person: u32) -> impl Iterator<Item = Entry> + Clone {
        self.entries.of(person).iter().map(|entry| Entry(*entry))
    }

    /// The words of a person's addresses.
    pub(crate) fn places(&self, person: u32) -> &[u32] {
        self.places.of(person)
    }

    /// Those who have a word in a name, in order; also those taken out.
    pub(crate) fn with_word(&self, word: u32) -> &[u32] {
        self.by_word.of(word)
    }

    /// Those who have a word in an address, in order; also those taken out.
    pub(crate) fn with_place(&self, word: u32) -> &[u32] {
        self.by_place.of(word)
    }

    /// How many have the folded word in a name.
    pub(crate) fn count(&self, word: &Word) -> u64 {
        self.words.folded(&word.folded).map(|at_word| u64::from(at(&self.live_by_word, at_word))).sum()
    }

    /// The words of addresses that begin so, or are so.
    pub(crate) fn place_range(&self, folded: &str, prefix: bool) -> Range<u32> {
        let from = self.place_words.partition_point(|word| **word < *folded);
        let rest = self.place_words.get(from..).unwrap_or(&[]);
        let count =
            rest.partition_point(|word| if prefix { word.starts_with(folded) } else { **word == *folded });
        u32::try_from(from).unwrap_or(0)..u32::try_from(from + count).unwrap_or(0)
    }

    /// The persons whose keys of birth lie in a span.
    pub(crate) fn born(&self, (first, last): (u32, u32)) -> Range<u32> {
        let from = self.births.partition_point(|key| *key < first);
        let to = self.births.partition_point(|key| *key <= last);
        u32::try_from(from).unwrap_or(0)..u32::try_from(to).unwrap_or(0)
    }

    /// Those who hold a number, and whether it is a document's.
    pub(crate) fn holders(&self, hash: u64) -> Vec<(u32, bool)> {
        let from = self.numbers.partition_point(|kept| *kept < kept_number(hash, false));
        let kept = self.numbers.iter().zip(&self.holders).skip(from);
        kept.take_while(|(kept, _)| **kept & !1 == hash & !1)
            .map(|(kept, holder)| (*holder, kept & 1 == 1))
            .filter(|(holder, _)| !self.is_removed(*holder))
            .collect()
    }

    fn place_of(&self, id: u64) -> Option<u32> {
        let found = self.by_id.binary_search_by_key(&id, |person| self.id(*person)).ok()?;
        self.by_id.get(found).copied()
    }

    /// Takes a person out; whether they were there.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let Some(person) = self.place_of(id).filter(|person| !self.is_removed(*person)) else { return false };
        if let Some(state) = self.states.get_mut(person as usize) {
            *state |= REMOVED;
        }
        let mut words: Vec<u32> = self.entries(person).map(Entry::word).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            if let Some(count) = self.live_by_word.get_mut(word as usize) {
                *count = count.saturating_sub(1);
            }
        }
        self.live = self.live.saturating_sub(1);
        true
    }

    /// Everything that follows from persons and words.
    fn complete(&mut self, threads: usize) {
        let name_words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let place_words = u32::try_from(self.place_words.len()).unwrap_or(0);
        let (by_place, (by_word, by_id)) = both(
            threads,
            || self.places.inverted(place_words, |word| word),
            || (self.entries.inverted(name_words, |entry| entry >> 8), self.ordered_by_id()),
        );
        (self.by_place, self.by_word, self.by_id) = (by_place, by_word, by_id);
        self.live = self.count_live(0..self.len());
        self.live_by_word =
            (0..name_words).map(|word| self.count_live(self.with_word(word).iter().copied())).collect();
    }

    fn count_live(&self, persons: impl Iterator<Item = u32>) -> u32 {
        u32::try_from(persons.filter(|person| !self.is_removed(*person)).count()).unwrap_or(u32::MAX)
    }

    fn ordered_by_id(&self) -> Vec<u32> {
        let mut keys: Vec<(u64, u32)> = self.ids.iter().copied().zip(0_u32..).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, person)| person).collect()
    }

    /// A segment from what a snapshot holds; `None` when its parts do not fit together.
    pub(crate) fn restored(parts: Self) -> Option<Self> {
        let count = parts.ids.len();
        let words = u32::try_from(parts.words.len()).ok()?;
        let place_words = u32::try_from(parts.place_words.len()).ok()?;
        let fits = parts.births.len() == count
            && parts.births.is_sorted()
            && parts.states.len() == count
            && parts.entries.fits(count)
            && parts.places.fits(count)
            && parts.numbers.is_sorted()
            && parts.holders.len() == parts.numbers.len()
            && parts.entries.items().iter().all(|entry| entry >> 8 < words)
            && parts.places.items().iter().all(|word| *word < place_words);
        let mut segment = parts;
        fits.then(|| {
            segment.complete(THREADS);
            segment
        })
    }
}
