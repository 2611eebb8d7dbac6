//! Dates: how they are written, and how two of them agree.

use kernel::{Day, PartialDate};
use linkage::Level;
use linkage::date::{DateValue, compare};
use proptest::prelude::*;

fn date(text: &str) -> DateValue {
    DateValue::parse(text).unwrap_or_else(|| panic!("`{text}` is a date"))
}

#[test]
fn the_common_forms_are_one_date() {
    for text in [
        "1974-08-12",
        "19740812",
        "12.08.1974",
        "12.8.1974.",
        "12/08/1974",
        "1974-08-12T00:00:00",
        "19740812.0",
    ] {
        assert_eq!(date(text).date, Some(PartialDate::Day(Day::new(1974, 8, 12).unwrap())), "{text}");
    }
    assert_eq!(date("1974-08").date, Some(PartialDate::year_month(1974, 8).unwrap()));
    assert_eq!(date("08.1974").date, Some(PartialDate::year_month(1974, 8).unwrap()));
    assert_eq!(date("1974-00-00").date, Some(PartialDate::year(1974).unwrap()));
    assert_eq!(date("1974").date, Some(PartialDate::year(1974).unwrap()));
    for text in ["", "unknown", "74-08-12", "August 1974", "12-08-74", "1974081", "٢٠٢٠"] {
        assert_eq!(DateValue::parse(text), None, "{text}");
    }
}

#[test]
fn a_day_that_no_calendar_has_is_kept_as_digits() {
    let slip = date("19450493");
    assert_eq!(slip.date, None);
    assert_eq!(compare(&slip, &date("1945-04-23")), Level::OneOff);
    assert_eq!(compare(&slip, &date("19450493")), Level::Same);
}

#[test]
fn two_dates_agree_by_the_slips_that_people_make() {
    for (a, b, level) in [
        ("1974-08-12", "1974-08-12", Level::Same),
        ("1974-08-12", "1974-12-08", Level::Moved),
        ("1974-08-12", "1974-08-13", Level::OneOff),
        ("1974-08-12", "1947-08-12", Level::OneOff),
        ("1974-08-12", "1974-08-25", Level::Near),
        ("1974-08-12", "1952-08-12", Level::Near),
        ("1974-08-12", "1974-03-25", Level::Part),
        ("1974-08-12", "1974-08", Level::Overlaps),
        ("1974-08", "1974", Level::Overlaps),
        ("1974", "1974", Level::Overlaps),
        ("1974-08-12", "1974-09", Level::Part),
        ("1974-08-12", "1973", Level::Differs),
        ("1974-08-12", "1931-05-27", Level::Differs),
    ] {
        assert_eq!(compare(&date(a), &date(b)), level, "{a} {b}");
    }
}

fn partial() -> impl Strategy<Value = PartialDate> {
    let day = (1950_i16..1960, 1_u8..=12, 1_u8..=28);
    prop_oneof![
        day.clone().prop_map(|(y, m, d)| PartialDate::Day(Day::new(y, m, d).unwrap())),
        day.clone().prop_map(|(y, m, _)| PartialDate::year_month(y, m).unwrap()),
        day.prop_map(|(y, ..)| PartialDate::year(y).unwrap()),
    ]
}

proptest! {
    #[test]
    fn partial_dates_overlap_as_the_intervals_they_are(a in partial(), b in partial()) {
        let (x, y) = (DateValue::of(&a).unwrap(), DateValue::of(&b).unwrap());
        let level = compare(&x, &y);
        prop_assert_eq!(level, compare(&y, &x));
        let share = a.earliest() <= b.latest() && b.earliest() <= a.latest();
        match (a.exact(), b.exact()) {
            (Some(a), Some(b)) => prop_assert_eq!(level == Level::Same, a == b),
            _ => prop_assert_eq!(level == Level::Overlaps, share),
        }
        // What is written is read again.
        prop_assert_eq!(DateValue::parse(&a.to_string()), Some(x));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,14}", digits in "[0-9.-]{0,12}") {
        let _ = DateValue::parse(&text);
        if let (Some(a), Some(b)) = (DateValue::parse(&digits), DateValue::parse("1974-08-12")) {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a));
        }
    }
}
