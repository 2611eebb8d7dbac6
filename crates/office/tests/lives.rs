//! Civil events, reviews, merges: what they write to whom, and that a split restores both records exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{Day, PartialDate, PersonId, PersonName};
use office::register::civil::{self, CivilAct, CivilError, Couple, Effects, Newcomer, Parting, People};
use office::register::merge::{MergeError, Whose, merge, split};
use office::register::{
    Basis, FactValue, Nobody, PersonEvent, PersonHistory, PersonView, Relative, ResidenceKind, ReviewOutcome,
    Sex, UnionEnd, change, enter, review,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn basis(number: &str) -> Basis {
    Basis::new("civil-record", number, day("2026-05-05"), "Registry of Imagined Acts", "UTO").unwrap()
}

fn id(number: u64) -> PersonId {
    PersonId::from_u64(number)
}

fn named(given: &str, surname: &str) -> FactValue {
    FactValue::Name { name: PersonName::new(given, surname).unwrap() }
}

fn home(address: &str) -> FactValue {
    let municipality = "UT-1".to_owned();
    FactValue::Residence { residence: ResidenceKind::Declared, municipality, address: address.to_owned() }
}

/// A register in memory: streams of events, folded at need.
#[derive(Default)]
struct Register {
    position: i64,
    streams: BTreeMap<PersonId, Vec<(i64, PersonEvent)>>,
}

impl Register {
    fn of(persons: &[(u64, &str, &str)]) -> Self {
        let mut register = Self::default();
        for (number, given, surname) in persons {
            let facts = vec![
                (named(given, surname), None),
                (home("Imagined Street 1"), Some(day("2001-01-01").into())),
            ];
            register.append(vec![(id(*number), enter(facts, basis("1")).unwrap())]);
        }
        register
    }

    fn append(&mut self, effects: Effects) {
        for (person, event) in effects {
            self.position += 1;
            // What the log keeps is what is read back.
            let body = serde_json::to_vec(&event).unwrap();
            let event = serde_json::from_slice(&body).unwrap();
            self.streams.entry(person).or_default().push((self.position, event));
        }
    }

    fn history(&self, person: PersonId) -> PersonHistory {
        let events = self.streams.get(&person).map_or(&[][..], Vec::as_slice);
        PersonHistory::fold(person, events.iter().map(|(at, event)| (*at, event)))
    }

    fn people(&self) -> People {
        self.streams.keys().map(|person| (*person, self.history(*person))).collect()
    }

    fn act(&mut self, on: &str, act: &CivilAct) -> Result<(), CivilError> {
        let effects = civil::decide(act, on.parse().unwrap(), &basis("7"), &self.people())?;
        self.append(effects);
        Ok(())
    }

    fn on(&self, person: u64, on: &str) -> PersonView {
        self.history(id(person)).today(day(on))
    }
}

fn surname(view: &PersonView) -> String {
    view.name().unwrap().surname.to_string()
}

fn wedding(one: u64, other: u64) -> Couple {
    Couple {
        one: id(one),
        other: id(other).into(),
        one_surname: Some("Kalna".parse().unwrap()),
        other_surname: None,
    }
}

#[test]
fn a_marriage_is_written_to_both_and_a_divorce_ends_it_in_both() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Jānis", "Kalns")]);
    register.act("2010-06-12", &CivilAct::Marriage(wedding(1, 2))).unwrap();
    for (person, other) in [(1, 2), (2, 1)] {
        assert!(register.on(person, "2010-06-11").unions().is_empty());
        let view = register.on(person, "2010-06-12");
        assert_eq!(view.unions().len(), 1);
        assert_eq!(view.unions()[0].fact.value.other(), Some(id(other)));
    }
    assert_eq!(surname(&register.on(1, "2010-06-11")), "Liepa");
    assert_eq!(surname(&register.on(1, "2010-06-12")), "Kalna");
    assert_eq!(register.act("2011-01-01", &CivilAct::Marriage(wedding(2, 1))), Err(CivilError::UnionStands));

    let parting = Parting {
        one: id(2),
        other: id(1).into(),
        one_surname: None,
        other_surname: Some("Liepa".parse().unwrap()),
    };
    register.act("2018-02-03", &CivilAct::Divorce(parting.clone())).unwrap();
    for person in [1, 2] {
        let view = register.on(person, "2018-02-03");
        let FactValue::Spouse { ended, .. } = &view.unions()[0].fact.value else { panic!("no union") };
        assert_eq!(*ended, Some(UnionEnd::Dissolved));
    }
    assert_eq!(surname(&register.on(1, "2018-02-03")), "Liepa");
    assert_eq!(register.act("2019-01-01", &CivilAct::Divorce(parting)), Err(CivilError::NoUnion));
}

#[test]
fn a_marriage_that_was_never_valid_vanishes_from_the_days_and_stays_in_what_was_known() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Jānis", "Kalns")]);
    register.act("2010-06-12", &CivilAct::Marriage(wedding(1, 2))).unwrap();
    let known = register.position;
    let parting = Parting { one: id(1), other: id(2).into(), one_surname: None, other_surname: None };
    register.act("2012-01-01", &CivilAct::MarriageAnnulled(parting)).unwrap();
    for person in [1, 2] {
        assert!(register.on(person, "2011-01-01").unions().is_empty());
        assert_eq!(register.history(id(person)).on(day("2011-01-01"), known).unions().len(), 1);
    }
}

fn newborn(number: u64) -> Newcomer {
    Newcomer {
        person: id(number),
        code: None,
        name: PersonName::new("Zane", "Kalna").unwrap(),
        sex: Sex::Female,
        birth_place: "Liepāja".to_owned(),
        status: "citizen".to_owned(),
    }
}

#[test]
fn a_birth_enters_the_child_and_names_it_in_both_parents_records() {
    let mut register = Register::of(&[(1, "Anna", "Kalna"), (2, "Jānis", "Kalns")]);
    let parents = vec![id(1).into(), id(2).into()];
    register.act("2020-03-04", &CivilAct::Birth { child: newborn(9), parents }).unwrap();
    assert_eq!(register.on(9, "2020-03-04").parents(), [id(1), id(2)]);
    for parent in [1, 2] {
        let children = |on: &str| {
            let view = register.on(parent, on);
            view.values()
                .filter(|value| value.kind() == "child")
                .filter_map(FactValue::other)
                .collect::<Vec<_>>()
        };
        assert_eq!(children("2020-03-04"), [id(9)]);
        assert_eq!(children("2020-03-03"), []);
    }
}

#[test]
fn a_parent_who_is_not_known_is_not_the_same_as_no_parent() {
    let mut register = Register::of(&[(1, "Anna", "Kalna"), (2, "Jānis", "Kalns")]);
    let parents = vec![id(1).into(), Relative::Unknown(Nobody::NotKnown)];
    register.act("2020-03-04", &CivilAct::Birth { child: newborn(9), parents }).unwrap();
    assert_eq!(register.on(9, "2021-01-01").values().filter(|value| value.kind() == "parent").count(), 2);
    register.act("2021-05-05", &CivilAct::Parentage { child: id(9), parent: id(2).into() }).unwrap();
    assert_eq!(register.on(9, "2021-05-05").parents(), [id(1), id(2)]);
    assert_eq!(register.on(9, "2021-05-05").values().filter(|value| value.kind() == "parent").count(), 2);
    register.act("2022-01-01", &CivilAct::ParentageAnnulled { child: id(9), parent: id(2) }).unwrap();
    assert_eq!(register.on(9, "2021-12-01").parents(), [id(1)]);
    assert!(!register.on(2, "2021-12-01").values().any(|value| value.kind() == "child"));
}

#[test]
fn death_ends_what_ends_with_a_life_here_and_in_the_relatives_records() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Jānis", "Kalns"), (3, "Zane", "Kalna")]);
    register.act("2010-06-12", &CivilAct::Marriage(wedding(1, 2))).unwrap();
    let guardianship = "guardianship".to_owned();
    let act = CivilAct::Guardianship { ward: id(3), guardian: id(2).into(), guardianship };
    register.act("2015-01-01", &act).unwrap();
    register.act("2024-11", &CivilAct::Death { person: id(2), place: "Rīga".to_owned() }).unwrap();
    // Known to the month: on the days between it is possible.
    let dead = register.on(2, "2024-12-01");
    assert_eq!(dead.death(), Some("2024-11".parse::<PartialDate>().unwrap()));
    assert_eq!(dead.declared_residence(), None);
    assert!(register.on(2, "2024-11-15").uncertain("residence"));
    let FactValue::Spouse { ended, .. } = register.on(1, "2025-01-01").unions()[0].fact.value.clone() else {
        panic!("no union")
    };
    assert_eq!(ended, Some(UnionEnd::Death));
    assert!(!register.on(3, "2025-01-01").values().any(|value| value.kind() == "guardian"));
    // The dead stay dead: nothing new happens to them.
    let act = CivilAct::StatusChange { person: id(2), status: "citizen".to_owned() };
    assert!(matches!(register.act("2025-01-01", &act), Err(CivilError::Entry(..))));
}

#[test]
fn an_adopted_person_goes_on_under_a_new_record_and_only_a_sealed_entry_links_the_two() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Jānis", "Kalns"), (3, "Ilze", "Vītola")]);
    let birth = CivilAct::Birth { child: newborn(9), parents: vec![id(1).into()] };
    register.act("2020-03-04", &birth).unwrap();
    let successor = Newcomer { name: PersonName::new("Zane", "Vītola").unwrap(), ..newborn(10) };
    let act = CivilAct::Adoption { person: id(9), successor, adopters: vec![id(2), id(3)] };
    register.act("2023-07-01", &act).unwrap();
    let (before, after) = (register.on(9, "2024-01-01"), register.on(10, "2024-01-01"));
    assert_eq!(after.parents(), [id(2), id(3)]);
    assert_eq!(after.birth(), before.birth());
    assert_eq!(before.parents(), []);
    assert!(!register.on(1, "2024-01-01").values().any(|value| value.kind() == "child"));
    for (view, other) in [(&before, id(10)), (&after, id(9))] {
        let links: Vec<&FactValue> = view.values().filter(|value| value.other() == Some(other)).collect();
        assert_eq!(links.len(), 1);
        assert!(links[0].sealed());
    }
}

#[test]
fn what_cannot_have_happened_is_refused_whole() {
    let mut register = Register::of(&[(1, "Anna", "Liepa")]);
    let nobody = CivilAct::Marriage(wedding(1, 5));
    assert_eq!(register.act("2020-01-01", &nobody), Err(CivilError::NotEntered(id(5))));
    let self_wed = CivilAct::Marriage(wedding(1, 1));
    assert_eq!(register.act("2020-01-01", &self_wed), Err(CivilError::Persons));
    let lifted = CivilAct::BanLifted { person: id(1), ban: "travel".to_owned() };
    assert_eq!(register.act("2020-01-01", &lifted), Err(CivilError::NothingToEnd("ban")));
    assert_eq!(register.history(id(1)).version, 1);
}

#[test]
fn a_review_marks_what_it_covers_while_it_lasts_and_ended_ones_vanish() {
    let mut register = Register::of(&[(1, "Anna", "Liepa")]);
    let residence =
        register.history(id(1)).standing().find(|k| k.fact.value.kind() == "residence").unwrap().fact.seq;
    let opened = review::open(
        &register.history(id(1)),
        vec![residence],
        day("2025-03-01"),
        basis("8"),
        "letter came back",
    );
    let opened = opened.unwrap();
    let PersonEvent::ReviewOpened { review: number, .. } = opened else { panic!("no review") };
    register.append(vec![(id(1), opened)]);
    let (before, during) = (register.on(1, "2025-02-28"), register.on(1, "2025-03-01"));
    assert!(!before.under_review("residence"));
    assert!(during.under_review("residence") && !during.under_review("name"));
    let twice =
        review::open(&register.history(id(1)), vec![residence], day("2025-03-02"), basis("8"), "again");
    assert!(twice.is_err());
    let known = register.position;
    let closed = review::close(
        &register.history(id(1)),
        number,
        day("2025-04-01"),
        ReviewOutcome::Confirmed,
        basis("9"),
    );
    register.append(vec![(id(1), closed.unwrap())]);
    assert!(register.on(1, "2025-03-31").under_review("residence"));
    assert!(!register.on(1, "2025-04-01").under_review("residence"));
    // Before the closing was known, the doubt went on.
    assert!(register.history(id(1)).on(day("2025-04-01"), known).under_review("residence"));
}

/// What a record says on every axis that a reader sees: value, days, basis, certainty.
fn says(view: &PersonView) -> BTreeSet<String> {
    view.facts
        .iter()
        .map(|held| {
            let fact = &held.known.fact;
            format!(
                "{:?} {:?} {:?} {:?} {:?}",
                fact.value, fact.from, fact.to, held.known.basis, held.certainty
            )
        })
        .collect()
}

fn join(register: &mut Register, keep: u64, other: u64, takes: &BTreeSet<i64>) {
    let (a, b) = (register.history(id(keep)), register.history(id(other)));
    let both = merge(&a, &b, takes, &basis("20"), "the same passport").unwrap();
    register.append(vec![(id(keep), both.kept), (id(other), both.other)]);
}

fn part(register: &mut Register, keep: u64, other: u64, whose: &BTreeMap<i64, Whose>) {
    let (a, b) = (register.history(id(keep)), register.history(id(other)));
    let both = split(&a, &b, whose, &basis("21"), "two sisters").unwrap();
    register.append(vec![(id(keep), both.kept), (id(other), both.other)]);
}

#[test]
fn a_record_given_up_answers_with_the_one_that_stays_and_changes_no_more() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepiņa"), (3, "Zane", "Kalna")]);
    join(&mut register, 1, 2, &BTreeSet::new());
    assert_eq!(register.on(2, "2026-01-01").merged_into, Some(id(1)));
    assert_eq!(surname(&register.on(1, "2026-01-01")), "Liepa");
    let act = CivilAct::StatusChange { person: id(2), status: "citizen".to_owned() };
    assert!(matches!(register.act("2026-01-01", &act), Err(CivilError::Entry(..))));
    let (a, b, c) = (register.history(id(1)), register.history(id(2)), register.history(id(3)));
    let none = BTreeSet::new();
    assert_eq!(merge(&c, &b, &none, &basis("1"), "x").unwrap_err(), MergeError::Merged(id(2)));
    assert_eq!(merge(&a, &a, &none, &basis("1"), "x").unwrap_err(), MergeError::Same);
    assert_eq!(split(&a, &c, &BTreeMap::new(), &basis("1"), "x").unwrap_err(), MergeError::NotMerged(id(3)));
}

#[test]
fn entries_made_since_the_merge_go_where_the_split_says_and_the_rest_waits() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepiņa")]);
    join(&mut register, 1, 2, &BTreeSet::new());
    for (on, value) in [
        ("2026-02-01", FactValue::SpecialStatus { status: "theirs".to_owned() }),
        ("2026-02-02", FactValue::SpecialStatus { status: "ours".to_owned() }),
        ("2026-02-03", FactValue::SpecialStatus { status: "whose".to_owned() }),
    ] {
        let event = change(&register.history(id(1)), day(on), vec![value], basis("22")).unwrap();
        register.append(vec![(id(1), event)]);
    }
    let seqs: Vec<i64> = register
        .history(id(1))
        .standing()
        .filter(|known| known.fact.value.kind() == "special-status")
        .map(|known| known.fact.seq)
        .collect();
    let whose = BTreeMap::from([(seqs[0], Whose::Restored), (seqs[1], Whose::Kept)]);
    part(&mut register, 1, 2, &whose);
    let statuses = |person| {
        let view = register.on(person, "2026-03-01");
        let list = view.values().filter_map(|value| match value {
            FactValue::SpecialStatus { status } => Some(status.clone()),
            _ => None,
        });
        list.collect::<Vec<_>>()
    };
    assert_eq!(statuses(2), ["theirs"]);
    assert_eq!(statuses(1), ["ours", "whose"]);
    assert_eq!(register.history(id(1)).absorbed[0].undecided, [seqs[2]]);
}

fn facts() -> impl Strategy<Value = Vec<(FactValue, i32)>> {
    let value = prop_oneof![
        "[A-D][a-d]{1,3}".prop_map(|surname| named("Anna", &surname)),
        "[A-D] street [1-3]".prop_map(|address| home(&address)),
        prop::sample::select(vec!["citizen", "stateless"])
            .prop_map(|status| FactValue::Status { status: status.to_owned() }),
        prop::sample::select(vec!["LTU", "EST", "POL"])
            .prop_map(|country| FactValue::Citizenship { country: country.to_owned() }),
        "[a-c]".prop_map(|ban| FactValue::Ban { ban, imposed_by: "Court".to_owned() }),
    ];
    prop::collection::vec((value, 1..400_i32), 1..8)
}

fn life(register: &mut Register, person: u64, facts: &[(FactValue, i32)]) {
    let mut on = day("2000-01-01");
    for (value, days) in facts {
        on = on.plus_days(*days).unwrap();
        let history = register.history(id(person));
        let event = if history.version == 0 {
            enter(vec![(value.clone(), Some(on.into()))], basis("30"))
        } else {
            change(&history, on, vec![value.clone()], basis("31"))
        };
        // What the register says already is not entered again.
        if let Ok(event) = event {
            register.append(vec![(id(person), event)]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// A split after a merge restores both records exactly: on every day, everything they say.
    #[test]
    fn a_split_restores_both_exactly(ours in facts(), theirs in facts(), wins in any::<u8>()) {
        let mut register = Register::default();
        life(&mut register, 1, &ours);
        life(&mut register, 2, &theirs);
        let days: Vec<Day> = (0..40).map(|i| day("1999-12-01").plus_days(i * 60).unwrap()).collect();
        let all = |register: &Register, person| -> Vec<BTreeSet<String>> {
            days.iter().map(|on| says(&register.history(id(person)).today(*on))).collect()
        };
        let before = (all(&register, 1), all(&register, 2));
        let other = register.history(id(2));
        let takes = other.standing().enumerate().filter(|(i, _)| wins >> (i % 8) & 1 == 1);
        let takes = takes.map(|(_, known)| known.fact.seq).collect();
        join(&mut register, 1, 2, &takes);
        let merged_at = register.position;
        part(&mut register, 1, 2, &BTreeMap::new());
        prop_assert_eq!(&before, &(all(&register, 1), all(&register, 2)));
        prop_assert_eq!(register.on(2, "2026-01-01").merged_into, None);
        prop_assert_eq!(register.history(id(2)).merged_into(merged_at), Some(id(1)));
    }
}
