//! From records to a segment.

use super::{DEAD, Entry, Flat, Segment, kept_number, number_hash};
use crate::date;
use crate::index::Letters;
use crate::judge::Word;
use crate::record::{NameForm, Record};
use crate::wordlist::WordList;
use kernel::spelling::words;
use std::collections::HashMap;

/// Names of one person at most; the index keeps their number in four bits.
const NAMES_MAX: usize = 16;
/// Distinct words at most; the index keeps their number in twenty-four bits.
const WORDS_MAX: usize = 1 << 24;

/// Numbers the distinct words.
#[derive(Default)]
struct Interner {
    numbers: HashMap<Box<str>, u32>,
}

impl Interner {
    fn number(&mut self, word: &str) -> Option<u32> {
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

    fn in_order(self) -> Vec<Box<str>> {
        let mut list: Vec<(u32, Box<str>)> =
            self.numbers.into_iter().map(|(word, number)| (number, word)).collect();
        list.sort_unstable_by_key(|(number, _)| *number);
        list.into_iter().map(|(_, word)| word).collect()
    }
}

/// Takes persons one by one; nothing but their words and numbers is kept.
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
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Takes a person.
    pub(crate) fn push(&mut self, letters: &Letters, record: &Record) {
        let mut names: Vec<&NameForm> = Vec::new();
        for name in &record.names {
            if names.len() < NAMES_MAX && !names.contains(&name) {
                names.push(name);
            }
        }
        names.sort_by_key(|name| name.form);
        let mut entries = Vec::new();
        for (number, name) in (0_u32..).zip(names) {
            for (text, surname) in [(&name.given, false), (&name.surname, true)] {
                for word in words(text) {
                    if let Some(word) = self.words.number(&word) {
                        entries.push(Entry::new(word, number, name.form, surname).0);
                    }
                }
            }
        }
        let mut places = Vec::new();
        for address in &record.addresses {
            for word in place_words(letters, address) {
                places.extend(self.place_words.number(&word));
            }
        }
        places.sort_unstable();
        places.dedup();
        let codes = record.codes.iter().map(|code| kept_number(number_hash(code), false));
        let documents = record.documents.iter().map(|number| kept_number(number_hash(number), true));
        let numbers: Vec<u64> = codes.chain(documents).collect();
        let id = u64::try_from(record.person.as_i64()).unwrap_or(0);
        self.take(id, date::key(record.birth), if record.dead { DEAD } else { 0 }, entries, places, numbers);
    }

    fn take(
        &mut self,
        id: u64,
        birth: u32,
        state: u8,
        entries: Vec<u32>,
        places: Vec<u32>,
        numbers: impl IntoIterator<Item = u64>,
    ) {
        let person = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.births.push(birth);
        self.states.push(state);
        self.entries.push(entries);
        self.places.push(places);
        self.numbers.extend(numbers.into_iter().map(|number| (number, person)));
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
            let mut entries = Vec::new();
            for entry in segment.entries(person) {
                let word = segment.words.get(entry.word()).and_then(|word| self.words.number(&word.surface));
                entries.extend(word.map(|word| word << 8 | entry.marks()));
            }
            let mut places = Vec::new();
            for place in segment.places(person) {
                let word = segment.place_words.get(*place as usize);
                places.extend(word.and_then(|word| self.place_words.number(word)));
            }
            self.take(segment.id(person), segment.birth(person), segment.state(person), entries, places, own);
        }
    }

    /// Orders everything.
    pub(crate) fn finish(self, letters: &Letters) -> Segment {
        let count = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let (ids, births) = (&self.ids, &self.births);
        let mut order: Vec<u32> = (0..count).collect();
        order.sort_unstable_by_key(|person| {
            let place = *person as usize;
            (births.get(place), ids.get(place))
        });
        let pick = |list: &[u64]| order.iter().filter_map(|p| list.get(*p as usize).copied()).collect();
        let ids = pick(&self.ids);
        let births = order.iter().filter_map(|p| self.births.get(*p as usize).copied()).collect();
        let states = order.iter().filter_map(|p| self.states.get(*p as usize).copied()).collect();
        let list = self.words.in_order().iter().map(|word| Word::new(letters, word)).collect();
        let (words, renumbered) = WordList::new(list);
        let entries = self.entries.arranged(&order, |entry| {
            renumbered.get((entry >> 8) as usize).copied().unwrap_or(0) << 8 | entry & 255
        });
        drop(self.entries);
        let unsorted = self.place_words.in_order();
        let mut place_order: Vec<u32> = (0..u32::try_from(unsorted.len()).unwrap_or(0)).collect();
        place_order.sort_unstable_by_key(|place| unsorted.get(*place as usize));
        let place_words = place_order.iter().filter_map(|p| unsorted.get(*p as usize).cloned()).collect();
        let place_numbers = inverse(&place_order);
        let places =
            self.places.arranged(&order, |place| place_numbers.get(place as usize).copied().unwrap_or(0));
        drop(self.places);
        let moved = inverse(&order);
        let mut numbers = self.numbers;
        for (_, holder) in &mut numbers {
            *holder = moved.get(*holder as usize).copied().unwrap_or(0);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let (numbers, holders) = numbers.into_iter().unzip();
        let mut segment = Segment {
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
        };
        segment.complete();
        segment
    }
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

/// The folded words and numbers of an address.
fn place_words(letters: &Letters, address: &str) -> Vec<String> {
    let spaced: String = address.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let folded = letters.folding.fold(&spaced);
    folded.split_whitespace().map(str::to_owned).collect()
}
