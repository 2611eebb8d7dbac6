//! Kinds of statement from the register, each from its node.

use super::parts::{Scope, coded};
use crate::load::basis::basis_and;
use crate::load::parts::{every, near};
use crate::read::Node;
use crate::register::{Fact, Sensitivity, StatementFee, StatementFees, StatementKind};
use kernel::{Currency, Money};

/// What is to be paid, by the name under which kinds of statement refer to it.
pub(super) type FeesByName = Vec<(String, StatementFees)>;

pub(super) fn fees(node: Node<'_>, scope: &Scope<'_>, currency: Currency) -> Option<(String, StatementFees)> {
    node.shape(1..=1, &basis_and(&[]));
    node.only(&["fee"]);
    let (name, provision) = (node.id(), scope.provision(node));
    let rows = every(node.named("fee").map(|row| {
        row.shape(1..=1, &["lv", "en"]);
        row.leaf();
        let (name, written) = (row.own_text(), row.arg(0)?.as_string()?);
        let amount = match Money::parse_amount(written, currency) {
            Ok(amount) if amount.cents() >= 0 => Some(amount),
            Ok(_) => {
                row.error("a fee cannot be negative", "");
                None
            }
            Err(error) => {
                row.error(error.to_string(), "write whole units and cents, such as \"5.00\"");
                None
            }
        };
        Some(StatementFee { name: name?, amount: amount? })
    }))?;
    if rows.is_empty() {
        node.error("there is no amount", "add fee \"…\" inside it; \"0.00\" says that it is free");
        return None;
    }
    Some((name?.to_owned(), StatementFees { rows, provision: provision? }))
}

pub(super) fn kind(
    node: Node<'_>,
    scope: &Scope<'_>,
    facts: &[Fact],
    all_fees: &FeesByName,
) -> Option<StatementKind> {
    node.shape(1..=1, &basis_and(&["history", "basis", "names-others", "fees"]));
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
    let fees = match node.string("fees") {
        None => None,
        Some(name) => {
            let found = all_fees.iter().find(|(known, _)| known == name);
            if found.is_none() {
                let names: Vec<&str> = all_fees.iter().map(|(known, _)| known.as_str()).collect();
                node.error_at("fees", format!("there are no fees `{name}`"), near(name, &names));
            }
            Some(found?.1.clone())
        }
    };
    let yes = |key: &str| node.boolean(key).unwrap_or(false);
    Some(StatementKind {
        code: code?.to_owned(),
        name: name?,
        facts: said?,
        history: yes("history"),
        basis: yes("basis"),
        names_others: yes("names-others"),
        fees,
        provision: provision?,
    })
}
