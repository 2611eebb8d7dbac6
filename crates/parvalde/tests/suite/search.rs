//! Searches from a file: who is found for each line, and what is said of lines that are none.

use crate::cli::{code, run, stderr, stdout};

const PERSONS: &str = "person_id,personal_code,given_names,surname,birth_surname,former_surname,birth_date,sex,legal_status\n\
    AAAAAAAAAAA1,39990000012,Anna Marija,Bērziņa,Kalniņa,,1974-08-12,F,citizen\n\
    AAAAAAAAAAA2,,Jānis,Bērziņš,,,1974-08,M,citizen\n\
    PERS-3,,Jurijs,Žukovs,,,1960-01-02,M,non-citizen\n";

#[tokio::test(flavor = "multi_thread")]
async fn each_line_is_answered_and_wrong_lines_are_told() {
    for database in testkit::databases("cli_search").await.unwrap() {
        let path = |name: &str| database.folder().join(name).display().to_string();
        std::fs::write(path("persons.csv"), PERSONS).unwrap();
        let basis = "register-extract;17;2026-01-15;Testa reģistrs;LVA";
        let loaded =
            run(&["import", "persons", &path("persons.csv"), "--db", &database.url, "--basis", basis]);
        assert_eq!(code(&loaded), 0, "{}", stderr(&loaded));
        let queries = "query_id,text,birth_date\n\
            q1,berzina anna,\n\
            q2,kalnina,1974\n\
            q3,zhukov yuri,1960-01-02\n\
            q4,,1974\n\
            q5,anna,1974-02-30\n\
            ,anna,\n\
            q7\n\
            q8,nobody of that name,\n\
            q9,399900-00012,\n";
        std::fs::write(path("queries.csv"), queries).unwrap();
        let arguments =
            ["search", "--db", &database.url, "--queries", &path("queries.csv"), "--out", &path("found.csv")];
        let done = run(&arguments);
        assert_eq!(
            (code(&done), stdout(&done).trim()),
            (1, "5 searches, 4 lines that are none"),
            "{}",
            stderr(&done)
        );
        for wrong in ["line 5: text", "line 6: birth_date", "line 7: query_id", "line 8: text"] {
            assert!(stderr(&done).contains(wrong), "{wrong}: {}", stderr(&done));
        }
        let found = std::fs::read_to_string(path("found.csv")).unwrap();
        let mut lines = found.lines().map(|line| line.split(',').collect::<Vec<_>>());
        assert_eq!(lines.next().unwrap(), ["query_id", "rank", "person_id", "score", "micros"]);
        let rows: Vec<Vec<&str>> = lines.collect();
        let first = |query: &str| rows.iter().find(|row| row[0] == query).map(|row| (row[1], row[2]));
        assert_eq!(first("q1"), Some(("1", "AAAAAAAAAAA1")));
        assert_eq!(first("q2"), Some(("1", "AAAAAAAAAAA1")), "by the surname at birth");
        assert_eq!(first("q3"), Some(("1", "PERS-3")), "as the file named the person");
        assert_eq!(first("q8"), None);
        assert_eq!(first("q9"), Some(("1", "AAAAAAAAAAA1")));
        assert!(
            rows.iter().all(|row| row[3].parse::<u16>().unwrap() <= 1000 && row[4].parse::<u64>().is_ok())
        );

        std::fs::write(path("queries.csv"), "query_id,query\n").unwrap();
        let other = run(&arguments);
        assert_eq!(code(&other), 1);
        assert!(stderr(&other).contains("there is no column `query`"), "{}", stderr(&other));
        std::fs::write(path("queries.csv"), "text\nanna\n").unwrap();
        assert!(stderr(&run(&arguments)).contains("`query_id` is missing"));
        assert_eq!(code(&run(&[&arguments[..], &["--limit", "11"]].concat())), 2);
    }
}
