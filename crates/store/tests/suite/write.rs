//! Writing: versions, claims, batches, rules that hold whoever asks.

use crate::engine::{SEAT, databases, one, open, psql};
use store::{Kind, NewAccess, Statement, StreamId, Submission, SubmitError, Value};

const SEATS: Statement = Statement::new(
    "seats",
    "SELECT minute, appointment FROM seat ORDER BY minute",
    &[],
    &[Kind::Int, Kind::Int],
);

#[tokio::test]
async fn positions_and_versions_run_without_gaps_and_time_never_runs_back() {
    for database in databases("gaps").await {
        let store = open(&database).await;
        for (i, stream) in ["a", "b", "a"].into_iter().enumerate() {
            let mut submission = one(stream, "x");
            submission.at = 3_000_000 - i64::try_from(i).unwrap() * 1_000_000;
            assert_eq!(store.submit(submission).await.unwrap().position, i64::try_from(i).unwrap() + 1);
        }
        let mut snapshot = store.snapshot().await.unwrap();
        let events = snapshot.events(&StreamId::new("t", "a")).await.unwrap().release();
        let seen: Vec<_> = events.iter().map(|e| (e.position, e.version, e.recorded_at.micros())).collect();
        assert_eq!(seen, [(1, 1, 3_000_000), (3, 2, 3_000_000)]);
        assert_eq!(snapshot.position().await.unwrap(), 3);
        assert_eq!(snapshot.position_at(kernel::Timestamp::from_micros(2_999_999)).await.unwrap(), 0);
        assert_eq!(snapshot.position_at(kernel::Timestamp::from_micros(3_000_000)).await.unwrap(), 3);
    }
}

#[tokio::test]
async fn two_who_read_the_same_version_cannot_both_write() {
    for database in databases("stale").await {
        let store = open(&database).await;
        let stream = StreamId::new("t", "a");
        let mut first = one("a", "x");
        first.expect = vec![(stream.clone(), 0)];
        let second = first.clone();
        let answers = store.submit_many(vec![first, second]).await;
        assert!(answers[0].is_ok());
        let stale = SubmitError::Stale { stream: "t:a".to_owned(), expected: 0, actual: 1 };
        assert_eq!(answers[1], Err(stale));
        assert_eq!(store.snapshot().await.unwrap().events(&stream).await.unwrap().release().len(), 1);
    }
}

#[tokio::test]
async fn two_hundred_race_for_fifty_places_and_fifty_win() {
    for database in databases("race").await {
        let store = open(&database).await;
        let racers = (0..200).map(|i| {
            let store = store.clone();
            tokio::spawn(async move { store.submit(one(&i.to_string(), &format!("take {}", i % 50))).await })
        });
        let answers = futures::future::join_all(racers.collect::<Vec<_>>()).await;
        let won = answers.iter().filter(|a| a.as_ref().unwrap().is_ok()).count();
        let told = answers
            .iter()
            .filter(|a| *a.as_ref().unwrap() == Err(SubmitError::Taken { table: SEAT.name }))
            .count();
        assert_eq!((won, told), (50, 150));
        let mut snapshot = store.snapshot().await.unwrap();
        assert_eq!(snapshot.rows(&SEATS, &[]).await.unwrap().len(), 50);
        assert_eq!(snapshot.position().await.unwrap(), 50);
    }
}

#[tokio::test]
async fn a_submission_that_loses_one_of_its_claims_keeps_none() {
    for database in databases("claims").await {
        let store = open(&database).await;
        store.submit(one("a", "take 2")).await.unwrap();
        let mut both = one("b", "take 1");
        both.events.push(one("b", "take 2").events.remove(0));
        assert_eq!(store.submit(both).await, Err(SubmitError::Taken { table: "seat" }));
        store.submit(one("c", "take 1")).await.unwrap();
        store.submit(one("a", "free 2")).await.unwrap();
        store.submit(one("d", "take 2")).await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        let seats = snapshot.rows(&SEATS, &[]).await.unwrap();
        let seen: Vec<_> = seats.iter().map(|r| (r.int(0).unwrap(), r.int(1).unwrap())).collect();
        assert_eq!(seen, [(1, 2), (2, 4)]);
    }
}

#[tokio::test]
async fn one_bad_submission_does_not_spoil_the_batch_it_came_in() {
    for database in databases("bad").await {
        let store = open(&database).await;
        // Two submissions with one number: the database refuses the second when the batch is written.
        let named = |stream: &str| {
            let mut submission = one(stream, "x");
            submission.id = 77;
            submission
        };
        let list = vec![one("a", "x"), one("b", "break now"), named("c"), named("d"), one("e", "x")];
        let answers = store.submit_many(list).await;
        let fine: Vec<bool> = answers.iter().map(Result::is_ok).collect();
        assert_eq!(fine, [true, false, true, false, true]);
        assert_eq!(answers[1], Err(SubmitError::Refused("this event cannot be understood".to_owned())));
        assert_eq!(store.outcome_of(77).await.unwrap(), Some(answers[2].clone().unwrap().position));
        assert_eq!(store.outcome_of(78).await.unwrap(), None);
        assert_eq!(store.snapshot().await.unwrap().position().await.unwrap(), 3);
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_edit_the_log() {
    for database in databases("frozen").await {
        let store = open(&database).await;
        let mut submission = one("a", "x");
        submission.access.push(NewAccess {
            actor: "tester".to_owned(),
            action: "read-person".to_owned(),
            subject: "p".to_owned(),
            purpose: "own".to_owned(),
            fields: "name".to_owned(),
        });
        store.submit(submission).await.unwrap();
        for sql in [
            "UPDATE event SET actor = 'nobody'",
            "DELETE FROM event",
            "DELETE FROM access_record",
            "UPDATE access_record SET purpose = 'x'",
        ] {
            let url = database.url.clone();
            assert!(tokio::spawn(async move { psql(&url, sql).await }).await.is_err(), "{sql}");
        }
    }
}

#[tokio::test]
async fn a_read_with_too_few_values_is_an_error_on_both_engines() {
    const TWO: Statement = Statement::new(
        "two",
        "SELECT minute FROM seat WHERE day = $1 AND lane = $2",
        &[Kind::Int, Kind::Int],
        &[Kind::Int],
    );
    for database in databases("arity").await {
        let store = open(&database).await;
        let mut snapshot = store.snapshot().await.unwrap();
        let error = snapshot.rows(&TWO, &[Value::Int(1)]).await.unwrap_err().to_string();
        assert_eq!(error, "the statement `two` takes 2 values, was given 1");
    }
}

#[tokio::test]
async fn an_address_that_is_none_says_what_would_be_right() {
    let open = store::Store::open("mysql://x", std::sync::Arc::new(crate::engine::Shelf));
    let Err(error) = open.await else { panic!("opened") };
    assert!(error.to_string().contains("sqlite:FILE or postgres://"));
    let open =
        store::Store::open("postgres://nobody@127.0.0.1:1/none", std::sync::Arc::new(crate::engine::Shelf));
    let Err(error) = open.await else { panic!("opened") };
    assert_eq!(error.to_string(), "the database does not answer");
}

#[tokio::test]
async fn a_held_state_ends_where_the_log_ends() {
    for database in databases("held").await {
        let store = open(&database).await;
        let stream = StreamId::new("t", "a");
        for version in 1..=20 {
            store.submit(one("a", "x")).await.unwrap();
            // Each of these may take the state of the one before, and none may take that of a shorter log.
            for _ in 0..3 {
                let mut held = store.held();
                assert_eq!(held.position().await.unwrap(), version);
                assert_eq!(held.events(&stream).await.unwrap().release().len(), version as usize);
                drop(held);
                let reader = NewAccess {
                    actor: "tester".to_owned(),
                    action: "read".to_owned(),
                    subject: "a".to_owned(),
                    purpose: "own".to_owned(),
                    fields: "all".to_owned(),
                };
                let trace = Submission { access: vec![reader], seen: Some(version), ..Submission::default() };
                assert_eq!(store.submit(trace).await.unwrap().position, version);
            }
        }
        // Whoever wants the state of now is never given one that is held.
        assert_eq!(store.snapshot().await.unwrap().trace(None, i64::MAX, 100).await.unwrap().len(), 60);
    }
}

#[tokio::test]
async fn held_states_do_not_keep_the_wal_from_being_moved() {
    let database = databases("held_wal").await.remove(0);
    let store = open(&database).await;
    store.submit(one("a", "x")).await.unwrap();
    store.held().position().await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    // Another process can move all of it and begin it anew.
    testkit::run(&database.url, "PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    let file = database.url.trim_start_matches("sqlite:");
    assert_eq!(std::fs::metadata(format!("{file}-wal")).unwrap().len(), 0);
}
