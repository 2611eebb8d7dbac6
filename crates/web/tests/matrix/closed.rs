//! What is closed to an officer who is a person of the register, and the emergency that opens it.

use crate::browser::browser;
use crate::house::{BASIS, House, OFFICE, SERVICE, house_of, person, staff};
use axum::http::StatusCode;
use kernel::{PartialDate, PersonId, PersonName};
use office::actor::{Officer, Role};
use office::register::{Basis, FactValue, NewPerson, Sex};
use serde_json::json;
use web::api::rate::Pace;

/// Person 1 works here; 11 is her child; 2 works here too and is nobody's relative.
fn with_persons() -> Vec<Officer> {
    let officer = |code: &str, roles: &[Role], person: Option<u64>| Officer {
        id: code.parse().unwrap(),
        name: format!("Officer {code}"),
        roles: roles.to_vec(),
        office: OFFICE.to_owned(),
        person: person.map(PersonId::from_u64),
    };
    let mut list = staff();
    list.push(officer("ilze", &[Role::CaseOfficer, Role::Approver], Some(1)));
    list.push(officer("janis", &[Role::CaseOfficer], Some(2)));
    list.push(officer("trusted", &[Role::CaseOfficer, Role::Custodian], None));
    list.push(officer("both", &[Role::CaseOfficer, Role::Auditor], Some(3)));
    list.push(officer("far", &[Role::Counter, Role::CaseOfficer], None));
    list.last_mut().unwrap().office = "liepaja".to_owned();
    list
}

/// The child of person 1.
async fn child(house: &House) {
    let code = house.office.country().codes.parse("39990000011").unwrap();
    let birth: PartialDate = "2015-05-05".parse().unwrap();
    let facts = [
        FactValue::Code { code },
        FactValue::Name { name: PersonName::new("Zane", "Piemēra").unwrap() },
        FactValue::Birth { date: birth, place: String::new() },
        FactValue::Sex { sex: Sex::Female },
        FactValue::Status { status: "citizen".to_owned() },
        FactValue::Parent { of: PersonId::from_u64(1).into() },
    ];
    let entered = house
        .office
        .enter_persons(vec![NewPerson {
            id: PersonId::from_u64(11),
            facts: facts.into_iter().map(|value| (value, None)).collect(),
            former: vec![],
            basis: Basis::parse("birth-record;17;1990-03-02;Registry of Imagined Acts;UTO").unwrap(),
            source: String::new(),
        }])
        .await;
    assert!(entered[0].is_ok(), "{entered:?}");
}

async fn houses(name: &str) -> Vec<House> {
    let mut list = Vec::new();
    for database in testkit::databases(name).await.unwrap() {
        let house = house_of(database, Pace::default(), with_persons()).await;
        child(&house).await;
        list.push(house);
    }
    list
}

async fn reads(house: &House, who: &str, number: u64) -> (StatusCode, String) {
    let answer = house.get(who, &format!("/persons/{}", person(number)), &[BASIS]).await;
    let problem = if answer.status.is_success() { String::new() } else { answer.problem().to_owned() };
    (answer.status, problem)
}

fn refused(problem: &str) -> (StatusCode, String) {
    (StatusCode::FORBIDDEN, problem.to_owned())
}

const READ: (StatusCode, String) = (StatusCode::OK, String::new());

async fn open(house: &House, who: &str, body: serde_json::Value) -> crate::house::Answer {
    house.post(who, "/emergencies", &[BASIS], body).await
}

const REASON: &str = "The child is at the counter and may not board otherwise.";

#[tokio::test(flavor = "multi_thread")]
async fn own_records_and_those_of_relatives_are_closed_and_the_attempt_is_in_the_trace() {
    for house in houses("closed_records").await {
        assert_eq!(reads(&house, "ilze", 1).await, refused("conflict-of-interest"));
        assert_eq!(reads(&house, "ilze", 11).await, refused("conflict-of-interest"));
        assert_eq!(reads(&house, "ilze", 3).await, refused("protected-person"), "a colleague");
        assert_eq!(reads(&house, "case", 11).await, READ);
        // Whoever works here is protected; officers with that duty read them.
        assert_eq!(reads(&house, "case", 1).await, refused("protected-person"));
        assert_eq!(reads(&house, "trusted", 1).await, READ);
        let log = house.get("client-1", "/me/access-log", &[]).await;
        let said: Vec<(&str, &str)> = log.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["actor"].as_str().unwrap(), item["fields"].as_str().unwrap()))
            .collect();
        for tried in [
            ("officer:ilze", "refused:conflict-of-interest"),
            ("officer:case", "refused:protected-person"),
            ("officer:trusted", "all"),
        ] {
            assert!(said.contains(&tried), "{tried:?} is not in {said:?}");
        }
        assert_eq!(said.iter().filter(|(who, _)| *who == "officer:ilze").count(), 1, "once each: {said:?}");
        // A search finds the child for others, and leaves her out for her mother.
        let search = json!({ "text": "piemera zane" });
        let found = house.post("case", "/persons/search", &[BASIS], search.clone()).await;
        assert_eq!(found.body["items"][0]["person"]["id"], person(11), "{}", found.body);
        let found = house.post("ilze", "/persons/search", &[BASIS], search).await;
        assert_eq!((found.status, &found.body["items"]), (StatusCode::OK, &json!([])));
        let code = json!({ "personal_code": "399900-00011" });
        let found = house.post("ilze", "/persons/lookup", &[BASIS], code).await;
        assert_eq!(found.problem(), "conflict-of-interest");
        assert!(!String::from_utf8_lossy(&found.bytes).contains("Zane"));
        let page =
            browser(&house, "ilze").open(&format!("/work/persons/{}?purpose=basis:mk134", person(11))).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.html.contains("Open in an emergency") && !page.html.contains("Zane"), "{}", page.html);
    }
}

async fn applied(house: &House) -> String {
    let body = json!({
        "service": SERVICE, "subject": person(11), "office": OFFICE, "lang": "en",
        "declared": { "speed": "normal" },
    });
    let case = house.post("client-1", "/cases", &[], body).await;
    assert_eq!(case.status, StatusCode::CREATED, "{}", case.body);
    format!("/cases/{}", case.body["id"].as_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_acts_in_a_relatives_case_a_colleagues_or_over_another_counter() {
    for house in houses("closed_cases").await {
        // A child's passport: the subject is no officer, the applicant is; that closes it to most.
        let case = applied(&house).await;
        let post = async |who: &str, command: &str, body: serde_json::Value| {
            let answer = house.post(who, &format!("{case}/{command}"), &[], body).await;
            (answer.status, answer.problem().to_owned())
        };
        let message = json!({ "words": "A word of the mother.", "channel": "phone" });
        assert_eq!(post("ilze", "note-message", message.clone()).await, refused("conflict-of-interest"));
        assert_eq!(house.get("ilze", &case, &[]).await.problem(), "conflict-of-interest");
        assert_eq!(house.get("case", &case, &[]).await.problem(), "protected-person");
        let list = house.get("ilze", "/cases", &[]).await;
        assert_eq!(list.body["items"], json!([]), "left out of the list");
        assert_eq!(house.get("case", "/cases", &[]).await.body["items"].as_array().unwrap().len(), 1);

        // Somebody's case whom nothing protects.
        house.enter(20, "Eva", "Paraudziņa", "1990-01-01", "citizen", Some("XX0000020")).await;
        let body = json!({
            "service": SERVICE, "subject": person(20), "applicant": person(20), "office": OFFICE, "lang": "en",
            "declared": { "speed": "normal" },
        });
        let other = house.post("counter", "/cases", &[], body).await;
        assert_eq!(other.status, StatusCode::CREATED, "{}", other.body);
        let case = format!("/cases/{}", other.body["id"].as_str().unwrap());
        let taken = house.post("case", &format!("{case}/assign"), &[], json!({ "to": "case" })).await;
        assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
        let judge = json!({ "fact": "none", "value": true, "reasons": "It was seen on the paper itself." });
        let judged = house.post("case-2", &format!("{case}/judge"), &[], judge.clone()).await;
        assert_eq!((judged.status, judged.problem()), (StatusCode::FORBIDDEN, "assigned-to-another"));
        // Opened in an emergency, the colleague works on it; what is wrong then is the judgment itself.
        let case_id = case.trim_start_matches("/cases/");
        let opened = open(&house, "case-2", json!({ "case": case_id, "reason": REASON })).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
        assert_eq!(opened.body["limits"], json!(["assigned-to-another"]));
        let judged = house.post("case-2", &format!("{case}/judge"), &[], judge).await;
        assert_ne!(judged.status, StatusCode::FORBIDDEN, "{}", judged.body);
        let handed =
            house.post("far", &format!("{case}/hand-over"), &[], json!({ "document": person(1) })).await;
        assert_eq!((handed.status, handed.problem()), (StatusCode::FORBIDDEN, "other-office"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_emergency_is_opened_with_a_reason_and_reviewed_by_somebody_else() {
    for house in houses("closed_emergency").await {
        let who = json!({ "person": person(11), "reason": REASON });
        let short = open(&house, "ilze", json!({ "person": person(11), "reason": "now" })).await;
        assert_eq!(short.fields(), [("reason".to_owned(), "emergency-words".to_owned())]);
        let none = open(&house, "case", who.clone()).await;
        assert_eq!((none.status, none.problem()), (StatusCode::CONFLICT, "emergency-needless"));
        let own = open(&house, "ilze", json!({ "person": person(1), "reason": REASON })).await;
        assert_eq!(own.problem(), "conflict-of-interest", "one's own record stays closed");
        let nobody = open(&house, "ilze", json!({ "person": person(777), "reason": REASON })).await;
        assert_eq!(nobody.problem(), "not-found");
        let two = json!({ "person": person(11), "case": person(11), "reason": REASON });
        assert_eq!(open(&house, "ilze", two).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reads(&house, "ilze", 11).await, refused("conflict-of-interest"));

        let opened = open(&house, "ilze", who).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
        assert_eq!(opened.body["limits"], json!(["conflict-of-interest"]));
        assert_eq!(opened.body["until"], "2026-11-24T08:15:00Z");
        assert_eq!(reads(&house, "ilze", 11).await, READ);
        assert_eq!(reads(&house, "janis", 11).await, READ, "nothing is closed to a stranger");
        // Reading only: an entry is refused as before.
        let basis = json!({
            "kind": "declaration", "number": "5", "date": "2026-11-24", "issuer": "Office", "country": "LVA",
        });
        let residence = json!({
            "kind": "residence", "residence": "declared", "municipality": "LV0001000", "address": "Ezera iela 2, Rīga",
        });
        let entry = json!({ "on": "2026-11-20", "facts": [residence], "basis": basis });
        let path = format!("/persons/{}/changes", person(11));
        assert_eq!(house.post("ilze", &path, &[BASIS], entry).await.problem(), "conflict-of-interest");

        let id = opened.body["id"].as_str().unwrap();
        let waiting = house.get("auditor", "/emergencies", &[]).await;
        assert_eq!(waiting.body["items"][0]["id"], id, "{}", waiting.body);
        assert_eq!(waiting.body["items"][0]["reason"], REASON);
        // The person it is about sees it, and what was read.
        let trace = house.office.trace(&crate::closed::auditor(), None).await.unwrap();
        let of_child: Vec<_> = trace.iter().filter(|entry| entry.subject == person(11)).collect();
        assert!(of_child.iter().any(|entry| entry.action == "open-emergency"));
        let read = of_child.iter().find(|entry| entry.purpose == format!("emergency:{id}"));
        assert_eq!(read.unwrap().actor, "officer:ilze");

        // The page of the data-protection officer.
        let auditor = browser(&house, "auditor");
        auditor.open("/work").await.says(&["1 emergency waits for your review"]);
        auditor.open("/work/emergencies").await.says(&["Officer ilze", REASON, "own matter"]);
        let path = format!("/work/emergencies/{id}");
        let wrong = auditor.send(&path, &[("verdict", "justified"), ("words", "fine")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.html);
        assert_eq!(auditor.send(&path, &[("words", REASON)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = [("verdict", "justified"), ("words", "The officer at the counter confirms it.")];
        assert_eq!(auditor.send(&path, &said).await.leads(), path);
        auditor.open(&path).await.says(&["Justified", "confirms it"]);
        auditor.open("/work").await.says(&["Nothing waits for your review"]);
        let again = json!({ "verdict": "unjustified", "words": "On second thoughts it was not." });
        let again = house.post("auditor", &format!("/emergencies/{id}/review"), &[], again).await;
        assert_eq!((again.status, again.problem()), (StatusCode::CONFLICT, "emergency-reviewed"));
        assert_eq!(house.get("auditor", "/emergencies", &[]).await.body["items"], json!([]));
        let all = house.get("auditor", "/emergencies?state=all", &[]).await;
        assert_eq!(all.body["items"][0]["review"]["verdict"], "justified");
        let log = house.office.store().verify().await.unwrap();
        assert_eq!(log.faults, Vec::<String>::new());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reviews_their_own_emergency() {
    for house in houses("closed_own_review").await {
        let opened = open(&house, "both", json!({ "person": person(1), "reason": REASON })).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
        assert_eq!(opened.body["limits"], json!(["protected-person"]));
        let path = format!("/emergencies/{}/review", opened.body["id"].as_str().unwrap());
        let words = json!({ "verdict": "justified", "words": "I had every reason to look there." });
        let own = house.post("both", &path, &[], words.clone()).await;
        assert_eq!((own.status, own.problem()), (StatusCode::FORBIDDEN, "own-emergency"));
        assert_eq!(house.post("auditor", &path, &[], words).await.status, StatusCode::OK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_an_emergency_leads_to_what_it_opened() {
    for house in houses("closed_page").await {
        let ilze = browser(&house, "ilze");
        let ask = format!("/work/emergency?person={}", person(11));
        ilze.open(&ask).await.says(&["15 minutes", "data-protection officer"]);
        let child = person(11);
        let fields = |purpose: &'static str, reason: &'static str| {
            vec![
                ("person".to_owned(), child.clone()),
                ("purpose".to_owned(), purpose.to_owned()),
                ("reason".to_owned(), reason.to_owned()),
            ]
        };
        for (purpose, reason) in [("mk134", REASON), ("basis:mk134", "too short")] {
            let sent: Vec<_> = fields(purpose, reason);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let wrong = ilze.send("/work/emergency", &sent).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.html);
        }
        let sent = fields("basis:mk134", REASON);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let done = ilze.send("/work/emergency", &sent).await.leads();
        ilze.open(&done).await.says(&["Zane"]);
        let mut latvian = browser(&house, "auditor");
        latvian.lang = "lv";
        latvian.open("/work").await.says(&["gaida 1 neatliekams gadījums"]);
        latvian.open("/work/emergencies").await.says(&["paša vai radinieka lieta"]);
        latvian.open("/work/trace").await.says(&["neatliekams gadījums"]);
    }
}

pub fn auditor() -> office::actor::Actor {
    let known = staff().into_iter().find(|officer| officer.is(Role::Auditor)).unwrap();
    office::actor::Actor::Officer(known)
}
