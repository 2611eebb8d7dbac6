//! `parvalde procedure` and `parvalde term` on the real law files, and on broken ones.

use crate::cli::{code, feed, run, stderr, stdout};
use serde_json::Value;
use std::path::Path;

const PROCEDURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../procedures");

fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{arguments:?}: {}", stderr(&output)))
}

/// A copy of the law files in a folder of its own, one file edited.
fn edited(file: &str, edit: impl Fn(&str) -> String) -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(PROCEDURES), &folder.path().join("procedures"));
    let path = folder.path().join("procedures/lv").join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let broken = edit(&text);
    assert_ne!(text, broken, "the edit of {file} changes nothing");
    std::fs::write(path, broken).unwrap();
    folder
}

const PASSPORT: &str = "passport.citizen/2024-02-12.kdl";

#[test]
fn the_built_in_files_are_sound() {
    for arguments in [
        &["procedure", "check"][..],
        &["procedure", "check", "passport.citizen"],
        &["procedure", "check", PROCEDURES],
    ] {
        let output = run(arguments);
        assert_eq!((code(&output), stderr(&output)), (0, String::new()), "{arguments:?}");
        assert!(stdout(&output).contains("sound: "), "{}", stdout(&output));
    }
    let list = json(&["procedure", "list", "--format", "json"]);
    let ids: Vec<_> = list.as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"passport.citizen") && ids.contains(&"base.administrative"), "{ids:?}");
    let lv = stdout(&run(&["procedure", "explain", "passport.citizen", "--lang", "lv"]));
    assert!(lv.contains("Pilsoņa pases izsniegšana"), "{lv}");
    assert!(lv.contains("lv/passport.citizen/2024-02-12.kdl\n"), "names the file of its points: {lv}");
    let passport = list.as_array().unwrap().iter().find(|p| p["id"] == "passport.citizen").unwrap();
    assert!(passport["unverified"].as_u64() < passport["points"].as_u64(), "{passport}");
}

#[test]
fn a_broken_file_is_named_with_line_column_and_hint() {
    for (edit, place, message) in [
        (
            ("ground=\"not-a-citizen\"", "ground=\"not-citizen\""),
            "2024-02-12.kdl:",
            "did you mean `not-a-citizen`?",
        ),
        (
            ("person.age at-least=15", "person.agee at-least=15"),
            "2024-02-12.kdl:",
            "did you mean `person.age`?",
        ),
        (("decide \"refuse\"", "decide \"refuse"), "2024-02-12.kdl:", "error: "),
    ] {
        let folder = edited(PASSPORT, |text| text.replacen(edit.0, edit.1, 1));
        let place_of = folder.path().join("procedures").display().to_string();
        let output = run(&["procedure", "check", &place_of]);
        assert_eq!((code(&output), stdout(&output)), (1, String::new()), "{edit:?}");
        let said = stderr(&output);
        assert!(said.contains(place) && said.contains(message), "{said}");
        assert!(said.contains(" | ") && said.contains('^'), "shows the line: {said}");
        // The changed file alone, laid over the built-in ones, has the same faults.
        let file = folder.path().join("procedures/lv").join(PASSPORT).display().to_string();
        assert_eq!(stderr(&run(&["procedure", "check", &file])), said);
        let answer = json(&["procedure", "check", &place_of, "--format", "json"]);
        assert_eq!(answer["sound"], false);
        assert!(answer["errors"][0]["line"].as_u64().unwrap() > 1, "{answer}");
        // Nothing is answered from broken law.
        let list = run(&["procedure", "list", "--procedures", &place_of]);
        assert_eq!((code(&list), stdout(&list)), (1, String::new()));
    }
}

#[test]
fn what_does_not_exist_is_said_with_what_there_is() {
    for (arguments, exit, message) in [
        (&["procedure", "check", "no-such-thing"][..], 2, "no file, no folder and no procedure"),
        (&["procedure", "check", "passport.citizn"], 2, "did you mean `passport.citizen`?"),
        (&["procedure", "check", env!("CARGO_MANIFEST_DIR")], 2, "has no law file"),
        (&["procedure", "explain", "passport.citizen", "--lang", "de"], 2, "there are: lv, en"),
        (&["procedure", "what-if", "draft"], 2, "--facts <FILE>|--db <URL>"),
        (&["procedure", "explain", "passport.citizn"], 1, "did you mean `passport.citizen`?"),
        (
            &["procedure", "explain", "passport.citizen", "--on", "1990-01-01"],
            1,
            "the first is of 2024-02-12",
        ),
        (&["procedure", "list", "--procedures", "/no/such/folder"], 2, "there is no file or folder"),
        (&["term", "--procedure", "passport.citizen", "--from", "2026-02-30"], 2, "2026-02-30"),
        (&["term", "--procedure", "passport.citizen", "--from", "2026-11-24", "--clock", "x"], 1, "it has: "),
        (
            &["term", "--procedure", "passport.citizen", "--from", "2026-11-24", "--pause", "soon"],
            2,
            "is no pause",
        ),
        (
            &["term", "--procedure", "passport.citizen", "--from", "2026-11-24", "--fact", "sped=fast"],
            2,
            "did you mean `speed`?",
        ),
    ] {
        let output = run(arguments);
        assert_eq!(code(&output), exit, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn facts_are_assessed_under_the_law() {
    let assess = |facts: &str| {
        let output = feed(
            &["procedure", "assess", "passport.citizen", "--on", "2026-11-24", "--format", "json"],
            facts,
        );
        (code(&output), serde_json::from_str::<Value>(&stdout(&output)).unwrap_or_default(), stderr(&output))
    };
    let (code, answer, _) =
        assess(r#"{"person.age": 34, "person.status": "non-citizen", "applicant.is-subject": true}"#);
    assert_eq!((code, &answer["procedure"]), (0, &Value::from("passport.citizen")));
    let citizen = answer["assessment"]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["requirement"] == "citizen")
        .unwrap();
    assert_eq!(citizen["truth"], "not-met", "{citizen}");
    let (_, answer, _) = assess("{}");
    assert_eq!(answer["outcome"], "unknown");
    for (facts, message) in [
        (r#"{"person.agee": 34}"#, "did you mean `person.age`?"),
        (r#"{"person.age": "old"}"#, "person.age"),
        ("[1]", "no JSON object"),
        ("", "no JSON object"),
    ] {
        let (code, _, said) = assess(facts);
        assert_eq!(code, 1, "{facts}");
        assert!(said.contains(message), "{facts}: {said}");
    }
}

/// By hand with the calendar of 2026: 24 November is a Tuesday; ten working days later is 8 December. The fast
/// issue takes two. A pause from 26 November until 1 December leaves nine days to count from 1 December.
#[test]
fn a_term_is_counted_as_by_hand() {
    let due = |more: &[&str]| {
        let mut arguments =
            vec!["term", "--procedure", "passport.citizen", "--from", "2026-11-24", "--format", "json"];
        arguments.extend(more);
        json(&arguments)["due"].clone()
    };
    assert_eq!(due(&[]), "2026-12-08");
    assert_eq!(due(&["--fact", "speed=fast"]), "2026-11-26");
    assert_eq!(due(&["--pause", "2026-11-26..2026-12-01"]), "2026-12-11");
    assert_eq!(due(&["--pause", "2026-11-26.."]), Value::Null);
    let text =
        stdout(&run(&["term", "--procedure", "passport.citizen", "--from", "2026-11-24", "--lang", "lv"]));
    assert!(text.starts_with("2026-12-08\n") && text.contains("10 darba dienas"), "{text}");
}

/// A passport that costs a euro more.
#[test]
fn past_cases_are_compared_under_a_draft() {
    let folder = edited(PASSPORT, |text| {
        let text = text.replace("amount=34.00", "amount=35.00").replace("fee=34.00", "fee=35.00");
        text.replace("at-most=\"34.00\"", "at-most=\"35.00\"")
    });
    let draft = folder.path().join("procedures/lv").join(PASSPORT).display().to_string();
    let cases = [
        r#"{"case":"c-1","received":"2026-11-24","facts":{"person.age":34,"speed":"normal","fee.claim":"none"}}"#,
        r#"{"case":"c-2","received":"2026-11-24","facts":{"person.agee":34}}"#,
        r#"{"case":"c-3","received":"2026-11-25","facts":{"person.age":40,"speed":"fast","speed.reason":"none","fee.claim":"none"}}"#,
    ]
    .join("\n");
    let arguments = ["procedure", "what-if", &draft, "--facts", "-"];
    let output = feed(&arguments, &cases);
    assert_eq!((code(&output), stderr(&output)), (1, String::new()), "one line cannot be compared");
    let text = stdout(&output);
    for said in [
        "cases compared: 2; different: 1",
        "Cannot be compared: 1",
        "line 2, c-2: there is no fact `person.agee`; did you mean `person.age`?",
        "      1  fee: 34.00 EUR → 35.00 EUR",
        "c-1  passport.citizen 2024-02-12 → 2024-02-12",
    ] {
        assert!(text.contains(said), "`{said}` is not in {text}");
    }
    let lv = stdout(&feed(&[&arguments[..], &["--lang", "lv"]].concat(), &cases));
    assert!(lv.contains("nodeva: 34,00 EUR → 35,00 EUR"), "{lv}");
    assert!(lv.contains("rinda 2, c-2: fakta `person.agee` nav; vai domājāt `person.age`?"), "{lv}");
    let broken = folder.path().join("cases.jsonl");
    std::fs::write(&broken, b"{\n\xff\n").unwrap();
    let output = run(&["procedure", "what-if", &draft, "--facts", broken.to_str().unwrap()]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("line 2 is not UTF-8 text"), "{}", stderr(&output));
    let one = cases.lines().next().unwrap();
    let output = feed(&[&arguments[..], &["--format", "json"]].concat(), one);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((code(&output), &report["changed"]), (0, &Value::from(1)), "{report}");
    assert_eq!(report["cases"][0]["now"]["terms"]["clock:decision"]["due"], "2026-12-08", "{report}");
    // The law in force is no draft.
    let same = run(&["procedure", "what-if", PROCEDURES, "--facts", "/dev/null"]);
    assert_eq!((code(&same), stdout(&same)), (1, String::new()));
    assert!(stderr(&same).contains("changes no procedure"), "{}", stderr(&same));
}

#[test]
fn the_catalogue_of_the_register_is_printed_for_people_and_for_programs() {
    let output = run(&["register", "catalogue"]);
    assert_eq!((code(&output), stderr(&output)), (0, String::new()));
    let text = stdout(&output);
    assert!(text.contains("Dzīvesvietas deklarēšana / Declaration of residence"), "{text}");
    let catalogue = json(&["register", "catalogue", "--format", "json"]);
    let death = catalogue["facts"].as_array().unwrap().iter().find(|fact| fact["code"] == "death").unwrap();
    assert!(death["writers"].as_array().unwrap().iter().any(|body| body == "civil-registry"), "{death}");

    // The files of a folder take the place of the built-in ones, and are proven first.
    let folder = edited("register.kdl", |text| text.replace("en=\"Death\"", "en=\"Passing\""));
    let place = folder.path().to_str().unwrap();
    let other = stdout(&run(&["register", "catalogue", "--procedures", place]));
    assert!(other.contains("Nāve / Passing"), "{other}");
    let folder = edited("register.kdl", |text| {
        text.replace("writers \"civil-status\" \"court\"", "writers \"civil-statas\"")
    });
    let output = run(&["register", "catalogue", "--procedures", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert!(stderr(&output).contains("did you mean `civil-status`?"), "{}", stderr(&output));
    assert!(stderr(&output).contains("lv/register.kdl:"), "{}", stderr(&output));
    assert_eq!(code(&run(&["register"])), 2);
}

/// A folder of law is known by what is in it: neither it nor what lies around it need be called anything.
#[test]
fn law_files_are_found_whatever_their_folder_is_called() {
    let folder = edited(PASSPORT, |text| {
        let text = text.replace("amount=34.00", "amount=34.01").replace("fee=34.00", "fee=34.01");
        text.replace("at-most=\"34.00\"", "at-most=\"34.01\"")
    });
    let law = folder.path().join("law");
    std::fs::rename(folder.path().join("procedures"), &law).unwrap();
    let file = law.join("lv").join(PASSPORT);
    for place in [folder.path(), &law, &law.join("lv"), &law.join("lv/passport.citizen"), &file] {
        let output = run(&["procedure", "check", place.to_str().unwrap()]);
        assert!(stdout(&output).contains("sound: "), "{}: {}", place.display(), stderr(&output));
    }
    // The country's folder may be called otherwise too.
    let country = folder.path().join("draft-law");
    std::fs::rename(law.join("lv"), &country).unwrap();
    let place = country.to_str().unwrap();
    let said = stdout(&run(&["procedure", "explain", "passport.citizen", "--procedures", place]));
    assert!(said.contains("34.01 EUR"), "{said}");
    // Of one file, and of one procedure, only its own warnings are told.
    let one = stdout(&run(&["procedure", "check", country.join(PASSPORT).to_str().unwrap()]));
    let all = stdout(&run(&["procedure", "check", place]));
    assert!(one.matches("warning: ").count() < all.matches("warning: ").count(), "{one}");
    assert_eq!(one.matches("warning: ").count(), one.matches("--> lv/passport.citizen/").count(), "{one}");
    // The example of the language lies in a country of its own.
    let example = Path::new(PROCEDURES).with_file_name("docs/procedure");
    for place in [example.clone(), example.join("xx/loan.rare/2026-01-01.kdl")] {
        let output = run(&["procedure", "check", place.to_str().unwrap()]);
        assert!(stdout(&output).contains("sound: "), "{}", stderr(&output));
    }
    // Two laws of one country are not laid over each other.
    std::fs::create_dir(folder.path().join("other")).unwrap();
    std::fs::copy(country.join("country.kdl"), folder.path().join("other/country.kdl")).unwrap();
    let both = run(&["procedure", "check", folder.path().to_str().unwrap()]);
    assert_eq!(code(&both), 2);
    assert!(stderr(&both).contains("both hold the law of the country `lv`"), "{}", stderr(&both));
}
