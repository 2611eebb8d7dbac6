//! Decision: which pairs are believed. Between two files a record has at most one partner, unless the files
//! show otherwise; within one file the records of one person form a cluster.

use crate::prepare::{Prepared, as_f64};
use std::collections::BTreeMap;

/// A pair with the logarithm (natural) of how much likelier it is one person than not, shares left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scored {
    pub left: u32,
    pub right: u32,
    pub score: f64,
}

/// A pair that is believed, with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Believed {
    pub scored: Scored,
    pub probability: f64,
}

/// From here on a pair is rather one person than not: the threshold at which the expected number of wrong
/// answers, given and withheld, is least.
const BELIEVED: f64 = 0.5;

pub(crate) fn probability(score: f64, odds: f64) -> f64 {
    1.0 / (1.0 + (-(score + odds)).exp())
}

/// The pairs of two files that are believed.
///
/// `expected` is how many pairs the model holds for one person.
pub(crate) fn between(data: &Prepared, mut pairs: Vec<Scored>, expected: f64) -> Vec<Believed> {
    let odds = (expected / (data.pairs() - expected).max(1.0)).ln();
    sort(&mut pairs);
    if several_partners(data, &pairs, odds) {
        return pairs
            .into_iter()
            .map(|scored| Believed { scored, probability: probability(scored.score, odds) })
            .filter(|pair| pair.probability >= BELIEVED)
            .collect();
    }
    // Every record has one partner or none: rivals for the same record lower each other, and a record of a file
    // that the other file nearly holds has a partner before anything is compared.
    let mut taken = [vec![false; data.len(0)], vec![false; data.len(1)]];
    let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let scaled = |score: f64| score.min(300.0).exp();
    let mut of_left: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    let mut of_right: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for pair in &pairs {
        of_left.entry(pair.left).or_default().push((pair.right, pair.score));
        of_right.entry(pair.right).or_default().push((pair.left, pair.score));
    }
    let share = |side: usize| {
        let records = as_f64(data.len(side));
        (expected / records).clamp(0.5 / (records + 1.0), 1.0 - 0.5 / (records + 1.0))
    };
    let shares = [share(0), share(1)];
    let mut believed = Vec::new();
    for scored in pairs {
        let free = |side: usize, record: u32| {
            !taken.get(side).and_then(|taken| taken.get(at(record))).copied().unwrap_or(true)
        };
        if !free(0, scored.left) || !free(1, scored.right) {
            continue;
        }
        let rivals = |side: usize, record: u32| -> f64 {
            let map = if side == 0 { &of_left } else { &of_right };
            let others = map.get(&record).map_or(&[][..], Vec::as_slice);
            others.iter().filter(|(other, _)| free(1 - side, *other)).map(|(_, score)| scaled(*score)).sum()
        };
        let likely = |side: usize, record: u32| {
            let each = shares.get(side).copied().unwrap_or(0.5) / as_f64(data.len(1 - side));
            let none = 1.0 - shares.get(side).copied().unwrap_or(0.5);
            each * scaled(scored.score) / (none + each * rivals(side, record))
        };
        let probability = likely(0, scored.left).min(likely(1, scored.right));
        if probability < BELIEVED {
            continue;
        }
        for (side, record) in [(0, scored.left), (1, scored.right)] {
            if let Some(taken) = taken.get_mut(side).and_then(|taken| taken.get_mut(at(record))) {
                *taken = true;
            }
        }
        believed.push(Believed { scored, probability });
    }
    believed
}

fn sort(pairs: &mut [Scored]) {
    pairs
        .sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then((a.left, a.right).cmp(&(b.left, b.right))));
}

/// Whether a file holds persons more than once: more than one record in fifty that has a partner beyond doubt
/// has a second one.
fn several_partners(data: &Prepared, pairs: &[Scored], odds: f64) -> bool {
    let mut partners = [vec![0_u32; data.len(0)], vec![0_u32; data.len(1)]];
    for pair in pairs.iter().filter(|pair| probability(pair.score, odds) >= 0.999) {
        for (side, record) in [(0, pair.left), (1, pair.right)] {
            let count = usize::try_from(record).ok().and_then(|at| partners.get_mut(side)?.get_mut(at));
            if let Some(count) = count {
                *count += 1;
            }
        }
    }
    partners.iter().any(|partners| {
        let with = |least: u32| partners.iter().filter(|count| **count >= least).count();
        with(2) * 50 > with(1).max(50)
    })
}

/// The pairs within one file that are believed, also those that two others make certain.
///
/// Clusters grow from the surest pair on; two grow together only when all their pairs taken together speak for
/// one person, so that no chain of doubtful pairs joins strangers. `score_of` scores a pair that was no candidate.
pub(crate) fn within(
    data: &Prepared,
    mut pairs: Vec<Scored>,
    expected: f64,
    score_of: &dyn Fn(u32, u32) -> f64,
) -> Vec<Believed> {
    let odds = (expected / (data.pairs() - expected).max(1.0)).ln();
    sort(&mut pairs);
    let mut cluster_of: BTreeMap<u32, usize> = BTreeMap::new();
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    for pair in pairs.iter().filter(|pair| probability(pair.score, odds) >= BELIEVED) {
        let place = |record: u32, clusters: &mut Vec<Vec<u32>>, cluster_of: &mut BTreeMap<u32, usize>| {
            *cluster_of.entry(record).or_insert_with(|| {
                clusters.push(vec![record]);
                clusters.len() - 1
            })
        };
        let (a, b) = (
            place(pair.left, &mut clusters, &mut cluster_of),
            place(pair.right, &mut clusters, &mut cluster_of),
        );
        if a == b {
            continue;
        }
        let (Some(of_a), Some(of_b)) = (clusters.get(a), clusters.get(b)) else { continue };
        let together: f64 = of_a
            .iter()
            .flat_map(|x| of_b.iter().map(move |y| (*x, *y)))
            // One pair can outweigh another, not all others.
            .map(|(x, y)| (score_of(x.min(y), x.max(y)) + odds).clamp(-12.0, 12.0))
            .sum();
        if together < 0.0 {
            continue;
        }
        let moved = clusters.get_mut(b).map(std::mem::take).unwrap_or_default();
        for record in &moved {
            cluster_of.insert(*record, a);
        }
        if let Some(cluster) = clusters.get_mut(a) {
            cluster.extend(moved);
        }
    }
    let mut believed = Vec::new();
    for cluster in &mut clusters {
        cluster.sort_unstable();
        for (at, left) in cluster.iter().enumerate() {
            for right in cluster.iter().skip(at + 1) {
                let scored = Scored { left: *left, right: *right, score: score_of(*left, *right) };
                believed.push(Believed { scored, probability: probability(scored.score, odds) });
            }
        }
    }
    believed.sort_unstable_by(|a, b| {
        let (a, b) = (a.scored, b.scored);
        b.score.total_cmp(&a.score).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    believed
}
