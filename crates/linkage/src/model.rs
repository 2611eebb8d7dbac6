//! The model of Fellegi and Sunter, its weights learned without labels.
//!
//! Every pair is of one of three classes: the *same* person, *relatives* (another person of the household, who
//! shares surname and address but not given names or date of birth), or *strangers*. In each class the fields
//! agree at their levels independently. How strangers agree (`u`) comes from frequencies and from pairs drawn by
//! chance; how the same person's records agree (`m`), how relatives agree, and how many of each there are is
//! learned by EM over the candidate pairs. The pairs that blocking left out count as strangers, so the shares are
//! shares of all pairs, and blocking by a field does not make that field look common among strangers.
//!
//! Sources: I. P. Fellegi, A. B. Sunter, "A theory for record linkage", JASA 64 (1969); A. P. Dempster,
//! N. M. Laird, D. B. Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39 (1977).

use crate::level::{Level, Pattern};
use crate::record::{Bound, Field, Kind, Schema};

/// Steps of EM at most.
pub const STEPS_MAX: usize = 100;
/// EM ends when the likelihood of all pairs grows by less, in natural logarithms.
pub const GAIN_MIN: f64 = 1e-3;

/// How likely each level is in one class, field by field.
pub type Table = Vec<[f64; Level::COUNT]>;

/// Pairs of one pattern are one entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// The levels.
    pub pattern: Pattern,
    /// How many candidate pairs have them.
    pub count: f64,
}

/// What was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The same person.
    pub same: Table,
    /// Relatives.
    pub relatives: Table,
    /// Strangers.
    pub strangers: Table,
    /// Share of all pairs that are the same person.
    pub share_same: f64,
    /// Share of all pairs that are relatives.
    pub share_relatives: f64,
    /// The logarithm of the likelihood after each step; it never falls.
    pub likelihood: Vec<f64>,
}

/// How likely a pair is of each class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classes {
    /// The same person.
    pub same: f64,
    /// Relatives.
    pub relatives: f64,
    /// The logarithm of the pair's likelihood.
    pub log_likelihood: f64,
}

/// How records of one person usually agree, before anything is learned.
pub(crate) const SAME_USUAL: [f64; Level::COUNT] = [0.80, 0.03, 0.05, 0.01, 0.03, 0.01, 0.02, 0.05];
/// What the usual table counts for, in pairs.
const SAME_WEIGHT: f64 = 4.0;
const RELATIVES_USUAL: [f64; Level::COUNT] = [0.80, 0.08, 0.01, 0.01, 0.01, 0.01, 0.02, 0.06];
const RELATIVES_WEIGHT: f64 = 20.0;
/// Twins among brothers and sisters, in the share of relatives born on one day.
const TWINS: f64 = 0.02;
/// The same person's records differ in what belongs to the person at most so often.
const DIFFERING_MAX: f64 = 0.3;
/// No level is less likely than this in any class.
pub(crate) const FLOOR: f64 = 1e-7;

impl Model {
    /// Learns from the patterns of candidate pairs.
    ///
    /// `strangers` is how strangers agree; `all_pairs` counts all pairs, also those that are no candidates;
    /// `expected` is the first guess of how many are the same person.
    #[must_use]
    pub fn learn(
        schema: &Schema,
        strangers: Table,
        patterns: &[Counted],
        all_pairs: f64,
        expected: f64,
    ) -> Self {
        let fields = schema.fields();
        let all_pairs = all_pairs.max(1.0);
        let relatives: Table =
            fields.iter().zip(&strangers).map(|(field, strangers)| relatives_of(field, strangers)).collect();
        let start = (expected / all_pairs).clamp(1e-12, 0.5);
        let mut model = Self {
            same: vec![SAME_USUAL; fields.len()],
            relatives,
            strangers,
            share_same: start,
            share_relatives: start * 0.5,
            likelihood: Vec::new(),
        };
        let outside = (all_pairs - patterns.iter().map(|entry| entry.count).sum::<f64>()).max(0.0);
        for _ in 0..STEPS_MAX {
            let likelihood = model.step(fields, patterns, outside);
            let last = model.likelihood.last().copied();
            model.likelihood.push(likelihood);
            if last.is_some_and(|last| likelihood - last < GAIN_MIN) {
                break;
            }
        }
        model
    }

    /// One step: how likely every pattern is of each class, then the tables that this makes most likely.
    /// Gives the likelihood before the step.
    fn step(&mut self, fields: &[Field], patterns: &[Counted], outside: f64) -> f64 {
        let mut same = vec![[0.0; Level::COUNT]; fields.len()];
        let mut relatives = same.clone();
        let (mut all_same, mut all_relatives, mut all) = (0.0, 0.0, outside);
        let logs = self.logs();
        let rest = |model: &Self| (1.0 - model.share_same - model.share_relatives).ln();
        let mut likelihood = outside * rest(self) + self.prior(fields);
        for entry in patterns {
            let classes = logs.classes(entry.pattern);
            likelihood += entry.count * classes.log_likelihood;
            let (as_same, as_relatives) = (entry.count * classes.same, entry.count * classes.relatives);
            all_same += as_same;
            all_relatives += as_relatives;
            all += entry.count;
            for (at, (same, relatives)) in same.iter_mut().zip(&mut relatives).enumerate() {
                if let Some(level) = entry.pattern.level(at).index() {
                    add(same, level, as_same);
                    add(relatives, level, as_relatives);
                }
            }
        }
        self.share_same = (all_same + 0.5) / (all + 1.5);
        self.share_relatives = (all_relatives + 0.5) / (all + 1.5);
        for ((field, table), counts) in fields.iter().zip(self.same.iter_mut()).zip(&same) {
            *table = most_likely(counts, &SAME_USUAL, SAME_WEIGHT);
            if field.bound == Bound::Person {
                at_most_differing(table);
            }
        }
        for ((field, table), counts) in fields.iter().zip(self.relatives.iter_mut()).zip(&relatives) {
            if field.bound == Bound::Household {
                *table = most_likely(counts, &RELATIVES_USUAL, RELATIVES_WEIGHT);
            }
        }
        likelihood
    }

    /// What the usual tables add to the likelihood, as the pairs they count for.
    fn prior(&self, fields: &[Field]) -> f64 {
        let of = |table: &[f64; Level::COUNT], usual: &[f64; Level::COUNT], weight: f64| {
            table.iter().zip(usual).map(|(likely, usual)| weight * usual * likely.ln()).sum::<f64>()
        };
        let same: f64 = self.same.iter().map(|table| of(table, &SAME_USUAL, SAME_WEIGHT)).sum();
        let relatives: f64 = fields
            .iter()
            .zip(&self.relatives)
            .filter(|(field, _)| field.bound == Bound::Household)
            .map(|(_, table)| of(table, &RELATIVES_USUAL, RELATIVES_WEIGHT))
            .sum();
        let rest = (1.0 - self.share_same - self.share_relatives).ln();
        same + relatives + 0.5 * (self.share_same.ln() + self.share_relatives.ln() + rest)
    }

    /// How likely a pair of this pattern is of each class.
    #[must_use]
    pub fn classes(&self, pattern: Pattern) -> Classes {
        Logs::of(self).classes(pattern)
    }

    /// As [`Model::classes`], for many patterns.
    #[must_use]
    pub fn logs(&self) -> Logs {
        Logs::of(self)
    }

    /// The logarithm (natural) of how much likelier a level is for the same person than for strangers.
    #[must_use]
    pub fn weight(&self, field: usize, level: Level) -> f64 {
        let Some(level) = level.index() else { return 0.0 };
        let of =
            |table: &Table| table.get(field).and_then(|row| row.get(level)).copied().unwrap_or(FLOOR).ln();
        of(&self.same) - of(&self.strangers)
    }

    /// The logarithm (natural) of how much likelier a level is for relatives than for strangers.
    #[must_use]
    pub fn weight_of_relatives(&self, field: usize, level: Level) -> f64 {
        let Some(level) = level.index() else { return 0.0 };
        let of =
            |table: &Table| table.get(field).and_then(|row| row.get(level)).copied().unwrap_or(FLOOR).ln();
        of(&self.relatives) - of(&self.strangers)
    }
}

/// The logarithms of a model's tables, computed once.
#[derive(Debug, Clone)]
pub struct Logs {
    shares: [f64; 3],
    /// For each field the rows of the same person, of relatives, of strangers.
    rows: Vec<[[f64; 3]; Level::COUNT]>,
}

impl Logs {
    fn of(model: &Model) -> Self {
        let rest = 1.0 - model.share_same - model.share_relatives;
        let tables = model.same.iter().zip(&model.relatives).zip(&model.strangers);
        let rows = tables
            .map(|((same, relatives), strangers)| {
                let mut row = [[0.0; 3]; Level::COUNT];
                for (((cell, same), relatives), strangers) in
                    row.iter_mut().zip(same).zip(relatives).zip(strangers)
                {
                    *cell = [same.ln(), relatives.ln(), strangers.ln()];
                }
                row
            })
            .collect();
        Self { shares: [model.share_same.ln(), model.share_relatives.ln(), rest.ln()], rows }
    }

    /// How likely a pair of this pattern is of each class.
    #[must_use]
    pub fn classes(&self, pattern: Pattern) -> Classes {
        let mut logs = self.shares;
        for (at, row) in self.rows.iter().enumerate() {
            let Some(level) = pattern.level(at).index().and_then(|level| row.get(level)) else { continue };
            for (log, likely) in logs.iter_mut().zip(level) {
                *log += likely;
            }
        }
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let [same, relatives, strangers] = logs.map(|log| (log - most).exp());
        let sum = same + relatives + strangers;
        Classes { same: same / sum, relatives: relatives / sum, log_likelihood: most + sum.ln() }
    }
}

fn add(row: &mut [f64; Level::COUNT], level: usize, amount: f64) {
    if let Some(cell) = row.get_mut(level) {
        *cell += amount;
    }
}

/// The row that makes the counts most likely, with `weight` pairs of the usual ones among them.
fn most_likely(
    counts: &[f64; Level::COUNT],
    usual: &[f64; Level::COUNT],
    weight: f64,
) -> [f64; Level::COUNT] {
    let all: f64 = counts.iter().sum::<f64>() + weight;
    let mut row = [0.0; Level::COUNT];
    for ((cell, count), usual) in row.iter_mut().zip(counts).zip(usual) {
        *cell = ((count + weight * usual) / all).max(FLOOR);
    }
    row
}

/// However bad a file is, the same person's given names and date of birth agree more often than not: without
/// this a file with many families and few duplicates would teach that families are the duplicates.
///
/// Both parts of the row are scaled, which is the likeliest row within the bound, so the likelihood still grows.
fn at_most_differing(row: &mut [f64; Level::COUNT]) {
    let (agreeing, differing) = row.split_at_mut(Level::Part as usize);
    let (agree, differ) = (agreeing.iter().sum::<f64>(), differing.iter().sum::<f64>());
    if differ > DIFFERING_MAX * (agree + differ) && agree > 0.0 {
        agreeing.iter_mut().for_each(|likely| *likely *= (1.0 - DIFFERING_MAX) / agree);
        differing.iter_mut().for_each(|likely| *likely *= DIFFERING_MAX / differ);
    }
}

/// How relatives agree at the start: like strangers in what belongs to one person, but for twins.
pub(crate) fn relatives_of(field: &Field, strangers: &[f64; Level::COUNT]) -> [f64; Level::COUNT] {
    match field.bound {
        Bound::Household => RELATIVES_USUAL,
        Bound::Person if field.kind == Kind::Date => {
            let mut row = strangers.map(|likely| likely * (1.0 - TWINS));
            add(&mut row, 0, TWINS);
            row
        }
        Bound::Person => *strangers,
    }
}

/// How strangers agree, from counted levels; `whole` is what the usual pairs count for.
#[must_use]
pub fn row_of_strangers(counts: &[f64; Level::COUNT]) -> [f64; Level::COUNT] {
    // Half a pair for each level: what was never seen is rare, not impossible.
    let all: f64 = counts.iter().sum::<f64>() + 0.5 * (crate::prepare::as_f64(Level::COUNT));
    let mut row = [FLOOR; Level::COUNT];
    for (cell, count) in row.iter_mut().zip(counts) {
        *cell = ((count + 0.5) / all).max(FLOOR);
    }
    row
}
