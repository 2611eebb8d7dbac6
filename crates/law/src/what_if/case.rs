//! Past cases, one a line of JSON.

use crate::facts::{FactError, Facts};
use kernel::{Day, Lang};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The event by which a case begins.
pub(super) const RECEIVED: &str = "received";
/// Why a line without that day is no case.
const NO_DAY: &str = "it does not say when it was received";

/// A past case. As JSON:
/// `{"case": "c-1", "received": "2026-11-24", "facts": {"person.age": 34}, "events": {"fee-paid": "2026-11-26"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct PastCase {
    /// Its id.
    pub case: String,
    /// The procedure; it may be left out while the draft changes one only.
    pub procedure: Option<String>,
    /// The day of receipt.
    pub received: Day,
    /// What was known when it was decided.
    pub facts: Facts,
    /// The days of its events, that of receipt among them: terms are counted from these.
    pub events: BTreeMap<String, Day>,
}

/// A case as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    case: String,
    procedure: Option<String>,
    received: Option<Day>,
    facts: Facts,
    #[serde(default)]
    events: BTreeMap<String, Day>,
}

impl TryFrom<Raw> for PastCase {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let Raw { case, procedure, received, facts, mut events } = raw;
        let received = match (received, events.get(RECEIVED).copied()) {
            (Some(day), Some(event)) if day != event => {
                return Err(format!("`received` is {day}, and its event {event}"));
            }
            (Some(day), _) | (None, Some(day)) => day,
            (None, None) => return Err(NO_DAY.to_owned()),
        };
        events.insert(RECEIVED.to_owned(), received);
        Ok(Self { case, procedure, received, facts, events })
    }
}

impl PastCase {
    /// The case, when all its events are among those that there are: a misspelt one would start nothing.
    pub(super) fn knows(self, known: &BTreeSet<&str>) -> Result<Self, CaseError> {
        match self.events.keys().find(|event| !known.contains(event.as_str())) {
            None => Ok(self),
            Some(event) => {
                let near = crate::words::nearest(event, known.iter().copied());
                let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                Err(CaseError::NoSuchEvent { event: event.clone(), near })
            }
        }
    }
}

/// Why a line cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// A line that is no case.
    #[error(
        "it is no case: {0}; write \
         {{\"case\": \"c-1\", \"received\": \"2026-11-24\", \"facts\": {{\"person.age\": 34}}}}"
    )]
    NotACase(String),
    /// A case that was given before.
    #[error("the case stands above already")]
    Twice,
    /// A case that does not say which of several procedures it is of.
    #[error("it does not say of which procedure it is; the draft changes: {changed}")]
    WhichProcedure {
        /// The procedures that the draft changes.
        changed: String,
    },
    /// A procedure that the draft does not change.
    #[error("it is of `{procedure}`, which the draft does not change; it changes: {changed}")]
    NotChanged {
        /// Its procedure.
        procedure: String,
        /// The procedures that the draft changes.
        changed: String,
    },
    /// No version was in force on the day of receipt.
    #[error("no version of `{procedure}` is for a case received on {received}")]
    NotInForce {
        /// Its procedure.
        procedure: String,
        /// The day.
        received: Day,
    },
    /// An event that never happens.
    #[error("there is no event `{event}`{near}")]
    NoSuchEvent {
        /// As written.
        event: String,
        /// Either empty or what was probably meant.
        near: String,
    },
    /// Facts that neither catalogue allows.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Facts(Vec<FactError>),
}

impl CaseError {
    /// The same in a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang != Lang::LV {
            return self.to_string();
        }
        match self {
            Self::NotACase(why) => format!(
                "tā nav lieta ({}); rakstiet \
                 {{\"case\": \"c-1\", \"received\": \"2026-11-24\", \"facts\": {{\"person.age\": 34}}}}",
                why.replace(NO_DAY, "nav teikts, kad tā saņemta")
            ),
            Self::Twice => "šī lieta jau ir iepriekš".to_owned(),
            Self::WhichProcedure { changed } => {
                format!("nav teikts, pēc kuras procedūras tā ir; projekts groza: {changed}")
            }
            Self::NotChanged { procedure, changed } => {
                format!("tā ir pēc `{procedure}`, ko projekts negroza; tas groza: {changed}")
            }
            Self::NotInForce { procedure, received } => {
                format!("nevienai `{procedure}` redakcijai nav lietu, kas saņemtas {received}")
            }
            Self::NoSuchEvent { event, near } => format!("notikuma `{event}` nav{}", meant(near)),
            Self::Facts(errors) => {
                let said = errors.iter().map(|error| match error {
                    FactError::NoSuchFact { name, near } => format!("fakta `{name}` nav{}", meant(near)),
                    FactError::WrongType { name, value, .. } => {
                        format!("faktam `{name}` nevar būt vērtība `{value}`")
                    }
                });
                said.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// What was probably meant, in Latvian.
fn meant(near: &str) -> String {
    near.split('`').nth(1).map_or_else(String::new, |near| format!("; vai domājāt `{near}`?"))
}

/// A line of the cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub line: usize,
    /// The id of the case, as far as it can be read.
    pub case: Option<String>,
    /// The case, or what is wrong with it.
    pub read: Result<PastCase, CaseError>,
}

/// Cases from lines of JSON; empty lines are passed over.
#[must_use]
pub fn read_cases(text: &str) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    let lines = text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty());
    let read = lines.map(|(at, text)| {
        let read = serde_json::from_str::<PastCase>(text);
        let case = match &read {
            Ok(case) => Some(case.case.clone()),
            Err(_) => id_of(text),
        };
        let read = match read {
            Ok(case) if !seen.insert(case.case.clone()) => Err(CaseError::Twice),
            other => other.map_err(|error| CaseError::NotACase(error.to_string())),
        };
        Line { line: at + 1, case, read }
    });
    read.collect()
}

/// The id of a line that is no case.
fn id_of(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    value.get("case")?.as_str().map(str::to_owned)
}
