//! Upgrades without stopping: a program of before goes on working while and after a newer one migrates, and can be gone
//! back to; what would break it is found by this same test.

use crate::engine::{Shelf, databases, one, open_clear as open, psql};
use kernel::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Blob, DraftKey, NewAccess, NewJob, Store, StreamId, Submission};
use testkit::Intruder;

/// The last migration of the oldest program that a newer one can be put beside; a release that is tagged takes its place.
const RELEASED: &str = "0015_sign_in";

/// Everything that a node does with its tables, once; `turn` sets one time apart from another.
async fn work(store: &Store, turn: i64) -> Result<(), String> {
    let say = |error: &dyn std::error::Error| error.to_string();
    let at = Timestamp::from_micros(1_000_000 + turn);
    let job =
        NewJob { id: format!("job:{turn}"), kind: "letter".to_owned(), payload: "1".to_owned(), run_at: at };
    let access = NewAccess {
        actor: "tester".to_owned(),
        action: "read".to_owned(),
        subject: "somebody".to_owned(),
        purpose: "own".to_owned(),
        fields: "all".to_owned(),
    };
    let event = one(&format!("s{turn}"), &format!("take {turn}"));
    let submission = Submission { id: turn + 1, jobs: vec![job.clone()], access: vec![access], ..event };
    store.submit(submission).await.map_err(|e| say(&e))?;
    store.submit(one(&format!("n{turn}"), &format!("note code-{turn} 7"))).await.map_err(|e| say(&e))?;
    store.submit(one(&format!("n{turn}"), &format!("move code-{turn} 8"))).await.map_err(|e| say(&e))?;
    store.submit(one(&format!("s{turn}"), &format!("free {turn}"))).await.map_err(|e| say(&e))?;
    if store.outcome_of(turn + 1).await.map_err(|e| say(&e))?.is_none() {
        return Err("the outcome is not there".to_owned());
    }
    let due = store.due_jobs(at, 10).await.map_err(|e| say(&e))?;
    for due in &due {
        store.fail_job(&due.id, "once", at).await.map_err(|e| say(&e))?;
        store.finish_job(&due.id, at).await.map_err(|e| say(&e))?;
    }
    let bytes = turn.to_be_bytes().to_vec();
    store
        .put_blob(&StreamId::new("t", "files"), &Blob { media_type: "text/plain".to_owned(), bytes })
        .await
        .map_err(|e| say(&e))?;
    let key = DraftKey { client: turn, procedure: "loan".to_owned() };
    let fields = [("a".to_owned(), "1".to_owned())];
    store.write_draft(&key, &fields, at, &job).await.map_err(|e| say(&e))?;
    store.delete_draft(&key).await.map_err(|e| say(&e))
}

/// What a node of before does for as long as it is told to; answers how often it did everything.
async fn go_on(store: Store, mut stop: tokio::sync::watch::Receiver<bool>, from: i64) -> Result<i64, String> {
    let mut turn = from;
    while !*stop.borrow_and_update() {
        work(&store, turn).await?;
        turn += 1;
    }
    Ok(turn - from)
}

async fn proved(store: &Store) {
    assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
    assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_of_the_release_before_goes_on_while_the_newest_migrations_are_applied() {
    for database in databases("upgrade").await {
        let old = Store::open_until(&database.url, Arc::new(Shelf), RELEASED).await.unwrap();
        work(&old, 0).await.unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let going_on = tokio::spawn(go_on(old.clone(), stopped, 1_000));
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        // The upgrade: a newer node starts on the same database, and both work.
        let new = open(&database).await;
        for turn in 2_000..2_005 {
            work(&new, turn).await.unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        stop.send(true).unwrap();
        assert!(going_on.await.unwrap().unwrap() > 0, "{}", database.engine());
        proved(&new).await;
        new.close().await;
        // The way back: the newer node is stopped, one of before starts anew.
        let back = Store::open_until(&database.url, Arc::new(Shelf), RELEASED).await.unwrap();
        work(&back, 3_000).await.unwrap();
        proved(&back).await;
        proved(&old).await;
    }
}

/// What a later release may do to the tables of this one, as docs/operations.md says; each is harmless to a node that
/// does not know of it, also to one whose statements are prepared already.
const EXPANSIONS: &[&str] = &[
    "CREATE TABLE later (a TEXT NOT NULL PRIMARY KEY)",
    "ALTER TABLE job ADD COLUMN later_note TEXT",
    "ALTER TABLE seat ADD COLUMN later_count INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX later_kind ON job (kind)",
];

/// What breaks it.
const CONTRACTIONS: &[&str] =
    &["ALTER TABLE job RENAME COLUMN payload TO work", "ALTER TABLE draft RENAME TO drafts"];

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_allow_a_later_release_breaks_nothing_and_what_they_forbid_does() {
    for database in databases("expand").await {
        let store = open(&database).await;
        work(&store, 0).await.unwrap();
        for (turn, sql) in (1..).zip(EXPANSIONS) {
            psql(&database.url, sql).await;
            work(&store, turn).await.unwrap_or_else(|e| panic!("{sql} on {}: {e}", database.engine()));
        }
        let again = open(&database).await;
        work(&again, 50).await.unwrap();
        proved(&again).await;
        let mut backup = Vec::new();
        again.backup(&mut backup).await.unwrap();
        for (turn, sql) in (100..).zip(CONTRACTIONS) {
            psql(&database.url, sql).await;
            assert!(work(&store, turn).await.is_err(), "nothing noticed {sql}");
        }
    }
}

/// Whether a unique index takes the place of one of before over fewer columns: what that let through, it does.
fn is_looser(folder: &str, name: &str, line: &str) -> bool {
    let index = |line: &str| line.split_whitespace().nth(3).map(str::to_owned);
    let columns = |line: &str| -> BTreeSet<String> {
        let list = line.split(['(', ')']).nth(1).unwrap_or_default();
        list.split(',').map(|column| column.trim().to_owned()).collect()
    };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let of_before = files.iter().filter(|file| file.file_name().unwrap().to_str().unwrap() < name);
    let earlier: Vec<String> = of_before
        .flat_map(|file| {
            let words = std::fs::read_to_string(file).unwrap().to_uppercase();
            words.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|known| known.starts_with("CREATE UNIQUE INDEX") && index(known) == index(line))
        .collect();
    earlier.last().is_some_and(|known| columns(known).is_subset(&columns(line)))
}

#[test]
fn migrations_only_expand_unless_they_say_since_when_they_may_contract() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../migrations");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names.iter().filter(|name| name.as_str() > RELEASED) {
        let sql = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        if sql.contains("-- CONTRACTS:") {
            continue;
        }
        let words = sql.to_uppercase();
        for forbidden in ["DROP TABLE", "DROP COLUMN", "RENAME", "ALTER COLUMN", "ADD CONSTRAINT"] {
            assert!(!words.contains(forbidden), "{name}: {forbidden} breaks nodes of the release before");
        }
        // Of a table that no node of before writes to, an index may be unique.
        for line in words.lines().filter(|line| line.contains("CREATE UNIQUE INDEX")) {
            let table = line.split(" ON ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
            let new = words.contains(&format!("CREATE TABLE {table} ("));
            assert!(
                new || is_looser(folder, name, line),
                "{name}: {line} breaks nodes of the release before"
            );
        }
    }
}

#[tokio::test]
async fn what_clients_said_is_read_the_newest_first_by_an_index() {
    for database in databases("rating_index").await {
        drop(open(&database).await);
        let names = match database.url.starts_with("sqlite:") {
            true => "SELECT name FROM sqlite_master WHERE type = 'index'",
            false => "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()",
        };
        let found = Intruder::look(&database.url).await.unwrap().texts(names).await.unwrap();
        assert!(found.iter().any(|name| name == "rating_newest"), "{found:?}");
    }
}
