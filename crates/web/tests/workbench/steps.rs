//! What an officer says of evidence and of steps: also that it is not so, and a day, a time and a place of their own.

use crate::browser::{Browser, browser};
use crate::house::{House, houses};
use crate::journey::give;
use axum::http::StatusCode;

/// A naturalisation of the second person, with identity and fee.
async fn naturalisation(house: &House) -> String {
    let body = serde_json::json!({
        "service": "citizenship.naturalisation", "subject": crate::house::person(2), "office": "riga-4",
        "lang": "en",
        "declared": {
            "exam.exemption": "none", "citizenship.other": "none", "naturalisation.fee-group": "none",
        },
    });
    let received = house.post("client-2", "/cases", &[], body).await;
    let case = received.header("location").replace("/api/v1/cases/", "/work/cases/");
    let counter = browser(house, "counter");
    give(&counter, &case, "identify", &[("reasons", "Known by face and answers to questions")]).await;
    give(&counter, &case, "take-fee", &[("method", "card"), ("reference", "T-3")]).await;
    case
}

async fn invited(officer: &Browser<'_>, case: &str, said: [&str; 3]) -> crate::browser::Shown {
    let version = officer.open(case).await.hidden("version");
    let [day, hour, place] = said;
    let fields = [
        ("version", version.as_str()),
        ("finish-stage-stage", "invitation"),
        ("finish-stage-says-invitation-day", day),
        ("finish-stage-says-invitation-hour", hour),
        ("finish-stage-says-invitation-place", place),
    ];
    officer.send(&format!("{case}/do/finish-stage"), &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_may_show_that_what_it_usually_proves_is_not_so() {
    for house in houses("bench_shows").await {
        let case = naturalisation(&house).await;
        let (counter, officer) = (browser(&house, "counter"), browser(&house, "case"));
        // What is missing for a step is said before anybody tries.
        officer.open(&case).await.says(&[
            "The step “Receipt of all documents” cannot be done yet. Record first: Document on the source of income.",
            "Document on the source of income (if left open: yes)",
            "name=\"record-evidence-shows-income_lawful\"",
        ]);
        let page = officer.open(&case).await;
        assert!(!page.html.contains("finish-stage-stage"), "no step is offered that would be refused");
        let none = [("evidence", "income"), ("shows-income_lawful", "no"), ("note", "None was found.")];
        give(&counter, &case, "record-evidence", &none).await;
        officer.open(&case).await.says(&["There is no lawful source of income"]);
        // Left open, it proves what such evidence proves.
        give(&counter, &case, "record-evidence", &[("evidence", "income")]).await;
        let page = officer.open(&case).await;
        assert!(!page.html.contains("These grounds of refusal stand"), "{}", page.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_has_a_day_a_time_and_a_place_and_can_be_sent_anew() {
    for house in houses("bench_invited").await {
        let case = naturalisation(&house).await;
        let (counter, officer) = (browser(&house, "counter"), browser(&house, "case"));
        give(&counter, &case, "record-evidence", &[("evidence", "income")]).await;
        for (said, told) in [
            (["", "10:00", "Room 109"], "Day of the examinations"),
            (["2026-11-23", "10:00", "Room 109"], "Day of the examinations: choose today or a later day"),
            (["2026-12-09", "x", "Room 109"], "Beginning of the examinations: write a time of day"),
        ] {
            let refused = invited(&officer, &case, said).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:?}");
            assert!(refused.html.contains(told), "{told}: {}", refused.html);
        }
        assert_eq!(invited(&officer, &case, ["2026-12-09", "10:00", "Room 109"]).await.leads(), case);
        officer.open(&case).await.says(&[
            "Day of the examinations: 9 December 2026",
            "Place of the examinations: Room 109",
            "do it again to tell of another day or place",
        ]);
        assert_eq!(invited(&officer, &case, ["2026-12-16", "12:30", "Room 3"]).await.leads(), case);
        officer.open(&case).await.says(&["Day of the examinations: 16 December 2026"]);
    }
}
