//! Record linkage: which records of two files, or of one, are the same person, when nothing identifies them.
//!
//! Values are brought to one form ([`standard`]), pairs worth comparing are found by keys that both have, every
//! field of a pair agrees at a [`Level`], and the weights of the levels are learned from the files themselves
//! ([`model`]). [`link`] does all of it; [`explain`] says why a pair is believed.
//!
//! Pure: records in, pairs out. Chance comes in as an argument.

mod block;
mod chance;
mod compare;
pub mod date;
mod decide;
pub mod explain;
mod level;
mod link;
pub mod model;
mod prepare;
mod record;
pub mod standard;
pub mod text;
pub mod usual;

pub use explain::{Explanation, Finding};
pub use level::{FIELDS_MAX, Level, Pattern};
pub use link::{Linkage, Pair, Stage, link};
pub use model::Model;
pub use record::{Bound, Field, Kind, Record, RecordError, Records, Schema};
