//! The laws that the catalogue as a whole must keep.

use crate::read::Node;
use crate::register::{RegisterBook, WriteMode};

/// Proves the catalogue; what does not hold is noted at its node.
pub(super) fn prove(book: &RegisterBook, nodes: &[Node<'_>]) {
    let at = |word: &str, code: &str| {
        nodes.iter().find(|node| node.word() == word && node.arg(0).and_then(|v| v.as_string()) == Some(code))
    };
    lists_are_used(book, &at);
    facts_can_be_had(book, &at);
    acts_write_what_their_bodies_may(book, &at);
    every_act_does_something(book, &at);
}

fn lists_are_used<'n, 'a: 'n>(book: &RegisterBook, at: &dyn Fn(&str, &str) -> Option<&'n Node<'a>>) {
    for list in &book.lists {
        if !book.facts.iter().any(|fact| fact.lists.contains(&list.id))
            && let Some(node) = at("list", &list.id)
        {
            node.error(format!("no fact uses the list `{}`", list.id), "name it by lists=\"…\" of a fact");
        }
    }
}

fn facts_can_be_had<'n, 'a: 'n>(book: &RegisterBook, at: &dyn Fn(&str, &str) -> Option<&'n Node<'a>>) {
    for fact in &book.facts {
        if !book.categories.iter().any(|category| category.facts.contains(&fact.code))
            && let Some(node) = at("fact", &fact.code)
        {
            node.error(
                format!("no category of persons may have the fact `{}`", fact.code),
                "name it by `facts` of a category, or take it away",
            );
        }
    }
}

fn acts_write_what_their_bodies_may<'n, 'a: 'n>(
    book: &RegisterBook,
    at: &dyn Fn(&str, &str) -> Option<&'n Node<'a>>,
) {
    for act in &book.acts {
        let Some(node) = at("act", &act.code) else { continue };
        for write in &act.writes {
            if !act.bodies.iter().any(|body| book.may_write(body, &write.fact)) {
                let line = node
                    .children()
                    .find(|child| child.arg(0).and_then(|v| v.as_string()) == Some(write.fact.as_str()));
                line.unwrap_or(*node).error(
                    format!("none of the bodies that bring `{}` may write `{}`", act.code, write.fact),
                    format!("they are: {}", act.bodies.join(", ")),
                );
            }
        }
        // A body that may write nothing of what the event writes has no business with it.
        for body in &act.bodies {
            if !act.writes.iter().any(|write| book.may_write(body, &write.fact)) {
                let line = node.child("bodies").unwrap_or(*node);
                line.error(
                    format!("`{body}` brings `{}` and may write nothing of it", act.code),
                    "let it write one of the facts, or take it away",
                );
            }
        }
    }
}

/// An event that only ends facts and begins none, and leaves every one of them out, would do nothing.
fn every_act_does_something<'n, 'a: 'n>(
    book: &RegisterBook,
    at: &dyn Fn(&str, &str) -> Option<&'n Node<'a>>,
) {
    for act in &book.acts {
        let idle = act.writes.iter().all(|write| write.optional);
        if idle && let Some(node) = at("act", &act.code) {
            let mode =
                if act.writes.iter().any(|write| write.mode == WriteMode::Begins) { "write" } else { "end" };
            node.error(
                format!("`{}` may leave out everything it could {mode}", act.code),
                "at least one line is not optional",
            );
        }
    }
}
