//! Protected records and oversight of readings: what the files may say, and what they say of Latvia.

use crate::library::{bundled, faults, files, load};
use law::{Audience, Part, SeesBy, Unusual};

const PROTECTION: &str = "xx/protection.kdl";
const OVERSIGHT: &str = "xx/oversight.kdl";

/// The library with one more file.
fn with(file: &str, text: &str) -> Vec<(String, String)> {
    let mut all = files();
    all.push((file.to_owned(), text.to_owned()));
    all
}

#[track_caller]
fn refused(file: &str, text: &str, words: &str) {
    let faults = faults(&with(file, text));
    assert!(faults.iter().any(|fault| fault.file == file && fault.message.contains(words)), "{faults:?}");
}

#[test]
fn a_country_without_the_files_hides_and_finds_nothing() {
    let book = load(&files()).unwrap();
    assert!(book.protection().classes().is_empty() && book.oversight().alerts().is_empty());
    assert!(book.oversight().delay("basis:rules:1", "read-person").is_none());
}

#[test]
fn what_a_class_hides_and_from_whom_is_read() {
    let text = "protection \"quiet\" right=\"read-protected\" told=#true {\n    name lv=\"Kluss\" en=\"Quiet\"\n    \
                hides \"address\" from=\"officers,clients\"\n    hides \"cases\"\n}\n";
    let book = load(&with(PROTECTION, text)).unwrap();
    let class = book.protection().class("quiet").unwrap();
    assert_eq!(
        (class.right, class.told, class.alerts, class.verified),
        (SeesBy::Protected, true, false, false)
    );
    assert!(class.hides(Part::Address, Audience::Officers) && !class.hides(Part::Address, Audience::Public));
    assert!(Audience::ALL.iter().all(|audience| class.hides(Part::Cases, *audience)));
    assert!(!class.hides_somewhere(Part::Record));
}

#[test]
fn a_class_that_cannot_be_is_told_with_its_line() {
    let class = |props: &str, inside: &str| {
        format!("protection \"quiet\" {props} {{\n    name lv=\"Kluss\" en=\"Quiet\"\n    {inside}\n}}\n")
    };
    let right = "right=\"read-protected\"";
    refused(PROTECTION, &class(right, "hides \"shoes\""), "`shoes` is no part");
    refused(PROTECTION, &class(right, "hides \"record\" from=\"cats\""), "`cats`");
    refused(PROTECTION, &class("right=\"read-all\"", "hides \"record\""), "`right` cannot be `read-all`");
    refused(PROTECTION, &class(right, "hides \"address\""), "without a word");
    let once = class(right, "hides \"record\"");
    refused(PROTECTION, &format!("{once}{once}"), "twice");
    refused(PROTECTION, "secret \"x\"\n", "does not know the word `secret`");
}

#[test]
fn a_rule_of_oversight_that_cannot_be_is_told_with_its_line() {
    let alert = |props: &str| format!("alert \"a\" {props} {{\n    name lv=\"A\" en=\"A\"\n}}\n");
    refused(OVERSIGHT, &alert("when=\"rain\" actions=\"read-person\""), "`rain`");
    refused(
        OVERSIGHT,
        &alert("when=\"volume\" per=\"hour\" times-usual=2 actions=\"read-person\""),
        "at-least",
    );
    refused(OVERSIGHT, &alert("when=\"own-record\""), "actions");
    let delay = "delay \"d\" basis=\"rules\" term=\"1 year\" {\n    name lv=\"D\" en=\"D\"\n}\n";
    refused(OVERSIGHT, delay, "cites no provision");
}

#[test]
fn latvia_names_its_classes_and_marks_what_was_not_read() {
    let book = bundled();
    let codes: Vec<&str> = book.protection().classes().iter().map(|class| class.code.as_str()).collect();
    assert_eq!(codes, ["secret-address", "witness", "asylum", "staff", "adoption"]);
    assert!(book.protection().classes().iter().all(|class| !class.verified));
    let oversight = book.oversight();
    assert!(oversight.delays().iter().all(|delay| !delay.verified));
    let delayed = |purpose: &str| oversight.delay(purpose, "read-person").map(|delay| delay.code.as_str());
    assert_eq!(delayed("basis:kpl:120"), Some("criminal-search"));
    assert_eq!(delayed("basis:kpl"), Some("criminal-search"));
    assert_eq!(delayed("basis:mk134"), None);
    assert_eq!(delayed("case:000000000001"), None);
    assert!(
        oversight.alerts().iter().any(|rule| matches!(rule.unusual, Unusual::Volume { hourly: true, .. }))
    );
    assert_eq!(oversight.building("Sudrabziedu iela 12-34, Rīga"), "Sudrabziedu iela 12, Rīga");
    assert_eq!(oversight.building("Rītvēju iela 7, Rīga"), "Rītvēju iela 7, Rīga");
}
