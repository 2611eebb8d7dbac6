//! Checkpoints: how large the tree of a log is and what its root is, signed by the log and by those who watch it.
//!
//! Source: c2sp.org/tlog-checkpoint.

use crate::encoding::{decimal, hash_from_base64, is_line, to_base64};
use crate::note::{Algorithm, Note, NoteError, SignerKey, VerifierKey};
use crate::proof::{Hash, empty_root};
use std::fmt;
use std::str::FromStr;

/// Why a note is no checkpoint, or not one that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is no signed note, or a signature does not hold.
    #[error("the checkpoint is no note that can be trusted")]
    Note(#[source] NoteError),
    /// Lines are missing, or the last is not ended.
    #[error("a checkpoint has a line each for origin, size and root, each ended by a newline; {0}")]
    Lines(&'static str),
    /// The origin cannot be one.
    #[error("line 1, the origin of the log, is not empty and has no control characters")]
    Origin,
    /// The size is not written as sizes are.
    #[error(
        "line 2, the size of the tree, is a number below 2^64 in decimal digits, without noughts in front"
    )]
    Size,
    /// The root is not 32 bytes.
    #[error("line 3, the root, is 32 bytes in base64 with padding")]
    Root,
    /// A tree without leaves has another root than it can have.
    #[error("the root of a tree without leaves is the SHA-256 of nothing, this is another")]
    EmptyRoot,
    /// A further line cannot be one.
    #[error("line {line}, an extension, is not empty and has no control characters")]
    Extension {
        /// Where, from 1.
        line: usize,
    },
    /// A key is of the wrong kind.
    #[error("the key `{name}` is of another kind: a log signs with 0x01, a witness with 0x04")]
    KeyKind {
        /// Its name.
        name: String,
    },
    /// The log did not sign it.
    #[error("the log, whose key is `{log}`, did not sign the checkpoint")]
    NotByLog {
        /// The name of its key.
        log: String,
    },
}

/// The state of a log: its tree has this root at this size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint of the log `origin` (a name such as `example.org/log/event`) at `size` leaves.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`], [`CheckpointError::EmptyRoot`].
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        if !is_line(origin) {
            return Err(CheckpointError::Origin);
        }
        if size == 0 && root != empty_root() {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions: Vec::new() })
    }

    /// The same with further lines, which mean something to the log alone and which nobody audits.
    ///
    /// # Errors
    /// [`CheckpointError::Extension`] for an empty line or a control character.
    pub fn with_extensions(mut self, extensions: Vec<String>) -> Result<Self, CheckpointError> {
        if let Some(at) = extensions.iter().position(|line| !is_line(line)) {
            return Err(CheckpointError::Extension { line: at + 4 });
        }
        self.extensions = extensions;
        Ok(self)
    }

    /// Which log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Leaves of its tree.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Root of its tree.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }

    /// Further lines.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The checkpoint as a note, signed by the log. Whoever signs sees to it that the tree only grew.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] when the lines are too long for a note, or there is no key.
    pub fn sign(&self, keys: &[&SignerKey]) -> Result<Note, CheckpointError> {
        Note::sign(&self.to_string(), keys).map_err(CheckpointError::Note)
    }

    /// Reads a checkpoint that the log signed, and says which witnesses cosigned it.
    ///
    /// Every signature of a key that was given must hold. A witness counts once, however many names its public key
    /// goes by, and the log is no witness of itself.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn open(
        note: &[u8],
        log: &VerifierKey,
        witnesses: &[VerifierKey],
    ) -> Result<Opened, CheckpointError> {
        let wrong = witnesses.iter().find(|key| key.algorithm() != Algorithm::CosignatureV1);
        if let Some(key) = wrong.or_else(|| (log.algorithm() != Algorithm::Ed25519).then_some(log)) {
            return Err(CheckpointError::KeyKind { name: key.name().to_owned() });
        }
        let not_by_log = || CheckpointError::NotByLog { log: log.name().to_owned() };
        let known: Vec<VerifierKey> = std::iter::once(log).chain(witnesses).cloned().collect();
        let verified = crate::note::open(note, &known).map_err(|error| match error {
            NoteError::Unsigned { .. } => not_by_log(),
            error => CheckpointError::Note(error),
        })?;
        if !verified.by.iter().any(|signed| signed.key == *log) {
            return Err(not_by_log());
        }
        let mut counted = vec![log.public_key()];
        let mut cosigned = Vec::new();
        for signed in verified.by {
            let Some(at_seconds) = signed.at_seconds else { continue };
            let key = signed.key.public_key();
            if !counted.contains(&key) {
                counted.push(key);
                cosigned.push(Cosigned { witness: signed.key.name().to_owned(), at_seconds });
            }
        }
        Ok(Opened { checkpoint: verified.text.parse()?, cosigned })
    }
}

/// A witness who saw a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The name of its key.
    pub witness: String,
    /// When, in seconds since 1970-01-01T00:00:00Z, as the witness says.
    pub at_seconds: u64,
}

/// A checkpoint that the log signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// It.
    pub checkpoint: Checkpoint,
    /// The witnesses who cosigned it, each once.
    pub cosigned: Vec<Cosigned>,
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    /// Reads the text of a note.
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Lines("the last is not ended"))?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Lines("there are fewer than three"));
        };
        let size = decimal(size).ok_or(CheckpointError::Size)?;
        let root = hash_from_base64(root).ok_or(CheckpointError::Root)?;
        Self::new(origin, size, root)?.with_extensions(lines.map(str::to_owned).collect())
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, to_base64(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
