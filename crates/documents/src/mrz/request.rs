//! Plain values from outside (JSON, a form) become a typed [`MrzInput`], or a list of what is wrong with them.

use kernel::{Day, PartialDate};
use serde::{Deserialize, Serialize};

use super::{
    Cyrillic, DocumentCode, FieldText, LetterChoices, MrzFormat, MrzInput, MrzName, MrzSex, StateCode,
    Transliteration,
};

/// What a zone shall say, as plain text: the body of `parvalde mrz make`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MrzRequest {
    /// The format; TD3 when absent.
    pub format: Option<MrzFormat>,
    /// The kind of document; `PP`, `I` or `V` when absent.
    #[serde(alias = "document_type")]
    pub document_code: Option<String>,
    /// The issuing state.
    #[serde(alias = "issuing_state", alias = "issuing_country")]
    pub issuer: String,
    /// The surname, in national letters or already transliterated.
    pub surname: String,
    /// The given names; may be absent.
    #[serde(default)]
    pub given_names: String,
    /// The document number.
    pub document_number: String,
    /// The nationality.
    pub nationality: String,
    /// The date of birth: `1974-08-12`, `1974-08`, `1974`, `unknown`, or six positions `740812`.
    #[serde(alias = "date_of_birth")]
    pub birth_date: String,
    /// `F`, `M`, `X` or `<`; not stated when absent.
    #[serde(default)]
    pub sex: String,
    /// The date of expiry: `2012-04-15` or six digits `120415`.
    #[serde(alias = "date_of_expiry")]
    pub expiry_date: String,
    /// Optional data; a passport's personal number.
    #[serde(alias = "personal_number")]
    pub optional_data: Option<String>,
    /// The second optional field of a TD1.
    pub optional_data_2: Option<String>,
    /// How Ä, Å, Ñ, Ö and Ü are written.
    pub letters: Option<LetterChoices>,
    /// The language of a name in Cyrillic.
    pub cyrillic: Option<Cyrillic>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FieldFault {
    /// The field, as in [`MrzRequest`].
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: String,
}

impl MrzRequest {
    /// The typed values.
    ///
    /// Errors: every field that is wrong, in the order of the request.
    pub fn check(&self) -> Result<MrzInput, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let format = self.format.unwrap_or(MrzFormat::Td3);
        let code = self.document_code.as_deref().unwrap_or(match format {
            MrzFormat::Td3 => "PP",
            MrzFormat::Td1 | MrzFormat::Td2 => "I",
            MrzFormat::MrvA | MrzFormat::MrvB => "V",
        });
        let rules = Transliteration {
            letters: self.letters.unwrap_or_default(),
            cyrillic: self.cyrillic.unwrap_or_default(),
        };
        let document_code =
            note(&mut faults, "document_code", DocumentCode::parse(format, code.trim_end_matches('<')));
        let issuer = note(&mut faults, "issuer", StateCode::parse(&self.issuer));
        let name = match MrzName::new(&self.surname, &self.given_names, rules) {
            Ok(Some(name)) => Some(name),
            Ok(None) => note(&mut faults, "name", Err("no letter is left of the name")),
            Err(error) => note(&mut faults, "name", Err(error)),
        };
        let document_number = note(&mut faults, "document_number", FieldText::parse(&self.document_number));
        let nationality = note(&mut faults, "nationality", StateCode::parse(&self.nationality));
        let birth_date = note(&mut faults, "birth_date", birth(&self.birth_date));
        let sex = note(&mut faults, "sex", MrzSex::parse(&self.sex));
        let expiry_date = note(&mut faults, "expiry_date", expiry(&self.expiry_date));
        let text = |value: &Option<String>| FieldText::parse(value.as_deref().unwrap_or_default());
        let optional_data = note(&mut faults, "optional_data", text(&self.optional_data));
        let optional_data_2 = note(&mut faults, "optional_data_2", text(&self.optional_data_2));
        let built = (|| {
            Some(MrzInput {
                format,
                document_code: document_code?,
                issuer: issuer?,
                name: name?,
                document_number: document_number?,
                nationality: nationality?,
                birth_date: birth_date?,
                sex: sex?,
                expiry_date: expiry_date?,
                optional_data: optional_data?,
                optional_data_2: optional_data_2?,
            })
        })();
        match built {
            Some(input) if faults.is_empty() => Ok(input),
            _ => Err(faults),
        }
    }
}

fn note<T, E: ToString>(faults: &mut Vec<FieldFault>, field: &'static str, value: Result<T, E>) -> Option<T> {
    value.map_err(|error| faults.push(FieldFault { field, problem: error.to_string() })).ok()
}

const DATE: &str = "it is not a date such as 2012-04-15 or 120415";

/// Six positions say no century, and a zone keeps none: any fitting one will do.
fn six(text: &str) -> Option<(i16, &str, &str)> {
    let shaped = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit() || b == b'<');
    let year: i16 = text.get(0..2).filter(|_| shaped)?.parse().ok()?;
    Some((2000 + year, text.get(2..4)?, text.get(4..6)?))
}

fn birth(text: &str) -> Result<PartialDate, &'static str> {
    if text == "<<<<<<" {
        return Ok(PartialDate::Unknown);
    }
    let Some((year, month, day)) = six(text) else {
        return text.parse().map_err(|_| DATE);
    };
    let number = |part: &str| part.parse::<u8>().map_err(|_| DATE);
    match (month, day) {
        ("<<", "<<") => PartialDate::year(year).map_err(|_| DATE),
        (month, "<<") => PartialDate::year_month(year, number(month)?).map_err(|_| DATE),
        (month, day) => Day::new(year, number(month)?, number(day)?).map(PartialDate::Day).map_err(|_| DATE),
    }
}

fn expiry(text: &str) -> Result<Day, &'static str> {
    match birth(text)? {
        PartialDate::Day(day) => Ok(day),
        _ => Err(DATE),
    }
}
