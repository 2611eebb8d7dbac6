//! The Merkle tree over a lane of the log: hashing of RFC 6962, section 2.1.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The hash of a leaf: `SHA-256(0x00 || data)`.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

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
        let mut hash = leaf;
        // Each trailing one bit of the size is a subtree as large as the one being carried.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree; the hash of nothing when it is empty.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return Sha256::digest([]).into() };
        peaks.fold(*smallest, |right, left| node_hash(left, &right))
    }
}

/// A canonical encoding of a row: each field with its kind and length before it, so that no two rows
/// encode alike.
#[derive(Debug, Default)]
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// An integer.
    #[must_use]
    pub fn int(mut self, value: i64) -> Self {
        self.0.push(b'i');
        self.0.extend(value.to_be_bytes());
        self
    }

    /// Bytes or text.
    #[must_use]
    pub fn bytes(mut self, value: &[u8]) -> Self {
        self.0.push(b'b');
        self.0.extend(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.extend(value);
        self
    }

    /// The hash of the row as a leaf.
    #[must_use]
    pub fn leaf(self) -> Hash {
        leaf_hash(&self.0)
    }
}
