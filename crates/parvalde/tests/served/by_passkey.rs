//! Passkeys in a real Chromium with virtual authenticators: the invitation, the sign-in, the list, the confirmation, and
//! what is refused.

use crate::browser::{Browser, tools};
use crate::sign_in::{House, anna, module};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

/// An authenticator in this browser; answers its id.
async fn authenticator(browser: &Browser, transport: &str) -> String {
    let options = json!({
        "protocol": "ctap2", "transport": transport, "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true, "isUserConsenting": true,
    });
    let id = browser.command("POST", "/webauthn/authenticator", Some(options)).await;
    id.as_str().unwrap().to_owned()
}

/// Runs `parvalde officer …` and answers what it printed, or with what code it ended.
fn officer(arguments: &[&str]) -> Result<String, i32> {
    let output = Command::new(env!("CARGO_BIN_EXE_parvalde"))
        .arg("officer")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    match output.status.code() {
        Some(0) => Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned()),
        code => Err(code.unwrap_or(-1)),
    }
}

/// Types the code and shows a passkey.
async fn sign_in(browser: &Browser, code: &str) {
    browser.go("/en/sign-in/passkey").await;
    browser.fill("main input[name=code]", code).await;
    browser.press("main form button[type=submit]").await;
    browser.click("main form button[type=submit]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_adds_passkeys_by_an_invitation_signs_in_and_confirms() {
    let (Some(tools), Some(module)) = (tools(), module()) else {
        eprintln!("PARVALDE_TEST_WEBDRIVER, _AXE and _OIDC are not set: no test of passkeys");
        return;
    };
    for database in testkit::databases("served_passkey").await.unwrap() {
        let house = House::open(&database, &module).await;
        let config = house.config.to_str().unwrap();
        assert_eq!(officer(&["invite", "nobody", "--db", &database.url, "--sign-in", config]), Err(2));
        let link = officer(&["invite", "case-1", "--db", &database.url, "--sign-in", config, "--lang", "en"])
            .unwrap();
        let path = link.strip_prefix(&house.base).unwrap().to_owned();

        let browser = Browser::open(&house.base, &tools, 1280).await;
        let inside = authenticator(&browser, "internal").await;
        browser.go(&path).await;
        browser.scan("invitation").await;
        assert!(browser.words().await.contains("Officer case-1"), "{}", browser.words().await);
        browser.fill("main input[name=name]", "Office laptop").await;
        browser.click("main form button[type=submit]").await;
        browser.arrives("The passkey is added").await;
        browser.scan("passkey added").await;
        // The invitation is used up.
        browser.go(&path).await;
        assert!(browser.words().await.contains("cannot be used"), "{}", browser.words().await);
        browser.scan("invitation over").await;

        browser.go("/en/sign-in/passkey").await;
        browser.scan("passkey code").await;
        sign_in(&browser, "case-1").await;
        browser.arrives("You are signed in as Officer case-1").await;
        assert_eq!(browser.path().await, "/en/work");
        browser.go("/en/my-passkeys").await;
        browser.scan("my passkeys").await;
        assert!(browser.words().await.contains("Office laptop"), "{}", browser.words().await);

        second_passkey(&browser).await;
        confirmed(&house, &browser).await;
        refused(&house, &browser, &inside).await;
        browser.close().await;

        // The operator ends all sessions from the command line, and sees how many passkeys there are.
        let counts = officer(&["passkeys", "--db", &database.url]).unwrap();
        assert_eq!(counts, "case-1\t1");
        let history = officer(&["history", "case-1", "--db", &database.url]).unwrap();
        let kinds: Vec<_> = history.lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
        assert_eq!(
            kinds,
            ["passkey-invited", "passkey-added", "passkey-added", "passkey-removed"],
            "{history}"
        );
        assert!(history.contains("by invitation\tOffice laptop\tsha256:"), "{history}");
        officer(&["sign-out", "case-1", "--db", &database.url]).unwrap();
        assert_eq!(house.office.session_count().await.unwrap(), 0);
    }
}

/// A key that is known is not added twice; another one is, and is removed again.
async fn second_passkey(browser: &Browser) {
    browser.go("/en/my-passkeys/new").await;
    browser.scan("another passkey").await;
    browser.fill("main input[name=name]", "The same again").await;
    browser.click("main form button[type=submit]").await;
    browser.arrives("could not use a passkey").await;
    let outside = authenticator(browser, "usb").await;
    browser.click("main form button[type=submit]").await;
    browser.arrives("My passkeys").await;
    browser.go("/en/my-passkeys").await;
    assert!(browser.words().await.contains("The same again"), "{}", browser.words().await);
    browser.press("main tr:nth-child(2) form button").await;
    let words = browser.words().await;
    // It is gone from the list, and what happened to it stays.
    for happened in ["by an invitation", "while you were signed in", "“The same again” was removed"] {
        assert!(words.contains(happened), "`{happened}` is not told: {words}");
    }
    assert_eq!(words.matches("The same again").count(), 2, "{words}");
    browser.scan("my passkeys, and what happened to them").await;
    browser.command("DELETE", &format!("/webauthn/authenticator/{outside}"), None).await;
}

/// Twenty minutes later a change of the register needs the passkey once more.
async fn confirmed(house: &House, browser: &Browser) {
    house.clock.set(20 * 60);
    let change = format!("/en/work/persons/{}/change?purpose=basis:fprl&kind=residence", anna());
    browser.go(&change).await;
    browser
        .script(
            "document.querySelector(\"main form [name='address']\").value = 'Kalna iela 7, Rīga';",
            vec![],
        )
        .await;
    browser.press("main form[method=post] button[type=submit]").await;
    assert_eq!(browser.path().await, "/en/confirm", "{}", browser.words().await);
    browser.scan("confirm with a passkey").await;
    browser.click("main form button[type=submit]").await;
    browser.arrives("Thank you").await;
    assert!(browser.words().await.contains("Kalna iela 7, Rīga"), "{}", browser.words().await);
    browser.press("main form[method=post] button[type=submit]").await;
    // Sent, and looked at as ever: other fields are missing.
    assert!(browser.path().await.ends_with("/change"), "{}", browser.path().await);
    let typed = "return document.querySelector(\"main form [name='address']\").value;";
    assert_eq!(browser.script(typed, vec![]).await, json!("Kalna iela 7, Rīga"));
}

async fn refused(house: &House, browser: &Browser, inside: &str) {
    browser.press("header form button").await;
    // Nobody of this code, or nobody with a passkey: asked like everybody else.
    for code in ["nobody-at-all", "case-2"] {
        sign_in(browser, code).await;
        browser.arrives("could not use a passkey").await;
    }
    browser.go("/en/sign-in/passkey").await;
    browser.fill("main input[name=code]", "no code!").await;
    browser.press("main form button[type=submit]").await;
    assert!(browser.words().await.contains("small letters"), "{}", browser.words().await);

    // Without the person being verified by the authenticator.
    browser.go("/en/sign-in/passkey").await;
    let verified = |yes: bool| json!({ "isUserVerified": yes });
    let path = format!("/webauthn/authenticator/{inside}");
    browser.command("POST", &format!("{path}/uv"), Some(verified(false))).await;
    sign_in(browser, "case-1").await;
    browser.arrives("could not use a passkey").await;
    browser.command("POST", &format!("{path}/uv"), Some(verified(true))).await;

    // A copy of the key whose counter stands behind.
    let kept = browser.command("GET", &format!("{path}/credentials"), None).await;
    let Value::Array(list) = kept else { panic!("{kept}") };
    let mut copy = list[0].clone();
    assert!(copy["signCount"].as_i64().unwrap() > 1, "{copy}");
    browser.command("DELETE", &format!("{path}/credentials"), None).await;
    copy["signCount"] = json!(0);
    browser.command("POST", &format!("{path}/credential"), Some(copy)).await;
    sign_in(browser, "case-1").await;
    browser.arrives("does not match a passkey of yours").await;
    browser.go("/en/work").await;
    assert_eq!(browser.path().await, "/en/sign-in");
    browser.command("DELETE", &format!("{path}/credentials"), None).await;
    browser.command("POST", &format!("{path}/credential"), Some(list[0].clone())).await;

    // Without a script nothing is signed in, and the page says what to do.
    browser.go("/en/sign-in/passkey").await;
    browser.fill("main input[name=code]", "case-1").await;
    browser.press("main form button[type=submit]").await;
    browser.script("document.querySelector('main form[data-passkey]').submit();", vec![]).await;
    browser.arrives("needs scripts").await;
    browser.scan("a passkey without scripts").await;

    sign_in(browser, "case-1").await;
    browser.arrives("You are signed in as Officer case-1").await;
    assert_eq!(house.office.session_count().await.unwrap(), 1);
}
