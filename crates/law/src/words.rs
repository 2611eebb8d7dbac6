//! Days, terms and counts in words, in both languages, and the nearest word to a misspelt one.

use kernel::{Day, Lang, Term, TermUnit, Text, Weekday};

const MONTHS_LV: [&str; 12] = [
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A text in both languages.
pub(crate) fn both(lv: impl Into<String>, en: impl Into<String>) -> Text {
    Text::new(lv, en)
}

/// A day: `2026. gada 24. novembris`, `24 November 2026`.
#[must_use]
pub fn day(day: Day) -> Text {
    let at = usize::from(day.month()).saturating_sub(1);
    let (lv, en) = (MONTHS_LV.get(at).unwrap_or(&""), MONTHS_EN.get(at).unwrap_or(&""));
    Text::new(
        format!("{}. gada {}. {lv}", day.year(), day.day()),
        format!("{} {en} {}", day.day(), day.year()),
    )
}

/// A day with its weekday: `2026. gada 24. novembris (otrdiena)`, `Tuesday, 24 November 2026`.
#[must_use]
pub fn weekday_and_day(date: Day) -> Text {
    let (name, text) = (weekday(date.weekday()), day(date));
    Text::new(
        format!("{} ({})", text.get(Lang::LV), name.get(Lang::LV)),
        format!("{}, {}", name.get(Lang::EN), text.get(Lang::EN)),
    )
}

/// A weekday.
#[must_use]
pub fn weekday(weekday: Weekday) -> Text {
    let (lv, en) = match weekday {
        Weekday::Monday => ("pirmdiena", "Monday"),
        Weekday::Tuesday => ("otrdiena", "Tuesday"),
        Weekday::Wednesday => ("trešdiena", "Wednesday"),
        Weekday::Thursday => ("ceturtdiena", "Thursday"),
        Weekday::Friday => ("piektdiena", "Friday"),
        Weekday::Saturday => ("sestdiena", "Saturday"),
        Weekday::Sunday => ("svētdiena", "Sunday"),
    };
    Text::new(lv, en)
}

/// Whether Latvian counts `number` in the singular: it ends in 1, but not in 11.
#[must_use]
pub const fn singular_lv(number: u64) -> bool {
    number % 10 == 1 && number % 100 != 11
}

/// A count of units: `1 darba diena`, `10 darba dienas`, `21 diena`; `1 working day`, `10 working days`.
#[must_use]
pub fn count(number: u64, unit: TermUnit) -> Text {
    let (lv_one, lv_many, en_one, en_many) = match unit {
        TermUnit::WorkingDays => ("darba diena", "darba dienas", "working day", "working days"),
        TermUnit::Days => ("diena", "dienas", "day", "days"),
        TermUnit::Months => ("mēnesis", "mēneši", "month", "months"),
        TermUnit::Years => ("gads", "gadi", "year", "years"),
    };
    Text::new(
        format!("{number} {}", if singular_lv(number) { lv_one } else { lv_many }),
        format!("{number} {}", if number == 1 { en_one } else { en_many }),
    )
}

/// A term as a person reads it.
#[must_use]
pub fn term(term: Term) -> Text {
    count(u64::from(term.count), term.unit)
}

/// The word of `known` that `word` was probably meant to be: at most two letters away, or one in four.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 4).max(2);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(far, _)| *far <= allowed)
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, drop or replace between two words.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, their) in row.iter_mut().skip(1).zip(&other) {
            let best = (diagonal + usize::from(letter != *their)).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}
