//! Who lived at an address: the sequence of compositions of a household over a period. Pure.
//!
//! Source: DOMAIN-RULES 1.3 to 1.5, and 1.9 for those who died or left. A date that is known only in part is the
//! interval of its possible days; whoever moves on such a date *possibly* lives at the old and *possibly* at the new
//! address from the first to the last day of it. Nothing is guessed beyond that. Whoever was found not to live at an
//! address (1.7) is there until the review began.
//!
//! The work is one pass over each person's stays, and one sweep over the days on which somebody enters, leaves or
//! changes certainty: an address with ten thousand past residents is answered in one go.

pub use super::certainty::Certainty;
use kernel::{Day, PartialDate, Period};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many persons, certain and possible together, are still listed.
pub const LISTED_MAX: usize = 100;

/// What a stay is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StayKind {
    /// The residence: it ends the one before, and the person counts there.
    Main,
    /// An additional address: it stands beside, and the person counts at the main one.
    Additional,
    /// No residence here, such as a time abroad: it ends the one before, and the person counts nowhere.
    Away,
}

/// A stay of a person, as the register holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Key of the address; of no matter where the person is away.
    pub address: String,
    /// What it is.
    pub kind: StayKind,
    /// First day; `None` when the register holds none: it follows the end of the one before, or holds on every day
    /// before its own end.
    pub start: Option<PartialDate>,
    /// First day no longer there; `None` while only the next stay or the person's end ends it.
    pub end: Option<PartialDate>,
    /// Reviews which found that the person does not live there.
    pub findings: Vec<NotThere>,
}

/// A review which found that a person does not live at an address (DOMAIN-RULES 1.7): from its first day on the person
/// is not there, or only possibly, when it was over no sooner than the next stay can have begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThere {
    /// First day of the review.
    pub from: Day,
    /// First day on which it was over.
    pub closed: Day,
}

/// A person with all stays, in the order in which they followed each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resident<P> {
    /// The person.
    pub person: P,
    /// Stays on one timeline; elsewhere too, since the next stay ends the one before.
    pub stays: Vec<Stay>,
    /// Day of death, or of leaving the register for another reason: from it the person lives nowhere.
    pub left: Option<PartialDate>,
    /// Whether the record was erased or found to be an error: it never counts.
    pub erroneous: bool,
}

/// The address that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its key, and the keys of the secondary addresses whose residents count here.
    pub keys: Vec<String>,
    /// The days on which the address exists: it may have been split off, or merged into another.
    pub life: Option<Period>,
}

/// Who lived there together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Household<P> {
    /// Each person once, in the order of the persons.
    Listed(Vec<(P, Certainty)>),
    /// More than [`LISTED_MAX`]: nobody is listed.
    Crowded,
}

/// A composition: the same household on every day of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Composition<P> {
    /// From its first day to the day on which somebody enters, leaves or changes certainty.
    pub period: Period,
    /// Who lived there.
    pub household: Household<P>,
}

/// The compositions of `place` in `period`, in order, without the days on which nobody lived there.
#[must_use]
pub fn occupancy<P: Copy + Ord>(
    place: &Place,
    period: Period,
    residents: &[Resident<P>],
) -> Vec<Composition<P>> {
    let asked = match place.life {
        Some(life) => period.intersect(&life),
        None => Some(period),
    };
    let Some(asked) = asked else { return Vec::new() };
    let window = Window { from: asked.from().number(), to: asked.to().map_or(NEVER, Day::number) };
    let mut turns = Vec::new();
    for resident in residents.iter().filter(|resident| !resident.erroneous) {
        for presence in presences(place, resident) {
            presence.turns(resident.person, window, &mut turns);
        }
    }
    turns.sort_unstable_by_key(|turn| turn.day);
    sweep(&turns, window)
}

/// Day numbers before and after every day of the calendar.
const EVER: i32 = i32::MIN;
const NEVER: i32 = i32::MAX;

/// Half-open days.
#[derive(Clone, Copy)]
struct Window {
    from: i32,
    to: i32,
}

/// An event between two days: until the day before `maybe` it has certainly not happened, from `surely` on it
/// certainly has.
#[derive(Clone, Copy)]
struct Turnover {
    maybe: i32,
    surely: i32,
}

impl Turnover {
    const NEVER: Self = Self { maybe: NEVER, surely: NEVER };

    fn of(date: PartialDate) -> Self {
        match date.exact() {
            Some(day) => Self { maybe: day.number(), surely: day.number() },
            None => Self {
                maybe: date.earliest().map_or(EVER, Day::number),
                surely: date.latest().map_or(NEVER, |last| last.number() + 1),
            },
        }
    }

    /// The day, when it is known to the day.
    fn exact(self) -> Option<i32> {
        (self.maybe == self.surely && self.maybe != EVER).then_some(self.maybe)
    }

    /// The last day on which it can happen.
    const fn latest(self) -> i32 {
        if self.surely == NEVER || self.maybe == self.surely { self.surely } else { self.surely - 1 }
    }

    /// It cannot have happened before `first`.
    fn not_before(self, first: i32) -> Self {
        Self { maybe: self.maybe.max(first), surely: self.surely.max(first) }
    }

    /// Whichever of the two happens first.
    fn or(self, other: Self) -> Self {
        Self { maybe: self.maybe.min(other.maybe), surely: self.surely.min(other.surely) }
    }
}

/// A stay on the timeline that counts: where, from when, until when by itself.
struct Step<'a> {
    here: bool,
    start: Turnover,
    end: Option<Turnover>,
    /// Whether the next stay follows without a gap.
    joins_next: bool,
    findings: &'a [NotThere],
    /// Whether it is the person's end and no stay.
    last: bool,
}

/// Days on which a person lives at the place, possibly from `possible.from` to `possible.to`, certainly within.
struct Presence {
    possible: Window,
    certain: Window,
}

impl Presence {
    fn turns<P: Copy>(&self, person: P, window: Window, turns: &mut Vec<Turn<P>>) {
        for (days, certainty) in [(self.possible, Certainty::Possible), (self.certain, Certainty::Certain)] {
            let (from, to) = (days.from.max(window.from), days.to.min(window.to));
            if from < to {
                turns.push(Turn { day: from, person, certainty, enters: true });
                if to < NEVER {
                    turns.push(Turn { day: to, person, certainty, enters: false });
                }
            }
        }
    }
}

/// The days on which somebody lives at the place.
fn presences<P>(place: &Place, resident: &Resident<P>) -> Vec<Presence> {
    // Most who are asked about lived here; whoever did not is passed over before any work is done.
    let here = |stay: &Stay| stay.kind == StayKind::Main && place.keys.contains(&stay.address);
    if !resident.stays.iter().any(here) {
        return Vec::new();
    }
    let steps = timeline(resident, here);
    let mut ended = Turnover::NEVER;
    let mut found = Vec::new();
    // From the last to the first, so that whatever comes later is known; a run of stays here is one stay, begun when
    // any of them has begun.
    let mut steps = steps.iter().rev().peekable();
    while let Some(last) = steps.next() {
        let mut start = last.start;
        let end = last.end.map_or(ended, |end| ended.or(end));
        while let Some(before) = steps.next_if(|before| last.here && before.here && before.joins_next) {
            start = start.or(before.start);
        }
        ended = ended.or(start);
        if last.here {
            found.extend(presence(start, end));
        }
    }
    found
}

fn presence(start: Turnover, end: Turnover) -> Option<Presence> {
    let possible = Window { from: start.maybe, to: end.surely };
    let certain = Window { from: start.surely, to: end.maybe };
    (possible.from < possible.to).then_some(Presence { possible, certain })
}

/// The stays that count, each with its bounds; the person's end stands last.
fn timeline<P>(resident: &Resident<P>, here: impl Fn(&Stay) -> bool) -> Vec<Step<'_>> {
    let counted: Vec<&Stay> =
        resident.stays.iter().filter(|stay| stay.kind != StayKind::Additional).collect();
    let mut steps = Vec::with_capacity(counted.len() + 1);
    let mut before = None;
    for (at, stay) in counted.iter().enumerate() {
        // Where nothing is said of its beginning, it follows the end of the one before.
        let start = stay.start.or(before);
        let joins_next =
            stay.end.is_none() || counted.get(at + 1).is_some_and(|next| next.start.or(stay.end) == stay.end);
        steps.push(Step {
            here: here(stay),
            start: start.map_or(Turnover { maybe: EVER, surely: EVER }, Turnover::of),
            end: stay.end.map(Turnover::of),
            joins_next: joins_next && stay.findings.is_empty(),
            findings: &stay.findings,
            last: false,
        });
        before = stay.end;
    }
    if let Some(left) = resident.left {
        let start = Turnover::of(left);
        steps.push(Step { here: false, start, end: None, joins_next: false, findings: &[], last: true });
    }
    // An address whose successor starts on the same day or earlier was never lived at: it is left out, and the one
    // before joins whatever follows. One that ended by then was not lived at either, but ended the one before.
    let mut next_by = NEVER;
    steps = steps
        .into_iter()
        .rev()
        .filter(|step| {
            let lived = step.start.maybe < next_by;
            next_by = next_by.min(step.start.latest());
            lived
        })
        .collect();
    steps.reverse();
    for step in &mut steps {
        step.here &= step.end.is_none_or(|end| step.start.maybe < end.latest());
    }
    // On the day of a certain start the person is certainly there, so nothing that follows can have begun by then; nor
    // can it have begun before whatever it follows could.
    let mut bound = EVER;
    for step in &mut steps {
        step.start = step.start.not_before(bound);
        let own = step.start.exact().map(|day| day.saturating_add(1));
        bound = own.unwrap_or(step.start.maybe);
        if let (Some(first), Some(end)) = (own, step.end)
            && end.exact().is_none()
        {
            step.end = Some(end.not_before(first));
        }
    }
    let mut next = None;
    for step in steps.iter_mut().rev() {
        let found = step.findings.iter().map(|found| found.turnover(next)).reduce(Turnover::or);
        step.end = match (step.end, found) {
            (Some(end), Some(found)) => Some(end.or(found)),
            (end, found) => end.or(found),
        };
        next = (!step.last).then_some(step.start);
    }
    steps
}

impl NotThere {
    /// When the person went, by this finding; `next` is the start of the next stay.
    fn turnover(self, next: Option<Turnover>) -> Turnover {
        let maybe = self.from.number();
        let late = next.is_some_and(|next| next.maybe <= self.closed.number());
        Turnover { maybe, surely: if late { NEVER } else { maybe } }
    }
}

/// Somebody enters or leaves, with a certainty.
struct Turn<P> {
    day: i32,
    person: P,
    certainty: Certainty,
    enters: bool,
}

/// One pass over the turns, in the order of their days.
fn sweep<P: Copy + Ord>(turns: &[Turn<P>], window: Window) -> Vec<Composition<P>> {
    let mut compositions: Vec<Composition<P>> = Vec::new();
    // How many stays make each person possibly, and certainly, present.
    let mut present: BTreeMap<P, (i32, i32)> = BTreeMap::new();
    let mut rest = turns;
    while let Some(day) = rest.first().map(|turn| turn.day) {
        let (now, later) = rest.split_at(rest.partition_point(|turn| turn.day <= day));
        for turn in now {
            let counts = present.entry(turn.person).or_default();
            let count = match turn.certainty {
                Certainty::Possible => &mut counts.0,
                Certainty::Certain => &mut counts.1,
            };
            *count += if turn.enters { 1 } else { -1 };
        }
        for turn in now {
            if present.get(&turn.person) == Some(&(0, 0)) {
                present.remove(&turn.person);
            }
        }
        let until = later.first().map_or(window.to, |turn| turn.day);
        add(&mut compositions, day, until, &present);
        rest = later;
    }
    compositions
}

/// Appends the days from `from` to `to`, or lengthens the composition before when nothing changed.
fn add<P: Copy + Ord>(
    compositions: &mut Vec<Composition<P>>,
    from: i32,
    to: i32,
    present: &BTreeMap<P, (i32, i32)>,
) {
    if present.is_empty() || from >= to {
        return;
    }
    let household = if present.len() > LISTED_MAX {
        Household::Crowded
    } else {
        let certainty = |sure: i32| if sure > 0 { Certainty::Certain } else { Certainty::Possible };
        Household::Listed(present.iter().map(|(person, (_, sure))| (*person, certainty(*sure))).collect())
    };
    // Both days lie in the period that was asked about, so both exist.
    let Ok(first) = Day::from_number(from) else { return };
    let end = if to == NEVER { None } else { Day::from_number(to).ok() };
    if let Some(last) = compositions.last_mut()
        && last.period.to() == Some(first)
        && last.household == household
        && let Ok(period) = Period::new(last.period.from(), end)
    {
        last.period = period;
    } else if let Ok(period) = Period::new(first, end) {
        compositions.push(Composition { period, household });
    }
}
