//! How readings are overseen: which the person hears of later, by law, and which are unusual.

use crate::cite::Act;
use kernel::{Citation, Minute, Term, Text};
use serde::Serialize;

/// A reading of which the person hears later (*tiesību ierobežojums*): the oversight officer sees it at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delay {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// The act or provision that the reading's purpose cites.
    pub basis: Citation,
    /// The codes of the actions that it is about; every one when there are none.
    pub actions: Vec<String>,
    /// For how long the person does not hear of it, from the day of the reading.
    pub term: Term,
    /// The provision that allows it.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl Delay {
    /// Whether a reading under `purpose` (as the trace writes it) by `action` falls under it.
    #[must_use]
    pub fn covers(&self, purpose: &str, action: &str) -> bool {
        let under = purpose.strip_prefix("basis:").and_then(|basis| basis.parse::<Citation>().ok());
        let same = |cite: &Citation| {
            cite.act() == self.basis.act()
                && (*cite == self.basis || self.basis.to_string() == self.basis.act())
        };
        under.as_ref().is_some_and(same)
            && (self.actions.is_empty() || self.actions.iter().any(|known| known == action))
    }
}

/// What makes a reading unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "when", rename_all = "kebab-case")]
pub enum Unusual {
    /// More persons than so many, and than so many times what the officer usually reads, in an hour or in a day.
    Volume {
        /// Whether in an hour; else in a day.
        hourly: bool,
        /// So many persons at least.
        at_least: u32,
        /// So many times the usual at least.
        times_usual: u32,
    },
    /// A person of the list that the oversight officer keeps.
    PublicInterest,
    /// The officer's own record.
    OwnRecord,
    /// A relative of the officer by the register.
    OwnFamily,
    /// Somebody who lives at the officer's address.
    SameAddress,
    /// Somebody who lives in the officer's building.
    SameBuilding,
    /// Somebody of the officer's surname.
    SameSurname,
    /// Outside a case, in these hours of the night.
    AtNight {
        /// From this minute of the day.
        from: Minute,
        /// To this one.
        to: Minute,
    },
    /// One person again and again, outside a case, within so many days.
    Repeated {
        /// So many times at least.
        at_least: u32,
        /// Within so many days.
        days: u32,
    },
    /// Somebody read for a case that is neither theirs nor a relative's.
    NotInCase,
    /// A record of a class of protection that says so.
    Protected,
}

/// A rule of unusual reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlertRule {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What is unusual.
    pub unusual: Unusual,
    /// The codes of the actions that it looks at.
    pub actions: Vec<String>,
    /// Whether readings for a case are passed over.
    pub outside_case: bool,
    /// The provision, where there is one.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}

impl AlertRule {
    /// Whether it looks at readings by `action`.
    #[must_use]
    pub fn looks_at(&self, action: &str) -> bool {
        self.actions.iter().any(|known| known == action)
    }
}

/// The rules of oversight of a country.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oversight {
    pub(crate) laws: Vec<Act>,
    pub(crate) delays: Vec<Delay>,
    pub(crate) alerts: Vec<AlertRule>,
    pub(crate) flat_after: Vec<String>,
}

impl Oversight {
    /// The delays, in the order of the file.
    #[must_use]
    pub fn delays(&self) -> &[Delay] {
        &self.delays
    }

    /// The delay under which a reading falls: the longest, where there are several.
    #[must_use]
    pub fn delay(&self, purpose: &str, action: &str) -> Option<&Delay> {
        self.delays.iter().find(|delay| delay.covers(purpose, action))
    }

    /// The rules of unusual reading.
    #[must_use]
    pub fn alerts(&self) -> &[AlertRule] {
        &self.alerts
    }

    /// The rule with this code.
    #[must_use]
    pub fn alert(&self, code: &str) -> Option<&AlertRule> {
        self.alerts.iter().find(|rule| rule.code == code)
    }

    /// The building of an address: the line without its flat.
    #[must_use]
    pub fn building(&self, address: &str) -> String {
        let (place, rest) = address.split_once(',').unwrap_or((address, ""));
        let cut = self.flat_after.iter().filter_map(|mark| place.find(mark.as_str())).min();
        let place = cut.and_then(|at| place.get(..at)).unwrap_or(place).trim_end();
        if rest.is_empty() { place.to_owned() } else { format!("{place},{rest}") }
    }

    /// The acts that are cited.
    #[must_use]
    pub fn laws(&self) -> &[Act] {
        &self.laws
    }
}
