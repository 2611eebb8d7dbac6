//! Who may apply, what must be met, what proves it, and which way a case takes.

use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::{FactValue, Facts};
use kernel::{Citation, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// As whom somebody may apply (*iesniedzējs*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Capacity {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whether it is for another person.
    pub for_other: bool,
    /// Whether the office or another body begins the case by itself (*pēc iestādes iniciatīvas*).
    pub ex_officio: bool,
    /// When it is open to the applicant.
    pub condition: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// The way in which a case is examined (*izskatīšanas kārtība*): the first whose condition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Track {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// When it is taken, if none above it is; `None` for the last, which takes everybody else.
    pub condition: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// The same with everything above it excluded.
    #[serde(skip)]
    pub(crate) holds: Condition,
}

/// A condition, and the ground of refusal when it is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Requirement {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// When it is asked at all; `None` always.
    pub when: Option<Condition>,
    /// What is asked of the facts.
    pub condition: Condition,
    /// Id of the ground.
    pub ground: String,
    /// The requirement that may be met instead of this one.
    pub alternative_to: Option<String>,
    /// Whether its ground leaves a choice.
    #[serde(skip)]
    pub(crate) choice: bool,
    /// Whether it is a ground that says itself when it holds, turned round.
    pub of_ground: bool,
}

/// Who brings a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceBy {
    /// The applicant.
    Applicant,
    /// The officer at the counter.
    Counter,
    /// The officer who examines the case.
    CaseOfficer,
    /// A body outside the office: its opinion, or its register.
    Body,
}

/// What proves which facts (*pierādījums*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What to know about it.
    pub note: Option<Text>,
    /// Facts it proves: `fact` for true, `fact=value` for another value.
    pub proves: Vec<String>,
    /// Facts whose value it shows, whatever it is: a term, an amount, a day.
    pub shows: Vec<String>,
    /// Who brings it.
    pub by: EvidenceBy,
    /// The body that gives it, when it comes from outside.
    pub body: Option<Actor>,
    /// How old it may be.
    pub max_age: Option<Term>,
    /// Whether the applicant hands it in when the office asks for it, not with the application.
    pub later: bool,
    /// When it is needed; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    #[serde(skip)]
    pub(crate) proven: Vec<(String, FactValue)>,
}

/// Pieces of evidence by what each proves first, in order: of those that prove the same, one is enough.
#[must_use]
pub fn alternatives<'a>(list: &[&'a Evidence]) -> Vec<Vec<&'a Evidence>> {
    let mut groups: Vec<Vec<&'a Evidence>> = Vec::new();
    for evidence in list {
        let same =
            |other: &Evidence| !evidence.proves.is_empty() && other.proves.first() == evidence.proves.first();
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| same(first))) {
            Some(group) => group.push(evidence),
            None => groups.push(vec![evidence]),
        }
    }
    groups
}

/// Who acts: a role of the office, or a body outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Actor {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Whether it is a body outside the office.
    pub outside: bool,
}

impl Evidence {
    /// The facts it proves, with their values.
    #[must_use]
    pub fn proven(&self) -> &[(String, FactValue)] {
        &self.proven
    }

    /// The names of all facts it speaks of.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.proven.iter().map(|(name, _)| name.as_str()).chain(self.shows.iter().map(String::as_str))
    }

    /// Whether it is needed on these facts.
    #[must_use]
    pub fn applies(&self, facts: &Facts) -> Truth {
        optional(self.when.as_ref(), facts)
    }

    /// Whether the person has to bring it, or give it at the counter, from the beginning.
    #[must_use]
    pub const fn is_due_at_once(&self) -> bool {
        self.from_the_person() && !self.later
    }

    /// Whether the person brings it or gives it at the counter.
    #[must_use]
    pub const fn from_the_person(&self) -> bool {
        matches!(self.by, EvidenceBy::Applicant | EvidenceBy::Counter)
    }
}
