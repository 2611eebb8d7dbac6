//! Every reader of what comes from outside, driven with what nobody would write. The readers and their corpus stand in
//! `fuzz/`, where libFuzzer drives the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::path::{Path, PathBuf};
use testkit::fuzz::{Budget, Inputs, drive};

fn run(name: &str, budget: Budget) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let more: &[&str] = match name {
        "statement" => &["crates/payments/tests/fixtures"],
        _ => &[],
    };
    let corpus = PathBuf::from(format!("fuzz/corpus/{name}"));
    let folders: Vec<PathBuf> =
        std::iter::once(corpus.as_path()).chain(more.iter().map(Path::new)).map(|at| root.join(at)).collect();
    let (_, target) = targets::TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let inputs = Inputs::of(&folders, 1).unwrap();
    let made = drive(name, inputs, budget, target).unwrap();
    assert!(made > 50, "only {made} inputs were made");
}

macro_rules! readers {
    ($($name:ident: $inputs:literal),* $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        mod small {
            $(#[test]
            fn $name() {
                super::run(stringify!($name), super::Budget::small($inputs));
            })*
        }
        mod full {
            $(#[test]
            #[ignore = "ten minutes each: ./test --full"]
            fn $name() {
                super::run(stringify!($name), super::Budget::full());
            })*
        }
    };
}

readers! { zone: 20_000, law: 1_500, past: 10_000, statement: 10_000, value: 5_000, file: 10_000, linkage: 20_000 }

#[test]
fn every_reader_is_driven() {
    let known: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(known, NAMES);
}
