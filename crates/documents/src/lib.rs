//! Machine-readable zones and letters: values in, bytes out.
//!
//! Pure: no clock, no files, no network. Everything a document says comes in as an argument, and the same
//! input gives the same bytes.

pub mod letter;
pub mod many;
pub mod mrz;
pub mod words;

pub use many::Many;
