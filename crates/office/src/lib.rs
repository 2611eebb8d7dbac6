//! What the office does: persons, cases, decisions, documents, visits, letters and the trace of it all.
//!
//! Start reading at [`act::Office`]: every use case is a method of it, in the module of its subject. The
//! decisions themselves are pure ([`cases::rules`], [`register::change`], [`issuance::order`]); the rest
//! loads what they need and commits what they answer.

pub mod access;
pub mod act;
pub mod actor;
pub mod appointments;
pub mod audit;
pub mod cases;
pub mod channels;
pub mod drafts;
pub mod emergencies;
pub mod error;
pub mod export;
pub mod files;
pub mod issuance;
pub mod letters;
pub mod load;
pub mod mail;
pub mod once;
pub mod operations;
pub mod oversight;
pub mod passkeys;
pub mod payments;
pub mod post;
pub mod projector;
pub mod proofs;
pub mod ratings;
pub mod register;
pub mod retention;
pub mod sessions;
mod snapshot;
pub mod statements;
pub mod synthetic;
mod tables;
mod tagged;
pub mod typed;

pub use act::{Office, OfficeConfig};
pub use actor::{Actor, Institution, Officer, Role};
pub use audit::{AccessEntry, SystemState};
pub use error::{FieldError, OfficeError, Problem};
pub use letters::LetterFile;
pub use proofs::{Lane, LogKeys};
/// What [`Office::store`] hands out is made of these.
pub use store;
pub use store::{Keyring, MasterKey, Sealing, SecretMasterKey};
