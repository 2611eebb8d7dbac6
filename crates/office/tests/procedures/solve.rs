//! Facts on which a decision is open, found by reading the conditions of the law backwards and trying.

use kernel::{Chance, Day, Money, SeededChance, Term, TermUnit};
use law::condition::{Condition, Leaf, Limit, Test};
use law::procedure::{DecisionRule, Requirement};
use law::{DecisionKind, FactDef, FactKind, FactValue, Facts, FeeAnswer, Procedure, Truth};
use office::cases::effect;
use std::collections::BTreeMap;

const TRIES: u64 = 60;

pub struct Search<'a> {
    pub procedure: &'a Procedure,
    pub today: Day,
    chance: SeededChance,
    fixed: Facts,
}

impl<'a> Search<'a> {
    /// A search in which these facts stay as they are.
    pub fn new(procedure: &'a Procedure, fixed: Facts, today: Day, seed: u64) -> Self {
        Self { procedure, today, chance: SeededChance::new(seed), fixed }
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.chance.below(u64::try_from(n.max(1)).unwrap())).unwrap()
    }

    fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut list = list.to_vec();
        for i in (1..list.len()).rev() {
            let j = self.below(i + 1);
            list.swap(i, j);
        }
        list
    }

    /// Facts on which the decision is open, the fee is known, and everything that follows is known.
    pub fn facts_for(&mut self, rule: &DecisionRule) -> Option<Facts> {
        (0..TRIES).find_map(|_| self.attempt(rule))
    }

    fn attempt(&mut self, rule: &DecisionRule) -> Option<Facts> {
        let procedure = self.procedure;
        let mut facts = self.fixed.clone();
        let own = rule.when.iter().all(|when| self.make(when, true, &mut facts));
        let agree = procedure.agreements().iter().all(|agreed| self.make(&agreed.holds, true, &mut facts));
        if !own || !agree {
            return None;
        }
        for earlier in procedure.decisions().iter().take_while(|other| other.id != rule.id) {
            if let Some(when) = earlier.when.as_ref().filter(|_| earlier.kind == rule.kind) {
                self.make(when, false, &mut facts);
            }
        }
        let requirements: Vec<&Requirement> = procedure.requirements().iter().collect();
        let against = self.against(rule, &requirements);
        let mut order = self.shuffled(&requirements);
        order.sort_by_key(|requirement| !against.contains(&requirement.id));
        for requirement in order {
            let met = !against.contains(&requirement.id);
            match &requirement.when {
                Some(when) if !met => {
                    self.make(when, true, &mut facts);
                }
                // What is not asked is met as well.
                Some(when) if self.below(2) == 0 && self.make(when, false, &mut facts) => continue,
                _ => {}
            }
            self.make(&requirement.condition, met, &mut facts);
        }
        for def in self.shuffled(procedure.facts()) {
            if !facts.contains_key(&def.name) {
                let values = self.values(&def, None, &facts);
                let at = self.below(values.len());
                facts.insert(def.name.clone(), values[at].clone());
            }
        }
        let assessment = procedure.assess(&facts);
        let open = procedure.judge(&facts).open_decisions().iter().any(|known| known.id == rule.id);
        let fee = !matches!(assessment.fee, FeeAnswer::Unknown { .. });
        let follows = effect::stated(rule, &facts, &choices(rule)).is_ok();
        let stands = assessment.failing();
        let needed = rule.needs_grounds.iter().all(|ground| stands.contains(ground));
        let taken = procedure.broken(&facts).next().is_none();
        (open && fee && follows && needed && taken).then_some(facts)
    }

    /// The requirements that must fail for the decision.
    fn against(&mut self, rule: &DecisionRule, all: &[&Requirement]) -> Vec<String> {
        let pick = |search: &mut Self, grounds: &[String]| -> Vec<String> {
            let fitting: Vec<&&Requirement> =
                all.iter().filter(|requirement| grounds.contains(&requirement.ground)).collect();
            if fitting.is_empty() {
                return Vec::new();
            }
            let at = search.below(fitting.len());
            vec![fitting[at].id.clone()]
        };
        let mut failing = match rule.kind {
            DecisionKind::Discontinue => Vec::new(),
            DecisionKind::Grant if rule.despite.is_empty() => Vec::new(),
            DecisionKind::Grant => pick(self, &rule.despite),
            DecisionKind::Refuse | DecisionKind::Impose if !rule.needs_grounds.is_empty() => rule
                .needs_grounds
                .iter()
                .flat_map(|ground| pick(self, std::slice::from_ref(ground)))
                .collect(),
            DecisionKind::Refuse | DecisionKind::Impose => {
                let every: Vec<String> = all.iter().map(|requirement| requirement.ground.clone()).collect();
                pick(self, &every)
            }
        };
        // Of alternatives none may be met.
        let group = |requirement: &Requirement| {
            requirement.alternative_to.clone().unwrap_or_else(|| requirement.id.clone())
        };
        let groups: Vec<String> =
            all.iter().filter(|r| failing.contains(&r.id)).map(|requirement| group(requirement)).collect();
        failing.extend(all.iter().filter(|r| groups.contains(&group(r))).map(|r| r.id.clone()));
        failing
    }

    /// Tries to make a condition hold, or not; facts that are there already stay.
    fn make(&mut self, condition: &Condition, want: bool, facts: &mut Facts) -> bool {
        match (condition, want) {
            (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                parts.iter().all(|part| self.make(part, want, facts))
            }
            (Condition::All(parts), false) | (Condition::Any(parts), true) => {
                for part in self.shuffled(parts) {
                    let mut trial = facts.clone();
                    if self.make(&part, want, &mut trial) {
                        *facts = trial;
                        return true;
                    }
                }
                false
            }
            (Condition::Not(part), want) => self.make(part, !want, facts),
            (Condition::Named(named), want) => self.make(&named.holds, want, facts),
            (Condition::Leaf(leaf), want) => self.leaf(leaf, want, facts),
        }
    }

    fn leaf(&mut self, leaf: &Leaf, want: bool, facts: &mut Facts) -> bool {
        let wanted = if want { Truth::Met } else { Truth::NotMet };
        let other = match &leaf.test {
            Test::Within { of, .. } | Test::Apart { of, .. } => Some(of.clone()),
            Test::AtLeast(Limit::Fact { fact })
            | Test::AtMost(Limit::Fact { fact })
            | Test::Below(Limit::Fact { fact })
            | Test::Before(Limit::Fact { fact })
            | Test::After(Limit::Fact { fact }) => Some(fact.clone()),
            _ => None,
        };
        let mut trial = facts.clone();
        if let Some(other) = other.filter(|other| !trial.contains_key(other)) {
            let Some(def) = self.procedure.fact(&other).cloned() else { return false };
            let values = self.values(&def, None, &trial);
            let at = self.below(values.len());
            trial.insert(other, values[at].clone());
        }
        if trial.contains_key(&leaf.fact) {
            if leaf.truth(&trial) == wanted {
                *facts = trial;
                return true;
            }
            return false;
        }
        let Some(def) = self.procedure.fact(&leaf.fact).cloned() else { return false };
        let values = self.values(&def, Some(&leaf.test), &trial);
        for value in self.shuffled(&values) {
            trial.insert(leaf.fact.clone(), value);
            if leaf.truth(&trial) == wanted {
                *facts = trial;
                return true;
            }
        }
        false
    }

    /// Values that a fact may have; near the limit of a test, where there is one.
    fn values(&self, def: &FactDef, test: Option<&Test>, facts: &Facts) -> Vec<FactValue> {
        let limit = |limit: &Limit| match limit {
            Limit::Value(value) => Some(value.clone()),
            Limit::Fact { fact } => facts.get(fact).cloned(),
        };
        let near = test.and_then(|test| match test {
            Test::Is(value) | Test::Judged(value) => Some(value.clone()),
            Test::AtLeast(at) | Test::AtMost(at) | Test::Below(at) | Test::Before(at) | Test::After(at) => {
                limit(at)
            }
            Test::Within { of, .. } | Test::Apart { of, .. } => facts.get(of).cloned(),
            Test::In(_) => None,
        });
        match &def.kind {
            FactKind::Bool => vec![FactValue::Bool(true), FactValue::Bool(false)],
            FactKind::Code { options } => options.iter().cloned().map(FactValue::Code).collect(),
            FactKind::Int { .. } => {
                let about = if let Some(FactValue::Int(value)) = near { value } else { 1 };
                [0, 1, about - 1, about, about + 1]
                    .into_iter()
                    .filter(|n| *n >= 0)
                    .map(FactValue::Int)
                    .collect()
            }
            FactKind::Term { unit } => {
                let about = if let Some(FactValue::Term(term)) = near {
                    term
                } else {
                    Term { count: 1, unit: *unit }
                };
                let count = |count: u16| FactValue::Term(Term { count, ..about });
                [about.count.saturating_sub(1), about.count, about.count + 1]
                    .into_iter()
                    .map(count)
                    .filter(|value| def.kind.accepts(value))
                    .collect()
            }
            FactKind::Money { currency } => {
                let about = if let Some(FactValue::Money(money)) = near { money.cents() } else { 100_000 };
                let money = |cents: i64| FactValue::Money(Money::new(cents.max(0), *currency));
                [about - 1, about, about + 1].into_iter().map(money).collect()
            }
            FactKind::Day => {
                let about = if let Some(FactValue::Day(day)) = near { day } else { self.today };
                let mut days = vec![about];
                if let Some(Test::Within { term, .. } | Test::Apart { term, .. }) = test {
                    for sign in [-1, 1] {
                        let n = i32::from(term.count) * sign;
                        days.extend(match term.unit {
                            TermUnit::Months => about.plus_months(n).ok(),
                            TermUnit::Years => about.plus_months(n * 12).ok(),
                            TermUnit::Days | TermUnit::WorkingDays => about.plus_days(n).ok(),
                        });
                    }
                }
                let around = |day: &Day| [-40, -1, 0, 1, 40].map(|n| day.plus_days(n).unwrap());
                days.iter().flat_map(around).map(FactValue::Day).collect()
            }
        }
    }
}

/// The terms of a decision, each the shortest that it may be.
pub fn choices(rule: &DecisionRule) -> BTreeMap<String, Term> {
    rule.choices.iter().map(|choice| (choice.id.clone(), choice.at_least)).collect()
}
