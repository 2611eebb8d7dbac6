//! Blocking: which pairs are worth comparing. Every record gives keys of many sorts (sound of the surname and
//! year, whole date, postcode and initials, rare words, three-letter parts of the names …); a pair is as good
//! as the keys that both have are rare, and each record keeps its best few.
//!
//! A key that too many records share is left out, so that no common name makes a giant block.

use crate::prepare::{Prepared, Value, as_f64};
use crate::record::Kind;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Records of the other side that a record is compared with.
const BEST: usize = 20;
/// A key that more records of a side have than this tells nothing.
const SHARED_MAX: usize = 300;
/// What the shared keys must tell together, in natural logarithms of rareness.
const TELLING_MIN: f64 = 4.0;

/// The pairs worth comparing, sorted, none twice; within one file the smaller record comes first.
pub(crate) fn candidates(data: &Prepared, threads: usize) -> Vec<(u32, u32)> {
    let index = Index::new(data);
    let left = data.len(0);
    let share = left.div_ceil(threads.max(1)).max(1);
    let index = &index;
    let parts: Vec<Vec<(u32, u32)>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..left)
            .step_by(share)
            .map(|from| scope.spawn(move || of_range(data, index, from..(from + share).min(left))))
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_default()).collect()
    });
    let mut pairs: Vec<(u32, u32)> = parts.into_iter().flatten().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn of_range(data: &Prepared, index: &Index, range: std::ops::Range<usize>) -> Vec<(u32, u32)> {
    let mut telling = vec![0.0_f64; data.len(1)];
    let mut touched: Vec<u32> = Vec::new();
    let mut keys = Vec::new();
    let mut pairs = Vec::new();
    for left in range {
        keys_of(data, 0, left, &mut keys);
        for key in &keys {
            let (records, weight) = index.find(*key);
            for record in records {
                let Some(sum) = usize::try_from(*record).ok().and_then(|at| telling.get_mut(at)) else {
                    continue;
                };
                if *sum == 0.0 {
                    touched.push(*record);
                }
                *sum += weight;
            }
        }
        let Ok(number) = u32::try_from(left) else { continue };
        let mut found: Vec<(f64, u32)> = Vec::with_capacity(touched.len());
        for record in touched.drain(..) {
            if let Some(sum) = usize::try_from(record).ok().and_then(|at| telling.get_mut(at)) {
                if *sum >= TELLING_MIN && !(data.one_file && record == number) {
                    found.push((*sum, record));
                }
                *sum = 0.0;
            }
        }
        let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > BEST {
            found.select_nth_unstable_by(BEST - 1, order);
            found.truncate(BEST);
        }
        pairs.extend(found.into_iter().map(|(_, right)| match data.one_file {
            true => (number.min(right), number.max(right)),
            false => (number, right),
        }));
    }
    pairs
}

/// For each key the records of the second side that have it.
struct Index {
    records: Vec<u32>,
    places: HashMap<u64, (u32, u32)>,
    all: f64,
}

impl Index {
    fn new(data: &Prepared) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::new();
        let mut keys = Vec::new();
        for record in 0..data.len(1) {
            let Ok(number) = u32::try_from(record) else { break };
            keys_of(data, 1, record, &mut keys);
            entries.extend(keys.iter().map(|key| (*key, number)));
        }
        entries.sort_unstable();
        let mut places = HashMap::new();
        let mut from = 0_usize;
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            if let Some((key, _)) = block.first()
                && block.len() <= SHARED_MAX
                && let (Ok(start), Ok(length)) = (u32::try_from(from), u32::try_from(block.len()))
            {
                places.insert(*key, (start, length));
            }
            from += block.len();
        }
        Self {
            records: entries.into_iter().map(|(_, record)| record).collect(),
            places,
            all: as_f64(data.len(1)),
        }
    }

    fn find(&self, key: u64) -> (&[u32], f64) {
        let Some((start, length)) = self.places.get(&key) else { return (&[], 0.0) };
        let (Ok(from), Ok(count)) = (usize::try_from(*start), usize::try_from(*length)) else {
            return (&[], 0.0);
        };
        let records = self.records.get(from..from + count).unwrap_or(&[]);
        (records, (self.all / f64::from(*length)).ln().max(0.1))
    }
}

fn key(sort: &str, parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    sort.hash(&mut hasher);
    parts.hash(&mut hasher);
    hasher.finish()
}

/// The keys of a record, each once.
fn keys_of(data: &Prepared, side: usize, record: usize, keys: &mut Vec<u64>) {
    keys.clear();
    let named = |place: Option<usize>| {
        place.and_then(|at| data.columns.get(at)).map(|column| column.of(side, record)).into_iter().flatten()
    };
    let first_word = |value: &Value| value.sound_text.split(' ').next().unwrap_or("").to_owned();
    let given: Vec<String> = named(data.given).map(|(_, value)| first_word(value)).collect();
    let surnames: Vec<&str> = named(data.surname).map(|(_, value)| &*value.sound_text).collect();
    let years: Vec<&str> = data
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Date)
        .flat_map(|column| column.of(side, record))
        .filter_map(|(_, value)| value.date.as_ref().map(crate::date::DateValue::year))
        .collect();
    let initial = |text: &str| text.get(..1).unwrap_or("").to_owned();
    for surname in &surnames {
        keys.push(key("name", &[surname]));
        for year in &years {
            keys.push(key("surname year", &[surname, year]));
        }
        for given in &given {
            // Swapped names give the same keys.
            let mut both = [given.as_str(), surname];
            both.sort_unstable();
            keys.push(key("both names", &both));
            let mut begin = both.map(|name| name.get(..3).unwrap_or(name));
            begin.sort_unstable();
            keys.push(key("begin of names", &begin));
        }
    }
    for given in &given {
        keys.push(key("name", &[given]));
        for year in &years {
            keys.push(key("given year", &[given, year]));
        }
    }
    let mut initials: Vec<String> = given.iter().take(1).map(|name| initial(name)).collect();
    initials.extend(surnames.iter().take(1).map(|name| initial(name)));
    initials.sort_unstable();
    let initials = initials.concat();
    let mut numbers: Vec<&str> = Vec::new();
    for (at, column) in data.columns.iter().enumerate() {
        let at = at.to_string();
        for (_, value) in column.of(side, record) {
            let text = &*value.folded;
            match column.kind {
                Kind::GivenNames | Kind::Surname => three_letters(&value.chars, keys),
                Kind::Date => {
                    keys.push(key("date", &[&at, text]));
                    if let (Some(year), Some(month), Some(day)) =
                        (text.get(..4), text.get(4..6), text.get(6..8))
                    {
                        let mut turned = [month, day];
                        turned.sort_unstable();
                        keys.push(key("date turned", &[&at, year, turned[0], turned[1]]));
                        keys.push(key("day of year", &[&at, month, day, &initials]));
                        keys.push(key("month and initials", &[&at, year, month, &initials]));
                    }
                }
                Kind::Number => numbers.push(text),
                Kind::Code => {
                    keys.push(key("code", &[&at, text]));
                    keys.push(key("code and initials", &[&at, text, &initials]));
                    for year in &years {
                        keys.push(key("code and year", &[&at, text, year]));
                    }
                }
                Kind::Text | Kind::Address => {
                    let lines = if column.group > 0 { "" } else { at.as_str() };
                    let whole: String = value.chars.iter().collect();
                    keys.push(key("text", &[lines, &whole]));
                    for word in value.words.iter().filter(|word| word.chars.len() >= 3) {
                        let word: String = word.chars.iter().collect();
                        keys.push(key("word", &[lines, &word]));
                        keys.push(key("word and initials", &[lines, &word, &initials]));
                        for number in &numbers {
                            keys.push(key("word and number", &[lines, &word, number]));
                        }
                    }
                }
                Kind::Category => {}
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
}

/// Parts of three letters, for names with a slip in them.
fn three_letters(chars: &[char], keys: &mut Vec<u64>) {
    let padded: Vec<char> =
        std::iter::once('_').chain(chars.iter().copied()).chain(std::iter::once('_')).collect();
    for part in padded.windows(3) {
        let text: String = part.iter().collect();
        keys.push(key("three letters", &[&text]));
    }
}
