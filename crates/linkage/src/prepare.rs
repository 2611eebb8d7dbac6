//! Standardised values, each distinct one kept once, and the records as rows of their numbers.
//!
//! Records are put in the order of their ids: nothing later depends on the order of the file's lines.

use crate::date::DateValue;
use crate::record::{Kind, Record, Schema};
use crate::standard::{fold, says_nothing, sound};
use crate::text::{bag, chars};
use std::collections::HashMap;

/// Numbers for texts, the same number for the same text in every field.
#[derive(Debug, Default)]
struct Interner(HashMap<String, u32>);

impl Interner {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), next);
        next
    }
}

/// One word of a value.
#[derive(Debug)]
pub(crate) struct Word {
    pub id: u32,
    pub chars: Box<[char]>,
    pub number: bool,
}

/// A distinct value of a field.
#[derive(Debug)]
pub(crate) struct Value {
    /// As it stands in the file, for the explanations.
    pub folded: Box<str>,
    /// Its letters without spaces, the number of that text, and its letters to compare.
    pub whole: u32,
    pub chars: Box<[char]>,
    /// Which letters occur at all: tells at once that two values are far apart.
    pub bag: u64,
    pub words: Box<[Word]>,
    pub word_ids: Box<[u32]>,
    /// The same for the same words in any order.
    pub word_sum: u64,
    /// The number of its sound; only names have one.
    pub sound: u32,
    pub sound_text: Box<str>,
    pub date: Option<DateValue>,
    /// How many records of the two sides have it.
    pub counts: [u32; 2],
}

/// A field's distinct values, and which of them each record has.
#[derive(Debug)]
pub(crate) struct Column {
    pub kind: Kind,
    pub group: u8,
    pub values: Vec<Value>,
    rows: [Rows; 2],
}

#[derive(Debug)]
struct Rows {
    ends: Vec<u32>,
    ids: Vec<u32>,
}

impl Column {
    /// The values of a record of `side`.
    pub fn of(&self, side: usize, record: usize) -> impl Iterator<Item = (u32, &Value)> + Clone {
        self.ids(side, record).iter().filter_map(|id| Some((*id, self.value(*id)?)))
    }

    /// The value with a number.
    pub fn value(&self, id: u32) -> Option<&Value> {
        self.values.get(usize::try_from(id).ok()?)
    }

    /// The numbers of the values of a record of `side`.
    pub fn ids(&self, side: usize, record: usize) -> &[u32] {
        let Some(rows) = self.rows.get(side) else { return &[] };
        let place = |at: usize| rows.ends.get(at).and_then(|end| usize::try_from(*end).ok()).unwrap_or(0);
        let from = if record == 0 { 0 } else { place(record - 1) };
        rows.ids.get(from..place(record)).unwrap_or(&[])
    }
}

/// Both sides, ready to be compared. Within one file both sides are the same records.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub columns: Vec<Column>,
    /// For each side, which line of the file each record is.
    pub order: [Vec<usize>; 2],
    pub one_file: bool,
    /// For each number of a word, how much it tells: the logarithm of how rare it is.
    pub word_weights: Vec<f64>,
    pub given: Option<usize>,
    pub surname: Option<usize>,
}

impl Prepared {
    pub fn new(schema: &Schema, left: &[Record], right: Option<&[Record]>) -> Self {
        let order = [by_id(left), right.map_or_else(|| by_id(left), by_id)];
        let sides = [left, right.unwrap_or(left)];
        let mut interner = Interner::default();
        let mut word_counts: HashMap<u32, u32> = HashMap::new();
        let columns = schema
            .fields()
            .iter()
            .enumerate()
            .map(|(at, field)| {
                let mut reader = ColumnReader { kind: field.kind, known: HashMap::new(), values: Vec::new() };
                let mut rows = [(); 2].map(|()| Rows { ends: Vec::new(), ids: Vec::new() });
                for (side, rows) in rows.iter_mut().enumerate() {
                    let (Some(records), Some(order)) = (sides.get(side), order.get(side)) else { continue };
                    for line in order {
                        let texts = records.get(*line).and_then(|record| record.values.get(at));
                        let first = rows.ids.len();
                        for text in texts.into_iter().flatten() {
                            if let Some(id) = reader.read(text, side, &mut interner, &mut word_counts)
                                && !rows.ids.get(first..).unwrap_or(&[]).contains(&id)
                            {
                                rows.ids.push(id);
                            }
                        }
                        rows.ends.push(u32::try_from(rows.ids.len()).unwrap_or(u32::MAX));
                    }
                }
                Column { kind: field.kind, group: field.group, values: reader.values, rows }
            })
            .collect();
        let records = f64::from(u32::try_from(left.len() + sides[1].len()).unwrap_or(u32::MAX));
        let mut word_weights = vec![1.0; interner.0.len()];
        for (word, count) in word_counts {
            if let Some(weight) = usize::try_from(word).ok().and_then(|word| word_weights.get_mut(word)) {
                *weight = (records / f64::from(count)).ln().max(0.3);
            }
        }
        Self {
            columns,
            order,
            one_file: right.is_none(),
            word_weights,
            given: schema.place(Kind::GivenNames),
            surname: schema.place(Kind::Surname),
        }
    }

    /// How many records a side has.
    pub fn len(&self, side: usize) -> usize {
        self.order.get(side).map_or(0, Vec::len)
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> f64 {
        let (left, right) = (as_f64(self.len(0)), as_f64(self.len(1)));
        if self.one_file { left * (left - 1.0) / 2.0 } else { left * right }
    }
}

/// A count as a number with a fraction.
pub(crate) fn as_f64(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn by_id(records: &[Record]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|at| records.get(*at).map(|record| record.id.as_str()));
    order
}

struct ColumnReader {
    kind: Kind,
    known: HashMap<String, Option<u32>>,
    values: Vec<Value>,
}

impl ColumnReader {
    fn read(
        &mut self,
        text: &str,
        side: usize,
        interner: &mut Interner,
        word_counts: &mut HashMap<u32, u32>,
    ) -> Option<u32> {
        let known = match self.known.get(text) {
            Some(known) => *known,
            None => {
                let id = self.make(text, interner);
                self.known.insert(text.to_owned(), id);
                id
            }
        };
        let value = self.values.get_mut(usize::try_from(known?).ok()?)?;
        if let Some(count) = value.counts.get_mut(side) {
            *count += 1;
        }
        for word in &value.words {
            *word_counts.entry(word.id).or_default() += 1;
        }
        known
    }

    /// The value of a text as it stands in the file; two that fold to one are one.
    fn make(&mut self, text: &str, interner: &mut Interner) -> Option<u32> {
        if says_nothing(text) {
            return None;
        }
        let date = if self.kind == Kind::Date { DateValue::parse(text) } else { None };
        let folded = match &date {
            Some(date) => date.digits.clone(),
            None => fold(text),
        };
        if folded.is_empty() || (self.kind == Kind::Date && date.is_none()) {
            return None;
        }
        // The key cannot be a text of the file that folds to something else: a folded text folds to itself.
        if text != folded
            && let Some(known) = self.known.get(&folded)
        {
            return *known;
        }
        let id = u32::try_from(self.values.len()).ok()?;
        let mut whole = folded.replace(' ', "");
        if matches!(self.kind, Kind::Number | Kind::Code) && whole.bytes().all(|b| b.is_ascii_digit()) {
            // Spreadsheets lose the zeros that a number begins with.
            let plain = whole.trim_start_matches('0').to_owned();
            whole = if plain.is_empty() { "0".to_owned() } else { plain };
        }
        let words: Box<[Word]> = folded
            .split(' ')
            .map(|word| Word {
                id: interner.number(word),
                chars: chars(word),
                number: word.bytes().any(|b| b.is_ascii_digit()),
            })
            .collect();
        let is_name = matches!(self.kind, Kind::GivenNames | Kind::Surname);
        let sound_text = if is_name { sound(&folded) } else { String::new() };
        self.values.push(Value {
            whole: interner.number(&whole),
            chars: chars(&whole),
            bag: bag(&whole),
            word_ids: words.iter().map(|word| word.id).collect(),
            word_sum: words.iter().fold(0, |sum, word| {
                // Spreads the numbers, so that sums of different words differ.
                u64::from(word.id)
                    .wrapping_add(1)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .rotate_left(31)
                    .wrapping_add(sum)
            }),
            words,
            sound: if is_name { interner.number(&sound_text) } else { u32::MAX },
            sound_text: sound_text.into(),
            date,
            counts: [0, 0],
            folded: folded.clone().into(),
        });
        self.known.insert(folded, Some(id));
        Some(id)
    }
}
