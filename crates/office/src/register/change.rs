//! The two ways to enter something: a change (the world moved) and a correction (the entry was wrong).
//!
//! Both are pure: history in, event out. Source: DOMAIN-RULES 1.6; Natural Persons Register Law Art. 12
//! (new data are written without destroying the old).

use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, FactValue, KnownFact};
use crate::register::person::{LATEST, PersonHistory, seq};
use kernel::{DateOrder, PartialDate, PersonId};

/// Why an entry cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The person is already in the register.
    #[error("the person is already entered")]
    AlreadyEntered,
    /// Nothing is known about the person.
    #[error("the person is not in the register")]
    NotEntered,
    /// Nothing to enter.
    #[error("an entry needs at least one fact")]
    Nothing,
    /// A change dated before the fact it ends began.
    #[error(
        "the change is dated {change}, before the fact it ends began on {began}; a wrong entry is corrected, not changed"
    )]
    BeforeItBegan {
        /// Day of the change.
        change: PartialDate,
        /// First day of the fact.
        began: PartialDate,
    },
    /// The record was given up for another.
    #[error("the record was merged: the person is kept under {0}")]
    Merged(PersonId),
    /// The entry to correct does not stand.
    #[error("there is no standing entry {0} to correct")]
    NoSuchEntry(i64),
    /// The entry is under review already.
    #[error("entry {0} is under review already")]
    UnderReview(i64),
    /// There is no such open review.
    #[error("there is no open review {0}")]
    NoSuchReview(i64),
    /// A change or correction without a word why.
    #[error("a correction needs a reason")]
    NoReason,
    /// A person cannot change after death, only be corrected.
    #[error("the person is dead: facts end at death; a wrong entry is corrected")]
    Dead,
    /// What is entered already holds.
    #[error("the register already says so")]
    Unchanged,
}

/// A fact with its first day; `None` when it was so from the beginning.
pub type Since = (FactValue, Option<PartialDate>);
/// A fact that no longer holds: its first day, and the first day on which it was not true any more.
pub type Former = (FactValue, Option<PartialDate>, PartialDate);

/// The first entry of a person, with all facts inside.
///
/// # Errors
/// [`EntryError::Nothing`] without facts.
pub fn enter(facts: Vec<Since>, basis: Basis) -> Result<PersonEvent, EntryError> {
    enter_with_past(facts, Vec::new(), basis, String::new())
}

/// The same with what no longer holds, such as a former name, and the number under which another register knew
/// the person.
///
/// # Errors
/// [`EntryError::Nothing`] without facts that hold.
pub fn enter_with_past(
    facts: Vec<Since>,
    former: Vec<Former>,
    basis: Basis,
    source: String,
) -> Result<PersonEvent, EntryError> {
    if facts.is_empty() {
        return Err(EntryError::Nothing);
    }
    let former = former.into_iter().map(|(value, from, to)| (value, from, Some(to)));
    let facts = former
        .chain(facts.into_iter().map(|(value, from)| (value, from, None)))
        .enumerate()
        .map(|(i, (value, from, to))| AssertedFact { seq: seq(1, i), value, from, to, origin: None })
        .collect();
    Ok(PersonEvent::PersonEntered { facts, basis, source })
}

/// How the world moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// When; perhaps known in part.
    pub on: PartialDate,
    /// Entries that end then, with nothing in their place.
    pub ends: Vec<i64>,
    /// What is true from then on.
    pub values: Vec<FactValue>,
    /// How long it is.
    pub lasts: Lasts,
    /// The civil event, a code of the country's catalogue; empty for a plain change.
    pub act: String,
}

/// How long what begins goes on, as far as that is known when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lasts {
    /// Until something ends it; what takes the place of something that was to end, ends as that would have.
    #[default]
    Open,
    /// As the act says: to the first day on which it is no longer true, or until something ends it.
    Said(Option<PartialDate>),
}

/// The world moved on `on`: each new fact begins, and ends the one whose place it takes.
///
/// # Errors
/// [`EntryError`]; nothing is entered in part.
pub fn change(
    history: &PersonHistory,
    on: impl Into<PartialDate>,
    values: Vec<FactValue>,
    basis: Basis,
) -> Result<PersonEvent, EntryError> {
    moved(
        history,
        Move { on: on.into(), ends: Vec::new(), values, lasts: Lasts::Open, act: String::new() },
        basis,
    )
}

/// The same, with entries that only end and the civil event that moved them.
///
/// # Errors
/// [`EntryError`]; nothing is entered in part.
pub fn moved(history: &PersonHistory, change: Move, basis: Basis) -> Result<PersonEvent, EntryError> {
    let Move { on, ends, values, lasts, act } = change;
    if history.version == 0 {
        return Err(EntryError::NotEntered);
    }
    if let Some(into) = history.merged_into(LATEST) {
        return Err(EntryError::Merged(into));
    }
    if values.is_empty() && ends.is_empty() {
        return Err(EntryError::Nothing);
    }
    let dead = history.standing().any(|known| matches!(known.fact.value, FactValue::Death { .. }));
    if dead && !values.iter().all(stays_after_death) {
        return Err(EntryError::Dead);
    }
    let mut entry = Entry { history, on, retired: Vec::new(), facts: Vec::new() };
    for seq in ends {
        let known = history.standing().find(|known| known.fact.seq == seq);
        entry.end(&known.ok_or(EntryError::NoSuchEntry(seq))?.fact)?;
    }
    for value in values {
        let place = history.place(&value);
        if let Some(began) = begins_after(history, &place, &on, &entry.retired) {
            return Err(EntryError::BeforeItBegan { change: on, began });
        }
        let said = match lasts {
            Lasts::Open => None,
            Lasts::Said(to) => Some(to),
        };
        let mut to = said.flatten();
        for (left, old) in place.iter().map(|known| &known.fact).enumerate() {
            if entry.retired.contains(&old.seq) || over(old, &on) {
                continue;
            }
            if left + 1 == place.len() {
                // What was to end later than that ends what comes in its place, unless the act says otherwise.
                let ends = said.unwrap_or(old.to);
                if old.value == value && old.to == ends {
                    return Err(EntryError::Unchanged);
                }
                to = ends;
            }
            entry.end(old)?;
        }
        entry.assert(value, Some(on), to);
    }
    Ok(PersonEvent::FactsChanged { retired: entry.retired, facts: entry.facts, basis, act })
}

/// The beginning that surely lies after `on`, of an entry that would have to have begun by then.
fn begins_after(
    history: &PersonHistory,
    place: &[&KnownFact],
    on: &PartialDate,
    retired: &[i64],
) -> Option<PartialDate> {
    let after = |date: &PartialDate| date.compare(on) == DateOrder::After;
    let begins = place.iter().filter(|known| !retired.contains(&known.fact.seq));
    let begins = begins.filter_map(|known| history.span(known).from);
    // Whatever follows something else began when that had ended.
    let ended = place.iter().rev().skip(1).filter_map(|known| known.fact.to);
    begins.chain(ended).find(after)
}

/// What may still be entered about a dead person: what becomes of their documents, and what others' acts
/// say of them.
const fn stays_after_death(value: &FactValue) -> bool {
    matches!(value, FactValue::Document(_) | FactValue::Child { .. } | FactValue::Spouse { .. })
}

/// Whether the fact has ended already: an end that is known in part stays as it is.
fn over(old: &AssertedFact, on: &PartialDate) -> bool {
    old.to.is_some_and(|to| to.compare(on) != DateOrder::After)
}

/// An entry being put together.
struct Entry<'a> {
    history: &'a PersonHistory,
    on: PartialDate,
    retired: Vec<i64>,
    facts: Vec<AssertedFact>,
}

impl Entry<'_> {
    /// Restates a fact with the day on which it ended: one that began on that day was never true on a whole day,
    /// but is again should the change turn out to be wrong.
    fn end(&mut self, old: &AssertedFact) -> Result<(), EntryError> {
        let place = self.history.place(&old.value);
        if let Some(began) = begins_after(self.history, &place, &self.on, &self.retired) {
            return Err(EntryError::BeforeItBegan { change: self.on, began });
        }
        self.retired.push(old.seq);
        self.assert(old.value.clone(), old.from, Some(self.on));
        Ok(())
    }

    fn assert(&mut self, value: FactValue, from: Option<PartialDate>, to: Option<PartialDate>) {
        let seq = self.history.next_seq(self.facts.len());
        self.facts.push(AssertedFact { seq, value, from, to, origin: None });
    }
}

/// The entry `wrong` was never true; `right` is, over the same days unless `from` says otherwise. What had ended
/// because it began goes on until the right one begins, or as long as it would have without.
///
/// # Errors
/// [`EntryError`]; nothing is entered in part.
pub fn correct(
    history: &PersonHistory,
    wrong: i64,
    right: Option<FactValue>,
    from: Option<PartialDate>,
    basis: Basis,
    reason: &str,
) -> Result<PersonEvent, EntryError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(EntryError::NoReason);
    }
    if let Some(into) = history.merged_into(LATEST) {
        return Err(EntryError::Merged(into));
    }
    // What is sealed is not told from what is not there.
    let known = history.standing().find(|known| known.fact.seq == wrong && !known.fact.value.sealed());
    let known = known.ok_or(EntryError::NoSuchEntry(wrong))?;
    let old = &known.fact;
    if right.as_ref() == Some(&old.value) && (from.is_none() || from == old.from) {
        return Err(EntryError::Unchanged);
    }
    let place = history.place(&old.value);
    let at = place.iter().position(|known| known.fact.seq == wrong).unwrap_or_default();
    let (earlier, later) = (place.get(..at).unwrap_or_default(), place.get(at + 1..).unwrap_or_default());
    let stays = right.as_ref().is_some_and(|right| right.takes_the_place_of(&old.value));
    let moved = from.filter(|_| stays);
    if let Some(change) = moved {
        if let Some(began) = begins_after(history, earlier, &change, &[]) {
            return Err(EntryError::BeforeItBegan { change, began });
        }
        let over = |to: &PartialDate| matches!(to.compare(&change), DateOrder::Before | DateOrder::Same);
        let next = later.iter().flat_map(|known| [known.fact.from, known.fact.to]);
        if let Some(to) = [old.to].into_iter().chain(next).flatten().find(over) {
            return Err(EntryError::BeforeItBegan { change: to, began: change });
        }
    }
    let ends = if stays { from.or(old.from) } else { old.to };
    let (mut withdrawn, mut facts) = (vec![wrong], Vec::new());
    let mut assert = |value, from, to| {
        let seq = history.next_seq(facts.len());
        facts.push(AssertedFact { seq, value, from, to, origin: None });
    };
    if let Some(before) = earlier.last().map(|known| &known.fact) {
        let because = before.to.is_some() && before.to == old.from && history.succession(old);
        let later = |to: PartialDate| moved.is_some_and(|from| to.compare(&from) == DateOrder::After);
        if (because || before.to.is_some_and(later)) && before.to != ends {
            withdrawn.push(before.seq);
            assert(before.value.clone(), before.from, ends);
        }
    }
    if let Some(right) = right {
        assert(right, from.or(old.from), old.to);
    }
    Ok(PersonEvent::FactsCorrected { withdrawn, facts, basis, reason: reason.to_owned() })
}
