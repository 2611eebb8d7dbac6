//! What operators do while the office serves: back up, rehearse a restore, bring back an instant, stop, change roles,
//! look at the figures.

use crate::server::{OFFICE, SERVICE, Server, well};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::{Database, Tamper};

type Kept = Arc<Mutex<Vec<(String, String)>>>;

fn parvalde(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parvalde")).args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Books a time; answers status, id and code.
async fn book(base: &str, day: &str, slot: usize) -> Result<(u16, String, String), reqwest::Error> {
    let minutes = 9 * 60 + slot % 21 * 20;
    book_at(base, day, &format!("{:02}:{:02}", minutes / 60, minutes % 60)).await
}

async fn book_at(base: &str, day: &str, time: &str) -> Result<(u16, String, String), reqwest::Error> {
    let body = json!({
        "office": OFFICE, "service": SERVICE, "day": day, "time": time,
        "name": "Anna Rāmā", "phone": "+371 20000000",
    });
    let answer =
        reqwest::Client::new().post(format!("{base}/api/v1/appointments")).json(&body).send().await?;
    let status = answer.status().as_u16();
    let booked: Value = answer.json().await?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok((status, text(&booked["appointment"]["id"]), text(&booked["cancellation_code"])))
}

async fn state(base: &str, (id, code): &(String, String)) -> (u16, String) {
    let request = reqwest::Client::new().get(format!("{base}/api/v1/appointments/{id}"));
    let answer = request.header("Cancellation-Code", code).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json::<Value>().await.unwrap()["state"].as_str().unwrap_or_default().to_owned())
}

/// Books until told to stop, or until nobody answers.
async fn keep_booking(base: String, lane: usize, kept: Kept, stop: Arc<AtomicBool>) {
    for turn in 0.. {
        let day = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"][turn % 4];
        if stop.load(Ordering::Relaxed) {
            return;
        }
        match book(&base, day, turn / 4 * 3 + lane).await {
            Ok((201, id, code)) => kept.lock().unwrap().push((id, code)),
            Ok((409, ..)) => tokio::time::sleep(Duration::from_millis(5)).await,
            Ok((status, ..)) => panic!("status {status}"),
            Err(_) => return,
        }
    }
}

/// Waits until so many were booked: on a busy machine that takes its time.
async fn booked(kept: &Kept, count: usize) {
    for _ in 0..600 {
        if kept.lock().unwrap().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("hardly anything was booked: {}", kept.lock().unwrap().len());
}

/// A new database on the same engine.
async fn beside(database: &Database, name: &str) -> Database {
    let list = testkit::databases(name).await.unwrap();
    list.into_iter().find(|other| other.engine() == database.engine()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_is_rehearsed_while_clients_book_and_tells_what_is_wrong() {
    for database in testkit::databases("served_drill").await.unwrap() {
        let db = database.url.clone();
        let server = Server::start(&db);
        let (kept, stop) = (Kept::default(), Arc::new(AtomicBool::new(false)));
        let bookers: Vec<_> = (0..3)
            .map(|lane| tokio::spawn(keep_booking(server.base.clone(), lane, kept.clone(), stop.clone())))
            .collect();
        booked(&kept, 6).await;
        let early = kept.lock().unwrap().clone();
        let folder = database.folder();
        let file = folder.join("office.backup").display().to_string();
        let into = beside(&database, "served_drill_into").await;
        let (url, target) = (db.clone(), into.url.clone());
        let drilled = tokio::task::spawn_blocking(move || {
            let drilled = parvalde(&["drill", "restore", "--db", &url, "--into", &target]);
            let backed_up = parvalde(&["backup", &file, "--db", &url]);
            (said(&drilled), said(&backed_up), file)
        });
        let ((code, out, err), (backed_up, _, backup_err), file) = drilled.await.unwrap();
        assert_eq!(code, Some(0), "{out}{err}");
        for step in ["backup ", "restore ", "verify ", "rebuild ", "compare ", "all "] {
            assert!(out.lines().any(|line| line.starts_with(step) && line.contains(" s  ")), "{step}: {out}");
        }
        assert_eq!(backed_up, Some(0), "{backup_err}");
        stop.store(true, Ordering::Relaxed);
        for booker in bookers {
            booker.await.unwrap();
        }
        assert!(kept.lock().unwrap().len() > early.len(), "nobody could book meanwhile");
        let metrics = reqwest::get(format!("{}/metrics", server.base)).await.unwrap().text().await.unwrap();
        for operation in ["backup", "drill"] {
            let name = format!("parvalde_operation_done_timestamp_seconds{{operation=\"{operation}\"}}");
            assert!(metrics.contains(&name), "{metrics}");
        }
        assert!(server.stop());
        // What was acknowledged before the backup began is in the restored office, which works.
        let key = db.strip_prefix("sqlite:").map(|file| format!("{file}.master-key"));
        let restored = match &key {
            Some(key) => Server::start_with(&into.url, &["--master-key", key]),
            None => Server::start(&into.url),
        };
        for booking in &early {
            assert_eq!(state(&restored.base, booking).await, (200, "booked".to_owned()));
        }
        assert!(restored.stop());
        what_is_wrong_is_told(&database, &file).await;
    }
}

async fn what_is_wrong_is_told(database: &Database, file: &str) {
    let db = database.url.as_str();
    // Into what is not empty: refused.
    let (code, _, err) = said(&parvalde(&["drill", "restore", "--db", db, "--into", db]));
    assert!(code == Some(1) && err.contains("not empty"), "{err}");
    // A changed byte: found, and its place named.
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = format!("{file}.damaged");
    std::fs::write(&damaged, bytes).unwrap();
    let (code, out, err) = said(&parvalde(&["drill", "restore", "--db", db, "--from", &damaged]));
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(err.contains("stopped at `restore`") && err.contains("cut or changed"), "{err}");
    assert!(err.contains("somewhere after row") && err.contains(".damaged`"), "{err}");
    let (code, out, err) = said(&parvalde(&["drill", "restore", "--db", db, "--from", file]));
    assert_eq!(code, Some(0), "{out}{err}");
    // Projections that are not what the log says: the restored ones differ from those that serve.
    database.tamper(Tamper::Projection).await.unwrap();
    let (code, out, err) = said(&parvalde(&["drill", "restore", "--db", db]));
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(err.contains("the table `person_code` differs") && err.contains("the drill failed"), "{err}");
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_the_office_finishes_what_it_began_and_begins_nothing() {
    for database in testkit::databases("served_stop").await.unwrap() {
        let server = Server::start(&database.url);
        let (kept, stop) = (Kept::default(), Arc::new(AtomicBool::new(false)));
        let bookers: Vec<_> = (0..6)
            .map(|lane| tokio::spawn(keep_booking(server.base.clone(), lane * 2, kept.clone(), stop.clone())))
            .collect();
        booked(&kept, 12).await;
        let asked = tokio::time::Instant::now();
        assert!(tokio::task::spawn_blocking(move || server.stop()).await.unwrap(), "{}", database.engine());
        let took = asked.elapsed();
        assert!(took < Duration::from_secs(15), "{took:?}");
        for booker in bookers {
            booker.await.unwrap();
        }
        let kept = kept.lock().unwrap().clone();
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
        let server = Server::start(&database.url);
        for booking in &kept {
            assert_eq!(state(&server.base, booking).await, (200, "booked".to_owned()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_migrates_and_a_role_that_owns_nothing_serves() {
    let list = testkit::databases("served_roles").await.unwrap();
    let sqlite = list.first().unwrap();
    let (code, _, err) = said(&parvalde(&["migrate", "--db", &sqlite.url, "--serving-role", "x"]));
    assert!(code == Some(1) && err.contains("a file has no roles"), "{err}");
    let Some(database) = list.into_iter().find(|database| database.engine() == "PostgreSQL") else { return };
    let role = format!("office_{}", std::process::id());
    let url = database.role(&role).await.unwrap();
    let serve = ["serve", "--db", &url, "--listen", "127.0.0.1:0"];
    let (code, _, err) = said(&parvalde(&serve));
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("`0001_log`") && err.contains("run `parvalde migrate`"), "{err}");
    let (code, out, err) = said(&parvalde(&["migrate", "--db", &database.url, "--serving-role", &role]));
    assert_eq!(
        (code, err.as_str()),
        (Some(0), ""),
        "say in store::roles what the serving role may do: {out}"
    );

    let server = Server::serve(&url);
    let (day, time) = next_free(&server.base).await;
    let (status, id, code) = book_at(&server.base, &day, &time).await.unwrap();
    assert_eq!(status, 201);
    assert_eq!(state(&server.base, &(id, code)).await, (200, "booked".to_owned()));
    let refused = Database::refuses_to_change_the_log(&url).await.expect("the serving role changes the log");
    assert!(refused.contains("permission denied"), "{refused}");
    assert!(server.stop());
    for db in [&url, &database.url] {
        assert!(well("verify", db) && well("rebuild", db), "{db}");
    }
}

/// The next free time at the test's office, by the clock of now.
async fn next_free(base: &str) -> (String, String) {
    let url = format!("{base}/api/v1/offices/{OFFICE}");
    let office: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    let services = office["services"].as_array().unwrap();
    let service = services.iter().find(|service| service["id"] == SERVICE).unwrap();
    let text = |key: &str| service["next_free"][key].as_str().unwrap().to_owned();
    (text("day"), text("time"))
}

fn script(name: &str, arguments: &[&str], conf: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts").join(name);
    let mut command = Command::new(path);
    command.args(arguments).env("PARVALDE_POSTGRES_CONF", conf).stdin(Stdio::null());
    let (code, out, err) = said(&command.output().unwrap());
    assert_eq!(code, Some(0), "{name} {arguments:?}: {err}");
    out.trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_comes_back_as_of_an_instant() {
    if std::env::var("PARVALDE_TEST_POSTGRES").is_err() {
        eprintln!("PARVALDE_TEST_POSTGRES is not set: no point-in-time restore");
        return;
    }
    let folder = tempfile::Builder::new().prefix("parvalde-archive").tempdir_in("/tmp").unwrap();
    // The server's own user writes into it.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (archive, own, beside) = (path("archive"), path("own"), path("beside"));
    let conf = script("point-in-time", &["prepare", &archive], "");
    let url = script("postgres-temp", &["start", &own], &conf);
    let server = Server::start(&url);
    script("point-in-time", &["base", &url, &archive], "");
    // The copy can be restored to any instant after its end, counted in whole seconds.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let (_, id, code) = book(&server.base, "2026-11-26", 3).await.unwrap();
    let before = (id, code);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let instant = kernel::Clock::now(&kernel::SystemClock).to_string();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (_, id, code) = book(&server.base, "2026-11-27", 3).await.unwrap();
    let after = (id, code);
    assert!(server.stop());
    script("point-in-time", &["flush", &url], "");
    let restored = script("point-in-time", &["restore", &archive, &instant, &beside], "");
    assert!(well("verify", &restored) && well("rebuild", &restored));
    let server = Server::start(&restored);
    assert_eq!(state(&server.base, &before).await, (200, "booked".to_owned()));
    assert_eq!(state(&server.base, &after).await.0, 404, "what came after {instant} is there");
    assert!(server.stop());
    script("point-in-time", &["stop", &beside], "");
    script("postgres-temp", &["stop", &own], "");
}
