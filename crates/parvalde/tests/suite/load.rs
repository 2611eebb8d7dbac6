//! A large load: killed in the middle and started again it enters nothing twice and loses nothing; what is
//! exported can be loaded elsewhere and is the same.

use crate::cli::{code, run, stderr, stdout};
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const BASIS: &str = "register-extract;17;2026-01-15;Testa reģistrs;LVA";
const PERSONS: u64 = 12_000;

fn synthetic(file: &Path, persons: u64, seed: u64) {
    let path = file.display().to_string();
    let (persons, seed) = (persons.to_string(), seed.to_string());
    let made = run(&["synthetic", &path, "--persons", &persons, "--seed", &seed, "--as-of", "2026-01-01"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
}

fn import(file: &Path, db: &str) -> Vec<String> {
    let path = file.display().to_string();
    ["import", "persons", &path, "--db", db, "--basis", BASIS, "--commit-every", "2000"]
        .map(str::to_owned)
        .to_vec()
}

fn load(file: &Path, db: &str) -> std::process::Output {
    let arguments = import(file, db);
    run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn root(db: &str) -> (u64, bool) {
    let report: Value =
        serde_json::from_str(&stdout(&run(&["verify", "--db", db, "--format", "json"]))).unwrap();
    (report["events"].as_u64().unwrap(), report["holds"].as_bool().unwrap())
}

#[test]
fn the_same_seed_writes_the_same_file_and_another_seed_another() {
    let folder = tempfile::tempdir().unwrap();
    let (one, same, other) =
        (folder.path().join("1.csv"), folder.path().join("2.csv"), folder.path().join("3.csv"));
    synthetic(&one, 500, 1);
    synthetic(&same, 500, 1);
    synthetic(&other, 500, 2);
    let read = |path: &Path| std::fs::read(path).unwrap();
    assert_eq!(read(&one), read(&same));
    assert_ne!(read(&one), read(&other));
    assert_eq!(read(&one).iter().filter(|byte| **byte == b'\n').count(), 501);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_is_killed_and_started_again_enters_everybody_once() {
    for database in testkit::databases("cli_killed").await.unwrap() {
        let file = database.folder().join("persons.csv");
        synthetic(&file, PERSONS, 3);
        // Wrong lines at the end of the file, and one whose code the first person has.
        let text = std::fs::read_to_string(&file).unwrap();
        let taken = text.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
        let mut more = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
        writeln!(more, "z-1,123,Anna,Ozola,,,1974,F,citizen,,,,").unwrap();
        writeln!(more, "z-2,{taken},Anna,Ozola,,,1974,F,citizen,,,,").unwrap();
        writeln!(more, "z-3,,Anna,Ozola,,,1974,F,nobody,,,,").unwrap();
        drop(more);

        let arguments = import(&file, &database.url);
        for pause in [350, 900, 1500] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_parvalde"))
                .args(&arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            tokio::time::sleep(Duration::from_millis(pause)).await;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let last = load(&file, &database.url);
        assert_eq!(code(&last), 1, "{}", stderr(&last));
        let said = stdout(&last);
        let numbers: Vec<u64> = said.split(' ').filter_map(|word| word.parse().ok()).collect();
        assert_eq!(numbers.len(), 3, "{said}");
        assert_eq!((numbers[0] + numbers[1], numbers[2]), (PERSONS, 3), "{said}");
        let rejects = std::fs::read_to_string(database.folder().join("persons.csv.rejects.csv")).unwrap();
        let lines: Vec<(u64, &str)> = rejects
            .lines()
            .skip(1)
            .map(|line| {
                let mut parts = line.split(',');
                (parts.next().unwrap().parse().unwrap(), parts.next().unwrap())
            })
            .collect();
        let expected =
            [(PERSONS + 2, "personal_code"), (PERSONS + 3, "personal_code"), (PERSONS + 4, "legal_status")];
        assert_eq!(lines, expected, "{rejects}");
        assert_eq!(root(&database.url), (PERSONS, true));
        assert_eq!(code(&run(&["rebuild", "--db", &database.url])), 0);
        // A second whole run finds everybody.
        let again = load(&file, &database.url);
        assert!(
            stdout(&again)
                .starts_with(&format!("0 persons entered, {PERSONS} were there already, 3 rejected")),
            "{}",
            stdout(&again)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_can_be_loaded_elsewhere_and_is_the_same() {
    for database in testkit::databases("cli_export").await.unwrap() {
        let folder = database.folder();
        let file = folder.join("persons.csv");
        synthetic(&file, 1500, 5);
        assert_eq!(code(&load(&file, &database.url)), 0);
        let out = folder.join("out.csv");
        let path = out.display().to_string();
        let export = |path: &str, purpose: &str| {
            run(&["export", "persons", path, "--db", &database.url, "--purpose", purpose])
        };
        assert_eq!(code(&run(&["export", "persons", &path, "--db", &database.url])), 2, "no purpose");
        assert_eq!(code(&export(&path, "own")), 2);
        assert!(!out.exists(), "nothing is written without a purpose");
        let done = export(&path, "basis:register-law:5");
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        assert!(stdout(&done).starts_with("1500 persons"), "{}", stdout(&done));
        assert_eq!(code(&export(&path, "basis:register-law:5")), 1, "a file is never overwritten");
        // The file that was loaded and the file that came out are the same, line by line.
        let read = |path: &Path| std::fs::read_to_string(path).unwrap();
        for (given, exported) in read(&file).lines().zip(read(&out).lines()) {
            assert_eq!(given, exported);
        }
        let elsewhere = testkit::sqlite().unwrap();
        let loaded = load(&out, &elsewhere.url);
        assert_eq!(code(&loaded), 0, "{}", stderr(&loaded));
        let again = folder.join("again.csv");
        let done = run(&[
            "export",
            "persons",
            &again.display().to_string(),
            "--db",
            &elsewhere.url,
            "--purpose",
            "basis:test",
        ]);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        assert_eq!(read(&out), read(&again));
        // Before anything was known there was nobody.
        let then = folder.join("then.csv").display().to_string();
        let none = run(&[
            "export",
            "persons",
            &then,
            "--db",
            &database.url,
            "--purpose",
            "basis:test",
            "--known-at",
            "0",
        ]);
        assert!(stdout(&none).starts_with("0 persons"), "{}", stdout(&none));
        // One record of the trace for each export, with its purpose.
        let report: Value =
            serde_json::from_str(&stdout(&run(&["verify", "--db", &database.url, "--format", "json"])))
                .unwrap();
        assert_eq!(report["access_records"], 2);
    }
}
