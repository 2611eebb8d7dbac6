//! Which parts of a tree a proof is made of.

use super::{Hash, Node, Subtrees, empty_root, node_hash};

/// The leaves from `from` up to but not including `to`. It begins where a complete subtree begins that is at least as
/// large as the largest power of two in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: u64,
    pub(super) to: u64,
}

impl Span {
    /// The complete subtrees of which it is made, the largest first.
    fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let count = self.to - self.from;
        // Each one bit of the count is a subtree; those of higher bits lie before it.
        (0..64_u8).rev().filter(move |level| count >> level & 1 == 1).map(move |level| {
            let before = if level == 63 { 0 } else { count >> (level + 1) << (level + 1) };
            Node { level, index: (self.from + before) >> level }
        })
    }

    pub(super) fn root<S: Subtrees>(self, source: &S) -> Result<Hash, S::Error> {
        let mut nodes = self.nodes().rev();
        let Some(smallest) = nodes.next() else { return Ok(empty_root()) };
        nodes.try_fold(source.root_of(smallest)?, |right, node| Ok(node_hash(&source.root_of(node)?, &right)))
    }
}

/// How many of `count` leaves, at least two, lie in the left subtree: the largest power of two below `count`.
pub(super) const fn split(count: usize) -> usize {
    1 << (count - 1).ilog2()
}

const fn split_wide(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The spans whose roots prove leaf `index` in a tree of `size`, the smallest first; `None` when it is not in it.
/// Source: RFC 6962, section 2.1.1 (`PATH`).
pub(super) fn inclusion(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size {
        return None;
    }
    let (mut from, mut to) = (0, size);
    let mut spans = Vec::new();
    while to - from > 1 {
        let middle = from + split_wide(to - from);
        if index < middle {
            spans.push(Span { from: middle, to });
            to = middle;
        } else {
            spans.push(Span { from, to: middle });
            from = middle;
        }
    }
    spans.reverse();
    Some(spans)
}

/// The spans whose roots prove that a tree of `old` leaves grew to `size`, the smallest first; `None` when it is
/// larger. Source: RFC 6962, section 2.1.2 (`PROOF`, `SUBPROOF`).
pub(super) fn consistency(old: u64, size: u64) -> Option<Vec<Span>> {
    if old > size {
        return None;
    }
    if old == 0 || old == size {
        return Some(Vec::new());
    }
    let (mut from, mut to) = (0, size);
    let mut spans = Vec::new();
    // Goes down to the subtree that ends where the old tree ends.
    while to != old {
        let middle = from + split_wide(to - from);
        if old <= middle {
            spans.push(Span { from: middle, to });
            to = middle;
        } else {
            spans.push(Span { from, to: middle });
            from = middle;
        }
    }
    // Whoever verifies knows the root of the old tree, so that is not said.
    if from != 0 {
        spans.push(Span { from, to });
    }
    spans.reverse();
    Some(spans)
}

fn nodes(spans: &[Span]) -> Vec<Node> {
    spans.iter().flat_map(|span| span.nodes()).collect()
}

/// The subtrees that [`super::prove_inclusion`] will ask for: to fetch them from a database in one go. Each once, at
/// most 127; `None` when the leaf is not in the tree.
#[must_use]
pub fn inclusion_nodes(index: u64, size: u64) -> Option<Vec<Node>> {
    inclusion(index, size).map(|spans| nodes(&spans))
}

/// The subtrees that [`super::prove_consistency`] will ask for. Each once, at most 127; `None` when the first tree is
/// larger than the second.
#[must_use]
pub fn consistency_nodes(from: u64, to: u64) -> Option<Vec<Node>> {
    consistency(from, to).map(|spans| nodes(&spans))
}

/// The subtrees that [`super::root`] will ask for: one for each one bit of the size, the largest first.
#[must_use]
pub fn root_nodes(size: u64) -> Vec<Node> {
    nodes(&[Span { from: 0, to: size }])
}
