//! One name in many spellings: what a name is reduced to, so that `Schmidt` and `Šmits`, `Kowalska` and
//! `Kovaļskis`, `Юрий` and `Jurijs` meet. The rules are data of a country.

use crate::names::Folding;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Fewest letters that are left of a name when its ending is taken off.
const STEM_MIN: usize = 3;
/// Readings of one name at most, where a group of letters can be read in several ways.
const READINGS_MAX: usize = 4;

/// A group of letters, and the ways to read it; no way means that it is not heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respelling {
    /// The letters.
    pub from: String,
    /// How they can be read; the first is the usual one.
    pub to: Vec<String>,
}

type Rules = BTreeMap<char, Vec<(Vec<char>, Vec<String>)>>;

/// The spelling rules of a country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelling {
    rules: Rules,
    smoothing: Rules,
    /// Endings as they are written (folded), longest first, with what stays of them.
    endings: Vec<(String, String)>,
    /// The same as they are read.
    read_endings: Vec<(String, String)>,
}

/// The words of a name or an address: small composed letters, split at spaces and hyphens; apostrophes and full
/// stops are not kept.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' | '.' => {}
            '-' | '–' => out.push(' '),
            c => out.push(c),
        }
    }
    // A capital letter can become two, of which the second is a mark on the first.
    out.nfc().collect::<String>().split_whitespace().map(str::to_owned).collect()
}

impl Spelling {
    /// Rules from data: respellings, smoothings (applied to what the respellings gave, until nothing changes), and
    /// endings with what stays of them. `folding` serves letters that no rule names.
    #[must_use]
    pub fn new(
        folding: &Folding,
        respellings: impl IntoIterator<Item = Respelling>,
        smoothings: impl IntoIterator<Item = Respelling>,
        endings: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut spelling = Self {
            rules: rules(respellings),
            smoothing: rules(smoothings),
            endings: longest_first(endings.into_iter().collect()),
            read_endings: Vec::new(),
        };
        let read = |text: &str| spelling.read(folding, text).into_iter().next().unwrap_or_default();
        spelling.read_endings = longest_first(
            spelling.endings.iter().map(|(ending, stays)| (read(ending), read(stays))).collect(),
        );
        spelling
    }

    /// What is left of a folded name without its ending: the same for `berzins` and `berzina`.
    #[must_use]
    pub fn stem(&self, folded: &str) -> String {
        strip(&self.endings, folded)
    }

    /// What a word is reduced to, in each way in which it can be read; the usual one first, at most four.
    #[must_use]
    pub fn skeletons(&self, folding: &Folding, word: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for read in self.read(folding, word) {
            let stem = strip(&self.read_endings, &read);
            if !stem.is_empty() && !out.contains(&stem) {
                out.push(stem);
            }
        }
        out
    }

    /// The readings of a word before its ending is taken off.
    fn read(&self, folding: &Folding, word: &str) -> Vec<String> {
        let letters: Vec<char> = word.nfc().flat_map(char::to_lowercase).collect();
        let mut readings = vec![String::new()];
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            let (taken, to) = match longest(&self.rules, &letters, at) {
                Some((taken, to)) => (taken, to.to_vec()),
                None => (1, vec![folding.fold(&letter.to_string())]),
            };
            at += taken;
            let ways = to.len().max(1);
            if ways > 1 && readings.len() * ways <= READINGS_MAX {
                readings = to
                    .iter()
                    .flat_map(|way| readings.iter().map(move |known| format!("{known}{way}")))
                    .collect();
            } else if let Some(way) = to.first() {
                readings.iter_mut().for_each(|known| known.push_str(way));
            }
        }
        readings.into_iter().map(|reading| self.smooth(&reading)).collect()
    }

    fn smooth(&self, text: &str) -> String {
        let mut text = single(text);
        // Every smoothing shortens, so this ends; the bound holds for whatever a data file may say.
        for _ in 0..8 {
            let letters: Vec<char> = text.chars().collect();
            let (mut next, mut at) = (String::with_capacity(text.len()), 0);
            while let Some(letter) = letters.get(at) {
                match longest(&self.smoothing, &letters, at) {
                    Some((taken, to)) => {
                        next.push_str(to.first().map_or("", String::as_str));
                        at += taken;
                    }
                    None => {
                        next.push(*letter);
                        at += 1;
                    }
                }
            }
            let next = single(&next);
            if next == text {
                break;
            }
            text = next;
        }
        text
    }
}

fn rules(list: impl IntoIterator<Item = Respelling>) -> Rules {
    let mut rules = Rules::new();
    for rule in list {
        let from: Vec<char> = rule.from.nfc().flat_map(char::to_lowercase).collect();
        if let Some(first) = from.first() {
            rules.entry(*first).or_default().push((from, rule.to));
        }
    }
    for list in rules.values_mut() {
        list.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    }
    rules
}

/// The longest rule that begins at a place: how many letters it takes and how they are read.
fn longest<'a>(rules: &'a Rules, letters: &[char], at: usize) -> Option<(usize, &'a [String])> {
    let rest = letters.get(at..)?;
    let (from, to) = rules.get(rest.first()?)?.iter().find(|(from, _)| rest.starts_with(from))?;
    Some((from.len(), to))
}

fn longest_first(mut endings: Vec<(String, String)>) -> Vec<(String, String)> {
    endings.retain(|(ending, _)| !ending.is_empty());
    endings.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.cmp(b)));
    endings.dedup_by(|a, b| a.0 == b.0);
    endings
}

/// A doubled letter is one.
fn single(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    for c in text.chars() {
        if last != Some(c) {
            out.push(c);
        }
        last = Some(c);
    }
    out
}

fn strip(endings: &[(String, String)], text: &str) -> String {
    for (ending, stays) in endings {
        if let Some(head) = text.strip_suffix(ending.as_str())
            && head.chars().count() + stays.chars().count() >= STEM_MIN
        {
            return format!("{head}{stays}");
        }
    }
    text.to_owned()
}
