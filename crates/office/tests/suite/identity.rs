//! Who stands at the counter is known by a travel document of another state, too.

use crate::house::{client, day, houses, officer};
use crate::journey::applied;
use office::cases::CaseCommand;
use office::cases::event::{ForeignDocument, Identification};

fn shown(country: &str, number: &str, expires_on: &str) -> CaseCommand {
    let foreign = ForeignDocument {
        country: country.to_owned(),
        number: number.to_owned(),
        expires_on: day(expires_on),
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
        assert_eq!(kept, ForeignDocument { country: "UKR".into(), number: "FE123456".into(), expires_on });
    }
}
