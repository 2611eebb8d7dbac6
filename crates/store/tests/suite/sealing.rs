//! Bodies sealed per stream: what the database holds, what opens it, what is erased.

use crate::engine::{Shelf, databases, one, open, open_clear, psql, sealing, sealing_with};
use std::sync::Arc;
use store::{
    Blob, Guarded, NewEvent, RecordedEvent, Sealing, Store, StoreError, StreamId, Submission, SubmitError,
};
use testkit::{Database, Intruder};

fn stream(name: &str) -> StreamId {
    StreamId::new("t", name)
}

async fn bodies(store: &Store, name: &str) -> Result<Vec<String>, StoreError> {
    let events = store.snapshot().await.unwrap().events(&stream(name)).await.map(Guarded::release)?;
    Ok(events.into_iter().map(|event: RecordedEvent| String::from_utf8(event.body).unwrap()).collect())
}

/// Whether the rows hold the words anywhere in clear.
async fn found(database: &Database, words: &str) -> bool {
    let mut rows = Intruder::look(&database.url).await.unwrap();
    let digits: String = words.bytes().map(|byte| format!("{byte:02X}")).collect();
    let sql = if database.engine() == "SQLite" {
        format!(
            "SELECT (SELECT COUNT(*) FROM event WHERE instr(hex(body), '{digits}') > 0) + \
             (SELECT COUNT(*) FROM blob WHERE instr(hex(bytes), '{digits}') > 0) + \
             (SELECT COUNT(*) FROM stream_blob WHERE instr(hex(bytes), '{digits}') > 0)"
        )
    } else {
        let has = |column: &str| format!("position(decode('{digits}', 'hex') in {column}) > 0");
        format!(
            "SELECT (SELECT COUNT(*) FROM event WHERE {}) + (SELECT COUNT(*) FROM blob WHERE {}) + \
             (SELECT COUNT(*) FROM stream_blob WHERE {})",
            has("body"),
            has("bytes"),
            has("bytes")
        )
    };
    rows.number(&sql).await.unwrap() > 0
}

async fn with(database: &Database, sealing: Sealing) -> Result<Store, StoreError> {
    Store::open_sealed(&database.url, Arc::new(Shelf), sealing).await
}

/// Erases streams, as an event of another stream says.
fn erasing(name: &str, streams: &[&str]) -> Submission {
    let event = NewEvent { stream: stream(name), kind: "erased".to_owned(), body: b"gone".to_vec() };
    let erase = streams.iter().map(|name| stream(name)).collect();
    Submission {
        at: 2_000_000,
        actor: "tester".to_owned(),
        events: vec![event],
        erase,
        ..Submission::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_and_files_are_read_with_the_key_and_stand_nowhere_in_clear() {
    for database in databases("sealed").await {
        let store = open(&database).await;
        store.submit(one("a", "note Paraudzina 7")).await.unwrap();
        store.submit(one("a", "move Paraudzina 8")).await.unwrap();
        let blob = Blob { media_type: "text/plain".to_owned(), bytes: b"a letter to Paraudzina".to_vec() };
        let hash = store.put_blob(&stream("a"), &blob).await.unwrap();
        assert_eq!(bodies(&store, "a").await.unwrap(), ["note Paraudzina 7", "move Paraudzina 8"]);
        let read = store.snapshot().await.unwrap().blob(&stream("a"), &hash).await.unwrap().unwrap();
        assert_eq!(read.release(), blob);
        assert!(!found(&database, "Paraudzina").await, "{}", database.engine());
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
        // A body that could be taken for a sealed one is not written.
        let refused = store.submit(one("b", "\0")).await.unwrap_err();
        assert!(matches!(refused, SubmitError::Refused(_)), "{refused}");
        store.close().await;

        // It is verified and backed up without a key, and read with none.
        let unopened = with(&database, Sealing::Unopened).await.unwrap();
        assert_eq!(unopened.verify().await.unwrap().faults, Vec::<String>::new());
        unopened.backup(&mut Vec::new()).await.unwrap();
        assert!(matches!(bodies(&unopened, "a").await, Err(StoreError::NoMasterKey(_))));
        assert!(matches!(unopened.submit(one("c", "x")).await, Err(SubmitError::Refused(_))));
        unopened.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_or_with_another_it_is_not_opened() {
    for database in databases("wrong_key").await {
        open(&database).await.close().await;
        let none = with(&database, Sealing::Clear).await.err().expect("it is opened without a key");
        assert!(matches!(none, StoreError::NoMasterKey(_)), "{none}");
        assert!(none.to_string().contains("--master-key"), "{none}");
        let other = with(&database, sealing(2)).await.err().expect("it is opened with another key");
        assert!(matches!(other, StoreError::MasterKeyOther(_)), "{other}");
        // A key that calls itself what it is not.
        psql(
            &database.url,
            "UPDATE master_key SET proof = (SELECT frontier FROM log_head WHERE lane = 'event')",
        )
        .await;
        let wrong = with(&database, sealing(1)).await.err().expect("it is opened with a wrong key");
        assert!(matches!(wrong, StoreError::MasterKeyWrong(_)), "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_clear_goes_on_sealed_and_both_are_read() {
    for database in databases("half_sealed").await {
        let store = open_clear(&database).await;
        store.submit(one("a", "note Before 7")).await.unwrap();
        let blob = Blob { media_type: "text/plain".to_owned(), bytes: b"from before".to_vec() };
        let hash = store.put_blob(&stream("a"), &blob).await.unwrap();
        store.close().await;
        let store = open(&database).await;
        store.submit(one("a", "move Before 8")).await.unwrap();
        store.submit(one("b", "note After 9")).await.unwrap();
        assert_eq!(bodies(&store, "a").await.unwrap(), ["note Before 7", "move Before 8"]);
        assert!(store.snapshot().await.unwrap().blob(&stream("a"), &hash).await.unwrap().is_some());
        assert!(found(&database, "note Before").await && !found(&database, "move Before").await);
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_moved_or_changed_does_not_open() {
    for database in databases("swapped").await {
        let store = open(&database).await;
        for (name, body) in [("a", "note A 1"), ("a", "note A 2"), ("b", "note B 1")] {
            store.submit(one(name, body)).await.unwrap();
        }
        store.close().await;
        let guard = if database.engine() == "SQLite" {
            "DROP TRIGGER event_no_update"
        } else {
            "DROP TRIGGER event_append_only ON event"
        };
        psql(&database.url, guard).await;
        let body = |at: i64| format!("(SELECT body FROM event WHERE position = {at})");
        // The body of the second version in the place of the first, of one stream; verify sees it too.
        psql(&database.url, &format!("UPDATE event SET body = {} WHERE position = 1", body(2))).await;
        let store = open(&database).await;
        let moved = bodies(&store, "a").await.unwrap_err();
        assert!(matches!(moved, StoreError::Sealed { position: 1, .. }), "{moved}");
        assert!(!store.verify().await.unwrap().faults.is_empty());
        assert!(store.rebuild().await.is_err());
        store.close().await;
        // The same of another stream, with its key.
        psql(&database.url, &format!("UPDATE event SET body = {} WHERE position = 1", body(3))).await;
        psql(
            &database.url,
            "UPDATE stream_key SET wrapped = (SELECT k.wrapped FROM stream_key k WHERE k.stream = 't:b') WHERE stream = 't:a'",
        )
        .await;
        let store = open(&database).await;
        let moved = bodies(&store, "a").await.unwrap_err();
        assert!(matches!(&moved, StoreError::Key(stream) if stream == "t:a"), "{moved}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_erased_is_read_by_nobody_and_the_log_still_verifies() {
    for database in databases("erased").await {
        let store = open(&database).await;
        for (name, body) in [("a", "take 1"), ("b", "take 2"), ("a", "note Paraudzina 7"), ("c", "take 3")] {
            store.submit(one(name, body)).await.unwrap();
        }
        let blob = Blob { media_type: "text/plain".to_owned(), bytes: vec![7; 20] };
        let hash = store.put_blob(&stream("a"), &blob).await.unwrap();
        let root = store.verify().await.unwrap().root;

        // The erasing and its reason are one submission; what comes after it in the batch finds the stream erased.
        let answers =
            store.submit_many(vec![erasing("e", &["a"]), one("a", "take 9"), one("d", "take 4")]).await;
        assert!(answers[0].is_ok() && answers[2].is_ok(), "{answers:?}");
        assert!(matches!(&answers[1], Err(SubmitError::Erased { stream }) if stream == "t:a"), "{answers:?}");
        assert!(matches!(store.submit(one("a", "take 9")).await, Err(SubmitError::Erased { .. })));
        assert!(matches!(store.submit(erasing("e", &["a"])).await, Err(SubmitError::Erased { .. })));
        assert!(matches!(store.submit(erasing("e", &["none"])).await, Err(SubmitError::Refused(_))));
        let unsaid = Submission { erase: vec![stream("b")], ..one("e", "x") };
        assert!(matches!(store.submit(unsaid).await, Err(SubmitError::Refused(_))));
        assert!(matches!(store.put_blob(&stream("a"), &blob).await, Err(StoreError::Erased(_))));

        assert_eq!(bodies(&store, "a").await.unwrap(), Vec::<String>::new());
        assert_eq!(bodies(&store, "b").await.unwrap(), ["take 2"]);
        let mut snapshot = store.snapshot().await.unwrap();
        assert!(snapshot.blob(&stream("a"), &hash).await.unwrap().is_none());
        assert!(snapshot.events_after(0, 100).await.unwrap().iter().all(|event| event.stream != stream("a")));
        drop(snapshot);
        let proof = store.verify().await.unwrap();
        assert_eq!((proof.faults, proof.events), (Vec::new(), 6));
        assert_ne!(proof.root, root);
        let rebuilt = store.rebuild().await.unwrap();
        assert_eq!((rebuilt.events, rebuilt.erased), (4, 1));
        // This projector does not give back what an erased stream had taken; the office's does.
        assert_eq!(rebuilt.differing(), ["seat", "person_code"]);

        // The key does not come back, and its row does not go.
        for sql in [
            "UPDATE stream_key SET erased_at = 0 WHERE stream = 't:a'",
            "DELETE FROM stream_key WHERE stream = 't:b'",
        ] {
            assert!(testkit::run(&database.url, sql).await.is_err(), "{sql}");
        }
        // A key destroyed beside the program is noticed.
        psql(&database.url, "UPDATE stream_key SET erased_at = 1, master = NULL WHERE stream = 't:b'").await;
        let faults = store.verify().await.unwrap().faults;
        assert!(
            faults.iter().any(|fault| fault.contains("t:b") && fault.contains("no entry says why")),
            "{faults:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_missing_is_noticed() {
    for database in databases("missing_key").await {
        let store = open(&database).await;
        store.submit(one("a", "take 1")).await.unwrap();
        let guard = if database.engine() == "SQLite" {
            "DROP TRIGGER stream_key_stays"
        } else {
            "DROP TRIGGER stream_key_stays ON stream_key"
        };
        psql(&database.url, &format!("{guard}; DELETE FROM stream_key")).await;
        let faults = store.verify().await.unwrap().faults;
        assert_eq!(faults, ["stream t:a: its key is missing"]);
        assert!(matches!(bodies(&store, "a").await, Err(StoreError::Key(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_master_key_takes_over_also_after_an_end_in_the_middle() {
    for database in databases("rotated").await {
        let store = open(&database).await;
        let many = (0..2_500).map(|number| one(&format!("s{number}"), &format!("take {number}")));
        assert!(store.submit_many(many.collect()).await.iter().all(Result::is_ok));
        store.submit(erasing("e", &["s7"])).await.unwrap();
        // A node that knows both writes with the new one already; the first one goes on and reads what it knows.
        let both = with(&database, sealing_with(2, &[1])).await.unwrap();
        both.submit(one("new", "take 9000")).await.unwrap();
        // Broken off in the middle.
        let going = tokio::spawn({
            let both = both.clone();
            async move { both.rewrap(|done| assert!(done < 1_500, "the power fails")).await }
        });
        assert!(going.await.is_err());
        let half = with(&database, sealing(2)).await.err().expect("half a rotation is enough");
        assert!(matches!(half, StoreError::MasterKeyOther(_)), "{half}");
        assert_eq!(bodies(&both, "s3").await.unwrap(), ["take 3"]);
        let done = both.rewrap(|_| ()).await.unwrap();
        assert!(done.keys > 0 && done.keys < 2_500, "{}", done.keys);
        assert_eq!(done.retired.len(), 1);
        both.close().await;
        assert!(with(&database, sealing(1)).await.is_err());
        let store = with(&database, sealing(2)).await.unwrap();
        assert_eq!(bodies(&store, "s2499").await.unwrap(), ["take 2499"]);
        assert_eq!(bodies(&store, "new").await.unwrap(), ["take 9000"]);
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(store.rebuild().await.unwrap().erased, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_backup_is_taken_in_with_its_key_alone() {
    for from in databases("sealed_from").await {
        let store = open(&from).await;
        store.submit(one("a", "note Paraudzina 7")).await.unwrap();
        let blob = Blob { media_type: "text/plain".to_owned(), bytes: b"a letter to Paraudzina".to_vec() };
        let hash = store.put_blob(&stream("a"), &blob).await.unwrap();
        let mut file = Vec::new();
        store.backup(&mut file).await.unwrap();
        // Projections are not in it, so nothing of the body is.
        assert!(!file.windows(10).any(|part| part == b"Paraudzina"));
        for to in databases("sealed_to").await {
            for wrong in [Sealing::Clear, sealing(2)] {
                let other = with(&to, wrong).await;
                let Ok(other) = other else { continue };
                assert!(other.restore(file.as_slice()).await.is_err(), "{}", to.engine());
                assert_eq!(other.verify().await.unwrap().events, 0);
                other.close().await;
            }
            psql(&to.url, "DELETE FROM master_key").await;
            let other = open(&to).await;
            other.restore(file.as_slice()).await.unwrap();
            assert_eq!(bodies(&other, "a").await.unwrap(), ["note Paraudzina 7"]);
            let read = other.snapshot().await.unwrap().blob(&stream("a"), &hash).await.unwrap().unwrap();
            assert_eq!(read.release(), blob);
        }
    }
}
