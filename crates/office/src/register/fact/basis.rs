//! Where a fact comes from: an act or a document, never nothing.

use kernel::Day;
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
            if text.is_empty() || text.chars().count() > 200 {
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
        let number = number.trim();
        if number.chars().count() > 200 {
            return Err(BasisError { part: "number", why: "it must have at most 200 characters".to_owned() });
        }
        Ok(Self {
            kind: need("kind", kind)?,
            number: number.to_owned(),
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
