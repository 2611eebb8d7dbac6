//! What every reader of a node needs: lists, conditions, and who acts. A fault is noted and the part left out.

use crate::book::DocumentKind;
use crate::condition::Condition;
use crate::load::basis::Acts;
use crate::load::condition::{Words, some_of};
use crate::procedure::Actor;
use crate::read::{Node, known};
use crate::register::RegisterBook;
use kernel::Country;

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
