//! Decisions and their effects, from their nodes.

use crate::facts::FactValue;
use crate::load::basis::{Basis, basis, basis_and, optional_basis};
use crate::load::condition::{all_of, some_of};
use crate::load::parts::{Context, actor, every, letter, list, near, when};
use crate::procedure::says::{Piece, pieces};
use crate::procedure::{DecisionKind, DecisionRule, Effect, ReapplyBar, SetValue, TermChoice};
use crate::read::{Node, known};
use kernel::{Term, TermUnit, Text};
use std::cmp::Ordering;

const KINDS: [(&str, DecisionKind); 4] = [
    ("grant", DecisionKind::Grant),
    ("refuse", DecisionKind::Refuse),
    ("impose", DecisionKind::Impose),
    ("discontinue", DecisionKind::Discontinue),
];

/// The list of the register's catalogue that stands for the legal statuses of the country.
const STATUSES: &str = "status";

/// Kinds of the register whose value the office draws by itself.
const DRAWN: [&str; 1] = ["code"];

pub(crate) fn decision(node: Node<'_>, context: &Context<'_>) -> Option<DecisionRule> {
    let props = ["kind", "approvals", "by", "automatic", "grounds", "needs-grounds", "despite", "final"];
    node.shape(1..=1, &basis_and(&props));
    node.only(&[
        "name",
        "says",
        "when",
        "issue",
        "cancel",
        "set",
        "end",
        "open",
        "answer",
        "bar-reapply",
        "choose",
    ]);
    let kind = node.choice("kind", &KINDS);
    let (id, name, approvals) = (node.id(), node.need_text("name"), node.number::<u8>("approvals"));
    if !matches!(approvals, Some(1 | 2)) {
        node.error_at(
            "approvals",
            "a decision is signed by one officer or by two",
            "write approvals=1 or approvals=2",
        );
        return None;
    }
    let by = match node.string("by") {
        None => None,
        Some(code) => Some(actor(node, "by", code, context)?),
    };
    let when = when(node, context.words);
    let bar_reapply = match node.child("bar-reapply") {
        None => Some(None),
        Some(child) => bar(child, context).map(Some),
    };
    let choices = every(node.named("choose").map(|child| choice(child, context)))?;
    let says = match node.child("says") {
        None => None,
        Some(child) => Some(says(node, child, &choices)?),
    };
    let effect_words = ["issue", "cancel", "set", "end", "open", "answer"];
    let effects = node.children().filter(|child| effect_words.contains(&child.word()));
    let effects = every(effects.map(|child| effect(child, &choices, context)));
    let (cite, verified) = optional_basis(node, &context.acts)?;
    let (kind, is_final) = (kind?, node.boolean("final").unwrap_or(false));
    if is_final && cite.is_none() {
        node.error_at("final", "a decision that nobody can contest cites what says so", "add cite=\"…\"");
        return None;
    }
    Some(DecisionRule {
        id: id?.to_owned(),
        kind,
        name: name?,
        says,
        approvals: approvals?,
        by,
        automatic: node.boolean("automatic").unwrap_or(false),
        when: when?,
        needs_grounds: list(node, "needs-grounds"),
        grounds: list(node, "grounds"),
        despite: list(node, "despite"),
        is_final,
        bar_reapply: bar_reapply?,
        choices,
        effects: effects?,
        cite,
        verified,
    })
}

/// The sentence of a decision: in each language it has a place for every term that the decision sets, and no other.
fn says(node: Node<'_>, child: Node<'_>, choices: &[TermChoice]) -> Option<Text> {
    let text = node.text("says")?;
    let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
    for lang in child.props().filter(|key| key.len() == 2) {
        let sentence = child.string(lang).unwrap_or_default();
        let mut named = Vec::new();
        for piece in pieces(sentence) {
            match piece {
                Piece::Words(words) if words.contains(['{', '}']) => {
                    child.error_at(lang, "a place is not closed", "write a place as {id:for} or {id:within}");
                    return None;
                }
                Piece::Words(_) => {}
                Piece::Place(id, _) if !ids.contains(&id) => {
                    child.error_at(lang, format!("the decision sets no term `{id}`"), known(id, &ids));
                    return None;
                }
                Piece::Place(id, None) => {
                    let right = format!("write {{{id}:for}} (how long) or {{{id}:within}} (by when)");
                    child.error_at(lang, format!("nothing says how the term `{id}` stands there"), right);
                    return None;
                }
                Piece::Place(id, Some(_)) => named.push(id),
            }
        }
        if let Some(left) = ids.iter().find(|id| !named.contains(id)) {
            let right = format!("put {{{left}:for}} or {{{left}:within}} where the term belongs");
            child.error_at(lang, format!("the sentence leaves out the term `{left}`"), right);
            return None;
        }
    }
    Some(text)
}

fn bar(node: Node<'_>, context: &Context<'_>) -> Option<ReapplyBar> {
    node.shape(1..=1, &basis_and(&[]));
    node.leaf();
    let term: Option<Term> = node.parsed_arg(0);
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(ReapplyBar { term: term?, cite, verified })
}

fn effect(node: Node<'_>, choices: &[TermChoice], context: &Context<'_>) -> Option<Effect> {
    match node.word() {
        "issue" => issue(node, choices, context),
        "cancel" => {
            node.shape(1..=1, &[]);
            node.leaf();
            let (kind, name) = document_kind(node, context)?;
            Some(Effect::CancelPrevious { kind, name })
        }
        "set" => set(node, choices, context),
        "answer" => {
            node.shape(0..=0, &["letter", "reply"]);
            node.leaf();
            Some(Effect::Answer { letter: letter(node), reply: node.boolean("reply").unwrap_or(false) })
        }
        "end" => {
            node.shape(1..=1, &["code"]);
            node.leaf();
            let (fact, name, list) = register_fact(node, context)?;
            let (code, code_name) = match node.string("code") {
                None => (None, None),
                Some(code) => (Some(code.to_owned()), Some(list_code(node, "code", &list, code, context)?)),
            };
            Some(Effect::End { fact, name, code, code_name })
        }
        _ => {
            node.shape(1..=1, &[]);
            node.only(&["when"]);
            let (procedure, when) = (node.id(), when(node, context.words));
            let procedure = procedure?.to_owned();
            // Its name is known once every procedure is read.
            let name = Text::new(procedure.as_str(), procedure.as_str());
            Some(Effect::Open { procedure, name, when: when? })
        }
    }
}

fn set(node: Node<'_>, choices: &[TermChoice], context: &Context<'_>) -> Option<Effect> {
    node.shape(1..=1, &["to", "as", "drawn", "from", "for"]);
    node.leaf();
    let (fact, name, list) = register_fact(node, context)?;
    let value = match (node.string("to"), node.string("as"), node.boolean("drawn")) {
        (None, None, Some(true)) if DRAWN.contains(&fact.as_str()) => SetValue::Drawn,
        (None, None, Some(true)) => {
            node.error_at(
                "drawn",
                format!("nobody draws `{fact}`"),
                format!("what the office draws is: {}", DRAWN.join(", ")),
            );
            return None;
        }
        (Some(code), None, None) => {
            let named = list_code(node, "to", &list, code, context)?;
            let list = list.unwrap_or_default();
            SetValue::Code { list, code: code.to_owned(), name: named }
        }
        (None, Some(fact), None) => {
            let facts = context.words.facts;
            if facts.get(fact).is_none() {
                let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
                node.error_at("as", format!("there is no fact `{fact}`"), near(fact, &names));
                return None;
            }
            SetValue::Case { fact: fact.to_owned() }
        }
        _ => {
            node.error(
                "`set` needs one of `to`, `as` and `drawn`",
                "add to=\"code\" from the list of the kind, as=\"fact\" for what the case holds, or drawn=#true",
            );
            return None;
        }
    };
    let chosen = chosen(node, "for", choices);
    let lasts = match node.value("for") {
        Some(_) if chosen.is_none() => Some(node.parsed("for")?),
        _ => None,
    };
    Some(Effect::Set { fact, name, value, from: node.string("from").map(str::to_owned), lasts, chosen })
}

/// `choose "stay" at-least="7 days" at-most="30 days" …`.
fn choice(node: Node<'_>, context: &Context<'_>) -> Option<TermChoice> {
    node.shape(1..=1, &basis_and(&["at-least", "at-most"]));
    node.only(&["name"]);
    let (id, name) = (node.id(), node.need_text("name"));
    let (at_least, at_most) = (node.need_parsed::<Term>("at-least"), node.need_parsed::<Term>("at-most"));
    let (at_least, at_most) = (at_least?, at_most?);
    if at_least.unit == TermUnit::WorkingDays || at_most.unit == TermUnit::WorkingDays {
        node.error("the limits of a choice are not counted in working days", "use days, months or years");
        return None;
    }
    if FactValue::Term(at_least).compare(&FactValue::Term(at_most)) == Some(Ordering::Greater) {
        node.error_at("at-most", format!("{at_most} is less than {at_least}"), "nothing lies between them");
        return None;
    }
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(TermChoice { id: id?.to_owned(), name: name?, at_least, at_most, cite, verified })
}

/// The choice of the decision that a property names instead of a term.
fn chosen(node: Node<'_>, key: &str, choices: &[TermChoice]) -> Option<String> {
    let id = node.string(key)?;
    choices.iter().find(|choice| choice.id == id).map(|choice| choice.id.clone())
}

/// The kind of fact of the register that a node names, its name, and the list of its codes.
fn register_fact(node: Node<'_>, context: &Context<'_>) -> Option<(String, Text, Option<String>)> {
    let code = node.id()?;
    let register = context.register?;
    let Some(fact) = register.fact(code) else {
        let codes: Vec<&str> = register.facts().iter().map(|fact| fact.code.as_str()).collect();
        node.error(format!("the register has no fact `{code}`"), known(code, &codes));
        return None;
    };
    let list = fact.lists.first().cloned().or_else(|| (code == STATUSES).then(|| STATUSES.to_owned()));
    Some((code.to_owned(), fact.name.clone(), list))
}

/// The name of a code of a list; a code that is not in it is noted.
fn list_code(
    node: Node<'_>,
    key: &str,
    list: &Option<String>,
    code: &str,
    context: &Context<'_>,
) -> Option<Text> {
    let Some(list) = list else {
        node.error_at(key, "this fact of the register has no list of codes", "write as=\"fact\" instead");
        return None;
    };
    let declared = context.register.and_then(|register| register.list(list));
    let codes: Vec<(&str, &Text)> = match declared {
        Some(list) => list.codes.iter().map(|code| (code.code.as_str(), &code.name)).collect(),
        None => context.country.statuses.iter().map(|status| (status.id.as_str(), &status.name)).collect(),
    };
    if let Some((_, name)) = codes.iter().find(|(known, _)| *known == code) {
        return Some((*name).clone());
    }
    let codes: Vec<&str> = codes.into_iter().map(|(code, _)| code).collect();
    node.error_at(key, format!("the list `{list}` has no code `{code}`"), known(code, &codes));
    None
}

fn issue(node: Node<'_>, choices: &[TermChoice], context: &Context<'_>) -> Option<Effect> {
    node.shape(1..=1, &basis_and(&["mrz", "for"]));
    node.only(&["valid"]);
    let chosen = chosen(node, "for", choices);
    if node.value("for").is_some() && (chosen.is_none() || node.named("valid").next().is_some()) {
        node.error_at(
            "for",
            "this is no term that the decision chooses",
            "declare it by `choose` and leave `valid` out, or write `valid` rows",
        );
        return None;
    }
    let kind = document_kind(node, context);
    let mrz = node.string("mrz");
    if let Some(mrz) = mrz.filter(|mrz| mrz.len() > 2 || !mrz.bytes().all(|b| b.is_ascii_uppercase())) {
        node.error_at(
            "mrz",
            format!("`{mrz}` is not a document code"),
            "it has one or two capital letters, such as PP",
        );
        return None;
    }
    let mut valid = Vec::new();
    for row in node.named("valid") {
        row.shape(1..=1, &[]);
        let term: Option<Term> = row.parsed_arg(0);
        let always = row.children().next().is_none();
        let when = if always {
            all_of(row, &[], context.words).map(|_| None)
        } else {
            some_of(row, &[], context.words).map(Some)
        };
        if valid.iter().any(|(other, _)| Some(other) == when.as_ref()) {
            row.error("this row is never reached", "a row above it has the same condition");
            return None;
        }
        valid.push((when?, term?));
    }
    let defaults = valid.iter().filter(|(when, _)| when.is_none()).count();
    let last = valid.last().is_some_and(|(when, _)| when.is_none());
    // A statement says how things were on a day, and does not run out.
    let without_end = valid.is_empty() && (mrz.is_none() || chosen.is_some());
    if !without_end && (defaults != 1 || !last) {
        node.error(
            "the validity of a document needs one last row without a condition",
            "end with a line such as valid \"10 years\", so that every holder has a term",
        );
        return None;
    }
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    let (kind, name) = kind?;
    Some(Effect::Issue { kind, name, mrz_code: mrz.map(str::to_owned), valid, chosen, cite, verified })
}

/// The kind of document that a node names, and its name: the country must know it.
fn document_kind(node: Node<'_>, context: &Context<'_>) -> Option<(String, Text)> {
    let kind = node.id()?;
    if let Some(known) = context.documents.iter().find(|known| known.id == kind) {
        return Some((kind.to_owned(), known.name.clone()));
    }
    let kinds: Vec<&str> = context.documents.iter().map(|known| known.id.as_str()).collect();
    node.error(format!("the country has no document `{kind}`"), known(kind, &kinds));
    None
}
