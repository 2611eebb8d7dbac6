//! A witness of one log: remembers the last checkpoint and cosigns what follows from it.

use super::{TimeError, WitnessKey};
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{Note, Signature, VerifierKey};
use crate::proof::{Hash, ProofError, verify_consistency};

/// The last tree that a witness saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: Hash,
}

/// Why a witness does not cosign. [`Refusal::Forked`] and [`Refusal::Inconsistent`] come after the log's signature was
/// verified: whoever kept the last checkpoint holds a proof that the log did wrong, or was handed a wrong proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no checkpoint.
    #[error("what was handed in is no checkpoint")]
    Unreadable(#[source] CheckpointError),
    /// It is of another log.
    #[error("the checkpoint is of `{found}`, this witness watches `{expected}`")]
    Origin {
        /// Its origin.
        found: String,
        /// The origin that is watched.
        expected: String,
    },
    /// The log did not sign it, or its signature does not hold.
    #[error("the log did not sign the checkpoint")]
    NotByLog(#[source] CheckpointError),
    /// The tree is smaller than the one seen last.
    #[error("the checkpoint has {offered} leaves, {seen} were seen before")]
    Smaller {
        /// Leaves seen.
        seen: u64,
        /// Leaves of the checkpoint.
        offered: u64,
    },
    /// The tree is as large as the one seen last and has another root: the log shows two histories.
    #[error("the log had another root at {size} leaves when it was seen last: it shows two histories")]
    Forked {
        /// Leaves of both.
        size: u64,
    },
    /// It was not proven that the tree grew out of the one seen last.
    #[error("it is not proven that the tree of {offered} leaves grew out of the {seen} seen last")]
    Inconsistent {
        /// Leaves seen.
        seen: u64,
        /// Leaves of the checkpoint.
        offered: u64,
        /// What is wrong with the proof.
        #[source]
        fault: ProofError,
    },
    /// The time cannot be said.
    #[error("the time cannot stand in a cosignature")]
    Time(#[source] TimeError),
}

/// Watches over one log.
#[derive(Debug, Clone)]
pub struct Witness {
    key: WitnessKey,
    origin: String,
    log: VerifierKey,
    seen: Option<Seen>,
}

impl Witness {
    /// The witness with this key, of the log with this origin and key. `seen` is what it had seen when it was last
    /// asked, `None` when it never saw the log.
    #[must_use]
    pub fn new(key: WitnessKey, origin: &str, log: VerifierKey, seen: Option<Seen>) -> Self {
        Self { key, origin: origin.to_owned(), log, seen }
    }

    /// What it saw last.
    #[must_use]
    pub const fn seen(&self) -> Option<Seen> {
        self.seen
    }

    /// Cosigns a signed checkpoint that follows from the one seen last.
    ///
    /// Input: the note; the proof of consistency from the size seen last, empty when nothing was seen or nothing was
    /// added; `at_seconds`, now, in seconds since 1970-01-01T00:00:00Z. Output: the signature to put under the note.
    /// Store [`Self::seen`] before handing it out: a witness that forgets signs two histories.
    ///
    /// # Errors
    /// [`Refusal`]; nothing is remembered then.
    /// Source: c2sp.org/tlog-witness, `add-checkpoint`.
    pub fn cosign(&mut self, note: &[u8], proof: &[Hash], at_seconds: u64) -> Result<Signature, Refusal> {
        let unreadable = |error| Refusal::Unreadable(CheckpointError::Note(error));
        let claimed: Checkpoint =
            Note::parse(note).map_err(unreadable)?.text().parse().map_err(Refusal::Unreadable)?;
        if claimed.origin() != self.origin {
            let (found, expected) = (claimed.origin().to_owned(), self.origin.clone());
            return Err(Refusal::Origin { found, expected });
        }
        let checkpoint = Checkpoint::open(note, &self.log, &[]).map_err(Refusal::NotByLog)?.checkpoint;
        self.follows(&checkpoint, proof)?;
        let signature = self.key.cosign(&checkpoint, at_seconds).map_err(Refusal::Time)?;
        self.seen = Some(Seen { size: checkpoint.size(), root: *checkpoint.root() });
        Ok(signature)
    }

    fn follows(&self, checkpoint: &Checkpoint, proof: &[Hash]) -> Result<(), Refusal> {
        let offered = checkpoint.size();
        let nothing = Seen { size: 0, root: crate::proof::empty_root() };
        let Seen { size: seen, root } = self.seen.unwrap_or(nothing);
        if offered < seen {
            return Err(Refusal::Smaller { seen, offered });
        }
        if offered == seen && root != *checkpoint.root() {
            return Err(Refusal::Forked { size: seen });
        }
        verify_consistency((seen, &root), (offered, checkpoint.root()), proof)
            .map_err(|fault| Refusal::Inconsistent { seen, offered, fault })
    }
}
