//! Master keys through the command line: what opens what, another key that takes over, backups and their end.

use crate::cli::{code, run, stderr, stdout, was_refused, went_well};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

const BASIS: &str = "register-extract;17;2026-01-15;Testa reģistrs;LVA";

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Runs a command that must end well.
fn well(arguments: &[&str]) -> Output {
    went_well(arguments, run(arguments))
}

/// Runs a command that must be refused, and what it says.
fn refused(arguments: &[&str]) -> String {
    was_refused(arguments, &run(arguments))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_is_sealed_and_opens_with_its_master_key_alone() {
    for database in testkit::databases("cli_sealed").await.unwrap() {
        let (folder, db) = (database.folder(), database.url.as_str());
        let [key, other, persons, backup] =
            ["a.key", "b.key", "persons.csv", "office.backup"].map(|name| text(&folder.join(name)));
        let id = stdout(&well(&["key", "make", &key]));
        assert_eq!(id.trim().len(), 16);
        assert!(refused(&["key", "make", &key]).contains("cannot make"), "a key is overwritten");
        well(&["key", "make", &other]);
        well(&["synthetic", &persons, "--persons", "300", "--seed", "5", "--as-of", "2026-11-01"]);
        let load = ["import", "persons", &persons, "--db", db, "--basis", BASIS, "--master-key"];
        // A few of an invented country are rejected.
        let loaded = run(&[&load[..], &[&key]].concat());
        assert!(stdout(&loaded).contains("persons entered"), "{}", stderr(&loaded));

        // A key that others may read is none to rely on.
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refused(&["rebuild", "--db", db, "--master-key", &key]).contains("chmod 600"));
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();

        let rebuilt = well(&["rebuild", "--db", db, "--master-key", &key, "--format", "json"]);
        let rebuilt: Value = serde_json::from_str(&stdout(&rebuilt)).unwrap();
        assert_eq!((&rebuilt["same"], &rebuilt["erased"]), (&Value::Bool(true), &0.into()));
        assert!(refused(&["rebuild", "--db", db]).contains(id.trim()), "the key wanted is not named");
        assert!(refused(&["rebuild", "--db", db, "--master-key", &other]).contains("another one"));
        let none = refused(&["rebuild", "--db", db, "--master-key", "/nowhere/key"]);
        assert!(none.contains("/nowhere/key"), "{none}");
        // Proving and keeping need none.
        well(&["verify", "--db", db]);
        let kept = well(&["backup", &backup, "--db", db, "--keep-days", "7"]);
        assert!(stdout(&kept).contains("may be kept until"), "{}", stdout(&kept));

        let both = ["--master-key", &other, "--other-master-key", &key];
        let rotated = well(&[&["key", "rotate", "--db", db][..], &both].concat());
        assert!(stdout(&rotated).contains("opens nothing"), "{}", stdout(&rotated));
        assert!(refused(&["rebuild", "--db", db, "--master-key", &key]).contains("another one"));
        well(&["rebuild", "--db", db, "--master-key", &other]);
        well(&["verify", "--db", db]);

        // The backup is of before: it takes the key of then.
        for to in testkit::databases("cli_sealed_to").await.unwrap() {
            let journal = text(&folder.join("no-journal"));
            let with = ["restore", &backup, "--db", &to.url, "--master-key"];
            let missing = refused(&[&with[..], &[&key, "--erasure-journal", &journal]].concat());
            assert!(missing.contains("no erasure journal"), "{missing}");
            std::fs::write(&journal, "").unwrap();
            let restored = well(&[&with[..], &[&key, "--erasure-journal", &journal]].concat());
            assert!(stdout(&restored).contains("the log holds"), "{}", stdout(&restored));
            std::fs::remove_file(&journal).unwrap();
            well(&["rebuild", "--db", &to.url, "--master-key", &key]);
        }
        for to in testkit::databases("cli_sealed_wrong").await.unwrap() {
            let wrong = refused(&["restore", &backup, "--db", &to.url, "--master-key", &other]);
            assert!(wrong.contains("was not taken in"), "{wrong}");
            let report = well(&["verify", "--db", &to.url, "--format", "json"]);
            let report: Value = serde_json::from_str(&stdout(&report)).unwrap();
            assert_eq!(report["events"], 0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_name_their_end_and_are_removed_after_it() {
    for database in testkit::databases("cli_expire").await.unwrap() {
        let (folder, db) = (database.folder().join("kept"), database.url.as_str());
        std::fs::create_dir(&folder).unwrap();
        well(&["migrate", "--db", db]);
        let [old, new, note] = ["old", "new", "note.txt"].map(|name| text(&folder.join(name)));
        well(&["backup", &old, "--db", db, "--keep-days", "3650"]);
        std::fs::write(&note, "no backup").unwrap();
        // As if it had been written ten days ago: the end stands after the heading and the day.
        let mut bytes = std::fs::read(&old).unwrap();
        let ten_days = 10_i64 * 24 * 3600 * 1_000_000;
        let written = i64::from_be_bytes(bytes[18..26].try_into().unwrap()) - ten_days;
        bytes[18..26].copy_from_slice(&written.to_be_bytes());
        std::fs::write(&old, &bytes).unwrap();
        let place = text(&folder);
        let expire = |days: &str, more: &[&str]| {
            stdout(&well(&[&["backups", "expire", &place, "--days", days][..], more].concat()))
        };
        assert!(expire("11", &[]).contains("0 backups"));
        assert!(expire("9", &["--dry-run"]).contains("would be removed"));
        // A new backup is written, and the old one beside it named.
        let named = run(&["backup", &new, "--db", db, "--keep-days", "9"]);
        assert_eq!(code(&named), 1, "{}", stderr(&named));
        assert!(stderr(&named).contains(&old) && Path::new(&new).exists());
        assert!(expire("9", &[]).contains("removed"));
        assert!(!Path::new(&old).exists() && Path::new(&new).exists() && Path::new(&note).exists());
        assert!(expire("9", &[]).contains("0 backups"));
    }
}
