//! Programs of institutions: tokens for signed assertions, what they may, and what is refused, in the words of RFC 6749.

use crate::house::{House, houses, person};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openidconnect::PrivateSigningKey as _;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// The key of RFC 8037, appendix A, as PKCS #8; the configuration of the house has the public half as printed there.
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
/// Ten o'clock in Riga, when the house stands still.
const NOW: i64 = 1_795_507_200;

fn signed(header: &Value, claims: &Value) -> String {
    let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, None).unwrap();
    let encode = |value: &Value| BASE64.encode(serde_json::to_vec(value).unwrap());
    let text = format!("{}.{}", encode(header), encode(claims));
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64.encode(signature))
}

fn claims(jti: &str) -> Value {
    json!({
        "iss": "municipality", "sub": "municipality", "aud": "https://office.example/api/v1/token",
        "exp": NOW + 300, "iat": NOW, "jti": jti,
    })
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "kid": "2026-1", "typ": "JWT" })
}

async fn send(house: &House, fields: &[(&str, &str)]) -> (StatusCode, Value) {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(':', "%3A").replace(' ', "+")))
        .collect();
    let request = Request::post("/api/v1/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap();
    let answer = house.router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["content-type"], "application/json");
    let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

async fn ask(house: &House, assertion: &str, more: &[(&str, &str)]) -> (StatusCode, Value) {
    let mut fields = vec![
        ("grant_type", "client_credentials"),
        ("client_assertion_type", TYPE),
        ("client_assertion", assertion),
    ];
    fields.extend(more);
    send(house, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_institution_gets_a_token_and_reads_on_its_legal_bases_only() {
    for house in houses("api_institutions").await {
        let (status, token) = ask(&house, &signed(&header(), &claims("1")), &[]).await;
        assert_eq!(status, StatusCode::OK, "{token}");
        assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(600)));
        assert_eq!(token["scope"], "read-person search-persons");
        let token = token["access_token"].as_str().unwrap();
        let path = format!("/persons/{}", person(1));
        let read = house.get(token, &path, &[("purpose", "basis:fprl")]).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.body);
        for purpose in ["basis:mk134", "own", "case:0000-0000-0001"] {
            let refused = house.get(token, &path, &[("purpose", purpose)]).await;
            assert!([StatusCode::FORBIDDEN, StatusCode::BAD_REQUEST].contains(&refused.status), "{purpose}");
        }
        // Reading is all that it may.
        for path in ["/cases", "/duplicates", "/payments", "/me/access-log"] {
            let refused = house.get(token, path, &[("purpose", "basis:fprl")]).await;
            assert!(refused.status.is_client_error(), "{path}: {}", refused.status);
        }
        let changed =
            house.post(token, &format!("{path}/changes"), &[("purpose", "basis:fprl")], json!({})).await;
        assert!(changed.status.is_client_error());
        // The person sees who looked.
        let log = house.get("client-1", "/me/access-log", &[]).await;
        assert!(log.body.to_string().contains("institution:municipality"), "{}", log.body);

        // A token for less is good for less.
        let narrow = [("scope", "search-persons")];
        let (_, token) = ask(&house, &signed(&header(), &claims("2")), &narrow).await;
        let token = token["access_token"].as_str().unwrap().to_owned();
        let refused = house.get(&token, &path, &[("purpose", "basis:fprl")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        // It is no session of a browser.
        let cookie = format!("parvalde_session={token}");
        let refused = house.get("", "/me/access-log", &[("cookie", &cookie)]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_assertion_is_told_in_the_words_of_the_standard() {
    for house in houses("api_assertions").await {
        let with = |name: &str, value: Value| {
            let mut all = claims(&format!("{name} {value}"));
            all[name] = value;
            signed(&header(), &all)
        };
        let good = signed(&header(), &claims("once"));
        let (head, rest) = good.split_once('.').unwrap();
        let (body, signature) = rest.split_once('.').unwrap();
        let none = BASE64.encode(br#"{"alg":"none"}"#);
        let shared = BASE64.encode(br#"{"alg":"HS256"}"#);
        let other = BASE64.encode(serde_json::to_vec(&claims("other")).unwrap());
        for (assertion, says) in [
            (with("aud", json!("https://elsewhere.example/token")), "aud"),
            (with("exp", json!(NOW - 61)), "expired"),
            (with("exp", json!(NOW + 3600)), "longer than ten minutes"),
            (with("nbf", json!(NOW + 120)), "not valid yet"),
            (with("sub", json!("somebody")), "iss and sub"),
            (with("iss", json!("somebody")), "no key"),
            (with("jti", json!("")), "jti"),
            (signed(&json!({ "alg": "EdDSA", "kid": "other" }), &claims("kid")), "no key"),
            (signed(&json!({ "alg": "EdDSA", "crit": ["b64"] }), &claims("crit")), "critical"),
            (format!("{none}.{body}."), "algorithm"),
            (format!("{shared}.{body}.{signature}"), "algorithm"),
            (format!("{head}.{other}.{signature}"), "no key"),
            (format!("{head}.{body}"), "no signed"),
            ("x".repeat(9000), "no signed"),
        ] {
            let (status, refusal) = ask(&house, &assertion, &[]).await;
            assert_eq!(
                (status, &refusal["error"]),
                (StatusCode::UNAUTHORIZED, &json!("invalid_client")),
                "{says}"
            );
            assert!(refusal["error_description"].as_str().unwrap().contains(says), "{refusal}");
        }
        // Several audiences, one of them us.
        let several =
            with("aud", json!(["https://elsewhere.example", "https://office.example/api/v1/token"]));
        assert_eq!(ask(&house, &several, &[]).await.0, StatusCode::OK);
        // Once, and not again.
        assert_eq!(ask(&house, &good, &[]).await.0, StatusCode::OK);
        let (status, refusal) = ask(&house, &good, &[]).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(refusal["error_description"].as_str().unwrap().contains("used before"), "{refusal}");

        let fresh = |jti: &str| signed(&header(), &claims(jti));
        for (fields, error) in [
            (vec![], "invalid_request"),
            (vec![("grant_type", "password")], "unsupported_grant_type"),
            (vec![("grant_type", "client_credentials")], "invalid_client"),
        ] {
            assert_eq!(send(&house, &fields).await.1["error"], error);
        }
        let (status, refusal) = ask(&house, &fresh("scope"), &[("scope", "read-person approve")]).await;
        assert_eq!((status, &refusal["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_scope")));
        let (_, refusal) = ask(&house, &fresh("client"), &[("client_id", "somebody")]).await;
        assert_eq!(refusal["error"], "invalid_client");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_believed_only_from_the_header_that_was_named() {
    for house in houses("api_certificates").await {
        let path = format!("/persons/{}", person(1));
        let subject = "CN=register,O=Municipality,C=LV";
        for (header, subject, status) in [
            ("x-client-subject", subject, StatusCode::OK),
            ("x-client-subject", "CN=somebody", StatusCode::UNAUTHORIZED),
            ("x-ssl-subject", subject, StatusCode::UNAUTHORIZED),
        ] {
            let read = house.get("", &path, &[("purpose", "basis:fprl"), (header, subject)]).await;
            assert_eq!(read.status, status, "{header} {subject}");
        }
    }
}
