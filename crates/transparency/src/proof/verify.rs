//! Whether a proof holds. Everything may come from somebody who wants to deceive.

use super::{Hash, empty_root, node_hash, path};

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in the tree.
    #[error("leaf {index} is not in a tree of {size} leaves, which counts them from 0")]
    OutOfTree {
        /// Number of the leaf, from 0.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// The second tree is smaller than the first.
    #[error("a tree of {from} leaves cannot have grown to {to}")]
    Backwards {
        /// Leaves of the first tree.
        from: u64,
        /// Leaves of the second.
        to: u64,
    },
    /// The proof has not as many hashes as it must have.
    #[error("the proof has {found} hashes, for these sizes it must have {expected}")]
    Length {
        /// Hashes that it has.
        found: usize,
        /// Hashes that it must have.
        expected: usize,
    },
    /// The hashes do not lead to the root of the tree: leaf, place, size, root or proof is not what it was.
    #[error(
        "the hashes do not lead to the root of the tree: the leaf, its place or the proof is another one"
    )]
    Root,
    /// The hashes do not lead to the root of the first tree.
    #[error("the hashes do not lead to the root of the first tree: it is not the beginning of the second")]
    OldRoot,
}

/// Whether the leaf with hash `leaf` stands at `index` (from 0) in the tree of `size` leaves with this root.
///
/// # Errors
/// [`ProofError::OutOfTree`], [`ProofError::Length`], [`ProofError::Root`].
/// Source: RFC 9162, section 2.1.3.2.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    let spans = path::inclusion(index, size).ok_or(ProofError::OutOfTree { index, size })?;
    of_length(proof, spans.len())?;
    let mut climb = Climb { node: index, last: size - 1 };
    let reached = proof.iter().fold(*leaf, |hash, beside| match climb.step() {
        Side::Left => node_hash(beside, &hash),
        Side::Right => node_hash(&hash, beside),
    });
    if reached == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Whether the tree of `from.0` leaves with root `from.1` is the beginning of the tree of `to.0` leaves with root
/// `to.1`. A tree without leaves is the beginning of every tree, and takes an empty proof.
///
/// # Errors
/// [`ProofError::Backwards`], [`ProofError::Length`], [`ProofError::Root`] for the second tree,
/// [`ProofError::OldRoot`] for the first.
/// Source: RFC 9162, section 2.1.4.2; for a first tree without leaves c2sp.org/tlog-witness.
pub fn verify_consistency(from: (u64, &Hash), to: (u64, &Hash), proof: &[Hash]) -> Result<(), ProofError> {
    let ((old_size, old_root), (size, root)) = (from, to);
    let spans =
        path::consistency(old_size, size).ok_or(ProofError::Backwards { from: old_size, to: size })?;
    of_length(proof, spans.len())?;
    if old_size == 0 {
        return if *old_root == empty_root() { Ok(()) } else { Err(ProofError::OldRoot) };
    }
    if old_size == size {
        return if old_root == root { Ok(()) } else { Err(ProofError::OldRoot) };
    }
    // A complete old tree is itself the subtree to begin with, and not in the proof.
    let (start, rest) = match proof.split_first() {
        Some((first, rest)) if !old_size.is_power_of_two() => (first, rest),
        _ => (old_root, proof),
    };
    let mut climb = Climb { node: old_size - 1, last: size - 1 };
    while climb.node & 1 == 1 {
        climb.up();
    }
    let (mut old, mut new) = (*start, *start);
    for beside in rest {
        match climb.step() {
            Side::Left => {
                old = node_hash(beside, &old);
                new = node_hash(beside, &new);
            }
            Side::Right => new = node_hash(&new, beside),
        }
    }
    if old != *old_root {
        return Err(ProofError::OldRoot);
    }
    if new == *root { Ok(()) } else { Err(ProofError::Root) }
}

const fn of_length(proof: &[Hash], expected: usize) -> Result<(), ProofError> {
    if proof.len() == expected { Ok(()) } else { Err(ProofError::Length { found: proof.len(), expected }) }
}

/// On which side of the way the next hash lies.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root, level by level; `last` is the last node of the level.
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    const fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn step(&mut self) -> Side {
        // A last node without one beside it moves up as it is, until there is one on its left. How many levels that
        // takes need not be counted: it stays the last, so all that follows lies on its left, and whoever calls has
        // seen that the proof has its length.
        let side = if self.node & 1 == 1 || self.node == self.last { Side::Left } else { Side::Right };
        self.up();
        side
    }
}
