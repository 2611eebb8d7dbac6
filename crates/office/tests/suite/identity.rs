//! Who stands at the counter is known by a travel document of another state, too.

use crate::house::{application, citizen, client, day, houses, officer};
use crate::journey::{Case, applied};
use office::cases::CaseCommand;
use office::cases::event::{ForeignDocument, Identification};
use office::register::FactValue;

fn shown(country: &str, number: &str, expires_on: &str) -> CaseCommand {
    let foreign = ForeignDocument {
        country: country.to_owned(),
        number: number.to_owned(),
        expires_on: day(expires_on),
        why: None,
    };
    CaseCommand::Identify { document: None, foreign: Some(foreign), reasons: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_valid_travel_document_of_another_state_shows_who_somebody_is() {
    for house in houses("foreign_document").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        for (wrong, code) in [
            (shown("Ukraine", "FE123456", "2030-01-01"), "country-letters"),
            (shown("LVA", "FE123456", "2030-01-01"), "own-country"),
            (shown("XXX", "FE123456", "2030-01-01"), "country-unknown"),
            (shown("QQQ", "FE123456", "2030-01-01"), "country-unknown"),
            (shown("UKR", "FE/123456", "2030-01-01"), "foreign-number"),
            (shown("UKR", "", "2030-01-01"), "foreign-number"),
            (shown("UKR", "FE123456", "2026-11-23"), "document-over"),
        ] {
            assert_eq!(case.refused(&counter, wrong).await, code);
        }
        // The house is at 24 November 2026: a document is valid on its last day.
        case.give(&counter, shown("ukr", "fe 123456", "2026-11-24")).await.unwrap();
        let view = case.see(&client(1)).await;
        let Some((Identification::Foreign(kept), ..)) = view.case.identified else { panic!() };
        let expires_on = day("2026-11-24");
        assert_eq!(
            kept,
            ForeignDocument { country: "UKR".into(), number: "FE123456".into(), expires_on, why: None }
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_a_state_that_is_not_that_of_the_register_takes_reasons() {
    for house in houses("foreign_other").await {
        let mut who = citizen(1, "Ilze", "Piemēra", "1992-07-01");
        who.more.push(FactValue::Citizenship { country: "IND".to_owned() });
        let person = house.enter(who).await;
        let id = house.office.apply(&client(1), &application(person)).await.unwrap();
        let (case, counter) = (Case { house: &house, id }, officer("counter"));
        let other = |why: Option<&str>| match shown("UKR", "FE123456", "2030-01-01") {
            CaseCommand::Identify { document, foreign, .. } => {
                CaseCommand::Identify { document, foreign, reasons: why.map(str::to_owned) }
            }
            command => command,
        };
        assert_eq!(case.refused(&counter, other(None)).await, "citizenship-other");
        assert_eq!(case.refused(&counter, other(Some("jā"))).await, "reasons-short");
        const WHY: &str = "Rāda lēmumu par jaunu pilsonību.";
        let view = case.give(&counter, other(Some(WHY))).await.unwrap();
        let Some((Identification::Foreign(kept), ..)) = view.case.identified else { panic!() };
        assert_eq!((kept.country.as_str(), kept.why.as_deref()), ("UKR", Some(WHY)));
    }
    for house in houses("foreign_same").await {
        let mut who = citizen(1, "Ilze", "Piemēra", "1992-07-01");
        who.more.push(FactValue::Citizenship { country: "IND".to_owned() });
        let person = house.enter(who).await;
        let id = house.office.apply(&client(1), &application(person)).await.unwrap();
        let case = Case { house: &house, id };
        let view = case.give(&officer("counter"), shown("IND", "Z1234567", "2030-01-01")).await.unwrap();
        let Some((Identification::Foreign(kept), ..)) = view.case.identified else { panic!() };
        assert_eq!((kept.country.as_str(), kept.why), ("IND", None));
    }
}
