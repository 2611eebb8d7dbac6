//! The portal as a browser meets it: requests go through the whole router to a real office on SQLite, and
//! on PostgreSQL where `PARVALDE_TEST_POSTGRES` names one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod portal {
    pub mod applying;
    pub mod booking;
    pub mod browser;
    pub mod course;
    pub mod errors;
    pub mod every_route;
    pub mod files;
    pub mod fuzzed;
    pub mod hours;
    pub mod mail;
    pub mod mine;
    pub mod office;
    pub mod pages;
    pub mod particulars;
    pub mod paying;
    pub mod powers;
    pub mod promised;
    pub mod rated;
    pub mod refused;
    pub mod sessions;
    pub mod site;
    pub mod slow_clients;
    pub mod statements;
    pub mod steps;
    pub mod told;
    pub mod waited;
    pub mod words;
}
