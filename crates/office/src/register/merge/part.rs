//! Parting two records that were joined, and giving what a split left undecided to one of the two.

use super::doubts::{Marks, Travel};
use super::{MergeError, given, in_their_order, ready, restated};
use crate::register::civil::Effects;
use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, KnownFact};
use crate::register::person::{Absorbed, LATEST, PersonHistory};
use kernel::{PartialDate, PersonId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whose an entry made since the merge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the record that stayed.
    Kept,
    /// Of the record that is restored.
    Restored,
}

/// The two were never one. Entries made since the merge go where `whose` says; those it does not name stay and
/// wait for a decision.
///
/// # Errors
/// [`MergeError`]; nothing is entered in part.
pub fn split(
    keep: &PersonHistory,
    other: &PersonHistory,
    whose: &BTreeMap<i64, Whose>,
    basis: &Basis,
    reason: &str,
) -> Result<Effects, MergeError> {
    let reason = given(reason)?;
    let merged = other.merged_into(LATEST) == Some(keep.id);
    let taken = keep.absorbed.iter().rev().find(|taken| taken.other == other.id && !taken.released);
    let taken = taken.filter(|_| merged).ok_or(MergeError::NotMerged(other.id))?;
    let (brought, known): (Vec<&KnownFact>, Vec<&KnownFact>) =
        in_their_order(keep).into_iter().partition(|known| made_by(taken, known));
    let restored = |known: &&KnownFact| {
        whose.get(&known.fact.seq) == Some(&Whose::Restored) && !known.fact.value.sealed()
    };
    let (go, stay): (Vec<&KnownFact>, Vec<&KnownFact>) =
        known.into_iter().partition(|known| made_since(keep, taken, known) && restored(known));
    let mut withdrawn: Vec<i64> = brought.iter().chain(&go).map(|known| known.fact.seq).collect();
    let (mut facts, mut undecided) = (Vec::new(), Vec::new());
    let gave_way = || keep.facts.iter().filter(|known| taken.retired.contains(&known.fact.seq));
    for known in &stay {
        let mut seq = known.fact.seq;
        // The merge gave it a first day, which it has without: below.
        if gave_way().any(|own| own.first == known.first) {
            withdrawn.push(seq);
            continue;
        }
        // What ended because of an entry that goes to the other record goes on without it.
        let to = end_without(keep, known, &go);
        if to != known.fact.to {
            withdrawn.push(seq);
            facts.push(AssertedFact { to, ..restated(keep, facts.len(), keep.id, known) });
            seq = facts.last().map_or(seq, |fact| fact.seq);
        }
        if made_since(keep, taken, known) && !whose.contains_key(&known.fact.seq) {
            undecided.push(seq);
        }
    }
    for known in gave_way() {
        let went_on = |fact: &Arc<KnownFact>| fact.first == known.first && made_at(taken, fact);
        let to = if keep.facts.iter().any(went_on) {
            // What was withdrawn since does not come back.
            let Some(now) = stay.iter().find(|now| now.first == known.first) else { continue };
            end_without(keep, now, &go)
        } else {
            // It gives way to what came into its place since, and stays there.
            let next = |since: &&&KnownFact| {
                made_since(keep, taken, since) && since.fact.value.takes_the_place_of(&known.fact.value)
            };
            known.fact.to.or_else(|| stay.iter().find(next)?.fact.from)
        };
        facts.push(AssertedFact { to, ..restated(keep, facts.len(), keep.id, known) });
    }
    let (moved, mut marks) = moved(keep, other, &go, &stay);
    marks.extend(their_own(keep, other, taken));
    let lent = |review: &&crate::register::person::Review| review.lent_by(other.id);
    let kept = PersonEvent::RecordReleased {
        other: other.id,
        withdrawn,
        facts,
        undecided,
        reviews: keep.reviews.iter().filter(lent).map(|review| review.id).collect(),
        basis: basis.clone(),
        reason: reason.clone(),
    };
    let restored = PersonEvent::RecordRestored { from: keep.id, facts: moved, basis: basis.clone(), reason };
    let doubts = Travel { from: keep, into: other, after: 1 }.back(&marks);
    let doubts = doubts.into_iter().map(|event| (other.id, event));
    Ok([(keep.id, kept), (other.id, restored)].into_iter().chain(doubts).collect())
}

/// The entries of `go` as `other` gets them, and which entries they were. What ended only because of one of `stay`
/// goes on.
fn moved(
    keep: &PersonHistory,
    other: &PersonHistory,
    go: &[&KnownFact],
    stay: &[&KnownFact],
) -> (Vec<AssertedFact>, Marks) {
    let (mut moved, mut marks) = (Vec::new(), Marks::new());
    for known in go {
        let to = end_without(keep, known, stay);
        let fact = AssertedFact { to, ..restated(other, moved.len(), keep.id, known) };
        marks.extend(keep.said_before(known).map(|said| (said.fact.seq, vec![fact.seq])));
        moved.push(fact);
    }
    (moved, marks)
}

/// The entries that the merge brought into `keep`, each with those of `other` that it restates.
fn their_own(keep: &PersonHistory, other: &PersonHistory, taken: &Absorbed) -> Marks {
    let brought = |known: &&KnownFact| made_by(taken, known);
    let own = |known: &KnownFact| {
        let first = keep.facts.iter().find(|fact| fact.fact.seq == known.first)?;
        let origin = first.fact.origin.as_ref()?;
        let there = other.standing().find(|theirs| theirs.is_of(other.id, origin))?;
        Some((known.fact.seq, vec![there.fact.seq]))
    };
    keep.facts.iter().map(AsRef::as_ref).filter(brought).filter_map(own).collect()
}

/// The standing entries of `keep` made since it took in `other`: whose each is, a split asks.
#[must_use]
pub fn since(keep: &PersonHistory, other: PersonId) -> Vec<&KnownFact> {
    let Some(taken) = keep.absorbed.iter().rev().find(|taken| taken.other == other && !taken.released) else {
        return Vec::new();
    };
    keep.standing().filter(|known| made_since(keep, taken, known)).collect()
}

/// The standing entries of `keep` of which nobody has said yet, since the split from `other`, whose they are.
#[must_use]
pub fn undecided(keep: &PersonHistory, other: PersonId) -> Vec<&KnownFact> {
    let waits = |known: &&KnownFact| {
        keep.absorbed.iter().any(|taken| taken.other == other && taken.undecided.contains(&known.fact.seq))
    };
    keep.standing().filter(waits).collect()
}

/// Entries that a split left undecided go where `whose` says. What goes to the other record is an entry there like any
/// other, with its own basis: it can be corrected.
///
/// # Errors
/// [`MergeError`]; nothing is entered in part.
pub fn assign(
    keep: &PersonHistory,
    other: &PersonHistory,
    whose: &BTreeMap<i64, Whose>,
    basis: &Basis,
    reason: &str,
) -> Result<Effects, MergeError> {
    let reason = given(reason)?;
    ready(keep)?;
    ready(other)?;
    if whose.is_empty() {
        return Err(MergeError::NothingAssigned);
    }
    let waiting = undecided(keep, other.id);
    let (mut kept, mut go) = (Vec::new(), Vec::new());
    for (seq, whose) in whose {
        let known = waiting.iter().find(|known| known.fact.seq == *seq && !known.fact.value.sealed());
        let known: &KnownFact = known.ok_or(MergeError::NotUndecided(*seq))?;
        match whose {
            Whose::Kept => kept.push(*seq),
            Whose::Restored => go.push(known),
        }
    }
    let mut withdrawn: Vec<i64> = go.iter().map(|known| known.fact.seq).collect();
    let stay: Vec<&KnownFact> =
        in_their_order(keep).into_iter().filter(|known| !withdrawn.contains(&known.fact.seq)).collect();
    let mut facts = Vec::new();
    for known in &stay {
        // What ended because of an entry that goes to the other record goes on without it.
        let to = end_without(keep, known, &go);
        if to != known.fact.to {
            let fact = AssertedFact { to, ..restated(keep, facts.len(), keep.id, known) };
            if kept.contains(&known.fact.seq) {
                kept.push(fact.seq);
            }
            withdrawn.push(known.fact.seq);
            facts.push(fact);
        }
    }
    let (moved, marks) = moved(keep, other, &go, &stay);
    let basis = basis.clone();
    let corrected = (!moved.is_empty()).then(|| PersonEvent::FactsCorrected {
        withdrawn: Vec::new(),
        facts: moved,
        basis: basis.clone(),
        reason: reason.clone(),
    });
    let doubts = Travel { from: keep, into: other, after: 1 }.back(&marks);
    let assigned = PersonEvent::EntriesAssigned { other: other.id, kept, withdrawn, facts, basis, reason };
    let theirs = corrected.into_iter().chain(doubts).map(|event| (other.id, event));
    Ok(std::iter::once((keep.id, assigned)).chain(theirs).collect())
}

/// Whether the merge itself brought the entry in; it may have ended since.
fn made_by(taken: &Absorbed, known: &KnownFact) -> bool {
    known.first / 1000 == i64::from(taken.version)
}

/// Whether it stands so by the merge itself.
fn made_at(taken: &Absorbed, known: &KnownFact) -> bool {
    known.fact.seq / 1000 == i64::from(taken.version)
}

/// Whether it was entered after the merge, and not by taking in yet another record.
fn made_since(keep: &PersonHistory, taken: &Absorbed, known: &KnownFact) -> bool {
    let version = known.first / 1000;
    version > i64::from(taken.version)
        && !keep.absorbed.iter().any(|other| i64::from(other.version) == version)
}

/// When the entry ends if those of `gone` that ended it never began.
fn end_without(keep: &PersonHistory, known: &KnownFact, gone: &[&KnownFact]) -> Option<PartialDate> {
    let mut end = known.fact.to;
    let mut left: Vec<&AssertedFact> = gone.iter().map(|gone| &gone.fact).collect();
    let ended = |end: Option<PartialDate>, gone: &AssertedFact| {
        let place = gone.value.takes_the_place_of(&known.fact.value);
        end.is_some() && gone.from == end && place && keep.succession(gone)
    };
    while let Some(at) = left.iter().position(|gone| ended(end, gone)) {
        end = left.remove(at).to;
    }
    end
}
