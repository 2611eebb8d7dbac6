//! `parvalde`: the one binary. Each command reads its arguments here and does its work in a module of its
//! own; what a command means is decided in the crates below.

mod backup;
mod cli;
mod database;
mod demo;
mod drill;
mod duplicates;
mod ended;
mod exchange;
mod export;
mod import;
mod journal;
mod keys;
mod lawfiles;
mod log;
mod mail;
mod matching;
mod mrz;
mod officer;
mod operations;
mod out;
mod payments;
mod person;
mod policy;
mod procedure;
mod register;
mod retention;
mod search;
mod serve;
mod sign_in;
mod synthetic;
mod telemetry;
mod token;
mod witness;

use anyhow::Context as _;
use clap::Parser as _;
use ended::Ended;
use std::process::ExitCode;
use telemetry::Telemetry;
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        cli::Command::Serve(task) => server(&task.traces, serve::run(&task)),
        cli::Command::Demo(task) => server(&task.traces, demo::run(&task)),
        cli::Command::Migrate(task) => runtime()?.block_on(operations::migrate(&task)),
        cli::Command::Verify { db, key, format } => {
            runtime()?.block_on(operations::verify(&db, key.as_ref(), format))
        }
        cli::Command::Rebuild { db, format } => runtime()?.block_on(operations::rebuild(&db, format)),
        cli::Command::Backup { file, db, keep_days } => {
            runtime()?.block_on(backup::backup(&file, &db, keep_days))
        }
        cli::Command::Backups { task: cli::Backups::Expire { folder, days, dry_run } } => {
            backup::expire(&folder, days, dry_run)
        }
        cli::Command::Retention { task } => runtime()?.block_on(retention::run(&task)),
        cli::Command::Restore { file, db, journal } => {
            runtime()?.block_on(backup::restore(&file, &db, &journal))
        }
        cli::Command::Drill { task: cli::Drill::Restore(drill) } => {
            runtime()?.block_on(drill::restore(&drill))
        }
        cli::Command::Import { task: cli::ImportTask::Persons(import) } => {
            runtime()?.block_on(import::persons(&import))
        }
        cli::Command::Export { task: cli::ExportTask::Cases(export) } => {
            runtime()?.block_on(export::cases(&export))
        }
        cli::Command::Export { task: cli::ExportTask::Persons(export) } => {
            runtime()?.block_on(export::persons(&export))
        }
        cli::Command::Synthetic(task) => synthetic::write(&task),
        cli::Command::Search(task) => runtime()?.block_on(search::run(&task)),
        cli::Command::Duplicates(task) => runtime()?.block_on(duplicates::run(&task)),
        cli::Command::Payments { task } => runtime()?.block_on(payments::run(&task)),
        cli::Command::Exchange { task: cli::ExchangeTask::Schema { file } } => exchange::schema(file),
        cli::Command::Officer { task } => runtime()?.block_on(officer::run(&task)),
        cli::Command::Person { task } => runtime()?.block_on(person::run(&task)),
        cli::Command::Procedure { task } => procedure::run(&task),
        cli::Command::Register { task } => register::run(&task),
        cli::Command::Policy { task } => policy::run(&task),
        cli::Command::Term(term) => procedure::term(&term),
        cli::Command::Mrz { task } => mrz::run(&task),
        cli::Command::Match(task) => matching::run(&task),
        cli::Command::Key { task } => runtime()?.block_on(keys::run(&task)),
        cli::Command::Log { task } => runtime()?.block_on(log::run(&task)),
        cli::Command::Witness(task) => runtime()?.block_on(witness::run(&task)),
        cli::Command::Openapi => out::json(&web::api::openapi()).map(|()| Ended::Done),
    }
}

/// A thread's stack, in bytes. Policies are not weighed, and so deny, where little of it is left.
const STACK: usize = 8 * 1024 * 1024;

fn threads() -> anyhow::Result<Runtime> {
    let built = Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build();
    built.context("the threads cannot be started")
}

/// For commands that run on a database: they log warnings only.
fn runtime() -> anyhow::Result<Runtime> {
    let runtime = threads()?;
    // Nobody collects the traces of a command.
    Telemetry::begin(&runtime, "warn", None)?;
    Ok(runtime)
}

/// For servers: they log what an operator wants to know, and give traces to a collector.
fn server(traces: &cli::Traces, serve: impl Future<Output = anyhow::Result<Ended>>) -> anyhow::Result<Ended> {
    let runtime = threads()?;
    let telemetry = Telemetry::begin(&runtime, "info", traces.url.as_deref())?;
    let ended = runtime.block_on(serve);
    telemetry.end();
    ended
}
