//! Which procedures there are, and people and facts that lead to each of their decisions.

use crate::house::day;
use crate::people::{self, Standing};
use crate::solve::Search;
use law::procedure::DecisionRule;
use law::{FactSource, Facts, LawBook, Procedure};

/// A way to one decision: who, and on which facts.
#[derive(Clone)]
pub struct Way {
    pub standing: Standing,
    pub facts: Facts,
    /// Whether somebody applies who neither is the subject nor has them in care.
    pub other: bool,
}

/// Whether the procedure decides on the contest of another's decision.
pub fn of_contest(law: &LawBook, procedure: &Procedure) -> bool {
    law.all().flat_map(Procedure::routes).any(|route| route.opens.as_deref() == Some(procedure.id()))
}

/// People and facts that lead to a decision; `None` when none are found. Who applies is the subject or a parent, or else
/// somebody who has nothing to do with them.
pub fn way(law: &LawBook, procedure: &Procedure, rule: &DecisionRule) -> Option<Way> {
    [false, true].into_iter().find_map(|other| way_of(law, procedure, rule, other))
}

fn way_of(law: &LawBook, procedure: &Procedure, rule: &DecisionRule, other: bool) -> Option<Way> {
    let ex_officio = procedure.capacities().iter().all(|capacity| capacity.ex_officio);
    for (seed, standing) in people::standings(law).into_iter().enumerate() {
        if (ex_officio || other) && standing.by_parent {
            continue;
        }
        let subject = people::history(&people::person(law, 1, &standing));
        let applicant = if standing.by_parent || other {
            people::history(&people::parent(law, 1, &standing))
        } else {
            subject.clone()
        };
        let fixed = people::computed(law, procedure, &subject, &applicant);
        let mut search =
            Search::new(procedure, fixed.clone(), day("2026-11-24"), u64::try_from(seed).unwrap());
        if let Some(facts) = search.facts_for(rule) {
            // Who acts for another does not act for themselves. A client acts as what is known when they apply; at the
            // counter it may be proved afterwards.
            let declared =
                |name: &str| procedure.fact(name).is_some_and(|def| def.source == FactSource::Declared);
            let known_first = |name: &str| other || ex_officio || fixed.contains_key(name) || declared(name);
            let first: Facts = facts.clone().into_iter().filter(|(name, _)| known_first(name)).collect();
            let about_another = other || standing.by_parent;
            let fits = |known: &law::procedure::Capacity| {
                known.ex_officio == ex_officio && (ex_officio || about_another || !known.for_other)
            };
            let may = procedure.assess(&first).capacities.iter().any(|(id, truth)| {
                *truth == law::Truth::Met
                    && procedure.capacities().iter().any(|known| known.id == *id && fits(known))
            });
            if may {
                return Some(Way { standing, facts, other });
            }
        }
    }
    None
}

/// The law with every procedure offered: also what the portal only tells of must be carried out.
pub fn everything_offered() -> LawBook {
    let files: Vec<(&str, String)> = law::files::bundled()
        .iter()
        .map(|(path, text)| {
            let kept = text.lines().filter(|line| !line.trim_start().starts_with("tells-of "));
            let text = if path.ends_with("offices.kdl") {
                kept.collect::<Vec<_>>().join("\n")
            } else {
                (*text).to_owned()
            };
            (*path, text)
        })
        .collect();
    LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap()
}

/// Procedures that the office offers to those who come on the day of the tests.
pub fn offered(law: &LawBook) -> Vec<&Procedure> {
    let today = day("2026-11-24");
    let offered = |procedure: &&Procedure| !procedure.is_abstract() && procedure.takes(today);
    law.all().filter(offered).collect()
}
