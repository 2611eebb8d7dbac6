//! Fees and clocks of a procedure, from their nodes.

use crate::clock::{Clock, Longer, Restart, Shorter, Suspension};
use crate::fee::{FeeGroup, FeeRow, FeeTable};
use crate::load::basis::{Basis, basis, basis_and, cited};
use crate::load::condition::some_of;
use crate::load::parts::{every, when};
use crate::load::procedure::Context;
use crate::read::Node;
use kernel::{Money, Term};

/// The fees; `Some(None)` when the file says that there are none.
pub(crate) fn fees(node: Node<'_>, context: &Context<'_>) -> Option<Option<FeeTable>> {
    if node.boolean("none") == Some(true) {
        node.shape(0..=0, &["none"]);
        node.leaf();
        return Some(None);
    }
    node.shape(0..=0, &["due"]);
    node.only(&["row", "reduced", "exempt"]);
    let due = node.need("due");
    let rows = every(node.named("row").map(|row| fee_row(row, context)));
    let groups = |word| every(node.named(word).map(|group| fee_group(group, context)));
    let (reduced, exempt) = (groups("reduced"), groups("exempt"));
    let (rows, reduced) = (rows?, reduced?);
    let defaults = rows.iter().filter(|row| row.when.is_none()).count();
    if defaults != 1 || rows.last().is_none_or(|row| row.when.is_some()) {
        node.error(
            "a fee needs one last row without `when`",
            "rows are read from above and the first that holds is due, so the last one takes everybody else",
        );
        return None;
    }
    let has_reduced = rows.iter().any(|row| row.reduced.is_some());
    if has_reduced == reduced.is_empty() {
        node.error(
            "reduced amounts and the groups that pay them go together",
            "give the rows reduced=… and say who pays it by `reduced`",
        );
        return None;
    }
    Some(Some(FeeTable { due: due?.to_owned(), rows, reduced, exempt: exempt? }))
}

fn fee_row(node: Node<'_>, context: &Context<'_>) -> Option<FeeRow> {
    node.shape(1..=1, &basis_and(&["amount", "reduced"]));
    node.only(&["name", "when"]);
    let (id, name, when) = (node.id(), node.need_text("name"), when(node, context.facts));
    if node.value("amount").is_none() {
        node.error("a row needs its amount", "add amount=34.00");
    }
    let amount = money(node, "amount", context);
    let reduced = match node.value("reduced") {
        Some(_) => Some(money(node, "reduced", context)?),
        None => None,
    };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(FeeRow {
        id: id?.to_owned(),
        name: name?,
        amount: amount?,
        reduced,
        when: when?,
        cite,
        verified,
        source,
    })
}

fn money(node: Node<'_>, key: &str, context: &Context<'_>) -> Option<Money> {
    match Money::parse_amount(&node.written(key)?, context.currency) {
        Ok(amount) if amount.cents() >= 0 => Some(amount),
        Ok(_) => {
            node.error_at(key, "a fee cannot be negative", "");
            None
        }
        Err(error) => {
            node.error_at(key, error.to_string(), "write whole units and cents, such as 34.00");
            None
        }
    }
}

fn fee_group(node: Node<'_>, context: &Context<'_>) -> Option<FeeGroup> {
    node.shape(1..=1, &basis_and(&[]));
    let (id, name) = (node.id(), node.need_text("name"));
    let condition = some_of(node, &["name"], context.facts);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(FeeGroup { id: id?.to_owned(), name: name?, when: condition?, cite, verified, source })
}

pub(crate) fn clock(node: Node<'_>, context: &Context<'_>) -> Option<Clock> {
    node.shape(1..=1, &basis_and(&["term", "from"]));
    node.only(&["name", "shorten", "extend", "suspend", "restart", "roll"]);
    let (id, name, from) = (node.id(), node.need_text("name"), node.need("from"));
    let term: Option<Term> = node.need_parsed("term");
    let shorten = every(node.named("shorten").map(|child| shorter(child, context)));
    let extend = every(node.named("extend").map(|child| longer(child, context)));
    let suspend = every(node.named("suspend").map(|child| suspension(child, context)));
    let restart = match node.child("restart") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["on", "cite"]);
            child.leaf();
            let cite = cited(child, &context.acts);
            child.need("on").zip(cite).map(|(on, cite)| Some(Restart { on: on.to_owned(), cite }))
        }
    };
    let roll = match node.child("roll") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["cite"]);
            child.leaf();
            cited(child, &context.acts).map(Some)
        }
    };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Clock {
        id: id?.to_owned(),
        name: name?,
        term: term?,
        from: from?.to_owned(),
        cite,
        verified,
        source,
        shorten: shorten?,
        extend: extend?,
        suspend: suspend?,
        restart: restart?,
        roll: roll?,
    })
}

fn shorter(node: Node<'_>, context: &Context<'_>) -> Option<Shorter> {
    node.shape(1..=1, &basis_and(&[]));
    let (term, condition) = (node.parsed_arg(0), some_of(node, &[], context.facts));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Shorter { term: term?, when: condition?, cite, verified })
}

fn longer(node: Node<'_>, context: &Context<'_>) -> Option<Longer> {
    node.shape(1..=1, &basis_and(&["upto", "approvals"]));
    node.only(&["name"]);
    let (id, name, upto) = (node.id(), node.need_text("name"), node.need_parsed("upto"));
    let approvals = node.number::<u8>("approvals").unwrap_or(1);
    let Basis { cite, .. } = basis(node, &context.acts)?;
    Some(Longer { id: id?.to_owned(), name: name?, upto: upto?, cite, approvals })
}

fn suspension(node: Node<'_>, context: &Context<'_>) -> Option<Suspension> {
    node.shape(1..=1, &basis_and(&["until", "cap-days"]));
    node.only(&["name"]);
    let (id, name, until) = (node.id(), node.need_text("name"), node.need("until"));
    let cap_days = node.number::<u16>("cap-days");
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Suspension { id: id?.to_owned(), name: name?, until: until?.to_owned(), cap_days, cite, verified })
}
