//! The parts of a procedure, each from its node. A fault is noted and the part left out.

use crate::assess::Truth;
use crate::condition::Condition;
use crate::facts::{Catalogue, FactKind, FactValue, Facts};
use crate::ground::{DeclaredGround, GroundKind};
use crate::load::basis::{Basis, basis, basis_and, cited};
use crate::load::condition::{all_of, some_of, typed};
use crate::load::procedure::Context;
use crate::procedure::{
    AppealRoute, Capacity, DecisionKind, DecisionRule, Effect, Evidence, EvidenceBy, HearingRule,
    Requirement, Retention, Stage, Visit, Waiver,
};
use crate::read::{Node, known};
use kernel::Term;

/// All of them, or `None` when one is missing; each is read in any case, so that every fault is noted.
pub(crate) fn every<T>(parts: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let parts: Vec<Option<T>> = parts.collect();
    parts.into_iter().collect()
}

/// A list in one property: `a,b`.
pub(crate) fn list(node: Node<'_>, key: &str) -> Vec<String> {
    node.string(key)
        .map(|text| {
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        })
        .unwrap_or_default()
}

/// The condition in a child `when { … }`, if it is there.
pub(crate) fn when(node: Node<'_>, facts: &Catalogue) -> Option<Option<Condition>> {
    match node.child("when") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &[]);
            some_of(child, &[], facts).map(Some)
        }
    }
}

pub(crate) fn capacity(node: Node<'_>, context: &Context<'_>) -> Option<Capacity> {
    node.shape(1..=1, &basis_and(&["for-other"]));
    let (id, name) = (node.id(), node.need_text("name"));
    let condition = some_of(node, &["name"], context.facts);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Capacity {
        id: id?.to_owned(),
        name: name?,
        for_other: node.boolean("for-other").unwrap_or(false),
        condition: condition?,
        cite,
        verified,
        source,
    })
}

pub(crate) fn requirement(node: Node<'_>, context: &Context<'_>) -> Option<Requirement> {
    node.shape(1..=1, &basis_and(&["ground"]));
    let (id, name, ground) = (node.id(), node.need_text("name"), node.need("ground"));
    let condition = some_of(node, &["name"], context.facts);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    let condition = condition?;
    if condition.truth(&Facts::new()) != Truth::Unknown {
        node.error("this requirement does not depend on any fact", "ask something of at least one fact");
        return None;
    }
    Some(Requirement {
        id: id?.to_owned(),
        name: name?,
        cite,
        verified,
        source,
        condition,
        ground: ground?.to_owned(),
    })
}

pub(crate) fn evidence(node: Node<'_>, context: &Context<'_>) -> Option<Evidence> {
    node.shape(1..=1, &basis_and(&["by", "proves"]));
    node.only(&["name", "note", "when"]);
    let by = node.choice(
        "by",
        &[
            ("applicant", EvidenceBy::Applicant),
            ("counter", EvidenceBy::Counter),
            ("case-officer", EvidenceBy::CaseOfficer),
        ],
    );
    let (id, name, note, when) =
        (node.id(), node.need_text("name"), node.text("note"), when(node, context.facts));
    node.need("proves");
    let proves = list(node, "proves");
    let proven = every(proves.iter().map(|text| proof(node, text, context.facts)));
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Evidence {
        id: id?.to_owned(),
        name: name?,
        note,
        proves,
        by: by?,
        when: when?,
        cite,
        verified,
        source,
        proven: proven?,
    })
}

/// `fact` (which is then true) or `fact=value`.
fn proof(node: Node<'_>, text: &str, facts: &Catalogue) -> Option<(String, FactValue)> {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let Some(def) = facts.get(name) else {
        let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
        node.error_at("proves", format!("there is no fact `{name}`"), near(name, &names));
        return None;
    };
    let value = match (value, &def.kind) {
        (None | Some("true"), FactKind::Bool) => FactValue::Bool(true),
        (Some("false"), FactKind::Bool) => FactValue::Bool(false),
        (Some(code), FactKind::Code { options }) if options.iter().any(|option| option == code) => {
            FactValue::Code(code.to_owned())
        }
        _ => {
            let message = format!("evidence cannot prove `{text}`");
            node.error_at("proves", message, format!("`{name}` is {}", def.kind.wanted()));
            return None;
        }
    };
    Some((name.to_owned(), value))
}

pub(crate) fn near(word: &str, words: &[&str]) -> String {
    crate::words::nearest(word, words.iter().copied())
        .map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

pub(crate) fn stage(node: Node<'_>) -> Option<Stage> {
    node.shape(1..=1, &["by", "needs", "emits"]);
    node.only(&["name"]);
    let (id, by, name) = (node.id(), node.need("by"), node.need_text("name"));
    Some(Stage {
        id: id?.to_owned(),
        by: by?.to_owned(),
        name: name?,
        needs: list(node, "needs"),
        emits: list(node, "emits"),
    })
}

pub(crate) fn ground(node: Node<'_>, context: &Context<'_>) -> Option<DeclaredGround> {
    node.shape(1..=1, &basis_and(&["kind"]));
    node.only(&["name"]);
    let kind = node.choice("kind", &[("must", GroundKind::Must), ("may", GroundKind::May)]);
    let (id, text) = (node.id(), node.need_text("name"));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(DeclaredGround { id: id?.to_owned(), cite, text: text?, kind: kind?, verified })
}

pub(crate) fn hearing(node: Node<'_>, context: &Context<'_>) -> Option<HearingRule> {
    node.shape(0..=0, &basis_and(&["term", "term-verified"]));
    node.only(&["waive"]);
    let term = node.need_parsed("term");
    let waivers = every(node.named("waive").map(|waive| {
        waive.shape(1..=1, &["cite"]);
        waive.only(&["name"]);
        let (id, text) = (waive.id(), waive.need_text("name"));
        let cite = cited(waive, &context.acts);
        Some(Waiver { id: id?.to_owned(), cite: cite?, text: text? })
    }));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(HearingRule {
        cite,
        verified,
        term: term?,
        term_verified: node.boolean("term-verified").unwrap_or(false),
        waivers: waivers?,
    })
}

pub(crate) fn decision(node: Node<'_>, context: &Context<'_>) -> Option<DecisionRule> {
    node.shape(1..=1, &["kind", "approvals"]);
    node.only(&["name", "issue", "cancel", "set"]);
    let kind = node.choice(
        "kind",
        &[
            ("grant", DecisionKind::Grant),
            ("refuse", DecisionKind::Refuse),
            ("discontinue", DecisionKind::Discontinue),
        ],
    );
    let (id, name, approvals) = (node.id(), node.need_text("name"), node.number::<u8>("approvals"));
    if !matches!(approvals, Some(1 | 2)) {
        node.error_at(
            "approvals",
            "a decision is signed by one officer or by two",
            "write approvals=1 or approvals=2",
        );
        return None;
    }
    let effects =
        every(node.children().filter(|child| child.word() != "name").map(|child| effect(child, context)));
    Some(DecisionRule {
        id: id?.to_owned(),
        kind: kind?,
        name: name?,
        approvals: approvals?,
        effects: effects?,
    })
}

fn effect(node: Node<'_>, context: &Context<'_>) -> Option<Effect> {
    match node.word() {
        "issue" => issue(node, context),
        "cancel" => {
            node.shape(1..=1, &[]);
            node.leaf();
            Some(Effect::CancelPrevious { kind: document_kind(node, context)? })
        }
        "set" => {
            node.shape(1..=1, &["to"]);
            node.leaf();
            let name = node.id()?;
            let Some(def) = context.facts.get(name) else {
                node.error(format!("there is no fact `{name}`"), "a decision sets a fact of the catalogue");
                return None;
            };
            let Some(value) = node.value("to") else {
                node.error("`set` needs `to`", "add to=… with the value");
                return None;
            };
            Some(Effect::Set { fact: name.to_owned(), value: typed(node, "to", value, def)? })
        }
        // Another word was noted by `only`.
        _ => None,
    }
}

fn issue(node: Node<'_>, context: &Context<'_>) -> Option<Effect> {
    node.shape(1..=1, &basis_and(&["mrz"]));
    node.only(&["valid"]);
    let kind = document_kind(node, context);
    let mrz = node.need("mrz")?;
    if mrz.len() > 2 || !mrz.bytes().all(|b| b.is_ascii_uppercase()) {
        node.error_at(
            "mrz",
            format!("`{mrz}` is not a document code"),
            "it has one or two capital letters, such as PP",
        );
        return None;
    }
    let valid = every(node.named("valid").map(|row| {
        row.shape(1..=1, &[]);
        let term: Option<Term> = row.parsed_arg(0);
        let when = all_of(row, &[], context.facts)?;
        let always = row.children().next().is_none();
        Some(((!always).then_some(when), term?))
    }))?;
    let defaults = valid.iter().filter(|(when, _)| when.is_none()).count();
    if defaults != 1 || valid.last().is_none_or(|(when, _)| when.is_some()) {
        node.error(
            "the validity of a document needs one last row without a condition",
            "end with a line such as valid \"10 years\", so that every holder has a term",
        );
        return None;
    }
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Effect::Issue { kind: kind?, mrz_code: mrz.to_owned(), valid, cite, verified })
}

/// The kind of document that a node names: the country must know it.
fn document_kind(node: Node<'_>, context: &Context<'_>) -> Option<String> {
    let kind = node.id()?;
    if context.documents.iter().any(|known| known.id == kind) {
        return Some(kind.to_owned());
    }
    let kinds: Vec<&str> = context.documents.iter().map(|known| known.id.as_str()).collect();
    node.error(format!("the country has no document `{kind}`"), known(kind, &kinds));
    None
}

pub(crate) fn route(node: Node<'_>, context: &Context<'_>) -> Option<AppealRoute> {
    node.shape(1..=1, &basis_and(&["to", "term", "from", "suspensive"]));
    node.only(&["name", "otherwise"]);
    let (id, to, to_name) = (node.id(), node.need("to"), node.need_text("name"));
    let (term, from) = (node.need_parsed("term"), node.need("from"));
    let otherwise = match node.child("otherwise") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["term", "cite"]);
            child.leaf();
            child.need_parsed("term").zip(cited(child, &context.acts)).map(Some)
        }
    };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(AppealRoute {
        id: id?.to_owned(),
        to: to?.to_owned(),
        to_name: to_name?,
        term: term?,
        from: from?.to_owned(),
        cite,
        suspensive: node.boolean("suspensive"),
        verified,
        source,
        otherwise: otherwise?,
    })
}

pub(crate) fn visit(node: Node<'_>) -> Option<Visit> {
    node.shape(0..=0, &["minutes", "verified", "source"]);
    node.leaf();
    let minutes = node.number::<u16>("minutes").filter(|minutes| (5..=480).contains(minutes));
    if minutes.is_none() {
        node.error_at("minutes", "a visit takes from 5 to 480 minutes", "write minutes=20");
    }
    Some(Visit {
        minutes: minutes?,
        verified: node.verified(),
        source: node.string("source").map(str::to_owned),
    })
}

pub(crate) fn retention(node: Node<'_>, context: &Context<'_>) -> Option<Retention> {
    node.shape(1..=1, &basis_and(&["class"]));
    node.leaf();
    let term = match node.arg_str(0)? {
        "for-ever" => Some(None),
        _ => node.parsed_arg(0).map(Some),
    };
    let class = node.need("class");
    let cite = if node.value("cite").is_some() { Some(cited(node, &context.acts)?) } else { None };
    let verified = node.verified();
    if verified && cite.is_none() {
        node.error(
            "a verified term of keeping cites its provision",
            "add cite=\"…\", or leave `verified` out",
        );
        return None;
    }
    Some(Retention { term: term?, class: class?.to_owned(), cite, verified })
}
