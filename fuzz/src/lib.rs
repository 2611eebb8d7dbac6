//! Readers of what comes from outside, each as a function that takes any bytes: it must answer, never panic, and what it
//! takes must be the same when it is written and read again.
//!
//! `crates/office/tests/fuzzed.rs` drives them in every `./test`, `scripts/fuzz` with libFuzzer and coverage. The inputs
//! that are kept stand in `fuzz/corpus/NAME`.

use kernel::{Day, Lang};
use law::LawBook;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

/// A reader by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("zone", zone),
    ("law", law_files),
    ("past", past_cases),
    ("statement", statement),
    ("value", value),
    ("file", file),
    ("linkage", linkage_values),
];

/// What is read as text; bytes that are none are read as far as they are.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A machine-readable zone.
pub fn zone(bytes: &[u8]) {
    let text = text(bytes);
    let today = Day::new(2026, 11, 24).ok();
    for today in [today, None] {
        let Ok(reading) = documents::mrz::parse(&text, today) else { continue };
        let said = serde_json::to_string(&reading);
        assert!(said.is_ok(), "a reading cannot be written down");
    }
    // Each line alone is a field with a check digit, too.
    for line in text.lines().take(100) {
        let _ = documents::mrz::check_digit(line);
    }
    if let Ok(request) = serde_json::from_str::<documents::mrz::MrzRequest>(&text)
        && let Ok(input) = request.check()
        && let Ok(made) = documents::mrz::make(&input)
    {
        let read = documents::mrz::parse(&made.to_string(), today);
        assert!(read.is_ok(), "what was made cannot be read");
    }
}

macro_rules! library {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../docs/procedure/", $path)))),*]
    };
}

/// A small country with one procedure.
const LIBRARY: [(&str, &str); 6] = library![
    "xx/base.lending/2020-01-01.kdl",
    "xx/card.reader/2025-01-01.kdl",
    "xx/country.kdl",
    "xx/facts.kdl",
    "xx/offices.kdl",
    "xx/register.kdl",
];

static BOOK: LazyLock<Option<LawBook>> = LazyLock::new(|| LawBook::load(LIBRARY).ok());

/// The law of a small country in which one file is what came: the first byte says which.
pub fn law_files(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let changed = text(rest);
    let at = usize::from(*which) % LIBRARY.len();
    let draft =
        LIBRARY.iter().enumerate().map(|(i, (path, kept))| (*path, if i == at { &*changed } else { *kept }));
    let check = law::tools::check(draft.clone(), |_| true);
    assert_eq!(check.sound, check.json["sound"] == true);
    if !check.sound {
        assert!(!check.text.trim().is_empty(), "what is wrong is not said");
        return;
    }
    let (Some(book), Ok(draft)) = (&*BOOK, LawBook::load(draft)) else { return };
    drop(law::tools::list(&draft, Lang::LV));
    for procedure in draft.all().take(4) {
        drop(law::tools::explain(&draft, procedure.id(), procedure.in_force(), Lang::EN));
    }
    drop(law::what_if::compare(book, &draft, law::what_if::read_cases(PAST)));
}

const PAST: &str = r#"{"case": "c-1", "received": "2026-11-24", "facts": {"person.age": 34}}
{"case": "c-2", "received": "2025-02-28", "facts": {"person.age": 12}, "events": {"fee-paid": "2026-11-26"}}"#;

/// Facts as JSON, and past cases to compare a draft with.
pub fn past_cases(bytes: &[u8]) {
    let text = text(bytes);
    let Some(book) = &*BOOK else { return };
    if let Ok(facts) = law::tools::read_facts(book, &text) {
        for procedure in book.all() {
            drop(law::tools::assess_json(procedure, &facts));
            drop(law::tools::assess_text(procedure, &facts, Lang::LV));
        }
    }
    drop(law::what_if::read_cases(&text));
    for line in text.lines().take(20) {
        drop(law::tools::read_pause(line));
    }
}

/// A statement of a bank, and the references that its words may hold.
pub fn statement(bytes: &[u8]) {
    if let Ok(statements) = payments::camt::read(bytes) {
        for statement in &statements {
            let _ = statement.adds_up();
        }
    }
    for reference in payments::CreditorReference::find_in(&text(bytes)) {
        assert!(reference.as_str().starts_with("RF"), "{}", reference.as_str());
        drop((reference.case(), reference.grouped()));
    }
}

/// Reads a value; what it is written as is read as the same.
fn same<T: FromStr + Display + PartialEq + std::fmt::Debug>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        assert_eq!(written.parse::<T>().ok(), Some(value), "written as `{written}`");
    }
}

/// Values that people type: days, parts of dates, terms, provisions, purposes, accounts, amounts, numbers, names.
pub fn value(bytes: &[u8]) {
    static COUNTRY: LazyLock<Option<LawBook>> = LazyLock::new(|| LawBook::bundled().ok());
    let text = text(bytes);
    for text in text.lines().take(50).chain([text.as_str()]) {
        same::<Day>(text);
        same::<kernel::Minute>(text);
        same::<kernel::Timestamp>(text);
        same::<kernel::PartialDate>(text);
        same::<kernel::Term>(text);
        same::<kernel::Citation>(text);
        same::<kernel::Money>(text);
        same::<kernel::Iban>(text);
        same::<kernel::DocumentNumber>(text);
        same::<kernel::NamePart>(text);
        same::<kernel::PersonId>(text);
        same::<kernel::OfficerId>(text);
        same::<Lang>(text);
        same::<office::access::Purpose>(text);
        drop(text.parse::<office::register::KnownAt>());
        drop(office::register::Basis::parse(text));
        if let Some(book) = &*COUNTRY {
            let country = book.country();
            if let Ok(code) = country.codes.parse(text) {
                assert_eq!(country.codes.parse(&code.formatted()).ok(), Some(code));
                let _ = (country.codes.form(&code), country.codes.check_digit(&code));
            }
        }
        if let Ok(date) = text.parse::<kernel::PartialDate>() {
            assert!(date.earliest() <= date.latest(), "{date}");
        }
    }
}

/// A file that somebody sends.
pub fn file(bytes: &[u8]) {
    if let Ok(kind) = office::files::look(bytes) {
        assert!(!bytes.is_empty(), "nothing was taken for {kind:?}");
    }
    let (name, rest) = bytes.split_at(bytes.len().min(usize::from(bytes.first().copied().unwrap_or(0)) % 64));
    drop(office::files::CheckedFile::check(&text(name), rest.to_vec()));
}

/// Dates of birth as files write them, compared with each other.
pub fn linkage_values(bytes: &[u8]) {
    let text = text(bytes);
    let dates: Vec<_> = text.lines().take(8).filter_map(linkage::date::DateValue::parse).collect();
    for a in &dates {
        for b in &dates {
            let _ = linkage::date::compare(a, b);
        }
    }
}
