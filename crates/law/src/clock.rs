//! Terms of law: from a day, a term, pauses and a calendar to the last lawful day, with the calculation in words.
//!
//! The day of the event is not counted. A term in months or years ends on the same date, or on the last day of a month
//! that has no such date. A term that would end on a day off ends on the next working day where the procedure says so.
//! Source: Administrative Procedure Law, Art. 42 and 43.

mod by_law;
mod count;
mod rule;

pub(crate) use rule::sum;
pub use rule::{Clock, Ends, Longer, Overdue, Postponement, Reach, Restart, Shorter, Start, Suspension};

use crate::facts::Facts;
use kernel::{Calendar, Day, DayError, Term, TermUnit, Text};
use serde::{Deserialize, Serialize};

/// Days that do not count: from `from` on, up to but without `to`; still running when `to` is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The first day that does not count.
    pub from: Day,
    /// The first day that counts again.
    pub to: Option<Day>,
}

/// Where a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// It ends with this day.
    On(Day),
    /// It does not run; this many days of the term (working days, where it counts those) are left.
    Paused {
        /// Days left.
        left_days: u32,
    },
}

/// A computed term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Where it stands.
    pub due: Due,
    /// The term that was counted.
    pub term: Term,
    /// The calculation, one step an entry.
    pub steps: Vec<Text>,
    /// Facts that could still shorten the term.
    pub missing: Vec<String>,
}

/// Why a term cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// A pause that ends before it begins.
    #[error("a pause from {from} cannot end on {to}; the end is the first day that counts again")]
    Backwards {
        /// Its first day.
        from: Day,
        /// Its end.
        to: Day,
    },
    /// Two pauses at once.
    #[error("the pauses from {0} and from {1} overlap; a term has one pause at a time")]
    Overlap(Day, Day),
    /// A pause goes on, and another is said to follow it.
    #[error("the pause from {0} has no end, so no pause can follow it")]
    Open(Day),
    /// Beyond the calendar.
    #[error("the term leaves the calendar: {0}")]
    Day(#[from] DayError),
    /// No such longer term.
    #[error("the term has no extension `{0}`")]
    NoExtension(String),
}

/// When a term that started with an event on `from` ends.
///
/// Input: the clock; the day of the event (not counted); facts for shorter terms; pauses in any order, not overlapping;
/// the calendar. Output: the last lawful day or what is left of a paused term, and the calculation in words.
/// Errors: pauses that cannot be, or a day beyond year 9999.
/// Source: Administrative Procedure Law, Art. 42 and 43.
pub fn due(
    clock: &Clock,
    from: Day,
    facts: &Facts,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let (term, missing) = clock.term_for(facts);
    counted(clock, term, from, pauses, calendar).map(|answer| Answer { missing, ..answer })
}

/// When a term that was extended for its reason `extension` ends.
///
/// A longer term that says how much more there is adds to the term that runs on these facts. Input and errors as
/// [`due`], and [`ClockError::NoExtension`].
pub fn extended(
    clock: &Clock,
    extension: &str,
    from: Day,
    facts: &Facts,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let longer = clock.extend.iter().find(|longer| longer.id == extension);
    let reach = longer.ok_or_else(|| ClockError::NoExtension(extension.to_owned()))?.reach;
    let (usual, missing) = clock.term_for(facts);
    let term = match reach {
        Reach::Upto(term) => term,
        // The loader lets nothing through that has no sum.
        Reach::By(more) => sum(usual, more).unwrap_or(usual),
    };
    counted(clock, term, from, pauses, calendar).map(|answer| Answer { missing, ..answer })
}

/// When a term ends that the office extended on `set_on` to the day `until`, as the law lets it.
///
/// Pauses that begin from `set_on` on put that day off; a term that began anew since ends no earlier than by itself. Input
/// and errors as [`extended`].
pub fn extended_until(
    clock: &Clock,
    (set_on, until): (Day, Day),
    from: Day,
    facts: &Facts,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let later: Vec<Pause> = pauses.iter().filter(|pause| pause.from >= set_on).copied().collect();
    let stops = count::sound(clock, &later)?;
    let (due, term, steps) = count::until(clock, from, (set_on, until), &stops, calendar)?;
    let own = Answer { due, term, steps, missing: Vec::new() };
    if from <= set_on {
        return Ok(own);
    }
    let anew = self::due(clock, from, facts, pauses, calendar)?;
    match (own.due, anew.due) {
        (Due::On(chosen), Due::On(usual)) if chosen >= usual => Ok(own),
        _ => Ok(anew),
    }
}

/// The last day to which a decision that was put off for its reason `postponement` can be taken.
///
/// Input: the day of the event that the reason is counted from. Errors as [`extended`].
pub fn postponed(
    clock: &Clock,
    postponement: &str,
    from: Day,
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let reason = clock.postpone.iter().find(|reason| reason.id == postponement);
    let term = reason.ok_or_else(|| ClockError::NoExtension(postponement.to_owned()))?.upto;
    counted(clock, term, from, &[], calendar)
}

fn counted(
    clock: &Clock,
    term: Term,
    from: Day,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let pauses = count::sound(clock, pauses)?;
    let (due, steps) = count::run(clock, term, from, &pauses, calendar)?;
    Ok(Answer { due, term, steps, missing: Vec::new() })
}

/// The last day of a term without pauses: for answers in a hearing, and for contesting.
///
/// Input: the term, the day of the event (not counted), the calendar, whether a day off moves the end.
/// Errors: a day beyond year 9999.
pub fn last_day(term: Term, from: Day, calendar: &Calendar, roll: bool) -> Result<Day, ClockError> {
    let end = match calendar_end(from, term) {
        Some(end) => end,
        None if term.unit == TermUnit::WorkingDays => calendar.plus_working_days(from, term.count)?,
        None => return Err(ClockError::Day(DayError::OutOfRange)),
    };
    Ok(if roll { calendar.next_working_day(end)? } else { end })
}

/// The end of a term in days, months or years; `None` for working days, and beyond year 9999.
pub(crate) fn calendar_end(from: Day, term: Term) -> Option<Day> {
    let count = i32::from(term.count);
    match term.unit {
        TermUnit::WorkingDays => None,
        TermUnit::Days => from.plus_days(count).ok(),
        TermUnit::Months => from.plus_months(count).ok(),
        TermUnit::Years => from.plus_months(count * 12).ok(),
    }
}
