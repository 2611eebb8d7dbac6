//! What may be decided on the facts of a case, and what follows.

use super::{AppealRoute, DecisionKind, DecisionRule, Effect, Procedure};
use crate::assess::{Truth, Verdict, optional};
use crate::facts::Facts;
use crate::judge::{Standing, Stands};
use kernel::Term;

/// Where a case leads on its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It can be granted.
    Grant,
    /// It is refused, on these grounds.
    Refuse(Vec<String>),
    /// The office burdens the person, on these grounds.
    Impose(Vec<String>),
    /// It ends without a decision on the request.
    Discontinue,
    /// These facts are missing to say.
    Unknown(Vec<String>),
}

impl Outcome {
    /// The word of an example for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Refuse(_) => "refuse",
            Self::Impose(_) => "impose",
            Self::Discontinue => "discontinue",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// The event from which the term of a step runs that follows a contest.
const AFTER_CONTEST: &str = "contest-decision";

impl Procedure {
    /// Where a case leads on these facts, if nothing else ends it.
    pub(crate) fn outcome_of(&self, verdict: impl FnOnce() -> Verdict, facts: &Facts) -> Outcome {
        let ended = self
            .decisions
            .iter()
            .filter(|rule| rule.kind == DecisionKind::Discontinue)
            .any(|rule| rule.when.as_ref().is_some_and(|when| when.truth(facts) == Truth::Met));
        if ended {
            return Outcome::Discontinue;
        }
        match verdict() {
            Verdict::Grantable => Outcome::Grant,
            Verdict::Refusable(grounds) if self.decision_of(DecisionKind::Refuse).is_none() => {
                Outcome::Impose(grounds)
            }
            Verdict::Refusable(grounds) => Outcome::Refuse(grounds),
            Verdict::Unknown(missing) => Outcome::Unknown(missing),
        }
    }

    /// The decisions that the law allows on these facts, in the order of the file.
    ///
    /// A grant takes that everything is met, or that every ground in the way is one in spite of which it may be taken.
    /// A refusal or a burden takes a ground that holds and is one of its own, and all that it needs. Ending a case takes its condition, where
    /// it has one. Of several decisions of a kind the first whose condition holds is open; what the facts leave open is
    /// not allowed yet.
    pub(crate) fn open_on(&self, standing: &Standing<'_>, facts: &Facts) -> Vec<&DecisionRule> {
        let now = standing.stands();
        let failing = standing.failing();
        let stands = |rule: &DecisionRule| match rule.kind {
            DecisionKind::Grant => match &now {
                Stands::Grantable => rule.despite.is_empty(),
                Stands::Refusable(grounds) => {
                    grounds.iter().all(|ground| rule.despite.iter().any(|despite| despite == ground))
                }
                Stands::Unknown => false,
            },
            DecisionKind::Refuse | DecisionKind::Impose => {
                matches!(now, Stands::Refusable(_))
                    && rule.needs_grounds.iter().all(|id| failing.contains(&id.as_str()))
                    && failing.iter().any(|id| rule.may_stand_on(id))
            }
            DecisionKind::Discontinue => true,
        };
        let mut open: Vec<&DecisionRule> = Vec::new();
        for kind in
            [DecisionKind::Discontinue, DecisionKind::Grant, DecisionKind::Refuse, DecisionKind::Impose]
        {
            for rule in self.decisions.iter().filter(|rule| rule.kind == kind) {
                let one_of_many = kind != DecisionKind::Discontinue && rule.when.is_some();
                match optional(rule.when.as_ref(), facts) {
                    // Until it is known whether this one is to be taken, none below it is.
                    Truth::Unknown if one_of_many => break,
                    Truth::Met if stands(rule) => open.push(rule),
                    _ => continue,
                }
                // Without a condition of its own the next one may be chosen too.
                if one_of_many {
                    break;
                }
            }
        }
        open.sort_by_key(|rule| self.decisions.iter().position(|known| known.id == rule.id));
        open
    }

    /// Where a decision is contested: the first step that is for it. `None` when it is final.
    #[must_use]
    pub fn route_for(&self, decision: &DecisionRule) -> Option<&AppealRoute> {
        let for_it =
            |route: &&AppealRoute| route.decisions.is_empty() || route.decisions.contains(&decision.id);
        let own = self.routes().find(|route| route.decisions.contains(&decision.id));
        own.or_else(|| self.routes().find(for_it)).filter(|_| !decision.is_final)
    }

    /// Where whoever contested this decision in vain goes on: the step whose term runs from the decision on the contest.
    /// `None` when the file names none.
    #[must_use]
    pub fn route_after_contest(&self, decision: &str) -> Option<&AppealRoute> {
        let own = |route: &&AppealRoute| route.decisions.iter().any(|id| id == decision);
        let after = || self.routes().filter(|route| route.from == AFTER_CONTEST);
        after().find(own).or_else(|| after().find(|route| route.decisions.is_empty()))
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
}
