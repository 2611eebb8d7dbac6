//! `parvalde`: the one binary. Each command reads its arguments here and does its work in a module of its
//! own; what a command means is decided in the crates below.

mod cli;
mod ended;
mod lawfiles;
mod mrz;
mod out;
mod procedure;

use clap::Parser as _;
use ended::Ended;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Bad usage ends here with code 2, `--help` with 0.
    let arguments = cli::Arguments::parse();
    match run(arguments.command) {
        Ok(ended) => ended.into(),
        Err(error) => ended::report(&error),
    }
}

fn run(command: cli::Command) -> anyhow::Result<Ended> {
    match command {
        cli::Command::Procedure { task } => procedure::run(&task),
        cli::Command::Term(term) => procedure::term(&term),
        cli::Command::Mrz { task } => mrz::run(&task),
    }
}
