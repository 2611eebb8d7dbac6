//! The arguments of what works without a database: zones, the catalogue of the register, policies.

use super::Format;
use clap::Subcommand;
use kernel::Day;
use std::path::PathBuf;

/// What can be done with the policies of rights.
#[derive(Debug, Subcommand)]
pub enum PolicyTask {
    /// Prove the policies against their schema, and the schema against the program
    Check {
        /// A folder with drafts; the built-in policies when none is named
        folder: Option<PathBuf>,
    },
    /// Print who may what, as docs/rights.md has it
    Table,
}

/// What can be done with a machine-readable zone.
#[derive(Debug, Subcommand)]
pub enum Mrz {
    /// Read zones and judge every field; a failed check ends with code 1 and names the field
    Parse {
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// The day that tells the century of two-digit years; today when absent
        #[arg(long, value_name = "DAY")]
        today: Option<Day>,
    },
    /// Make zones from JSON objects on stdin
    ///
    /// Fields: format (TD1, TD2, TD3, MRV-A, MRV-B), document_code, issuer, surname, given_names,
    /// document_number, nationality, birth_date, sex, expiry_date, optional_data, optional_data_2.
    #[command(verbatim_doc_comment)]
    Make {
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}
