//! The register in two times: a change moves the world, a correction moves our knowledge, neither loses
//! anything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{Age, Day, LeapBirthday, PartialDate, PersonId, PersonName};
use office::register::{
    Basis, Certainty, EntryError, FactValue, PersonEvent, PersonHistory, ResidenceKind, change, correct,
    enter,
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
        (home("Dzirnavu iela 1"), Some(day("2010-01-01").into())),
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
    let death = FactValue::Death { date: PartialDate::Day(day("2025-02-01")), place: String::new() };
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

/// The answer on a day: `certain`, `possible` or nothing, for each address in turn.
fn lived(person: &PersonHistory, on: &str) -> Vec<(String, &'static str)> {
    let held = person.today(day(on)).facts;
    let addresses = held.iter().filter_map(|held| match &held.known.fact.value {
        FactValue::Residence { address, .. } => {
            let how = if held.certainty == Certainty::Certain { "certain" } else { "possible" };
            Some((address.clone(), how))
        }
        _ => None,
    });
    addresses.collect()
}

fn residences(moves: &[(&str, &str)]) -> PersonHistory {
    let born = FactValue::Birth { date: "1980-01-01".parse().unwrap(), place: String::new() };
    let mut log = vec![(1, enter(vec![(born, None)], basis()).unwrap())];
    for (i, (on, address)) in moves.iter().enumerate() {
        let on: PartialDate = on.parse().unwrap();
        let event = change(&fold(&log), on, vec![home(address)], basis()).unwrap();
        log.push((i64::try_from(i).unwrap() + 2, event));
    }
    fold(&log)
}

/// DOMAIN-RULES 1.4: from the first to the last day of a partial start the person possibly lives at the new
/// and possibly at the old address; after it, certainly at the new one.
#[test]
fn a_move_known_to_the_month_leaves_both_addresses_possible_in_that_month() {
    let person = residences(&[("2010-03-15", "A"), ("2015-06", "B")]);
    assert_eq!(lived(&person, "2010-03-14"), []);
    assert_eq!(lived(&person, "2015-05-31"), [("A".into(), "certain")]);
    for day in ["2015-06-01", "2015-06-30"] {
        assert_eq!(lived(&person, day), [("A".into(), "possible"), ("B".into(), "possible")], "{day}");
    }
    assert_eq!(lived(&person, "2015-07-01"), [("B".into(), "certain")]);
}

/// "Bounded by a neighbouring certain start (on the day of the previous certain start the person is certainly
/// there)", and "from the start of the residence after the next one the person is certainly gone".
#[test]
fn certain_neighbours_bound_what_is_possible() {
    let person = residences(&[("2015-06-10", "A"), ("2015-06", "B"), ("2015-06-20", "C")]);
    assert_eq!(lived(&person, "2015-06-09"), []);
    assert_eq!(lived(&person, "2015-06-10"), [("A".into(), "certain")]);
    assert_eq!(lived(&person, "2015-06-11"), [("A".into(), "possible"), ("B".into(), "possible")]);
    assert_eq!(lived(&person, "2015-06-19"), [("A".into(), "possible"), ("B".into(), "possible")]);
    assert_eq!(lived(&person, "2015-06-20"), [("C".into(), "certain")]);
}

#[test]
fn a_move_on_a_wholly_unknown_day_is_possible_on_every_day_after_the_certain_one() {
    let person = residences(&[("2010-03-15", "A"), ("unknown", "B")]);
    assert_eq!(lived(&person, "2010-03-15"), [("A".into(), "certain")]);
    assert_eq!(lived(&person, "2024-01-01"), [("A".into(), "possible"), ("B".into(), "possible")]);
}

/// DOMAIN-RULES 1.3: an address whose successor starts on the same day was never lived at.
#[test]
fn an_address_left_on_the_day_it_began_was_never_lived_at() {
    let person = residences(&[("2010-03-15", "A"), ("2010-03-15", "B")]);
    assert_eq!(lived(&person, "2010-03-15"), [("B".into(), "certain")]);
}

/// DOMAIN-RULES 1.2: with the day unknown the age is given but in the month of birth, with the month unknown
/// it is not given; the dead have none.
#[test]
fn an_age_is_given_only_where_it_is_known() {
    let rule = LeapBirthday::March1;
    let age = |birth: &str, on: &str| birth.parse::<PartialDate>().unwrap().age_on(day(on), rule);
    assert_eq!(age("1980-05", "2020-04-30"), Age::Years(39));
    assert_eq!(age("1980-05", "2020-05-31"), Age::Unknown);
    assert_eq!(age("1980-05", "2020-06-01"), Age::Years(40));
    assert_eq!(age("1980", "2020-12-31"), Age::Unknown);
    assert_eq!(age("unknown", "2020-12-31"), Age::Unknown);
    assert_eq!(age("2000-02-29", "2019-02-28"), Age::Years(18));
    assert_eq!(age("2000-02-29", "2019-03-01"), Age::Years(19));
}

proptest! {
    /// Against a naive model that tries every possible assignment of days: an address is certain on a day when
    /// it is lived at in all of them, possible when in some. Starts lie in months, in the order of entry.
    #[test]
    fn certainty_is_what_holds_in_every_possible_world(
        starts in prop::collection::vec((0..6_u8, prop::option::weighted(0.6, 1..=28_u8)), 1..4),
        asked in 0..200_i32,
    ) {
        let mut months: Vec<(u8, Option<u8>)> = starts.iter().map(|(m, d)| (m + 1, *d)).collect();
        months.sort_unstable_by_key(|(month, _)| *month);
        months.dedup_by_key(|(month, _)| *month);
        let names = ["A", "B", "C"];
        let texts: Vec<(String, &str)> = months
            .iter()
            .zip(names)
            .map(|((month, on), name)| (on.map_or(format!("2015-{month:02}"), |d| format!("2015-{month:02}-{d:02}")), name))
            .collect();
        let moves: Vec<(&str, &str)> = texts.iter().map(|(on, name)| (on.as_str(), *name)).collect();
        let person = residences(&moves);
        let on = day("2014-12-25").plus_days(asked).unwrap();
        let answer = lived(&person, &on.to_string());
        for (i, (start, name)) in texts.iter().enumerate() {
            let start: PartialDate = start.parse().unwrap();
            let next: Option<PartialDate> = texts.get(i + 1).map(|(next, _)| next.parse().unwrap());
            let (first, last) = (start.earliest().unwrap(), start.latest().unwrap());
            let possible = first <= on && next.is_none_or(|next| {
                if next.exact().is_some() { on < next.latest().unwrap() } else { on <= next.latest().unwrap() }
            });
            let begun = if start.exact().is_some() { first <= on } else { last < on };
            let certain = begun && next.is_none_or(|next| on < next.earliest().unwrap());
            let expected = if certain { Some("certain") } else { possible.then_some("possible") };
            let got = answer.iter().find(|(address, _)| address == name).map(|(_, how)| *how);
            prop_assert_eq!(got, expected, "{} on {}", name, on);
        }
    }
}

/// A register that was taken over says what a person was called before and until when at the latest, and what
/// now, without a first day: the name of now follows the one of before, and is certain.
#[test]
fn a_name_without_a_first_day_follows_the_one_before() {
    let facts = vec![(name("Anna", "Bērziņa"), None)];
    let former = vec![(name("Anna", "Kalniņa"), Some(day("1990-03-02").into()), day("2026-01-15").into())];
    let event = office::register::change::enter_with_past(facts, former, basis(), String::new()).unwrap();
    let person = fold(&[(1, event)]);
    let called = |on: &str| {
        let view = person.today(day(on));
        let certain = view.facts.iter().all(|held| held.certainty == Certainty::Certain);
        (view.facts.len(), certain, view.name().unwrap().surname.to_string())
    };
    assert_eq!(called("2026-01-14"), (1, true, "Kalniņa".to_owned()));
    assert_eq!(called("2026-01-15"), (1, true, "Bērziņa".to_owned()));
}

fn called(person: &PersonHistory, on: &str) -> Vec<(String, Certainty)> {
    let view = person.today(day(on));
    let name = |held: &office::register::HeldFact| match &held.known.fact.value {
        FactValue::Name { name } => Some((name.surname.to_string(), held.certainty)),
        _ => None,
    };
    view.facts.iter().filter_map(name).collect()
}

fn seq_of(person: &PersonHistory, surname: &str) -> i64 {
    person.standing().find(|known| known.fact.value == name("Anna", surname)).unwrap().fact.seq
}

/// What was never true ended nothing; and what replaced it on the same day was never true either.
#[test]
fn a_withdrawn_entry_leaves_no_gap() {
    let mut log = vec![(10, entered())];
    for (at, surname) in [(20, "Kalna"), (30, "Liepa")] {
        let changed = change(&fold(&log), day("2026-05-04"), vec![name("Anna", surname)], basis());
        log.push((at, changed.unwrap()));
    }
    let certain = |surname: &str| vec![(surname.to_owned(), Certainty::Certain)];
    assert_eq!(called(&fold(&log), "2026-05-04"), certain("Liepa"));
    for (at, wrong, left) in [(40, "Liepa", "Kalna"), (50, "Kalna", "Bērziņa")] {
        let person = fold(&log);
        let withdrawn = correct(&person, seq_of(&person, wrong), None, None, basis(), "another person");
        log.push((at, withdrawn.unwrap()));
        assert_eq!(called(&fold(&log), "2026-05-03"), certain("Bērziņa"));
        assert_eq!(called(&fold(&log), "2026-05-04"), certain(left));
    }
}

#[test]
fn what_began_on_another_day_ends_the_one_before_on_that_day() {
    let mut log = vec![(10, entered())];
    let home = |address: &str| vec![home(address)];
    log.push((20, change(&fold(&log), day("2026-05-04"), home("Ezera iela 2"), basis()).unwrap()));
    let person = fold(&log);
    let wrong = person.standing().last().unwrap().fact.seq;
    let since = |from: &str| {
        let value = Some(home("Ezera iela 2").remove(0));
        correct(&person, wrong, value, Some(from.parse().unwrap()), basis(), "the day was misread")
    };
    log.push((30, since("2026-07-01").unwrap()));
    let lives = |on: &str| fold(&log).today(day(on)).declared_residence().map(|(_, address)| address);
    assert_eq!(lives("2026-06-30").as_deref(), Some("Dzirnavu iela 1"));
    assert_eq!(lives("2026-07-01").as_deref(), Some("Ezera iela 2"));
    // It cannot have begun before what it ended.
    assert!(matches!(since("2009-12-31"), Err(EntryError::BeforeItBegan { .. })));
}

/// A corrected entry stands where the wrong one stood, also where the days alone do not tell the order.
#[test]
fn a_corrected_entry_keeps_its_place() {
    let mut log = vec![(10, entered())];
    for (at, on, surname) in [(20, "2010", "Kalna"), (30, "2010-06-01", "Liepa")] {
        let on: PartialDate = on.parse().unwrap();
        log.push((at, change(&fold(&log), on, vec![name("Anna", surname)], basis()).unwrap()));
    }
    let person = fold(&log);
    let right = Some(name("Anna", "Kalniņa"));
    log.push((40, correct(&person, seq_of(&person, "Kalna"), right, None, basis(), "misread").unwrap()));
    let possible = ["Bērziņa", "Kalniņa"].map(|surname| (surname.to_owned(), Certainty::Possible));
    assert_eq!(called(&fold(&log), "2010-05-31"), possible);
    assert_eq!(called(&fold(&log), "2010-06-01"), [("Liepa".to_owned(), Certainty::Certain)]);
}
