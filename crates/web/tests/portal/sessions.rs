//! Signing in and out, and what ends a session.

use super::browser::Browser;
use super::office::open;
use axum::http::{Method as Verb, header};
use kernel::{SeededChance, Text};
use office::actor::Actor;
use office::sessions::{Method, SignedIn};
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
    assert_eq!(out.headers["clear-site-data"], "\"cache\", \"storage\"");
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

#[tokio::test]
async fn a_session_is_known_to_every_node_and_its_owner_ends_it_anywhere() {
    for fixture in super::office::on_each("sessions").await {
        let mut first = Browser::new(&fixture.router);
        first.sign_in("client-0").await;
        // Another node on the same database.
        let client = DemoClient {
            person: super::office::anna(),
            name: "Anna Paraudziņa".to_owned(),
            note: Text::new("Izdomāta persona.", "An invented person."),
        };
        let (office, chance) = (fixture.office.clone(), Box::new(SeededChance::new(99)));
        let sign_in = SignIn::demo(vec![client], Vec::new());
        let node = web::router(App::new(Parts { office, sign_in, chance, secure: false }));
        let mut there = Browser::new(&node);
        there.cookies = first.cookies.clone();
        there.get("/lv/matters").await.is(200);

        let mut second = Browser::new(&node);
        second.sign_in("client-0").await;
        first.get("/lv/my-sessions").await.is(200).says("Nezināma pārlūkprogramma");
        let done = first.fill("/lv/my-sessions", "/lv/my-sessions", &[("which", "others")]).await;
        assert_eq!(done.location(), "/lv/my-sessions");
        second.get("/lv/matters").await.is(303);
        there.get("/lv/matters").await.is(200);
        // Somebody else's session is not there to be ended.
        let mut other = Browser::new(&fixture.router);
        other.sign_in("client-1").await;
        let id =
            fixture.office.my_sessions(&super::office::client(super::office::anna())).await.unwrap()[0].id;
        other.fill("/lv/my-sessions", "/lv/my-sessions", &[("which", &id.to_string())]).await.is(404);
        first.fill("/lv/my-sessions", "/lv/my-sessions", &[("which", &id.to_string())]).await.is(303);
        there.get("/lv/matters").await.is(303);
        other.get("/lv/my-sessions").await.is(200);
        Browser::new(&fixture.router).get("/lv/my-sessions").await.is(303);
    }
}

#[tokio::test]
async fn on_whose_behalf_a_client_acts_is_chosen_among_those_whom_the_register_says() {
    let fixture = open().await;
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in("client-0").await;
    let page = browser.get("/lv/behalf").await;
    page.is(200).says("Līga Paraudziņa");
    assert!(!page.words().contains("Boriss"));
    let boriss = super::office::boriss().to_string();
    let refused = browser.fill("/lv/behalf", "/lv/behalf", &[("person", &boriss)]).await;
    refused.is(422);
    assert!(!browser.get("/lv/my-data").await.html().contains("Rīkojaties"));
    let daughter = super::office::daughter().to_string();
    let chosen =
        browser.fill("/lv/behalf", "/lv/behalf", &[("person", &daughter), ("next", "/my-data")]).await;
    assert_eq!(chosen.location(), "/lv/my-data");
    assert!(
        browser.get("/lv/my-data").await.html().contains("Rīkojaties citas personas vārdā: Līga Paraudziņa")
    );
    // Forms begin with it.
    let form = browser.get("/lv/my-data/statements").await.html();
    assert!(form.contains(&format!("value=\"{daughter}\" checked")), "{form}");
    // For themselves again.
    let own = super::office::anna().to_string();
    browser.fill("/lv/behalf", "/lv/behalf", &[("person", &own)]).await.is(303);
    assert!(!browser.get("/lv/my-data").await.html().contains("Rīkojaties"));
}

#[tokio::test]
async fn a_dangerous_act_with_an_old_sign_in_is_kept_until_it_is_confirmed() {
    for fixture in super::office::on_each("confirm").await {
        let actor = Actor::Officer(fixture.office.officer("t-02").unwrap());
        let sign_in = |token: &str| {
            let (office, token, actor) = (fixture.office.clone(), token.to_owned(), actor.clone());
            async move {
                let (name, provider, level) = ("Testa Lietvede".to_owned(), String::new(), String::new());
                let (method, browser, seconds) = (Method::Passkey, String::new(), 1800);
                let who = SignedIn { actor, name, method, provider, level, browser, seconds };
                office.open_session(&token, &who).await.unwrap();
            }
        };
        let token = format!("{:032x}", 7);
        sign_in(&token).await;
        let mut browser = Browser::new(&fixture.router);
        browser.cookies.insert("parvalde_session".to_owned(), token.clone());
        let change =
            format!("/lv/work/persons/{}/change?purpose=basis:fprl&kind=residence", super::office::anna());
        let typed = [("kind", "residence"), ("address", "Ezera iela 2, Rīga"), ("on", "2026-11-20")];
        // Fresh: looked at at once.
        browser.fill(&change, &change, &typed).await.is(422);
        fixture.clock.forward(20 * 60);
        let kept = browser.fill(&change, &change, &typed).await;
        kept.is(303);
        let confirm = kept.location().to_owned();
        assert!(confirm.starts_with("/lv/confirm?form="), "{confirm}");
        browser.get(&confirm).await.is(200).says("Apliecinieties no jauna");
        // The form waits for this officer alone, and a form that nobody made is not sent on.
        let go = confirm.replace("/confirm?", "/confirm/go?");
        let mut other = Browser::new(&fixture.router);
        other.sign_in("officer-2").await;
        other.get(&go).await.is(403);
        browser.post(&change, "00000000000000000000000000000000", &typed).await.is(403);
        // The API holds to the same.
        let call = format!("/api/v1/persons/{}/changes", super::office::anna());
        let headers = [
            ("content-type", "application/json"),
            ("sec-fetch-site", "same-origin"),
            ("purpose", "basis:fprl"),
        ];
        let refused = browser.send(Verb::POST, &call, &headers, "{}").await;
        refused.is(403);
        assert!(refused.html().contains("urn:parvalde:problem:confirm"), "{}", refused.html());
        // What is not dangerous goes on.
        browser.get("/lv/work").await.is(200);

        let session = fixture.office.session(&token).await.unwrap().unwrap();
        fixture.office.confirm_session(&session).await.unwrap();
        let page = browser.get(&go).await;
        page.is(200).says("Ezera iela 2, Rīga");
        let html = page.html();
        for (name, value) in typed {
            assert!(html.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}");
        }
        assert!(html.contains(&change.replace('&', "&amp;")), "it is sent where it was meant to go");
        browser.fill(&change, &change, &typed).await.is(422);
        // Not for ever.
        fixture.clock.forward(16 * 60);
        browser.get(&go).await.is(403);
    }
}
