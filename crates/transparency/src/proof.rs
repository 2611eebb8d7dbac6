//! Merkle trees over leaf hashes: roots, proofs that a leaf is in a tree, proofs that a tree only grew.
//!
//! Leaves are counted from 0 here; the log counts positions from 1. What a proof is made of are the roots of complete
//! subtrees, and a source hands them out one by one ([`Subtrees`]): a list of leaf hashes in memory ([`Leaves`]), or
//! what a database was asked for beforehand ([`inclusion_nodes`], [`consistency_nodes`], then a map of [`Node`]).
//!
//! Source: RFC 6962, section 2.1; RFC 9162, section 2.1, which says the same and gives the ways to verify.

mod path;
mod source;
mod verify;

pub use path::{consistency_nodes, inclusion_nodes, root_nodes};
pub use source::{Leaves, MissingNode, Node, Subtrees, root_of};
pub use verify::{ProofError, verify_consistency, verify_inclusion};

use crate::encoding::{hash_from_base64, to_base64};
use path::Span;
use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf: `SHA-256(0x00 || data)`. Source: RFC 6962, section 2.1.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// The hash of two subtrees side by side: `SHA-256(0x01 || left || right)`. Source: RFC 6962, section 2.1.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of a tree without leaves: SHA-256 of nothing. Source: RFC 6962, section 2.1.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// A proof in lines, each hash in base64, as it travels. Source: c2sp.org/tlog-witness.
#[must_use]
pub fn to_lines(proof: &[Hash]) -> Vec<String> {
    proof.iter().map(|hash| to_base64(hash)).collect()
}

/// The proof of such lines; nothing when one is not 32 bytes in base64 with padding.
#[must_use]
pub fn of_lines<T: AsRef<str>>(lines: &[T]) -> Option<Vec<Hash>> {
    lines.iter().map(|line| hash_from_base64(line.as_ref())).collect()
}

/// Why no proof could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// The leaf is not in the tree.
    #[error("leaf {index} is not in a tree of {size} leaves, which counts them from 0")]
    OutOfTree {
        /// Number of the leaf, from 0.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// A tree was to have grown to a smaller one.
    #[error("a tree of {from} leaves cannot have grown to {to}: the first size must not be above the second")]
    Backwards {
        /// Leaves of the first tree.
        from: u64,
        /// Leaves of the second.
        to: u64,
    },
    /// The source did not give a hash.
    #[error("the root of a subtree was not given")]
    Source(#[source] E),
}

/// The root of the first `size` leaves.
///
/// Asks the source for at most 64 subtrees, each once.
///
/// # Errors
/// What the source answers.
pub fn root<S: Subtrees>(source: &S, size: u64) -> Result<Hash, S::Error> {
    Span { from: 0, to: size }.root(source)
}

/// The proof that leaf `index` (from 0) is in the tree of the first `size` leaves: the hashes beside its way to the
/// root, the nearest first; empty when the tree is this leaf. At most 64 hashes.
///
/// # Errors
/// [`ProveError::OutOfTree`] when `index` is not below `size`; [`ProveError::Source`].
/// Source: RFC 6962, section 2.1.1.
pub fn prove_inclusion<S: Subtrees>(
    source: &S,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError<S::Error>> {
    let spans = path::inclusion(index, size).ok_or(ProveError::OutOfTree { index, size })?;
    roots(source, &spans)
}

/// The proof that the tree of the first `from` leaves is the beginning of the tree of the first `to`: empty when they
/// are one tree or the first is empty. At most 65 hashes.
///
/// # Errors
/// [`ProveError::Backwards`] when `from` is above `to`; [`ProveError::Source`].
/// Source: RFC 6962, section 2.1.2; for a first tree without leaves c2sp.org/tlog-witness.
pub fn prove_consistency<S: Subtrees>(
    source: &S,
    from: u64,
    to: u64,
) -> Result<Vec<Hash>, ProveError<S::Error>> {
    let spans = path::consistency(from, to).ok_or(ProveError::Backwards { from, to })?;
    roots(source, &spans)
}

fn roots<S: Subtrees>(source: &S, spans: &[Span]) -> Result<Vec<Hash>, ProveError<S::Error>> {
    spans.iter().map(|span| span.root(source)).collect::<Result<_, _>>().map_err(ProveError::Source)
}
