//! Stages, hearing, notices, visit, retention and the cases a version is for, each from its node.

use crate::load::basis::{Basis, basis, basis_and, cited, optional_basis, source};
use crate::load::parts::{Context, actor, condition, every, letter, list, when};
use crate::procedure::{
    AccessClass, Applies, Coming, HearingRule, Notice, NoticeChannel, NoticeLanguage, Retention, Saying,
    SayingKind, Stage, Visit, Waiver,
};
use crate::read::{Node, is_id};
use kernel::Day;

const CHANNELS: [(&str, NoticeChannel); 8] = [
    ("chosen", NoticeChannel::Chosen),
    ("portal", NoticeChannel::Portal),
    ("e-address", NoticeChannel::EAddress),
    ("email", NoticeChannel::Email),
    ("counter", NoticeChannel::Counter),
    ("post", NoticeChannel::Post),
    ("registered-post", NoticeChannel::RegisteredPost),
    ("publication", NoticeChannel::Publication),
];

const LANGUAGES: [(&str, NoticeLanguage); 3] = [
    ("state", NoticeLanguage::State),
    ("chosen", NoticeLanguage::Chosen),
    ("understood", NoticeLanguage::Understood),
];

pub(crate) fn stage(node: Node<'_>, context: &Context<'_>) -> Option<Stage> {
    node.shape(1..=1, &basis_and(&["by", "needs", "after", "emits", "settles", "brought"]));
    node.only(&["name", "says", "when", "unless"]);
    let (id, name) = (node.id(), node.need_text("name"));
    let says = every(node.named("says").map(saying));
    let by = node.need("by").and_then(|code| actor(node, "by", code, context));
    let when = when(node, context.words);
    let unless = condition(node, "unless", context.words);
    let (cite, verified) = optional_basis(node, &context.acts)?;
    Some(Stage {
        id: id?.to_owned(),
        by: by?,
        name: name?,
        needs: list(node, "needs"),
        after: list(node, "after"),
        emits: events(node, "emits")?,
        settles: list(node, "settles"),
        brought: node.boolean("brought").unwrap_or(false),
        says: says?,
        when: when?,
        unless: unless?,
        cite,
        verified,
    })
}

/// What has to be said of a step that is done.
fn saying(node: Node<'_>) -> Option<Saying> {
    node.shape(1..=1, &["type"]);
    node.only(&["name"]);
    let kinds = SayingKind::ALL.map(|kind| (kind.code(), kind));
    let (id, kind, name) = (node.id(), node.choice("type", &kinds), node.need_text("name"));
    Some(Saying { id: id?.to_owned(), kind: kind?, name: name? })
}

/// Events in one property: words like ids.
pub(crate) fn events(node: Node<'_>, key: &str) -> Option<Vec<String>> {
    let events = list(node, key);
    let wrong = events.iter().find(|event| !is_id(event));
    if let Some(wrong) = wrong {
        node.error_at(
            key,
            format!("`{wrong}` is not an event"),
            "an event has small letters, digits, hyphens and full stops, and begins with a letter",
        );
        return None;
    }
    Some(events)
}

pub(crate) fn hearing(node: Node<'_>, context: &Context<'_>) -> Option<HearingRule> {
    node.shape(0..=0, &basis_and(&["term", "term-verified"]));
    node.only(&["waive"]);
    let term = node.need_parsed("term");
    let waivers = every(node.named("waive").map(|waive| {
        waive.shape(1..=1, &["cite"]);
        waive.only(&["name"]);
        let (id, text) = (waive.id(), waive.need_text("name"));
        let cite = cited(waive, &context.acts);
        Some(Waiver { id: id?.to_owned(), cite: cite?, text: text? })
    }));
    let Basis { cite, verified, .. } = basis(node, &context.acts)?;
    Some(HearingRule {
        cite,
        verified,
        term: term?,
        term_verified: verified && node.boolean("term-verified").unwrap_or(false),
        waivers: waivers?,
    })
}

pub(crate) fn notice(node: Node<'_>, context: &Context<'_>) -> Option<Notice> {
    node.shape(
        1..=1,
        &basis_and(&["on", "after", "to", "channel", "language", "proof-of-service", "letter", "within"]),
    );
    node.only(&["name", "says", "when"]);
    let (id, name, on) = (node.id(), node.need_text("name"), node.need("on"));
    let to = node.need("to").and_then(|code| actor(node, "to", code, context));
    let channel = match node.value("channel") {
        None => Some(NoticeChannel::Chosen),
        Some(_) => node.choice("channel", &CHANNELS),
    };
    let language = match node.value("language") {
        None => Some(NoticeLanguage::Chosen),
        Some(_) => node.choice("language", &LANGUAGES),
    };
    let within = match node.value("within") {
        None => None,
        Some(_) => Some(node.parsed("within")?),
    };
    let says = match node.child("says") {
        None => None,
        Some(_) => Some(node.text("says")?),
    };
    let when = when(node, context.words);
    let (cite, verified) = optional_basis(node, &context.acts)?;
    let source = source(node);
    Some(Notice {
        id: id?.to_owned(),
        name: name?,
        says,
        on: on?.to_owned(),
        after: list(node, "after"),
        to: to?,
        channel: channel?,
        language: language?,
        proof_of_service: node.boolean("proof-of-service").unwrap_or(false),
        letter: letter(node),
        within,
        when: when?,
        cite,
        verified,
        source,
    })
}

pub(crate) fn visit(node: Node<'_>) -> Option<Visit> {
    node.shape(0..=0, &["minutes", "coming", "verified", "source"]);
    node.leaf();
    let coming = match node.value("coming") {
        Some(_) => Some(node.choice("coming", &Coming::ALL.map(|coming| (coming.code(), coming)))?),
        None => None,
    };
    let usual = Some(Visit::usual().minutes).filter(|_| coming.is_some() && node.value("minutes").is_none());
    let minutes = usual.or_else(|| node.number::<u16>("minutes"));
    let minutes = minutes.filter(|minutes| (5..=480).contains(minutes));
    if minutes.is_none() {
        node.error_at("minutes", "a visit takes from 5 to 480 minutes", "write minutes=20");
    }
    Some(Visit { minutes: minutes?, coming, verified: node.verified(), source: source(node) })
}

pub(crate) fn retention(node: Node<'_>, context: &Context<'_>) -> Option<Retention> {
    node.shape(1..=1, &basis_and(&["class", "from", "tells"]));
    node.leaf();
    let term = match node.arg_str(0)? {
        "for-ever" => Some(None),
        _ => node.parsed_arg(0).map(Some),
    };
    let class = node.choice("class", &AccessClass::ALL.map(|class| (class.code(), class)));
    let (cite, verified) = optional_basis(node, &context.acts)?;
    let from = node.string("from").unwrap_or("closed").to_owned();
    let source = source(node);
    let tells = node.boolean("tells").unwrap_or(false);
    Some(Retention { term: term?, from, class: class?, cite, verified, source, tells })
}

pub(crate) fn applies(node: Node<'_>, context: &Context<'_>) -> Option<Applies> {
    node.shape(0..=0, &basis_and(&["from", "until", "instead"]));
    node.leaf();
    let day = |key: &str| match node.value(key) {
        None => Some(None),
        Some(_) => node.parsed::<Day>(key).map(Some),
    };
    let (from, until) = (day("from"), day("until"));
    let (from, until) = (from?, until?);
    if from.is_none() && until.is_none() {
        node.error(
            "`applies` names no day",
            "write from=\"…\", until=\"…\" or both: days of receipt of a case",
        );
        return None;
    }
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        node.error_at(
            "until",
            "these cases end before they begin",
            "`until` is the first day that is not covered",
        );
        return None;
    }
    let Basis { cite, verified, source } = basis(node, &context.acts)?;
    Some(Applies {
        from,
        until,
        instead: list(node, "instead"),
        instead_names: Vec::new(),
        cite,
        verified,
        source,
    })
}
