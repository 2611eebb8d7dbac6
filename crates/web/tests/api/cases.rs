//! Cases: from the application to the passport, by the links of the case; two officers at once; refusals.

use crate::house::{Answer, House, OFFICE, SERVICE, houses, link, person};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn apply(house: &House, token: &str, subject: u64) -> Answer {
    let body = json!({
        "service": SERVICE, "subject": person(subject), "office": OFFICE, "lang": "en",
        "declared": { "speed": "normal" },
    });
    house.post(token, "/cases", &[], body).await
}

/// Takes the step `rel` of the case, by its link.
async fn step(house: &House, token: &str, case: &str, rel: &str, body: Value) -> Answer {
    let seen = house.get(token, case, &[]).await;
    let Some(path) = link(&seen.body, rel) else {
        panic!("`{rel}` is not offered to {token}: {}", seen.body["links"])
    };
    let etag = seen.header("etag").to_owned();
    let answer = house.post(token, &path, &[("if-match", &etag)], body).await;
    assert_eq!(answer.status, StatusCode::OK, "{rel}: {}", answer.body);
    assert!(answer.header("parvalde-position").parse::<i64>().is_ok());
    answer
}

async fn at_the_counter(house: &House, case: &str) {
    step(house, "counter", case, "identify", json!({ "document": "XX0000001" })).await;
    step(house, "counter", case, "record-evidence", json!({ "evidence": "photo" })).await;
    step(house, "counter", case, "record-evidence", json!({ "evidence": "fingerprints" })).await;
    step(house, "counter", case, "take-fee", json!({ "method": "card", "reference": "T-1" })).await;
}

fn place(answer: &Answer) -> String {
    answer.header("location").strip_prefix("/api/v1").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_that_has_not_begun_has_no_last_day_and_says_what_it_waits_for() {
    for house in houses("api_term_waits").await {
        let body = json!({
            "service": "citizenship.naturalisation", "subject": person(2), "office": OFFICE, "lang": "en",
            "declared": {
                "exam.exemption": "none", "citizenship.other": "none", "naturalisation.fee-group": "none",
            },
        });
        let received = house.post("client-2", "/cases", &[], body).await;
        assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
        let term = &received.body["term"];
        assert_eq!((&term["begun"], &term["due"]), (&json!(false), &Value::Null), "{term}");
        assert_eq!(term["waits_for"], json!(["evidence-complete"]));
        assert_eq!(term["term"], "1 year");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_application_to_a_passport_by_links() {
    for house in houses("api_journey").await {
        let received = apply(&house, "client-1", 1).await;
        assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
        let case = place(&received);
        // Ten working days from 24 November 2026, counted by hand, end on 8 December.
        assert_eq!(received.body["term"]["due"], "2026-12-08");
        assert_eq!(received.body["term"]["begun"], true);
        let twice = apply(&house, "client-1", 1).await;
        assert_eq!((twice.status, twice.problem()), (StatusCode::CONFLICT, "already-open"));

        at_the_counter(&house, &case).await;
        let seen = house.get("case", &case, &[]).await.body;
        assert_eq!(seen["assessment"]["outcome"], "grantable", "{}", seen["assessment"]);
        assert_eq!(seen["fee"]["amount"]["cents"], 3400);
        let grant = json!({ "decision": "grant", "seen_at": seen["seen_at"] });
        let proposed = step(&house, "case", &case, "propose", grant).await;
        assert_eq!(proposed.body["decision"]["state"], "proposed");
        assert!(link(&proposed.body, "approve").is_none(), "nobody approves their own proposal");
        step(&house, "approver", &case, "approve", json!({})).await;
        let served = step(&house, "client-1", &case, "receive", json!({})).await;
        let number = served.body["documents"][0]["number"].as_str().unwrap().to_owned();
        let document = served.body["documents"][0]["id"].clone();

        let letters = house.get("client-1", &case, &[]).await.body["letters"].as_array().unwrap().len();
        assert!(letters > 0, "nobody is told of a decision before its letter is there");
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let ready = house.get("client-1", &case, &[]).await.body;
        let letter =
            ready["letters"][0]["href"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        let file = house.get("client-1", &letter, &[]).await;
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.bytes.starts_with(b"%PDF"));
        assert_eq!(house.get("client-2", &letter, &[]).await.problem(), "not-found");

        let done = step(&house, "counter", &case, "hand-over", json!({ "document": document })).await;
        assert_eq!(done.body["stage"], "completed");
        let valid = |number: String| {
            let body = json!({ "kind": SERVICE, "number": number });
            let house = &house;
            async move { house.post("", "/documents/validity", &[], body).await.body["validity"].clone() }
        };
        assert_eq!(valid(number).await, "valid");
        assert_eq!(valid("XX0000001".to_owned()).await, "invalid");
        assert_eq!(valid("XX9999999".to_owned()).await, "undetermined");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_who_decide_at_once_one_is_told() {
    for house in houses("api_at_once").await {
        let case = place(&apply(&house, "client-1", 1).await);
        at_the_counter(&house, &case).await;
        let seen = house.get("case", &case, &[]).await;
        let path = link(&seen.body, "propose").unwrap();
        let etag = seen.header("etag").to_owned();
        let grant = json!({ "decision": "grant", "seen_at": seen.body["seen_at"] });
        let tag = [("if-match", etag.as_str())];
        let first = house.post("case", &path, &tag, grant.clone()).await;
        let second = house.post("case-2", &path, &tag, grant.clone()).await;
        assert_eq!(first.status, StatusCode::OK);
        assert_eq!((second.status, second.problem()), (StatusCode::PRECONDITION_FAILED, "stale"));
        let third = house.post("case-2", &path, &[], grant).await;
        assert_eq!((third.status, third.problem()), (StatusCode::CONFLICT, "wrong-step"), "{}", third.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_out_of_order_and_out_of_role_are_refused() {
    for house in houses("api_order").await {
        let case = place(&apply(&house, "client-1", 1).await);
        let ask = |token: &'static str, command: &'static str, body: Value| {
            let (house, path) = (&house, format!("{case}/{command}"));
            async move { house.post(token, &path, &[], body).await }
        };
        let unpaid = ask("counter", "take-fee", json!({ "method": "card", "reference": "T-1" })).await;
        assert_eq!((unpaid.status, unpaid.problem()), (StatusCode::CONFLICT, "not-identified"));
        let other = ask("counter", "identify", json!({ "document": "XX0000002" })).await;
        assert_eq!(
            (other.status, other.fields()[0].1.as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "document-not-theirs")
        );
        let role = ask("case", "identify", json!({ "document": "XX0000001" })).await;
        assert_eq!((role.status, role.problem()), (StatusCode::FORBIDDEN, "no-right"));
        let anonymous = ask("", "withdraw", json!({})).await;
        assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
        let stranger = ask("client-2", "withdraw", json!({})).await;
        assert_eq!((stranger.status, stranger.problem()), (StatusCode::NOT_FOUND, "not-found"));
        at_the_counter(&house, &case).await;
        let seen = house.get("case", &case, &[]).await.body["seen_at"].clone();
        // No refusal without ground, reasons and hearing.
        let refuse = |grounds: Value, reasons: &str| json!({ "decision": "refuse", "grounds": grounds, "reasons": reasons, "seen_at": seen });
        let long = "The applicant is not a citizen of this state.";
        let no_ground = ask("case", "propose", refuse(json!([]), long)).await;
        assert_eq!(no_ground.fields()[0].1, "ground-missing", "{}", no_ground.body);
        let not_so = ask("case", "propose", refuse(json!(["not-a-citizen"]), long)).await;
        assert_eq!(not_so.fields()[0].1, "ground-unsupported", "{}", not_so.body);
        // Programs have the code, people the name that the law file gives.
        let message = not_so.body["errors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("The ground “") && !message.contains("not-a-citizen"), "{message}");
        // A command without words takes an empty body too.
        let withdrawn = house.ask("POST", "client-1", &format!("{case}/withdraw"), &[], None).await;
        assert_eq!((withdrawn.status, &withdrawn.body["stage"]), (StatusCode::OK, &"withdrawn".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_paged_by_cursor() {
    for house in houses("api_lists").await {
        for number in 1..=3 {
            let received = apply(&house, &format!("client-{number}"), number).await;
            assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
        }
        let mut seen = Vec::new();
        let mut next = String::new();
        loop {
            let page = house.get("case", &format!("/cases?limit=2{next}"), &[]).await;
            let items = page.body["items"].as_array().unwrap();
            assert!(items.len() <= 2);
            seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            match page.body["next"].as_str() {
                Some(cursor) => next = format!("&after={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 3);
        seen.dedup();
        assert_eq!(seen.len(), 3, "no case twice");
        let none = house.get("case", "/cases?stage=decided", &[]).await;
        assert!(none.body["items"].as_array().unwrap().is_empty());
        let own = house.get("client-2", "/cases", &[]).await;
        assert_eq!(own.body["items"].as_array().unwrap().len(), 1);
        for (query, status) in [
            ("limit=0", StatusCode::BAD_REQUEST),
            ("limit=101", StatusCode::BAD_REQUEST),
            ("limit=many", StatusCode::BAD_REQUEST),
            ("page=2", StatusCode::BAD_REQUEST),
            ("limit=2&limit=3", StatusCode::BAD_REQUEST),
            ("after=tomorrow", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            assert_eq!(house.get("case", &format!("/cases?{query}"), &[]).await.status, status, "{query}");
        }
        for stranger in ["auditor", "operator"] {
            assert_eq!(house.get(stranger, "/cases", &[]).await.status, StatusCode::FORBIDDEN);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_of_a_client_says_what_it_is_about() {
    for house in houses("api_particulars").await {
        let body = |particulars: Value| {
            json!({
                "service": "office.submission", "subject": person(1), "office": OFFICE, "lang": "en",
                "particulars": particulars,
            })
        };
        let empty = house.post("client-1", "/cases", &[], body(json!({ "about": "A queue" }))).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
        let wanted = ("particulars.words".to_owned(), "particular-needed".to_owned());
        assert_eq!(empty.fields(), [wanted], "{}", empty.body);
        let unknown = json!({ "about": "A queue", "words": "I waited.", "colour": "red" });
        let unknown = house.post("client-1", "/cases", &[], body(unknown)).await;
        assert!(unknown.body.to_string().contains("unknown-particular"), "{}", unknown.body);
        let said = json!({ "about": "A queue", "words": "I waited for two hours." });
        let received = house.post("client-1", "/cases", &[], body(said.clone())).await;
        assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
        assert_eq!(received.body["particulars"], said);
        let seen = house.get("case", &place(&received), &[]).await;
        assert_eq!(seen.body["particulars"], said);
        let note = seen.body["history"][0]["note"].as_str().unwrap_or_default();
        assert!(note.contains("I waited for two hours."), "{}", seen.body["history"]);
        // Another is received beside it, and under one key once.
        let key = [("idempotency-key", "a-submission-sent-twice")];
        let one = house.post("client-1", "/cases", &key, body(said.clone())).await;
        let again = house.post("client-1", "/cases", &key, body(said)).await;
        assert_eq!(one.status, StatusCode::CREATED, "{}", one.body);
        assert_eq!(one.body["id"], again.body["id"]);
        assert_ne!(one.body["id"], received.body["id"]);
        // The client writes to the case; how that came is for officers to say of what they note.
        let write = format!("{}/note-message", place(&one));
        let words = json!({ "words": "It was on Tuesday." });
        let written = house.post("client-1", &write, &[], words.clone()).await;
        assert_eq!(written.status, StatusCode::OK, "{}", written.body);
        let entries = written.body["correspondence"].as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["kind"] == "message").unwrap();
        assert_eq!(
            (entry["channel"].as_str(), entry["what"].as_str()),
            (Some("portal"), words["words"].as_str())
        );
        let noted = house.post("counter", &write, &[], words).await;
        assert_eq!(noted.fields(), [("channel".to_owned(), "required".to_owned())], "{}", noted.body);
        house.office.store().close().await;
    }
}
