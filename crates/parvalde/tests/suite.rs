//! The binary as people and scripts meet it: its commands, its servers, its pages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/cli.rs"]
mod cli;
#[path = "suite/duplicates.rs"]
mod duplicates;
#[path = "suite/exchange.rs"]
mod exchange;
#[path = "suite/import.rs"]
mod import;
#[path = "suite/load.rs"]
mod load;
#[path = "suite/matching.rs"]
mod matching;
#[path = "suite/mrz.rs"]
mod mrz;
#[path = "suite/operations.rs"]
mod operations;
#[path = "suite/payments.rs"]
mod payments;
#[path = "suite/policy.rs"]
mod policy;
#[path = "suite/procedure.rs"]
mod procedure;
#[path = "suite/sealing.rs"]
mod sealing;
#[path = "suite/search.rs"]
mod search;
#[path = "suite/token.rs"]
mod token;
