//! Where whoever disagrees with a decision goes on, and whether that suspends it. After a contest the law of the contested
//! decision says so: its term, its provision and its effect, read on the facts of that decision.

use super::{Context, ParentCase};
use crate::cases::event::{StatedDecision, StatedRoute};
use law::clock::Shorter;
use law::procedure::{AppealRoute, DecisionRule};
use law::{Facts, Procedure};

/// A step against a decision.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Onward<'a> {
    /// The step.
    pub route: &'a AppealRoute,
    /// The procedure that names it, which knows the acts that it cites.
    pub procedure: &'a Procedure,
    /// The facts on which it is read.
    pub facts: &'a Facts,
}

impl Onward<'_> {
    /// Whether the step suspends the decision.
    pub(crate) fn suspends(&self) -> bool {
        self.route.suspends_on(self.facts)
    }

    /// The step as a decision states it, with the term that holds on these facts.
    pub(crate) fn stated(&self) -> StatedRoute {
        let route = self.route;
        let (shorter, _) = Shorter::first(&route.shorten, self.facts);
        StatedRoute {
            id: route.id.clone(),
            to: route.to.clone(),
            term: shorter.map_or(route.term, |shorter| shorter.term),
            cite: shorter.map_or_else(|| route.cite.clone(), |shorter| shorter.cite.clone()),
        }
    }
}

/// The procedure and the facts of a case, and the case whose decision it contests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Against<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The facts.
    pub facts: &'a Facts,
    /// The contested case; `None` where nothing is contested.
    pub contested: Option<&'a ParentCase<'a>>,
}

impl<'a> Against<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self { procedure: context.procedure, facts: context.facts, contested: context.contested() }
    }

    /// What the law of the contested decision says comes after the contest.
    pub(crate) fn after_contest(self) -> Option<Onward<'a>> {
        let parent = self.contested?;
        let contested = parent.case.decision()?.outcome.decision();
        let route = parent.procedure.route_after_contest(contested)?;
        Some(Onward { route, procedure: parent.procedure, facts: &parent.facts })
    }

    /// The step against a decision by this rule; `None` when it is final.
    pub(crate) fn step(self, rule: &DecisionRule) -> Option<Onward<'a>> {
        let route = self.procedure.route_for(rule)?;
        let own = Onward { route, procedure: self.procedure, facts: self.facts };
        Some(self.after_contest().unwrap_or(own))
    }

    /// The step that a decision states; `None` when it states none, or one that no law file knows.
    pub(crate) fn stated_in(self, decision: &StatedDecision) -> Option<Onward<'a>> {
        let stated = decision.outcome.route()?;
        let own = self.procedure.route_of(&stated.id);
        let own = own.map(|route| Onward { route, procedure: self.procedure, facts: self.facts });
        self.after_contest().or(own)
    }
}
