//! An office with its API: invented people, the real law, a clock that stands at Tuesday, 24 November 2026,
//! ten o'clock in Riga. Every answer is held against the OpenAPI document.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use kernel::{FixedClock, PartialDate, PersonId, PersonName, SeededChance};
use office::actor::{Actor, Officer, Role};
use office::register::{Basis, DocumentFact, DocumentStatus, FactValue, NewPerson, ResidenceKind, Sex};
use office::{Keyring, Office, OfficeConfig, Sealing, SecretMasterKey};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::Database;
use tower::ServiceExt as _;
use web::api::rate::Pace;
use web::sign_in::config::Config;
use web::{App, Parts, SignIn};

pub const SERVICE: &str = "passport.citizen";
pub const OFFICE: &str = "riga-4";
pub const BASIS: (&str, &str) = ("purpose", "basis:mk134");

/// An institution, with the public key of RFC 8037, appendix A.
const INSTITUTIONS: &str = r#"
origin = "https://office.example"

[[institution]]
id = "municipality"
name = { lv = "Pašvaldība", en = "Municipality" }
may = ["read-person", "search-persons"]
bases = ["fprl"]
certificate-subject = "CN=register,O=Municipality,C=LV"
jwks = """
{ "keys": [ { "kty": "OKP", "crv": "Ed25519", "kid": "2026-1", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } ] }
"""
"#;

pub struct House {
    pub office: Office,
    pub router: Router,
    document: Value,
    pub database: Arc<Database>,
    pace: Pace,
}

/// An answer of the API.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The kind of problem, without the beginning that all have.
    pub fn problem(&self) -> &str {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.body);
        assert_eq!(self.body["status"], self.status.as_u16());
        for member in ["title", "detail", "instance", "reference"] {
            let text = self.body[member].as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('⟦'), "{member}: {text}");
        }
        self.body["type"].as_str().unwrap().strip_prefix("urn:parvalde:problem:").unwrap()
    }

    /// The fields that a problem names, each with its code.
    pub fn fields(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let list = self.body["errors"].as_array().unwrap();
        for wrong in list {
            assert!(!text(&wrong["message"]).contains('⟦'), "{wrong}");
        }
        list.iter().map(|wrong| (text(&wrong["field"]), text(&wrong["code"]))).collect()
    }
}

pub fn staff() -> Vec<Officer> {
    let officer = |code: &str, role| Officer {
        id: code.parse().unwrap(),
        name: format!("Officer {code}"),
        roles: vec![role],
        office: OFFICE.to_owned(),
        person: None,
    };
    vec![
        officer("counter", Role::Counter),
        officer("case", Role::CaseOfficer),
        officer("case-2", Role::CaseOfficer),
        officer("approver", Role::Approver),
        officer("supervisor", Role::Supervisor),
        officer("accountant", Role::Accountant),
        officer("custodian", Role::Custodian),
        officer("auditor", Role::Auditor),
        officer("operator", Role::Operator),
    ]
}

/// Bodies are sealed, as an office with a master key seals them.
pub fn sealing() -> Sealing {
    let master = Arc::new(SecretMasterKey::from_secret([7; 32]));
    Sealing::with(Keyring::new(master, Vec::new(), Box::new(SeededChance::new(11))))
}

/// A house on each engine.
pub async fn houses(name: &str) -> Vec<House> {
    let mut list = Vec::new();
    for database in testkit::databases(name).await.unwrap() {
        list.push(house(database, Pace::default()).await);
    }
    list
}

pub async fn house(database: Database, pace: Pace) -> House {
    house_of(database, pace, staff()).await
}

/// A house with a staff list of the test's own.
pub async fn house_of(database: Database, pace: Pace, staff: Vec<Officer>) -> House {
    let (office, router) = opened(&database.url, pace, staff, 7).await;
    let document = serde_json::to_value(web::api::openapi()).unwrap();
    let house = House { office, router, document, database: Arc::new(database), pace };
    house.enter(1, "Ilze", "Piemēra", "1992-07-01", "citizen", Some("XX0000001")).await;
    house.enter(2, "Jānis", "Paraugs", "1980-02-29", "non-citizen", None).await;
    house.enter(3, "Anna", "Liepiņa-Kalna", "1971-03-05", "citizen", None).await;
    house
}

/// A node on a database; ids are drawn by a seed of its own.
async fn opened(url: &str, pace: Pace, staff: Vec<Officer>, seed: u64) -> (Office, Router) {
    let office = Office::open(OfficeConfig {
        db: url.to_owned(),
        law: law::LawBook::bundled().map_err(|e| e.to_string()).unwrap(),
        clock: Arc::new(FixedClock("2026-11-24T08:00:00Z".parse().unwrap())),
        chance: Box::new(SeededChance::new(seed)),
        staff: staff.clone(),
        demonstration: true,
        sealing: sealing(),
    })
    .await
    .unwrap();
    let config = Config::read(INSTITUTIONS, &mut |_| unreachable!("no secret is named")).unwrap();
    let header = "x-client-subject".parse().unwrap();
    let mut sign_in = SignIn::configured(config, String::new()).unwrap().with_certificates(Some(header));
    for officer in staff {
        sign_in = sign_in.with_token(officer.id.to_string(), Actor::Officer(officer));
    }
    for number in 1..=3 {
        let person = PersonId::from_u64(number);
        sign_in = sign_in.with_token(format!("client-{number}"), Actor::Client { person });
    }
    let chance = Box::new(SeededChance::new(8));
    let app = App::new(Parts { office: office.clone(), sign_in, chance, secure: false });
    (office, web::router_with(app, pace))
}

impl House {
    /// Another node on the same database, or the same one after a restart.
    pub async fn beside(&self) -> Self {
        let (office, router) = opened(&self.database.url, self.pace, staff(), 70).await;
        let (document, database) = (self.document.clone(), Arc::clone(&self.database));
        Self { office, router, document, database, pace: self.pace }
    }

    pub async fn enter(
        &self,
        number: u64,
        given: &str,
        surname: &str,
        born: &str,
        status: &str,
        passport: Option<&str>,
    ) {
        // The series 3999 cannot be issued to anybody.
        let code = self.office.country().codes.parse(&format!("3999{number:07}")).unwrap();
        let birth: PartialDate = born.parse().unwrap();
        let (residence, municipality) = (ResidenceKind::Declared, "LV0001000".to_owned());
        let address = "Sudrabziedu iela 12-34, Rīga".to_owned();
        let mut facts = vec![
            FactValue::Code { code },
            FactValue::Name { name: PersonName::new(given, surname).unwrap() },
            FactValue::Birth { date: birth, place: String::new() },
            FactValue::Sex { sex: Sex::Female },
            FactValue::Status { status: status.to_owned() },
            FactValue::Residence { residence, municipality, address },
        ];
        facts.extend(passport.map(|printed| {
            FactValue::Document(DocumentFact {
                document: kernel::DocumentId::from_u64(100 + number),
                kind: SERVICE.to_owned(),
                number: printed.parse().unwrap(),
                issued_on: "2017-01-10".parse().unwrap(),
                expires_on: "2026-12-31".parse().unwrap(),
                issuer: "Office".to_owned(),
                status: DocumentStatus::Valid,
                reason: None,
            })
        }));
        let facts = facts.into_iter().map(|value| (value, None)).collect();
        let basis = Basis::parse("birth-record;17;1990-03-02;Registry of Imagined Acts;UTO").unwrap();
        let person =
            NewPerson { id: PersonId::from_u64(number), facts, former: vec![], basis, source: String::new() };
        self.office.enter_persons(vec![person]).await.remove(0).unwrap();
    }

    /// Asks without a body.
    pub async fn get(&self, token: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", token, path, headers, None).await
    }

    /// Sends JSON.
    pub async fn post(&self, token: &str, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.ask("POST", token, path, &all, Some(body.to_string())).await
    }

    /// Sends a request as it is.
    pub async fn ask(
        &self,
        method: &str,
        token: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = Answer { status: parts.status, headers: parts.headers, body, bytes };
        self.hold_to_the_document(method, path, &answer);
        answer
    }

    /// The status and the media type of an answer are among those that the document declares.
    fn hold_to_the_document(&self, method: &str, path: &str, answer: &Answer) {
        let asked: Vec<&str> = path.split('?').next().unwrap().split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.strip_prefix("/api/v1").unwrap().split('/').collect();
            parts.len() == asked.len()
                && parts.iter().zip(&asked).all(|(part, asked)| part.starts_with('{') || part == asked)
        };
        let paths = self.document["paths"].as_object().unwrap();
        let Some((template, item)) = paths.iter().find(|(template, _)| fits(template)) else { return };
        let Some(operation) = item.get(method.to_lowercase()) else {
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
            return;
        };
        let declared = operation["responses"].as_object().unwrap();
        let status = answer.status.as_u16().to_string();
        let Some(response) = declared.get(&status) else {
            panic!("{method} {template} answers {status}, which is not declared: {}", answer.body);
        };
        let response = match response["$ref"].as_str() {
            Some(name) => &self.document["components"]["responses"][name.rsplit('/').next().unwrap()],
            None => response,
        };
        let kind = answer.header("content-type");
        if response["content"].is_null() {
            assert_eq!((kind, &answer.body), ("", &Value::Null), "{method} {template} {status} has a body");
            return;
        }
        let Some(content) = response["content"].get(kind) else {
            panic!("{method} {template} {status} is of type `{kind}`")
        };
        if kind.ends_with("json") {
            let mut wrong = Vec::new();
            differences(&self.document, &content["schema"], &answer.body, "", &mut wrong);
            assert!(wrong.is_empty(), "{method} {template} {status}: {wrong:?} in {}", answer.body);
        }
    }

    pub async fn book(&self, token: &str, time: &str, headers: &[(&str, &str)]) -> Answer {
        self.post(token, "/appointments", headers, visit(time)).await
    }
}

/// Where `value` is not what `schema` says: the part of JSON Schema that the document uses.
fn differences(document: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(place) = schema["$ref"].as_str() {
        let schema = document.pointer(place.strip_prefix('#').unwrap()).expect(place);
        return differences(document, schema, value, at, wrong);
    }
    let fits = |schema: &Value| {
        let mut wrong = Vec::new();
        differences(document, schema, value, at, &mut wrong);
        wrong.is_empty()
    };
    for word in ["oneOf", "anyOf"] {
        if let Some(list) = schema[word].as_array() {
            let fitting = list.iter().filter(|schema| fits(schema)).count();
            if fitting == 0 || (word == "oneOf" && fitting > 1) {
                wrong.push(format!("{at}: {fitting} of {word}"));
            }
        }
    }
    for schema in schema["allOf"].as_array().into_iter().flatten() {
        differences(document, schema, value, at, wrong);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(list) => list.iter().map(|one| one.as_str().unwrap()).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.contains(&kind) {
        wrong.push(format!("{at}: {kind} instead of {types:?}"));
    }
    if let Some(list) = schema["enum"].as_array()
        && !list.contains(value)
    {
        wrong.push(format!("{at}: {value} is not among {list:?}"));
    }
    if let Some(map) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !map.contains_key(name.as_str().unwrap()) {
                wrong.push(format!("{at}: no {name}"));
            }
        }
        for (name, value) in map {
            let inner = &schema["properties"][name];
            let inner = if inner.is_null() { &schema["additionalProperties"] } else { inner };
            if inner.is_object() {
                differences(document, inner, value, &format!("{at}/{name}"), wrong);
            }
        }
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        differences(document, &schema["items"], value, &format!("{at}/{index}"), wrong);
    }
}

/// A visit on Wednesday, 25 November 2026.
pub fn visit(time: &str) -> Value {
    json!({
        "office": OFFICE, "service": SERVICE, "day": "2026-11-25", "time": time,
        "name": "Ilze Piemēra", "phone": "+371 20000000", "lang": "lv",
    })
}

pub fn person(number: u64) -> String {
    PersonId::from_u64(number).to_string()
}

/// The link of an answer with this relation.
pub fn link(body: &Value, rel: &str) -> Option<String> {
    let links = body["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["rel"] == rel)?;
    Some(link["href"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned())
}
