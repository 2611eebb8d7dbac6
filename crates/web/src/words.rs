//! Days, times and amounts as people write them in each language.

use crate::text::{Arg, Value, find, text};
use kernel::{Day, Lang, Minute, Money, PartialDate, Term, TermUnit, Text, Weekday};

/// The grammatical case of a day; a language without cases ignores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a heading or label: `2026. gada 24. novembris`.
    Nominative,
    /// Of or from a day: `2026. gada 24. novembra`.
    Genitive,
    /// Until a day: `2026. gada 24. novembrim`.
    Dative,
    /// On a day: `2026. gada 24. novembrī`.
    Locative,
}

/// A date as people write it: `1985`, `1985-03`, `1985-03-14`, or in the order in which pages show it, `03.1985`,
/// `14.03.1985`, also with a full stop at its end.
#[must_use]
pub fn read_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    match numbers(text, &['.'])?.as_slice() {
        [(month, 1 | 2), (year, 4)] => PartialDate::year_month(*year, u8::try_from(*month).ok()?).ok(),
        [day @ (_, 1 | 2), month, year @ (_, 4)] => the_day(*year, *month, *day)?.map(PartialDate::Day),
        _ => None,
    }
}

/// Whether a day was written that no calendar has, such as `31.02.1992`.
#[must_use]
pub fn no_such_day(text: &str) -> bool {
    let Some(numbers) = numbers(text, &['.', '-', '/']) else { return false };
    let day = match numbers.as_slice() {
        [year @ (_, 4), month, day] | [day, month, year @ (_, 4)] => the_day(*year, *month, *day),
        _ => None,
    };
    day == Some(None)
}

/// The numbers of a date with how many digits each has; a full stop at the end is left out.
fn numbers(text: &str, between: &[char]) -> Option<Vec<(i16, usize)>> {
    let read = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| digits).map(|number| (number, part.len()))
    };
    text.trim().trim_end_matches('.').split(between).map(|part| read(part.trim())).collect()
}

/// The day that a year of four digits and two numbers of one or two are, if the calendar has it; `None` for other numbers.
fn the_day(year: (i16, usize), month: (i16, usize), day: (i16, usize)) -> Option<Option<Day>> {
    let small = |(number, digits): (i16, usize)| u8::try_from(number).ok().filter(|_| digits <= 2);
    Some(Day::new(year.0, small(month)?, small(day)?).ok())
}

/// A day in words, such as `2026. gada 24. novembrī` or `24 November 2026`.
#[must_use]
pub fn date(lang: Lang, day: Day, form: Form) -> String {
    let key = match form {
        Form::Nominative => "date-nominative",
        Form::Genitive => "date-genitive",
        Form::Dative => "date-dative",
        Form::Locative => "date-locative",
    };
    let year = day.year().to_string();
    let number = day.day().to_string();
    text(lang, key, &[("year", year.into()), ("month", day.month().into()), ("day", number.into())])
}

/// A day without its year, such as `24. novembris`.
#[must_use]
pub fn short_date(lang: Lang, day: Day) -> String {
    text(lang, "date-short", &[("month", day.month().into()), ("day", day.day().to_string().into())])
}

/// A day with its weekday: `otrdiena, 2026. gada 24. novembris`.
#[must_use]
pub fn long_date(lang: Lang, day: Day) -> String {
    let weekday = weekday(lang, day.weekday());
    let date = date(lang, day, Form::Nominative);
    text(lang, "date-with-weekday", &[("weekday", weekday.into()), ("date", date.into())])
}

/// The name of a day of the week, in lower case where the language writes it so.
#[must_use]
pub fn weekday(lang: Lang, weekday: Weekday) -> String {
    text(lang, "weekday-name", &[("n", weekday.iso().into())])
}

/// The short name of a day of the week, for the head of a calendar.
#[must_use]
pub fn weekday_short(lang: Lang, weekday: Weekday) -> String {
    text(lang, "weekday-short", &[("n", weekday.iso().into())])
}

/// Month and year as the heading of a calendar: `2026. gada novembris`.
#[must_use]
pub fn month(lang: Lang, day: Day) -> String {
    text(lang, "month-heading", &[("year", day.year().to_string().into()), ("month", day.month().into())])
}

/// A time of day in a sentence: `plkst. 9.30` or `9:30`.
#[must_use]
pub fn time(lang: Lang, minute: Minute) -> String {
    text(lang, "time-of-day", &[("time", minute.to_string().into())])
}

/// Opening hours: `09:00–16:30`.
#[must_use]
pub fn hours(open: Minute, close: Minute) -> String {
    format!("{open}–{close}")
}

/// An amount: `1 234,00 EUR` or `EUR 1,234.00`, the thousands parted by a no-break space in Latvian.
#[must_use]
pub fn money(lang: Lang, money: Money) -> String {
    let cents = money.cents().unsigned_abs();
    let digits = (cents / 100).to_string();
    let group = text(lang, "number-group", &[]);
    let group = if group.is_empty() || group == "nbsp" { "\u{a0}" } else { group.as_str() };
    let mut whole = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            whole.push_str(group);
        }
        whole.push(digit);
    }
    let sign = if money.cents() < 0 { "−" } else { "" };
    let hundredths = format!("{:02}", cents % 100);
    let currency = money.currency().to_string();
    let args: [Arg<'_>; 4] = [
        ("sign", sign.into()),
        ("whole", whole.into()),
        ("cents", hundredths.into()),
        ("currency", currency.into()),
    ];
    text(lang, "money", &args)
}

/// A length of time: `10 darba dienas`, `1 mēnesis`, `2 years`.
#[must_use]
pub fn term(lang: Lang, term: Term) -> String {
    let key = match term.unit {
        TermUnit::WorkingDays => "term-working-days",
        TermUnit::Days => "term-days",
        TermUnit::Months => "term-months",
        TermUnit::Years => "term-years",
    };
    text(lang, key, &[("n", Value::from(term.count))])
}

/// Which limit a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// After the word for "from": `1 dienas`, `7 dienām`.
    From,
    /// After the word for "to": `1 gadam`, `30 dienām`.
    To,
}

/// A length of time as a limit.
#[must_use]
pub fn term_in(lang: Lang, term: Term, bound: Bound) -> String {
    let key = match (bound, term.unit) {
        (Bound::From, TermUnit::WorkingDays) => "term-from-working-days",
        (Bound::From, TermUnit::Days) => "term-from-days",
        (Bound::From, TermUnit::Months) => "term-from-months",
        (Bound::From, TermUnit::Years) => "term-from-years",
        (Bound::To, TermUnit::WorkingDays) => "term-to-working-days",
        (Bound::To, TermUnit::Days) => "term-to-days",
        (Bound::To, TermUnit::Months) => "term-to-months",
        (Bound::To, TermUnit::Years) => "term-to-years",
    };
    text(lang, key, &[("n", Value::from(term.count))])
}

/// The words with a capital letter at their beginning.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text of a law file in the page's language.
#[must_use]
pub fn of(lang: Lang, words: &Text) -> &str {
    words.get(lang)
}

/// The name of a code from a family of keys, such as `stage` and `decided`; the code itself when the
/// family does not know it.
#[must_use]
pub fn code(lang: Lang, family: &str, code: &str) -> String {
    find(lang, &format!("{family}-{code}"), &[]).unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_no_calendar_has_is_told_from_other_things_that_are_typed() {
        for asked in ["31.02.1992", "31.02.1992.", "1992-02-31", "30/2/2000", "2026-13-01"] {
            assert!(no_such_day(asked), "{asked}");
        }
        for asked in
            ["28.02.1992", "1992-02-29", "399900-00001", "Jānis-Pēteris Ozols", "7K2M-9QRS-04XZ", "1992-07"]
        {
            assert!(!no_such_day(asked), "{asked}");
        }
    }

    #[test]
    fn a_date_is_read_as_people_write_it() {
        for (written, meant) in [
            ("1985", "1985"),
            ("1985-03", "1985-03"),
            (" 1985-03-14 ", "1985-03-14"),
            ("14.03.1985.", "1985-03-14"),
            ("14.3.1985", "1985-03-14"),
            ("14. 03. 1985.", "1985-03-14"),
            ("03.1985", "1985-03"),
        ] {
            assert_eq!(read_date(written), Some(meant.parse().unwrap()), "{written}");
        }
        for wrong in
            ["", "31.02.1985", "31.13.1985", "14.03.85", "1985.03.14", "14/03/1985", "x", "1.2.3.1985"]
        {
            assert_eq!(read_date(wrong), None, "{wrong}");
        }
    }
}
