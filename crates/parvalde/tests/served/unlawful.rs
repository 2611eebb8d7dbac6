//! A case officer in a real Chromium tries to refuse without hearing, without a ground, without reasons, and alone; and
//! cannot. What is missing is said at its field, and nothing is written.

use crate::browser::{Browser, tools};
use crate::server::{Server, well};
use serde_json::Value;

const ANSWER: &str = "To live here since birth does not make a citizen; the register says nothing else.";
const REASONS: &str = "The register holds the status of a non-citizen, so no citizen's passport is issued.";

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_tries_to_refuse_unlawfully_and_cannot() {
    let Some(tools) = tools() else {
        eprintln!("PARVALDE_TEST_WEBDRIVER and PARVALDE_TEST_AXE are not set: no browser test");
        return;
    };
    for database in testkit::databases("served_unlawful").await.unwrap() {
        let server = Server::start(&database.url);
        let asked = case_where(&server, "hearing", |case| case["hearing"]["answered"].is_null()).await;
        let heard = case_where(&server, "examination", |case| !case["hearing"]["answered"].is_null()).await;
        let officer = Browser::as_somebody(&server.base, &tools, "Gints Lietvedis").await;

        // The person may still answer.
        refuse(&officer, &asked, REASONS, true, "").await;
        told(&officer, "The person may still answer").await;
        officer.scan("a refusal before the person was heard").await;
        assert_eq!(stage(&server, &asked).await, "hearing");
        // Nor by a waiver that nobody gave a reason for: where the person was asked, none is offered.
        assert_eq!(
            officer.script("return document.querySelectorAll('[name=propose-waiver]').length;", vec![]).await,
            0
        );

        // Heard, but on no ground; and with a ground, but without reasons.
        refuse(&officer, &heard, REASONS, false, ANSWER).await;
        told(&officer, "Such a decision needs at least one ground").await;
        officer.scan("a refusal without a ground").await;
        refuse(&officer, &heard, "No.", true, ANSWER).await;
        told(&officer, "at least 20 characters").await;
        assert_eq!(stage(&server, &heard).await, "examination");

        // With all that, but without a word on what the person said.
        refuse(&officer, &heard, REASONS, true, "").await;
        told(&officer, "The person gave their view").await;
        assert_eq!(stage(&server, &heard).await, "examination");

        // With all of it it is proposed, and no more than that: it waits for somebody else.
        refuse(&officer, &heard, REASONS, true, ANSWER).await;
        assert_eq!(stage(&server, &heard).await, "proposed");
        officer.go(&format!("/en/work/cases/{heard}/review")).await;
        let buttons = "return document.querySelectorAll('main button[value=approve]').length;";
        assert_eq!(officer.script(buttons, vec![]).await, 0);
        officer.scan("one's own proposal").await;
        // Not with a form of one's own either, nor through the API.
        let forged = "const form = document.createElement('form'); form.method = 'post'; \
                      form.action = location.pathname; \
                      form.append(document.querySelector('form input[type=hidden]').cloneNode()); \
                      const step = document.createElement('input'); step.name = 'step'; step.value = 'approve'; \
                      form.append(step); document.body.append(form); form.submit();";
        officer.script(forged, vec![]).await;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let path = format!("/api/v1/cases/{heard}/approve");
        let (status, answer) = server.post(&path, "case-officer", &serde_json::json!({})).await;
        assert_eq!(status, 403, "{answer}");
        assert_eq!(stage(&server, &heard).await, "proposed");
        officer.close().await;

        // The second pair of eyes.
        let approver = Browser::as_somebody(&server.base, &tools, "Ināra Lēmēja").await;
        approver.go(&format!("/en/work/cases/{heard}/review")).await;
        approver.press("button[value=approve]").await;
        assert_eq!(stage(&server, &heard).await, "decided");
        approver.close().await;
        assert!(server.stop() && well("verify", &database.url), "{}", database.engine());
    }
}

/// Sends a refusal of the case as the officer would: with the grounds that the facts support, or with none.
async fn refuse(officer: &Browser, case: &str, reasons: &str, on_grounds: bool, answer: &str) {
    officer.go(&format!("/en/work/cases/{case}/decide")).await;
    officer.press("[name=propose-decision][value=refuse]").await;
    let tick =
        "for (const box of document.querySelectorAll('[name=propose-grounds]')) box.checked = arguments[0];";
    officer.script(tick, vec![Value::Bool(on_grounds)]).await;
    officer.fill("[name=propose-reasons]", reasons).await;
    if !answer.is_empty() {
        officer.fill("[name=propose-answer]", answer).await;
    }
    officer.press("button[value=preview]").await;
    // Where the decision cannot be taken the page offers no sending: it is sent all the same.
    let offered = "if (!document.querySelector('button[value=send]')) { \
                   const send = document.createElement('button'); send.name = 'step'; send.value = 'send'; \
                   send.textContent = 'Send'; document.querySelector('form[action$=\"/decide\"]').append(send); }";
    officer.script(offered, vec![]).await;
    officer.press("button[value=send]").await;
}

async fn told(officer: &Browser, words: &str) {
    let page = officer.words().await;
    assert!(page.contains(words), "{words}: {page}");
}

async fn get(server: &Server, path: &str) -> Value {
    let request = reqwest::Client::new()
        .get(format!("{}{path}", server.base))
        .bearer_auth(&server.tokens["case-officer"])
        .header("Purpose", "basis:mk134");
    request.send().await.unwrap().json().await.unwrap()
}

async fn stage(server: &Server, case: &str) -> String {
    get(server, &format!("/api/v1/cases/{case}")).await["stage"].as_str().unwrap().to_owned()
}

/// A case of the demonstration at a stage in which somebody was asked for an opinion.
async fn case_where(server: &Server, stage: &str, fits: impl Fn(&Value) -> bool) -> String {
    let list = get(server, &format!("/api/v1/cases?stage={stage}&limit=100")).await;
    for line in list["items"].as_array().unwrap() {
        let id = line["id"].as_str().unwrap();
        let case = get(server, &format!("/api/v1/cases/{id}")).await;
        if !case["hearing"].is_null() && fits(&case) {
            return id.to_owned();
        }
    }
    panic!("no such case at the stage {stage}")
}
