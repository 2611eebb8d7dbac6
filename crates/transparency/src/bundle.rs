//! A proof file: entries of the log, how each leads to a root, and the checkpoint that the log and its witnesses
//! signed. With the public keys it is all that somebody needs who does not trust the office, without a network.
//!
//! ```json
//! { "format": "parvalde-proof/1",
//!   "checkpoint": "example.org/log/access\n20852163\nCsUY…\n\n— example.org/log Az3g…\n",
//!   "entries": [ { "position": 7, "leaf": { "position": 7, "recorded_at": …, … }, "inclusion": ["PlRN…", …] } ] }
//! ```
//!
//! The end of the checkpoint's origin is the lane: `event` or `access`. The leaf is the row's columns
//! ([`crate::leaf`]), and nothing that is not hashed; the bytes that are hashed are made of the columns again, so that
//! nothing can be read that was not proven.
//!
//! What a valid file proves: these rows stood in the log, in these places, when it had this root. It does not prove
//! that these are all rows of a person, nor that what a row says is true.

mod entry;

pub use entry::{Entry, EntryFault, Lane, Leaf};

use crate::checkpoint::{Checkpoint, CheckpointError, Cosigned};
use crate::note::{Note, VerifierKey};
use crate::proof::Hash;
use entry::RawEntry;
use serde::{Deserialize, Serialize};

/// The format that is written and read.
pub const FORMAT: &str = "parvalde-proof/1";
/// Most bytes of a file.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// Why a proof file does not hold.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Too long.
    #[error("a proof file has at most {BYTES_MAX} bytes, this has {0}")]
    TooLong(usize),
    /// It is not JSON of this form.
    #[error("the file is not a proof file")]
    Json(#[source] serde_json::Error),
    /// It is of another format.
    #[error("the file is of the format `{found}`; `{FORMAT}` is read")]
    Format {
        /// Its format.
        found: String,
    },
    /// The checkpoint does not hold.
    #[error("the checkpoint of the file does not hold")]
    Checkpoint(#[source] CheckpointError),
    /// The origin of the checkpoint names no lane.
    #[error("the origin `{origin}` does not end in /event or /access")]
    Lane {
        /// The origin.
        origin: String,
    },
    /// The key signs for another log.
    #[error(
        "the key `{key}` does not speak for `{origin}`; its name is the origin, or the origin without its end"
    )]
    Origin {
        /// The origin.
        origin: String,
        /// The name of the key.
        key: String,
    },
    /// Too few witnesses cosigned.
    #[error("{found} known witnesses cosigned the checkpoint, {needed} are needed")]
    Witnesses {
        /// How many did.
        found: usize,
        /// How many must.
        needed: usize,
    },
    /// An entry does not hold.
    #[error("the entry at position {position} does not hold")]
    Entry {
        /// The position that it claims.
        position: i64,
        /// What is wrong with it.
        #[source]
        fault: EntryFault,
    },
}

/// A proof file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundle {
    format: &'static str,
    checkpoint: String,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBundle {
    format: String,
    checkpoint: String,
    entries: Vec<RawEntry>,
}

/// What a proof file proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The log.
    pub origin: String,
    /// Which lane of it.
    pub lane: Lane,
    /// Entries of the lane when the checkpoint was signed.
    pub size: u64,
    /// Root of its tree then.
    pub root: Hash,
    /// The known witnesses who cosigned, each once.
    pub cosigned: Vec<Cosigned>,
    /// How many entries of the file were proven: all of them.
    pub entries: usize,
}

impl Bundle {
    /// A file of these entries, in the order of their positions, under a signed checkpoint.
    #[must_use]
    pub fn new(checkpoint: &Note, mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| entry.position);
        Self { format: FORMAT, checkpoint: checkpoint.to_string(), entries }
    }

    /// The text of the signed checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> &str {
        &self.checkpoint
    }

    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file: JSON, in UTF-8, indented, for people look into it too.
    ///
    /// # Errors
    /// [`BundleError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, BundleError> {
        serde_json::to_string_pretty(self).map_err(BundleError::Json)
    }

    /// Reads a file. Nothing is verified by that.
    ///
    /// # Errors
    /// [`BundleError`]: not of this format, a checkpoint that cannot be read, an entry whose columns are not those of
    /// the lane.
    pub fn parse(json: &[u8]) -> Result<Self, BundleError> {
        if json.len() > BYTES_MAX {
            return Err(BundleError::TooLong(json.len()));
        }
        let raw: RawBundle = serde_json::from_slice(json).map_err(BundleError::Json)?;
        if raw.format != FORMAT {
            return Err(BundleError::Format { found: raw.format });
        }
        let note = Note::parse(raw.checkpoint.as_bytes())
            .map_err(|error| BundleError::Checkpoint(CheckpointError::Note(error)))?;
        let claimed: Checkpoint = note.text().parse().map_err(BundleError::Checkpoint)?;
        let lane = lane_of(claimed.origin())?;
        let entries = raw.entries.into_iter().map(|entry| {
            let position = entry.position;
            entry.read(lane).map_err(|fault| BundleError::Entry { position, fault })
        });
        Ok(Self { format: FORMAT, checkpoint: raw.checkpoint, entries: entries.collect::<Result<_, _>>()? })
    }

    /// Verifies the file: the log's signature, enough witnesses, and each entry.
    ///
    /// Input: `log`, the public key of the log (0x01), whose name is the origin or the origin without the lane;
    /// `witnesses`, the known keys (0x04); `min_witnesses`, how many different ones must have cosigned. Output: what
    /// was proven.
    ///
    /// # Errors
    /// [`BundleError`], of an entry with its position.
    /// Source: RFC 9162, section 2.1.3.2; c2sp.org/tlog-checkpoint; c2sp.org/tlog-cosignature.
    pub fn verify(
        &self,
        log: &VerifierKey,
        witnesses: &[VerifierKey],
        min_witnesses: usize,
    ) -> Result<Verified, BundleError> {
        let opened =
            Checkpoint::open(self.checkpoint.as_bytes(), log, witnesses).map_err(BundleError::Checkpoint)?;
        let (checkpoint, cosigned) = (opened.checkpoint, opened.cosigned);
        let origin = checkpoint.origin().to_owned();
        let lane = lane_of(&origin)?;
        if log.name() != origin && Some(log.name()) != origin.rsplit_once('/').map(|(log, _)| log) {
            return Err(BundleError::Origin { origin, key: log.name().to_owned() });
        }
        if cosigned.len() < min_witnesses {
            return Err(BundleError::Witnesses { found: cosigned.len(), needed: min_witnesses });
        }
        let mut last = 0;
        for entry in &self.entries {
            let position = entry.position;
            let holds =
                if position > last { entry.verify(lane, &checkpoint) } else { Err(EntryFault::Order) };
            holds.map_err(|fault| BundleError::Entry { position, fault })?;
            last = position;
        }
        let (size, root) = (checkpoint.size(), *checkpoint.root());
        Ok(Verified { origin, lane, size, root, cosigned, entries: self.entries.len() })
    }
}

fn lane_of(origin: &str) -> Result<Lane, BundleError> {
    let lane = origin.rsplit_once('/').and_then(|(_, lane)| Lane::of_name(lane));
    lane.ok_or_else(|| BundleError::Lane { origin: origin.to_owned() })
}
