//! What an application says in words and data, from its node.

use crate::facts::{FactKind, FactSource};
use crate::load::basis::{basis_and, optional_basis};
use crate::load::condition::some_of;
use crate::load::head::Draft;
use crate::load::parts::{Context, lasting, near, when};
use crate::procedure::{AddressPlace, Agreement, Particular, ParticularKind, Procedure};
use crate::read::Node;
use kernel::{Term, TermUnit};

pub(crate) fn particular(node: Node<'_>, context: &Context<'_>) -> Option<Particular> {
    node.shape(
        1..=1,
        &basis_and(&[
            "type", "optional", "place", "states", "from", "until", "after", "within", "kind", "others",
            "void",
        ]),
    );
    node.only(&["name", "note", "when"]);
    let kinds = ParticularKind::ALL.map(|kind| (kind.code(), kind));
    let (id, kind) = (node.id(), node.choice("type", &kinds));
    let (name, note, when) = (node.need_text("name"), node.text("note"), when(node, context.words));
    let (place, states) = (place(node, kind), states(node, context));
    let until_today = today(node, kind, "until", "only a day has a last one");
    let from_today = today(node, kind, "from", "only a day has a first one");
    let (not_before, within) = span(node, kind)?;
    let said = |word| says(node, word, kind, context);
    let (says_kind, says_others) = (said("kind"), said("others"));
    let void = void(node, kind);
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
        from_today: from_today?,
        not_before,
        within,
        says_kind: says_kind?,
        says_others: says_others?,
        void: void?,
        when: when?,
        cite,
        verified,
    })
}

/// Which answers belong together: `agree "workers" { name …; workers at-most="invited" }`.
pub(crate) fn agreement(node: Node<'_>, context: &Context<'_>) -> Option<Agreement> {
    node.shape(1..=1, &[]);
    let (id, name) = (node.id(), node.need_text("name"));
    let holds = some_of(node, &["name"], context.words)?;
    let facts = context.words.facts;
    let told_otherwise = |name: &&str| facts.get(name).is_some_and(|def| def.source != FactSource::Declared);
    let of_others = holds.facts().into_iter().find(told_otherwise);
    if let Some(name) = of_others {
        node.error(
            format!("`{name}` is no answer of the applicant"),
            "ask for facts with source=\"declared\" only",
        );
        return None;
    }
    Some(Agreement { id: id?.to_owned(), name: name?, holds })
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

/// Whether a day may not lie ahead, or not back; `None` when a fault was noted.
fn today(
    node: Node<'_>,
    kind: Option<ParticularKind>,
    word: &'static str,
    message: &'static str,
) -> Option<bool> {
    if node.value(word).is_none() {
        return Some(false);
    }
    if kind.is_some_and(|kind| kind != ParticularKind::Day) {
        node.error_at(word, message, "take it away, or write type=\"day\"");
        return None;
    }
    node.choice(word, &[("today", true)])
}

/// The particular before which a day may not lie, and how long it may be from that day to this. `None` when a fault was noted.
fn span(node: Node<'_>, kind: Option<ParticularKind>) -> Option<(Option<String>, Option<Term>)> {
    let within = match node.value("within") {
        Some(_) => Some(lasting(node, "within")?),
        None => None,
    };
    let Some(after) = node.string("after") else {
        if within.is_some() {
            node.error_at("within", "nothing says from which day", "add after=\"…\" with the id of that day");
            return None;
        }
        return Some((None, None));
    };
    if kind.is_some_and(|kind| kind != ParticularKind::Day) {
        node.error_at("after", "only a day comes after another", "take it away, or write type=\"day\"");
        return None;
    }
    if within.is_some_and(|term| term.unit == TermUnit::WorkingDays) {
        node.error_at("within", "a stay is not counted in working days", "use days, months or years");
        return None;
    }
    Some((Some(after.to_owned()), within))
}

/// Whether the document that is named ends with the application; `None` when a fault was noted.
fn void(node: Node<'_>, kind: Option<ParticularKind>) -> Option<bool> {
    let void = node.boolean("void").unwrap_or(false);
    if void && kind.is_some_and(|kind| kind != ParticularKind::Document) {
        node.error_at("void", "only a document becomes invalid", "take it away, or write type=\"document\"");
        return None;
    }
    Some(void)
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
        let day =
            |id: &String| of_kind(ParticularKind::Day).any(|day| day.id == *id && day.id != particular.id);
        if let Some(first) = particular.not_before.as_ref().filter(|id| !day(id)) {
            let others = of_kind(ParticularKind::Day).filter(|day| day.id != particular.id);
            let days: Vec<&str> = others.map(|day| day.id.as_str()).collect();
            let message = format!("there is no day `{first}` before it");
            at(particular).error_at("after", message, near(first, &days));
        }
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
