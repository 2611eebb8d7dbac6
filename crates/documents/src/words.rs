//! Dates, amounts and terms as a language writes them. The words stand in `templates/letters/texts.<lang>.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::{Day, Lang, Minute, Money, Term, TermUnit};
use serde::Deserialize;

use crate::letter::FILES;

/// The grammatical case of a date; languages without cases ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateForm {
    /// As a heading or label: `2026. gada 24. novembris`.
    Nominative,
    /// Of or from a day: `2026. gada 24. novembra`.
    Genitive,
    /// Until a day: `2026. gada 24. novembrim`.
    Dative,
    /// On a day: `2026. gada 24. novembrī`.
    Locative,
}

/// The form a counted word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Plural {
    /// `1 diena`, `21 diena`; `1 day`.
    One,
    /// `2 dienas`, `11 dienas`; `0 days`, `2 days`.
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PluralRule {
    /// One for 1, other for the rest.
    OneOther,
    /// One for numbers that end in 1 but not in 11.
    Latvian,
}

#[derive(Debug, Deserialize)]
struct Months {
    nominative: Vec<String>,
    genitive: Option<Vec<String>>,
    dative: Option<Vec<String>>,
    locative: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Counted {
    single: String,
    one: String,
    other: String,
}

#[derive(Debug, Deserialize)]
struct Words {
    plural: PluralRule,
    decimal: String,
    group: String,
    money: String,
    date: String,
    time: String,
    months: Months,
    within: BTreeMap<String, Counted>,
    lasting: BTreeMap<String, Counted>,
}

#[derive(Debug, Deserialize)]
struct Texts {
    words: Words,
}

fn all() -> &'static BTreeMap<String, Words> {
    static ALL: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    ALL.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|(name, text)| {
                let lang = name.strip_prefix("texts.")?.strip_suffix(".json")?;
                let texts: Texts = serde_json::from_str(text).ok()?;
                Some((lang.to_owned(), texts.words))
            })
            .collect()
    })
}

/// The languages in which dates, amounts and letters are available, by code.
pub fn languages() -> impl Iterator<Item = Lang> {
    all().keys().filter_map(|code| code.parse().ok())
}

/// The words of `lang`, or of English where there are none.
fn words(lang: Lang) -> Option<&'static Words> {
    all().get(lang.code()).or_else(|| all().get(Lang::EN.code()))
}

/// A day in words, such as `2026. gada 24. novembrī` or `24 November 2026`.
///
/// Input: the day, its grammatical form, the language. A language without texts gets English.
#[must_use]
pub fn date_words(day: Day, form: DateForm, lang: Lang) -> String {
    let Some(words) = words(lang) else { return day.to_string() };
    let months = match form {
        DateForm::Nominative => None,
        DateForm::Genitive => words.months.genitive.as_ref(),
        DateForm::Dative => words.months.dative.as_ref(),
        DateForm::Locative => words.months.locative.as_ref(),
    }
    .unwrap_or(&words.months.nominative);
    let month = months.get(usize::from(day.month()).saturating_sub(1)).map_or("", String::as_str);
    fill(&words.date, &[("year", &day.year().to_string()), ("month", month), ("day", &day.day().to_string())])
}

/// A time of day, such as `plkst. 09:30` or `09:30`.
#[must_use]
pub fn time_words(time: Minute, lang: Lang) -> String {
    words(lang).map_or_else(|| time.to_string(), |words| fill(&words.time, &[("time", &time.to_string())]))
}

/// An amount, such as `1 234,00 EUR` (the thousands parted by a no-break space) or `EUR 1,234.00`.
#[must_use]
pub fn money_words(money: Money, lang: Lang) -> String {
    let Some(words) = words(lang) else { return money.to_string() };
    let cents = money.cents().unsigned_abs();
    let digits = (cents / 100).to_string();
    let mut whole = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            whole.push_str(&words.group);
        }
        whole.push(digit);
    }
    let sign = if money.cents() < 0 { "−" } else { "" };
    let amount = format!("{sign}{whole}{}{:02}", words.decimal, cents % 100);
    fill(&words.money, &[("amount", &amount), ("currency", &money.currency().to_string())])
}

/// How a word counted by `count` is written in `lang`.
#[must_use]
pub fn plural(count: u64, lang: Lang) -> Plural {
    let one = match words(lang).map(|words| &words.plural) {
        Some(PluralRule::Latvian) => count % 10 == 1 && count % 100 != 11,
        _ => count == 1,
    };
    if one { Plural::One } else { Plural::Other }
}

/// A term as the time within which something may be done: `viena mēneša laikā`, `within 10 working days`.
#[must_use]
pub fn within_words(term: Term, lang: Lang) -> String {
    counted(term, lang, |words| &words.within)
}

/// A term as how long something lasts: `uz 1 gadu`, `for 30 days`.
#[must_use]
pub fn lasting_words(term: Term, lang: Lang) -> String {
    counted(term, lang, |words| &words.lasting)
}

fn counted(term: Term, lang: Lang, family: fn(&Words) -> &BTreeMap<String, Counted>) -> String {
    let unit = match term.unit {
        TermUnit::WorkingDays => "working-days",
        TermUnit::Days => "days",
        TermUnit::Months => "months",
        TermUnit::Years => "years",
    };
    let Some(forms) = words(lang).and_then(|words| family(words).get(unit)) else { return term.to_string() };
    let form = match (term.count, plural(u64::from(term.count), lang)) {
        (1, _) => &forms.single,
        (_, Plural::One) => &forms.one,
        (_, Plural::Other) => &forms.other,
    };
    fill(form, &[("n", &term.count.to_string())])
}

fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = pattern.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}
