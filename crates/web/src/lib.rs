//! The only crate that knows HTTP: pages in two languages and two versions, and the JSON API.
//!
//! Start reading at [`router`]; [`ctx`] makes the context of a request, [`page`] the frame of a page,
//! `portal` the pages for clients, `workbench` those for officers, [`api`] the JSON API, and [`status`] the
//! answers when something is wrong.

pub mod api;
pub mod app;
pub mod assets;
pub mod ctx;
mod design;
pub mod form;
mod http;
pub mod limits;
pub mod mail;
pub mod metrics;
pub mod page;
mod peer;
pub mod portal;
mod refused;
pub mod secret;
pub mod serve;
pub mod session;
pub mod sign_in;
pub mod status;
mod step_up;
pub mod text;
pub mod tickets;
mod typed;
pub mod ui;
pub mod words;
mod workbench;

pub use app::{App, Parts};
pub use axum::http::HeaderName;
pub use http::{router, router_with, router_within};
pub use limits::Limits;
pub use sign_in::{DemoClient, DemoOfficer, SignIn};
