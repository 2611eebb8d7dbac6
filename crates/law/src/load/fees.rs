//! Fees of a procedure, from their node.

use crate::facts::FactKind;
use crate::fee::{FeeExtra, FeeGroup, FeeRow, FeeTable};
use crate::load::basis::{Basis, basis, basis_and};
use crate::load::condition::some_of;
use crate::load::parts::{Context, every, near, when};
use crate::payment::STATE_FEE;
use crate::read::Node;
use kernel::Money;

/// The fees; `Some(None)` when the file says that there are none.
pub(crate) fn fees(node: Node<'_>, context: &Context<'_>) -> Option<Option<FeeTable>> {
    if node.boolean("none") == Some(true) {
        node.shape(0..=0, &["none"]);
        node.leaf();
        return Some(None);
    }
    node.shape(0..=0, &["due", "pays"]);
    node.only(&["row", "add", "reduced", "exempt"]);
    let due = node.need("due");
    let rows = every(node.named("row").map(|row| fee_row(row, context)));
    let extras = every(node.named("add").map(|extra| fee_extra(extra, context)));
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
    for (at, row) in rows.iter().enumerate() {
        if rows.iter().take(at).any(|above| above.when == row.when) {
            let node = node.named("row").nth(at).unwrap_or(node);
            node.error("this row is never reached", "a row above it has the same condition");
            return None;
        }
    }
    let has_reduced = rows.iter().any(|row| row.reduced.is_some());
    if has_reduced == reduced.is_empty() {
        node.error(
            "reduced amounts and the groups that pay them go together",
            "give the rows reduced=… and say who pays it by `reduced`",
        );
        return None;
    }
    let pays = node.string("pays").unwrap_or(STATE_FEE).to_owned();
    Some(Some(FeeTable { due: due?.to_owned(), pays, rows, extras: extras?, reduced, exempt: exempt? }))
}

fn fee_row(node: Node<'_>, context: &Context<'_>) -> Option<FeeRow> {
    node.shape(1..=1, &basis_and(&["amount", "reduced"]));
    node.only(&["name", "when"]);
    let (id, name, when) = (node.id(), node.need_text("name"), when(node, context.words));
    if node.value("amount").is_none() {
        node.error("a row needs its amount", "add amount=34.00");
    }
    let amount = money(node, "amount", context);
    let reduced = match node.value("reduced") {
        Some(_) => Some(money(node, "reduced", context)?),
        None => None,
    };
    if let (Some(full), Some(less)) = (amount, reduced)
        && less.cents() > full.cents()
    {
        node.error_at(
            "reduced",
            format!("the reduced amount {less} is more than the amount {full}"),
            "whoever pays less pays less: look whether the two are the wrong way round",
        );
        return None;
    }
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

/// What comes on top: `add "guest" amount=4.00 per="guests" …`.
fn fee_extra(node: Node<'_>, context: &Context<'_>) -> Option<FeeExtra> {
    node.shape(1..=1, &basis_and(&["amount", "per"]));
    node.only(&["name", "when"]);
    let (id, name, when) = (node.id(), node.need_text("name"), when(node, context.words));
    if node.value("amount").is_none() {
        node.error("what comes on top needs its amount", "add amount=4.00");
    }
    let amount = money(node, "amount", context);
    if let Some(per) = node.string("per") {
        let facts = context.words.facts;
        match facts.get(per).map(|def| &def.kind) {
            Some(FactKind::Int { .. }) => {}
            Some(other) => {
                let hint = format!("`{per}` is {}", other.wanted());
                node.error_at("per", format!("`{per}` does not say how many"), hint);
                return None;
            }
            None => {
                let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
                node.error_at("per", format!("there is no fact `{per}`"), near(per, &names));
                return None;
            }
        }
    }
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(FeeExtra {
        id: id?.to_owned(),
        name: name?,
        amount: amount?,
        per: node.string("per").map(str::to_owned),
        when: when?,
        cite,
        verified,
        source,
    })
}

fn money(node: Node<'_>, key: &str, context: &Context<'_>) -> Option<Money> {
    match Money::parse_amount(&node.written(key)?, context.country.currency) {
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
    let condition = some_of(node, &["name"], context.words);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(FeeGroup { id: id?.to_owned(), name: name?, when: condition?, cite, verified, source })
}
