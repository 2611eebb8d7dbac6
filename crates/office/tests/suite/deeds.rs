//! Civil events and merges through the office, on both engines: rights, the catalogue, one commit for all.

use crate::house::{citizen, client, day, houses, officer};
use crate::journey::problem;
use crate::persons::purpose;
use kernel::{PersonId, PersonName};
use office::register::civil::{Address, CivilAct, Couple, Newcomer};
use office::register::{
    Basis, Certainty, Composition, Deed, Doubt, FactValue, Finding, Household, HouseholdQuery, Lookup, Pair,
    ReviewOutcome, Sex, When, Whose,
};
use office::{Actor, OfficeError};
use std::collections::{BTreeMap, BTreeSet};

fn basis(kind: &str) -> Basis {
    Basis::new(kind, "12/2026", day("2026-05-05"), "Registry of Imagined Acts", "LVA").unwrap()
}

fn wedding() -> Deed {
    let act = CivilAct::Marriage(Couple {
        one: PersonId::from_u64(1),
        other: PersonId::from_u64(2).into(),
        one_surname: None,
        other_surname: Some("Piemēra".parse().unwrap()),
    });
    let on = day("2026-05-02").into();
    Deed { act, on, body: "civil-registry".to_owned(), basis: basis("marriage-record"), distinct: vec![] }
}

#[tokio::test]
async fn a_marriage_is_one_commit_for_both_and_survives_a_rebuild() {
    for house in houses("wedding").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1990-07-01")).await;
        house.enter(citizen(2, "Anna", "Bērziņa", "1991-01-01")).await;
        let (office, examiner) = (&house.office, officer("case"));
        let written = office.record_act(&examiner, &purpose(), wedding()).await.unwrap();
        assert_eq!(written.persons.len(), 2);
        assert_eq!(office.position().await.unwrap(), written.position);
        for (person, other) in [(1, 2), (2, 1)] {
            let record = office
                .person(&examiner, &purpose(), PersonId::from_u64(person), &When::default())
                .await
                .unwrap();
            assert_eq!(record.view.unions()[0].fact.value.other(), Some(PersonId::from_u64(other)));
        }
        let again = office.record_act(&examiner, &purpose(), wedding()).await.unwrap_err();
        assert!(matches!(again, OfficeError::NotNow(_)), "{again}");
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn only_the_bodies_of_the_catalogue_bring_an_event_and_only_on_its_kind_of_basis() {
    for house in houses("bodies").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1990-07-01")).await;
        house.enter(citizen(2, "Anna", "Bērziņa", "1991-01-01")).await;
        let (office, examiner) = (&house.office, officer("case"));
        let before = office.position().await.unwrap();
        let wrong_body = Deed { body: "revenue-service".to_owned(), ..wedding() };
        let wrong_basis = Deed { basis: basis("rumour"), ..wedding() };
        for (deed, field) in [(wrong_body, "body"), (wrong_basis, "basis.kind")] {
            let error = office.record_act(&examiner, &purpose(), deed).await.unwrap_err();
            let OfficeError::Invalid(errors) = &error else { panic!("{error}") };
            assert_eq!(errors[0].field, field);
        }
        for actor in [client(1), officer("counter"), officer("auditor")] {
            assert!(office.record_act(&actor, &purpose(), wedding()).await.is_err());
        }
        assert_eq!(office.position().await.unwrap(), before);
    }
}

#[tokio::test]
async fn an_adoption_link_cannot_be_told_from_an_absent_one() {
    for house in houses("adopted").await {
        house.enter(citizen(1, "Andris", "Piemērs", "1980-07-01")).await;
        house.enter(citizen(3, "Zane", "Kalna", "2020-01-01")).await;
        let (office, examiner) = (&house.office, officer("case"));
        let successor = Newcomer {
            person: PersonId::from_u64(0),
            code: None,
            name: PersonName::new("Zane", "Piemēra").unwrap(),
            sex: Sex::Female,
            birth_place: String::new(),
            status: "citizen".to_owned(),
        };
        let adopters = vec![PersonId::from_u64(1)];
        let act = CivilAct::Adoption { person: PersonId::from_u64(3), successor, adopters };
        let register = office.law().register();
        let rule = register.act("adoption").unwrap();
        let deed = Deed {
            act,
            on: day("2026-05-02").into(),
            body: rule.bodies.first().unwrap().clone(),
            basis: basis(&rule.bases.first().unwrap().code),
            distinct: vec![],
        };
        let written = office.record_act(&examiner, &purpose(), deed).await.unwrap();
        let adopted = written.newcomer.unwrap();
        for person in [adopted, PersonId::from_u64(3)] {
            let record = office.person(&examiner, &purpose(), person, &When::default()).await.unwrap();
            assert!(record.view.values().all(|value| value.kind() != "adoption-link"));
            let timeline = office.timeline(&examiner, &purpose(), person).await.unwrap();
            assert!(timeline.iter().all(|known| known.fact.value.kind() != "adoption-link"));
            // No gap in the numbers of the entries tells that one is missing.
            let last = timeline.iter().map(|known| known.fact.seq).max().unwrap();
            let in_event = timeline.iter().filter(|known| known.fact.seq / 1000 == last / 1000).count();
            assert_eq!(usize::try_from(last % 1000).unwrap() + 1, in_event);
        }
        let record = office.person(&examiner, &purpose(), adopted, &When::default()).await.unwrap();
        assert_eq!(record.view.parents(), [PersonId::from_u64(1)]);
    }
}

#[tokio::test]
async fn a_code_of_a_record_given_up_leads_to_the_one_that_stays_until_they_are_parted() {
    for house in houses("merged").await {
        house.enter(citizen(1, "Anna", "Bērziņa", "1991-01-01")).await;
        house.enter(citizen(2, "Anna", "Berzina", "1991-01-01")).await;
        let (office, approver) = (&house.office, officer("approver"));
        let (keep, other) = (PersonId::from_u64(1), PersonId::from_u64(2));
        let code = office
            .person(&officer("case"), &purpose(), other, &When::default())
            .await
            .unwrap()
            .view
            .code()
            .unwrap();
        let found = || {
            let (office, lookup) = (office.clone(), Lookup::Code(code.formatted()));
            async move { office.lookup(&officer("case"), &purpose(), lookup).await.unwrap().unwrap().id }
        };
        let pair = |reason: &str| Pair {
            keep,
            other,
            basis: basis("decision"),
            reason: reason.to_owned(),
            seen: None,
        };
        let takes = BTreeSet::new();
        let denied = office.merge_records(&officer("case"), &purpose(), &pair("same"), &takes).await;
        assert!(matches!(denied, Err(OfficeError::Denied(_))));
        office.merge_records(&approver, &purpose(), &pair("the same passport"), &takes).await.unwrap();
        assert_eq!(found().await, keep);
        // Given out, the person occurs once.
        let mut given = Vec::new();
        let take = |line: office::export::PersonLine| -> Result<(), OfficeError> {
            given.push(line.id);
            Ok(())
        };
        office.export_persons(&Actor::System, &purpose(), &When::default(), true, take).await.unwrap();
        assert_eq!(given, [keep]);
        let status = FactValue::Status { status: "stateless".to_owned() };
        let change = office::register::FactChange {
            on: day("2026-06-01").into(),
            values: vec![status],
            basis: basis("decision"),
        };
        let refused =
            office.change_facts(&officer("case"), &purpose(), other, None, change).await.unwrap_err();
        assert_eq!(problem(&refused), "kept-under");
        office.split_records(&approver, &purpose(), &pair("sisters"), &BTreeMap::new()).await.unwrap();
        assert_eq!(found().await, other);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

/// Who lived at the address, from when to when, with a question mark for those who only possibly did.
fn told(compositions: &[Composition<PersonId>]) -> Vec<String> {
    let one = |composition: &Composition<PersonId>| {
        let Household::Listed(persons) = &composition.household else { return "crowded".to_owned() };
        let names: Vec<String> = persons
            .iter()
            .map(|(person, how)| {
                let mark = if matches!(how, Certainty::Possible) { "?" } else { "" };
                format!("{}{mark}", person.as_i64())
            })
            .collect();
        let to = composition.period.to().map_or_else(String::new, |day| day.to_string());
        format!("{}..{to} {}", composition.period.from(), names.join(" "))
    };
    compositions.iter().map(one).collect()
}

#[tokio::test]
async fn a_household_is_told_as_it_was_and_as_it_was_known() {
    for house in houses("household").await {
        for (number, given) in [(1, "Anna"), (2, "Jānis")] {
            house.enter(citizen(number, given, "Kalns", "1990-01-01")).await;
        }
        let (office, examiner) = (&house.office, officer("case"));
        let address =
            Address { municipality: "LV0001000".to_owned(), address: "Imantas iela 7-1".to_owned() };
        let declared = |person: u64, on: &str| Deed {
            act: CivilAct::ResidenceDeclared {
                persons: vec![PersonId::from_u64(person)],
                address: address.clone(),
            },
            on: on.parse().unwrap(),
            body: "local-government".to_owned(),
            basis: basis("declaration"),
            distinct: vec![],
        };
        office.record_act(&examiner, &purpose(), declared(1, "2020-03-15")).await.unwrap();
        let known = office.position().await.unwrap();
        office.record_act(&examiner, &purpose(), declared(2, "2021-06")).await.unwrap();
        let act = CivilAct::Death { person: PersonId::from_u64(1), place: String::new() };
        let rule = office.law().register().act("death").unwrap();
        let death = Deed {
            act,
            on: day("2024-02-03").into(),
            body: rule.bodies.first().unwrap().clone(),
            basis: basis(&rule.bases.first().unwrap().code),
            distinct: vec![],
        };
        office.record_act(&examiner, &purpose(), death).await.unwrap();
        let ask = |known_at: Option<i64>| HouseholdQuery {
            municipality: "LV0001000".to_owned(),
            address: "imantas iela 7-1".to_owned(),
            from: day("2020-01-01"),
            to: Some(day("2025-01-01")),
            known_at: known_at.map(office::register::KnownAt::Position),
        };
        let now = office.household(&examiner, &purpose(), &ask(None)).await.unwrap();
        assert_eq!(
            told(&now),
            [
                "2020-03-15..2021-06-01 1",
                "2021-06-01..2021-07-01 1 2?",
                "2021-07-01..2024-02-03 1 2",
                "2024-02-03..2025-01-01 2",
            ]
        );
        let then = office.household(&examiner, &purpose(), &ask(Some(known))).await.unwrap();
        assert_eq!(told(&then), ["2020-03-15..2025-01-01 1"]);
        assert!(office.household(&client(1), &purpose(), &ask(None)).await.is_err());
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

/// Somebody declared to live at an address.
fn declared(person: u64, address: &str, on: &str) -> Deed {
    let address = Address { municipality: "LV0001000".to_owned(), address: address.to_owned() };
    Deed {
        act: CivilAct::ResidenceDeclared { persons: vec![PersonId::from_u64(person)], address },
        on: on.parse().unwrap(),
        body: "local-government".to_owned(),
        basis: basis("declaration"),
        distinct: vec![],
    }
}

fn years(address: &str) -> HouseholdQuery {
    HouseholdQuery {
        municipality: "LV0001000".to_owned(),
        address: address.to_owned(),
        from: day("2020-01-01"),
        to: Some(day("2025-01-01")),
        known_at: None,
    }
}

#[tokio::test]
async fn who_is_found_not_to_live_at_an_address_leaves_its_household() {
    for house in houses("not_there").await {
        house.enter(citizen(1, "Anna", "Kalna", "1990-01-01")).await;
        let (office, examiner, person) = (&house.office, officer("case"), PersonId::from_u64(1));
        let address = "Imantas iela 7-1";
        office.record_act(&examiner, &purpose(), declared(1, address, "2020-03-15")).await.unwrap();
        let view = office.person(&examiner, &purpose(), person, &When::default()).await.unwrap().view;
        let here =
            |value: &FactValue| matches!(value, FactValue::Residence { address: at, .. } if at == address);
        let doubted = view.facts.iter().find(|held| here(&held.known.fact.value)).unwrap().known.fact.seq;
        let doubt = Doubt {
            facts: vec![doubted],
            on: day("2022-05-01"),
            basis: basis("letter"),
            reason: "letters come back".to_owned(),
        };
        office.open_review(&examiner, &purpose(), person, doubt).await.unwrap();
        let told_now =
            || async { told(&office.household(&examiner, &purpose(), &years(address)).await.unwrap()) };
        // A doubt alone changes nothing.
        assert_eq!(told_now().await, ["2020-03-15..2025-01-01 1"]);
        let during = office.position().await.unwrap();
        let record = office.person(&examiner, &purpose(), person, &When::default()).await.unwrap();
        let review = record.view.facts.iter().find_map(|held| held.review).unwrap();
        let found = Finding {
            review,
            on: day("2022-08-01"),
            outcome: ReviewOutcome::NotThere,
            basis: basis("inspection"),
        };
        office.close_review(&examiner, &purpose(), person, found).await.unwrap();
        assert_eq!(told_now().await, ["2020-03-15..2022-05-01 1"]);
        let then =
            HouseholdQuery { known_at: Some(office::register::KnownAt::Position(during)), ..years(address) };
        let then = office.household(&examiner, &purpose(), &then).await.unwrap();
        assert_eq!(told(&then), ["2020-03-15..2025-01-01 1"], "as it was known during the review");
        // The next stay restates the entry with its end; the finding holds for that, and was made after it began.
        office.record_act(&examiner, &purpose(), declared(1, "Ezera iela 2", "2022-07-01")).await.unwrap();
        assert_eq!(told_now().await, ["2020-03-15..2022-05-01 1", "2022-05-01..2022-07-01 1?"]);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        assert_eq!(told_now().await.len(), 2);
    }
}

#[tokio::test]
async fn who_has_two_records_is_one_person_of_the_household_while_they_are_joined() {
    for house in houses("joined_household").await {
        house.enter(citizen(1, "Anna", "Bērziņa", "1991-01-01")).await;
        house.enter(citizen(2, "Anna", "Berzina", "1991-01-01")).await;
        let (office, approver) = (&house.office, officer("approver"));
        let pair = Pair {
            keep: PersonId::from_u64(1),
            other: PersonId::from_u64(2),
            basis: basis("decision"),
            reason: "the same passport".to_owned(),
            seen: None,
        };
        let lived = || async {
            told(
                &office
                    .household(&approver, &purpose(), &years("Sudrabziedu iela 12-34, Rīga"))
                    .await
                    .unwrap(),
            )
        };
        assert_eq!(lived().await, ["2020-01-01..2025-01-01 1 2"]);
        office.merge_records(&approver, &purpose(), &pair, &BTreeSet::new()).await.unwrap();
        assert_eq!(lived().await, ["2020-01-01..2025-01-01 1"]);
        let stale = Pair { seen: Some((1, Some(1))), ..pair.clone() };
        let stale = office.split_records(&approver, &purpose(), &stale, &BTreeMap::new()).await.unwrap_err();
        assert_eq!(problem(&stale), "stale");
        office
            .record_act(&officer("case"), &purpose(), declared(1, "Ezera iela 2", "2024-01-01"))
            .await
            .unwrap();
        office.split_records(&approver, &purpose(), &pair, &BTreeMap::new()).await.unwrap();
        // What was entered since waits, and goes whole to the one it is given to.
        let two = office.two_side_by_side(&approver, &purpose(), pair.keep, pair.other).await.unwrap();
        let moved = two.undecided.iter().find(|known| known.fact.to.is_none()).unwrap().fact.seq;
        for actor in [officer("case"), officer("counter"), client(1)] {
            let whose = BTreeMap::from([(moved, Whose::Restored)]);
            assert!(office.assign_entries(&actor, &purpose(), &pair, &whose).await.is_err());
            assert!(office.two_side_by_side(&actor, &purpose(), pair.keep, pair.other).await.is_err());
        }
        let whose = BTreeMap::from([(moved, Whose::Restored)]);
        office.assign_entries(&approver, &purpose(), &pair, &whose).await.unwrap();
        let again = office.assign_entries(&approver, &purpose(), &pair, &whose).await.unwrap_err();
        assert_eq!(problem(&again), "not-undecided");
        // The first never left then; the second lived there until the move.
        assert_eq!(lived().await, ["2020-01-01..2024-01-01 1 2", "2024-01-01..2025-01-01 1"]);
        let at = office.household(&approver, &purpose(), &years("Ezera iela 2")).await.unwrap();
        assert_eq!(told(&at), ["2024-01-01..2025-01-01 2"]);
        let names = office.named_households(&approver, &purpose(), &years("Ezera iela 2")).await.unwrap();
        assert_eq!(names.persons.keys().copied().collect::<Vec<_>>(), [pair.other]);
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test]
async fn of_more_than_a_hundred_persons_nobody_is_named() {
    for house in houses("crowd").await {
        for number in 1..=101 {
            house.enter(citizen(number, "Anna", "Kalna", "1990-01-01")).await;
        }
        let (office, examiner) = (&house.office, officer("case"));
        let crowd = years("Sudrabziedu iela 12-34, Rīga");
        let found = office.named_households(&examiner, &purpose(), &crowd).await.unwrap();
        assert!(found.persons.is_empty() && !found.too_many, "one composition says that it is crowded");
        assert_eq!(told(&found.compositions), ["crowded"]);
        // One after the other, none of them a crowd, and together too many to name.
        for number in 1..=101 {
            let on = day("2020-06-01").plus_days(i32::try_from(number).unwrap()).unwrap().to_string();
            office.record_act(&examiner, &purpose(), declared(number, "Ezera iela 2", &on)).await.unwrap();
            let gone = day(&on).plus_days(1).unwrap().to_string();
            office.record_act(&examiner, &purpose(), declared(number, "Ezera iela 3", &gone)).await.unwrap();
        }
        let found = office.named_households(&examiner, &purpose(), &years("Ezera iela 2")).await.unwrap();
        assert!(found.too_many && found.persons.is_empty() && found.compositions.is_empty());
    }
}
