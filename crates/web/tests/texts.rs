//! Every text exists in both languages, every key that the code names exists, and none lies unused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::{Day, Lang, Minute, Money};
use office::access::policy::table::{Against, OTHERS};
use office::access::rights::Action;
use office::actor::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use web::words::{self, Form};

/// Families of keys whose end is a code of the office: `t(&format!("stage-{code}"))`.
/// What a family must hold is checked where the codes are listed.
const FAMILIES: &[&str] = &[
    "fault-",
    "problem-",
    "state-",
    "stage-",
    "term-event-",
    "source-",
    "channel-",
    "reach-",
    "delivery-",
    "dispatch-state-",
    "dispatch-trouble-",
    "mail-unsent-",
    "work-delivery-",
    "correspondence-kind-",
    "country-",
    "file-found-",
    "letter-",
    "payment-reason-",
    "payment-state-",
    "refund-state-",
    "erasure-state-",
    "retention-held-",
    "work-retention-act-",
    "work-retention-order-act-",
    "statement-fault-",
    "ticket-",
    "happened-",
    "passkey-was-added-",
    "load-age-",
    "load-term-",
    "action-",
    "api-",
    "work-act-",
    "work-against-",
    "work-action-",
    "work-basis-kind-",
    "work-do-",
    "work-document-",
    "work-does-fate-",
    "work-fate-",
    "work-event-",
    "work-finding-",
    "work-trace-fields-",
    "contest-fate-",
    "work-fact-kind-",
    "work-ground-is-",
    "work-language-",
    "work-letter-",
    "work-limit-",
    "work-matched-",
    "work-name-form-",
    "work-note-",
    "work-purpose-kind-",
    "work-residence-",
    "work-right-",
    "work-role-",
    "work-send-",
    "work-sex-",
    "work-stage-",
    "work-truth-",
    "work-union-",
    "work-verdict-",
    "work-visit-",
    "work-warning-",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, extension: &str, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, out);
        } else if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
}

/// The keys of a language, with the text of each and the file it stands in.
fn keys(language: &str) -> BTreeMap<String, String> {
    let mut paths = Vec::new();
    files(&root().join("translations").join(language), "ftl", &mut paths);
    let mut all = BTreeMap::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let mut current: Option<String> = None;
        for line in text.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (key, rest) = line.split_once('=').expect("a message has an equals sign");
                let key = key.trim().to_owned();
                let before = all.insert(key.clone(), rest.to_owned());
                assert!(before.is_none(), "`{key}` has two texts in {language}");
                current = Some(key);
            } else if line.starts_with([' ', '}']) {
                let text = all.get_mut(current.as_ref().unwrap()).unwrap();
                text.push('\n');
                text.push_str(line);
            }
        }
    }
    all
}

/// Every string literal in the sources of the crate.
fn literals() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs", &mut paths);
    let mut found = BTreeSet::new();
    for path in paths {
        for line in fs::read_to_string(path).unwrap().lines() {
            found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// The first argument of calls that look a text up, when it is a literal.
fn looked_up() -> BTreeSet<String> {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs", &mut paths);
    let mut found = BTreeSet::new();
    for path in paths {
        let source = fs::read_to_string(path).unwrap();
        for call in [".t(\"", ".tf(\"", ".tf(\n"] {
            for rest in source.split(call).skip(1) {
                let rest = rest.trim_start().trim_start_matches('"');
                if let Some((key, _)) = rest.split_once('"') {
                    found.insert(key.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    let (lv, en) = (keys("lv"), keys("en"));
    let names = |keys: &BTreeMap<String, String>| keys.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&lv), names(&en));
    // `{ $name }` in one language is `{ $name }` in the other.
    let values = |text: &str| -> BTreeSet<String> {
        text.split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
            .collect()
    };
    for (key, text) in &lv {
        assert_eq!(values(text), values(&en[key]), "`{key}` takes different values in the two languages");
    }
}

#[test]
fn latvian_is_not_a_copy_of_english() {
    let (lv, en) = (keys("lv"), keys("en"));
    let same: Vec<&String> = lv
        .iter()
        .filter(|(key, text)| en[*key] == **text && text.chars().filter(|c| c.is_alphabetic()).count() > 12)
        .filter(|(_, text)| !text.contains('{'))
        .map(|(key, _)| key)
        .collect();
    assert!(same.is_empty(), "the same words in both languages: {same:?}");
}

#[test]
fn every_key_that_the_code_names_has_a_text() {
    let lv = keys("lv");
    let missing: Vec<String> = looked_up().into_iter().filter(|key| !lv.contains_key(key)).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
}

#[test]
fn no_text_lies_unused() {
    let literals = literals();
    let unused: Vec<String> = keys("lv")
        .into_keys()
        .filter(|key| !literals.contains(key) && !FAMILIES.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "nobody shows {unused:?}");
}

#[test]
fn every_kind_of_fault_says_what_happened_and_what_to_do() {
    for lang in [Lang::LV, Lang::EN] {
        for (slug, _) in web::status::KINDS {
            for key in [format!("fault-{slug}"), format!("fault-{slug}-next")] {
                assert!(web::text::find(lang, &key, &[]).is_some(), "no text for `{key}` in {lang}");
            }
        }
    }
}

#[test]
fn days_times_and_amounts_are_written_as_the_language_writes_them() {
    let day = Day::new(2026, 11, 24).unwrap();
    assert_eq!(words::date(Lang::LV, day, Form::Nominative), "2026. gada 24. novembris");
    assert_eq!(words::date(Lang::LV, day, Form::Genitive), "2026. gada 24. novembra");
    assert_eq!(words::date(Lang::LV, day, Form::Dative), "2026. gada 24. novembrim");
    assert_eq!(words::date(Lang::LV, day, Form::Locative), "2026. gada 24. novembrī");
    assert_eq!(words::date(Lang::EN, day, Form::Locative), "24 November 2026");
    assert_eq!(words::long_date(Lang::LV, day), "otrdiena, 2026. gada 24. novembris");
    assert_eq!(words::long_date(Lang::EN, day), "Tuesday, 24 November 2026");
    let half_past_nine = Minute::new(9 * 60 + 30).unwrap();
    assert_eq!(words::time(Lang::LV, half_past_nine), "plkst. 09:30");
    assert_eq!(words::time(Lang::EN, half_past_nine), "09:30");
    let amount = Money::eur(123_456_705);
    assert_eq!(words::money(Lang::LV, amount), "1\u{a0}234\u{a0}567,05 EUR");
    assert_eq!(words::money(Lang::EN, amount), "EUR 1,234,567.05");
    assert_eq!(words::money(Lang::LV, Money::eur(-5)), "−0,05 EUR");
}

#[test]
fn counted_words_follow_the_rules_of_latvian() {
    let term = |text: &str, lang| words::term(lang, text.parse().unwrap());
    assert_eq!(term("1 month", Lang::LV), "1 mēnesis");
    assert_eq!(term("2 months", Lang::LV), "2 mēneši");
    assert_eq!(term("11 months", Lang::LV), "11 mēneši");
    assert_eq!(term("21 days", Lang::LV), "21 diena");
    assert_eq!(term("10 working-days", Lang::LV), "10 darba dienas");
    assert_eq!(term("1 year", Lang::EN), "1 year");
    assert_eq!(term("10 years", Lang::EN), "10 years");
}

#[test]
fn every_problem_of_the_office_has_a_sentence_that_takes_no_more_than_the_office_gives() {
    for language in ["lv", "en"] {
        let texts = keys(language);
        for (code, english) in office::error::CODES {
            let text = texts.get(&format!("problem-{code}"));
            let text = text.unwrap_or_else(|| panic!("no text for `problem-{code}` in {language}"));
            for name in text.split('$').skip(1) {
                let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
                assert!(english.contains(&format!("{{{name}}}")), "`problem-{code}` is not given `{name}`");
            }
        }
    }
    let known: BTreeSet<String> =
        office::error::CODES.iter().map(|(code, _)| format!("problem-{code}")).collect();
    let stale: Vec<String> =
        keys("lv").into_keys().filter(|key| key.starts_with("problem-") && !known.contains(key)).collect();
    assert!(stale.is_empty(), "the office has no such problems: {stale:?}");
}

#[test]
fn what_an_officer_does_has_a_name_in_both_languages() {
    // What clients alone do, no page of an officer names.
    let commands = office::cases::CaseCommand::CODES.iter().filter(|code| **code != "receive");
    // These have a page of their own, or the button of a message.
    let elsewhere = ["propose", "approve", "return", "note-message"];
    let sent = commands.clone().filter(|code| !elsewhere.contains(*code));
    let kinds = Action::ALL.iter().flat_map(|action| action.kinds());
    let wanted: BTreeSet<String> = commands
        .map(|code| format!("work-do-{code}"))
        .chain(sent.map(|code| format!("work-send-{code}")))
        .chain(Action::ALL.iter().map(|action| format!("work-right-{}", action.code())))
        .chain(Action::ALL.iter().map(|action| format!("work-action-{}", action.code())))
        .chain(kinds.map(|kind| format!("work-right-about-{}", kind.name().to_lowercase())))
        .chain(Role::ALL.iter().map(|role| role.code()).chain(OTHERS).map(|code| format!("work-role-{code}")))
        .chain(Against::ALL.iter().map(|against| format!("work-against-{}", against.code())))
        .collect();
    for language in ["lv", "en"] {
        let texts = keys(language);
        let missing: Vec<&String> = wanted.iter().filter(|key| !texts.contains_key(*key)).collect();
        assert!(missing.is_empty(), "no text in {language} for {missing:?}");
    }
}

#[test]
fn every_country_that_has_a_name_issues_documents() {
    let texts = keys("en");
    let strange: Vec<&str> = texts
        .keys()
        .filter_map(|key| key.strip_prefix("country-"))
        .filter(|code| !office::cases::identity::issues_documents(code))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}
