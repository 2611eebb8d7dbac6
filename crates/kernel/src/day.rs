//! Days, minutes of a day, and the zone that turns an instant into both.
//!
//! A day is kept as its number since 1970-01-01, so the database compares integers.

use crate::clock::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why a day or time cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The calendar has no such day.
    #[error("`{0}` is not a day of the calendar; a day is written as 2026-11-24")]
    NotADay(String),
    /// Outside the years 1 to 9999.
    #[error("the day lies outside the years 1 to 9999")]
    OutOfRange,
    /// Not a time of day.
    #[error("`{0}` is not a time of day; a time is written as 09:30")]
    NotATime(String),
    /// The time zone database has no such zone.
    #[error("`{0}` is not a time zone such as Europe/Riga")]
    NotAZone(String),
}

/// A civil day, in the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A day of the week; `iso()` counts Monday as 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    #[must_use]
    pub const fn iso(self) -> u8 {
        self as u8 + 1
    }

    /// Saturday or Sunday.
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// The first day that can be written: 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// The last day that can be written: 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day of `year`, `month` (1–12) and `day` (1–31).
    ///
    /// # Errors
    /// [`DayError::NotADay`] when the calendar has no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Result<Self, DayError> {
        let wrong = || DayError::NotADay(format!("{year:04}-{month:02}-{day:02}"));
        if year < 1 {
            return Err(wrong());
        }
        let month = i8::try_from(month).map_err(|_| wrong())?;
        let day = i8::try_from(day).map_err(|_| wrong())?;
        Date::new(year, month, day).map_err(|_| wrong()).and_then(Self::from_jiff)
    }

    fn from_jiff(date: Date) -> Result<Self, DayError> {
        let days = EPOCH.until(date).map_err(|_| DayError::OutOfRange)?.get_days();
        Self::from_number(days)
    }

    fn to_jiff(self) -> Date {
        // In range by construction: MIN and MAX lie inside jiff's years -9999 to 9999.
        EPOCH.checked_add(self.0.days()).unwrap_or(EPOCH)
    }

    /// The day with this number since 1970-01-01.
    ///
    /// # Errors
    /// [`DayError::OutOfRange`] outside the years 1 to 9999.
    pub const fn from_number(number: i32) -> Result<Self, DayError> {
        if number < Self::MIN.0 || number > Self::MAX.0 {
            return Err(DayError::OutOfRange);
        }
        Ok(Self(number))
    }

    /// Days since 1970-01-01; negative before.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.to_jiff().year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.to_jiff().month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.to_jiff().day().unsigned_abs()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, three days after a Monday.
        match (i64::from(self.0) + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The day `days` later (earlier when negative).
    ///
    /// # Errors
    /// [`DayError::OutOfRange`] beyond the years 1 to 9999.
    pub fn plus_days(self, days: i32) -> Result<Self, DayError> {
        self.0.checked_add(days).ok_or(DayError::OutOfRange).and_then(Self::from_number)
    }

    /// The same date `months` calendar months later, or the last day of that month when it has no such
    /// date: 31 January and one month is 28 or 29 February.
    ///
    /// # Errors
    /// [`DayError::OutOfRange`] beyond the years 1 to 9999.
    pub fn plus_months(self, months: i32) -> Result<Self, DayError> {
        let moved = self.to_jiff().checked_add(months.months()).map_err(|_| DayError::OutOfRange)?;
        Self::from_jiff(moved)
    }

    /// The days from `earlier` to `self`; negative when `earlier` is later.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The first day of this month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0 - i32::from(self.day()) + 1)
    }

    /// The last day of this month.
    #[must_use]
    pub fn last_of_month(self) -> Self {
        let length = i32::from(self.to_jiff().days_in_month());
        Self(self.first_of_month().0 + length - 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.to_jiff();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let wrong = || DayError::NotADay(text.to_owned());
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(wrong());
        }
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
        let year = part(0..4).parse().map_err(|_| wrong())?;
        let month = part(5..7).parse().map_err(|_| wrong())?;
        let day = part(8..10).parse().map_err(|_| wrong())?;
        Self::new(year, month, day)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A time of day in whole minutes since local midnight, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

impl Minute {
    /// The time `minutes` after midnight.
    ///
    /// # Errors
    /// [`DayError::NotATime`] beyond 24:00.
    pub fn new(minutes: u16) -> Result<Self, DayError> {
        if minutes > 24 * 60 { Err(DayError::NotATime(minutes.to_string())) } else { Ok(Self(minutes)) }
    }

    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The time `minutes` later, at most 24:00.
    #[must_use]
    pub fn plus(self, minutes: u16) -> Self {
        Self(self.0.saturating_add(minutes).min(24 * 60))
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for Minute {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let wrong = || DayError::NotATime(text.to_owned());
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(minute) {
            return Err(wrong());
        }
        let hour: u16 = hour.parse().map_err(|_| wrong())?;
        let minute: u16 = minute.parse().map_err(|_| wrong())?;
        if minute > 59 {
            return Err(wrong());
        }
        Self::new(hour * 60 + minute).map_err(|_| wrong())
    }
}

impl Serialize for Minute {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A time zone, with its rules built in.
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    rules: jiff::tz::TimeZone,
}

impl Zone {
    /// The zone of this IANA name, such as `Europe/Riga`.
    ///
    /// # Errors
    /// [`DayError::NotAZone`] for an unknown name.
    pub fn new(name: &str) -> Result<Self, DayError> {
        let rules = jiff::tz::TimeZone::get(name).map_err(|_| DayError::NotAZone(name.to_owned()))?;
        Ok(Self { name: name.to_owned(), rules })
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The local day and minute at `instant`.
    #[must_use]
    pub fn local(&self, instant: Timestamp) -> (Day, Minute) {
        let local = self.rules.to_datetime(instant.to_jiff());
        let day = Day::from_jiff(local.date()).unwrap_or(Day::MIN);
        let minutes = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        (day, Minute(minutes))
    }

    /// The local day at `instant`.
    #[must_use]
    pub fn day(&self, instant: Timestamp) -> Day {
        self.local(instant).0
    }

    /// The instant of a local day and minute; in the skipped hour of spring the later reading, in the
    /// repeated hour of autumn the earlier.
    #[must_use]
    pub fn instant(&self, day: Day, minute: Minute) -> Timestamp {
        let start = day.to_jiff().at(0, 0, 0, 0);
        let local = start.checked_add(i64::from(minute.0).minutes()).unwrap_or(start);
        match self.rules.to_ambiguous_timestamp(local).compatible() {
            Ok(instant) => Timestamp::from_micros(instant.as_microsecond()),
            Err(_) => Timestamp::from_micros(i64::from(day.0).saturating_mul(86_400_000_000)),
        }
    }
}
