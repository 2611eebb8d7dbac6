//! What can be done about officers.

use super::Db;
use clap::Subcommand;
use kernel::{Lang, OfficerId};
use std::path::PathBuf;

/// Tasks of the operator.
#[derive(Debug, Subcommand)]
pub enum OfficerTask {
    /// Print a link by which an officer adds a passkey: it works once, and for a day
    Invite {
        /// The officer's code, as in the staff list
        code: OfficerId,
        #[command(flatten)]
        db: Db,
        /// The sign-in configuration: it has the staff list and the address of the office
        #[arg(long, value_name = "FILE", env = "PARVALDE_SIGN_IN")]
        sign_in: Option<PathBuf>,
        /// Language of the page: lv or en
        #[arg(long, default_value = "lv", value_parser = super::language)]
        lang: Lang,
    },
    /// End all sessions of an officer at once
    SignOut {
        /// The officer's code, as in the staff list
        code: OfficerId,
        #[command(flatten)]
        db: Db,
    },
    /// List how many passkeys each officer has
    Passkeys {
        #[command(flatten)]
        db: Db,
    },
    /// List what happened to the passkeys of an officer: place in the log, when, who, what, which
    History {
        /// The officer's code, as in the staff list
        code: OfficerId,
        #[command(flatten)]
        db: Db,
    },
}
