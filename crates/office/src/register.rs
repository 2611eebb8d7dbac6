//! The register of natural persons (*Fizisko personu reģistrs*): facts with a basis, on two axes of time.

pub mod change;
pub mod event;
pub mod fact;
pub mod person;
pub mod read;
pub mod search;
pub mod write;

pub use change::{EntryError, change, correct, enter};
pub use event::PersonEvent;
pub use fact::{
    AssertedFact, Basis, BasisError, DocumentFact, DocumentStatus, FactValue, KnownFact, ResidenceKind, Sex,
};
pub use person::{PersonHistory, PersonView};
pub use read::{KnownAt, Lookup, MAJORITY_YEARS, PersonBrief, PersonRecord, When};
pub use search::{SearchHit, SearchQuery};
pub use write::{FactChange, FactCorrection, NewPerson};
