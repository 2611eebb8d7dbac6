//! Working days: weekends, public holidays by rule, substitute days and moved working days.
//!
//! The rules are data; this module knows only how a rule names a day. Source of the Latvian rules: the
//! law of 1990-10-03 on holidays and the Cabinet's yearly orders (dossier §5.1).

use crate::day::{Day, DayError, Weekday};
use crate::period::Period;
use crate::texts::Text;

/// How a holiday falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayRule {
    /// Every year on this month and day.
    Fixed {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// This many days after Easter Sunday (Good Friday is -2).
    Easter {
        /// Days after; negative before.
        offset: i32,
    },
    /// The n-th such weekday of a month.
    Nth {
        /// 1 to 12.
        month: u8,
        /// Which weekday.
        weekday: Weekday,
        /// 1 to 5.
        nth: u8,
    },
    /// One day only.
    Once(Day),
}

/// A public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Name in every language.
    pub name: Text,
    /// How it falls.
    pub rule: HolidayRule,
    /// Whether the next working day is free when it falls on a weekend.
    pub substitute: bool,
    /// Years in which it is observed, as days; `None` always.
    pub observed: Option<Period>,
}

/// A working day moved to a Saturday by order of the government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDay {
    /// The day that became free.
    pub off: Day,
    /// The day off that is worked instead; `None` when nothing replaces it.
    pub worked: Option<Day>,
}

/// Everything a calendar is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarRules {
    /// Public holidays.
    pub holidays: Vec<Holiday>,
    /// Moved working days.
    pub moved: Vec<MovedDay>,
    /// Years whose order on moved days is known.
    pub known_years: Vec<i16>,
}

/// Why an office is closed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOff {
    /// Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday(Text),
    /// Free because a holiday fell on a weekend.
    Substitute(Text),
    /// A working day moved elsewhere.
    Moved {
        /// The day worked instead.
        worked: Option<Day>,
    },
}

/// The working days of a country.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    rules: CalendarRules,
}

impl Calendar {
    /// A calendar of these rules.
    #[must_use]
    pub const fn new(rules: CalendarRules) -> Self {
        Self { rules }
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &CalendarRules {
        &self.rules
    }

    /// Whether the order on moved working days of `year` is known; beyond that a computed day may shift.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.rules.known_years.contains(&year)
    }

    /// The public holiday on `day`, if any.
    #[must_use]
    pub fn holiday(&self, day: Day) -> Option<&Text> {
        self.rules.holidays.iter().find(|h| h.falls_on(day)).map(|h| &h.name)
    }

    /// Why `day` is not worked; `None` on a working day.
    #[must_use]
    pub fn why_off(&self, day: Day) -> Option<DayOff> {
        if let Some(moved) = self.rules.moved.iter().find(|m| m.off == day) {
            return Some(DayOff::Moved { worked: moved.worked });
        }
        if self.rules.moved.iter().any(|m| m.worked == Some(day)) {
            return None;
        }
        if let Some(name) = self.holiday(day) {
            return Some(DayOff::Holiday(name.clone()));
        }
        if day.weekday().is_weekend() {
            return Some(DayOff::Weekend);
        }
        self.substituted(day).map(|h| DayOff::Substitute(h.name.clone()))
    }

    /// The holiday for which `day` is free because it fell on the weekend before.
    fn substituted(&self, day: Day) -> Option<&Holiday> {
        // A substitute day is the first ordinary weekday after the weekend, so it looks back over the
        // days off just before it.
        let mut back = day;
        loop {
            back = back.plus_days(-1).ok()?;
            let weekend = back.weekday().is_weekend();
            let found = self.rules.holidays.iter().find(|h| h.falls_on(back));
            match found {
                Some(holiday) if weekend && holiday.substitute => return Some(holiday),
                Some(_) => {}
                None if weekend => {}
                None => return None,
            }
        }
    }

    /// Whether offices work on `day`.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> bool {
        self.why_off(day).is_none()
    }

    /// `day` itself when it is worked, else the next that is.
    ///
    /// # Errors
    /// [`DayError::OutOfRange`] at the end of year 9999.
    pub fn next_working_day(&self, day: Day) -> Result<Day, DayError> {
        let mut day = day;
        while !self.is_working_day(day) {
            day = day.plus_days(1)?;
        }
        Ok(day)
    }

    /// The `count`-th working day after `day`; `day` itself is not counted.
    ///
    /// # Errors
    /// [`DayError::OutOfRange`] at the end of year 9999.
    pub fn plus_working_days(&self, day: Day, count: u16) -> Result<Day, DayError> {
        let mut day = day;
        for _ in 0..count {
            day = self.next_working_day(day.plus_days(1)?)?;
        }
        Ok(day)
    }
}

impl Holiday {
    fn falls_on(&self, day: Day) -> bool {
        self.observed.is_none_or(|period| period.contains(day)) && self.rule.falls_on(day)
    }
}

impl HolidayRule {
    fn falls_on(&self, day: Day) -> bool {
        match *self {
            Self::Fixed { month, day: date } => day.month() == month && day.day() == date,
            Self::Easter { offset } => {
                easter(day.year()).and_then(|e| e.plus_days(offset).ok()).is_some_and(|d| d == day)
            }
            Self::Nth { month, weekday, nth } => {
                day.month() == month && day.weekday() == weekday && (day.day() - 1) / 7 + 1 == nth
            }
            Self::Once(once) => once == day,
        }
    }
}

/// Easter Sunday of `year` in the Gregorian calendar (the anonymous algorithm as shortened in New Scientist, 1961).
#[must_use]
pub fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let n = h + l - 7 * m;
    let month = (n + 90) / 25;
    let date = (n + 33 * month + 19) % 32;
    Day::new(year, u8::try_from(month).ok()?, u8::try_from(date).ok()?).ok()
}
