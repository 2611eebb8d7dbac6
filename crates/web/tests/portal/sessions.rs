//! Signing in and out, and what ends a session.

use super::browser::Browser;
use super::office::open;
use axum::http::header;
use kernel::{SeededChance, Text};
use web::{App, DemoClient, Parts, SignIn};

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_and_back() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for path in ["/lv/matters", "/lv/my-data", "/lv/my-data/access", "/lv/apply/passport.citizen"] {
        let answer = browser.get(path).await;
        answer.is(303);
        let (start, next) = answer.location().split_once("?next=").unwrap();
        assert_eq!(start, "/lv/sign-in");
        assert_eq!(format!("/lv{next}"), path);
    }
    let answer =
        browser.fill("/lv/sign-in", "/lv/sign-in", &[("who", "client-0"), ("next", "/my-data")]).await;
    assert_eq!(answer.location(), "/lv/my-data");
    browser.follow(&answer).await.is(200).says("Anna Paraudziņa");
}

#[tokio::test]
async fn a_way_back_never_leads_elsewhere() {
    let fixture = open().await;
    for next in
        ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a/../b", "/x?y=z"]
    {
        let mut browser = Browser::new(&fixture.router);
        let answer = browser.fill("/lv/sign-in", "/lv/sign-in", &[("who", "client-0"), ("next", next)]).await;
        assert_eq!(answer.location(), "/lv/matters", "{next}");
    }
}

#[tokio::test]
async fn a_session_has_a_secret_cookie_and_a_new_one_for_each_sign_in() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let answer = browser.fill("/lv/sign-in", "/lv/sign-in", &[("who", "client-0")]).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
    let first = browser.cookies["parvalde_session"].clone();
    assert_eq!(first.len(), 32, "128 bits");
    browser.sign_in("client-1").await;
    let second = browser.cookies["parvalde_session"].clone();
    assert_ne!(first, second);
    browser.get("/lv/matters").await.is(200);
    browser.cookies.insert("parvalde_session".to_owned(), first);
    browser.get("/lv/matters").await.is(303);
}

#[tokio::test]
async fn signing_out_and_standing_idle_end_a_session() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let kept = browser.cookies.clone();
    let out = browser.fill("/lv/matters", "/lv/sign-out", &[]).await;
    assert_eq!(out.location(), "/lv");
    assert!(!browser.cookies.contains_key("parvalde_session"));
    browser.cookies = kept;
    browser.get("/lv/matters").await.is(303);

    browser.sign_in("client-0").await;
    fixture.clock.forward(29 * 60);
    browser.get("/lv/matters").await.is(200);
    fixture.clock.forward(29 * 60);
    browser.get("/lv/matters").await.is(200);
    fixture.clock.forward(31 * 60);
    browser.get("/lv/matters").await.is(303);

    // Eight hours end it, however busy it was.
    browser.sign_in("client-0").await;
    for _ in 0..17 {
        fixture.clock.forward(29 * 60);
        browser.get("/lv").await;
    }
    browser.get("/lv/matters").await.is(303);
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_choice_that_is_none() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for who in ["", "client-99", "officer", "root-0", "client-x"] {
        let answer = browser.fill("/lv/sign-in", "/lv/sign-in", &[("who", who)]).await;
        answer.is(422).says("Izvēlieties personu vai amatpersonu");
    }
    assert!(!browser.cookies.contains_key("parvalde_session"));
}

#[tokio::test]
async fn an_officer_starts_at_the_workbench() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let answer = browser.fill("/lv/sign-in", "/lv/sign-in", &[("officer", "officer-0")]).await;
    assert_eq!(answer.location(), "/lv/work");
    // What is a client's is not an officer's.
    browser.get("/lv/my-data").await.is(303);
}

#[tokio::test]
async fn without_sign_ins_the_page_says_so() {
    let fixture = open().await;
    let app = |sign_in, secure| {
        let chance = Box::new(SeededChance::new(3));
        web::router(App::new(Parts { office: fixture.office.clone(), sign_in, chance, secure }))
    };
    let mut browser = Browser::new(&app(SignIn::none(), false));
    browser.get("/lv/sign-in").await.is(200).says("Pieslēgšanās nav iestatīta");
    browser.get("/en/services").await.is(200);

    // Behind TLS no cookie travels without it.
    let client = DemoClient {
        person: super::office::anna(),
        name: "Anna Paraudziņa".to_owned(),
        note: Text::new("Izdomāta persona.", "An invented person."),
    };
    let mut browser = Browser::new(&app(SignIn::demo(vec![client], Vec::new()), true));
    let answer = browser.fill("/lv/sign-in", "/lv/sign-in", &[("who", "client-0")]).await;
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        assert!(cookie.to_str().unwrap().contains("Secure"));
    }
    assert!(answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}
