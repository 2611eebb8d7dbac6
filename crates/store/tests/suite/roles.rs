//! The role that serves: the work goes on, and what it must not do the database itself refuses.

use crate::engine::{Shelf, databases, one, open, sealing};
use std::sync::Arc;
use store::{Blob, Operation, Store, StoreError, StreamId};

/// What the database says to it.
async fn refusal(url: &str, sql: &str) -> String {
    let error = testkit::run(url, sql).await.expect_err(sql);
    format!("{error:#}")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_serving_role_serves_and_can_do_no_more() {
    for database in databases("roles").await {
        let owner = open(&database).await;
        if database.engine() == "SQLite" {
            let refused = owner.let_serve("anybody").await.unwrap_err();
            assert!(refused.to_string().contains("no roles"), "{refused}");
            continue;
        }
        let name = format!("serving_{}", std::process::id());
        let none = owner.let_serve(&name).await.unwrap_err();
        assert!(none.to_string().contains("CREATE ROLE"), "{none}");
        let url = database.role(&name).await.unwrap();
        assert!(owner.let_serve("postgres").await.unwrap_err().to_string().contains("everything"));
        // The projections of the office are none of this small projector's.
        assert!(owner.let_serve(&name).await.unwrap().contains(&"residence".to_owned()));

        let store = Store::open_sealed(&url, Arc::new(Shelf), sealing(1)).await.unwrap();
        store.submit(one("a", "take 1")).await.unwrap();
        store.submit(one("b", "note code-1 7")).await.unwrap();
        store.submit(one("b", "move code-1 8")).await.unwrap();
        store.submit(one("a", "free 1")).await.unwrap();
        store
            .put_blob(
                &StreamId::new("t", "files"),
                &Blob { media_type: "text/plain".to_owned(), bytes: vec![1] },
            )
            .await
            .unwrap();
        store.note_operation(Operation::Verify, kernel::Timestamp::from_micros(1), "").await.unwrap();
        assert_eq!(store.health().await.unwrap().events, 4);
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());

        for sql in [
            "UPDATE event SET actor = 'nobody'",
            "DELETE FROM event",
            "TRUNCATE event",
            "UPDATE access_record SET actor = 'nobody'",
            "DELETE FROM access_record",
            "UPDATE checkpoint SET root = ''",
            "DELETE FROM checkpoint",
            "UPDATE submission SET position = 1",
            "DELETE FROM log_head",
            "INSERT INTO log_head (lane, size, recorded_at, frontier) VALUES ('other', 0, 0, '')",
            "DELETE FROM blob",
            "DELETE FROM stream_key",
            "INSERT INTO master_key (id, proof) VALUES ('other', '')",
            "DELETE FROM master_key",
            "UPDATE migration SET hash = ''",
            "CREATE TABLE own (a int)",
            "CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ] {
            let said = refusal(&url, sql).await;
            assert!(said.contains("permission denied"), "{sql}: {said}");
        }
        for sql in [
            "ALTER TABLE event DISABLE TRIGGER ALL",
            "DROP TRIGGER event_append_only ON event",
            "DROP TABLE event",
            "ALTER TABLE job ADD COLUMN own int",
            "CREATE INDEX own ON job (kind)",
        ] {
            let said = refusal(&url, sql).await;
            assert!(said.contains("must be owner"), "{sql}: {said}");
        }
        assert_eq!(owner.verify().await.unwrap().faults, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_serving_role_does_not_migrate_and_says_who_must() {
    for database in databases("roles_unmigrated").await.into_iter().filter(|d| d.engine() == "PostgreSQL") {
        let name = format!("early_{}", std::process::id());
        let url = database.role(&name).await.unwrap();
        let refused = Store::open(&url, Arc::new(Shelf)).await.err().expect("an empty database is served");
        assert!(matches!(refused, StoreError::Unmigrated("0001_log")), "{refused}");
        assert!(refused.to_string().contains("parvalde migrate"), "{refused}");
    }
}
