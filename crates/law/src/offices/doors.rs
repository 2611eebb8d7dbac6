//! Whether the doors of an office are open at a moment, and when that changes: with lunch, holidays and moved days.

use super::{Closed, Hours, OfficeFacts};
use kernel::{Calendar, Day, Minute};

/// How many days ahead the next opening is looked for: longer than any row of holidays.
const AHEAD_DAYS: i32 = 31;

/// From when to when the doors are open without a break.
pub type Span = (Minute, Minute);

/// How the doors stand at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doors {
    /// Open.
    Open {
        /// Until when.
        closes: Minute,
        /// When they open again on the same day, after a break.
        again: Option<Minute>,
    },
    /// Closed.
    Closed {
        /// When they open next; nothing when that is not within a month.
        opens: Option<(Day, Minute)>,
    },
    /// The hours are not known.
    Unknown,
}

impl OfficeFacts {
    /// When the doors are open on `day`, in the order of the day; a day with a break has several spans.
    ///
    /// # Errors
    /// [`Closed`] says why they do not open. A worked Saturday has the hours of the day off it replaces.
    pub fn spans_on(&self, day: Day, calendar: &Calendar) -> Result<Vec<Span>, Closed> {
        if let Some(off) = calendar.why_off(day) {
            return Err(Closed::DayOff(off));
        }
        let Hours::Weekly(week) = &self.hours else { return Err(Closed::HoursUnknown) };
        let moved = calendar.rules().moved.iter().find(|moved| moved.worked == Some(day));
        let weekday = moved.map_or(day, |moved| moved.off).weekday();
        let of_day = week.iter().filter(|(open, ..)| *open == weekday);
        let mut spans: Vec<Span> = of_day.map(|(_, from, to)| (*from, *to)).collect();
        spans.sort_unstable();
        if spans.is_empty() { Err(Closed::NotOpenThatDay) } else { Ok(spans) }
    }

    /// When the office opens first and closes last on `day`.
    ///
    /// # Errors
    /// As [`Self::spans_on`].
    pub fn hours_on(&self, day: Day, calendar: &Calendar) -> Result<Span, Closed> {
        let spans = self.spans_on(day, calendar)?;
        let (first, last) = (spans.first(), spans.last());
        first.zip(last).map(|((open, _), (_, close))| (*open, *close)).ok_or(Closed::NotOpenThatDay)
    }

    /// How the doors stand on `day` at the minute `now`.
    #[must_use]
    pub fn doors(&self, day: Day, now: Minute, calendar: &Calendar) -> Doors {
        if self.hours == Hours::Unknown {
            return Doors::Unknown;
        }
        let today = self.spans_on(day, calendar).unwrap_or_default();
        let again = today.iter().map(|(open, _)| *open).find(|open| now < *open);
        if let Some((_, closes)) = today.iter().find(|(open, close)| *open <= now && now < *close) {
            return Doors::Open { closes: *closes, again };
        }
        let opens = again.map(|open| (day, open)).or_else(|| self.opens_after(day, calendar));
        Doors::Closed { opens }
    }

    fn opens_after(&self, day: Day, calendar: &Calendar) -> Option<(Day, Minute)> {
        let mut ahead = (1..=AHEAD_DAYS).filter_map(|days| day.plus_days(days).ok());
        ahead.find_map(|day| Some((day, self.hours_on(day, calendar).ok()?.0)))
    }
}
