//! How strangers agree: frequencies of values where they can be counted, pairs drawn by chance elsewhere.

use crate::compare;
use crate::level::{Level, Pattern};
use crate::model::{FLOOR, Model, Table, row_of_strangers};
use crate::prepare::{Prepared, as_f64};
use kernel::Chance;

/// Pairs drawn; all of them when there are no more.
const DRAWN: usize = 60_000;

/// The patterns of pairs drawn by chance.
pub(crate) fn draw(data: &Prepared, chance: &mut dyn Chance, threads: usize) -> Vec<Pattern> {
    let pairs = pairs(data, chance);
    patterns(data, &pairs, threads)
}

fn pairs(data: &Prepared, chance: &mut dyn Chance) -> Vec<(u32, u32)> {
    let (left, right) = (data.len(0), data.len(1));
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    if data.pairs() <= as_f64(DRAWN) {
        let all = (0..left).flat_map(|a| (0..right).map(move |b| (a, b)));
        return all.filter(|(a, b)| !data.one_file || a < b).map(|(a, b)| (number(a), number(b))).collect();
    }
    let mut draw = |bound: usize| {
        let drawn = chance.below(u64::try_from(bound).unwrap_or(u64::MAX));
        u32::try_from(drawn).unwrap_or(0)
    };
    std::iter::repeat_with(|| (draw(left), draw(right)))
        .filter(|(a, b)| !data.one_file || a != b)
        .take(DRAWN)
        .collect()
}

/// Compares pairs on several threads; the answers stand in the order of the pairs.
pub(crate) fn patterns(data: &Prepared, pairs: &[(u32, u32)], threads: usize) -> Vec<Pattern> {
    let share = pairs.len().div_ceil(threads.max(1)).max(1);
    let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    std::thread::scope(|scope| {
        let workers: Vec<_> = pairs
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    part.iter().map(|(a, b)| compare::records(data, at(*a), at(*b))).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

/// How strangers agree.
///
/// Pairs that a first model holds for the same person are not counted: drawn by chance they are few, but
/// they are most of those that agree.
pub(crate) fn strangers(data: &Prepared, drawn: &[Pattern], first: Option<(&Model, &[f64])>) -> Table {
    let mut counts = vec![[0.0; Level::COUNT]; data.columns.len()];
    let logs = first.map(|(model, _)| model.logs());
    for pattern in drawn {
        let share = logs.as_ref().map_or(1.0, |logs| 1.0 - logs.classes(*pattern).same);
        for (at, row) in counts.iter_mut().enumerate() {
            if let Some(cell) = pattern.level(at).index().and_then(|level| row.get_mut(level)) {
                *cell += share;
            }
        }
    }
    let mut table: Table = counts.iter().map(row_of_strangers).collect();
    for (at, (row, column)) in table.iter_mut().zip(&data.columns).enumerate() {
        let (mut agree, mut with) = (0.0, [0.0, 0.0]);
        for value in &column.values {
            let [left, right] = value.counts.map(f64::from);
            agree += if data.one_file { left * (left - 1.0) / 2.0 } else { left * right };
            with[0] += left;
            with[1] += right;
        }
        let all = if data.one_file { with[0] * (with[0] - 1.0) / 2.0 } else { with[0] * with[1] };
        let same_person = first.and_then(|(_, agreeing)| agreeing.get(at)).copied().unwrap_or(0.0);
        let (Some(cell), true) = (row.first_mut(), all > 0.0) else { continue };
        let likely = ((agree - same_person).max(0.5) / all).clamp(FLOOR, 0.999);
        let rest = 1.0 - *cell;
        *cell = likely;
        // The other levels keep their proportions.
        for cell in row.iter_mut().skip(1) {
            *cell = (*cell * (1.0 - likely) / rest).max(FLOOR);
        }
    }
    table
}
