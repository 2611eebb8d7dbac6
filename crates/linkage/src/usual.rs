//! Judging one pair when there are no files to learn from: a person about to be entered, and one who is there.
//!
//! The rates are usual ones of a population register, stated here and not learned; the number of records that
//! the person may be among sets what an agreement must outweigh.

use crate::compare;
use crate::explain::{Explanation, Finding};
use crate::level::Level;
use crate::model::{Model, SAME_USUAL, Table, relatives_of};
use crate::prepare::Prepared;
use crate::record::{Kind, Record, Schema};

/// How often the person who is entered is there already.
const THERE_ALREADY: f64 = 0.02;
/// How many others of the household the register holds.
const RELATIVES: f64 = 2.0;

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
        let classes = self.model.classes(pattern);
        let (mut relatives, mut findings) = (0.0, Vec::new());
        for (at, field) in self.schema.fields().iter().enumerate() {
            let level = pattern.level(at);
            relatives += self.model.weight_of_relatives(at, level);
            let bits = self.model.weight(at, level) / std::f64::consts::LN_2;
            findings.push(Finding { label: field.label.clone(), kind: field.kind, level, bits });
        }
        let share = self.model.share_relatives / (1.0 - self.model.share_same - self.model.share_relatives);
        let relatives_bits = -(share.ln() + relatives).exp().ln_1p() / std::f64::consts::LN_2;
        Judged { probability: classes.same, explanation: Explanation { findings, relatives_bits } }
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
