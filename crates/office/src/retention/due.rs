//! Whether a case may be erased: a question to its entries, its rule and a day, with one answer.

use crate::act::Entry;
use crate::cases::case::Case;
use crate::cases::event::CaseEvent;
use kernel::{Calendar, CaseId, Day, Zone};
use law::clock::{ClockError, last_day};
use law::procedure::Retention;
use std::collections::BTreeSet;

/// Where a closed case stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is kept.
    Kept,
    /// Its time is over.
    Due,
    /// Its time is over, and something holds it.
    Held(Held),
}

/// What holds a case whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// An officer does, for reasons.
    Officer,
    /// Its decision is contested.
    Contest,
    /// Its decision is before a court.
    Court,
    /// A case that came of it is kept.
    Follower,
    /// Nobody may apply again yet because of it.
    Bar,
    /// A visit booked for it is still to come.
    Visit,
    /// It was written before bodies were sealed, so that destroying a key would leave it as it is.
    Unsealed,
}

impl Held {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Officer, Self::Contest, Self::Court, Self::Follower, Self::Bar, Self::Visit, Self::Unsealed];

    /// Its code in API and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Contest => "contest",
            Self::Court => "court",
            Self::Follower => "follower",
            Self::Bar => "bar",
            Self::Visit => "visit",
            Self::Unsealed => "unsealed",
        }
    }
}

/// The day on which a case was closed for good; nothing while it is open.
pub(super) fn closed_on(id: CaseId, entries: &[Entry<CaseEvent>], zone: &Zone) -> Option<Day> {
    let mut since = None;
    for end in 1..=entries.len() {
        let known = entries.get(..end)?;
        let case = Case::fold(id, known.iter().map(|entry| &entry.event))?;
        since = match (case.is_closed(), since) {
            (true, None) => known.last().map(|entry| zone.day(entry.at)),
            (true, since) => since,
            (false, _) => None,
        };
    }
    since
}

/// The last day on which a case is kept; nothing while its term has not begun, or has no end.
pub(super) fn kept_until(
    rule: &Retention,
    case: &Case,
    closed: Day,
    calendar: &Calendar,
) -> Result<Option<Day>, ClockError> {
    let from = if rule.from == "closed" { Some(closed) } else { case.day_of(&rule.from) };
    // A case that is closed later than its term began is kept until it is closed.
    let end = |(term, from)| last_day(term, from, calendar, false).map(|end| end.max(closed));
    rule.term.zip(from).map(end).transpose()
}

/// The cases that came of one, by contests and decisions.
pub(super) fn followers(entries: &[Entry<CaseEvent>]) -> BTreeSet<CaseId> {
    entries
        .iter()
        .flat_map(|entry| match &entry.event {
            CaseEvent::Contested { child, .. } => vec![*child],
            CaseEvent::DecisionServed { opened, .. } => opened.clone(),
            _ => Vec::new(),
        })
        .collect()
}
