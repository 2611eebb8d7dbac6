//! Assessing facts under a procedure: met, not met, or unknown, with the provision of each.
//!
//! An officer cannot refuse on an unknown, and a machine cannot grant on one. What is unknown is named, with the
//! evidence that would prove it.

use crate::condition::Condition;
use crate::facts::{FactSource, Facts};
use crate::fee::FeeAnswer;
use crate::judge::{Found, Standing, push_once};
use crate::procedure::{Procedure, Requirement};
use kernel::{Citation, Text};
use serde::{Deserialize, Serialize};

/// The three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// Something is missing to say.
    Unknown,
}

impl Truth {
    /// Both: one that does not hold decides.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Met, Self::Met) => Self::Met,
        }
    }

    /// Either: one that holds decides.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Met, _) | (_, Self::Met) => Self::Met,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::NotMet, Self::NotMet) => Self::NotMet,
        }
    }

    /// The opposite; unknown stays unknown.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }
}

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionLine {
    /// What is asked.
    pub text: Text,
    /// Whether it holds.
    pub truth: Truth,
    /// How far it is indented: 0 for the top level.
    pub depth: u8,
}

/// What became of one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Id of the requirement.
    pub requirement: String,
    /// Its name.
    pub name: Text,
    /// Whether it is met.
    pub truth: Truth,
    /// Id of the ground it leads to when it is not.
    pub ground: String,
    /// Whether that ground leaves a choice.
    pub choice: bool,
    /// The requirement that may be met instead of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_to: Option<String>,
    /// The provision.
    pub cite: Citation,
    /// Whether the provision was read in a source.
    pub verified: bool,
    /// Unknown facts that could still turn it.
    pub missing: Vec<String>,
    /// Its conditions as a checklist.
    pub lines: Vec<ConditionLine>,
}

/// A fact that is missing, and what would prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Its name.
    pub fact: String,
    /// Its question or label.
    pub text: Text,
    /// Ids of the evidence that would prove it.
    pub proved_by: Vec<String>,
    /// Who says it.
    pub source: FactSource,
}

/// Facts under a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The track of the case; `None` when there are no tracks, or the facts do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// As whom the applicant may act: id of the capacity, and whether its condition holds.
    pub capacities: Vec<(String, Truth)>,
    /// One finding a requirement, in the order of the file.
    pub findings: Vec<Finding>,
    /// The fee.
    pub fee: FeeAnswer,
    /// What is missing for the requirements and the fee, without repetition.
    pub missing: Vec<Missing>,
}

/// What may be decided on these facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every requirement is met.
    Grantable,
    /// A requirement is not met: the ids of the grounds, each once.
    Refusable(Vec<String>),
    /// Nothing is against it, but facts are missing: their names, each once.
    Unknown(Vec<String>),
}

impl Assessment {
    /// What may be decided.
    ///
    /// Requirements that are alternatives of each other are one question: one of them that is met is enough, and they
    /// lead to their grounds when none is.
    #[must_use]
    pub fn outcome(&self) -> Verdict {
        self.standing().verdict(|at, names| {
            let missing = self.findings.get(at).map(|finding| finding.missing.as_slice());
            missing.unwrap_or_default().iter().for_each(|fact| push_once(names, fact));
        })
    }

    /// Ids of the grounds whose requirement is not met, each once, also where an alternative to it is.
    #[must_use]
    pub fn failing(&self) -> Vec<String> {
        self.standing().failing().into_iter().map(str::to_owned).collect()
    }

    /// Whether it can be refused only on grounds that leave a choice: the office may grant all the same, and gives its
    /// reasons either way (Administrative Procedure Law, Art. 65 and 66).
    #[must_use]
    pub fn leaves_choice(&self) -> bool {
        self.standing().leaves_choice()
    }

    pub(crate) fn standing(&self) -> Standing<'_> {
        Standing::new(self.findings.iter().map(Finding::found).collect())
    }
}

impl Finding {
    fn found(&self) -> Found<'_> {
        Found {
            group: self.alternative_to.as_deref().unwrap_or(&self.requirement),
            alternative: self.alternative_to.is_some(),
            ground: &self.ground,
            choice: self.choice,
            truth: self.truth,
        }
    }
}

impl Procedure {
    /// Assesses facts: who may apply, what is met, what it costs, what is missing.
    #[must_use]
    pub fn assess(&self, facts: &Facts) -> Assessment {
        let capacities = self.capacities().iter().map(|c| (c.id.clone(), c.condition.truth(facts))).collect();
        let mut findings: Vec<Finding> = Vec::with_capacity(self.requirements().len());
        findings.extend(self.requirements().iter().filter_map(|requirement| {
            match optional(requirement.when.as_ref(), facts) {
                Truth::NotMet => None,
                asked => Some(find(requirement, asked, facts)),
            }
        }));
        let fee = self.fee(facts);
        let mut names: Vec<&str> = Vec::new();
        findings.iter().flat_map(|f| &f.missing).for_each(|fact| push_once(&mut names, fact));
        if let FeeAnswer::Unknown { missing, .. } = &fee {
            missing.iter().for_each(|fact| push_once(&mut names, fact));
        }
        let missing = names.into_iter().filter_map(|fact| self.describe_missing(fact, facts)).collect();
        let track = self.track(facts).map(|track| track.id.clone());
        Assessment { track, capacities, findings, fee, missing }
    }

    pub(crate) fn describe_missing(&self, fact: &str, facts: &Facts) -> Option<Missing> {
        let def = self.fact(fact)?;
        let proved_by = self
            .evidence()
            .iter()
            .filter(|evidence| evidence.facts().any(|proven| proven == fact))
            .filter(|evidence| evidence.applies(facts) != Truth::NotMet)
            .map(|evidence| evidence.id.clone())
            .collect();
        Some(Missing { text: def.text.clone(), source: def.source, proved_by, fact: fact.to_owned() })
    }
}

/// What became of a requirement; `asked` says whether it is one on these facts.
fn find(requirement: &Requirement, asked: Truth, facts: &Facts) -> Finding {
    let (lines, holds) = requirement.condition.checklist(facts);
    let truth = asked.negated().or(holds);
    let mut missing = Vec::new();
    if truth == Truth::Unknown {
        let mut names: Vec<&str> = Vec::new();
        requirement.collect_missing(asked, holds, facts, &mut names);
        missing = names.into_iter().map(str::to_owned).collect();
    }
    Finding {
        requirement: requirement.id.clone(),
        name: requirement.name.clone(),
        truth,
        ground: requirement.ground.clone(),
        choice: requirement.choice,
        alternative_to: requirement.alternative_to.clone(),
        cite: requirement.cite.clone(),
        verified: requirement.verified,
        missing,
        lines,
    }
}

/// Whether an optional condition holds; without one it does.
pub(crate) fn optional(condition: Option<&Condition>, facts: &Facts) -> Truth {
    condition.map_or(Truth::Met, |condition| condition.truth(facts))
}
