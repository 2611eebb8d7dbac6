//! The distinct words of a segment, in the order of their folded letters, and the ways to them.

use crate::edit::{hash, neighbourhood};
use crate::judge::Word;
use std::collections::BTreeSet;
use std::ops::Range;

/// Words by number.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    words: Vec<Word>,
    /// Hash of a skeleton, word; sorted.
    skeletons: Vec<(u32, u32)>,
    /// Hash of the folded word with at most one letter left out, word; sorted.
    near: Vec<(u32, u32)>,
    /// The same of the skeletons.
    near_skeletons: Vec<(u32, u32)>,
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn with_hash(list: &[(u32, u32)], hash: u32) -> impl Iterator<Item = u32> + '_ {
    let from = list.partition_point(|(known, _)| *known < hash);
    list.get(from..).unwrap_or(&[]).iter().take_while(move |(known, _)| *known == hash).map(|(_, word)| *word)
}

impl WordList {
    /// Orders the words. Answers, beside the list, the new number of each word by its old one.
    pub(crate) fn new(words: Vec<Word>) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..number(words.len())).collect();
        let sort_key = |at: &u32| words.get(*at as usize).map(|word| (&word.folded, &word.surface));
        order.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        let mut renumbered = vec![0; words.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = renumbered.get_mut(*old as usize) {
                *place = number(new);
            }
        }
        let mut slots: Vec<Option<Word>> = words.into_iter().map(Some).collect();
        let words =
            order.iter().filter_map(|old| slots.get_mut(*old as usize).and_then(Option::take)).collect();
        let mut list = Self { words, ..Self::default() };
        list.index();
        (list, renumbered)
    }

    fn index(&mut self) {
        let (mut skeletons, mut near, mut near_skeletons) = (Vec::new(), Vec::new(), Vec::new());
        for (at, word) in self.words.iter().enumerate() {
            let at = number(at);
            near.extend(neighbourhood(&word.folded).into_iter().map(|hash| (hash, at)));
            for skeleton in &word.skeletons {
                skeletons.push((hash(skeleton), at));
                near_skeletons.extend(neighbourhood(skeleton).into_iter().map(|hash| (hash, at)));
            }
        }
        for list in [&mut skeletons, &mut near, &mut near_skeletons] {
            list.sort_unstable();
            list.shrink_to_fit();
        }
        (self.skeletons, self.near, self.near_skeletons) = (skeletons, near, near_skeletons);
    }

    pub(crate) const fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn get(&self, at: u32) -> Option<&Word> {
        self.words.get(at as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Word)> {
        self.words.iter().enumerate().map(|(at, word)| (number(at), word))
    }

    /// The words whose folded letters begin so.
    pub(crate) fn prefixed(&self, folded: &str) -> Range<u32> {
        let from = self.words.partition_point(|word| *word.folded < *folded);
        let rest = self.words.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|word| word.folded.starts_with(folded));
        number(from)..number(from + count)
    }

    /// The words whose folded letters are these.
    pub(crate) fn folded(&self, folded: &str) -> Range<u32> {
        let from = self.words.partition_point(|word| *word.folded < *folded);
        let rest = self.words.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|word| *word.folded == *folded);
        number(from)..number(from + count)
    }

    /// Every word that may agree with what was typed, in order; the judge has the last word.
    pub(crate) fn candidates(&self, typed: &Word) -> Vec<u32> {
        let mut found: BTreeSet<u32> =
            neighbourhood(&typed.folded).into_iter().flat_map(|hash| with_hash(&self.near, hash)).collect();
        for skeleton in &typed.skeletons {
            found.extend(with_hash(&self.skeletons, hash(skeleton)));
            for hash in neighbourhood(skeleton) {
                found.extend(with_hash(&self.near_skeletons, hash));
            }
        }
        let range = self.prefixed(&typed.folded);
        let before = found.range(..range.start).copied();
        let after = found.range(range.end..).copied();
        before.chain(range.clone()).chain(after).collect()
    }
}
