//! The laws that a procedure file itself must keep: what can be proven without a case.

mod decisions;
mod events;

use crate::facts::FactSource;
use crate::load::head::Draft;
use crate::load::procedure::asked;
use crate::procedure::{DecisionKind, Effect, Procedure};
use crate::read::{Node, Reader, known};

/// Proves a procedure that is not abstract; what does not hold is noted at its node.
pub(crate) fn prove(procedure: &Procedure, draft: &Draft<'_>, nodes: &[Node<'_>]) {
    let at = |word: &str, id: &str| -> Node<'_> {
        let found = nodes
            .iter()
            .find(|node| node.word() == word && node.arg(0).and_then(|v| v.as_string()) == Some(id));
        *found.unwrap_or(&draft.node)
    };
    complete(procedure, draft);
    grounds(procedure, &at);
    alternatives(procedure, &at);
    sources(procedure, draft, &at);
    decisions::prove(procedure, draft, &at);
    events::prove(procedure, nodes, &at);
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
    let refuses = procedure.decision_of(DecisionKind::Refuse);
    let imposes = procedure.decision_of(DecisionKind::Impose);
    // What the office begins by itself may only burden; whoever applies is granted or refused.
    if procedure.capacities.iter().all(|capacity| capacity.ex_officio) && !procedure.capacities.is_empty() {
        lacks(imposes.or(grants).is_none(), "decision", "add decide \"…\" kind=\"impose\"");
        let ends = procedure.decision_of(DecisionKind::Discontinue);
        lacks(
            grants.or(ends).is_none(),
            "decision that ends it without a burden",
            "what begins with a suspicion may prove to have no ground: add decide \"…\" kind=\"discontinue\"",
        );
    } else {
        lacks(grants.is_none(), "decision that grants", "add decide \"…\" kind=\"grant\"");
        lacks(refuses.is_none(), "decision that refuses", "add decide \"…\" kind=\"refuse\"");
    }
    let doing = [DecisionKind::Grant, DecisionKind::Impose];
    let idle = procedure.decisions.iter().find(|rule| doing.contains(&rule.kind) && rule.effects.is_empty());
    if let Some(rule) = idle {
        let what = format!("effect of its decision `{}`", rule.id);
        lacks(true, &what, "such a decision does something: issue, cancel, set, end, open, or answer");
    }
    let effects = procedure
        .decisions
        .iter()
        .filter(|rule| !doing.contains(&rule.kind))
        .flat_map(|rule| &rule.effects)
        .any(|effect| !matches!(effect, Effect::Open { .. }));
    lacks(
        effects,
        "reason to let a refusal have effects",
        "only a grant or a burden issues, cancels, sets or ends; a refusal may open another procedure",
    );
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

/// An alternative stands beside a requirement that is none itself.
fn alternatives<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let first = procedure.requirements.iter().filter(|requirement| requirement.alternative_to.is_none());
    let ids: Vec<&str> = first.map(|requirement| requirement.id.as_str()).collect();
    for requirement in &procedure.requirements {
        let Some(other) = requirement.alternative_to.as_deref().filter(|other| !ids.contains(other)) else {
            continue;
        };
        at("require", &requirement.id).error_at(
            "alternative-to",
            format!("there is no requirement `{other}` to be an alternative to"),
            format!("name the first of the alternatives; {}", known(other, &ids)),
        );
    }
}

/// Every fact asked for can be known: somebody says it, or some evidence proves it.
fn sources<'a>(procedure: &Procedure, draft: &Draft<'_>, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let asked = asked(procedure);
    let proven =
        |name: &str| procedure.evidence.iter().any(|evidence| evidence.facts().any(|fact| fact == name));
    for fact in &procedure.facts {
        if fact.source == FactSource::Evidence && asked.contains(fact.name.as_str()) && !proven(&fact.name) {
            draft.node.error(
                format!("`{}` asks for `{}`, but no evidence proves it", procedure.id, fact.name),
                "add `evidence` with proves=… or shows=… for it",
            );
        }
    }
    let version = draft.version();
    for evidence in &procedure.evidence {
        let key = if evidence.proves.is_empty() { "shows" } else { "proves" };
        let node = at("evidence", &evidence.id);
        let hint = format!("{version} inherits it: write except \"evidence\" \"{}\" there", evidence.id);
        let inherited = draft.inherited(&node);
        let node = if inherited { node.read_for(Reader { version: &version, hint: &hint }) } else { node };
        for name in evidence.facts() {
            if !asked.contains(name) {
                node.error_at(
                    key,
                    format!("nothing in `{}` asks for `{name}`", procedure.id),
                    "do not ask people for what is not needed: take the evidence away, or require the fact",
                );
            }
        }
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
