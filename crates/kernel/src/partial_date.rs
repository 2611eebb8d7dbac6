//! Dates that may be known only in part, compared as the intervals they are.
//!
//! Source: DOMAIN-RULES 1.1 and 1.2. A partial date is the interval from its first to its last possible
//! day; an age may be unknown, and is never guessed.

use crate::day::{Day, DayError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A date known to the day, the month, the year, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Known to the day.
    Day(Day),
    /// Known to the month; `month` is 1 to 12.
    YearMonth {
        /// 1 to 9999.
        year: i16,
        /// 1 to 12.
        month: u8,
    },
    /// Known to the year, 1 to 9999.
    Year(i16),
    /// Known to exist, not known when.
    Unknown,
}

/// How two partial dates lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Every possible day of the first is before every possible day of the second.
    Before,
    /// Every possible day of the first is after every possible day of the second.
    After,
    /// Both are known to the day and equal.
    Same,
    /// The intervals share days: the order cannot be told.
    Overlaps,
}

/// An age in completed years, or not determinable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Completed years.
    Years(u16),
    /// The date of birth leaves more than one answer, or lies in the future.
    Unknown,
}

/// When somebody born on 29 February completes a year in a common year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeapBirthday {
    /// On 28 February.
    February28,
    /// On 1 March (the Dutch rule; the Latvian rule is unverified).
    #[default]
    March1,
}

impl PartialDate {
    /// A month of a year.
    ///
    /// # Errors
    /// [`DayError::NotADay`] when there is no such month.
    pub fn year_month(year: i16, month: u8) -> Result<Self, DayError> {
        Day::new(year, month, 1)
            .map(|_| Self::YearMonth { year, month })
            .map_err(|_| DayError::NotADay(format!("{year:04}-{month:02}")))
    }

    /// A year.
    ///
    /// # Errors
    /// [`DayError::NotADay`] outside 1 to 9999.
    pub fn year(year: i16) -> Result<Self, DayError> {
        Day::new(year, 1, 1).map(|_| Self::Year(year)).map_err(|_| DayError::NotADay(format!("{year:04}")))
    }

    /// The first possible day; `None` when nothing is known.
    #[must_use]
    pub fn earliest(&self) -> Option<Day> {
        match *self {
            Self::Day(day) => Some(day),
            Self::YearMonth { year, month } => Day::new(year, month, 1).ok(),
            Self::Year(year) => Day::new(year, 1, 1).ok(),
            Self::Unknown => None,
        }
    }

    /// The last possible day; `None` when nothing is known.
    #[must_use]
    pub fn latest(&self) -> Option<Day> {
        match *self {
            Self::Day(day) => Some(day),
            Self::YearMonth { year, month } => Day::new(year, month, 1).ok().map(Day::last_of_month),
            Self::Year(year) => Day::new(year, 12, 31).ok(),
            Self::Unknown => None,
        }
    }

    /// The day, when it is known to the day.
    #[must_use]
    pub const fn exact(&self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// How `self` lies to `other`.
    #[must_use]
    pub fn compare(&self, other: &Self) -> DateOrder {
        if let (Self::Day(a), Self::Day(b)) = (self, other)
            && a == b
        {
            return DateOrder::Same;
        }
        match (self.earliest(), self.latest(), other.earliest(), other.latest()) {
            (_, Some(my_last), Some(their_first), _) if my_last < their_first => DateOrder::Before,
            (Some(my_first), _, _, Some(their_last)) if my_first > their_last => DateOrder::After,
            _ => DateOrder::Overlaps,
        }
    }

    /// The age on `day` of somebody born on this date.
    ///
    /// With the day unknown it is given except in the month of the birthday; with the month unknown it is not
    /// given (DOMAIN-RULES 1.2), not even where the days left would all give the same.
    #[must_use]
    pub fn age_on(&self, day: Day, rule: LeapBirthday) -> Age {
        let (first, last) = match *self {
            Self::Day(born) => (born, born),
            Self::YearMonth { month, .. } if month != day.month() => {
                let (Some(first), Some(last)) = (self.earliest(), self.latest()) else { return Age::Unknown };
                (first, last)
            }
            Self::YearMonth { .. } | Self::Year(_) | Self::Unknown => return Age::Unknown,
        };
        match (years_between(first, day, rule), years_between(last, day, rule)) {
            (Some(oldest), Some(youngest)) if oldest == youngest => Age::Years(oldest),
            _ => Age::Unknown,
        }
    }
}

fn years_between(born: Day, day: Day, rule: LeapBirthday) -> Option<u16> {
    if day < born {
        return None;
    }
    let years = i32::from(day.year()) - i32::from(born.year());
    let birthday = match Day::new(day.year(), born.month(), born.day()) {
        Ok(birthday) => birthday,
        // Only 29 February is missing from a common year.
        Err(_) => match rule {
            LeapBirthday::February28 => Day::new(day.year(), 2, 28).ok()?,
            LeapBirthday::March1 => Day::new(day.year(), 3, 1).ok()?,
        },
    };
    u16::try_from(if day < birthday { years - 1 } else { years }).ok()
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::YearMonth { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let wrong = || DayError::NotADay(text.to_owned());
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        match text.len() {
            10 => text.parse().map(Self::Day),
            7 if text == "unknown" => Ok(Self::Unknown),
            7 => {
                let (year, month) = text.split_once('-').ok_or_else(wrong)?;
                if year.len() != 4 || !digits(year) || !digits(month) {
                    return Err(wrong());
                }
                let year = year.parse().map_err(|_| wrong())?;
                let month = month.parse().map_err(|_| wrong())?;
                Self::year_month(year, month)
            }
            4 if digits(text) => Self::year(text.parse().map_err(|_| wrong())?),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}
