//! The exchange folder beside the running program: a decision goes out, its receipt and messages come in while the program
//! is killed again and again, and each is there once.

use crate::server::{SERVICE, Server, well};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use testkit::Intruder;

const MESSAGES: usize = 8;

async fn get(server: &Server, role: &str, path: &str) -> Value {
    let request = reqwest::Client::new().get(format!("{}/api/v1{path}", server.base));
    let request = request.bearer_auth(&server.tokens[role]).header("Purpose", "basis:mk134");
    request.send().await.unwrap().json().await.unwrap()
}

async fn done(server: &Server, role: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = server.post(&format!("/api/v1{path}"), role, body).await;
    assert!(status < 300, "{path}: {status} {answer}");
    answer
}

/// From an application to a decision that was approved, of the first to whom the law grants it; answers the case.
async fn decided(server: &Server, persons: &[String]) -> String {
    for person in persons {
        if let Some(case) = granted(server, person).await {
            return case;
        }
    }
    panic!("nobody is granted a passport");
}

async fn granted(server: &Server, person: &str) -> Option<String> {
    let wanted = json!({
        "service": SERVICE, "subject": person, "applicant": person, "office": crate::server::OFFICE, "lang": "lv",
        "declared": { "speed": "normal" },
    });
    let (status, begun) = server.post("/api/v1/cases", "counter", &wanted).await;
    let case = begun["id"].as_str().filter(|_| status == 201)?.to_owned();
    let identified = json!({ "reasons": "Salīdzināta seja un atbildes ar reģistra ziņām." });
    for (role, command, body) in [
        ("counter", "identify", identified),
        ("counter", "record-evidence", json!({ "evidence": "photo" })),
        ("counter", "record-evidence", json!({ "evidence": "fingerprints" })),
        ("counter", "take-fee", json!({ "method": "card", "reference": "T-1" })),
        ("case-officer", "propose", Value::Null),
        ("approver", "approve", json!({})),
    ] {
        let body = if command == "propose" {
            let seen = get(server, role, &format!("/cases/{case}")).await["seen_at"].clone();
            json!({ "decision": "grant", "seen_at": seen })
        } else {
            body
        };
        let path = format!("/api/v1/cases/{case}/{command}");
        if server.post(&path, role, &body).await.0 != 200 {
            return None;
        }
    }
    Some(case)
}

/// Waits for at most two minutes: letters are set one after another, and the machine has other tests to run.
async fn soon(what: &str, mut there: impl AsyncFnMut() -> bool) {
    for _ in 0..1200 {
        if there().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what}: not within two minutes");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    format!("{:x}", Sha256::digest(bytes))
}

/// Puts a message down as a gateway does: beside its place, and renamed there.
fn bring(root: &Path, number: usize) {
    let (beside, place) = (root.join(format!("in/.m{number}")), root.join(format!("in/m{number}")));
    std::fs::create_dir(&beside).unwrap();
    let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec();
    file.extend(b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\nxref\n0 1\n0000000000 65535 f \n");
    file.extend(b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n");
    std::fs::write(beside.join("a letter.pdf"), &file).unwrap();
    let envelope = json!({
        "message": format!("gateway-{number}"), "at": "2026-11-24T07:00:00Z", "sender": { "name": "Somebody" },
        "subject": format!("Message {number}"), "text": "A question.",
        "files": [{ "name": "a letter.pdf", "sha256": sha256(&file) }],
    });
    std::fs::write(beside.join("envelope.json"), envelope.to_string()).unwrap();
    std::fs::rename(beside, place).unwrap();
}

fn reasons(root: &Path) -> Vec<String> {
    let list = std::fs::read_dir(root.join("set-aside")).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    list.filter(|path| path.to_string_lossy().ends_with(".reason.txt")).map(text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_and_comes_in_is_there_once_whoever_is_killed_when() {
    for database in testkit::databases("served_exchange").await.unwrap() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("out/e-address")).unwrap();
        let start =
            || Server::start_with(&database.url, &["--unsealed", "--exchange", root.to_str().unwrap()]);
        let server = start();
        let persons = Intruder::look(&database.url).await.unwrap().persons().await.unwrap();
        let case = decided(&server, &persons).await;
        let sent =
            done(&server, "counter", &format!("/cases/{case}/send"), &json!({ "way": "e-address" })).await;
        assert_eq!(sent["dispatches"][0]["state"], "waiting", "{sent}");
        let item = root.join(format!("out/e-address/{case}-1"));
        soon("the item", async || item.join("envelope.json").exists()).await;
        let envelope: Value =
            serde_json::from_slice(&std::fs::read(item.join("envelope.json")).unwrap()).unwrap();
        assert_eq!(envelope["case"], json!(case));
        assert!(envelope["addressee"]["personal_code"].is_string() && envelope["address"].is_null());
        let hash = envelope["files"][0]["sha256"].as_str().unwrap().to_owned();
        let letter = std::fs::read(item.join(envelope["files"][0]["name"].as_str().unwrap())).unwrap();
        assert_eq!((hash.as_str(), letter.starts_with(b"%PDF")), (sha256(&letter).as_str(), true));

        // A receipt that is none is set aside with its reason, and the item still waits.
        std::fs::write(item.join("receipt.json"), b"{\"status\":\"accepted\"").unwrap();
        soon("the reason", async || reasons(root).len() == 1).await;
        assert!(reasons(root)[0].contains("does not follow its schema"), "{:?}", reasons(root));
        server.kill();

        // While nobody is there.
        let name = format!("{case}-1");
        let receipt = json!({ "status": "accepted", "item": name, "sha256": hash, "number": "E-1", "at": "2026-11-24T07:31:00Z" });
        std::fs::write(item.join("receipt.json"), receipt.to_string()).unwrap();
        (0..MESSAGES).for_each(|number| bring(root, number));
        for moment in [120, 260, 40, 400] {
            let server = start();
            tokio::time::sleep(Duration::from_millis(moment)).await;
            server.kill();
        }
        let server = start();
        soon("the word of the gateway", async || {
            let seen = get(&server, "counter", &format!("/cases/{case}")).await;
            seen["sent"].as_array().is_some_and(|sent| sent.len() == 1)
        })
        .await;
        soon("the messages", async || std::fs::read_dir(root.join("in")).unwrap().count() == 0).await;
        let seen = get(&server, "counter", &format!("/cases/{case}")).await;
        assert_eq!(
            (&seen["sent"][0]["reference"], &seen["dispatches"][0]["state"]),
            (&json!("E-1"), &json!("accepted"))
        );
        assert_eq!(seen["sent"][0]["presumed"], json!("2026-11-26"));
        let waiting = get(&server, "counter", "/incoming").await;
        assert_eq!(waiting["items"].as_array().unwrap().len(), MESSAGES, "{waiting}");
        // The letter does not lie there for longer than it has to.
        assert!(item.join("accepted.json").exists() && !item.join("decision-lv.pdf").exists());

        // The same messages again, and one of which a file is not what the envelope says.
        (0..MESSAGES).for_each(|number| bring(root, number));
        bring(root, 99);
        std::fs::create_dir(root.join("in/.wrong")).unwrap();
        let wrong = json!({
            "message": "w", "at": "2026-11-24T07:00:00Z", "sender": { "name": "Somebody" },
            "files": [{ "name": "../../etc/passwd", "sha256": hash }],
        });
        std::fs::write(root.join("in/.wrong/envelope.json"), wrong.to_string()).unwrap();
        std::fs::rename(root.join("in/.wrong"), root.join("in/wrong")).unwrap();
        soon("the messages", async || std::fs::read_dir(root.join("in")).unwrap().count() == 0).await;
        let waiting = get(&server, "counter", "/incoming").await;
        assert_eq!(waiting["items"].as_array().unwrap().len(), MESSAGES + 1);
        // Nothing else was wrong than the receipt and the name.
        let wrong = reasons(root);
        assert!(wrong.len() == 2 && wrong.iter().any(|why| why.contains("no plain name")), "{wrong:?}");

        // What became of it; then nothing of it is left.
        let slip =
            json!({ "status": "delivered", "item": name, "sha256": hash, "at": "2026-11-24T07:31:30Z" });
        std::fs::write(item.join("receipt.json"), slip.to_string()).unwrap();
        soon("the slip", async || !item.exists()).await;
        let seen = get(&server, "counter", &format!("/cases/{case}")).await;
        assert_eq!(seen["deliveries"].as_array().unwrap().len(), 1);
        server.kill();
        assert!(well("verify", &database.url) && well("rebuild", &database.url), "{}", database.engine());
    }
}
