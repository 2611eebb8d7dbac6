//! From records to a segment.

use super::interner::Interner;
use super::{DEAD, Entry, Flat, Segment, at, kept_number, number_hash};
use crate::date;
use crate::index::Letters;
use crate::judge::Word;
use crate::record::{NameForm, Record};
use crate::threads::both;
use crate::wordlist::WordList;
use kernel::spelling::words;

/// Names of one person at most; the index keeps their number in four bits.
const NAMES_MAX: usize = 16;

/// Gathers persons.
#[derive(Default)]
pub(crate) struct Builder {
    ids: Vec<u64>,
    births: Vec<u32>,
    states: Vec<u8>,
    entries: Flat,
    places: Flat,
    numbers: Vec<(u64, u32)>,
    words: Interner,
    place_words: Interner,
}

impl Builder {
    /// Takes a person.
    pub(crate) fn push(&mut self, letters: &Letters, record: &Record) {
        let mut names: Vec<&NameForm> = Vec::with_capacity(record.names.len().min(NAMES_MAX));
        for name in &record.names {
            if names.len() < NAMES_MAX && !names.contains(&name) {
                names.push(name);
            }
        }
        names.sort_by_key(|name| name.form);
        for (number, name) in (0_u32..).zip(names) {
            for (text, surname) in [(&name.given, false), (&name.surname, true)] {
                for piece in name_pieces(text) {
                    self.words.read(piece, words, |word| {
                        self.entries.add(Entry::new(word, number, name.form, surname).0);
                    });
                }
            }
        }
        let mut places = Vec::new();
        for address in &record.addresses {
            for piece in address.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
                self.place_words.read(piece, |piece| place_words(letters, piece), |word| places.push(word));
            }
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().for_each(|place| self.places.add(place));
        let codes = record.codes.iter().map(|code| kept_number(number_hash(code), false));
        let documents = record.documents.iter().map(|number| kept_number(number_hash(number), true));
        let id = u64::try_from(record.person.as_i64()).unwrap_or(0);
        let state = if record.dead { DEAD } else { 0 };
        self.take(id, date::key(record.birth), state, codes.chain(documents));
    }

    /// Takes a person whose entries and places were added.
    fn take(&mut self, id: u64, birth: u32, state: u8, numbers: impl Iterator<Item = u64>) {
        let person = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.births.push(birth);
        self.states.push(state);
        self.entries.close();
        self.places.close();
        self.numbers.extend(numbers.map(|number| (number, person)));
    }

    /// Takes everybody of another builder.
    pub(crate) fn absorb(&mut self, other: Self) {
        let before = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.extend(other.ids);
        self.births.extend(other.births);
        self.states.extend(other.states);
        self.numbers.extend(other.numbers.into_iter().map(|(number, person)| (number, person + before)));
        let words: Vec<Option<u32>> =
            other.words.in_order().iter().map(|word| self.words.number(word)).collect();
        self.entries.append(&other.entries, |entry| {
            let word = words.get((entry >> 8) as usize).copied().flatten()?;
            Some(word << 8 | entry & 255)
        });
        let places: Vec<Option<u32>> =
            other.place_words.in_order().iter().map(|word| self.place_words.number(word)).collect();
        self.places.append(&other.places, |place| places.get(place as usize).copied().flatten());
    }

    /// Takes the persons of a segment who were not taken out.
    pub(crate) fn take_over(&mut self, segment: &Segment) {
        let mut numbers: Vec<(u32, u64)> =
            segment.holders.iter().copied().zip(segment.numbers.iter().copied()).collect();
        numbers.sort_unstable();
        let mut numbers = numbers.into_iter().peekable();
        for person in 0..segment.len() {
            let mut own = Vec::new();
            while let Some((_, number)) = numbers.next_if(|(holder, _)| *holder <= person) {
                own.push(number);
            }
            if segment.is_removed(person) {
                continue;
            }
            for entry in segment.entries(person) {
                let word = segment.words.get(entry.word()).and_then(|word| self.words.number(&word.surface));
                if let Some(word) = word {
                    self.entries.add(word << 8 | entry.marks());
                }
            }
            for place in segment.places(person) {
                let word = segment.place_words.get(*place as usize);
                if let Some(word) = word.and_then(|word| self.place_words.number(word)) {
                    self.places.add(word);
                }
            }
            let own = own.into_iter();
            self.take(segment.id(person), segment.birth(person), segment.state(person), own);
        }
    }

    /// Orders everything: by birth and id the persons, by letters the words, so that nothing depends on the order
    /// in which they came.
    pub(crate) fn finish(self, letters: &Letters, threads: usize) -> Segment {
        let Self { ids, births, states, entries, places, mut numbers, words, place_words } = self;
        let (order, ((words, renumbered), (place_words, place_numbers))) = both(
            threads,
            || ordered(&births, &ids),
            || {
                let list = words.in_order().iter().map(|word| Word::new(letters, word)).collect();
                (WordList::new(list), sorted(place_words.in_order()))
            },
        );
        let ((entries, places), (numbers, holders)) = both(
            threads,
            || {
                let entries = entries.arranged(&order, |entry| {
                    renumbered.get((entry >> 8) as usize).copied().unwrap_or(0) << 8 | entry & 255
                });
                let mut places = places.arranged(&order, |place| at(&place_numbers, place));
                places.sort_each();
                (entries, places)
            },
            || {
                let moved = inverse(&order);
                numbers.iter_mut().for_each(|(_, holder)| *holder = at(&moved, *holder));
                numbers.sort_unstable();
                numbers.dedup();
                numbers.into_iter().unzip()
            },
        );
        let mut segment = Segment {
            ids: order.iter().filter_map(|person| ids.get(*person as usize).copied()).collect(),
            births: order.iter().filter_map(|person| births.get(*person as usize).copied()).collect(),
            states: order.iter().filter_map(|person| states.get(*person as usize).copied()).collect(),
            entries,
            places,
            numbers,
            holders,
            words,
            place_words,
            ..Segment::default()
        };
        segment.complete(threads);
        segment
    }
}

/// Persons by birth, then by id.
fn ordered(births: &[u32], ids: &[u64]) -> Vec<u32> {
    // Keys side by side: a sort that looks them up waits for memory at every step.
    let mut keys: Vec<(u32, u64, u32)> =
        births.iter().zip(ids).zip(0_u32..).map(|((birth, id), person)| (*birth, *id, person)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(.., person)| person).collect()
}

/// The words in order, and the new number of each by its old one.
fn sorted(words: Vec<Box<str>>) -> (Vec<Box<str>>, Vec<u32>) {
    let mut numbered: Vec<(Box<str>, u32)> = words.into_iter().zip(0_u32..).collect();
    numbered.sort_unstable();
    let (words, order): (Vec<_>, Vec<_>) = numbered.into_iter().unzip();
    (words, inverse(&order))
}

/// Where each number went.
fn inverse(order: &[u32]) -> Vec<u32> {
    let mut out = vec![0; order.len()];
    for (new, old) in (0_u32..).zip(order) {
        if let Some(place) = out.get_mut(*old as usize) {
            *place = new;
        }
    }
    out
}

/// A name at its spaces and hyphens: no word of it reaches over one.
fn name_pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–')).filter(|piece| !piece.is_empty())
}

/// The folded words and numbers of a piece of an address.
fn place_words(letters: &Letters, piece: &str) -> Vec<String> {
    letters.folding.fold(piece).split_whitespace().map(str::to_owned).collect()
}
