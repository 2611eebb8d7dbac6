//! When a fact holds for certain and when only possibly, where days are known in part.
//!
//! Source: DOMAIN-RULES 1.3 and 1.4. A partial start makes what begins and what ends uncertain from its
//! first to its last possible day, bounded by the certain starts of the neighbours.

use kernel::{Day, PartialDate};
use serde::Serialize;

/// How surely something holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It may hold: a day is known in part.
    Possible,
    /// It holds.
    Certain,
}

/// The days from the first to, not including, the last; an end that is `None` is open.
pub type Days = (Option<Day>, Option<Day>);

/// The days on which a fact may hold, and those of them on which it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// On no other day does it hold.
    pub possible: Days,
    /// On these it does; `None` when on no day that is sure.
    pub certain: Option<Days>,
}

impl Reach {
    /// How surely it holds on `day`; `None` when it does not.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<Certainty> {
        if self.certain.is_some_and(|days| within(days, day)) {
            Some(Certainty::Certain)
        } else {
            within(self.possible, day).then_some(Certainty::Possible)
        }
    }
}

fn within((from, to): Days, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day < to)
}

/// First and last day, both perhaps known in part, of one of the facts that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// First day; `None` when it was so from the beginning.
    pub from: Option<PartialDate>,
    /// First day on which it is not so any more; `None` while it is.
    pub to: Option<PartialDate>,
}

impl Bounds {
    /// The certain first day.
    fn starts(&self) -> Option<Day> {
        self.from.and_then(|from| from.exact())
    }
}

/// The reach of each of `chain`, facts of which one takes the place of the other, in their order. `None` for
/// one that never held, because its successor starts on the same day or earlier.
#[must_use]
pub fn reach(chain: &[Bounds]) -> Vec<Option<Reach>> {
    (0..chain.len()).map(|at| one(chain, at)).collect()
}

fn one(chain: &[Bounds], at: usize) -> Option<Reach> {
    let own = chain.get(at)?;
    let before = at.checked_sub(1).and_then(|i| chain.get(i));
    let (next, after_next) = (chain.get(at + 1), chain.get(at + 2));
    let first = match own.from {
        Some(PartialDate::Day(day)) => Some(day),
        // Nothing is said of its beginning: it follows the one before.
        None => before.and_then(|before| before.to).and_then(|to| to.earliest()),
        // On the first certain day of the one before, that one holds; and it did not end before it began.
        Some(part) => {
            let bound = before.and_then(|before| match before.from? {
                PartialDate::Day(day) => Some(following(day)),
                part => part.earliest(),
            });
            part.earliest().max(bound)
        }
    };
    let last = {
        let own = own.to.and_then(|to| match to {
            PartialDate::Day(day) => Some(day),
            part => part.latest().map(following),
        });
        // From the certain first day of the next one it is gone, and from that of the one after it surely.
        [own, next.and_then(Bounds::starts), after_next.and_then(Bounds::starts)].into_iter().flatten().min()
    };
    if let (Some(first), Some(last)) = (first, last)
        && last <= first
    {
        return None;
    }
    Some(Reach { possible: (first, last), certain: certain(own, first, last) })
}

/// From when on it surely began, until when it surely had not ended.
fn certain(own: &Bounds, first: Option<Day>, last: Option<Day>) -> Option<Days> {
    let from = match own.from {
        None => first,
        Some(PartialDate::Day(day)) => Some(day),
        Some(part) => Some(following(part.latest()?)),
    };
    let to = match own.to {
        None => last,
        Some(PartialDate::Day(day)) => Some(last.map_or(day, |last| last.min(day))),
        // On its own certain first day it surely holds.
        Some(part) => {
            let ends = part.earliest().max(own.from.and_then(|from| from.exact()).map(following));
            Some(ends?)
        }
    };
    match (from, to) {
        (Some(from), Some(to)) if to <= from => None,
        days => Some(days),
    }
}

fn following(day: Day) -> Day {
    day.plus_days(1).unwrap_or(day)
}
