//! Every procedure that the office offers, from its beginning to what follows from each of its decisions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "procedures/contest.rs"]
mod contest;
#[path = "procedures/follows.rs"]
mod follows;
#[path = "procedures/guide.rs"]
mod guide;
#[path = "suite/house.rs"]
#[allow(dead_code, reason = "the suite needs more of it")]
mod house;
#[path = "procedures/letters.rs"]
mod letters;
#[path = "procedures/needed.rs"]
mod needed;
#[path = "suite/pdf.rs"]
mod pdf;
#[path = "procedures/people.rs"]
mod people;
#[path = "procedures/random.rs"]
mod random;
#[path = "procedures/solve.rs"]
mod solve;
#[path = "procedures/walk.rs"]
mod walk;
#[path = "procedures/ways.rs"]
mod ways;
#[path = "procedures/whims.rs"]
mod whims;
