//! When a fact holds for certain and when only possibly, where days are known in part.
//!
//! Source: DOMAIN-RULES 1.3 and 1.4. A partial start makes what begins and what ends uncertain from its
//! first to its last possible day, bounded by the certain starts of the neighbours.

use kernel::{DateOrder, Day, PartialDate};
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
    /// Whether it surely lies before `other`: it began before, or had ended when that one began. What `took` the place
    /// of the other when that one ended, or on the day on which that one began, does not lie before it.
    fn before(&self, other: &Self, took: impl FnOnce() -> bool) -> bool {
        let began = matches!((self.from, other.from), (Some(own), Some(other)) if own.compare(&other) == DateOrder::Before);
        let meets = self.from.is_some() && (other.to == self.from || other.from == self.from);
        began || (self.over_before(other) && !(meets && took()))
    }

    /// Whether it had surely ended when `other` began.
    #[must_use]
    pub fn over_before(&self, other: &Self) -> bool {
        let (Some(to), Some(from)) = (self.to, other.from) else { return false };
        matches!(to.compare(&from), DateOrder::Before | DateOrder::Same)
    }
}

/// Facts of one place in the order in which they were true: as given, but for those that surely lie before one
/// that was given earlier. Of one that began on the date on which another ended, `took` says whether it took its place:
/// two unknown days are not one day.
#[must_use]
pub fn in_order<T>(
    given: impl IntoIterator<Item = T>,
    bounds: impl Fn(&T) -> Bounds,
    took: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut chain: Vec<T> = Vec::new();
    for fact in given {
        let own = bounds(&fact);
        let place = chain
            .iter()
            .position(|other| own.before(&bounds(other), || took(&fact, other)))
            .unwrap_or(chain.len());
        chain.insert(place, fact);
    }
    chain
}

/// Something that happens once: not before the first of these days, surely by the second.
#[derive(Debug, Clone, Copy)]
struct Event {
    perhaps: Day,
    surely: Day,
}

/// What never ceases to be, and what has always been.
const NEVER: Event = Event { perhaps: Day::MAX, surely: Day::MAX };
const ALWAYS: Event = Event { perhaps: Day::MIN, surely: Day::MIN };

impl Event {
    /// On a date, but not before `bound`, unless the day is known.
    fn on(date: PartialDate, bound: Day) -> Self {
        match date {
            PartialDate::Day(day) => Self { perhaps: day, surely: day },
            part => Self {
                perhaps: part.earliest().map_or(bound, |first| first.max(bound)),
                surely: part.latest().map_or(Day::MAX, following),
            },
        }
    }

    fn earlier(self, other: Self) -> Self {
        Self { perhaps: self.perhaps.min(other.perhaps), surely: self.surely.min(other.surely) }
    }
}

/// The reach of each of `chain`, facts of which one takes the place of the other, in their order. `None` for
/// one that never held, because a successor starts on the same day or earlier.
#[must_use]
pub fn reach(chain: &[Bounds]) -> Vec<Option<Reach>> {
    let mut begins = Vec::with_capacity(chain.len());
    // Before this day nothing can begin that follows: on the first certain day of an earlier one that one
    // holds, and nothing begins before what it follows did, or before that had ended.
    let mut bound = Day::MIN;
    let mut before: Option<&Bounds> = None;
    for own in chain {
        begins.push(match (own.from, before.map(|before| before.to)) {
            (Some(from), _) => Event::on(from, bound),
            // Nothing is said of its beginning: it follows the one before.
            (None, Some(Some(to))) => Event::on(to, bound),
            (None, _) => ALWAYS,
        });
        let start = own.from.and_then(|from| from.exact().map(following).or_else(|| from.earliest()));
        let end = own.to.and_then(|to| to.earliest());
        bound = [start, end].into_iter().flatten().fold(bound, Day::max);
        before = Some(own);
    }
    let mut reach = Vec::with_capacity(chain.len());
    // When the first of those that come later begins: by then it is gone.
    let mut later = NEVER;
    for (own, begins) in chain.iter().zip(&begins).rev() {
        let exact = own.from.and_then(|from| from.exact());
        let end = own.to.map_or(NEVER, |to| Event::on(to, exact.map_or(Day::MIN, following)));
        let ends = end.earlier(later);
        reach.push(
            days(begins.perhaps, ends.surely).map(|possible| Reach {
                possible,
                certain: days(begins.surely, ends.perhaps.min(ends.surely)),
            }),
        );
        if own.from.is_some() || begins.surely > Day::MIN {
            later = later.earlier(*begins);
            // What has ended has begun.
            later.surely = later.surely.min(end.surely);
        }
    }
    reach.reverse();
    reach
}

/// The days between, with open ends; `None` when there are none.
fn days(from: Day, to: Day) -> Option<Days> {
    let open = |day: Day, end: Day| (day != end).then_some(day);
    (from < to).then(|| (open(from, Day::MIN), open(to, Day::MAX)))
}

fn following(day: Day) -> Day {
    day.plus_days(1).unwrap_or(day)
}
