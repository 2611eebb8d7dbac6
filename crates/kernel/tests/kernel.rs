//! The kernel by values from outside our code: calendars of published years, codes of public libraries,
//! the algebra of days and periods.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use kernel::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The Latvian rules of the dossier, section 5.1, as far as the tests below need them.
fn latvia() -> Calendar {
    let holiday =
        |en: &str, rule, substitute| Holiday { name: Text::new(en, en), rule, substitute, observed: None };
    let fixed = |month, day| HolidayRule::Fixed { month, day };
    Calendar::new(CalendarRules {
        holidays: vec![
            holiday("New Year", fixed(1, 1), false),
            holiday("Good Friday", HolidayRule::Easter { offset: -2 }, false),
            holiday("Easter Sunday", HolidayRule::Easter { offset: 0 }, false),
            holiday("Easter Monday", HolidayRule::Easter { offset: 1 }, false),
            holiday("Labour Day", fixed(5, 1), false),
            holiday("Restoration of Independence", fixed(5, 4), true),
            holiday("Mother's Day", HolidayRule::Nth { month: 5, weekday: Weekday::Sunday, nth: 2 }, false),
            holiday("Midsummer Eve", fixed(6, 23), false),
            holiday("Midsummer", fixed(6, 24), false),
            holiday("Proclamation", fixed(11, 18), true),
            holiday("Christmas Eve", fixed(12, 24), false),
            holiday("Christmas", fixed(12, 25), false),
            holiday("Second Christmas Day", fixed(12, 26), false),
            holiday("New Year's Eve", fixed(12, 31), false),
        ],
        moved: vec![
            MovedDay { off: day("2026-01-02"), worked: Some(day("2026-01-17")) },
            MovedDay { off: day("2026-06-22"), worked: Some(day("2026-06-27")) },
        ],
        known_years: vec![2026],
    })
}

#[test]
fn easter_falls_where_the_published_tables_say() {
    for (year, good_friday) in [
        (2017, "2017-04-14"),
        (2020, "2020-04-10"),
        (2024, "2024-03-29"),
        (2025, "2025-04-18"),
        (2026, "2026-04-03"),
        (2028, "2028-04-14"),
    ] {
        assert_eq!(kernel::calendar::easter(year).unwrap().plus_days(-2).unwrap(), day(good_friday));
    }
}

#[test]
fn a_holiday_on_a_weekend_frees_the_next_working_day_only_where_the_law_says_so() {
    let calendar = latvia();
    // 4 May 2025 was a Sunday and 4 May 2024 a Saturday; 18 November 2028 will be a Saturday.
    for free in ["2025-05-05", "2024-05-06", "2023-11-20", "2028-11-20"] {
        assert!(matches!(calendar.why_off(day(free)), Some(DayOff::Substitute(_))), "{free}");
    }
    // 24 June 2028 is a Saturday: Midsummer is not moved.
    assert!(calendar.is_working_day(day("2028-06-26")));
}

#[test]
fn moved_working_days_swap_a_weekday_with_a_saturday() {
    let calendar = latvia();
    assert_eq!(calendar.why_off(day("2026-06-22")), Some(DayOff::Moved { worked: Some(day("2026-06-27")) }));
    assert!(calendar.is_working_day(day("2026-06-27")));
    assert_eq!(calendar.plus_working_days(day("2026-06-18"), 2).unwrap(), day("2026-06-25"));
    assert_eq!(calendar.plus_working_days(day("2026-06-18"), 4).unwrap(), day("2026-06-27"));
}

#[test]
fn ten_working_days_skip_easter() {
    // 1 April 2026 is a Wednesday; 3 and 6 April are holidays.
    assert_eq!(latvia().plus_working_days(day("2026-04-01"), 10).unwrap(), day("2026-04-17"));
}

#[test]
fn months_end_on_the_last_day_when_the_date_is_missing() {
    assert_eq!(day("2026-01-31").plus_months(1).unwrap(), day("2026-02-28"));
    assert_eq!(day("2024-02-29").plus_months(12).unwrap(), day("2025-02-28"));
}

#[test]
fn impossible_days_name_themselves() {
    for wrong in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "0000-01-01", "2026-01-01x"] {
        let error = wrong.parse::<Day>().unwrap_err().to_string();
        assert!(error.contains("is not a day"), "{wrong}: {error}");
    }
}

#[test]
fn local_time_follows_summer_time_in_riga() {
    let riga = Zone::new("Europe/Riga").unwrap();
    let winter: Timestamp = "2026-11-24T07:00:00Z".parse().unwrap();
    let summer: Timestamp = "2026-07-01T06:00:00Z".parse().unwrap();
    let nine = "09:00".parse().unwrap();
    assert_eq!(riga.local(winter), (day("2026-11-24"), nine));
    assert_eq!(riga.local(summer), (day("2026-07-01"), nine));
    assert_eq!(riga.instant(day("2026-07-01"), nine), summer);
    assert!(Zone::new("Europe/Rīga").is_err());
}

/// The two forms and the formula that public libraries use; test values of the dossier, section 1.4.
fn codes() -> CodeScheme {
    let check = CheckRule { base: 1101, weights: [1, 6, 3, 7, 9, 10, 5, 8, 4, 2], modulus: 11 };
    CodeScheme::new(vec![
        CodeForm {
            id: "old".to_owned(),
            given_from: None,
            places: vec![],
            centuries: Some(vec![(0, 1800), (1, 1900), (2, 2000)]),
            check: Some(check),
        },
        CodeForm {
            id: "new".to_owned(),
            given_from: Some(day("2017-07-01")),
            places: vec![(1, 3..=3), (2, 2..=9)],
            centuries: None,
            check: None,
        },
    ])
}

#[test]
fn a_personal_code_is_read_in_both_forms_and_with_or_without_hyphen() {
    let scheme = codes();
    let old = scheme.parse("161175-19997").unwrap();
    assert_eq!(scheme.parse("16117519997").unwrap(), old);
    assert_eq!(old.formatted(), "161175-19997");
    assert_eq!(scheme.form(&old).unwrap().id, "old");
    assert_eq!(scheme.form(&old).unwrap().birth_date(&old), Some(day("1975-11-16")));
    let new = scheme.parse("328673-00679").unwrap();
    assert_eq!(scheme.form(&new).unwrap().birth_date(&new), None);
}

#[test]
fn a_wrong_check_digit_is_a_warning_never_a_refusal() {
    let scheme = codes();
    let check = |text| scheme.check_digit(&scheme.parse(text).unwrap());
    assert_eq!(check("161175-19997"), CheckDigit::Matches);
    assert_eq!(check("161175-19996"), CheckDigit::Differs);
    assert_eq!(check("328673-00677"), CheckDigit::NotApplicable);
}

#[test]
fn a_wrong_code_says_what_would_be_right_and_never_repeats_itself() {
    let scheme = codes();
    assert_eq!(scheme.parse("1611751-9997"), Err(CodeError::Shape));
    assert_eq!(scheme.parse("161175-1999"), Err(CodeError::Shape));
    let error = scheme.parse("991375-19997").unwrap_err().to_string();
    assert!(error.contains("digit 1 is 3") && !error.contains("991375"), "{error}");
    assert_eq!(format!("{:?}", scheme.parse("161175-19997").unwrap()), "PersonalCode(hidden)");
}

#[test]
fn an_age_is_never_guessed() {
    let on = day("2026-11-24");
    let age = |text: &str| text.parse::<PartialDate>().unwrap().age_on(on, LeapBirthday::March1);
    assert_eq!(age("2006-11-24"), Age::Years(20));
    assert_eq!(age("2006-11-25"), Age::Years(19));
    assert_eq!(age("1990-03"), Age::Years(36));
    assert_eq!(age("1990-11"), Age::Unknown);
    assert_eq!(age("1990"), Age::Unknown);
    assert_eq!(age("unknown"), Age::Unknown);
    let leap: PartialDate = "2004-02-29".parse().unwrap();
    assert_eq!(leap.age_on(day("2025-02-28"), LeapBirthday::March1), Age::Years(20));
    assert_eq!(leap.age_on(day("2025-02-28"), LeapBirthday::February28), Age::Years(21));
}

#[test]
fn names_fold_without_their_marks_and_refuse_what_is_no_name() {
    let folding = Folding::new([('ķ', "k".to_owned()), ('š', "s".to_owned()), ('ē', "e".to_owned())]);
    assert_eq!(folding.fold("Ķēniņš-O'Brien"), "keniņs obrien");
    // A decomposed letter gives the same name.
    assert_eq!("Ke\u{304}ks".parse::<NamePart>().unwrap(), "Kēks".parse().unwrap());
    assert_eq!("Anna  Marija ".parse::<NamePart>().unwrap().as_str(), "Anna Marija");
    assert_eq!("R2D2".parse::<NamePart>(), Err(NameError::Character('2')));
    assert_eq!("  ".parse::<NamePart>(), Err(NameError::Empty));
}

#[test]
fn money_reads_what_it_writes_and_mixes_no_currencies() {
    assert_eq!("34.5 EUR".parse::<Money>().unwrap(), Money::eur(3450));
    assert_eq!(Money::eur(-5).to_string(), "-0.05 EUR");
    assert!("34,00 EUR".parse::<Money>().is_err());
    assert!("34.005 EUR".parse::<Money>().is_err());
    assert!(Money::eur(1).checked_add("1.00 USD".parse().unwrap()).is_err());
    assert_eq!(Money::eur(i64::MAX).checked_add(Money::eur(1)), Err(MoneyError::TooLarge));
}

#[test]
fn citations_terms_and_numbers_say_what_would_be_right() {
    let cite: Citation = "apl:67(2)".parse().unwrap();
    assert_eq!((cite.act(), cite.point(), cite.to_string().as_str()), ("apl", "67(2)", "apl:67(2)"));
    assert!("67(2)".parse::<Citation>().is_err() && "apl:".parse::<Citation>().is_err());
    assert_eq!("10 working-days".parse::<Term>().unwrap().to_string(), "10 working-days");
    assert!("ten days".parse::<Term>().is_err() && "5 weeks".parse::<Term>().is_err());
    assert_eq!("pa9992921".parse::<DocumentNumber>().unwrap().as_str(), "PA9992921");
    assert!("PA999292".parse::<DocumentNumber>().is_err());
}

proptest! {
    #[test]
    fn a_day_survives_its_text_and_its_number(number in -719_162..=2_932_896_i32) {
        let day = Day::from_number(number).unwrap();
        prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
        prop_assert_eq!(Day::new(day.year(), day.month(), day.day()).unwrap().number(), number);
    }

    #[test]
    fn an_id_survives_its_text_however_it_is_typed(value in any::<u64>()) {
        let id = PersonId::from_u64(value);
        prop_assert_eq!(id.to_string().parse::<PersonId>().unwrap(), id);
        prop_assert_eq!(id.grouped().to_lowercase().parse::<PersonId>().unwrap(), id);
        prop_assert_eq!(PersonId::from_i64(id.as_i64()), id);
    }

    #[test]
    fn periods_overlap_exactly_where_they_share_a_day(a in 0..60_i32, b in 1..60_i32, c in 0..60_i32, d in 1..60_i32, at in 0..130_i32) {
        let at_day = |n| Day::from_number(n).unwrap();
        let one = Period::new(at_day(a), Some(at_day(a + b))).unwrap();
        let two = Period::new(at_day(c), Some(at_day(c + d))).unwrap();
        let both = one.contains(at_day(at)) && two.contains(at_day(at));
        prop_assert_eq!(one.intersect(&two).is_some_and(|p| p.contains(at_day(at))), both);
        prop_assert_eq!(one.overlaps(&two), two.overlaps(&one));
        prop_assert!(Period::new(at_day(a), Some(at_day(a))).is_err());
    }

    #[test]
    fn partial_dates_compare_as_the_intervals_they_are(y1 in 1900..2000_i16, m1 in 1..=12_u8, y2 in 1900..2000_i16) {
        let month = PartialDate::year_month(y1, m1).unwrap();
        let year = PartialDate::year(y2).unwrap();
        let expected = if y1 < y2 { DateOrder::Before } else if y1 > y2 { DateOrder::After } else { DateOrder::Overlaps };
        prop_assert_eq!(month.compare(&year), expected);
        prop_assert_eq!(month.to_string().parse::<PartialDate>().unwrap(), month);
        prop_assert_eq!(month.compare(&PartialDate::Unknown), DateOrder::Overlaps);
    }

    #[test]
    fn adding_working_days_lands_on_one_and_counts_each(start in 20_454..20_819_i32, count in 1..40_u16) {
        let calendar = latvia();
        let start = Day::from_number(start).unwrap();
        let end = calendar.plus_working_days(start, count).unwrap();
        prop_assert!(calendar.is_working_day(end));
        let between = (start.number() + 1..=end.number()).filter(|n| calendar.is_working_day(Day::from_number(*n).unwrap()));
        prop_assert_eq!(between.count(), usize::from(count));
    }

    #[test]
    fn a_drawn_code_reads_back(seed in any::<u64>()) {
        let scheme = codes();
        let code = scheme.draw(&mut SeededChance::new(seed)).unwrap();
        prop_assert_eq!(scheme.parse(&code.formatted()).unwrap(), code);
        prop_assert_eq!(&scheme.form(&code).unwrap().id, "new");
    }
}
