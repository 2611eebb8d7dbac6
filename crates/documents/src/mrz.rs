//! The machine-readable zone of travel documents (ICAO Doc 9303): make one, read one, judge it field by field.
//!
//! [`make`] is strict: what we print follows the current edition. [`parse`] is tolerant of older documents and
//! never answers with one boolean: every field has its own [`Check`]. Start at [`MrzRequest`] for plain values
//! from outside, at [`MrzInput`] for values already typed.
//!
//! Source: ICAO Doc 9303, eighth edition: part 3 (check digits, transliteration, dates), part 4 (TD3),
//! part 5 (TD1), part 6 (TD2), part 7 (visas).

mod codes;
mod layout;
mod make;
mod name;
mod parse;
mod reading;
mod request;
mod translit;

pub use codes::{CodeError, DocumentCode, FieldText, MrzSex, PassportKind, StateCode};
pub use layout::MrzFormat;
pub use make::{MakeError, Mrz, MrzInput, make};
pub use name::{MrzName, NameField};
pub use parse::parse;
pub use reading::{Check, Field, MrzFields, MrzReading, ReadError};
pub use request::{FieldFault, MrzRequest};
pub use translit::{
    ADiaeresis, ARing, Cyrillic, LetterChoices, LetterError, NTilde, ODiaeresis, Transliteration, UDiaeresis,
    transliterate,
};

/// The check digit of `field` by weights 7-3-1.
///
/// Input: characters of the zone (`0`–`9`, `A`–`Z`, `<`); digits count as themselves, letters as 10 to 35,
/// the filler as 0. Output: one digit; `None` when another character is found.
/// Source: Doc 9303 part 3, section 4.9.
#[must_use]
pub fn check_digit(field: &str) -> Option<char> {
    let mut sum = 0_u32;
    for (character, weight) in field.chars().zip([7_u32, 3, 1].into_iter().cycle()) {
        let value = match character {
            '<' => 0,
            '0'..='9' | 'A'..='Z' => character.to_digit(36)?,
            _ => return None,
        };
        sum = sum.wrapping_add(value.wrapping_mul(weight));
    }
    char::from_digit(sum % 10, 10)
}

/// The check digit of text already known to hold only characters of the zone.
fn digit_of(field: &str) -> char {
    check_digit(field).unwrap_or('0')
}
