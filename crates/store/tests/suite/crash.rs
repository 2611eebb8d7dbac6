//! `kill -9` in the middle of writes: what was acknowledged is there, and the log verifies.

use crate::engine::{databases, open};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::StreamId;

/// The example `writer`, which cargo builds beside the tests.
fn writer() -> std::path::PathBuf {
    let test = std::env::current_exe().unwrap();
    let target = test.parent().and_then(|deps| deps.parent()).unwrap();
    target.join("examples").join("writer")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    for database in databases("crash").await {
        let mut acknowledged = Vec::new();
        // Different moments of life: while opening, in the first batches, in full run.
        for (round, pause) in [30_u64, 400, 150, 700, 250, 90].into_iter().enumerate() {
            let first = (round * 1_000_000).to_string();
            let mut child =
                Command::new(writer()).args([&database.url, &first]).stdout(Stdio::piped()).spawn().unwrap();
            let mut out = BufReader::new(child.stdout.take().unwrap());
            // Killed while opening once, else once something was acknowledged: on a busy machine that takes its time.
            let mut first = String::new();
            if round > 0 {
                out.read_line(&mut first).unwrap();
                acknowledged.extend(first.trim().parse::<u64>());
            }
            let reader = std::thread::spawn(move || {
                out.lines().map_while(Result::ok).filter_map(|l| l.parse::<u64>().ok()).collect::<Vec<_>>()
            });
            tokio::time::sleep(Duration::from_millis(pause)).await;
            child.kill().unwrap();
            child.wait().unwrap();
            acknowledged.extend(reader.join().unwrap());
        }
        assert!(acknowledged.len() > 50, "the writer hardly wrote: {}", acknowledged.len());
        let store = open(&database).await;
        let report = store.verify().await.unwrap();
        assert_eq!(report.faults, Vec::<String>::new());
        assert!(report.events >= u64::try_from(acknowledged.len()).unwrap());
        let mut snapshot = store.snapshot().await.unwrap();
        for number in acknowledged {
            let events = snapshot.events(&StreamId::new("number", number)).await.unwrap().release();
            assert_eq!(events.len(), 1, "lost: {number}");
        }
    }
}
