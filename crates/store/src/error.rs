//! What can go wrong, by what the caller can do about it.

use crate::db::DriverError;
use crate::sealing::{MasterKeyError, SealError};
use crate::value::RowError;

/// The database could not be read, opened or migrated.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not an address this store knows.
    #[error("`{0}` is not a database; write sqlite:FILE or postgres://USER@HOST:PORT/NAME")]
    Address(String),
    /// The database does not answer: try again later.
    #[error("the database does not answer")]
    Gone(#[source] DriverError),
    /// The answer to a commit was lost, and in all the time there was nobody could be asked what became of it.
    #[error("the database does not say whether it committed")]
    Unknown,
    /// A statement failed.
    #[error("the statement `{name}` failed")]
    Statement {
        /// Which.
        name: String,
        /// Why.
        #[source]
        source: DriverError,
    },
    /// A statement was called with the wrong number of values.
    #[error("the statement `{name}` takes {wanted} values, was given {given}")]
    Arity {
        /// Which.
        name: &'static str,
        /// How many it declares.
        wanted: usize,
        /// How many came.
        given: usize,
    },
    /// A row is not shaped as declared.
    #[error(transparent)]
    Row(#[from] RowError),
    /// A migration is missing, and this role may not apply it.
    #[error(
        "the database lacks the migration `{0}`, and this role may not change tables; run `parvalde migrate` with the address of the role that owns them"
    )]
    Unmigrated(&'static str),
    /// A role cannot be given the rights to serve.
    #[error("the role `{role}` cannot be given rights: {why}")]
    Role {
        /// Which.
        role: String,
        /// Why.
        why: String,
    },
    /// A migration that was applied has changed since.
    #[error("migration `{0}` was applied in another form; applied migrations are frozen")]
    Frozen(&'static str),
    /// An event cannot be projected.
    #[error("the event at position {position} cannot be projected: {why}")]
    Project {
        /// Where.
        position: i64,
        /// Why.
        why: String,
    },
    /// Bodies are sealed, and no master key is at hand; its id, where it is known.
    #[error("the bodies of this database are sealed: name the file of the master key{} with --master-key", named(.0))]
    NoMasterKey(String),
    /// A key is wrapped by a master key that is not at hand.
    #[error("the master key at hand is another one: this database is sealed with the master key `{0}`")]
    MasterKeyOther(String),
    /// The master key at hand does not open what proves it.
    #[error("the master key `{0}` does not open what it wrapped: the database or the key was changed")]
    MasterKeyWrong(String),
    /// The database does not know the master key, and this role may not enter it.
    #[error(
        "the database does not know the master key `{0}`, and this role may not enter it; run `parvalde migrate --master-key FILE` with the address of the role that owns the tables"
    )]
    MasterKeyNew(String),
    /// The device of the master key does not answer.
    #[error("keys cannot be wrapped or unwrapped")]
    Master(#[source] MasterKeyError),
    /// The key of a stream is not there, or does not open.
    #[error("the key of the stream `{0}` is missing or was changed")]
    Key(String),
    /// A sealed body or file does not open.
    #[error("the entry at position {position} does not open")]
    Sealed {
        /// Where.
        position: i64,
        /// Why.
        #[source]
        source: SealError,
    },
    /// A sealed file does not open.
    #[error("the file {hash} does not open")]
    SealedFile {
        /// Its hash.
        hash: String,
        /// Why.
        #[source]
        source: SealError,
    },
    /// A sealed file cannot be read or written.
    #[error("the file cannot be read or written")]
    File(#[source] std::io::Error),
    /// What would be kept belongs to a stream that was erased.
    #[error("the stream `{0}` was erased")]
    Erased(String),
    /// A blob no longer has the hash it is kept under.
    #[error("the blob {0} is damaged")]
    Damaged(String),
    /// A root inside the tree is not there, so no proof can be made.
    #[error("the tree of the lane `{lane}` has no root of level {level} at {place}; `verify` tells more")]
    Tree {
        /// The lane.
        lane: &'static str,
        /// Height of the subtree.
        level: u8,
        /// Its place among those of this height.
        place: u64,
    },
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
}

/// The id of a master key in a sentence.
fn named(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!(" `{id}`") }
}

impl StoreError {
    pub(crate) const fn master(error: MasterKeyError) -> Self {
        Self::Master(error)
    }

    pub(crate) fn statement(name: &str, source: DriverError) -> Self {
        if gone(&source) { Self::Gone(source) } else { Self::Statement { name: name.to_owned(), source } }
    }

    pub(crate) fn is_constraint(&self) -> bool {
        let Self::Statement { source, .. } = self else { return false };
        match source {
            DriverError::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            DriverError::Postgres(sqlx::Error::Database(error)) => {
                error.is_unique_violation() || error.is_check_violation() || error.is_foreign_key_violation()
            }
            DriverError::Postgres(_)
            | DriverError::Closed
            | DriverError::Silent
            | DriverError::Turned
            | DriverError::Struck(_) => false,
        }
    }
}

/// Whether the database does not answer, as against answering that something is wrong.
fn gone(error: &DriverError) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure};
    match error {
        DriverError::Closed | DriverError::Silent | DriverError::Turned | DriverError::Struck(_) => true,
        DriverError::Sqlite(error) => matches!(
            error.sqlite_error_code(),
            Some(CannotOpen | DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure)
        ),
        DriverError::Postgres(error) => match error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => true,
            sqlx::Error::Database(error) => gone_by_code(error.code().as_deref()),
            _ => false,
        },
    }
}

/// `PostgreSQL` says that it is shutting down, starting or refusing connections (classes 57P and 08), that its disk is
/// full or its connections are taken (class 53), or that it follows another server and takes no writes (25006).
fn gone_by_code(code: Option<&str>) -> bool {
    code.is_some_and(|code| ["57P", "08", "53", "25006"].iter().any(|gone| code.starts_with(gone)))
}

/// Why a submission was not committed. Nothing of it is in the database, unless it is [`Self::Unknown`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// Somebody else wrote to the stream first: read again and decide again.
    #[error("`{stream}` is at version {actual}, not {expected}: somebody else was first")]
    Stale {
        /// Which stream.
        stream: String,
        /// The version that was read.
        expected: u32,
        /// The version it has.
        actual: u32,
    },
    /// Something was added to the log since the position that was seen: read again.
    #[error("the log has moved on to position {actual}")]
    Moved {
        /// Where it ends.
        actual: i64,
    },
    /// A key that must be free is taken.
    #[error("the key in `{table}` is taken")]
    Taken {
        /// Which projection.
        table: &'static str,
    },
    /// A row beside the log that it takes is not there.
    #[error("nothing in `{table}` is left to take")]
    Missing {
        /// Which table.
        table: &'static str,
    },
    /// It was done before under the same key of a request.
    #[error("it was done before under this key")]
    Repeated,
    /// The database does not answer, and nothing was committed.
    #[error("the database does not answer")]
    Gone,
    /// The database was lost while it committed and did not come back in time: whether the work was committed can be
    /// asked later by the submission's id.
    #[error("the database does not say whether it committed")]
    Unknown,
    /// The stream was erased, and takes nothing more.
    #[error("`{stream}` was erased")]
    Erased {
        /// Which stream.
        stream: String,
    },
    /// The submission breaks a rule of the database.
    #[error("the database refused the submission: {0}")]
    Refused(String),
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
}
