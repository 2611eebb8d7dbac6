//! The fact catalogue from `facts.kdl`.

use crate::facts::{Catalogue, FactDef, FactKind, FactSource, Sensitivity};
use crate::load::condition::{TRACK, typed};
use crate::read::{Node, is_id};
use kernel::{Currency, TermUnit, Text};

const SOURCES: [(&str, FactSource); 5] = [
    ("register", FactSource::Register),
    ("case", FactSource::Case),
    ("declared", FactSource::Declared),
    ("evidence", FactSource::Evidence),
    ("judged", FactSource::Judged),
];

const SENSITIVITIES: [(&str, Sensitivity); 3] =
    [("open", Sensitivity::Open), ("personal", Sensitivity::Personal), ("special", Sensitivity::Special)];

/// Words that open a group of conditions or a part of a procedure, so no fact can be called so.
const RESERVED: [&str; 11] =
    ["any", "all", "not", "when", "unless", "name", "note", "valid", "given", "expect", TRACK];

/// Reads the nodes of the file: `fact "person.age" type="int" unit="years" source="register" { … }`.
pub(crate) fn catalogue<'a>(nodes: impl Iterator<Item = Node<'a>>, currency: Currency) -> Catalogue {
    let mut facts: Vec<FactDef> = Vec::new();
    for node in nodes {
        if node.word() != "fact" {
            node.error(
                format!("the fact catalogue does not know the word `{}`", node.word()),
                "it holds only `fact`",
            );
            continue;
        }
        let Some(fact) = fact(node, currency) else { continue };
        if facts.iter().any(|known| known.name == fact.name) {
            node.error(format!("the fact `{}` stands here twice", fact.name), "keep one of them");
            continue;
        }
        facts.push(fact);
    }
    Catalogue::new(facts)
}

fn fact(node: Node<'_>, currency: Currency) -> Option<FactDef> {
    node.shape(1..=1, &["type", "unit", "source", "sensitivity", "default"]);
    node.only(&["label", "denied", "question", "help", "option"]);
    let name = node.id()?;
    if RESERVED.contains(&name) || !is_id(name) {
        node.error(
            format!("a fact cannot be called `{name}`"),
            "that word has a meaning of its own in a procedure",
        );
        return None;
    }
    let read: Vec<(String, Text, Option<Text>)> = node.named("option").filter_map(option).collect();
    let denied = read.iter().filter_map(|(code, _, denied)| Some((code.clone(), denied.clone()?)));
    let options_denied: Vec<(String, Text)> = denied.collect();
    let options: Vec<(String, Text)> = read.into_iter().map(|(code, name, _)| (code, name)).collect();
    let kind = kind(node, &options, currency)?;
    let source = node.choice("source", &SOURCES);
    let sensitivity = node.choice("sensitivity", &SENSITIVITIES);
    let label = node.need_text("label");
    let question = node.text("question");
    let denied = node.text("denied");
    if let Some(place) = node.child("denied").filter(|_| kind != FactKind::Bool) {
        place.error(
            "only a fact of type bool is denied by itself",
            "put it into the option that is denied: option \"none\" lv=\"nav\" en=\"none\" { denied lv=\"ir\" en=\"there is one\" }",
        );
    }
    let (source, label) = (source?, label?);
    if source == FactSource::Declared && question.is_none() {
        node.error(
            format!("`{name}` is declared by the applicant, but nothing is asked"),
            "add question lv=\"…\" en=\"…\"",
        );
        return None;
    }
    let mut def = FactDef {
        name: name.to_owned(),
        kind,
        source,
        sensitivity: sensitivity?,
        text: question.unwrap_or_else(|| label.clone()),
        label,
        denied,
        options_denied,
        help: node.text("help"),
        options,
        see: node.named("option").filter_map(see).collect(),
        default: None,
    };
    def.default = match node.value("default") {
        Some(value) => Some(typed(node, "default", value, &def)?),
        None => None,
    };
    Some(def)
}

fn kind(node: Node<'_>, options: &[(String, Text)], currency: Currency) -> Option<FactKind> {
    let unit = node.string("unit");
    let types = ["bool", "int", "code", "day", "term", "money"].map(|word| (word, word));
    let word = node.choice("type", &types)?;
    if word != "code" && !options.is_empty() {
        node.error("only a code has options", "write type=\"code\", or take the options away");
        return None;
    }
    if !["int", "term"].contains(&word) && unit.is_some() {
        node.error_at("unit", "only a number and a term have a unit", "");
        return None;
    }
    match word {
        "int" => node.need("unit").map(|unit| FactKind::Int { unit: unit.to_owned() }),
        "code" if options.is_empty() => {
            node.error("a code needs options", "add option \"…\" lv=\"…\" en=\"…\" inside it");
            None
        }
        "code" => {
            let mut codes: Vec<String> = Vec::new();
            for (code, _) in options {
                if codes.contains(code) {
                    node.error(format!("the option `{code}` stands here twice"), "keep one of them");
                }
                codes.push(code.clone());
            }
            Some(FactKind::Code { options: codes })
        }
        "day" => Some(FactKind::Day),
        "term" => node
            .choice("unit", &[("days", TermUnit::Days), ("months", TermUnit::Months)])
            .map(|unit| FactKind::Term { unit }),
        "money" => Some(FactKind::Money { currency }),
        _ => Some(FactKind::Bool),
    }
}

fn option(node: Node<'_>) -> Option<(String, Text, Option<Text>)> {
    node.shape(1..=1, &["lv", "en", "see"]);
    node.only(&["denied"]);
    let denied = node.text("denied");
    Some((node.id()?.to_owned(), node.own_text()?, denied))
}

/// Where an option leads as well.
fn see(node: Node<'_>) -> Option<(String, String)> {
    Some((node.id()?.to_owned(), node.string("see")?.to_owned()))
}
