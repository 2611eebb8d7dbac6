//! How alike two texts are: Jaro–Winkler and the optimal-string-alignment distance.
//!
//! Sources: M. A. Jaro, "Advances in record-linkage methodology" (1989); W. E. Winkler, "String comparator
//! metrics and enhanced decision rules in the Fellegi–Sunter model of record linkage" (1990). The examples of
//! the second paper are the table tests of this crate.

/// Longest text compared, in characters; what comes after is not looked at.
pub const COMPARED_MAX: usize = 128;

/// Jaro–Winkler similarity: 0 for nothing alike, 1 for the same.
///
/// Up to four letters of a common beginning raise it by a tenth each, as Winkler gives it.
#[must_use]
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    jaro_winkler_chars(&chars(a), &chars(b))
}

/// Jaro similarity: 0 for nothing alike, 1 for the same.
#[must_use]
pub fn jaro(a: &str, b: &str) -> f64 {
    jaro_chars(&chars(a), &chars(b))
}

/// The least number of letters put in, left out, changed, or swapped with their neighbour, that makes `a`
/// into `b`, no part being touched twice.
#[must_use]
pub fn edits(a: &str, b: &str) -> usize {
    edits_chars(&chars(a), &chars(b))
}

pub(crate) fn chars(text: &str) -> Box<[char]> {
    text.chars().take(COMPARED_MAX).collect()
}

/// The set of letters of a text, as bits; rare letters may share one.
pub(crate) fn bag(text: &str) -> u64 {
    text.chars().take(COMPARED_MAX).fold(0, |bag, c| {
        let code = u32::from(c);
        bag | 1
            << match c {
                'a'..='z' => code - u32::from('a'),
                '0'..='9' => 26 + code - u32::from('0'),
                _ => 36 + code % 28,
            }
    })
}

/// At least so many edits lie between texts with these letters: one edit takes away one letter and brings one.
pub(crate) fn edits_at_least(a: u64, b: u64) -> u32 {
    (a & !b).count_ones().max((b & !a).count_ones())
}

/// Jaro–Winkler similarity when it is at least `least`; texts whose letters rule that out are not compared.
pub(crate) fn jaro_winkler_at_least(a: (&[char], u64), b: (&[char], u64), least: f64) -> Option<f64> {
    let unmatched = |x: u64, y: u64| f64::from((x & !y).count_ones());
    let (in_a, in_b) = (count(a.0.len()), count(b.0.len()));
    let most = (in_a - unmatched(a.1, b.1)).min(in_b - unmatched(b.1, a.1));
    if most <= 0.0 {
        return None;
    }
    let jaro = (most / in_a + most / in_b + 1.0) / 3.0;
    let prefix = a.0.iter().zip(b.0).take(4).take_while(|(x, y)| x == y).count();
    if jaro + 0.1 * count(prefix) * (1.0 - jaro) < least {
        return None;
    }
    Some(jaro_winkler_chars(a.0, b.0)).filter(|alike| *alike >= least)
}

pub(crate) fn jaro_winkler_chars(a: &[char], b: &[char]) -> f64 {
    let jaro = jaro_chars(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + 0.1 * count(prefix) * (1.0 - jaro)
}

/// A small count as a number with a fraction.
pub(crate) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

pub(crate) fn jaro_chars(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    // Common characters stand at most this far apart.
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken_a, mut taken_b) = (0_u128, 0_u128);
    for (i, x) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        for (j, y) in b.iter().enumerate().take(to).skip(from) {
            if x == y && taken_b & (1 << j) == 0 {
                taken_a |= 1 << i;
                taken_b |= 1 << j;
                break;
            }
        }
    }
    let common = taken_a.count_ones();
    if common == 0 {
        return 0.0;
    }
    let out_of_order = picked(a, taken_a).zip(picked(b, taken_b)).filter(|(x, y)| x != y).count();
    let m = f64::from(common);
    (m / count(a.len()) + m / count(b.len()) + (m - count(out_of_order) / 2.0) / m) / 3.0
}

/// The characters whose bits are set, in their order.
fn picked(text: &[char], mut taken: u128) -> impl Iterator<Item = char> + '_ {
    std::iter::from_fn(move || {
        if taken == 0 {
            return None;
        }
        let at = usize::try_from(taken.trailing_zeros()).ok()?;
        taken &= taken - 1;
        text.get(at).copied()
    })
}

pub(crate) fn edits_chars(a: &[char], b: &[char]) -> usize {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(head..).unwrap_or(&[]), b.get(head..).unwrap_or(&[]));
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - tail).unwrap_or(&[]), b.get(..b.len() - tail).unwrap_or(&[]));
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let width = b.len() + 1;
    let mut rows = [[0_u8; COMPARED_MAX + 1]; 3];
    if let Some(first) = rows.get_mut(0) {
        for (cell, j) in first.iter_mut().zip(0_u8..).take(width) {
            *cell = j;
        }
    }
    let mut before_last: char = '\0';
    for (i, x) in a.iter().enumerate() {
        let [row_0, row_1, row_2] = &mut rows;
        let (older, last, now) = match i % 3 {
            0 => (row_2, row_0, row_1),
            1 => (row_0, row_1, row_2),
            _ => (row_1, row_2, row_0),
        };
        let mut left = u8::try_from(i + 1).unwrap_or(u8::MAX);
        if let Some(cell) = now.first_mut() {
            *cell = left;
        }
        let mut y_before = '\0';
        for (j, y) in b.iter().enumerate() {
            let get = |row: &[u8], at: usize| row.get(at).copied().unwrap_or(u8::MAX - 1);
            let mut best = (get(last, j) + u8::from(x != y)).min(get(last, j + 1) + 1).min(left + 1);
            if i > 0 && j > 0 && *x == y_before && before_last == *y {
                best = best.min(get(older, j - 1) + 1);
            }
            if let Some(cell) = now.get_mut(j + 1) {
                *cell = best;
            }
            left = best;
            y_before = *y;
        }
        before_last = *x;
    }
    let last = rows.get(a.len() % 3).and_then(|row| row.get(b.len()));
    last.map_or(usize::MAX, |edits| usize::from(*edits))
}
