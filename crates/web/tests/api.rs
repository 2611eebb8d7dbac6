//! The JSON API through the router, over a real office on each engine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "api/again.rs"]
mod again;
#[path = "api/bad_input.rs"]
mod bad_input;
#[path = "api/bank.rs"]
mod bank;
#[path = "api/booking.rs"]
mod booking;
#[path = "api/cases.rs"]
mod cases;
#[path = "api/civil.rs"]
mod civil;
#[path = "api/document.rs"]
mod document;
#[path = "api/duplicates.rs"]
mod duplicates;
#[path = "api/fuzzed.rs"]
mod fuzzed;
#[path = "api/house.rs"]
mod house;
#[path = "api/institutions.rs"]
mod institutions;
#[path = "api/onward.rs"]
mod onward;
#[path = "api/payments.rs"]
mod payments;
#[path = "api/powers.rs"]
mod powers;
#[path = "api/register.rs"]
mod register;
#[path = "api/site.rs"]
mod site;
#[path = "api/statements.rs"]
mod statements;
