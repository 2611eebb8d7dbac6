//! Who lived at an address: every sentence of DOMAIN-RULES 1.3 to 1.5 as a table, and thousands of random histories
//! against a model that walks day by day.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{Clock as _, Day, PartialDate, Period, SystemClock};
use office::register::occupancy::{
    Certainty, Composition, Household, NotThere, Place, Resident, Stay, StayKind, occupancy,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

/// `A 2010-05-26`, `A 2010 .. 2012-03-01`, `+A …` an additional address, `- …` away; `A` alone has no start;
/// `A … not 2010-07-01/2010-08-01` a review of those days that found the person not there.
fn stay(text: &str) -> Stay {
    let (text, findings) = match text.split_once(" not ") {
        Some((text, review)) => {
            let (from, closed) = review.split_once('/').unwrap();
            (text, vec![NotThere { from: day(from), closed: day(closed) }])
        }
        None => (text, Vec::new()),
    };
    let (head, end) = match text.split_once(" .. ") {
        Some((head, end)) => (head, Some(date(end))),
        None => (text, None),
    };
    let (address, start) = match head.split_once(' ') {
        Some((address, start)) => (address, Some(date(start))),
        None => (head, None),
    };
    let kind = match address.chars().next() {
        Some('+') => StayKind::Additional,
        Some('-') => StayKind::Away,
        _ => StayKind::Main,
    };
    Stay { address: address.trim_start_matches('+').to_owned(), kind, start, end, findings }
}

/// `A 2010-05-26; B 2011; left 2015-01-01`.
fn resident(person: u32, text: &str) -> Resident<u32> {
    let mut resident = Resident { person, stays: Vec::new(), left: None, erroneous: false };
    for part in text.split("; ") {
        match part.strip_prefix("left ") {
            Some(left) => resident.left = Some(date(left)),
            None => resident.stays.push(stay(part)),
        }
    }
    resident
}

fn place(keys: &[&str]) -> Place {
    Place { keys: keys.iter().map(|key| (*key).to_owned()).collect(), life: None }
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), Some(day(to))).unwrap()
}

/// One line a composition: `2010-05-26..2011-01-01 1 2?`.
fn lines(compositions: &[Composition<u32>]) -> Vec<String> {
    compositions
        .iter()
        .map(|composition| {
            let to = composition.period.to().map(|day| day.to_string()).unwrap_or_default();
            let people = match &composition.household {
                Household::Crowded => " crowded".to_owned(),
                Household::Listed(people) => people
                    .iter()
                    .map(|(person, certainty)| {
                        format!(" {person}{}", if *certainty == Certainty::Possible { "?" } else { "" })
                    })
                    .collect(),
            };
            format!("{}..{to}{people}", composition.period.from())
        })
        .collect()
}

fn asked(keys: &[&str], period: Period, people: &[&str]) -> Vec<String> {
    let residents: Vec<_> = people.iter().zip(1_u32..).map(|(text, person)| resident(person, text)).collect();
    lines(&occupancy(&place(keys), period, &residents))
}

/// The compositions of address A from 2009 to 2016.
#[track_caller]
fn a(people: &[&str], expected: &[&str]) {
    assert_eq!(asked(&["A"], period("2009-01-01", "2016-01-01"), people), expected, "{people:?}");
}

#[test]
fn a_known_start_is_certain_until_the_next() {
    // 1.3: known start <= day < next start.
    a(&["A 2010-05-26; B 2011-03-01"], &["2010-05-26..2011-03-01 1"]);
    a(&["A 2010-05-26"], &["2010-05-26..2016-01-01 1"]);
    a(&["B 2010-05-26"], &[]);
    // The period that is asked about is half-open too.
    let one_day = |on: &str, next: &str| asked(&["A"], period(on, next), &["A 2010-05-26; B 2011-03-01"]);
    assert!(one_day("2010-05-25", "2010-05-26").is_empty());
    assert_eq!(one_day("2010-05-26", "2010-05-27"), ["2010-05-26..2010-05-27 1"]);
    assert_eq!(one_day("2011-02-28", "2011-03-01"), ["2011-02-28..2011-03-01 1"]);
    assert!(one_day("2011-03-01", "2011-03-02").is_empty());
    // Without an end, the last composition has none.
    let open = Period::since(day("2012-01-01"));
    assert_eq!(asked(&["A"], open, &["A 2010-05-26"]), ["2012-01-01.. 1"]);
}

#[test]
fn an_address_whose_successor_starts_by_then_was_never_lived_at() {
    a(&["A 2010-05-26; B 2010-05-26"], &[]);
    a(&["A 2010-05-26; B 2010-05-25"], &[]);
    a(&["A 2010-05-26; B 2009"], &[]);
    a(&["A 2010-05-26; B 2010-04"], &[]);
    a(&["A 2010-12-31; B 2010"], &[]);
    a(&["A 2010-06; B 2010-05-30"], &[]);
    a(&["A 2010-06; B 2010-06-01"], &[]);
    // The one before it lasts until the one after it.
    a(&["A 2010-01-01; B 2010-05-26; C 2010-05-26"], &["2010-01-01..2010-05-26 1"]);
    a(&["A 2010-01-01; B 2010-06-01; A 2010-05-01"], &["2010-01-01..2016-01-01 1"]);
    // Also when it is not the next one that starts by then.
    a(&["A 2010-05-26; C unknown; B 2009"], &[]);
    // What ended before it began was not lived at, and still ended the one before.
    a(&["B 2010-01-01; A 2010-05-01 .. 2010-05-01"], &[]);
    assert_eq!(
        asked(&["B"], period("2009-01-01", "2016-01-01"), &["B 2010-01-01; A 2010-05-01 .. 2010-05-01"]),
        ["2010-01-01..2010-05-01 1"]
    );
    a(&["A 2010-05-01 .. 2009"], &[]);
    a(&["A 2010-12-31 .. 2010"], &[]);
}

#[test]
fn a_partial_start_is_possible_from_its_first_to_its_last_day_at_both() {
    // 1.4, the new address: possibly in the interval, certainly after it.
    a(&["A 2010"], &["2010-01-01..2011-01-01 1?", "2011-01-01..2016-01-01 1"]);
    a(&["A 2010-02"], &["2010-02-01..2010-03-01 1?", "2010-03-01..2016-01-01 1"]);
    a(&["A unknown"], &["2009-01-01..2016-01-01 1?"]);
    // The old address: certainly before it, possibly in it, gone after it.
    a(&["A 2009-05-26; B 2010"], &["2009-05-26..2010-01-01 1", "2010-01-01..2011-01-01 1?"]);
    a(&["A 2009-05-26; B unknown"], &["2009-05-26..2009-05-27 1", "2009-05-27..2016-01-01 1?"]);
    // No start at all in the register: every day before the next.
    a(&["A; B 2010-05-01"], &["2009-01-01..2010-05-01 1"]);
    a(&["B .. 2011-01-01; A"], &["2011-01-01..2016-01-01 1"]);
    a(&["A .. 2011-01-01; A"], &["2009-01-01..2016-01-01 1"]);
}

#[test]
fn a_neighbouring_certain_start_bounds_the_doubt() {
    // On the day of the previous certain start the person is certainly there.
    a(&["A 2010-05-26; B 2010"], &["2010-05-26..2010-05-27 1", "2010-05-27..2011-01-01 1?"]);
    a(&["B 2010-05-26; A 2010"], &["2010-05-27..2011-01-01 1?", "2011-01-01..2016-01-01 1"]);
    // From the next certain start on the person is certainly gone, and was never certainly here.
    a(&["A 2010; B 2010-08-01"], &["2010-01-01..2010-08-01 1?"]);
    a(&["A unknown; B 2010-08-01"], &["2009-01-01..2010-08-01 1?"]);
    // Between two certain starts.
    a(&["B 2010-03-01; A 2010; C 2010-08-01"], &["2010-03-02..2010-08-01 1?"]);
    // What follows cannot have begun before what it follows could: until May the person is certainly at the first.
    a(&["A 2009-06-01; B 2010-05; C 2010"], &["2009-06-01..2010-05-01 1", "2010-05-01..2010-06-01 1?"]);
    a(&["B 2009-06-01; C 2010-05; A 2010"], &["2010-05-01..2011-01-01 1?", "2011-01-01..2016-01-01 1"]);
    // A certain start further back bounds as well.
    a(&["B 2010-05-26; C 2010; A 2010"], &["2010-05-27..2011-01-01 1?", "2011-01-01..2016-01-01 1"]);
}

#[test]
fn from_the_start_of_the_stay_after_the_next_the_person_is_certainly_gone() {
    a(&["A 2009-05-26; B 2010; C 2010-08-01"], &["2009-05-26..2010-01-01 1", "2010-01-01..2010-08-01 1?"]);
    a(&["A 2009-05-26; B unknown; C 2010-08-01"], &["2009-05-26..2009-05-27 1", "2009-05-27..2010-08-01 1?"]);
    a(&["A 2009-05-26; B unknown; C 2010-08"], &["2009-05-26..2009-05-27 1", "2009-05-27..2010-09-01 1?"]);
}

#[test]
fn where_both_neighbours_are_uncertain_the_intervals_intersect() {
    a(&["A 2010; B 2010"], &["2010-01-01..2011-01-01 1?"]);
    a(&["A 2010; B 2010-10"], &["2010-01-01..2010-11-01 1?"]);
    a(&["A 2010-02; B 2010"], &["2010-02-01..2011-01-01 1?"]);
    a(
        &["A 2010; B 2012"],
        &["2010-01-01..2011-01-01 1?", "2011-01-01..2012-01-01 1", "2012-01-01..2013-01-01 1?"],
    );
    assert_eq!(
        asked(&["B"], period("2009-01-01", "2016-01-01"), &["A 2010; B 2010"]),
        ["2010-01-01..2011-01-01 1?", "2011-01-01..2016-01-01 1"]
    );
}

#[test]
fn a_stay_that_ends_by_itself_leaves_nobody() {
    a(&["A 2010-05-26 .. 2011-03-01"], &["2010-05-26..2011-03-01 1"]);
    a(&["A 2010-05-26 .. 2012"], &["2010-05-26..2012-01-01 1", "2012-01-01..2013-01-01 1?"]);
    a(&["A 2010-05-26 .. 2010"], &["2010-05-26..2010-05-27 1", "2010-05-27..2011-01-01 1?"]);
    a(&["A 2010-05-26 .. 2011-03-01; B 2013-01-01"], &["2010-05-26..2011-03-01 1"]);
    a(&["A 2010-05-26 .. 2013-01-01; B 2011-03-01"], &["2010-05-26..2011-03-01 1"]);
    // Away and back: a gap.
    a(
        &["A 2010-05-26 .. 2011-03-01; A 2012-01-01"],
        &["2010-05-26..2011-03-01 1", "2012-01-01..2016-01-01 1"],
    );
}

#[test]
fn compositions_are_cut_where_somebody_enters_leaves_or_changes_certainty() {
    a(
        &["A 2010-01-01; B 2012-01-01", "A 2011-01-01", "A 2011-06"],
        &[
            "2010-01-01..2011-01-01 1",
            "2011-01-01..2011-06-01 1 2",
            "2011-06-01..2011-07-01 1 2 3?",
            "2011-07-01..2012-01-01 1 2 3",
            "2012-01-01..2016-01-01 2 3",
        ],
    );
    // Equal neighbours merge: one leaves and returns within the day, one stay follows another at the same address.
    a(&["A 2010-01-01; A 2011-01-01"], &["2010-01-01..2016-01-01 1"]);
    a(&["A 2010-01-01 .. 2011-01-01; A 2011-01-01"], &["2010-01-01..2016-01-01 1"]);
    a(&["A 2010-01-01; A 2011"], &["2010-01-01..2016-01-01 1"]);
    a(&["A 2010-01-01 .. 2011; A 2011"], &["2010-01-01..2016-01-01 1"]);
    a(&["A unknown; A 2010-05-01"], &["2009-01-01..2010-05-01 1?", "2010-05-01..2016-01-01 1"]);
    // Two others who change places on one day.
    a(
        &["A 2010-01-01; B 2012-01-01", "A 2012-01-01"],
        &["2010-01-01..2012-01-01 1", "2012-01-01..2016-01-01 2"],
    );
    // Days on which nobody lives here are not returned.
    a(
        &["A 2010-01-01; B 2011-01-01", "A 2013-01-01; B 2014-01-01"],
        &["2010-01-01..2011-01-01 1", "2013-01-01..2014-01-01 2"],
    );
    // Possibly gone and possibly back is one doubt.
    a(
        &["A 2009-01-01; B 2010; A 2010"],
        &["2009-01-01..2010-01-01 1", "2010-01-01..2011-01-01 1?", "2011-01-01..2016-01-01 1"],
    );
}

#[test]
fn who_is_at_a_secondary_address_counts_at_the_main_one() {
    // The keys of a place hold its secondary addresses: residents of both are one household, moves between them none.
    let years = period("2009-01-01", "2016-01-01");
    assert_eq!(
        asked(&["A", "A-1"], years, &["A 2010-01-01", "A-1 2010-01-01"]),
        ["2010-01-01..2016-01-01 1 2"]
    );
    assert_eq!(
        asked(&["A", "A-1"], years, &["A 2010-01-01; A-1 2012; B 2014-01-01"]),
        ["2010-01-01..2014-01-01 1"]
    );
    // An additional address stands beside the residence: the person counts at the residence, which it does not end.
    a(&["A 2010-01-01; +B 2011-01-01"], &["2010-01-01..2016-01-01 1"]);
    a(&["B 2010-01-01; +A 2011-01-01"], &[]);
}

#[test]
fn who_died_or_left_leaves_on_that_day() {
    a(&["A 2010-01-01; left 2012-05-01"], &["2010-01-01..2012-05-01 1"]);
    a(&["A 2010-01-01; left 2012"], &["2010-01-01..2012-01-01 1", "2012-01-01..2013-01-01 1?"]);
    a(&["A 2010-01-01; B 2011-01-01; left 2012-05-01"], &["2010-01-01..2011-01-01 1"]);
    a(&["A 2010-01-01; left 2010-01-01"], &[]);
    a(&["A 2010-01-01; left 2009"], &[]);
    // Abroad, and back again.
    a(
        &["A 2010-01-01; - 2011-01-01; A 2013-01-01"],
        &["2010-01-01..2011-01-01 1", "2013-01-01..2016-01-01 1"],
    );
    a(
        &["A 2010-01-01; - 2011; A 2013-01-01"],
        &["2010-01-01..2011-01-01 1", "2011-01-01..2012-01-01 1?", "2013-01-01..2016-01-01 1"],
    );
}

#[test]
fn who_was_found_not_to_live_there_leaves_when_the_review_began() {
    // 1.7: until its start the person is an occupant, from its start not.
    a(&["A 2010-01-01 not 2012-05-01/2012-08-01"], &["2010-01-01..2012-05-01 1"]);
    a(&["A 2010-01-01 not 2012-05-01/2012-08-01; B 2014-01-01"], &["2010-01-01..2012-05-01 1"]);
    // Over at or after the next start: possibly, until that start.
    let late = ["2010-01-01..2012-05-01 1", "2012-05-01..2014-01-01 1?"];
    a(&["A 2010-01-01 not 2012-05-01/2014-01-01; B 2014-01-01"], &late);
    a(&["A 2010-01-01 not 2012-05-01/2015-01-01; B 2014-01-01"], &late);
    a(&["A 2010-01-01 .. 2014-01-01 not 2012-05-01/2015-01-01; B 2014-01-01"], &late);
    a(&["A 2010-01-01 not 2012-05-01/2013-12-31; B 2014-01-01"], &["2010-01-01..2012-05-01 1"]);
    // A next start known in part can be as early as its first day.
    a(
        &["A 2010-01-01 not 2012-05-01/2014-03-01; B 2014"],
        &["2010-01-01..2012-05-01 1", "2012-05-01..2015-01-01 1?"],
    );
    // Death is no next stay.
    a(&["A 2010-01-01 not 2012-05-01/2014-03-01; left 2013-01-01"], &["2010-01-01..2012-05-01 1"]);
    // Somebody who possibly moved in, and was found not there from the day on which that could first have been.
    a(&["A 2011 not 2011-01-01/2011-02-01"], &[]);
    a(&["A 2011 not 2011-07-01/2011-08-01"], &["2011-01-01..2011-07-01 1?"]);
    // Back at the address by a new stay.
    a(
        &["A 2010-01-01 not 2012-05-01/2012-08-01; A 2014-01-01"],
        &["2010-01-01..2012-05-01 1", "2014-01-01..2016-01-01 1"],
    );
    // Found elsewhere, it says nothing of this address.
    a(&["A 2010-01-01; B 2012-01-01 not 2012-02-01/2012-03-01"], &["2010-01-01..2012-01-01 1"]);
}

#[test]
fn records_that_were_an_error_never_count() {
    let mut wrong = resident(1, "A 2010-01-01");
    wrong.erroneous = true;
    let people = [wrong, resident(2, "A 2011-01-01")];
    let found = occupancy(&place(&["A"]), period("2009-01-01", "2016-01-01"), &people);
    assert_eq!(lines(&found), ["2011-01-01..2016-01-01 2"]);
}

#[test]
fn an_address_is_asked_within_its_own_life() {
    let life = |from: &str, to: Option<&str>| Place {
        life: Some(Period::new(day(from), to.map(day)).unwrap()),
        ..place(&["A"])
    };
    let people = [resident(1, "A 2010-01-01")];
    let ask = |place: &Place| lines(&occupancy(place, period("2009-01-01", "2016-01-01"), &people));
    assert_eq!(ask(&life("2011-01-01", Some("2013-01-01"))), ["2011-01-01..2013-01-01 1"]);
    assert_eq!(ask(&life("2011-01-01", None)), ["2011-01-01..2016-01-01 1"]);
    assert!(ask(&life("2016-01-01", None)).is_empty());
    assert!(ask(&life("1990-01-01", Some("2009-01-01"))).is_empty());
}

#[test]
fn more_than_a_hundred_together_are_flagged_and_not_listed() {
    let mut people: Vec<_> = (0..100).map(|person| resident(person, "A 2010-01-01")).collect();
    let ask =
        |people: &[Resident<u32>]| occupancy(&place(&["A"]), period("2009-01-01", "2016-01-01"), people);
    let found = ask(&people);
    let [Composition { household: Household::Listed(listed), .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(listed.len(), 100);
    // The possible count with the certain; two crowded neighbours merge, for nothing tells them apart.
    people.push(resident(100, "A 2012; B 2014-01-01"));
    people.push(resident(101, "A 2013-01-01; B 2015-01-01"));
    let found = ask(&people);
    let shape: Vec<(String, bool)> = found
        .iter()
        .map(|c| {
            (format!("{}..{}", c.period.from(), c.period.to().unwrap()), c.household == Household::Crowded)
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("2010-01-01..2012-01-01".to_owned(), false),
            ("2012-01-01..2015-01-01".to_owned(), true),
            ("2015-01-01..2016-01-01".to_owned(), false),
        ]
    );
}

#[test]
fn ten_thousand_past_residents_are_answered_at_once() {
    // Each lives here for a month or two within thirty years; some dates are known only to the month.
    let start = day("1990-01-01");
    let people: Vec<_> = (0..10_000_u32)
        .map(|person| {
            let from = start.plus_days(i32::try_from(person).unwrap()).unwrap();
            let to = from.plus_days(30 + i32::try_from(person % 40).unwrap()).unwrap();
            let from = if person % 7 == 0 { date(&from.to_string()[..7]) } else { PartialDate::Day(from) };
            let stays = vec![
                Stay {
                    address: "A".to_owned(),
                    kind: StayKind::Main,
                    start: Some(from),
                    end: None,
                    findings: Vec::new(),
                },
                Stay {
                    address: "B".to_owned(),
                    kind: StayKind::Main,
                    start: Some(PartialDate::Day(to)),
                    end: None,
                    findings: Vec::new(),
                },
            ];
            Resident { person, stays, left: None, erroneous: false }
        })
        .collect();
    let before = SystemClock.now();
    let found = occupancy(&place(&["A"]), Period::since(day("1900-01-01")), &people);
    let took_ms = (SystemClock.now().micros() - before.micros()) / 1_000;
    assert!(found.len() > 9_000, "{}", found.len());
    // Without optimisation, on a busy machine: a sweep takes far less than this, a walk over the days far more.
    assert!(took_ms < 3_000, "{took_ms} ms");
}

#[path = "occupancy/model.rs"]
mod model;
