//! `parvalde match`: pairs with their reasons, and what is said about files and maps that are wrong.

use crate::cli::{code, run, stderr};
use std::path::{Path, PathBuf};
use std::process::Output;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }
    fn matched(&self, more: &[&str]) -> Output {
        let shown = |path: &Path| path.display().to_string();
        let (left, map, out) = (self.path("a.csv"), self.path("map.toml"), self.path("pairs.csv"));
        let mut arguments =
            vec!["match".to_owned(), "--left".to_owned(), shown(&left), "--columns".to_owned(), shown(&map)];
        arguments.extend(["--out".to_owned(), shown(&out)]);
        arguments.extend(more.iter().map(|more| (*more).to_owned()));
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }
    fn against(&self, name: &str, more: &[&str]) -> Output {
        let right = self.path(name).display().to_string();
        self.matched(&[&["--right", &right], more].concat())
    }
    fn pairs(&self) -> Vec<csv::StringRecord> {
        csv::Reader::from_path(self.path("pairs.csv")).unwrap().records().map(Result::unwrap).collect()
    }
}

/// Sixty persons with surnames of their own, in the columns of the first file.
fn persons() -> Vec<[String; 4]> {
    let given = ["Anna", "Jānis", "Pēteris", "Līga", "Mārtiņš", "Ilze"];
    let begin = ["Bērz", "Kaln", "Ozol", "Vītol", "Krūm", "Zar", "Dreim", "Lāč", "Purv", "Sil"];
    let end = ["iņš", "auskis", "enieks", "bergs", "manis", "ājs"];
    (0..60)
        .map(|at| {
            let surname = format!("{}{}", begin[at % 10], end[at / 10]);
            let born =
                format!("{}-{:02}-{:02}", 1930 + (at * 37) % 80, 1 + (at * 5) % 12, 1 + (at * 11) % 28);
            [format!("a{at}"), given[(at * 7) % 6].to_owned(), surname, born]
        })
        .collect()
}

const MAP: &str = "id = \"id\"\ngiven_names = \"name\"\nsurname = [\"surname\"]\nbirth_date = \"born\"\n";

fn file(rows: impl Iterator<Item = [String; 4]>) -> String {
    std::iter::once("id,name,surname,born\n".to_owned())
        .chain(rows.map(|row| format!("{}\n", row.join(","))))
        .collect()
}

#[test]
fn two_files_without_an_identifier_are_joined_and_every_pair_says_why() {
    let folder = Folder::new();
    folder.write("a.csv", file(persons().into_iter()));
    // The other file is parted by semicolons, has other columns, no marks, other dates.
    let other: String = std::iter::once("\u{feff}nr;uzvards;vards;dzim\n".to_owned())
        .chain(persons().into_iter().rev().map(|[id, given, surname, born]| {
            let plain = |text: &str| linkage::standard::fold(text).to_uppercase();
            let (year, rest) = born.split_once('-').unwrap();
            let (month, day) = rest.split_once('-').unwrap();
            format!("{};{};{};{day}.{month}.{year}\n", id.replace('a', "b"), plain(&surname), plain(&given))
        }))
        .collect();
    folder.write("b.csv", other);
    folder.write(
        "map.toml",
        "[left]\nid = \"id\"\ngiven_names = \"name\"\nsurname = \"surname\"\nbirth_date = \"born\"\n\
         [right]\nid = \"nr\"\ngiven_names = \"vards\"\nsurname = \"uzvards\"\nbirth_date = \"dzim\"\n",
    );
    let done = folder.against("b.csv", &["--lang", "lv"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let pairs = folder.pairs();
    let right = pairs.iter().filter(|pair| pair[0][1..] == pair[1][1..]).count();
    assert!(right >= 58 && right == pairs.len(), "{right} of {} pairs are right", pairs.len());
    for pair in &pairs {
        let score: f64 = pair[2].parse().unwrap();
        assert!((0.5..=1.0).contains(&score));
        assert!(
            pair[3].contains("uzvārds: sakrīt") && pair[3].contains("dzimšanas datums: sakrīt"),
            "{}",
            &pair[3]
        );
    }
    let heading = std::fs::read_to_string(folder.path("pairs.csv")).unwrap();
    assert!(heading.starts_with("left_id,right_id,score,explanation\n"));
}

#[test]
fn one_file_is_searched_for_duplicates() {
    let folder = Folder::new();
    let twice = persons().into_iter().take(6).map(|[id, given, surname, born]| {
        [format!("{id}-again"), given, surname.replace('ī', "i").replace('ē', "e"), born]
    });
    folder.write("a.csv", file(persons().into_iter().chain(twice)));
    folder.write("map.toml", MAP);
    let done = folder.matched(&[]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let pairs = folder.pairs();
    assert_eq!(pairs.len(), 6, "{pairs:?}");
    assert!(pairs.iter().all(|pair| pair[1] == format!("{}-again", &pair[0])), "{pairs:?}");
}

#[test]
fn wrong_maps_are_bad_usage_and_say_what_would_be_right() {
    let folder = Folder::new();
    folder.write("a.csv", file(persons().into_iter()));
    folder.write("b.csv", file(persons().into_iter()));
    for (map, said) in [
        ("surname = \"surname\"\n", "`id` is missing; write the column of the ids"),
        ("id = \"id\"\n", "nothing to compare is named"),
        ("id = [\"id\", \"name\"]\nsurname = \"surname\"\n", "`id` is one column, not several"),
        ("id = \"id\"\nsurnme = \"surname\"\n", "there is no key `surnme`; did you mean `surname`?"),
        ("id = \"id\"\nsurname = \"last\"\n", "the column `last` of `surname` is not in"),
        (
            "id = \"id\"\nsurname = 3\n",
            "`surname` is a column, as in surname = \"name\", or a list of columns",
        ),
        ("id = \"id\"\nsurname = []\n", "or a list of columns"),
        (
            "id = \"id\"\nsurname = \"surname\"\n[left]\nbirth_date = \"born\"\n",
            "`birth_date` is named for the left file only",
        ),
        ("left = 3\n", "`left` is a table, written [left]"),
        ("id = \"id\"\nsurname\n", "line 2: "),
    ] {
        folder.write("map.toml", map);
        let refused = folder.against("b.csv", &[]);
        assert_eq!(code(&refused), 2, "{map}: {}", stderr(&refused));
        assert!(stderr(&refused).contains(said), "{map}: {}", stderr(&refused));
        assert!(!folder.path("pairs.csv").exists());
    }
}

#[test]
fn wrong_files_are_told_with_file_and_line() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    for (text, said) in [
        (
            &b"id,name,surname,born\na1,Anna,Ozola,1974-08-12\na1,Ilze,Kalna,1975-01-02\n"[..],
            "line 3: the id `a1` stands in line 2 already",
        ),
        (b"id,name,surname,born\n,Anna,Ozola,1974-08-12\n", "line 2: the id is empty"),
        (b"id,name,surname,born\na1,Anna,Ozola\n", "line 2: 3 values where the heading has 4"),
        (b"id,name,surname,surname,born\n", "the column `surname` occurs twice in the heading"),
        (b"id,name,surname,born\na1,An\xff,Ozola,1974\n", "line 2: not UTF-8 text; save the file as UTF-8"),
        (b"", "has no heading line"),
    ] {
        folder.write("a.csv", text);
        let refused = folder.matched(&[]);
        assert_eq!(code(&refused), 1, "{said}: {}", stderr(&refused));
        assert!(
            stderr(&refused).contains("a.csv") && stderr(&refused).contains(said),
            "{}",
            stderr(&refused)
        );
    }
    folder.write("a.csv", file(persons().into_iter()));
    let missing = folder.against("nowhere.csv", &[]);
    assert!(stderr(&missing).contains("cannot read"), "{}", stderr(&missing));
}

#[test]
fn a_file_without_lines_has_no_pairs_and_odd_dates_are_told() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    folder.write("a.csv", "id,name,surname,born\n");
    let done = folder.matched(&[]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    assert!(folder.pairs().is_empty());
    folder.write("a.csv", "id,name,surname,born\na1,Anna,Ozola,in the spring\n");
    let done = folder.matched(&[]);
    assert!(
        stderr(&done)
            .contains("1 birth dates are in no known form and are not compared, the first in line 2")
    );
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = Folder::new();
    folder.write("map.toml", MAP);
    folder.write("a.csv", file(persons().into_iter()));
    let input = folder.path("a.csv").display().to_string();
    let map = folder.path("map.toml").display().to_string();
    let refused = run(&["match", "--left", &input, "--columns", &map, "--out", &input]);
    assert_eq!(code(&refused), 2, "{}", stderr(&refused));
    assert!(std::fs::read_to_string(folder.path("a.csv")).unwrap().starts_with("id,name"));
}
