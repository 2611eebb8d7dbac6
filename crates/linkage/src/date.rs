//! Dates as files write them, and how two of them agree; a partial date is the interval of its days.

use crate::level::Level;
use crate::text::edits;
use kernel::{Day, PartialDate};

/// A date as it was written: understood, or at least its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateValue {
    /// What was understood; nothing for a day that no calendar has.
    pub date: Option<PartialDate>,
    /// Year, month and day as eight digits, as far as they were written.
    pub digits: String,
}

impl DateValue {
    /// Reads `1974-08-12`, `19740812`, `12.08.1974`, `12/08/1974`, `1974-08` and `1974`; a time after the date is
    /// not looked at. Eight digits that are no day (`19450493`) are kept as digits: a slip of the pen is still
    /// evidence. Nothing when there is no date in it at all.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.split(['T', ' ']).next().unwrap_or(text).trim_end_matches('.');
        let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
        if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let digits = match parts.as_slice() {
            [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
                format!("{year}{month:0>2}{day:0>2}")
            }
            [day, month, year] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
                format!("{year}{month:0>2}{day:0>2}")
            }
            [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}{month:0>2}"),
            [month, year] if year.len() == 4 && month.len() <= 2 => format!("{year}{month:0>2}"),
            // A spreadsheet makes `19740812.0` of a number.
            [whole, "0"] if whole.len() == 8 => (*whole).to_owned(),
            [whole] if matches!(whole.len(), 4 | 6 | 8) => (*whole).to_owned(),
            _ => return None,
        };
        Some(Self { date: understood(&digits), digits })
    }

    /// The date of the register.
    #[must_use]
    pub fn of(date: &PartialDate) -> Option<Self> {
        let digits = match date {
            PartialDate::Unknown => return None,
            other => other.to_string().replace('-', ""),
        };
        Some(Self { date: Some(*date), digits })
    }

    /// The four digits of the year.
    #[must_use]
    pub fn year(&self) -> &str {
        self.digits.get(..4).unwrap_or("")
    }

    fn month(&self) -> &str {
        self.digits.get(4..6).unwrap_or("")
    }

    fn day(&self) -> &str {
        self.digits.get(6..8).unwrap_or("")
    }
}

/// `00` stands for a month or day that is not known.
fn understood(digits: &str) -> Option<PartialDate> {
    let year: i16 = digits.get(..4)?.parse().ok()?;
    let part = |range| digits.get(range).map_or(Some(0), |text: &str| text.parse::<u8>().ok());
    match (part(4..6)?, part(6..8)?) {
        (0, 0) => PartialDate::year(year).ok(),
        (month, 0) => PartialDate::year_month(year, month).ok(),
        (month, day) => Day::new(year, month, day).ok().map(PartialDate::Day),
    }
}

/// How two dates agree; the same for both orders.
#[must_use]
pub fn compare(a: &DateValue, b: &DateValue) -> Level {
    if a.digits == b.digits {
        return if a.digits.len() == 8 { Level::Same } else { Level::Overlaps };
    }
    if a.digits.len() < 8 || b.digits.len() < 8 || a.digits.ends_with("00") || b.digits.ends_with("00") {
        return compare_partial(a, b);
    }
    let same = [a.year() == b.year(), a.month() == b.month(), a.day() == b.day()];
    if same == [true, false, false] && a.month() == b.day() && a.day() == b.month() {
        return Level::Moved;
    }
    if edits(&a.digits, &b.digits) == 1 {
        return Level::OneOff;
    }
    match same {
        // Two of the three parts.
        [true, true, false] | [true, false, true] | [false, true, true] => Level::Near,
        [true, false, false] => Level::Part,
        _ if edits(&a.digits, &b.digits) == 2 => Level::Part,
        _ => Level::Differs,
    }
}

/// Whether the intervals share a day.
fn compare_partial(a: &DateValue, b: &DateValue) -> Level {
    let ends = |value: &DateValue| Some((value.date?.earliest()?, value.date?.latest()?));
    match (ends(a), ends(b)) {
        (Some((a_first, a_last)), Some((b_first, b_last))) if a_first <= b_last && b_first <= a_last => {
            Level::Overlaps
        }
        (Some(_), Some(_)) if a.year() == b.year() => Level::Part,
        _ => Level::Differs,
    }
}
