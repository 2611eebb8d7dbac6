//! Special law over general law: the nodes of a file over those of the one it inherits.
//!
//! A node with the same word and id replaces, `except` takes one away, `replaces` takes steps of contesting away. What
//! happens is told, so that nobody overlooks it; parameters and examples are there to be replaced, and are not.

use crate::load::head::Draft;
use crate::read::{Node, known};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// The words of the language that a procedure may use.
const WORDS: [&str; 24] = [
    "law",
    "name",
    "summary",
    "note",
    "applies",
    "parameter",
    "except",
    "applicant",
    "track",
    "require",
    "evidence",
    "particular",
    "agree",
    "fee",
    "clock",
    "stage",
    "ground",
    "hearing",
    "decide",
    "appeal",
    "notice",
    "visit",
    "retain",
    "example",
];

/// Words of which there can be several, told apart by their id.
const KEYED: [&str; 15] = [
    "law",
    "parameter",
    "applicant",
    "track",
    "require",
    "evidence",
    "particular",
    "agree",
    "clock",
    "stage",
    "ground",
    "decide",
    "appeal",
    "notice",
    "example",
];

/// Words that belong to their own file only.
const OWN: [&str; 5] = ["name", "summary", "note", "applies", "except"];

/// Words whose replacement is no news.
const QUIET: [&str; 2] = ["parameter", "example"];

/// What tells a node from others: its word, and its id where there can be several.
type Key<'a> = (&'a str, Option<&'a str>);

fn id<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.arg(0).and_then(|value| value.as_string())
}

fn key<'a>(node: &Node<'a>) -> Key<'a> {
    (node.word(), id(node).filter(|_| KEYED.contains(&node.word())))
}

fn said((word, id): Key<'_>) -> String {
    id.map_or_else(|| word.to_owned(), |id| format!("{word} \"{id}\""))
}

/// The nodes of a draft over those of its base, in the order of the base.
pub(crate) fn merge<'a>(own: &Draft<'a>, base: Option<(&Draft<'a>, Vec<Node<'a>>)>) -> Vec<Node<'a>> {
    let mut mine: Vec<Node<'a>> = Vec::new();
    let mut by_key: HashMap<Key<'a>, Node<'a>> = HashMap::new();
    for node in own.node.children() {
        let word = node.word();
        if !WORDS.contains(&word) {
            node.error(format!("a procedure does not know the word `{word}`"), known(word, &WORDS));
        }
        // A second text and a second example of one name are noted where they are read.
        let counted = !["name", "summary", "note", "except", "example"].contains(&word);
        match by_key.entry(key(&node)) {
            Entry::Vacant(place) => {
                place.insert(node);
            }
            Entry::Occupied(_) if counted => {
                node.error(format!("`{}` stands here twice", said(key(&node))), "keep one of them");
            }
            Entry::Occupied(_) => {}
        }
        mine.push(node);
    }
    let Some((base, theirs)) = base else {
        for node in mine.iter().filter(|node| node.word() == "except") {
            node.error("`except` takes away what is inherited, and this file inherits nothing", "");
        }
        return mine;
    };
    let theirs: Vec<Node<'a>> = theirs.into_iter().filter(|node| !OWN.contains(&node.word())).collect();
    let gone = taken_away(own, base, &mine, &theirs);
    let mut merged: Vec<Node<'a>> = Vec::new();
    let mut taken: HashSet<Key<'_>> = HashSet::new();
    for inherited in theirs {
        if gone.contains(&key(&inherited)) {
            continue;
        }
        match by_key.get(&key(&inherited)) {
            Some(special) => {
                if !QUIET.contains(&special.word()) {
                    special.warn(
                        format!(
                            "`{}` of `{}` replaces the one of `{}` {}",
                            said(key(special)),
                            own.id,
                            base.id,
                            base.in_force
                        ),
                        "special law goes before general law: make sure that this is meant",
                    );
                }
                taken.insert(key(special));
                merged.push(*special);
            }
            None => merged.push(inherited),
        }
    }
    merged.extend(mine.into_iter().filter(|node| node.word() != "except" && !taken.contains(&key(node))));
    merged
}

/// What the file takes away from its base, by `except` and by `replaces` of a step of contesting.
fn taken_away<'a>(own: &Draft<'a>, base: &Draft<'a>, mine: &[Node<'a>], theirs: &[Node<'a>]) -> Vec<Key<'a>> {
    let mut gone: Vec<Key<'a>> = Vec::new();
    let mut take = |node: &Node<'a>, key_gone: Key<'a>| {
        let same_word: Vec<Node<'a>> = theirs.iter().filter(|n| n.word() == key_gone.0).copied().collect();
        if !same_word.iter().any(|known| key(known) == key_gone) {
            let ids: Vec<&str> = same_word.iter().filter_map(id).collect();
            let hint = key_gone.1.map_or_else(String::new, |id| known(id, &ids));
            node.error(format!("`{}` has no `{}` to take away", base.id, said(key_gone)), hint);
            return;
        }
        node.warn(
            format!("`{}` takes `{}` of `{}` {} away", own.id, said(key_gone), base.id, base.in_force),
            "special law goes before general law: make sure that this is meant",
        );
        gone.push(key_gone);
    };
    for node in mine {
        match node.word() {
            "except" => {
                node.shape(1..=2, &["cite", "verified", "source"]);
                node.leaf();
                let Some(word) = node.arg_str(0) else { continue };
                let id = node.arg(1).and_then(|value| value.as_string());
                if !WORDS.contains(&word) || OWN.contains(&word) {
                    node.error(format!("`{word}` cannot be taken away"), known(word, &KEYED));
                } else if KEYED.contains(&word) && id.is_none() {
                    node.error(
                        format!("`except \"{word}\"` does not say which"),
                        "add its id after the word",
                    );
                } else {
                    take(node, (word, id.filter(|_| KEYED.contains(&word))));
                }
            }
            "appeal" => {
                let replaced = node.string("replaces").unwrap_or_default();
                for id in replaced.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                    take(node, ("appeal", Some(id)));
                }
            }
            _ => {}
        }
    }
    gone
}
