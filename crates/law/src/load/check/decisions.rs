//! Decisions: what they need, what they are for, and that each can be reached and contested.

use crate::facts::FactSource;
use crate::ground::GroundKind;
use crate::load::head::Draft;
use crate::procedure::{DecisionKind, DecisionRule, Procedure};
use crate::read::{Node, known};

pub(super) fn prove<'a>(procedure: &Procedure, draft: &Draft<'_>, at: &dyn Fn(&str, &str) -> Node<'a>) {
    grounds(procedure, at);
    automatic(procedure, at);
    reachable(procedure, at);
    contested(procedure, draft, at);
    named(procedure, at);
}

fn ids(procedure: &Procedure) -> Vec<&str> {
    procedure.decisions.iter().map(|rule| rule.id.as_str()).collect()
}

/// The grounds that a decision names exist, and belong to its kind.
fn grounds<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let grounds: Vec<&str> = procedure.grounds.all().iter().map(|ground| ground.id()).collect();
    for rule in &procedure.decisions {
        let node = at("decide", &rule.id);
        let named =
            [("needs-grounds", &rule.needs_grounds), ("grounds", &rule.grounds), ("despite", &rule.despite)];
        for (key, ids) in named {
            for id in ids.iter().filter(|id| !grounds.contains(&id.as_str())) {
                node.error_at(key, format!("there is no ground `{id}`"), known(id, &grounds));
            }
        }
        for (key, ids) in named.into_iter().take(2) {
            if !ids.is_empty() && !rule.kind.on_grounds() {
                let message = format!("the decision `{}` stands on no ground", rule.id);
                node.error_at(key, message, "only a refusal or a burden needs grounds");
            }
        }
        if let Some(id) = rule.needs_grounds.iter().find(|id| !rule.may_stand_on(id)) {
            let message = format!("the ground `{id}` is needed and is none of its own");
            node.error_at("grounds", message, "name it there too");
        }
        if !rule.despite.is_empty() && (rule.kind != DecisionKind::Grant || rule.cite.is_none()) {
            node.error_at(
                "despite",
                "only a grant can be made in spite of grounds, and it cites what allows it",
                "write kind=\"grant\" and cite=\"…\"",
            );
        }
        if rule.bar_reapply.is_some() && rule.kind == DecisionKind::Grant {
            node.error("a grant bars no new application", "put `bar-reapply` into a refusal");
        }
    }
}

/// Without an officer nothing is judged, and nothing is weighed.
fn automatic<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    for rule in procedure.decisions.iter().filter(|rule| rule.automatic) {
        let node = at("decide", &rule.id);
        if rule.kind != DecisionKind::Grant || rule.by.is_some() {
            node.error_at(
                "automatic",
                format!("the decision `{}` takes an officer", rule.id),
                "only a grant of the office itself can be automatic",
            );
        }
        let conditions = procedure.requirements.iter().map(|requirement| &requirement.condition);
        let mut asked = conditions.flat_map(|condition| condition.facts());
        let judged =
            asked.find(|name| procedure.fact(name).is_some_and(|fact| fact.source == FactSource::Judged));
        if let Some(judged) = judged {
            node.error_at(
                "automatic",
                format!("the decision `{}` cannot be automatic: `{judged}` is judged by an officer", rule.id),
                "take `automatic` away",
            );
        }
        if procedure.grounds.all().iter().any(|ground| ground.kind() == GroundKind::May) {
            node.error_at(
                "automatic",
                format!("the decision `{}` cannot be automatic: a ground leaves a choice", rule.id),
                "take `automatic` away",
            );
        }
    }
}

/// Of two decisions of a kind with one condition the second is never taken.
fn reachable<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    for (place, rule) in procedure.decisions.iter().enumerate() {
        let same = |other: &&DecisionRule| {
            other.kind == rule.kind
                && rule.when.is_some()
                && other.when == rule.when
                && other.needs_grounds == rule.needs_grounds
                && other.grounds == rule.grounds
                && other.despite == rule.despite
        };
        if let Some(other) = procedure.decisions.iter().take(place).find(same) {
            at("decide", &rule.id).error(
                format!("the decision `{}` is never reached", rule.id),
                format!("`{}` above it has the same condition", other.id),
            );
        }
    }
}

/// Every adverse decision that is not final has a step of contesting.
fn contested<'a>(procedure: &Procedure, draft: &Draft<'_>, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let decisions = ids(procedure);
    for route in procedure.routes() {
        for id in route.decisions.iter().filter(|id| !decisions.contains(&id.as_str())) {
            let message = format!("there is no decision `{id}`");
            at("appeal", &route.id).error_at("for", message, known(id, &decisions));
        }
    }
    for rule in procedure.decisions.iter().filter(|rule| rule.kind != DecisionKind::Grant && !rule.is_final) {
        if procedure.route_for(rule).is_none() {
            draft.node.error(
                format!("nobody says where the decision `{}` is contested", rule.id),
                "add an `appeal` that is for it, or final=#true with what says so",
            );
        }
    }
}

/// Decisions and notices that stages and clocks name exist.
fn named<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let decisions = ids(procedure);
    let notices: Vec<&str> = procedure.notices.iter().map(|notice| notice.id.as_str()).collect();
    for stage in &procedure.stages {
        for id in stage.after.iter().filter(|id| !decisions.contains(&id.as_str())) {
            let message = format!("there is no decision `{id}`");
            at("stage", &stage.id).error_at("after", message, known(id, &decisions));
        }
    }
    let notices_after = procedure.notices.iter().map(|notice| ("notice", &notice.id, &notice.after));
    let clocks_after = procedure.clocks.iter().map(|clock| ("clock", &clock.id, &clock.after));
    for (word, point, after) in notices_after.chain(clocks_after) {
        for id in after.iter().filter(|id| !decisions.contains(&id.as_str())) {
            let message = format!("there is no decision `{id}`");
            at(word, point).error_at("after", message, known(id, &decisions));
        }
    }
    for clock in &procedure.clocks {
        let node = at("clock", &clock.id);
        let ends = clock.suspend.iter().filter_map(|pause| pause.then.as_deref());
        let counts = clock.on_overdue.iter().filter_map(|overdue| overdue.decides.as_deref());
        for id in ends.chain(counts) {
            match procedure.decision(id) {
                None => node.error(
                    format!("the clock `{}` leads to the decision `{id}`, which there is not", clock.id),
                    known(id, &decisions),
                ),
                // Nobody is heard and nothing is weighed by time alone.
                Some(rule) if rule.kind.on_grounds() => node.error(
                    format!("the clock `{}` leads to `{id}`, which stands on grounds", clock.id),
                    "name a decision that grants or discontinues; an officer decides on grounds",
                ),
                Some(_) => {}
            }
        }
        for id in clock.extend.iter().filter_map(|longer| longer.notice.as_deref()) {
            if !notices.contains(&id) {
                node.error(
                    format!("the clock `{}` tells people by `{id}`, which is no notice", clock.id),
                    format!("declare it by `notice`; {}", known(id, &notices)),
                );
            }
        }
    }
}
