//! When something is wrong with the request or with us: a page in the reader's language, never a bare code.

use super::browser::Browser;
use super::office::{OFFICE, SERVICE, on_each, open};
use axum::http::{Method, header};

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_the_language_of_its_address() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    for path in ["/lv/nothing", "/lv/services/none", "/lv/offices/none", "/lv/services/base.administrative"] {
        browser.get(path).await.is(404).says("Šādas lapas nav").says("Atsauces numurs: ");
    }
    browser.get("/en/nothing").await.is(404).says("There is no such page");
    browser.get("/xx/about").await.is(404);
    let answer = browser.get("/lv/about/").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (308, "/lv/about"));
    // Nothing leads away from here.
    browser.get("//elsewhere.example/").await.is(404);
}

#[tokio::test]
async fn what_is_for_officers_tells_a_client_nothing_of_duties_and_managers() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let page = browser.get("/lv/work").await;
    page.is(403).says("Jums tas nav pieejams").says("Uz sākumu");
    assert!(!page.words().contains("vadītāja"), "{}", page.words());
}

#[tokio::test]
async fn a_form_page_asked_for_in_the_wrong_way_says_which_way_is_right() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let answer = browser.get("/lv/sign-out").await;
    answer.is(405).says("Šo lapu tā atvērt nevar");
    assert_eq!(answer.headers[header::ALLOW], "POST");
}

#[tokio::test]
async fn a_form_that_did_not_come_from_our_pages_is_not_accepted() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    let form = "application/x-www-form-urlencoded";
    let page = browser.get("/lv/validity").await;
    let token = super::words::token(&page.html());
    let body = format!("form-token={token}&kind=&number=");
    let send = |site: &'static str, value: &'static str| vec![("content-type", form), (site, value)];
    // The token of another browser, or none.
    browser
        .post("/lv/validity", "0123456789abcdef0123456789abcdef", &[])
        .await
        .is(403)
        .says("Veidlapa vairs nav derīga");
    browser.post("/lv/validity", "", &[]).await.is(403);
    let mut other = Browser::new(&fixture.router);
    other.post("/lv/validity", &token, &[]).await.is(403);
    // The right token, sent from elsewhere.
    for more in [
        send("sec-fetch-site", "cross-site"),
        send("sec-fetch-site", "same-site"),
        send("origin", "https://elsewhere.example"),
        send("origin", "null"),
    ] {
        browser.send(Method::POST, "/lv/validity", &more, body.clone()).await.is(403);
    }
    // From here, as a browser without that header says it.
    let own = send("origin", "https://office.example");
    browser.send(Method::POST, "/lv/validity", &own, body.clone()).await.is(422);
    let json = [("content-type", "application/json")];
    browser.send(Method::POST, "/lv/validity", &json, "{}".to_owned()).await.is(415).says("Šāds datu veids");
    let huge = format!("form-token={token}&number={}", "0".repeat(70_000));
    browser.send(Method::POST, "/lv/validity", &own, huge).await.is(413).says("Nosūtīts pārāk daudz");
    let broken = format!("form-token={token}&number=%FF%FE");
    browser.send(Method::POST, "/lv/validity", &own, broken).await.is(400).says("neizdevās saprast");
}

#[tokio::test]
async fn when_the_database_is_gone_the_page_says_that_nothing_was_saved() {
    for fixture in on_each("gone").await {
        eprintln!("on {}", fixture.engine);
        let mut browser = Browser::new(&fixture.router);
        browser.sign_in("client-0").await;
        let token = super::words::token(&browser.get("/lv/validity").await.html());
        fixture.office.store().close().await;
        let book = [
            ("service", SERVICE),
            ("office", OFFICE),
            ("slot", "2026-12-01 09:20"),
            ("name", "Jānis Ozols"),
            ("phone", "+371 20000000"),
        ];
        let answers = [
            browser.get("/lv/matters").await,
            browser.get(&format!("/lv/book?service={SERVICE}&office={OFFICE}")).await,
            browser.post("/lv/book", &token, &book).await,
        ];
        for answer in answers {
            answer
                .is(503)
                .says("Sistēma pašlaik neatbild")
                .says("nekas nav saglabāts")
                .says("Atsauces numurs: ");
            assert!(answer.headers.contains_key(header::RETRY_AFTER));
        }
        browser.get("/readyz").await.is(503);
        browser.get("/healthz").await.is(200);
        // What needs no database is still there.
        browser.get("/lv/about").await.is(200);
    }
}

#[tokio::test]
async fn numbers_that_are_none_are_not_found_and_not_a_fault() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    for path in [
        "/lv/matters/1",
        "/lv/matters/0000-0000-0000",
        "/lv/matters/%00",
        "/lv/visits/x",
        "/lv/apply/none",
        "/lv/matters/000000000001/letters/000000000001",
        "/lv/matters/000000000001/letters/x",
    ] {
        browser.get(path).await.is(404);
    }
    browser.get("/lv/my-data/access?before=none").await.is(200);
    browser.get("/lv/my-data/access?before=-99999999999999999999").await.is(200);
}
