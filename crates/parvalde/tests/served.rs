//! The running program: a journey in a real browser, a race over HTTP, a killed process. Each on every
//! engine that is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "served/browser.rs"]
mod browser;
#[path = "served/crash.rs"]
mod crash;
#[path = "served/failover.rs"]
mod failover;
#[path = "served/journey.rs"]
mod journey;
#[path = "served/operated.rs"]
mod operated;
#[path = "served/race.rs"]
mod race;
#[path = "served/server.rs"]
mod server;
#[path = "served/timeline.rs"]
mod timeline;
#[path = "served/unlawful.rs"]
mod unlawful;
