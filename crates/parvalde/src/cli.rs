//! What may be written on the command line. Scripts rely on it: names are kept.

use clap::{Parser, Subcommand, ValueEnum};
use kernel::Day;

/// Open-source software of a citizenship-and-migration authority.
///
/// Machine output goes to stdout, progress and messages to stderr.
/// Exit codes: 0 done, 1 refused or found wrong, 2 bad usage.
#[derive(Debug, Parser)]
#[command(name = "parvalde", version, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Machine-readable zones of travel documents (ICAO Doc 9303), from stdin
    Mrz {
        #[command(subcommand)]
        task: Mrz,
    },
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

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}
