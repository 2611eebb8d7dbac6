//! The figures of `docs/benchmarks.md`: two files of invented persons, written down twice by tired hands, joined
//! without an identifier. `cargo run --release -p linkage --example bench`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    dead_code
)]

#[path = "../tests/suite/invented.rs"]
mod invented;

use invented::{Persons, figures};
use kernel::SeededChance;
use linkage::link;
use std::time::Instant;

fn main() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "records a file | in both | found | precision | recall | F1 | pairs compared | seconds ({threads} threads)"
    );
    for (seed, records, twice) in
        [(1, 1_000, 1_000), (2, 5_000, 5_000), (3, 5_000, 2_500), (4, 20_000, 20_000), (5, 50_000, 50_000)]
    {
        let persons = Persons::new(seed, records, twice);
        let (left, right) = persons.two_files();
        #[allow(clippy::disallowed_methods, reason = "a benchmark asks the machine how long it took")]
        let start = Instant::now();
        let linkage =
            link(&persons.schema(), &left, Some(&right), &mut SeededChance::new(1), threads, &mut |_| {});
        let seconds = start.elapsed().as_secs_f64();
        let (precision, recall) = figures(&persons.pairs(&linkage, &left, &right), twice);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{records} | {twice} | {} | {precision:.4} | {recall:.4} | {f1:.4} | {} | {seconds:.2}",
            linkage.pairs.len(),
            linkage.candidates
        );
    }
    for (seed, records, twice) in [(6, 5_000, 500), (7, 20_000, 1_000)] {
        let persons = Persons::new(seed, records, twice);
        let file = persons.one_file();
        #[allow(clippy::disallowed_methods, reason = "a benchmark asks the machine how long it took")]
        let start = Instant::now();
        let linkage = link(&persons.schema(), &file, None, &mut SeededChance::new(1), threads, &mut |_| {});
        let seconds = start.elapsed().as_secs_f64();
        let (precision, recall) = figures(&persons.pairs(&linkage, &file, &file), twice);
        println!(
            "one file of {} | {twice} | {} | {precision:.4} | {recall:.4} | {:.4} | {} | {seconds:.2}",
            records + twice,
            linkage.pairs.len(),
            2.0 * precision * recall / (precision + recall),
            linkage.candidates
        );
    }
}
