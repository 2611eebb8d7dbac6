//! Signing in at the certified provider, in a real Chromium: clients and officers, what goes wrong on the way, sessions,
//! and the confirmation before a dangerous act.

use crate::browser::{Browser, tools};
use crate::sign_in::{ANNA, BORISS, House, anna, daughter, module};
use serde_json::json;

/// Goes to the provider and says who it is; `do_` is the button.
async fn at_provider(browser: &Browser, provider: &str, name: &str, do_: &str) {
    browser.press(&format!("main a[href*='/sign-in/provider/{provider}']")).await;
    give_name(browser, name, do_).await;
}

async fn give_name(browser: &Browser, name: &str, do_: &str) {
    if !name.is_empty() {
        browser.fill("#name", name).await;
    }
    browser.press(do_).await;
}

async fn both() -> Option<(crate::browser::Tools, String, Vec<testkit::Database>)> {
    let (Some(tools), Some(module)) = (tools(), module()) else {
        eprintln!("PARVALDE_TEST_WEBDRIVER, _AXE and _OIDC are not set: no test of providers");
        return None;
    };
    Some((tools, module, testkit::databases("served_provider").await.unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_signs_in_acts_for_a_child_and_ends_sessions() {
    let Some((tools, module, databases)) = both().await else { return };
    for database in &databases {
        let house = House::open(database, &module).await;
        let browser = Browser::open(&house.base, &tools, 1280).await;
        browser.go("/en/my-data").await;
        assert_eq!(browser.path().await, "/en/sign-in");
        browser.scan("sign-in").await;
        let words = browser.all_words().await;
        assert!(words.contains("Provider eid") && !words.contains("demonstration"), "{words}");
        at_provider(&browser, "eid", ANNA, "#in").await;

        // On whose behalf: only those whom the register names.
        assert_eq!(browser.path().await, "/en/behalf");
        browser.scan("behalf").await;
        let words = browser.words().await;
        assert!(words.contains("Anna Paraudziņa") && words.contains("Līga Paraudziņa"), "{words}");
        assert!(!words.contains("Boriss"), "{words}");
        let choose = "document.querySelector(`main input[value='${arguments[0]}']`).click();";
        browser.script(choose, vec![json!(daughter().to_string())]).await;
        browser.press("main form button[type=submit]").await;
        assert_eq!(browser.path().await, "/en/my-data");
        assert!(browser.all_words().await.contains("Acting for Līga Paraudziņa"));
        // Who looked: the sign-in itself.
        browser.go("/en/my-data/access").await;
        assert!(browser.words().await.contains("sign-in"), "{}", browser.words().await);

        // A second browser, which the first ends.
        let second = Browser::open(&house.base, &tools, 390).await;
        second.go("/en/sign-in").await;
        at_provider(&second, "eid", ANNA, "#in").await;
        second.scan("behalf on a phone").await;
        browser.go("/en/my-sessions").await;
        browser.scan("my sessions").await;
        let words = browser.words().await;
        assert!(words.contains("this one") && words.contains("Provider eid"), "{words}");
        assert_eq!(house.office.session_count().await.unwrap(), 2);
        browser.press("main form:has(input[value=others]) button").await;
        assert_eq!(house.office.session_count().await.unwrap(), 1);
        second.go("/en/matters").await;
        assert_eq!(second.path().await, "/en/sign-in");
        second.close().await;

        // Out here, and out there.
        browser.press("header form button").await;
        browser.scan("signed out").await;
        browser.go("/en/matters").await;
        assert_eq!(browser.path().await, "/en/sign-in");
        browser.go("/en/signed-out?provider=eid").await;
        browser.press("main a.button[href*='/session/end']").await;
        browser.press("button[value=yes]").await;
        assert_eq!(browser.path().await, "/en/signed-out");
        browser.close().await;
    }
}

/// A provider does something wrong, and whoever comes from it is told and not let in.
async fn not_believed(house: &House, tools: &crate::browser::Tools, (what, value): (&str, &str), says: &str) {
    house.provider.switch(what, value).await;
    let browser = Browser::open(&house.base, tools, 1280).await;
    browser.go("/en/sign-in").await;
    at_provider(&browser, "eid", ANNA, "#in").await;
    assert!(browser.words().await.contains(says), "{what}: {}", browser.words().await);
    browser.close().await;
    house.provider.switch(what, "right").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_on_the_way_is_a_page_that_says_what_to_do() {
    let Some((tools, module, databases)) = both().await else { return };
    let mut house = House::open(&databases[0], &module).await;
    // Signed with a key that nobody publishes; before the office knows the right ones, for it does not forget those.
    not_believed(&house, &tools, ("jwks", "other"), "does not publish").await;
    for (name, do_, says) in [
        (format!("{BORISS} low"), "#in", "in a way that is not secure enough"),
        ("39990009999".to_owned(), "#in", "nobody can be signed in here"),
        ("no-code-at-all".to_owned(), "#in", "nobody can be signed in here"),
        (String::new(), "#stop", "did not let you in"),
    ] {
        let browser = Browser::open(&house.base, &tools, 1280).await;
        browser.go("/en/sign-in").await;
        at_provider(&browser, "eid", &name, do_).await;
        let words = browser.words().await;
        assert!(words.contains(says), "{name}: {words}");
        assert!(!words.contains(BORISS), "{words}");
        browser.scan(says).await;
        browser.go("/en/matters").await;
        assert_eq!(browser.path().await, "/en/sign-in", "{name} is not let in");
        browser.close().await;
    }
    let browser = Browser::open(&house.base, &tools, 1280).await;
    // An answer to no question, and one that another browser asked for.
    browser.go("/en").await;
    browser.go("/sign-in/back/eid?code=abc&state=def").await;
    assert!(browser.words().await.contains("took too long"), "{}", browser.words().await);
    let plain = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let way = plain.get(format!("{}/en/sign-in/provider/eid", house.base)).send().await.unwrap();
    let way = way.headers()["location"].to_str().unwrap().to_owned();
    let state = way.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    for part in ["code_challenge_method=S256", "nonce=", "acr_values=high", "response_type=code"] {
        assert!(way.contains(part), "{way}");
    }
    browser.go(&format!("/sign-in/back/eid?code=abc&state={state}")).await;
    assert!(
        browser.words().await.contains("did not begin") || browser.words().await.contains("does not belong")
    );
    // Signed too long ago.
    not_believed(&house, &tools, ("idToken", "old"), "too old").await;
    house.provider.kill();
    let again = Browser::open(&house.base, &tools, 1280).await;
    house.clock.set(2 * 60 * 60);
    again.go("/en/sign-in").await;
    again.press("main a[href*='/sign-in/provider/eid']").await;
    assert!(again.words().await.contains("does not answer"), "{}", again.words().await);
    again.close().await;
    browser.close().await;
    // Nothing of it is a fault of ours.
    let metrics = reqwest::get(format!("{}/metrics", house.base)).await.unwrap().text().await.unwrap();
    assert_eq!(house.office.session_count().await.unwrap(), 0, "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_confirms_at_the_provider_before_writing_the_register() {
    let Some((tools, module, databases)) = both().await else { return };
    for database in &databases {
        let house = House::open(database, &module).await;
        let browser = Browser::open(&house.base, &tools, 1280).await;
        browser.go("/en/work").await;
        at_provider(&browser, "staff", "nobody-known", "#in").await;
        assert!(browser.words().await.contains("not on the staff list"), "{}", browser.words().await);
        browser.close().await;

        // Signed in twenty minutes ago.
        house.clock.set(-20 * 60);
        let browser = Browser::open(&house.base, &tools, 1280).await;
        browser.go("/en/work").await;
        at_provider(&browser, "staff", "case-1", "#in").await;
        assert_eq!(browser.path().await, "/en/work");
        house.clock.set(0);
        let change = format!("/en/work/persons/{}/change?purpose=basis:fprl&kind=residence", anna());
        browser.go(&change).await;
        browser.script("document.querySelector('input[value=declared]').click();", vec![]).await;
        for (field, value) in [
            ("municipality", "LV0001000"),
            ("address", "Ezera iela 2, Rīga"),
            ("on", "2026-11-20"),
            ("basis-issuer", "Office"),
            ("basis-country", "LVA"),
            ("basis-date", "2026-11-24"),
        ] {
            // By script: a day is typed otherwise in every language.
            let script = "const e = document.querySelector(`main form [name='${arguments[0]}']`); e.value = arguments[1];";
            browser.script(script, vec![json!(field), json!(value)]).await;
        }
        let script = "const e = document.querySelector(\"main form [name='basis-kind']\"); if (e.tagName === 'SELECT') e.value = 'declaration'; else document.querySelector(\"main form [name='basis-kind'][value=declaration]\").click();";
        browser.script(script, vec![]).await;
        browser.press("main form[method=post] button[type=submit]").await;
        assert_eq!(browser.path().await, "/en/confirm", "{}", browser.words().await);
        browser.scan("confirm").await;

        // Another officer does not confirm for this one.
        let address = browser.url().await;
        at_provider(&browser, "staff", "case-2", "#in").await;
        assert!(browser.words().await.contains("does not belong"), "{}", browser.words().await);
        browser.go(address.strip_prefix(&house.base).unwrap()).await;
        at_provider(&browser, "staff", "case-1", "#in").await;
        assert_eq!(browser.path().await, "/en/confirm/go");
        browser.scan("confirmed").await;
        assert!(browser.words().await.contains("Ezera iela 2, Rīga"), "{}", browser.words().await);
        browser.press("main form[method=post] button[type=submit]").await;
        browser.go(&format!("/en/work/persons/{}?purpose=basis:fprl", anna())).await;
        assert!(browser.words().await.contains("Ezera iela 2, Rīga"), "{}", browser.words().await);
        browser.close().await;
    }
}
