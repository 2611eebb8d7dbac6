//! What a grant has to know beside its requirements: which grant it is, what follows from it, and which steps come after.

use super::{DecisionKind, DecisionRule, Effect, Procedure, SetValue, Stage, ValidityRow};
use crate::assess::{Missing, Truth, optional};
use crate::condition::Condition;
use crate::facts::Facts;
use crate::judge::push_once;

impl Procedure {
    /// What is still to be learned before a grant can be taken when every requirement is met, each fact once, with the
    /// evidence that would prove it.
    ///
    /// Of several grants the first whose condition holds is taken; until it is known whether it does, its condition is what
    /// is needed. Grants in spite of a ground are not asked.
    #[must_use]
    pub fn needed(&self, facts: &Facts) -> Vec<Missing> {
        let mut names: Vec<&str> = Vec::new();
        let grants = self.decisions.iter();
        for rule in grants.filter(|rule| rule.kind == DecisionKind::Grant && rule.despite.is_empty()) {
            match optional(rule.when.as_ref(), facts) {
                Truth::NotMet => continue,
                Truth::Unknown => unknown(rule.when.as_ref(), facts, &mut names),
                Truth::Met => self.collect_needed(rule, facts, &mut names),
            }
            if rule.when.is_some() {
                break;
            }
        }
        names.into_iter().filter_map(|fact| self.describe_missing(fact, facts)).collect()
    }

    /// Names of the facts that are still unknown of what follows from a decision: its effects, and the steps after it.
    #[must_use]
    pub fn needed_by(&self, rule: &DecisionRule, facts: &Facts) -> Vec<String> {
        let mut names = Vec::new();
        self.collect_needed(rule, facts, &mut names);
        names.into_iter().map(str::to_owned).collect()
    }

    fn collect_needed<'a>(&'a self, rule: &'a DecisionRule, facts: &Facts, names: &mut Vec<&'a str>) {
        for effect in &rule.effects {
            match effect {
                Effect::Issue { valid, .. } => valid_for(valid, facts, names),
                Effect::Set { value: SetValue::Case { fact }, .. } if !facts.contains_key(fact) => {
                    push_once(names, fact);
                }
                Effect::Open { when, .. } => unknown(when.as_ref(), facts, names),
                _ => {}
            }
        }
        for stage in self.stages.iter().filter(|stage: &&Stage| stage.after.contains(&rule.id)) {
            unknown(stage.when.as_ref(), facts, names);
            unknown(stage.unless.as_ref(), facts, names);
        }
    }
}

/// The unknown facts of a condition that cannot be told yet.
fn unknown<'a>(condition: Option<&'a Condition>, facts: &Facts, names: &mut Vec<&'a str>) {
    if let Some(condition) = condition.filter(|condition| condition.truth(facts) == Truth::Unknown) {
        condition.collect_missing(facts, names);
    }
}

/// The unknown facts of the rows that may hold, down to the first that surely does.
fn valid_for<'a>(rows: &'a [ValidityRow], facts: &Facts, names: &mut Vec<&'a str>) {
    for (when, _) in rows {
        match optional(when.as_ref(), facts) {
            Truth::Met => return,
            Truth::NotMet => {}
            Truth::Unknown => unknown(when.as_ref(), facts, names),
        }
    }
}
