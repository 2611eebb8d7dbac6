//! What one file says of another: codes of statuses, services of offices, procedures that a decision opens.

use super::Parsed;
use crate::book::task_of;
use crate::load::head::Draft;
use crate::load::offices::Offices;
use crate::load::procedure::Known;
use crate::offices::Authority;
use crate::payment::{PayTo, STATE_FEE};
use crate::procedure::{Effect, Procedure};
use crate::read::{Node, Report, known};
use kernel::Text;
use std::collections::HashMap;

/// What one file says of another: codes of statuses, services of offices.
pub(super) fn prove(
    all: &Known<'_>,
    procedures: &[Procedure],
    drafts: &[Draft<'_>],
    offices: &Option<Offices>,
    parsed: &[Parsed<'_>],
    report: &Report,
) {
    opened(procedures, drafts);
    one_version_a_day(procedures, drafts);
    let nodes = |name: &str| {
        parsed
            .iter()
            .filter(move |file| file.source.file.split('/').skip(1).eq([name]))
            .flat_map(|file| Node::all(file.source, &file.document, report))
            .collect::<Vec<_>>()
    };
    // A catalogue whose statuses the country does not know would let a procedure ask for what cannot be.
    if let Some(crate::facts::FactKind::Code { options }) =
        all.facts.get("person.status").map(|fact| &fact.kind)
    {
        let node = nodes("facts.kdl")
            .into_iter()
            .find(|node| node.arg(0).and_then(|v| v.as_string()) == Some("person.status"));
        for code in options.iter().filter(|code| all.country.status(code).is_none()) {
            if let Some(node) = node {
                node.error(
                    format!("the country has no status `{code}`"),
                    "add it to country.kdl by `status`",
                );
            }
        }
    }
    let is_procedure =
        |id: &String| procedures.iter().any(|procedure| procedure.id() == id && !procedure.is_abstract());
    for fact in all.facts.facts() {
        for (option, id) in fact.see.iter().filter(|(_, id)| !is_procedure(id)) {
            let files = parsed.iter().flat_map(|file| Node::all(file.source, &file.document, report));
            let mut facts = files.filter(|node| node.word() == "fact");
            let found = facts.find(|node| node.arg(0).and_then(|name| name.as_string()) == Some(&fact.name));
            if let Some(node) = found {
                node.error(
                    format!("the option `{option}` sends people to `{id}`, and there is no such procedure"),
                    known(id, &procedures.iter().map(Procedure::id).collect::<Vec<_>>()),
                );
            }
        }
    }
    let authority = offices.as_ref().map(|(authority, ..)| authority);
    if let Some(node) = nodes("offices.kdl").into_iter().find(|node| node.word() == "authority") {
        for id in authority.iter().flat_map(|authority| &authority.tells_of).filter(|id| !is_procedure(id)) {
            node.error(format!("the authority tells of `{id}`, and there is no such procedure"), "");
        }
        covered(authority, procedures, node);
    }
    for office in offices.iter().flat_map(|(_, offices, _)| offices) {
        for id in office.services.iter().flatten() {
            if !is_procedure(id) {
                let node = nodes("offices.kdl")
                    .into_iter()
                    .find(|n| n.arg(0).and_then(|v| v.as_string()) == Some(office.id.as_str()));
                if let Some(node) = node {
                    node.error_at("services", format!("there is no procedure `{id}`"), "");
                }
            }
        }
    }
}

/// Every procedure belongs to one competence, and every competence is exercised by procedures, once any names them.
fn covered(authority: Option<&Authority>, procedures: &[Procedure], node: Node<'_>) {
    let tasks = authority.map_or(&[][..], |authority| &authority.tasks);
    if tasks.iter().all(|task| task.covers.is_empty()) {
        return;
    }
    for task in tasks {
        let place = node.named("task").find(|place| id(place) == Some(&task.id)).unwrap_or(node);
        if task.covers.is_empty() {
            place.error(format!("the task `{}` covers no procedure", task.id), "name them by `covers`");
        }
        for covered in &task.covers {
            let twice = tasks.iter().flat_map(|task| &task.covers).filter(|other| *other == covered).count();
            if procedures.iter().all(|procedure| procedure.id() != covered) {
                place.error(format!("there is no procedure `{covered}` to cover"), "");
            } else if twice > 1 {
                place.error(format!("`{covered}` is covered more than once"), "leave it to one task");
            }
        }
    }
    for procedure in procedures.iter().filter(|procedure| !procedure.is_abstract()) {
        if task_of(tasks, procedures, procedure).is_none() {
            node.error(
                format!("no task covers the procedure `{}`", procedure.id()),
                "name it, or a base of it, in the `covers` of a task",
            );
        }
    }
}

/// A fee that is not paid as a state fee is paid as a kind that the authority has an account for.
pub(super) fn paid(procedures: &[Procedure], drafts: &[Draft<'_>], payments: &[PayTo]) {
    for procedure in procedures {
        let Some(kind) = procedure.fees().map(|fees| fees.pays.as_str()) else { continue };
        if kind == STATE_FEE || payments.iter().any(|payment| payment.kind == kind) {
            continue;
        }
        let of = |draft: &&Draft<'_>| draft.id == procedure.id && draft.in_force == procedure.in_force;
        if let Some(draft) = drafts.iter().find(of) {
            let node = draft.node.named("fee").next().unwrap_or(draft.node);
            let kinds: Vec<&str> = payments.iter().map(|payment| payment.kind.as_str()).collect();
            node.error(format!("offices.kdl has no payment `{kind}`"), known(kind, &kinds));
        }
    }
}

/// Gives whatever names another procedure what that is called: bases, effects that open it, and those to turn to.
pub(super) fn give_names(procedures: &mut [Procedure]) {
    let names: HashMap<String, Text> = procedures.iter().map(|p| (p.id.clone(), p.name.clone())).collect();
    for procedure in procedures.iter_mut() {
        let base = procedure.inherits.as_deref().map(|base| base.split('@').next().unwrap_or(base));
        procedure.inherits_name = base.and_then(|base| names.get(base)).cloned();
        if let Some(applies) = &mut procedure.applies {
            applies.instead_names = applies.instead.iter().filter_map(|id| names.get(id)).cloned().collect();
        }
    }
    for effect in procedures.iter_mut().flat_map(|p| &mut p.decisions).flat_map(|rule| &mut rule.effects) {
        if let Effect::Open { procedure, name, .. } = effect
            && let Some(known) = names.get(procedure)
        {
            *name = known.clone();
        }
    }
}

/// Whatever a decision opens, a step of contesting leads to, or those who come too late turn to, exists and is no base.
fn opened(procedures: &[Procedure], drafts: &[Draft<'_>]) {
    let ids: Vec<&str> = procedures.iter().filter(|p| !p.is_abstract()).map(Procedure::id).collect();
    for (procedure, draft) in procedures
        .iter()
        .filter_map(|p| drafts.iter().find(|d| d.id == p.id && d.in_force == p.in_force).map(|d| (p, d)))
        .filter(|(procedure, _)| !procedure.is_abstract())
    {
        let missing = |word: &'static str, named: &str, place: &dyn Fn(&Node<'_>) -> bool| {
            if ids.contains(&named) {
                return;
            }
            let node = draft.node.named(word).find(|node| place(node)).unwrap_or(draft.node);
            node.error(format!("there is no procedure `{named}` to {}", verb(word)), known(named, &ids));
        };
        for decision in &procedure.decisions {
            for effect in &decision.effects {
                if let Effect::Open { procedure, .. } = effect {
                    missing("decide", procedure, &|node| id(node) == Some(&decision.id));
                }
            }
        }
        for route in procedure.routes() {
            if let Some(opens) = &route.opens {
                missing("appeal", opens, &|node| id(node) == Some(&route.id));
            }
        }
        for instead in procedure.applies.iter().flat_map(|applies| &applies.instead) {
            missing("applies", instead, &|_| true);
        }
    }
}

fn id<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.arg(0).and_then(|value| value.as_string())
}

fn verb(word: &str) -> &'static str {
    if word == "applies" { "turn to instead" } else { "open" }
}

/// No day of receipt falls under two versions of one procedure.
fn one_version_a_day(procedures: &[Procedure], drafts: &[Draft<'_>]) {
    for (at, later) in procedures.iter().enumerate() {
        let same = procedures.iter().take(at).filter(|other| other.id == later.id);
        let first = later.first_received();
        for other in same.filter(|other| other.takes(first) || later.takes(other.first_received())) {
            let draft = drafts.iter().find(|draft| draft.id == later.id && draft.in_force == later.in_force);
            let Some(draft) = draft else { continue };
            let node = draft.node.named("applies").next().unwrap_or(draft.node);
            node.error(
                format!(
                    "a case of `{}` received on {} falls under the versions of {} and {}",
                    later.id,
                    first.max(other.first_received()),
                    other.in_force,
                    later.in_force
                ),
                "say by `applies` in each which days of receipt it is for",
            );
        }
    }
}
