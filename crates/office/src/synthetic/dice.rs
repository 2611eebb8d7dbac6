//! Chance in the shapes the generator needs: shares in thousandths, and weighted tables.

use kernel::{Chance, SeededChance};

/// A source of chance with the generator's words.
#[derive(Debug, Clone)]
pub(super) struct Dice(SeededChance);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(SeededChance::new(seed))
    }

    pub(super) fn chance(&mut self) -> &mut SeededChance {
        &mut self.0
    }

    /// A number from 0 up to but not including `bound`.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.0.below(u64::from(bound))).unwrap_or(0)
    }

    /// The same as a signed number, for days.
    pub(super) fn days_below(&mut self, bound: i32) -> i32 {
        i32::try_from(self.0.below(u64::from(bound.unsigned_abs()))).unwrap_or(0)
    }

    /// True in `share` of a thousand.
    pub(super) fn permille(&mut self, share: u32) -> bool {
        self.below(1000) < share
    }

    /// One entry of a slice, all alike.
    pub(super) fn any<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(u32::try_from(of.len()).unwrap_or(0)) as usize)
    }
}

/// Entries with weights.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    upto: Vec<u64>,
    entries: Vec<T>,
}

impl<T> Table<T> {
    /// A table of pairs of an entry and its weight.
    pub(super) fn new(pairs: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut total = 0;
        let (entries, upto) = pairs
            .into_iter()
            .map(|(entry, weight)| {
                total += weight;
                (entry, total)
            })
            .unzip();
        Self { upto, entries }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// The sum of the weights.
    pub(super) fn total(&self) -> u64 {
        self.upto.last().copied().unwrap_or(0)
    }

    /// An entry, as often as its weight says; `None` from an empty table.
    pub(super) fn pick(&self, dice: &mut Dice) -> Option<&T> {
        let at = dice.0.below(self.total());
        self.entries.get(self.upto.partition_point(|upto| *upto <= at))
    }
}

/// The weight of rank `r` (1 is the first): `r` to the power of minus `exponent_permille` / 1000, as an integer.
pub(super) fn zipf(rank: u32, exponent_permille: u32) -> u64 {
    let weight = 1e9 * f64::from(rank.max(1)).powf(-f64::from(exponent_permille) / 1000.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10⁹")]
    let weight = weight as u64;
    weight.max(1)
}
