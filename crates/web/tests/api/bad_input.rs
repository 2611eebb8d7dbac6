//! Requests that cannot be read or must not be done: each gets a problem document, in the asker's language.

use crate::house::{BASIS, SERVICE, house, houses, person, visit};
use axum::http::StatusCode;
use serde_json::json;
use web::api::rate::Pace;

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_with_its_place() {
    for house in houses("api_bad").await {
        let post = |kind: &'static str, body: String| {
            let house = &house;
            async move { house.ask("POST", "", "/appointments", &[("content-type", kind)], Some(body)).await }
        };
        let broken = post("application/json", "{\n \"office\": ,".to_owned()).await;
        assert_eq!((broken.status, broken.problem()), (StatusCode::BAD_REQUEST, "not-json"));
        assert!(broken.body["detail"].as_str().unwrap().contains("line 2"), "{}", broken.body);
        let more = post("application/json", format!("{} {{}}", visit("09:20"))).await;
        assert_eq!(more.problem(), "not-json");
        let form = post("application/x-www-form-urlencoded", "office=riga-4".to_owned()).await;
        assert_eq!((form.status, form.problem()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type"));
        let large = post("application/json", format!("\"{}\"", "a".repeat(70_000))).await;
        assert_eq!((large.status, large.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));

        for (change, field, code) in [
            (json!({ "day": null }), "day", "type"),
            (json!({ "day": 5 }), "day", "type"),
            (json!({ "office": ["riga-4"] }), "office", "type"),
            (json!({ "colour": "red" }), "colour", "unknown"),
            (json!({ "day": "2026-13-01" }), "day", "malformed"),
            (json!({ "day": "24.11.2026" }), "day", "malformed"),
        ] {
            let mut body = visit("09:20");
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let answer = house.post("", "/appointments", &[], body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{change}: {}", answer.body);
            assert_eq!(answer.fields(), [(field.to_owned(), code.to_owned())], "{change}");
            let told = answer.body.to_string();
            assert!(["struct ", "enum ", "i64", "u16"].iter().all(|word| !told.contains(word)), "{told}");
        }
        let mut body = visit("09:20");
        body.as_object_mut().unwrap().remove("office");
        let missing = house.post("", "/appointments", &[], body).await;
        assert_eq!(missing.fields(), [("office".to_owned(), "missing".to_owned())]);
        // Whoever is not known is told so first; what they sent is not looked at.
        let unknown = house.ask("POST", "", "/cases", &[], Some("{".to_owned())).await;
        assert_eq!((unknown.status, unknown.problem()), (StatusCode::UNAUTHORIZED, "sign-in"));
        let declared = json!({
            "service": SERVICE, "subject": person(1), "office": "riga-4", "declared": { "speed": [1] },
        });
        // No letter is written in German, and it is said which languages there are.
        let german = json!({ "service": SERVICE, "subject": person(1), "office": "riga-4", "lang": "de", "declared": {} });
        let german = house.post("client-1", "/cases", &[], german).await;
        assert_eq!(german.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", german.body);
        assert_eq!(german.fields(), [("lang".to_owned(), "not-one-of".to_owned())]);
        assert!(german.body.to_string().contains("en, lv"), "{}", german.body);
        let mut german: serde_json::Value = visit("09:20");
        german["lang"] = json!("de");
        let german = house.post("", "/appointments", &[], german).await;
        assert_eq!(german.fields(), [("lang".to_owned(), "not-one-of".to_owned())], "{}", german.body);
        let list = house.post("client-1", "/cases", &[], declared).await;
        assert_eq!(list.fields(), [("declared.speed".to_owned(), "type".to_owned())], "{}", list.body);
        assert!(!list.body.to_string().contains("enum"), "no words of the program: {}", list.body);
        for (code, sign) in [("12345", "wrong-code"), ("399900-0000x", "wrong-code")] {
            let body = json!({ "personal_code": code });
            let answer = house.post("counter", "/persons/lookup", &[BASIS], body).await;
            assert_eq!(answer.fields(), [("personal_code".to_owned(), sign.to_owned())]);
            assert!(!answer.body.to_string().contains(code), "what was typed is not repeated");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_and_methods_that_are_not_there() {
    for house in houses("api_paths").await {
        let lost = house.get("", "/nothing/here", &[]).await;
        assert_eq!((lost.status, lost.problem()), (StatusCode::NOT_FOUND, "no-such-path"));
        assert_eq!(lost.body["instance"], "/api/v1/nothing/here");
        let command = house.post("counter", &format!("/cases/{}/dance", person(1)), &[], json!({})).await;
        assert_eq!((command.status, command.problem()), (StatusCode::NOT_FOUND, "no-such-path"));
        let method = house.ask("PUT", "", "/offices", &[], None).await;
        assert_eq!((method.status, method.problem()), (StatusCode::METHOD_NOT_ALLOWED, "no-such-method"));
        assert!(method.header("allow").contains("GET"));
        let id = house.get("counter", "/cases/not-an-id", &[]).await;
        assert_eq!((id.status, id.problem()), (StatusCode::NOT_FOUND, "id-malformed"));
        let office = house.get("", "/offices/atlantis", &[]).await;
        assert_eq!((office.status, office.problem()), (StatusCode::NOT_FOUND, "not-found"));
        for (query, field) in [
            ("service=x&from=2026-11-25", "to"),
            ("service=x&from=yesterday&to=2026-11-25", "from"),
            ("service=x&from=2026-11-25&to=2026-11-25&sort=up", "sort"),
        ] {
            let answer = house.get("", &format!("/offices/riga-4/seats?{query}"), &[]).await;
            assert_eq!((answer.status, answer.fields()[0].0.as_str()), (StatusCode::BAD_REQUEST, field));
        }
        let span = format!("/offices/riga-4/seats?service={SERVICE}&from=2026-11-25&to=2027-11-25");
        assert_eq!(house.get("", &span, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_speak_the_askers_language() {
    for house in houses("api_language").await {
        let mut details = Vec::new();
        for (wish, spoken) in
            [("", "en"), ("lv", "lv"), ("de, lv;q=0.8, en;q=0.5", "lv"), ("en-GB", "en"), ("fr", "en")]
        {
            let answer = house.get("", "/offices/atlantis", &[("accept-language", wish)]).await;
            assert_eq!(answer.header("content-language"), spoken, "{wish}");
            details.push(answer.body["detail"].clone());
        }
        assert_eq!(details[0], details[3]);
        assert_eq!(details[1], details[2]);
        assert_ne!(details[0], details[1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_runs_away_is_slowed_down() {
    let database = testkit::sqlite().unwrap();
    let house = house(database, Pace { burst: 2, per_second: 1 }).await;
    assert_eq!(house.get("", "/offices", &[]).await.status, StatusCode::OK);
    assert_eq!(house.get("", "/offices", &[]).await.status, StatusCode::OK);
    let third = house.get("", "/offices", &[]).await;
    assert_eq!((third.status, third.problem()), (StatusCode::TOO_MANY_REQUESTS, "too-many"));
    assert_eq!(third.header("retry-after"), "1");
    // Others go on.
    assert_eq!(house.get("counter", "/offices", &[]).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_gone_is_told_and_nothing_breaks() {
    let database = testkit::sqlite().unwrap();
    let house = house(database, Pace::default()).await;
    house.office.store().close().await;
    let answer = house.get("client-1", "/cases", &[]).await;
    assert_eq!((answer.status, answer.problem()), (StatusCode::SERVICE_UNAVAILABLE, "gone"));
    assert!(!answer.header("retry-after").is_empty());
    let booking = house.book("", "09:20", &[]).await;
    assert_eq!((booking.status, booking.problem()), (StatusCode::SERVICE_UNAVAILABLE, "gone"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_in_latvian_without_words_of_the_program() {
    for house in houses("api_latvian").await {
        let lv = [("accept-language", "lv"), BASIS];
        let said =
            |body: &serde_json::Value| body["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        let subject = json!({ "service": SERVICE, "subject": "P1", "office": "riga-4", "declared": {} });
        let answer = house.post("client-1", "/cases", &lv, subject).await;
        assert!(said(&answer.body).contains("Identifikatoram ir 12 zīmes"), "{}", answer.body);
        // Everything that is missing, and nothing of how the program is made.
        let empty = house.post("client-1", "/cases", &lv, json!({})).await;
        let fields: Vec<String> = empty.fields().into_iter().map(|(field, _)| field).collect();
        assert!(
            ["service", "subject", "office"].iter().all(|name| fields.contains(&(*name).to_owned())),
            "{fields:?}"
        );
        let list = house.post("client-1", "/cases", &lv, json!([])).await;
        assert_eq!(list.fields(), [("body".to_owned(), "type".to_owned())], "{}", list.body);
        assert!(!list.body.to_string().contains("struct"), "{}", list.body);
        let declared = json!({
            "service": SERVICE, "subject": person(1), "office": "riga-4", "declared": { "speed": "yesterday" },
        });
        let wrong = house.post("client-1", "/cases", &lv, declared).await;
        assert_eq!(
            wrong.fields(),
            [("declared.speed".to_owned(), "wrong-value".to_owned())],
            "{}",
            wrong.body
        );
        assert!(said(&wrong.body).contains("viena no: normal, fast"), "{}", wrong.body);
        for (token, path, field) in [
            ("case", "/cases?stage=xyz", "stage"),
            ("client-1", "/cases?limit=3", "limit"),
            ("case", "/cases?limit=many", "limit"),
        ] {
            let answer = house.get(token, path, &lv).await;
            assert_eq!(
                (answer.status, answer.fields()[0].0.as_str()),
                (StatusCode::BAD_REQUEST, field),
                "{path}"
            );
            assert!(!answer.body.to_string().contains("invalid digit"), "{}", answer.body);
        }
        let which = json!({ "kind": "passport", "number": "PA1234567" });
        let unknown = house.post("", "/documents/validity", &lv, which).await;
        assert_eq!(unknown.fields(), [("kind".to_owned(), "malformed".to_owned())], "{}", unknown.body);
        assert!(said(&unknown.body).contains("passport.citizen"), "{}", unknown.body);
        let json_sent = house.post("accountant", "/payments/statements", &lv, json!({})).await;
        assert_eq!(json_sent.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(!json_sent.body["title"].as_str().unwrap_or_default().contains("JSON"), "{}", json_sent.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basis_cites_an_act_that_the_law_files_know() {
    for house in houses("api_basis").await {
        let search = || json!({ "text": "Paraugs" });
        let made_up =
            house.post("counter", "/persons/search", &[("purpose", "basis:nonsense999")], search()).await;
        assert_eq!((made_up.status, made_up.problem()), (StatusCode::BAD_REQUEST, "purpose-unknown"));
        assert!(made_up.body.to_string().contains("basis:apl:62"), "{}", made_up.body);
        let known = house.post("counter", "/persons/search", &[BASIS], search()).await;
        assert_eq!(known.status, StatusCode::OK, "{}", known.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cut_off_is_no_json_and_a_stray_field_hides_nothing() {
    for house in houses("api_stray").await {
        let json = [("content-type", "application/json")];
        for cut in ["{\"a\":", "{\"colour\": \"red\", ", "[1, 2"] {
            let answer = house.ask("POST", "client-1", "/cases", &json, Some(cut.to_owned())).await;
            assert_eq!((answer.status, answer.problem()), (StatusCode::BAD_REQUEST, "not-json"), "{cut}");
        }
        let said = |body: &serde_json::Value, at: usize| body["errors"][at]["message"].to_string();
        let of = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        // The only one that is missing was meant.
        let stray = json!({ "procedure": SERVICE, "subject": person(1), "office": "riga-4", "declared": {} });
        let answer = house.post("client-1", "/cases", &[], stray).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.fields(),
            [of("procedure", "unknown"), of("service", "missing")],
            "{}",
            answer.body
        );
        assert!(said(&answer.body, 0).contains("Did you mean \\\"service\\\"?"), "{}", answer.body);
        // So was one that is written much alike, though others are missing too.
        let alike = json!({ "servise": SERVICE, "colour": "red" });
        let answer = house.post("client-1", "/cases", &[], alike).await;
        let fields = answer.fields();
        for field in [of("servise", "unknown"), of("colour", "unknown"), of("service", "missing")] {
            assert!(fields.contains(&field), "{}", answer.body);
        }
        assert!(fields.contains(&of("subject", "missing")), "{}", answer.body);
        let told = answer.body.to_string();
        assert!(told.contains("Did you mean \\\"service\\\"?"), "{told}");
        assert!(told.contains("Known are: ") && told.contains("subject, "), "{told}");
    }
}
