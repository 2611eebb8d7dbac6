//! Comparison: two values become a level, two records a pattern of levels. Every comparison is symmetric.

use crate::date;
use crate::level::{Level, Pattern};
use crate::prepare::{Prepared, Value};
use crate::record::Kind;
use crate::text::{edits_at_least, edits_chars, jaro_winkler_at_least};

/// Compares record `left` of the first side with record `right` of the second.
pub(crate) fn records(data: &Prepared, left: usize, right: usize) -> Pattern {
    let mut pattern = Pattern::EMPTY;
    for (at, column) in data.columns.iter().enumerate() {
        let level = match (column.ids(0, left), column.ids(1, right)) {
            ([], _) | (_, []) => Level::Missing,
            // The usual case: one value on both sides.
            ([a], [b]) if a == b && column.kind != Kind::Date => Level::Same,
            ([a], [b]) => match (column.value(*a), column.value(*b)) {
                (Some(a), Some(b)) => values(data, column.kind, a, b),
                _ => Level::Missing,
            },
            _ => column
                .of(0, left)
                .flat_map(|(_, a)| column.of(1, right).map(move |(_, b)| values(data, column.kind, a, b)))
                .min()
                .unwrap_or(Level::Missing),
        };
        pattern = pattern.with(at, level);
    }
    let pattern = swapped_names(data, left, right, pattern);
    moved_lines(data, left, right, pattern)
}

/// Compares two values of one field.
pub(crate) fn values(data: &Prepared, kind: Kind, a: &Value, b: &Value) -> Level {
    if kind == Kind::Date {
        return match (&a.date, &b.date) {
            (Some(a), Some(b)) => date::compare(a, b),
            _ => Level::Missing,
        };
    }
    if a.whole == b.whole {
        return Level::Same;
    }
    match kind {
        Kind::GivenNames | Kind::Surname => names(a, b),
        Kind::Number => numbers(a, b),
        Kind::Code => codes(a, b),
        Kind::Category if a.chars.len().min(b.chars.len()) >= 3 && off(a, b, 1) => Level::OneOff,
        Kind::Category | Kind::Date => Level::Differs,
        Kind::Text => texts(a, b),
        Kind::Address => addresses(data, a, b),
    }
}

/// Whether the letters are at most `most` edits apart.
fn off(a: &Value, b: &Value, most: usize) -> bool {
    a.chars.len().abs_diff(b.chars.len()) <= most
        && usize::try_from(edits_at_least(a.bag, b.bag)).is_ok_and(|least| least <= most)
        && edits_chars(&a.chars, &b.chars) <= most
}

/// Jaro–Winkler similarity, when it is at least `least`.
fn alike(a: &Value, b: &Value, least: f64) -> Option<f64> {
    jaro_winkler_at_least((&a.chars, a.bag), (&b.chars, b.bag), least)
}

fn names(a: &Value, b: &Value) -> Level {
    if a.sound == b.sound || same_words(a, b) {
        return Level::Spelling;
    }
    let shorter = a.chars.len().min(b.chars.len());
    if shorter >= 3 && off(a, b, 1) {
        return Level::OneOff;
    }
    if alike(a, b, 0.88).is_some() || (shorter >= 5 && off(a, b, 2)) {
        return Level::Near;
    }
    let several = a.words.len() > 1 || b.words.len() > 1;
    let shared = |x: &Value, y: &Value| {
        x.words.iter().any(|one| {
            y.words.iter().any(|other| {
                // One of several names, or the first letter of one.
                (several && one.id == other.id && one.chars.len() > 1)
                    || (one.chars.len() == 1 && one.chars.first() == other.chars.first())
            })
        })
    };
    let begins = |x: &Value, y: &Value| x.chars.len() >= 3 && y.chars.starts_with(&x.chars);
    if shared(a, b) || shared(b, a) || begins(a, b) || begins(b, a) { Level::Part } else { Level::Differs }
}

/// The same words in another order.
fn same_words(a: &Value, b: &Value) -> bool {
    let length = a.word_ids.len();
    length >= 2
        && length == b.word_ids.len()
        && a.word_sum == b.word_sum
        && a.word_ids.iter().all(|word| b.word_ids.contains(word))
}

fn numbers(a: &Value, b: &Value) -> Level {
    let digits = |value: &Value| value.chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let (in_a, in_b) = (digits(a), digits(b));
    // 12 and 12a are one gate.
    if in_a > 0 && in_a == in_b && a.chars.get(..in_a) == b.chars.get(..in_b) {
        return Level::Near;
    }
    let first = |value: &Value| value.words.first().map(|word| word.id);
    if a.words.len() != b.words.len() && first(a) == first(b) {
        return Level::Part;
    }
    if a.chars.len().max(b.chars.len()) >= 2 && off(a, b, 1) { Level::OneOff } else { Level::Differs }
}

fn codes(a: &Value, b: &Value) -> Level {
    // A telephone with and without the number of the country.
    let ends = |x: &Value, y: &Value| x.chars.len() >= 7 && y.chars.ends_with(&x.chars);
    if ends(a, b) || ends(b, a) {
        return Level::Spelling;
    }
    let shorter = a.chars.len().min(b.chars.len());
    if shorter >= 3 && off(a, b, 1) {
        return Level::OneOff;
    }
    if shorter >= 6 && off(a, b, 2) { Level::Near } else { Level::Differs }
}

fn texts(a: &Value, b: &Value) -> Level {
    if same_words(a, b) {
        return Level::Spelling;
    }
    let (shorter, longer) = (a.chars.len().min(b.chars.len()), a.chars.len().max(b.chars.len()));
    if longer - shorter <= 4
        && shorter >= 4
        && let Some(alike) = alike(a, b, 0.75)
    {
        match edits_chars(&a.chars, &b.chars) {
            1 => return Level::OneOff,
            2 if shorter >= 6 => return Level::Near,
            edits if edits * 5 <= shorter => return Level::Near,
            edits if edits * 3 <= shorter && alike >= 0.85 => return Level::Part,
            _ => {}
        }
    }
    let shared = a.word_ids.iter().filter(|word| b.word_ids.contains(word)).count();
    let all = a.word_ids.len() + b.word_ids.len() - shared;
    if shared * 2 >= all && all > 0 { Level::Part } else { Level::Differs }
}

/// Words and numbers as a set, each by what it tells; a word may be one letter off.
fn addresses(data: &Prepared, a: &Value, b: &Value) -> Level {
    let weight =
        |id: u32| usize::try_from(id).ok().and_then(|id| data.word_weights.get(id)).copied().unwrap_or(1.0);
    let mut free: Vec<_> = b.words.iter().map(Some).collect();
    let (mut met, mut all) = (0.0, 0.0);
    for word in &b.words {
        all += weight(word.id);
    }
    for word in &a.words {
        all += weight(word.id);
        let place =
            free.iter().position(|other| other.is_some_and(|other| other.id == word.id)).or_else(|| {
                free.iter().position(|other| {
                    other.is_some_and(|other| {
                        !word.number
                            && !other.number
                            && word.chars.len().min(other.chars.len()) >= 4
                            && word.chars.len().abs_diff(other.chars.len()) <= 1
                            && edits_chars(&word.chars, &other.chars) <= 1
                    })
                })
            });
        if let Some(other) = place.and_then(|at| free.get_mut(at)).and_then(Option::take) {
            // What is one letter off tells as much as the commoner of the two.
            let both = weight(word.id).min(weight(other.id));
            met += if word.id == other.id { 2.0 * both } else { 1.8 * both };
        }
    }
    match met / all {
        share if share > 0.999 => Level::Spelling,
        share if share >= 0.85 => Level::OneOff,
        share if share >= 0.65 => Level::Near,
        share if share >= 0.4 => Level::Part,
        _ => Level::Differs,
    }
}

/// Given name and surname in each other's place: the given names carry the finding, the surname says nothing.
fn swapped_names(data: &Prepared, left: usize, right: usize, pattern: Pattern) -> Pattern {
    let (Some(given), Some(surname)) = (data.given, data.surname) else { return pattern };
    if pattern.level(given) < Level::Near || pattern.level(surname) < Level::Near {
        return pattern;
    }
    let (Some(givens), Some(surnames)) = (data.columns.get(given), data.columns.get(surname)) else {
        return pattern;
    };
    let cross = |a: &Value, b: &Value| if a.whole == b.whole { Level::Same } else { names(a, b) };
    let there =
        givens.of(0, left).flat_map(|(_, a)| surnames.of(1, right).map(move |(_, b)| cross(a, b))).min();
    let back =
        surnames.of(0, left).flat_map(|(_, a)| givens.of(1, right).map(move |(_, b)| cross(a, b))).min();
    let swapped = match (there, back) {
        (Some(there), Some(back)) => there.max(back) <= Level::OneOff && there.min(back) <= Level::Spelling,
        _ => false,
    };
    if swapped { pattern.with(given, Level::Moved).with(surname, Level::Missing) } else { pattern }
}

/// A line of the address that stands in another line of the other record.
fn moved_lines(data: &Prepared, left: usize, right: usize, mut pattern: Pattern) -> Pattern {
    for (at, column) in data.columns.iter().enumerate() {
        if column.group == 0 || !matches!(pattern.level(at), Level::Differs | Level::Missing) {
            continue;
        }
        let elsewhere = |side: usize, one: usize, other: usize| {
            column.of(side, one).any(|(_, value)| {
                data.columns.iter().enumerate().any(|(place, line)| {
                    place != at
                        && line.group == column.group
                        && line.of(1 - side, other).any(|(_, there)| stands(value, there))
                })
            })
        };
        if elsewhere(0, left, right) || elsewhere(1, right, left) {
            pattern = pattern.with(at, Level::Moved);
        }
    }
    pattern
}

fn stands(value: &Value, there: &Value) -> bool {
    value.chars.len() >= 4
        && (value.whole == there.whole
            || (value.chars.first() == there.chars.first() && value.chars.len() >= 6 && off(value, there, 1)))
}
