//! One's own powers of attorney over the API: a principal revokes one by its deed, also where the list does not show it.

use crate::house::{House, houses, person};
use axum::http::StatusCode;
use office::access::Purpose;
use office::actor::{Actor, Role};
use office::register::civil::CivilAct;
use office::register::{Basis, Deed, Matters};
use serde_json::json;

const PATH: &str = "/me/powers/revoke-deed";

async fn give(house: &House) {
    let act = CivilAct::AttorneyGiven {
        principal: kernel::PersonId::from_u64(1),
        agent: kernel::PersonId::from_u64(2).into(),
        matters: Matters::All,
        until: None,
    };
    let day = "2026-11-20".parse().unwrap();
    let basis = Basis::new("notarial-deed", "17", day, "Notary", "LVA").unwrap();
    let deed = Deed { act, on: day.into(), body: "notary".to_owned(), basis, distinct: vec![] };
    let officer = crate::house::staff().into_iter().find(|officer| officer.is(Role::CaseOfficer)).unwrap();
    let purpose: Purpose = "basis:mk134".parse().unwrap();
    house.office.record_act(&Actor::Officer(officer), &purpose, deed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_principal_revokes_a_power_by_its_deed() {
    for house in houses("api_powers").await {
        give(&house).await;
        let given = async || {
            let answer = house.get("client-1", "/me/powers", &[]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            answer.body["given"].as_array().unwrap().len()
        };
        assert_eq!(given().await, 1);
        let deed = |number: &str, date: &str| json!({ "number": number, "date": date });
        // Another deed ends nothing, and is answered alike.
        for other in [deed("18", "2026-11-20"), deed("17", "2026-11-19")] {
            let answer = house.post("client-1", PATH, &[], other).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            assert_eq!(given().await, 1);
        }
        // The agent ends nothing of what others gave.
        let agent = house.post("client-2", PATH, &[], deed("17", "2026-11-20")).await;
        assert_eq!(agent.status, StatusCode::OK, "{}", agent.body);
        assert_eq!(given().await, 1);
        let ahead = house.post("client-1", PATH, &[], deed("17", "2030-01-01")).await;
        assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", ahead.body);
        assert_eq!(ahead.fields(), [("date".to_owned(), "arrival-future".to_owned())]);
        let blank = house.post("client-1", PATH, &[], deed("  ", "2026-11-20")).await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", blank.body);
        let officer = house.post("case", PATH, &[], deed("17", "2026-11-20")).await;
        assert_eq!(officer.status, StatusCode::FORBIDDEN, "{}", officer.body);
        assert_eq!(given().await, 1);
        let done = house.post("client-1", PATH, &[], deed(" 17 ", "2026-11-20")).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert_eq!(done.body["given"], json!([]));
        assert_eq!(given().await, 0);
        // The trace says it as it says what the page does.
        let client = Actor::Client { person: kernel::PersonId::from_u64(1) };
        let log = house.office.access_log(&client, None).await.unwrap();
        let own = format!("client:{}", person(1));
        assert!(log.iter().any(|line| line.actor == own && line.action == "revoke-power"), "{log:?}");
    }
}
