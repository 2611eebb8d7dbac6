//! The OpenAPI document: what it says is kept, and what it lists is there.

use crate::house::houses;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_document_is_as_it_was_agreed() {
    // In the order of the names, whatever order a dependency makes maps keep.
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(document) });
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own() {
    fn references(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(place)) = map.get("$ref") {
                    out.insert(place.clone());
                }
                map.values().for_each(|value| references(value, out));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, out)),
            _ => {}
        }
    }
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    assert_eq!(document["openapi"].as_str().unwrap().rsplit_once('.').unwrap().0, "3.1");
    let mut all = BTreeSet::new();
    references(&document, &mut all);
    for place in all {
        assert!(document.pointer(place.strip_prefix('#').unwrap()).is_some(), "{place} leads nowhere");
    }
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(!name.is_empty() && names.insert(name.to_owned()), "{method} {path}: `{name}`");
            assert!(operation["summary"].is_string() || operation["description"].is_string());
        }
    }
    // The commands of the office and the paths of the document are the same.
    let commands: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter_map(|path| path.strip_prefix("/api/v1/cases/{id}/"))
        // A file comes as bytes, not as a command.
        .filter(|rest| !rest.starts_with("files"))
        .collect();
    assert_eq!(commands, office::cases::CaseCommand::CODES.into_iter().collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_served_and_every_operation_in_it_is_there() {
    for house in houses("api_document").await {
        let served = house.get("", "/openapi.json", &[]).await;
        assert_eq!(served.status, StatusCode::OK);
        assert_eq!(served.body, serde_json::to_value(web::api::openapi()).unwrap());
        for (path, item) in served.body["paths"].as_object().unwrap() {
            let filled =
                path.replace("{id}", "000000000000").replace("{office}", "x").replace("{service}", "x");
            for method in item.as_object().unwrap().keys() {
                let path = filled.strip_prefix("/api/v1").unwrap();
                let answer = house.ask(&method.to_uppercase(), "", path, &[], None).await;
                let kind = answer.body["type"].as_str().unwrap_or_default();
                assert!(
                    !kind.ends_with("no-such-path") && !kind.ends_with("no-such-method"),
                    "{method} {path}"
                );
                assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.body);
            }
        }
    }
}
