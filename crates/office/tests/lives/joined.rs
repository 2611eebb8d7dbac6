//! Two records that are joined and parted again: both say what they said before.

use crate::register::{Register, basis, day, home, id, named, surname};
use office::register::change::enter_with_past;
use office::register::civil::{CivilAct, CivilError};
use office::register::merge::{MergeError, Whose, assign, merge, split, undecided};
use office::register::{
    EntryError, FactValue, HeldFact, KnownFact, PersonView, ReviewOutcome, change, correct, enter, review,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn join(register: &mut Register, keep: u64, other: u64, takes: &BTreeSet<i64>) {
    let (a, b) = (register.history(id(keep)), register.history(id(other)));
    let both = merge(&a, &b, takes, &basis("20"), "the same passport").unwrap();
    register.append(both);
}

fn part(register: &mut Register, keep: u64, other: u64, whose: &BTreeMap<i64, Whose>) {
    let (a, b) = (register.history(id(keep)), register.history(id(other)));
    let both = split(&a, &b, whose, &basis("21"), "two sisters").unwrap();
    register.append(both);
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
    register.append(given);
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

/// A name of which only the end of another says when it began keeps its first day when that other gives way.
#[test]
fn a_name_that_follows_one_that_gives_way_keeps_its_first_day() {
    let entered = |former: &str, from: &str, to: &str| {
        let former = vec![(named("Anna", former), Some(day(from).into()), day(to).into())];
        enter_with_past(vec![(named("Anna", "Liepa"), None)], former, basis("1"), String::new()).unwrap()
    };
    let mut register = Register::default();
    register.append(vec![(id(1), entered("Kalniņa", "1990-01-01", "2010-06-01"))]);
    register.append(vec![(id(2), entered("Kalnīte", "1990-01-01", "2008-01-01"))]);
    let before: Vec<PersonView> = [1, 2].map(|person| register.on(person, "2010-06-01")).into();
    let theirs = register.history(id(2)).facts[0].fact.seq;
    join(&mut register, 1, 2, &BTreeSet::from([theirs]));
    let called = |on: &str| register.on(1, on).name().map(|name| name.surname.to_string());
    assert_eq!(called("2007-12-31").as_deref(), Some("Kalnīte"));
    assert_eq!(called("2009-01-01"), None, "it did not begin with the other's end");
    assert_eq!(called("2010-05-31"), None);
    assert_eq!(called("2010-06-01").as_deref(), Some("Liepa"));
    part(&mut register, 1, 2, &BTreeMap::new());
    let values = |view: &PersonView| {
        let said =
            |held: &HeldFact| (held.known.fact.value.clone(), held.known.fact.from, held.known.fact.to);
        view.facts.iter().map(said).collect::<Vec<_>>()
    };
    for (person, before) in [1, 2].into_iter().zip(&before) {
        assert_eq!(values(&register.on(person, "2010-06-01")), values(before));
    }
}

fn doubted(register: &mut Register, person: u64, on: &str) {
    let history = register.history(id(person));
    let home = history.standing().find(|known| known.fact.value.kind() == "residence").unwrap().fact.seq;
    let opened = review::open(&history, vec![home], day(on), basis("8"), "letter came back").unwrap();
    register.append(vec![(id(person), opened)]);
}

fn close(register: &mut Register, person: u64, on: &str, outcome: ReviewOutcome) -> Result<(), EntryError> {
    let history = register.history(id(person));
    let open = history.reviews.iter().rev().find(|review| review.closed.is_none()).unwrap();
    let closed = review::close(&history, open.id, day(on), outcome, basis("9"))?;
    register.append(vec![(id(person), closed)]);
    Ok(())
}

/// Whether the residence is doubted on the day, and since when it is known that nobody lives there.
fn doubt(register: &Register, person: u64, on: &str) -> (bool, Option<String>) {
    let view = register.on(person, on);
    let not_there = view.facts.iter().find_map(|held| held.not_there);
    (view.under_review("residence"), not_there.map(|day| day.to_string()))
}

#[test]
fn doubts_go_along_with_the_entries_that_a_merge_takes_over_and_come_back_with_what_was_found() {
    let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepa")]);
    // The same home is entered in both; what the other record doubts is doubted here.
    doubted(&mut register, 2, "2025-03-01");
    join(&mut register, 1, 2, &BTreeSet::new());
    assert_eq!(doubt(&register, 1, "2025-03-01"), (true, None));
    assert_eq!(doubt(&register, 1, "2025-02-28"), (false, None));
    // The record that was given up is not asked any more.
    assert_eq!(
        close(&mut register, 2, "2025-04-01", ReviewOutcome::Confirmed),
        Err(EntryError::Merged(id(1)))
    );
    close(&mut register, 1, "2025-04-01", ReviewOutcome::NotThere).unwrap();
    assert_eq!(doubt(&register, 1, "2025-05-01"), (false, Some("2025-03-01".to_owned())));
    part(&mut register, 1, 2, &BTreeMap::new());
    assert_eq!(doubt(&register, 1, "2025-05-01"), (false, None), "it was never the first's doubt");
    assert_eq!(doubt(&register, 2, "2025-05-01"), (false, Some("2025-03-01".to_owned())));
    // What was known while they were one stays known of that time.
    let then = register.history(id(1)).on(day("2025-05-01"), register.position - 3);
    assert!(then.facts.iter().any(|held| held.not_there.is_some()));
}

#[test]
fn doubts_go_along_with_the_entries_that_a_split_or_a_later_word_gives_to_the_other() {
    for later in [false, true] {
        let mut register = Register::of(&[(1, "Anna", "Liepa"), (2, "Anna", "Liepiņa")]);
        join(&mut register, 1, 2, &BTreeSet::new());
        let moved =
            change(&register.history(id(1)), day("2026-02-01"), vec![home("Elsewhere 2")], basis("22"));
        register.append(vec![(id(1), moved.unwrap())]);
        let history = register.history(id(1));
        let new = history.standing().find(|known| known.fact.value == home("Elsewhere 2")).unwrap().fact.seq;
        let opened = review::open(&history, vec![new], day("2026-03-01"), basis("8"), "letter came back");
        register.append(vec![(id(1), opened.unwrap())]);
        let theirs = BTreeMap::from([(new, Whose::Restored)]);
        if later {
            part(&mut register, 1, 2, &BTreeMap::new());
            let (a, b) = (register.history(id(1)), register.history(id(2)));
            register.append(assign(&a, &b, &theirs, &basis("24"), "her own move").unwrap());
        } else {
            part(&mut register, 1, 2, &theirs);
        }
        assert_eq!(doubt(&register, 2, "2026-03-01"), (true, None), "later: {later}");
        assert_eq!(doubt(&register, 1, "2026-03-01"), (false, None), "later: {later}");
    }
}

/// A sealed link neither hinders a merge nor can be named in one: it cannot be told from an absent one.
#[test]
fn a_sealed_link_is_no_relation_that_a_merge_tells_of() {
    let facts = |link: Option<u64>| {
        let mut facts = vec![(named("Zane", "Kalna"), None), (home("Imagined Street 1"), None)];
        facts.extend(link.map(|other| (FactValue::AdoptionLink { other: id(other) }, None)));
        facts
    };
    let register = |linked: bool| {
        let mut register = Register::default();
        for (person, other) in [(1, 2), (2, 1)] {
            let entered = enter(facts(linked.then_some(other)), basis("1")).unwrap();
            register.append(vec![(id(person), entered)]);
        }
        register
    };
    let (mut linked, mut plain) = (register(true), register(false));
    let link = linked.history(id(2)).facts.last().unwrap().fact.seq;
    for register in [&linked, &plain] {
        let (a, b) = (register.history(id(1)), register.history(id(2)));
        let takes = BTreeSet::from([link]);
        assert_eq!(merge(&a, &b, &takes, &basis("1"), "x").unwrap_err(), MergeError::NoSuchEntry(link));
        let opened = review::open(&b, vec![link], day("2026-01-01"), basis("8"), "x");
        assert_eq!(opened.unwrap_err(), EntryError::NoSuchEntry(link));
        let withdrawn = correct(&b, link, None, None, basis("8"), "x");
        assert_eq!(withdrawn.unwrap_err(), EntryError::NoSuchEntry(link));
    }
    let told = |register: &Register| {
        let of = |person: u64| {
            let history = register.history(id(person));
            let open = |known: &&Arc<KnownFact>| !known.fact.value.sealed();
            let facts: Vec<Arc<KnownFact>> = history.facts.iter().filter(open).cloned().collect();
            (history.version, facts, history.merged_into(i64::MAX - 1))
        };
        [of(1), of(2)]
    };
    for register in [&mut linked, &mut plain] {
        join(register, 1, 2, &BTreeSet::new());
    }
    assert_eq!(told(&linked), told(&plain));
    for register in [&mut linked, &mut plain] {
        part(register, 1, 2, &BTreeMap::new());
    }
    assert_eq!(told(&linked), told(&plain));
    assert!(linked.on(1, "2026-01-01").values().any(FactValue::sealed));
}
