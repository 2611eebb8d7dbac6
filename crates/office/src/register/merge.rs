//! Two records of one person become one, and can become two again: nothing is copied away, so that a split
//! restores both exactly.
//!
//! The record that is given up keeps its stream and its codes; it answers with the record that stays. What it
//! holds is restated there with its origin. Source: DOMAIN-RULES 1.14.

use crate::register::certainty::Bounds;
use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, FactValue, KnownFact, Origin};
use crate::register::person::{Absorbed, LATEST, PersonHistory};
use kernel::{PartialDate, PersonId};
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
    /// An entry that was given to one of the two does not wait for that.
    #[error("entry {0} does not wait for a decision whose it is")]
    NotUndecided(i64),
    /// Nothing was given to either of the two.
    #[error("say of at least one entry whose it is")]
    NothingAssigned,
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

/// How an entry of the record that is given up meets those of the record that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// The same is said there.
    Agrees,
    /// Something else is said there about the same days.
    Differs,
    /// Nothing is said there: it is taken over.
    Alone,
}

/// An entry of the record that is given up, beside what the record that stays says about the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The entry.
    pub theirs: KnownFact,
    /// Those of the record that stays.
    pub ours: Vec<KnownFact>,
    /// How they meet.
    pub how: Meeting,
}

impl Met {
    /// Whether it can be chosen which of the two stays. Codes of a record given up lead to it, and from it to the
    /// record that stays: they are not that record's own.
    #[must_use]
    pub fn choice(&self) -> bool {
        self.how == Meeting::Differs && !matches!(self.theirs.fact.value, FactValue::Code { .. })
    }
}

/// The standing entries of `other`, each beside what `keep` says about the same days.
#[must_use]
pub fn meet(keep: &PersonHistory, other: &PersonHistory) -> Vec<Met> {
    let met = |theirs: &KnownFact| {
        let seqs = against(keep, other, theirs);
        let ours: Vec<KnownFact> =
            keep.standing().filter(|ours| seqs.contains(&ours.fact.seq)).cloned().collect();
        let how = if said(keep, other, theirs) {
            Meeting::Agrees
        } else if ours.is_empty() {
            Meeting::Alone
        } else {
            Meeting::Differs
        };
        Met { theirs: theirs.clone(), ours, how }
    };
    in_their_order(other).into_iter().map(met).collect()
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
    let theirs = in_their_order(other);
    let wins = |theirs: &&&KnownFact| takes.contains(&theirs.fact.seq) && !said(keep, other, theirs);
    let retired: BTreeSet<i64> =
        theirs.iter().filter(wins).flat_map(|theirs| against(keep, other, theirs)).collect();
    let mut facts = Vec::new();
    for known in &theirs {
        // Its codes lead to it, and from it to the record that stays: they are not that record's own.
        let code = matches!(known.fact.value, FactValue::Code { .. });
        let free = || against(keep, other, known).iter().all(|ours| retired.contains(ours));
        if wins(&known) || (!code && free()) {
            let Bounds { from, to } = other.span(known);
            facts.push(AssertedFact { from, to, ..restated(keep, facts.len(), other.id, known) });
        }
    }
    let retired = retired.into_iter().collect();
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
    let (brought, known): (Vec<&KnownFact>, Vec<&KnownFact>) =
        in_their_order(keep).into_iter().partition(|known| made_by(taken, known));
    let restored = |known: &&KnownFact| whose.get(&known.fact.seq) == Some(&Whose::Restored);
    let (go, stay): (Vec<&KnownFact>, Vec<&KnownFact>) =
        known.into_iter().partition(|known| made_since(keep, taken, known) && restored(known));
    let mut withdrawn: Vec<i64> = brought.iter().chain(&go).map(|known| known.fact.seq).collect();
    let (mut facts, mut undecided) = (Vec::new(), Vec::new());
    for known in &stay {
        let mut seq = known.fact.seq;
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
    for known in keep.facts.iter().filter(|known| taken.retired.contains(&known.fact.seq)) {
        // It gives way to what came into its place since, and stays there.
        let next = |since: &&&KnownFact| {
            made_since(keep, taken, since) && since.fact.value.takes_the_place_of(&known.fact.value)
        };
        let to = known.fact.to.or_else(|| stay.iter().find(next)?.fact.from);
        facts.push(AssertedFact { to, ..restated(keep, facts.len(), keep.id, known) });
    }
    let mut moved = Vec::new();
    for known in &go {
        let to = end_without(keep, known, &stay);
        moved.push(AssertedFact { to, ..restated(other, moved.len(), keep.id, known) });
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

/// What is entered when entries that waited are given to one of the two: in the record that stayed, and, when any is
/// the other's, there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// In the record that stayed.
    pub kept: PersonEvent,
    /// In the record that was restored.
    pub other: Option<PersonEvent>,
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
) -> Result<Assigned, MergeError> {
    let reason = given(reason)?;
    ready(keep)?;
    ready(other)?;
    if whose.is_empty() {
        return Err(MergeError::NothingAssigned);
    }
    let waiting = undecided(keep, other.id);
    let (mut kept, mut go) = (Vec::new(), Vec::new());
    for (seq, whose) in whose {
        let known = waiting.iter().find(|known| known.fact.seq == *seq);
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
    let mut moved = Vec::new();
    for known in &go {
        let to = end_without(keep, known, &stay);
        moved.push(AssertedFact { to, ..restated(other, moved.len(), keep.id, known) });
    }
    let basis = basis.clone();
    let corrected = (!moved.is_empty()).then(|| PersonEvent::FactsCorrected {
        withdrawn: Vec::new(),
        facts: moved,
        basis: basis.clone(),
        reason: reason.clone(),
    });
    let assigned = PersonEvent::EntriesAssigned { other: other.id, kept, withdrawn, facts, basis, reason };
    Ok(Assigned { kept: assigned, other: corrected })
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

/// Entries of `keep` that speak of the same days as one of `other`.
fn against(keep: &PersonHistory, other: &PersonHistory, theirs: &KnownFact) -> Vec<i64> {
    let days = other.span(theirs);
    let clash = |ours: &&KnownFact| {
        let own = keep.span(ours);
        !days.over_before(&own) && !own.over_before(&days)
    };
    keep.place(&theirs.fact.value).into_iter().filter(clash).map(|ours| ours.fact.seq).collect()
}

/// Whether `keep` says the same of the same days.
fn said(keep: &PersonHistory, other: &PersonHistory, theirs: &KnownFact) -> bool {
    let same = |ours: &&KnownFact| ours.fact.value == theirs.fact.value;
    let ours: Vec<i64> = keep.standing().filter(same).map(|ours| ours.fact.seq).collect();
    against(keep, other, theirs).iter().any(|seq| ours.contains(seq))
}

/// The entries that stand, those of each place in the order in which they were true.
fn in_their_order(record: &PersonHistory) -> Vec<&KnownFact> {
    let mut standing: Vec<&KnownFact> = record.standing().collect();
    standing.sort_by_key(|known| (known.order, known.fact.seq));
    standing
}

/// Whether the merge itself brought the entry in; it may have ended since.
fn made_by(taken: &Absorbed, known: &KnownFact) -> bool {
    known.first / 1000 == i64::from(taken.version)
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

/// The entry anew in `into`, with where it comes from: a restated one keeps its first origin.
fn restated(into: &PersonHistory, index: usize, from: PersonId, known: &KnownFact) -> AssertedFact {
    let AssertedFact { seq, value, from: began, to, origin } = known.fact.clone();
    let origin =
        origin.unwrap_or_else(|| Box::new(Origin { person: from, seq, basis: known.basis.as_ref().clone() }));
    AssertedFact { seq: into.next_seq(index), value, from: began, to, origin: Some(origin) }
}
