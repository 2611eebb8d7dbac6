//! What an application says in the applicant's own words and data (*iesnieguma saturs*): read against the procedure that
//! asks for it, and kept with the application.

use crate::cases::apply::NOTE_MAX;
use crate::error::{FieldError, OfficeError, Problem};
use crate::register::{DocumentFact, DocumentStatus, PersonView};
use kernel::{Country, Day, says_place};
use law::procedure::{AddressPlace, Particular, ParticularKind};
use law::{FactValue, Facts, Procedure, Truth};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The field of faults in what an application says.
pub const FIELD: &str = "particulars";

/// Most characters of one line.
pub const LINE_MAX: usize = 300;

/// Fewest letters of an address: a number alone is none.
const LETTERS_MIN: usize = 3;

/// What was said of one particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told {
    /// One of the person's documents.
    Document {
        /// Its kind.
        kind: String,
        /// Its number.
        number: String,
    },
    /// An address.
    Address {
        /// Code of the municipality; empty abroad.
        #[serde(default)]
        municipality: String,
        /// The address.
        address: String,
    },
    /// Words, a day, or the number of a document that is not looked up yet.
    Words(String),
}

/// What an application says, by the id of the particular.
pub type Particulars = BTreeMap<String, Told>;

impl Told {
    fn is_empty(&self) -> bool {
        match self {
            Self::Words(words) => words.trim().is_empty(),
            Self::Address { address, municipality } => {
                address.trim().is_empty() && municipality.trim().is_empty()
            }
            Self::Document { number, .. } => number.trim().is_empty(),
        }
    }

    /// The address, where it is one.
    #[must_use]
    pub fn address(&self) -> Option<(&str, &str)> {
        match self {
            Self::Address { municipality, address } => Some((municipality, address)),
            Self::Words(_) | Self::Document { .. } => None,
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Address { address, .. } => f.write_str(address),
            Self::Document { kind, number } => write!(f, "{kind} {number}"),
        }
    }
}

/// The documents that an application can be about: those of the person that are not invalid.
#[must_use]
pub fn documents(person: &PersonView) -> Vec<DocumentFact> {
    let mut held = person.documents();
    held.retain(|held| held.status != DocumentStatus::Invalid);
    held
}

/// What particulars are read against.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) procedure: &'a Procedure,
    pub(crate) facts: &'a Facts,
    pub(crate) documents: &'a [DocumentFact],
    pub(crate) country: &'a Country,
    pub(crate) today: Day,
    /// When the person it is for was born at the earliest, as far as the register knows.
    pub(crate) born: Option<Day>,
    /// The day of receipt: a paper may have come some days ago.
    pub(crate) received: Day,
    /// Whether what must be said is demanded: of clients; a paper that an officer takes in may say it itself.
    pub(crate) whole: bool,
}

/// Reads what is said; what is not asked on these facts is left out.
pub(crate) fn read(asked: Asked<'_>, said: &Particulars) -> Result<Particulars, OfficeError> {
    let mut errors = Vec::new();
    for id in said.keys().filter(|id| asked.procedure.particular(id).is_none()) {
        errors.push(FieldError::new(FIELD, Problem::new("unknown-particular").with("particular", id)));
    }
    let mut read = Particulars::new();
    for particular in asked.procedure.particulars() {
        if particular.applies(asked.facts) == Truth::NotMet {
            continue;
        }
        match said.get(&particular.id).filter(|told| !told.is_empty()) {
            None if asked.whole && particular.is_needed(asked.facts) => {
                errors.push(fault("particular-needed", particular));
            }
            None => {}
            Some(told) => match one(asked, particular, told) {
                Ok(told) => drop(read.insert(particular.id.clone(), told)),
                Err(error) => errors.push(error),
            },
        }
    }
    errors.extend(asked.procedure.particulars().iter().filter_map(|particular| span(particular, &read)));
    if errors.is_empty() { Ok(read) } else { Err(OfficeError::Invalid(errors)) }
}

/// What is wrong with the time from one day to another.
fn span(particular: &Particular, read: &Particulars) -> Option<FieldError> {
    let day = |id: &str| match read.get(id) {
        Some(Told::Words(words)) => words.parse::<Day>().ok(),
        _ => None,
    };
    let before = particular.not_before.as_deref()?;
    let (first, last) = (day(before)?, day(&particular.id)?);
    let problem = |code| Problem::new(code).with("particular", &particular.id).with("first", before);
    if last < first {
        return Some(FieldError::new(FIELD, problem("particular-day-before").with("earliest", first)));
    }
    let until = particular.last_after(first).filter(|until| last > *until)?;
    Some(FieldError::new(FIELD, problem("particular-day-late").with("until", until)))
}

fn fault(code: &'static str, particular: &Particular) -> FieldError {
    FieldError::new(FIELD, of(code, particular))
}

/// A problem of a particular, which people know by its name.
pub(crate) fn of(code: &'static str, particular: &Particular) -> Problem {
    let problem = Problem::new(code).with("particular", &particular.id);
    problem.in_words("particular", |_| Some(particular.name.clone()))
}

fn one(asked: Asked<'_>, particular: &Particular, told: &Told) -> Result<Told, FieldError> {
    let wrong = |code| fault(code, particular);
    match (particular.kind, told) {
        (ParticularKind::Line, Told::Words(words)) => {
            let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
            within(particular, line, LINE_MAX).map(Told::Words)
        }
        (ParticularKind::Text, Told::Words(words)) => {
            within(particular, words.trim().to_owned(), NOTE_MAX).map(Told::Words)
        }
        (ParticularKind::Day, Told::Words(words)) => match words.trim().parse::<Day>() {
            Ok(day) if particular.until_today && day > asked.today => Err(wrong("particular-day-ahead")),
            Ok(day) if particular.until_today && asked.born.is_some_and(|born| day < born) => {
                Err(wrong("particular-day-unborn"))
            }
            Ok(day) if particular.from_today && day < asked.received => Err(wrong("particular-day-back")),
            Ok(day) => Ok(Told::Words(day.to_string())),
            Err(_) => Err(wrong("particular-no-day")),
        },
        (ParticularKind::Address, Told::Address { municipality, address }) => {
            let (municipality, address) = (municipality.trim(), address.trim().to_owned());
            let known = asked.country.municipality(municipality).is_some_and(|place| place.ended.is_none());
            let fits = match particular.place {
                Some(AddressPlace::Abroad) => municipality.is_empty(),
                Some(AddressPlace::Anywhere) => municipality.is_empty() || known,
                Some(AddressPlace::Country) | None => known,
            };
            if !fits {
                return Err(wrong("particular-no-municipality"));
            }
            if address.is_empty() {
                return Err(wrong("particular-needed"));
            }
            let address = within(particular, address, LINE_MAX)?;
            if address.chars().filter(|sign| sign.is_alphabetic()).count() < LETTERS_MIN {
                return Err(wrong("particular-address-short"));
            }
            if let Some(place) = elsewhere(asked.country, municipality, &address) {
                let problem = of("particular-address-elsewhere", particular).with("place", place);
                return Err(FieldError::new(FIELD, problem));
            }
            Ok(Told::Address { municipality: municipality.to_owned(), address })
        }
        (ParticularKind::Document, Told::Words(number) | Told::Document { number, .. }) => {
            let held = asked.documents.iter().find(|held| held.number.to_string() == number.trim());
            held.map_or_else(
                || Err(wrong("particular-no-document")),
                |held| Ok(Told::Document { kind: held.kind.clone(), number: held.number.to_string() }),
            )
        }
        (ParticularKind::Address, _) => Err(wrong("particular-no-address")),
        (_, Told::Address { .. } | Told::Document { .. }) => Err(wrong("particular-no-words")),
    }
}

/// The municipality that an address names in one of its parts, where it is another than the one that was chosen.
fn elsewhere<'c>(country: &'c Country, chosen: &str, address: &str) -> Option<&'c str> {
    let chosen = country.municipality(chosen)?;
    if says_place(address, &chosen.name) {
        return None;
    }
    let standing = country.municipalities.iter().filter(|place| place.ended.is_none());
    standing.map(|place| place.name.as_str()).find(|name| says_place(address, name))
}

fn within(particular: &Particular, words: String, max: usize) -> Result<String, FieldError> {
    if words.chars().count() <= max {
        return Ok(words);
    }
    let problem = of("particular-too-long", particular).with("max", max);
    Err(FieldError::new(FIELD, problem))
}

/// The facts that hold because something was said.
pub(crate) fn stated(procedure: &Procedure, said: &Particulars) -> Facts {
    let said = procedure.particulars().iter().filter(|particular| said.contains_key(&particular.id));
    said.filter_map(|particular| Some((particular.states.clone()?, FactValue::Bool(true)))).collect()
}

/// What the register answers once a document is chosen: its kind, and whether the person holds another valid one.
pub(crate) fn answered(
    procedure: &Procedure,
    said: &Particulars,
    held: &[DocumentFact],
    today: Day,
) -> Facts {
    let mut facts = Facts::new();
    for particular in procedure.particulars() {
        let number = match said.get(&particular.id) {
            Some(Told::Document { number, .. } | Told::Words(number)) => number.trim(),
            Some(Told::Address { .. }) | None => continue,
        };
        let is = |document: &&DocumentFact| document.number.to_string() == number;
        let Some(document) = held.iter().find(is) else { continue };
        let kind = FactValue::Code(document.kind.clone());
        let fits = |fact: &&String| procedure.fact(fact).is_some_and(|def| def.kind.accepts(&kind));
        if let Some(fact) = particular.says_kind.as_ref().filter(fits) {
            facts.insert(fact.clone(), kind.clone());
        }
        if let Some(fact) = &particular.says_others {
            let valid = |document: &DocumentFact| {
                document.status == DocumentStatus::Valid && document.expires_on >= today
            };
            let others = held.iter().any(|other| other.number != document.number && valid(other));
            facts.insert(fact.clone(), FactValue::Bool(others));
        }
    }
    facts
}

/// The document that is invalid from receipt of the application, where the procedure says so and one was chosen.
pub(crate) fn void<'s>(procedure: &Procedure, said: &'s Particulars) -> Option<(&'s str, &'s str)> {
    let voids = |particular: &&Particular| particular.void;
    procedure.particulars().iter().filter(voids).find_map(|particular| match said.get(&particular.id)? {
        Told::Document { kind, number } => Some((kind.as_str(), number.as_str())),
        Told::Words(_) | Told::Address { .. } => None,
    })
}

/// When a person was born at the earliest.
pub(crate) fn born(person: &PersonView) -> Option<Day> {
    person.birth().and_then(|(date, _)| date.earliest())
}

/// The address that the application says.
pub(crate) fn address(said: &Particulars) -> Option<(String, String)> {
    let (municipality, address) = said.values().find_map(Told::address)?;
    Some((municipality.to_owned(), address.to_owned()))
}
