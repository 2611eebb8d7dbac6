//! Bodies that nobody would send, to every operation that takes JSON, as every role: each is answered, none is a fault.

use crate::house::{BASIS, House, house, person, staff};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use testkit::fuzz::{Budget, Inputs, drive};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;
use web::api::rate::Pace;

/// Method and path of every operation that takes a body, and of which type.
fn operations() -> Vec<(String, String, String)> {
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    let mut list = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let content = operation["requestBody"]["content"].as_object();
            if let Some(kind) = content.and_then(|content| content.keys().next()) {
                let path = path.replace("{id}", &person(1)).replace("{other}", &person(2));
                list.push((method.to_uppercase(), path, kind.clone()));
            }
        }
    }
    assert!(list.len() > 50, "{}", list.len());
    list
}

async fn send(house: &House, method: &str, path: &str, kind: &str, token: &str, body: Vec<u8>) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", kind)
        .header(BASIS.0, BASIS.1)
        .body(Body::from(body))
        .unwrap();
    let answer = house.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let told: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    assert!(parts.status < StatusCode::INTERNAL_SERVER_ERROR, "{method} {path} as {token}: {told}");
    // What is asked for a token is answered as OAuth 2.0 says (RFC 6749 5.2).
    if path.ends_with("/token") && parts.status.is_client_error() {
        assert!(told["error"].is_string(), "{method} {path}: {told}");
    } else if parts.status.is_client_error() {
        assert_eq!(
            parts.headers["content-type"], "application/problem+json",
            "{method} {path}: {}",
            parts.status
        );
        let kind = told["type"].as_str().unwrap();
        assert!(kind.starts_with("urn:parvalde:problem:"), "{method} {path}: {told}");
        let text = told.to_string();
        assert!(!text.contains('⟦'), "a text is missing: {text}");
    }
}

fn bodies(budget: Budget) {
    let runtime = Runtime::new().unwrap();
    let pace = Pace { burst: u32::MAX, per_second: u32::MAX };
    let house = runtime.block_on(house(testkit::sqlite().unwrap(), pace));
    let operations = operations();
    let mut tokens: Vec<String> = staff().iter().map(|officer| officer.id.to_string()).collect();
    tokens.push("client-1".to_owned());
    let inputs = Inputs::corpus("bodies").unwrap();
    let made = drive("bodies", inputs, budget, |bytes| {
        // The first two bytes say to whom and as whom; what is kept begins with zeros and is sent everywhere.
        let (head, body) = bytes.split_at(bytes.len().min(2));
        let pick = |at: usize, count: usize| usize::from(head.get(at).copied().unwrap_or(0)) % count;
        let chosen = pick(0, operations.len() + 1);
        let token = &tokens[pick(1, tokens.len())];
        let all = operations.iter().enumerate().filter(|(at, _)| chosen == 0 || at + 1 == chosen);
        for (_, (method, path, kind)) in all {
            runtime.block_on(send(&house, method, path, kind, token, body.to_vec()));
        }
    });
    assert!(made.unwrap() > 100);
    let report = runtime.block_on(house.office.store().verify()).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
}

#[test]
fn any_body_is_answered() {
    bodies(Budget::small(4_000));
}

#[test]
#[ignore = "ten minutes: ./test --full"]
fn any_body_is_answered_for_ten_minutes() {
    bodies(Budget::full());
}
