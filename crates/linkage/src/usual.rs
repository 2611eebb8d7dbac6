//! Judging pairs when there are no files to learn from: a person about to be entered and one who is there, or the
//! records of a register among themselves, which holds hardly anybody twice.
//!
//! The rates are usual ones of a population register, stated here and not learned; the number of records that
//! the person may be among sets what an agreement must outweigh.

use crate::explain::{Explanation, Finding};
use crate::level::{Level, Pattern};
use crate::link::Pair;
use crate::model::{Model, SAME_USUAL, Table, relatives_of};
use crate::prepare::Prepared;
use crate::record::{Kind, Record, Records, Schema};
use crate::{block, chance, compare};

/// How often the person who is entered is there already.
const THERE_ALREADY: f64 = 0.02;
/// How many others of the household the register holds.
const RELATIVES: f64 = 2.0;
/// Up to so many pairs within one file all are judged.
const ALL_PAIRS: f64 = 500_000.0;

/// A judge of pairs by usual rates.
#[derive(Debug, Clone)]
pub struct Judge {
    schema: Schema,
    model: Model,
}

/// What is judged of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// How likely they are one person, 0 to 1.
    pub probability: f64,
    /// Why.
    pub explanation: Explanation,
}

impl Judge {
    /// A judge for records of `schema` among `records` others.
    #[must_use]
    pub fn new(schema: Schema, records: u32) -> Self {
        let strangers: Table = schema.fields().iter().map(|field| strangers(field.kind)).collect();
        let others = f64::from(records.max(10));
        let model = Model {
            same: vec![SAME_USUAL; schema.fields().len()],
            relatives: schema
                .fields()
                .iter()
                .zip(&strangers)
                .map(|(field, row)| relatives_of(field, row))
                .collect(),
            strangers,
            share_same: THERE_ALREADY / others,
            share_relatives: RELATIVES / others / 2.0,
            likelihood: Vec::new(),
        };
        Self { schema, model }
    }

    /// Judges two records; the same in both orders.
    #[must_use]
    pub fn judge(&self, a: &Record, b: &Record) -> Judged {
        let data = Prepared::new(&self.schema, std::slice::from_ref(a), Some(std::slice::from_ref(b)));
        let pattern = compare::records(&data, 0, 0);
        Judged { probability: self.model.classes(pattern).same, explanation: self.explained(pattern) }
    }

    /// The pairs among `records` that are one person with a probability of at least `least`, the surest first,
    /// each judged as [`Self::judge`] does. Of many records only those pairs are looked at that share telling keys.
    #[must_use]
    pub fn within(&self, records: &Records, threads: usize, least: f64) -> Vec<Pair> {
        let data = Prepared::new(&self.schema, records.all(), None);
        let candidates = if data.pairs() <= ALL_PAIRS {
            let count = u32::try_from(data.len(0)).unwrap_or(u32::MAX);
            (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
        } else {
            block::candidates(&data, threads)
        };
        let patterns = chance::patterns(&data, &candidates, threads);
        let logs = self.model.logs();
        let line = |number: u32| data.order.first()?.get(usize::try_from(number).ok()?).copied();
        let mut pairs: Vec<Pair> = candidates
            .into_iter()
            .zip(patterns)
            .filter_map(|((a, b), pattern)| {
                let probability = logs.classes(pattern).same;
                if probability < least {
                    return None;
                }
                let (a, b) = (line(a)?, line(b)?);
                let explanation = self.explained(pattern);
                Some(Pair { left: a.min(b), right: a.max(b), probability, explanation })
            })
            .collect();
        pairs.sort_by(|a, b| {
            b.probability.total_cmp(&a.probability).then((a.left, a.right).cmp(&(b.left, b.right)))
        });
        pairs
    }

    fn explained(&self, pattern: Pattern) -> Explanation {
        let (mut relatives, mut findings) = (0.0, Vec::new());
        for (at, field) in self.schema.fields().iter().enumerate() {
            let level = pattern.level(at);
            relatives += self.model.weight_of_relatives(at, level);
            let bits = self.model.weight(at, level) / std::f64::consts::LN_2;
            findings.push(Finding { label: field.label.clone(), kind: field.kind, level, bits });
        }
        let share = self.model.share_relatives / (1.0 - self.model.share_same - self.model.share_relatives);
        let relatives_bits = -(share.ln() + relatives).exp().ln_1p() / std::f64::consts::LN_2;
        Explanation { findings, relatives_bits }
    }
}

/// How strangers usually agree.
fn strangers(kind: Kind) -> [f64; Level::COUNT] {
    match kind {
        Kind::GivenNames => [0.01, 0.003, 0.004, 1e-6, 0.01, 1e-6, 0.02, 0.95],
        Kind::Surname => [0.001, 5e-4, 8e-4, 1e-6, 0.004, 1e-6, 0.004, 0.99],
        Kind::Date => [4e-5, 1e-6, 0.001, 2e-5, 0.003, 4e-4, 0.02, 0.975],
        Kind::Number => [0.015, 1e-6, 0.15, 1e-6, 0.01, 1e-6, 0.01, 0.81],
        Kind::Code => [1e-6, 1e-6, 1e-5, 1e-6, 1e-4, 1e-6, 1e-6, 0.999],
        Kind::Category => [0.45, 1e-6, 0.01, 1e-6, 1e-6, 1e-6, 1e-6, 0.54],
        Kind::Text => [0.02, 0.001, 0.002, 1e-4, 0.004, 1e-6, 0.01, 0.96],
        Kind::Address => [1e-4, 1e-4, 3e-4, 1e-6, 0.002, 1e-6, 0.02, 0.977],
    }
}
