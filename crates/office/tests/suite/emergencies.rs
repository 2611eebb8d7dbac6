//! What is closed to an officer, by the register as it is, and for how long an emergency opens it.

use crate::house::{House, Somebody, basis, citizen, day, houses_with, officer, staff};
use kernel::PersonId;
use office::access::policy::Limit;
use office::access::{Denied, Purpose};
use office::emergencies::Target;
use office::emergencies::event::Verdict;
use office::error::OfficeError;
use office::register::{FactChange, FactValue, When};
use office::{Actor, Officer, Role};

const REASON: &str = "She lies unconscious and her papers are gone.";

fn with_person() -> Vec<Officer> {
    let mut list = staff();
    for known in list.iter_mut().filter(|known| known.id.as_str() == "case") {
        known.person = Some(PersonId::from_u64(1));
    }
    let mut trusted = list[1].clone();
    trusted.id = "trusted".parse().unwrap();
    (trusted.roles, trusted.person) = (vec![Role::CaseOfficer, Role::Custodian], None);
    list.push(trusted);
    list
}

fn known(code: &str) -> Actor {
    let found = with_person().into_iter().find(|known| known.id.as_str() == code);
    found.map_or_else(|| officer(code), Actor::Officer)
}

async fn reads(house: &House, code: &str, number: u64) -> Result<(), OfficeError> {
    let purpose: Purpose = "basis:mk134".parse().unwrap();
    let when = When::default();
    house.office.person(&known(code), &purpose, PersonId::from_u64(number), &when).await.map(|_| ())
}

const CONFLICT: Result<(), OfficeError> = Err(OfficeError::Denied(Denied::Limited(Limit::Conflict)));

async fn houses(name: &str) -> Vec<House> {
    let law = law::LawBook::bundled().unwrap();
    let list = houses_with(name, &law, &with_person()).await;
    for house in &list {
        let child = |number| Somebody {
            more: vec![FactValue::Parent { of: PersonId::from_u64(1).into() }],
            ..citizen(number, "Zane", "Paraudziņa", "2015-05-05")
        };
        house.enter(citizen(1, "Ilze", "Paraudziņa", "1985-01-01")).await;
        house.enter(child(2)).await;
        house.enter(citizen(3, "Anna", "Liepiņa", "1950-01-01")).await;
    }
    list
}

#[tokio::test(flavor = "multi_thread")]
async fn an_emergency_ends_by_the_clock_and_is_for_one_officer() {
    for house in houses("emergency_ends").await {
        // Asked twice: the second time from what the node remembers.
        for _ in 0..2 {
            assert_eq!(reads(&house, "case", 2).await, CONFLICT);
            assert_eq!(reads(&house, "case-2", 2).await, Ok(()));
        }
        let purpose: Purpose = "basis:mk134".parse().unwrap();
        let target = Target::Person(PersonId::from_u64(2));
        let opened = house.office.open_emergency(&known("case"), &purpose, target, REASON).await.unwrap();
        assert_eq!(opened.opened.persons, [PersonId::from_u64(2)]);
        for _ in 0..2 {
            assert_eq!(reads(&house, "case", 2).await, Ok(()));
        }
        assert_eq!(reads(&house, "case", 1).await, CONFLICT, "nobody else is opened");
        house.clock.set("2026-11-24T08:14:59Z");
        assert_eq!(reads(&house, "case", 2).await, Ok(()));
        house.clock.set("2026-11-24T08:15:00Z");
        for _ in 0..2 {
            assert_eq!(reads(&house, "case", 2).await, CONFLICT);
        }
        let auditor = officer("auditor");
        assert_eq!(house.office.emergencies_waiting(&auditor).await, Ok(1));
        let words = "The hospital confirmed it in writing.";
        let said =
            house.office.review_emergency(&auditor, opened.id, Verdict::Justified, words).await.unwrap();
        assert_eq!(said.review.unwrap().by.as_str(), "auditor");
        assert_eq!(house.office.emergencies_waiting(&auditor).await, Ok(0));
        let counter = house.office.emergencies_waiting(&officer("counter")).await;
        assert_eq!(counter, Err(Denied::NoRight("review-emergency").into()));
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn relatives_are_who_the_register_says_today() {
    for house in houses("emergency_kin").await {
        assert_eq!(reads(&house, "case", 3).await, Ok(()));
        // It comes to be known that person 3 is the officer's mother: from then on she is closed.
        let purpose: Purpose = "basis:mk134".parse().unwrap();
        // Whoever works here is protected: somebody with that duty writes it.
        for (code, expected) in
            [("case-2", Err(Denied::Limited(Limit::Protected).into())), ("trusted", Ok(()))]
        {
            let change = FactChange {
                on: day("1985-01-01").into(),
                values: vec![FactValue::Parent { of: PersonId::from_u64(3).into() }],
                basis: basis(),
            };
            let written =
                house.office.change_facts(&known(code), &purpose, PersonId::from_u64(1), None, change).await;
            assert_eq!(written.map(|_| ()), expected);
        }
        for _ in 0..2 {
            assert_eq!(reads(&house, "case", 3).await, CONFLICT);
            assert_eq!(reads(&house, "case-2", 3).await, Ok(()));
        }
    }
}
