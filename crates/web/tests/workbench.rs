//! The workbench through the router, over a real office on each engine: the officers' way from a visit to
//! a passport, who may open what, and what each mistake is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    dead_code,
    missing_docs
)]

#[path = "api/bank.rs"]
mod bank;
#[path = "workbench/browser.rs"]
mod browser;
#[path = "workbench/deciding.rs"]
mod deciding;
#[path = "workbench/desk.rs"]
mod desk;
#[path = "workbench/duplicates.rs"]
mod duplicates;
#[path = "api/house.rs"]
mod house;
#[path = "workbench/household.rs"]
mod household;
#[path = "workbench/incoming.rs"]
mod incoming;
#[path = "workbench/jar.rs"]
mod jar;
#[path = "workbench/journey.rs"]
mod journey;
#[path = "workbench/kept_files.rs"]
mod kept_files;
#[path = "workbench/mistakes.rs"]
mod mistakes;
#[path = "workbench/oversight.rs"]
mod oversight;
#[path = "workbench/pages.rs"]
mod pages;
#[path = "workbench/payments.rs"]
mod payments;
#[path = "workbench/protected.rs"]
mod protected;
#[path = "workbench/reception.rs"]
mod reception;
#[path = "workbench/relations.rs"]
mod relations;
#[path = "workbench/retention.rs"]
mod retention;
#[path = "workbench/sealed.rs"]
mod sealed;
#[path = "workbench/steps.rs"]
mod steps;
#[path = "workbench/supervise.rs"]
mod supervise;
#[path = "workbench/twins.rs"]
mod twins;
#[path = "workbench/two.rs"]
mod two;
#[path = "workbench/typed.rs"]
mod typed;
