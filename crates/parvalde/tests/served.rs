//! The running program: a journey in a real browser, a race over HTTP, a killed process. Each on every
//! engine that is there.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "served/again.rs"]
mod again;
#[path = "served/behind_forms.rs"]
mod behind_forms;
#[path = "served/browser.rs"]
mod browser;
#[path = "served/by_passkey.rs"]
mod by_passkey;
#[path = "served/by_provider.rs"]
mod by_provider;
#[path = "served/collected.rs"]
mod collected;
#[path = "served/crash.rs"]
mod crash;
#[path = "served/every_page.rs"]
mod every_page;
#[path = "served/exchange.rs"]
mod exchange;
#[path = "served/failover.rs"]
mod failover;
#[path = "served/hands.rs"]
mod hands;
#[path = "served/journey.rs"]
mod journey;
#[path = "served/kill.rs"]
mod kill;
#[path = "served/load.rs"]
mod load;
#[path = "served/logs.rs"]
mod logs;
#[path = "served/mail.rs"]
mod mail;
#[path = "served/operated.rs"]
mod operated;
#[path = "served/own_law.rs"]
mod own_law;
#[path = "served/own_matters.rs"]
mod own_matters;
#[path = "served/proofs.rs"]
mod proofs;
#[path = "served/race.rs"]
mod race;
#[path = "served/read_aloud.rs"]
mod read_aloud;
#[path = "served/server.rs"]
mod server;
#[path = "served/sign_in.rs"]
mod sign_in;
#[path = "served/timeline.rs"]
mod timeline;
#[path = "served/unlawful.rs"]
mod unlawful;
