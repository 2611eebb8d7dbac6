//! What may be said about proofs of the log.

use super::Db;
use clap::{Args, Subcommand, ValueEnum};
use office::Lane;
use std::path::PathBuf;
use transparency::VerifierKey;

/// A lane of the log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LaneName {
    /// What happened
    Event,
    /// Who read whom
    Access,
}

impl From<LaneName> for Lane {
    fn from(name: LaneName) -> Self {
        match name {
            LaneName::Event => Self::Event,
            LaneName::Access => Self::Access,
        }
    }
}

/// What can be done with proofs.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Make a key to sign with: the secret goes to a file, the public key to stdout
    Key {
        /// The name of the log or of the witness, such as example.org/parvalde
        name: String,
        /// The file for the secret; it must not exist yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The key of a witness, which cosigns what another log signed
        #[arg(long)]
        witness: bool,
    },
    /// Print a signed checkpoint of the log as it is now
    Checkpoint {
        #[arg(long, value_enum)]
        lane: LaneName,
        /// The file with the secret key of the log
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        #[command(flatten)]
        db: Db,
    },
    /// Check a proof file with the public key of the log; no network and no database is needed
    Check(Box<Check>),
}

/// A proof file, and by whom it must be signed.
#[derive(Debug, Args)]
pub struct Check {
    /// The file
    pub file: PathBuf,
    /// The public key of the log
    #[arg(long, value_name = "KEY")]
    pub key: VerifierKey,
    /// The public key of a witness; may be said several times
    #[arg(long, value_name = "KEY")]
    pub witness: Vec<VerifierKey>,
    /// How many of the witnesses must have cosigned
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub at_least: usize,
}

/// A watch over the log of another machine.
#[derive(Debug, Args)]
pub struct Witness {
    /// Where the office is served, such as https://office.example.org
    #[arg(long, value_name = "URL")]
    pub office: String,
    /// The public key of its log
    #[arg(long, value_name = "KEY")]
    pub log: VerifierKey,
    /// The file with the secret key of the witness
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Where the witness keeps what it saw last, so that it is never shown another past
    #[arg(long, value_name = "FOLDER")]
    pub state: PathBuf,
    /// Look again after so many seconds; once when absent
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub every: Option<u64>,
}
