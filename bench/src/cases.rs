//! Casework through the program itself: how fast cases are received, and what a page of the list of work costs when
//! there are very many.
//!
//! `cases PERSONS CASES`: a demonstration of so many persons receives an application for as many of them as come in ten
//! seconds, by 32 callers at once; then so many rows of open cases are put beside them, straight into the projection that
//! the list reads, and pages of it are asked for by one officer and by sixteen at once.
//! `BENCH_PSQL` names a PostgreSQL server on which a database `bench_cases` may be made anew; `SQLite` otherwise.

#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod http;
#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod process;

use http::{Seen, load};
use process::{Failed, Served, program};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

const LASTING: Duration = Duration::from_secs(10);
/// Procedures that anybody may apply for, and offices, over which the rows are spread.
const PROCEDURES: [&str; 4] =
    ["passport.citizen", "register.statement", "residence.declaration", "permit.temporary.employment"];
const OFFICES: [&str; 5] = ["riga-2", "riga-3", "riga-4", "jelgava", "liepaja"];
const STAGES: [&str; 5] = ["received", "identified", "examination", "hearing", "proposed"];

fn main() -> ExitCode {
    let mut sizes = std::env::args().skip(1).map(|n| n.parse::<usize>().ok());
    let (Some(Some(persons)), Some(Some(cases))) = (sizes.next(), sizes.next()) else {
        eprintln!("usage: cases PERSONS CASES");
        return ExitCode::from(2);
    };
    match measure(persons, cases) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cases: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The database, and how a script is run in it.
enum Database {
    Sqlite(std::path::PathBuf),
    Postgres(String),
}

impl Database {
    fn make() -> Result<Self, Failed> {
        let Ok(server) = std::env::var("BENCH_PSQL") else {
            let base = std::env::var_os("BENCH_DIR").map_or_else(std::env::temp_dir, std::path::PathBuf::from);
            std::fs::create_dir_all(&base)?;
            return Ok(Self::Sqlite(base.join(format!("parvalde-bench-cases-{}.db", std::process::id()))));
        };
        for sql in ["DROP DATABASE IF EXISTS bench_cases", "CREATE DATABASE bench_cases"] {
            psql(&server, &["-c", sql])?;
        }
        let (base, _) = server.rsplit_once('/').ok_or("BENCH_PSQL names no database")?;
        Ok(Self::Postgres(format!("{base}/bench_cases")))
    }

    fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}", file.display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// Runs SQL, and answers the first column of its rows.
    fn run(&self, sql: &str) -> Result<Vec<String>, Failed> {
        match self {
            Self::Sqlite(file) => {
                let db = rusqlite::Connection::open(file)?;
                if !sql.trim_start().starts_with("SELECT") {
                    db.execute_batch(sql)?;
                    return Ok(Vec::new());
                }
                let mut statement = db.prepare(sql)?;
                let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
                Ok(rows.collect::<Result<_, _>>()?)
            }
            Self::Postgres(url) => psql(url, &["-A", "-t", "-c", sql]),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Sqlite(file) = self {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
    }
}

fn psql(server: &str, arguments: &[&str]) -> Result<Vec<String>, Failed> {
    let output = Command::new("psql").args(["-X", "-q", server]).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

fn measure(persons: usize, cases: usize) -> Result<(), Failed> {
    let program = program()?;
    let database = Database::make()?;
    let demo = Served::start(&program, &database.url(), persons)?;
    let whole = format!("{persons}");
    while database
        .run("SELECT CAST(size AS TEXT) FROM log_head WHERE lane = 'event'")?
        .first()
        .is_none_or(|size| size.parse::<usize>().unwrap_or(0) < whole.parse().unwrap_or(0))
    {
        std::thread::sleep(Duration::from_secs(1));
    }
    demo.settle();
    let ids = database.run("SELECT stream FROM event WHERE version = 1 AND stream LIKE 'person:%'")?;
    let ids: Vec<String> =
        ids.iter().filter_map(|stream| stream.strip_prefix("person:")).map(str::to_owned).collect();
    println!("\n## {} persons, {cases} open cases\n", ids.len());
    println!("| | a second | p50 ms | p95 ms | p99 ms | failed |\n|---|---|---|---|---|---|");
    let head = format!("host: bench\r\nauthorization: Bearer {}\r\n", demo.counter);
    let applying: Arc<Vec<String>> = Arc::new(
        ids.iter()
            .map(|id| {
                let body = format!(
                    "{{\"service\":\"register.statement\",\"subject\":\"{id}\",\"applicant\":\"{id}\",\"office\":\"riga-4\",\"lang\":\"lv\"}}"
                );
                let length = body.len();
                format!("POST /api/v1/cases HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
            })
            .collect(),
    );
    let asked = Arc::clone(&applying);
    let seen = load(&demo.address, 32, LASTING, move |n| asked.get(n % asked.len()).cloned().unwrap_or_default())?;
    line("applications received, 32 callers", &seen);
    drop(demo);
    fill(&database, cases)?;
    let demo = Served::start(&program, &database.url(), persons)?;
    demo.settle();
    let head = format!("host: bench\r\nauthorization: Bearer {}\r\n", demo.token);
    let get = |path: String| format!("GET {path} HTTP/1.1\r\n{head}\r\n");
    let lists: Vec<String> = STAGES
        .iter()
        .flat_map(|stage| OFFICES.iter().map(move |office| format!("/api/v1/cases?stage={stage}&office={office}")))
        .chain(["/api/v1/cases".to_owned(), "/api/v1/cases?stage=examination".to_owned(), "/api/v1/cases?office=riga-4".to_owned()])
        .map(get)
        .collect();
    for callers in [1, 16] {
        let lists = lists.clone();
        let seen = load(&demo.address, callers, LASTING, move |n| lists.get(n % lists.len()).cloned().unwrap_or_default())?;
        line(&format!("page of 25 cases, {callers} at once"), &seen);
    }
    Ok(())
}

fn line(what: &str, seen: &Seen) {
    println!(
        "| {what} | {:.0} | {:.2} | {:.2} | {:.2} | {} |",
        seen.rate(),
        seen.share(0.5),
        seen.share(0.95),
        seen.share(0.99),
        if seen.failed == 0 { "0".to_owned() } else { format!("{} ({})", seen.failed, seen.status) }
    );
}

/// Open cases as rows of the projection: of persons that there are, under numbers that nothing else has.
fn fill(database: &Database, cases: usize) -> Result<(), Failed> {
    let pick = |list: &[&str], by: &str| {
        let rows: Vec<String> = list.iter().enumerate().map(|(at, value)| format!("WHEN {at} THEN '{value}'")).collect();
        format!("CASE ({by}) % {} {} END", list.len(), rows.join(" "))
    };
    // Every person once, as often as is needed; one open case of a kind is allowed, so each round has a kind of its own.
    let series = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}), \
         p(at, id) AS (SELECT ROW_NUMBER() OVER (ORDER BY person) - 1, person FROM (SELECT DISTINCT person FROM fact) AS people), \
         k(count) AS (SELECT COUNT(*) FROM p)"
        .replace("{last}", &(cases.max(1) - 1).to_string());
    let sql = format!(
        "INSERT INTO case_file (id, procedure, applicant, subject, office, stage, received_on, due_on, proposed_by, approved_by, closed, contested) \
         {series} \
         SELECT 1000000000 + i, {procedure} || '.' || CAST(i / k.count AS TEXT), p.id, p.id, {office}, {stage}, 20400 + i % 30, 20430 + (i * 7919) % 60, '', '', 0, 0 \
         FROM n, k, p WHERE p.at = i % k.count",
        procedure = pick(&PROCEDURES, "i"),
        office = pick(&OFFICES, "i / 3"),
        stage = pick(&STAGES, "i / 7"),
    );
    database.run(&sql)?;
    if let Database::Postgres(_) = database {
        database.run("ANALYZE case_file")?;
    }
    Ok(())
}
