//! What every reader of a node needs: lists, conditions, and who acts. A fault is noted and the part left out.

use crate::book::DocumentKind;
use crate::condition::Condition;
use crate::load::basis::Acts;
use crate::load::condition::{Words, some_of};
use crate::procedure::Actor;
use crate::read::{Node, known};
use crate::register::RegisterBook;
use kernel::{Country, Term};

/// The letters that there are: the templates of `templates/letters`, but for those that the others are made of.
pub(crate) const LETTERS: [&str; 10] = [
    "decision",
    "extract",
    "hearing",
    "invoice",
    "notice",
    "question",
    "receipt",
    "received",
    "request",
    "statement",
];

/// What a part of a procedure may refer to.
pub(crate) struct Context<'a> {
    pub(crate) words: Words<'a>,
    pub(crate) country: &'a Country,
    pub(crate) documents: &'a [DocumentKind],
    /// `None` when its file is broken, which was noted.
    pub(crate) register: Option<&'a RegisterBook>,
    /// Roles in which somebody acts; `None` when their file is broken.
    pub(crate) roles: Option<&'a [Actor]>,
    pub(crate) acts: Acts,
}

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

/// The condition in a child such as `when { … }`, if it is there.
pub(crate) fn condition(node: Node<'_>, word: &'static str, words: Words<'_>) -> Option<Option<Condition>> {
    match node.child(word) {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &[]);
            some_of(child, &[], words).map(Some)
        }
    }
}

/// The condition in a child `when { … }`, if it is there.
pub(crate) fn when(node: Node<'_>, words: Words<'_>) -> Option<Option<Condition>> {
    condition(node, "when", words)
}

/// A term that lasts: one of nothing would be over before it begins.
pub(crate) fn lasting(node: Node<'_>, key: &str) -> Option<Term> {
    let term: Term = node.parsed(key)?;
    if term.count == 0 {
        node.error_at(key, format!("a term of {term} ends before it begins"), "write at least 1");
        return None;
    }
    Some(term)
}

/// As [`lasting`], of a property that must be there.
pub(crate) fn need_lasting(node: Node<'_>, key: &str) -> Option<Term> {
    node.need(key)?;
    lasting(node, key)
}

/// A letter, by the name of its template.
pub(crate) fn letter(node: Node<'_>) -> Option<String> {
    let name = node.string("letter")?;
    if !LETTERS.contains(&name) {
        node.error_at(
            "letter",
            format!("there is no letter `{name}`"),
            format!("a letter is a file of templates/letters; {}", known(name, &LETTERS)),
        );
    }
    Some(name.to_owned())
}

/// The nearest of the words, as a hint.
pub(crate) fn near(word: &str, words: &[&str]) -> String {
    crate::words::nearest(word, words.iter().copied())
        .map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

/// Who acts, by a code: a role of the office, or a body of the register's catalogue.
pub(crate) fn actor(node: Node<'_>, key: &str, code: &str, context: &Context<'_>) -> Option<Actor> {
    let role = context.roles.and_then(|roles| roles.iter().find(|role| role.code == code));
    if let Some(role) = role {
        return Some(role.clone());
    }
    if let Some(body) = context.register.and_then(|register| register.body(code)) {
        return Some(Actor { code: code.to_owned(), name: body.name.clone(), outside: true });
    }
    if let (Some(roles), Some(register)) = (context.roles, context.register) {
        let roles = roles.iter().map(|role| role.code.as_str());
        let all: Vec<&str> = roles.chain(register.bodies().iter().map(|body| body.code.as_str())).collect();
        node.error_at(
            key,
            format!("`{code}` is neither a role of the office nor a body"),
            format!("roles stand in offices.kdl, bodies in register.kdl; {}", known(code, &all)),
        );
    }
    None
}
