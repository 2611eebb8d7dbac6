//! The same questions to trigrams in PostgreSQL: `pg_trgm` with a GiST index over the folded names, and a B-tree over
//! births. `psql` reads one script and tells the time of each query itself.

use super::{Known, folded};
use crate::Failure;
use crate::country::{Kind, Question};
use crate::measured::{Measured, Outcome};
use kernel::PersonId;
use std::fmt::Write as _;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Questions of each kind that it is asked at most: it takes its time.
const EACH: usize = 25;

pub(super) fn run(known: &[Known], questions: &[Question], server: &str) -> Result<Measured, Failure> {
    let asked: Vec<&Question> = Kind::ALL
        .iter()
        .flat_map(|kind| questions.iter().filter(|question| question.kind == *kind).take(EACH))
        .collect();
    let data = std::env::temp_dir().join(format!("parvalde-bench-{}.tsv", known.len()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&data)?);
    for one in known {
        writeln!(file, "{}\t{}\t{}", one.person.as_i64(), one.names, one.birth)?;
    }
    file.flush()?;
    drop(file);
    let script = script(&data.display().to_string(), &asked);
    let mut psql = Command::new("psql")
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", server])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = psql.stdin.take() {
        std::thread::spawn(move || stdin.write_all(script.as_bytes()));
    }
    let output = psql.wait_with_output()?;
    std::fs::remove_file(&data)?;
    if !output.status.success() {
        return Err(format!("psql ended with {}", output.status).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let mut parts = text.split("QUERY\n");
    let (building, size) =
        parts.next().and_then(|part| part.split_once("SIZE\n")).ok_or("psql says nothing of the indexes")?;
    let size = size.lines().find_map(|line| line.parse().ok()).ok_or("psql says no size")?;
    let mut outcomes = Outcome::none();
    for (question, part) in asked.iter().zip(parts) {
        let ids = part.lines().filter_map(|line| line.parse::<i64>().ok()).map(PersonId::from_i64);
        let found = ids.into_iter().any(|person| person == question.person);
        Outcome::add(&mut outcomes, question.kind, found, time(part));
    }
    let built = time(building);
    Ok(Measured { who: "pg_trgm", outcomes, built, built_cpu: None, query_cpu: None, size })
}

fn script(data: &str, asked: &[&Question]) -> String {
    let mut script = format!(
        "SET client_min_messages = warning;\nCREATE EXTENSION IF NOT EXISTS pg_trgm;\n\
         DROP TABLE IF EXISTS bench_person;\n\
         CREATE UNLOGGED TABLE bench_person (id bigint, name text, birth text COLLATE \"C\");\n\
         \\copy bench_person FROM '{data}'\nSET maintenance_work_mem = '512MB';\n\\timing on\n\
         CREATE INDEX ON bench_person USING gist (name gist_trgm_ops (siglen = 64));\n\
         CREATE INDEX ON bench_person (birth);\nANALYZE bench_person;\n\\timing off\n\\echo SIZE\n\
         SELECT pg_indexes_size('bench_person');\n\\timing on\n"
    );
    for question in asked {
        let text = folded(&question.words);
        let birth = question.date.map_or_else(String::new, |date| date.to_string());
        // Writing to a text cannot fail.
        let _ = writeln!(
            script,
            "\\echo QUERY\nSELECT id FROM bench_person WHERE birth >= '{birth}' AND birth <= '{birth}~' \
             ORDER BY name <-> '{text}', id LIMIT 10;"
        );
    }
    script.push_str("\\timing off\nDROP TABLE bench_person;\n");
    script
}

/// The sum of the times that `psql` tells.
fn time(part: &str) -> Duration {
    let told =
        part.lines().filter_map(|line| line.strip_prefix("Time: ")?.split(' ').next()?.parse::<f64>().ok());
    Duration::from_secs_f64(told.sum::<f64>() / 1000.0)
}
