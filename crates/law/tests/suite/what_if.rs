//! Past cases under a draft of the law.

use crate::library::{CARD, book, edited, load};
use kernel::Lang;
use law::LawBook;
use law::what_if::{Change, Report, Said, compare, read_cases};

const GROWN: &str = r#"{"case":"a","received":"2026-11-24","events":{"asked":"2026-11-24"},"facts":{"reader.age":30,"reader.banned":false,"form.signed":true,"reader.quiet":true,"wish":"slow","reader.student":false}}"#;
const BANNED: &str = r#"{"case":"b","received":"2026-11-24","events":{"asked":"2026-11-24"},"facts":{"reader.age":30,"reader.banned":true,"form.signed":true,"reader.quiet":true,"wish":"slow","reader.student":false}}"#;
const NOISY: &str = r#"{"case":"c","received":"2026-11-24","events":{"asked":"2026-11-24"},"facts":{"reader.age":30,"reader.banned":false,"form.signed":true,"reader.quiet":false,"wish":"slow","reader.student":false}}"#;

/// The card's file with pieces of its text replaced.
fn draft(edits: &[(&str, &str)]) -> LawBook {
    let mut files = edited(CARD, "lv=", "lv=");
    let text = &mut files.iter_mut().find(|(name, _)| name == CARD).unwrap().1;
    for (from, to) in edits {
        assert!(text.contains(from), "`{from}` is not in {CARD}");
        *text = text.replace(from, to);
    }
    load(&files).unwrap_or_else(|errors| panic!("{errors}"))
}

fn under(edits: &[(&str, &str)]) -> Report {
    compare(&book(), &draft(edits), read_cases(&[GROWN, BANNED, NOISY].join("\n"))).unwrap()
}

fn of<'a>(report: &'a Report, case: &str) -> &'a [Change] {
    &report.cases.iter().find(|compared| compared.case == case).unwrap().changes
}

#[test]
fn an_altered_fee_changes_the_fee_alone() {
    let report = under(&[("amount=5.00", "amount=6.00"), ("fee=5.00", "fee=6.00")]);
    let fee = Change::Fee { now: "5.00 EUR".to_owned(), draft: "6.00 EUR".to_owned() };
    assert_eq!((report.compared, report.changed), (3, 3));
    assert_eq!(report.summary, [(fee.clone(), 3)]);
    assert_eq!(of(&report, "b"), [fee]);
    let table = report.table(Lang::EN);
    assert!(table.starts_with("cases compared: 3; different: 3\n"), "{table}");
    assert!(table.contains("      3  fee: 5.00 EUR → 6.00 EUR"), "{table}");
}

/// The quick answer in four working days instead of five.
const QUICKER: [(&str, &str); 2] =
    [("term=\"5 working-days\"", "term=\"4 working-days\""), ("due=\"2026-12-01\"", "due=\"2026-11-30\"")];

#[test]
fn an_altered_term_is_told_with_the_day_of_each_case() {
    let report = under(&QUICKER);
    let [Change::Term { term, now, draft }] = of(&report, "a") else { panic!("{report:?}") };
    assert_eq!(term, "clock:quick-answer");
    assert_ne!(now, draft);
    let due = |said: &Said| said.terms["clock:quick-answer"].due.map(|day| day.to_string());
    let case = &report.cases[0];
    assert_eq!(due(&case.now).as_deref(), Some("2026-12-01"), "{case:?}");
    assert_eq!(due(&case.draft).as_deref(), Some("2026-11-30"), "{case:?}");
    assert!(report.table(Lang::EN).contains("(2026-12-01 → 2026-11-30)"), "{}", report.table(Lang::EN));
    let lv = report.table(Lang::LV);
    assert!(lv.contains("termiņš “Karte” (clock:quick-answer): 5 darba dienas → 4 darba dienas"), "{lv}");
}

#[test]
fn a_new_ground_turns_grants_into_refusals() {
    let report = under(&[
        (
            "    stage \"ask\"",
            "    require \"young\" ground=\"old\" cite=\"rules:1\" { name lv=\"Jauns\" en=\"Young\"; reader.age below=20 }\n    ground \"old\" kind=\"must\" cite=\"rules:1\" { name lv=\"Vecs\" en=\"Old\" }\n    stage \"ask\"",
        ),
        ("reader.age=30", "reader.age=18"),
        (
            "    example \"small\"",
            "    example \"old\" like=\"grown-up\" { given reader.age=20; expect outcome=\"refuse\" ground=\"old\" }\n    example \"small\"",
        ),
    ]);
    let added = Change::GroundAdded { ground: "old".to_owned() };
    let outcome = Change::Outcome { now: "grant".to_owned(), draft: "refuse".to_owned() };
    assert_eq!(of(&report, "a"), [outcome.clone(), added.clone()]);
    assert_eq!(of(&report, "b"), std::slice::from_ref(&added));
    assert_eq!(report.summary, [(added, 3), (outcome, 1)]);
    let table = report.table(Lang::LV);
    assert!(table.contains("      1  iznākums: apmierināt → atteikt\n"), "{table}");
}

#[test]
fn a_repealed_ground_turns_refusals_into_grants() {
    let report = under(&[
        (
            "    require \"allowed\" ground=\"banned\" cite=\"rules:2\" { name lv=\"Drīkst ienākt\" en=\"May enter\"; reader.banned is=#false }\n",
            "",
        ),
        (
            "    ground \"banned\" kind=\"must\" cite=\"rules:2\" { name lv=\"Ieeja liegta\" en=\"Banned\" }\n",
            "",
        ),
        (
            "    example \"banned\" like=\"grown-up\" { given reader.banned=#true; expect outcome=\"refuse\" ground=\"banned\" }\n",
            "",
        ),
        (" reader.banned=#false", ""),
    ]);
    assert!(of(&report, "a").is_empty() && of(&report, "c").is_empty(), "{report:?}");
    let gone = Change::GroundGone { ground: "banned".to_owned() };
    let outcome = Change::Outcome { now: "refuse".to_owned(), draft: "grant".to_owned() };
    assert_eq!(of(&report, "b"), [outcome, gone]);
    assert_eq!(report.changed, 1);
}

#[test]
fn whatever_happens_in_every_case_is_known() {
    let happened: Vec<String> =
        law::Happens::CODES.iter().map(|event| format!("\"{event}\":\"2026-12-03\"")).collect();
    let asked = "\"asked\":\"2026-11-24\"";
    let line = GROWN.replace(asked, &format!("{asked},{}", happened.join(",")));
    let report = compare(&book(), &draft(&QUICKER), read_cases(&line)).unwrap();
    assert_eq!(report.compared, 1, "{report:?}");
    let wrong = GROWN.replace(asked, &format!("{asked},\"opinion-aksed\":\"2026-12-03\""));
    let report = compare(&book(), &draft(&QUICKER), read_cases(&wrong)).unwrap();
    assert_eq!(report.compared, 0, "{report:?}");
    let table = report.table(Lang::EN);
    assert!(table.contains("did you mean `opinion-asked`?"), "{table}");
}

#[test]
fn a_term_starts_with_its_event_or_is_uncertain() {
    let asked = "\"asked\":\"2026-11-24\"";
    let lines = [
        GROWN.replace(asked, ""),
        GROWN
            .replace("\"a\"", "\"d\"")
            .replace(asked, "\"asked\":\"2026-11-26\",\"in-force\":\"2026-12-03\""),
    ];
    let report = compare(&book(), &draft(&QUICKER), read_cases(&lines.join("\n"))).unwrap();
    let said = |case: usize, term: &str| {
        let said = &report.cases[case].now.terms[term];
        (said.due.map(|day| day.to_string()), said.uncertain.clone())
    };
    assert_eq!(said(0, "clock:quick-answer"), (None, vec!["asked".to_owned()]));
    assert_eq!(said(0, "appeal:contest"), (None, vec!["in-force".to_owned()]));
    assert_eq!(said(1, "clock:quick-answer"), (Some("2026-12-03".to_owned()), vec![]));
    assert_eq!(said(1, "appeal:contest"), (Some("2027-01-04".to_owned()), vec![]));
    // That the term is another is certain all the same.
    assert!(of(&report, "a").iter().any(|change| matches!(change, Change::Term { .. })), "{report:?}");
    assert_eq!(report.uncertain, 1);
    let alike = under(&[("amount=5.00", "amount=6.00"), ("fee=5.00", "fee=6.00")]);
    assert_eq!(alike.uncertain, 0, "what is unknown to both alike says nothing of the draft");
    let table = report.table(Lang::EN);
    assert!(table.contains("uncertain (the day of an event or a fact is missing): 1\n"), "{table}");
    assert!(table.contains("(uncertain: asked → uncertain: asked)"), "{table}");
}

#[test]
fn what_cannot_be_compared_is_a_line_of_the_result() {
    let same = compare(&book(), &book(), read_cases(GROWN)).unwrap_err().to_string();
    assert!(same.contains("changes no procedure"), "{same}");
    let lines = [
        GROWN.to_owned(),
        "{".to_owned(),
        String::new(),
        "{\"case\":\"x\",\"facts\":{}}".to_owned(),
        GROWN.to_owned(),
        GROWN.replace("\"a\"", "\"e\"").replace("reader.age", "reader.agee"),
        GROWN.replace("\"a\"", "\"f\"").replace("2026-11-24", "2019-01-01"),
        GROWN.replace("\"a\"", "\"g\"").replace("\"received\"", "\"procedure\":\"loan\",\"received\""),
        GROWN
            .replace("\"a\"", "\"h\"")
            .replace("{\"asked\":\"2026-11-24\"}", "{\"received\":\"2026-11-25\"}"),
        GROWN.replace("\"a\"", "\"i\"").replace("\"asked\"", "\"askde\""),
        BANNED.to_owned(),
    ];
    let draft = draft(&[("amount=5.00", "amount=6.00"), ("fee=5.00", "fee=6.00")]);
    let report = compare(&book(), &draft, read_cases(&lines.join("\n"))).unwrap();
    assert_eq!((report.compared, report.changed), (2, 2));
    let told: Vec<String> = report
        .not_compared
        .iter()
        .map(|not| format!("{} {}: {}", not.line, not.case.as_deref().unwrap_or("-"), not.why))
        .collect();
    let wanted = [
        "2 -: it is no case: EOF",
        "4 x: it is no case: it does not say when it was received",
        "5 a: the case stands above already",
        "6 e: there is no fact `reader.agee`",
        "7 f: no version of `card.reader` is for a case received on 2019-01-01",
        "8 g: it is of `loan`, which the draft does not change; it changes: card.reader",
        "9 h: it is no case: `received` is 2026-11-24, and its event 2026-11-25",
        "10 i: there is no event `askde`; did you mean `asked`?",
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.starts_with(wanted), "{told}");
    }
    let table = report.table(Lang::EN);
    assert!(table.contains("Cannot be compared: 8\n  line 2: it is no case"), "{table}");
    let table = report.table(Lang::LV);
    assert!(table.contains("Nevar salīdzināt: 8\n  rinda 2: tā nav lieta"), "{table}");
    assert!(table.contains("rinda 10, i: notikuma `askde` nav; vai domājāt `asked`?"), "{table}");
    assert!(table.contains("nodeva: 5,00 EUR → 6,00 EUR"), "{table}");
    let english = ["there is", "it is", "did you mean"];
    assert!(english.iter().all(|words| !table.contains(words)), "{table}");
}
