//! `cargo xtask TASK`: the tasks of the repository that are not the two doors `./run` and `./test`.

use std::path::Path;
use std::process::ExitCode;
use xtask::tidy;

const USAGE: &str = "usage: cargo xtask tidy, or cargo xtask bench search PERSONS [QUERIES-OF-A-KIND] | register PERSONS… | cases PERSONS CASES | pages PERSONS";

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    match task.as_deref() {
        Some("tidy") => run_tidy(),
        Some("bench") => run_bench(),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// Builds the measurements with everything optimised, and runs the one that is named.
fn run_bench() -> ExitCode {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench/Cargo.toml");
    let mut arguments = std::env::args().skip(2);
    let Some(what) = arguments.next() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let status = std::process::Command::new("cargo")
        .args(["run", "--release", "--manifest-path"])
        .arg(manifest)
        .args(["--bin", &what, "--"])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: cargo cannot be started: {error}");
            ExitCode::from(2)
        }
    }
}

fn run_tidy() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let tree = match tidy::Tree::read(&root) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("tidy: {error:#}");
            return ExitCode::from(2);
        }
    };
    let findings = tidy::check(&tree);
    for finding in &findings {
        eprintln!("{finding}");
    }
    eprintln!("tidy: {} files read, {} findings", tree.len(), findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
