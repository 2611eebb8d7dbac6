//! Tests of the search through the crate's public door: names as people type them, and the index against a plain
//! look at everybody.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/letters.rs"]
mod letters;
#[path = "suite/model.rs"]
mod model;
#[path = "suite/typed.rs"]
mod typed;
