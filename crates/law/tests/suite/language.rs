//! The example of the language: it loads, says what it means, and does what it says.

use crate::library::{day, load, with_example};
use kernel::Lang;
use law::clock;
use law::procedure::{Effect, NoticeChannel, SetValue};
use law::{DecisionKind, FactValue, Facts, FeeAnswer, LawBook, Procedure, Truth, Verdict};
use proptest::prelude::*;
use std::sync::OnceLock;

fn book() -> &'static LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| load(&with_example()).unwrap_or_else(|errors| panic!("{errors}")))
}

fn rare() -> &'static Procedure {
    book().procedure("loan.rare", day("2026-05-01")).unwrap()
}

fn facts(more: &str) -> Facts {
    let base = r#"{"reader.age":40,"reader.banned":false,"reader.student":false,"reader.member":"3 years","reader.sponsored":false,
        "reader.care":"good","reader.threat":false,"reader.debt":"0.00 EUR","reader.debt-allowed":"5","book.value":"200.00",
        "book.copies":0,"book.wet":false,"wish":"slow","pass.valid-until":"2026-12-31","loan.ends":"2026-06-30"}"#;
    let mut all = law::tools::read_facts(book(), base).unwrap();
    all.extend(law::tools::read_facts(book(), more).unwrap());
    all
}

fn open(facts: &Facts) -> Vec<&'static str> {
    let rules = rare().judge(facts).open_decisions();
    rules.iter().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn it_is_told_in_both_languages() {
    insta::assert_snapshot!("rare_en", rare().explain(Lang::EN));
    insta::assert_snapshot!("rare_lv", rare().explain(Lang::LV));
}

#[test]
fn values_are_read_as_their_fact_is() {
    let known = facts("{}");
    assert_eq!(known["reader.member"], FactValue::Term("3 years".parse().unwrap()));
    assert_eq!(known["book.value"], FactValue::Money("200.00 EUR".parse().unwrap()));
    let wrong = |text: &str| law::tools::read_facts(book(), text).unwrap_err().to_string();
    assert!(wrong(r#"{"reader.member":"90 days"}"#).contains("a span such as 5 years or 18 months"));
    assert!(wrong(r#"{"book.value":"20.001"}"#).contains("an amount such as 740.00 (EUR)"));
    let again: Facts = serde_json::from_str(&serde_json::to_string(&known).unwrap()).unwrap();
    assert_eq!(again, known, "what is written down is read back");
}

#[test]
fn terms_and_amounts_are_compared_within_their_family() {
    let term = |text: &str| FactValue::Term(text.parse().unwrap());
    assert_eq!(term("24 months").compare(&term("2 years")), Some(std::cmp::Ordering::Equal));
    assert_eq!(term("23 months").compare(&term("2 years")), Some(std::cmp::Ordering::Less));
    assert_eq!(term("90 days").compare(&term("3 months")), None, "a month is no number of days");
    let money = |text: &str| FactValue::Money(text.parse().unwrap());
    assert_eq!(money("1.00 EUR").compare(&money("1.00 USD")), None);
}

#[test]
fn the_track_decides_what_is_asked_and_what_may_be_decided() {
    let home = facts("{}");
    assert_eq!(rare().track(&home).map(|track| track.id.as_str()), Some("home"));
    assert_eq!(open(&home), ["lend", "leave"]);
    let mut precious = facts(r#"{"book.value":"1000.00"}"#);
    precious.remove("reader.care");
    assert_eq!(open(&precious), ["read", "leave"]);
    let findings = rare().assess(&precious).findings;
    assert!(
        !findings.iter().any(|finding| finding.requirement == "careful"),
        "not asked in the reading room"
    );
    let mut unknown = precious.clone();
    unknown.remove("book.value");
    assert_eq!(rare().track(&unknown), None);
    let assessment = rare().assess(&unknown);
    assert_eq!(
        assessment.outcome(),
        Verdict::Unknown(vec!["book.value".to_owned(), "reader.care".to_owned()]),
        "the value would settle the track, and the care is asked on one of them"
    );
}

#[test]
fn one_alternative_is_enough_and_neither_leads_to_both_grounds() {
    let mut young = facts(r#"{"reader.member":"2 months"}"#);
    let verdict = |facts: &Facts| rare().assess(facts).outcome();
    assert_eq!(verdict(&young), Verdict::Refusable(vec!["not-member".to_owned(), "not-vouched".to_owned()]));
    young.remove("reader.sponsored");
    assert_eq!(verdict(&young), Verdict::Unknown(vec!["reader.sponsored".to_owned()]));
    young.insert("reader.sponsored".to_owned(), FactValue::Bool(true));
    assert_eq!(verdict(&young), Verdict::Grantable);
    assert_eq!(rare().assess(&young).failing(), ["not-member"]);
}

#[test]
fn a_grant_in_spite_of_grounds_covers_those_it_names_alone() {
    let careless = facts(r#"{"reader.care":"poor"}"#);
    assert_eq!(open(&careless), ["exception", "deny", "take-back", "leave"]);
    assert!(rare().assess(&careless).leaves_choice());
    let debtor = facts(r#"{"reader.care":"poor","reader.debt":"9.00"}"#);
    assert_eq!(open(&debtor), ["deny", "take-back", "leave"]);
    assert!(!rare().assess(&debtor).leaves_choice());
}

#[test]
fn what_comes_on_top_of_the_fee_needs_its_count() {
    let mut known = facts(r#"{"book.copies":4}"#);
    let FeeAnswer::Due(line) = rare().fee(&known) else { panic!("no fee") };
    assert_eq!(line.amount.cents(), 700);
    let parts: Vec<i64> = line.parts.iter().map(|part| part.amount.cents()).collect();
    assert_eq!(parts, [500, 200], "the row, and what comes on top of it");
    known.remove("book.copies");
    let FeeAnswer::Unknown { missing, at_most } = rare().fee(&known) else { panic!("known") };
    assert_eq!((missing, at_most), (vec!["book.copies".to_owned()], None), "any number may come");
}

#[test]
fn effects_are_typed_by_the_register() {
    let lend = rare().decision("lend").unwrap();
    let set = lend.effects.iter().find_map(|effect| match effect {
        Effect::Set { fact, value: SetValue::Code { list, code, .. }, lasts, .. } => {
            Some((fact.as_str(), list.as_str(), code.as_str(), lasts.unwrap().to_string()))
        }
        _ => None,
    });
    assert_eq!(set, Some(("seat", "seat", "usual", "1 year".to_owned())));
    assert!(
        lend.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Open { procedure, .. } if procedure == "card.reader"))
    );
    let back = rare().decision("take-back").unwrap();
    assert!(back.kind == DecisionKind::Impose && back.kind.on_grounds());
}

#[test]
fn a_term_of_the_decision_lies_within_its_limits() {
    let away = &rare().decision("take-back").unwrap().choices[0];
    let allows = |term: &str| away.allows(term.parse().unwrap());
    assert_eq!(["29 days", "30 days", "3 years", "1000 days"].map(allows), [false, true, true, true]);
    assert!(
        !allows("1 month"),
        "the month from the end of January has 28 days, whenever the decision takes effect"
    );
    assert!(allows("2 months"), "59 days at the least");
    let mixes = |term: &str| away.mixes(term.parse().unwrap());
    assert_eq!(["29 days", "1 month", "4 years"].map(mixes), [false, true, false]);
    assert!(allows("36 months") && !allows("37 months"), "three years are thirty-six months");
    let mixes = |term: &str| away.mixes(term.parse().unwrap());
    assert_eq!(["29 days", "1 month", "4 years"].map(mixes), [false, true, false]);
    assert!(allows("36 months") && !allows("37 months") && !allows("40 months"));
    assert!(!allows("100 working-days"));
    assert!(away.mixes("1 month".parse().unwrap()));
}

#[test]
fn each_decision_is_contested_in_its_own_place() {
    let route = |id: &str| rare().route_for(rare().decision(id).unwrap()).map(|route| route.id.as_str());
    assert_eq!(route("deny"), Some("board"));
    assert_eq!(route("take-back"), Some("judge"));
    assert_eq!(route("leave"), None, "it is final");
}

#[test]
fn notices_go_on_their_event_in_their_cases() {
    let slow = facts("{}");
    let told: Vec<_> = rare().notices_on("term-extended", &slow).map(|notice| notice.channel).collect();
    assert_eq!(told, [NoticeChannel::RegisteredPost]);
    assert_eq!(rare().notices_on("decided", &slow).count(), 0);
    let quick = facts(r#"{"wish":"quick"}"#);
    assert_eq!(rare().notices_on("term-extended", &quick).count(), 0);
}

#[test]
fn clocks_start_with_the_last_of_their_events_or_with_that_of_the_track() {
    let clock = rare().clock("decision").unwrap();
    assert_eq!(clock.starts_with(&facts("{}")), Some(vec!["asked", "complete"]));
    assert_eq!(clock.starts_with(&facts(r#"{"book.value":"1000"}"#)), Some(vec!["deposited"]));
    assert_eq!(clock.starts_with(&Facts::new()), None);
    let shelf = rare().clock("shelf").unwrap();
    assert_eq!(shelf.runs(&facts("{}")), Truth::NotMet);
    let calendar = &book().country().calendar;
    let put_off = clock::postponed(clock, "flood", day("2026-01-15"), calendar).unwrap();
    assert_eq!(put_off.due, law::Due::On(day("2026-07-15")));
    assert!(clock::postponed(clock, "fire", day("2026-01-15"), calendar).is_err());
}

proptest! {
    /// Whatever is known, exactly one track is taken or it is open which, and what is unknown is never decided.
    #[test]
    fn at_most_one_track_and_no_decision_on_an_unknown(
        value in proptest::option::of(0_i64..1_000_000),
        member in proptest::option::of(0_u16..40),
        care in proptest::option::of(any::<bool>()),
        debt in proptest::option::of(0_i64..1000),
    ) {
        let mut known = facts("{}");
        let mut put = |name: &str, value: Option<FactValue>| match value {
            Some(value) => { known.insert(name.to_owned(), value); }
            None => { known.remove(name); }
        };
        put("book.value", value.map(|cents| FactValue::Money(kernel::Money::eur(cents))));
        put("reader.member", member.map(|years| FactValue::Term(format!("{years} years").parse().unwrap())));
        put("reader.care", care.map(|good| FactValue::Code(if good { "good" } else { "poor" }.to_owned())));
        put("reader.debt", debt.map(|cents| FactValue::Money(kernel::Money::eur(cents))));
        let taken = rare().track(&known).map(|track| track.id.clone());
        let wanted = value.map(|cents| if cents >= 100_000 { "reading-room" } else { "home" });
        prop_assert_eq!(taken.as_deref(), wanted);
        let assessment = rare().assess(&known);
        let kinds: Vec<DecisionKind> =
            rare().judge(&known).open_decisions().iter().map(|rule| rule.kind).collect();
        prop_assert_eq!(rare().judge(&known).verdict(), assessment.outcome());
        prop_assert_eq!(rare().judge(&known).leaves_choice(), assessment.leaves_choice());
        match assessment.outcome() {
            Verdict::Unknown(missing) => {
                prop_assert!(!missing.is_empty());
                prop_assert!(kinds.iter().all(|kind| *kind == DecisionKind::Discontinue));
            }
            Verdict::Grantable => prop_assert!(!kinds.iter().any(|kind| kind.on_grounds())),
            Verdict::Refusable(grounds) => prop_assert!(!grounds.is_empty()),
        }
    }
}
