//! Dates of birth as numbers that sort, and as they are asked for: in full, in part, or not quite right.

use kernel::{Day, PartialDate};

/// `year × 512 + month × 32 + day`; what is not known is 0, so that a person known by the year stands at the
/// beginning of that year.
pub(crate) fn key(date: PartialDate) -> u32 {
    match date {
        PartialDate::Day(day) => parts_key(day.year(), day.month(), day.day()),
        PartialDate::YearMonth { year, month } => parts_key(year, month, 0),
        PartialDate::Year(year) => parts_key(year, 0, 0),
        PartialDate::Unknown => 0,
    }
}

fn parts_key(year: i16, month: u8, day: u8) -> u32 {
    u32::try_from(year).unwrap_or(0) * 512 + u32::from(month) * 32 + u32::from(day)
}

/// How a date agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// In all that was asked.
    Full,
    /// It can be so.
    Possible,
    /// Day and month exchanged, as some write them.
    Exchanged,
    /// One digit is another.
    Near,
}

impl Agreement {
    /// 0 to 1000.
    pub(crate) const fn points(self) -> u32 {
        match self {
            Self::Full => 1000,
            Self::Possible => 700,
            Self::Exchanged => 500,
            Self::Near => 400,
        }
    }
}

/// A date as it is asked for: spans of keys, first and last, that agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    spans: Vec<(u32, u32, Agreement)>,
    exact: Option<(i16, u8, u8)>,
}

impl Asked {
    /// Adds one reading of what was asked.
    pub(crate) fn or(&mut self, date: PartialDate) {
        let date_key = key(date);
        match date {
            PartialDate::Day(day) => {
                let (year, month, number) = (day.year(), day.month(), day.day());
                self.span(date_key, date_key, Agreement::Full);
                self.span(parts_key(year, month, 0), parts_key(year, month, 0), Agreement::Possible);
                self.span(parts_key(year, 0, 0), parts_key(year, 0, 0), Agreement::Possible);
                if month != number && Day::new(year, number, month).is_ok() {
                    let exchanged = parts_key(year, number, month);
                    self.span(exchanged, exchanged, Agreement::Exchanged);
                }
                if self.exact.is_none() {
                    self.exact = Some((year, month, number));
                }
            }
            PartialDate::YearMonth { year, month } => {
                self.span(date_key, parts_key(year, month, 31), Agreement::Full);
                self.span(parts_key(year, 0, 0), parts_key(year, 0, 0), Agreement::Possible);
            }
            PartialDate::Year(year) => self.span(date_key, parts_key(year, 12, 31), Agreement::Full),
            PartialDate::Unknown => return,
        }
        self.span(0, 0, Agreement::Possible);
    }

    fn span(&mut self, first: u32, last: u32, how: Agreement) {
        if !self.spans.contains(&(first, last, how)) {
            self.spans.push((first, last, how));
        }
    }

    /// Whether a day was asked for.
    pub(crate) const fn to_the_day(&self) -> bool {
        self.exact.is_some()
    }

    /// The spans of keys that agree.
    pub(crate) fn spans(&self) -> impl Iterator<Item = (u32, u32)> {
        self.spans.iter().map(|(first, last, _)| (*first, *last))
    }

    /// How a key agrees; `near` also takes a day that differs in one digit.
    pub(crate) fn agreement(&self, key: u32, near: bool) -> Option<Agreement> {
        let best = self
            .spans
            .iter()
            .filter(|(first, last, _)| (*first..=*last).contains(&key))
            .map(|(_, _, how)| *how)
            .max_by_key(|how| how.points());
        best.or_else(|| {
            (near && self.exact.is_some_and(|day| one_digit(day, key))).then_some(Agreement::Near)
        })
    }
}

/// Whether a day known in full differs from `day` in one digit.
fn one_digit((year, month, day): (i16, u8, u8), key: u32) -> bool {
    let digits = |year: u32, month: u32, day: u32| year * 10_000 + month * 100 + day;
    let (other_month, other_day) = (key / 32 % 16, key % 32);
    if other_month == 0 || other_day == 0 {
        return false;
    }
    let mut a = digits(u32::try_from(year).unwrap_or(0), u32::from(month), u32::from(day));
    let mut b = digits(key / 512, other_month, other_day);
    let mut different = 0;
    while a > 0 || b > 0 {
        different += u32::from(a % 10 != b % 10);
        a /= 10;
        b /= 10;
    }
    different == 1
}
