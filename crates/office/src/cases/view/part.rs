//! The parts of a decision that can fall by themselves, and those that fell.

use super::{CaseView, Loaded};
use crate::cases::case::{Contest, Phase};
use crate::cases::event::{StatedDecision, StatedEffect};
use crate::cases::rules;
use kernel::Text;
use law::procedure::{Effect, SetValue};
use law::{FactValue, Procedure};

/// A part of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among the effects of the decision.
    pub at: u16,
    /// What it does.
    pub effect: StatedEffect,
    /// What the law file calls the value that it enters, where it enters a code.
    pub value: Option<Text>,
}

/// The parts of a decision under its procedure.
pub fn parts(procedure: &Procedure, decision: &StatedDecision) -> Vec<Part> {
    let rule = procedure.decision(decision.outcome.decision());
    let named = |effect: &StatedEffect| {
        let StatedEffect::SetFact { fact, value: FactValue::Code(code), .. } = effect else { return None };
        rule?.effects.iter().find_map(|effect| match effect {
            Effect::Set { fact: set, value: SetValue::Code { code: known, name, .. }, .. }
                if set == fact && known == code =>
            {
                Some(name.clone())
            }
            _ => None,
        })
    };
    let effects = (0..).zip(decision.outcome.effects()).filter(|(_, effect)| rules::is_part(effect));
    effects.map(|(at, effect)| Part { at, effect: effect.clone(), value: named(effect) }).collect()
}

/// The parts of the decision that this case contests.
pub(super) fn contested(loaded: &Loaded<'_>) -> Vec<Part> {
    let parent = loaded.parent.as_ref().filter(|_| loaded.case.contests());
    let decision = parent.and_then(|parent| Some((parent.procedure, parent.case.decision()?)));
    decision.map_or_else(Vec::new, |(procedure, decision)| parts(procedure, decision))
}

impl CaseView {
    /// Whether a fact can be judged to be this: that a part of the contested decision falls, only where it has parts.
    #[must_use]
    pub fn may_be_judged(&self, fact: &str, code: &str) -> bool {
        !self.case.contests() || !self.contested.is_empty() || !rules::is_partly(fact, code)
    }

    /// The parts of the decision on which a court rules: the contested one, or that of the case itself.
    #[must_use]
    pub fn before_court(&self, procedure: &Procedure) -> Vec<Part> {
        if self.case.contests() {
            return self.contested.clone();
        }
        self.case.decision().map(|decision| parts(procedure, decision)).unwrap_or_default()
    }

    /// The parts of its decision that fell in a contest, as `procedure` names them.
    #[must_use]
    pub fn fallen(&self, procedure: &Procedure, contest: &Contest) -> Vec<Part> {
        let Phase::InForce { decision, .. } = &self.case.phase else { return Vec::new() };
        parts(procedure, decision).into_iter().filter(|part| contest.parts.contains(&part.at)).collect()
    }
}
