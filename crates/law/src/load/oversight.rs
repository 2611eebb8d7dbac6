//! Lawful delays and rules of unusual reading, from `oversight.kdl`.

use crate::load::basis::{Acts, act, basis, basis_and, cited, optional_basis, provision};
use crate::load::parts::{every, list};
use crate::oversight::{AlertRule, Delay, Oversight, Unusual};
use crate::read::{Node, known};
use kernel::Minute;

const WORDS: [&str; 4] = ["law", "delay", "alert", "flat"];
const KINDS: [&str; 11] = [
    "volume",
    "public-interest",
    "own-record",
    "own-family",
    "same-address",
    "same-building",
    "same-surname",
    "at-night",
    "repeated",
    "not-in-case",
    "protected",
];

/// Reads the nodes of the file; a country without one delays nothing and finds nothing unusual.
pub(crate) fn oversight(nodes: &[Node<'_>]) -> Option<Oversight> {
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(format!("this file does not know the word `{}`", node.word()), known(node.word(), &WORDS));
    }
    let of = |word: &'static str| nodes.iter().filter(move |node| node.word() == word).copied();
    let acts = Acts::new(every(of("law").map(act))?, &[], false);
    let delays = every(of("delay").map(|node| delay(node, &acts)));
    let alerts = every(of("alert").map(|node| alert(node, &acts)));
    let (delays, alerts) = (delays?, alerts?);
    for word in ["delay", "alert"] {
        let mut seen: Vec<&str> = Vec::new();
        for node in of(word) {
            let Some(code) = node.id() else { continue };
            if seen.contains(&code) {
                node.error(format!("`{word} \"{code}\"` stands here twice"), "keep one of them");
                return None;
            }
            seen.push(code);
        }
    }
    let mut flat_after = Vec::new();
    for node in of("flat") {
        node.shape(0..=0, &["after"]);
        node.leaf();
        flat_after.push(node.need("after")?.to_owned());
    }
    Some(Oversight { laws: acts.used(), delays, alerts, flat_after })
}

fn delay(node: Node<'_>, acts: &Acts) -> Option<Delay> {
    node.shape(1..=1, &basis_and(&["basis", "actions", "term"]));
    node.only(&["name"]);
    let (code, name, term) = (node.id(), node.need_text("name"), node.need_parsed("term"));
    node.need("basis");
    let purpose = provision(node, "basis", acts);
    cited(node, acts)?;
    let under = basis(node, acts)?;
    Some(Delay {
        code: code?.to_owned(),
        name: name?,
        basis: purpose?,
        actions: list(node, "actions"),
        term: term?,
        cite: under.cite,
        verified: under.verified,
    })
}

fn alert(node: Node<'_>, acts: &Acts) -> Option<AlertRule> {
    let more = ["when", "per", "at-least", "times-usual", "from", "to", "days", "actions", "outside-case"];
    node.shape(1..=1, &basis_and(&more));
    node.only(&["name"]);
    let (code, name, unusual) = (node.id(), node.need_text("name"), unusual(node));
    let (cite, verified) = optional_basis(node, acts)?;
    node.need("actions")?;
    Some(AlertRule {
        code: code?.to_owned(),
        name: name?,
        unusual: unusual?,
        actions: list(node, "actions"),
        outside_case: node.boolean("outside-case").unwrap_or(false),
        cite,
        verified,
    })
}

fn unusual(node: Node<'_>) -> Option<Unusual> {
    Some(match node.need("when")? {
        "volume" => {
            let per = node.choice("per", &[("hour", true), ("day", false)]);
            let at_least = node.need_number("at-least");
            let times_usual = node.need_number("times-usual");
            Unusual::Volume { hourly: per?, at_least: at_least?, times_usual: times_usual? }
        }
        "public-interest" => Unusual::PublicInterest,
        "own-record" => Unusual::OwnRecord,
        "own-family" => Unusual::OwnFamily,
        "same-address" => Unusual::SameAddress,
        "same-building" => Unusual::SameBuilding,
        "same-surname" => Unusual::SameSurname,
        "at-night" => {
            let (from, to) = (node.need_parsed::<Minute>("from"), node.need_parsed::<Minute>("to"));
            Unusual::AtNight { from: from?, to: to? }
        }
        "repeated" => {
            let (at_least, days) = (node.need_number("at-least"), node.need_number("days"));
            Unusual::Repeated { at_least: at_least?, days: days? }
        }
        "not-in-case" => Unusual::NotInCase,
        "protected" => Unusual::Protected,
        other => {
            node.error_at("when", format!("nothing is unusual by `{other}`"), known(other, &KINDS));
            return None;
        }
    })
}
