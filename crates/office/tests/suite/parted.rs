//! What leads to a record and what was said of it, when two are joined and parted, on both engines: codes, documents,
//! verdicts, findings.

use crate::house::{House, citizen, day, houses, officer};
use crate::persons::purpose;
use kernel::{DocumentId, PersonId};
use office::register::duplicates::{PersonPair, Said, Verdict};
use office::register::{
    Basis, DocumentFact, DocumentStatus, Doubt, FactChange, FactValue, Finding, HouseholdQuery, Lookup, Pair,
    ReviewOutcome, When, Whose,
};
use std::collections::{BTreeMap, BTreeSet};

fn id(number: u64) -> PersonId {
    PersonId::from_u64(number)
}

fn basis() -> Basis {
    Basis::new("decision", "12/2026", day("2026-05-05"), "Registry of Imagined Acts", "LVA").unwrap()
}

fn pair(keep: u64, other: u64) -> Pair {
    let reason = "the same passport".to_owned();
    Pair { keep: id(keep), other: id(other), basis: basis(), reason, seen: None }
}

async fn join(house: &House, keep: u64, other: u64) {
    let joined = pair(keep, other);
    house.office.merge_records(&officer("approver"), &purpose(), &joined, &BTreeSet::new()).await.unwrap();
}

async fn part(house: &House, keep: u64, other: u64, whose: &BTreeMap<i64, Whose>) {
    let parted = pair(keep, other);
    house.office.split_records(&officer("approver"), &purpose(), &parted, whose).await.unwrap();
}

async fn found(house: &House, by: Lookup) -> Option<u64> {
    let found = house.office.lookup(&officer("case"), &purpose(), by).await.unwrap();
    found.map(|person| u64::try_from(person.id.as_i64()).unwrap())
}

async fn rebuilt(house: &House) {
    assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
}

#[tokio::test]
async fn a_code_and_a_document_that_a_split_or_a_later_word_gives_to_the_other_lead_to_it() {
    for house in houses("parted_codes").await {
        house.enter(citizen(1, "Anna", "Bērziņa", "1991-01-01")).await;
        house.enter(citizen(2, "Anna", "Berzina", "1991-01-01")).await;
        for later in [false, true] {
            join(&house, 1, 2).await;
            let (new, printed) =
                (format!("3999000010{}", u8::from(later)), format!("PA999000{}", u8::from(later)));
            let code = house.office.country().codes.parse(&new).unwrap();
            let document = FactValue::Document(DocumentFact {
                document: DocumentId::from_u64(70 + u64::from(later)),
                kind: "passport".to_owned(),
                number: printed.parse().unwrap(),
                issued_on: day("2026-06-01"),
                expires_on: day("2036-05-31"),
                issuer: "Office".to_owned(),
                status: DocumentStatus::Valid,
                reason: None,
            });
            let on = if later { "2026-07-01" } else { "2026-06-01" };
            let values = vec![FactValue::Code { code }, document];
            let change = FactChange { on: day(on).into(), values, basis: basis() };
            house.office.change_facts(&officer("case"), &purpose(), id(1), None, change).await.unwrap();
            assert_eq!(found(&house, Lookup::Code(new.clone())).await, Some(1));
            let seqs: Vec<i64> = {
                let (approver, purpose) = (officer("approver"), purpose());
                let two = house.office.two_side_by_side(&approver, &purpose, id(1), id(2)).await.unwrap();
                let since = two.since.into_iter();
                since
                    .filter(|known| known.fact.from == Some(day(on).into()))
                    .map(|known| known.fact.seq)
                    .collect()
            };
            assert_eq!(seqs.len(), 2);
            let theirs = seqs.iter().map(|seq| (*seq, Whose::Restored)).collect();
            if later {
                part(&house, 1, 2, &BTreeMap::new()).await;
                assert_eq!(
                    found(&house, Lookup::Code(new.clone())).await,
                    Some(1),
                    "it waits where it stands"
                );
                let assigned = pair(1, 2);
                house
                    .office
                    .assign_entries(&officer("approver"), &purpose(), &assigned, &theirs)
                    .await
                    .unwrap();
            } else {
                part(&house, 1, 2, &theirs).await;
            }
            for again in [false, true] {
                assert_eq!(
                    found(&house, Lookup::Code(new.clone())).await,
                    Some(2),
                    "later {later}, rebuilt {again}"
                );
                assert_eq!(found(&house, Lookup::Document(printed.clone())).await, Some(2), "later {later}");
                assert_eq!(found(&house, Lookup::Code("399900-00001".to_owned())).await, Some(1));
                rebuilt(&house).await;
            }
        }
    }
}

fn two(a: u64, b: u64) -> PersonPair {
    PersonPair::new(id(a), id(b)).unwrap()
}

async fn say(house: &House, pair: PersonPair, verdict: Verdict) {
    let said = Said { verdict, basis: basis(), reason: "cousins, both were here".to_owned() };
    house.office.judge_pair(&officer("approver"), &purpose(), pair, said).await.unwrap();
}

async fn waiting(house: &House) -> Vec<(i64, i64)> {
    while house.office.look_for_duplicates().await.unwrap().behind {}
    let page = house.office.duplicates(&officer("approver"), None, 50).await.unwrap();
    page.items.iter().map(|item| (item.pair.one().as_i64(), item.pair.other().as_i64())).collect()
}

#[tokio::test]
async fn a_verdict_follows_the_record_into_which_one_of_the_two_was_merged_and_goes_back_with_it() {
    for house in houses("parted_verdicts").await {
        for number in 1..=4 {
            house.enter(citizen(number, "Ilze", "Piemēra", "1992-07-01")).await;
        }
        assert_eq!(waiting(&house).await.len(), 6);
        say(&house, two(2, 3), Verdict::TwoPersons).await;
        join(&house, 1, 2).await;
        assert_eq!(waiting(&house).await, [(1, 4), (3, 4)], "3 is not 2, so not 1");
        // Through a second merge too, on the other side.
        join(&house, 4, 3).await;
        assert_eq!(waiting(&house).await, []);
        part(&house, 4, 3, &BTreeMap::new()).await;
        // Somebody takes back for 1 and 3 what was said of 2 and 3.
        say(&house, two(1, 3), Verdict::Open).await;
        assert_eq!(waiting(&house).await, [(1, 3), (1, 4)]);
        part(&house, 1, 2, &BTreeMap::new()).await;
        assert_eq!(waiting(&house).await, [(1, 3), (1, 4), (2, 4)]);
        rebuilt(&house).await;
        assert_eq!(waiting(&house).await, [(1, 3), (1, 4), (2, 4)]);
    }
}

/// Who lives at the address on 1 June 2026.
async fn household(house: &House) -> Vec<i64> {
    let query = HouseholdQuery {
        municipality: "LV0001000".to_owned(),
        address: "Sudrabziedu iela 12-34, Rīga".to_owned(),
        from: day("2026-06-01"),
        to: Some(day("2026-06-02")),
        known_at: None,
    };
    let told = house.office.named_households(&officer("case"), &purpose(), &query).await.unwrap();
    told.persons.keys().map(|person| person.as_i64()).collect()
}

#[tokio::test]
async fn who_was_found_not_to_live_there_leaves_the_household_under_the_other_record_too() {
    for house in houses("parted_findings").await {
        house.enter(citizen(1, "Anna", "Bērziņa", "1991-01-01")).await;
        house.enter(citizen(2, "Anna", "Berzina", "1991-01-01")).await;
        let (office, clerk) = (&house.office, officer("case"));
        let record = office.person(&clerk, &purpose(), id(2), &When::default()).await.unwrap();
        let home = record.view.facts.iter().find(|held| held.known.fact.value.kind() == "residence").unwrap();
        let doubt = Doubt {
            facts: vec![home.known.fact.seq],
            on: day("2026-03-01"),
            basis: basis(),
            reason: "a letter came back".to_owned(),
        };
        office.open_review(&clerk, &purpose(), id(2), doubt).await.unwrap();
        join(&house, 1, 2).await;
        assert_eq!(household(&house).await, [1]);
        let record = office.person(&clerk, &purpose(), id(1), &When::default()).await.unwrap();
        let review = record.view.facts.iter().find_map(|held| held.review).unwrap();
        let (on, outcome) = (day("2026-04-01"), ReviewOutcome::NotThere);
        office
            .close_review(&clerk, &purpose(), id(1), Finding { review, on, outcome, basis: basis() })
            .await
            .unwrap();
        assert_eq!(household(&house).await, Vec::<i64>::new());
        part(&house, 1, 2, &BTreeMap::new()).await;
        assert_eq!(household(&house).await, [1], "it is 2 of whom it was found");
        rebuilt(&house).await;
        assert_eq!(household(&house).await, [1]);
    }
}
