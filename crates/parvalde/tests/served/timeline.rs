//! A life in two times, in a real Chromium: a correction appears and vanishes as the slider of knowledge is
//! dragged, and a change as that of the days is; and the same without scripts.

use crate::browser::{Browser, tools};
use crate::server::Server;
use serde_json::{Value, json};
use std::time::Duration;

fn basis(kind: &str) -> Value {
    json!({ "kind": kind, "number": "7", "date": "2026-11-20", "issuer": "Registry of Imagined Acts", "country": "LVA" })
}

fn residence(address: &str) -> Value {
    json!({ "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": address })
}

/// The id of somebody of the demonstration.
async fn found(server: &Server, name: &str) -> String {
    let search = json!({ "text": name });
    let (status, found) = server.post("/api/v1/persons/search", "case-officer", &search).await;
    assert_eq!(status, 200, "{found}");
    found["items"][0]["person"]["id"].as_str().unwrap().to_owned()
}

/// Moves the person on 2026-11-10 and corrects the address afterwards; answers the person's id.
async fn a_moved_and_corrected_person(server: &Server) -> String {
    let id = found(server, "Ilze Piemēra").await;
    let moved = json!({ "on": "2026-11-10", "facts": [residence("Imantas iela 7, Rīga")], "basis": basis("declaration") });
    let (status, person) =
        server.post(&format!("/api/v1/persons/{id}/changes"), "case-officer", &moved).await;
    assert_eq!(status, 200, "{person}");
    let facts = person["facts"].as_array().unwrap();
    let wrong = facts.iter().find(|fact| fact["value"]["address"] == "Imantas iela 7, Rīga").unwrap();
    let right = json!({
        "seq": wrong["seq"], "right": residence("Imantas iela 17, Rīga"), "basis": basis("declaration"),
        "reason": "a digit was left out",
    });
    let (status, person) =
        server.post(&format!("/api/v1/persons/{id}/corrections"), "case-officer", &right).await;
    assert_eq!(status, 200, "{person}");
    id
}

/// The facts that hold at the chosen moment.
async fn held(browser: &Browser) -> String {
    let script = "return document.querySelector('[data-part=held]').innerText;";
    browser.script(script, vec![]).await.as_str().unwrap().to_owned()
}

/// Drags a slider by so many steps, as a hand or the arrow keys would, and waits until the facts follow.
async fn drag(browser: &Browser, slider: &str, by: i64, until: impl Fn(&str) -> bool) {
    let script = "const s = document.querySelector(arguments[0]); s.value = Number(s.value) + arguments[1]; \
                  s.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.script(script, vec![json!(slider), json!(by)]).await;
    for _ in 0..100 {
        if until(&held(browser).await) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the facts did not follow {slider} by {by}: {}", held(browser).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_appears_and_vanishes_as_the_timeline_is_dragged() {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    for database in testkit::databases("served_timeline").await.unwrap() {
        let server = Server::start(&database.url);
        let id = a_moved_and_corrected_person(&server).await;
        let officer = Browser::as_somebody(&server.base, &tools, "Gints Lietvedis").await;
        officer.go(&format!("/en/work/persons/{id}?purpose=basis:mk134")).await;
        let right = |facts: &str| facts.contains("Imantas iela 17");
        let wrong = |facts: &str| facts.contains("Imantas iela 7,");
        assert!(right(&held(&officer).await), "{}", held(&officer).await);
        // One entry back the office believed the wrong address; two back it knew of no move.
        drag(&officer, "#slide-known", -1, wrong).await;
        drag(&officer, "#slide-known", -1, |facts| !facts.contains("Imantas")).await;
        drag(&officer, "#slide-known", 2, right).await;
        // Before the tenth of November the person lived elsewhere, whatever is known.
        drag(&officer, "#slide-day", -15, |facts| !facts.contains("Imantas")).await;
        drag(&officer, "#slide-day", 15, right).await;
        officer.scan("a life in two times").await;
        // The address of the page is that of what it shows: a reload shows the same.
        let url = officer.url().await;
        assert!(url.contains("day=") && url.contains("step="), "{url}");
        officer.close().await;

        // From a residence to the household of its address, and two records side by side.
        let officer = Browser::as_somebody(&server.base, &tools, "Gints Lietvedis").await;
        let parent = found(&server, "Kristīne Šablone").await;
        officer.go(&format!("/en/work/persons/{parent}?purpose=basis:mk134")).await;
        assert!(officer.words().await.contains("Sofija Šablone"), "{}", officer.words().await);
        officer.scan("a person with relatives").await;
        officer.go(&format!("/en/work/persons/{id}?purpose=basis:mk134")).await;
        officer.press("form[action$='/work/household'] button").await;
        officer.scan("a household to ask for").await;
        officer.press("main form.search button[type=submit]").await;
        officer.scan("a household").await;
        assert!(officer.words().await.contains("Ilze Piemēra"), "{}", officer.words().await);
        officer.close().await;
        let approver = Browser::as_somebody(&server.base, &tools, "Ināra Lēmēja").await;
        approver.go(&format!("/en/work/persons/{id}/merge?purpose=basis:mk134")).await;
        approver.fill("#text", "Emīls Paraugs").await;
        approver.press("main form button[type=submit]").await;
        approver.scan("records to join with").await;
        approver.press("ul.rows a").await;
        approver.scan("two records side by side").await;
        approver.close().await;
        assert!(server.stop(), "{}", database.engine());
    }
}
