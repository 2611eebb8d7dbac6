//! What may be said about the master key.

use super::Db;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The keys with which bodies are sealed.
#[derive(Debug, Clone, Args, Default)]
pub struct Keys {
    /// The file with the master key that seals bodies; `parvalde key make` makes one. A SQLite file whose key stands
    /// beside it, as NAME.master-key, needs none
    #[arg(long, value_name = "FILE", env = "PARVALDE_MASTER_KEY")]
    pub master_key: Option<PathBuf>,
    /// The file with a master key that was in use before, or will be; may be said several times
    #[arg(long, value_name = "FILE", requires = "master_key")]
    pub other_master_key: Vec<PathBuf>,
}

/// The token in which a key is made: all of it is said, or nothing.
#[derive(Debug, Clone, Args)]
#[group(requires_all = ["pkcs11", "token", "pin_file"])]
pub struct InToken {
    /// Make the key in a token behind this PKCS#11 module, which it never leaves; the file then says where it is
    #[arg(long, value_name = "MODULE", required = false)]
    pub pkcs11: PathBuf,
    /// The token's label
    #[arg(long, value_name = "LABEL", required = false)]
    pub token: String,
    /// The file with the PIN of the token's user
    #[arg(long, value_name = "FILE", required = false)]
    pub pin_file: PathBuf,
}

/// What can be done with a master key.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make a master key in a new file, and print its id
    Make {
        /// The file; it must not exist yet
        file: PathBuf,
        #[command(flatten)]
        within: Option<InToken>,
    },
    /// Wrap the key of every stream with the master key, in place of the others; broken off, it goes on where it stopped
    Rotate {
        #[command(flatten)]
        db: Db,
    },
}
