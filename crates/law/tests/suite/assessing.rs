//! Assessing: three values, fees, missing facts, validity, offices.

use crate::library::{OFFICES, book, bundled, day, edited, load, told};
use kernel::{DayOff, Lang, Minute, Money};
use law::offices::Doors;
use law::{Closed, FactValue, Facts, FeeAnswer, Hours, Procedure, Truth, Verdict};
use proptest::prelude::*;

fn facts(text: &str) -> Facts {
    serde_json::from_str(text).unwrap()
}

fn with_card<T>(look: impl FnOnce(&Procedure) -> T) -> T {
    let book = book();
    look(book.procedure("card.reader", day("2025-06-01")).unwrap())
}

const GROWN_UP: &str = r#"{"reader.age":30,"reader.banned":false,"form.signed":true,"reader.quiet":true,"wish":"slow","reader.student":false}"#;

#[test]
fn facts_are_read_from_plain_json() {
    let given = facts(r#"{"a":true,"b":34,"c":"citizen","d":"2026-01-31"}"#);
    assert_eq!(given["a"], FactValue::Bool(true));
    assert_eq!(given["b"], FactValue::Int(34));
    assert_eq!(given["c"], FactValue::Code("citizen".to_owned()));
    assert_eq!(given["d"], FactValue::Day(day("2026-01-31")));
    assert_eq!(serde_json::to_string(&given).unwrap(), r#"{"a":true,"b":34,"c":"citizen","d":"2026-01-31"}"#);
}

#[test]
fn an_outcome_needs_certainty() {
    with_card(|card| {
        assert_eq!(card.assess(&facts(GROWN_UP)).outcome(), Verdict::Grantable);
        let mut unheard = facts(GROWN_UP);
        unheard.remove("reader.quiet");
        let assessment = card.assess(&unheard);
        assert_eq!(assessment.outcome(), Verdict::Unknown(vec!["reader.quiet".to_owned()]));
        assert_eq!(assessment.missing[0].source, law::FactSource::Judged);
        // One requirement that certainly fails is enough, whatever else is unknown.
        unheard.insert("reader.banned".to_owned(), FactValue::Bool(true));
        assert_eq!(card.assess(&unheard).outcome(), Verdict::Refusable(vec!["banned".to_owned()]));
    });
}

#[test]
fn what_is_missing_names_what_would_prove_it_and_nothing_else() {
    with_card(|card| {
        let mut known = facts(GROWN_UP);
        known.remove("form.signed");
        let assessment = card.assess(&known);
        let missing: Vec<_> =
            assessment.missing.iter().map(|m| (m.fact.as_str(), m.proved_by.join(","))).collect();
        assert_eq!(missing, [("form.signed", "form".to_owned())]);
        // A child needs no signature, so nobody asks for one.
        known.insert("reader.age".to_owned(), FactValue::Int(6));
        assert!(card.assess(&known).missing.is_empty());
    });
}

#[test]
fn a_value_of_another_type_is_as_good_as_none() {
    with_card(|card| {
        let mut wrong = facts(GROWN_UP);
        wrong.insert("reader.banned".to_owned(), FactValue::Code("no".to_owned()));
        wrong.insert("reader.age".to_owned(), FactValue::Bool(true));
        let assessment = card.assess(&wrong);
        assert!(matches!(assessment.outcome(), Verdict::Unknown(_)));
        assert_eq!(assessment.capacities, [("self".to_owned(), Truth::Unknown)]);
    });
}

#[test]
fn lines_show_alternatives_under_a_heading() {
    with_card(|card| {
        let assessment = card.assess(&facts(GROWN_UP));
        let signed = &assessment.findings[1];
        let lines: Vec<_> =
            signed.lines.iter().map(|l| (l.depth, l.truth, l.text.get(Lang::EN).to_owned())).collect();
        assert_eq!(
            lines,
            [
                (0, Truth::Met, "at least one of these:".to_owned()),
                (1, Truth::Met, "The form is signed".to_owned()),
                (1, Truth::NotMet, "Age of the reader: less than 7 years".to_owned()),
            ]
        );
        assert_eq!(signed.lines[2].text.get(Lang::LV), "Lasītāja vecums: mazāk nekā 7 gadi");
    });
}

#[test]
fn days_are_compared_and_a_term_between_them_has_both_ends() {
    let files = edited(
        "xx/card.reader/2025-01-01.kdl",
        "reader.banned is=#false",
        "reader.banned is=#false; any { book.lent is=\"2026-01-31\"; all { book.returned within=\"1 month\" of=\"book.lent\"; book.lent after=\"2020-01-01\" before=\"2030-01-01\" } }",
    );
    // Its own examples no longer say enough, so the file is refused; the condition itself is what is tried here.
    let errors = load(&files).unwrap_err();
    assert!(errors.diagnostics().iter().all(|d| d.message.contains("example")), "{errors}");
    let mut files = files;
    let text = &mut files.iter_mut().find(|(file, _)| file.contains("card.reader")).unwrap().1;
    *text = text.replace(
        "given reader.age=30",
        "given book.lent=\"2026-01-31\" book.returned=\"2026-01-31\" reader.age=30",
    );
    let book = load(&files).unwrap_or_else(|errors| panic!("{errors}"));
    let card = book.procedure("card.reader", day("2025-06-01")).unwrap();
    let allowed = |lent: &str, returned: &str| {
        let given =
            facts(&format!(r#"{{"reader.banned":false,"book.lent":"{lent}","book.returned":"{returned}"}}"#));
        card.requirements()[0].condition.truth(&given)
    };
    assert_eq!(allowed("2025-01-31", "2025-01-31"), Truth::Met, "the first day belongs to it");
    assert_eq!(
        allowed("2025-01-31", "2025-02-28"),
        Truth::Met,
        "31 January and one month is the end of February"
    );
    assert_eq!(allowed("2025-01-31", "2025-03-01"), Truth::NotMet);
    assert_eq!(allowed("2025-01-31", "2025-01-30"), Truth::NotMet);
    assert_eq!(allowed("2020-01-01", "2020-01-02"), Truth::NotMet, "after does not take the day itself");
    assert_eq!(allowed("2029-12-31", "2030-01-05"), Truth::Met);
    assert_eq!(
        card.requirements()[0].condition.truth(&facts(r#"{"reader.banned":false,"book.lent":"2025-01-31"}"#)),
        Truth::Unknown
    );
}

#[test]
fn fees_take_the_first_row_that_holds_and_say_the_most_while_unsure() {
    with_card(|card| {
        let fee = |text: &str| card.fee(&facts(text));
        let due = |answer: FeeAnswer| match answer {
            FeeAnswer::Due(line) => (line.amount, line.reduced, line.cite.to_string()),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            due(fee(r#"{"reader.age":30,"wish":"slow","reader.student":false}"#)),
            (Money::eur(500), false, "tariff:1".to_owned())
        );
        assert_eq!(
            due(fee(r#"{"reader.age":30,"wish":"quick","reader.student":false}"#)),
            (Money::eur(850), false, "tariff:1".to_owned())
        );
        // A reduced fee stands on the provision of its group.
        assert_eq!(
            due(fee(r#"{"reader.age":30,"wish":"slow","reader.student":true}"#)),
            (Money::eur(250), true, "tariff:2".to_owned())
        );
        assert!(
            matches!(fee(r#"{"reader.age":6}"#), FeeAnswer::Exempt { cite, .. } if cite.to_string() == "tariff:3")
        );
        let unsure = |text: &str| match fee(text) {
            FeeAnswer::Unknown { missing, at_most } => (missing.join(","), at_most.unwrap().cents()),
            other => panic!("{other:?}"),
        };
        assert_eq!(unsure(r#"{"reader.age":30,"wish":"slow"}"#), ("reader.student".to_owned(), 500));
        assert_eq!(unsure(r#"{"reader.age":30,"reader.student":true}"#), ("wish".to_owned(), 400));
        assert_eq!(unsure(r#"{"wish":"slow","reader.student":false}"#), ("reader.age".to_owned(), 500));
        assert_eq!(unsure("{}"), ("reader.age,wish,reader.student".to_owned(), 850));
        let table: Vec<_> = card
            .fee_table()
            .into_iter()
            .map(|row| (row.amount.cents(), row.what.get(Lang::EN).to_owned()))
            .collect();
        assert_eq!(
            table,
            [
                (850, "Quick card".to_owned()),
                (400, "Quick card (reduced fee)".to_owned()),
                (500, "Card".to_owned()),
                (250, "Card (reduced fee)".to_owned()),
                (0, "Child".to_owned()),
            ]
        );
    });
}

#[test]
fn validity_is_known_only_when_its_facts_are() {
    with_card(|card| {
        let years = |text: &str| card.validity("card.reader", &facts(text)).map(|term| term.to_string());
        assert_eq!(years(r#"{"reader.age":17}"#).as_deref(), Some("1 year"));
        assert_eq!(years(r#"{"reader.age":18}"#).as_deref(), Some("3 years"));
        assert_eq!(years("{}"), None);
        assert_eq!(card.validity("card.writer", &facts(r#"{"reader.age":18}"#)), None);
    });
}

#[test]
fn what_a_case_needs_of_a_procedure() {
    with_card(|card| {
        assert_eq!(card.questions().iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(), ["wish"]);
        assert_eq!(
            card.judgments().iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(),
            ["reader.quiet"]
        );
        assert_eq!(card.ground("noisy").unwrap().kind(), law::GroundKind::May);
        assert!(card.ground("invented").is_none());
        assert_eq!(card.route().to_name.get(Lang::LV), "direktoram");
        assert_eq!(card.hearing().waivers[0].id, "fire");
        assert_eq!(
            (card.slot_minutes(), card.retention().unwrap().term.unwrap().to_string().as_str()),
            (15, "5 years")
        );
        assert_eq!(
            card.cite_text(&"rules:7(2)".parse().unwrap()).text.get(Lang::LV),
            "Kārtības 7. panta otrā daļa"
        );
        assert_eq!(
            card.cite_text(&"tariff:1.2".parse().unwrap()).text.get(Lang::LV),
            "Cenrāža 1.2. apakšpunkts"
        );
        assert_eq!(card.cite_text(&"tariff:1.2".parse().unwrap()).text.get(Lang::EN), "Tariff, point 1.2");
        // Citations are verified only where something that stands on them was read.
        assert!(card.cite_text(&"rules:9".parse().unwrap()).verified);
        assert!(!card.cite_text(&"rules:2".parse().unwrap()).verified);
        assert!(!card.cite_text(&"elsewhere:2".parse().unwrap()).verified);
        let json = card.to_json();
        assert_eq!(json["in_force"], "2025-01-01");
        assert_eq!(json["fees"]["rows"][0]["amount"]["cents"], 850);
    });
}

#[test]
fn offices_open_by_their_week_and_the_calendar() {
    let book = book();
    let calendar = &book.country().calendar;
    let main = book.office("main").unwrap();
    let open = |date: &str| main.hours_on(day(date), calendar);
    let hours = |from: &str, to: &str| Ok((from.parse::<Minute>().unwrap(), to.parse::<Minute>().unwrap()));
    assert_eq!(open("2026-11-23"), hours("09:00", "16:30"));
    assert_eq!(open("2026-11-27"), hours("09:00", "16:00"));
    assert_eq!(open("2026-11-24"), Err(Closed::NotOpenThatDay), "its week has no Tuesday");
    assert_eq!(open("2026-11-28"), Err(Closed::DayOff(DayOff::Weekend)));
    assert!(matches!(open("2026-05-04"), Err(Closed::DayOff(DayOff::Holiday(_)))));
    assert_eq!(
        open("2026-06-27"),
        hours("09:00", "16:30"),
        "the Saturday works as the Monday that it replaces"
    );
    let far = book.office("far").unwrap();
    assert_eq!(far.hours_on(day("2026-11-23"), calendar), Err(Closed::HoursUnknown));
    assert_eq!(
        (far.address.as_deref(), &far.hours),
        (None, &Hours::Unknown),
        "an address that is not verified is not published"
    );
    assert!(main.takes_bookings() && !far.takes_bookings());
    assert!(main.serves("card.reader") && !main.serves("card.writer") && far.serves("anything"));
}

#[test]
fn doors_open_and_close_with_lunch_and_over_days_off() {
    let lunch = "    monday \"12:30\" \"16:30\"\n    monday \"09:00\" \"12:00\"\n";
    let files = edited(OFFICES, "    monday \"09:00\" \"16:30\"\n", lunch);
    let book = load(&files).unwrap();
    let calendar = &book.country().calendar;
    let main = book.office("main").unwrap();
    let minute = |text: &str| text.parse::<Minute>().unwrap();
    let doors = |date: &str, time: &str| main.doors(day(date), minute(time), calendar);
    let opens = |date: &str, time: &str| Doors::Closed { opens: Some((day(date), minute(time))) };
    let open =
        |closes: &str, again: Option<&str>| Doors::Open { closes: minute(closes), again: again.map(minute) };
    // 23 November 2026 is a Monday; both ends of a span count as they are written.
    assert_eq!(doors("2026-11-23", "08:59"), opens("2026-11-23", "09:00"));
    assert_eq!(doors("2026-11-23", "09:00"), open("12:00", Some("12:30")));
    assert_eq!(doors("2026-11-23", "12:00"), opens("2026-11-23", "12:30"));
    assert_eq!(doors("2026-11-23", "12:30"), open("16:30", None));
    // Not again on Tuesday to Thursday: the week has Mondays and Fridays.
    assert_eq!(doors("2026-11-23", "16:30"), opens("2026-11-27", "09:00"));
    assert_eq!(doors("2026-11-27", "16:00"), opens("2026-11-30", "09:00"));
    // Monday, 4 May is a holiday of this country.
    assert_eq!(doors("2026-05-01", "18:00"), opens("2026-05-08", "09:00"));
    assert_eq!(main.hours_on(day("2026-11-23"), calendar), Ok((minute("09:00"), minute("16:30"))));
    assert_eq!(
        book.office("far").unwrap().doors(day("2026-11-23"), minute("10:00"), calendar),
        Doors::Unknown
    );
    told(
        OFFICES,
        "    friday",
        "    monday \"16:00\" \"17:00\"\n    friday",
        "open twice",
        "monday",
        "break",
    );
}

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![Just(Truth::Met), Just(Truth::NotMet), Just(Truth::Unknown)]
}

proptest! {
    /// Three values keep De Morgan's laws, and learning more never turns a certain answer.
    #[test]
    fn three_values_are_a_logic(a in truth(), b in truth()) {
        prop_assert_eq!(a.and(b).negated(), a.negated().or(b.negated()));
        prop_assert_eq!(a.and(b), b.and(a));
        prop_assert_eq!(a.negated().negated(), a);
        if a == Truth::Unknown {
            for more in [Truth::Met, Truth::NotMet] {
                prop_assert!(a.and(b) == Truth::Unknown || a.and(b) == more.and(b));
                prop_assert!(a.or(b) == Truth::Unknown || a.or(b) == more.or(b));
            }
        }
    }

    /// Whatever is known of a reader: a certain verdict stays when the rest becomes known.
    #[test]
    fn a_verdict_survives_more_facts(mask in 0_u8..64, age in 0_i64..90, banned: bool, signed: bool, quiet: bool, student: bool, quick: bool) {
        let all = facts(&format!(
            r#"{{"reader.age":{age},"reader.banned":{banned},"form.signed":{signed},"reader.quiet":{quiet},"reader.student":{student},"wish":"{}"}}"#,
            if quick { "quick" } else { "slow" }
        ));
        let some: Facts = all.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, (name, value))| (name.clone(), value.clone())).collect();
        with_card(|card| -> Result<(), TestCaseError> {
            let (less, more) = (card.assess(&some), card.assess(&all));
            prop_assert_eq!(card.judge(&some).verdict(), less.outcome());
            match less.outcome() {
                Verdict::Grantable => prop_assert_eq!(more.outcome(), Verdict::Grantable),
                Verdict::Refusable(grounds) => match more.outcome() {
                    Verdict::Refusable(all) => prop_assert!(grounds.iter().all(|ground| all.contains(ground))),
                    other => prop_assert!(false, "{other:?}"),
                },
                Verdict::Unknown(missing) => prop_assert!(!missing.is_empty() && missing.iter().all(|name| !some.contains_key(name))),
            }
            match (&less.fee, &more.fee) {
                (FeeAnswer::Unknown { at_most: Some(most), .. }, FeeAnswer::Due(line)) => prop_assert!(line.amount.cents() <= most.cents()),
                (FeeAnswer::Unknown { .. }, _) => {}
                (certain, more) => prop_assert_eq!(certain, more),
            }
            Ok(())
        })?;
    }
}

#[test]
fn what_a_grant_leads_to_is_named_before_it() {
    let book = bundled();
    let permit = book.procedure("permit.temporary.family", day("2026-03-02")).unwrap();
    let needed = |text: &str| {
        let facts = law::tools::read_facts(&book, text).unwrap();
        permit.needed(&facts).into_iter().map(|gap| (gap.fact, gap.proved_by)).collect::<Vec<_>>()
    };
    let gap = |fact: &str, by: &[&str]| {
        (fact.to_owned(), by.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>())
    };
    // How long the card is valid hangs on the permits before, and whether it is held back on a fine.
    let spouse = r#"{"permit.family":"spouse-of-citizen"}"#;
    let fine = gap("fine.unpaid", &["registers"]);
    assert_eq!(needed(spouse), [gap("permit.ladder", &[]), gap("permit.gap", &[]), fine.clone()]);
    // Of the first permit it is not asked when another ended.
    let first = r#"{"permit.family":"spouse-of-citizen","permit.ladder":"first"}"#;
    assert_eq!(needed(first), [fine]);
    let known = r#"{"permit.family":"relative","fine.unpaid":false}"#;
    assert!(needed(known).is_empty());
    let grant = permit.decision("grant").unwrap();
    let facts = law::tools::read_facts(&book, first).unwrap();
    assert_eq!(permit.needed_by(grant, &facts), ["fine.unpaid"]);
}
