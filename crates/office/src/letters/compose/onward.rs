//! Where the addressee of a decision goes on: to whom, how long, and whether that suspends the decision.

use super::{Writer, norm_of};
use crate::cases::course::Fate;
use crate::cases::event::{StatedDecision, StatedRoute};
use crate::cases::rules::{Against, Onward, fate_if_granted};
use crate::cases::view::Loaded;
use documents::letter as doc;
use law::procedure::DecisionRule;

impl Writer<'_> {
    /// The step that the decision states.
    pub(super) fn appeal(&self, decision: &StatedDecision) -> Option<doc::AppealRoute> {
        let stated = decision.outcome.route()?;
        let Some(onward) = self.steps().stated_in(decision) else {
            return Some(doc::AppealRoute {
                authority: stated.to.clone(),
                court: false,
                submit_at: Some(self.authority()),
                term: stated.term,
                last_day: None,
                suspends: None,
                says: None,
                norm: self.norm(&stated.cite),
            });
        };
        Some(self.step(&onward, stated))
    }

    /// A step against the decision: to whom, how long, and whether it suspends the decision on these facts.
    fn step(&self, onward: &Onward<'_>, stated: &StatedRoute) -> doc::AppealRoute {
        let court = onward.route.is_court();
        doc::AppealRoute {
            authority: self.text(&onward.route.to_name),
            court,
            // An application to a court goes to the court itself.
            submit_at: Some(if court { self.say("tiesā", "at the court") } else { self.authority() }),
            term: stated.term,
            last_day: None,
            suspends: Some(onward.suspends()),
            says: onward.route.says.as_ref().map(|says| self.text(says)),
            norm: norm_of(onward.procedure, &stated.cite, self.lang),
        }
    }

    fn authority(&self) -> String {
        self.text(&self.office.law().authority().name)
    }

    /// The law by which the decision is contested.
    fn steps(&self) -> Against<'_> {
        let Loaded { procedure, facts, .. } = self.loaded;
        Against { procedure, facts, contested: self.contested() }
    }

    /// Where whoever contested goes on, unless the contested decision is undone as a whole and for good.
    pub(super) fn way_on(&self, rule: &DecisionRule) -> Option<doc::AppealRoute> {
        self.contested()?;
        if fate_if_granted(&self.loaded.facts) == Fate::Undone {
            return None;
        }
        let onward = self.steps().step(rule)?;
        Some(self.step(&onward, &onward.stated()))
    }
}
