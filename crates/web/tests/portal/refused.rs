//! A form that was refused keeps what was typed: in the other language, in the other version, and for whoever goes back; and
//! shows it to nobody else.

use super::browser::{Answer, Browser, encode};
use super::office::{OFFICE, SERVICE, anna, on_each, open};
use super::words::{attributes, token, value};
use axum::http::{Method, header};

fn booking(name: &str, phone: &str) -> Vec<(&'static str, String)> {
    [("service", SERVICE), ("office", OFFICE), ("slot", "2026-12-01 09:20"), ("name", name), ("phone", phone)]
        .into_iter()
        .map(|(field, value)| (field, value.to_owned()))
        .collect()
}

/// Where a switch of the page leads: its address begins so and holds `mark`.
fn switch(answer: &Answer, begins: &str, mark: &str) -> String {
    let html = answer.html();
    let found = attributes(&html, "href").into_iter().find(|h| h.starts_with(begins) && h.contains(mark));
    found.unwrap_or_else(|| panic!("no switch to {begins} … {mark}")).replace("&amp;", "&")
}

#[tokio::test]
async fn what_was_typed_is_there_in_the_other_language_and_version_for_this_browser_alone() {
    for fixture in on_each("refused").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = Browser::new(&fixture.router);
        let fields = booking("Jānis Ozols", "12");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = browser.fill("/lv/appointment", "/lv/book", &fields).await;
        refused.is(422).says("Tālruņa numurā ir 8 līdz 15 cipari");
        let english = switch(&refused, "/en/book?", "again=");
        assert!(!english.contains("Oz") && !english.contains("12&"), "nothing typed stands in {english}");
        let page = browser.get(&english).await;
        page.is(422).says("A telephone number has 8 to 15 digits");
        assert_eq!(value(&page.html(), "name").as_deref(), Some("Jānis Ozols"));
        assert_eq!(value(&page.html(), "phone").as_deref(), Some("12"));
        let text = browser.get(&switch(&page, "/en/book?", "view=text")).await;
        assert_eq!(value(&text.html(), "name").as_deref(), Some("Jānis Ozols"));
        let back = browser.get(&switch(&text, "/lv/book?", "again=")).await;
        back.is(422).says("Tālruņa numurā ir 8 līdz 15 cipari");
        // Another browser has the address only; this one without the number begins anew.
        let mut other = Browser::new(&fixture.router);
        other.get(&english).await.is(200);
        assert!(!other.get(&english).await.html().contains("Ozols"));
        assert!(!browser.get("/lv/book").await.html().contains("Ozols"));
        // Whoever signs in at the same browser is somebody else.
        browser.sign_in("client-1").await;
        assert!(!browser.get(&english).await.html().contains("Ozols"));
    }
}

#[tokio::test]
async fn a_browser_is_led_to_the_page_so_that_going_back_sends_nothing() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let form = token(&browser.get("/lv/my-data/error").await.html());
    let more = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-mode", "navigate"),
    ];
    let words = "Uzvārds ir Ozoliņa";
    let body = format!("form-token={form}&fact=&right={}&office=", encode(words));
    let led = browser.send(Method::POST, "/lv/my-data/error", &more, body).await;
    led.is(303);
    assert!(led.location().starts_with("/lv/my-data/error?again="), "{}", led.location());
    let page = browser.follow(&led).await;
    page.is(422).says("Lūdzu, izlabojiet norādīto").says(words);
    browser.get(&switch(&page, "/en/my-data/error?", "again=")).await.is(422).says(words);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_page_whose_files_are_not_kept_says_so() {
    let fixture = open().await;
    let case = fixture.apply(anna()).await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let page = format!("/lv/matters/{case}");
    let refused = browser
        .upload(&page, &format!("{page}/files"), &[("evidence", "")], &[("file", "a.exe", b"MZ")])
        .await;
    refused.is(422).says("Faili kopā ar ierakstīto netiek saglabāti");
    let english = switch(&refused, &format!("/en/matters/{case}?"), "again=");
    browser.get(&english).await.is(422).says("Files are not kept with what you typed");
    browser
        .get("/en/accessibility")
        .await
        .says("also when you change the language or the version of the page");
}
