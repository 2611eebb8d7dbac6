//! The supervisor of an office: sees how its cases stand and gives them to its officers; reads no person, decides nothing,
//! and has no say at another office.

use crate::browser::browser;
use crate::house::{BASIS, House, OFFICE, SERVICE, houses, person};
use crate::journey::{give, served, taken_in};
use axum::http::StatusCode;
use serde_json::json;

const PAGE: &str = "/work/supervise";

/// Whoever the cases are about, by any sign.
const PERSONAL: [&str; 4] = ["Ilze", "Piemēra", "399900", "Sudrabziedu"];

fn no_person(what: &str, text: &str) {
    for sign in PERSONAL {
        assert!(!text.contains(sign), "{what} tells `{sign}`");
    }
}

async fn applied(house: &House, who: u64, office: &str) -> String {
    let wanted = json!({
        "service": SERVICE, "subject": person(who), "office": office, "lang": "en", "declared": { "speed": "normal" },
    });
    let case = house.post(&format!("client-{who}"), "/cases", &[], wanted).await;
    assert_eq!(case.status, StatusCode::CREATED, "{}", case.body);
    case.body["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_supervisor_sees_the_work_of_the_office_and_gives_cases_and_no_person_is_named() {
    for house in houses("supervise_page").await {
        let case = taken_in(&house).await;
        served(&house, &case).await;
        let number = case.rsplit('/').next().unwrap().to_owned();
        let desk = browser(&house, "supervisor");
        desk.open("/work").await.says(&["Office work", "How long visitors wait"]);
        let page = desk.open(PAGE).await;
        page.says(&[
            "By officer",
            "By service",
            "Being examined",
            "nobody",
            "8 December 2026",
            "Officer case-2",
        ]);
        no_person("the page", &page.html);
        crate::pages::hold(PAGE, &page);
        crate::pages::hold("view=text", &desk.as_text(PAGE).await);
        // Out of a colleague's hands too.
        give(&browser(&house, "case"), &case, "assign", &[("to", "case")]).await;
        let to = format!("{PAGE}/{number}");
        assert_eq!(desk.send(&to, &[("to", "case-2")]).await.leads(), PAGE);
        browser(&house, "case").open(&case).await.says(&["Officer case-2"]);
        for (wrong, told) in [
            ("counter", "who examines cases"),
            ("nobody", "who examines cases"),
            ("case-2", "It is so already"),
        ] {
            let kept = desk.send(&to, &[("to", wrong)]).await;
            assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(kept.html.contains(told), "{wrong}: {}", kept.html);
            no_person("the refusal", &kept.html);
        }
        assert_eq!(desk.send(&to, &[("to", "")]).await.leads(), PAGE);
        // The queue of the office, by numbers.
        let queue = desk.open("/work/reception").await;
        assert!(!queue.says(&["The queue of the day"]).html.contains("Call next"));
        no_person("the queue", &queue.html);
        // What clients said of services, from the menu; it names nobody.
        assert!(page.html.contains("/work/ratings"));
        let ratings = desk.open("/work/ratings").await;
        ratings.says(&["No client wrote anything yet"]);
        no_person("the ratings", &ratings.html);
        for who in ["counter", "case", "accountant", "auditor", "operator", ""] {
            let refused = browser(&house, who);
            assert_ne!(refused.open(PAGE).await.status, StatusCode::OK, "{who}");
            assert!(refused.send(&to, &[("to", "case")]).await.status.is_client_error(), "{who}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_supervisor_reads_no_person_decides_nothing_and_has_no_say_elsewhere() {
    for house in houses("supervise_not").await {
        let here = applied(&house, 1, OFFICE).await;
        let there = applied(&house, 3, "liepaja").await;
        let listed = house.get("supervisor", "/supervision/cases", &[]).await;
        assert_eq!(listed.status, StatusCode::OK, "{}", listed.body);
        let ids: Vec<&str> =
            listed.body["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [here.as_str()], "the cases of the own office alone");
        no_person("the list", &listed.body.to_string());
        let load = house.get("supervisor", "/supervision/load", &[]).await;
        assert_eq!(load.body["items"].as_array().unwrap().len(), 1);
        assert_eq!(load.body["items"][0]["cases"], 1);
        let give = async |id: &str, to: &str| {
            let path = format!("/supervision/cases/{id}/give");
            house.post("supervisor", &path, &[], json!({ "to": to })).await
        };
        assert_eq!(give(&here, "case").await.status, StatusCode::NO_CONTENT);
        let elsewhere = give(&there, "case").await;
        assert_eq!((elsewhere.status, elsewhere.problem()), (StatusCode::FORBIDDEN, "other-office"));
        assert_eq!(give("000000000000", "case").await.status, StatusCode::NOT_FOUND);
        let one = person(1);
        for path in [
            format!("/persons/{one}"),
            format!("/persons/{one}/timeline"),
            format!("/persons/{one}/channels"),
            format!("/cases/{here}"),
            "/cases".to_owned(),
            "/payments".to_owned(),
            "/trace".to_owned(),
            "/retention".to_owned(),
            "/duplicates".to_owned(),
            "/emergencies".to_owned(),
            "/offices/liepaja/tickets".to_owned(),
        ] {
            let got = house.get("supervisor", &path, &[BASIS]).await;
            assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}: {}", got.body);
            no_person(&path, &got.body.to_string());
        }
        for (path, body) in [
            ("/persons/search".to_owned(), json!({ "text": "piemera" })),
            ("/persons/lookup".to_owned(), json!({ "personal_code": "399900-00001" })),
            (format!("/cases/{here}/assign"), json!({ "to": "case-2" })),
            (format!("/cases/{here}/withdraw"), json!({ "words": "x" })),
            (format!("/offices/{OFFICE}/tickets"), json!({ "task": "documents" })),
            (format!("/offices/{OFFICE}/tickets/next"), json!({ "counter": 1 })),
        ] {
            let got = house.post("supervisor", &path, &[BASIS], body).await;
            assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}: {}", got.body);
            no_person(&path, &got.body.to_string());
        }
        let desk = browser(&house, "supervisor");
        for path in [
            "/work/cases".to_owned(),
            format!("/work/cases/{here}"),
            format!("/work/cases/{here}/draft"),
            "/work/queue".to_owned(),
            "/work/office-day".to_owned(),
            "/work/approvals".to_owned(),
            "/work/load".to_owned(),
            format!("/work/persons/{one}?purpose=case:{here}"),
        ] {
            let page = desk.open(&path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            no_person(&path, &page.html);
        }
        // What was read to give the case is in the trace of whom it is about, as read by the office; that the supervisor
        // gave it is in the case.
        let log = house.get("client-1", "/me/access-log", &[]).await;
        assert!(!log.body.to_string().contains("officer:supervisor"), "{}", log.body);
        let case = house.get("case", &format!("/cases/{here}"), &[]).await;
        assert!(case.body.to_string().contains("\"kind\":\"assigned\",\"note\":\"case\""), "{}", case.body);
    }
}
