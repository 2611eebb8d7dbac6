//! Other programs that are given the same persons and asked the same. They get the names folded (small letters
//! without marks) and the date taken out of the line: neither is their work.

mod postgres;
mod tantivy;

use crate::Failure;
use crate::country::{Country, Question, bare};
use crate::measured::Measured;
use kernel::PersonId;

/// A person as the others are told.
struct Known {
    person: PersonId,
    /// All names, folded.
    names: String,
    /// Date of birth as far as it is known: `1978-05-12`, `1978-05`, `1978`.
    birth: String,
}

/// Asks every program that is there.
pub fn run(persons: usize, country: &Country, questions: &[Question]) -> Result<Vec<Measured>, Failure> {
    let known: Vec<Known> = (0..persons)
        .map(|number| {
            let record = country.record(number);
            let names: Vec<String> =
                record.names.iter().map(|name| folded(&format!("{} {}", name.given, name.surname))).collect();
            Known { person: record.person, names: names.join(" "), birth: record.birth.to_string() }
        })
        .collect();
    let mut all = vec![tantivy::run(&known, questions)?];
    match std::env::var("BENCH_PSQL") {
        Ok(server) => all.push(postgres::run(&known, questions, &server)?),
        Err(_) => eprintln!("BENCH_PSQL names no server: PostgreSQL is not asked"),
    }
    Ok(all)
}

fn folded(text: &str) -> String {
    bare(text).to_lowercase().replace('-', " ").replace('\'', "")
}
