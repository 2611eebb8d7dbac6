//! Whatever stands in a file of persons, each line is a person to enter or told with its column.

use super::row::Columns;
use law::LawBook;
use office::register::Basis;
use testkit::fuzz::{Budget, Inputs, drive};

fn rows(budget: Budget) {
    let book = LawBook::bundled().unwrap();
    let basis = Basis::parse("birth-record;17;1990-03-02;Registry;UTO").unwrap();
    let inputs = Inputs::corpus("rows").unwrap();
    let made = drive("rows", inputs, budget, |bytes| {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let Ok(heading) = reader.byte_headers().cloned() else { return };
        let Ok(columns) = Columns::read(&heading) else { return };
        for line in reader.byte_records().map_while(Result::ok) {
            match columns.person(&line, book.country(), &basis) {
                Ok(person) => assert!(!person.facts.is_empty()),
                Err(reject) => assert!(!reject.reason.is_empty()),
            }
        }
    });
    assert!(made.unwrap() > 100);
}

#[test]
fn any_line_is_a_person_or_is_told() {
    rows(Budget::small(8_000));
}

#[test]
#[ignore = "ten minutes: ./test --full"]
fn any_line_is_a_person_or_is_told_for_ten_minutes() {
    rows(Budget::full());
}
