//! Forms and files that no browser would send: each is answered with a page, none is a fault.

use super::browser::Browser;
use super::office::{anna, open};
use axum::http::Method;
use std::cell::RefCell;
use testkit::fuzz::{Budget, Inputs, drive};
use tokio::runtime::Runtime;
use web::Limits;

/// Sends what `request` makes of each input, signed in as a client with an open case.
fn forms(name: &str, budget: Budget, request: impl Fn(&str, &str, &[u8]) -> (String, String, Vec<u8>)) {
    let runtime = Runtime::new().unwrap();
    let (fixture, browser, case, token) = runtime.block_on(async {
        let fixture = open().await;
        let router = web::router_within(fixture.app(false), &Limits::default().times(1_000_000));
        let mut browser = Browser::new(&router);
        browser.sign_in("client-0").await;
        let case = fixture.apply(anna()).await.to_string();
        let token = super::words::token(&browser.get("/lv/validity").await.html());
        (fixture, RefCell::new(browser), case, token)
    });
    let inputs = Inputs::corpus(name).unwrap();
    let made = drive(name, inputs, budget, |bytes| {
        let (path, kind, body) = request(&case, &token, bytes);
        // What is no value of a header, or no address, never leaves a browser.
        if kind.parse::<axum::http::HeaderValue>().is_err() || path.parse::<axum::http::Uri>().is_err() {
            return;
        }
        let more = [("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
        let answer = runtime.block_on(browser.borrow_mut().send(Method::POST, &path, &more, body));
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.bytes).contains('⟦'), "{path}: a text is missing");
    });
    assert!(made.unwrap() > 50);
    let report = runtime.block_on(fixture.office.store().verify()).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
}

/// The first line is the type of the body, the rest the body; `TOKEN` stands for the token of the form.
fn with_files(budget: Budget) {
    forms("multipart", budget, |case, token, bytes| {
        let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let (kind, body) = bytes.split_at(at);
        let body = body.get(1..).unwrap_or_default();
        let mut filled = Vec::with_capacity(body.len() + 32);
        let mut rest = body;
        while let Some(place) = rest.windows(5).position(|window| window == b"TOKEN") {
            filled.extend_from_slice(&rest[..place]);
            filled.extend_from_slice(token.as_bytes());
            rest = &rest[place + 5..];
        }
        filled.extend_from_slice(rest);
        (format!("/lv/matters/{case}/files"), String::from_utf8_lossy(kind).trim().to_owned(), filled)
    });
}

/// The first line is the path of the form, the rest its fields.
fn of_fields(budget: Budget) {
    forms("fields", budget, |case, token, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (path, fields) = text.split_once('\n').unwrap_or((&text, ""));
        let path = path.replace("CASE", case);
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let body = format!("form-token={token}&{fields}").into_bytes();
        (path, "application/x-www-form-urlencoded".to_owned(), body)
    });
}

#[test]
fn any_form_with_files_is_answered() {
    with_files(Budget::small(2_000));
}

#[test]
fn any_form_is_answered() {
    of_fields(Budget::small(2_000));
}

#[test]
#[ignore = "ten minutes: ./test --full"]
fn any_form_with_files_is_answered_for_ten_minutes() {
    with_files(Budget::full());
}

#[test]
#[ignore = "ten minutes: ./test --full"]
fn any_form_is_answered_for_ten_minutes() {
    of_fields(Budget::full());
}
