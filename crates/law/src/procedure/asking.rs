//! Which facts can still change what the law says: what is worth asking, and what may stay unknown.

use super::{Effect, Evidence, Procedure, SetValue};
use crate::assess::{Truth, optional};
use crate::condition::Condition;
use crate::facts::Facts;

/// Whether the value of `fact` can still turn a condition.
fn turns(condition: &Condition, fact: &str, facts: &Facts) -> bool {
    condition.missing(facts).iter().any(|missing| missing == fact)
}

fn any_turns<'a>(
    conditions: impl IntoIterator<Item = Option<&'a Condition>>,
    fact: &str,
    facts: &Facts,
) -> bool {
    conditions.into_iter().flatten().any(|condition| turns(condition, fact, facts))
}

impl Procedure {
    /// Whether the value of a fact that is not among `facts` can still change anything that this procedure says: who may
    /// apply, what is met, what proves it, the fee, a term, a track, a step, a decision or what follows from it.
    ///
    /// What cannot change anything now cannot when more is known either: a condition that is decided stays decided.
    #[must_use]
    pub fn turns_on(&self, fact: &str, facts: &Facts) -> bool {
        // What proves nothing that still matters is not asked for, and nothing is asked for its sake.
        let proves = |evidence: &&Evidence| evidence.facts().any(|proved| self.matters(proved, facts));
        self.matters(fact, facts)
            || any_turns(
                self.evidence.iter().filter(proves).map(|evidence| evidence.when.as_ref()),
                fact,
                facts,
            )
    }

    /// The same but for which evidence is needed.
    fn matters(&self, fact: &str, facts: &Facts) -> bool {
        self.decides_who(fact, facts)
            || self.asked_by_requirements(fact, facts)
            || self.asked_by_fees(fact, facts)
            || self.asked_by_clocks(fact, facts)
            || self.asked_by_decisions(fact, facts)
            || any_turns(self.tracks.iter().map(|track| Some(&track.holds)), fact, facts)
            || any_turns(self.particulars.iter().map(|asked| asked.when.as_ref()), fact, facts)
            || any_turns(self.notices.iter().map(|notice| notice.when.as_ref()), fact, facts)
            || any_turns(
                self.stages.iter().flat_map(|stage| [stage.when.as_ref(), stage.unless.as_ref()]),
                fact,
                facts,
            )
    }

    /// Whether a fact can still decide as whom somebody may apply: it may not stay unknown, for nobody applies as
    /// nobody knows who.
    #[must_use]
    pub fn decides_who(&self, fact: &str, facts: &Facts) -> bool {
        let open = self.capacities.iter().filter(|capacity| !capacity.ex_officio);
        any_turns(open.map(|capacity| Some(&capacity.condition)), fact, facts)
    }

    fn asked_by_requirements(&self, fact: &str, facts: &Facts) -> bool {
        self.requirements.iter().any(|requirement| {
            let asked = optional(requirement.when.as_ref(), facts);
            asked != Truth::NotMet
                && any_turns([requirement.when.as_ref(), Some(&requirement.condition)], fact, facts)
        })
    }

    fn asked_by_fees(&self, fact: &str, facts: &Facts) -> bool {
        let Some(table) = &self.fees else { return false };
        // Whoever pays nothing anyway is asked nothing about it.
        if table.exempt.iter().any(|group| group.when.truth(facts) == Truth::Met) {
            return false;
        }
        let extras =
            table.extras.iter().filter(|extra| optional(extra.when.as_ref(), facts) != Truth::NotMet);
        let mut possible = Vec::new();
        for row in &table.rows {
            match optional(row.when.as_ref(), facts) {
                Truth::NotMet => {}
                Truth::Unknown => possible.push(row),
                Truth::Met => {
                    possible.push(row);
                    break;
                }
            }
        }
        // Who pays less already pays no less for another reason.
        let pays_less = table.reduced.iter().any(|group| group.when.truth(facts) == Truth::Met);
        let reducible = !pays_less && possible.iter().any(|row| row.reduced.is_some());
        let reduced = table.reduced.iter().filter(|_| reducible).map(|group| Some(&group.when));
        any_turns(possible.iter().map(|row| row.when.as_ref()), fact, facts)
            || any_turns(table.exempt.iter().map(|group| Some(&group.when)).chain(reduced), fact, facts)
            || extras.into_iter().any(|extra| {
                let counted = extra.per.as_deref() == Some(fact) && !facts.contains_key(fact);
                counted || any_turns([extra.when.as_ref()], fact, facts)
            })
    }

    fn asked_by_clocks(&self, fact: &str, facts: &Facts) -> bool {
        self.clocks.iter().filter(|clock| clock.runs(facts) != Truth::NotMet).any(|clock| {
            let own = [clock.when.as_ref()].into_iter();
            let starts = clock.starts.iter().map(|start| Some(&start.when));
            let shorter = clock.shorten.iter().map(|shorter| Some(&shorter.when));
            let longer = clock.extend.iter().map(|longer| longer.when.as_ref());
            let put_off = clock.postpone.iter().map(|reason| reason.when.as_ref());
            let paused = clock.suspend.iter().map(|reason| reason.when.as_ref());
            any_turns(
                own.chain(starts).chain(shorter).chain(longer).chain(put_off).chain(paused),
                fact,
                facts,
            )
        })
    }

    fn asked_by_decisions(&self, fact: &str, facts: &Facts) -> bool {
        let taken = |effect: &Effect| match effect {
            // What the case holds goes into the register as it is.
            Effect::Set { value: SetValue::Case { fact: held }, .. } => {
                held == fact && !facts.contains_key(fact)
            }
            Effect::Issue { valid, .. } => {
                any_turns(valid.iter().map(|(when, _)| when.as_ref()), fact, facts)
            }
            Effect::Open { when, .. } => any_turns([when.as_ref()], fact, facts),
            _ => false,
        };
        let decisions = self.decisions.iter().any(|rule| {
            optional(rule.when.as_ref(), facts) != Truth::NotMet
                && (any_turns([rule.when.as_ref()], fact, facts) || rule.effects.iter().any(taken))
        });
        let contested = self.routes().any(|route| {
            let shorter = route.shorten.iter().map(|shorter| Some(&shorter.when));
            let suspends = route.suspends.iter().map(|suspends| Some(&suspends.when));
            any_turns(shorter.chain(suspends), fact, facts)
        });
        decisions || contested
    }
}
