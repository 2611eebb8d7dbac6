//! Verify finds what was changed behind the store's back; rebuild finds and mends projections.

use crate::engine::{Database, databases, one, open, open_clear, psql};
use proptest::prelude::*;
use store::{NewAccess, Store};

async fn filled(database: &Database) -> Store {
    fill(open(database).await).await
}

async fn fill(store: Store) -> Store {
    for i in 0..5 {
        let mut submission = one(&format!("s{}", i % 2), &format!("note c{i} {i}"));
        submission.access.push(NewAccess {
            actor: format!("officer:{i}"),
            action: "read-person".to_owned(),
            subject: "p".to_owned(),
            purpose: "case:x".to_owned(),
            fields: "name".to_owned(),
        });
        store.submit(submission).await.unwrap();
    }
    store
}

/// Switches off what keeps the rows from being edited, as an intruder with all rights would.
async fn unlock(database: &Database) {
    let sql = if database.url.starts_with("sqlite:") {
        "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; DROP TRIGGER access_no_update; DROP TRIGGER access_no_delete"
    } else {
        "DROP TRIGGER event_append_only ON event; DROP TRIGGER access_append_only ON access_record"
    };
    psql(&database.url, sql).await;
}

#[tokio::test]
async fn any_changed_column_of_any_row_is_found() {
    let changes = [
        "UPDATE event SET stream = 't:s9' WHERE position = 3",
        "UPDATE event SET version = 9 WHERE position = 5",
        "UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 2",
        "UPDATE event SET actor = 'nobody' WHERE position = 1",
        "UPDATE event SET kind = 'undone' WHERE position = 4",
        "UPDATE event SET body = (SELECT body FROM event WHERE position = 1) WHERE position = 2",
        "UPDATE event SET position = 9 WHERE position = 5",
        "DELETE FROM event WHERE position = 5",
        "UPDATE access_record SET actor = 'nobody' WHERE position = 3",
        "UPDATE access_record SET action = 'nothing' WHERE position = 3",
        "UPDATE access_record SET subject = 'q' WHERE position = 3",
        "UPDATE access_record SET purpose = 'own' WHERE position = 3",
        "UPDATE access_record SET fields = '' WHERE position = 3",
        "UPDATE access_record SET recorded_at = recorded_at - 1 WHERE position = 1",
        "DELETE FROM access_record WHERE position = 2",
        "UPDATE checkpoint SET recorded_at = recorded_at + 1 WHERE lane = 'event' AND size = 2",
        "UPDATE checkpoint SET root = (SELECT root FROM checkpoint WHERE lane = 'access' AND size = 1) WHERE lane = 'event' AND size = 2",
        "UPDATE checkpoint SET size = 7 WHERE lane = 'access' AND size = 5",
        "DELETE FROM checkpoint WHERE lane = 'event' AND size = 5",
        "UPDATE log_head SET size = 4 WHERE lane = 'event'",
        "UPDATE log_head SET recorded_at = 0 WHERE lane = 'access'",
        "UPDATE log_head SET frontier = (SELECT root FROM checkpoint WHERE lane = 'event' AND size = 1) WHERE lane = 'event'",
    ];
    for (i, sql) in changes.into_iter().enumerate() {
        for database in databases(&format!("tamper{i}")).await {
            let store = filled(&database).await;
            let report = store.verify().await.unwrap();
            assert_eq!((report.events, report.access_records, report.faults), (5, 5, vec![]));
            unlock(&database).await;
            psql(&database.url, sql).await;
            assert!(!store.verify().await.unwrap().faults.is_empty(), "not found: {sql}");
        }
    }
}

#[tokio::test]
async fn both_engines_reach_the_same_root() {
    let mut roots = Vec::new();
    for database in databases("root").await {
        // What is sealed is another each time.
        roots.push(fill(open_clear(&database).await).await.verify().await.unwrap().root);
    }
    assert!(roots.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn a_projection_that_was_edited_is_named_and_mended() {
    for database in databases("rebuild").await {
        let store = filled(&database).await;
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
        psql(&database.url, "UPDATE person_code SET person = 99 WHERE code = 'c3'").await;
        assert_eq!(store.rebuild().await.unwrap().differing(), ["person_code"]);
        let again = store.rebuild().await.unwrap();
        assert_eq!((again.events, again.differing()), (5, vec![]));
    }
}

#[tokio::test]
async fn an_applied_migration_is_frozen() {
    for database in databases("migrate").await {
        drop(open(&database).await);
        drop(open(&database).await);
        psql(&database.url, "UPDATE migration SET hash = 'other' WHERE name = '0001_log'").await;
        let again = Store::open(&database.url, std::sync::Arc::new(crate::engine::Shelf)).await;
        let Err(error) = again else { panic!("opened") };
        assert!(error.to_string().contains("`0001_log` was applied in another form"), "{error}");
    }
}

fn step() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..6_i64).prop_map(|n| format!("take {n}")),
        (0..6_i64).prop_map(|n| format!("free {n}")),
        (0..4, 0..9).prop_map(|(c, v)| format!("note c{c} {v}")),
        (0..4, 0..9).prop_map(|(c, v)| format!("move c{c} {v}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is written, in whatever batches, the projections are what the log says.
    #[test]
    fn rebuilt_projections_equal_the_live_ones(steps in prop::collection::vec(step(), 1..60)) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            for database in databases("random").await {
                let store = open(&database).await;
                let list = steps.iter().enumerate().map(|(i, body)| one(&(i % 3).to_string(), body)).collect();
                let kept = store.submit_many(list).await.into_iter().filter(Result::is_ok).count();
                let report = store.rebuild().await.unwrap();
                assert_eq!(report.differing(), Vec::<&str>::new());
                assert_eq!(report.events, u64::try_from(kept).unwrap());
                assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
                store.close().await;
            }
        });
    }
}
