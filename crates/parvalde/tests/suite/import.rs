//! The bulk load: what is entered, what is rejected and why, and that it can be run again.

use crate::cli::{code, feed, run, stderr, stdout};
use serde_json::Value;
use std::path::Path;

const HEADING: &str = "person_id,personal_code,given_names,surname,birth_surname,former_surname,birth_date,sex,\
                       legal_status,citizenship,ethnicity,municipality_code,address\n";
const BASIS: &str = "register-extract;17;2026-01-15;Testa reģistrs;LVA";

fn load(file: &Path, db: &str) -> std::process::Output {
    run(&["import", "persons", &file.display().to_string(), "--db", db, "--basis", BASIS])
}

#[tokio::test(flavor = "multi_thread")]
async fn persons_are_entered_once_and_rejects_say_line_column_and_reason() {
    for database in testkit::databases("cli_import").await.unwrap() {
        let file = database.folder().join("persons.csv");
        let good = "a-1,39990000012,Anna Marija,Bērziņa,Kalniņa,,1974-08,F,citizen,LVA,latvian,LV0001000,\"Sudraba iela 3, Rīga\"\n\
                    a-2,120874-29990,Jānis,Bērziņš,,,1974-08-12,male,non-citizen,,,,\n\
                    a-3,,Ona,Petraitytė,,,unknown,X,eu-citizen,LTU,lithuanian,,Vilnius\n";
        let bad = "a-4,123,Anna,Ozola,,,1974,F,citizen,,,,\n\
                   a-5,,Anna,0zola,,,1974,F,citizen,,,,\n\
                   a-6,,Anna,Ozola,,,1974-02-30,F,citizen,,,,\n\
                   a-7,,Anna,Ozola,,,2026-02-01,F,citizen,,,,\n\
                   a-8,,Anna,Ozola,,,1974,woman,citizen,,,,\n\
                   a-9,,Anna,Ozola,,,1974,F,citzen,,,,\n\
                   b-1,,Anna,Ozola,,,1974,F,citizen,Latvia,,,\n\
                   b-2,,Anna,Ozola,,,1974,F,citizen,,,LV9999999,x\n\
                   b-3,,Anna,Ozola,,,1974,F\n\
                   a-1,,Anna,Ozola,,,1974,F,citizen,,,,\n\
                   b-4,39990000012,Anna,Ozola,,,1974,F,citizen,,,,\n\
                   ,,Anna,Ozola,,,1974,F,citizen,,,,\n";
        std::fs::write(&file, format!("{HEADING}{good}{bad}")).unwrap();
        let first = load(&file, &database.url);
        assert_eq!(code(&first), 1, "{}", stderr(&first));
        assert!(
            stdout(&first).starts_with("3 persons entered, 0 were there already, 12 rejected"),
            "{}",
            stdout(&first)
        );
        let rejects = std::fs::read_to_string(database.folder().join("persons.csv.rejects.csv")).unwrap();
        let mut wrong: Vec<(u64, String)> = rejects
            .lines()
            .skip(1)
            .map(|line| {
                let (number, rest) = line.split_once(',').unwrap();
                (number.parse().unwrap(), rest.split(',').next().unwrap().to_owned())
            })
            .collect();
        wrong.sort();
        let columns = [
            "personal_code",
            "surname",
            "birth_date",
            "birth_date",
            "sex",
            "legal_status",
            "citizenship",
            "municipality_code",
            "",
            "person_id",
            "personal_code",
            "person_id",
        ];
        let expected: Vec<(u64, String)> = (5..).zip(columns.map(str::to_owned)).collect();
        assert_eq!(wrong, expected, "{rejects}");
        assert!(
            !rejects.contains("Ozola") && !rejects.contains("39990000012"),
            "a reject repeats personal data"
        );

        // Run again it enters nothing twice.
        std::fs::write(&file, format!("{HEADING}{good}")).unwrap();
        let again = load(&file, &database.url);
        assert_eq!(
            (code(&again), stdout(&again).trim()),
            (0, "0 persons entered, 3 were there already, 0 rejected")
        );
        let shown = feed(&["person", "show", "--db", &database.url, "--format", "json"], "399900-00012");
        let person: Value = serde_json::from_str(&stdout(&shown)).unwrap();
        assert_eq!(person["birth_date"], "1974-08");
        assert_eq!(person["surname"], "Bērziņa");
        assert!(person["facts"].as_array().unwrap().iter().all(|fact| fact["basis"]["number"] == "17"));
        // Before the basis she may have had her former name; from its day on she has the new one alone.
        let past = feed(
            &["person", "show", "--db", &database.url, "--format", "json", "--as-of", "2000-01-01"],
            "39990000012",
        );
        assert!(stdout(&past).contains("Kalniņa"), "{}", stdout(&past));
        assert!(!stdout(&shown).contains("Kalniņa"), "{}", stdout(&shown));
        for command in ["verify", "rebuild"] {
            assert_eq!(code(&run(&[command, "--db", &database.url])), 0, "{command}");
        }
    }
}

#[test]
fn a_load_without_basis_or_with_other_columns_is_refused() {
    let database = testkit::sqlite().unwrap();
    let file = database.folder().join("persons.csv");
    std::fs::write(&file, HEADING).unwrap();
    let path = file.display().to_string();
    let without = run(&["import", "persons", &path, "--db", &database.url]);
    assert_eq!(code(&without), 2);
    assert!(stderr(&without).contains("--basis"), "{}", stderr(&without));
    for (basis, part) in [
        ("extract", "whole"),
        ("extract;1;soon;X;LVA", "date"),
        ("extract;1;2026-01-01;;LVA", "issuer"),
        ("extract;1;2026-01-01;X;Latvia", "country"),
    ] {
        let wrong = run(&["import", "persons", &path, "--db", &database.url, "--basis", basis]);
        assert_eq!(code(&wrong), 2, "{basis}");
        assert!(stderr(&wrong).contains(&format!("`{part}`")), "{}", stderr(&wrong));
    }
    for (heading, message) in [
        ("person_id,given_names,surname,status\n", "there is no column `status`"),
        ("person_id,given_names,surname\n", "the column `legal_status` is missing"),
        ("person_id,given_names,surname,surname,legal_status\n", "occurs twice"),
    ] {
        std::fs::write(&file, heading).unwrap();
        let wrong = load(&file, &database.url);
        assert_eq!((code(&wrong), stdout(&wrong).as_str()), (1, ""), "{heading}");
        assert!(stderr(&wrong).contains(message), "{}", stderr(&wrong));
    }
    let missing = load(Path::new("/nowhere/persons.csv"), &database.url);
    assert!(stderr(&missing).contains("cannot read `/nowhere/persons.csv`"), "{}", stderr(&missing));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_goes_from_engine_to_engine_and_is_never_overwritten() {
    let databases = testkit::databases("cli_backup").await.unwrap();
    let from = &databases[0];
    let file = from.folder().join("persons.csv");
    std::fs::write(&file, format!("{HEADING}a-1,39990000012,Anna,Bērziņa,,,1974,F,citizen,,,,\n")).unwrap();
    assert_eq!(code(&load(&file, &from.url)), 0);
    let backup = from.folder().join("office.backup").display().to_string();
    let written = run(&["backup", &backup, "--db", &from.url]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    assert!(stdout(&written).contains("holds 1 events"), "{}", stdout(&written));
    assert_eq!(code(&run(&["backup", &backup, "--db", &from.url])), 1, "a backup is never overwritten");
    let root = |db: &str| {
        let report: Value =
            serde_json::from_str(&stdout(&run(&["verify", "--db", db, "--format", "json"]))).unwrap();
        report["root"].clone()
    };
    let fresh = testkit::sqlite().unwrap();
    for to in databases.iter().skip(1).chain([&fresh]) {
        let taken = run(&["restore", &backup, "--db", &to.url]);
        assert_eq!(code(&taken), 0, "{}", stderr(&taken));
        assert_eq!(root(&to.url), root(&from.url), "{}", to.engine());
        let shown = feed(&["person", "show", "--db", &to.url], "39990000012");
        assert!(stdout(&shown).contains("Bērziņa"), "{}", stderr(&shown));
        let twice = run(&["restore", &backup, "--db", &to.url]);
        assert_eq!(code(&twice), 1);
        assert!(stderr(&twice).contains("not empty"), "{}", stderr(&twice));
    }
    let other = testkit::sqlite().unwrap();
    std::fs::write(&backup, "not a backup").unwrap();
    let wrong = run(&["restore", &backup, "--db", &other.url]);
    assert_eq!(code(&wrong), 1);
    assert!(stderr(&wrong).contains("no backup"), "{}", stderr(&wrong));
}
