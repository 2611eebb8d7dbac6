//! The laws that a procedure file itself must keep: what can be proven without a case.

use crate::facts::FactSource;
use crate::load::procedure::{Draft, conditions};
use crate::procedure::{DecisionKind, Effect, Procedure, Stage};
use crate::read::{Node, known};

/// Proves a procedure that is not abstract; what does not hold is noted at its node.
pub(crate) fn prove(procedure: &Procedure, draft: &Draft<'_>, nodes: &[Node<'_>]) {
    let at = |word: &str, id: &str| {
        let found = nodes
            .iter()
            .find(|node| node.word() == word && node.arg(0).and_then(|v| v.as_string()) == Some(id));
        *found.unwrap_or(&draft.node)
    };
    complete(procedure, draft);
    grounds(procedure, &at);
    sources(procedure, draft, &at);
    stages(procedure, &at);
    events(procedure, nodes, &at);
}

fn complete(procedure: &Procedure, draft: &Draft<'_>) {
    let lacks = |missing: bool, what: &str, hint: &str| {
        if missing {
            draft.node.error(format!("`{}` has no {what}", procedure.id), hint);
        }
    };
    lacks(procedure.capacities.is_empty(), "`applicant`", "say who may apply");
    lacks(procedure.requirements.is_empty(), "`require`", "say what must be met");
    lacks(procedure.stages.is_empty(), "`stage`", "say who does what, in which order");
    lacks(procedure.clocks.is_empty(), "`clock`", "every decision has a term");
    let grants = procedure.decision_of(DecisionKind::Grant);
    lacks(grants.is_none(), "decision that grants", "add decide \"…\" kind=\"grant\"");
    let none = grants.is_some_and(|decision| decision.effects.is_empty());
    lacks(none, "effect of its grant", "a decision that grants does something: issue, cancel or set");
    let refuses = procedure.decision_of(DecisionKind::Refuse).is_some();
    lacks(!refuses, "decision that refuses", "add decide \"…\" kind=\"refuse\"");
    let effects =
        procedure.decisions.iter().filter(|d| d.kind != DecisionKind::Grant).any(|d| !d.effects.is_empty());
    lacks(effects, "reason to let a refusal have effects", "only a grant issues, cancels or sets");
}

fn grounds<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let ids: Vec<&str> = procedure.grounds.all().iter().map(|ground| ground.id()).collect();
    for requirement in &procedure.requirements {
        if !ids.contains(&requirement.ground.as_str()) {
            at("require", &requirement.id).error_at(
                "ground",
                format!("the ground `{}` is not declared", requirement.ground),
                format!("declare it by `ground` with its citation; {}", known(&requirement.ground, &ids)),
            );
        }
    }
    for id in ids {
        if !procedure.requirements.iter().any(|requirement| requirement.ground == id) {
            at("ground", id).error(
                format!("no requirement leads to the ground `{id}`"),
                "name it by a `require`, or take it away",
            );
        }
    }
}

/// Every fact asked for can be known: somebody says it, or some evidence proves it.
fn sources<'a>(procedure: &Procedure, draft: &Draft<'_>, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let asked: Vec<&str> = conditions(procedure).iter().flat_map(|condition| condition.facts()).collect();
    let proven = |name: &str| {
        procedure.evidence.iter().any(|evidence| evidence.proven().iter().any(|(fact, _)| fact == name))
    };
    for fact in &procedure.facts {
        if fact.source == FactSource::Evidence && asked.contains(&fact.name.as_str()) && !proven(&fact.name) {
            draft.node.error(
                format!("`{}` asks for `{}`, but no evidence proves it", procedure.id, fact.name),
                "add `evidence` with proves=… for it",
            );
        }
    }
    for evidence in &procedure.evidence {
        for (name, _) in evidence.proven() {
            if !asked.contains(&name.as_str()) {
                at("evidence", &evidence.id).error_at(
                    "proves",
                    format!("nothing in `{}` asks for `{name}`", procedure.id),
                    "do not ask people for what is not needed: take the evidence away, or require the fact",
                );
            }
        }
    }
}

fn stages<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let ids: Vec<&str> = procedure.stages.iter().map(|stage| stage.id.as_str()).collect();
    let mut unknown = false;
    for stage in &procedure.stages {
        for need in stage.needs.iter().filter(|need| !ids.contains(&need.as_str())) {
            unknown = true;
            let message = format!("there is no stage `{need}`");
            at("stage", &stage.id).error_at("needs", message, known(need, &ids));
        }
    }
    if unknown {
        return;
    }
    // Stages that are ready are taken away until none is; what is left waits for itself.
    let mut left: Vec<&Stage> = procedure.stages.iter().collect();
    loop {
        let before = left.len();
        let waiting: Vec<&str> = left.iter().map(|stage| stage.id.as_str()).collect();
        left.retain(|stage| stage.needs.iter().any(|need| waiting.contains(&need.as_str())));
        if left.len() == before {
            break;
        }
    }
    if let Some(first) = left.first() {
        let circle: Vec<&str> = left.iter().map(|stage| stage.id.as_str()).collect();
        at("stage", &first.id).error(
            format!("these stages wait for each other: {}", circle.join(", ")),
            "no stage may need itself, directly or through others",
        );
    }
}

/// Whatever starts or ends a clock happens at some stage.
fn events<'a>(procedure: &Procedure, nodes: &[Node<'_>], at: &dyn Fn(&str, &str) -> Node<'a>) {
    let emitted: Vec<&str> =
        procedure.stages.iter().flat_map(|stage| stage.emits.iter().map(String::as_str)).collect();
    let hint = |event: &str| format!("let a stage emit it: emits=\"{event}\"; {}", known(event, &emitted));
    for clock in &procedure.clocks {
        let node = at("clock", &clock.id);
        if !emitted.contains(&clock.from.as_str()) {
            let message =
                format!("the clock `{}` starts with `{}`, which no stage emits", clock.id, clock.from);
            node.error_at("from", message, hint(&clock.from));
        }
        let others = clock.suspend.iter().map(|pause| pause.until.as_str());
        for event in others.chain(clock.restart.as_ref().map(|restart| restart.on.as_str())) {
            if !emitted.contains(&event) {
                node.error(
                    format!("the clock `{}` waits for `{event}`, which no stage emits", clock.id),
                    hint(event),
                );
            }
        }
    }
    let fee = procedure.fees.as_ref().zip(nodes.iter().find(|node| node.word() == "fee"));
    if let Some((fees, node)) = fee.filter(|(fees, _)| !emitted.contains(&fees.due.as_str())) {
        node.error_at(
            "due",
            format!("the fee is due at `{}`, which no stage emits", fees.due),
            hint(&fees.due),
        );
    }
}

/// Whether a decision of the procedure issues a document of this kind.
pub(crate) fn issues(procedure: &Procedure, wanted: &str) -> bool {
    procedure
        .decisions
        .iter()
        .flat_map(|decision| &decision.effects)
        .any(|effect| matches!(effect, Effect::Issue { kind, .. } if kind == wanted))
}
