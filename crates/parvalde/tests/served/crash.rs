//! `kill -9` in the middle of bookings: every booking that was acknowledged is there afterwards.

use crate::server::{OFFICE, SERVICE, Server, well};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DAYS: [&str; 4] = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"];

/// Books whatever is free until the server is gone; keeps what was acknowledged.
async fn keep_booking(base: String, lane: usize, kept: Arc<Mutex<Vec<(String, String)>>>) {
    let client = reqwest::Client::new();
    let url = format!("{base}/api/v1/appointments");
    for turn in 0.. {
        let (day, slot) = (DAYS[turn % DAYS.len()], (turn / DAYS.len() + lane) % 21);
        let minutes = 9 * 60 + slot * 20;
        let body = json!({
            "office": OFFICE, "service": SERVICE, "day": day,
            "time": format!("{:02}:{:02}", minutes / 60, minutes % 60),
            "name": "Anna Izturīgā", "phone": "+371 20000000",
        });
        let Ok(answer) = client.post(&url).json(&body).send().await else { return };
        if answer.status() != 201 {
            continue;
        }
        let Ok(booked) = answer.json::<Value>().await else { return };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        kept.lock().unwrap().push((text(&booked["appointment"]["id"]), text(&booked["cancellation_code"])));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_booking_is_lost_when_the_server_is_killed() {
    for database in testkit::databases("served_crash").await.unwrap() {
        let kept = Arc::new(Mutex::new(Vec::new()));
        for pause in [400, 150, 700] {
            let server = Server::start(&database.url);
            let before = kept.lock().unwrap().len();
            let bookers: Vec<_> = (0..6)
                .map(|lane| tokio::spawn(keep_booking(server.base.clone(), lane * 3 + before, kept.clone())))
                .collect();
            // However slow the machine is, there is something to lose.
            for _ in 0..200 {
                if kept.lock().unwrap().len() >= before + 8 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
            server.kill();
            for booker in bookers {
                booker.await.unwrap();
            }
        }
        let kept = kept.lock().unwrap().clone();
        assert!(kept.len() > 20, "hardly anything was booked: {}", kept.len());
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
        let server = Server::start(&database.url);
        let client = reqwest::Client::new();
        for (id, code) in kept {
            let request = client.get(format!("{}/api/v1/appointments/{id}", server.base));
            let answer = request.header("Cancellation-Code", code).send().await.unwrap();
            assert_eq!(answer.status(), 200, "lost: {id}");
            assert_eq!(answer.json::<Value>().await.unwrap()["state"], "booked");
        }
    }
}
