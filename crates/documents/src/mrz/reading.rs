//! What reading a zone answers: its fields, a verdict on each, or why the text is no zone.

use serde::Serialize;

use super::MrzFormat;

/// The fields of a zone that get a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The kind of document.
    DocumentCode,
    /// The issuing state.
    Issuer,
    /// The holder's name.
    Name,
    /// The document number and its digit.
    DocumentNumber,
    /// The nationality.
    Nationality,
    /// The date of birth and its digit.
    BirthDate,
    /// The sex.
    Sex,
    /// The date of expiry and its digit.
    ExpiryDate,
    /// The optional data; only TD3 has a digit over it.
    OptionalData,
    /// The composite digit over several fields; visas have none.
    Composite,
}

impl Field {
    /// The name used in answers, such as `document_number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocumentCode => "document_code",
            Self::Issuer => "issuer",
            Self::Name => "name",
            Self::DocumentNumber => "document_number",
            Self::Nationality => "nationality",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::ExpiryDate => "expiry_date",
            Self::OptionalData => "optional_data",
            Self::Composite => "composite",
        }
    }
}

/// The verdict on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The field.
    pub field: Field,
    /// Whether the field is in order.
    pub ok: bool,
    /// The check digit computed from the zone; absent for fields without one.
    pub expected: Option<char>,
    /// The check digit found in the zone; absent for fields without one.
    pub found: Option<char>,
    /// What is wrong; absent when the field is in order.
    pub problem: Option<&'static str>,
}

/// What a zone says, as text without fillers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MrzFields {
    /// The kind of document, one or two letters.
    pub document_code: String,
    /// The issuing state or organisation.
    pub issuer: String,
    /// The surname as far as the field holds it.
    pub surname: String,
    /// The given names as far as the field holds them.
    pub given_names: String,
    /// True when the field ends with a letter: the name may have been cut.
    pub name_may_be_truncated: bool,
    /// The document number, put together when it ran over into the optional data.
    pub document_number: String,
    /// The nationality.
    pub nationality: String,
    /// The date of birth as it stands, `YYMMDD`, unknown parts as fillers.
    pub birth_date: String,
    /// The date of birth with its century, as far as it is known: `1974-08-12`, `1974-08`, `1974`, `unknown`.
    /// Absent when the zone holds no possible date, or no day was given to tell the century.
    pub birth_date_iso: Option<String>,
    /// `F`, `M` or `<`, as it stands.
    pub sex: String,
    /// The date of expiry as it stands, `YYMMDD`.
    pub expiry_date: String,
    /// The date of expiry with its century; absent as for the date of birth, and for documents without one.
    pub expiry_date_iso: Option<String>,
    /// Optional data, without what belongs to a long document number.
    pub optional_data: Option<String>,
    /// The second optional field of a TD1.
    pub optional_data_2: Option<String>,
}

/// A zone read, with a verdict on every field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MrzReading {
    /// The format, told by the shape and, for visas, the first letter.
    pub format: MrzFormat,
    /// What it says.
    pub fields: MrzFields,
    /// The verdicts, in the order of the fields.
    pub checks: Vec<Check>,
    /// True when every verdict is in order.
    pub valid: bool,
}

impl MrzReading {
    /// The fields that are not in order.
    pub fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.ok)
    }
}

/// Why text is not a zone at all. Messages never repeat the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is nothing.
    #[error("there is no machine-readable zone in the input")]
    Nothing,
    /// The shape fits no format.
    #[error(
        "{lines} lines, the first of {width} characters: a zone has 3 lines of 30, 2 lines of 36 or 2 lines of 44"
    )]
    Shape {
        /// Lines found.
        lines: usize,
        /// Characters of the first.
        width: usize,
    },
    /// One line is longer or shorter than the first.
    #[error("line {line} has {found} characters instead of {expected}")]
    Length {
        /// The line, from 1.
        line: usize,
        /// Its characters.
        found: usize,
        /// The characters it must have.
        expected: usize,
    },
    /// A character that a zone cannot hold.
    #[error("line {line} has a character at position {position} that is not A to Z, 0 to 9 or <")]
    Character {
        /// The line, from 1.
        line: usize,
        /// The position, from 1.
        position: usize,
    },
}
