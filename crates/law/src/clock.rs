//! Terms of law: from a day, a term, pauses and a calendar to the last lawful day, with the calculation in words.
//!
//! The day of the event is not counted. A term in months or years ends on the same date, or on the last day of a month
//! that has no such date. A term that would end on a day off ends on the next working day where the procedure says so.
//! Source: Administrative Procedure Law, Art. 42 and 43.

mod count;

use crate::assess::Truth;
use crate::condition::Condition;
use crate::facts::Facts;
use kernel::{Calendar, Citation, Day, DayError, Term, TermUnit, Text};
use serde::{Deserialize, Serialize};

/// A time limit of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Id in the procedure, such as `decision`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// The term.
    pub term: Term,
    /// The event that starts it.
    pub from: String,
    /// The provision.
    pub cite: Citation,
    /// Whether the term was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// Shorter terms; the first whose condition holds is taken.
    pub shorten: Vec<Shorter>,
    /// Longer terms that an officer may set with reasons.
    pub extend: Vec<Longer>,
    /// Reasons for a pause.
    pub suspend: Vec<Suspension>,
    /// The event after which it runs anew, such as `evidence-complete`.
    pub restart: Option<Restart>,
    /// The provision by which it never ends on a day off; `None` when it may.
    pub roll: Option<Citation>,
}

/// A shorter term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shorter {
    /// The term.
    pub term: Term,
    /// When it applies.
    pub when: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// A longer term, counted from the same event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Longer {
    /// Id in the procedure.
    pub id: String,
    /// The reason.
    pub name: Text,
    /// The term in full.
    pub upto: Term,
    /// The provision.
    pub cite: Citation,
    /// How many officers it takes.
    pub approvals: u8,
}

/// A reason for a pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspension {
    /// Id in the procedure.
    pub id: String,
    /// The reason.
    pub name: Text,
    /// The event that ends it.
    pub until: String,
    /// The longest such pause, in days; `None` without limit.
    pub cap_days: Option<u16>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// An event after which the term runs anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restart {
    /// The event.
    pub on: String,
    /// The provision.
    pub cite: Citation,
}

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
    let pauses = count::sound(clock, pauses)?;
    let (due, steps) = count::run(clock, term, from, &pauses, calendar)?;
    Ok(Answer { due, term, steps, missing })
}

/// When a term that was extended by its reason `extension` ends.
///
/// Input and errors as [`due`], and [`ClockError::NoExtension`].
pub fn extended(
    clock: &Clock,
    extension: &str,
    from: Day,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Answer, ClockError> {
    let longer = clock.extend.iter().find(|longer| longer.id == extension);
    let term = longer.ok_or_else(|| ClockError::NoExtension(extension.to_owned()))?.upto;
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

impl Clock {
    /// The term on these facts (the shortest that applies), and what is missing to know.
    #[must_use]
    pub fn term_for(&self, facts: &Facts) -> (Term, Vec<String>) {
        let mut missing = Vec::new();
        for shorter in &self.shorten {
            match shorter.when.truth(facts) {
                Truth::Met => return (shorter.term, missing),
                Truth::NotMet => {}
                Truth::Unknown => missing.extend(shorter.when.missing(facts)),
            }
        }
        (self.term, missing)
    }
}
