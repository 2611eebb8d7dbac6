//! `kill -9` in the middle of requests that carry a key: each is sent again after the restart, gets the answer that it had
//! or would have had, and was done once. So does what two nodes on one database get at once. A refusal that was told of is
//! in the trace.

use crate::server::{OFFICE, SERVICE, Server, well};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use testkit::Intruder;

/// What the office answered: status, where what it made is, and the body.
type Answer = (u16, String, Value);

/// Times of the next days, each of which has a seat: one for each request.
async fn times(client: &Client, base: &str) -> Vec<(String, String)> {
    let url = format!("{base}/api/v1/offices/{OFFICE}/seats?service={SERVICE}&from=2026-11-26&to=2026-12-11");
    let seats: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let days = seats["days"].as_array().unwrap().iter();
    let times = days.flat_map(|day| {
        day["times"].as_array().unwrap().iter().map(move |time| (text(&day["day"]), text(&time["time"])))
    });
    times.collect()
}

fn visit(number: usize, (day, time): &(String, String)) -> Value {
    json!({
        "office": OFFICE, "service": SERVICE, "day": day, "time": time, "name": "Anna Atkārtotāja",
        "phone": format!("+371 2{number:07}"),
    })
}

/// Sends the booking of a number under its key; nothing when no answer came.
async fn book(client: &Client, base: &str, number: usize, times: &[(String, String)]) -> Option<Answer> {
    let request = client
        .post(format!("{base}/api/v1/appointments"))
        .header("Idempotency-Key", format!("visit-{number}"))
        .json(&visit(number, &times[number]));
    let answer = request.send().await.ok()?;
    let place = answer.headers().get("location").map(|place| place.to_str().unwrap().to_owned());
    let status = answer.status().as_u16();
    Some((status, place.unwrap_or_default(), answer.json().await.ok()?))
}

/// The same until it is answered, and no longer said to be under way.
async fn book_at_last(client: &Client, base: &str, number: usize, times: &[(String, String)]) -> Answer {
    for _ in 0..100 {
        match book(client, base, number, times).await {
            Some((409, _, problem)) if problem["type"] == "urn:parvalde:problem:key-running" => {}
            Some(answer) => return answer,
            None => {}
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("request {number} is never answered");
}

/// How often a visit was booked, and how often somebody was refused, as log and trace have it.
async fn counted(url: &str) -> (usize, usize) {
    let mut rows = Intruder::look(url).await.unwrap();
    let booked = rows.events_of("appointment-booked").await.unwrap();
    let refused = rows.refusals().await.unwrap();
    (usize::try_from(booked).unwrap(), usize::try_from(refused).unwrap())
}

/// Waits until so much was told.
async fn reaches(count: &AtomicUsize, wanted: usize) {
    for _ in 0..2_000 {
        if count.load(Ordering::SeqCst) >= wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the office hardly answers");
}

/// Asks for what the role may not, until the office is gone; counts how often it was told so.
async fn refused(client: Client, base: String, token: String, told: Arc<AtomicUsize>) {
    loop {
        let asked = client.get(format!("{base}/api/v1/retention/orders")).bearer_auth(&token).send().await;
        match asked {
            Ok(answer) if answer.status().as_u16() == 403 => {
                told.fetch_add(1, Ordering::SeqCst);
            }
            Ok(answer) => panic!("the counter is answered {}", answer.status()),
            Err(_) => return,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_again_after_a_crash_is_done_once() {
    const AT_ONCE: usize = 40;
    for database in testkit::databases("served_again").await.unwrap() {
        let (engine, url) = (database.engine(), &database.url);
        let client = Client::new();
        let mut open: Arc<Vec<(String, String)>> = Arc::default();
        let (mut answered, mut began) = (0, 0);
        let told = Arc::new(AtomicUsize::new(0));
        for (round, wanted) in [1, 4, 9].into_iter().enumerate() {
            let server = Server::start(url);
            if round == 0 {
                open = Arc::new(times(&client, &server.base).await);
                began = counted(url).await.0;
            }
            let numbers = round * AT_ONCE..(round + 1) * AT_ONCE;
            let trying = refused(
                client.clone(),
                server.base.clone(),
                server.tokens["counter"].clone(),
                Arc::clone(&told),
            );
            let trying = tokio::spawn(trying);
            let done = Arc::new(AtomicUsize::new(0));
            let asked: Vec<_> = numbers
                .clone()
                .map(|number| {
                    let (client, base, open) = (client.clone(), server.base.clone(), Arc::clone(&open));
                    let done = Arc::clone(&done);
                    tokio::spawn(async move {
                        let answer = book(&client, &base, number, &open).await;
                        done.fetch_add(usize::from(answer.is_some()), Ordering::SeqCst);
                        (number, answer)
                    })
                })
                .collect();
            reaches(&done, wanted).await;
            reaches(&told, round + 1).await;
            server.kill();
            let mut before = Vec::new();
            for one in asked {
                before.push(one.await.unwrap());
            }
            trying.await.unwrap();
            let server = Server::start(url);
            for (number, first) in before {
                let again = book_at_last(&client, &server.base, number, &open).await;
                assert_eq!(again.0, 201, "{engine}: {}", again.2);
                if let Some(first) = first {
                    assert_eq!(again, first, "{engine}: request {number} has another answer after the crash");
                    answered += 1;
                }
                assert_eq!(book_at_last(&client, &server.base, number, &open).await, again);
            }
            assert!(server.stop());
            let (booked, refused) = counted(url).await;
            assert_eq!(booked - began, (round + 1) * AT_ONCE, "{engine}");
            let told = told.load(Ordering::SeqCst);
            assert!(refused >= told, "{engine}: a refusal was told of and is not in the trace");
        }
        assert!(well("verify", url), "{engine}");
        eprintln!(
            "{engine}: {answered} of {} were answered before the crash, {told:?} refusals",
            3 * AT_ONCE
        );
        assert!(answered < 3 * AT_ONCE, "{engine}: it was killed too late each time");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_do_one_request_once() {
    for database in testkit::databases("served_nodes").await.unwrap() {
        // One process writes to a file; nodes share a server.
        if database.engine() == "SQLite" {
            continue;
        }
        let (one, two) = (Server::start(&database.url), Server::start(&database.url));
        let client = Client::new();
        let (open, mut places) = (times(&client, &one.base).await, BTreeSet::new());
        let began = counted(&database.url).await.0;
        for number in 0..30 {
            let (first, second) = tokio::join!(
                book_at_last(&client, &one.base, number, &open),
                book_at_last(&client, &two.base, number, &open)
            );
            assert_eq!(first.0, 201, "{}", first.2);
            assert_eq!(first, second, "request {number}");
            places.insert(first.1);
        }
        assert_eq!(places.len(), 30);
        assert_eq!(counted(&database.url).await.0 - began, 30);
        assert!(one.stop() && two.stop());
        assert!(well("verify", &database.url));
    }
}
