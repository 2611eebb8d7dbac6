//! What comes in, without a database: what a file is by its bytes, and the steps of an application.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "incoming/files.rs"]
mod files;
#[path = "incoming/make.rs"]
mod make;
#[path = "incoming/steps.rs"]
mod steps;
