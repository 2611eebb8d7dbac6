//! The officers of the demonstration are persons of its register: what is closed to somebody who works there can be tried.

use crate::server::Server;
use serde_json::{Value, json};
use std::time::Duration;

/// Who of this name is found by a role.
async fn found(server: &Server, role: &str, name: &str) -> Vec<String> {
    let (status, found) = server.post("/api/v1/persons/search", role, &json!({ "text": name })).await;
    assert_eq!(status, 200, "{found}");
    let items: &Vec<Value> = found["items"].as_array().unwrap();
    items.iter().map(|item| item["person"]["id"].as_str().unwrap().to_owned()).collect()
}

async fn reads(server: &Server, role: &str, person: &str) -> (u16, String) {
    let request = reqwest::Client::new()
        .get(format!("{}/api/v1/persons/{person}", server.base))
        .bearer_auth(&server.tokens[role])
        .header("Purpose", "basis:mk134");
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap_or(Value::Null);
    (status, body["type"].as_str().unwrap_or_default().replace("urn:parvalde:problem:", ""))
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_of_the_demonstration_meet_the_rules_of_own_matters_relatives_and_colleagues() {
    for database in testkit::databases("served_own").await.unwrap() {
        let server = Server::start(&database.url);
        // The custodian reads whoever works here, and so knows their numbers.
        let officer = found(&server, "custodian", "Dace Lodziņa").await;
        let child = found(&server, "custodian", "Kristers Lodziņš").await;
        let (officer, child) = (officer[0].as_str(), child[0].as_str());
        assert_eq!(reads(&server, "custodian", officer).await.0, 200);
        // Her own record and that of her son are closed to her, and are not found.
        assert_eq!(reads(&server, "counter", officer).await, (403, "conflict-of-interest".to_owned()));
        assert_eq!(reads(&server, "counter", child).await, (403, "conflict-of-interest".to_owned()));
        assert!(!found(&server, "counter", "Kristers Lodziņš").await.contains(&child.to_owned()));
        // To a colleague she is protected; her son is anybody.
        assert_eq!(reads(&server, "case-officer", officer).await, (403, "protected-person".to_owned()));
        assert_eq!(reads(&server, "case-officer", child).await.0, 200);
        // In an emergency her son is opened to her, and her own record never is.
        let reason = "The child is at the counter and may not board otherwise.";
        let opened = |person: &str| json!({ "person": person, "reason": reason });
        let (status, body) = server.post("/api/v1/emergencies", "counter", &opened(child)).await;
        assert_eq!(status, 201, "{body}");
        assert_eq!(reads(&server, "counter", child).await.0, 200);
        let (status, _) = server.post("/api/v1/emergencies", "counter", &opened(officer)).await;
        assert!((400..500).contains(&status), "{status}");
        assert_eq!(reads(&server, "counter", officer).await.0, 403);
        assert!(server.stop(), "{}", database.engine());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_demonstration_has_a_pair_of_records_to_look_at() {
    for database in testkit::databases("served_twin").await.unwrap() {
        let server = Server::start_of(&database.url, 200);
        let listed = async || {
            let request = reqwest::Client::new()
                .get(format!("{}/api/v1/duplicates", server.base))
                .bearer_auth(&server.tokens["approver"]);
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 200);
            let page: Value = answer.json().await.unwrap();
            page["items"].as_array().unwrap().clone()
        };
        // The register is looked through behind the server.
        let mut pairs = listed().await;
        for _ in 0..1_200 {
            if !pairs.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
            pairs = listed().await;
        }
        assert!(!pairs.is_empty(), "{}", database.engine());
        assert!(server.stop(), "{}", database.engine());
    }
}
