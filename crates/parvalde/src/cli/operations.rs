//! Arguments of the commands for operations.

use super::Db;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Making a database or bringing one to the newest form.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    pub db: Db,
    /// A role of PostgreSQL that is to serve the office: it gets the rights for that and no others
    #[arg(long, value_name = "ROLE")]
    pub serving_role: Option<String>,
}

/// What can be rehearsed.
#[derive(Debug, Subcommand)]
pub enum Drill {
    /// Back up, take the backup into a new database, verify it, compute its projections again, compare all of it
    ///
    /// Prints a line for each step with the time it took. Ends with code 1 and says what differs when anything does.
    Restore(DrillRestore),
}

/// A rehearsed restore.
#[derive(Debug, Args)]
pub struct DrillRestore {
    #[command(flatten)]
    pub db: Db,
    /// An empty database to restore into; a SQLite file that is removed afterwards when absent
    #[arg(long, value_name = "URL")]
    pub into: Option<String>,
    /// A backup written before, instead of a new one; it is proved, not compared with what the office holds now
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
}
