//! Identity and travel documents (*personu apliecinoši dokumenti*): the order with its machine-readable
//! zone, and what the public may ask about a document.

pub mod event;
pub mod order;
pub mod validity;

pub use event::{DocumentEvent, DocumentOrder};
pub use validity::Validity;
