//! What was typed, taken apart: names, a date, a personal code, the number of a document, words of an address.

use crate::date::Asked;
use crate::index::Letters;
use crate::judge::Word;
use crate::segment::number_hash;
use kernel::PartialDate;
use kernel::spelling::words;

/// Words weighed of one query at most; the others are not looked at.
const TERMS_MAX: usize = 8;
/// Years that a number of four digits can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2100;

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// One line: names in any order, in full or their beginnings, a date, a code, a number, words of an address.
    pub text: String,
    /// Date of birth, perhaps in part; it goes before a date in the text.
    pub birth: Option<PartialDate>,
    /// Whether the dead are asked for too. By a number they are always found.
    pub dead: bool,
    /// Whether a whole date is enough by itself: everybody who was born that day is found.
    pub day: bool,
}

/// A word that was typed.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub word: Word,
    /// Whether it has digits, so that only an address can hold it.
    pub place_only: bool,
}

/// A query taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed {
    pub terms: Vec<Term>,
    pub birth: Option<Asked>,
    /// Hashes of numbers, with the terms they are if no person has such a number.
    pub numbers: Vec<(u64, Vec<Term>)>,
    pub dead: bool,
}

impl Query {
    pub(crate) fn parse(&self, letters: &Letters) -> Parsed {
        let mut parsed = Parsed { dead: self.dead, ..Parsed::default() };
        let mut date = Asked::default();
        for chunk in self.text.split(|c: char| c.is_whitespace() || c == ',' || c == ';') {
            let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric());
            if chunk.is_empty() {
                continue;
            }
            if let Some(dates) = read_dates(chunk) {
                dates.into_iter().for_each(|reading| date.or(reading));
                continue;
            }
            let terms = terms(letters, chunk);
            match number(chunk) {
                Some(number) => parsed.numbers.push((number_hash(&number), terms)),
                None => parsed.terms.extend(terms),
            }
        }
        parsed.terms.truncate(TERMS_MAX);
        if let Some(birth) = self.birth.filter(|birth| *birth != PartialDate::Unknown) {
            date = Asked::default();
            date.or(birth);
        }
        parsed.birth = (date != Asked::default()).then_some(date);
        parsed
    }
}

impl Parsed {
    /// The numbers led to nobody: what is left is searched by. Answers whether anything was lost.
    pub(crate) fn without_numbers(&mut self) -> bool {
        let mut lost = false;
        for (_, terms) in std::mem::take(&mut self.numbers) {
            // Digits alone are no word of anything.
            lost |= terms.iter().all(|term| term.word.folded.len() > 4);
            if terms.iter().any(|term| term.word.folded.len() <= 4) {
                self.terms.extend(terms);
            }
        }
        self.terms.truncate(TERMS_MAX);
        lost
    }
}

fn terms(letters: &Letters, chunk: &str) -> Vec<Term> {
    words(chunk)
        .into_iter()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .map(|word| Term {
            place_only: word.chars().any(|c| c.is_ascii_digit()),
            word: Word::new(letters, &word),
        })
        .collect()
}

/// A personal code or the number of a document: seven characters or more with at least four digits.
fn number(chunk: &str) -> Option<String> {
    let fits = chunk.chars().all(|c| c.is_alphanumeric() || c == '-');
    let bare: String = chunk.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    (fits && digits >= 4 && (6..=20).contains(&bare.chars().count())).then_some(bare)
}

/// The dates that a piece of text can mean; `None` when it is no date.
fn read_dates(chunk: &str) -> Option<Vec<PartialDate>> {
    if let Some(code) = beginning_of_code(chunk) {
        return Some(code);
    }
    let parts: Vec<&str> = chunk.split(['.', '-', '/']).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let numbers: Vec<(i16, usize)> =
        parts.iter().filter_map(|part| Some((part.parse().ok()?, part.len()))).collect();
    let small = |number: i16| u8::try_from(number).ok();
    let date = match numbers.as_slice() {
        [(year, 4)] => PartialDate::year(*year).ok()?,
        [(year, 4), (month, 1 | 2)] | [(month, 1 | 2), (year, 4)] => {
            PartialDate::year_month(*year, small(*month)?).ok()?
        }
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] | [(day, 1 | 2), (month, 1 | 2), (year, 4)] => {
            let (month, day) = (small(*month)?, small(*day)?);
            let usual = kernel::Day::new(*year, month, day);
            PartialDate::Day(usual.or_else(|_| kernel::Day::new(*year, day, month)).ok()?)
        }
        _ => return None,
    };
    let year = date.earliest()?.year();
    YEARS.contains(&year).then(|| vec![date])
}

/// The first six digits of an older code say the day of birth without its century: `120578`, `120578-`.
fn beginning_of_code(chunk: &str) -> Option<Vec<PartialDate>> {
    let (head, tail) = chunk.split_once('-').unwrap_or((chunk, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if head.len() != 6 || !digits(head) || tail.len() > 4 || !digits(tail) {
        return None;
    }
    let pair = |at: usize| head.get(at..at + 2)?.parse::<u8>().ok();
    let (day, month, year) = (pair(0)?, pair(2)?, i16::from(pair(4)?));
    let dates: Vec<PartialDate> = [1900, 2000]
        .into_iter()
        .filter_map(|century| kernel::Day::new(century + year, month, day).ok().map(PartialDate::Day))
        .collect();
    (!dates.is_empty()).then_some(dates)
}
