//! The order of a document: names within the printed limits, the machine-readable zone, the last day.

use crate::error::{OfficeError, Problem};
use crate::issuance::event::DocumentOrder;
use crate::register::{FactValue, PersonView, Sex};
use documents::mrz::{MrzFormat, MrzRequest, make};
use kernel::{CaseId, Country, Day, DayError, DocumentNumber, Term, TermUnit};

/// The status of those whose nationality is that of the issuing state.
const CITIZEN: &str = "citizen";

/// Why a document cannot be ordered. The reasons are the register's: they are corrected there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The document prints a name, and the register has none.
    #[error("the register has no name of the person")]
    NoName,
    /// The document prints a date of birth, and the register has none.
    #[error("the register has no date of birth of the person")]
    NoBirth,
    /// The zone cannot be made.
    #[error("the machine-readable zone cannot be made: {0}")]
    Zone(String),
    /// The last day leaves the calendar.
    #[error(transparent)]
    Day(#[from] DayError),
}

impl From<OrderError> for OfficeError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::NoName => Self::NotNow(Problem::new("document-without-name")),
            OrderError::NoBirth => Self::NotNow(Problem::new("document-without-birth")),
            OrderError::Zone(_) => Self::NotNow(Problem::new("document-zone")),
            OrderError::Day(error) => Self::Fault(error.to_string()),
        }
    }
}

/// What the order is made from besides the person.
#[derive(Debug, Clone)]
pub struct OrderInput<'a> {
    /// The country that issues it.
    pub country: &'a Country,
    /// The case.
    pub case: CaseId,
    /// Kind.
    pub kind: &'a str,
    /// Code of the zone; `None` when it has none.
    pub mrz_code: Option<&'a str>,
    /// How long it is valid; `None` when it has no end.
    pub valid: Option<Term>,
    /// Printed number.
    pub number: DocumentNumber,
    /// Day of issue.
    pub issued_on: Day,
    /// Office of collection.
    pub office: &'a str,
    /// Whether it is a specimen.
    pub specimen: bool,
}

/// Makes the order.
///
/// # Errors
/// [`OrderError`]: what the register lacks.
pub fn order(person: &PersonView, input: &OrderInput<'_>) -> Result<DocumentOrder, OrderError> {
    let name = person.name().ok_or(OrderError::NoName)?;
    let expires_on = input.valid.map_or(Ok(Day::MAX), |valid| last_day(input.issued_on, valid))?;
    let zone = input.mrz_code.map(|code| zone(person, input, code, expires_on)).transpose()?;
    Ok(DocumentOrder {
        case: input.case,
        person: person.id,
        kind: input.kind.to_owned(),
        number: input.number.clone(),
        surname: whole_parts(name.surname.as_str(), input.country.surname_max),
        given_names: whole_parts(name.given.as_str(), input.country.given_names_max),
        issued_on: input.issued_on,
        expires_on,
        office: input.office.to_owned(),
        mrz_name_cut: zone.as_ref().is_some_and(|(_, cut)| *cut),
        mrz: zone.map(|(lines, _)| lines).unwrap_or_default(),
        specimen: input.specimen,
    })
}

/// The lines of the machine-readable zone, and whether the name had to be cut.
fn zone(
    person: &PersonView,
    input: &OrderInput<'_>,
    code: &str,
    expires_on: Day,
) -> Result<(Vec<String>, bool), OrderError> {
    let name = person.name().ok_or(OrderError::NoName)?;
    let (birth, _) = person.birth().ok_or(OrderError::NoBirth)?;
    let sex = match person.sex() {
        Some(Sex::Female) => "F",
        Some(Sex::Male) => "M",
        Some(Sex::Unspecified) | None => "<",
    };
    let request = MrzRequest {
        format: Some(format(code)),
        document_code: Some(code.to_owned()),
        issuer: input.country.icao.clone(),
        nationality: nationality(person, input.country, code),
        surname: name.surname.to_string(),
        given_names: name.given.to_string(),
        document_number: input.number.to_string(),
        birth_date: birth.to_string(),
        sex: sex.to_owned(),
        expiry_date: expires_on.to_string(),
        ..MrzRequest::default()
    };
    let zone = |why: String| OrderError::Zone(why);
    let checked = request
        .check()
        .map_err(|faults| zone(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
    let mrz = make(&checked).map_err(|fault| zone(format!("{}: {fault}", fault.field())))?;
    Ok((mrz.lines, mrz.name.truncated))
}

/// The format that goes with a code: a book for passports, a card for everything else (ICAO Doc 9303 part 3).
fn format(code: &str) -> MrzFormat {
    if code.starts_with('P') { MrzFormat::Td3 } else { MrzFormat::Td1 }
}

/// The nationality as the zone says it. The documents of the two Conventions have codes of their own (ICAO Doc 9303
/// part 3, section 5); else it is the state whose citizen the person is, and the issuing state for its own.
fn nationality(person: &PersonView, country: &Country, code: &str) -> String {
    let citizenship = person.values().find_map(|value| match value {
        FactValue::Citizenship { country } => Some(country.clone()),
        _ => None,
    });
    let own = person.status().as_deref() == Some(CITIZEN);
    match code {
        _ if own => country.icao.clone(),
        "PR" => "XXB".to_owned(),
        "PS" => "XXA".to_owned(),
        _ => citizenship.unwrap_or_else(|| country.icao.clone()),
    }
}

/// As many whole parts of a name as fit into `most` characters; at least a cut first part.
fn whole_parts(name: &str, most: usize) -> String {
    let mut printed = String::new();
    for part in name.split(' ') {
        let joined = if printed.is_empty() { part.to_owned() } else { format!("{printed} {part}") };
        if joined.chars().count() > most {
            break;
        }
        printed = joined;
    }
    if printed.is_empty() { name.chars().take(most).collect() } else { printed }
}

/// The last day of validity of a document issued on `issued`: the day before the same date `valid` later.
///
/// A document issued on 24 November 2026 for ten years is valid to 23 November 2036.
fn last_day(issued: Day, valid: Term) -> Result<Day, DayError> {
    let count = i32::from(valid.count);
    let end = match valid.unit {
        TermUnit::Years => issued.plus_months(count * 12)?,
        TermUnit::Months => issued.plus_months(count)?,
        TermUnit::Days | TermUnit::WorkingDays => issued.plus_days(count)?,
    };
    end.plus_days(-1)
}
