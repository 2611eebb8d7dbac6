//! Proofs of the log through the program itself: a proof file is fetched and checked without the office, a witness on
//! another machine cosigns what grew, and a log that was put back is not cosigned.

use crate::server::Server;
use std::path::Path;
use std::process::{Command, Output};

fn parvalde(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parvalde")).args(words).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn key(folder: &Path, name: &str, more: &[&str]) -> (String, String) {
    let file = folder.join(format!("{}.key", name.replace('/', "-"))).display().to_string();
    let made = parvalde(&[&["log", "key", name, "--out", &file], more].concat());
    assert!(made.status.success(), "{}", said(&made));
    (file, String::from_utf8(made.stdout).unwrap().trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_file_is_checked_without_the_office_and_a_witness_watches() {
    let folder = tempfile::tempdir().unwrap();
    let (secret, witness) = key(folder.path(), "witness.example/one", &["--witness"]);
    let database = testkit::sqlite().unwrap();
    let demo = Server::start_with(&database.url, &["--witness", &witness]);
    let client = reqwest::Client::new();
    let get = async |path: &str| {
        let request = client.get(format!("{}{path}", demo.base)).bearer_auth(&demo.tokens["client"]);
        request.send().await.unwrap()
    };
    let public = get("/api/v1/log/key").await.text().await.unwrap().trim().to_owned();
    // My own data are read, and the trace of it is in the file.
    assert!(get("/api/v1/me/access-log").await.status().is_success());
    let file = folder.path().join("proof.json");
    std::fs::write(&file, get("/api/v1/me/access-log/proof").await.bytes().await.unwrap()).unwrap();
    let file = file.display().to_string();
    let checked = parvalde(&["log", "check", &file, "--key", &public]);
    assert!(checked.status.success() && said(&checked).starts_with("proven: "), "{}", said(&checked));
    let needs =
        parvalde(&["log", "check", &file, "--key", &public, "--witness", &witness, "--at-least", "1"]);
    assert_eq!(needs.status.code(), Some(1), "{}", said(&needs));
    let text = std::fs::read_to_string(&file).unwrap().replace("access-log", "access-logs");
    std::fs::write(&file, text).unwrap();
    let forged = parvalde(&["log", "check", &file, "--key", &public]);
    assert!(forged.status.code() == Some(1) && said(&forged).contains("not proven"), "{}", said(&forged));

    let state = folder.path().join("seen").display().to_string();
    let watch = || {
        parvalde(&["witness", "--office", &demo.base, "--log", &public, "--key", &secret, "--state", &state])
    };
    let first = watch();
    assert!(first.status.success(), "{}", said(&first));
    let note = get("/api/v1/log/event/checkpoint").await.text().await.unwrap();
    assert!(note.contains("witness.example/one"), "{note}");
    // It remembers more than the office shows: somebody put the log back.
    let remembered = Path::new(&state).join("event.json");
    let seen = std::fs::read_to_string(&remembered).unwrap();
    let size: serde_json::Value = serde_json::from_str(&seen).unwrap();
    let larger = seen.replace(&size["size"].to_string(), "99999999");
    std::fs::write(&remembered, larger).unwrap();
    let back = watch();
    assert_eq!(back.status.code(), Some(1));
    assert!(said(&back).contains("were seen before"), "{}", said(&back));
}
