//! The points of a procedure with their places, from the nodes that it was made of.

use crate::load::head::Draft;
use crate::procedure::Point;
use crate::read::Node;

/// Words that are no points: what the procedure is called, what is told of it, and what only proves it.
const NONE: [&str; 6] = ["name", "summary", "note", "parameter", "except", "example"];

/// Words that say something of the law, or of how the office plans, without `cite`.
const ALWAYS: [&str; 2] = ["law", "visit"];

/// Words that cannot say `verified` themselves: they are as verified as the point that they stand in.
const AS_THE_POINT: [&str; 4] = ["waive", "restart", "roll", "otherwise"];

/// The points of the merged nodes, and of what belongs to the file itself, by file and line.
pub(super) fn points(draft: &Draft<'_>, nodes: &[Node<'_>]) -> Vec<Point> {
    let mut points = Vec::new();
    let own = draft.node.named("applies");
    let merged = nodes.iter().copied().filter(|node| node.word() != "applies");
    for node in own.chain(merged).filter(|node| !NONE.contains(&node.word())) {
        let (within, read) = add(node, "", draft.verified, draft.verified, &mut points);
        below(node, &within, draft.verified, read, &mut points);
    }
    points.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    points
}

/// The points inside a point: whatever cites a provision of its own. `version` says whether the version was made from
/// the text of its acts, `above` whether the point was read.
fn below(node: Node<'_>, within: &str, version: bool, above: bool, points: &mut Vec<Point>) {
    for child in node.children() {
        if child.value("cite").is_some() {
            let (within, read) = add(child, within, version, above, points);
            below(child, &within, version, read, points);
        } else {
            below(child, within, version, above, points);
        }
    }
}

/// Adds one, and gives what it is called, and whether it was read.
fn add(node: Node<'_>, within: &str, version: bool, above: bool, points: &mut Vec<Point>) -> (String, bool) {
    let mut name = if within.is_empty() { String::new() } else { format!("{within} / ") };
    name.push_str(node.word());
    if let Some(id) = node.arg(0).and_then(|id| id.as_string()) {
        name.push(' ');
        name.push_str(id);
    }
    let of_law = node.value("cite").is_some() || ALWAYS.contains(&node.word());
    // A term of hearing may be unread while the duty to hear was read.
    let term = node.value("term-verified").is_none_or(|term| term.as_bool() == Some(true));
    let read = if AS_THE_POINT.contains(&node.word()) { above } else { version && node.verified() };
    let verified = of_law.then_some(read && term);
    points.push(Point {
        point: name.clone(),
        file: node.source.file.to_owned(),
        line: node.line(),
        verified,
    });
    (name, read)
}
