//! What many callers at once ask of the register over HTTP.

use crate::http::{COLUMNS, each, line, load};
use crate::process::{Failed, Served, run};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long each question is asked.
const LASTING: Duration = Duration::from_secs(10);
/// Connections at once, unless `BENCH_CALLERS` says how many.
const CALLERS: usize = 32;
/// An address where very many have lived, and how many move in and out together.
const CROWDED: (&str, &str) = ("LV0001000", "Skaitāmā iela 1");
const TOGETHER: usize = 50;
const PAST_RESIDENTS: usize = 10_000;

/// Ids and codes of the register.
#[derive(Debug, Default)]
pub struct Given {
    /// Ids of persons.
    pub ids: Vec<String>,
    /// Their personal codes.
    pub codes: Vec<String>,
    /// Ids of those who have lived at the crowded address.
    pub crowd: Vec<String>,
}

/// Enters those who have lived at the crowded address, and learns their ids.
///
/// # Errors
/// The import or the export does not work.
pub fn crowd(program: &Path, database: &str, folder: &Path, given: &mut Given) -> Result<(), Failed> {
    let (municipality, address) = CROWDED;
    let mut lines =
        String::from("person_id,given_names,surname,birth_date,sex,legal_status,municipality_code,address\n");
    for n in 0..PAST_RESIDENTS {
        // A surname of letters only, told apart by place.
        let letters: String =
            (0..4).map(|place| char::from(b'a' + (n / 26_usize.pow(place) % 26) as u8)).collect();
        lines.push_str(&format!(
            "crowd-{n},Anna,Kr{letters},19{:02}-{:02}-{:02},female,citizen,{municipality},{address}\n",
            20 + n % 80,
            1 + n % 12,
            1 + n % 28
        ));
    }
    let file = folder.join("crowd.csv").display().to_string();
    std::fs::write(&file, lines)?;
    let before = entered(database.trim_start_matches("sqlite:"))?;
    let basis = "decision;1;2015-11-01;Bench;LVA";
    let taken = run(program, &["import", "persons", &file, "--db", database, "--basis", basis])?;
    println!("{PAST_RESIDENTS} persons at one address entered in {:.1} s;", taken.wall);
    let db = rusqlite::Connection::open(database.trim_start_matches("sqlite:"))?;
    let mut streams =
        db.prepare("SELECT stream FROM event WHERE position > ?1 AND version = 1 ORDER BY position")?;
    let rows = streams.query_map([before], |row| row.get::<_, String>(0))?;
    for stream in rows {
        given.crowd.extend(stream?.strip_prefix("person:").map(str::to_owned));
    }
    Ok(())
}

/// Waits until the whole country is in; its ids and codes.
///
/// # Errors
/// The export does not work.
pub fn wait_until_filled(
    program: &Path,
    database: &str,
    folder: &Path,
    persons: usize,
) -> Result<Given, Failed> {
    let file = folder.join("given.csv");
    let began = std::time::Instant::now();
    let db = database.trim_start_matches("sqlite:");
    while entered(db)? < i64::try_from(persons)? {
        thread::sleep(Duration::from_secs(1));
    }
    println!("the rest was in {:.0} s later;", began.elapsed().as_secs_f64());
    let path = file.display().to_string();
    // The country may have been asked for its ids before.
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let taken =
        run(program, &["export", "persons", &path, "--db", database, "--purpose", "basis:register-law:5"])?;
    println!("exported in {:.1} s;", taken.wall);
    let mut given = Given::default();
    for line in std::fs::read_to_string(&file)?.lines().skip(1) {
        let mut values = line.split(',');
        given.ids.push(values.next().unwrap_or_default().to_owned());
        given.codes.push(values.next().unwrap_or_default().to_owned());
    }
    // In an order that has nothing to do with the order of entry.
    let (mut at, count) = (7, given.ids.len().max(1));
    for place in 0..given.ids.len() {
        at = (at * 6_364_136 + 1_442_695) % count;
        given.ids.swap(place, at);
        given.codes.swap(place, at);
    }
    Ok(given)
}

/// How many events the log has.
fn entered(file: &str) -> Result<i64, Failed> {
    let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(db.query_row("SELECT size FROM log_head WHERE lane = 'event'", [], |row| row.get(0))?)
}

fn get(head: &str, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\n{head}\r\n")
}

fn post(head: &str, path: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\n{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

fn head(demo: &Served) -> String {
    format!("host: bench\r\nauthorization: Bearer {}\r\npurpose: basis:register-law:5\r\n", demo.token)
}

fn callers() -> usize {
    std::env::var("BENCH_CALLERS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0).unwrap_or(CALLERS)
}

/// Many callers ask, question by question. What is asked for the first time is asked once of each person.
///
/// # Errors
/// The server went away.
pub fn many(demo: &Served, given: &Given) -> Result<(), Failed> {
    let callers = callers();
    println!("\n| {callers} callers at once | {COLUMNS}");
    let head = head(demo);
    let asked: Vec<String> = given.ids.iter().take(200_000).cloned().collect();
    let of = |path: fn(&str) -> String| asked.iter().map(|id| get(&head, &path(id))).collect::<Vec<_>>();
    ask(demo, "a constant answer, /healthz", callers, vec![get(&head, "/healthz")])?;
    let first = of(|id| format!("/api/v1/persons/{id}"));
    let count = first.len();
    line(
        "person by id, each for the first time",
        &demo.asked(|at| load(at, callers, LASTING, move |n| first.get(n).cloned()))?,
    );
    println!("| (of {count} persons) | | | | | | |");
    ask(
        demo,
        "person in two times",
        callers,
        of(|id| format!("/api/v1/persons/{id}?as-of=2020-05-01&known-at=999999999")),
    )?;
    ask(demo, "person by id, once more", callers, of(|id| format!("/api/v1/persons/{id}")))?;
    ask(demo, "timeline", callers, of(|id| format!("/api/v1/persons/{id}/timeline")))?;
    let codes = given.codes.iter().take(200_000);
    let lookups =
        codes.map(|code| post(&head, "/api/v1/persons/lookup", &format!("{{\"personal_code\":\"{code}\"}}")));
    ask(demo, "person by code", callers, lookups.collect())?;
    let search = |text: &str| post(&head, "/api/v1/persons/search", &format!("{{\"text\":\"{text}\"}}"));
    let texts = ["Bērziņa Anna", "berzins janis", "ozols 1980", "Ivanova", "Kalniņš Pēt"].map(search);
    ask(demo, "search", callers, texts.to_vec())
}

/// One caller moves many together, and asks who lived at an address.
///
/// # Errors
/// The server went away.
pub fn one(demo: &Served, given: &Given) -> Result<(), Failed> {
    let head = head(demo);
    let (municipality, address) = CROWDED;
    let moving = |on: String, who: &[String]| {
        let persons = who.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
        post(
            &head,
            "/api/v1/civil-acts",
            &format!(
                "{{\"event\":{{\"act\":\"residence-declared\",\"persons\":[{persons}],\"address\":{{\"municipality\":\"{municipality}\",\"address\":\"Citur iela 2\"}}}},\
                 \"on\":\"{on}\",\"body\":\"office\",\"basis\":{{\"kind\":\"declaration\",\"number\":\"1\",\"date\":\"{on}\",\"issuer\":\"Bench\",\"country\":\"LVA\"}}}}"
            ),
        )
    };
    let groups = given.crowd.chunks(TOGETHER).enumerate();
    let moves: Vec<String> = groups
        .map(|(group, who)| {
            moving(format!("{}-{:02}-{:02}", 2016 + group % 10, 1 + group % 12, 1 + group % 28), who)
        })
        .collect();
    let count = moves.len();
    line(&format!("{count} moves of {TOGETHER} persons, one caller"), &demo.asked(|at| each(at, &moves))?);
    let household = |from: &str, to: &str| {
        post(
            &head,
            "/api/v1/households",
            &format!(
                "{{\"municipality\":\"{municipality}\",\"address\":\"{address}\",\"from\":\"{from}\",\"to\":\"{to}\"}}"
            ),
        )
    };
    ask(
        demo,
        "occupancy of an address of 10,000 past residents, one day, 1 caller",
        1,
        vec![household("2020-06-15", "2020-06-16")],
    )?;
    ask(demo, "the same, ten years, 1 caller", 1, vec![household("2016-01-01", "2026-01-01")])
}

fn ask(demo: &Served, what: &str, callers: usize, requests: Vec<String>) -> Result<(), Failed> {
    let next = move |n: usize| requests.get(n % requests.len().max(1)).cloned();
    let seen = demo.asked(|at| load(at, callers, LASTING, next))?;
    line(what, &seen);
    Ok(())
}
