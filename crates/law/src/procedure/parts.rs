//! The parts of a procedure, as plain data.

use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::{FactValue, Facts};
use kernel::{Citation, Term, Text};
use serde::Serialize;

/// As whom somebody may apply (*iesniedzējs*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capacity {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whether it is for another person.
    pub for_other: bool,
    /// When it is open to the applicant.
    pub condition: Condition,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
}

/// A condition, and the ground of refusal when it is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// What is asked of the facts.
    pub condition: Condition,
    /// Id of the ground.
    pub ground: String,
}

/// Who brings a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceBy {
    /// The applicant.
    Applicant,
    /// The officer at the counter.
    Counter,
    /// The officer who examines the case.
    CaseOfficer,
}

/// What proves which facts (*pierādījums*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What to know about it.
    pub note: Option<Text>,
    /// Facts it proves: `fact` for true, `fact=value` for another value.
    pub proves: Vec<String>,
    /// Who brings it.
    pub by: EvidenceBy,
    /// When it is needed; `None` always.
    pub when: Option<Condition>,
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    pub(crate) proven: Vec<(String, FactValue)>,
}

impl Evidence {
    /// The facts it proves, with their values.
    #[must_use]
    pub fn proven(&self) -> &[(String, FactValue)] {
        &self.proven
    }

    /// Whether it is needed on these facts.
    #[must_use]
    pub fn applies(&self, facts: &Facts) -> Truth {
        optional(self.when.as_ref(), facts)
    }
}

/// A step of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Id in the procedure.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Role that does it.
    pub by: String,
    /// Ids of the stages that come before.
    pub needs: Vec<String>,
    /// Events that it gives rise to, which start clocks.
    pub emits: Vec<String>,
}

/// How a person is heard before an adverse decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HearingRule {
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// How long the person has to answer.
    pub term: Term,
    /// Whether the law sets that term; a planning figure of ours otherwise.
    pub term_verified: bool,
    /// When the hearing may be left out.
    pub waivers: Vec<Waiver>,
}

/// A reason for which the law lets the hearing be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// Id in the procedure.
    pub id: String,
    /// The provision.
    pub cite: Citation,
    /// The reason.
    pub text: Text,
}

/// What kind of decision it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// The request is granted.
    Grant,
    /// It is refused.
    Refuse,
    /// The case ends without a decision on the request.
    Discontinue,
}

/// A decision that the procedure knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionRule {
    /// Id in the procedure.
    pub id: String,
    /// Kind.
    pub kind: DecisionKind,
    /// Name.
    pub name: Text,
    /// How many officers sign it.
    pub approvals: u8,
    /// What follows when it takes effect.
    pub effects: Vec<Effect>,
}

/// What follows from a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A document is made.
    Issue {
        /// Its kind.
        kind: String,
        /// Code of its machine-readable zone.
        mrz_code: String,
        /// How long it is valid: the first row whose condition holds.
        valid: Vec<(Option<Condition>, Term)>,
        /// The provision.
        cite: Citation,
        /// Whether the terms were read in a source.
        verified: bool,
    },
    /// Valid documents of this kind become invalid.
    CancelPrevious {
        /// The kind.
        kind: String,
    },
    /// The register takes in a fact.
    Set {
        /// Its name.
        fact: String,
        /// Its value.
        value: FactValue,
    },
}

/// Where a decision can be contested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealRoute {
    /// Id in the procedure.
    pub id: String,
    /// To whom, as a code.
    pub to: String,
    /// To whom, as a letter says it after "to": in Latvian the dative.
    pub to_name: Text,
    /// How long.
    pub term: Term,
    /// The event that starts the term, such as `in-force`.
    pub from: String,
    /// The provision.
    pub cite: Citation,
    /// Whether contesting suspends the decision; `None` where the law file says nothing.
    pub suspensive: Option<bool>,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source.
    pub source: Option<String>,
    /// A longer term when the decision did not say where to contest.
    pub otherwise: Option<(Term, Citation)>,
}

/// How long a visit takes: a planning figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Minutes at the counter.
    pub minutes: u16,
    /// Whether it was read in a source.
    pub verified: bool,
    /// The source, or why this figure.
    pub source: Option<String>,
}

/// How long the case is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// The term; `None` for ever.
    pub term: Option<Term>,
    /// The class of access, such as `restricted`.
    pub class: String,
    /// The provision, where one is known.
    pub cite: Option<Citation>,
    /// Whether it was read in a source.
    pub verified: bool,
}
