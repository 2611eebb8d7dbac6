//! Oversight of readings: who is watched over, what is unusual, and what the oversight officer says of it.
//!
//! The rules are data (`oversight.kdl`). A job follows the trace and raises each alert once; a person settles it in
//! words, and nobody settles an alert about themselves.

pub mod alerts;
pub mod event;
mod follow;
mod judge;
pub mod watched;

pub use alerts::{AlertPage, AlertView, Reading};
pub use event::Finding;
pub use follow::Overseen;
pub(crate) use follow::Overseer;
pub use watched::WatchedPerson;
