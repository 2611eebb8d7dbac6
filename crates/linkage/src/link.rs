//! The whole way: standardise, block, compare, learn, decide.

use crate::block;
use crate::chance;
use crate::compare;
use crate::decide::{self, Believed, Scored};
use crate::explain::{Explanation, Finding};
use crate::level::{Level, Pattern};
use crate::model::{Counted, Model};
use crate::prepare::{Prepared, as_f64};
use crate::record::{Record, Records, Schema};
use kernel::Chance;
use std::collections::BTreeMap;

/// Words for what is being done, to whoever shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Values are brought to one form.
    Standardise,
    /// Pairs worth comparing are looked for.
    Block,
    /// Pairs are compared.
    Compare,
    /// Weights are learned.
    Learn,
    /// Pairs are chosen.
    Decide,
}

/// A pair that is believed to be one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The line of the record in the first file, from 0.
    pub left: usize,
    /// The line of the record in the second file (or in the one), from 0.
    pub right: usize,
    /// How likely they are one person, 0 to 1.
    pub probability: f64,
    /// What each field said.
    pub explanation: Explanation,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkage {
    /// Pairs that are believed, the surest first.
    pub pairs: Vec<Pair>,
    /// How many pairs were compared.
    pub candidates: usize,
    /// How many pairs the model expects to be one person.
    pub expected: f64,
    /// What was learned.
    pub model: Model,
}

/// Finds the pairs of one person between two files, or within one when there is no second.
///
/// The answer depends on the records, not on their order; `chance` draws the pairs from which it is learned how
/// strangers agree, `threads` only makes it faster. `stage` is told what is being done.
pub fn link(
    schema: &Schema,
    left: &Records,
    right: Option<&Records>,
    chance: &mut dyn Chance,
    threads: usize,
    stage: &mut dyn FnMut(Stage),
) -> Linkage {
    stage(Stage::Standardise);
    let data = Prepared::new(schema, left.all(), right.map(Records::all));
    stage(Stage::Block);
    let candidates = block::candidates(&data, threads);
    stage(Stage::Compare);
    let drawn = chance::draw(&data, chance, threads);
    let patterns = chance::patterns(&data, &candidates, threads);
    stage(Stage::Learn);
    let model = learn(schema, &data, &drawn, &patterns);
    stage(Stage::Decide);
    let scorer = Scorer { model: &model, data: &data };
    let scored: Vec<Scored> = candidates
        .iter()
        .zip(&patterns)
        .map(|((left, right), pattern)| Scored {
            left: *left,
            right: *right,
            score: scorer.score(*left, *right, *pattern),
        })
        .collect();
    let expected = model.share_same * data.pairs();
    let believed = if data.one_file {
        let score_of = |a: u32, b: u32| scorer.score(a, b, compare::records(&data, index(a), index(b)));
        decide::within(&data, scored, expected, &score_of)
    } else {
        decide::between(&data, scored, expected)
    };
    let (first, second) = (left.all(), right.map_or(left.all(), Records::all));
    let pairs = believed.iter().filter_map(|pair| scorer.pair(schema, first, second, pair)).collect();
    Linkage { pairs, candidates: candidates.len(), expected, model }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Learns twice: the first time strangers still have one person's pairs among them.
fn learn(schema: &Schema, data: &Prepared, drawn: &[Pattern], patterns: &[Pattern]) -> Model {
    let mut counted: BTreeMap<Pattern, f64> = BTreeMap::new();
    for pattern in patterns {
        *counted.entry(*pattern).or_default() += 1.0;
    }
    let counted: Vec<Counted> =
        counted.into_iter().map(|(pattern, count)| Counted { pattern, count }).collect();
    let expected = as_f64(data.len(0).min(data.len(1))) * if data.one_file { 0.1 } else { 0.5 };
    let mut model =
        Model::learn(schema, chance::strangers(data, drawn, None), &counted, data.pairs(), expected);
    for _ in 0..2 {
        let logs = model.logs();
        let agreeing: Vec<f64> = (0..data.columns.len())
            .map(|at| {
                counted
                    .iter()
                    .filter(|entry| entry.pattern.level(at) == Level::Same)
                    .map(|entry| entry.count * logs.classes(entry.pattern).same)
                    .sum()
            })
            .collect();
        let strangers = chance::strangers(data, drawn, Some((&model, &agreeing)));
        let expected = model.share_same * data.pairs();
        model = Model::learn(schema, strangers, &counted, data.pairs(), expected);
    }
    model
}

/// Scores pairs by a model, rare values more than common ones.
struct Scorer<'a> {
    model: &'a Model,
    data: &'a Prepared,
}

impl Scorer<'_> {
    /// What the rareness of the value adds when both have the same.
    fn rareness(&self, at: usize, left: u32, right: u32) -> f64 {
        let Some(column) = self.data.columns.get(at) else { return 0.0 };
        let Some(usual) = self.model.strangers.get(at).and_then(|row| row.first()) else { return 0.0 };
        let theirs = column.ids(1, index(right));
        let common = column.of(0, index(left)).filter(|(id, _)| theirs.contains(id));
        let best = common
            .map(|(_, value)| {
                let records = as_f64(self.data.len(0)) + as_f64(self.data.len(1));
                // The pair itself is not evidence of how common its value is.
                let others = f64::from(value.counts[0]) + f64::from(value.counts[1]) - 1.0;
                let others = if self.data.one_file { others - 1.0 } else { others };
                let likely = others.max(1.0) / records;
                // Nothing seen twice tells how rare it is.
                if others <= 1.0 { likely.min(*usual) } else { likely }
            })
            .fold(f64::INFINITY, f64::min);
        if best.is_finite() { (usual / best).ln().clamp(-6.0, 6.0) } else { 0.0 }
    }

    /// For each field its level and what that tells, and what the possibility of relatives takes away (0 or less).
    fn findings(&self, left: u32, right: u32, pattern: Pattern) -> (Vec<(Level, f64)>, f64) {
        let mut relatives = 0.0;
        let findings = (0..self.data.columns.len())
            .map(|at| {
                let level = pattern.level(at);
                let rare = if level == Level::Same { self.rareness(at, left, right) } else { 0.0 };
                // What relatives do not share agrees by chance among them too, whatever its value.
                let likely = self.model.weight_of_relatives(at, level);
                if likely.abs() > f64::EPSILON {
                    relatives += likely + rare;
                }
                (level, self.model.weight(at, level) + rare)
            })
            .collect();
        let share = self.model.share_relatives / (1.0 - self.model.share_same - self.model.share_relatives);
        (findings, -(share.ln() + relatives).exp().ln_1p())
    }

    /// The logarithm of how much likelier the pair is one person than relatives or strangers.
    fn score(&self, left: u32, right: u32, pattern: Pattern) -> f64 {
        let (findings, relatives) = self.findings(left, right, pattern);
        findings.iter().map(|(_, weight)| weight).sum::<f64>() + relatives
    }

    fn pair(&self, schema: &Schema, first: &[Record], second: &[Record], pair: &Believed) -> Option<Pair> {
        let Scored { left, right, .. } = pair.scored;
        let pattern = compare::records(self.data, index(left), index(right));
        let (findings, relatives) = self.findings(left, right, pattern);
        let findings = findings
            .into_iter()
            .zip(schema.fields())
            .map(|((level, weight), field)| Finding {
                label: field.label.clone(),
                kind: field.kind,
                level,
                bits: weight / std::f64::consts::LN_2,
            })
            .collect();
        let line = |side: usize, number: u32| self.data.order.get(side)?.get(index(number)).copied();
        let (left_line, right_line) = (line(0, left)?, line(1, right)?);
        // Within one file the earlier line comes first.
        let (left_line, right_line) = match self.data.one_file && left_line > right_line {
            true => (right_line, left_line),
            false => (left_line, right_line),
        };
        debug_assert!(left_line < first.len() && right_line < second.len());
        Some(Pair {
            left: left_line,
            right: right_line,
            probability: pair.probability,
            explanation: Explanation { findings, relatives_bits: relatives / std::f64::consts::LN_2 },
        })
    }
}
