//! How decisions are sent, from `notification.kdl`.

use crate::load::basis::{Acts, BASIS, act, basis, basis_and};
use crate::load::parts::every;
use crate::notification::{Destination, Notification, Rebuttal, SentUnder, Way};
use crate::read::{Node, known};

const WORDS: [&str; 3] = ["law", "way", "rebuttal"];

/// Reads the nodes of the file; a country without one sends nothing.
pub(crate) fn notification(nodes: &[Node<'_>]) -> Option<Notification> {
    for node in nodes.iter().filter(|node| !WORDS.contains(&node.word())) {
        node.error(format!("this file does not know the word `{}`", node.word()), known(node.word(), &WORDS));
    }
    let of = |word: &'static str| nodes.iter().filter(move |node| node.word() == word).copied();
    let acts = Acts::new(every(of("law").map(act))?, &[], false);
    let ways = every(of("way").map(|node| way(node, &acts)));
    let rebuttals = every(of("rebuttal").map(|node| rebuttal(node, &acts)));
    let (ways, rebuttals) = (ways?, rebuttals?);
    for (at, way) in ways.iter().enumerate() {
        if ways.iter().take(at).any(|other| other.id == way.id) {
            let node = of("way").nth(at)?;
            node.error(format!("the way `{}` stands here twice", way.id), "keep one of them");
            return None;
        }
    }
    if let Some(second) = of("rebuttal").nth(1) {
        second.error("`rebuttal` stands here twice", "keep one of them");
        return None;
    }
    Some(Notification { laws: acts.used(), ways, rebuttal: rebuttals.into_iter().next() })
}

fn under(node: Node<'_>, acts: &Acts) -> Option<SentUnder> {
    basis(node, acts).map(|basis| SentUnder { cite: basis.cite, verified: basis.verified })
}

fn way(node: Node<'_>, acts: &Acts) -> Option<Way> {
    node.shape(1..=1, &basis_and(&["presumed", "to", "electronic", "proof", "chosen"]));
    node.only(&["name", "note", "not-adverse"]);
    let not_adverse = match node.child("not-adverse") {
        None => None,
        Some(child) => {
            child.shape(0..=0, &BASIS);
            child.leaf();
            Some(under(child, acts)?)
        }
    };
    let (id, name, presumed) = (node.id(), node.need_text("name"), node.need_parsed("presumed"));
    let places = [("place", Destination::Place), ("code", Destination::Code), ("mail", Destination::Mail)];
    let to = match node.value("to") {
        None => Destination::Place,
        Some(_) => node.choice("to", &places)?,
    };
    Some(Way {
        id: id?.to_owned(),
        name: name?,
        note: node.text("note"),
        presumed: presumed?,
        under: under(node, acts)?,
        to,
        electronic: node.boolean("electronic").unwrap_or(false),
        proof: node.boolean("proof").unwrap_or(false),
        chosen: node.boolean("chosen").unwrap_or(false),
        not_adverse,
    })
}

fn rebuttal(node: Node<'_>, acts: &Acts) -> Option<Rebuttal> {
    node.shape(0..=0, &BASIS);
    node.only(&["name"]);
    Some(Rebuttal { name: node.need_text("name")?, under: under(node, acts)? })
}
