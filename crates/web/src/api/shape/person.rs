//! Persons as the register holds them.

use super::fact::Held;
use kernel::{Age, Day, DocumentId, PartialDate, PersonId, PersonName, PersonalCode};
use law::register::Activity;
use office::register::{DocumentFact, DocumentStatus, PersonBrief, PersonRecord, SearchHit, Sex};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whom to look up: by personal code, or by the number of a document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Lookup {
    /// The personal code, with or without its hyphen.
    #[schema(example = "320001-00007")]
    PersonalCode(String),
    /// The number of a document.
    #[schema(example = "PA1234567")]
    DocumentNumber(String),
}

/// Whom to search.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Names as they were heard: without diacritics, in any order, in part, in another spelling; a date, a personal
    /// code, the number of a document or words of an address may stand among them.
    #[schema(min_length = 2, max_length = 120)]
    pub text: String,
    /// The date of birth, or the part of it that is known: `1985`, `1985-03` or `1985-03-14`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "1985-03", pattern = "^[0-9]{3}[1-9](-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$")]
    pub birth_date: Option<PartialDate>,
    /// Whether the dead are searched too. By a personal code or a number they are always found.
    #[serde(default)]
    pub include_dead: bool,
}

/// A person in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct Brief {
    /// The id.
    #[schema(value_type = String)]
    pub id: PersonId,
    /// The names.
    pub name: Option<Name>,
    /// The personal code.
    #[schema(value_type = Option<String>)]
    pub personal_code: Option<String>,
    /// The date of birth, perhaps in part.
    #[schema(value_type = Option<String>, example = "1985-03-14")]
    pub birth_date: Option<PartialDate>,
    /// The legal status.
    pub status: Option<String>,
    /// Whether the person is dead.
    pub dead: bool,
    /// Completed years; null when they cannot be told.
    pub age: Option<u16>,
}

/// Given names and surname.
#[derive(Debug, Serialize, ToSchema)]
pub struct Name {
    /// One or more given names.
    pub given: String,
    /// The surname.
    pub surname: String,
}

impl From<&PersonName> for Name {
    fn from(name: &PersonName) -> Self {
        Self { given: name.given.to_string(), surname: name.surname.to_string() }
    }
}

fn code_of(code: &PersonalCode) -> String {
    code.formatted()
}

const fn years(age: Age) -> Option<u16> {
    match age {
        Age::Years(years) => Some(years),
        Age::Unknown => None,
    }
}

impl From<&PersonBrief> for Brief {
    fn from(brief: &PersonBrief) -> Self {
        Self {
            id: brief.id,
            name: brief.name.as_ref().map(Name::from),
            personal_code: brief.code.as_ref().map(code_of),
            birth_date: brief.birth,
            status: brief.status.clone(),
            dead: brief.dead,
            age: years(brief.age),
        }
    }
}

/// What a search found, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hits {
    /// At most ten.
    pub items: Vec<Hit>,
}

/// A person that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hit {
    /// The person.
    pub person: Brief,
    /// Which parts matched, and how: `surname`, `surname-typo`, `former-name`, `birth-possible` and so on.
    pub matched: Vec<&'static str>,
    /// How well, 0 to 1000; above 666 all is as it was typed, up to 333 something did not match.
    pub score: u16,
}

impl From<&SearchHit> for Hit {
    fn from(hit: &SearchHit) -> Self {
        Self { person: (&hit.person).into(), matched: hit.matched.clone(), score: hit.score }
    }
}

/// A person in full, as true on a day and known at a position of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person<'a> {
    /// The id.
    #[schema(value_type = String)]
    pub id: PersonId,
    /// The version of the person's entries: the `ETag`.
    pub version: u32,
    /// The day on which all this is true.
    #[schema(value_type = String, format = Date)]
    pub as_of: Day,
    /// The position of the log at which the office knew it.
    pub known_at: i64,
    /// The personal code.
    pub personal_code: Option<String>,
    /// The names.
    pub name: Option<Name>,
    /// Birth.
    pub birth: Option<Birth>,
    /// `female`, `male` or `unspecified`.
    #[schema(value_type = Option<String>)]
    pub sex: Option<Sex>,
    /// Legal status.
    pub status: Option<String>,
    /// Category of persons to whom the law gives a place in the register; null when none fits.
    pub category: Option<String>,
    /// Why the record is passive; null when it is active.
    #[schema(value_type = Option<String>, example = "no-document")]
    pub passive_because: Option<&'static str>,
    /// Declared residence.
    pub residence: Option<Residence>,
    /// Completed years on that day; null when they cannot be told.
    pub age: Option<u16>,
    /// The day of death, perhaps in part.
    #[schema(value_type = Option<String>)]
    pub death: Option<PartialDate>,
    /// Documents, the newest first.
    pub documents: Vec<Document>,
    /// Every fact that holds, with its basis.
    pub facts: Vec<Held<'a>>,
    /// The record that the person is kept under, when this one was given up.
    #[schema(value_type = Option<String>)]
    pub merged_into: Option<PersonId>,
    /// Children on record.
    pub children: Vec<Brief>,
    /// What looks odd, such as a check digit that does not fit.
    pub warnings: Vec<&'static str>,
}

/// Birth.
#[derive(Debug, Serialize, ToSchema)]
pub struct Birth {
    /// The date, perhaps in part.
    #[schema(value_type = String, example = "1985-03-14")]
    pub date: PartialDate,
    /// The place; empty when it is not on record.
    pub place: String,
}

/// Declared residence.
#[derive(Debug, Serialize, ToSchema)]
pub struct Residence {
    /// Code of the municipality.
    pub municipality: String,
    /// The address in one line.
    pub address: String,
}

/// A document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// Its id; not its number.
    #[schema(value_type = String)]
    pub id: DocumentId,
    /// Its kind.
    pub kind: String,
    /// The number printed on it.
    #[schema(value_type = String)]
    pub number: String,
    /// Day of issue.
    #[schema(value_type = String, format = Date)]
    pub issued_on: Day,
    /// Last day of validity.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Day,
    /// Who issued it.
    pub issuer: String,
    /// `ordered`, `ready`, `valid` or `invalid`.
    #[schema(value_type = String)]
    pub status: DocumentStatus,
    /// Why it is invalid.
    pub reason: Option<String>,
}

impl From<&DocumentFact> for Document {
    fn from(fact: &DocumentFact) -> Self {
        Self {
            id: fact.document,
            kind: fact.kind.clone(),
            number: fact.number.to_string(),
            issued_on: fact.issued_on,
            expires_on: fact.expires_on,
            issuer: fact.issuer.clone(),
            status: fact.status,
            reason: fact.reason.clone(),
        }
    }
}

impl<'a> From<&'a PersonRecord> for Person<'a> {
    fn from(record: &'a PersonRecord) -> Self {
        let view = &record.view;
        Self {
            id: view.id,
            version: record.version,
            as_of: view.day,
            known_at: view.known_at,
            personal_code: view.code().as_ref().map(code_of),
            name: view.name().as_ref().map(Name::from),
            birth: view.birth().map(|(date, place)| Birth { date, place }),
            sex: view.sex(),
            status: view.status(),
            category: record.place.category.clone(),
            passive_because: match record.place.activity {
                Activity::Active => None,
                Activity::Passive { because } => Some(because.code()),
            },
            residence: view
                .declared_residence()
                .map(|(municipality, address)| Residence { municipality, address }),
            age: years(view.age(kernel::LeapBirthday::default())),
            death: view.death(),
            documents: view.documents().iter().map(Document::from).collect(),
            facts: view.facts.iter().map(Held::from).collect(),
            merged_into: view.merged_into,
            children: record.children.iter().map(Brief::from).collect(),
            warnings: record.warnings.clone(),
        }
    }
}
