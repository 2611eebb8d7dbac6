//! One version of a procedure, as its file declares it. Only the loader makes one.

mod explain;

use crate::assess::{Truth, optional};
use crate::cite::{Act, CitedNorm};
use crate::clock::Clock;
use crate::condition::Condition;
use crate::facts::{FactDef, FactSource, FactValue, Facts};
use crate::fee::FeeTable;
use crate::ground::{Ground, Grounds};
use kernel::{Citation, Day, Term, Text};
use serde::Serialize;

/// A procedure in the version of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Procedure {
    pub(crate) id: String,
    pub(crate) in_force: Day,
    pub(crate) until: Option<Day>,
    #[serde(rename = "abstract")]
    pub(crate) is_abstract: bool,
    pub(crate) inherits: Option<String>,
    pub(crate) name: Text,
    pub(crate) summary: Option<Text>,
    pub(crate) acts: Vec<Act>,
    pub(crate) capacities: Vec<Capacity>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) facts: Vec<FactDef>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) grounds: Grounds,
    pub(crate) hearing: HearingRule,
    pub(crate) decisions: Vec<DecisionRule>,
    pub(crate) route: AppealRoute,
    pub(crate) further_routes: Vec<AppealRoute>,
    pub(crate) clocks: Vec<Clock>,
    pub(crate) fees: Option<FeeTable>,
    pub(crate) visit: Visit,
    pub(crate) retention: Option<Retention>,
}

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

impl Procedure {
    /// Its id, such as the name of its folder.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The first day of this version.
    #[must_use]
    pub const fn in_force(&self) -> Day {
        self.in_force
    }

    /// The first day on which this version is no longer in force; `None` while no end is known.
    #[must_use]
    pub const fn until(&self) -> Option<Day> {
        self.until
    }

    /// Whether it is only there for others to inherit.
    #[must_use]
    pub const fn is_abstract(&self) -> bool {
        self.is_abstract
    }

    /// The procedure whose rules it takes over where it says nothing itself.
    #[must_use]
    pub fn inherits(&self) -> Option<&str> {
        self.inherits.as_deref()
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What it is for, in a sentence or two.
    #[must_use]
    pub const fn summary(&self) -> Option<&Text> {
        self.summary.as_ref()
    }

    /// The acts it cites.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// A provision in words. It is verified only when its act is, and everything that this procedure builds on it.
    #[must_use]
    pub fn cite_text(&self, cite: &Citation) -> CitedNorm {
        let Some(act) = self.acts.iter().find(|act| act.alias == cite.act()) else {
            return CitedNorm {
                text: Text::new(cite.to_string(), cite.to_string()),
                uri: None,
                verified: false,
            };
        };
        let verified = act.verified && !self.unverified(cite);
        CitedNorm { text: act.norm(cite), uri: act.uri.clone(), verified }
    }

    fn unverified(&self, cite: &Citation) -> bool {
        let stands = |other: &Citation, verified: bool| other == cite && !verified;
        self.requirements.iter().any(|r| stands(&r.cite, r.verified))
            || self.capacities.iter().any(|c| stands(&c.cite, c.verified))
            || self.evidence.iter().any(|e| stands(&e.cite, e.verified))
            || self.grounds.all().iter().any(|g| stands(g.cite(), g.verified()))
            || self.routes().any(|r| stands(&r.cite, r.verified))
            || self.clocks.iter().any(|c| stands(&c.cite, c.verified))
            || stands(&self.hearing.cite, self.hearing.verified)
            || self.fees.as_ref().is_some_and(|fees| {
                fees.rows.iter().any(|row| stands(&row.cite, row.verified))
                    || fees.reduced.iter().chain(&fees.exempt).any(|g| stands(&g.cite, g.verified))
            })
    }

    /// As whom somebody may apply.
    #[must_use]
    pub fn capacities(&self) -> &[Capacity] {
        &self.capacities
    }

    /// What must be met.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// What proves which facts.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The facts that the applicant declares: what the form asks, in the order of the catalogue.
    #[must_use]
    pub fn questions(&self) -> Vec<&FactDef> {
        self.facts.iter().filter(|fact| fact.source == FactSource::Declared).collect()
    }

    /// The facts that an officer judges.
    #[must_use]
    pub fn judgments(&self) -> Vec<&FactDef> {
        self.facts.iter().filter(|fact| fact.source == FactSource::Judged).collect()
    }

    /// A fact that this procedure asks for.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&FactDef> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// Every fact that this procedure asks for.
    #[must_use]
    pub fn facts(&self) -> &[FactDef] {
        &self.facts
    }

    /// The steps of the work.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The grounds of refusal.
    #[must_use]
    pub fn grounds(&self) -> &[Ground] {
        self.grounds.all()
    }

    /// The ground with this id.
    #[must_use]
    pub fn ground(&self, id: &str) -> Option<Ground> {
        self.grounds.get(id)
    }

    /// How a person is heard.
    #[must_use]
    pub const fn hearing(&self) -> &HearingRule {
        &self.hearing
    }

    /// The decisions it knows.
    #[must_use]
    pub fn decisions(&self) -> &[DecisionRule] {
        &self.decisions
    }

    /// The decision with this id.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<&DecisionRule> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// The first decision of a kind.
    #[must_use]
    pub fn decision_of(&self, kind: DecisionKind) -> Option<&DecisionRule> {
        self.decisions.iter().find(|decision| decision.kind == kind)
    }

    /// Where a decision is contested first.
    #[must_use]
    pub const fn route(&self) -> &AppealRoute {
        &self.route
    }

    /// All steps of contesting, in order.
    pub fn routes(&self) -> impl Iterator<Item = &AppealRoute> {
        std::iter::once(&self.route).chain(&self.further_routes)
    }

    /// The clock with this id.
    #[must_use]
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// All clocks.
    #[must_use]
    pub fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    /// The fees; `None` when there are none.
    #[must_use]
    pub const fn fees(&self) -> Option<&FeeTable> {
        self.fees.as_ref()
    }

    /// How many minutes a visit takes: a planning figure.
    #[must_use]
    pub const fn slot_minutes(&self) -> u16 {
        self.visit.minutes
    }

    /// The planning figure of a visit with where it comes from.
    #[must_use]
    pub const fn visit(&self) -> &Visit {
        &self.visit
    }

    /// How long the case is kept, where the file says so.
    #[must_use]
    pub const fn retention(&self) -> Option<&Retention> {
        self.retention.as_ref()
    }

    /// How long a document of `kind` is valid for this person; `None` when the procedure issues no such document or
    /// the facts do not say.
    #[must_use]
    pub fn validity(&self, kind: &str, facts: &Facts) -> Option<Term> {
        let valid =
            self.decisions.iter().flat_map(|decision| &decision.effects).find_map(|effect| match effect {
                Effect::Issue { kind: issued, valid, .. } if issued == kind => Some(valid),
                _ => None,
            })?;
        for (when, term) in valid {
            match optional(when.as_ref(), facts) {
                Truth::Met => return Some(*term),
                Truth::Unknown => return None,
                Truth::NotMet => {}
            }
        }
        None
    }

    /// The procedure as JSON, in the structure of its file.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
