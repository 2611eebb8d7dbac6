//! Civil events, reviews, merges: what they write to whom, and that a split restores both records exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "lives/joined.rs"]
mod joined;
#[path = "lives/register.rs"]
mod register;

use crate::register::{Register, basis, day, home, id, surname};
use kernel::{PartialDate, PersonName};
use office::register::civil::{CivilAct, CivilError, Couple, Newcomer, Parting};
use office::register::{
    FactValue, Nobody, PersonEvent, PersonView, Relative, ReviewOutcome, Sex, UnionEnd, change, review,
};

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

#[test]
fn a_doubt_stays_with_an_entry_that_has_ended() {
    let mut register = Register::of(&[(1, "Anna", "Liepa")]);
    let history = register.history(id(1));
    let residence = history.standing().find(|k| k.fact.value.kind() == "residence").unwrap().fact.seq;
    let opened =
        review::open(&history, vec![residence], day("2025-03-01"), basis("8"), "letter came back").unwrap();
    register.append(vec![(id(1), opened)]);
    let moved = change(&register.history(id(1)), day("2025-06-01"), vec![home("Elsewhere 2")], basis("9"));
    register.append(vec![(id(1), moved.unwrap())]);
    assert!(register.on(1, "2025-05-31").under_review("residence"));
    assert!(!register.on(1, "2025-06-01").under_review("residence"));
    // It is the same doubt: there is no second one of the same entry.
    let history = register.history(id(1));
    let ended = history.standing().find(|k| k.fact.to.is_some()).unwrap().fact.seq;
    let again = review::open(&history, vec![ended], day("2025-04-01"), basis("8"), "again");
    assert!(again.is_err());
}

#[test]
fn a_review_follows_the_entry_that_restates_what_was_doubted_and_what_it_found_lasts() {
    let mut register = Register::of(&[(1, "Anna", "Liepa")]);
    let old =
        register.history(id(1)).standing().find(|k| k.fact.value.kind() == "residence").unwrap().fact.seq;
    let opened =
        review::open(&register.history(id(1)), vec![old], day("2025-03-01"), basis("8"), "came back");
    register.append(vec![(id(1), opened.unwrap())]);
    let number = register.history(id(1)).reviews[0].id;
    let moved =
        change(&register.history(id(1)), day("2025-03-20"), vec![home("Imagined Street 9")], basis("9"));
    register.append(vec![(id(1), moved.unwrap())]);
    // The address is restated with its end, and doubted as before.
    assert!(register.on(1, "2025-03-10").under_review("residence"));
    assert!(!register.on(1, "2025-03-20").under_review("residence"));
    let (known, on) = (register.position, day("2025-04-01"));
    let closed = review::close(&register.history(id(1)), number, on, ReviewOutcome::NotThere, basis("9"));
    register.append(vec![(id(1), closed.unwrap())]);
    let found = |view: &PersonView| view.facts.iter().find_map(|held| held.not_there);
    assert_eq!(found(&register.on(1, "2025-03-10")), Some(day("2025-03-01")));
    assert_eq!(found(&register.on(1, "2025-02-28")), None);
    assert_eq!(found(&register.on(1, "2025-03-20")), None, "nothing was found about the next address");
    assert_eq!(found(&register.history(id(1)).on(day("2025-03-10"), known)), None);
}
