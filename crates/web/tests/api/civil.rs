//! Civil events, doubt, merges and households over HTTP.

use crate::house::{BASIS, houses, person};
use axum::http::StatusCode;
use serde_json::{Value, json};

fn basis(kind: &str) -> Value {
    json!({ "kind": kind, "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA" })
}

fn wedding(body: &str) -> Value {
    let event = json!({ "act": "marriage", "one": person(1), "other": { "person": person(2) } });
    json!({ "event": event, "on": "2026-11-20", "body": body, "basis": basis("marriage-record") })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marriage_is_seen_in_both_records() {
    for house in houses("api_wedding").await {
        let done = house.post("case", "/civil-acts", &[BASIS], wedding("civil-registry")).await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
        assert_eq!(done.body["persons"], json!([person(1), person(2)]));
        for (one, other) in [(1, 2), (2, 1)] {
            let read = house.get("case", &format!("/persons/{}", person(one)), &[BASIS]).await;
            let facts = read.body["facts"].as_array().unwrap();
            let spouse = facts.iter().find(|fact| fact["value"]["kind"] == "spouse").unwrap();
            assert_eq!(spouse["value"]["person"], person(other), "{spouse}");
            assert_eq!(spouse["certainty"], "certain");
        }
        let again = house.post("case", "/civil-acts", &[BASIS], wedding("civil-registry")).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_body_may_not_bring_is_refused_and_says_what_would_be_right() {
    for house in houses("api_bodies").await {
        let wrong = house.post("case", "/civil-acts", &[BASIS], wedding("revenue-service")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        assert_eq!(wrong.fields()[0].0, "body");
        assert!(wrong.body.to_string().contains("civil-registry"), "{}", wrong.body);
        let denied = house.post("counter", "/civil-acts", &[BASIS], wedding("civil-registry")).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let unknown =
            json!({ "event": { "act": "abdication" }, "on": "2026", "body": "office", "basis": basis("x") });
        let unknown = house.post("case", "/civil-acts", &[BASIS], unknown).await;
        assert!(unknown.status.is_client_error(), "{}", unknown.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn doubt_is_told_to_whoever_reads_until_it_is_over() {
    for house in houses("api_doubt").await {
        let path = format!("/persons/{}", person(1));
        let read = house.get("case", &path, &[BASIS]).await;
        let facts = read.body["facts"].as_array().unwrap().clone();
        let seq = facts.iter().find(|fact| fact["value"]["kind"] == "residence").unwrap()["seq"].clone();
        let doubt =
            json!({ "facts": [seq], "on": "2026-11-20", "basis": basis("letter"), "reason": "came back" });
        let opened = house.post("case", &format!("{path}/reviews"), &[BASIS], doubt).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
        let read = house.get("case", &path, &[BASIS]).await;
        let marked: Vec<&Value> =
            read.body["facts"].as_array().unwrap().iter().filter(|fact| fact["review"].is_i64()).collect();
        assert_eq!(marked.len(), 1);
        let found = json!({
            "review": marked[0]["review"], "on": "2026-11-24", "outcome": "confirmed", "basis": basis("letter"),
        });
        let closed = house.post("case", &format!("{path}/reviews/close"), &[BASIS], found.clone()).await;
        assert_eq!(closed.status, StatusCode::OK, "{}", closed.body);
        let read = house.get("case", &path, &[BASIS]).await;
        assert!(read.body["facts"].as_array().unwrap().iter().all(|fact| fact["review"].is_null()));
        let twice = house.post("case", &format!("{path}/reviews/close"), &[BASIS], found).await;
        assert_eq!(
            (twice.status, twice.fields()[0].0.as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "review")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_are_joined_and_parted_by_whoever_may() {
    for house in houses("api_merge").await {
        let body = json!({ "other": person(2), "basis": basis("decision"), "reason": "the same passport" });
        let path = format!("/persons/{}/merge", person(1));
        assert_eq!(house.post("case", &path, &[BASIS], body.clone()).await.status, StatusCode::FORBIDDEN);
        let joined = house.post("approver", &path, &[BASIS], body.clone()).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.body);
        let other = house.get("case", &format!("/persons/{}", person(2)), &[BASIS]).await;
        assert_eq!(other.body["merged_into"], person(1), "{}", other.body);
        let twice = house.post("approver", &path, &[BASIS], body.clone()).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.body);
        let parted = house.post("approver", &format!("/persons/{}/split", person(1)), &[BASIS], body).await;
        assert_eq!(parted.status, StatusCode::OK, "{}", parted.body);
        let other = house.get("case", &format!("/persons/{}", person(2)), &[BASIS]).await;
        assert!(other.body["merged_into"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_split_left_undecided_is_read_and_given_to_one_of_the_two() {
    for house in houses("api_undecided").await {
        let pair = json!({ "other": person(2), "basis": basis("decision"), "reason": "the same passport" });
        let path = format!("/persons/{}", person(1));
        let stale = [BASIS, ("if-match", "\"7\"")];
        let joined = house.post("approver", &format!("{path}/merge"), &stale, pair.clone()).await;
        assert_eq!(joined.status, StatusCode::PRECONDITION_FAILED, "{}", joined.body);
        house.post("approver", &format!("{path}/merge"), &[BASIS], pair.clone()).await;
        let change = json!({
            "on": "2026-11-01",
            "facts": [{ "kind": "contact", "channel": "phone", "contact": "+371 20000000" }],
            "basis": basis("decision"),
        });
        let changed = house.post("case", &format!("{path}/changes"), &[BASIS], change).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
        house.post("approver", &format!("{path}/split"), &[BASIS], pair).await;

        let undecided = format!("{path}/undecided/{}", person(2));
        assert_eq!(house.get("case", &undecided, &[BASIS]).await.status, StatusCode::FORBIDDEN);
        let waits = house.get("approver", &undecided, &[BASIS]).await;
        assert_eq!(waits.status, StatusCode::OK, "{}", waits.body);
        let [fact] = &waits.body["facts"].as_array().unwrap()[..] else { panic!("{}", waits.body) };
        assert_eq!(fact["value"]["kind"], "contact", "{fact}");
        let seq = fact["seq"].to_string();
        let give = |seq: &str, whose: &str| json!({ "whose": { seq: whose }, "basis": basis("decision"), "reason": "her own number" });
        let denied = house.post("case", &undecided, &[BASIS], give(&seq, "restored")).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let stale = house.post("approver", &undecided, &stale, give(&seq, "restored")).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.body);
        let nobody = house.post("approver", &undecided, &[BASIS], give("1000", "kept")).await;
        assert_eq!(nobody.status, StatusCode::CONFLICT, "{}", nobody.body);
        let seen = waits.header("etag").to_owned();
        let seen = [BASIS, ("if-match", seen.as_str())];
        let given = house.post("approver", &undecided, &seen, give(&seq, "restored")).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.body);
        let read = house.get("case", &format!("/persons/{}", person(2)), &[BASIS]).await;
        assert!(read.body["facts"].to_string().contains("+371 20000000"), "{}", read.body);
        let waits = house.get("approver", &undecided, &[BASIS]).await;
        assert_eq!(waits.body["facts"], json!([]));
        let twice = house.post("approver", &undecided, &[BASIS], give(&seq, "kept")).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_is_asked_for_in_the_body_and_never_in_an_address() {
    for house in houses("api_household").await {
        let read = house.get("case", &format!("/persons/{}", person(1)), &[BASIS]).await;
        let residence = read.body["residence"].clone();
        let asked = json!({
            "municipality": residence["municipality"], "address": residence["address"], "from": "2026-11-01",
        });
        let told = house.post("case", "/households", &[BASIS], asked).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let last = told.body["items"].as_array().unwrap().last().unwrap().clone();
        assert!(last["persons"].as_array().unwrap().iter().any(|one| one["person"] == person(1)), "{last}");
    }
}
