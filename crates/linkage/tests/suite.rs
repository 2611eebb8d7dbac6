//! The tests of record linkage, in one binary: comparators against published examples, properties, whole files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/comparators.rs"]
mod comparators;
#[path = "suite/dates.rs"]
mod dates;
#[path = "suite/entering.rs"]
mod entering;
#[path = "suite/files.rs"]
mod files;
#[path = "suite/invented.rs"]
mod invented;
#[path = "suite/learning.rs"]
mod learning;
#[path = "suite/names.rs"]
mod names;
