//! What an application says in words and data, from its node.

use crate::facts::{FactKind, FactSource};
use crate::load::basis::{basis_and, optional_basis};
use crate::load::head::Draft;
use crate::load::parts::{Context, near, when};
use crate::procedure::{AddressPlace, Particular, ParticularKind, Procedure};
use crate::read::Node;

pub(crate) fn particular(node: Node<'_>, context: &Context<'_>) -> Option<Particular> {
    node.shape(1..=1, &basis_and(&["type", "optional", "place", "states", "until", "kind", "others"]));
    node.only(&["name", "note", "when"]);
    let kinds = ParticularKind::ALL.map(|kind| (kind.code(), kind));
    let (id, kind) = (node.id(), node.choice("type", &kinds));
    let (name, note, when) = (node.need_text("name"), node.text("note"), when(node, context.words));
    let (place, states) = (place(node, kind), states(node, context));
    let until_today = until_today(node, kind);
    let said = |word| says(node, word, kind, context);
    let (says_kind, says_others) = (said("kind"), said("others"));
    let (cite, verified) = optional_basis(node, &context.acts)?;
    Some(Particular {
        id: id?.to_owned(),
        kind: kind?,
        place: place?,
        name: name?,
        note,
        optional: node.boolean("optional").unwrap_or(false),
        states: states?,
        until_today: until_today?,
        says_kind: says_kind?,
        says_others: says_others?,
        when: when?,
        cite,
        verified,
    })
}

/// Where an address may be: in the country unless the node says otherwise. `None` when a fault was noted.
fn place(node: Node<'_>, kind: Option<ParticularKind>) -> Option<Option<AddressPlace>> {
    let said = node.value("place").is_some();
    match kind {
        Some(ParticularKind::Address) if said => {
            let places = [
                ("country", AddressPlace::Country),
                ("abroad", AddressPlace::Abroad),
                ("anywhere", AddressPlace::Anywhere),
            ];
            node.choice("place", &places).map(Some)
        }
        Some(ParticularKind::Address) => Some(Some(AddressPlace::Country)),
        Some(_) if said => {
            node.error_at(
                "place",
                "only an address is at a place",
                "take it away, or write type=\"address\"",
            );
            None
        }
        _ => Some(None),
    }
}

/// Whether a day may not lie ahead; `None` when a fault was noted.
fn until_today(node: Node<'_>, kind: Option<ParticularKind>) -> Option<bool> {
    if node.value("until").is_none() {
        return Some(false);
    }
    if kind.is_some_and(|kind| kind != ParticularKind::Day) {
        node.error_at("until", "only a day has a last one", "take it away, or write type=\"day\"");
        return None;
    }
    node.choice("until", &[("today", true)])
}

/// The fact that a document says by itself: its `kind` as a code, or whether there are valid `others`. `None` when a fault
/// was noted.
fn says(
    node: Node<'_>,
    word: &'static str,
    kind: Option<ParticularKind>,
    context: &Context<'_>,
) -> Option<Option<String>> {
    if node.value(word).is_none() {
        return Some(None);
    }
    if kind.is_some_and(|kind| kind != ParticularKind::Document) {
        node.error_at(word, "only a document says it", "take it away, or write type=\"document\"");
        return None;
    }
    let name = node.need(word)?;
    let facts = context.words.facts;
    let Some(def) = facts.get(name) else {
        let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
        node.error_at(word, format!("there is no fact `{name}`"), near(name, &names));
        return None;
    };
    let fits = match &def.kind {
        FactKind::Code { .. } => word == "kind",
        FactKind::Bool => word == "others",
        _ => false,
    };
    if !fits || def.source != FactSource::Declared {
        let wanted = if word == "kind" { "code" } else { "bool" };
        let hint = format!("name a fact of type {wanted} that applicants are asked");
        node.error_at(word, format!("a document does not say `{name}`"), hint);
        return None;
    }
    Some(Some(name.to_owned()))
}

/// The fact that it states; `None` when a fault was noted.
fn states(node: Node<'_>, context: &Context<'_>) -> Option<Option<String>> {
    if node.value("states").is_none() {
        return Some(None);
    }
    let name = node.need("states")?;
    let facts = context.words.facts;
    match facts.get(name).map(|def| &def.kind) {
        Some(FactKind::Bool) => Some(Some(name.to_owned())),
        Some(kind) => {
            let message = format!("that something was said cannot be the value of `{name}`");
            node.error_at(
                "states",
                message,
                format!("`{name}` is {}; name a fact of type bool", kind.wanted()),
            );
            None
        }
        None => {
            let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
            node.error_at("states", format!("there is no fact `{name}`"), near(name, &names));
            None
        }
    }
}

/// An address is asked of whoever applies for what enters one, once, and of nobody else.
pub(crate) fn check(procedure: &Procedure, draft: &Draft<'_>, nodes: &[Node<'_>]) {
    let of_kind = |kind| procedure.particulars.iter().filter(move |asked| asked.kind == kind);
    let at = |particular: &Particular| {
        let same = |node: &&Node<'_>| {
            let id = node.arg(0).and_then(|id| id.as_string());
            node.word() == "particular" && id == Some(particular.id.as_str())
        };
        nodes.iter().copied().find(|node| same(&node)).unwrap_or(draft.node)
    };
    for kind in [ParticularKind::Address, ParticularKind::Document] {
        for second in of_kind(kind).skip(1) {
            at(second).error_at(
                "type",
                format!("this is the second particular of type `{}`", kind.code()),
                "a case is about one: ask for more in words, with type=\"text\"",
            );
        }
    }
    for particular in &procedure.particulars {
        let said = [
            ("states", &particular.states),
            ("kind", &particular.says_kind),
            ("others", &particular.says_others),
        ];
        for (word, fact) in said {
            let unasked = fact.iter().find(|fact| procedure.fact(fact).is_none());
            if let Some(fact) = unasked {
                at(particular).error_at(
                    word,
                    format!("`{}` does not ask whether `{fact}`", procedure.id),
                    format!("require the fact, or take `{word}` away"),
                );
            }
        }
    }
    let asked = of_kind(ParticularKind::Address).next();
    match (asked, procedure.enters_address()) {
        (Some(address), false) => at(address).error_at(
            "type",
            "no decision enters an address",
            "add set \"residence\" to a decision, or ask for it in words, with type=\"line\"",
        ),
        (None, true) if procedure.is_service() => draft.node.error(
            format!("`{}` enters an address that no application says", draft.id),
            "add particular \"address\" type=\"address\" { name lv=\"…\" en=\"…\" }",
        ),
        _ => {}
    }
}
