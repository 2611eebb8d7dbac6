//! Nobody is entered twice unasked; what is said of two records holds for both, comes back from the log, and can be
//! taken back; a sealed link is never told.

use crate::house::{House, citizen, day, houses, officer, passport};
use crate::journey::problem;
use crate::persons::purpose;
use kernel::{PersonId, PersonName};
use office::register::civil::{CivilAct, Newcomer};
use office::register::duplicates::{Mark, PersonPair, Said, Verdict};
use office::register::{Basis, Candidate, Deed, Distinct, FactValue, Pair, Sex, Written};
use office::{Actor, OfficeError};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn basis(kind: &str) -> Basis {
    Basis::new(kind, "12/2026", day("2026-05-05"), "Registry of Imagined Acts", "LVA").unwrap()
}

fn pair(a: u64, b: u64) -> PersonPair {
    PersonPair::new(PersonId::from_u64(a), PersonId::from_u64(b)).unwrap()
}

fn newcomer(given: &str, surname: &str) -> Newcomer {
    Newcomer {
        person: PersonId::from_u64(0),
        code: None,
        name: PersonName::new(given, surname).unwrap(),
        sex: Sex::Female,
        birth_place: String::new(),
        status: "citizen".to_owned(),
    }
}

/// A child of person 1.
fn birth(house: &House, given: &str, surname: &str, on: &str, distinct: Vec<Distinct>) -> Deed {
    let act =
        CivilAct::Birth { child: newcomer(given, surname), parents: vec![PersonId::from_u64(1).into()] };
    deed(house, act, on, distinct)
}

fn deed(house: &House, act: CivilAct, on: &str, distinct: Vec<Distinct>) -> Deed {
    let rule = house.office.law().register().act(act.code()).unwrap().clone();
    let (body, kind) = (rule.bodies[0].clone(), rule.bases[0].code.clone());
    Deed { act, on: on.parse().unwrap(), body, basis: basis(&kind), distinct }
}

async fn record(house: &House, deed: Deed) -> Result<Written, OfficeError> {
    house.office.record_act(&officer("case"), &purpose(), deed).await
}

fn candidates(answer: Result<Written, OfficeError>) -> Vec<Candidate> {
    match answer {
        Err(OfficeError::ProbablyThere(candidates)) => candidates,
        other => panic!("{other:?}"),
    }
}

/// The pairs that wait, each as the numbers of its persons.
async fn waiting(house: &House) -> Vec<(i64, i64)> {
    let page = house.office.duplicates(&officer("approver"), None, 50).await.unwrap();
    page.items.iter().map(|item| (item.pair.one().as_i64(), item.pair.other().as_i64())).collect()
}

async fn looked(house: &House) -> usize {
    let mut found = 0;
    loop {
        let step = house.office.look_for_duplicates().await.unwrap();
        found += step.found;
        if !step.behind {
            return found;
        }
    }
}

fn two(reason: &str) -> Said {
    Said { verdict: Verdict::TwoPersons, basis: basis("decision"), reason: reason.to_owned() }
}

fn open(reason: &str) -> Said {
    Said { verdict: Verdict::Open, ..two(reason) }
}

async fn say(house: &House, pair: PersonPair, said: Said) -> Result<i64, OfficeError> {
    house.office.judge_pair(&officer("approver"), &purpose(), pair, said).await
}

#[tokio::test]
async fn whoever_enters_somebody_is_told_who_is_probably_the_same_and_goes_on_with_a_reason() {
    for house in houses("dup_entry").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1990-07-01")).await;
        house.enter(citizen(2, "Zane", "Kalna", "2026-05-02")).await;
        let before = house.office.position().await.unwrap();
        let asked = candidates(record(&house, birth(&house, "Zane", "Kalna", "2026-05-02", vec![])).await);
        assert_eq!(house.office.position().await.unwrap(), before, "nothing was entered");
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].person.id, PersonId::from_u64(2));
        let parts: BTreeMap<_, _> =
            asked[0].likeness.parts.iter().map(|part| (part.field, part.mark)).collect();
        for part in ["given-names", "surname", "birth-date", "sex"] {
            assert_eq!(parts.get(part), Some(&Mark::Agrees), "{part}: {parts:?}");
        }
        assert!(!parts.contains_key("address"), "only one of them has an address");
        // Whoever was named is told of it.
        let trace = house.office.trace(&officer("auditor"), None).await.unwrap();
        let named = |entry: &&office::audit::AccessEntry| entry.subject == PersonId::from_u64(2).to_string();
        assert!(trace.iter().filter(named).any(|entry| entry.action == "search-persons"));

        let say = |person: u64, reason: &str| {
            vec![Distinct { person: PersonId::from_u64(person), reason: reason.to_owned() }]
        };
        let other = birth(&house, "Zane", "Kalna", "2026-05-02", say(1, "her father"));
        assert_eq!(candidates(record(&house, other).await).len(), 1, "another reason is none");
        let silent = birth(&house, "Zane", "Kalna", "2026-05-02", say(2, "  "));
        assert_eq!(problem(&record(&house, silent).await.unwrap_err()), "required");
        let nobody = birth(&house, "Anna", "Ozola", "2026-05-02", say(77, "who is that"));
        assert_eq!(problem(&record(&house, nobody).await.unwrap_err()), "wrong-value");

        let reason = "other parents: the records of both births lie before me";
        let entered = record(&house, birth(&house, "Zane", "Kalna", "2026-05-02", say(2, reason))).await;
        let child = entered.unwrap().newcomer.unwrap();
        // It was said with the entry, so it does not come up again.
        assert_eq!(looked(&house).await, 0);
        assert_eq!(waiting(&house).await, []);
        let settled = house.office.settled_duplicates(&officer("approver"), None).await.unwrap();
        let both = PersonPair::new(child, PersonId::from_u64(2)).unwrap();
        assert_eq!((settled[0].pair, settled[0].reason.as_str()), (both, reason));
        assert_eq!(settled[0].by, "officer:case");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn a_slip_does_not_hide_who_is_there_and_twins_are_two() {
    for house in houses("dup_slips").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1990-07-01")).await;
        house.enter(citizen(2, "Elizabete", "Sudrabkalne", "2026-03-04")).await;
        for (given, surname, on) in [
            ("Elizabete", "Sudrabkalne", "2026-04-03"),
            ("Elizabeta", "Sudrabkalne", "2026-03-04"),
            ("ELIZABETE", "SUDRABKALNA", "2026-03-04"),
            ("Elizabete", "Sudrabkalne", "2026-03"),
        ] {
            let asked = candidates(record(&house, birth(&house, given, surname, on, vec![])).await);
            assert_eq!(asked[0].person.id, PersonId::from_u64(2), "{given} {surname} {on}");
        }
        // A twin, a cousin of the same name a year later, and one born on the same day.
        for (given, surname, on) in [
            ("Katrīna", "Sudrabkalne", "2026-03-04"),
            ("Elizabete", "Sudrabkalne", "2025-02-17"),
            ("Olga", "Petrova", "2026-03-04"),
        ] {
            record(&house, birth(&house, given, surname, on, vec![])).await.unwrap();
        }
        looked(&house).await;
        assert_eq!(waiting(&house).await, []);
    }
}

#[tokio::test]
async fn the_register_is_looked_through_as_it_changes_and_a_verdict_is_remembered_until_taken_back() {
    for house in houses("dup_list").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        house.enter(citizen(2, "Ilze", "Piemera", "1992-07-01")).await;
        house.enter(citizen(3, "Anna", "Liepiņa", "1971-03-05")).await;
        for actor in [officer("case"), officer("counter"), officer("auditor"), Actor::Anonymous] {
            assert!(matches!(house.office.duplicates(&actor, None, 10).await, Err(OfficeError::Denied(_))));
            let denied = house.office.judge_pair(&actor, &purpose(), pair(1, 2), two("no right")).await;
            assert!(matches!(denied, Err(OfficeError::Denied(_))), "{denied:?}");
        }
        let before = house.office.duplicates(&officer("approver"), None, 10).await.unwrap();
        assert!(before.items.is_empty() && before.behind);
        assert_eq!(looked(&house).await, 1);
        assert_eq!(waiting(&house).await, [(1, 2)]);
        let position = house.office.position().await.unwrap();
        assert_eq!(looked(&house).await, 0, "what was found is found once");
        assert_eq!(house.office.position().await.unwrap(), position, "looking alone leaves no event");

        assert_eq!(problem(&say(&house, pair(1, 2), two(" ")).await.unwrap_err()), "required");
        assert_eq!(problem(&say(&house, pair(1, 2), open("too early")).await.unwrap_err()), "nothing-said");
        assert_eq!(say(&house, pair(1, 77), two("nobody")).await, Err(OfficeError::NotFound));
        say(&house, pair(2, 1), two("cousins, both were here")).await.unwrap();
        assert_eq!(waiting(&house).await, []);
        assert_eq!(problem(&say(&house, pair(1, 2), two("again")).await.unwrap_err()), "said-already");
        // Neither a change of one of them nor a look through all brings it back.
        let change = office::register::FactChange {
            on: day("2026-06-01").into(),
            values: vec![FactValue::Status { status: "stateless".to_owned() }],
            basis: basis("decision"),
        };
        let id = PersonId::from_u64(2);
        house.office.change_facts(&officer("case"), &purpose(), id, None, change).await.unwrap();
        looked(&house).await;
        let (found, _) = house.office.find_duplicates(&Actor::System, &purpose(), None, 2).await.unwrap();
        assert_eq!((found.len(), waiting(&house).await.len()), (0, 0));

        say(&house, pair(1, 2), open("the passport of one was the other's")).await.unwrap();
        assert_eq!(waiting(&house).await, [(1, 2)]);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        assert_eq!(waiting(&house).await, [(1, 2)]);
    }
}

#[tokio::test]
async fn a_merge_settles_a_pair_and_a_split_says_that_they_are_two() {
    for house in houses("dup_merge").await {
        for number in 1..=3 {
            house.enter(citizen(number, "Ilze", "Piemēra", "1992-07-01")).await;
        }
        let (found, head) = house.office.find_duplicates(&Actor::System, &purpose(), None, 1).await.unwrap();
        assert_eq!(found.len(), 3, "each with each: {found:?}");
        assert!(found.iter().all(|found| found.new));
        let page = house.office.duplicates(&officer("approver"), None, 2).await.unwrap();
        assert_eq!((page.items.len(), page.looked_to, page.behind), (2, head, false));
        let last = house.office.duplicates(&officer("approver"), page.next.as_deref(), 2).await.unwrap();
        assert_eq!((last.items.len(), last.next), (1, None));
        assert_eq!(
            problem(&house.office.duplicates(&officer("approver"), Some("x"), 2).await.unwrap_err()),
            "wrong-value"
        );

        let joined = Pair {
            keep: PersonId::from_u64(1),
            other: PersonId::from_u64(2),
            basis: basis("decision"),
            reason: "the same passport".to_owned(),
            seen: None,
        };
        let approver = officer("approver");
        house.office.merge_records(&approver, &purpose(), &joined, &BTreeSet::new()).await.unwrap();
        assert_eq!(waiting(&house).await, [(1, 3)], "the record given up is in no pair");
        assert_eq!(problem(&say(&house, pair(2, 3), two("late")).await.unwrap_err()), "record-merged");
        looked(&house).await;
        assert_eq!(waiting(&house).await, [(1, 3)]);
        // Whoever is entered is held against the record that stays.
        let act = CivilAct::Birth { child: newcomer("Ilze", "Piemēra"), parents: vec![] };
        let asked = candidates(record(&house, deed(&house, act, "1992-07-01", vec![])).await);
        let told: Vec<i64> = asked.iter().map(|one| one.person.id.as_i64()).collect();
        assert_eq!(told, [1, 3]);
        house.office.split_records(&approver, &purpose(), &joined, &BTreeMap::new()).await.unwrap();
        assert_eq!(waiting(&house).await, [(1, 3), (2, 3)], "1 and 2 were parted: they are two");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn the_two_records_of_an_adopted_person_are_never_told_as_alike() {
    for house in houses("dup_sealed").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1980-07-01")).await;
        house.enter(citizen(3, "Zane", "Kalna", "2020-01-01")).await;
        house.enter(citizen(4, "Dace", "Kalna", "1990-01-01")).await;
        let before = waiting_page(&house).await;
        let act = CivilAct::Adoption {
            person: PersonId::from_u64(3),
            successor: newcomer("Zane", "Kalna"),
            adopters: vec![PersonId::from_u64(1)],
        };
        // The successor is as like the old record as can be: nobody is asked about it.
        let adopted = record(&house, deed(&house, act, "2026-05-02", vec![])).await.unwrap();
        let adopted = adopted.newcomer.unwrap();
        assert_eq!(looked(&house).await, 0);
        let (found, _) = house.office.find_duplicates(&Actor::System, &purpose(), None, 1).await.unwrap();
        assert_eq!(found, []);
        assert_eq!(waiting_page(&house).await, before, "neither a pair nor a page nor a count more");
        // Whoever names the two sees them as if there were no link: a refusal would tell of it.
        let sealed = PersonPair::new(adopted, PersonId::from_u64(3)).unwrap();
        let nobody = PersonPair::new(PersonId::from_u64(77), PersonId::from_u64(3)).unwrap();
        let approver = officer("approver");
        assert!(house.office.compare_records(&approver, sealed).await.is_ok());
        assert_eq!(house.office.compare_records(&approver, nobody).await, Err(OfficeError::NotFound));
        // Somebody else is still told of both, as any search would.
        let asked = candidates(record(&house, birth(&house, "Zane", "Kalna", "2020-01-01", vec![])).await);
        assert_eq!(asked.len(), 2);
    }
}

async fn waiting_page(house: &House) -> (usize, Option<String>) {
    let page = house.office.duplicates(&officer("approver"), None, 1).await.unwrap();
    (page.items.len(), page.next)
}

#[tokio::test]
async fn a_number_of_the_same_person_is_enough() {
    for house in houses("dup_numbers").await {
        let foreign =
            |code: &str| FactValue::ForeignCode { country: "UTO".to_owned(), code: code.to_owned() };
        let mut first = citizen(1, "Jurijs", "Žukovs", "1978-05-12");
        first.more = vec![foreign("U-778-99"), passport(11, "XX0000001", "2027-12-31")];
        house.enter(first).await;
        let mut second = citizen(2, "Yuri", "Zhukov", "1978");
        second.more = vec![foreign("U-778-99")];
        house.enter(second).await;
        assert_eq!(looked(&house).await, 1);
        let page = house.office.duplicates(&officer("approver"), None, 10).await.unwrap();
        let likeness = &page.items[0].likeness;
        let marks: BTreeMap<_, _> = likeness.parts.iter().map(|part| (part.field, part.mark)).collect();
        assert_eq!(marks.get("foreign-code"), Some(&Mark::Agrees));
        assert_eq!(marks.get("birth-date"), Some(&Mark::Partly), "known in part: {marks:?}");
        let code = house.office.country().codes.parse("39990000001").unwrap();
        let mut child = newcomer("Žurijs", "Jukovs");
        child.code = Some(code);
        let act = CivilAct::Birth { child, parents: vec![PersonId::from_u64(2).into()] };
        let asked = candidates(record(&house, deed(&house, act, "2026-05-02", vec![])).await);
        assert_eq!((asked[0].person.id.as_i64(), asked[0].likeness.likely), (1, 1000));
        assert_eq!(asked[0].likeness.parts[0].field, "personal-code");
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Two(u64, u64),
    Open(u64, u64),
}

fn step() -> impl Strategy<Value = Step> {
    let pair = (1..=4_u64, 1..=4_u64).prop_filter("two records", |(a, b)| a != b);
    (pair, any::<bool>()).prop_map(|((a, b), two)| if two { Step::Two(a, b) } else { Step::Open(a, b) })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]
    /// Against a set of unordered pairs in memory: whichever is named first, and after a rebuild.
    #[test]
    fn what_is_said_of_two_is_said_of_both_and_survives_a_rebuild(
        steps in proptest::collection::vec(step(), 1..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            for house in houses("dup_model").await {
                for number in 1..=4 {
                    house.enter(citizen(number, "Ilze", "Piemēra", "1992-07-01")).await;
                }
                looked(&house).await;
                let mut said: BTreeSet<(i64, i64)> = BTreeSet::new();
                let key = |a: u64, b: u64| (i64::try_from(a.min(b)).unwrap(), i64::try_from(a.max(b)).unwrap());
                for step in &steps {
                    let (done, changes) = match *step {
                        Step::Two(a, b) => (say(&house, pair(a, b), two("two")).await, said.insert(key(a, b))),
                        Step::Open(a, b) => (say(&house, pair(a, b), open("open")).await, said.remove(&key(a, b))),
                    };
                    assert_eq!(done.is_ok(), changes, "{step:?} in {steps:?}");
                }
                let all = (1..=4_i64).flat_map(|a| (a + 1..=4).map(move |b| (a, b)));
                let expected: BTreeSet<(i64, i64)> = all.filter(|pair| !said.contains(pair)).collect();
                let now = || async { waiting(&house).await.into_iter().collect::<BTreeSet<_>>() };
                assert_eq!(now().await, expected);
                assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
                assert_eq!(now().await, expected);
            }
        });
    }
}
