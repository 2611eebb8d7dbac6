//! The same work without the office: a row a person in SQLite, one row read by PostgreSQL.

use crate::process::{Failed, Taken};
use crate::reads::Given;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Loads the lines of the file as they are into SQLite, in one transaction, with a key and one index: what the
/// database itself takes, with nothing derived and nothing proved.
pub fn load(file: &Path, database: &Path) -> Result<Taken, Failed> {
    let began = Instant::now();
    let cpu = crate::process::watched(std::process::id(), Taken::default()).cpu;
    let mut db = rusqlite::Connection::open(database)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch(
        "CREATE TABLE person (id TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL, line TEXT NOT NULL) STRICT",
    )?;
    let tx = db.transaction()?;
    {
        let mut insert = tx.prepare("INSERT INTO person (id, code, line) VALUES (?1, ?2, ?3)")?;
        let text = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(file)?);
        for line in std::io::BufRead::lines(text).skip(1) {
            let line = line?;
            let mut parts = line.splitn(3, ',');
            insert.execute((parts.next(), parts.next(), &line))?;
        }
    }
    tx.execute_batch("CREATE UNIQUE INDEX person_code ON person (code)")?;
    tx.commit()?;
    drop(db);
    let mut taken = crate::process::watched(std::process::id(), Taken::default());
    taken.wall = began.elapsed().as_secs_f64();
    taken.cpu -= cpu;
    Ok(taken)
}

/// Reads rows by key with `pgbench` on the server that `BENCH_PSQL` names.
pub fn read(given: &Given) -> Result<(), Failed> {
    let Ok(server) = std::env::var("BENCH_PSQL") else {
        println!("\nBENCH_PSQL names no server: PostgreSQL was not asked.");
        return Ok(());
    };
    let folder = std::env::temp_dir();
    let (rows, script) = (folder.join("parvalde-bench-rows.tsv"), folder.join("parvalde-bench-read.sql"));
    let lines: Vec<String> =
        given.ids.iter().enumerate().map(|(at, id)| format!("{at}\t{id}\t{}\n", "x".repeat(1500))).collect();
    std::fs::write(&rows, lines.concat())?;
    let last = given.ids.len().saturating_sub(1);
    std::fs::write(
        &script,
        format!("\\set at random(0, {last})\nSELECT body FROM bench_person WHERE at = :at;\n"),
    )?;
    let make = format!(
        "DROP TABLE IF EXISTS bench_person; CREATE TABLE bench_person (at bigint PRIMARY KEY, id text, body text); \
         \\copy bench_person FROM '{}'\n VACUUM ANALYZE bench_person;\n",
        rows.display()
    );
    let sql = folder.join("parvalde-bench-make.sql");
    std::fs::write(&sql, make.replace("; ", ";\n"))?;
    let made = Command::new("psql").args(["-X", "-q", &server, "-f"]).arg(&sql).status()?;
    if !made.success() {
        return Err("psql could not make the rows".into());
    }
    let output = Command::new("pgbench")
        .args(["-n", "-M", "prepared", "-c", "32", "-j", "1", "-T", "10", "-f"])
        .arg(&script)
        .arg(&server)
        .output()?;
    println!("\nPostgreSQL alone, one row of 1.5 kB by key, 32 connections, `pgbench`:");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if line.starts_with("tps") || line.starts_with("latency average") {
            println!("- {line}");
        }
    }
    let _ = Command::new("psql").args(["-X", "-q", &server, "-c", "DROP TABLE bench_person"]).status();
    Ok(())
}
