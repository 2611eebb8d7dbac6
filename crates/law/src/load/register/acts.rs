//! Civil events, each from its node.

use super::parts::{Scope, coded};
use crate::load::basis::basis_and;
use crate::load::parts::every;
use crate::read::Node;
use crate::register::{ActTerm, BasisKind, CivilAct, Whom, Write, WriteMode};

const WHOM: [(&str, Whom); 7] = [
    ("subject", Whom::Subject),
    ("both", Whom::Both),
    ("parents", Whom::Parents),
    ("former-parents", Whom::FormerParents),
    ("child", Whom::Child),
    ("guardian", Whom::Guardian),
    ("agent", Whom::Agent),
];

pub(super) fn act(node: Node<'_>, scope: &Scope<'_>) -> Option<CivilAct> {
    node.shape(1..=1, &basis_and(&["alive", "ahead"]));
    node.only(&["name", "bodies", "basis", "term", "writes", "ends"]);
    let (code, name, provision) = (node.id(), node.need_text("name"), scope.provision(node));
    if node.value("alive").is_none() {
        node.error("it is not said whether the person must be alive", "add alive=#true or alive=#false");
    }
    let bodies = coded(node, "bodies", |child| {
        child.shape(1..=100, &[]);
        scope.body_codes(child, &child.args())
    });
    let bases = every(node.named("basis").map(|child| {
        child.shape(1..=1, &["lv", "en", "own"]);
        child.leaf();
        let (code, name) = (child.id(), child.own_text());
        let own = child.boolean("own").unwrap_or(false);
        Some(BasisKind { code: code?.to_owned(), name: name?, own })
    }))?;
    if bases.is_empty() {
        node.error("this event stands on nothing", "add basis \"…\" lv=\"…\" en=\"…\" inside it");
    }
    for (at, (child, basis)) in node.named("basis").zip(&bases).enumerate() {
        if bases.iter().take(at).any(|other| other.code == basis.code) {
            child.error(format!("the basis `{}` stands here twice", basis.code), "keep one of them");
        }
    }
    let term = match node.child("term") {
        None => Some(None),
        Some(child) => term(child, scope).map(Some),
    };
    let is_write = |child: &Node<'_>| ["writes", "ends"].contains(&child.word());
    let writes = every(node.children().filter(is_write).map(|child| write(child, scope)))?;
    if writes.is_empty() {
        node.error("this event writes nothing", "add writes \"…\" on=\"subject\" inside it");
    }
    for (at, (child, write)) in node.children().filter(is_write).zip(&writes).enumerate() {
        let same =
            |other: &&Write| (&other.fact, other.on, other.mode) == (&write.fact, write.on, write.mode);
        if writes.iter().take(at).any(|other| same(&other)) {
            child.error(
                format!("`{} \"{}\"` stands here twice", child.word(), write.fact),
                "keep one of them",
            );
        }
    }
    Some(CivilAct {
        code: code?.to_owned(),
        name: name?,
        bodies: bodies?,
        bases,
        alive: node.boolean("alive")?,
        ahead: node.boolean("ahead").unwrap_or(false),
        writes,
        term: term?,
        provision: provision?,
    })
}

fn term(node: Node<'_>, scope: &Scope<'_>) -> Option<ActTerm> {
    node.shape(1..=1, &basis_and(&["lv", "en"]));
    node.leaf();
    let (term, text, provision) = (node.parsed_arg(0), node.own_text(), scope.provision(node));
    Some(ActTerm { term: term?, text: text?, provision: provision? })
}

fn write(node: Node<'_>, scope: &Scope<'_>) -> Option<Write> {
    node.shape(1..=1, &["on", "optional"]);
    node.leaf();
    let fact = node.arg_str(0).and_then(|code| scope.fact_codes(node, &[code]));
    let on = node.choice("on", &WHOM);
    let fact = match fact?.as_slice() {
        [one] => one.clone(),
        _ => {
            node.error("an event writes one kind of fact a line", "write a line for each");
            return None;
        }
    };
    Some(Write {
        fact,
        on: on?,
        mode: if node.word() == "ends" { WriteMode::Ends } else { WriteMode::Begins },
        optional: node.boolean("optional").unwrap_or(false),
    })
}
