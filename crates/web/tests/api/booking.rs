//! Offices, services, free times, booking and cancelling.

use crate::house::{OFFICE, SERVICE, houses, visit};
use axum::http::StatusCode;
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn offices_and_services_are_open_to_anybody() {
    for house in houses("api_offices").await {
        let offices = house.get("", "/offices", &[]).await;
        let items = offices.body["items"].as_array().unwrap();
        assert_eq!(items.len(), house.office.law().offices().len());
        // Riga's first office: its own hours, unknown to us (the About page gives none).
        let first = items.iter().find(|office| office["id"] == "riga-1").unwrap();
        assert_eq!(first["hours"], Value::Null);

        let one = house.get("", &format!("/offices/{OFFICE}"), &[]).await;
        assert_eq!(one.status, StatusCode::OK);
        let here = one.body["services"].as_array().unwrap();
        let next = &here.iter().find(|line| line["id"] == SERVICE).unwrap()["next_free"];
        assert_eq!(next["day"], "2026-11-24");

        let services = house.get("", "/services", &[]).await;
        let ids: Vec<_> = services.body["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
        assert!(ids.contains(&&Value::from(SERVICE)) && ids.len() > 70, "{ids:?}");
        // A contest is begun from the decision that it contests.
        assert!(!ids.contains(&&Value::from("decision.contest")));
        let service = house.get("", &format!("/services/{SERVICE}"), &[]).await;
        // Cabinet Regulation 133 since 2024-02-12: 34 euros for a passport in ten working days.
        let fees = service.body["fees"].as_array().unwrap();
        assert!(fees.iter().any(|fee| fee["amount"]["cents"] == 3400), "{fees:?}");
        assert!(!service.body["grounds"].as_array().unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_is_booked_read_and_cancelled_with_the_code_it_was_given() {
    for house in houses("api_booking").await {
        let booked = house.book("", "09:20", &[]).await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
        let place = booked.header("location").strip_prefix("/api/v1").unwrap().to_owned();
        assert!(booked.header("parvalde-position").parse::<i64>().unwrap() > 0);
        let code = booked.body["cancellation_code"].as_str().unwrap().to_owned();
        assert_eq!(code.len(), 8);

        assert_eq!(house.get("", &place, &[]).await.problem(), "not-found");
        let wrong = house.get("", &place, &[("cancellation-code", "AAAAAAAA")]).await;
        assert_eq!(wrong.problem(), "not-found");
        let read = house.get("", &place, &[("cancellation-code", &code)]).await;
        assert_eq!((&read.body["state"], &read.body["time"]), (&"booked".into(), &"09:20".into()));

        let refused = house.ask("DELETE", "", &place, &[("cancellation-code", "AAAAAAAA")], None).await;
        assert_eq!(refused.problem(), "not-found");
        let cancelled = house.ask("DELETE", "", &place, &[("cancellation-code", &code)], None).await;
        assert_eq!(cancelled.body["state"], "cancelled");
        let again = house.ask("DELETE", "", &place, &[("cancellation-code", &code)], None).await;
        assert_eq!((again.status, again.problem()), (StatusCode::CONFLICT, "already-cancelled"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_seat_is_told_and_gone_from_the_free_times() {
    for house in houses("api_taken").await {
        let free = |body: &Value| -> u64 {
            let day = &body["days"][0];
            let time = day["times"].as_array().unwrap().iter().find(|t| t["time"] == "09:20").cloned();
            time.map_or(0, |time| time["seats"].as_u64().unwrap())
        };
        let seats = format!("/offices/{OFFICE}/seats?service={SERVICE}&from=2026-11-25&to=2026-11-25");
        let counters = free(&house.get("", &seats, &[]).await.body);
        assert!(counters > 0);
        for left in (0..counters).rev() {
            assert_eq!(house.book("", "09:20", &[]).await.status, StatusCode::CREATED);
            assert_eq!(free(&house.get("", &seats, &[]).await.body), left);
        }
        let late = house.book("", "09:20", &[]).await;
        assert_eq!((late.status, late.problem()), (StatusCode::CONFLICT, "seat-taken"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_sent_twice_under_one_key_is_done_once() {
    for house in houses("api_once").await {
        let key = [("idempotency-key", "a-key")];
        let first = house.book("", "10:00", &key).await;
        let second = house.book("", "10:00", &key).await;
        assert_eq!(first.status, StatusCode::CREATED);
        assert_eq!((first.status, &first.body), (second.status, &second.body));
        for header in ["location", "parvalde-position", "content-type"] {
            assert_eq!(first.header(header), second.header(header));
        }
        // Without the key it is another visit; under the key of another caller too.
        let third = house.book("", "10:00", &[]).await;
        assert_ne!(first.body["appointment"]["id"], third.body["appointment"]["id"]);
        let other = house.book("client-1", "10:00", &key).await;
        assert_ne!(first.body["appointment"]["id"], other.body["appointment"]["id"]);

        let reused = house.book("", "10:20", &key).await;
        assert_eq!((reused.status, reused.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "key-reused"));
        let malformed = house.book("", "10:20", &[("idempotency-key", " ")]).await;
        assert_eq!(malformed.fields(), [("Idempotency-Key".to_owned(), "malformed".to_owned())]);
        // A refusal is not kept: what was wrong can be mended under the same key.
        let key = [("idempotency-key", "another")];
        let mut nobody = visit("11:00");
        nobody["name"] = "".into();
        let refused = house.post("", "/appointments", &key, nobody).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(house.book("", "11:00", &key).await.status, StatusCode::CREATED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_booked_says_why() {
    for house in houses("api_unbookable").await {
        let attempt = |change: &[(&str, &str)]| {
            let mut body = visit("09:20");
            for (field, value) in change {
                body[*field] = (*value).into();
            }
            house.post("", "/appointments", &[], body)
        };
        // A Saturday, a public holiday (25 December), and an office whose hours nobody published.
        for (change, problem) in [
            (&[("day", "2026-11-28")] as &[_], "office-closed"),
            (&[("day", "2026-12-25")], "office-closed"),
            (&[("office", "riga-1")], "hours-unknown"),
            (&[("day", "2026-11-23")], "past"),
            (&[("day", "2027-11-24")], "too-far"),
            (&[("time", "09:23")], "not-a-time"),
            (&[("time", "23:50")], "office-closed"),
        ] {
            let answer = attempt(change).await;
            assert!(answer.status.is_client_error(), "{change:?}");
            let code =
                answer.fields().first().map_or_else(|| answer.problem().to_owned(), |(_, c)| c.clone());
            assert_eq!(code, problem, "{change:?}: {}", answer.body);
        }
        for (change, field) in [
            (&[("day", "2026-02-30")] as &[_], "day"),
            (&[("time", "25:00")], "time"),
            (&[("phone", ""), ("email", "")], "phone"),
            (&[("name", "")], "name"),
            (&[("office", "atlantis")], "office"),
            (&[("service", "atlantis")], "service"),
            (&[("email", "nobody")], "email"),
            (&[("lang", "latvian")], "lang"),
        ] {
            let answer = attempt(change).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}: {}", answer.body);
            assert_eq!(answer.fields()[0].0, field, "{}", answer.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_visit_for_the_same_service_is_told_of_and_booked_when_it_is_said_so() {
    for house in houses("api_booked_already").await {
        assert_eq!(house.book("client-1", "10:00", &[]).await.status, StatusCode::CREATED);
        let told = house.book("client-1", "10:20", &[]).await;
        assert_eq!((told.status, told.problem()), (StatusCode::CONFLICT, "booked-already"));
        assert!(told.body["detail"].as_str().unwrap().contains("10:00"), "{}", told.body);
        let mut another = visit("10:20");
        another["another"] = true.into();
        let booked = house.post("client-1", "/appointments", &[], another).await;
        assert_eq!(booked.status, StatusCode::CREATED, "{}", booked.body);
        // Of anybody else nothing is known, and nothing is told.
        for token in ["", "client-3"] {
            assert_eq!(house.book(token, "10:40", &[]).await.status, StatusCode::CREATED);
        }
    }
}
