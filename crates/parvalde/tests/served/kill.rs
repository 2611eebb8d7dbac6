//! `kill -9` at moments that chance picks, under load, again and again: of the office on either engine, and of the
//! postmaster below it. Nothing that was acknowledged is lost, nothing is done by halves, the log verifies and the
//! projections are what it says.

use crate::load::{Shared, begin};
use crate::server::{Server, well};
use kernel::{Chance as _, SeededChance};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::Intruder;

/// Moments in milliseconds, the same at every run.
fn moments(seed: u64, count: usize) -> Vec<u64> {
    let mut chance = SeededChance::new(seed);
    (0..count).map(|_| 40 + chance.next_u64() % 900).collect()
}

async fn persons(url: &str) -> Vec<String> {
    Intruder::look(url).await.unwrap().persons().await.unwrap()
}

/// What must be there, counted by the log itself; answers how much was done, and how many documents handed over.
async fn nothing_is_lost_or_done_by_halves(url: &str, shared: &Shared) -> (usize, usize) {
    let done = shared.lock().unwrap().done.clone();
    let mut database = Intruder::look(url).await.unwrap();
    for done in &done {
        let there = database.events_up_to(&done.stream, done.version).await.unwrap();
        assert_eq!(there, i64::try_from(done.version).unwrap(), "lost: {done:?}");
    }
    assert_eq!(database.halves().await.unwrap(), Vec::<String>::new());
    let handed = done.iter().filter(|done| done.what == "hand-over").count();
    (done.len(), handed)
}

async fn office_killed(name: &str, rounds: usize) {
    for database in testkit::databases(name).await.unwrap() {
        let engine = database.engine();
        let shared = Shared::default();
        for (round, moment) in moments(4, rounds).into_iter().enumerate() {
            // Now and then it is killed while it begins.
            if round % 5 == 4 {
                Server::killed_while_starting(&database.url, Duration::from_millis(moment / 2));
                continue;
            }
            let server = Server::start_of(&database.url, 400);
            if round == 0 {
                shared.lock().unwrap().persons = persons(&database.url).await;
            }
            let before = shared.lock().unwrap().done.len();
            let lanes = begin(&server, &shared, 3);
            // However slow the machine is: the work has begun.
            while shared.lock().unwrap().done.len() < before + 4
                && !lanes.iter().all(|lane| lane.is_finished())
            {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            tokio::time::sleep(Duration::from_millis(moment)).await;
            server.kill();
            for lane in lanes {
                lane.await.unwrap();
            }
            assert!(well("verify", &database.url), "{engine}, round {round}");
            if round % 10 == 0 {
                assert!(well("rebuild", &database.url), "{engine}, round {round}");
            }
        }
        let (done, handed) = nothing_is_lost_or_done_by_halves(&database.url, &shared).await;
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{engine}");
        eprintln!("{engine}: {rounds} times killed, {done} acknowledged, {handed} documents handed over");
        assert!(done > rounds * 2, "{engine}: hardly anything was done: {done}");
    }
}

/// A cluster of one's own, which may be killed.
struct Cluster {
    folder: tempfile::TempDir,
    url: String,
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres-temp")
}

impl Cluster {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = Command::new(script())
            .args(["start".as_ref(), folder.path().join("cluster").as_os_str()])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .unwrap();
        assert!(out.status.success(), "the cluster does not start");
        Self { folder, url: String::from_utf8(out.stdout).unwrap().trim().to_owned() }
    }

    fn run(&self, action: &str) -> bool {
        let folder = self.folder.path().join("cluster");
        let run =
            Command::new(script()).args([action.as_ref(), folder.as_os_str()]).stdin(Stdio::null()).status();
        run.unwrap().success()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("stop");
    }
}

async fn postmaster_killed(rounds: usize) {
    if std::env::var("PARVALDE_TEST_POSTGRES").is_err() {
        eprintln!("PARVALDE_TEST_POSTGRES is not set: no postmaster to kill");
        return;
    }
    let cluster = Cluster::start();
    let shared = Shared::default();
    // The office stays: it waits for the database and goes on.
    let server = Server::start_of(&cluster.url, 400);
    shared.lock().unwrap().persons = persons(&cluster.url).await;
    for (round, moment) in moments(5, rounds).into_iter().enumerate() {
        let before = shared.lock().unwrap().done.len();
        let lanes = begin(&server, &shared, 3);
        tokio::time::sleep(Duration::from_millis(moment)).await;
        assert!(cluster.run("crash"), "the cluster does not come back, round {round}");
        // Work goes on by itself once the database answers.
        let mut waited = 0;
        let at_crash = shared.lock().unwrap().done.len();
        while shared.lock().unwrap().done.len() <= at_crash + 3 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            waited += 1;
            assert!(
                waited < 600,
                "round {round}: nothing was done for half a minute after the database came back"
            );
        }
        for lane in lanes {
            lane.abort();
            drop(lane.await);
        }
        assert!(shared.lock().unwrap().done.len() > before);
        assert!(well("verify", &cluster.url), "round {round}");
    }
    assert!(server.stop());
    let (done, handed) = nothing_is_lost_or_done_by_halves(&cluster.url, &shared).await;
    assert!(well("verify", &cluster.url) && well("rebuild", &cluster.url));
    eprintln!("postmaster: {rounds} times killed, {done} acknowledged, {handed} documents handed over");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_is_killed_in_the_middle_of_its_work() {
    office_killed("served_kill", 5).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a hundred times on each engine: ./test --full"]
async fn the_office_is_killed_a_hundred_times() {
    office_killed("served_kill_hundred", 100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_is_killed_below_the_office() {
    postmaster_killed(3).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a hundred times: ./test --full"]
async fn the_database_is_killed_a_hundred_times_below_the_office() {
    postmaster_killed(100).await;
}
