//! What cannot be is not entered, and what nobody can look up is no purpose.

use crate::house::{House, basis, citizen, client, day, houses, officer};
use crate::journey::problem;
use crate::persons::purpose;
use kernel::{CaseId, PersonId};
use office::OfficeError;
use office::access::Purpose;
use office::cases::CaseCommand;
use office::register::civil::{CivilAct, Couple};
use office::register::{Basis, Deed, FactChange, FactCorrection, FactValue, PersonRecord, SearchQuery, When};

fn me() -> PersonId {
    PersonId::from_u64(1)
}

async fn change(
    house: &House,
    on: &str,
    value: FactValue,
    basis: Basis,
) -> Result<PersonRecord, OfficeError> {
    let wanted = FactChange { on: on.parse().unwrap(), values: vec![value], basis };
    house.office.change_facts(&officer("case"), &purpose(), me(), None, wanted).await
}

fn died(on: &str) -> FactValue {
    FactValue::Death { date: on.parse().unwrap(), place: String::new() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_nobody_has_is_no_purpose() {
    for house in houses("purposes").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        let (examiner, when) = (officer("case"), When::default());
        let made_up = Purpose::Case(CaseId::from_u64(9));
        let refused = house.office.person(&examiner, &made_up, me(), &when).await.unwrap_err();
        assert_eq!(problem(&refused), "unknown-case");
        let query = SearchQuery { text: "Piemēra".to_owned(), ..SearchQuery::default() };
        let refused = house.office.search(&examiner, &made_up, &query).await.unwrap_err();
        assert_eq!(problem(&refused), "unknown-case");
        let case = house.office.apply(&client(1), &house.application(1)).await.unwrap();
        house.office.person(&examiner, &Purpose::Case(case), me(), &when).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_not_happened_is_not_entered() {
    for house in houses("ahead").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        // The clock says 2026; of a year that has not begun nothing has happened.
        for on in ["2099-01-01", "2027"] {
            let refused = change(&house, on, died(on), basis()).await.unwrap_err();
            assert_eq!(problem(&refused), "not-happened", "{on}");
        }
        let letter = Basis { date: day("2099-01-01"), ..basis() };
        let refused = change(&house, "2026-05-04", died("2026-05-04"), letter).await.unwrap_err();
        assert_eq!(problem(&refused), "not-happened");
        let ethnicity = FactValue::Ethnicity { ethnicity: "latvian".to_owned() };
        let refused = change(&house, "1500-01-01", ethnicity, basis()).await.unwrap_err();
        assert_eq!(problem(&refused), "before-birth");
        for (channel, contact, why) in
            [("email", "not an email", "wrong-email"), ("phone", "12", "wrong-phone")]
        {
            let contact = FactValue::Contact { channel: channel.to_owned(), contact: contact.to_owned() };
            let refused = change(&house, "2026-05-04", contact, basis()).await.unwrap_err();
            assert_eq!(problem(&refused), why);
        }
        // A birth is corrected, but not to a day that has not come.
        let (office, examiner) = (&house.office, officer("case"));
        let history = office.timeline(&examiner, &purpose(), me()).await.unwrap();
        let birth = history.iter().find(|known| matches!(known.fact.value, FactValue::Birth { .. }));
        let wrong = birth.unwrap().fact.seq;
        let born = |on: &str| FactCorrection {
            wrong,
            right: Some(FactValue::Birth { date: on.parse().unwrap(), place: String::new() }),
            from: None,
            basis: basis(),
            reason: "misread".to_owned(),
        };
        let refused = office.correct_fact(&examiner, &purpose(), me(), None, born("3000-01-01")).await;
        assert_eq!(problem(&refused.unwrap_err()), "not-happened");
        office.correct_fact(&examiner, &purpose(), me(), None, born("1992-07-11")).await.unwrap();
        change(&house, "2026", died("2026-05-04"), basis()).await.unwrap();
    }
}

fn send(way: &str, address: &str) -> CaseCommand {
    let (on, reference, address) = (None, String::new(), address.to_owned());
    CaseCommand::Send { way: way.to_owned(), on, reference, address }
}

fn wedding(other: u64, on: &str) -> Deed {
    let act = CivilAct::Marriage(Couple {
        one: me(),
        other: PersonId::from_u64(other).into(),
        one_surname: None,
        other_surname: None,
    });
    let basis = Basis { kind: "marriage-record".to_owned(), ..basis() };
    Deed { act, on: on.parse().unwrap(), body: "civil-registry".to_owned(), basis, distinct: vec![] }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_marries_before_birth_or_twice_at_once() {
    for house in houses("twice").await {
        house.enter(citizen(1, "Ilze", "Piemēra", "1992-07-01")).await;
        house.enter(citizen(2, "Juris", "Paraugs", "1956-07-01")).await;
        house.enter(citizen(3, "Andris", "Cits", "1990-07-01")).await;
        let record = async |deed: Deed| {
            let act = house.office.record_act(&officer("case"), &purpose(), deed).await;
            act.map_err(|error| problem(&error).to_owned())
        };
        assert_eq!(record(wedding(2, "1950-01-01")).await.unwrap_err(), "before-birth");
        assert_eq!(record(wedding(2, "2027-01-01")).await.unwrap_err(), "not-happened");
        record(wedding(2, "2020-06-01")).await.unwrap();
        assert_eq!(record(wedding(2, "2021-06-01")).await.unwrap_err(), "union-stands");
        assert_eq!(record(wedding(3, "2021-06-01")).await.unwrap_err(), "other-union");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn electronic_mail_goes_to_an_address_of_electronic_mail() {
    for house in houses("mail").await {
        let case = crate::refusal::refused(&house).await;
        let counter = officer("counter");
        // The declared residence is none, and neither is whatever somebody typed.
        assert_eq!(case.refused(&counter, send("e-mail", "")).await, "required");
        for wrong in ["not an address", "%%% nowhere", "Sudrabziedu iela 12-34, Rīga", "a@b"] {
            assert_eq!(case.refused(&counter, send("e-mail", wrong)).await, "wrong-email", "{wrong}");
        }
        let sent = case.give(&counter, send("e-mail", "ilze@example.invalid")).await.unwrap();
        assert_eq!(sent.case.sent[0].address, "ilze@example.invalid");
    }
}
