//! The fixture: an invented country with a lending library, and ways to break its files.

use kernel::Day;
use law::{Diagnostic, LawBook, Severity};
use std::sync::OnceLock;

pub const COUNTRY: &str = "xx/country.kdl";
pub const FACTS: &str = "xx/facts.kdl";
pub const OFFICES: &str = "xx/offices.kdl";
pub const REGISTER: &str = "xx/register.kdl";
pub const BASE: &str = "xx/base.lending/2020-01-01.kdl";
pub const CARD: &str = "xx/card.reader/2025-01-01.kdl";

pub fn files() -> Vec<(String, String)> {
    [
        (COUNTRY, include_str!("../../../../docs/procedure/xx/country.kdl")),
        (FACTS, include_str!("../../../../docs/procedure/xx/facts.kdl")),
        (OFFICES, include_str!("../../../../docs/procedure/xx/offices.kdl")),
        (REGISTER, include_str!("../../../../docs/procedure/xx/register.kdl")),
        (BASE, include_str!("../../../../docs/procedure/xx/base.lending/2020-01-01.kdl")),
        (CARD, include_str!("../../../../docs/procedure/xx/card.reader/2025-01-01.kdl")),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .to_vec()
}

/// The example of the language, which shows every word once.
pub const RARE: &str = "xx/loan.rare/2026-01-01.kdl";

/// The files, and the example of the language beside them.
pub fn with_example() -> Vec<(String, String)> {
    let example = [
        ("xx/facts/loan.kdl", include_str!("../../../../docs/procedure/xx/facts/loan.kdl")),
        (RARE, include_str!("../../../../docs/procedure/xx/loan.rare/2026-01-01.kdl")),
    ];
    let example = example.map(|(file, text)| (file.to_owned(), text.to_owned()));
    files().into_iter().chain(example).collect()
}

pub fn load(files: &[(String, String)]) -> Result<LawBook, law::LawErrors> {
    LawBook::load(files.iter().map(|(file, text)| (file.as_str(), text.as_str())))
}

/// The unbroken files, loaded once.
pub fn book() -> LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| load(&files()).unwrap_or_else(|errors| panic!("{errors}"))).clone()
}

/// The real files, loaded once.
pub fn bundled() -> LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| LawBook::bundled().unwrap_or_else(|errors| panic!("{errors}"))).clone()
}

/// The files with one piece of text of one file replaced; it must be there.
pub fn edited(file: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files = if file == RARE { with_example() } else { files() };
    let text = &mut files.iter_mut().find(|(name, _)| name == file).unwrap().1;
    assert!(text.contains(from), "`{from}` is not in {file}");
    *text = text.replacen(from, to, 1);
    files
}

/// What is said of files that do not load.
pub fn faults(files: &[(String, String)]) -> Vec<Diagnostic> {
    match load(files) {
        Ok(_) => panic!("these files should not load"),
        Err(errors) => errors.diagnostics().to_vec(),
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Breaks a file, and expects a fault with these words in its message, at a line with these words, with this hint.
#[track_caller]
pub fn told(file: &str, from: &str, to: &str, message: &str, line: &str, hint: &str) {
    let faults = faults(&edited(file, from, to));
    let all = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n");
    let found = faults.iter().find(|fault| fault.message.contains(message));
    let fault = found.unwrap_or_else(|| panic!("nobody says `{message}`:\n{all}"));
    assert_eq!(fault.severity, Severity::Error);
    assert_eq!(fault.file, file, "{all}");
    assert!(fault.snippet.contains(line), "not at a line with `{line}`:\n{fault}");
    assert!(fault.line > 0 && fault.column > 0);
    assert!(fault.hint.as_deref().unwrap_or_default().contains(hint), "no hint `{hint}`:\n{fault}");
}
