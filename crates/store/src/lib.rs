//! The append-only log, its projections and its trace. The only crate that speaks SQL.
//!
//! Start reading at [`store::Store`]: requests hand finished [`Submission`]s to one writer, which commits
//! them in batches ([`batch`]) and answers after the commit; readers take a [`Snapshot`].

mod apply;
mod batch;
mod db;
pub mod error;
pub mod log;
pub mod merkle;
mod migrations;
pub mod rebuild;
pub mod statement;
pub mod store;
pub mod value;
pub mod verify;

pub use error::{StoreError, SubmitError};
pub use log::{
    Change, Committed, NewAccess, NewEvent, NewJob, Projector, RecordedEvent, StreamId, Submission,
};
pub use rebuild::RebuildReport;
pub use statement::{Statement, Table};
pub use store::{Snapshot, Store};
pub use value::{Kind, Row, RowError, Value};
pub use verify::VerifyReport;
