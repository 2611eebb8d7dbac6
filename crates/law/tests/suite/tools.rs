//! What the command line prints.

use crate::library::{BASE, CARD, book, day, edited, files};
use kernel::Lang;
use law::tools::{self, ToolError};

#[test]
fn check_says_what_it_proved_or_what_is_wrong() {
    let given = files();
    let check = tools::check(given.iter().map(|(file, text)| (file.as_str(), text.as_str())), |_| true);
    assert!(check.sound);
    assert_eq!(check.text, "sound: 2 versions of procedures, 9 examples, 9 facts, 2 offices\n");
    assert_eq!(check.json["examples"], 9);
    let broken = edited(CARD, "reader.banned is=#false", "reader.baned is=#false");
    let check = tools::check(broken.iter().map(|(file, text)| (file.as_str(), text.as_str())), |_| true);
    assert!(!check.sound);
    assert!(check.text.ends_with("1 error in the law files\n"), "{}", check.text);
    assert_eq!(check.json["errors"][0]["file"], CARD);
    assert_eq!(check.json["errors"][0]["line"], 7);
    assert_eq!(check.json["errors"][0]["hint"], "did you mean `reader.banned`?");
}

#[test]
fn lists_name_every_version() {
    let book = book();
    assert_eq!(
        tools::list(&book, Lang::EN),
        "base.lending\t2020-01-01\t\tbase\tGeneral order\ncard.reader\t2025-01-01\t\tservice\tReader's card\n"
    );
    assert_eq!(tools::list_json(&book)[1]["name"]["lv"], "Lasītāja karte");
}

#[test]
fn a_procedure_that_is_not_there_is_told_with_what_is() {
    let book = book();
    let said = |id: &str, on: &str| tools::find(&book, id, day(on)).unwrap_err().to_string();
    assert_eq!(
        said("card.raeder", "2026-01-01"),
        "there is no procedure `card.raeder`; did you mean `card.reader`?"
    );
    assert_eq!(
        said("zoo", "2026-01-01"),
        "there is no procedure `zoo`; there are: base.lending, card.reader"
    );
    assert_eq!(
        said("card.reader", "2024-12-31"),
        "no version of `card.reader` is in force on 2024-12-31; the first is of 2025-01-01"
    );
}

#[test]
fn facts_from_outside_are_checked() {
    let book = book();
    let said = |text: &str| tools::read_facts(&book, text).unwrap_err().to_string();
    assert!(said("[1]").starts_with("the facts are no JSON object"));
    assert_eq!(said(r#"{"reader.aeg":3}"#), "there is no fact `reader.aeg`; did you mean `reader.age`?");
    assert_eq!(
        said(r#"{"reader.age":"old"}"#),
        "the fact `reader.age` cannot be `old`; it is a whole number, 0 or more (years)"
    );
    assert_eq!(said(r#"{"wish":"soon"}"#), "the fact `wish` cannot be `soon`; it is one of slow, quick");
    let two = said(r#"{"wish":"soon","reader.age":true}"#);
    assert_eq!(two.lines().count(), 2, "{two}");
    assert!(said(r#"{"reader.age":3.5}"#).starts_with("the facts are no JSON object"));
}

#[test]
fn an_assessment_is_told_in_words_and_for_machines() {
    let book = book();
    let card = book.procedure("card.reader", day("2026-01-01")).unwrap();
    let facts = tools::read_facts(&book, r#"{"reader.age":30,"reader.banned":false,"wish":"slow"}"#).unwrap();
    insta::assert_snapshot!("assessment_en", tools::assess_text(card, &facts, Lang::EN));
    let json = tools::assess_json(card, &facts);
    assert_eq!(json["outcome"], "unknown");
    assert_eq!(json["missing"], serde_json::json!(["form.signed", "reader.quiet"]));
    assert_eq!(json["assessment"]["fee"]["unknown"]["at_most"]["cents"], 500);
    let banned = tools::read_facts(&book, r#"{"reader.banned":true}"#).unwrap();
    assert_eq!(tools::assess_json(card, &banned)["grounds"], serde_json::json!(["banned"]));
    assert!(
        tools::assess_text(card, &banned, Lang::LV)
            .contains("Pamats atteikt: Ieeja liegta [Kārtības 2. pants; nav pārbaudīts]")
    );
}

#[test]
fn a_term_is_told_with_its_calculation() {
    let book = book();
    let none = law::Facts::new();
    let pauses = [tools::read_pause("2026-11-25..2026-11-27").unwrap()];
    let answer =
        tools::term(&book, "card.reader", Some("quick-answer"), day("2026-11-24"), &none, &pauses).unwrap();
    assert_eq!(tools::term_json(&answer)["due"], "2026-12-03");
    assert!(
        tools::term_text(&book, &answer, Lang::EN)
            .starts_with("2026-12-03\n  Day of the event: Tuesday, 24 November 2026.")
    );
    let open = [tools::read_pause("2026-11-26..").unwrap()];
    let answer = tools::term(&book, "card.reader", Some("quick-answer"), day("2026-11-24"), &none, &open);
    // A flood lasts 30 days by law, so the term runs again on 26 December.
    assert_eq!(tools::term_json(&answer.unwrap())["due"], "2026-12-31");
    let wrong = tools::term(&book, "card.reader", None, day("2026-11-24"), &none, &[]).unwrap_err();
    assert_eq!(wrong.to_string(), "`card.reader` has no clock `decision`; it has: answer, quick-answer");
    for text in ["2026-11-24", "x..y", "..2026-11-24", "2026-11-24..2026-13-01"] {
        assert!(matches!(tools::read_pause(text), Err(ToolError::NotAPause(_))), "{text}");
    }
}

#[test]
fn every_point_says_where_it_stands_and_what_is_unverified() {
    let book = book();
    let card = book.procedure("card.reader", day("2026-11-24")).unwrap();
    let files = files();
    for point in card.points() {
        let (_, text) = files.iter().find(|(file, _)| *file == point.file).unwrap();
        let line = text.lines().nth(point.line - 1).unwrap();
        let last = point.point.rsplit(" / ").next().unwrap();
        let (word, id) = last.split_once(' ').unwrap_or((last, ""));
        assert!(line.trim_start().starts_with(word) && line.contains(id), "{point:?}: {line}");
    }
    let allowed = card.points().iter().find(|point| point.point == "require allowed").unwrap();
    assert_eq!((allowed.file.as_str(), allowed.verified), (CARD, Some(false)));
    assert!(card.points().iter().any(|point| point.file == BASE), "what is inherited stands in its own file");
    let said = card.explain(Lang::EN);
    assert!(said.contains(&format!("    - {}: require allowed; not verified", allowed.line)), "{said}");
    let json = card.to_json();
    assert_eq!(json["points"].as_array().unwrap().len(), card.points().len());
    let listed = law::tools::list_json(&book);
    let listed = listed.as_array().unwrap().iter().find(|entry| entry["id"] == "card.reader").unwrap();
    assert_eq!(listed["unverified"], card.unverified().count());
    assert!(card.unverified().count() > 0);
}

#[test]
fn terms_and_days_stand_in_their_case() {
    use law::words::{Case, count, count_in, on_day, term_in};
    let lv = |term: &str, case| term_in(term.parse().unwrap(), case).get(Lang::LV).to_owned();
    for (term, nominative, accusative, dative, after_preposition, after_pec) in [
        ("1 year", "1 gads", "1 gadu", "1 gadam", "1 gadu", "1 gada"),
        ("10 years", "10 gadi", "10 gadus", "10 gadiem", "10 gadiem", "10 gadiem"),
        ("1 month", "1 mēnesis", "1 mēnesi", "1 mēnesim", "1 mēnesi", "1 mēneša"),
        ("11 months", "11 mēneši", "11 mēnešus", "11 mēnešiem", "11 mēnešiem", "11 mēnešiem"),
        ("21 days", "21 diena", "21 dienu", "21 dienai", "21 dienu", "21 dienas"),
        ("30 days", "30 dienas", "30 dienas", "30 dienām", "30 dienām", "30 dienām"),
        (
            "2 working-days",
            "2 darba dienas",
            "2 darba dienas",
            "2 darba dienām",
            "2 darba dienām",
            "2 darba dienām",
        ),
    ] {
        let found =
            [Case::Nominative, Case::Accusative, Case::Dative, Case::AfterPreposition, Case::AfterPec];
        let found = found.map(|case| lv(term, case));
        assert_eq!(found, [nominative, accusative, dative, after_preposition, after_pec]);
    }
    let days = kernel::TermUnit::Days;
    assert_eq!(count(1, days).get(Lang::EN), "1 day");
    assert_eq!(count_in(2, days, Case::Dative).get(Lang::EN), "2 days");
    for (date, locative) in [
        ("2026-01-02", "2026. gada 2. janvārī"),
        ("2026-03-02", "2026. gada 2. martā"),
        ("2026-04-02", "2026. gada 2. aprīlī"),
        ("2026-05-02", "2026. gada 2. maijā"),
        ("2026-07-02", "2026. gada 2. jūlijā"),
        ("2026-08-02", "2026. gada 2. augustā"),
    ] {
        assert_eq!(on_day(day(date)).get(Lang::LV), locative);
    }
}
