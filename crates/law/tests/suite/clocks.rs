//! Terms: worked by hand from the law and the calendar, and properties that hold for every term.

use crate::library::{book, bundled, day};
use kernel::{Calendar, CalendarRules, Day, Holiday, HolidayRule, Lang, MovedDay, Term, TermUnit, Text};
use law::clock::{self, Longer, Reach, Suspension};
use law::{Clock, ClockError, Due, Facts, Pause};
use proptest::prelude::*;

fn clock(term: Term) -> Clock {
    Clock {
        id: "test".to_owned(),
        name: Text::new("termiņš", "term"),
        when: None,
        term,
        from: vec!["received".to_owned()],
        starts: vec![],
        ends: None,
        after: vec![],
        cite: "apl:64(1)".parse().unwrap(),
        verified: false,
        source: None,
        shorten: vec![],
        extend: vec![Longer {
            id: "reasons".to_owned(),
            name: Text::new("iemesli", "reasons"),
            reach: Reach::Upto("4 months".parse().unwrap()),
            chosen: false,
            times: Some(1),
            when: None,
            by_law: false,
            approvals: 1,
            reasons: true,
            notice: None,
            cite: "apl:64(2)".parse().unwrap(),
            verified: true,
        }],
        postpone: vec![],
        suspend: vec![],
        restart: None,
        roll: Some("apl:43".parse().unwrap()),
        on_overdue: None,
    }
}

fn term(text: &str) -> Clock {
    clock(text.parse().unwrap())
}

fn pause(from: &str, to: Option<&str>) -> Pause {
    Pause { from: day(from), to: to.map(day) }
}

fn latvia() -> Calendar {
    bundled().country().calendar.clone()
}

fn due(clock: &Clock, from: &str, pauses: &[Pause]) -> Due {
    clock::due(clock, day(from), &Facts::new(), pauses, &latvia()).unwrap().due
}

fn on(text: &str) -> Due {
    Due::On(day(text))
}

#[test]
fn the_day_of_the_event_is_not_counted() {
    assert_eq!(due(&term("1 day"), "2026-11-24", &[]), on("2026-11-25"));
    assert_eq!(due(&term("1 working-day"), "2026-11-27", &[]), on("2026-11-30"), "Friday, then Monday");
}

#[test]
fn a_month_ends_on_the_same_date_or_on_the_last_day_and_rolls_to_a_working_day() {
    // Administrative Procedure Law, Art. 43.
    assert_eq!(due(&term("1 month"), "2026-10-15", &[]), on("2026-11-16"), "15 November 2026 is a Sunday");
    assert_eq!(due(&term("1 month"), "2025-01-31", &[]), on("2025-02-28"));
    assert_eq!(due(&term("1 month"), "2024-01-31", &[]), on("2024-02-29"));
    assert_eq!(due(&term("1 year"), "2024-02-29", &[]), on("2025-02-28"));
    assert_eq!(due(&term("1 month"), "2026-11-24", &[]), on("2026-12-28"), "Christmas, then a weekend");
    // 22 June 2026 is a moved day off, 23 and 24 are holidays.
    assert_eq!(due(&term("1 month"), "2026-05-22", &[]), on("2026-06-25"));
    // 27 June 2026 is a Saturday that is worked.
    assert_eq!(due(&term("1 month"), "2026-05-27", &[]), on("2026-06-27"));
    let mut plain = term("1 month");
    plain.roll = None;
    assert_eq!(due(&plain, "2026-10-15", &[]), on("2026-11-15"));
}

#[test]
fn working_days_leave_out_holidays_substitutes_and_moved_days() {
    // 10 working days from Tuesday, 24 November 2026.
    assert_eq!(due(&term("10 working-days"), "2026-11-24", &[]), on("2026-12-08"));
    // From Friday, 12 June 2026: 22 June moved, 23 and 24 holidays, Saturday 27 worked.
    assert_eq!(due(&term("10 working-days"), "2026-06-12", &[]), on("2026-06-30"));
    // 4 May 2024 was a Saturday, so Monday, 6 May was free.
    assert_eq!(due(&term("2 working-days"), "2024-05-02", &[]), on("2024-05-07"));
}

#[test]
fn a_pause_takes_its_days_out_and_an_open_pause_leaves_the_rest() {
    let ten = term("10 working-days");
    // Two working days, 1 and 2 December, do not count.
    assert_eq!(due(&ten, "2026-11-24", &[pause("2026-12-01", Some("2026-12-03"))]), on("2026-12-10"));
    // 25, 26, 27, 30 November were used: six are left.
    assert_eq!(due(&ten, "2026-11-24", &[pause("2026-12-01", None)]), Due::Paused { left_days: 6 });
    // A pause after the end, or before the beginning, changes nothing.
    assert_eq!(due(&ten, "2026-11-24", &[pause("2026-12-09", None)]), on("2026-12-08"));
    assert_eq!(due(&ten, "2026-11-24", &[pause("2026-11-02", Some("2026-11-25"))]), on("2026-12-08"));
    assert_eq!(
        due(&ten, "2026-11-24", &[pause("2026-12-01", Some("2026-12-01"))]),
        on("2026-12-08"),
        "a pause of no day"
    );
    // A month: ten days of pause move its end by ten days, 24 December to 3 January, a Sunday.
    assert_eq!(
        due(&term("1 month"), "2026-11-24", &[pause("2026-12-01", Some("2026-12-11"))]),
        on("2027-01-04")
    );
    assert_eq!(
        due(&term("1 month"), "2026-11-24", &[pause("2026-12-20", None)]),
        Due::Paused { left_days: 5 }
    );
}

#[test]
fn a_pause_is_no_longer_than_the_law_allows() {
    let mut capped = term("10 days");
    let reason = |id: &str, cap: Option<&str>| Suspension {
        id: id.to_owned(),
        name: Text::new("iemesls", "reason"),
        until: "answered".to_owned(),
        cap: cap.map(|cap| cap.parse().unwrap()),
        attempts: None,
        then: None,
        when: None,
        cite: "apl:1".parse().unwrap(),
        verified: false,
    };
    capped.roll = None;
    capped.suspend = vec![reason("a", Some("5 days"))];
    assert_eq!(due(&capped, "2026-11-01", &[pause("2026-11-06", None)]), on("2026-11-16"));
    assert_eq!(due(&capped, "2026-11-01", &[pause("2026-11-06", Some("2026-11-30"))]), on("2026-11-16"));
    assert_eq!(due(&capped, "2026-11-01", &[pause("2026-11-06", Some("2026-11-08"))]), on("2026-11-13"));
    capped.suspend.push(reason("b", None));
    assert_eq!(
        due(&capped, "2026-11-01", &[pause("2026-11-06", None)]),
        Due::Paused { left_days: 6 },
        "one reason has no limit"
    );
}

#[test]
fn pauses_that_cannot_be_are_told() {
    let run = |pauses: &[Pause]| {
        clock::due(&term("10 days"), day("2026-11-01"), &Facts::new(), pauses, &latvia()).unwrap_err()
    };
    let backwards = run(&[pause("2026-11-06", Some("2026-11-05"))]);
    assert_eq!(backwards, ClockError::Backwards { from: day("2026-11-06"), to: day("2026-11-05") });
    assert_eq!(
        backwards.to_string(),
        "a pause from 2026-11-06 cannot end on 2026-11-05; the end is the first day that counts again"
    );
    assert!(matches!(
        run(&[pause("2026-11-06", Some("2026-11-10")), pause("2026-11-09", None)]),
        ClockError::Overlap(..)
    ));
    assert!(matches!(run(&[pause("2026-11-09", None), pause("2026-11-10", None)]), ClockError::Open(_)));
    let late = clock::due(&term("1 year"), day("9999-06-01"), &Facts::new(), &[], &latvia());
    assert!(matches!(late, Err(ClockError::Day(_))), "{late:?}");
}

#[test]
fn extensions_count_from_the_same_event() {
    let answer =
        clock::extended(&term("1 month"), "reasons", day("2026-01-15"), &Facts::new(), &[], &latvia())
            .unwrap();
    assert_eq!(answer.due, on("2026-05-15"));
    assert!(matches!(
        clock::extended(&term("1 month"), "whim", day("2026-01-15"), &Facts::new(), &[], &latvia()),
        Err(ClockError::NoExtension(_))
    ));
}

#[test]
fn the_calculation_is_told_in_both_languages() {
    let answer =
        clock::due(&term("10 working-days"), day("2026-12-15"), &Facts::new(), &[], &latvia()).unwrap();
    let said = |lang| answer.steps.iter().map(|step| step.get(lang)).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("steps_lv", said(Lang::LV));
    insta::assert_snapshot!("steps_en", said(Lang::EN));
    assert_eq!(answer.due, on("2027-01-04"));
}

#[test]
fn a_condition_shortens_and_an_unknown_one_is_named() {
    let book = book();
    let card = book.procedure("card.reader", day("2026-06-01")).unwrap();
    let clock = card.clock("quick-answer").unwrap();
    let run = |facts: &str| {
        clock::due(
            clock,
            day("2026-11-23"),
            &serde_json::from_str(facts).unwrap(),
            &[],
            &book.country().calendar,
        )
        .unwrap()
    };
    assert_eq!(run(r#"{"wish":"quick"}"#).due, on("2026-11-24"));
    assert_eq!(run(r#"{"wish":"slow"}"#).due, on("2026-11-30"));
    let unsure = run("{}");
    assert_eq!((unsure.due, unsure.missing.join(",")), (on("2026-11-30"), "wish".to_owned()));
}

/// A calendar with holidays, a substitute and moved days, for properties.
fn odd_calendar() -> Calendar {
    let holiday = |month, date, substitute| Holiday {
        name: Text::new("svētki", "holiday"),
        rule: HolidayRule::Fixed { month, day: date },
        substitute,
        observed: None,
    };
    Calendar::new(CalendarRules {
        holidays: vec![
            holiday(1, 1, false),
            holiday(5, 4, true),
            holiday(6, 24, false),
            holiday(12, 25, false),
        ],
        moved: vec![MovedDay { off: day("2026-06-22"), worked: Some(day("2026-06-27")) }],
        known_years: vec![2026],
    })
}

fn terms() -> impl Strategy<Value = Term> {
    let unit = prop_oneof![
        Just((TermUnit::WorkingDays, 60_u16)),
        Just((TermUnit::Days, 200)),
        Just((TermUnit::Months, 24)),
        Just((TermUnit::Years, 5)),
    ];
    unit.prop_flat_map(|(unit, most)| (1..=most).prop_map(move |count| Term { count, unit }))
}

fn days() -> impl Strategy<Value = Day> {
    (day("2024-01-01").number()..day("2029-01-01").number()).prop_map(|n| Day::from_number(n).unwrap())
}

fn ends(clock: &Clock, from: Day, pauses: &[Pause]) -> Due {
    clock::due(clock, from, &Facts::new(), pauses, &odd_calendar()).unwrap().due
}

fn end(clock: &Clock, from: Day, pauses: &[Pause]) -> Day {
    match ends(clock, from, pauses) {
        Due::On(day) => day,
        Due::Paused { .. } => panic!("paused"),
    }
}

proptest! {
    #[test]
    fn a_term_ends_after_it_begins_and_never_on_a_day_off(term in terms(), from in days()) {
        let last = end(&clock(term), from, &[]);
        prop_assert!(last > from);
        prop_assert!(odd_calendar().is_working_day(last));
        prop_assert_eq!(last, clock::last_day(term, from, &odd_calendar(), true).unwrap());
    }

    #[test]
    fn a_longer_term_and_a_later_event_never_end_earlier(term in terms(), from in days(), later in 0_i32..40) {
        let longer = Term { count: term.count + 1, unit: term.unit };
        prop_assert!(end(&clock(longer), from, &[]) >= end(&clock(term), from, &[]));
        prop_assert!(end(&clock(term), from.plus_days(later).unwrap(), &[]) >= end(&clock(term), from, &[]));
    }

    #[test]
    fn a_pause_never_shortens(term in terms(), from in days(), start in -5_i32..80, length in 0_i32..60) {
        let begin = from.plus_days(start).unwrap();
        let stop = Pause { from: begin, to: Some(begin.plus_days(length).unwrap()) };
        prop_assert!(end(&clock(term), from, &[stop]) >= end(&clock(term), from, &[]));
    }

    #[test]
    fn resuming_gives_exactly_the_days_that_were_left(term in terms(), from in days(), start in 1_i32..60, length in 0_i32..60) {
        let mut plain = clock(term);
        plain.roll = None;
        let begin = from.plus_days(start).unwrap();
        let resume = begin.plus_days(length).unwrap();
        if let Due::Paused { left_days } = ends(&plain, from, &[Pause { from: begin, to: None }]) {
            let last = end(&plain, from, &[Pause { from: begin, to: Some(resume) }]);
            // What is left starts to count with the day of resuming.
            let calendar = odd_calendar();
            let counted = (0..=last.days_since(resume))
                .map(|n| resume.plus_days(n).unwrap())
                .filter(|d| term.unit != TermUnit::WorkingDays || calendar.is_working_day(*d))
                .count();
            prop_assert_eq!(u32::try_from(counted).unwrap(), left_days);
        } else {
            prop_assert!(begin > end(&plain, from, &[]), "only a pause after the end leaves the term alone");
        }
    }

    #[test]
    fn working_days_agree_with_the_calendar(count in 1_u16..60, from in days()) {
        let term = Term { count, unit: TermUnit::WorkingDays };
        prop_assert_eq!(end(&clock(term), from, &[]), odd_calendar().plus_working_days(from, count).unwrap());
    }
}
