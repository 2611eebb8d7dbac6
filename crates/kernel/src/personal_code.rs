//! Personal codes (*personas kods*): eleven digits in one of a country's forms.
//!
//! The forms are data. In Latvia the code given up to 2017-06-30 carries the date of birth, the code
//! given since carries nothing; no authority publishes a check digit, so a failed check is a warning.
//! Source: Natural Persons Register Law, Art. 6; dossier `register-documents-services.md` §1.4.

use crate::chance::Chance;
use crate::day::Day;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// Why a text is no personal code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not eleven digits, with or without the hyphen after the sixth.
    #[error("a personal code has 11 digits, written 123456-12345 or without the hyphen")]
    Shape,
    /// Eleven digits that no form of the country allows.
    #[error("these digits are no personal code: {0}")]
    NoForm(String),
}

/// Eleven digits that one form of a country allows. Never shown in logs: `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalCode([u8; 11]);

impl PersonalCode {
    /// The digits without hyphen, as bulk files and the database hold them.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|d| char::from(b'0' + d)).collect()
    }

    /// The digits with the hyphen after the sixth, as people write them.
    #[must_use]
    pub fn formatted(&self) -> String {
        let mut text = self.digits();
        text.insert(6, '-');
        text
    }

    /// Reads back what [`Self::digits`] wrote; the form was checked when the code was first read.
    #[must_use]
    pub fn from_stored(digits: &str) -> Option<Self> {
        read_digits(digits).map(Self)
    }

    fn digit(&self, place: usize) -> u8 {
        place.checked_sub(1).and_then(|i| self.0.get(i)).copied().unwrap_or(0)
    }
}

impl fmt::Debug for PersonalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalCode(hidden)")
    }
}

impl Serialize for PersonalCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for PersonalCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::from_stored(&text).ok_or_else(|| serde::de::Error::custom(CodeError::Shape))
    }
}

fn read_digits(text: &str) -> Option<[u8; 11]> {
    let mut out = [0_u8; 11];
    let mut bytes = text.bytes();
    for place in &mut out {
        let byte = bytes.next()?;
        if !byte.is_ascii_digit() {
            return None;
        }
        *place = byte - b'0';
    }
    bytes.next().is_none().then_some(out)
}

/// What the check digit says; a warning to an officer, never a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckDigit {
    /// The last digit is the one the formula gives.
    Matches,
    /// The last digit is another.
    Differs,
    /// This form has no check digit.
    NotApplicable,
}

/// `(base - Σ digit × weight) mod modulus`, compared with the last digit; 10 reads as 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRule {
    /// Starting number.
    pub base: u32,
    /// One weight for each of the first ten digits.
    pub weights: [u32; 10],
    /// Modulus.
    pub modulus: u32,
}

/// One form of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeForm {
    /// Short name, such as `old` or `new`.
    pub id: String,
    /// First day on which codes of this form are given; `None` from the beginning.
    pub given_from: Option<Day>,
    /// Digits allowed at a place (1 to 11); places not named take any digit.
    pub places: Vec<(usize, RangeInclusive<u8>)>,
    /// Whether the first six digits are the day of birth (DDMMYY) with the century at the seventh:
    /// pairs of a digit and the century's first year.
    pub centuries: Option<Vec<(u8, i16)>>,
    /// The check formula, if the form has one that is known.
    pub check: Option<CheckRule>,
}

impl CodeForm {
    fn allows(&self, code: &PersonalCode) -> bool {
        let places = self.places.iter().all(|(place, range)| range.contains(&code.digit(*place)));
        places && (self.centuries.is_none() || self.birth_date(code).is_some())
    }

    /// The day of birth written in the code, in forms that carry one. It proves nothing: codes were
    /// given with wrong dates, and a corrected date need not change the code.
    #[must_use]
    pub fn birth_date(&self, code: &PersonalCode) -> Option<Day> {
        let pair = |place: usize| code.digit(place) * 10 + code.digit(place + 1);
        let century_digit = code.digit(7);
        let centuries = self.centuries.as_ref()?;
        let (_, century) = centuries.iter().find(|(digit, _)| *digit == century_digit)?;
        Day::new(century + i16::from(pair(5)), pair(3), pair(1)).ok()
    }
}

/// The forms of a country's code, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeScheme {
    forms: Vec<CodeForm>,
}

impl CodeScheme {
    /// A scheme of these forms, oldest first.
    #[must_use]
    pub const fn new(forms: Vec<CodeForm>) -> Self {
        Self { forms }
    }

    /// The forms, oldest first.
    #[must_use]
    pub fn forms(&self) -> &[CodeForm] {
        &self.forms
    }

    /// Reads a code as a person writes it: eleven digits, a hyphen after the sixth allowed, spaces
    /// around it ignored.
    ///
    /// # Errors
    /// [`CodeError::Shape`] or [`CodeError::NoForm`], the second with what would be right.
    pub fn parse(&self, text: &str) -> Result<PersonalCode, CodeError> {
        let text = text.trim();
        let bare = match text.split_once('-') {
            Some((head, tail)) if head.len() == 6 => format!("{head}{tail}"),
            Some(_) => return Err(CodeError::Shape),
            None => text.to_owned(),
        };
        let code = read_digits(&bare).map(PersonalCode).ok_or(CodeError::Shape)?;
        if self.forms.iter().any(|form| form.allows(&code)) {
            Ok(code)
        } else {
            let names: Vec<_> = self.forms.iter().map(describe).collect();
            Err(CodeError::NoForm(names.join("; or ")))
        }
    }

    /// The form of a code; the newest that allows it.
    #[must_use]
    pub fn form(&self, code: &PersonalCode) -> Option<&CodeForm> {
        self.forms.iter().rev().find(|form| form.allows(code))
    }

    /// Whether the last digit agrees with the formula of the code's form.
    #[must_use]
    pub fn check_digit(&self, code: &PersonalCode) -> CheckDigit {
        let Some(rule) = self.form(code).and_then(|form| form.check.as_ref()) else {
            return CheckDigit::NotApplicable;
        };
        let sum: u32 = code.0.iter().zip(rule.weights).map(|(d, w)| u32::from(*d) * w).sum();
        let modulus = i64::from(rule.modulus.max(1));
        let wanted = (i64::from(rule.base) - i64::from(sum)).rem_euclid(modulus) % 10;
        if wanted == i64::from(code.digit(11)) { CheckDigit::Matches } else { CheckDigit::Differs }
    }

    /// A random code of the newest form; the caller makes sure that it is free. `None` when the scheme
    /// has no form or its newest form carries a date.
    #[must_use]
    pub fn draw(&self, chance: &mut dyn Chance) -> Option<PersonalCode> {
        let form = self.forms.last().filter(|form| form.centuries.is_none())?;
        let mut digits = [0_u8; 11];
        for (i, digit) in digits.iter_mut().enumerate() {
            let range = form.places.iter().find(|(place, _)| *place == i + 1).map(|(_, r)| r.clone());
            let (low, high) = range.map_or((0, 9), RangeInclusive::into_inner);
            let span = u64::from(high.saturating_sub(low)) + 1;
            *digit = low + u8::try_from(chance.below(span)).unwrap_or(0);
        }
        Some(PersonalCode(digits))
    }
}

fn describe(form: &CodeForm) -> String {
    let mut parts = Vec::new();
    if form.centuries.is_some() {
        parts.push("a date of birth DDMMYY and a century digit".to_owned());
    }
    for (place, range) in &form.places {
        let (low, high) = (range.start(), range.end());
        parts.push(if low == high {
            format!("digit {place} is {low}")
        } else {
            format!("digit {place} is {low} to {high}")
        });
    }
    parts.join(", ")
}
