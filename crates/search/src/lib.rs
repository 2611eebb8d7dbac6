//! Search over the persons of a whole country, in memory: an officer types half a name, and the right person is
//! among the first ten.
//!
//! The index holds each distinct word of a name once, with everything under which it is found again (folded letters,
//! ending taken off, other spellings, one letter left out), and for each word the persons who have it. Persons stand
//! in the order of their birth, so that a date, even in part, is a span. A query asks for words that agree with what
//! was typed, takes the shortest list, and weighs the persons on it. [`Index::scan`] says the same without any of
//! these ways, for tests.

mod ask;
mod bulk;
mod date;
mod edit;
mod find;
mod index;
mod judge;
mod part;
mod record;
mod segment;
mod snapshot;
mod threads;
mod weigh;
mod wordlist;

pub use ask::Query;
pub use bulk::Bulk;
pub use index::{Index, Letters};
pub use part::{Field, Hit, How, Part};
pub use record::{Form, NameForm, Record};
pub use snapshot::SnapshotError;
