//! The catalogue of the register from `register.kdl`.

mod acts;
mod check;
mod parts;
mod statements;

use crate::load::basis::{Acts, act as law};
use crate::load::parts::{every, list, near};
use crate::read::{Node, Report, known};
use crate::register::{CodeList, RegisterBook};
use kernel::Country;
use parts::Scope;

const WORDS: [&str; 12] = [
    "law",
    "body",
    "group",
    "list",
    "kept",
    "fact",
    "derived",
    "category",
    "activity",
    "act",
    "fees",
    "statement",
];

/// Groups of codes under one name: what they group, name, codes.
pub(super) type Groups<'a> = Vec<(&'a str, &'a str, Vec<String>)>;

/// Reads and proves the nodes of the file.
pub(crate) fn register<'a>(
    file: &str,
    nodes: &[Node<'a>],
    country: &Country,
    report: &Report,
) -> Option<RegisterBook> {
    if nodes.is_empty() {
        report.file_error(
            file,
            "the file is empty",
            "it says who may write which fact; see `register.kdl` of another country",
        );
        return None;
    }
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(format!("this file does not know the word `{}`", node.word()), known(node.word(), &WORDS));
    }
    let of = |word: &'static str| nodes.iter().filter(move |node| node.word() == word).copied();
    for word in ["law", "body", "group", "list", "fact", "derived", "category", "act", "fees", "statement"] {
        once(of(word));
    }
    let laws = every(of("law").map(law))?;
    let statuses = country.statuses.iter().map(|s| s.id.clone()).collect();
    let mut scope = Scope { laws: Acts::new(laws, &[], false), statuses, ..Scope::default() };
    let bodies = every(of("body").map(|node| parts::body(node, &scope)))?;
    scope.bodies = bodies.iter().map(|body| body.code.clone()).collect();
    part_of(of("body"), &scope.bodies);
    groups(of("group"), "body", &mut scope)?;
    let lists = every(of("list").map(|node| parts::code_list(node, &scope)))?;
    codes_of(of("list"), &lists);
    scope.lists = lists
        .iter()
        .map(|list| (list.id.clone(), list.codes.iter().map(|c| c.code.clone()).collect()))
        .collect();
    let kept = match of("kept").next() {
        None => None,
        Some(node) => Some(parts::kept(node, &scope)?),
    };
    if let Some(second) = of("kept").nth(1) {
        second.error("`kept` stands here twice", "keep one of them; a fact may have its own inside it");
    }
    let facts = every(of("fact").map(|node| parts::fact(node, &scope, kept.as_ref())))?;
    scope.facts = facts.iter().map(|fact| fact.code.clone()).collect();
    groups(of("group"), "fact", &mut scope)?;
    let derived = every(of("derived").map(|node| parts::derived(node, &scope)));
    let categories = every(of("category").map(|node| parts::category(node, &scope)));
    let acts = every(of("act").map(|node| acts::act(node, &scope)));
    let fees = every(of("fees").map(|node| statements::fees(node, &scope, country.currency)))?;
    let statements = every(of("statement").map(|node| statements::kind(node, &scope, &facts, &fees)));
    let mut activities = of("activity");
    let activity = activities.next();
    if activity.is_none() {
        report.file_error(file, "the file does not say which records are active", "add `activity`");
    }
    if let Some(second) = activities.next() {
        second.error("`activity` stands here twice", "keep one of them");
    }
    let activity = activity.and_then(|node| parts::activity(node, &scope));
    let book = RegisterBook {
        laws: scope.laws.used(),
        bodies,
        lists,
        facts,
        derived: derived?,
        categories: categories?,
        activity: activity?,
        acts: acts?,
        statements: statements?,
    };
    check::prove(&book, nodes);
    Some(book)
}

/// No two nodes of a word have the same code.
fn once<'a>(nodes: impl Iterator<Item = Node<'a>>) {
    let mut seen: Vec<&str> = Vec::new();
    for node in nodes {
        let Some(code) = node.arg(0).and_then(|value| value.as_string()) else { continue };
        if seen.contains(&code) {
            node.error(format!("`{} \"{code}\"` stands here twice", node.word()), "keep one of them");
        }
        seen.push(code);
    }
}

/// A body belongs to a body that is declared.
fn part_of<'a>(nodes: impl Iterator<Item = Node<'a>>, bodies: &[String]) {
    for node in nodes {
        let Some(whole) = node.string("part-of") else { continue };
        if !bodies.iter().any(|code| code == whole) || node.arg(0).and_then(|v| v.as_string()) == Some(whole)
        {
            let names: Vec<&str> = bodies.iter().map(String::as_str).collect();
            node.error_at("part-of", format!("there is no other body `{whole}`"), near(whole, &names));
        }
    }
}

/// The groups of bodies or of facts: `group "registrars" of="body" "office" "mission"`.
fn groups<'a>(nodes: impl Iterator<Item = Node<'a>>, of: &'static str, scope: &mut Scope<'a>) -> Option<()> {
    for node in nodes {
        node.leaf();
        node.shape(2..=100, &["of"]);
        let kind = node.choice("of", &[("body", "body"), ("fact", "fact")])?;
        if kind != of {
            continue;
        }
        let name = node.id()?;
        let codes: Vec<&str> = node.args().into_iter().skip(1).collect();
        let codes =
            if of == "body" { scope.body_codes(node, &codes) } else { scope.fact_codes(node, &codes) }?;
        if scope.bodies.iter().chain(&scope.facts).any(|code| code == name) {
            node.error(format!("`{name}` is already the name of a body or fact"), "call the group otherwise");
            return None;
        }
        scope.groups.push((of, name, codes));
    }
    Some(())
}

/// What a code of one list says of another list.
fn codes_of<'a>(nodes: impl Iterator<Item = Node<'a>>, lists: &[CodeList]) {
    for (node, this) in nodes.zip(lists) {
        let Some(of) = &this.of else { continue };
        let Some(other) = lists.iter().find(|list| list.id == *of) else {
            let names: Vec<&str> = lists.iter().map(|list| list.id.as_str()).collect();
            node.error_at("of", format!("there is no list `{of}`"), near(of, &names));
            continue;
        };
        for child in node.named("code") {
            for code in list(child, "of").iter().filter(|code| other.get(code).is_none()) {
                let names: Vec<&str> = other.codes.iter().map(|code| code.code.as_str()).collect();
                child.error_at("of", format!("the list `{of}` has no code `{code}`"), near(code, &names));
            }
        }
    }
}
