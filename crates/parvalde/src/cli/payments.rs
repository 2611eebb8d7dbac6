//! Commands about money on the accounts of the office.

use super::{Db, Format};
use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with payments.
#[derive(Debug, Subcommand)]
pub enum Payments {
    /// Take in a statement of the bank (ISO 20022 camt.053, version 001.02 or 001.08)
    ///
    /// Each movement is entered once: a file that was read before adds nothing. What pays the fee of an open case
    /// exactly settles it; the rest waits for an officer.
    Import {
        /// The statement
        file: PathBuf,
        #[command(flatten)]
        db: Db,
        /// The database is that of a demonstration, whose accounts are invented
        #[arg(long)]
        demonstration: bool,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write the approved refunds into an order to the bank (ISO 20022 pain.001, version 001.09)
    Export {
        /// The file; it must not exist yet
        file: PathBuf,
        #[command(flatten)]
        db: Db,
        /// The database is that of a demonstration, whose accounts are invented
        #[arg(long)]
        demonstration: bool,
    },
}
