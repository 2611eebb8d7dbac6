//! Drafts: the last who writes a field wins, one client's are nobody else's, deleting and forgetting leave nothing behind,
//! and a rebuild leaves them alone.

use crate::engine::{databases, one, open};
use kernel::Timestamp;
use sha2::{Digest as _, Sha256};
use store::sql::drafts::{FILE, OF_CLIENT};
use store::{DraftKey, NewDraftFile, NewJob, Room, Store, StreamId, Value};

const ROOM: Room = Room { files: 2, bytes: 100, all_bytes: 150 };

fn key(client: i64, procedure: &str) -> DraftKey {
    DraftKey { client, procedure: procedure.to_owned() }
}

fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn job() -> NewJob {
    NewJob { id: "drafts:1".to_owned(), kind: "drafts".to_owned(), payload: "1".to_owned(), run_at: at(900) }
}

fn file(id: i64, bytes: &[u8]) -> NewDraftFile {
    NewDraftFile {
        id,
        evidence: "letter".to_owned(),
        name: "a.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        hash: format!("hash-{}", bytes.len()),
        bytes: bytes.to_vec(),
    }
}

async fn write(store: &Store, key: &DraftKey, fields: &[(&str, &str)], micros: i64) {
    let owned: Vec<_> = fields.iter().map(|(f, v)| ((*f).to_owned(), (*v).to_owned())).collect();
    store.write_draft(key, &owned, at(micros), &job()).await.unwrap();
}

async fn fields(store: &Store, key: &DraftKey) -> Vec<(String, String, i64)> {
    let mut snapshot = store.snapshot().await.unwrap();
    let answers = snapshot.draft_answers(key).await.unwrap().release();
    answers.into_iter().map(|answer| (answer.field, answer.value, answer.at.micros())).collect()
}

async fn files(store: &Store, key: &DraftKey) -> usize {
    let mut snapshot = store.snapshot().await.unwrap();
    snapshot.draft_files(key).await.unwrap().release().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_who_writes_a_field_wins_and_nobody_elses_draft_is_touched() {
    for database in databases("drafts").await {
        let store = open(&database).await;
        let (own, other) = (key(7, "loan"), key(8, "loan"));
        write(&store, &own, &[("a", "1"), ("b", "1")], 10).await;
        write(&store, &own, &[("a", "2")], 20).await;
        write(&store, &other, &[("a", "x")], 30).await;
        let row = |f: &str, v: &str, t| (f.to_owned(), v.to_owned(), t);
        assert_eq!(fields(&store, &own).await, [row("a", "2", 20), row("b", "1", 10)]);
        assert_eq!(fields(&store, &other).await, [row("a", "x", 30)]);
        assert_eq!(fields(&store, &key(7, "card")).await, []);
        // One job, however often it was touched.
        assert_eq!(store.job_counts().await.unwrap().waiting, 1);
        assert_eq!(store.rebuild().await.unwrap().differing(), Vec::<&str>::new());
        assert_eq!(fields(&store, &own).await.len(), 2);
        store.delete_draft(&own).await.unwrap();
        assert_eq!((fields(&store, &own).await.len(), fields(&store, &other).await.len()), (0, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_have_room_are_kept_as_blobs_when_sent_and_leave_nothing_when_deleted() {
    for database in databases("draft_files").await {
        let store = open(&database).await;
        let own = key(7, "loan");
        let add = |key: DraftKey, file| {
            let store = store.clone();
            async move { store.add_draft_file(&key, file, ROOM, at(10), &job()).await.unwrap() }
        };
        assert!(add(own.clone(), file(1, &[1; 60])).await);
        assert!(!add(own.clone(), file(2, &[2; 41])).await, "more bytes than a draft has");
        assert!(add(own.clone(), file(3, &[3; 40])).await);
        assert!(!add(own.clone(), file(4, &[])).await, "more files than a draft has");
        assert!(!add(key(7, "card"), file(5, &[4; 51])).await, "more bytes than a client has");
        assert!(add(key(8, "card"), file(6, &[4; 51])).await);
        assert_eq!(files(&store, &own).await, 2);
        store.remove_draft_file(&own, 1).await.unwrap();
        assert_eq!(files(&store, &own).await, 1);
        store.keep_draft_files(&own, &StreamId::new("t", "case")).await.unwrap();
        store.keep_draft_files(&own, &StreamId::new("t", "case")).await.unwrap();
        store.delete_draft(&own).await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        assert!(
            snapshot
                .guarded_rows(&FILE, &[Value::Int(7), Value::from("loan"), Value::Int(3)])
                .await
                .unwrap()
                .release()
                .is_empty()
        );
        // What was sent stays, what was only a draft is gone.
        let hash = |bytes: &[u8]| format!("{:x}", Sha256::digest(bytes));
        let (stream, other) = (StreamId::new("t", "case"), StreamId::new("t", "other"));
        let kept = snapshot.blob(&stream, &hash(&[3; 40])).await.unwrap().unwrap().release();
        assert_eq!(kept.bytes, vec![3; 40]);
        assert!(snapshot.blob(&other, &hash(&[3; 40])).await.unwrap().is_none());
        assert!(snapshot.blob(&stream, &hash(&[1; 60])).await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_touched_is_forgotten_with_its_files() {
    for database in databases("forgotten").await {
        let store = open(&database).await;
        let (old, touched, only_file) = (key(7, "loan"), key(7, "card"), key(8, "loan"));
        write(&store, &old, &[("a", "1")], 10).await;
        write(&store, &touched, &[("a", "1")], 10).await;
        write(&store, &touched, &[("b", "1")], 100).await;
        store.add_draft_file(&only_file, file(1, b"x"), ROOM, at(10), &job()).await.unwrap();
        assert_eq!(store.forget_drafts(at(10)).await.unwrap(), 0);
        assert_eq!(store.forget_drafts(at(50)).await.unwrap(), 2);
        assert_eq!(fields(&store, &old).await, []);
        assert_eq!(files(&store, &only_file).await, 0);
        assert_eq!(fields(&store, &touched).await.len(), 2);
        let mut snapshot = store.snapshot().await.unwrap();
        let lines = snapshot.guarded_rows(&OF_CLIENT, &[Value::Int(7)]).await.unwrap().release();
        let seen: Vec<_> = lines
            .iter()
            .map(|row| (row.text(0).unwrap(), row.int(1).unwrap(), row.int(2).unwrap()))
            .collect();
        assert_eq!(seen, [("card", 100, 0)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_takes_drafts_along_to_either_engine() {
    for from in databases("drafts_from").await {
        let store = open(&from).await;
        store.submit(one("a", "take 1")).await.unwrap();
        let own = key(7, "loan");
        write(&store, &own, &[("a", "1")], 10).await;
        store.add_draft_file(&own, file(1, &[9; 50]), ROOM, at(10), &job()).await.unwrap();
        let mut backup = Vec::new();
        store.backup(&mut backup).await.unwrap();
        for to in databases("drafts_to").await {
            let other = open(&to).await;
            other.restore(backup.as_slice()).await.unwrap();
            assert_eq!(fields(&other, &own).await, fields(&store, &own).await);
            assert_eq!(files(&other, &own).await, 1);
        }
    }
}
