//! Facts about a person: each with its basis, true for a period of days, known for a span of the log.

use kernel::{Day, DocumentId, DocumentNumber, PartialDate, PersonName, PersonalCode};
use serde::{Deserialize, Serialize};

/// Where a fact comes from: an act or document with number, day and issuer, as Natural Persons Register
/// Law Art. 5(2) demands of every update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What it is, such as `birth-record`, `case`, `decision`.
    pub kind: String,
    /// Its number; empty where such acts carry none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Its day.
    pub date: Day,
    /// Who issued it.
    pub issuer: String,
    /// Country of the issuer, ICAO three-letter code.
    pub country: String,
}

/// Why a basis cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a basis names kind;number;date;issuer;country, `{part}` is missing or wrong: {why}")]
pub struct BasisError {
    /// Which part: `kind`, `date`, `issuer`, `country`, or the `whole`.
    pub part: &'static str,
    /// What is wrong with it.
    pub why: String,
}

impl Basis {
    /// A basis, checked: every part but the number must be there.
    ///
    /// # Errors
    /// [`BasisError`] names the missing part.
    pub fn new(kind: &str, number: &str, date: Day, issuer: &str, country: &str) -> Result<Self, BasisError> {
        let need = |part: &'static str, text: &str| {
            let text = text.trim();
            if text.is_empty() || text.len() > 200 {
                Err(BasisError { part, why: "it must have 1 to 200 characters".to_owned() })
            } else {
                Ok(text.to_owned())
            }
        };
        let country = need("country", country)?;
        if country.len() != 3 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(BasisError {
                part: "country",
                why: "it is a code of three letters such as LVA".to_owned(),
            });
        }
        Ok(Self {
            kind: need("kind", kind)?,
            number: number.trim().to_owned(),
            date,
            issuer: need("issuer", issuer)?,
            country,
        })
    }

    /// Reads `KIND;NUMBER;DATE;ISSUER;COUNTRY`, as the bulk load takes it.
    ///
    /// # Errors
    /// [`BasisError`] names the part that is missing or wrong.
    pub fn parse(text: &str) -> Result<Self, BasisError> {
        let parts: Vec<&str> = text.split(';').collect();
        let [kind, number, date, issuer, country] = parts.as_slice() else {
            let why = format!("there are {} parts, not 5", parts.len());
            return Err(BasisError { part: "whole", why });
        };
        let date = date
            .trim()
            .parse()
            .map_err(|e: kernel::DayError| BasisError { part: "date", why: e.to_string() })?;
        Self::new(kind, number, date, issuer, country)
    }
}

/// A person's sex as documents state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// F in the machine-readable zone.
    Female,
    /// M in the machine-readable zone.
    Male,
    /// `<` in the machine-readable zone, X in print.
    Unspecified,
}

/// Kind of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResidenceKind {
    /// Declared by the person (*deklarētā dzīvesvieta*).
    Declared,
    /// Abroad.
    Abroad,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// Ordered from the document centre, not yet made.
    Ordered,
    /// Made and waiting to be handed over.
    Ready,
    /// In the holder's hands and valid until its last day.
    Valid,
    /// No longer valid, whatever its printed last day.
    Invalid,
}

impl DocumentStatus {
    /// The code in API, database and texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Ready => "ready",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }
}

/// An identity or travel document as the register holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFact {
    /// The document's own stream.
    pub document: DocumentId,
    /// Kind, as the procedure that issues it names it. In the log it is `type`: `kind` is the kind of fact.
    #[serde(rename = "type")]
    pub kind: String,
    /// Printed number.
    pub number: DocumentNumber,
    /// Day of issue.
    pub issued_on: Day,
    /// Last day of validity.
    pub expires_on: Day,
    /// Issuing authority.
    pub issuer: String,
    /// Where it stands.
    pub status: DocumentStatus,
    /// Why it is invalid, when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is said of a person. One variant is one kind of fact in the catalogue of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FactValue {
    /// The personal code (*personas kods*).
    Code {
        /// Eleven digits.
        code: PersonalCode,
    },
    /// Names.
    Name {
        /// Given names and surname.
        name: PersonName,
    },
    /// Birth.
    Birth {
        /// Day of birth, perhaps known in part.
        date: PartialDate,
        /// Place, as documents print it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// Sex.
    Sex {
        /// As documents state it.
        sex: Sex,
    },
    /// Legal status (*tiesiskais statuss*), a code of the country's list.
    Status {
        /// Code such as `citizen`.
        status: String,
    },
    /// Citizenship of another state.
    Citizenship {
        /// ICAO three-letter code.
        country: String,
    },
    /// Ethnicity (*tautība*).
    Ethnicity {
        /// As recorded.
        ethnicity: String,
    },
    /// An address.
    Residence {
        /// Declared or abroad.
        residence: ResidenceKind,
        /// Code of the municipality; empty abroad.
        municipality: String,
        /// As one line.
        address: String,
    },
    /// A document.
    Document(DocumentFact),
    /// A ban on leaving the state or on receiving a travel document.
    TravelBar {
        /// Who imposed it.
        imposed_by: String,
    },
    /// A parent of this person, entitled to represent them.
    Parent {
        /// The parent.
        person: kernel::PersonId,
    },
    /// Death.
    Death {
        /// Day of death, perhaps known in part.
        date: PartialDate,
    },
}

impl FactValue {
    /// The kind's code, as the database and the API write it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Name { .. } => "name",
            Self::Birth { .. } => "birth",
            Self::Sex { .. } => "sex",
            Self::Status { .. } => "status",
            Self::Citizenship { .. } => "citizenship",
            Self::Ethnicity { .. } => "ethnicity",
            Self::Residence { .. } => "residence",
            Self::Document(_) => "document",
            Self::TravelBar { .. } => "travel-bar",
            Self::Parent { .. } => "parent",
            Self::Death { .. } => "death",
        }
    }

    /// Whether a person has at most one of this kind at a time, so that a new one ends the old.
    #[must_use]
    pub const fn single(&self) -> bool {
        !matches!(self, Self::Document(_) | Self::Parent { .. } | Self::Citizenship { .. })
    }
}

/// A fact as an event asserts it. `seq` is unique within the person: a thousand times the stream
/// version of its event, plus its place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertedFact {
    /// Place of the fact in the person's stream.
    pub seq: i64,
    /// What is said.
    pub value: FactValue,
    /// First day on which it is true; `None` when it was so from the beginning or since when is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// First day on which it is no longer true; `None` while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// A fact as the register answers it: with both axes and its basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownFact {
    /// What is said, since when, until when.
    #[serde(flatten)]
    pub fact: AssertedFact,
    /// Log position at which the office came to know it.
    pub known_from: i64,
    /// Log position at which it was replaced or withdrawn; `None` while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_to: Option<i64>,
    /// Where it comes from.
    pub basis: Basis,
}

impl KnownFact {
    /// Whether the fact holds on `day`, as known at log position `known_at`.
    #[must_use]
    pub fn holds(&self, day: Day, known_at: i64) -> bool {
        self.known_from <= known_at
            && self.known_to.is_none_or(|end| known_at < end)
            && self.fact.from.is_none_or(|from| from <= day)
            && self.fact.to.is_none_or(|to| day < to)
    }
}
