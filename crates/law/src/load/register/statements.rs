//! Kinds of statement from the register, each from its node.

use super::parts::{Scope, coded};
use crate::load::basis::basis_and;
use crate::read::Node;
use crate::register::{Fact, Sensitivity, StatementKind};

pub(super) fn kind(node: Node<'_>, scope: &Scope<'_>, facts: &[Fact]) -> Option<StatementKind> {
    node.shape(1..=1, &basis_and(&["history", "basis", "names-others"]));
    node.only(&["name", "facts"]);
    let (code, name, provision) = (node.id(), node.need_text("name"), scope.provision(node));
    let said = coded(node, "facts", |child| {
        child.shape(1..=100, &[]);
        let codes = scope.fact_codes(child, &child.args())?;
        // INVARIANT: what is sealed cannot be told from what is not there, so it stands in no statement.
        let is_sealed =
            |code: &&String| facts.iter().any(|f| f.code == **code && f.sensitivity == Sensitivity::Sealed);
        let mut sealed = codes.iter().filter(is_sealed).peekable();
        if sealed.peek().is_none() {
            return Some(codes);
        }
        for code in sealed {
            child.error(format!("`{code}` is sealed and stands in no statement"), "take it away");
        }
        None
    });
    let yes = |key: &str| node.boolean(key).unwrap_or(false);
    Some(StatementKind {
        code: code?.to_owned(),
        name: name?,
        facts: said?,
        history: yes("history"),
        basis: yes("basis"),
        names_others: yes("names-others"),
        provision: provision?,
    })
}
