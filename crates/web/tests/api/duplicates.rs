//! Nobody is entered twice unasked, and the registrar settles which records are one person, over HTTP.

use crate::house::{BASIS, House, houses, person};
use axum::http::StatusCode;
use serde_json::{Value, json};

fn basis(kind: &str) -> Value {
    json!({ "kind": kind, "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA" })
}

/// A child like person 1, born to person 3.
fn birth(surname: &str, distinct: &Value) -> Value {
    let child =
        json!({ "name": { "given": "Ilze", "surname": surname }, "sex": "female", "status": "citizen" });
    let event = json!({ "act": "birth", "child": child, "parents": [{ "person": person(3) }] });
    json!({
        "event": event, "on": "1992-07-01", "body": "civil-status", "basis": basis("birth-record"),
        "distinct_from": distinct,
    })
}

/// The office looks the register through, as it does beside the server.
async fn look(house: &House) {
    while house.office.look_for_duplicates().await.unwrap().behind {}
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_probably_there_is_told_with_every_part_that_agrees() {
    for house in houses("api_alike").await {
        let asked = house.post("case", "/civil-acts", &[BASIS], birth("Piemera", &json!([]))).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.body);
        assert_eq!(asked.problem(), "probably-there");
        let candidates = asked.body["candidates"].as_array().unwrap();
        assert_eq!(candidates.len(), 1, "{}", asked.body);
        assert_eq!(candidates[0]["person"]["id"], person(1));
        assert!(candidates[0]["likely"].as_u64().unwrap() >= 500);
        let because = candidates[0]["because"].as_array().unwrap();
        let birth_date = because.iter().find(|part| part["part"] == "birth-date").unwrap();
        assert_eq!(
            (&birth_date["mark"], &birth_date["words"]["en"]),
            (&json!("agrees"), &json!("birth date: agrees"))
        );
        let said = json!([{ "person": person(1), "reason": "a cousin, both were here" }]);
        let entered = house.post("case", "/civil-acts", &[BASIS], birth("Piemera", &said)).await;
        assert_eq!(entered.status, StatusCode::CREATED, "{}", entered.body);
        look(&house).await;
        let list = house.get("approver", "/duplicates", &[]).await;
        assert_eq!(list.body["items"], json!([]), "it was said with the entry");
        let wrong = json!([{ "person": person(1) }]);
        let wrong = house.post("case", "/civil-acts", &[BASIS], birth("Piemera", &wrong)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        assert_eq!(wrong.fields()[0].0, "distinct_from[0].reason");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pairs_wait_page_by_page_until_somebody_says_what_they_are() {
    for house in houses("api_duplicates").await {
        for number in [4, 5] {
            house.enter(number, "Ilze", "Piemera", "1992-07-01", "citizen", None).await;
        }
        look(&house).await;
        let mut pairs = Vec::new();
        let mut path = "/duplicates?limit=2".to_owned();
        loop {
            let page = house.get("approver", &path, &[]).await;
            assert_eq!((page.status, &page.body["behind"]), (StatusCode::OK, &json!(false)), "{}", page.body);
            for item in page.body["items"].as_array().unwrap() {
                pairs.push((item["one"]["id"].clone(), item["other"]["id"].clone()));
            }
            let Some(next) = page.body["next"].as_str() else { break };
            path = format!("/duplicates?limit=2&after={next}");
        }
        let of = |a: u64, b: u64| (json!(person(a)), json!(person(b)));
        assert_eq!(pairs, [of(1, 4), of(1, 5), of(4, 5)].to_vec());
        for (token, status) in [
            ("", StatusCode::UNAUTHORIZED),
            ("case", StatusCode::FORBIDDEN),
            ("auditor", StatusCode::FORBIDDEN),
            ("client-1", StatusCode::FORBIDDEN),
        ] {
            assert_eq!(house.get(token, "/duplicates", &[]).await.status, status, "{token}");
        }
        for wrong in ["/duplicates?limit=51", "/duplicates?after=x", "/duplicates?page=2"] {
            assert!(house.get("approver", wrong, &[]).await.status.is_client_error(), "{wrong}");
        }
        let verdict = |one: u64, other: u64, verdict: &str, reason: &str| {
            json!({
                "one": person(one), "other": person(other), "verdict": verdict, "basis": basis("decision"),
                "reason": reason,
            })
        };
        let say =
            async |token: &str, body: Value| house.post(token, "/duplicates/verdicts", &[BASIS], body).await;
        assert_eq!(say("case", verdict(1, 4, "two-persons", "no right")).await.status, StatusCode::FORBIDDEN);
        let said = say("approver", verdict(4, 1, "two-persons", "cousins")).await;
        assert_eq!(said.status, StatusCode::CREATED, "{}", said.body);
        let count =
            async || house.get("approver", "/duplicates", &[]).await.body["items"].as_array().unwrap().len();
        assert_eq!(count().await, 2);
        for (body, status) in [
            (verdict(1, 4, "two-persons", "again"), StatusCode::CONFLICT),
            (verdict(1, 5, "open", "nothing was said"), StatusCode::CONFLICT),
            (verdict(1, 1, "two-persons", "one"), StatusCode::UNPROCESSABLE_ENTITY),
            (verdict(1, 5, "two-persons", " "), StatusCode::UNPROCESSABLE_ENTITY),
            (verdict(1, 5, "one-person", "merge"), StatusCode::UNPROCESSABLE_ENTITY),
            (verdict(1, 77, "two-persons", "nobody"), StatusCode::NOT_FOUND),
        ] {
            let told = say("approver", body).await;
            assert_eq!(told.status, status, "{}", told.body);
        }
        assert_eq!(say("approver", verdict(1, 4, "open", "a mistake")).await.status, StatusCode::CREATED);
        assert_eq!(count().await, 3);
        // Everybody of the list can see that somebody looked.
        let log = house.get("client-1", "/me/access-log", &[]).await;
        assert!(log.body.to_string().contains("settle-duplicates"), "{}", log.body);
    }
}
