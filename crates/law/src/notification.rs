//! How a decision is sent to its addressee, and when the law presumes that it arrived (*paziņošana*).

use crate::cite::{Act, CitedNorm};
use crate::clock::{ClockError, last_day};
use kernel::{Calendar, Citation, Day, Term, Text};
use serde::Serialize;

/// A provision that a rule of sending stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentUnder {
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

/// Where a way leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// To a place, as one line; to the declared residence where nothing else is said.
    Place,
    /// To whoever has the personal code: no address is said.
    Code,
    /// To an address of electronic mail.
    Mail,
}

/// A way of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Id, such as `registered-post`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What to know of it.
    pub note: Option<Text>,
    /// After how long it is presumed to have arrived; the day of sending is not counted.
    pub presumed: Term,
    /// The provision of the presumption.
    pub under: SentUnder,
    /// Where it leads to.
    pub to: Destination,
    /// Whether nothing is carried: it arrives by a network.
    pub electronic: bool,
    /// Whether it leaves a number by which sending is proven, which must be noted.
    pub proof: bool,
    /// Whether a person can choose it for decisions.
    pub chosen: bool,
    /// The provision by which nothing that burdens its addressee goes this way.
    pub not_adverse: Option<SentUnder>,
}

impl Way {
    /// The day on which what was sent on `sent` is presumed to have arrived.
    ///
    /// # Errors
    /// [`ClockError`] for a day beyond the calendar.
    pub fn presumed_on(&self, sent: Day, calendar: &Calendar) -> Result<Day, ClockError> {
        last_day(self.presumed, sent, calendar, false)
    }
}

/// How the addressee shows that the presumption is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rebuttal {
    /// In words.
    pub name: Text,
    /// The provision.
    pub under: SentUnder,
}

/// The rules of sending of a country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notification {
    pub(crate) laws: Vec<Act>,
    pub(crate) ways: Vec<Way>,
    pub(crate) rebuttal: Option<Rebuttal>,
}

impl Notification {
    /// The ways of sending, in the order of the file.
    #[must_use]
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// The way with this id.
    #[must_use]
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.id == id)
    }

    /// How a presumption is rebutted.
    #[must_use]
    pub const fn rebuttal(&self) -> Option<&Rebuttal> {
        self.rebuttal.as_ref()
    }

    /// The acts that its rules cite.
    #[must_use]
    pub fn laws(&self) -> &[Act] {
        &self.laws
    }

    /// A provision of these rules in words.
    #[must_use]
    pub fn cite_text(&self, under: &SentUnder) -> CitedNorm {
        match self.laws.iter().find(|act| act.alias == under.cite.act()) {
            Some(act) => CitedNorm {
                text: act.norm(&under.cite),
                uri: act.uri.clone(),
                verified: act.verified && under.verified,
            },
            // The loader lets no citation of an undeclared act through.
            None => {
                let text = under.cite.to_string();
                CitedNorm { text: Text::new(text.clone(), text), uri: None, verified: false }
            }
        }
    }
}
