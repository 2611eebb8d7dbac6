//! Applicants, tracks, requirements, evidence and grounds, each from its node.

use crate::assess::Truth;
use crate::condition::{Condition, Test};
use crate::facts::{FactKind, FactValue, Facts};
use crate::ground::{DeclaredGround, GroundKind};
use crate::load::basis::{Basis, basis, basis_and};
use crate::load::condition::{Words, some_of};
use crate::load::parts::{Context, actor, every, list, near, when};
use crate::procedure::{Capacity, Evidence, EvidenceBy, Requirement, Track};
use crate::read::Node;
use kernel::{Lang, Text};

pub(crate) fn capacity(node: Node<'_>, context: &Context<'_>) -> Option<Capacity> {
    node.shape(1..=1, &basis_and(&["for-other", "ex-officio"]));
    let (id, name) = (node.id(), node.need_text("name"));
    let ex_officio = node.boolean("ex-officio").unwrap_or(false);
    // Whoever acts by office needs no condition.
    let bare = ex_officio && node.children().all(|child| child.word() == "name");
    let condition = if bare { Some(Condition::always()) } else { some_of(node, &["name"], context.words) };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Capacity {
        id: id?.to_owned(),
        name: name?,
        for_other: node.boolean("for-other").unwrap_or(false),
        ex_officio,
        condition: condition?,
        cite,
        verified,
        source,
    })
}

/// The tracks of a procedure, in order; each may ask for those above it.
pub(crate) fn tracks<'a>(nodes: impl Iterator<Item = Node<'a>>, context: &Context<'_>) -> Option<Vec<Track>> {
    let nodes: Vec<Node<'a>> = nodes.collect();
    let mut tracks: Vec<Track> = Vec::new();
    let mut sound = true;
    for node in &nodes {
        match track(*node, context, &tracks) {
            Some(track) => tracks.push(track),
            None => sound = false,
        }
    }
    let last = nodes.last().filter(|_| sound);
    if let Some(node) = last.filter(|_| tracks.last().is_some_and(|track| track.condition.is_some())) {
        node.error(
            "the last track must take everybody else",
            "tracks are read from above and the first that holds is taken: end with track \"…\" otherwise=#true",
        );
        sound = false;
    }
    sound.then_some(tracks)
}

fn track(node: Node<'_>, context: &Context<'_>, above: &[Track]) -> Option<Track> {
    node.shape(1..=1, &basis_and(&["otherwise"]));
    let (id, name) = (node.id(), node.need_text("name"));
    if above.iter().any(|track| track.condition.is_none()) {
        node.error("this track is never reached", "the one above it takes everybody: put `otherwise` last");
        return None;
    }
    let words = Words { tracks: above, ..context.words };
    let condition = if node.boolean("otherwise") == Some(true) {
        if let Some(child) = node.children().find(|child| child.word() != "name") {
            child.error("a track that takes everybody else has no condition", "take it away, or `otherwise`");
            return None;
        }
        None
    } else {
        Some(some_of(node, &["name"], words)?)
    };
    if let Some(same) =
        condition.as_ref().and_then(|own| above.iter().find(|t| t.condition.as_ref() == Some(own)))
    {
        node.error("this track is never reached", format!("`{}` above it has the same condition", same.id));
        return None;
    }
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    let others = above.iter().filter_map(|track| track.condition.clone());
    let mut parts: Vec<Condition> = others.map(|other| Condition::Not(Box::new(other))).collect();
    parts.extend(condition.clone());
    Some(Track {
        id: id?.to_owned(),
        name: name?,
        condition,
        cite,
        verified,
        source,
        holds: Condition::All(parts),
    })
}

pub(crate) fn requirement(node: Node<'_>, context: &Context<'_>) -> Option<Requirement> {
    node.shape(1..=1, &basis_and(&["ground", "alternative-to"]));
    let (id, name, ground) = (node.id(), node.need_text("name"), node.need("ground"));
    let condition = some_of(node, &["name", "when"], context.words);
    let when = when(node, context.words);
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    let condition = condition?;
    if condition.truth(&Facts::new()) != Truth::Unknown {
        node.error("this requirement does not depend on any fact", "ask something of at least one fact");
        return None;
    }
    Some(Requirement {
        id: id?.to_owned(),
        name: name?,
        cite,
        verified,
        source,
        when: when?,
        condition,
        ground: ground?.to_owned(),
        alternative_to: node.string("alternative-to").map(str::to_owned),
        of_ground: false,
        choice: false,
    })
}

pub(crate) fn evidence(node: Node<'_>, context: &Context<'_>) -> Option<Evidence> {
    node.shape(1..=1, &basis_and(&["by", "proves", "shows", "max-age", "later"]));
    node.only(&["name", "note", "when"]);
    let (id, name, note, when) =
        (node.id(), node.need_text("name"), node.text("note"), when(node, context.words));
    let (by, body) = match node.need("by") {
        Some("applicant") => (Some(EvidenceBy::Applicant), None),
        Some("counter") => (Some(EvidenceBy::Counter), None),
        Some("case-officer") => (Some(EvidenceBy::CaseOfficer), None),
        Some(code) => {
            let body = actor(node, "by", code, context);
            if body.as_ref().is_some_and(|body| !body.outside) {
                node.error_at(
                    "by",
                    format!("evidence cannot come from `{code}`"),
                    "it comes from applicant, counter, case-officer, or a body of register.kdl",
                );
                return None;
            }
            (body.as_ref().map(|_| EvidenceBy::Body), body)
        }
        None => (None, None),
    };
    let proves = list(node, "proves");
    let shows = list(node, "shows");
    if proves.is_empty() && shows.is_empty() {
        node.error(
            "this evidence proves nothing",
            "add proves=\"fact\" (or \"fact=value\"), or shows=\"fact\" when it shows the value itself",
        );
        return None;
    }
    let proven = every(proves.iter().map(|text| proof(node, text, context)));
    let shown = every(shows.iter().map(|name| declared(node, "shows", name, context).map(|_| ())));
    let max_age = match node.value("max-age") {
        Some(_) => Some(node.parsed("max-age")?),
        None => None,
    };
    let (by, later) = (by?, node.boolean("later") == Some(true));
    if later && by != EvidenceBy::Applicant {
        node.error_at(
            "later",
            "only what the applicant hands in can be handed in later",
            "leave `later` out, or say by=\"applicant\"",
        );
        return None;
    }
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    shown?;
    Some(Evidence {
        id: id?.to_owned(),
        name: name?,
        note,
        proves,
        shows,
        by,
        body,
        max_age,
        later,
        when: when?,
        cite,
        verified,
        source,
        proven: proven?,
    })
}

/// The fact with this name, or the fault noted.
fn declared<'a>(
    node: Node<'_>,
    key: &str,
    name: &str,
    context: &Context<'a>,
) -> Option<&'a crate::facts::FactDef> {
    let facts = context.words.facts;
    let found = facts.get(name);
    if found.is_none() {
        let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
        node.error_at(key, format!("there is no fact `{name}`"), near(name, &names));
    }
    found
}

/// `fact` (which is then true) or `fact=value`.
fn proof(node: Node<'_>, text: &str, context: &Context<'_>) -> Option<(String, FactValue)> {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let def = declared(node, "proves", name, context)?;
    let value = match (value, &def.kind) {
        (None, FactKind::Bool) => Some(FactValue::Bool(true)),
        (Some(value), kind) => kind.parse(value),
        (None, _) => None,
    };
    if value.is_none() {
        let message = format!("evidence cannot prove `{text}`");
        let hint = format!("`{name}` is {}; write shows=\"{name}\" for the value itself", def.kind.wanted());
        node.error_at("proves", message, hint);
    }
    Some((name.to_owned(), value?))
}

/// What is so when a ground does not hold, where one fact of yes or no decides it and has the words.
fn opposite(when: &Condition, context: &Context<'_>) -> Option<Text> {
    let leaf = match when {
        Condition::Leaf(leaf) => leaf,
        Condition::All(parts) => match parts.as_slice() {
            [Condition::Leaf(leaf)] => leaf,
            _ => return None,
        },
        Condition::Any(_) | Condition::Not(_) | Condition::Named(_) => return None,
    };
    let def = context.words.facts.get(&leaf.fact)?;
    match &leaf.test {
        Test::Is(FactValue::Bool(true)) | Test::Judged(FactValue::Bool(true)) => def.denied.clone(),
        Test::Is(FactValue::Bool(false)) | Test::Judged(FactValue::Bool(false)) => Some(def.label.clone()),
        _ => None,
    }
}

/// A ground, and the requirement that it makes by itself when it says when it holds.
pub(crate) fn ground(node: Node<'_>, context: &Context<'_>) -> Option<(DeclaredGround, Option<Requirement>)> {
    node.shape(1..=1, &basis_and(&["kind", "reasons"]));
    node.only(&["name", "denied", "when"]);
    let kind = node.choice("kind", &[("must", GroundKind::Must), ("may", GroundKind::May)]);
    let (id, text, denied) = (node.id(), node.need_text("name"), node.text("denied"));
    let when = when(node, context.words);
    if let Some(place) = node.child("denied").filter(|_| node.child("when").is_none()) {
        place.error(
            "a ground that does not say when it holds is denied by its requirements",
            "take `denied` away, or say `when { … }`",
        );
    }
    let classified = match node.value("reasons") {
        None => Some(false),
        Some(_) => node.choice("reasons", &[("decision", false), ("classified-annex", true)]),
    };
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    let (id, text) = (id?.to_owned(), text?);
    let own = when?.map(|when| Requirement {
        id: id.clone(),
        name: denied.or_else(|| opposite(&when, context)).unwrap_or_else(|| {
            Text::new(
                format!("Nav pamata: {}", text.get(Lang::LV)),
                format!("No such ground: {}", text.get(Lang::EN)),
            )
        }),
        cite: cite.clone(),
        verified,
        source,
        when: None,
        condition: Condition::Not(Box::new(when)),
        ground: id.clone(),
        alternative_to: None,
        of_ground: true,
        choice: false,
    });
    Some((DeclaredGround { id, cite, text, kind: kind?, verified, classified: classified? }, own))
}
