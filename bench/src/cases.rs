//! Casework through the program itself: how fast cases are received, and what a page of the list of work costs when
//! there are very many.
//!
//! `cases PERSONS CASES`: beside a demonstration of so many persons, so many rows of open cases are put straight into
//! the projection that the list reads, and pages of it are asked for by one officer and by sixteen at once; then
//! applications are received by 32 callers at once for ten seconds, at most one a person, and the letters counted that
//! are written while they come and in half a minute after.
//! `BENCH_PSQL` names a PostgreSQL server on which a database `bench_cases` may be made anew; `SQLite` otherwise.

#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod http;
#[allow(dead_code, reason = "the measurement of the register needs more of it")]
mod process;

use http::{COLUMNS, line, load};
use process::{Failed, Served, program};
use std::process::{Command, ExitCode};
use std::time::Duration;

const LASTING: Duration = Duration::from_secs(10);
/// How long letters are counted after the last application.
const WRITING: Duration = Duration::from_secs(30);
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
            let base =
                std::env::var_os("BENCH_DIR").map_or_else(std::env::temp_dir, std::path::PathBuf::from);
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
    while !filled(&database, persons)? {
        std::thread::sleep(Duration::from_secs(1));
    }
    demo.settle();
    drop(demo);
    let ids = database.run("SELECT stream FROM event WHERE version = 1 AND stream LIKE 'person:%'")?;
    let ids: Vec<String> =
        ids.iter().filter_map(|stream| stream.strip_prefix("person:")).map(str::to_owned).collect();
    fill(&database, cases)?;
    let demo = Served::start(&program, &database.url(), persons)?;
    demo.settle();
    println!("\n## {} persons, {cases} open cases\n", ids.len());
    println!("| | {COLUMNS}");
    pages(&demo)?;
    applications(&demo, &database, ids)
}

/// Whether the whole country is in.
fn filled(database: &Database, persons: usize) -> Result<bool, Failed> {
    let size = database.run("SELECT CAST(size AS TEXT) FROM log_head WHERE lane = 'event'")?;
    Ok(size.first().is_some_and(|size| size.parse::<usize>().is_ok_and(|size| size >= persons)))
}

/// Pages of the list of work, of one office, of one stage, of both and of all.
fn pages(demo: &Served) -> Result<(), Failed> {
    let head = format!("host: bench\r\nauthorization: Bearer {}\r\n", demo.token);
    let get = |path: String| format!("GET {path} HTTP/1.1\r\n{head}\r\n");
    let all = "/api/v1/cases";
    let narrow = STAGES
        .iter()
        .flat_map(|stage| OFFICES.iter().map(move |at| format!("{all}?stage={stage}&office={at}")));
    let wide = [all.to_owned(), format!("{all}?stage=examination"), format!("{all}?office=riga-4")];
    let lists: Vec<String> = narrow.chain(wide).map(get).collect();
    for callers in [1, 16] {
        let lists = lists.clone();
        let next = move |n: usize| lists.get(n % lists.len()).cloned();
        let seen = demo.asked(|at| load(at, callers, LASTING, next))?;
        line(&format!("page of 25 cases, {callers} at once"), &seen);
    }
    Ok(())
}

fn applications(demo: &Served, database: &Database, ids: Vec<String>) -> Result<(), Failed> {
    let head = format!("host: bench\r\nauthorization: Bearer {}\r\n", demo.counter);
    let before = letters(database)?;
    let next = move |n: usize| {
        let id = ids.get(n)?;
        let body = format!(
            "{{\"service\":\"register.statement\",\"subject\":\"{id}\",\"applicant\":\"{id}\",\"office\":\"riga-4\",\"lang\":\"lv\"}}"
        );
        let length = body.len();
        Some(format!(
            "POST /api/v1/cases HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    };
    let seen = demo.asked(|at| load(at, 32, LASTING, next))?;
    line("applications received, 32 callers", &seen);
    let meanwhile = letters(database)?;
    std::thread::sleep(WRITING);
    let after = letters(database)?;
    println!(
        "\n{} letters were written meanwhile, {:.0} a second afterwards.",
        meanwhile - before,
        (after - meanwhile) as f64 / WRITING.as_secs_f64()
    );
    Ok(())
}

fn letters(database: &Database) -> Result<i64, Failed> {
    let count = database.run("SELECT CAST(COUNT(*) AS TEXT) FROM letter")?;
    Ok(count.first().ok_or("no count of letters")?.parse()?)
}

/// Open cases as rows of the projection: of persons that there are, under numbers that nothing else has.
fn fill(database: &Database, cases: usize) -> Result<(), Failed> {
    let pick = |list: &[&str], by: &str| {
        let rows: Vec<String> =
            list.iter().enumerate().map(|(at, value)| format!("WHEN {at} THEN '{value}'")).collect();
        format!("CASE ({by}) % {} {} END", list.len(), rows.join(" "))
    };
    // Every person once, as often as is needed; one open case of a kind is allowed, so each round has a kind of its own.
    let series = "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {last}), \
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
