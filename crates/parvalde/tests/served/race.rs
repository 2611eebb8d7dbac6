//! Two hundred clients race for fifty seats over HTTP: fifty are booked, a hundred and fifty told so.

use crate::server::{OFFICE, SERVICE, Server, well};
use serde_json::{Value, json};

const DAY: &str = "2026-11-26";
const SEATS: u64 = 50;
const CLIENTS: usize = 200;

async fn book(client: &reqwest::Client, base: &str, time: &str, number: usize) -> (u16, Value) {
    let body = json!({
        "office": OFFICE, "service": SERVICE, "day": DAY, "time": time, "name": "Anna Skrējēja",
        "phone": format!("+371 2{number:07}"),
    });
    let answer = client.post(format!("{base}/api/v1/appointments")).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn free(client: &reqwest::Client, base: &str) -> Vec<(String, u64)> {
    let url = format!("{base}/api/v1/offices/{OFFICE}/seats?service={SERVICE}&from={DAY}&to={DAY}");
    let seats: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    let times = seats["days"][0]["times"].as_array().unwrap();
    times.iter().map(|t| (t["time"].as_str().unwrap().to_owned(), t["seats"].as_u64().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_race_for_fifty_seats() {
    for database in testkit::databases("served_race").await.unwrap() {
        let server = Server::start(&database.url);
        let client = reqwest::Client::new();
        // As many times as hold fifty seats; those too many in the last are taken before the race.
        let mut times = Vec::new();
        let mut count = 0;
        for (time, seats) in free(&client, &server.base).await {
            if count < SEATS {
                count += seats;
                times.push(time);
            }
        }
        let last = times.last().unwrap().clone();
        for number in 0..count - SEATS {
            let number = 9_000 + usize::try_from(number).unwrap();
            assert_eq!(book(&client, &server.base, &last, number).await.0, 201);
        }
        let racers: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (client, base) = (client.clone(), server.base.clone());
                let time = times[number % times.len()].clone();
                tokio::spawn(async move { book(&client, &base, &time, number).await })
            })
            .collect();
        let (mut booked, mut told) = (0, 0);
        for racer in racers {
            match racer.await.unwrap() {
                (201, _) => booked += 1,
                (409, problem) => {
                    assert_eq!(problem["status"], 409, "{problem}");
                    assert!(problem["detail"].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
                    told += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((booked, told), (50, 150), "{}", database.engine());
        let left = free(&client, &server.base).await;
        assert!(left.iter().all(|(time, _)| !times.contains(time)), "{left:?}");
        assert!(server.stop());
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
    }
}
