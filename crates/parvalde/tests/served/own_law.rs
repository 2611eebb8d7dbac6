//! An office that decides by law files of its own: whoever changes a service needs no programmer.

use crate::server::{SERVICE, Server};
use std::path::Path;
use std::process::{Command, Stdio};

/// The citizen's passport as it is built in, under another name, in a folder of its own.
fn renamed(folder: &Path, name: &str) {
    let below = "lv/passport.citizen/2024-02-12.kdl";
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures").join(below);
    let text = std::fs::read_to_string(built_in).unwrap().replace("en=\"Citizen's passport\"", name);
    let file = folder.join("procedures").join(below);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_service_is_served_and_a_broken_file_is_told_before_anything_begins() {
    let folder = tempfile::tempdir().unwrap();
    let db = format!("sqlite:{}", folder.path().join("office.db").display());
    let law = folder.path().join("procedures");
    let law = law.to_str().unwrap();

    renamed(folder.path(), "en=\"Passport by our own law\"");
    let server = Server::start_with(&db, &["--procedures", law]);
    let page = reqwest::get(format!("{}/en/services/{SERVICE}", server.base)).await.unwrap();
    assert!(page.text().await.unwrap().contains("Passport by our own law"));
    assert!(server.stop());

    renamed(folder.path(), "en=\"\"");
    let ended = Command::new(env!("CARGO_BIN_EXE_parvalde"))
        .args(["serve", "--listen", "127.0.0.1:0", "--db", &db])
        .env("PARVALDE_PROCEDURES", law)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!ended.status.success());
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("passport.citizen/2024-02-12.kdl:6"), "{told}");
}
