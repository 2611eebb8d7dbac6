//! Doubt: entries put under review, and the review closed. Doubt does not block reading; whoever reads is told.
//!
//! Source: DOMAIN-RULES 1.7.

use crate::register::change::EntryError;
use crate::register::event::{PersonEvent, ReviewOutcome};
use crate::register::fact::Basis;
use crate::register::person::{LATEST, PersonHistory, Review};
use kernel::Day;

/// Puts entries under review from `on`.
///
/// # Errors
/// [`EntryError::NoSuchEntry`] for one that does not stand, [`EntryError::Nothing`] without entries.
pub fn open(
    history: &PersonHistory,
    facts: Vec<i64>,
    on: Day,
    basis: Basis,
    reason: &str,
) -> Result<PersonEvent, EntryError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(EntryError::NoReason);
    }
    if facts.is_empty() {
        return Err(EntryError::Nothing);
    }
    ready(history)?;
    for seq in &facts {
        // What is sealed is not told from what is not there.
        if !history.standing().any(|known| known.fact.seq == *seq && !known.fact.value.sealed()) {
            return Err(EntryError::NoSuchEntry(*seq));
        }
        let open = |review: &Review| review.closed.is_none() && review.released.is_none();
        if history.reviews.iter().any(|review| open(review) && review.facts.contains(seq)) {
            return Err(EntryError::UnderReview(*seq));
        }
    }
    let review = history.next_seq(0);
    Ok(PersonEvent::ReviewOpened { review, facts, on, basis, reason: reason.to_owned(), lender: None })
}

/// Doubts are told to the record under which the person is kept.
fn ready(history: &PersonHistory) -> Result<(), EntryError> {
    history.merged_into(LATEST).map_or(Ok(()), |into| Err(EntryError::Merged(into)))
}

/// Closes a review; from `on` the entries are not doubted any more.
///
/// # Errors
/// [`EntryError::NoSuchReview`] when there is none that is open, [`EntryError::BeforeItBegan`].
pub fn close(
    history: &PersonHistory,
    review: i64,
    on: Day,
    outcome: ReviewOutcome,
    basis: Basis,
) -> Result<PersonEvent, EntryError> {
    ready(history)?;
    let open = history
        .reviews
        .iter()
        .find(|known| known.id == review && known.closed.is_none() && known.released.is_none())
        .ok_or(EntryError::NoSuchReview(review))?;
    if on < open.from {
        return Err(EntryError::BeforeItBegan { change: on.into(), began: open.from.into() });
    }
    Ok(PersonEvent::ReviewClosed { review, on, outcome, basis })
}
