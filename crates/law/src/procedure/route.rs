//! Where a decision is contested and appealed.

use crate::assess::Truth;
use crate::clock::Shorter;
use crate::condition::Condition;
use crate::facts::Facts;
use kernel::{Citation, Term, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// Where a decision can be contested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AppealRoute {
    /// Id in the procedure.
    pub id: String,
    /// To whom, as a code.
    pub to: String,
    /// To whom, as a letter says it after "to": in Latvian the dative.
    pub to_name: Text,
    /// How long.
    pub term: Term,
    /// Shorter terms; the first whose condition holds is taken.
    pub shorten: Vec<Shorter>,
    /// The event that starts the term, such as `in-force`.
    pub from: String,
    /// The provision.
    pub cite: Citation,
    /// Whether contesting suspends the decision.
    pub suspensive: bool,
    /// When it is otherwise with suspension; the first whose condition holds counts.
    pub suspends: Vec<Suspends>,
    /// What else whoever contests should know, in whole sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// The decisions it is for; empty for all.
    pub decisions: Vec<String>,
    /// The procedure of the case in which it is decided.
    pub opens: Option<String>,
    /// Whether nothing follows after it.
    pub last: bool,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// A longer term when the decision did not say where to contest.
    pub otherwise: Option<(Term, Citation)>,
}

impl AppealRoute {
    /// Whether it leads to a court, where a decision is appealed (*pārsūdzēt*) and not contested (*apstrīdēt*): the roles
    /// of courts are named so.
    #[must_use]
    pub fn is_court(&self) -> bool {
        self.to == "court" || self.to.ends_with("-court")
    }

    /// Whether the step suspends the decision on these facts: what the first case that holds says, and otherwise the step
    /// itself.
    #[must_use]
    pub fn suspends_on(&self, facts: &Facts) -> bool {
        let held = self.suspends.iter().find(|other| other.when.truth(facts) == Truth::Met);
        held.map_or(self.suspensive, |other| other.suspensive)
    }
}

/// A case in which contesting does, or does not, suspend the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Suspends {
    /// Whether it does.
    pub suspensive: bool,
    /// When.
    pub when: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
}
