//! Versions, inheritance, syntax, and the files of a country.

use crate::library::{BASE, CARD, COUNTRY, FACTS, OFFICES, REGISTER, edited, faults, files, load, told};
use law::Severity;

#[test]
fn versions_do_not_overlap() {
    let mut more = files();
    let text = more
        .iter()
        .find(|(file, _)| file == CARD)
        .unwrap()
        .1
        .replace("in-force=\"2025-01-01\"", "in-force=\"2026-01-01\"");
    more.push(("xx/card.reader/2026-01-01.kdl".to_owned(), text.clone()));
    let book = load(&more).unwrap();
    let on =
        |day: &str| book.procedure("card.reader", crate::library::day(day)).map(|p| p.in_force().to_string());
    assert_eq!(on("2024-12-31"), None);
    assert_eq!(on("2025-12-31").as_deref(), Some("2025-01-01"));
    assert_eq!(on("2026-01-01").as_deref(), Some("2026-01-01"), "the older version ends the day before");
    assert!(
        book.version("card.reader", crate::library::day("2025-01-01")).is_some(),
        "a case keeps its version"
    );

    more.iter_mut().find(|(file, _)| file == CARD).unwrap().1 =
        files()[5].1.replace("in-force=\"2025-01-01\"", "in-force=\"2025-01-01\" until=\"2026-02-01\"");
    let found = faults(&more);
    assert!(found.iter().any(|f| f.message.contains("overlaps the one of 2026-01-01")), "{found:?}");

    let mut twice = files();
    twice.push(("xx/card.reader/2025-01-01.kdl".to_owned(), files()[5].1.clone()));
    assert!(faults(&twice).iter().any(|f| f.message.contains("two files are the version")));
    told(
        CARD,
        "in-force=\"2025-01-01\"",
        "in-force=\"2025-01-02\"",
        "stands in the file `2025-01-01.kdl`",
        "procedure",
        "first day",
    );
    told(
        CARD,
        "procedure \"card.reader\"",
        "procedure \"card.writer\"",
        "stands in the folder `card.reader`",
        "procedure",
        "agree",
    );
    told(
        CARD,
        "in-force=\"2025-01-01\"",
        "in-force=\"2025-01-01\" until=\"2024-01-01\"",
        "ends before it begins",
        "procedure",
        "",
    );
}

#[test]
fn special_law_replaces_general_law_and_says_so() {
    let book = load(
        &edited(CARD, "clock \"quick-answer\"", "clock \"answer\"")
            .into_iter()
            .map(|(file, text)| {
                let text = text.replace("term \"quick-answer\"", "term \"answer\"");
                (file, text)
            })
            .collect::<Vec<_>>(),
    )
    .unwrap();
    let [warning] = book.warnings() else { panic!("{:?}", book.warnings()) };
    assert_eq!(warning.severity, Severity::Warning);
    assert!(
        warning.message.contains("`clock \"answer\"` of `card.reader` replaces the one of `base.lending`")
    );
    assert_eq!(book.procedure("card.reader", crate::library::day("2025-06-01")).unwrap().clocks().len(), 1);

    told(
        CARD,
        "inherits=\"base.lending\"",
        "inherits=\"base.lendign\"",
        "there is no procedure `base.lendign`",
        "procedure",
        "`base.lending`",
    );
    told(
        BASE,
        "in-force=\"2020-01-01\" abstract",
        "in-force=\"2020-01-01\" inherits=\"card.reader\" abstract",
        "no procedure `card.reader` in force on 2020-01-01",
        "procedure",
        "2025-01-01",
    );
    told(
        BASE,
        "in-force=\"2020-01-01\" abstract",
        "in-force=\"2020-01-01\" inherits=\"base.lending\" abstract",
        "inherits itself",
        "procedure",
        "",
    );
    let stage = "    stage \"give\"";
    told(
        CARD,
        stage,
        &format!("    stage \"ask\" by=\"x\" {{ name lv=\"x\" en=\"x\" }}\n{stage}"),
        "`stage \"ask\"` stands here twice",
        "stage \"ask\"",
        "",
    );
}

#[test]
fn a_syntax_error_is_shown_at_its_place_also_after_letters_of_two_bytes() {
    let found = faults(&edited(
        CARD,
        "name lv=\"Lasītāja karte\" en=\"Reader's card\"",
        "name lv=\"Lasītāja karte\" en=Reader\"s",
    ));
    let first = &found[0];
    assert!(first.message.starts_with("this text is not closed"), "{first}");
    assert_eq!((first.file.as_str(), first.line), (CARD, 2), "{first}");
    assert!(first.snippet.contains("Lasītāja karte"));

    // The caret counts letters, not bytes.
    let found = faults(&edited(
        CARD,
        "name lv=\"Trokšņo\" en=\"Noisy\" }",
        "name lv=\"Trokšņo\" en=\"Noisy\" vl=\"x\"; bad }",
    ));
    let fault = found.iter().find(|f| f.message.contains("`bad`")).unwrap_or_else(|| panic!("{found:?}"));
    let at: String = fault.snippet.chars().skip(fault.column - 1).take(fault.width).collect();
    assert_eq!(at, "bad", "{fault}");
}

#[test]
fn the_files_of_a_country_are_complete() {
    let without = |name: &str| files().into_iter().filter(|(file, _)| file != name).collect::<Vec<_>>();
    for name in [COUNTRY, FACTS, OFFICES, REGISTER] {
        let found = faults(&without(name));
        let short = name.trim_start_matches("xx/");
        assert!(found.iter().any(|f| f.message.contains(&format!("`{short}` is missing"))), "{found:?}");
    }
    assert!(faults(&[]).iter().any(|f| f.message.contains("no law file")));
    let mut two = files();
    two.push(("yy/facts.kdl".to_owned(), String::new()));
    assert!(faults(&two).iter().any(|f| f.message.contains("another country")));
    let mut stray = files();
    stray.push(("xx/notes.kdl".to_owned(), String::new()));
    assert!(faults(&stray).iter().any(|f| f.message.contains("no law file")));
    told(
        FACTS,
        "option \"reader\" lv=\"lasītājs\" en=\"reader\"",
        "option \"guest\" lv=\"viesis\" en=\"guest\"",
        "no status `guest`",
        "person.status",
        "country.kdl",
    );
}

#[test]
fn the_catalogue_country_and_offices_are_checked() {
    told(
        COUNTRY,
        " given-names-max=30",
        "",
        "`names` needs `given-names-max`",
        "names surname-max",
        "add given-names-max= and a whole number",
    );
    told(
        FACTS,
        "fact \"form.signed\"",
        "fact \"reader.age\"",
        "the fact `reader.age` stands here twice",
        "reader.age",
        "",
    );
    told(
        FACTS,
        "    question lv=\"Cik ātri?\" en=\"How soon?\"\n",
        "",
        "nothing is asked",
        "wish",
        "question",
    );
    told(
        FACTS,
        "type=\"bool\" source=\"judged\"",
        "type=\"code\" source=\"judged\"",
        "a code needs options",
        "reader.quiet",
        "option",
    );
    told(
        FACTS,
        "type=\"bool\" source=\"judged\"",
        "type=\"text\" source=\"judged\"",
        "`type` cannot be `text`",
        "reader.quiet",
        "",
    );
    told(FACTS, "default=\"slow\"", "default=\"slwo\"", "cannot be", "wish", "`slow`");
    told(FACTS, "fact \"wish\"", "fact \"any\"", "a fact cannot be called `any`", "any", "");
    told(
        COUNTRY,
        "month=1 day=1",
        "month=2 day=30",
        "not said when this holiday falls",
        "holiday",
        "month=11",
    );
    told(COUNTRY, "zone \"Europe/Riga\"", "zone \"Europe/Rigga\"", "is not a time zone", "zone", "");
    told(
        COUNTRY,
        "place at=1 from=9 to=9",
        "place at=12 from=9 to=9",
        "a place has a number from 1 to 11",
        "place",
        "",
    );
    told(COUNTRY, "fold \"ā\" \"a\"", "fold \"āā\" \"a\"", "is not one letter", "fold", "");
    told(COUNTRY, "    currency \"EUR\"\n", "", "the country has no `currency`", "country", "");
    told(
        OFFICES,
        "monday \"09:00\" \"16:30\"",
        "monday \"16:30\" \"09:00\"",
        "closes before it opens",
        "monday",
        "",
    );
    told(OFFICES, "monday \"09:00\"", "montag \"09:00\"", "is no weekday", "montag", "");
    told(OFFICES, "week=\"usual\"", "week=\"usua\"", "there is no week `usua`", "main", "");
    told(
        OFFICES,
        "    address-note lv=\"nav pārbaudīta\" en=\"not verified\"\n",
        "",
        "neither an address nor a word on why not",
        "far",
        "",
    );
    told(
        OFFICES,
        "    hours-note lv=\"nav zināms\" en=\"not known\"\n",
        "",
        "neither hours nor a word on why not",
        "far",
        "",
    );
    told(
        OFFICES,
        "services=\"card.reader\"",
        "services=\"card.writer\"",
        "there is no procedure `card.writer`",
        "main",
        "",
    );
    told(OFFICES, "office \"far\"", "office \"main\"", "the office `main` stands here twice", "office", "");
}

#[test]
fn all_faults_are_told_at_once_and_read_like_a_compiler() {
    let mut files = edited(CARD, "reader.banned is=#false", "reader.baned is=#false");
    let text = &mut files.iter_mut().find(|(file, _)| file == CARD).unwrap().1;
    *text = text.replace("ground \"noisy\" kind=\"may\"", "ground \"noisy\" kind=\"perhaps\"");
    let errors = load(&files).unwrap_err();
    assert_eq!(errors.diagnostics().len(), 2);
    let said = errors.to_string();
    let shape = said.lines().take(6).collect::<Vec<_>>();
    assert_eq!(shape[0], "error: there is no fact `reader.baned`");
    assert!(shape[1].starts_with(" --> xx/card.reader/2025-01-01.kdl:7:"), "{said}");
    assert_eq!((shape[2], shape[5]), ("  |", "  = hint: did you mean `reader.banned`?"));
    // The caret stands under the word, counted in letters.
    let (line, carets) = (shape[3].chars().collect::<Vec<_>>(), shape[4].chars().collect::<Vec<_>>());
    let under: String =
        line.iter().zip(&carets).filter(|(_, caret)| **caret == '^').map(|(c, _)| *c).collect();
    assert_eq!(under, "reader.baned");
    assert!(said.ends_with("2 errors in the law files"), "{said}");
}

#[test]
fn braces_and_comments_that_nest_without_end_are_told() {
    for (open, close) in [("a {", "}"), ("/* ", " */")] {
        let deep = format!("procedure \"x\" {{ {} {} }}", open.repeat(20_000), close.repeat(20_000));
        let mut more = files();
        more.push(("xx/x/2026-01-01.kdl".to_owned(), deep));
        let found = faults(&more);
        assert!(found[0].message.contains("lie inside each other"), "{}", found[0].message);
        assert!(found[0].snippet.chars().count() < 600, "a long line is shortened");
    }
    // What stands in a string or a comment nests nothing.
    let braces = "{".repeat(200);
    for harmless in [
        format!("// {braces}"),
        format!("/* {braces} */"),
        format!("remark \"{braces}\\\" {braces}\""),
        format!("remark #\"{braces}\"{braces}\"#"),
        format!("remark \"\"\"\n{braces} \" {braces}\n\"\"\""),
    ] {
        let text = edited(CARD, "visit minutes=15", &format!("{harmless}\n    visit minutes=15"));
        let told = load(&text).err().map(|errors| errors.to_string()).unwrap_or_default();
        assert!(!told.contains("lie inside each other"), "{harmless}: {told}");
        assert!(told.is_empty() || told.contains("does not know the word `remark`"), "{harmless}: {told}");
    }
}

proptest::proptest! {
    /// Whatever is cut out of the files or put into them: they load, or they are refused with a reason.
    #[test]
    fn no_file_brings_the_loader_down(file in 0_usize..6, at in 0.0_f64..1.0, cut in 0_usize..60, put in "[a-z0-9=\"{}#ā\\\\/*. \n-]{0,12}") {
        let mut files = files();
        let text = &mut files[file].1;
        let letters: Vec<char> = text.chars().collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = (letters.len() as f64 * at) as usize;
        *text = letters[..at].iter().copied().chain(put.chars()).chain(letters.iter().copied().skip(at + cut)).collect();
        if let Err(errors) = load(&files) {
            proptest::prop_assert!(!errors.diagnostics().is_empty());
            proptest::prop_assert!(errors.diagnostics().iter().all(|d| !d.message.is_empty()));
            proptest::prop_assert!(!errors.to_string().is_empty());
        }
    }
}
