//! Commands that read or write files of many persons.

use super::Db;
use clap::{Args, Subcommand};
use kernel::{Day, Lang};
use office::access::Purpose;
use office::register::KnownAt;
use std::path::PathBuf;

/// What can be loaded.
#[derive(Debug, Subcommand)]
pub enum ImportTask {
    /// Load persons, one event a person; run again, it goes on where it stopped
    Persons(Import),
}

/// A bulk load.
#[derive(Debug, Args)]
pub struct Import {
    /// CSV with the columns person_id, personal_code, given_names, surname, birth_surname, former_surname,
    /// birth_date, sex, legal_status, citizenship, ethnicity, municipality_code, address
    pub file: PathBuf,
    #[command(flatten)]
    pub db: Db,
    /// Where the entries come from; an entry without a basis is refused
    #[arg(long, value_name = "KIND;NUMBER;DATE;ISSUER;COUNTRY")]
    pub basis: String,
    /// Where rejects go; FILE.rejects.csv when absent
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Persons in one transaction: more is faster, and more is done again after an end in the middle
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = clap::value_parser!(u32).range(1000..=1_000_000))]
    pub commit_every: u32,
}

/// What can be written.
#[derive(Debug, Subcommand)]
pub enum ExportTask {
    /// Write the living persons of the register, in the columns that the import takes
    Persons(Export),
    /// Write past cases, a line of JSON each and nobody named, as `procedure what-if` takes them
    Cases(ExportCases),
}

/// An export of cases.
#[derive(Debug, Args)]
pub struct ExportCases {
    /// The file; it must not exist yet
    pub file: PathBuf,
    #[command(flatten)]
    pub db: Db,
    /// Only cases of this procedure; it may be given more than once
    #[arg(long, value_name = "ID")]
    pub procedure: Vec<String>,
    /// What the data are read for: case:ID or basis:CITATION. It is written into the trace
    #[arg(long)]
    pub purpose: Purpose,
}

/// An export.
#[derive(Debug, Args)]
pub struct Export {
    /// The file; it must not exist yet
    pub file: PathBuf,
    #[command(flatten)]
    pub db: Db,
    /// The day on which it was true; today when absent
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
    /// When the office knew it: an instant such as 2026-11-24T08:30:00Z, or a log position; now when absent
    #[arg(long, value_name = "TIME")]
    pub known_at: Option<KnownAt>,
    /// What the data are read for: case:ID or basis:CITATION. It is written into the trace
    #[arg(long)]
    pub purpose: Purpose,
    /// Protected records and withheld addresses too; without it they are not in the file
    #[arg(long)]
    pub protected: bool,
}

/// A synthetic country in a file.
#[derive(Debug, Args)]
pub struct Synthetic {
    /// The file; written anew
    pub file: PathBuf,
    /// How many persons
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    pub persons: u32,
    /// The same seed gives the same country
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The day whose country it is; today when absent
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
}

/// Record linkage.
#[derive(Debug, Args)]
pub struct Match {
    /// CSV with a heading
    #[arg(long, value_name = "A.csv")]
    pub left: PathBuf,
    /// The other file; when absent, duplicates within the left one are looked for
    #[arg(long, value_name = "B.csv")]
    pub right: Option<PathBuf>,
    /// Which columns hold what: id, given_names, surname, birth_date, sex, address, … each a column or a list
    #[arg(long, value_name = "MAP.toml")]
    pub columns: PathBuf,
    /// Where the pairs go: left_id, right_id, score, explanation
    #[arg(long, value_name = "PAIRS.csv")]
    pub out: PathBuf,
    /// Language of the explanations: lv or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    pub lang: Lang,
}

/// Searches from a file.
#[derive(Debug, Args)]
pub struct Search {
    #[command(flatten)]
    pub db: Db,
    /// CSV with the columns query_id, text, birth_date; the date may be empty or known in part
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,
    /// CSV that is written: query_id, rank, person_id, score, micros
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Answers a query
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub limit: u8,
    /// What the data are read for: case:ID or basis:CITATION. It is written into the trace
    #[arg(long, default_value = "basis:command-line")]
    pub purpose: Purpose,
    /// Where the index of the search is kept between starts; beside a SQLite file when absent
    #[arg(long, value_name = "FILE")]
    pub search_file: Option<PathBuf>,
}

/// Looking the register through for duplicates.
#[derive(Debug, Args)]
pub struct Duplicates {
    #[command(flatten)]
    pub db: Db,
    /// CSV that is written: one_id, other_id, score, explanation
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Only persons about whom something came in after this position of the log; everybody when absent
    #[arg(long, value_name = "POSITION", value_parser = clap::value_parser!(i64).range(0..))]
    pub since: Option<i64>,
    /// What the data are read for: case:ID or basis:CITATION. It is written into the trace
    #[arg(long, default_value = "basis:command-line")]
    pub purpose: Purpose,
    /// Language of the explanations: lv or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    pub lang: Lang,
}
