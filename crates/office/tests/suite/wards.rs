//! Acting for a ward: the register says who does, and takes the right back when the guardianship ends.

use crate::house::{House, citizen, client, day, houses, officer};
use crate::journey::problem;
use crate::persons::purpose;
use kernel::PersonId;
use office::access::Purpose;
use office::register::civil::CivilAct;
use office::register::{Basis, Deed, FactValue, Relative, When};

fn relative(number: u64) -> Relative {
    PersonId::from_u64(number).into()
}

/// 1 is the trustee of 2, who is grown up; 3 cares for the child 4, whose parent is 5 and whose guardian is 1.
async fn family(house: &House) {
    let kind = |kind: &str| kind.to_owned();
    let ward =
        |of, guardianship: &str| FactValue::Ward { of: relative(of), guardianship: kind(guardianship) };
    let guardian =
        |of, guardianship: &str| FactValue::Guardian { of: relative(of), guardianship: kind(guardianship) };
    let mut one = citizen(1, "Ilze", "Piemēra", "1970-07-01");
    one.more = vec![ward(2, "trustee"), ward(4, "guardian")];
    let mut two = citizen(2, "Zane", "Piemēra", "1948-02-03");
    two.more = vec![guardian(1, "trustee")];
    let mut three = citizen(3, "Aija", "Paraudziņa", "1980-01-01");
    three.more = vec![ward(4, "out-of-family")];
    let mut four = citizen(4, "Elza", "Kalna", "2015-05-05");
    four.more =
        vec![guardian(3, "out-of-family"), guardian(1, "guardian"), FactValue::Parent { of: relative(5) }];
    let mut five = citizen(5, "Anna", "Kalna", "1985-01-01");
    five.more = vec![FactValue::Child { of: relative(4) }];
    for person in [one, two, three, four, five] {
        house.enter(person).await;
    }
}

async fn acts_for(house: &House, who: u64) -> Vec<u64> {
    let list = house.office.represented(&client(who)).await.unwrap();
    list.iter().map(|person| u64::try_from(person.id.as_i64()).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn guardians_and_trustees_act_for_their_wards() {
    for house in houses("wards").await {
        family(&house).await;
        assert_eq!(acts_for(&house, 1).await, [1, 2, 4]);
        // Caring for somebody is not acting for them, and where there is a guardian the parents do not act.
        assert_eq!(acts_for(&house, 3).await, [3]);
        assert_eq!(acts_for(&house, 5).await, [5]);
        assert_eq!(acts_for(&house, 2).await, [2]);
        let read = async |who, whom| {
            house.office.person(&client(who), &Purpose::Own, PersonId::from_u64(whom), &When::default()).await
        };
        assert!(read(1, 2).await.is_ok() && read(1, 4).await.is_ok());
        for (who, whom) in [(3, 4), (5, 4), (2, 1)] {
            assert_eq!(problem(&read(who, whom).await.unwrap_err()), "not-found");
        }
        // For an adult only a representative applies, and the register says that she is one: nothing to prove.
        let id = house.office.apply(&client(1), &house.application(2)).await.unwrap();
        let case = house.office.case(&client(1), id).await.unwrap();
        assert_eq!(case.case.capacity, "representative");
        for who in [3, 5] {
            let refused = house.office.apply(&client(who), &house.application(4)).await.unwrap_err();
            assert_eq!(problem(&refused), "not-represented");
        }
        // The ward sees in her own trace who read.
        let log = house.office.access_log(&client(2), None).await.unwrap();
        assert!(log.iter().any(|line| line.fields == "all"), "{log:?}");
        // When the guardianship ends, so does the right; the case goes on, for it was applied for rightly.
        let act = CivilAct::GuardianshipEnded { ward: PersonId::from_u64(2), guardian: relative(1) };
        let basis =
            Basis::new("court-judgment", "12/2026", day("2026-11-20"), "Court of Imagined Acts", "LVA");
        let on = day("2026-11-20").into();
        let deed = Deed { act, on, body: "court".to_owned(), basis: basis.unwrap(), distinct: vec![] };
        house.office.record_act(&officer("case"), &purpose(), deed).await.unwrap();
        assert_eq!(acts_for(&house, 1).await, [1, 4]);
        assert_eq!(problem(&read(1, 2).await.unwrap_err()), "not-found");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}
