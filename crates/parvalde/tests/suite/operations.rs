//! Operations on a database through the command line: what was tampered with is found, a database that is
//! gone is named, nothing is printed that is not asked for.

use crate::cli::{code, feed, run, stderr, stdout};
use kernel::{Clock as _, PersonId, PersonName, SystemClock};
use office::register::{Basis, FactValue, NewPerson};
use serde_json::Value;
use std::sync::Arc;
use testkit::Tamper;

/// An office with one invented person, closed again.
async fn filled(url: &str) {
    let config = office::OfficeConfig {
        db: url.to_owned(),
        law: law::LawBook::bundled().unwrap(),
        clock: Arc::new(SystemClock),
        chance: Box::new(kernel::SeededChance::new(1)),
        staff: vec![],
        demonstration: true,
        sealing: office::Sealing::Clear,
    };
    let office = office::Office::open(config).await.unwrap();
    let code = office.country().codes.parse("39990000001").unwrap();
    let name = PersonName::new("Anna", "Bērziņa").unwrap();
    let today = office.zone().day(SystemClock.now());
    let person = NewPerson {
        id: PersonId::from_u64(1),
        facts: vec![
            (FactValue::Code { code }, None),
            (FactValue::Name { name }, None),
            (FactValue::Status { status: "citizen".to_owned() }, Some(today.into())),
        ],
        former: vec![],
        basis: Basis::new("test", "1", today, "Nobody", "UTO").unwrap(),
        source: String::new(),
    };
    office.enter_persons(vec![person]).await.remove(0).unwrap();
    office.store().close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_what_was_tampered_with_and_rebuild_puts_projections_right() {
    for database in testkit::databases("cli_operations").await.unwrap() {
        filled(&database.url).await;
        let db = database.url.as_str();
        let good = run(&["verify", "--db", db, "--format", "json"]);
        let report: Value = serde_json::from_str(&stdout(&good)).unwrap();
        assert_eq!((code(&good), &report["holds"], &report["events"]), (0, &Value::Bool(true), &1.into()));
        assert_eq!(code(&run(&["rebuild", "--db", db])), 0);

        database.tamper(Tamper::Projection).await.unwrap();
        let wrong = run(&["rebuild", "--db", db]);
        assert_eq!(code(&wrong), 1);
        assert!(stderr(&wrong).contains("`person_code`"), "{}", stderr(&wrong));
        assert_eq!(code(&run(&["rebuild", "--db", db])), 0);

        // An intruder who takes the guard away and changes the log is found all the same.
        database.tamper(Tamper::Log).await.unwrap();
        let bad = run(&["verify", "--db", db]);
        assert_eq!(code(&bad), 1, "{}", stdout(&bad));
        assert!(stdout(&bad).contains("does not hold"), "{}", stdout(&bad));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_shown_by_a_code_from_stdin_and_the_reading_leaves_a_trace() {
    for database in testkit::databases("cli_person").await.unwrap() {
        filled(&database.url).await;
        let show = ["person", "show", "--db", &database.url, "--format", "json"];
        let shown = feed(&show, "399900-00001\n");
        assert_eq!(code(&shown), 0, "{}", stderr(&shown));
        assert!(stdout(&shown).contains("Bērziņa"), "{}", stdout(&shown));
        let early = [&show[..], &["--known-at", "0"]].concat();
        assert_eq!(code(&feed(&early, "39990000001")), 1);
        let wrong = feed(&show, "123");
        assert_eq!((code(&wrong), stdout(&wrong).as_str()), (1, ""));
        assert!(stderr(&wrong).contains("11 digits"), "{}", stderr(&wrong));
        assert!(!stderr(&wrong).contains("123\n"), "the code stands in a message: {}", stderr(&wrong));
        let report = run(&["verify", "--db", &database.url, "--format", "json"]);
        let report: Value = serde_json::from_str(&stdout(&report)).unwrap();
        assert!(report["access_records"].as_u64().unwrap() >= 1, "{report}");
    }
}

#[test]
fn a_database_that_is_not_there_is_named_with_what_to_do() {
    let missing = run(&["verify", "--db", "sqlite:/nowhere/office.db"]);
    assert_eq!((code(&missing), stdout(&missing).as_str()), (1, ""));
    assert!(stderr(&missing).contains("parvalde migrate"), "{}", stderr(&missing));
    let gone = run(&["verify", "--db", "postgres://somebody:secret@127.0.0.1:1/office"]);
    assert_eq!(code(&gone), 1);
    assert!(stderr(&gone).contains("does not answer"), "{}", stderr(&gone));
    assert!(!stderr(&gone).contains("secret"), "{}", stderr(&gone));
    assert_eq!(code(&run(&["verify", "--db", "mysql://office"])), 2);
}

#[test]
fn the_openapi_document_is_printed() {
    let printed = run(&["openapi"]);
    let document: Value = serde_json::from_str(&stdout(&printed)).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    // Paths of the design that scripts rely on.
    for path in
        ["/api/v1/offices/{office}/seats", "/api/v1/appointments", "/api/v1/persons/lookup", "/api/v1/cases"]
    {
        assert!(document["paths"][path].is_object(), "{path}");
    }
}
