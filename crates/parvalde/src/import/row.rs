//! One line of the file as a person to enter, or the column that is wrong and why. Reasons never repeat what
//! stands in the line: the rejects are read by more people than the register.

use crate::synthetic::COLUMNS;
use kernel::{Country, NamePart, PartialDate, PersonId, PersonName};
use office::register::{Basis, FactValue, NewPerson, ResidenceKind, Sex};
use sha2::{Digest as _, Sha256};

/// Without these there is nobody to enter.
const NEEDED: [&str; 4] = ["person_id", "given_names", "surname", "legal_status"];
/// Longest id, ethnicity and address, in characters.
const TEXT_MAX: usize = 200;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The column; empty when it is the line as a whole.
    pub column: &'static str,
    /// What would be right.
    pub reason: String,
}

fn reject<T>(column: &'static str, reason: impl ToString) -> Result<T, Reject> {
    Err(Reject { column, reason: reason.to_string() })
}

/// Where each column stands.
#[derive(Debug)]
pub struct Columns {
    places: [Option<usize>; COLUMNS.len()],
    width: usize,
}

impl Columns {
    /// Reads the heading.
    ///
    /// # Errors
    /// Which column is unknown, occurs twice or is missing.
    pub fn read(heading: &csv::ByteRecord) -> Result<Self, String> {
        let mut places = [None; COLUMNS.len()];
        for (at, name) in heading.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            // Some programs begin a file with a mark of its encoding.
            let name = name.trim_start_matches('\u{feff}').trim();
            let Some(place) =
                COLUMNS.iter().position(|known| *known == name).and_then(|known| places.get_mut(known))
            else {
                return Err(format!("there is no column `{name}`; the columns are {}", COLUMNS.join(", ")));
            };
            if place.replace(at).is_some() {
                return Err(format!("the column `{name}` occurs twice"));
            }
        }
        let columns = Self { places, width: heading.len() };
        match NEEDED.iter().find(|name| columns.place(name).is_none()) {
            Some(missing) => Err(format!("the column `{missing}` is missing")),
            None => Ok(columns),
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let known = COLUMNS.iter().position(|known| *known == name)?;
        self.places.get(known).copied().flatten()
    }

    /// A value of the line without the blanks around it; nothing where it is empty.
    fn value<'a>(&self, line: &'a csv::ByteRecord, column: &'static str) -> Result<Option<&'a str>, Reject> {
        let Some(bytes) = self.place(column).and_then(|at| line.get(at)) else { return Ok(None) };
        let text =
            std::str::from_utf8(bytes).map_err(|_| Reject { column, reason: "not UTF-8 text".to_owned() })?;
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }

    fn short<'a>(&self, line: &'a csv::ByteRecord, column: &'static str) -> Result<Option<&'a str>, Reject> {
        match self.value(line, column)? {
            Some(text) if text.chars().count() > TEXT_MAX => {
                reject(column, format!("more than {TEXT_MAX} characters"))
            }
            other => Ok(other),
        }
    }

    fn name(&self, line: &csv::ByteRecord, column: &'static str) -> Result<Option<NamePart>, Reject> {
        let text = self.value(line, column)?;
        text.map(str::parse)
            .transpose()
            .map_err(|error: kernel::NameError| Reject { column, reason: error.to_string() })
    }

    /// The person of a line.
    ///
    /// # Errors
    /// The first column that is wrong.
    pub fn person(
        &self,
        line: &csv::ByteRecord,
        country: &Country,
        basis: &Basis,
    ) -> Result<NewPerson, Reject> {
        if line.len() != self.width {
            return reject("", format!("{} values where the heading has {}", line.len(), self.width));
        }
        let Some(id) = self.short(line, "person_id")? else { return reject("person_id", "it is empty") };
        let born = self.birth(line, basis)?;
        let first_day = born.and_then(|date| date.earliest()).map(PartialDate::Day);
        let mut facts = Vec::new();
        if let Some(text) = self.value(line, "personal_code")? {
            let code = country.codes.parse(text).map_err(|_| Reject {
                column: "personal_code",
                reason: "it has none of the forms that the country gives".to_owned(),
            })?;
            facts.push((FactValue::Code { code }, None));
        }
        let Some(given) = self.name(line, "given_names")? else {
            return reject("given_names", "it is empty");
        };
        let Some(surname) = self.name(line, "surname")? else { return reject("surname", "it is empty") };
        let mut former: Vec<(FactValue, _, _)> = Vec::new();
        for column in ["birth_surname", "former_surname"] {
            // When it ended is not known: at the latest on the day of the basis.
            if let Some(other) = self.name(line, column)?.filter(|other| *other != surname) {
                let name = FactValue::Name { name: PersonName { given: given.clone(), surname: other } };
                if !former.iter().any(|(known, ..)| *known == name) {
                    let known = born.and_then(|date| date.earliest()).is_some_and(|day| day < basis.date);
                    let from = first_day.filter(|_| column == "birth_surname" && known);
                    former.push((name, from, basis.date.into()));
                }
            }
        }
        // When the present name began is not said: it follows the former ones.
        let named = if former.is_empty() { first_day } else { None };
        facts.push((FactValue::Name { name: PersonName { given, surname } }, named));
        if let Some(date) = born {
            facts.push((FactValue::Birth { date, place: String::new() }, first_day));
        }
        facts.push((FactValue::Sex { sex: self.sex(line)? }, first_day));
        let Some(status) = self.value(line, "legal_status")? else {
            return reject("legal_status", "it is empty");
        };
        if country.status(status).is_none() {
            let known: Vec<&str> = country.statuses.iter().map(|status| status.id.as_str()).collect();
            return reject(
                "legal_status",
                format!("the country has no such status; it has {}", known.join(", ")),
            );
        }
        facts.push((FactValue::Status { status: status.to_owned() }, None));
        if let Some(code) = self.value(line, "citizenship")? {
            if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                return reject("citizenship", "it is a code of three letters such as LTU");
            }
            // The own country's is said by the legal status.
            if code != country.icao {
                facts.push((FactValue::Citizenship { country: code.to_owned() }, None));
            }
        }
        if let Some(ethnicity) = self.short(line, "ethnicity")? {
            facts.push((FactValue::Ethnicity { ethnicity: ethnicity.to_owned() }, None));
        }
        facts.extend(self.residence(line, country)?.map(|residence| (residence, None)));
        let (id, source) = person_id(id);
        Ok(NewPerson { id, facts, former, basis: basis.clone(), source })
    }

    fn birth(&self, line: &csv::ByteRecord, basis: &Basis) -> Result<Option<PartialDate>, Reject> {
        let Some(text) = self.value(line, "birth_date")? else { return Ok(None) };
        let Ok(date) = text.parse::<PartialDate>() else {
            return reject("birth_date", "it is no date such as 1974-08-12, 1974-08, 1974 or unknown");
        };
        if date.earliest().is_some_and(|day| day > basis.date) {
            return reject("birth_date", "it lies after the day of the basis");
        }
        Ok(Some(date))
    }

    fn sex(&self, line: &csv::ByteRecord) -> Result<Sex, Reject> {
        match self.value(line, "sex")? {
            Some("female" | "F" | "f") => Ok(Sex::Female),
            Some("male" | "M" | "m") => Ok(Sex::Male),
            Some("unspecified" | "X" | "x") | None => Ok(Sex::Unspecified),
            Some(_) => reject("sex", "it is female, male or unspecified (F, M, X)"),
        }
    }

    /// With a municipality it is declared in the country, without one it is abroad.
    fn residence(&self, line: &csv::ByteRecord, country: &Country) -> Result<Option<FactValue>, Reject> {
        let municipality = self.value(line, "municipality_code")?;
        let address = self.short(line, "address")?.unwrap_or_default().to_owned();
        match municipality {
            Some(code) if country.municipality(code).is_none() => {
                reject("municipality_code", "the country has no such municipality")
            }
            Some(code) => Ok(Some(FactValue::Residence {
                residence: ResidenceKind::Declared,
                municipality: code.to_owned(),
                address,
            })),
            None if address.is_empty() => Ok(None),
            None => Ok(Some(FactValue::Residence {
                residence: ResidenceKind::Abroad,
                municipality: String::new(),
                address,
            })),
        }
    }
}

/// An id of ours stands for itself; any other number gives the same id at every load, and is kept as the
/// person's source.
fn person_id(text: &str) -> (PersonId, String) {
    if let Ok(id) = text.parse::<PersonId>()
        && id.to_string() == text
    {
        return (id, String::new());
    }
    let digest = Sha256::digest(format!("person\n{text}"));
    let mut bytes = [0; 8];
    bytes.copy_from_slice(digest.get(..8).unwrap_or(&[0; 8]));
    (PersonId::from_u64(u64::from_be_bytes(bytes)), text.to_owned())
}
