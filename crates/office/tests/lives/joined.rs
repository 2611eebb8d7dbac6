//! Two records that are joined and parted again: both say what they said before.

use crate::register::{Register, basis, day, home, id, named, surname};
use office::register::civil::{CivilAct, CivilError};
use office::register::merge::{MergeError, Whose, assign, merge, split, undecided};
use office::register::{FactValue, change, correct};
use std::collections::{BTreeMap, BTreeSet};

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

/// What the merge brought in is the other record's, also when it has ended since; and what ended because of an
/// entry of the other record goes on.
#[test]
fn a_split_after_a_change_restores_both() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepiņa")]);
    let status = |status: &str| FactValue::Status { status: status.to_owned() };
    let of_2 = change(&register.history(id(2)), day("2010-01-01"), vec![status("stateless")], basis("3"));
    register.append(vec![(id(2), of_2.unwrap())]);
    join(&mut register, 1, 2, &BTreeSet::new());
    for value in [status("citizen"), home("Elsewhere 2")] {
        let event = change(&register.history(id(1)), day("2026-02-01"), vec![value], basis("22")).unwrap();
        register.append(vec![(id(1), event)]);
    }
    let history = register.history(id(1));
    let since = history.standing().filter(|known| known.fact.to.is_none());
    let since = since.filter(|known| known.fact.from == Some(day("2026-02-01").into()));
    let whose = since.map(|known| (known.fact.seq, Whose::Restored)).collect();
    part(&mut register, 1, 2, &whose);
    let (ours, theirs) = (register.on(1, "2026-03-01"), register.on(2, "2026-03-01"));
    assert_eq!((ours.status(), theirs.status()), (None, Some("citizen".to_owned())));
    assert_eq!(ours.declared_residence().unwrap().1, "Imagined Street 1");
    assert_eq!(theirs.declared_residence().unwrap().1, "Elsewhere 2");
    assert_eq!(register.on(1, "2011-01-01").status(), None);
    assert_eq!(register.on(2, "2011-01-01").status(), Some("stateless".to_owned()));
    assert_eq!(register.history(id(1)).absorbed[0].undecided, Vec::<i64>::new());
}

#[test]
fn what_a_split_left_is_given_to_one_of_the_two_and_then_waits_no_more() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepiņa")]);
    join(&mut register, 1, 2, &BTreeSet::new());
    for (on, value) in [("2026-02-01", home("Imagined Street 2")), ("2026-02-02", named("Anna", "Kalna"))] {
        let event = change(&register.history(id(1)), day(on), vec![value], basis("22")).unwrap();
        register.append(vec![(id(1), event)]);
    }
    part(&mut register, 1, 2, &BTreeMap::new());
    let waiting = |register: &Register| -> Vec<(String, i64)> {
        let history = register.history(id(1));
        let waits = undecided(&history, id(2)).into_iter();
        let open = waits.filter(|known| known.fact.to.is_none());
        open.map(|known| (known.fact.value.kind().to_owned(), known.fact.seq)).collect()
    };
    let [(_, residence), (_, name)] = waiting(&register)[..] else { panic!("{:?}", waiting(&register)) };
    // A move after the split restates the entry that waits with an end: it waits on.
    let event =
        change(&register.history(id(1)), day("2026-03-01"), vec![home("Imagined Street 3")], basis("23"));
    register.append(vec![(id(1), event.unwrap())]);
    let history = register.history(id(1));
    let ended = undecided(&history, id(2)).into_iter().find(|known| {
        known.fact.value == home("Imagined Street 2") && known.fact.to == Some(day("2026-03-01").into())
    });
    let ended = ended.unwrap().fact.seq;
    let (a, b) = (register.history(id(1)), register.history(id(2)));
    let give = |whose: &[(i64, Whose)], reason: &str| {
        assign(&a, &b, &whose.iter().copied().collect(), &basis("24"), reason)
    };
    assert_eq!(give(&[(residence, Whose::Kept)], "why").unwrap_err(), MergeError::NotUndecided(residence));
    assert_eq!(give(&[(1000, Whose::Kept)], "why").unwrap_err(), MergeError::NotUndecided(1000));
    assert_eq!(give(&[], "why").unwrap_err(), MergeError::NothingAssigned);
    assert_eq!(give(&[(name, Whose::Kept)], " ").unwrap_err(), MergeError::NoReason);
    // The name that the marriage ended is not ended when the marriage goes.
    let given = give(&[(ended, Whose::Kept), (name, Whose::Restored)], "her own marriage record").unwrap();
    register
        .append([(id(1), given.kept)].into_iter().chain(given.other.map(|event| (id(2), event))).collect());
    assert!(waiting(&register).is_empty());
    assert_eq!(surname(&register.on(2, "2026-04-01")), "Kalna");
    assert_eq!(surname(&register.on(1, "2026-04-01")), "Liepa");
    // The entry that went keeps its own basis, and is an entry like any other: it can be withdrawn.
    let theirs = register.history(id(2));
    let moved = theirs.standing().find(|known| known.fact.value == named("Anna", "Kalna")).unwrap();
    assert_eq!(*moved.basis, basis("22"));
    let back =
        correct(&theirs, moved.fact.seq, None, None, basis("25"), "the other sister's after all").unwrap();
    register.append(vec![(id(2), back)]);
    assert_eq!(surname(&register.on(2, "2026-04-01")), "Liepiņa");
}
