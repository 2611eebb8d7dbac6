//! The whole journey in a real Chromium: client, counter officer, case officer and approver, until the
//! passport stands in the register. Every page on the way is scanned for accessibility.

use crate::browser::{Browser, Tools, tools};
use crate::server::{OFFICE, SERVICE, Server, well};
use serde_json::json;

const CLIENT: &str = "Ilze Piemēra";

#[tokio::test(flavor = "multi_thread")]
async fn from_a_booked_time_to_a_passport_in_the_register() {
    let Some(mut tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    for database in testkit::databases("served_journey").await.unwrap() {
        let server = Server::start(&database.url);
        if database.engine() == "SQLite" {
            strangers_look_around(&server.base, &tools).await;
        }
        walk(&server, &tools).await;
        // The pages are the same on the next engine.
        tools = tools.without_scans();
        assert!(server.stop(), "{}", database.engine());
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
    }
}

/// The same journey without a pointer, by each of the four: whoever cannot use one gets as far, and always sees where
/// they are.
#[tokio::test(flavor = "multi_thread")]
async fn from_a_booked_time_to_a_passport_with_the_keyboard_alone() {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&format!("sqlite:{}", folder.path().join("office.db").display()));
    // Its pages are scanned where a pointer goes through them.
    let tools = tools.by_keys().without_scans();
    past_the_menus(&server.base, &tools).await;
    walk(&server, &tools).await;
    assert!(server.stop());
}

/// The first step of the Tab key leads past the menus.
async fn past_the_menus(base: &str, tools: &Tools) {
    let browser = Browser::open(base, tools, 1280).await;
    browser.go("/en").await;
    browser.reach("a.skip").await;
    browser.press_by_keys("a.skip").await;
    browser.reach("main a, main button, main input").await;
    browser.close().await;
}

/// The public pages in both languages, the text version, and a phone.
async fn strangers_look_around(base: &str, tools: &Tools) {
    let browser = Browser::open(base, tools, 1280).await;
    for path in ["/lv", "/lv/about", "/en/services", "/lv/services/passport.citizen", "/lv/offices"] {
        browser.go(path).await;
        browser.scan(path).await;
    }
    // Every part of the design in both choices of colours; the last one goes back to what the others are scanned in.
    for path in ["/en/design?scheme=dark", "/lv?scheme=dark", "/en/design?scheme=light"] {
        browser.go(path).await;
        browser.scan(path).await;
    }
    for path in ["/en/site-map", "/en/validity", "/en?view=text", "/en/offices/riga-1"] {
        browser.go(path).await;
        browser.scan(path).await;
    }
    // Riga's first office has hours of its own, which nobody told us: the page says so.
    assert!(browser.words().await.contains("hours of its own"), "{}", browser.words().await);
    browser.close().await;
    let phone = Browser::open(base, tools, 390).await;
    for path in ["/lv", "/en/services/passport.citizen", "/lv/offices/riga-4"] {
        phone.go(path).await;
        phone.scan(path).await;
    }
    phone.close().await;
}

async fn walk(server: &Server, tools: &Tools) {
    let client = Browser::as_somebody(&server.base, tools, CLIENT).await;
    book(&client).await;
    let case = apply(&client).await;
    client.go("/en/my-data").await;
    client.scan("my data").await;
    let words = client.words().await;
    let at = words.find("XX").expect("the passport held is shown");
    let number = words[at..at + 9].to_owned();

    let counter = Browser::as_somebody(&server.base, tools, "Dace Lodziņa").await;
    at_the_counter(&counter, &case, &number).await;
    let examiner = Browser::as_somebody(&server.base, tools, "Gints Lietvedis").await;
    examine(&examiner, &case).await;
    examiner.close().await;
    let approver = Browser::as_somebody(&server.base, tools, "Ināra Lēmēja").await;
    approve(&approver, &case).await;
    approver.close().await;

    client.go("/en/matters").await;
    client.scan("matters").await;
    client.go(&format!("/en/matters/{case}")).await;
    client.scan("a decided matter").await;
    client.press("form:has(input[value=receive]) button").await;
    client.scan("a decision received").await;
    counter.wait_for(&format!("/en/work/cases/{case}"), "Hand over the document").await;
    counter.scan("a document that is ready").await;
    counter.press("form[action$='/do/hand-over'] button").await;
    counter.scan("a completed case").await;
    counter.close().await;
    client.go(&format!("/lv/matters/{case}")).await;
    client.scan("a completed matter").await;
    client.close().await;
    in_the_register(server, &number).await;
}

async fn book(client: &Browser) {
    client.go(&format!("/en/book?service={SERVICE}&office={OFFICE}")).await;
    client.scan("days").await;
    client.press("main a[href*='day=2026-11-24']").await;
    client.scan("times").await;
    client.press("main a[href*='time=']").await;
    client.scan("contact").await;
    // Without a phone number or an e-mail address the office cannot reach anybody.
    client.press("main form[action$='/book'] button[type=submit]").await;
    client.scan("contact, with what is missing").await;
    client.fill("input[name=phone]", "+371 20000000").await;
    client.press("main form[action$='/book'] button[type=submit]").await;
    client.scan("booked").await;
    assert!(client.words().await.contains("24 November 2026"), "{}", client.words().await);
}

/// One thing a page: what is known is confirmed, a passport was lost, its explanation is sent as a file; what was answered
/// is still there after a look elsewhere.
async fn apply(client: &Browser) -> String {
    let on = "main form:has(.actions) .actions button[type=submit]";
    client.go(&format!("/en/apply/{SERVICE}")).await;
    client.scan("for whom").await;
    client.press(on).await;
    client.scan("what is known").await;
    // Nothing was said yet: the page comes back and says so.
    client.press(on).await;
    client.scan("what is known, with what is missing").await;
    client.press("[name=known][value=right]").await;
    client.press(on).await;
    client.scan("a question").await;
    client.press(on).await;
    client.go("/en/matters").await;
    client.scan("matters with a draft").await;
    client.press("main a.button[href*='/apply/']").await;
    client.press(on).await;
    client.press("[name=q-document-previous][value=lost]").await;
    client.press(on).await;
    client.scan("documents").await;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    client.attach("#file-loss-explanation", &put("letter.html", b"<!DOCTYPE html><p>lost</p>")).await;
    client.press(on).await;
    client.scan("documents, with a file that is not taken").await;
    assert!(client.words().await.contains("a web page"), "{}", client.words().await);
    client.attach("#file-loss-explanation", &put("explanation.pdf", PDF)).await;
    client.press("button[name=stay]").await;
    client.scan("documents, with a file").await;
    assert!(client.words().await.contains("explanation.pdf"), "{}", client.words().await);
    client.press(on).await;
    client.choose("select[name=office]", OFFICE).await;
    client.scan("collection").await;
    client.press(on).await;
    client.scan("check before sending").await;
    let words = client.words().await;
    // Cabinet Regulation 133: 34 euros and ten working days.
    assert!(words.contains("34.00") && words.contains("8 December 2026"), "{words}");
    assert!(words.contains("explanation.pdf") && words.contains("was lost or stolen"), "{words}");
    client.press(on).await;
    client.scan("sent").await;
    assert!(client.words().await.contains("Correspondence"), "{}", client.words().await);
    let path = client.path().await;
    path.rsplit('/').next().unwrap().to_owned()
}

/// A PDF without anything in it.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n\
endobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";

async fn at_the_counter(counter: &Browser, case: &str, number: &str) {
    counter.go("/en/work").await;
    counter.scan("workbench").await;
    counter.go("/en/work/office-day").await;
    counter.scan("an office's day").await;
    counter.go("/en/work/queue").await;
    counter.scan("queue").await;
    assert!(counter.words().await.contains(CLIENT), "{}", counter.words().await);
    counter.press("form[action$='/check-in'] button").await;
    let page = format!("/en/work/cases/{case}");
    counter.go(&page).await;
    counter.scan("a received case").await;
    counter.fill("[name=identify-document]", "XX0000000").await;
    counter.press("form[action$='/do/identify'] button").await;
    counter.scan("a document that is not theirs").await;
    counter.fill("[name=identify-document]", number).await;
    counter.press("form[action$='/do/identify'] button").await;
    counter.scan("an identified person").await;
    for evidence in ["photo", "fingerprints"] {
        counter.press(&format!("[name=record-evidence-evidence][value={evidence}]")).await;
        counter.press("form[action$='/do/record-evidence'] button").await;
    }
    counter.press("[name=record-evidence-evidence][value=loss-explanation]").await;
    counter.press("[name=record-evidence-attachment] option:nth-child(2)").await;
    counter.press("form[action$='/do/record-evidence'] button").await;
    counter.scan("evidence that rests on a file").await;
    assert!(counter.words().await.contains("explanation.pdf"), "{}", counter.words().await);
    counter.press("[name=take-fee-method][value=card]").await;
    counter.fill("[name=take-fee-reference]", "T-2026-1").await;
    counter.press("form[action$='/do/take-fee'] button").await;
    counter.scan("a fee that is paid").await;
    assert!(counter.words().await.contains("34.00"), "{}", counter.words().await);
}

async fn examine(examiner: &Browser, case: &str) {
    examiner.go("/en/work/cases").await;
    examiner.scan("cases").await;
    examiner.go(&format!("/lv/work/cases/{case}")).await;
    examiner.scan("a case being examined").await;
    examiner.go(&format!("/en/work/cases/{case}/decide")).await;
    examiner.scan("deciding").await;
    examiner.press("[name=propose-decision][value=grant]").await;
    examiner.press("button[value=preview]").await;
    examiner.scan("the decision before it is proposed").await;
    examiner.press("button[value=send]").await;
    examiner.scan("a proposed case").await;
}

async fn approve(approver: &Browser, case: &str) {
    for path in ["/en/work/load", "/en/work/approvals", "/en/work/find", "/en/work/keys"] {
        approver.go(path).await;
        approver.scan(path).await;
    }
    approver.go("/en/work").await;
    approver.scan("what waits for approval").await;
    approver.go(&format!("/en/work/cases/{case}/review")).await;
    approver.scan("review").await;
    approver.press("button[value=approve]").await;
    approver.scan("a decided case").await;
}

/// What institutions and the public learn: the new passport is valid, the old one is not.
async fn in_the_register(server: &Server, old: &str) {
    let ask = |number: String| async move {
        let body = json!({ "kind": SERVICE, "number": number });
        server.post("/api/v1/documents/validity", "counter", &body).await.1["validity"].clone()
    };
    assert_eq!(ask(old.to_owned()).await, "invalid");
    let lookup = json!({ "document_number": old });
    let (status, person) = server.post("/api/v1/persons/lookup", "counter", &lookup).await;
    assert_eq!(status, 200, "{person}");
    let url = format!("{}/api/v1/persons/{}", server.base, person["id"].as_str().unwrap());
    let request = reqwest::Client::new().get(url).bearer_auth(&server.tokens["counter"]);
    let record = request.header("Purpose", "basis:mk134").send().await.unwrap().text().await.unwrap();
    // An id may have these letters too.
    let is_number = |text: &&str| text[2..].bytes().all(|digit| digit.is_ascii_digit());
    let numbers: Vec<&str> =
        record.match_indices("XX").map(|(at, _)| &record[at..at + 9]).filter(is_number).collect();
    let new = numbers.iter().find(|number| **number != old).expect("the new passport is in the register");
    assert_eq!(ask((*new).to_owned()).await, "valid");
}
