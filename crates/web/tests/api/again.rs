//! `Idempotency-Key` beyond the life of a process: a request sent again to another node, or after a restart, gets the same
//! answer and does nothing twice, also when the office stopped between doing it and answering.

use crate::house::{Answer, BASIS, House, OFFICE, SERVICE, houses, person, visit};
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::Intruder;

const KEY: [(&str, &str); 1] = [("idempotency-key", "a-key")];

async fn rows(house: &House) -> Intruder {
    Intruder::look(&house.database.url).await.unwrap()
}

async fn events(house: &House, kind: &str) -> i64 {
    rows(house).await.events_of(kind).await.unwrap()
}

fn same(first: &Answer, second: &Answer) {
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    for header in ["location", "etag", "parvalde-position", "content-type"] {
        assert_eq!(first.header(header), second.header(header), "{header}");
    }
}

async fn apply(house: &House, key: &[(&str, &str)]) -> Answer {
    let body = json!({
        "service": SERVICE, "subject": person(1), "office": OFFICE, "lang": "en", "declared": { "speed": "normal" },
    });
    house.post("client-1", "/cases", key, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_outlives_the_process() {
    for mut house in houses("api_again").await {
        let booked = house.book("", "10:00", &KEY).await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
        let case = apply(&house, &KEY).await;
        assert_eq!(case.status, StatusCode::CREATED, "{}", case.body);
        for _ in 0..2 {
            house = house.beside().await;
            same(&booked, &house.book("", "10:00", &KEY).await);
            same(&case, &apply(&house, &KEY).await);
        }
        let reused = house.book("", "10:20", &KEY).await;
        assert_eq!((reused.status, reused.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "key-reused"));
        assert_eq!(events(&house, "appointment-booked").await, 1);
        assert_eq!(events(&house, "application-received").await, 1);
        // A rebuild leaves the answers alone, and the log holds.
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        assert_eq!(house.office.store().verify().await.unwrap().faults, Vec::<String>::new());
        same(&booked, &house.book("", "10:00", &KEY).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_made_anew_of_what_was_done() {
    for mut house in houses("api_lost").await {
        let booked = house.book("", "10:00", &KEY).await;
        let case = apply(&house, &KEY).await;
        let id = case.body["id"].as_str().unwrap().to_owned();
        let identify = async |house: &House| {
            let body = json!({ "document": "XX0000001" });
            house.post("counter", &format!("/cases/{id}/identify"), &KEY, body).await
        };
        let identified = identify(&house).await;
        assert_eq!(identified.status, StatusCode::OK, "{}", identified.body);
        house.database.lose_answers().await.unwrap();
        house = house.beside().await;
        // The code, which stands nowhere else, is among what was kept.
        let again = house.book("", "10:00", &KEY).await;
        assert_eq!((again.status, &again.body), (booked.status, &booked.body));
        assert_eq!(again.header("location"), booked.header("location"));
        let again = apply(&house, &KEY).await;
        assert_eq!((again.status, again.header("location")), (case.status, case.header("location")));
        assert_eq!(again.body["id"], case.body["id"]);
        let again = identify(&house).await;
        assert_eq!((again.status, &again.body), (identified.status, &identified.body));
        for kind in ["appointment-booked", "application-received", "identity-established"] {
            assert_eq!(events(&house, kind).await, 1, "{kind}");
        }
    }
}

fn moves(address: &str) -> Value {
    json!({
        "on": "2026-11-20",
        "facts": [{ "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": address }],
        "basis": { "kind": "declaration", "number": "1/2026", "date": "2026-11-20", "issuer": "Office", "country": "LVA" },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_answered_anew_is_told_to_be_done() {
    for mut house in houses("api_done").await {
        let change = async |house: &House| {
            let path = format!("/persons/{}/changes", person(1));
            house.post("case", &path, &[KEY[0], BASIS], moves("Kalna iela 7, Rīga")).await
        };
        let first = change(&house).await;
        assert!(first.status.is_success(), "{}", first.body);
        house = house.beside().await;
        same(&first, &change(&house).await);
        let before = events(&house, "").await;
        house.database.lose_answers().await.unwrap();
        let lost = change(&house).await;
        assert_eq!((lost.status, lost.problem()), (StatusCode::CONFLICT, "key-done"));
        assert_eq!(events(&house, "").await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_get_one_request_at_once_do_it_once() {
    for house in houses("api_nodes").await {
        let other = house.beside().await;
        for turn in 0..8 {
            let key = format!("race-{turn}");
            let key = [("idempotency-key", key.as_str())];
            let time = format!("{:02}:{:02}", 10 + turn / 3, turn % 3 * 20);
            let (one, two) = tokio::join!(house.book("", &time, &key), other.book("", &time, &key));
            assert_eq!(one.status, StatusCode::CREATED, "{}", one.body);
            assert_eq!((one.status, &one.body), (two.status, &two.body));
            assert_eq!(one.header("location"), two.header("location"));
        }
        assert_eq!(events(&house, "appointment-booked").await, 8);
    }
}

/// What is read is read anew, with its trace; and nothing of anybody's answer is clear in the database.
#[tokio::test(flavor = "multi_thread")]
async fn readings_are_done_again_and_answers_are_sealed() {
    for house in houses("api_sealed").await {
        let search = async || {
            house.post("case", "/persons/search", &[KEY[0], BASIS], json!({ "text": "piemera ilze" })).await
        };
        let reads = async || rows(&house).await.readings_of("search-persons").await.unwrap();
        assert_eq!(search().await.status, StatusCode::OK);
        let once = reads().await;
        assert_eq!(search().await.status, StatusCode::OK);
        assert!(once > 0 && reads().await == 2 * once);
        assert_eq!(rows(&house).await.kept_answers().await.unwrap(), 0);

        let booked = house.post("", "/appointments", &KEY, visit("10:00")).await;
        let code = booked.body["cancellation_code"].as_str().unwrap();
        let mut looked = rows(&house).await;
        for column in ["note", "answer"] {
            let kept = looked.bytes("kept_answer", column, "1 = 1").await.unwrap();
            assert!(kept.len() > code.len(), "{column} is empty");
            for secret in [code, "Ilze", "201"] {
                let there = kept.windows(secret.len()).any(|part| part == secret.as_bytes());
                assert!(!there, "`{secret}` is clear in `{column}`");
            }
        }
    }
}
