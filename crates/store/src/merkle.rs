//! The Merkle tree over a lane of the log, as far as appending needs it: hashing of RFC 6962, section 2.1.
//!
//! Of the roots inside it those of 256, of 65,536 … leaves are kept as they come to be (`tree_node`), so that a proof
//! reads a few rows and never the log.

use transparency::proof::{Node, empty_root, node_hash};
pub use transparency::{Hash, leaf_hash};

/// The roots of every so many levels are kept.
pub(crate) const KEPT_EVERY: u8 = 8;

/// The roots of the perfect subtrees that make up a tree, largest first: all that is needed to append.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier kept as `size` and its concatenated hashes; `None` when they do not belong together.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let peaks: Vec<Hash> = bytes.chunks(32).map(Hash::try_from).collect::<Result<_, _>>().ok()?;
        (peaks.len() == usize::try_from(size.count_ones()).ok()?).then_some(Self { size, peaks })
    }

    /// The concatenated hashes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_noting(leaf, |_, _| {});
    }

    /// Appends a leaf, and hands over the roots that are kept and complete with it.
    pub(crate) fn push_noting(&mut self, leaf: Hash, mut complete: impl FnMut(Node, Hash)) {
        let mut hash = leaf;
        // Each trailing one bit of the size is a subtree as large as the one being carried.
        for level in (1_u8..).take(self.size.trailing_ones() as usize) {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
            if level.is_multiple_of(KEPT_EVERY) {
                complete(Node { level, index: self.size >> level }, hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree; the hash of nothing when it is empty.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return empty_root() };
        peaks.fold(*smallest, |right, left| node_hash(left, &right))
    }
}

/// How many roots are kept of a tree of so many leaves.
pub(crate) fn kept_of(size: u64) -> u64 {
    (1..8).map(|step: u32| size >> (step * u32::from(KEPT_EVERY))).sum()
}
