//! The OpenAPI document: what it says is kept, and what it lists is there.

use crate::house::houses;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

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

/// The names under which types of a source file are described, each with the file.
fn described(file: &Path, found: &mut BTreeMap<String, Vec<PathBuf>>) {
    let text = fs::read_to_string(file).unwrap();
    // What stands between one `#[derive(` and the next is one type with its other attributes, and what follows it.
    for piece in text.split("#[derive(").skip(1) {
        let (derived, rest) = piece.split_once(")]").unwrap();
        if !derived.split(',').any(|derived| derived.trim().rsplit("::").next() == Some("ToSchema")) {
            continue;
        }
        let mut renamed = None;
        for line in rest.lines().map(str::trim) {
            if let Some((_, name)) =
                line.strip_prefix("#[schema(").and_then(|schema| schema.split_once("as = "))
            {
                renamed = Some(name);
            }
            let words = || line.split_whitespace().skip_while(|word| word.starts_with("pub"));
            if matches!(words().next(), Some("struct" | "enum")) {
                let name = renamed.or(words().nth(1)).unwrap();
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
                let name = name.get(..end.unwrap_or(name.len())).unwrap().to_owned();
                found.entry(name).or_default().push(file.to_owned());
                break;
            }
        }
    }
}

fn sources(folder: &Path, found: &mut BTreeMap<String, Vec<PathBuf>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            described(&path, found);
        }
    }
}

#[test]
fn no_two_types_are_described_under_one_name() {
    let mut found = BTreeMap::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 200, "the types are not found any more: {}", found.len());
    // Of two types of one name the document keeps one, and says of the other what is not so.
    let twice: Vec<_> = found.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    let body = |path: &str| {
        let place = &document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let name = place["$ref"].as_str().and_then(|place| place.rsplit('/').next());
        let schema = &document["components"]["schemas"][name.unwrap_or_else(|| panic!("{path}: {place}"))];
        let fields = schema["properties"].as_object().unwrap();
        fields.keys().cloned().collect::<BTreeSet<_>>()
    };
    let fields = |list: &[&str]| list.iter().map(|field| (*field).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(body("/api/v1/cases/{id}/contest"), fields(&["channel", "declared", "on", "person", "words"]));
    assert_eq!(body("/api/v1/cases/{id}/assign"), fields(&["to"]));
}
