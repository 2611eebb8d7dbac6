//! The same questions to trigrams in PostgreSQL (`pg_trgm`, a GiST index over folded names and a B-tree over births),
//! when `BENCH_PSQL` names a server: `psql` reads one script and tells the time of each query itself.

use crate::country::{Country, Kind, Question, bare};
use crate::{Outcome, table};
use kernel::{PartialDate, PersonId};
use std::fmt::Write as _;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Questions of each kind that the peer is asked: it takes its time.
const EACH: usize = 50;

/// Asks the peer, if it is there.
pub fn run(
    persons: usize,
    country: &Country,
    questions: &[Question],
    out: &mut impl Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let Ok(server) = std::env::var("BENCH_PSQL") else {
        writeln!(out, "\nBENCH_PSQL names no server: PostgreSQL was not asked.")?;
        return Ok(());
    };
    let mut asked: Vec<&Question> = Vec::new();
    for kind in Kind::ALL {
        // Its text search knows no dates in the text; the kind is about the parser, not the index.
        asked.extend(questions.iter().filter(|q| q.kind == kind && kind != Kind::PartOfDate).take(EACH));
    }
    let folder = std::env::temp_dir();
    let data = folder.join(format!("parvalde-bench-{persons}.tsv"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&data)?);
    for number in 0..persons {
        let record = country.record(number);
        let names: Vec<String> =
            record.names.iter().map(|name| bare(&format!("{} {}", name.given, name.surname))).collect();
        writeln!(file, "{}\t{}\t{}", record.person.as_i64(), names.join(" ").to_lowercase(), record.birth)?;
    }
    file.flush()?;
    drop(file);
    let mut script = format!(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE TEMP TABLE p (id bigint, name text, birth text COLLATE \"C\");\n\
         \\copy p FROM '{}'\n\\echo BUILD\n\\timing on\nCREATE INDEX ON p USING gist (name gist_trgm_ops);\n\
         CREATE INDEX ON p (birth);\nANALYZE p;\n",
        data.display()
    );
    for (number, question) in asked.iter().enumerate() {
        let text = bare(&question.text).to_lowercase().replace('\'', "");
        let birth = question.birth.map_or_else(String::new, |date: PartialDate| date.to_string());
        writeln!(
            script,
            "\\echo QUERY {number}\nSELECT id FROM p WHERE birth >= '{birth}' AND birth <= '{birth}~' \
             ORDER BY name <-> '{text}', id LIMIT 10;"
        )?;
    }
    let began = Instant::now();
    let mut psql = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", &server])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = psql.stdin.take() {
        std::thread::spawn(move || stdin.write_all(script.as_bytes()));
    }
    let output = psql.wait_with_output()?;
    std::fs::remove_file(&data)?;
    let text = String::from_utf8(output.stdout)?;
    let mut outcomes: Vec<(Kind, Outcome)> =
        Kind::ALL.iter().map(|kind| (*kind, Outcome::default())).collect();
    let mut built = 0.0;
    for (number, part) in text.split("QUERY ").enumerate() {
        let time = part
            .lines()
            .filter_map(|line| line.strip_prefix("Time: ")?.split(' ').next()?.parse::<f64>().ok());
        let took: f64 = time.sum();
        let Some(question) = number.checked_sub(1).and_then(|at| asked.get(at)) else {
            built = took / 1000.0;
            continue;
        };
        let ids = part.lines().skip(1).filter_map(|line| line.parse::<i64>().ok()).map(PersonId::from_i64);
        let found = ids.into_iter().any(|person| person == question.person);
        for (_, outcome) in outcomes.iter_mut().filter(|(kind, _)| *kind == question.kind) {
            outcome.add(found, Duration::from_secs_f64(took / 1000.0));
        }
    }
    outcomes.retain(|(kind, _)| *kind != Kind::PartOfDate);
    table(out, "PostgreSQL pg_trgm", &outcomes)?;
    writeln!(out, "indexes built in {built:.1} s; {:.0} s in all", began.elapsed().as_secs_f64())?;
    Ok(())
}
