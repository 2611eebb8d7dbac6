//! Two records of one person become one, and can become two again: nothing is copied away, so that a split
//! restores both exactly.
//!
//! The record that is given up keeps its stream and its codes; it answers with the record that stays. What it
//! holds is restated there with its origin. Source: DOMAIN-RULES 1.14.

use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, FactValue, KnownFact, Origin};
use crate::register::person::{Absorbed, LATEST, PersonHistory};
use kernel::{DateOrder, PartialDate, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// Why two records cannot be joined or parted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// A record cannot be joined with itself.
    #[error("both are the same record")]
    Same,
    /// Nothing is known of one of them.
    #[error("{0} is not in the register")]
    NotEntered(PersonId),
    /// One was given up already.
    #[error("{0} was merged into another record already")]
    Merged(PersonId),
    /// The two are each other's parent, child or spouse: they cannot be one.
    #[error("the two are entered as each other's relatives; correct that first")]
    Related,
    /// An entry that was to win is not the other record's.
    #[error("{0} is no standing entry of the record that is given up")]
    NoSuchEntry(i64),
    /// They are not merged.
    #[error("{0} is not merged into this record")]
    NotMerged(PersonId),
    /// Without a word why.
    #[error("joining and parting records needs a reason")]
    NoReason,
}

/// The entries that a merge or a split makes in both records: in the one that stays, and in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    /// In the record that stays.
    pub kept: PersonEvent,
    /// In the record that is given up, or restored.
    pub other: PersonEvent,
}

/// `other` is the person of `keep`. Where both say something about the same days, `keep` wins, but for the
/// entries of `other` named in `takes`.
///
/// # Errors
/// [`MergeError`]; nothing is entered in part.
pub fn merge(
    keep: &PersonHistory,
    other: &PersonHistory,
    takes: &BTreeSet<i64>,
    basis: &Basis,
    reason: &str,
) -> Result<Both, MergeError> {
    let reason = given(reason)?;
    ready(keep)?;
    ready(other)?;
    if keep.id == other.id {
        return Err(MergeError::Same);
    }
    let names = |a: &PersonHistory, b: PersonId| a.standing().any(|k| k.fact.value.other() == Some(b));
    if names(keep, other.id) || names(other, keep.id) {
        return Err(MergeError::Related);
    }
    if let Some(missing) = takes.iter().find(|seq| !other.standing().any(|k| k.fact.seq == **seq)) {
        return Err(MergeError::NoSuchEntry(*missing));
    }
    let (mut retired, mut facts) = (Vec::new(), Vec::new());
    for theirs in other.standing() {
        let ours: Vec<&KnownFact> = keep.standing().filter(|ours| clash(theirs, ours)).collect();
        if ours.iter().any(|ours| ours.fact.value == theirs.fact.value) {
            continue;
        }
        // Its codes lead to it, and from it to the record that stays: they are not that record's own.
        let code = matches!(theirs.fact.value, FactValue::Code { .. });
        let wins = takes.contains(&theirs.fact.seq);
        if !wins && (code || !ours.is_empty()) {
            continue;
        }
        retired.extend(
            ours.iter().map(|ours| ours.fact.seq).filter(|seq| !retired.contains(seq)).collect::<Vec<_>>(),
        );
        facts.push(restated(keep, facts.len(), other.id, theirs));
    }
    Ok(Both {
        kept: PersonEvent::RecordAbsorbed {
            other: other.id,
            retired,
            facts,
            basis: basis.clone(),
            reason: reason.clone(),
        },
        other: PersonEvent::RecordMerged { into: keep.id, basis: basis.clone(), reason },
    })
}

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
) -> Result<Both, MergeError> {
    let reason = given(reason)?;
    let merged = other.merged_into(LATEST) == Some(keep.id);
    let taken = keep.absorbed.iter().rev().find(|taken| taken.other == other.id && !taken.released);
    let taken = taken.filter(|_| merged).ok_or(MergeError::NotMerged(other.id))?;
    let (mut withdrawn, mut facts, mut moved, mut undecided) = (vec![], vec![], vec![], vec![]);
    for known in keep.standing() {
        if made_by(taken, known) {
            withdrawn.push(known.fact.seq);
        } else if made_since(keep, taken, known) {
            match whose.get(&known.fact.seq) {
                Some(Whose::Kept) => {}
                Some(Whose::Restored) => {
                    withdrawn.push(known.fact.seq);
                    moved.push(restated(other, moved.len(), keep.id, known));
                }
                None => undecided.push(known.fact.seq),
            }
        }
    }
    for known in keep.facts.iter().filter(|known| taken.retired.contains(&known.fact.seq)) {
        facts.push(restated(keep, facts.len(), keep.id, known));
    }
    Ok(Both {
        kept: PersonEvent::RecordReleased {
            other: other.id,
            withdrawn,
            facts,
            undecided,
            basis: basis.clone(),
            reason: reason.clone(),
        },
        other: PersonEvent::RecordRestored { from: keep.id, facts: moved, basis: basis.clone(), reason },
    })
}

fn given(reason: &str) -> Result<String, MergeError> {
    let reason = reason.trim();
    if reason.is_empty() { Err(MergeError::NoReason) } else { Ok(reason.to_owned()) }
}

fn ready(record: &PersonHistory) -> Result<(), MergeError> {
    if record.version == 0 {
        return Err(MergeError::NotEntered(record.id));
    }
    if record.merged_into(LATEST).is_some() {
        return Err(MergeError::Merged(record.id));
    }
    Ok(())
}

/// Whether the merge itself brought the entry in.
fn made_by(taken: &Absorbed, known: &KnownFact) -> bool {
    known.fact.seq / 1000 == i64::from(taken.version)
}

/// Whether it was entered after the merge, and not by taking in yet another record.
fn made_since(keep: &PersonHistory, taken: &Absorbed, known: &KnownFact) -> bool {
    let version = known.fact.seq / 1000;
    version > i64::from(taken.version)
        && !keep.absorbed.iter().any(|other| i64::from(other.version) == version)
}

/// The entry anew in `into`, with where it comes from: a restated one keeps its first origin.
fn restated(into: &PersonHistory, index: usize, from: PersonId, known: &KnownFact) -> AssertedFact {
    let AssertedFact { seq, value, from: began, to, origin } = known.fact.clone();
    let origin = origin.unwrap_or_else(|| Box::new(Origin { person: from, seq, basis: known.basis.clone() }));
    AssertedFact { seq: into.next_seq(index), value, from: began, to, origin: Some(origin) }
}

/// Whether the two say something about the same days.
fn clash(a: &KnownFact, b: &KnownFact) -> bool {
    let before = |to: Option<PartialDate>, from: Option<PartialDate>| match (to, from) {
        (Some(to), Some(from)) => matches!(to.compare(&from), DateOrder::Before | DateOrder::Same),
        _ => false,
    };
    a.fact.value.takes_the_place_of(&b.fact.value)
        && !before(a.fact.to, b.fact.from)
        && !before(b.fact.to, a.fact.from)
}
