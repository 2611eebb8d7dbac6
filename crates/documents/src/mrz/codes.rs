//! The short codes of a zone: kind of document, state, sex, and free characters. Parsed once, then trusted.

use serde::{Deserialize, Serialize};

use super::MrzFormat;

/// Why a code cannot stand in a zone we print. Messages never repeat personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not a document code of the format.
    #[error("`{0}` is not a document code of this format; {1}")]
    Document(String, &'static str),
    /// Not a state or organisation code.
    #[error("`{0}` is not a code of a state or organisation; it has one to three letters, such as LVA or D")]
    State(String),
    /// Not a sex.
    #[error("`{0}` is not F, M or <")]
    Sex(String),
    /// A character that a zone cannot hold.
    #[error("only letters A to Z, digits, spaces and hyphens may stand here")]
    Character,
    /// Nothing was given where something is needed.
    #[error("it is missing")]
    Missing,
}

/// The harmonised second letters of a passport's document code.
///
/// Source: Doc 9303 part 4, section 4.4; a two-letter code issued since 1 January 2026 is from this table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassportKind {
    /// `PP`: ordinary passport.
    Ordinary,
    /// `PE`: emergency passport.
    Emergency,
    /// `PD`: diplomatic passport.
    Diplomatic,
    /// `PO`: official or service passport.
    Official,
    /// `PR`: refugee travel document.
    Refugee,
    /// `PT`: alien's or non-citizen's passport.
    Alien,
    /// `PS`: stateless person's travel document.
    Stateless,
    /// `PL`: laissez-passer.
    LaissezPasser,
    /// `PM`: military passport.
    Military,
    /// `PU`: emergency document of a single sheet.
    SingleSheet,
}

impl PassportKind {
    const TABLE: [(char, Self); 10] = [
        ('P', Self::Ordinary),
        ('E', Self::Emergency),
        ('D', Self::Diplomatic),
        ('O', Self::Official),
        ('R', Self::Refugee),
        ('T', Self::Alien),
        ('S', Self::Stateless),
        ('L', Self::LaissezPasser),
        ('M', Self::Military),
        ('U', Self::SingleSheet),
    ];

    /// The kind that `letter` stands for as second letter.
    #[must_use]
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::TABLE.iter().find(|(l, _)| *l == letter).map(|(_, kind)| *kind)
    }

    /// The second letter.
    #[must_use]
    pub fn letter(self) -> char {
        Self::TABLE.iter().find(|(_, kind)| *kind == self).map_or('P', |(letter, _)| *letter)
    }
}

/// The two characters that say what kind of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentCode([char; 2]);

impl DocumentCode {
    /// The code of a passport of a harmonised kind: what the office prints.
    #[must_use]
    pub fn passport(kind: PassportKind) -> Self {
        Self(['P', kind.letter()])
    }

    /// Reads a code of one or two letters for `format`.
    ///
    /// Errors: [`CodeError::Document`] when the format does not allow it. A passport's second letter must be
    /// harmonised or absent; a card begins with A, C or I, is never followed by V, and is not `AI` or `AC`; a
    /// visa begins with V.
    pub fn parse(format: MrzFormat, code: &str) -> Result<Self, CodeError> {
        let mut letters = code.chars();
        let (first, second) = (letters.next().unwrap_or('<'), letters.next().unwrap_or('<'));
        let rest_is_empty = letters.next().is_none();
        let (fits, rule) = match format {
            MrzFormat::Td3 => (
                first == 'P' && (second == '<' || PassportKind::from_letter(second).is_some()),
                "a passport has P alone or PP, PE, PD, PO, PR, PT, PS, PL, PM, PU",
            ),
            MrzFormat::Td1 | MrzFormat::Td2 => (
                matches!(first, 'A' | 'C' | 'I')
                    && (second == '<' || second.is_ascii_uppercase())
                    && second != 'V'
                    && !(first == 'A' && matches!(second, 'I' | 'C')),
                "a card begins with A, C or I, without V as second letter, and is not AI or AC",
            ),
            MrzFormat::MrvA | MrzFormat::MrvB => {
                (first == 'V' && (second == '<' || second.is_ascii_uppercase()), "a visa begins with V")
            }
        };
        if fits && rest_is_empty {
            Ok(Self([first, second]))
        } else {
            Err(CodeError::Document(code.to_owned(), rule))
        }
    }

    /// The two characters, a filler for an absent second letter.
    #[must_use]
    pub fn zone(self) -> String {
        self.0.iter().collect()
    }
}

/// A state or organisation: ISO 3166-1 alpha-3, or one of ICAO's own codes such as `D`, `EUE`, `XXA`, `UTO`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StateCode([char; 3]);

impl StateCode {
    /// Stateless person of the 1954 Convention.
    pub const STATELESS: Self = Self(['X', 'X', 'A']);
    /// Refugee of the 1951 Convention.
    pub const REFUGEE: Self = Self(['X', 'X', 'B']);
    /// Refugee of another kind.
    pub const REFUGEE_OTHER: Self = Self(['X', 'X', 'C']);
    /// Nationality unspecified: neither stateless nor refugee.
    pub const UNSPECIFIED: Self = Self(['X', 'X', 'X']);
    /// Utopia: specimens and tests.
    pub const UTOPIA: Self = Self(['U', 'T', 'O']);

    /// Reads one to three letters; Germany is `D`.
    ///
    /// Errors: [`CodeError::State`]. Whether the state exists is not checked here.
    pub fn parse(code: &str) -> Result<Self, CodeError> {
        let wrong = || CodeError::State(code.to_owned());
        let letters = code.trim_end_matches('<');
        let mut cells = ['<'; 3];
        if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(wrong());
        }
        for (cell, letter) in cells.iter_mut().zip(letters.chars()) {
            *cell = letter;
        }
        Ok(Self(cells))
    }

    /// Three characters, fillers at the end.
    #[must_use]
    pub fn zone(self) -> String {
        self.0.iter().collect()
    }
}

/// Sex as a zone shows it. The visual zone says X for [`MrzSex::NotStated`]; the machine-readable zone never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MrzSex {
    /// `F`.
    Female,
    /// `M`.
    Male,
    /// `<`.
    NotStated,
}

impl MrzSex {
    /// Reads `F`, `M`, `<`; also `X` and nothing, which become the filler.
    ///
    /// Errors: [`CodeError::Sex`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        match text {
            "F" => Ok(Self::Female),
            "M" => Ok(Self::Male),
            "<" | "X" | "" => Ok(Self::NotStated),
            other => Err(CodeError::Sex(other.to_owned())),
        }
    }

    /// The character.
    #[must_use]
    pub const fn zone(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::NotStated => "<",
        }
    }
}

/// Characters of a document number or of optional data: A to Z, 0 to 9, and fillers for what is neither.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FieldText(String);

impl FieldText {
    /// Reads `text`; inner spaces and hyphens become fillers (Doc 9303 part 4, section 4.2.2.2).
    ///
    /// Errors: [`CodeError::Character`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        text.trim()
            .trim_end_matches('<')
            .chars()
            .map(|c| match c {
                'A'..='Z' | '0'..='9' | '<' => Ok(c),
                ' ' | '-' => Ok('<'),
                _ => Err(CodeError::Character),
            })
            .collect::<Result<String, _>>()
            .map(Self)
    }

    /// The characters, without fillers at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
