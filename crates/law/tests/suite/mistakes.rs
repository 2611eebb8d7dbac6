//! Mistakes of somebody who writes law and no programs: told at their own line, once, with what to write instead.

use crate::library::{CARD, FACTS, RARE, edited, faults, files, load, told, with_example};
use law::{Diagnostic, Severity};

/// The one fault of files that do not load.
#[track_caller]
fn only(files: &[(String, String)]) -> Diagnostic {
    let found = faults(files);
    let all = found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n");
    assert_eq!(found.len(), 1, "{all}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_slip_of_syntax_is_told_at_its_line() {
    for (from, to, message, hint) in [
        ("amount=5.00", "amount=5,00", "`5,00` is no number", "write 5.00"),
        ("in-force=\"2025-01-01\"", "in-force=2025-01-01", "stands without quotes", "\"2025-01-01\""),
        ("is=#false", "is=false", "`false` is written without its mark", "write #false"),
        ("lv=\"Sev\"", "lv=“Sev”", "typographic quotes", "\"Sev\""),
        ("term=\"5 working-days\"", "term=5 working-days", "", ""),
        ("lv=\"Ātra karte\"", "lv=\"Ātra karte", "", ""),
    ] {
        let files = edited(CARD, from, to);
        let text = &files.iter().find(|(file, _)| file == CARD).unwrap().1;
        let line = text.lines().position(|line| line.contains(to)).unwrap() + 1;
        let found = faults(&files);
        let fault = &found[0];
        assert_eq!((fault.file.as_str(), fault.line), (CARD, line), "{fault}");
        assert!(fault.message.contains(message), "{fault}");
        assert!(fault.hint.as_deref().unwrap_or_default().contains(hint), "{fault}");
    }
    // Quotes inside a text are letters like others, and so are words in comments.
    let sound = edited(CARD, "lv=\"Sev\"", "/* is=true 9,00 */ lv=\"„Sev“ // 9,00 }\"");
    assert!(load(&sound).is_ok());
}

#[test]
fn a_node_that_is_not_closed_is_the_one_that_is_told() {
    let unclosed =
        only(&edited(CARD, "        roll cite=\"rules:6\"\n    }\n", "        roll cite=\"rules:6\"\n"));
    assert!(unclosed.message.contains("`clock` is not closed"), "{unclosed}");
    assert!(unclosed.snippet.contains("clock \"quick-answer\""), "{unclosed}");
    let text = files().into_iter().find(|(file, _)| file == CARD).unwrap().1;
    let closed = only(&edited(CARD, &text, &format!("{text}}}\n")));
    assert!(closed.message.contains("closes nothing"), "{closed}");
}

#[test]
fn a_file_without_a_procedure_is_told() {
    let with = |text: &str| {
        let mut files = files();
        files.push(("xx/card.reader/2027-01-01.kdl".to_owned(), text.to_owned()));
        files
    };
    for text in ["", "// Nothing yet.\n"] {
        let fault = only(&with(text));
        assert_eq!(fault.file, "xx/card.reader/2027-01-01.kdl");
        assert_eq!(fault.message, "this file holds no procedure");
    }
    let mut alone = files();
    alone.retain(|(file, _)| file != CARD);
    alone.push((CARD.to_owned(), String::new()));
    assert!(faults(&alone)[0].message.contains("holds no procedure"));
}

/// What a later version inherits does not hold there: the older file is sound.
#[test]
fn what_is_inherited_is_told_of_the_version_that_inherits_it() {
    let later = |body: &str| {
        let mut files = files();
        let head = "procedure \"card.reader\" in-force=\"2027-01-01\" inherits=\"card.reader@2025-01-01\"";
        let text = format!("{head} {{\n    name lv=\"Karte\" en=\"Card\"\n{body}}}\n");
        files.push(("xx/card.reader/2027-01-01.kdl".to_owned(), text));
        files
    };
    let fee = "    fee due=\"asked\" {\n        row \"any\" amount=6.00 cite=\"tariff:1\" { name lv=\"Karte\" en=\"Card\" }\n    }\n";
    let found = faults(&later(fee));
    let evidence = found.iter().find(|f| f.message.contains("asks for `reader.student`")).unwrap();
    assert!(evidence.message.ends_with("(in `card.reader` of 2027-01-01)"), "{evidence}");
    assert!(evidence.hint.as_deref().unwrap().contains("except \"evidence\" \"student-card\""), "{evidence}");

    let kept = fee.replace("5.00", "6.00").replace(
        "    }\n",
        "        exempt \"student\" cite=\"tariff:2\" { name lv=\"Skolēns\" en=\"Student\"; reader.student is=#true }\n    }\n",
    );
    let found = faults(&later(&kept));
    let grown =
        found.iter().find(|f| f.message.contains("expects the fee `5.00`, but it is `6.00`")).unwrap();
    assert_eq!(grown.file, CARD);
    assert!(grown.message.ends_with("(in `card.reader` of 2027-01-01)"), "{grown}");
    assert!(grown.hint.as_deref().unwrap().contains("write example \"grown-up\" anew there"), "{grown}");
    // What no example shows follows from the examples that fail, and is not told besides.
    assert!(found.iter().all(|f| !f.message.contains("no example of")), "{found:#?}");
}

#[test]
fn a_wrong_example_is_told_once() {
    let fault = only(&edited(CARD, "reader.age=30 reader.banned", "reader.agee=30 reader.banned"));
    assert!(fault.message.contains("there is no fact `reader.agee`"), "{fault}");
    let fault = only(&edited(CARD, "expect outcome=\"grant\" fee=8.50", "expect outcome=\"grant\" fee=8.40"));
    assert!(fault.message.contains("expects the fee `8.40`"), "{fault}");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    told(CARD, "cite=\"rules:2\"", "cite=\"rules:((x\"", "`((x` is no point of an act", "require", "67(2)3");
    told(CARD, "cite=\"rules:2\"", "cite=\"rules:2()\"", "`2()` is no point", "require", "");
    told(CARD, "reduced=2.50", "reduced=25.00", "the reduced amount 25.00 EUR is more", "row \"slow\"", "");
    told(
        CARD,
        "shorten \"1 working-day\"",
        "shorten \"6 working-days\"",
        "longer than the term",
        "shorten",
        "extend",
    );
    told(
        CARD,
        "shorten \"1 working-day\"",
        "shorten \"2 months\"",
        "longer than the term",
        "shorten",
        "extend",
    );
    told(CARD, "term=\"5 working-days\"", "term=\"0 days\"", "ends before it begins", "clock", "at least 1");
    told(
        RARE,
        "answer letter=\"extract\"",
        "answer letter=\"extrakt\"",
        "no letter `extrakt`",
        "answer",
        "`extract`",
    );
    told(RARE, "letter=\"notice\"", "letter=\"longer\"", "no letter `longer`", "notice", "templates/letters");
    told(CARD, "lv=\"Sev\"", "lv=\"\"", "`lv` is empty", "applicant", "");
}

#[test]
fn the_letters_are_the_templates() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/letters");
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let Some(name) = name.strip_suffix(".typ").filter(|name| !["base", "letter"].contains(name)) else {
            continue;
        };
        let files = edited(RARE, "answer letter=\"extract\"", &format!("answer letter=\"{name}\""));
        assert!(load(&files).is_ok(), "{name}");
    }
}

#[test]
fn days_without_a_version_are_told_as_a_warning() {
    let mut files = edited(CARD, "in-force=\"2025-01-01\"", "in-force=\"2025-01-01\" until=\"2026-12-10\"");
    let text = files.iter().find(|(file, _)| file == CARD).unwrap().1.clone();
    let next = text.replace(" until=\"2026-12-10\"", "").replace("2025-01-01", "2026-12-20");
    files.push(("xx/card.reader/2026-12-20.kdl".to_owned(), next));
    let book = load(&files).unwrap_or_else(|errors| panic!("{errors}"));
    let [warning] = book.warnings() else { panic!("{:?}", book.warnings()) };
    assert_eq!((warning.severity, warning.file.as_str()), (Severity::Warning, CARD));
    assert!(warning.message.contains("from 2026-12-10 until 2026-12-20"), "{warning}");
}

#[test]
fn nothing_is_counted_below_none() {
    told(CARD, "reader.age=30", "reader.age=-1", "`reader.age` cannot be -1", "given", "0 or more");
    let book = crate::library::book();
    let said = law::tools::read_facts(&book, r#"{"reader.age":-3}"#).unwrap_err().to_string();
    assert!(said.contains("cannot be `-3`; it is a whole number, 0 or more (years)"), "{said}");
}

#[test]
fn only_a_fact_of_yes_or_no_is_denied() {
    told(
        FACTS,
        "label lv=\"Lasītāja vecums\" en=\"Age of the reader\"",
        "label lv=\"Lasītāja vecums\" en=\"Age of the reader\"; denied lv=\"x\" en=\"x\"",
        "only a fact of type bool is denied",
        "denied",
        "option",
    );
    assert!(load(&with_example()).is_ok());
}
