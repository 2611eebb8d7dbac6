//! From national characters to the letters of the zone.
//!
//! Source: Doc 9303 part 3, section 6, tables A (Latin) and B (Cyrillic), and section 4.6 on punctuation.
//! Arabic (table C) is not here yet and is refused.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name holds a character that cannot stand in a zone. The message gives its place, never the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A digit; legal numerals are written in Roman letters.
    #[error("a name has no digits (character {0})")]
    Digit(usize),
    /// A letter without a transliteration.
    #[error("the letter U+{code:04X} has no transliteration (character {position})")]
    Unknown {
        /// Position in the name, from 1.
        position: usize,
        /// The letter's code point.
        code: u32,
    },
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_text:literal $(, $variant:ident = $text:literal)* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        pub enum $name {
            #[doc = concat!("Written `", $first_text, "`.")]
            #[default]
            #[serde(rename = $first_text)]
            $first,
            $(
                #[doc = concat!("Written `", $text, "`.")]
                #[serde(rename = $text)]
                $variant,
            )*
        }

        impl $name {
            const fn text(self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

choice!(
    /// How Ä is written.
    ADiaeresis { Ae = "AE", A = "A" }
);
choice!(
    /// How Å is written.
    ARing { Aa = "AA", A = "A" }
);
choice!(
    /// How Ñ is written.
    NTilde { N = "N", Nxx = "NXX" }
);
choice!(
    /// How Ö is written.
    ODiaeresis { Oe = "OE", O = "O" }
);
choice!(
    /// How Ü is written.
    UDiaeresis { Ue = "UE", Uxx = "UXX", U = "U" }
);

/// The five letters for which the standard lists several answers; a state chooses once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LetterChoices {
    /// Ä.
    pub a_diaeresis: ADiaeresis,
    /// Å.
    pub a_ring: ARing,
    /// Ñ.
    pub n_tilde: NTilde,
    /// Ö.
    pub o_diaeresis: ODiaeresis,
    /// Ü.
    pub u_diaeresis: UDiaeresis,
}

impl LetterChoices {
    /// Every mark simply lost: A, A, N, O, U.
    pub const PLAIN: Self = Self {
        a_diaeresis: ADiaeresis::A,
        a_ring: ARing::A,
        n_tilde: NTilde::N,
        o_diaeresis: ODiaeresis::O,
        u_diaeresis: UDiaeresis::U,
    };
}

/// The language whose rows of the Cyrillic table apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cyrillic {
    /// The table's base rows.
    #[default]
    Russian,
    /// Belarusian.
    Belarusian,
    /// Bulgarian.
    Bulgarian,
    /// Macedonian.
    Macedonian,
    /// Serbian.
    Serbian,
    /// Ukrainian.
    Ukrainian,
}

/// How names are brought into the letters of the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Transliteration {
    /// The letters with several answers.
    pub letters: LetterChoices,
    /// The language of names written in Cyrillic.
    pub cyrillic: Cyrillic,
}

/// Table A but for the five letters of [`LetterChoices`]: letters, and what each becomes.
const LATIN: &[(&str, &str)] = &[
    ("ÀÁÂÃĀĂĄ", "A"),
    ("Æ", "AE"),
    ("ÇĆĈĊČ", "C"),
    ("ÐĎĐ", "D"),
    ("ÈÉÊËĒĔĖĘĚ", "E"),
    ("ĜĞĠĢ", "G"),
    ("ĤĦ", "H"),
    ("ÌÍÎÏĨĪĬĮİı", "I"),
    ("Ĳ", "IJ"),
    ("Ĵ", "J"),
    ("Ķ", "K"),
    ("ĹĻĽĿŁ", "L"),
    ("ŃŅŇŊ", "N"),
    ("ÒÓÔÕŌŎŐ", "O"),
    ("ØŒ", "OE"),
    ("ŔŖŘ", "R"),
    ("ŚŜŞŠ", "S"),
    ("ẞ", "SS"),
    ("ŢŤŦ", "T"),
    ("Þ", "TH"),
    ("ÙÚÛŨŪŬŮŰŲ", "U"),
    ("Ŵ", "W"),
    ("ÝŶŸ", "Y"),
    ("ŹŻŽ", "Z"),
];

/// Table B, base rows. The soft sign has no row of its own and is left out.
const CYRILLIC: &[(&str, &str)] = &[
    ("А", "A"),
    ("Б", "B"),
    ("В", "V"),
    ("ГҐҒ", "G"),
    ("ДЂ", "D"),
    ("ЕЁЭ", "E"),
    ("Ж", "ZH"),
    ("З", "Z"),
    ("ИІЇЙ", "I"),
    ("Ј", "J"),
    ("КЌ", "K"),
    ("Л", "L"),
    ("Љ", "LJ"),
    ("М", "M"),
    ("Н", "N"),
    ("Њ", "NJ"),
    ("О", "O"),
    ("П", "P"),
    ("Р", "R"),
    ("С", "S"),
    ("Т", "T"),
    ("УЎѪ", "U"),
    ("Ф", "F"),
    ("Х", "KH"),
    ("Ц", "TS"),
    ("Ч", "CH"),
    ("Ш", "SH"),
    ("Щ", "SHCH"),
    ("ЪЄ", "IE"),
    ("ЫѴ", "Y"),
    ("Ь", ""),
    ("Ю", "IU"),
    ("Я", "IA"),
    ("ЅЏ", "DZ"),
    ("Һ", "C"),
];

fn row(table: &'static [(&'static str, &'static str)], letter: char) -> Option<&'static str> {
    table.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, text)| *text)
}

fn latin(letter: char, choices: LetterChoices) -> Option<&'static str> {
    match letter {
        'Ä' => Some(choices.a_diaeresis.text()),
        'Å' => Some(choices.a_ring.text()),
        'Ñ' => Some(choices.n_tilde.text()),
        'Ö' => Some(choices.o_diaeresis.text()),
        'Ü' => Some(choices.u_diaeresis.text()),
        other => row(LATIN, other),
    }
}

/// The rows that depend on the language or, in Ukrainian, on the place in the word.
fn cyrillic(letter: char, language: Cyrillic, first: bool) -> Option<&'static str> {
    use Cyrillic::{Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};
    match (letter, language) {
        ('Ё', Belarusian) => Some("IO"),
        ('Г', Belarusian | Serbian | Ukrainian) => Some("H"),
        ('Щ', Bulgarian) => Some("SHT"),
        ('Ќ', Macedonian) => Some("KJ"),
        ('Џ', Macedonian) => Some("DJ"),
        ('Ғ', Macedonian) => Some("GJ"),
        ('Х', Serbian | Macedonian) => Some("H"),
        ('Ц', Serbian | Macedonian) => Some("C"),
        ('Ж', Serbian) => Some("Z"),
        ('Ч', Serbian) => Some("C"),
        ('Ш', Serbian) => Some("S"),
        ('И', Ukrainian) => Some("Y"),
        ('Є', Ukrainian) if first => Some("YE"),
        ('Ї', Ukrainian) if first => Some("YI"),
        ('Й', Ukrainian) if first => Some("Y"),
        ('Ю', Ukrainian) if first => Some("YU"),
        ('Я', Ukrainian) if first => Some("YA"),
        _ => row(CYRILLIC, letter),
    }
}

fn letter(letter: char, rules: Transliteration, first: bool) -> Option<&'static str> {
    latin(letter, rules.letters).or_else(|| cyrillic(letter, rules.cyrillic, first))
}

const APOSTROPHES: &str = "'’‘ʼʹ`´′";
const HYPHENS: &str = "-‐‑‒–—−,";

/// Brings one part of a name (surname, or given names) into the letters of the zone.
///
/// Input: the name in any normal form; it is composed first, so that a decomposed letter gives the same answer.
/// Apostrophes are dropped and their neighbours joined, a hyphen, comma or space becomes one filler, other
/// punctuation is dropped. A Latin or Cyrillic letter that is in no table loses its marks.
/// Output: `A` to `Z` with single fillers between components, none at the ends; empty for an empty name.
/// Errors: [`LetterError`] for digits and for letters of other scripts.
pub fn transliterate(name: &str, rules: Transliteration) -> Result<String, LetterError> {
    let mut out = String::new();
    // A filler is owed, and paid only when a letter follows.
    let mut gap = false;
    for (index, original) in name.nfc().enumerate() {
        for upper in original.to_uppercase() {
            if HYPHENS.contains(upper) || upper.is_whitespace() || upper == '<' {
                gap = true;
                continue;
            }
            if upper.is_numeric() {
                return Err(LetterError::Digit(index + 1));
            }
            let first = out.is_empty() || gap;
            let mut buffer = [0_u8; 4];
            let text: &str = if upper.is_ascii_uppercase() {
                upper.encode_utf8(&mut buffer)
            } else if APOSTROPHES.contains(upper) || is_combining_mark(upper) {
                ""
            } else if let Some(text) = letter(upper, rules, first) {
                text
            } else if upper.is_alphabetic() {
                let base = std::iter::once(upper).nfd().next().unwrap_or(upper);
                if base.is_ascii_uppercase() {
                    base.encode_utf8(&mut buffer)
                } else {
                    letter(base, rules, first)
                        .ok_or(LetterError::Unknown { position: index + 1, code: u32::from(original) })?
                }
            } else {
                ""
            };
            if text.is_empty() {
                continue;
            }
            if gap && !out.is_empty() {
                out.push('<');
            }
            gap = false;
            out.push_str(text);
        }
    }
    Ok(out)
}
