//! The authority and its offices: what the law files say of them, and when their doors are open.

mod doors;

pub use doors::{Doors, Span};

use kernel::{DayOff, Minute, Term, Text, Weekday};
use serde::Serialize;

/// The authority as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// Name.
    pub name: Text,
    /// Short name, such as PMLP.
    pub short: Text,
    /// The ministry that supervises it.
    pub parent: Text,
    /// Postal address in one line.
    pub address: Text,
    /// The place as a date line says it ("Rīgā", "Riga").
    pub place: Text,
    /// Information phone.
    pub phone: String,
    /// When it answers, and what to know.
    pub phone_note: Text,
    /// E-mail.
    pub email: String,
    /// What it is there for.
    pub tasks: Vec<Task>,
    /// How it came to be.
    pub history: Text,
    /// What it is for.
    pub mission: Text,
    /// What it holds dear: name and what it means.
    pub values: Vec<(Text, Text)>,
    /// How long before its last day a term is warned of.
    pub warns: Option<Term>,
    /// Procedures that nobody applies for: what they are is told, and something else begins them.
    pub tells_of: Vec<String>,
    /// Where the facts come from.
    pub source: String,
    /// Whether they were read there.
    pub verified: bool,
}

/// A competence of the authority (*kompetence*), with the procedures by which it is exercised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Id, such as `migration`.
    pub id: String,
    /// What the authority does, as a sentence without its subject.
    pub name: Text,
    /// What clients look for under it.
    pub heading: Text,
    /// Ids of procedures, and of bases whose heirs belong here.
    pub covers: Vec<String>,
}

/// Kind of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficeKind {
    /// The central departments.
    Headquarters,
    /// A territorial division (*teritoriālā nodaļa*).
    Division,
    /// A branch of a division (*filiāle*).
    Branch,
}

/// Whether a visit can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bookable {
    /// No visits by appointment.
    No,
    /// By appointment, or by queue.
    Yes,
    /// By appointment only.
    Only,
}

/// Opening hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hours {
    /// The same every week: weekday, opening, closing; a day with a break stands there for each of its spans.
    Weekly(Vec<(Weekday, Minute, Minute)>),
    /// Not known to us.
    Unknown,
}

/// Why an office is not open on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// Weekend, public holiday, substitute or moved day.
    DayOff(DayOff),
    /// A working day on which this office does not open.
    NotOpenThatDay,
    /// Its hours are not known.
    HoursUnknown,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeFacts {
    /// Id, such as `riga-4`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kind.
    pub kind: OfficeKind,
    /// Town.
    pub town: String,
    /// Street address; only when it was verified.
    pub address: Option<String>,
    /// What to say where no address is published.
    pub address_note: Option<Text>,
    /// Phone, as read in the source.
    pub phone: Option<String>,
    /// E-mail, as read in the source.
    pub email: Option<String>,
    /// Opening hours.
    pub hours: Hours,
    /// What to know about the hours.
    pub hours_note: Option<Text>,
    /// Whether a visit can be booked.
    pub bookable: Bookable,
    /// What else to know.
    pub notes: Vec<Text>,
    /// Where the facts come from.
    pub source: String,
    /// The year of that source, as it is given.
    pub year: String,
    /// Counters that take booked visits: our own planning figure, no fact about the office.
    pub counters: u8,
    /// Ids of the procedures it serves; `None` all.
    pub services: Option<Vec<String>>,
}

impl OfficeFacts {
    /// Whether times can be offered: visits by appointment, at hours that are known.
    #[must_use]
    pub fn takes_bookings(&self) -> bool {
        self.bookable != Bookable::No && self.hours != Hours::Unknown && self.counters > 0
    }

    /// Whether somebody can come there: it has counters, as far as that is known.
    #[must_use]
    pub const fn receives(&self) -> bool {
        self.counters > 0
    }

    /// Whether the office serves this procedure.
    #[must_use]
    pub fn serves(&self, procedure: &str) -> bool {
        self.kind != OfficeKind::Headquarters
            && self.services.as_ref().is_none_or(|list| list.iter().any(|id| id == procedure))
    }
}
