//! What is written to the log while people work, at its most talkative: no name, no personal code, no document, no
//! address, no contact, no code of a visit and no token stands in it.

use crate::server::{OFFICE, SERVICE, Server};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::Intruder;

const BROWSER: &str = "application/x-www-form-urlencoded";

/// Keys of the events under which something personal stands.
const PERSONAL: [&str; 14] = [
    "given",
    "given_names",
    "surname",
    "code",
    "number",
    "address",
    "place",
    "phone",
    "email",
    "name",
    "mrz",
    "note",
    "reasons",
    "account",
];

fn collect(value: &Value, personal: bool, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if personal => {
            into.insert(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, personal, into)),
        Value::Object(map) => {
            for (key, inner) in map {
                collect(inner, personal || PERSONAL.contains(&key.as_str()), into);
            }
        }
        _ => {}
    }
}

struct Walker<'a> {
    server: &'a Server,
    client: Client,
    /// What was given out or typed on the way.
    secrets: BTreeSet<String>,
}

impl Walker<'_> {
    /// Sends a request of the API; keeps every text of what was sent.
    async fn api(&mut self, role: &str, method: Method, path: &str, body: Option<Value>) -> Value {
        let mut request = self.client.request(method, format!("{}/api/v1{path}", self.server.base));
        if let Some(token) = self.server.tokens.get(role) {
            request = request.bearer_auth(token).header("Purpose", "basis:mk134");
        }
        if let Some(body) = body {
            collect(&body, false, &mut self.secrets);
            request = request.json(&body);
        }
        request.send().await.unwrap().json().await.unwrap_or(Value::Null)
    }

    /// Opens a page, with the cookies so far.
    async fn page(&mut self, cookies: &mut String, path: &str, form: Option<&str>) -> String {
        let url = format!("{}{path}", self.server.base);
        let mut request = match form {
            Some(form) => self.client.post(url).header("content-type", BROWSER).body(form.to_owned()),
            None => self.client.get(url),
        };
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.as_str());
        }
        let answer = request.send().await.unwrap();
        for set in answer.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let (name, value) = pair.split_once('=').unwrap();
            if value.len() >= 16 {
                self.secrets.insert(value.to_owned());
            }
            let others: Vec<&str> = cookies
                .split("; ")
                .filter(|kept| !kept.is_empty() && !kept.starts_with(&format!("{name}=")))
                .collect();
            *cookies = others.into_iter().chain([pair.as_str()]).collect::<Vec<_>>().join("; ");
        }
        let html = answer.text().await.unwrap();
        for part in html.split("name=\"form-token\" value=\"").skip(1) {
            self.secrets.insert(part.split('"').next().unwrap().to_owned());
        }
        html
    }
}

fn token(html: &str) -> String {
    let part = html.split("name=\"form-token\" value=\"").nth(1).unwrap_or_default();
    part.split('"').next().unwrap_or_default().to_owned()
}

/// People, programs and mistakes: whatever could make a log line.
async fn walk(walker: &mut Walker<'_>) {
    let visit = json!({
        "office": OFFICE, "service": SERVICE, "day": "2026-11-26", "time": "10:00",
        "name": "Zebiekste Izklausule", "phone": "+371 29998877", "email": "zebiekste@example.org",
    });
    let booked = walker.api("", Method::POST, "/appointments", Some(visit.clone())).await;
    walker.secrets.insert(booked["cancellation_code"].as_str().unwrap().to_owned());
    for (path, body) in [
        ("/appointments", json!({ "office": OFFICE, "name": "Nederīgais Apmeklētājs", "phone": 29998876 })),
        ("/persons/search", json!({ "text": "Piemēra Ilze" })),
        ("/persons/search", json!({ "text": "Meklētais Nekurietis", "birth_date": "1985-13" })),
        ("/persons/lookup", json!({ "personal_code": "399900-09999" })),
        ("/persons/lookup", json!({ "personal_code": "not-a-code-at-all" })),
        ("/persons/lookup", json!({ "document_number": "XX7654321" })),
        ("/documents/validity", json!({ "kind": SERVICE, "number": "XX7654329" })),
        ("/statements/check", json!({ "code": "ABCD-EFGH-JKMN" })),
        (
            "/cases",
            json!({ "service": SERVICE, "subject": "nobody-there", "office": OFFICE, "note": "Slepena piezīme" }),
        ),
    ] {
        for role in ["counter", "client", "auditor", ""] {
            walker.api(role, Method::POST, path, Some(body.clone())).await;
        }
    }
    let cases = walker.api("case-officer", Method::GET, "/cases", None).await;
    for case in cases["items"].as_array().into_iter().flatten().take(5) {
        let id = case["id"].as_str().unwrap();
        walker.api("counter", Method::GET, &format!("/cases/{id}"), None).await;
        let told = json!({ "document": "XX1112223", "reasons": "Pamatojums ar vārdu Zebiekste" });
        walker.api("counter", Method::POST, &format!("/cases/{id}/identify"), Some(told)).await;
    }
    for path in ["/me/access-log", "/me/statements"] {
        walker.api("client", Method::GET, path, None).await;
    }
    // A token that nobody holds, and one in a wrong place.
    let wrong = "feedfacefeedfacefeedfacefeedface";
    walker.secrets.insert(wrong.to_owned());
    let url = format!("{}/api/v1/cases", walker.server.base);
    walker.client.get(&url).bearer_auth(wrong).send().await.unwrap();
    walker.client.get(format!("{url}?after={wrong}")).send().await.unwrap();

    for who in ["who=client-0", "officer=officer-0", "officer=officer-1", "who=client-99"] {
        let mut cookies = String::new();
        let html = walker.page(&mut cookies, "/lv/sign-in", None).await;
        let form = format!("form-token={}&{who}", token(&html));
        walker.page(&mut cookies, "/lv/sign-in", Some(&form)).await;
        for path in
            ["/lv/matters", "/lv/my-data", "/lv/my-data/access", "/lv/work", "/lv/work/cases", "/lv/validity"]
        {
            walker.page(&mut cookies, path, None).await;
        }
        let html = walker.page(&mut cookies, "/lv/validity", None).await;
        for (path, fields) in [
            ("/lv/validity", "kind=passport.citizen&number=XX7654325"),
            ("/lv/statement-check", "code=ZZZZ-YYYY-XXXX"),
            ("/lv/appointment", "number=0000-0000-0001&code=QWERTZU8"),
            ("/lv/work/persons", "text=Tekstmekle+Uzvarde&code=399900-08888"),
            ("/lv/book", "name=Formas+Rakstitaja&phone=29991112&email=formas%40example.org"),
        ] {
            let form = format!("form-token={}&{fields}", token(&html));
            walker.page(&mut cookies, path, Some(&form)).await;
            walker.page(&mut cookies, path, Some(fields)).await;
        }
    }
    walker.secrets.extend(
        [
            "XX7654325",
            "ZZZZ-YYYY-XXXX",
            "QWERTZU8",
            "Tekstmekle",
            "Uzvarde",
            "399900-08888",
            "39990008888",
            "Rakstitaja",
            "29991112",
            "formas@example.org",
            "Zebiekste",
            "Izklausule",
            "29998877",
            "XX7654321",
            "XX1112223",
            "XX7654329",
            "not-a-code-at-all",
            "399900-09999",
            "39990009999",
            "Nekurietis",
            "Nederīgais",
            "Slepena",
        ]
        .map(str::to_owned),
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_and_no_secret_stands_in_the_log() {
    for database in testkit::databases("served_logs").await.unwrap() {
        let file = database.folder().join("log");
        let server = Server::start_logged(&database.url, &file);
        let mut walker = Walker {
            server: &server,
            client: Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            secrets: server.tokens.values().cloned().collect(),
        };
        walk(&mut walker).await;
        let mut secrets = walker.secrets;
        // Letters are written by jobs; they talk too.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        assert!(server.stop(), "{}", database.engine());
        let mut rows = Intruder::look(&database.url).await.unwrap();
        for body in rows.bodies().await.unwrap() {
            collect(&serde_json::from_str(&body).unwrap(), false, &mut secrets);
        }
        let log = std::fs::read_to_string(&file).unwrap();
        assert!(log.lines().count() > 100, "the log says hardly anything:\n{log}");
        assert!(log.contains("http.path"), "requests are not in the log");
        // What is short, or a word of the office itself, says nothing of anybody.
        let words = [
            "the",
            SERVICE,
            OFFICE,
            "counter",
            "client",
            "2026-11-26",
            "10:00",
            "1985-13",
            "nobody-there",
            "waits",
        ];
        secrets.retain(|text| text.chars().count() >= 5 && !words.contains(&text.as_str()));
        assert!(secrets.len() > 150, "only {} things to look for", secrets.len());
        // The trace says who looked at whom, in numbers and codes: it is kept clear, so nothing more may stand in it.
        let trace = rows.trace_lines().await.unwrap();
        assert!(trace.len() > 30, "hardly anything was read: {trace:?}");
        for secret in &secrets {
            let at = trace.iter().find(|line| has_word(line, secret));
            assert!(at.is_none(), "{}: `{secret}` stands in the trace: {}", database.engine(), at.unwrap());
            let at = log.lines().find(|line| has_word(line, secret));
            assert!(at.is_none(), "{}: `{secret}` stands in the log: {}", database.engine(), at.unwrap());
        }
    }
}

/// Whether `text` stands in `line`, not as a part of a longer word.
fn has_word(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, found)| {
        let before = line[..at].chars().next_back();
        let after = line[at + found.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
