//! The points of a procedure with their places, from the nodes that it was made of.

use crate::load::head::Draft;
use crate::procedure::Point;
use crate::read::Node;

/// Words that are no points: what the procedure is called, what is told of it, and what only proves it.
const NONE: [&str; 6] = ["name", "summary", "note", "parameter", "except", "example"];

/// Words that say something of the law, or of how the office plans, without `cite`.
const ALWAYS: [&str; 2] = ["law", "visit"];

/// The points of the merged nodes, and of what belongs to the file itself.
pub(super) fn points(draft: &Draft<'_>, nodes: &[Node<'_>]) -> Vec<Point> {
    let mut points = Vec::new();
    let own = draft.node.named("applies");
    let merged = nodes.iter().copied().filter(|node| node.word() != "applies");
    for node in own.chain(merged).filter(|node| !NONE.contains(&node.word())) {
        let within = add(node, "", draft.verified, &mut points);
        below(node, &within, draft.verified, &mut points);
    }
    points
}

/// The points inside a point: whatever cites a provision of its own.
fn below(node: Node<'_>, within: &str, read: bool, points: &mut Vec<Point>) {
    for child in node.children() {
        if child.value("cite").is_some() {
            let within = add(child, within, read, points);
            below(child, &within, read, points);
        } else {
            below(child, within, read, points);
        }
    }
}

/// Adds one, and gives what it is called.
fn add(node: Node<'_>, within: &str, read: bool, points: &mut Vec<Point>) -> String {
    let mut name = if within.is_empty() { String::new() } else { format!("{within} / ") };
    name.push_str(node.word());
    if let Some(id) = node.arg(0).and_then(|id| id.as_string()) {
        name.push(' ');
        name.push_str(id);
    }
    let of_law = node.value("cite").is_some() || ALWAYS.contains(&node.word());
    // A term of hearing may be unread while the duty to hear was read.
    let term = node.value("term-verified").is_none_or(|term| term.as_bool() == Some(true));
    let verified = of_law.then(|| node.verified() && term && read);
    points.push(Point {
        point: name.clone(),
        file: node.source.file.to_owned(),
        line: node.line(),
        verified,
    });
    name
}
