//! What may be written on the command line. Scripts rely on it: names are kept.

mod exchange;
mod files;
mod keys;
mod log;
mod mail;
mod officer;
mod operations;
mod payments;
mod procedure;
mod retention;
mod tools;
mod traces;

pub use exchange::{Exchange, ExchangeFile, ExchangeTask};
pub use files::{Duplicates, Export, ExportCases, ExportTask, Import, ImportTask, Match, Search, Synthetic};
pub use keys::{InToken, Key, Keys};
pub use log::{Check, Log, Witness};
pub use mail::Mail;
pub use officer::OfficerTask;
pub use operations::{Drill, DrillRestore, Migrate};
pub use payments::Payments;
pub use procedure::{On, Procedure, Register, Term};
pub use retention::{Backups, Journal, Retention};
pub use tools::{Mrz, PolicyTask};
pub use traces::Traces;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::{Day, Lang, Timestamp};
use office::access::Purpose;
use office::register::KnownAt;
use std::path::PathBuf;

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
    /// Serve the portal, the workbench and the API
    Serve(Serve),
    /// Serve a synthetic country: everything to try, nobody real
    Demo(Demo),
    /// Make a database, or bring one to the newest form
    Migrate(Migrate),
    /// Prove that the log and the trace are what they were
    Verify {
        #[command(flatten)]
        db: Db,
        /// The public key of the log, with which the checkpoints that were signed are proven too
        #[arg(long, value_name = "KEY")]
        key: Option<transparency::VerifierKey>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Compute the projections again from the log
    Rebuild {
        #[command(flatten)]
        db: Db,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write everything that is truth to one file that either engine can take in
    Backup {
        /// The file; it must not exist yet
        file: PathBuf,
        #[command(flatten)]
        db: Db,
        /// How many days it may be kept; the file says so, and backups beside it that may not be are named
        #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
        keep_days: u16,
    },
    /// What becomes of backups
    Backups {
        #[command(subcommand)]
        task: Backups,
    },
    /// How long cases are kept: what is due, and erasing it
    Retention {
        #[command(subcommand)]
        task: Retention,
    },
    /// Take a backup into a new database, and prove it
    Restore {
        /// The file that `backup` wrote
        file: PathBuf,
        #[command(flatten)]
        db: Db,
        #[command(flatten)]
        journal: Journal,
    },
    /// Rehearse what must work on a bad day, without touching what serves
    Drill {
        #[command(subcommand)]
        task: Drill,
    },
    /// Load from files
    Import {
        #[command(subcommand)]
        task: ImportTask,
    },
    /// Find the records of one person in two files, or within one, without an identifier
    Match(Match),
    /// Write to files
    Export {
        #[command(subcommand)]
        task: ExportTask,
    },
    /// Write a synthetic country to a file, in the columns that the import takes
    Synthetic(Synthetic),
    /// Search persons, one query a line of a file; at most ten answers each, the best first
    Search(Search),
    /// Find the records of the register that look like one person; new pairs go to the list of work
    Duplicates(Duplicates),
    /// Money: statements of the bank, orders to it
    Payments {
        #[command(subcommand)]
        task: Payments,
    },
    /// The folder through which gateways carry letters and bring messages
    Exchange {
        #[command(subcommand)]
        task: ExchangeTask,
    },
    /// Officers: the invitation to a passkey, the end of their sessions
    Officer {
        #[command(subcommand)]
        task: OfficerTask,
    },
    /// Persons of the register
    Person {
        #[command(subcommand)]
        task: Person,
    },
    /// The law files: prove, list, explain, assess
    Procedure {
        #[command(subcommand)]
        task: Procedure,
    },
    /// The catalogue of the register: who may write which fact about whom, and by which event
    Register {
        #[command(subcommand)]
        task: Register,
    },
    /// The policies of rights: prove them, print who may what
    Policy {
        #[command(subcommand)]
        task: PolicyTask,
    },
    /// A time limit, with its calculation in words
    Term(Term),
    /// Machine-readable zones of travel documents (ICAO Doc 9303), from stdin
    Mrz {
        #[command(subcommand)]
        task: Mrz,
    },
    /// The master key, with which the keys of sealed bodies are wrapped
    Key {
        #[command(subcommand)]
        task: Key,
    },
    /// Proofs of the log for others: keys, checkpoints, proof files
    Log {
        #[command(subcommand)]
        task: Log,
    },
    /// Watch over the log of an office from another machine, and cosign its checkpoints
    Witness(Witness),
    /// Print the OpenAPI 3.1 document of the API
    Openapi,
}

/// The database.
#[derive(Debug, Args)]
pub struct Db {
    /// `sqlite:FILE` or `postgres://USER@HOST:PORT/NAME`
    #[arg(long = "db", value_name = "URL", env = "PARVALDE_DB", hide_env_values = true)]
    pub url: String,
    #[command(flatten)]
    pub keys: Keys,
    #[command(flatten)]
    pub law: InForce,
}

/// The law by which the office decides.
#[derive(Debug, Args)]
pub struct InForce {
    /// A folder of law files in place of the built-in ones, or files that are laid over them
    #[arg(long, value_name = "FOLDER", env = "PARVALDE_PROCEDURES")]
    pub procedures: Option<PathBuf>,
}

/// How often one caller may ask.
#[derive(Debug, Args)]
pub struct Rate {
    /// Let every caller ask so many times more often than usual: for tests and measurements only
    #[arg(long = "rate-factor", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub factor: u32,
}

/// Where and how the office is served.
#[derive(Debug, Args)]
pub struct Serve {
    /// `sqlite:FILE` or `postgres://USER@HOST:PORT/NAME`
    #[arg(long, value_name = "URL", env = "PARVALDE_DB", hide_env_values = true)]
    pub db: String,
    #[command(flatten)]
    pub keys: Keys,
    #[command(flatten)]
    pub law: InForce,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Browsers reach the office through a TLS server in front of it; HEADER is where that server, and nobody else,
    /// writes the subject of a client certificate that it verified
    #[arg(long, value_name = "HEADER", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub behind_tls: Option<String>,
    /// Who may sign in and how: providers, passkeys, officers, institutions (see docs/sign-in.toml)
    #[arg(long, value_name = "FILE", env = "PARVALDE_SIGN_IN")]
    pub sign_in: Option<PathBuf>,
    /// Where the index of the search is kept between starts; beside a SQLite file when absent
    #[arg(long, value_name = "FILE")]
    pub search_file: Option<PathBuf>,
    /// The file with the secret key that signs the log; `parvalde log key` makes one
    #[arg(long, value_name = "FILE")]
    pub log_key: Option<PathBuf>,
    /// The public key of a witness whose signatures are kept; may be said several times
    #[arg(long, value_name = "KEY", requires = "log_key")]
    pub witness: Vec<transparency::VerifierKey>,
    #[command(flatten)]
    pub journal: Journal,
    #[command(flatten)]
    pub exchange: Exchange,
    #[command(flatten)]
    pub mail: Mail,
    #[command(flatten)]
    pub traces: Traces,
    #[command(flatten)]
    pub rate: Rate,
}

/// The synthetic country.
#[derive(Debug, Args)]
pub struct Demo {
    /// How many persons
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    pub persons: u32,
    /// The same seed gives the same country
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Address and port; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Pretend that it is this moment, such as 2026-11-24T07:30:00Z, when the demonstration starts
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// The public key of a witness whose signatures are kept; may be said several times. The log is signed where the
    /// database is a SQLite file, with a key beside it
    #[arg(long, value_name = "KEY")]
    pub witness: Vec<transparency::VerifierKey>,
    /// `sqlite:FILE` or `postgres://USER@HOST:PORT/NAME`; kept between runs
    #[arg(
        long,
        value_name = "URL",
        default_value = "sqlite:parvalde-demo.db",
        env = "PARVALDE_DB",
        hide_env_values = true
    )]
    pub db: String,
    #[command(flatten)]
    pub keys: Keys,
    #[command(flatten)]
    pub law: InForce,
    /// Write bodies clear, for tests and measurements; otherwise a SQLite file gets a master key beside it
    #[arg(long, conflicts_with = "master_key")]
    pub unsealed: bool,
    #[command(flatten)]
    pub exchange: Exchange,
    #[command(flatten)]
    pub mail: Mail,
    #[command(flatten)]
    pub traces: Traces,
    #[command(flatten)]
    pub rate: Rate,
}

/// What can be asked about persons.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Show a person in two times; the personal code is read from stdin
    Show {
        #[command(flatten)]
        db: Db,
        /// The day on which it was true; today when absent
        #[arg(long, value_name = "DAY")]
        as_of: Option<Day>,
        /// When the office knew it: an instant such as 2026-11-24T08:30:00Z, or a log position; now when absent
        #[arg(long, value_name = "TIME")]
        known_at: Option<KnownAt>,
        /// What the data are read for: case:ID or basis:CITATION. It is written into the trace
        #[arg(long, default_value = "basis:command-line")]
        purpose: Purpose,
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

/// A language that answers are written in.
fn language(text: &str) -> Result<Lang, String> {
    let spoken = [Lang::LV, Lang::EN].into_iter().find(|lang| lang.code() == text);
    spoken.ok_or_else(|| "there are: lv, en".to_owned())
}
