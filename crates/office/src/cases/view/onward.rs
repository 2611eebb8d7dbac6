//! The step against a decision, as pages tell it.

use super::{CaseView, Loaded};
use crate::cases::event::StatedRoute;
use crate::cases::rules::{Against, Onward};
use kernel::{Term, Text};
use law::procedure::DecisionRule;
use law::{CitedNorm, Procedure};

/// Where whoever disagrees with the decision goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOn {
    /// To whom, as a letter says it after "to".
    pub to: Text,
    /// Whether that is a court.
    pub court: bool,
    /// How long.
    pub term: Term,
    /// Whether it suspends the decision on the facts of the case.
    pub suspends: bool,
    /// What else whoever takes it should know.
    pub says: Option<Text>,
    /// The provision.
    pub norm: CitedNorm,
}

impl WayOn {
    fn of(onward: &Onward<'_>, stated: &StatedRoute) -> Self {
        Self {
            to: onward.route.to_name.clone(),
            court: onward.route.is_court(),
            term: stated.term,
            suspends: onward.suspends(),
            says: onward.route.says.clone(),
            norm: onward.procedure.cite_text(&stated.cite),
        }
    }
}

impl CaseView {
    /// The step against a decision that would be taken by this rule; `None` when it would be final.
    #[must_use]
    pub fn would_go_on(&self, procedure: &Procedure, rule: &DecisionRule) -> Option<WayOn> {
        let route = procedure.route_for(rule)?;
        if let Some(step) = self.way_on.as_ref().filter(|_| self.case.contests()) {
            return Some(step.clone());
        }
        let onward = Onward { route, procedure, facts: &self.facts };
        Some(WayOn::of(&onward, &onward.stated()))
    }
}

/// The step that the decision states. After a contest it is the one of the law of the contested decision, which is known
/// before the contest is decided.
pub(super) fn way_on(loaded: &Loaded<'_>) -> Option<WayOn> {
    let contested = loaded.parent.as_ref().filter(|_| loaded.case.contests());
    let against = Against { procedure: loaded.procedure, facts: &loaded.facts, contested };
    match loaded.case.decision() {
        Some(decision) => Some(WayOn::of(&against.stated_in(decision)?, decision.outcome.route()?)),
        None => against.after_contest().map(|onward| WayOn::of(&onward, &onward.stated())),
    }
}
