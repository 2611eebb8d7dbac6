//! Statements over the API: issued, listed, read again, checked by anybody.

use crate::house::{BASIS, houses, person};
use axum::http::StatusCode;
use serde_json::{Value, json};

const OWN: (&str, &str) = ("purpose", "own");

fn wanted() -> Value {
    json!({ "kind": "residence", "recipient": "Bank of Imagination", "intended_use": "a loan", "lang": "en" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_issued_listed_and_read_again() {
    for house in houses("api_statement").await {
        let path = format!("/persons/{}/statements", person(1));
        let issued = house.post("client-1", &path, &[OWN], wanted()).await;
        assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.body);
        let at = issued.header("location").strip_prefix("/api/v1").unwrap().to_owned();
        assert!(!issued.header("parvalde-position").is_empty());
        assert_eq!(issued.body["as_of"], "2026-11-24");
        let forms: Vec<&str> = issued.body["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["form"].as_str().unwrap())
            .collect();
        assert_eq!(forms, ["lv", "en", "json"]);
        for file in issued.body["files"].as_array().unwrap() {
            let href = file["href"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
            let read = house.get("client-1", href, &[OWN]).await;
            assert_eq!(read.status, StatusCode::OK, "{href}: {}", read.body);
            assert_eq!(file["bytes"], read.bytes.len());
            if href.contains("/pdf") {
                assert!(read.bytes.starts_with(b"%PDF-"), "{href}");
            } else {
                assert_eq!(read.body["recipient"], "Bank of Imagination");
                assert_eq!(read.body["current"][0]["value"]["address"], "Sudrabziedu iela 12-34, Rīga");
            }
            assert_eq!(house.get("client-1", href, &[OWN]).await.bytes, read.bytes, "the same bytes again");
            let other = house.get("client-2", href, &[OWN]).await;
            assert_eq!((other.status, other.problem()), (StatusCode::NOT_FOUND, "not-found"));
        }
        let french = house.get("client-1", &format!("{at}/pdf?lang=fr"), &[OWN]).await;
        assert_eq!(french.status, StatusCode::NOT_FOUND);
        let without = house.get("case", &at, &[]).await;
        assert_eq!((without.status, without.problem()), (StatusCode::BAD_REQUEST, "purpose-missing"));
        assert_eq!(house.get("case", &at, &[BASIS]).await.status, StatusCode::OK);

        let list = house.get("client-1", "/me/statements", &[]).await;
        assert_eq!(list.body["items"], json!([issued.body]));
        assert_eq!(house.get("client-2", "/me/statements", &[]).await.body["items"], json!([]));
        assert_eq!(house.get("counter", "/me/statements", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("", "/me/statements", &[]).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_checks_a_statement_and_learns_nothing_of_what_it_says() {
    for house in houses("api_check").await {
        let path = format!("/persons/{}/statements", person(1));
        let issued = house.post("counter", &path, &[BASIS], wanted()).await;
        assert_eq!(issued.status, StatusCode::CREATED, "{}", issued.body);
        let code = issued.body["check_code"].as_str().unwrap();
        let check = |code: &str| {
            let (house, body) = (&house, json!({ "code": code }));
            async move { house.post("", "/statements/check", &[], body).await }
        };
        let good = check(code).await;
        let title = json!({ "lv": "Izziņa par dzīvesvietu", "en": "Statement of residence" });
        let told = json!({ "answer": "as-issued", "title": title, "issued_on": "2026-11-24" });
        assert_eq!((good.status, &good.body), (StatusCode::OK, &told));
        // Every wrong code gets the same answer, byte for byte.
        let none = check("0000-0000-0000").await;
        assert_eq!(none.body, json!({ "answer": "unknown", "title": null, "issued_on": null }));
        for wrong in ["", "?", "1234", issued.body["id"].as_str().unwrap(), &"7".repeat(40)] {
            let answer = check(wrong).await;
            assert_eq!((answer.status, &answer.bytes), (StatusCode::OK, &none.bytes), "{wrong}");
        }
        let residence = json!({
            "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": "Ezera iela 2, Rīga",
        });
        let basis = json!({
            "kind": "declaration", "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA",
        });
        let change = json!({ "on": "2026-11-20", "facts": [residence], "basis": basis });
        let changed = house.post("case", &format!("/persons/{}/changes", person(1)), &[BASIS], change).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
        let after = check(code).await;
        assert_eq!(after.body["answer"], "changed");
        assert!(!String::from_utf8(after.bytes).unwrap().contains("Ezera"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_issued_says_why() {
    for house in houses("api_statement_wrong").await {
        let path = format!("/persons/{}/statements", person(1));
        let with = |key: &str, value: Value| {
            let mut body = wanted();
            body[key] = value;
            body
        };
        for (body, field, code) in [
            (with("kind", json!("horoscope")), "kind", "not-one-of"),
            (with("as_of", json!("2026-11-25")), "as_of", "future-day"),
            (with("as_of", json!("2026-02-30")), "as_of", "malformed"),
            (with("known_at", json!("yesterday")), "known_at", "malformed"),
            (with("recipient", json!("")), "recipient", "required"),
            (with("recipient", json!("山田")), "recipient", "unprintable"),
            (with("intended_use", json!("x".repeat(301))), "intended_use", "too-long"),
            (with("lang", json!("fr")), "lang", "not-one-of"),
            (with("fee", json!(0)), "fee", "unknown"),
        ] {
            let refused = house.post("client-1", &path, &[OWN], body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", refused.body);
            assert_eq!(refused.fields(), [(field.to_owned(), code.to_owned())]);
        }
        let other = house.post("client-2", &path, &[OWN], wanted()).await;
        assert_eq!((other.status, other.problem()), (StatusCode::NOT_FOUND, "not-found"));
        for who in ["approver", "auditor", "operator"] {
            let refused = house.post(who, &path, &[BASIS], wanted()).await;
            assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "no-right"), "{who}");
        }
        let without = house.post("counter", &path, &[], wanted()).await;
        assert_eq!((without.status, without.problem()), (StatusCode::BAD_REQUEST, "purpose-missing"));
        assert_eq!(house.post("", &path, &[OWN], wanted()).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(house.get("client-1", "/me/statements", &[]).await.body["items"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kinds_of_statement_say_what_is_to_be_paid_and_whether_that_was_confirmed() {
    for house in houses("api_statement_kinds").await {
        let kinds = house.get("", "/statements/kinds", &[]).await;
        assert_eq!(kinds.status, StatusCode::OK, "{}", kinds.body);
        let kind = |code: &str| {
            let items = kinds.body["items"].as_array().unwrap();
            items.iter().find(|item| item["kind"] == code).unwrap().clone()
        };
        let full = kind("full");
        assert_eq!(full["fees"]["rows"][0]["amount"]["cents"], 0, "{full}");
        assert_eq!(full["fees"]["rows"][1]["amount"], json!({ "cents": 750, "currency": "EUR" }));
        assert_eq!(full["fees"]["law"]["verified"], true);
        // Read in a regulation that another has replaced since.
        assert_eq!(kind("residence")["fees"]["law"]["verified"], false);
    }
}
