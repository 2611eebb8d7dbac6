//! The append-only log, its projections and its trace. The only crate that speaks SQL.
//!
//! Start reading at [`store::Store`]: requests hand finished [`Submission`]s to one writer, which commits
//! them in batches ([`batch`]) and answers after the commit; readers take a [`Snapshot`].

mod answers;
mod apply;
pub mod backup;
mod batch;
mod blobs;
mod db;
mod deferred;
mod drafts;
pub mod error;
mod events;
pub mod faults;
mod guarded;
mod jobs;
mod load;
pub mod log;
pub mod merkle;
mod migrations;
mod operation;
mod pulse;
pub mod rebuild;
mod roles;
pub mod sealing;
mod sign_in;
pub mod sql;
pub mod statement;
pub mod store;
mod trace;
pub mod tree;
pub mod value;
pub mod verify;

pub use answers::{AnswerSeal, KeptAnswer};
pub use backup::{BackupError, BackupReport, Digests, Kept};
pub use blobs::Blob;
pub use db::DriverError;
pub use drafts::{DraftAnswer, DraftFileLine, DraftKey, NewDraftFile, Room};
pub use error::{StoreError, SubmitError};
pub use guarded::Guarded;
pub use jobs::{Job, JobCounts};
pub use log::{
    Beside, Change, Committed, NewAccess, NewEvent, NewJob, Once, Projector, RecordedEvent, StreamId,
    Submission,
};
pub use operation::{Health, Operation, Standby};
pub use pulse::{BATCH_SIZES, Pulse};
pub use rebuild::RebuildReport;
pub use sealing::{Keyring, MasterKey, MasterKeyError, Rewrapped, Seal, Sealing, SecretMasterKey};
pub use sign_in::{InvitationRow, PasskeyRow, SessionRow, Waits};
pub use statement::{Statement, Table};
pub use store::{Snapshot, Store};
pub use trace::AccessRecord;
pub use tree::SignedCheckpoint;
pub use value::{Kind, Row, RowError, Value};
pub use verify::VerifyReport;
