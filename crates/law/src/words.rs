//! Days, terms and counts in words, in both languages, and the nearest word to a misspelt one.

use kernel::{Day, Lang, Money, Term, TermUnit, Text, Weekday};

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

/// On a day: `2026. gada 24. novembrī`, `24 November 2026`.
#[must_use]
pub fn on_day(date: Day) -> Text {
    let text = day(date);
    let lv = text.get(Lang::LV);
    // Months end in -is or -s, and in the locative in -ī or -ā.
    let lv = match lv.strip_suffix("is") {
        Some(stem) => format!("{stem}ī"),
        None => lv.strip_suffix('s').map_or_else(|| lv.to_owned(), |stem| format!("{stem}ā")),
    };
    both(lv, text.get(Lang::EN))
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

/// The case of a Latvian term; English has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// By itself: `1 mēnesis`, `2 mēneši`.
    Nominative,
    /// For so long, so much later: `derīgs 1 mēnesi`, `2 mēnešus`.
    Accusative,
    /// Up to: `līdz 1 mēnesim`, `2 mēnešiem`.
    Dative,
    /// After “par” and “uz”: `uz 1 mēnesi`, `2 mēnešiem`.
    AfterPreposition,
    /// After “pēc”: `pēc 1 mēneša`, `2 mēnešiem`.
    AfterPec,
}

/// A count of units: `1 darba diena`, `10 darba dienas`, `21 diena`; `1 working day`, `10 working days`.
#[must_use]
pub fn count(number: u64, unit: TermUnit) -> Text {
    count_in(number, unit, Case::Nominative)
}

/// The same in a case.
#[must_use]
pub fn count_in(number: u64, unit: TermUnit, case: Case) -> Text {
    let (en_one, en_many) = match unit {
        TermUnit::WorkingDays => ("working day", "working days"),
        TermUnit::Days => ("day", "days"),
        TermUnit::Months => ("month", "months"),
        TermUnit::Years => ("year", "years"),
    };
    let work = if unit == TermUnit::WorkingDays { "darba " } else { "" };
    both(
        format!("{number} {work}{}", unit_lv(unit, singular_lv(number), case)),
        format!("{number} {}", if number == 1 { en_one } else { en_many }),
    )
}

const fn unit_lv(unit: TermUnit, one: bool, case: Case) -> &'static str {
    // After a preposition the plural is always in the dative.
    match (unit, one, case) {
        (TermUnit::WorkingDays | TermUnit::Days, true, Case::Nominative) => "diena",
        (TermUnit::WorkingDays | TermUnit::Days, true, Case::Dative) => "dienai",
        (TermUnit::WorkingDays | TermUnit::Days, true, Case::AfterPec) => "dienas",
        (TermUnit::WorkingDays | TermUnit::Days, true, _) => "dienu",
        (TermUnit::WorkingDays | TermUnit::Days, false, Case::Nominative | Case::Accusative) => "dienas",
        (TermUnit::WorkingDays | TermUnit::Days, false, _) => "dienām",
        (TermUnit::Months, true, Case::Nominative) => "mēnesis",
        (TermUnit::Months, true, Case::Dative) => "mēnesim",
        (TermUnit::Months, true, Case::AfterPec) => "mēneša",
        (TermUnit::Months, true, _) => "mēnesi",
        (TermUnit::Months, false, Case::Nominative) => "mēneši",
        (TermUnit::Months, false, Case::Accusative) => "mēnešus",
        (TermUnit::Months, false, _) => "mēnešiem",
        (TermUnit::Years, true, Case::Nominative) => "gads",
        (TermUnit::Years, true, Case::Dative) => "gadam",
        (TermUnit::Years, true, Case::AfterPec) => "gada",
        (TermUnit::Years, true, _) => "gadu",
        (TermUnit::Years, false, Case::Nominative) => "gadi",
        (TermUnit::Years, false, Case::Accusative) => "gadus",
        (TermUnit::Years, false, _) => "gadiem",
    }
}

/// A term as a person reads it.
#[must_use]
pub fn term(term: Term) -> Text {
    term_in(term, Case::Nominative)
}

/// The same in a case.
#[must_use]
pub fn term_in(term: Term, case: Case) -> Text {
    count_in(u64::from(term.count), term.unit, case)
}

/// An amount, such as `1 234,00 EUR` (the thousands parted by a no-break space) or `1234.00 EUR`.
#[must_use]
pub fn money(amount: Money) -> Text {
    let plain = amount.to_string();
    let (number, currency) = plain.split_once(' ').unwrap_or((&plain, ""));
    let (whole, cents) = number.split_once('.').unwrap_or((number, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            parted.push('\u{a0}');
        }
        parted.push(digit);
    }
    both(format!("{sign}{parted},{cents} {currency}"), plain)
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
