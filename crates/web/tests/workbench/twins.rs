//! Two offices that differ only in a thing that is hidden, on each engine; and every way to ask them.

use crate::bank::statement;
use crate::house::{BASIS, House, house, person};
use kernel::{PartialDate, PersonId, PersonName};
use office::register::{
    Basis, DocumentFact, DocumentStatus, FactValue, NewPerson, Relative, ResidenceKind, Sex,
};
use office::store::{NewAccess, NewEvent, StreamId, Submission};
use serde_json::{Value, json};
use web::api::rate::Pace;

/// Who is hidden.
pub const HIDDEN: u64 = 4;
/// A child whose record names the hidden person.
pub const CHILD: u64 = 5;
/// Somebody as like the hidden person as can be.
pub const ALIKE: u64 = 6;
pub const PASSPORT: &str = "XX0000044";

pub struct Twins {
    /// The office with the hidden person.
    pub with: House,
    /// The same without.
    pub without: House,
    /// Whatever the first has and the second has not, by its number.
    pub numbers: Vec<String>,
    /// The code of a statement about the hidden person.
    pub check_code: String,
}

/// A person to enter; what the other office does not have stands last in its event.
pub async fn enter(house: &House, number: u64, name: (&str, &str), born: &str, more: Vec<FactValue>) {
    let code = house.office.country().codes.parse(&format!("3999{number:07}")).unwrap();
    let birth: PartialDate = born.parse().unwrap();
    let mut facts = vec![
        FactValue::Code { code },
        FactValue::Name { name: PersonName::new(name.0, name.1).unwrap() },
        FactValue::Birth { date: birth, place: "Cēsis".to_owned() },
        FactValue::Sex { sex: Sex::Female },
        FactValue::Status { status: "citizen".to_owned() },
    ];
    facts.extend(more);
    let facts = facts.into_iter().map(|value| (value, None)).collect();
    let basis = Basis::parse("birth-record;17;1990-03-02;Registry of Imagined Acts;UTO").unwrap();
    let entered =
        NewPerson { id: PersonId::from_u64(number), facts, former: vec![], basis, source: String::new() };
    house.office.enter_persons(vec![entered]).await.remove(0).unwrap();
}

pub fn lives(address: &str) -> FactValue {
    FactValue::Residence {
        residence: ResidenceKind::Declared,
        municipality: "LV0001000".to_owned(),
        address: address.to_owned(),
    }
}

fn passport() -> FactValue {
    FactValue::Document(DocumentFact {
        document: kernel::DocumentId::from_u64(144),
        kind: "passport.citizen".to_owned(),
        number: PASSPORT.parse().unwrap(),
        issued_on: "2017-01-10".parse().unwrap(),
        expires_on: "2027-12-31".parse().unwrap(),
        issuer: "Office".to_owned(),
        status: DocumentStatus::Valid,
        reason: None,
    })
}

pub fn why() -> Value {
    json!({ "kind": "decision", "number": "1", "date": "2026-11-20", "issuer": "Office", "country": "LVA" })
}

pub async fn protect(house: &House, number: u64, class: &str) {
    let body = json!({ "class": class, "basis": why(), "reason": "A threat was assessed" });
    let path = format!("/persons/{}/protections", person(number));
    let granted = house.post("custodian", &path, &[BASIS], body).await;
    assert_eq!(granted.status, 201, "{}", granted.body);
}

/// The hidden person, who lives beside client 1, is a parent of somebody, has a passport, a case and a statement.
async fn hidden(house: &House) {
    let more = vec![
        lives("Sudrabziedu iela 12-34, Rīga"),
        passport(),
        FactValue::Parent { of: Relative::Person(PersonId::from_u64(1)) },
    ];
    enter(house, HIDDEN, ("Zane", "Kalna"), "1988-02-03", more).await;
}

/// What happened in an office after its first three persons, by another office that draws other numbers.
async fn copied(from: &House, to: &House, first: i64) -> Vec<String> {
    let mut numbers = Vec::new();
    let events = from.office.store().snapshot().await.unwrap().events_after(first, 1_000).await.unwrap();
    for event in events {
        let (kind, id) = event.stream.parts();
        if event.version == 1 && kind != "looked" {
            numbers.push(id.to_owned());
        }
        let submission = Submission {
            at: event.recorded_at.micros(),
            actor: event.actor.clone(),
            expect: vec![(event.stream.clone(), event.version - 1)],
            events: vec![NewEvent { stream: event.stream.clone(), kind: event.kind, body: event.body }],
            ..Submission::default()
        };
        to.office.store().submit(submission).await.unwrap();
    }
    numbers
}

pub async fn trace_size(house: &House) -> i64 {
    let newest = house.office.store().snapshot().await.unwrap().trace(None, i64::MAX, 1).await.unwrap();
    newest.first().map_or(0, |record| record.position)
}

/// Lets log and trace of `house` grow, by what nobody sees, until both are as long as those of `other`.
pub async fn pad(house: &House, other: &House) {
    let store = house.office.store();
    let at = house.office.now().micros();
    let actor = "system".to_owned();
    let stream = StreamId::new("looked", "nothing");
    loop {
        let (mine, theirs) = (house.office.position().await.unwrap(), other.office.position().await.unwrap());
        assert!(mine <= theirs, "{mine} events, {theirs} in the other office");
        if mine == theirs {
            break;
        }
        let version = store.snapshot().await.unwrap().version(&stream).await.unwrap();
        let body = br#"{"event":"register-looked","to":1}"#.to_vec();
        let event = NewEvent { stream: stream.clone(), kind: "register-looked".to_owned(), body };
        let expect = vec![(stream.clone(), version)];
        let submission =
            Submission { at, actor: actor.clone(), expect, events: vec![event], ..Submission::default() };
        store.submit(submission).await.unwrap();
    }
    loop {
        let (mine, theirs) = (trace_size(house).await, trace_size(other).await);
        assert!(mine <= theirs, "{mine} entries of the trace, {theirs} in the other office");
        if mine == theirs {
            break;
        }
        let access = NewAccess {
            actor: actor.clone(),
            action: "operate".to_owned(),
            subject: String::new(),
            purpose: "duty".to_owned(),
            fields: "nothing".to_owned(),
        };
        let submission =
            Submission { at, actor: actor.clone(), access: vec![access], ..Submission::default() };
        store.submit(submission).await.unwrap();
    }
}

/// The two offices on each engine.
pub async fn twins(name: &str) -> Vec<Twins> {
    let mut all = Vec::new();
    let mut databases = Vec::new();
    for part in ["donor", "with", "without"] {
        databases.push(testkit::databases(&format!("{name}_{part}")).await.unwrap().into_iter());
    }
    while let [Some(donor), Some(with), Some(without)] =
        [databases[0].next(), databases[1].next(), databases[2].next()]
    {
        let donor = house(donor, Pace::default()).await;
        let with = house(with, Pace::default()).await;
        let without = house(without, Pace::default()).await;
        let first = donor.office.position().await.unwrap();
        // Numbers that the others will not draw at the same place.
        for time in ["09:00", "09:20", "09:40"] {
            let booked = donor.book("", time, &[]).await;
            assert_eq!(booked.status, 201, "{}", booked.body);
        }
        let booked = donor.office.position().await.unwrap();
        assert!(booked > first);
        hidden(&donor).await;
        let applied = json!({
            "service": "passport.citizen", "subject": person(HIDDEN), "applicant": person(HIDDEN),
            "office": "riga-4", "lang": "en", "declared": { "speed": "normal" },
        });
        let case = donor.post("counter", "/cases", &[BASIS], applied).await;
        assert_eq!(case.status, 201, "{}", case.body);
        // The fee of the hidden case is paid in part by transfer.
        let reference = case.body["invoice"]["reference"].as_str().unwrap().to_owned();
        let file = statement("S1", &[("B1", 400, &reference, "")]);
        let xml = [("content-type", "application/xml")];
        let imported = donor.ask("POST", "accountant", "/payments/statements", &xml, Some(file)).await;
        assert_eq!(imported.body["statements"][0]["new"], 1, "{}", imported.body);
        while donor.office.run_due_jobs().await.unwrap() > 0 {}
        let wanted =
            json!({ "kind": "residence", "recipient": "Bank of Imagination", "intended_use": "a loan" });
        let issued =
            donor.post("counter", &format!("/persons/{}/statements", person(HIDDEN)), &[BASIS], wanted).await;
        assert_eq!(issued.status, 201, "{}", issued.body);
        let check_code = issued.body["check_code"].as_str().unwrap_or_default().to_owned();
        let channels = json!({ "questions": "post", "messages": "post", "delivery": "counter" });
        let path = format!("/persons/{}/channels", person(HIDDEN));
        donor.post("counter", &path, &[BASIS], channels).await;
        let numbers = copied(&donor, &with, booked).await;
        assert!(numbers.len() >= 4, "{numbers:?}");
        protect(&with, HIDDEN, "witness").await;
        // The other office is asked too, so that both have numbered as many requests.
        let path = format!("/persons/{}/protections", person(HIDDEN));
        let nobody = without.post(
            "custodian",
            &path,
            &[BASIS],
            json!({ "class": "witness", "basis": why(), "reason": "x" }),
        );
        assert_eq!(nobody.await.status, 404);
        pad(&without, &with).await;
        for house in [&with, &without] {
            let parent = FactValue::Parent { of: Relative::Person(PersonId::from_u64(HIDDEN)) };
            let here = std::ptr::eq(house, &raw const with);
            let more = [Some(lives("Sudrabziedu iela 12-34, Rīga")), here.then_some(parent)];
            let more = more.into_iter().flatten().collect();
            enter(house, CHILD, ("Marta", "Kalna"), "2015-06-01", more).await;
            enter(house, ALIKE, ("Zane", "Kalna"), "1988-02-03", vec![lives("Rītvēju iela 7-8, Rīga")]).await;
        }
        let with_looked = async { while with.office.look_for_duplicates().await.unwrap().behind {} };
        with_looked.await;
        while without.office.look_for_duplicates().await.unwrap().behind {}
        pad(&without, &with).await;
        all.push(Twins { with, without, numbers, check_code });
    }
    assert!(!all.is_empty());
    all
}

/// Everybody who can ask the API and has no right to sealed records.
pub const ASKERS: [&str; 11] = [
    "",
    "counter",
    "case",
    "approver",
    "supervisor",
    "accountant",
    "operator",
    "client-1",
    "client-2",
    "client-3",
    "institution",
];

pub type Request = (&'static str, &'static str, String, Option<Value>);

/// The headers of a request of `who`, and the token.
pub fn asked_by(who: &'static str) -> (&'static str, Vec<(&'static str, &'static str)>) {
    let json = ("content-type", "application/json");
    match who {
        "institution" => (
            "",
            vec![("x-client-subject", "CN=register,O=Municipality,C=LV"), ("purpose", "basis:fprl"), json],
        ),
        client if client.starts_with("client") => (client, vec![("purpose", "own"), json]),
        officer => (officer, vec![BASIS, json]),
    }
}

/// Every GET of the document, with each of the numbers in the place of each variable.
pub fn every_get(numbers: &[String]) -> Vec<String> {
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    let mut paths = Vec::new();
    for (template, item) in document["paths"].as_object().unwrap() {
        if !item["get"].is_object() {
            continue;
        }
        let template = template.strip_prefix("/api/v1").unwrap();
        if !template.contains('{') {
            paths.push(template.to_owned());
            continue;
        }
        for number in numbers {
            let part = |part: &str| if part.starts_with('{') { number.clone() } else { part.to_owned() };
            paths.push(template.split('/').map(part).collect::<Vec<_>>().join("/"));
        }
    }
    assert!(paths.len() > 60, "{}", paths.len());
    paths
}

/// The routes of the pages, read from the source: a new one is asked too.
pub fn every_page(numbers: &[String]) -> Vec<String> {
    let sources = [include_str!("../../src/portal.rs"), include_str!("../../src/workbench.rs")];
    let mut paths = Vec::new();
    for source in sources {
        let plain = source.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in plain.split(".route(").skip(1) {
            let rest = part.trim_start().strip_prefix('"').expect("a path stands first");
            let (path, _) = rest.split_once('"').unwrap();
            let fill = |number: &str| {
                let part =
                    |part: &str| if part.starts_with('{') { number.to_owned() } else { part.to_owned() };
                path.split('/').map(part).collect::<Vec<_>>().join("/")
            };
            if path.contains('{') {
                paths.extend(numbers.iter().map(|number| fill(number)));
            } else {
                paths.push(path.to_owned());
            }
        }
    }
    assert!(paths.len() > 200, "{}", paths.len());
    paths
}
