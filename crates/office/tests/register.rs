//! The register in two times: a change moves the world, a correction moves our knowledge, neither loses
//! anything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId, PersonName};
use office::register::{
    Basis, EntryError, FactValue, PersonEvent, PersonHistory, ResidenceKind, change, correct, enter,
};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn basis() -> Basis {
    Basis::parse("birth-record;17;1990-03-02;Registry of Imagined Acts;UTO").unwrap()
}

fn name(given: &str, surname: &str) -> FactValue {
    FactValue::Name { name: PersonName::new(given, surname).unwrap() }
}

fn home(address: &str) -> FactValue {
    let (residence, municipality) = (ResidenceKind::Declared, "LV0001000".to_owned());
    FactValue::Residence { residence, municipality, address: address.to_owned() }
}

fn fold(events: &[(i64, PersonEvent)]) -> PersonHistory {
    PersonHistory::fold(PersonId::from_u64(7), events.iter().map(|(at, event)| (*at, event)))
}

fn entered() -> PersonEvent {
    let birth = FactValue::Birth { date: "1990-03-02".parse().unwrap(), place: String::new() };
    let facts = vec![
        (name("Anna", "Bērziņa"), None),
        (birth, None),
        (home("Dzirnavu iela 1"), Some(day("2010-01-01"))),
    ];
    enter(facts, basis()).unwrap()
}

#[test]
fn a_change_keeps_what_was_true_before_it() {
    let mut log = vec![(10, entered())];
    log.push((20, change(&fold(&log), day("2026-05-04"), vec![home("Ezera iela 2")], basis()).unwrap()));
    let person = fold(&log);
    let address = |on: &str, known| person.on(day(on), known).declared_residence().map(|(_, a)| a);
    assert_eq!(address("2026-05-03", 20).as_deref(), Some("Dzirnavu iela 1"));
    assert_eq!(address("2026-05-04", 20).as_deref(), Some("Ezera iela 2"));
    // Before position 20 the office did not know of the move.
    assert_eq!(address("2026-05-04", 19).as_deref(), Some("Dzirnavu iela 1"));
    assert_eq!(address("2009-12-31", 20), None);
    assert!(!person.known_at(9));
}

#[test]
fn a_correction_says_that_the_entry_was_never_true_and_still_shows_that_we_believed_it() {
    let mut log = vec![(10, entered())];
    let wrong = fold(&log).facts[0].fact.seq;
    let right = Some(name("Anna", "Bērziņš"));
    log.push((20, correct(&fold(&log), wrong, right, None, basis(), "misread ending").unwrap()));
    let person = fold(&log);
    let surname = |known| person.on(day("2000-01-01"), known).name().unwrap().surname.to_string();
    assert_eq!(surname(19), "Bērziņa");
    assert_eq!(surname(20), "Bērziņš");
    // What was corrected cannot be corrected again: it no longer stands.
    let again = correct(&person, wrong, None, None, basis(), "twice");
    assert_eq!(again, Err(EntryError::NoSuchEntry(wrong)));
}

#[test]
fn what_cannot_be_entered_says_why() {
    let person = fold(&[(10, entered())]);
    let nobody = fold(&[]);
    let moved =
        |who: &PersonHistory, on: &str, address: &str| change(who, day(on), vec![home(address)], basis());
    assert_eq!(moved(&nobody, "2026-01-01", "x"), Err(EntryError::NotEntered));
    assert_eq!(moved(&person, "2026-01-01", "Dzirnavu iela 1"), Err(EntryError::Unchanged));
    let early = moved(&person, "2009-01-01", "Ezera iela 2").unwrap_err().to_string();
    assert!(early.contains("before the fact it ends began on 2010-01-01"), "{early}");
    assert_eq!(enter(vec![], basis()), Err(EntryError::Nothing));
    let seq = person.facts[0].fact.seq;
    assert_eq!(correct(&person, seq, None, None, basis(), "  "), Err(EntryError::NoReason));
}

#[test]
fn the_dead_do_not_change_but_can_be_corrected() {
    let mut log = vec![(10, entered())];
    let death = FactValue::Death { date: PartialDate::Day(day("2025-02-01")) };
    log.push((20, change(&fold(&log), day("2025-02-01"), vec![death], basis()).unwrap()));
    let person = fold(&log);
    assert_eq!(person.on(day("2026-01-01"), 20).age(LeapBirthday::March1), Age::Unknown);
    assert_eq!(person.on(day("2025-01-31"), 20).age(LeapBirthday::March1), Age::Years(34));
    let moved = change(&person, day("2026-01-01"), vec![home("Ezera iela 2")], basis());
    assert_eq!(moved, Err(EntryError::Dead));
    let death_entry = person.standing().last().unwrap().fact.seq;
    log.push((30, correct(&person, death_entry, None, None, basis(), "another person's record").unwrap()));
    assert_eq!(fold(&log).on(day("2026-01-01"), 30).age(LeapBirthday::March1), Age::Years(35));
}

#[test]
fn an_entry_without_a_full_basis_is_refused() {
    for (text, part) in [
        ("birth-record;1;1990-03-02;Registry", "whole"),
        (";1;1990-03-02;Registry;LVA", "kind"),
        ("birth-record;1;1990-02-30;Registry;LVA", "date"),
        ("birth-record;1;1990-03-02;;LVA", "issuer"),
        ("birth-record;1;1990-03-02;Registry;Latvia", "country"),
    ] {
        let error = Basis::parse(text).unwrap_err().to_string();
        assert!(error.contains(&format!("`{part}`")), "{text}: {error}");
    }
}

#[test]
fn an_event_survives_the_log() {
    let event = entered();
    let body = serde_json::to_vec(&event).unwrap();
    assert_eq!(serde_json::from_slice::<PersonEvent>(&body).unwrap(), event);
}

proptest! {
    /// Against a naive model: the address on a day is that of the last move on or before it, whatever the
    /// order in which moves came to be known, and an answer once given for a position never changes.
    #[test]
    fn addresses_follow_the_moves_on_both_axes(gaps in prop::collection::vec(1..400_i32, 1..12), ask in 0..5_000_i32) {
        let start = day("2010-01-01");
        let mut log = vec![(1, entered())];
        let mut model = vec![(start, "Dzirnavu iela 1".to_owned())];
        let asked = start.plus_days(ask).unwrap();
        let mut answers = Vec::new();
        for (i, gap) in gaps.iter().enumerate() {
            let on = model.last().unwrap().0.plus_days(*gap).unwrap();
            let address = format!("Ezera iela {i}");
            let position = i64::try_from(i).unwrap() + 2;
            log.push((position, change(&fold(&log), on, vec![home(&address)], basis()).unwrap()));
            model.push((on, address));
            let expected = model.iter().rev().find(|(from, _)| *from <= asked).map(|(_, a)| a.clone());
            prop_assert_eq!(fold(&log).on(asked, position).declared_residence().map(|(_, a)| a), expected.clone());
            answers.push((position, expected));
        }
        for (position, expected) in answers {
            prop_assert_eq!(fold(&log).on(asked, position).declared_residence().map(|(_, a)| a), expected);
        }
    }
}

#[test]
fn every_fact_survives_the_log() {
    let document = office::register::DocumentFact {
        document: kernel::DocumentId::from_u64(9),
        kind: "passport".to_owned(),
        number: "PA1234567".parse().unwrap(),
        issued_on: day("2020-01-02"),
        expires_on: day("2030-01-01"),
        issuer: "UTO-1".to_owned(),
        status: office::register::DocumentStatus::Valid,
        reason: None,
    };
    let event = enter(vec![(FactValue::Document(document), None)], basis()).unwrap();
    let kept = serde_json::to_string(&event).unwrap();
    let read: PersonEvent = serde_json::from_str(&kept).expect(&kept);
    assert_eq!(read, event);
}
