//! One version of a procedure, as its file declares it. Only the loader makes one.

mod agreement;
mod asking;
mod citing;
mod course;
mod deciding;
mod decision;
mod explain;
mod needed;
mod particular;
mod points;
mod route;
pub(crate) mod says;
mod who;
mod work;

pub use agreement::Agreement;
pub use deciding::Outcome;
pub use decision::{DecisionKind, DecisionRule, Effect, ReapplyBar, SetValue, TermChoice, ValidityRow};
pub use particular::{AddressPlace, Particular, ParticularKind};
pub use points::Point;
pub use route::{AppealRoute, Suspends};
pub use says::TermForm;
pub use who::{Actor, Capacity, Evidence, EvidenceBy, Requirement, Track, alternatives};
pub use work::{
    AccessClass, Applies, Coming, HearingRule, Notice, NoticeChannel, NoticeLanguage, Retention, Saying,
    SayingKind, Stage, Visit, Waiver,
};

use crate::assess::{Truth, optional};
use crate::cite::Act;
use crate::clock::Clock;
use crate::facts::{FactDef, FactSource, Facts};
use crate::fee::FeeTable;
use crate::ground::{Ground, Grounds};
use kernel::{Day, Text};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A procedure in the version of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Procedure {
    pub(crate) id: String,
    pub(crate) in_force: Day,
    pub(crate) until: Option<Day>,
    #[serde(rename = "abstract")]
    pub(crate) is_abstract: bool,
    /// Whether one person can have several open cases of it side by side, each about something else.
    pub(crate) several: bool,
    pub(crate) inherits: Option<String>,
    /// What that procedure is called.
    #[serde(skip)]
    pub(crate) inherits_name: Option<Text>,
    pub(crate) verified: bool,
    pub(crate) name: Text,
    pub(crate) summary: Option<Text>,
    pub(crate) note: Option<Text>,
    pub(crate) applies: Option<Applies>,
    pub(crate) parameters: BTreeMap<String, String>,
    pub(crate) acts: Vec<Act>,
    pub(crate) capacities: Vec<Capacity>,
    pub(crate) tracks: Vec<Track>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) particulars: Vec<Particular>,
    pub(crate) agreements: Vec<Agreement>,
    pub(crate) facts: Vec<FactDef>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) grounds: Grounds,
    pub(crate) hearing: HearingRule,
    pub(crate) decisions: Vec<DecisionRule>,
    pub(crate) route: AppealRoute,
    pub(crate) further_routes: Vec<AppealRoute>,
    pub(crate) clocks: Vec<Clock>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) fees: Option<FeeTable>,
    pub(crate) visit: Visit,
    pub(crate) retention: Option<Retention>,
    pub(crate) points: Vec<Point>,
    /// How many examples were run.
    #[serde(skip)]
    pub(crate) examples: usize,
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

    /// Whether one person can have several open cases of it side by side, each about something else.
    #[must_use]
    pub const fn runs_beside_itself(&self) -> bool {
        self.several
    }

    /// The procedure whose rules it takes over where it says nothing itself.
    #[must_use]
    pub fn inherits(&self) -> Option<&str> {
        self.inherits.as_deref()
    }

    /// How many examples were run when it was loaded.
    #[must_use]
    pub const fn examples(&self) -> usize {
        self.examples
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

    /// What to know about this version, such as that the text of its act was not read.
    #[must_use]
    pub const fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    /// Whether this version was made from the text of its acts; nothing in it counts as read otherwise.
    #[must_use]
    pub const fn verified(&self) -> bool {
        self.verified
    }

    /// Which cases it is for, where that is not settled by the days on which it is in force.
    #[must_use]
    pub const fn applies(&self) -> Option<&Applies> {
        self.applies.as_ref()
    }

    /// Whether a case received on a day falls under this version.
    #[must_use]
    pub fn takes(&self, received: Day) -> bool {
        let until = self.applies.as_ref().and_then(|applies| applies.until).or(self.until);
        self.first_received() <= received && until.is_none_or(|until| received < until)
    }

    /// The first day of receipt of the cases that it is for.
    #[must_use]
    pub fn first_received(&self) -> Day {
        self.applies.as_ref().and_then(|applies| applies.from).unwrap_or(self.in_force)
    }

    /// Whether a client can apply for it, on some day; only the office begins it otherwise.
    #[must_use]
    pub fn is_service(&self) -> bool {
        !self.is_abstract && self.capacities.iter().any(|capacity| !capacity.ex_officio)
    }

    /// The acts it cites.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
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

    /// The ways in which a case can be examined; empty when there is one only.
    #[must_use]
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// The track that a case takes on these facts; `None` when the procedure has no tracks, or the facts do not say.
    #[must_use]
    pub fn track(&self, facts: &Facts) -> Option<&Track> {
        self.tracks.iter().find(|track| track.holds.truth(facts) == Truth::Met)
    }

    /// What people are told, and on which event.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What people are told on an event, in a case of these facts; what the facts leave open is told too.
    pub fn notices_on<'a>(&'a self, event: &'a str, facts: &'a Facts) -> impl Iterator<Item = &'a Notice> {
        self.notices.iter().filter(move |notice| {
            notice.on == event && optional(notice.when.as_ref(), facts) != Truth::NotMet
        })
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

    /// The way to contest with this id.
    #[must_use]
    pub fn route_of(&self, id: &str) -> Option<&AppealRoute> {
        self.routes().find(|route| route.id == id)
    }

    /// The step with this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The evidence with this id.
    #[must_use]
    pub fn evidence_of(&self, id: &str) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.id == id)
    }

    /// The notice with this id.
    #[must_use]
    pub fn notice(&self, id: &str) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.id == id)
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

    /// The values that this version gives to the parameters of its bases.
    #[must_use]
    pub const fn parameters(&self) -> &BTreeMap<String, String> {
        &self.parameters
    }

    /// The procedure as JSON, in the structure of its file.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
