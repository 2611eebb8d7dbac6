//! The two ways to enter something: a change (the world moved) and a correction (the entry was wrong).
//!
//! Both are pure: history in, event out. Source: DOMAIN-RULES 1.6; Natural Persons Register Law Art. 12
//! (new data are written without destroying the old).

use crate::register::event::PersonEvent;
use crate::register::fact::{AssertedFact, Basis, FactValue};
use crate::register::person::{PersonHistory, seq};
use kernel::Day;

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
        change: Day,
        /// First day of the fact.
        began: Day,
    },
    /// The entry to correct does not stand.
    #[error("there is no standing entry {0} to correct")]
    NoSuchEntry(i64),
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

/// The first entry of a person, with all facts inside.
///
/// # Errors
/// [`EntryError::Nothing`] without facts.
pub fn enter(facts: Vec<(FactValue, Option<Day>)>, basis: Basis) -> Result<PersonEvent, EntryError> {
    enter_with_past(facts, Vec::new(), basis)
}

/// The same with what no longer holds, such as a former name: each with its first day, where known, and
/// the first day on which it was not true any more.
///
/// # Errors
/// [`EntryError::Nothing`] without facts that hold.
pub fn enter_with_past(
    facts: Vec<(FactValue, Option<Day>)>,
    former: Vec<(FactValue, Option<Day>, Day)>,
    basis: Basis,
) -> Result<PersonEvent, EntryError> {
    if facts.is_empty() {
        return Err(EntryError::Nothing);
    }
    let former = former.into_iter().map(|(value, from, to)| (value, from, Some(to)));
    let facts = former
        .chain(facts.into_iter().map(|(value, from)| (value, from, None)))
        .enumerate()
        .map(|(i, (value, from, to))| AssertedFact { seq: seq(1, i), value, from, to })
        .collect();
    Ok(PersonEvent::PersonEntered { facts, basis })
}

/// The world moved on `day`: each new fact begins, and ends the one it replaces if a person has one at a
/// time of its kind.
///
/// # Errors
/// [`EntryError`]; nothing is entered in part.
pub fn change(
    history: &PersonHistory,
    day: Day,
    values: Vec<FactValue>,
    basis: Basis,
) -> Result<PersonEvent, EntryError> {
    if history.version == 0 {
        return Err(EntryError::NotEntered);
    }
    if values.is_empty() {
        return Err(EntryError::Nothing);
    }
    let dead = history.standing().any(|known| matches!(known.fact.value, FactValue::Death { .. }));
    let about_documents = values.iter().all(|value| matches!(value, FactValue::Document(_)));
    if dead && !about_documents {
        return Err(EntryError::Dead);
    }
    let mut retired = Vec::new();
    let mut facts = Vec::new();
    for value in values {
        for known in history.standing().filter(|known| replaces(&value, &known.fact.value)) {
            let old = &known.fact;
            if old.to.is_some_and(|to| to <= day) {
                continue;
            }
            if old.value == value {
                return Err(EntryError::Unchanged);
            }
            retired.push(old.seq);
            match old.from {
                Some(began) if began > day => return Err(EntryError::BeforeItBegan { change: day, began }),
                // It began on the day of the change: it never held on a whole day of its own.
                Some(began) if began == day => {}
                _ => facts.push(AssertedFact {
                    seq: history.next_seq(facts.len()),
                    value: old.value.clone(),
                    from: old.from,
                    to: Some(day),
                }),
            }
        }
        facts.push(AssertedFact { seq: history.next_seq(facts.len()), value, from: Some(day), to: None });
    }
    Ok(PersonEvent::FactsChanged { retired, facts, basis })
}

/// The entry `wrong` was never true; `right` is, over the same days unless `from` says otherwise.
///
/// # Errors
/// [`EntryError`]; nothing is entered in part.
pub fn correct(
    history: &PersonHistory,
    wrong: i64,
    right: Option<FactValue>,
    from: Option<Day>,
    basis: Basis,
    reason: &str,
) -> Result<PersonEvent, EntryError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(EntryError::NoReason);
    }
    let old =
        history.standing().find(|known| known.fact.seq == wrong).ok_or(EntryError::NoSuchEntry(wrong))?;
    if right.as_ref() == Some(&old.fact.value) && (from.is_none() || from == old.fact.from) {
        return Err(EntryError::Unchanged);
    }
    let facts = right
        .map(|value| AssertedFact {
            seq: history.next_seq(0),
            value,
            from: from.or(old.fact.from),
            to: old.fact.to,
        })
        .into_iter()
        .collect();
    Ok(PersonEvent::FactsCorrected { withdrawn: vec![wrong], facts, basis, reason: reason.to_owned() })
}

fn replaces(new: &FactValue, old: &FactValue) -> bool {
    match (new, old) {
        (FactValue::Document(new), FactValue::Document(old)) => new.document == old.document,
        _ => new.single() && new.kind() == old.kind(),
    }
}
