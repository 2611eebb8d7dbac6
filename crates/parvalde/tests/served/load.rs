//! Work as an office meets it, all at once: visits are booked, applications brought, examined, decided, served and their
//! documents handed over. What was acknowledged is written down outside the office.

use crate::server::{SERVICE, Server};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Something that the office said it had done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The stream of the log.
    pub stream: String,
    /// The version that it has reached.
    pub version: u64,
    /// What was done.
    pub what: String,
}

/// What the office said, and where each application stands.
#[derive(Debug, Default)]
pub struct Ledger {
    pub done: Vec<Done>,
    /// Persons for whom nobody applied yet.
    pub persons: Vec<String>,
    /// Cases by id, with the next step.
    pub cases: BTreeMap<String, usize>,
    bookings: usize,
}

pub type Shared = Arc<Mutex<Ledger>>;

/// The steps from an application to a document in somebody's hand: by whom, and what.
const STEPS: [(&str, &str); 8] = [
    ("counter", "identify"),
    ("counter", "record-evidence"),
    ("counter", "record-evidence"),
    ("counter", "take-fee"),
    ("case-officer", "propose"),
    ("approver", "approve"),
    ("counter", "serve"),
    ("counter", "hand-over"),
];

/// The office as somebody reaches it who goes on until it is gone.
#[derive(Clone)]
pub struct Desk {
    client: Client,
    base: String,
    tokens: BTreeMap<String, String>,
}

/// The office does not answer any more.
struct Gone;

impl Desk {
    pub fn at(server: &Server) -> Self {
        Self { client: Client::new(), base: server.base.clone(), tokens: server.tokens.clone() }
    }

    async fn ask(&self, role: &str, path: &str, body: Option<&Value>) -> Result<(u16, String, Value), Gone> {
        let url = format!("{}/api/v1{path}", self.base);
        let request = match body {
            Some(body) => self.client.post(url).json(body),
            None => self.client.get(url),
        };
        let request = match self.tokens.get(role) {
            Some(token) => request.bearer_auth(token).header("Purpose", "basis:mk134"),
            None => request,
        };
        let answer = request.send().await.map_err(|_| Gone)?;
        let status = answer.status().as_u16();
        let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        let tag = tag.trim_matches('"').to_owned();
        // An answer that was cut off in its middle was not received.
        let body = answer.json().await.map_err(|_| Gone)?;
        if status == 503 {
            // The database is away: nobody asks without a pause.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        Ok((status, tag, body))
    }
}

/// Runs so many of each kind of work until the office is gone.
pub fn begin(server: &Server, shared: &Shared, lanes: usize) -> Vec<tokio::task::JoinHandle<()>> {
    let desk = Desk::at(server);
    (0..lanes)
        .flat_map(|lane| {
            let (booking, casework) = (desk.clone(), desk.clone());
            let (first, second) = (Arc::clone(shared), Arc::clone(shared));
            [
                tokio::spawn(async move { drop(book(&booking, lane, &first).await) }),
                tokio::spawn(async move { drop(casework_of(&casework, lane, &second).await) }),
            ]
        })
        .collect()
}

/// Books one visit after another.
async fn book(desk: &Desk, lane: usize, shared: &Shared) -> Result<(), Gone> {
    let (_, _, offices) = desk.ask("", "/offices", None).await?;
    let offices: Vec<String> = offices["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|o| o["id"].as_str().map(str::to_owned))
        .collect();
    loop {
        let number = {
            let mut ledger = shared.lock().unwrap();
            ledger.bookings += 1;
            ledger.bookings * 7 + lane
        };
        let (minutes, day) = (9 * 60 + (number % 21) * 20, 1 + (number / 21) % 28);
        let month = if (number / 588).is_multiple_of(2) { "2026-12" } else { "2027-01" };
        let body = json!({
            "office": offices[number % offices.len()], "service": SERVICE, "day": format!("{month}-{day:02}"),
            "time": format!("{:02}:{:02}", minutes / 60, minutes % 60), "name": "Anna Izturīgā", "phone": "+371 20000000",
        });
        let (status, _, answer) = desk.ask("", "/appointments", Some(&body)).await?;
        if status == 201 {
            let id = answer["appointment"]["id"].as_str().unwrap();
            let (stream, what) = (format!("appointment:{id}"), "booked".to_owned());
            shared.lock().unwrap().done.push(Done { stream, version: 1, what });
        }
    }
}

/// Applies for somebody, or takes the next step of a case; each lane has its own cases.
async fn casework_of(desk: &Desk, lane: usize, shared: &Shared) -> Result<(), Gone> {
    let mine = |id: &str| id.bytes().map(usize::from).sum::<usize>() % 3 == lane % 3;
    loop {
        let (open, person) = {
            let mut ledger = shared.lock().unwrap();
            let open = ledger.cases.iter().find(|(id, step)| **step < STEPS.len() && mine(id));
            let open = open.map(|(id, step)| (id.clone(), *step));
            let person = if open.is_none() { ledger.persons.pop() } else { None };
            (open, person)
        };
        match (open, person) {
            (Some((case, at)), _) => {
                let next = if step(desk, &case, at, shared).await? { at + 1 } else { at };
                shared.lock().unwrap().cases.insert(case, next);
            }
            (None, Some(person)) => apply(desk, &person, shared).await?,
            (None, None) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
        }
    }
}

async fn apply(desk: &Desk, person: &str, shared: &Shared) -> Result<(), Gone> {
    let body = json!({
        "service": SERVICE, "subject": person, "applicant": person, "office": crate::server::OFFICE, "lang": "lv",
        "declared": { "speed": "normal" },
    });
    let (status, tag, answer) = desk.ask("counter", "/cases", Some(&body)).await?;
    if status == 201 {
        let id = answer["id"].as_str().unwrap().to_owned();
        let mut ledger = shared.lock().unwrap();
        let version = tag.parse().unwrap_or(1);
        ledger.done.push(Done { stream: format!("case:{id}"), version, what: "applied".to_owned() });
        ledger.cases.insert(id, 0);
    }
    Ok(())
}

/// Takes a step; answers whether the case has passed it, by this or by an earlier try whose answer was lost.
async fn step(desk: &Desk, case: &str, at: usize, shared: &Shared) -> Result<bool, Gone> {
    let (role, command) = STEPS[at];
    let (_, _, seen) = desk.ask(role, &format!("/cases/{case}"), None).await?;
    let document = seen["documents"][0]["id"].as_str().unwrap_or_default();
    let body = match (command, at) {
        ("identify", _) => json!({ "reasons": "Salīdzināta seja un atbildes ar reģistra ziņām." }),
        ("record-evidence", 1) => json!({ "evidence": "photo" }),
        ("record-evidence", _) => json!({ "evidence": "fingerprints" }),
        ("take-fee", _) => json!({ "method": "card", "reference": format!("T-{case}") }),
        ("propose", _) => json!({ "decision": "grant", "seen_at": seen["seen_at"] }),
        ("hand-over", _) => json!({ "document": document }),
        _ => json!({}),
    };
    let (status, tag, _) = desk.ask(role, &format!("/cases/{case}/{command}"), Some(&body)).await?;
    if status == 200 {
        let (stream, version) = (format!("case:{case}"), tag.parse().unwrap_or(1));
        shared.lock().unwrap().done.push(Done { stream, version, what: command.to_owned() });
        return Ok(true);
    }
    // A document is handed over when it was made, which takes a moment; whatever else is refused stays so.
    if command == "hand-over" && seen["stage"] == "ordered" {
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        return Ok(false);
    }
    Ok(status != 503)
}
