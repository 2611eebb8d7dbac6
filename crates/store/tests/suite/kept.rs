//! What passes: answers under the key of a request, and drafts, sealed with keys that go with them.

use crate::engine::{Shelf, databases, one, open, sealing_with};
use kernel::Timestamp;
use std::sync::Arc;
use store::{DraftKey, NewDraftFile, NewJob, Once, Room, Store, StreamId, Submission, SubmitError};
use testkit::{Database, Intruder};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
const ROOM: Room = Room { files: 5, bytes: 1_000, all_bytes: 1_000 };

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

/// The key of a request that was taken up at this moment.
async fn once(store: &Store, slot: &str, micros: i64) -> Once {
    let seal = store.answer_seal(at(micros)).await.unwrap();
    let note = seal.note(slot, "a code of 8").unwrap();
    Once { slot: slot.to_owned(), request: "asked".to_owned(), at: at(micros), note }
}

async fn number(database: &Database, sql: &str) -> i64 {
    Intruder::look(&database.url).await.unwrap().number(sql).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_committed_with_what_is_done_or_nothing_is() {
    for database in databases("kept").await {
        let (store, other) = (open(&database).await, open(&database).await);
        let key = once(&store, "slot", DAY).await;
        let doing = |name: &str, body: &str| Submission { once: Some(key.clone()), ..one(name, body) };
        let done = store.submit(doing("a", "take 1")).await.unwrap();
        // The same again, on either node and in one batch with others: nothing of it is done.
        for node in [&store, &other] {
            assert_eq!(node.submit(doing("b", "take 2")).await, Err(SubmitError::Repeated));
            let batch = vec![one("c", "note x 1"), doing("d", "take 3"), one("e", "note y 2")];
            let answers = node.submit_many(batch).await;
            assert_eq!(answers[1], Err(SubmitError::Repeated), "{answers:?}");
        }
        // What is refused for another reason leaves its key free.
        let second = Once { slot: "second".to_owned(), ..key.clone() };
        let refused = Submission { once: Some(second.clone()), ..one("f", "take 1") };
        assert_eq!(store.submit(refused).await, Err(SubmitError::Taken { table: "seat" }));
        assert_eq!(store.kept_answer("second", at(DAY)).await.unwrap(), None);

        let kept = other.kept_answer("slot", at(DAY)).await.unwrap().unwrap();
        assert_eq!((kept.position, kept.stream.as_str()), (done.position, "t:a"));
        assert_eq!((kept.request.as_str(), kept.note.as_str()), ("asked", "a code of 8"));
        assert_eq!(kept.answer, None);
        // Of two answers the first counts, whoever asks.
        let seal = store.answer_seal(key.at).await.unwrap();
        assert_eq!(store.keep_answer(&key, &seal, done.position, b"first").await.unwrap(), None);
        let second = other.keep_answer(&key, &seal, done.position, b"second").await.unwrap();
        assert_eq!(second.as_deref(), Some(&b"first"[..]));
        let kept = other.kept_answer("slot", at(DAY)).await.unwrap().unwrap();
        assert_eq!(kept.answer.as_deref(), Some(&b"first"[..]));
        let looked =
            Intruder::look(&database.url).await.unwrap().bytes("kept_answer", "answer", "1 = 1").await;
        assert!(!looked.unwrap().windows(5).any(|part| part == b"first"), "an answer is clear");
        assert_eq!(store.verify().await.unwrap().faults, Vec::<String>::new());
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_live_for_a_day_and_their_key_goes_with_them() {
    for database in databases("kept_days").await {
        let store = open(&database).await;
        for (name, micros) in [("old", 10 * DAY), ("new", 11 * DAY)] {
            let key = once(&store, name, micros).await;
            store.submit(Submission { once: Some(key.clone()), ..one(name, "note x 1") }).await.unwrap();
            let seal = store.answer_seal(key.at).await.unwrap();
            store.keep_answer(&key, &seal, 1, b"done").await.unwrap();
        }
        let keys = "SELECT COUNT(*) FROM passing_key";
        assert_eq!(number(&database, keys).await, 2);
        assert!(store.kept_answer("old", at(11 * DAY)).await.unwrap().is_some());
        // A day later it counts no more, forgotten or not, and then the slot is free.
        assert_eq!(store.kept_answer("old", at(11 * DAY + 1_000_000)).await.unwrap(), None);
        assert_eq!(store.forget_answers(at(11 * DAY + 1_000_000)).await.unwrap(), 1);
        assert!(store.kept_answer("new", at(11 * DAY + 1_000_000)).await.unwrap().is_some());
        let again = once(&store, "old", 11 * DAY + 2_000_000).await;
        store.submit(Submission { once: Some(again), ..one("again", "note x 1") }).await.unwrap();
        assert_eq!(store.forget_answers(at(13 * DAY + 1)).await.unwrap(), 2);
        assert_eq!(number(&database, keys).await, 0, "a key outlived what it sealed");
        assert_eq!(number(&database, "SELECT COUNT(*) FROM kept_answer").await, 0);
    }
}

fn draft(client: i64) -> DraftKey {
    DraftKey { client, procedure: "loan".to_owned() }
}

fn job() -> NewJob {
    NewJob { id: "drafts:1".to_owned(), kind: "drafts".to_owned(), payload: "1".to_owned(), run_at: at(900) }
}

async fn fill(store: &Store, client: i64) {
    let fields = [("reason".to_owned(), "Paraudzina wrote this".to_owned())];
    store.write_draft(&draft(client), &fields, at(10), &job()).await.unwrap();
    let file = NewDraftFile {
        id: client,
        evidence: "letter".to_owned(),
        name: "Paraudzina.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        hash: "Paraudzina-hash".to_owned(),
        bytes: b"a letter of Paraudzina".to_vec(),
    };
    assert!(store.add_draft_file(&draft(client), file, ROOM, at(10), &job()).await.unwrap());
}

/// What a store reads of a draft.
async fn read(store: &Store, client: i64) -> Vec<String> {
    let mut snapshot = store.snapshot().await.unwrap();
    let answers = snapshot.draft_answers(&draft(client)).await.unwrap().release();
    let mut seen: Vec<String> = answers.into_iter().map(|answer| answer.value).collect();
    for line in snapshot.draft_files(&draft(client)).await.unwrap().release() {
        seen.extend([line.name, line.hash]);
        let (name, blob) = snapshot.draft_file(&draft(client), line.id).await.unwrap().unwrap().release();
        seen.extend([name, String::from_utf8(blob.bytes).unwrap()]);
    }
    seen
}

const WRITTEN: [&str; 5] = [
    "Paraudzina wrote this",
    "Paraudzina.pdf",
    "Paraudzina-hash",
    "Paraudzina.pdf",
    "a letter of Paraudzina",
];

/// Whether the rows of drafts hold the name anywhere in clear.
async fn is_clear(database: &Database) -> bool {
    let digits: String = b"Paraudzina".iter().map(|byte| format!("{byte:02X}")).collect();
    let sql = if database.engine() == "SQLite" {
        format!(
            "SELECT (SELECT COUNT(*) FROM draft WHERE instr(value, 'Paraudzina') > 0) + \
             (SELECT COUNT(*) FROM draft_file WHERE instr(name || hash, 'Paraudzina') > 0 \
              OR instr(hex(bytes), '{digits}') > 0)"
        )
    } else {
        format!(
            "SELECT (SELECT COUNT(*) FROM draft WHERE position('Paraudzina' in value) > 0) + \
             (SELECT COUNT(*) FROM draft_file WHERE position('Paraudzina' in name || hash) > 0 \
              OR position(decode('{digits}', 'hex') in bytes) > 0)"
        )
    };
    number(database, &sql).await > 0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_sealed_and_its_key_ends_with_it() {
    let keys = "SELECT COUNT(*) FROM passing_key";
    for database in databases("sealed_drafts").await {
        let (store, other) = (open(&database).await, open(&database).await);
        fill(&store, 7).await;
        fill(&store, 8).await;
        assert!(!is_clear(&database).await, "{}", database.engine());
        assert_eq!(number(&database, keys).await, 2);
        assert_eq!(read(&other, 7).await, WRITTEN);
        // A sealed answer opens in its place alone.
        let moved = "UPDATE draft SET client = 9 WHERE client = 8";
        testkit::run(&database.url, moved).await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        assert!(snapshot.draft_answers(&draft(9)).await.is_err());
        drop(snapshot);
        testkit::run(&database.url, "DELETE FROM draft WHERE client = 9").await.unwrap();

        // Deleted on one node and begun anew: another key, which a node that knew the first reads with.
        let wrapped = async || {
            let whose = "name = 'draft 7 loan'";
            Intruder::look(&database.url).await.unwrap().bytes("passing_key", "wrapped", whose).await
        };
        let first = wrapped().await.unwrap();
        store.delete_draft(&draft(7)).await.unwrap();
        assert!(wrapped().await.is_err(), "the key outlived the draft");
        fill(&store, 7).await;
        assert_ne!(wrapped().await.unwrap(), first);
        assert_eq!(read(&other, 7).await, WRITTEN);
        // What is sent is kept under the key of its case.
        other.keep_draft_files(&draft(7), &StreamId::new("t", "case")).await.unwrap();
        assert_eq!(store.forget_drafts(at(20)).await.unwrap(), 2);
        assert_eq!(number(&database, keys).await, 0);
        assert_eq!(read(&store, 7).await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_master_key_takes_over_drafts_and_a_backup_has_their_keys() {
    for (database, new) in databases("drafts_rotated").await.iter().zip(&databases("drafts_restored").await) {
        let store = open(database).await;
        fill(&store, 7).await;
        let mut backup = Vec::new();
        store.backup(&mut backup).await.unwrap();
        assert!(!backup.windows(10).any(|part| part == b"Paraudzina"), "a backup holds a draft in clear");
        store.close().await;
        let (newer, with) = (sealing_with(2, &[1]), sealing_with(2, &[]));
        let store = Store::open_sealed(&database.url, Arc::new(Shelf), newer).await.unwrap();
        assert_eq!(store.rewrap(|_| ()).await.unwrap().retired.len(), 1);
        store.close().await;
        let store = Store::open_sealed(&database.url, Arc::new(Shelf), with).await.unwrap();
        assert_eq!(read(&store, 7).await, WRITTEN);

        let restored = open(new).await;
        restored.restore(backup.as_slice()).await.unwrap();
        assert_eq!(read(&restored, 7).await, WRITTEN);
    }
}
