//! Where the hashes of complete subtrees come from.

use super::{Hash, empty_root, node_hash, path};
use std::collections::{BTreeMap, HashMap};

/// A complete subtree: the 2^`level` leaves from `index` · 2^`level` on, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Height: 0 is a leaf, 63 the highest there can be.
    pub level: u8,
    /// Place among the subtrees of this height, from 0.
    pub index: u64,
}

/// A source of the roots of complete subtrees.
///
/// Only subtrees whose every leaf is in the tree are asked for, so what is answered never changes and may be kept.
pub trait Subtrees {
    /// Why a root cannot be given.
    type Error;

    /// The root of the subtree.
    ///
    /// # Errors
    /// What the source finds: it cannot be read, or it has not these leaves.
    fn root_of(&self, node: Node) -> Result<Hash, Self::Error>;
}

/// A subtree that a source does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the subtree of level {level} at {index} is not there")]
pub struct MissingNode {
    /// Height.
    pub level: u8,
    /// Place among the subtrees of this height, from 0.
    pub index: u64,
}

impl MissingNode {
    const fn of(node: Node) -> Self {
        Self { level: node.level, index: node.index }
    }
}

/// All leaf hashes, in their order, in memory. Each root is computed when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Leaves<'a>(pub &'a [Hash]);

impl Subtrees for Leaves<'_> {
    type Error = MissingNode;

    fn root_of(&self, node: Node) -> Result<Hash, MissingNode> {
        let leaves = (|| {
            let width = 1_u64.checked_shl(node.level.into())?;
            let from = node.index.checked_mul(width)?;
            let to = from.checked_add(width)?;
            self.0.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
        })();
        leaves.map(root_of).ok_or(MissingNode::of(node))
    }
}

impl Subtrees for BTreeMap<Node, Hash> {
    type Error = MissingNode;

    fn root_of(&self, node: Node) -> Result<Hash, MissingNode> {
        self.get(&node).copied().ok_or(MissingNode::of(node))
    }
}

impl<B: std::hash::BuildHasher> Subtrees for HashMap<Node, Hash, B> {
    type Error = MissingNode;

    fn root_of(&self, node: Node) -> Result<Hash, MissingNode> {
        self.get(&node).copied().ok_or(MissingNode::of(node))
    }
}

/// The root of a tree with these leaf hashes, in their order; [`empty_root`] when there are none.
/// Source: RFC 6962, section 2.1.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(path::split(leaves.len()));
            node_hash(&root_of(left), &root_of(right))
        }
    }
}
