//! Records that look like one person, and records that are joined and parted.

use crate::register::PersonEvent;
use crate::register::duplicates::{PairEvent, PersonPair, RegisterLooked, Verdict};
use crate::tables;
use kernel::PersonId;
use store::{Change, Value};

/// Which records are given up, and that those which were parted are two persons.
pub(super) fn joined(id: PersonId, position: i64, event: &PersonEvent) -> Option<Change> {
    match event {
        PersonEvent::RecordMerged { into, .. } => {
            Some(Change::Put(&tables::GIVEN_UP, vec![Value::Int(id.as_i64()), Value::Int(into.as_i64())]))
        }
        PersonEvent::RecordRestored { .. } => {
            Some(Change::Delete(&tables::GIVEN_UP, vec![Value::Int(id.as_i64())]))
        }
        PersonEvent::RecordReleased { other, .. } => {
            PersonPair::new(id, *other).map(|pair| verdict(pair, Verdict::TwoPersons, position))
        }
        _ => None,
    }
}

fn verdict(pair: PersonPair, verdict: Verdict, position: i64) -> Change {
    let [one, other] = pair.both().map(|id| Value::Int(id.as_i64()));
    Change::Put(&tables::PAIR_VERDICT, vec![one, other, Value::from(verdict.code()), Value::Int(position)])
}

/// What is said of a pair.
pub(super) fn said(pair: PersonPair, position: i64, event: &PairEvent) -> Vec<Change> {
    let waits = |doubt: u16| {
        let [one, other] = pair.both().map(|id| Value::Int(id.as_i64()));
        Change::Put(&tables::FOUND_PAIR, vec![one, other, Value::from(doubt)])
    };
    match event {
        PairEvent::PairFound { likely } => vec![waits(1000_u16.saturating_sub(*likely))],
        PairEvent::PairJudged { verdict: said @ Verdict::TwoPersons, .. } => {
            vec![verdict(pair, *said, position)]
        }
        // Somebody asks for it: it comes first, whether it was found before or not.
        PairEvent::PairJudged { verdict: said @ Verdict::Open, .. } => {
            vec![verdict(pair, *said, position), waits(0)]
        }
    }
}

/// How far the register was looked through.
pub(super) fn looked(what: &str, event: &RegisterLooked) -> Vec<Change> {
    let RegisterLooked::RegisterLooked { to } = event;
    vec![Change::Put(&tables::LOOKED, vec![Value::from(what), Value::Int(*to)])]
}
