//! One version of a procedure, as its file declares it. Only the loader makes one.

mod explain;
mod parts;

pub use parts::{
    AppealRoute, Capacity, DecisionKind, DecisionRule, Effect, Evidence, EvidenceBy, HearingRule,
    Requirement, Retention, Stage, Visit, Waiver,
};

use crate::assess::{Truth, optional};
use crate::cite::{Act, CitedNorm};
use crate::clock::Clock;
use crate::facts::{FactDef, FactSource, Facts};
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

    /// A provision in words. It is verified when its act is, some point of this procedure that cites it is, and no
    /// ground of refusal stands on it unverified: a letter says no more than was read.
    #[must_use]
    pub fn cite_text(&self, cite: &Citation) -> CitedNorm {
        self.norm(cite, self.read_in_a_source(cite))
    }

    /// The provision of a ground in words; verified when the act and the ground itself are.
    #[must_use]
    pub fn cite_ground(&self, ground: &Ground) -> CitedNorm {
        self.norm(ground.cite(), ground.verified())
    }

    fn norm(&self, cite: &Citation, verified: bool) -> CitedNorm {
        match self.acts.iter().find(|act| act.alias == cite.act()) {
            Some(act) => {
                CitedNorm { text: act.norm(cite), uri: act.uri.clone(), verified: act.verified && verified }
            }
            // The loader lets no citation of an undeclared act through; one from elsewhere stays as it is.
            None => {
                CitedNorm { text: Text::new(cite.to_string(), cite.to_string()), uri: None, verified: false }
            }
        }
    }

    fn read_in_a_source(&self, cite: &Citation) -> bool {
        if self.grounds.all().iter().any(|ground| ground.cite() == cite && !ground.verified()) {
            return false;
        }
        let read = |other: &Citation, verified: bool| other == cite && verified;
        self.requirements.iter().any(|r| read(&r.cite, r.verified))
            || self.capacities.iter().any(|c| read(&c.cite, c.verified))
            || self.evidence.iter().any(|e| read(&e.cite, e.verified))
            || self.grounds.all().iter().any(|g| read(g.cite(), g.verified()))
            || self.routes().any(|r| read(&r.cite, r.verified))
            || self.clocks.iter().any(|c| read(&c.cite, c.verified))
            || read(&self.hearing.cite, self.hearing.verified)
            || self.hearing.waivers.iter().any(|w| read(&w.cite, self.hearing.verified))
            || self.fees.as_ref().is_some_and(|fees| {
                fees.rows.iter().any(|row| read(&row.cite, row.verified))
                    || fees.reduced.iter().chain(&fees.exempt).any(|g| read(&g.cite, g.verified))
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
