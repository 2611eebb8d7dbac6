//! The oversight officer's pages and API: what found nothing and what was refused, alerts and what is said of them, the list
//! of persons of public interest; and what a person hears of later.

use crate::browser::browser;
use crate::house::{BASIS, House, house_of, houses, person, staff};
use crate::twins::{enter, lives, protect, why};
use kernel::PersonId;
use office::actor::{Officer, Role};
use office::register::{FactValue, Relative};
use office::store::{NewAccess, Submission};
use serde_json::{Value, json};
use web::api::rate::Pace;

/// Everybody, and two whose own record is person 1.
fn staff_with_kin() -> Vec<Officer> {
    let mut list = staff();
    for (code, role) in [("kin", Role::CaseOfficer), ("auditor-2", Role::Auditor)] {
        let known = list.iter().find(|officer| officer.roles == [role]).unwrap().clone();
        let (id, name) = (code.parse().unwrap(), format!("Officer {code}"));
        list.push(Officer { id, name, person: Some(PersonId::from_u64(1)), ..known });
    }
    list
}

fn entries<'a>(trace: &'a Value, fields: &str) -> Vec<&'a Value> {
    trace["items"].as_array().unwrap().iter().filter(|entry| entry["fields"] == fields).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_found_nothing_and_what_was_refused_is_in_the_trace() {
    for house in houses("oversight_trace").await {
        let nobody = person(99);
        assert_eq!(house.get("case", &format!("/persons/{nobody}"), &[BASIS]).await.status, 404);
        let found = house.post("case", "/persons/search", &[BASIS], json!({ "text": "Nobody Atall" })).await;
        assert_eq!(found.body["items"], json!([]));
        assert_eq!(house.get("accountant", &format!("/persons/{}", person(1)), &[BASIS]).await.status, 403);
        assert_eq!(
            house.get("client-2", &format!("/persons/{}", person(1)), &[("purpose", "own")]).await.status,
            404
        );
        assert_eq!(house.get("case", "/alerts", &[]).await.status, 403);
        assert_eq!(browser(&house, "accountant").open("/work/cases").await.status, 403);
        let trace = house.get("auditor", "/trace", &[]).await;
        assert_eq!(trace.status, 200, "{}", trace.body);
        let missing = entries(&trace.body, "not-found");
        assert_eq!(missing.len(), 1, "{}", trace.body);
        assert_eq!((&missing[0]["subject"], &missing[0]["actor"]), (&json!(nobody), &json!("officer:case")));
        assert_eq!(missing[0]["purpose"], "basis:mk134");
        let refused = entries(&trace.body, "refused");
        let actors: Vec<&str> = refused.iter().map(|entry| entry["actor"].as_str().unwrap()).collect();
        assert!(actors.contains(&"officer:accountant") && actors.contains(&"officer:case"), "{actors:?}");
        assert!(actors.iter().any(|actor| actor.starts_with("client:")), "{actors:?}");
        let empty = trace.body["items"].as_array().unwrap().iter();
        let searches = empty.filter(|entry| entry["action"] == "search-persons" && entry["subject"] == "");
        assert_eq!(searches.count(), 1);
        let page = browser(&house, "auditor").open("/work/trace").await;
        assert!(page.html.contains("nothing found") && page.html.contains("refused"), "{}", page.html);
        // A person hears of who saw them, not of who did not.
        let own = house.get("client-1", "/me/access-log", &[]).await;
        assert!(entries(&own.body, "refused").is_empty(), "{}", own.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_watched_or_protected_person_is_brought_before_the_oversight_officer() {
    for house in houses("oversight_alerts").await {
        let watched = json!({ "person": "399900-00001", "reason": "Known from the news" });
        let listed = house.post("auditor", "/watched", &[], watched.clone()).await;
        assert_eq!((listed.status.as_u16(), &listed.body["items"][0]["person"]), (201, &json!(person(1))));
        assert_eq!(
            house.post("auditor", "/watched", &[], watched.clone()).await.problem(),
            "watched-already"
        );
        assert_eq!(house.post("case", "/watched", &[], watched).await.status, 403);
        protect(&house, 3, "witness").await;
        while house.office.oversee().await.unwrap().went_on {}
        let quiet = house.get("auditor", "/alerts", &[]).await;
        assert_eq!(quiet.body["open"], 0, "{}", quiet.body);
        for _ in 0..3 {
            house.get("case", &format!("/persons/{}", person(1)), &[BASIS]).await;
        }
        // The one is read, the other is not there for whoever asks; both are unusual.
        house.get("custodian", &format!("/persons/{}", person(3)), &[BASIS]).await;
        assert_eq!(house.get("case-2", &format!("/persons/{}", person(3)), &[BASIS]).await.status, 404);
        house.get("case", &format!("/persons/{}", person(2)), &[BASIS]).await;
        let raised = house.office.oversee().await.unwrap();
        assert_eq!(raised.raised, 3, "{raised:?}");
        assert_eq!(house.office.oversee().await.unwrap().raised, 0);
        let alerts = house.get("auditor", "/alerts", &[]).await;
        let mut told: Vec<(&str, &str)> = alerts.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|alert| (alert["rule"].as_str().unwrap(), alert["actor"].as_str().unwrap()))
            .collect();
        told.sort_unstable();
        let wanted = [
            ("protected", "officer:case-2"),
            ("protected", "officer:custodian"),
            ("public-interest", "officer:case"),
        ];
        assert_eq!(told, wanted);
        let id = alerts.body["items"][0]["id"].as_str().unwrap().to_owned();
        let full = house.get("auditor", &format!("/alerts/{id}"), &[]).await;
        assert_eq!(full.body["alert"]["reading"], full.body["reading"]["position"], "{}", full.body);
        let settle = json!({ "finding": "lawful", "words": "The file was open on the desk" });
        let path = format!("/alerts/{id}/settle");
        assert_eq!(house.post("case", &path, &[], settle.clone()).await.status, 403);
        let empty = json!({ "finding": "lawful", "words": " " });
        assert_eq!(house.post("auditor", &path, &[], empty).await.status, 422);
        let done = house.post("auditor", &path, &[], settle.clone()).await;
        assert_eq!((done.status.as_u16(), &done.body["settled"]["finding"]), (200, &json!("lawful")));
        assert_eq!(house.post("auditor", &path, &[], settle).await.problem(), "alert-settled");
        assert_eq!(house.get("auditor", "/alerts?settled=true", &[]).await.body["items"][0]["id"], id);
        for lang in ["en", "lv"] {
            let mut browser = browser(&house, "auditor");
            browser.lang = lang;
            for path in
                ["/work/alerts", "/work/alerts?settled=yes", "/work/watched", &format!("/work/alerts/{id}")]
            {
                let page = browser.open(path).await;
                assert_eq!(page.status, 200, "{path}");
                assert!(!page.html.contains('⟦'), "{path}: {}", page.html);
            }
        }
        let open =
            house.get("auditor", "/alerts", &[]).await.body["items"][0]["id"].as_str().unwrap().to_owned();
        let browser = browser(&house, "auditor");
        let wrong =
            browser.send(&format!("/work/alerts/{open}"), &[("finding", "lawful"), ("words", "")]).await;
        // The list of faults says which field it is.
        let (_, summary) = wrong.html.split_once("class=\"summary\"").unwrap();
        assert!(summary.split_once("</div>").unwrap().0.contains(": Fill in this field"), "{}", wrong.html);
        let fields = [("finding", "unlawful"), ("words", "No reason was given")];
        assert_eq!(browser.send(&format!("/work/alerts/{open}"), &fields).await.status, 303);
        let off = browser.send(&format!("/work/watched/{}/remove", person(1)), &[]).await;
        assert_eq!(off.status, 303);
        assert_eq!(house.get("auditor", "/watched", &[]).await.body["items"], json!([]));
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protection_is_granted_and_lifted_on_its_page() {
    for house in houses("protection_page").await {
        let at = format!("/work/persons/{}/protections", person(1));
        let asked = format!("{at}?purpose=basis:mk134");
        assert_eq!(browser(&house, "case").open(&asked).await.status, 403);
        let browser = browser(&house, "custodian");
        let page = browser.open(&asked).await;
        assert!(page.html.contains("not protected"), "{}", page.html);
        assert!(!page.html.contains("Secrecy of adoption"), "what follows from a fact is not granted");
        let basis = why();
        let mut fields = vec![("class", "secret-address"), ("from", ""), ("reason", "A threat")];
        for (name, key) in [("kind", "basis-kind"), ("number", "basis-number"), ("date", "basis-date")] {
            fields.push((key, basis[name].as_str().unwrap()));
        }
        fields.extend([("basis-issuer", "Office"), ("basis-country", "LVA")]);
        assert_eq!(browser.send(&asked, &[("class", "secret-address")]).await.status, 422);
        assert_eq!(browser.send(&asked, &fields).await.status, 303);
        let page = browser.open(&asked).await;
        assert!(page.html.contains("Secret address") && page.html.contains("in force"), "{}", page.html);
        let again = browser.send(&asked, &fields).await;
        assert!(again.html.contains("already"), "{}", again.html);
        let mut fields: Vec<_> =
            fields.into_iter().filter(|(name, _)| *name != "class" && *name != "from").collect();
        fields.extend([("number", "1"), ("on", "")]);
        let lift = format!("{at}/lift?purpose=basis:mk134");
        assert_eq!(browser.send(&lift, &fields).await.status, 303);
        let page = browser.open(&asked).await;
        assert!(page.html.contains("not in force"), "{}", page.html);
        let read = house.get("custodian", &format!("/persons/{}/protections", person(1)), &[BASIS]).await;
        assert_eq!(read.body["items"][0]["to"], "2026-11-24", "{}", read.body);
        assert_eq!(
            house.get("case", &format!("/persons/{}/protections", person(1)), &[BASIS]).await.status,
            403
        );
    }
}

/// A reading at a moment, as the trace would have it: who, whom, by what, what for.
async fn looked(house: &House, at: &str, (who, whom): (&str, u64), action: &str, purpose: &str) {
    let at: kernel::Timestamp = at.parse().unwrap();
    let access = NewAccess {
        actor: format!("officer:{who}"),
        action: action.to_owned(),
        subject: person(whom),
        purpose: purpose.to_owned(),
        fields: "all".to_owned(),
    };
    let submission = Submission {
        at: at.micros(),
        actor: "test".to_owned(),
        access: vec![access],
        ..Submission::default()
    };
    house.office.store().submit(submission).await.unwrap();
}

/// What is raised by what was looked at since the last time: rules, in order.
async fn raised(house: &House) -> Vec<String> {
    let before = house.get("auditor", "/alerts", &[]).await.body["open"].as_u64().unwrap();
    while house.office.oversee().await.unwrap().went_on {}
    let page = house.get("auditor", "/alerts", &[]).await;
    let new = usize::try_from(page.body["open"].as_u64().unwrap() - before).unwrap();
    let items = page.body["items"].as_array().unwrap();
    let mut rules: Vec<String> =
        items[..new].iter().map(|alert| alert["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort_unstable();
    rules
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rule_finds_what_it_looks_for() {
    for database in testkit::databases("oversight_rules").await.unwrap() {
        let house = house_of(database, Pace::default(), staff_with_kin()).await;
        // Person 1 is the officer's own; persons 2 and 3 live at the same address.
        let parent = FactValue::Parent { of: Relative::Person(PersonId::from_u64(1)) };
        enter(&house, 10, ("Līga", "Cita"), "2015-06-01", vec![lives("Rītvēju iela 1, Rīga"), parent]).await;
        enter(&house, 11, ("Juris", "Svešs"), "1970-06-01", vec![lives("Sudrabziedu iela 12-35, Rīga")])
            .await;
        enter(&house, 12, ("Pēteris", "Piemērs"), "1960-06-01", vec![lives("Zvirbuļkalna iela 2, Rīga")])
            .await;
        enter(&house, 13, ("Andris", "Tāls"), "1960-06-01", vec![lives("Zvirbuļkalna iela 3, Rīga")]).await;
        let case = "case:000000000001";
        // In working hours, Monday, 30 November 2026, ten o'clock in Riga.
        let day = |minute: u32| format!("2026-11-30T08:{minute:02}:00Z");
        let looks = [
            (1, case, vec!["own-record"]),
            (10, case, vec!["own-family"]),
            (2, "basis:mk134", vec!["same-address"]),
            (2, case, vec![]),
            (11, "basis:mk134", vec!["neighbour"]),
            (12, "basis:mk134", vec!["same-surname"]),
            (12, case, vec![]),
            (13, "basis:mk134", vec![]),
        ];
        for (minute, (whom, purpose, wanted)) in (0..).zip(looks) {
            looked(&house, &day(minute), ("kin", whom), "read-person", purpose).await;
            assert_eq!(raised(&house).await, wanted, "{whom} {purpose}");
        }
        // For a case in which the person has no part: it is told, and it is no work for a case.
        let real = format!("case:{}", crate::payments::applied(&house).await);
        for (minute, (whom, wanted)) in (10..).zip([(13, vec!["not-in-case"]), (10, vec![])]) {
            looked(&house, &day(minute), ("kin", whom), "read-person", &real).await;
            assert_eq!(raised(&house).await, wanted, "{whom} {real}");
        }
        // The same again on the same day is the same alert.
        looked(&house, &day(20), ("kin", 1), "read-person", case).await;
        assert_eq!(raised(&house).await, Vec::<String>::new());
        // One person on five occasions; many entries of one look are one occasion.
        for (hour, count) in [(9, 3), (10, 3), (11, 1), (12, 1)] {
            for second in 0..count {
                let at = format!("2026-11-30T{hour:02}:00:{second:02}Z");
                looked(&house, &at, ("case", 13), "search-persons", "basis:mk134").await;
            }
        }
        assert_eq!(raised(&house).await, Vec::<String>::new());
        looked(&house, "2026-11-30T13:00:00Z", ("case", 13), "read-person", "basis:mk134").await;
        assert_eq!(raised(&house).await, ["again-and-again"]);
        // Half past one at night in Riga; for a case it is work.
        looked(&house, "2026-11-30T23:30:00Z", ("case-2", 13), "read-person", case).await;
        assert_eq!(raised(&house).await, Vec::<String>::new());
        looked(&house, "2026-11-30T23:31:00Z", ("case-2", 13), "read-person", "basis:mk134").await;
        looked(&house, "2026-12-01T01:31:00Z", ("case-2", 12), "read-person", "basis:mk134").await;
        assert_eq!(raised(&house).await, ["at-night"], "one night is one alert");
        // Nobody settles an alert about themselves, whoever read.
        let alerts = house.get("auditor-2", "/alerts", &[]).await;
        let own = alerts.body["items"].as_array().unwrap().iter().find(|alert| alert["rule"] == "own-record");
        let path = format!("/alerts/{}/settle", own.unwrap()["id"].as_str().unwrap());
        let settle = json!({ "finding": "lawful", "words": "It was I" });
        assert_eq!(house.post("auditor-2", &path, &[], settle.clone()).await.problem(), "alert-own");
        assert_eq!(house.post("auditor", &path, &[], settle).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn normal_days_give_no_alert_and_a_day_of_browsing_does() {
    for house in houses("oversight_days").await {
        let mut reads = Vec::new();
        // Four weeks: forty clients a day at the counter, found by a search and read for a case or a provision.
        for day in 0..20_u64 {
            let first: kernel::Day = "2026-11-25".parse().unwrap();
            let date = first.plus_days(i32::try_from(day).unwrap()).unwrap();
            for client in 0..40_u64 {
                let (hour, minute) = (7 + client / 6, client % 6 * 9);
                let purpose = if client % 3 == 0 {
                    "basis:mk134".to_owned()
                } else {
                    format!("case:{}", person(client))
                };
                for action in ["search-persons", "read-person"] {
                    reads.push((
                        format!("{date}T{hour:02}:{minute:02}:00Z"),
                        100 + day * 40 + client,
                        action,
                        purpose.clone(),
                    ));
                }
            }
        }
        reads.sort();
        for (at, whom, action, purpose) in &reads {
            let at: kernel::Timestamp = at.parse().unwrap();
            let access = NewAccess {
                actor: "officer:counter".to_owned(),
                action: (*action).to_owned(),
                subject: person(*whom),
                purpose: purpose.clone(),
                fields: "all".to_owned(),
            };
            let submission = Submission {
                at: at.micros(),
                actor: "test".to_owned(),
                access: vec![access],
                ..Submission::default()
            };
            house.office.store().submit(submission).await.unwrap();
        }
        assert_eq!(raised(&house).await, Vec::<String>::new(), "a normal month");
        // Then seventy persons within an hour.
        let at: kernel::Timestamp = "2026-12-20T07:10:00Z".parse().unwrap();
        let access = (0..70).map(|whom| NewAccess {
            actor: "officer:counter".to_owned(),
            action: "read-person".to_owned(),
            subject: person(9_000 + whom),
            purpose: "basis:mk134".to_owned(),
            fields: "all".to_owned(),
        });
        let submission = Submission {
            at: at.micros(),
            actor: "test".to_owned(),
            access: access.collect(),
            ..Submission::default()
        };
        house.office.store().submit(submission).await.unwrap();
        assert_eq!(raised(&house).await, ["many-an-hour"]);
        let alert = house.get("auditor", "/alerts", &[]).await.body["items"][0].clone();
        assert!(alert["count"].as_u64() > Some(60) && alert["usual"].as_u64() < Some(10), "{alert}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_hears_later_of_what_the_law_delays() {
    for house in houses("oversight_delays").await {
        // Under a year ago, and more than a year ago; the second is told by now.
        looked(&house, "2025-10-01T08:00:00Z", ("case", 1), "read-person", "basis:kpl:120").await;
        looked(&house, "2026-06-01T08:00:00Z", ("case-2", 1), "read-person", "basis:kpl").await;
        looked(&house, "2026-06-02T08:00:00Z", ("counter", 1), "read-person", "basis:mk134").await;
        let now = house.get("case", &format!("/persons/{}", person(1)), &[("purpose", "basis:kpl")]).await;
        assert_eq!(now.status, 200, "{}", now.body);
        let own = house.get("client-1", "/me/access-log", &[]).await;
        let actors: Vec<&str> = own.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["actor"].as_str().unwrap())
            .collect();
        assert_eq!(actors, ["officer:counter", "officer:case"], "{}", own.body);
        assert_eq!(own.body["next"], Value::Null);
        let page = browser(&house, "auditor").open("/work/trace").await;
        assert!(page.html.contains("Criminal Procedure Law"), "{}", page.html);
        let all = house.get("auditor", "/trace", &[]).await;
        let items = all.body["items"].as_array().unwrap();
        let delayed: Vec<&Value> = items.iter().filter(|entry| entry["purpose"] == "basis:kpl").collect();
        assert_eq!(delayed.len(), 2, "{}", all.body);
        // What is mixed in so that a hash lets nobody guess it is shown to nobody.
        assert!(items.iter().all(|entry| !entry["fields"].as_str().unwrap().contains('#')), "{}", all.body);
        let kept = house.office.store().snapshot().await.unwrap().trace(Some(&person(1)), i64::MAX, 50).await;
        let kept = kept.unwrap();
        assert!(kept.iter().any(|record| record.access.fields.contains(" #")), "{kept:?}");
    }
}
