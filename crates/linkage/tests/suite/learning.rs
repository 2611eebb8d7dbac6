//! What the model learns: the likelihood never falls, and known rates come out again.

use kernel::{Chance as _, SeededChance, Text};
use linkage::model::{Counted, Model};
use linkage::{Bound, Field, Kind, Level, Pattern, Schema};
use proptest::prelude::*;

fn schema(fields: usize) -> Schema {
    let field = |at: usize| Field {
        label: Text::new(format!("lauks {at}"), format!("field {at}")),
        kind: Kind::Code,
        bound: if at.is_multiple_of(2) { Bound::Person } else { Bound::Household },
        group: 0,
    };
    Schema::new((0..fields).map(field).collect()).unwrap()
}

proptest! {
    #[test]
    fn the_likelihood_never_falls(
        entries in prop::collection::vec((prop::collection::vec(0_usize..9, 4), 1_u32..500), 1..40),
        outside in 0_u32..100_000,
        expected in 1_u32..1000,
    ) {
        let patterns: Vec<Counted> = entries
            .iter()
            .map(|(levels, count)| Counted {
                pattern: levels.iter().enumerate().fold(Pattern::EMPTY, |pattern, (at, level)| {
                    pattern.with(at, Level::ALL.get(*level).copied().unwrap_or(Level::Missing))
                }),
                count: f64::from(*count),
            })
            .collect();
        let candidates: f64 = patterns.iter().map(|entry| entry.count).sum();
        let strangers = vec![[0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.04, 0.9]; 4];
        let all = candidates + f64::from(outside);
        let model = Model::learn(&schema(4), strangers, &patterns, all, f64::from(expected));
        for two in model.likelihood.windows(2) {
            prop_assert!(two[1] >= two[0] - 1e-6 * two[0].abs(), "{:?}", model.likelihood);
        }
        for row in model.same.iter().chain(&model.relatives) {
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-3);
        }
    }
}

/// Pairs made with known rates: the model finds the rates without being told which pairs are which.
#[test]
fn known_rates_are_learned_without_labels() {
    let (same, strangers) = ([0.9, 0.8, 0.95, 0.7, 0.85], [0.01, 0.02, 0.005, 0.1, 0.03]);
    let (of_one, of_two) = (2_000_u32, 60_000_u32);
    let mut chance = SeededChance::new(7);
    let mut patterns = Vec::new();
    for pair in 0..of_one + of_two {
        let rates = if pair < of_one { same } else { strangers };
        let pattern = rates.iter().enumerate().fold(Pattern::EMPTY, |pattern, (at, rate)| {
            #[allow(clippy::cast_precision_loss, reason = "a draw between 0 and 1")]
            let drawn = chance.below(1_000_000) as f64 / 1e6;
            pattern.with(at, if drawn < *rate { Level::Same } else { Level::Differs })
        });
        patterns.push(Counted { pattern, count: 1.0 });
    }
    let table = strangers.map(|rate| [rate, 1e-7, 1e-7, 1e-7, 1e-7, 1e-7, 1e-7, 1.0 - rate]).to_vec();
    let model = Model::learn(&schema(5), table, &patterns, f64::from(of_one + of_two), 100.0);
    let found = model.share_same * f64::from(of_one + of_two);
    assert!((found - f64::from(of_one)).abs() < 60.0, "{found} pairs of one person");
    for (row, rate) in model.same.iter().zip(same) {
        assert!((row[0] - rate).abs() < 0.03, "{} learned, {rate} true", row[0]);
    }
}

#[test]
fn what_is_missing_says_nothing() {
    let strangers = vec![[0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.04, 0.9]; 2];
    let patterns = [Counted { pattern: Pattern::EMPTY.with(0, Level::Same), count: 10.0 }];
    let model = Model::learn(&schema(2), strangers, &patterns, 1000.0, 10.0);
    assert!(model.weight(1, Level::Missing).abs() < f64::EPSILON);
    assert!(model.weight(0, Level::Same) > 0.0);
    assert!(model.weight(0, Level::Differs) < 0.0);
}
