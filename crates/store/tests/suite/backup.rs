//! A backup is taken in by either engine and verifies; a cut or changed one is not taken in.

use crate::engine::{databases, one, open};
use sha2::{Digest as _, Sha256};
use store::{BackupError, Blob, NewAccess, NewJob, Store, StreamId, Submission};

/// A few events, claims, an access record, a job and a blob.
async fn filled(store: &Store) {
    let mut list: Vec<Submission> = (0..450).map(|n| one(&format!("s{n}"), &format!("take {n}"))).collect();
    list.push(one("noted", "note code-1 7"));
    if let Some(first) = list.first_mut() {
        first.id = 4711;
        first.access.push(NewAccess {
            actor: "tester".to_owned(),
            action: "read".to_owned(),
            subject: "somebody".to_owned(),
            purpose: "own".to_owned(),
            fields: "all".to_owned(),
        });
        first.jobs.push(NewJob {
            id: "job-1".to_owned(),
            kind: "letter".to_owned(),
            payload: "1".to_owned(),
            run_at: kernel::Timestamp::from_micros(5),
        });
    }
    for answer in store.submit_many(list).await {
        answer.unwrap();
    }
    store
        .put_blob(
            &StreamId::new("t", "files"),
            &Blob { media_type: "text/plain".to_owned(), bytes: vec![0, 255, 7] },
        )
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn either_engine_takes_in_the_backup_of_either() {
    for from in databases("backup_from").await {
        let store = open(&from).await;
        filled(&store).await;
        let before = store.verify().await.unwrap();
        let mut file = Vec::new();
        let report = store.backup(&mut file).await.unwrap();
        assert_eq!(report.events, 451);
        for to in databases("backup_to").await {
            let other = open(&to).await;
            assert_eq!(other.restore(file.as_slice()).await.unwrap(), report);
            let after = other.verify().await.unwrap();
            assert_eq!((after.root, after.faults.len()), (before.root, 0), "{} to {}", from.url, to.url);
            assert_eq!(after.access_records, 1);
            assert_eq!(other.rebuild().await.unwrap().differing(), Vec::<&str>::new());
            assert_eq!(other.outcome_of(4711).await.unwrap(), store.outcome_of(4711).await.unwrap());
            assert_eq!(other.job_counts().await.unwrap().waiting, 1);
            // Work goes on where it stopped: the keys are taken, the next event follows the last.
            assert!(other.submit(one("more", "take 3")).await.is_err());
            assert_eq!(other.submit(one("more", "take 1000")).await.unwrap().position, 452);
            let mut again = Vec::new();
            other.backup(&mut again).await.unwrap();
            assert!(matches!(other.restore(again.as_slice()).await, Err(BackupError::NotEmpty)));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_or_changed_backup_is_not_taken_in() {
    let from = databases("backup_damaged").await.remove(0);
    let store = open(&from).await;
    filled(&store).await;
    let mut file = Vec::new();
    store.backup(&mut file).await.unwrap();
    let to = databases("backup_refused").await.remove(0);
    let empty = open(&to).await;
    for cut in [0, 5, 17, 300, file.len() / 2, file.len() - 1] {
        assert!(empty.restore(&file[..cut]).await.is_err(), "cut at {cut}");
    }
    for changed in (20..file.len()).step_by(997) {
        let mut other = file.clone();
        other[changed] ^= 1;
        assert!(empty.restore(other.as_slice()).await.is_err(), "changed at {changed}");
    }
    let mut longer = file.clone();
    longer.push(0);
    assert!(matches!(empty.restore(longer.as_slice()).await, Err(BackupError::Damaged(_))));
    assert!(matches!(empty.restore(&b"SQLite format 3"[..]).await, Err(BackupError::NotABackup)));
    // Nothing of all that is left behind.
    assert_eq!(empty.verify().await.unwrap().faults, Vec::<String>::new());
    empty.restore(file.as_slice()).await.unwrap();
}

/// A backup as the first version of the format had it: another heading, and no checks between rows.
fn as_version_1(file: &[u8]) -> Vec<u8> {
    const HEADING: &[u8] = b"parvalde backup 1\n";
    let mut old = HEADING.to_vec();
    let mut at = HEADING.len();
    let end = file.len() - 41;
    while at < end {
        let length = match file[at] {
            b'n' => 1,
            b'i' => 9,
            b't' | b'b' => {
                9 + usize::try_from(u64::from_be_bytes(file[at + 1..at + 9].try_into().unwrap())).unwrap()
            }
            254 => {
                at += 33;
                continue;
            }
            _ => 1,
        };
        old.extend(&file[at..at + length]);
        at += length;
    }
    old.extend(&file[end..end + 9]);
    old.extend(Sha256::digest(&old));
    old
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_the_version_before_is_taken_in() {
    let from = databases("backup_old_from").await.remove(0);
    let store = open(&from).await;
    filled(&store).await;
    let mut file = Vec::new();
    let (report, digests) = store.backup_with_digests(&mut file).await.unwrap();
    let to = databases("backup_old_to").await.remove(0);
    let other = open(&to).await;
    assert_eq!(other.restore(as_version_1(&file).as_slice()).await.unwrap(), report);
    assert_eq!(other.digests().await.unwrap().differing(&digests), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn any_changed_byte_is_found_before_a_row_of_it_goes_in_and_its_place_is_named() {
    for from in databases("backup_bytes").await {
        let store = open(&from).await;
        filled(&store).await;
        let mut file = Vec::new();
        store.backup(&mut file).await.unwrap();
        let to =
            databases("backup_bytes_to").await.into_iter().find(|to| to.engine() == from.engine()).unwrap();
        let empty = open(&to).await;
        let mut named = 0;
        for at in (18..file.len() - 60).step_by(file.len() / 60) {
            let mut changed = file.clone();
            changed[at] ^= 0x40;
            let error = empty.restore(changed.as_slice()).await.unwrap_err();
            assert!(matches!(error, BackupError::Damaged(_)), "byte {at}: {error}");
            named += usize::from(error.to_string().contains("somewhere after row"));
        }
        assert!(named > 20, "{named}");
        // A byte of the second page of events: the first is known to be whole.
        let row = file.windows(6).position(|bytes| bytes == b"t:s250").unwrap();
        let mut changed = file.clone();
        changed[row] ^= 1;
        let error = empty.restore(changed.as_slice()).await.unwrap_err().to_string();
        assert!(error.contains("somewhere after row 200 of `event`"), "{error}");
        assert_eq!(empty.verify().await.unwrap().events, 0);
    }
}
