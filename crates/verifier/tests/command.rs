//! `parvalde-verify` as somebody uses it who does not trust the office: what it prints, and with which code it ends, for a
//! good file, for each kind of bad one, for another key, and for words that it does not know.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use transparency::bundle::{BYTES_MAX, Entry, Leaf};
use transparency::proof::{Hash, Leaves, prove_inclusion, root_of};
use transparency::{AccessRow, Bundle, Checkpoint, EventRow, SignerKey, WitnessKey};

fn log() -> SignerKey {
    SignerKey::from_seed("example.org/log", &[1; 32]).unwrap()
}

fn witness(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("w{number}.example.net"), &[40 + number; 32]).unwrap()
}

/// Rows of the trace; one of them would move the cursor of whoever prints it as it is.
fn access(position: i64) -> Leaf {
    Leaf::Access(AccessRow {
        position,
        recorded_at: 1_764_000_000_000_000 + position,
        actor: "officer:case".into(),
        action: "read-person".into(),
        subject: "7K2M9QRS04XZ".into(),
        purpose: if position == 4 { "case:\u{1b}[2J".into() } else { "case:Ābele".into() },
        fields: "name".into(),
    })
}

fn event(position: i64) -> Leaf {
    Leaf::Event(EventRow {
        position,
        stream: "officer:case".into(),
        version: position,
        recorded_at: 1_764_000_000_000_000 + position,
        actor: "system".into(),
        kind: "passkey-invited".into(),
        body: vec![0, 1, 2].into(),
    })
}

/// The file of some of seven rows, signed by the log and by two witnesses.
fn file(lane: &str, row: fn(i64) -> Leaf, positions: &[u64]) -> String {
    let rows: Vec<Leaf> = (1..=7).map(row).collect();
    let hashes: Vec<Hash> = rows.iter().map(Leaf::hash).collect();
    let checkpoint = Checkpoint::new(&format!("example.org/log/{lane}"), 7, root_of(&hashes)).unwrap();
    let mut note = checkpoint.sign(&[&log()]).unwrap();
    for number in [1, 2] {
        note.push(witness(number).cosign(&checkpoint, 1_764_000_001).unwrap()).unwrap();
    }
    let entry = |at: &u64| {
        let proof = prove_inclusion(&Leaves(&hashes), at - 1, 7).unwrap();
        Entry::new(rows[usize::try_from(at - 1).unwrap()].clone(), proof)
    };
    Bundle::new(&note, positions.iter().map(entry).collect()).to_json().unwrap()
}

/// What the program said: the code, standard output, standard error.
type Said = (i32, String, String);

fn run<W: AsRef<OsStr>>(words: &[W]) -> Said {
    let mut program = Command::new(env!("CARGO_BIN_EXE_parvalde-verify"));
    let output = program.args(words).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn kept(&self, content: &[u8]) -> PathBuf {
        let file = self.folder.path().join("proof.json");
        std::fs::write(&file, content).unwrap();
        file
    }

    /// Checks a file with the key of the log and more words.
    fn check(&self, content: &[u8], more: &[&str]) -> Said {
        let file = self.kept(content);
        let key = log().verifier().to_string();
        run(&[&[file.to_str().unwrap(), "--key", &key], more].concat())
    }

    /// Why a file is not proven: the code is 1, nothing is on standard output.
    fn refused(&self, content: &[u8], more: &[&str]) -> String {
        let (code, out, error) = self.check(content, more);
        assert_eq!((code, out.as_str()), (1, ""), "{error}");
        error.strip_prefix("parvalde-verify: not proven: ").expect(&error).to_owned()
    }
}

#[test]
fn a_good_file_is_proven_and_told_row_by_row() {
    let desk = Desk::new();
    let (code, out, error) = desk.check(file("access", access, &[6, 2, 4]).as_bytes(), &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0]
            .starts_with("proven: 3 entries of example.org/log/access, which had 7 entries and the root ")
    );
    assert!(lines[0].ends_with(" when it was signed"));
    assert_eq!(
        lines[1],
        "2 1764000000000002 read-person name of 7K2M9QRS04XZ for case:Ābele, by officer:case"
    );
    // What could move the cursor is shown and not done.
    assert_eq!(
        lines[2],
        r"4 1764000000000004 read-person name of 7K2M9QRS04XZ for case:\u{1b}[2J, by officer:case"
    );
    assert_eq!(lines.len(), 4);

    let (code, out, _) = desk.check(file("event", event, &[3]).as_bytes(), &[]);
    assert_eq!(code, 0);
    assert_eq!(out.lines().nth(1), Some("3 1764000000000003 officer:case passkey-invited by system"));

    let (code, out, _) = desk.check(file("event", event, &[]).as_bytes(), &[]);
    assert!(code == 0 && out.starts_with("proven: 0 entries of "), "{out}");
}

#[test]
fn witnesses_count_as_far_as_they_are_known() {
    let desk = Desk::new();
    let good = file("access", access, &[1]);
    let [one, two, stranger] = [1, 2, 3].map(|number| witness(number).verifier().to_string());
    let (code, out, _) =
        desk.check(good.as_bytes(), &["--witness", &one, "--witness", &two, "--at-least", "2"]);
    assert_eq!(code, 0);
    for name in ["w1", "w2"] {
        assert!(out.contains(&format!("cosigned by {name}.example.net at 1764000001")), "{out}");
    }
    let few = "1 known witnesses cosigned the checkpoint, 2 are needed\n";
    let asked = ["--witness", &one, "--witness", &stranger, "--at-least", "2"];
    assert_eq!(desk.refused(good.as_bytes(), &asked), few);
    // The log's own key under a witness's name is no witness.
    let own = WitnessKey::from_seed("w1.example.net", &[1; 32]).unwrap().verifier().to_string();
    let none = "0 known witnesses cosigned the checkpoint, 1 are needed\n";
    assert_eq!(desk.refused(good.as_bytes(), &["--at-least", "1"]), none);
    assert_eq!(desk.refused(good.as_bytes(), &["--witness", &own, "--at-least", "1"]), none);
}

#[test]
fn each_kind_of_bad_file_is_refused_with_its_reason() {
    let desk = Desk::new();
    let good = file("access", access, &[3, 5]);
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        desk.refused(good.replacen(from, to, 1).as_bytes(), &[])
    };
    let moved = "the entry at position 3 does not hold: its row is not proven to be in the log";
    for (from, to, why) in [
        ("Ābele", "Abele", moved),
        ("officer:case", "officer:none", moved),
        ("\"recorded_at\": 1764000000000003", "\"recorded_at\": 1764000000000004", moved),
        (
            "\"position\": 3,",
            "\"position\": 2,",
            "the entry at position 2 does not hold: its row says position 3",
        ),
        (
            "\"fields\": \"name\"",
            "\"fields\": \"name\", \"more\": 1",
            "the entry at position 3 does not hold: its columns",
        ),
        ("parvalde-proof/1", "parvalde-proof/9", "the file is of the format `parvalde-proof/9`"),
        ("log/access\\n", "log/cases\\n", "the origin `example.org/log/cases` does not end in"),
        ("log/access\\n", "log/event\\n", "the entry at position 3 does not hold: its columns"),
        ("\\n7\\n", "\\n8\\n", "the checkpoint of the file does not hold"),
        ("\"entries\"", "\"rows\"", "the file is not a proof file"),
    ] {
        let said = changed(from, to);
        assert!(said.starts_with(why), "{from} -> {to}: {said}");
    }
    // Two entries changed places.
    let turned = {
        let mut json: serde_json::Value = serde_json::from_str(&good).unwrap();
        json["entries"].as_array_mut().unwrap().reverse();
        json.to_string()
    };
    let said = desk.refused(turned.as_bytes(), &[]);
    assert!(said.contains("position 3 does not hold: entries stand in the order"), "{said}");
    // The proof of one entry under another.
    let lent = {
        let mut json: serde_json::Value = serde_json::from_str(&good).unwrap();
        json["entries"][0]["inclusion"] = json["entries"][1]["inclusion"].clone();
        json.to_string()
    };
    assert!(desk.refused(lent.as_bytes(), &[]).starts_with(moved));
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_was_cut() {
    let desk = Desk::new();
    let good = file("access", access, &[3]);
    let ends = (0..good.len()).step_by(good.len() / 20).chain([good.len() - 1]);
    for end in ends {
        let said = desk.refused(&good.as_bytes()[..end], &[]);
        assert!(said.starts_with("the file is not a proof file"), "cut at {end}: {said}");
    }
    let (code, ..) = desk.check(good.as_bytes(), &[]);
    assert_eq!(code, 0, "the whole file is good");
    for nonsense in [&b"\xff\xfe"[..], b"{}", b"[1]", b"null"] {
        assert!(desk.refused(nonsense, &[]).starts_with("the file is not a proof file"));
    }
}

#[test]
fn a_file_that_is_too_long_is_not_taken_in() {
    let desk = Desk::new();
    let file = desk.kept(b"");
    std::fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(BYTES_MAX as u64 + 5).unwrap();
    let (code, _, error) = run(&[file.to_str().unwrap(), "--key", &log().verifier().to_string()]);
    assert_eq!(code, 1);
    let why = format!("a proof file has at most {BYTES_MAX} bytes, this has {}", BYTES_MAX + 1);
    assert!(error.contains(&why), "{error}");
}

#[test]
fn another_key_proves_nothing() {
    let desk = Desk::new();
    let path = desk.kept(file("access", access, &[3]).as_bytes());
    let path = path.to_str().unwrap();
    let with = |key: &str| run(&[path, "--key", key]);
    // Another log's key.
    let other = SignerKey::from_seed("example.org/other", &[1; 32]).unwrap();
    let (code, out, error) = with(&other.verifier().to_string());
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(error.contains("the log, whose key is `example.org/other`, did not sign"), "{error}");
    // A key of the same name that somebody else made.
    let forged = SignerKey::from_seed("example.org/log", &[9; 32]).unwrap();
    let (code, _, error) = with(&forged.verifier().to_string());
    assert!(code == 1 && error.contains("not proven: the checkpoint of the file does not hold"), "{error}");
    // A witness does not speak for the log.
    let (code, _, error) = with(&witness(1).verifier().to_string());
    assert!(code == 1 && error.contains("is of another kind"), "{error}");
    // What is no key at all is bad usage.
    for wrong in ["", "example.org/log", "example.org/log+0000+AAAA"] {
        let (code, out, error) = with(wrong);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong}: {error}");
        assert!(error.contains("usage: parvalde-verify FILE --key KEY"), "{error}");
    }
}

#[test]
fn bad_usage_is_told_apart_from_a_bad_file() {
    let key = log().verifier().to_string();
    let nothing: [&str; 0] = [];
    for (words, why) in [
        (&nothing[..], "name the proof file"),
        (&["proof.json"], "say by --key which log it must be of"),
        (&["proof.json", "--key"], "missing argument for option '--key'"),
        (&["proof.json", "more.json", "--key", &key], "unexpected argument \"more.json\""),
        (&["proof.json", "--key", &key, "--quick"], "invalid option '--quick'"),
        (&["proof.json", "--key", &key, "--at-least", "many"], "cannot parse argument \"many\""),
    ] {
        let (code, out, error) = run(words);
        assert_eq!((code, out.as_str()), (2, ""), "{words:?}: {error}");
        assert!(error.starts_with(&format!("parvalde-verify: {why}")), "{words:?}: {error}");
    }
    let (code, out, error) = run(&["--help"]);
    assert!(code == 0 && error.is_empty() && out.starts_with("usage: parvalde-verify"), "{out}{error}");
    // A file that is not there is no proof.
    let (code, _, error) = run(&["/nowhere/proof.json", "--key", &key]);
    assert!(code == 1 && error.contains("cannot read `/nowhere/proof.json`"), "{error}");
}
