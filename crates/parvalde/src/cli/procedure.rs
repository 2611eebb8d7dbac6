//! What can be asked of the law files, of the catalogue of the register, and of terms.

use super::{Format, InForce, Keys};
use clap::{Args, Subcommand};
use kernel::{Day, Lang};
use office::access::Purpose;
use std::path::PathBuf;

/// What can be asked of the law files.
#[derive(Debug, Subcommand)]
pub enum Procedure {
    /// Prove law files: the built-in ones, a folder of files, or one changed file among the built-in ones
    Check {
        /// A folder such as `procedures`, a file, or the id of a procedure
        what: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// List every version of every procedure
    List {
        #[command(flatten)]
        law: Law,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Explain a procedure as a person reads it
    Explain {
        /// Id of the procedure
        id: String,
        #[command(flatten)]
        law: Law,
        #[command(flatten)]
        on: On,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Print the competences of the authority: by which procedures each is exercised, with examples and letters
    Competences {
        #[command(flatten)]
        law: Law,
        #[command(flatten)]
        on: On,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Print the JSON Schema of a procedure as `explain --format json` writes it
    Schema,
    /// Assess facts: what is met, what is not, what is missing, which fee
    ///
    /// The facts are a JSON object on stdin, such as {"person.age": 34, "person.status": "citizen"};
    /// a fact that is left out is unknown.
    #[command(verbatim_doc_comment)]
    Assess {
        /// Id of the procedure
        id: String,
        #[command(flatten)]
        law: Law,
        #[command(flatten)]
        on: On,
        /// A file with the facts; stdin when absent or `-`
        #[arg(long, value_name = "FILE")]
        facts: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// What would change: past cases under a draft of the law beside the version that they fell under
    ///
    /// Each line of the cases is a JSON object such as
    /// {"case": "c-1", "received": "2026-11-24", "facts": {"person.age": 34}}, with "procedure" where the draft
    /// changes several, and with "events": {"fee-paid": "2026-11-26"} where terms start otherwise than by receipt.
    /// Lines that cannot be compared are told with their reason, and the exit code is 1 then.
    #[command(
        verbatim_doc_comment,
        group = clap::ArgGroup::new("cases").required(true).args(["facts", "db"])
    )]
    WhatIf {
        /// A folder with the changed law files, laid over the law in force
        draft: PathBuf,
        /// The past cases; stdin when `-`
        #[arg(long, value_name = "FILE")]
        facts: Option<PathBuf>,
        /// The office's own past cases of the procedures that the draft changes: sqlite:FILE or postgres://…
        #[arg(long, value_name = "URL", requires = "purpose")]
        db: Option<String>,
        #[command(flatten)]
        keys: Keys,
        #[command(flatten)]
        law: InForce,
        /// What the cases are read for: case:ID or basis:CITATION. It is written into the trace
        #[arg(long, requires = "db")]
        purpose: Option<Purpose>,
        /// Language of the answer: lv or en
        #[arg(long, default_value = "en", value_parser = super::language)]
        lang: Lang,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

/// What can be asked of the catalogue of the register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Print bodies, kinds of facts, categories of persons, civil events and code lists, in both languages
    Catalogue {
        /// A folder of law files instead of the built-in ones
        #[arg(long, value_name = "FOLDER")]
        procedures: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

/// Which law files, and in which language they are read.
#[derive(Debug, Args)]
pub struct Law {
    /// A folder of law files instead of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub procedures: Option<PathBuf>,
    /// Language of the answer: lv or en
    #[arg(long, default_value = "en", value_parser = super::language)]
    pub lang: Lang,
}

/// The day whose law holds.
#[derive(Debug, Args)]
pub struct On {
    /// The day whose law holds; today when absent
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
}

/// A time limit.
#[derive(Debug, Args)]
pub struct Term {
    /// Id of the procedure
    #[arg(long, value_name = "ID")]
    pub procedure: String,
    /// Which of its time limits; `decision` when absent
    #[arg(long, value_name = "ID")]
    pub clock: Option<String>,
    /// The day of the event from which it runs; that day does not count
    #[arg(long, value_name = "DAY")]
    pub from: Day,
    /// Days on which it stands still: FROM..TO (TO counts again), or FROM.. while it goes on
    #[arg(long, value_name = "FROM..TO")]
    pub pause: Vec<String>,
    /// A fact that shortens or lengthens it, such as speed=fast
    #[arg(long, value_name = "NAME=VALUE")]
    pub fact: Vec<String>,
    #[command(flatten)]
    pub law: Law,
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
