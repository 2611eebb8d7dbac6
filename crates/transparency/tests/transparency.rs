//! Leaves, proofs, notes, checkpoints, witnesses and proof files: what is right holds, and nothing that was changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/bundle.rs"]
mod bundle;
#[path = "suite/checkpoint.rs"]
mod checkpoint;
#[path = "suite/leaf.rs"]
mod leaf;
#[path = "suite/note.rs"]
mod note;
#[path = "suite/proof.rs"]
mod proof;
#[path = "suite/witness.rs"]
mod witness;

use transparency::proof::Hash;

/// A hash from its hexadecimal digits.
fn hash(hex: &str) -> Hash {
    let bytes: Vec<u8> =
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    bytes.try_into().unwrap()
}

/// Leaves that no two trees of the tests share by chance.
fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|leaf| transparency::leaf_hash(&leaf.to_be_bytes())).collect()
}

/// The error with its sources, as a log would show it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
