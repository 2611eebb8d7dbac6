//! Accounts, references, payment codes, statements and orders: what is right is taken, what is wrong is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/codes.rs"]
mod codes;
#[path = "suite/orders.rs"]
mod orders;
#[path = "suite/statements.rs"]
mod statements;
