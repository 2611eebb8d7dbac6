//! A sealed link cannot be told from an absent one: two offices that differ in nothing else answer everything alike,
//! to the byte, with the same trace, and in times of one class.

use crate::browser::browser;
use crate::house::{BASIS, House, house, person};
use kernel::{PartialDate, PersonId, PersonName};
use office::register::{Basis, FactValue, NewPerson, Relative, ResidenceKind, Sex};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use web::api::rate::Pace;

/// The record before the adoption and the one after it; neither is like the other.
const BEFORE: u64 = 4;
const AFTER: u64 = 5;

async fn enter(house: &House, number: u64, name: (&str, &str), born: &str, link: Option<u64>) {
    let code = house.office.country().codes.parse(&format!("3999{number:07}")).unwrap();
    let birth: PartialDate = born.parse().unwrap();
    let mut facts = vec![
        FactValue::Code { code },
        FactValue::Name { name: PersonName::new(name.0, name.1).unwrap() },
        FactValue::Birth { date: birth, place: "Cēsis".to_owned() },
        FactValue::Sex { sex: Sex::Female },
        FactValue::Status { status: "citizen".to_owned() },
        FactValue::Residence {
            residence: ResidenceKind::Declared,
            municipality: "LV0001000".to_owned(),
            address: format!("Sudrabziedu iela {number}, Rīga"),
        },
        FactValue::Parent { of: Relative::Person(PersonId::from_u64(1)) },
    ];
    // What is sealed stands last in its event.
    facts.extend(link.map(|other| FactValue::AdoptionLink { other: PersonId::from_u64(other) }));
    let facts = facts.into_iter().map(|value| (value, None)).collect();
    let basis = Basis::parse("court-ruling;17;2020-03-02;Court of Imagined Cases;UTO").unwrap();
    let (id, source) = (PersonId::from_u64(number), String::new());
    let entered = NewPerson { id, facts, former: vec![], basis, source };
    house.office.enter_persons(vec![entered]).await.remove(0).unwrap();
}

/// An office with the link and one without, on each engine.
async fn twins(name: &str) -> Vec<[House; 2]> {
    let mut all = Vec::new();
    let with = testkit::databases(&format!("{name}_link")).await.unwrap();
    let without = testkit::databases(&format!("{name}_none")).await.unwrap();
    for (with, without) in with.into_iter().zip(without) {
        let pair = [house(with, Pace::default()).await, house(without, Pace::default()).await];
        for (house, linked) in pair.iter().zip([true, false]) {
            let link = |other| linked.then_some(other);
            enter(house, BEFORE, ("Zane", "Kalna"), "2019-02-03", link(AFTER)).await;
            enter(house, AFTER, ("Marta Elīza", "Vītola"), "2020-11-30", link(BEFORE)).await;
            // Somebody like each of the two, so that lists of duplicates have something to tell.
            enter(house, 6, ("Zane", "Kalna"), "2019-02-03", None).await;
            enter(house, 7, ("Marta Elīza", "Vītola"), "2020-11-30", None).await;
            while house.office.look_for_duplicates().await.unwrap().behind {}
        }
        all.push(pair);
    }
    all
}

type Request = (&'static str, &'static str, String, Option<Value>);

/// Every way to read something of a person over the API; and writing that fails.
fn asked() -> Vec<Request> {
    let get = |who, path: String| ("GET", who, path, None);
    let post = |who, path: &str, body: Value| ("POST", who, path.to_owned(), Some(body));
    let basis = json!({
        "kind": "decision", "number": "1", "date": "2026-11-20", "issuer": "Office", "country": "LVA",
    });
    let mut all = vec![
        get("case", "/cases".to_owned()),
        get("approver", "/duplicates".to_owned()),
        get("client-1", "/me/access-log".to_owned()),
        get("client-1", "/me/statements".to_owned()),
        post("case", "/persons/search", json!({ "text": "Zane Kalna" })),
        post("case", "/persons/search", json!({ "text": "Vītola", "birth_date": "2020-11-30" })),
        post("client-1", &format!("/persons/{}/statements", person(AFTER)), json!({ "kind": "full" })),
        post("case", "/persons/lookup", json!({ "document_number": "XX0000001" })),
    ];
    for (number, other) in [(BEFORE, AFTER), (AFTER, BEFORE), (1, BEFORE)] {
        let at = format!("/persons/{}", person(number));
        all.extend([
            get("case", at.clone()),
            get("case", format!("{at}?as-of=2024-01-01&known-at=4")),
            get("case", format!("{at}/timeline")),
            get("case", format!("{at}/channels")),
            get("case", format!("{at}/protections")),
            get("custodian", format!("{at}/protections")),
            get("approver", format!("{at}/undecided/{}", person(other))),
            post("case", "/persons/lookup", json!({ "personal_code": format!("399900-{number:05}") })),
            post(
                "case",
                "/households",
                json!({
                    "municipality": "LV0001000", "address": format!("Sudrabziedu iela {number}, Rīga"),
                    "from": "2026-01-01",
                }),
            ),
        ]);
        // The number that the link has in its event.
        for seq in [1006, 1007] {
            let why = json!({ "seq": seq, "basis": basis, "reason": "" });
            all.push(post("case", &format!("{at}/corrections"), why));
            let why = json!({ "facts": [seq], "on": "2026-11-20", "basis": basis, "reason": "" });
            all.push(post("case", &format!("{at}/reviews"), why));
        }
        let why = json!({ "other": person(other), "takes": [1007], "basis": basis, "reason": "one" });
        all.push(post("approver", &format!("{at}/merge"), why));
        for kind in ["residence", "status", "names", "family-status", "family", "documents", "full"] {
            let wanted =
                json!({ "kind": kind, "recipient": "Bank of Imagination", "intended_use": "a loan" });
            all.push(post("counter", &format!("{at}/statements"), wanted));
        }
    }
    // Seen last: who looked, and the two joined and parted again.
    let joined = json!({ "other": person(BEFORE), "basis": basis, "reason": "one passport" });
    let at = format!("/persons/{}", person(AFTER));
    all.extend([
        post("approver", &format!("{at}/merge"), joined.clone()),
        get("case", at.clone()),
        get("case", format!("{at}/timeline")),
        get("case", format!("/persons/{}", person(BEFORE))),
        post("approver", &format!("{at}/split"), joined),
        get("case", at.clone()),
        get("case", format!("{at}/timeline")),
        get("client-1", "/me/access-log".to_owned()),
    ]);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_answers_alike_with_a_sealed_link_and_without() {
    for [linked, plain] in twins("sealed_api").await {
        let requests = asked();
        // Whatever the document says can be read of a person is asked here.
        let document = serde_json::to_value(web::api::openapi()).unwrap();
        for (template, item) in document["paths"].as_object().unwrap() {
            let template = template.strip_prefix("/api/v1").unwrap();
            if template.starts_with("/persons/") && item["get"].is_object() {
                let asked =
                    requests.iter().any(|(method, _, path, _)| *method == "GET" && fits(template, path));
                assert!(asked, "{template} is not asked");
            }
        }
        for (method, who, path, body) in &requests {
            let headers = [BASIS, ("content-type", "application/json")];
            let headers = if who.starts_with("client") { [("purpose", "own"), headers[1]] } else { headers };
            let text = body.as_ref().map(Value::to_string);
            let one = linked.ask(method, who, path, &headers, text.clone()).await;
            let other = plain.ask(method, who, path, &headers, text.clone()).await;
            assert_eq!(one.status, other.status, "{method} {path} {text:?}: {} {}", one.body, other.body);
            assert_eq!(one.headers, other.headers, "{method} {path} {text:?}");
            let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(said(&one.bytes), said(&other.bytes), "{method} {path} {text:?}");
        }
        for house in [&linked, &plain] {
            assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        }
        // The trace names the same persons, so that nobody learns of the link from who was looked at.
        let auditor = office::Actor::Officer(linked.office.officer("auditor").unwrap());
        let [one, other] = [&linked, &plain].map(|house| house.office.trace(&auditor, None));
        let (one, other) = (one.await.unwrap(), other.await.unwrap());
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}

fn fits(template: &str, path: &str) -> bool {
    let path: Vec<&str> = path.split('?').next().unwrap_or_default().split('/').collect();
    let template: Vec<&str> = template.split('/').collect();
    let same = |(part, asked): (&&str, &&str)| part.starts_with('{') || part == asked;
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_show_the_same_with_a_sealed_link_and_without() {
    for [linked, plain] in twins("sealed_pages").await {
        let mut paths =
            vec![("approver", "/work/duplicates".to_owned()), ("auditor", "/work/trace".to_owned())];
        for (number, other) in [(BEFORE, AFTER), (AFTER, BEFORE)] {
            let at = format!("/work/persons/{}", person(number));
            let (purpose, other) = ("purpose=basis:mk134", person(other));
            let pair = {
                let (a, b) = (person(BEFORE), person(AFTER));
                format!("/work/duplicates/{a}.{b}")
            };
            paths.extend([
                ("case", format!("{at}?{purpose}")),
                ("case", format!("{at}?{purpose}&as-of=2024-01-01&known-at=5")),
                ("case", format!("{at}?{purpose}&view=text")),
                ("case", format!("{at}/acts?{purpose}")),
                ("case", format!("{at}/acts/death?{purpose}")),
                ("case", format!("{at}/correct/1007?{purpose}")),
                ("case", format!("{at}/statements?{purpose}")),
                ("approver", format!("{at}/merge?{purpose}")),
                ("approver", format!("{at}/merge/{other}?{purpose}")),
                ("approver", format!("{at}/split/{other}?{purpose}")),
                ("approver", format!("{at}/undecided/{other}?{purpose}")),
                ("approver", pair.clone()),
                ("approver", format!("{pair}?answer=one")),
                ("approver", format!("{pair}/{}", person(number))),
            ]);
        }
        for lang in ["en", "lv"] {
            for (who, path) in &paths {
                let mut shown = Vec::new();
                for house in [&linked, &plain] {
                    let mut browser = browser(house, who);
                    browser.lang = lang;
                    let page = browser.open(path).await;
                    // Each session has a token of its own.
                    shown.push((page.status, page.html.replace(&browser.form_token, "TOKEN")));
                }
                assert_eq!(shown[0], shown[1], "{lang} {path}");
            }
        }
    }
}

/// The fastest of many answers: what the work itself takes, whatever else the machine does.
#[allow(clippy::disallowed_methods, reason = "it is the time itself that is measured")]
async fn fastest(house: &House, path: &str) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..25 {
        let before = Instant::now();
        house.get("case", path, &[BASIS]).await;
        best = best.min(before.elapsed());
    }
    best
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_link_takes_no_time_of_its_own() {
    for [linked, plain] in twins("sealed_time").await {
        for path in [format!("/persons/{}", person(AFTER)), format!("/persons/{}/timeline", person(AFTER))] {
            let (one, other) = (fastest(&linked, &path).await, fastest(&plain, &path).await);
            let (less, more) = (one.min(other), one.max(other));
            assert!(
                more < less * 3 + Duration::from_millis(2),
                "{path}: {one:?} with a link, {other:?} without"
            );
        }
    }
}
