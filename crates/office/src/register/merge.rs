//! Two records of one person become one, and can become two again: nothing is copied away, so that a split
//! restores both exactly.
//!
//! The record that is given up keeps its stream and its codes; it answers with the record that stays. What it
//! holds is restated there with its origin, and doubts about its entries go along. Source: DOMAIN-RULES 1.14.

mod doubts;
mod part;

pub use part::{Whose, assign, since, split, undecided};

use crate::register::certainty::Bounds;
use crate::register::civil::Effects;
use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, FactValue, KnownFact, Origin};
use crate::register::person::{LATEST, PersonHistory};
use doubts::{Marks, Travel};
use kernel::PersonId;
use std::collections::BTreeSet;

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
        let how = if same(keep, other, theirs).next().is_some() {
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
) -> Result<Effects, MergeError> {
    let reason = given(reason)?;
    ready(keep)?;
    ready(other)?;
    if keep.id == other.id {
        return Err(MergeError::Same);
    }
    // A sealed link is not told from an absent one: it neither hinders the merge nor goes along.
    let names = |a: &PersonHistory, b: PersonId| {
        a.standing().any(|k| !k.fact.value.sealed() && k.fact.value.other() == Some(b))
    };
    if names(keep, other.id) || names(other, keep.id) {
        return Err(MergeError::Related);
    }
    let there = |seq: i64| other.standing().any(|k| k.fact.seq == seq && !k.fact.value.sealed());
    if let Some(missing) = takes.iter().find(|seq| !there(**seq)) {
        return Err(MergeError::NoSuchEntry(*missing));
    }
    let mut theirs = in_their_order(other);
    theirs.retain(|known| !known.fact.value.sealed() || known.fact.value.other() != Some(keep.id));
    let wins =
        |theirs: &&&KnownFact| takes.contains(&theirs.fact.seq) && same(keep, other, theirs).next().is_none();
    let mut retired: BTreeSet<i64> =
        theirs.iter().filter(wins).flat_map(|theirs| against(keep, other, theirs)).collect();
    let (mut facts, mut marks) = (Vec::new(), Marks::new());
    let followers = followers(keep, &retired);
    for known in &followers {
        let from = keep.span(known).from;
        facts.push(AssertedFact { from, ..restated(keep, facts.len(), keep.id, known) });
    }
    for known in &theirs {
        // Its codes lead to it, and from it to the record that stays: they are not that record's own.
        let code = matches!(known.fact.value, FactValue::Code { .. });
        let free = || against(keep, other, known).iter().all(|ours| retired.contains(ours));
        let stands = if wins(&known) || (!code && free()) {
            let Bounds { from, to } = other.span(known);
            let fact = AssertedFact { from, to, ..restated(keep, facts.len(), other.id, known) };
            let seq = fact.seq;
            facts.push(fact);
            vec![seq]
        } else {
            let now = |ours: &KnownFact| {
                let at = followers.iter().position(|known| known.fact.seq == ours.fact.seq);
                at.map_or(ours.fact.seq, |at| keep.next_seq(at))
            };
            same(keep, other, known).filter(|ours| !retired.contains(&ours.fact.seq)).map(now).collect()
        };
        marks.extend(other.said_before(known).map(|said| (said.fact.seq, stands.clone())));
    }
    retired.extend(followers.iter().map(|known| known.fact.seq));
    let kept = PersonEvent::RecordAbsorbed {
        other: other.id,
        retired: retired.into_iter().collect(),
        facts,
        basis: basis.clone(),
        reason: reason.clone(),
    };
    let given_up = PersonEvent::RecordMerged { into: keep.id, basis: basis.clone(), reason };
    let doubts = Travel { from: other, into: keep, after: 1 }.over(&marks).into_iter();
    let doubts = doubts.map(|event| (keep.id, event));
    Ok([(keep.id, kept), (other.id, given_up)].into_iter().chain(doubts).collect())
}

/// Entries of which nothing but the end of one that gives way says when they began: they are to say it themselves.
fn followers<'a>(keep: &'a PersonHistory, retired: &BTreeSet<i64>) -> Vec<&'a KnownFact> {
    let follows = |known: &&KnownFact| {
        let place = keep.place(&known.fact.value);
        let at = place.iter().position(|other| other.fact.seq == known.fact.seq);
        let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| place.get(at));
        let gives_way = before.is_some_and(|before| retired.contains(&before.fact.seq));
        known.fact.from.is_none() && gives_way && !retired.contains(&known.fact.seq)
    };
    let mut list = in_their_order(keep);
    list.retain(|known| keep.span(known).from.is_some());
    list.retain(follows);
    list
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

/// Entries of `keep` that say the same of the same days.
fn same<'a>(
    keep: &'a PersonHistory,
    other: &PersonHistory,
    theirs: &'a KnownFact,
) -> impl Iterator<Item = &'a KnownFact> {
    let days = against(keep, other, theirs);
    keep.standing().filter(move |ours| ours.fact.value == theirs.fact.value && days.contains(&ours.fact.seq))
}

/// The entries that stand, those of each place in the order in which they were true; what is sealed comes last, so
/// that no number is missing where it is not shown.
fn in_their_order(record: &PersonHistory) -> Vec<&KnownFact> {
    let mut standing: Vec<&KnownFact> = record.standing().collect();
    standing.sort_by_key(|known| (known.fact.value.sealed(), known.order, known.fact.seq));
    standing
}

/// The entry anew in `into`, with where it comes from: a restated one keeps its first origin.
fn restated(into: &PersonHistory, index: usize, from: PersonId, known: &KnownFact) -> AssertedFact {
    let AssertedFact { seq, value, from: began, to, origin } = known.fact.clone();
    let origin =
        origin.unwrap_or_else(|| Box::new(Origin { person: from, seq, basis: known.basis.as_ref().clone() }));
    AssertedFact { seq: into.next_seq(index), value, from: began, to, origin: Some(origin) }
}
