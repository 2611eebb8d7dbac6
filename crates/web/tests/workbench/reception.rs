//! The front desk: a ticket for whoever comes without a booking, calling the next, the board of the waiting room, the
//! figures of the day; and the same through the API.

use crate::browser::browser;
use crate::house::{OFFICE, houses};
use axum::http::StatusCode;
use serde_json::json;

const PAGE: &str = "/work/reception";

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_given_called_and_ended_from_the_page_and_the_board_shows_numbers_alone() {
    for house in houses("reception_page").await {
        let desk = browser(&house, "counter");
        desk.open(PAGE).await.says(&[
            "Nobody is waiting",
            "Call next",
            "With an infant",
            "not verified in a source",
        ]);
        let empty = desk.send(&format!("{PAGE}/next"), &[("counter", "1")]).await;
        assert_eq!(empty.status, StatusCode::CONFLICT);
        assert!(empty.html.contains("Nobody waits whom you could call"), "{}", empty.html);
        for first in [None, Some(("goes-first", "yes"))] {
            let fields: Vec<_> = [("task", "documents")].into_iter().chain(first).collect();
            let given = desk.send(&format!("{PAGE}/tickets"), &fields).await.leads();
            desk.open(&given).await.says(&["Tell the visitor this number"]);
        }
        let wrong = desk.send(&format!("{PAGE}/tickets"), &[("task", "tea")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains("Nobody comes to this office for"), "{}", wrong.html);
        let page = desk.open(PAGE).await;
        page.says(&["goes first", "Passports, identity cards and travel documents", "Waiting now"]);
        let order = (page.html.find(">002<").unwrap(), page.html.find(">001<").unwrap());
        assert!(order.0 < order.1, "who goes first is first");
        // The key calls, and the counter is remembered by what was called there.
        assert!(page.html.contains("accesskey=\"c\""), "calling has a key");
        let counter = house.office.law().office(OFFICE).unwrap().counters.to_string();
        let called = desk.send(&format!("{PAGE}/next"), &[("counter", &counter)]).await.leads();
        assert_eq!(called, format!("{PAGE}?counter={counter}"));
        let page = desk.open(PAGE).await;
        page.says(&[&format!("Ticket 002 at counter {counter}"), &format!("value=\"{counter}\" selected")]);
        let busy = desk.send(&format!("{PAGE}/next"), &[("counter", &counter)]).await;
        assert!(busy.html.contains("end that ticket first") && busy.status == StatusCode::CONFLICT);
        // Everybody sees the board: numbers and counters.
        let board = browser(&house, "").open(&format!("/offices/{OFFICE}/board")).await;
        board.says(&["002", "1 is waiting"]);
        assert!(!board.html.contains("http-equiv=\"refresh\"") && !board.html.contains(">001<"));
        let screen = browser(&house, "").open(&format!("/offices/{OFFICE}/board?refresh=yes")).await;
        screen.says(&["http-equiv=\"refresh\" content=\"10\"", "Let this page stand still"]);
        assert_eq!(browser(&house, "").open("/offices/riga-1/board").await.status, StatusCode::NOT_FOUND);
        // Served; the next one is gone.
        let end =
            page.attributes("action").into_iter().find(|to| to.ends_with("/served")).unwrap().to_owned();
        let end = end.strip_prefix("/en").unwrap();
        assert_eq!(desk.send(end, &[]).await.leads(), format!("{PAGE}?counter={counter}"));
        let page = desk.open(PAGE).await;
        let left = page.attributes("action").into_iter().find(|to| to.ends_with("/left")).unwrap().to_owned();
        desk.send(left.strip_prefix("/en").unwrap(), &[]).await.leads();
        desk.open("/work/office-day").await.says(&[
            "The queue of the day",
            "95% waited at most",
            "0 minutes",
        ]);
        // Whoever does not serve at the counter sees the queue, and gives and calls nothing.
        let case = browser(&house, "case");
        let seen = case.open(PAGE).await;
        assert!(!seen.says(&["Nobody is waiting"]).html.contains("Call next"));
        for (who, status) in [("case", 403), ("auditor", 403), ("", 403)] {
            let sent = browser(&house, who).send(&format!("{PAGE}/next"), &[("counter", "1")]).await;
            assert_eq!(sent.status.as_u16(), status, "{who}");
        }
        assert_eq!(browser(&house, "auditor").open(PAGE).await.status, StatusCode::FORBIDDEN);
        for lang in ["lv", "en"] {
            let mut desk = browser(&house, "counter");
            desk.lang = lang;
            crate::pages::hold(PAGE, &desk.open(PAGE).await);
            crate::pages::hold("view=text", &desk.as_text(PAGE).await);
            crate::pages::hold("board", &desk.open(&format!("/offices/{OFFICE}/board")).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_worked_through_the_api() {
    for house in houses("reception_api").await {
        let tickets = format!("/offices/{OFFICE}/tickets");
        let next = format!("{tickets}/next");
        let take = |task: &str| house.post("counter", &tickets, &[], json!({ "task": task }));
        let taken = take("residence").await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
        assert_eq!((&taken.body["number"], &taken.body["state"]), (&json!("001"), &json!("waiting")));
        assert_eq!(take("tea").await.fields(), [("task".to_owned(), "unknown-task".to_owned())]);
        let queue = house.get("case", &tickets, &[]).await;
        assert_eq!(queue.body["waiting"][0]["number"], "001");
        let called = house.post("counter", &next, &[], json!({ "counter": 1 })).await;
        assert_eq!((called.status, &called.body["counter"]), (StatusCode::OK, &json!(1)));
        let busy = house.post("counter", &next, &[], json!({ "counter": 1 })).await;
        assert_eq!((busy.status, busy.problem()), (StatusCode::CONFLICT, "counter-busy"));
        let empty = house.post("counter", &next, &[], json!({ "counter": 2 })).await;
        assert_eq!((empty.status, empty.problem()), (StatusCode::CONFLICT, "queue-empty"));
        let none = house.post("counter", &next, &[], json!({ "counter": 200 })).await;
        assert_eq!(none.fields(), [("counter".to_owned(), "unknown-counter".to_owned())]);
        let board = house.get("", &format!("/offices/{OFFICE}/board"), &[]).await;
        assert_eq!(board.body, json!({ "called": [{ "number": "001", "counter": 1 }], "waiting": 0 }));
        let end = format!("/tickets/{}/end", taken.body["id"].as_str().unwrap());
        let ended = house.post("counter", &end, &[], json!({ "served": true })).await;
        assert_eq!((ended.status, &ended.body["state"]), (StatusCode::OK, &json!("served")));
        let again = house.post("counter", &end, &[], json!({ "served": true })).await;
        assert_eq!((again.status, again.problem()), (StatusCode::CONFLICT, "ticket-state"));
        let queue = house.get("counter", &tickets, &[]).await;
        assert_eq!((&queue.body["served"], &queue.body["waited_half_minutes"]), (&json!(1), &json!(0)));
        // What is not there, and who may not.
        let nowhere =
            house.post("counter", "/tickets/000000000000/end", &[], json!({ "served": true })).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        for path in ["/offices/mars/tickets", "/offices/mars/board", "/offices/riga-1/board"] {
            assert_eq!(house.get("counter", path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for (who, status) in [("", StatusCode::UNAUTHORIZED), ("auditor", StatusCode::FORBIDDEN)] {
            assert_eq!(house.get(who, &tickets, &[]).await.status, status, "{who}");
            assert_eq!(house.post(who, &next, &[], json!({ "counter": 1 })).await.status, status, "{who}");
        }
        assert_eq!(
            house
                .post("counter", "/offices/liepaja/tickets", &[], json!({ "task": "documents" }))
                .await
                .problem(),
            "other-office"
        );
    }
}
