//! Past cases under a draft of the law.

use crate::library::{CARD, book, edited, load};
use kernel::Lang;
use law::LawBook;
use law::what_if::{Change, Report, compare, read_cases};

const GROWN: &str = r#"{"case":"a","received":"2026-11-24","facts":{"reader.age":30,"reader.banned":false,"form.signed":true,"reader.quiet":true,"wish":"slow","reader.student":false}}"#;
const BANNED: &str = r#"{"case":"b","received":"2026-11-24","facts":{"reader.age":30,"reader.banned":true,"form.signed":true,"reader.quiet":true,"wish":"slow","reader.student":false}}"#;
const NOISY: &str = r#"{"case":"c","received":"2026-11-24","facts":{"reader.age":30,"reader.banned":false,"form.signed":true,"reader.quiet":false,"wish":"slow","reader.student":false}}"#;

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
    let cases = read_cases(&[GROWN, BANNED, NOISY].join("\n")).unwrap();
    compare(&book(), &draft(edits), cases).unwrap()
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

#[test]
fn an_altered_term_is_told_with_the_day_of_each_case() {
    let report = under(&[
        ("term=\"5 working-days\"", "term=\"4 working-days\""),
        ("due=\"2026-12-01\"", "due=\"2026-11-30\""),
    ]);
    let [Change::Term { term, now, draft }] = of(&report, "a") else { panic!("{report:?}") };
    assert_eq!(term, "clock:quick-answer");
    assert_ne!(now, draft);
    let case = &report.cases[0];
    assert!(case.now.terms["clock:quick-answer"].ends_with("(2026-12-01)"), "{case:?}");
    assert!(case.draft.terms["clock:quick-answer"].ends_with("(2026-11-30)"), "{case:?}");
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
    assert_eq!(of(&report, "b"), [added.clone()]);
    assert_eq!(report.summary, [(added, 3), (outcome, 1)]);
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
fn what_cannot_be_compared_is_said() {
    let same = compare(&book(), &book(), read_cases(GROWN).unwrap()).unwrap_err().to_string();
    assert!(same.contains("changes no procedure"), "{same}");
    for (text, said) in [
        ("{", "line 1 is no case"),
        ("\n{\"case\":\"a\"}", "line 2 is no case: missing field `received`"),
        (&*format!("{GROWN}\n{GROWN}"), "line 2 is no case: the case `a` stands above already"),
    ] {
        let error = read_cases(text).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    let draft = draft(&[("amount=5.00", "amount=6.00"), ("fee=5.00", "fee=6.00")]);
    for (text, said) in [
        (GROWN.replace("reader.age", "reader.agee"), "the case `a`: there is no fact `reader.agee`"),
        (
            GROWN.replace("2026-11-24", "2019-01-01"),
            "no version of `card.reader` is for a case received on 2019-01-01",
        ),
        (
            GROWN.replace("\"received\"", "\"procedure\":\"loan\",\"received\""),
            "is of `loan`, which the draft does not change; it changes: card.reader",
        ),
    ] {
        let error = compare(&book(), &draft, read_cases(&text).unwrap()).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}
