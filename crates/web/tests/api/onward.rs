//! Beyond the case's own file, over the API: files, how somebody wants to be reached, other bodies, sending, cases together.

use crate::house::{House, OFFICE, SERVICE, houses, link, person};
use axum::http::StatusCode;
use serde_json::{Value, json};

const PDF: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n\
endobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";

async fn applied(house: &House, client: &str, subject: u64) -> String {
    let body = json!({
        "service": SERVICE, "subject": person(subject), "office": OFFICE, "lang": "en", "declared": { "speed": "normal" },
    });
    let received = house.post(client, "/cases", &[], body).await;
    assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
    received.header("location").strip_prefix("/api/v1").unwrap().to_owned()
}

async fn step(house: &House, token: &str, case: &str, rel: &str, body: Value) -> Value {
    let seen = house.get(token, case, &[]).await;
    let path =
        link(&seen.body, rel).unwrap_or_else(|| panic!("`{rel}` is not offered: {}", seen.body["links"]));
    let answer = house.post(token, &path, &[], body).await;
    assert_eq!(answer.status, StatusCode::OK, "{rel}: {}", answer.body);
    answer.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_filed_and_read_again_and_what_is_none_is_refused() {
    for house in houses("api_files").await {
        let case = applied(&house, "client-1", 1).await;
        let bytes = [("content-type", "application/octet-stream")];
        let put = async |token: &str, query: &str, body: &str| {
            house.ask("POST", token, &format!("{case}/files?{query}"), &bytes, Some(body.to_owned())).await
        };
        let filed = put("client-1", "name=letter.pdf", PDF).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
        let entry =
            filed.body["correspondence"].as_array().unwrap().iter().find(|e| e["kind"] == "attachment");
        let entry = entry.unwrap().clone();
        assert_eq!((entry["what"].as_str(), entry["channel"].as_str()), (Some("letter.pdf"), Some("portal")));
        let path = format!("{case}/files/{}", entry["attachment"].as_str().unwrap());
        let read = house.get("client-1", &path, &[]).await;
        assert_eq!(read.bytes, PDF.as_bytes());
        assert_eq!(read.header("content-disposition"), "attachment");
        assert_eq!(house.get("client-2", &path, &[]).await.problem(), "not-found");

        // By post, a day before, from somebody else: the client does not see it.
        let query = "name=answer.pdf&channel=post&on=2026-11-23&from=Registry%20office";
        assert_eq!(put("case", query, PDF).await.status, StatusCode::OK);
        let hers = house.get("client-1", &case, &[]).await.body["correspondence"].to_string();
        assert!(!hers.contains("answer.pdf"), "{hers}");

        let wrong = put("client-1", "name=page.pdf", "<!DOCTYPE html><p>no").await;
        assert_eq!((wrong.status, wrong.fields()[0].0.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "file"));
        assert_eq!(put("client-1", "evidence=photo", PDF).await.problem(), "parameter");
        assert_eq!(put("case", "name=a.pdf&channel=pigeon", PDF).await.problem(), "parameter");
        assert_eq!(put("client-2", "name=a.pdf", PDF).await.problem(), "not-found");
        assert_eq!(put("", "name=a.pdf", PDF).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_sent_and_the_choice_of_the_person_is_seen() {
    for house in houses("api_sent").await {
        let case = applied(&house, "client-1", 1).await;
        let channels = format!("/persons/{}/channels", person(1));
        let json_body = [("content-type", "application/json"), ("purpose", "own")];
        assert_eq!(house.get("client-1", &channels, &[("purpose", "own")]).await.problem(), "not-found");
        let choice = json!({ "questions": "post", "messages": "portal", "delivery": "e-address" });
        let chosen = house.ask("PUT", "client-1", &channels, &json_body, Some(choice.to_string())).await;
        assert_eq!((chosen.status, &chosen.body), (StatusCode::OK, &choice));
        let wrong = json!({ "questions": "pigeon", "messages": "portal", "delivery": "e-address" });
        let refused = house.ask("PUT", "client-1", &channels, &json_body, Some(wrong.to_string())).await;
        assert_eq!(refused.fields()[0].0, "questions");
        let others = house.ask("PUT", "client-2", &channels, &json_body, Some(choice.to_string())).await;
        assert_eq!(others.status, StatusCode::FORBIDDEN, "{}", others.body);

        step(&house, "counter", &case, "identify", json!({ "document": "XX0000001" })).await;
        step(&house, "counter", &case, "record-evidence", json!({ "evidence": "photo" })).await;
        step(&house, "counter", &case, "record-evidence", json!({ "evidence": "fingerprints" })).await;
        step(&house, "counter", &case, "take-fee", json!({ "method": "card", "reference": "T-1" })).await;
        let asked = json!({ "body": "police", "question": "Is there a bar?", "until": "2026-12-01" });
        let asked = step(&house, "case", &case, "ask-opinion", asked).await;
        assert_eq!(asked["opinions"][0]["body"], "police");
        assert_eq!(house.get("client-1", &case, &[]).await.body["opinions"], json!([]));
        step(&house, "case", &case, "receive-opinion", json!({ "number": 1, "words": "None." })).await;
        let seen_at = house.get("case", &case, &[]).await.body["seen_at"].clone();
        step(&house, "case", &case, "propose", json!({ "decision": "grant", "seen_at": seen_at })).await;
        assert_eq!(
            house.get("client-1", &case, &[]).await.body["decision"],
            Value::Null,
            "a draft is not told"
        );
        step(&house, "approver", &case, "approve", json!({})).await;
        // Wednesday and Thursday: Notification Law, Art. 9(1.1).
        let sent = json!({ "way": "e-address", "address": "ilze@example.invalid" });
        let sent = step(&house, "counter", &case, "send", sent).await;
        assert_eq!(sent["sent"][0]["presumed"], "2026-11-26");
        assert_eq!(sent["decision"]["state"], "decided");
        assert_eq!(house.get("client-1", &case, &[]).await.body["decision"], Value::Null, "not received yet");
        let presume = house.post("case", &format!("{case}/presume"), &[], json!({})).await;
        assert_eq!(presume.status, StatusCode::NOT_FOUND, "only the office itself does this");
    }
}
