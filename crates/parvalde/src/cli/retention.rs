//! What may be said about what is kept, and for how long.

use super::{Db, Format};
use clap::{Args, Subcommand};
use kernel::Day;
use std::path::PathBuf;

/// Where what is erased is noted once more.
#[derive(Debug, Args)]
pub struct Journal {
    /// The erasure journal, a file outside of all backups: `restore` carries out again what it says
    #[arg(long, value_name = "FILE", env = "PARVALDE_ERASURE_JOURNAL")]
    pub erasure_journal: Option<PathBuf>,
}

/// What can be asked of the time that cases are kept.
#[derive(Debug, Subcommand)]
pub enum Retention {
    /// Say what is due, by procedure and rule, with the source of the rule
    Report {
        #[command(flatten)]
        db: Db,
        /// Due up to this day; today when absent
        #[arg(long, value_name = "DAY")]
        until: Option<Day>,
        /// Only of this procedure
        #[arg(long, value_name = "ID")]
        procedure: Option<String>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Erase what is due: under orders that two officers signed, and under rules that were read in a source
    Run {
        #[command(flatten)]
        db: Db,
        #[command(flatten)]
        journal: Journal,
    },
    /// Erase again what the erasure journal says, after a backup of before was taken in
    Replay {
        #[command(flatten)]
        db: Db,
        /// The erasure journal
        journal: PathBuf,
    },
}

/// What can be done with backups.
#[derive(Debug, Subcommand)]
pub enum Backups {
    /// Remove the backups of a folder that may not be kept any longer, and say which
    Expire {
        /// The folder
        folder: PathBuf,
        /// How many days a backup is kept, where it does not name an earlier end itself
        #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: u16,
        /// Say which, and remove none
        #[arg(long)]
        dry_run: bool,
    },
}
