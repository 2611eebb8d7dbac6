//! What proves the log to somebody who does not trust the office: how a row becomes a leaf, proofs that a leaf is in a
//! tree and that a tree only grew, signed checkpoints, witnesses, and the file that carries all of it.
//!
//! Everything here is a value: nothing reads a file, a clock or a source of chance, and nothing of ours lies below, so
//! that a program that only checks proofs needs this crate and no other. Start at [`Bundle::verify`] to check a proof
//! file, [`Checkpoint::sign`] to sign a root, [`proof::prove_inclusion`] to make a proof, [`Witness::cosign`] to watch
//! over a log.
//!
//! A proof shows that entries are in the log. It does not show that no others are: that takes whoever reads the whole
//! log.
//!
//! Sources: RFC 6962, section 2.1, and RFC 9162, section 2.1 (hashes and proofs); c2sp.org/signed-note,
//! c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature, c2sp.org/tlog-witness; RFC 8032 (Ed25519).

pub mod bundle;
pub mod checkpoint;
pub mod cosign;
mod encoding;
pub mod leaf;
pub mod note;
pub mod proof;

pub use bundle::{Bundle, BundleError};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use cosign::{Refusal, Witness, WitnessKey};
pub use leaf::{AccessRow, Canonical, EventRow};
pub use note::{Note, NoteError, SignerKey, VerifierKey};
pub use proof::{Hash, leaf_hash, node_hash};
