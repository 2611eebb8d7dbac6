//! From a visit at the counter to a passport in the holder's hands, by the forms of the pages.

use crate::browser::{Browser, browser};
use crate::house::{House, SERVICE, houses, visit};
use axum::http::StatusCode;

/// A case of the first person, taken in at the counter on a visit of today; its address.
pub async fn taken_in(house: &House) -> String {
    let mut booking = visit("10:20");
    booking["day"] = "2026-11-24".into();
    let booked = house.post("", "/appointments", &[], booking).await;
    assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
    let number = booked.body["appointment"]["id"].as_str().unwrap().to_owned();
    let counter = browser(house, "counter");
    counter.open("/work/queue").await.says(&["Ilze Piemēra", "Booked", "Has come"]);
    let place = counter.send(&format!("/work/visits/{number}/check-in"), &[]).await.leads();
    assert_eq!(place, format!("/work/visits/{number}"));
    counter.open(&place).await.says(&["Is here", "Take in an application"]);
    let form = counter.open(&format!("/work/apply?visit={number}")).await;
    form.says(&["Personal code of the applicant"]);
    let sent = counter
        .send(
            "/work/apply",
            &[
                ("visit", &form.hidden("visit")),
                ("service", SERVICE),
                ("applicant", "399900-00001"),
                ("office", "riga-4"),
                ("lang", "en"),
                ("declared-speed", "normal"),
            ],
        )
        .await;
    let case = sent.leads();
    counter.send(&format!("/work/visits/{number}/done"), &[]).await.leads();
    case
}

/// Sends the form of `command` on the page of a case.
pub async fn give(browser: &Browser<'_>, case: &str, command: &str, fields: &[(&str, &str)]) {
    let page = browser.open(case).await;
    let version = page.hidden("version");
    let mut all = vec![("version", version.as_str())];
    let named: Vec<(String, &str)> =
        fields.iter().map(|(name, value)| (format!("{command}-{name}"), *value)).collect();
    all.extend(named.iter().map(|(name, value)| (name.as_str(), *value)));
    let done = browser.send(&format!("{case}/do/{command}"), &all).await;
    assert_eq!(done.leads(), case, "{command}");
}

pub async fn served(house: &House, case: &str) {
    let counter = browser(house, "counter");
    give(&counter, case, "identify", &[("document", "XX0000001")]).await;
    give(&counter, case, "record-evidence", &[("evidence", "photo")]).await;
    give(&counter, case, "record-evidence", &[("evidence", "fingerprints"), ("note", "both")]).await;
    give(&counter, case, "take-fee", &[("method", "card"), ("reference", "T-1")]).await;
}

/// The form that prepares a grant, filled in and previewed, then sent.
pub async fn proposed(house: &House, case: &str, who: &str) {
    let officer = browser(house, who);
    let path = format!("{case}/decide");
    let form = officer.open(&path).await;
    let (version, seen) = (form.hidden("version"), form.hidden("seen-at"));
    let fields = [("version", version.as_str()), ("seen-at", &seen), ("propose-decision", "grant")];
    let mut preview = fields.to_vec();
    preview.push(("step", "preview"));
    officer.send(&path, &preview).await.says(&["A document is ordered", "10 years", "2 different officers"]);
    let mut send = fields.to_vec();
    send.push(("step", "send"));
    assert_eq!(officer.send(&path, &send).await.leads(), case);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_visit_to_a_passport_in_the_holders_hands() {
    for house in houses("bench_journey").await {
        let case = taken_in(&house).await;
        let (counter, officer) = (browser(&house, "counter"), browser(&house, "case"));
        let approver = browser(&house, "approver");
        // Ten working days from 24 November 2026, counted by hand, end on 8 December.
        counter.open(&case).await.says(&["Establish identity", "8 December 2026", "EUR 34.00", "Received"]);
        served(&house, &case).await;
        officer.open(&case).await.says(&[
            "Every requirement is met",
            "T-1",
            "XX0000001",
            "Prepare the decision",
        ]);
        // The history names things and does not show how the law files call them.
        let history =
            officer.open(&case).await.says(&[]).html.split_once("id=\"history\"").unwrap().1.to_owned();
        for code in ["<p>photo", "<p>fingerprints"] {
            assert!(!history.contains(code), "{code} in {history}");
        }
        officer.open("/work").await.says(&["Ilze Piemēra", "Being examined"]);
        proposed(&house, &case, "case").await;
        // Who proposed it is told that another officer decides.
        officer.open(&case).await.says(&["Waits for approval"]);
        approver.open("/work").await.says(&["Ilze Piemēra"]);
        let review = approver.open(&format!("{case}/review")).await;
        review.says(&["Approve the decision", "Officer case"]);
        let version = review.hidden("version");
        let approve = [("version", version.as_str()), ("step", "approve")];
        assert_eq!(approver.send(&format!("{case}/review"), &approve).await.leads(), case);
        counter.open(&case).await.says(&["Serve the decision in person"]);
        give(&counter, &case, "serve", &[]).await;
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let ready = counter.open(&case).await;
        ready.says(&["Hand over the document", "PPLVAPIEMERA&lt;&lt;ILZE"]);
        let document = ready.hidden("hand-over-document");
        give(&counter, &case, "hand-over", &[("document", &document)]).await;
        let done = counter.open(&case).await;
        done.says(&["Completed", "Document handed over", "Begin the case on the contest"]);
        let letter = done.attributes("href").into_iter().find(|href| href.contains("/letters/")).unwrap();
        let letter = counter.open(letter.strip_prefix("/en").unwrap()).await;
        assert_eq!(letter.kind, "application/pdf");
        // It stands in the register, and the old one no longer counts.
        let person =
            done.attributes("href").into_iter().find(|href| href.contains("/work/persons/0")).unwrap();
        let person = officer.open(person.strip_prefix("/en").unwrap()).await;
        person.says(&["valid", "invalid", "XX0000001"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_cannot_be_written_is_told_to_the_officer() {
    for house in houses("bench_stuck").await {
        let case = taken_in(&house).await;
        let officer = browser(&house, "case");
        officer.open(&case).await.says(&["A letter is still being written"]);
        let (store, now) = (house.office.store(), house.office.now());
        for job in store.due_jobs(now, 50).await.unwrap() {
            for _ in 0..3 {
                store.fail_job(&job.id, "broken", now.plus_seconds(60)).await.unwrap();
            }
        }
        let page = officer.open(&case).await;
        page.says(&["The letter “Confirmation of receipt” could not be written; it was tried 3 times."]);
        assert!(!page.html.contains("A letter is still being written"), "{}", page.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_that_may_not_be_there_names_what_is_to_be_found_out() {
    for house in houses("bench_term").await {
        let body = serde_json::json!({
            "service": "office.submission", "subject": crate::house::person(1), "office": "riga-4", "lang": "en",
            "particulars": { "about": "A queue", "words": "I waited for two hours." },
        });
        let received = house.post("client-1", "/cases", &[], body).await;
        assert_eq!(received.status, StatusCode::CREATED, "{}", received.body);
        let case = received.header("location").replace("/api/v1/cases/", "/work/cases/");
        let officer = browser(&house, "case");
        let page = officer.open(&case).await;
        page.says(&["It is not known yet whether there is this term. To be found out: “"]);
        assert!(!page.html.contains("It waits for: ."), "{}", page.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_sent_back_is_made_again_and_a_refusal_says_why() {
    for house in houses("bench_refusal").await {
        // The second person is no citizen: the law leaves no choice.
        let body = serde_json::json!({
            "service": SERVICE, "subject": crate::house::person(2), "office": "riga-4", "lang": "en",
            "declared": { "speed": "normal" },
        });
        let received = house.post("client-2", "/cases", &[], body).await;
        let case = received.header("location").replace("/api/v1/cases/", "/work/cases/");
        let (counter, officer) = (browser(&house, "counter"), browser(&house, "case"));
        let approver = browser(&house, "approver");
        give(&counter, &case, "identify", &[("reasons", "Known by face and answers to questions")]).await;
        give(&counter, &case, "record-evidence", &[("evidence", "photo")]).await;
        give(&counter, &case, "record-evidence", &[("evidence", "fingerprints")]).await;
        give(&counter, &case, "take-fee", &[("method", "transfer"), ("reference", "T-2")]).await;
        let form = officer.open(&format!("{case}/decide")).await;
        form.says(&["not met", "The person is not a citizen of Latvia", "has not been heard yet"]);
        give(&officer, &case, "invite-hearing", &[("grounds", "not-a-citizen")]).await;
        give(&officer, &case, "answer-hearing", &[("opinion", "I was born here.")]).await;
        let history = officer.open(&case).await.html;
        assert!(!history.contains("not-a-citizen →"), "{history}");
        let path = format!("{case}/decide");
        let form = officer.open(&path).await;
        form.says(&["The person has given an opinion", "I was born here.", "Answer to what the person said"]);
        let (version, seen) = (form.hidden("version"), form.hidden("seen-at"));
        let refusal = |reasons: &'static str, step: &'static str| {
            vec![
                ("version".to_owned(), version.clone()),
                ("seen-at".to_owned(), seen.clone()),
                ("propose-decision".to_owned(), "refuse".to_owned()),
                ("propose-grounds".to_owned(), "not-a-citizen".to_owned()),
                ("propose-reasons".to_owned(), reasons.to_owned()),
                ("propose-answer".to_owned(), "To be born here does not make a citizen.".to_owned()),
                ("step".to_owned(), step.to_owned()),
            ]
        };
        let sent = |fields: Vec<(String, String)>| {
            let (officer, path) = (&officer, path.clone());
            async move {
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                officer.send(&path, &fields).await
            }
        };
        let short = sent(refusal("Because", "send")).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", short.html);
        assert!(short.html.contains(">Because</textarea>"), "what was written is kept");
        let reasons = "The register holds the status of a non-citizen, and nothing contradicts it.";
        sent(refusal(reasons, "preview")).await.says(&["Can be contested", reasons]);
        sent(refusal(reasons, "send")).await.leads();

        let review = approver.open(&format!("{case}/review")).await;
        let version = review.hidden("version");
        let back =
            [("version", version.as_str()), ("step", "return"), ("return-reasons", "Say where it is read")];
        approver.send(&format!("{case}/review"), &back).await.leads();
        officer.open(&case).await.says(&["Proposal sent back", "Say where it is read"]);
        // Nothing of what was written is lost, and the reason stands above it.
        let again = officer.open(&path).await;
        again.says(&["Say where it is read", reasons, "To be born here does not make a citizen."]);
        let chosen = "name=\"propose-decision\" value=\"refuse\" checked";
        assert!(again.html.contains(chosen), "the decision is chosen: {}", again.html);
        // Whoever signs second sees why the first was sent back; once it is decided, that is history.
        let (version, seen) = (again.hidden("version"), again.hidden("seen-at"));
        let mended = [
            ("version", version.as_str()),
            ("seen-at", seen.as_str()),
            ("propose-decision", "refuse"),
            ("propose-grounds", "not-a-citizen"),
            ("propose-reasons", reasons),
            ("propose-answer", "To be born here does not make a citizen."),
            ("step", "send"),
        ];
        officer.send(&path, &mended).await.leads();
        let back = "Proposal sent back by";
        officer.open(&case).await.says(&[back]);
        let review = approver.open(&format!("{case}/review")).await;
        let version = review.hidden("version");
        let approve = [("version", version.as_str()), ("step", "approve")];
        approver.send(&format!("{case}/review"), &approve).await.leads();
        let decided = officer.open(&case).await;
        assert!(!decided.says(&[reasons]).html.contains(back), "{}", decided.html);
        give(&counter, &case, "serve", &[]).await;
        contested(&house, &case).await;
    }
}

/// A contest that came by post is taken in with the day on which it came; deciding on it offers no more than there is.
async fn contested(house: &House, case: &str) {
    let (counter, second) = (browser(house, "counter"), browser(house, "case-2"));
    let form = counter.open(case).await;
    form.says(&["name=\"contest-channel\"", "name=\"contest-on\""]);
    let came = [("channel", "post"), ("on", "2026-11-24"), ("words", "I was born in Riga.")];
    give(&counter, case, "contest", &came).await;
    let page = second.open(case).await;
    page.says(&["Contested on"]);
    let contest = page.attributes("href").into_iter().find(|href| {
        href.strip_prefix("/en/work/cases/").is_some_and(|id| id.len() == 12 && !case.ends_with(id))
    });
    let contest = contest.unwrap().strip_prefix("/en").unwrap().to_owned();
    // A refusal from which nothing follows has no part that could fall, and nothing leaves a choice.
    let page = second.open(&contest).await;
    page.says(&["value=\"annul\""]);
    assert!(!page.html.contains("value=\"annul-part\""), "{}", page.html);
    let form = second.open(&format!("{contest}/decide")).await;
    form.says(&["name=\"propose-answer\""]);
    for unwanted in ["name=\"propose-needed\"", "name=\"propose-parts\""] {
        assert!(!form.html.contains(unwanted), "{unwanted} in {}", form.html);
    }
}
