//! The register: purpose, right, two times, changes and corrections, and who looked.

use crate::house::{BASIS, House, houses, person};
use axum::http::StatusCode;
use serde_json::json;

fn basis() -> serde_json::Value {
    json!({ "kind": "declaration", "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA" })
}

async fn move_house(house: &House, headers: &[(&str, &str)]) -> crate::house::Answer {
    let residence = json!({
        "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": "Ezera iela 2, Rīga",
    });
    let body = json!({ "on": "2026-11-20", "facts": [residence], "basis": basis() });
    house.post("case", &format!("/persons/{}/changes", person(1)), headers, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_by_code_number_and_name_and_the_person_sees_who_looked() {
    for house in houses("api_find").await {
        let code = json!({ "personal_code": "399900-00001" });
        let found = house.post("counter", "/persons/lookup", &[BASIS], code).await;
        assert_eq!((found.status, &found.body["id"]), (StatusCode::OK, &person(1).into()), "{}", found.body);
        assert_eq!(found.body["age"], 34);
        let number = json!({ "document_number": "XX0000001" });
        let found = house.post("counter", "/persons/lookup", &[BASIS], number).await;
        assert_eq!(found.body["id"], person(1));
        let nobody = json!({ "personal_code": "399900-00009" });
        let nobody = house.post("counter", "/persons/lookup", &[BASIS], nobody).await;
        assert_eq!((nobody.status, nobody.problem()), (StatusCode::NOT_FOUND, "not-found"));

        let search = json!({ "text": "kalna anna", "birth_date": "1971-03" });
        let hits = house.post("counter", "/persons/search", &[BASIS], search).await;
        assert_eq!(hits.body["items"][0]["person"]["id"], person(3), "{}", hits.body);
        assert!(!hits.body["items"][0]["matched"].as_array().unwrap().is_empty());

        let log = house.get("client-1", "/me/access-log", &[]).await;
        let looked = &log.body["items"][0];
        assert_eq!(looked["actor"], "officer:counter", "{}", log.body);
        assert_eq!(looked["purpose"], "basis:mk134");
        // Only oneself: an officer has no data of their own here, and nobody without a sign-in.
        assert_eq!(house.get("counter", "/me/access-log", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(house.get("", "/me/access-log", &[]).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_read_without_a_purpose_and_a_right() {
    for house in houses("api_rights").await {
        let path = format!("/persons/{}", person(1));
        let without = house.get("counter", &path, &[]).await;
        assert_eq!((without.status, without.problem()), (StatusCode::BAD_REQUEST, "purpose-missing"));
        assert_eq!(without.fields(), [("Purpose".to_owned(), "purpose-missing".to_owned())]);
        let malformed = house.get("counter", &path, &[("purpose", "curiosity")]).await;
        assert_eq!((malformed.status, malformed.problem()), (StatusCode::BAD_REQUEST, "purpose-malformed"));
        // An officer does not read as the person, a client only themselves.
        let own = house.get("counter", &path, &[("purpose", "own")]).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", own.body);
        let other = house.get("client-2", &path, &[("purpose", "own")]).await;
        assert_eq!((other.status, other.problem()), (StatusCode::NOT_FOUND, "not-found"));
        let none = house.get("client-2", &format!("/persons/{}", person(77)), &[("purpose", "own")]).await;
        assert_eq!(none.body["detail"], other.body["detail"], "not yours and not there look alike");
        assert_eq!(house.get("client-1", &path, &[("purpose", "own")]).await.status, StatusCode::OK);
        for stranger in ["auditor", "operator"] {
            assert_eq!(house.get(stranger, &path, &[BASIS]).await.status, StatusCode::FORBIDDEN);
        }
        let anonymous = house.get("", &path, &[BASIS]).await;
        assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
        assert!(anonymous.header("www-authenticate").starts_with("Bearer"));
        let forged = house.get("no-such-token", &path, &[BASIS]).await;
        assert_eq!(forged.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_correction_keep_both_times() {
    for house in houses("api_times").await {
        let path = format!("/persons/{}", person(1));
        let before = house.get("case", &path, &[BASIS]).await;
        assert_eq!((before.header("etag"), before.body["version"].as_u64()), ("\"1\"", Some(1)));
        let known_before = before.body["known_at"].as_i64().unwrap();

        let moved = move_house(&house, &[BASIS, ("if-match", "\"1\"")]).await;
        assert_eq!((moved.status, moved.header("etag")), (StatusCode::OK, "\"2\""), "{}", moved.body);
        let address = |body: &serde_json::Value| body["residence"]["address"].as_str().unwrap().to_owned();
        let asked = |query: String| {
            let path = format!("{path}?{query}");
            let house = &house;
            async move { house.get("case", &path, &[BASIS]).await.body }
        };
        assert_eq!(address(&asked("as-of=2026-11-20".to_owned()).await), "Ezera iela 2, Rīga");
        assert_eq!(address(&asked("as-of=2026-11-19".to_owned()).await), "Sudrabziedu iela 12-34, Rīga");
        let then = asked(format!("as-of=2026-11-20&known-at={known_before}")).await;
        assert_eq!(address(&then), "Sudrabziedu iela 12-34, Rīga");

        // The surname was entered wrongly: it never was so, and we still see that we believed it.
        let facts = moved.body["facts"].as_array().unwrap();
        let name = facts.iter().find(|fact| fact["value"]["kind"] == "name").unwrap();
        let right = json!({ "kind": "name", "name": { "given": "Ilze", "surname": "Piemēre" } });
        let body = json!({ "seq": name["seq"], "right": right, "basis": basis(), "reason": "a slip" });
        let corrected = house.post("case", &format!("{path}/corrections"), &[BASIS], body).await;
        assert_eq!(corrected.body["name"]["surname"], "Piemēre", "{}", corrected.body);
        let timeline = house.get("case", &format!("{path}/timeline"), &[BASIS]).await;
        let names = timeline.body["facts"].as_array().unwrap();
        let names: Vec<_> = names.iter().filter(|fact| fact["value"]["kind"] == "name").collect();
        assert_eq!(names.len(), 2);
        assert!(names[0]["known_to"].is_i64() && names[1]["known_to"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_second_is_told() {
    for house in houses("api_second").await {
        assert_eq!(move_house(&house, &[BASIS, ("if-match", "\"1\"")]).await.status, StatusCode::OK);
        let late = move_house(&house, &[BASIS, ("if-match", "\"1\"")]).await;
        assert_eq!((late.status, late.problem()), (StatusCode::PRECONDITION_FAILED, "stale"));
        let foreign = move_house(&house, &[BASIS, ("if-match", "\"abc\"")]).await;
        assert_eq!((foreign.status, foreign.problem()), (StatusCode::PRECONDITION_FAILED, "stale"));
        for malformed in ["1", "\"1\", \"2\"", "W/\"1\""] {
            let answer = move_house(&house, &[BASIS, ("if-match", malformed)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{malformed}");
        }
        // The register says so already.
        let same = move_house(&house, &[BASIS, ("if-match", "*")]).await;
        assert_eq!((same.status, same.problem()), (StatusCode::CONFLICT, "stands-already"), "{}", same.body);
        let path = format!("/persons/{}/changes", person(1));
        let body = json!({ "on": "2026-11-20", "facts": [{ "kind": "ethnicity", "ethnicity": "x" }], "basis": basis() });
        let counter = house.post("counter", &path, &[BASIS], body).await;
        assert_eq!(counter.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_of_the_pages_reads_too_and_changes_only_from_our_own_pages() {
    for house in houses("api_session").await {
        let who = office::Actor::Client { person: kernel::PersonId::from_u64(1) };
        let (token, name) = ("a".repeat(32), "Ilze Piemēra".to_owned());
        let who = web::session::of_demonstration(who, name, String::new());
        house.office.open_session(&token, &who).await.unwrap();
        let cookie = format!("parvalde_session={token}");
        let own = house.get("", "/me/access-log", &[("cookie", &cookie)]).await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.body);
        let book = |headers: Vec<(&'static str, &'static str)>| {
            let (house, cookie) = (&house, cookie.clone());
            async move {
                let mut all = vec![("cookie", cookie.as_str())];
                all.extend(headers);
                house.book("", "10:00", &all).await
            }
        };
        for headers in [
            vec![],
            vec![("sec-fetch-site", "cross-site")],
            vec![("origin", "https://elsewhere.example"), ("host", "office.example")],
        ] {
            let refused = book(headers).await;
            assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "other-site"));
        }
        let ours = book(vec![("sec-fetch-site", "same-origin")]).await;
        assert_eq!(
            (ours.status, &ours.body["appointment"]["person"]),
            (StatusCode::CREATED, &person(1).into())
        );
    }
}
