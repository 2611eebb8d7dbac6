//! Duplicates of the register in a file, found with their reasons and told once to the list of work.

use crate::cli::{code, run, stderr, stdout};

const PERSONS: &str = "person_id,given_names,surname,birth_date,sex,legal_status,municipality_code,address\n\
    A-1,Ilze,Bērziņa,1974-08-12,F,citizen,LV0001000,\"Skolas iela 3, Rīga\"\n\
    A-2,Anna,Bērziņa,1974-08-12,F,citizen,LV0001000,\"Skolas iela 3, Rīga\"\n\
    A-3,Ilze,Berzina,1974-12-08,F,citizen,LV0001000,\"Skolas iela 3, Rīga\"\n\
    A-4,Jurijs,Žukovs,1960-01-02,M,non-citizen,,\n\
    A-5,Jurijs,Zukovs,1960-01-02,M,non-citizen,,\n\
    A-6,Olga,Petrova,1974-08-12,F,citizen,LV0001000,\"Lielā iela 1, Rīga\"\n";

#[tokio::test(flavor = "multi_thread")]
async fn pairs_are_written_with_their_reasons_and_are_new_once() {
    for database in testkit::databases("cli_duplicates").await.unwrap() {
        let path = |name: &str| database.folder().join(name).display().to_string();
        std::fs::write(path("persons.csv"), PERSONS).unwrap();
        let basis = "register-extract;17;2026-01-15;Testa reģistrs;LVA";
        let loaded =
            run(&["import", "persons", &path("persons.csv"), "--db", &database.url, "--basis", basis]);
        assert_eq!(code(&loaded), 0, "{}", stderr(&loaded));
        let out = path("pairs.csv");
        let find =
            |more: &[&str]| run(&[&["duplicates", "--db", &database.url, "--out", &out], more].concat());
        let first = find(&[]);
        assert_eq!(code(&first), 0, "{}", stderr(&first));
        assert!(stdout(&first).starts_with("2 pairs in "), "{}", stdout(&first));
        assert!(stdout(&first).contains(", 2 of them new"), "{}", stdout(&first));
        let mut reader = csv::Reader::from_path(&out).unwrap();
        assert_eq!(reader.headers().unwrap(), vec!["one_id", "other_id", "score", "explanation"]);
        let mut pairs = Vec::new();
        for row in reader.records() {
            let row = row.unwrap();
            let mut ids = [row[0].to_owned(), row[1].to_owned()];
            ids.sort();
            assert!((0.5..=1.0).contains(&row[2].parse::<f64>().unwrap()), "{row:?}");
            assert!(row[3].contains("surname: agrees") && row[3].contains("birth date: "), "{row:?}");
            assert!(!row[3].contains("1974") && !row[3].contains("Skolas"), "reasons, not the data: {row:?}");
            pairs.push(ids.join(" "));
        }
        pairs.sort();
        assert_eq!(pairs, ["A-1 A-3", "A-4 A-5"]);

        let again = find(&[]);
        assert!(
            stdout(&again).contains("2 pairs in ") && stdout(&again).contains(", 0 of them new"),
            "{}",
            stdout(&again)
        );
        // Those who came in last make the same pairs, followed one by one.
        let since = find(&["--since", "0"]);
        assert!(stdout(&since).contains("2 pairs in "), "{}", stdout(&since));
        let none = find(&["--since", "6"]);
        assert!(stdout(&none).contains("0 pairs in "), "{}", stdout(&none));
        assert_eq!(code(&find(&["--since", "-1"])), 2);
        assert_eq!(code(&find(&["--purpose", "own"])), 2);
        let rebuilt = run(&["rebuild", "--db", &database.url]);
        assert_eq!(code(&rebuilt), 0, "{}", stderr(&rebuilt));
    }
}
