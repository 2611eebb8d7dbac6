//! An entry of a proof file.

use crate::checkpoint::Checkpoint;
use crate::encoding::hash_from_base64;
use crate::leaf::{AccessRow, EventRow};
use crate::proof::{Hash, ProofError, verify_inclusion};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A lane of the log; each has a tree of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Events.
    Event,
    /// Access records.
    Access,
}

impl Lane {
    /// The end of the origin: `event` or `access`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Access => "access",
        }
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        [Self::Event, Self::Access].into_iter().find(|lane| lane.name() == name)
    }
}

/// Why an entry does not hold.
#[derive(Debug, thiserror::Error)]
pub enum EntryFault {
    /// Its columns are not those of the lane, each once, and no other.
    #[error("its columns are not those of a row of this lane, each once and no other")]
    Columns(#[source] serde_json::Error),
    /// It is a row of another lane than the checkpoint is of.
    #[error("it is not a row of the lane {}", .0.name())]
    Lane(Lane),
    /// A hash of its proof is not one.
    #[error("hash {at} of its proof is not 32 bytes in base64 with padding")]
    Hash {
        /// Which, from 1.
        at: usize,
    },
    /// It claims another position than its row.
    #[error("its row says position {row}")]
    Position {
        /// What the row says.
        row: i64,
    },
    /// It is not after the entry before it.
    #[error("entries stand in the order of their positions, from 1, each once")]
    Order,
    /// The row is not in the tree.
    #[error("its row is not proven to be in the log")]
    Inclusion(#[source] ProofError),
}

/// The row of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Leaf {
    /// Of the events.
    Event(EventRow<'static>),
    /// Of the access records.
    Access(AccessRow<'static>),
}

impl Leaf {
    /// Its lane.
    #[must_use]
    pub const fn lane(&self) -> Lane {
        match self {
            Self::Event(_) => Lane::Event,
            Self::Access(_) => Lane::Access,
        }
    }

    /// Its place in the lane, from 1.
    #[must_use]
    pub const fn position(&self) -> i64 {
        match self {
            Self::Event(row) => row.position,
            Self::Access(row) => row.position,
        }
    }

    /// Its hash in the tree of the lane.
    #[must_use]
    pub fn hash(&self) -> Hash {
        match self {
            Self::Event(row) => row.encode().leaf(),
            Self::Access(row) => row.encode().leaf(),
        }
    }
}

/// An entry with the proof that it is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Place in the lane, from 1; its leaf is counted one less.
    pub position: i64,
    /// The row.
    pub leaf: Leaf,
    /// The proof of inclusion in the tree of the checkpoint, the nearest hash first.
    #[serde(serialize_with = "crate::encoding::hashes::serialize")]
    pub inclusion: Vec<Hash>,
}

impl Entry {
    /// The entry of a row with its proof ([`crate::proof::prove_inclusion`]).
    #[must_use]
    pub const fn new(leaf: Leaf, inclusion: Vec<Hash>) -> Self {
        Self { position: leaf.position(), leaf, inclusion }
    }

    pub(super) fn verify(&self, lane: Lane, checkpoint: &Checkpoint) -> Result<(), EntryFault> {
        if self.leaf.lane() != lane {
            return Err(EntryFault::Lane(lane));
        }
        let row = self.leaf.position();
        if row != self.position {
            return Err(EntryFault::Position { row });
        }
        let index =
            row.checked_sub(1).and_then(|index| u64::try_from(index).ok()).ok_or(EntryFault::Order)?;
        verify_inclusion(&self.leaf.hash(), index, checkpoint.size(), checkpoint.root(), &self.inclusion)
            .map_err(EntryFault::Inclusion)
    }
}

/// An entry as it stands in the file: which columns its row has depends on the lane.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub(super) position: i64,
    leaf: Box<RawValue>,
    inclusion: Vec<String>,
}

impl RawEntry {
    pub(super) fn read(self, lane: Lane) -> Result<Entry, EntryFault> {
        let leaf = match lane {
            Lane::Event => serde_json::from_str(self.leaf.get()).map(Leaf::Event),
            Lane::Access => serde_json::from_str(self.leaf.get()).map(Leaf::Access),
        };
        let leaf = leaf.map_err(EntryFault::Columns)?;
        let hashes = self.inclusion.iter().enumerate();
        let inclusion =
            hashes.map(|(at, text)| hash_from_base64(text).ok_or(EntryFault::Hash { at: at + 1 }));
        Ok(Entry { position: self.position, leaf, inclusion: inclusion.collect::<Result<_, _>>()? })
    }
}
