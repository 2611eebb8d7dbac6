//! Who lived at an address: asked for from a residence, told as a table and as a picture, and what is wrong is said.

use crate::browser::browser;
use crate::house::{BASIS, houses, person};
use crate::pages::hold;
use axum::http::StatusCode;
use serde_json::json;

const ADDRESS: &str = "Sudrabziedu iela 12-34, Rīga";

fn asked<'a>(address: &'a str, from: &'a str, to: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("municipality", "LV0001000"),
        ("address", address),
        ("from", from),
        ("to", to),
        ("why", "basis"),
        ("basis", "mk134"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_household_is_told_in_words_and_drawn_in_the_graphic_version() {
    for house in houses("bench_household").await {
        let moved = json!({
            "event": {
                "act": "residence-declared", "persons": [person(2)],
                "address": { "municipality": "LV0001000", "address": "Ezera iela 2, Rīga" },
            },
            "on": "2026-10", "body": "local-government",
            "basis": { "kind": "declaration", "number": "5", "date": "2026-11-20", "issuer": "Office", "country": "LVA" },
        });
        let moved = house.post("case", "/civil-acts", &[BASIS], moved).await;
        assert_eq!(moved.status, StatusCode::CREATED, "{}", moved.body);

        // From the residence on the page of a person, by a form: nobody is read until it is sent.
        let mut officer = browser(&house, "counter");
        let read = format!("/work/persons/{}?purpose=basis:mk134", person(1));
        let page = officer.open(&read).await;
        page.says(&["Who lived here"]);
        assert_eq!(page.hidden("address"), ADDRESS);
        let mut fill = asked(ADDRESS, "2026-09-01", "");
        fill.push(("step", "fill"));
        let form = officer.send("/work/household", &fill).await;
        form.says(&["value=\"Sudrabziedu iela 12-34, Rīga\""]);
        assert!(!form.html.contains("Ilze"), "{}", form.html);

        let told = officer.send("/work/household", &asked(ADDRESS, "2026-09-01", "2026-11-10")).await;
        hold("household", &told);
        told.says(&[
            "1 September 2026 – 30 September 2026",
            "1 October 2026 – 31 October 2026",
            "1 November 2026 – 10 November 2026",
            "Possibly lived here",
            "<svg",
            "url(#lane-possible)",
        ]);
        // Certain in September, possible in October, gone in November: once in the list of persons.
        assert_eq!(
            told.html.matches("Jānis Paraugs").count(),
            4,
            "two rows, the picture, the list: {}",
            told.html
        );
        let text = told_as_text(&mut officer).await;
        assert!(!text.contains("<svg") && text.contains("01.10.2026."), "{text}");

        let nobody = officer.send("/work/household", &asked("Ezera iela 3", "2026-09-01", "")).await;
        hold("household of nobody", &nobody);
        let known = [("known-at", "0")];
        let mut then = asked(ADDRESS, "2026-09-01", "");
        then.extend(known);
        assert!(
            !officer.send("/work/household", &then).await.html.contains("Ilze"),
            "nothing was known then"
        );
        // Whoever was shown can read it.
        let own = browser(&house, "auditor").open("/work/trace").await;
        own.says(&["residence, name, personal code, birth, status"]);
    }
}

/// The same in Latvian and without drawings.
async fn told_as_text(officer: &mut crate::browser::Browser<'_>) -> String {
    officer.lang = "lv";
    let told = officer.send("/work/household?view=text", &asked(ADDRESS, "2026-09-01", "2026-11-10")).await;
    assert_eq!(told.status, StatusCode::OK);
    told.html
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_the_question_is_told_and_nobody_is_read() {
    for house in houses("bench_household_wrong").await {
        let officer = browser(&house, "case");
        let with = |field: &'static str, value: &'static str| {
            let mut fields = asked(ADDRESS, "2026-09-01", "");
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            fields
        };
        let long = "x".repeat(201);
        for (fields, told) in [
            (with("municipality", "LV9"), "Choose one"),
            (with("address", ""), "Fill in"),
            (with("from", "2026-02-30"), "no such day"),
            (with("to", "yesterday"), "no such day"),
            (with("to", "2026-08-31"), "not before the first"),
            (with("known-at", "soon"), "number of a log entry"),
            (with("why", ""), "Choose one"),
            (with("basis", "what is this"), "Choose one"),
            (asked(&long, "2026-09-01", ""), "at most 200"),
        ] {
            let shown = officer.send("/work/household", &fields).await;
            assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {}", shown.html);
            assert!(shown.html.contains(told), "{told}: {}", shown.html);
            assert!(!shown.html.contains("Ilze"), "{told}");
        }
        for (who, status) in [("auditor", StatusCode::FORBIDDEN), ("operator", StatusCode::FORBIDDEN)] {
            let shown = browser(&house, who).send("/work/household", &asked(ADDRESS, "2026-09-01", "")).await;
            assert_eq!(shown.status, status, "{who}");
        }
        assert_eq!(officer.forge("/work/household").await.status, StatusCode::FORBIDDEN);
    }
}
