//! The demo cast: a few persons and officers with fixed properties, for signing in and for walking through
//! each outcome. They are data: `synthetic/personas.csv` and `synthetic/officers.csv`.

use super::codes::{self, Series};
use super::dice::Dice;
use super::figures::{Figures, FiguresError};
use super::papers::{self, Numbers};
use super::{Place, Residence, Sex, SyntheticDocument, SyntheticPerson};
use kernel::{Country, Day, OfficerId, PartialDate, PersonId, PersonName, Text};
use std::collections::BTreeMap;

/// The cast is the same in every country of every seed.
const CAST_SEED: u64 = 0x0ca5_7000;
const DAYS_LIVED_THERE: i32 = 1000;

/// A person to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// Short name, such as `client`.
    pub key: String,
    /// What this person shows.
    pub about: Text,
    /// The person; ages and terms are counted from the day of the call.
    pub person: SyntheticPerson,
}

/// An officer to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticOfficer {
    /// Code, such as `off-01`.
    pub code: OfficerId,
    /// Name.
    pub name: PersonName,
    /// Code of the role, such as `counter`.
    pub role: String,
    /// Id of the office.
    pub office: String,
    /// What this officer does.
    pub about: Text,
}

/// The demo persons as of `today`, parents before their children.
///
/// # Errors
/// [`FiguresError`] with the line of `personas.csv` that cannot be a person of `country`.
pub fn personas(today: Day, country: &Country, figures: &Figures) -> Result<Vec<Persona>, FiguresError> {
    let all = everybody(today, country, figures)?;
    Ok(all.into_iter().filter(|(officer, _)| officer.is_empty()).map(|(_, persona)| persona).collect())
}

/// The officers as persons of the register, each with the officer's code, and relatives of theirs, without one: so that
/// it can be tried what is closed to somebody who works here.
///
/// # Errors
/// As [`personas`].
pub fn staff_persons(
    today: Day,
    country: &Country,
    figures: &Figures,
) -> Result<Vec<(Option<OfficerId>, SyntheticPerson)>, FiguresError> {
    let all = everybody(today, country, figures)?;
    let of_office = all.into_iter().filter(|(officer, _)| !officer.is_empty());
    Ok(of_office
        .map(|(officer, persona)| {
            (Some(officer).filter(|code| code != RELATIVE).and_then(|code| code.parse().ok()), persona.person)
        })
        .collect())
}

/// The code of a relative of an officer, in the place of an officer's.
const RELATIVE: &str = "relative";

/// Everybody of the file: whose officer they are, and the persona.
fn everybody(
    today: Day,
    country: &Country,
    figures: &Figures,
) -> Result<Vec<(String, Persona)>, FiguresError> {
    let mut dice = Dice::new(CAST_SEED);
    let mut numbers = Numbers::cast(&country.demo_series);
    let mut parents: BTreeMap<String, PersonId> = BTreeMap::new();
    let mut cast = Vec::new();
    for record in figures.personas().records() {
        let key = record.text("key")?.to_owned();
        let years: i32 = record.parsed("age_years")?;
        let days: i32 = record.parsed("age_days")?;
        let birth = today
            .plus_months(-12 * years)
            .and_then(|day| day.plus_days(-days))
            .map_err(|e| record.wrong(e))?;
        let code = codes::draw(&country.codes, &country.demo_code, Some(birth), Series::Cast, &mut dice)
            .ok_or_else(|| record.wrong("no form of the personal code fits"))?;
        let id = PersonId::draw(dice.chance());
        if let Some(child) = record.optional("parent_of")? {
            parents.insert(child, id);
        }
        let municipality = record.text("municipality")?.to_owned();
        let town = figures
            .towns
            .iter()
            .find(|town| town.code == municipality)
            .ok_or_else(|| record.wrong(format!("`{municipality}` is not in municipalities.csv")))?;
        let flat = record.optional("flat")?.map(|flat| format!("-{flat}")).unwrap_or_default();
        let address = format!("{} {}{flat}, {}", record.text("street")?, record.text("house")?, town.name);
        let since = today.plus_days(-DAYS_LIVED_THERE).map_err(|e| record.wrong(e))?.max(birth);
        let mut documents = Vec::new();
        for document in record.text("documents")?.split(';').filter(|text| !text.is_empty()) {
            let made = document_of(document, birth, today, figures, &mut numbers).ok_or_else(|| {
                record.wrong(format!("`{document}` is no document of somebody of that age"))
            })?;
            documents.push(made);
        }
        documents.sort_by_key(|document| document.issued_on);
        let person = SyntheticPerson {
            id,
            code,
            name: PersonName::new(record.text("given_names")?, record.text("surname")?)
                .map_err(|e| record.wrong(e))?,
            surnames: Vec::new(),
            birth: PartialDate::Day(birth),
            death: None,
            sex: record.parsed::<Sex>("sex")?,
            status: record.text("status")?.to_owned(),
            citizenship: record.optional("citizenship")?,
            ethnicity: record.optional("ethnicity")?,
            residence: Residence { since, place: Place::Declared { municipality, address } },
            documents,
            earlier: Vec::new(),
            unions: Vec::new(),
            parents: parents.get(&key).copied().into_iter().collect(),
            travel_bar: record.text("restriction")? == "travel-bar",
        };
        let about = Text::new(record.text("about_lv")?, record.text("about_en")?);
        cast.push((record.text("officer")?.to_owned(), Persona { key, about, person }));
    }
    Ok(cast)
}

/// `KIND:DAYS`: a document of that kind whose last day is so many days from today (past when negative).
fn document_of(
    text: &str,
    birth: Day,
    today: Day,
    figures: &Figures,
    numbers: &mut Numbers,
) -> Option<SyntheticDocument> {
    let (kind, days) = text.split_once(':')?;
    let wanted = today.plus_days(days.parse().ok()?).ok()?;
    // The term depends on the age at issue: take the longest that was possible then.
    let mut terms: Vec<i32> = figures.validity.iter().filter(|v| v.kind == kind).map(|v| v.years).collect();
    terms.sort_unstable();
    terms.dedup();
    let (issued_on, expires_on) = terms.into_iter().rev().find_map(|years| {
        let issued = wanted.plus_days(1).and_then(|day| day.plus_months(-12 * years)).ok()?;
        let age = issued.days_since(birth) * 4 / 1461;
        let fits = issued >= birth && figures.validity_years(kind, age, issued) == Some(years);
        fits.then(|| papers::last_day(issued, years).map(|last| (issued, last))).flatten()
    })?;
    Some(SyntheticDocument { kind: kind.to_owned(), number: numbers.take()?, issued_on, expires_on })
}

/// The demo officers.
///
/// # Errors
/// [`FiguresError`] with the line of `officers.csv` that is wrong.
pub fn officers(figures: &Figures) -> Result<Vec<SyntheticOfficer>, FiguresError> {
    figures
        .officers()
        .records()
        .map(|record| {
            Ok(SyntheticOfficer {
                code: record.parsed("code")?,
                name: PersonName::new(record.text("given_names")?, record.text("surname")?)
                    .map_err(|e| record.wrong(e))?,
                role: record.text("role")?.to_owned(),
                office: record.text("office")?.to_owned(),
                about: Text::new(record.text("about_lv")?, record.text("about_en")?),
            })
        })
        .collect()
}
