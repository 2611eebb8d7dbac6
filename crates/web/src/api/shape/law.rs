//! Provisions, assessments and terms, as law gives them.

use super::{Amount, Given, Named, Words};
use kernel::{Citation, Day, Term};
use law::facts::FactValue;
use law::register::{Provision, RegisterBook};
use law::{Assessment as LawAssessment, Due, FeeAnswer, FeePart, Procedure, Truth, Verdict};
use office::cases::CaseView;
use serde::Serialize;
use utoipa::ToSchema;

/// A provision of law.
#[derive(Debug, Serialize, ToSchema)]
pub struct Norm {
    /// The citation as law files write it.
    pub cite: String,
    /// In words.
    pub text: Words,
    /// Where the act can be read.
    pub uri: Option<String>,
    /// Whether it was read in a source; what is not is shown as such.
    pub verified: bool,
}

impl Norm {
    /// The provision as `procedure` knows it.
    pub fn of(procedure: &Procedure, cite: &Citation) -> Self {
        let norm = procedure.cite_text(cite);
        Self { cite: cite.to_string(), text: (&norm.text).into(), uri: norm.uri, verified: norm.verified }
    }

    /// The provision as the catalogue of the register knows it.
    pub fn of_register(register: &RegisterBook, provision: &Provision) -> Self {
        let (cite, norm) = (provision.cite.to_string(), register.cite(provision));
        Self { cite, text: (&norm.text).into(), uri: norm.uri, verified: norm.verified }
    }
}

/// What the facts of a case say to the procedure: three values, with the law of each.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assessment {
    /// `grantable`, `refusable` or `unknown`.
    pub outcome: &'static str,
    /// The grounds of refusal that stand, when it is refusable.
    pub grounds: Vec<String>,
    /// One entry for each requirement.
    pub findings: Vec<Finding>,
    /// The facts still missing, and what would prove them.
    pub missing: Vec<Missing>,
    /// The fee.
    pub fee: FeeDue,
}

/// What is found about a requirement.
#[derive(Debug, Serialize, ToSchema)]
pub struct Finding {
    /// The requirement.
    #[serde(flatten)]
    pub named: Named,
    /// `met`, `not-met` or `unknown`.
    #[schema(value_type = String)]
    pub truth: Truth,
    /// The ground of refusal when it is not met.
    pub ground: String,
    /// The provision.
    pub law: Norm,
    /// The conditions, one a line.
    pub lines: Vec<ConditionLine>,
}

/// A condition.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConditionLine {
    /// In words.
    pub text: Words,
    /// `met`, `not-met` or `unknown`.
    #[schema(value_type = String)]
    pub truth: Truth,
    /// How deep it stands in the tree of conditions.
    pub depth: u8,
}

impl From<&law::ConditionLine> for ConditionLine {
    fn from(line: &law::ConditionLine) -> Self {
        Self { text: (&line.text).into(), truth: line.truth, depth: line.depth }
    }
}

/// A fact that is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Missing {
    /// The fact.
    pub fact: String,
    /// In words.
    pub text: Words,
    /// The evidence that would prove it.
    pub proved_by: Vec<String>,
}

/// A part of what is to pay.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeeOf {
    /// How much.
    pub amount: Amount,
    /// What for.
    pub what: Words,
    /// The provision.
    pub law: Norm,
}

impl FeeOf {
    fn of(procedure: &Procedure, part: &FeePart) -> Self {
        Self { amount: part.amount.into(), what: (&part.what).into(), law: Norm::of(procedure, &part.cite) }
    }
}

/// What is to pay.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "fee", rename_all = "kebab-case")]
pub enum FeeDue {
    /// Nothing: the procedure has no fee.
    None,
    /// An amount.
    Due {
        /// How much.
        amount: Amount,
        /// What for.
        what: Words,
        /// Whether it is reduced for this person.
        reduced: bool,
        /// The provision.
        law: Norm,
        /// What it adds up from: the row of the table, and what comes on top.
        parts: Vec<FeeOf>,
    },
    /// Nothing: the person is exempt.
    Exempt {
        /// Why.
        text: Words,
        /// The provision.
        law: Norm,
    },
    /// Not known yet.
    Unknown {
        /// The facts that would tell.
        missing: Vec<String>,
        /// The most it can be.
        at_most: Option<Amount>,
    },
}

impl FeeDue {
    /// The answer as `procedure` cites it.
    pub fn of(procedure: &Procedure, answer: &FeeAnswer) -> Self {
        match answer {
            FeeAnswer::None => Self::None,
            FeeAnswer::Due(line) => Self::Due {
                amount: line.amount.into(),
                what: (&line.what).into(),
                reduced: line.reduced,
                law: Norm::of(procedure, &line.cite),
                parts: line.parts.iter().map(|part| FeeOf::of(procedure, part)).collect(),
            },
            FeeAnswer::Exempt { cite, text } => {
                Self::Exempt { text: text.into(), law: Norm::of(procedure, cite) }
            }
            FeeAnswer::Unknown { missing, at_most } => {
                Self::Unknown { missing: missing.clone(), at_most: at_most.map(Amount::from) }
            }
        }
    }
}

impl Assessment {
    /// The assessment as `procedure` cites it.
    pub fn of(procedure: &Procedure, assessment: &LawAssessment) -> Self {
        let (outcome, grounds) = match assessment.outcome() {
            Verdict::Grantable => ("grantable", Vec::new()),
            Verdict::Refusable(grounds) => ("refusable", grounds),
            Verdict::Unknown(_) => ("unknown", Vec::new()),
        };
        let findings = assessment
            .findings
            .iter()
            .map(|f| Finding {
                named: Named::of(&f.requirement, &f.name),
                truth: f.truth,
                ground: f.ground.clone(),
                law: Norm::of(procedure, &f.cite),
                lines: f.lines.iter().map(ConditionLine::from).collect(),
            })
            .collect();
        let missing = assessment
            .missing
            .iter()
            .map(|m| Missing { fact: m.fact.clone(), text: (&m.text).into(), proved_by: m.proved_by.clone() })
            .collect();
        let fee = FeeDue::of(procedure, &assessment.fee);
        Self { outcome, grounds, findings, missing, fee }
    }
}

/// When the law wants it done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deadline {
    /// The last day; null while the term does not run.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Day>,
    /// Days that are left of a term that does not run.
    pub left_days: Option<u32>,
    /// The term.
    #[schema(value_type = String, example = "10 working-days")]
    pub term: Term,
    /// The calculation in words.
    pub steps: Vec<Words>,
}

/// When the law wants the decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionTerm {
    /// Whether the term has begun. While it has not there is no last day, only how long it will be.
    pub begun: bool,
    /// The events that it waits for while it has not begun, such as `evidence-complete`; empty otherwise, and where facts
    /// that are not known yet say which.
    pub waits_for: Vec<String>,
    /// The last day; null while the term has not begun or does not run.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Day>,
    /// Days that are left of a term that does not run; null while it has not begun.
    pub left_days: Option<u32>,
    /// The term.
    #[schema(value_type = String, example = "1 month")]
    pub term: Term,
    /// The calculation in words; empty while the term has not begun.
    pub steps: Vec<Words>,
}

impl DecisionTerm {
    /// The term for the decision of a case.
    pub fn of(procedure: &Procedure, view: &CaseView) -> Self {
        let Deadline { due, left_days, term, steps } = (&view.term).into();
        if !view.awaits_its_term(procedure) {
            return Self { begun: true, waits_for: Vec::new(), due, left_days, term, steps };
        }
        let line = view.decision_line(procedure);
        let waits_for = line.map(|line| line.waits_for.clone()).unwrap_or_default();
        Self { begun: false, waits_for, due: None, left_days: None, term, steps: Vec::new() }
    }
}

impl From<&law::Answer> for Deadline {
    fn from(answer: &law::Answer) -> Self {
        let (due, left_days) = match answer.due {
            Due::On(day) => (Some(day), None),
            Due::Paused { left_days } => (None, Some(left_days)),
        };
        Self { due, left_days, term: answer.term, steps: answer.steps.iter().map(Words::from).collect() }
    }
}

/// The value of a fact as law counts with it.
impl From<&FactValue> for Given {
    fn from(value: &FactValue) -> Self {
        match value {
            FactValue::Bool(value) => Self::Bool(*value),
            FactValue::Int(value) => Self::Int(*value),
            FactValue::Code(value) => Self::Code(value.clone()),
            FactValue::Day(_) | FactValue::Term(_) | FactValue::Money(_) => Self::Code(value.to_string()),
        }
    }
}
