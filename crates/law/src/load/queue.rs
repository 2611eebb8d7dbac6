//! The order of the queue, from the node `queue` of `offices.kdl`.

use crate::load::parts::every;
use crate::queue::{PriorityGroup, QueueRule, Turn};
use crate::read::Node;

/// Reads `queue { turn "booked" early=10 late=15; turn "arrival"; priority "…" lv="…" en="…" }`; whoever came first where
/// there is none.
pub(crate) fn queue(nodes: &[Node<'_>]) -> Option<QueueRule> {
    let mut found = nodes.iter().filter(|node| node.word() == "queue");
    let Some(node) = found.next() else { return Some(QueueRule::default()) };
    if let Some(second) = found.next() {
        second.error("the order of the queue stands here twice", "keep one of them");
        return None;
    }
    node.shape(0..=0, &["verified"]);
    node.only(&["turn", "priority"]);
    let turns = every(node.named("turn").map(turn))?;
    let priority = every(node.named("priority").map(|group| {
        group.shape(1..=1, &["lv", "en", "verified"]);
        group.leaf();
        let (id, name) = (group.id(), group.own_text());
        Some(PriorityGroup { id: id?.to_owned(), name: name?, verified: group.verified() })
    }))?;
    let twice = |turn: &Turn, at: usize| {
        turns.iter().take(at).any(|other| std::mem::discriminant(other) == std::mem::discriminant(turn))
    };
    if turns.iter().enumerate().any(|(at, turn)| twice(turn, at)) {
        node.error("one turn stands here twice", "name each turn once, the first first");
        return None;
    }
    if turns.last() != Some(&Turn::Arrival) {
        node.error("not everybody has a turn", "end with turn \"arrival\"");
        return None;
    }
    if turns.contains(&Turn::Priority) == priority.is_empty() {
        node.error(
            "a turn of those who go first, and who they are, stand together",
            "add turn \"priority\" and priority \"…\" lv=\"…\" en=\"…\", or neither",
        );
        return None;
    }
    Some(QueueRule { turns, priority, verified: node.verified() })
}

fn turn(node: Node<'_>) -> Option<Turn> {
    node.leaf();
    match node.id()? {
        "booked" => {
            node.shape(1..=1, &["early", "late"]);
            let (early, late) = (node.need_number("early"), node.need_number("late"));
            Some(Turn::Booked { early: early?, late: late? })
        }
        "priority" => {
            node.shape(1..=1, &[]);
            Some(Turn::Priority)
        }
        "arrival" => {
            node.shape(1..=1, &[]);
            Some(Turn::Arrival)
        }
        other => {
            node.error(format!("there is no turn `{other}`"), "write booked, priority or arrival");
            None
        }
    }
}
