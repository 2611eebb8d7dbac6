//! Classes of protection, from `protection.kdl`.

use crate::load::basis::{Acts, act, basis_and, optional_basis};
use crate::load::parts::{every, list};
use crate::protection::{Audience, Hidden, Part, ProtectionBook, ProtectionClass, SeesBy};
use crate::read::{Node, known};

const WORDS: [&str; 2] = ["law", "protection"];
const PARTS: [(&str, Part); 5] = [
    ("record", Part::Record),
    ("address", Part::Address),
    ("documents", Part::Documents),
    ("link", Part::Link),
    ("cases", Part::Cases),
];
const RIGHTS: [(&str, SeesBy); 2] = [("read-protected", SeesBy::Protected), ("read-sealed", SeesBy::Sealed)];
const AUDIENCES: [(&str, Audience); 4] = [
    ("public", Audience::Public),
    ("clients", Audience::Clients),
    ("officers", Audience::Officers),
    ("institutions", Audience::Institutions),
];

/// Reads the nodes of the file; a country without one protects nobody.
pub(crate) fn protection(nodes: &[Node<'_>]) -> Option<ProtectionBook> {
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(format!("this file does not know the word `{}`", node.word()), known(node.word(), &WORDS));
    }
    let of = |word: &'static str| nodes.iter().filter(move |node| node.word() == word).copied();
    let acts = Acts::new(every(of("law").map(act))?, &[], false);
    let classes = every(of("protection").map(|node| class(node, &acts)))?;
    for (at, class) in classes.iter().enumerate() {
        if classes.iter().take(at).any(|other| other.code == class.code) {
            let node = of("protection").nth(at)?;
            node.error(format!("the protection `{}` stands here twice", class.code), "keep one of them");
            return None;
        }
    }
    Some(ProtectionBook { laws: acts.used(), classes })
}

fn class(node: Node<'_>, acts: &Acts) -> Option<ProtectionClass> {
    node.shape(1..=1, &basis_and(&["right", "told", "alerts", "follows"]));
    node.only(&["name", "hides"]);
    let hides = every(node.named("hides").map(hidden));
    let (code, name, right) = (node.id(), node.need_text("name"), node.choice("right", &RIGHTS));
    let (cite, verified) = optional_basis(node, acts)?;
    let class = ProtectionClass {
        code: code?.to_owned(),
        name: name?,
        hides: hides?,
        right: right?,
        told: node.boolean("told").unwrap_or(false),
        alerts: node.boolean("alerts").unwrap_or(false),
        follows: node.string("follows").map(str::to_owned),
        cite,
        verified,
    };
    // Whoever may write a record must not overwrite what they cannot see without knowing it.
    let parts = [Part::Address, Part::Documents].iter().any(|part| class.hides(*part, Audience::Officers));
    if parts && !class.told && !class.hides(Part::Record, Audience::Officers) {
        node.error(
            "parts of a record that officers write are hidden from them without a word",
            "add told=#true, or hide the record too",
        );
        return None;
    }
    Some(class)
}

fn hidden(node: Node<'_>) -> Option<Hidden> {
    node.shape(1..=1, &["from"]);
    node.leaf();
    let word = node.id()?;
    let Some((_, part)) = PARTS.iter().find(|(name, _)| *name == word) else {
        let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
        node.error(format!("`{word}` is no part of a record"), known(word, &names));
        return None;
    };
    let mut from = Vec::new();
    for word in list(node, "from") {
        let Some((_, audience)) = AUDIENCES.iter().find(|(name, _)| *name == word) else {
            let names: Vec<&str> = AUDIENCES.iter().map(|(name, _)| *name).collect();
            node.error_at("from", format!("nobody is called `{word}` here"), known(&word, &names));
            return None;
        };
        from.push(*audience);
    }
    if from.is_empty() {
        from.extend(Audience::ALL);
    }
    Some(Hidden { part: *part, from })
}
