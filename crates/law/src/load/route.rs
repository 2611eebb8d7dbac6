//! The steps of contesting, from their nodes.

use crate::load::basis::{Basis, basis, basis_and, cited};
use crate::load::clock::shorter;
use crate::load::condition::some_of;
use crate::load::parts::{Context, every, list, need_lasting};
use crate::procedure::{AppealRoute, Suspends};
use crate::read::Node;

pub(crate) fn route(node: Node<'_>, context: &Context<'_>) -> Option<AppealRoute> {
    let props = ["to", "term", "from", "suspensive", "replaces", "for", "opens", "last"];
    node.shape(1..=1, &basis_and(&props));
    node.only(&["name", "says", "otherwise", "shorten", "suspends"]);
    let (id, to, to_name) = (node.id(), node.need("to"), node.need_text("name"));
    let (term, from) = (need_lasting(node, "term"), node.need("from"));
    let suspensive = node.boolean("suspensive");
    if node.value("suspensive").is_none() {
        node.error(
            format!("`appeal \"{}\"` does not say whether it suspends the decision", id.unwrap_or_default()),
            "write suspensive=#true, as the general law has it, or suspensive=#false where a special one says so",
        );
    }
    let says = match node.child("says") {
        None => None,
        Some(_) => Some(node.text("says")?),
    };
    let shorten = every(node.named("shorten").map(|child| shorter(child, term, context)));
    let suspends = every(node.named("suspends").map(|child| suspends(child, context)));
    let otherwise = match node.child("otherwise") {
        None => Some(None),
        Some(child) => {
            child.shape(0..=0, &["term", "cite"]);
            child.leaf();
            need_lasting(child, "term").zip(cited(child, &context.acts)).map(Some)
        }
    };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(AppealRoute {
        id: id?.to_owned(),
        to: to?.to_owned(),
        to_name: to_name?,
        term: term?,
        shorten: shorten?,
        from: from?.to_owned(),
        cite,
        suspensive: suspensive?,
        suspends: suspends?,
        says,
        decisions: list(node, "for"),
        opens: node.string("opens").map(str::to_owned),
        last: node.boolean("last").unwrap_or(false),
        verified,
        source,
        otherwise: otherwise?,
    })
}

/// `suspends #false cite="…" { condition }`.
fn suspends(node: Node<'_>, context: &Context<'_>) -> Option<Suspends> {
    node.shape(1..=1, &basis_and(&[]));
    let suspensive = node.arg(0).and_then(|value| value.as_bool());
    if suspensive.is_none() {
        node.error("`suspends` must say #true or #false", "write suspends #false cite=\"…\" { … }");
    }
    let when = some_of(node, &[], context.words);
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(Suspends { suspensive: suspensive?, when: when?, cite, verified })
}
