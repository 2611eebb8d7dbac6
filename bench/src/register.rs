//! The register as a whole, through the program itself: invented, loaded, proved, rebuilt, searched, served, read by
//! many at once.
//!
//! `register PERSONS…` does all of it for each number and prints tables. `BENCH_DB` names another database than a
//! `SQLite` file of its own (it is not emptied first); `BENCH_PSQL` a PostgreSQL server that does the same reading
//! bare, by `pgbench`.
//! `register reads PERSONS…` only serves and reads; with `BENCH_KEEP` the filled country stays in that folder, and the
//! next run reads a copy of it.

mod bare;
mod http;
#[allow(dead_code, reason = "the measurement of casework needs more of it")]
mod process;
mod reads;

use process::{Failed, Served, Taken, program, resident, run};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The day whose country it is; nothing in it is later than its basis.
const DAY: &str = "2026-11-01";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1).peekable();
    let all = words.next_if(|word| word == "reads").is_none();
    let sizes: Result<Vec<usize>, _> = words.map(|n| n.parse()).collect();
    let Some(sizes) = sizes.ok().filter(|sizes| !sizes.is_empty()) else {
        eprintln!("usage: register [reads] PERSONS…");
        return ExitCode::from(2);
    };
    for persons in sizes {
        if let Err(error) = if all { measure(persons) } else { only_reads(persons) } {
            eprintln!("register: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn folder(persons: usize) -> Result<Folder, Failed> {
    let base = std::env::var_os("BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = Folder(base.join(format!("parvalde-bench-{}-{persons}", std::process::id())));
    std::fs::create_dir_all(&folder.0)?;
    Ok(folder)
}

/// What many at once read, of a country that was filled by an earlier run if there is one.
fn only_reads(persons: usize) -> Result<(), Failed> {
    let program = program()?;
    let folder = folder(persons)?;
    println!("\n## {persons} persons");
    let kept = std::env::var_os("BENCH_KEEP").map(|kept| PathBuf::from(kept).join(persons.to_string()));
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_dir()) {
        copy(kept, &folder.0)?;
    } else {
        filled(&program, &folder.0, persons)?;
        if let Some(kept) = &kept {
            std::fs::create_dir_all(kept)?;
            copy(&folder.0, kept)?;
        }
    }
    served(&program, &folder.0, persons)
}

/// The files of the demonstration from one folder into another.
fn copy(from: &Path, to: &Path) -> Result<(), Failed> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("demo.db") {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn measure(persons: usize) -> Result<(), Failed> {
    let program = program()?;
    let folder = folder(persons)?;
    let file = folder.0.join("persons.csv").display().to_string();
    let count = persons.to_string();
    println!(
        "\n## {persons} persons\n\n| | seconds | a second | CPU seconds | peak MiB |\n|---|---|---|---|---|"
    );
    let line = |what: &str, taken: Taken| {
        let rate = persons as f64 / taken.wall.max(f64::EPSILON);
        println!("| {what} | {:.1} | {rate:.0} | {:.1} | {:.0} |", taken.wall, taken.cpu, taken.memory);
    };
    line("synthetic", run(&program, &["synthetic", &file, "--persons", &count, "--as-of", DAY])?);
    line("bare SQLite, a row a person", bare::load(Path::new(&file), &folder.0.join("bare.db"))?);
    let own = format!("sqlite:{}", folder.0.join("register.db").display());
    let database = std::env::var("BENCH_DB").unwrap_or(own);
    let basis = format!("decision;1;{DAY};Bench;LVA");
    line("import", run(&program, &["import", "persons", &file, "--db", &database, "--basis", &basis])?);
    line("verify", run(&program, &["verify", "--db", &database])?);
    line("rebuild", run(&program, &["rebuild", "--db", &database])?);
    let queries = folder.0.join("queries.csv").display().to_string();
    std::fs::write(&queries, "query_id,text,birth_date\n1,Anna Bērziņa,1980\n")?;
    let answers = folder.0.join("answers.csv").display().to_string();
    let search = ["search", "--db", &database, "--queries", &queries, "--out", &answers];
    line("first search, the index built", run(&program, &search)?);
    line("second search, the index opened", run(&program, &search)?);
    let sizes: u64 = std::fs::read_dir(&folder.0)?
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("register.db"))
        .filter_map(|entry| entry.metadata().ok())
        .map(|data| data.len())
        .sum();
    println!("\nThe database and the file of the index take {} MiB.", sizes / 1_048_576);
    filled(&program, &folder.0, persons)?;
    served(&program, &folder.0, persons)
}

fn database(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("demo.db").display())
}

/// A demonstration of so many persons, stopped once it is filled and has looked through them.
fn filled(program: &Path, folder: &Path, persons: usize) -> Result<(), Failed> {
    let demo = Served::start(program, &database(folder), persons)?;
    println!("\nA demonstration: first answer after {:.1} s,", demo.ready);
    reads::wait_until_filled(program, &database(folder), folder, persons)?;
    demo.settle();
    Ok(())
}

/// The filled demonstration, read by many at once.
fn served(program: &Path, folder: &Path, persons: usize) -> Result<(), Failed> {
    let database = database(folder);
    let mut given = reads::wait_until_filled(program, &database, folder, persons)?;
    reads::crowd(program, &database, folder, &mut given)?;
    let demo = Served::start(program, &database, persons)?;
    println!(
        "started again on the same file after {:.1} s, resident {:.0} MiB.",
        demo.ready,
        resident(demo.id())
    );
    demo.settle();
    println!("At rest, resident {:.0} MiB.", resident(demo.id()));
    reads::many(&demo, &given)?;
    reads::one(&demo, &given)?;
    bare::read(&given)?;
    println!("Resident afterwards {:.0} MiB.", resident(demo.id()));
    Ok(())
}
